"""Columns below each other, as printed pages have them: page by page, and refused where a figure could stand in two."""

import pytest

from se7_excel.errors import UnreadableTable
from se7_excel.issued.conventions import Conventions
from se7_excel.issued.opening import issued_on, text_paper
from se7_excel.sample import sample_programme

KNOWN = sample_programme()
PAGES = """Workstream    Party     2011/12    2012/13    Total
Highways      SE7           £1m        £2m      £3m
Waste         SE7           £1m        £1m      £2m
Appendix 1                                             Page 1 of 2
\fWorkstream         Party         2011/12         2012/13         Total
Property           SE7               £1m             £3m           £4m
Total SE7 savings                                                  £9m
"""
UNEVEN = """                          2011/12     2012/13          2013/14         Total
Highways - SE7           £250k     £6m     £12m  £18.25m
Highways - East Sussex   –      £50k      £50k     £100k
Total SE7 savings                                           £18.25m
"""
BROKEN = """Workstream            Party   2011/12   2012/13
Special Educational
                      SE7         £1m       £2m
Needs (SEN)
Waste and the rest
                      SE7         £1m       £2m
of it
"""


def test_each_page_has_its_own_columns() -> None:
    read = issued_on(text_paper(PAGES), Conventions(), KNOWN)
    assert [each.name for each in read.programme.workstreams] == ["Highways", "Waste", "Property"]
    assert [int(line.amounts[1]) for _, line in read.programme.lines] == [2_000_000, 1_000_000, 3_000_000]
    assert (read.findings, read.kept) == ((), ())


def test_a_figure_that_could_stand_in_two_columns_is_refused() -> None:
    with pytest.raises(UnreadableTable, match=r"line 4: it cannot be told in which column “£18.25m” stands; put | between"):
        issued_on(text_paper(UNEVEN), Conventions(), KNOWN)


def test_a_name_broken_over_lines_is_refused() -> None:
    with pytest.raises(UnreadableTable, match=r"line 4, column 1: “Needs .* broken over lines; put the name on one line"):
        issued_on(text_paper(BROKEN), Conventions(), KNOWN)

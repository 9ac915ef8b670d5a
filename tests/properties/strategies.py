"""Random programmes that a workbook can hold: any years, authorities, workstreams, bases, gaps, and amounts to the penny."""

import string
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from se7_excel.savings.money import Amount, Gap
from se7_excel.savings.programme import Basis, Class, Fund, LongerTerm, Party, Programme, SavingsLine, Status, Target, Workstream
from se7_excel.savings.years import FinancialYear, span
from se7_excel.sheets.schema import FIXED_TABS

TYPED_GAPS = (Gap.TO_BE_CONFIRMED, Gap.SEE_DETAILS, Gap.NIL, Gap.BLANK)  # an unreadable cell is an error value, never typed
LARGEST_PENCE = 10**13
LONGEST_TAB = 31
LETTERS = string.ascii_letters + "ÀÉßŴéñőж漢"
INSIDE = LETTERS + string.digits + "&'’–-.,()+=<>\"%#@!£ "
FUNDS = (Fund("General Fund"), Fund("Dedicated Schools Grant", ring_fenced=True))
RESERVED = frozenset(tab.casefold() for tab in (*FIXED_TABS, "History"))


def amounts(gaps: tuple[Gap, ...] = TYPED_GAPS) -> SearchStrategy[Amount]:
    """Pounds and pence of either sign, mostly small and round enough to collide, and gaps."""
    pence = st.one_of(
        st.integers(-20, 20).map(lambda thousands: thousands * 100_000),
        st.integers(-1_000, 1_000),
        st.integers(-LARGEST_PENCE, LARGEST_PENCE),
    )
    return st.one_of(pence.map(_pounds), st.sampled_from(gaps))


def names(longest: int = LONGEST_TAB) -> SearchStrategy[str]:
    """Printable names without white space at either end or twice in a row, fit for a tab as well as for a cell."""
    shape = st.builds(
        lambda first, middle, last: " ".join(f"{first}{middle}".split()) + last, _one(LETTERS), _middle(), _one(LETTERS)
    )
    return shape.filter(lambda name: len(name) <= longest and name.casefold() not in RESERVED)


@st.composite
def programmes(
    draw: DrawFn,
    max_authorities: int = 30,
    max_workstreams: int = 8,
    max_years: int = 10,
    max_lines: int = 6,
    gaps: tuple[Gap, ...] = TYPED_GAPS,
) -> Programme:
    """Programmes whose names are all told apart in any case; `gaps=tuple(Gap)` adds cells that hold an error."""
    years = draw(st.integers(1, max_years))
    authority_count = draw(st.integers(1, max_authorities))
    workstream_count = draw(st.integers(0, max_workstreams))
    count = 1 + authority_count + 2 * workstream_count
    pool = draw(st.lists(names(), min_size=count, max_size=count, unique_by=str.casefold))
    partnership, *authorities = (Party(name) for name in pool[: 1 + authority_count])
    parties = (partnership, *authorities)
    spare = pool[1 + authority_count :]
    titled = zip(spare[:workstream_count], spare[workstream_count:], strict=True)
    workstreams = tuple(
        Workstream(
            name, draw(st.sampled_from((name, tab))), draw(_lines(parties, years, max_lines, gaps)), lead=authorities[0].name
        )
        for name, tab in titled
    )
    targets = draw(_targets())
    return Programme(
        partnership,
        tuple(authorities),
        draw(st.sampled_from(authorities)),
        span(FinancialYear(draw(st.integers(2000, 2060))), years),
        workstreams,
        targets,
        draw(_longer_term(workstreams, targets)),
        FUNDS,
    )


def _lines(parties: tuple[Party, ...], years: int, most: int, gaps: tuple[Gap, ...]) -> SearchStrategy[tuple[SavingsLine, ...]]:
    line = st.builds(
        SavingsLine,
        names(),
        st.one_of(st.just(parties[0]), st.sampled_from(parties)),
        st.tuples(*[amounts(gaps)] * years),
        st.sampled_from((None, *Class)),
        st.sampled_from((None, *Basis)),
        st.sampled_from(("", *(fund.name for fund in FUNDS))),
        st.sampled_from((None, *Status)),
        st.one_of(st.just(""), names()),
    )
    return st.lists(line, max_size=most).map(tuple)


def _targets() -> SearchStrategy[tuple[Target, ...]]:
    target = st.builds(Target, names(), st.integers(0, LARGEST_PENCE).map(_pounds))
    return st.lists(target, max_size=4, unique_by=lambda each: each.horizon.casefold()).map(tuple)


def _longer_term(workstreams: tuple[Workstream, ...], targets: tuple[Target, ...]) -> SearchStrategy[tuple[LongerTerm, ...]]:
    if not workstreams or not targets:
        return st.just(())
    figure = st.builds(
        LongerTerm,
        st.sampled_from([each.name for each in workstreams]),
        st.integers(-LARGEST_PENCE, LARGEST_PENCE).map(_pounds),
        st.sampled_from([each.horizon for each in targets]),
        includes_table=st.sampled_from((True, False, None)),
    )
    return st.lists(figure, max_size=4).map(tuple)


def _one(alphabet: str) -> SearchStrategy[str]:
    return st.sampled_from(alphabet)


def _middle() -> SearchStrategy[str]:
    return st.text(INSIDE, max_size=12)


def _pounds(pence: int) -> Decimal:
    return Decimal(pence).scaleb(-2)

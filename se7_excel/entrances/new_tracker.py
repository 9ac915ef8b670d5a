"""Making a tracker: the workbook built from a programme, its calculated pages filled in by the actions themselves."""

import re
from dataclasses import replace
from datetime import date

from se7_excel import __version__, sample
from se7_excel.actions import ACTIONS, PREPARE_EMAIL, run
from se7_excel.books.file_book import FileBook
from se7_excel.errors import UnfitOption
from se7_excel.outgoing.plain_words import as_shown
from se7_excel.savings.money import Gap
from se7_excel.savings.programme import Party, Programme, SavingsLine, Workstream
from se7_excel.savings.years import FinancialYear, span
from se7_excel.sheets.schema import FIXED_TABS
from se7_excel.sheets.settings import MOST_YEARS

MOST_AUTHORITIES, MOST_WORKSTREAMS = 30, 200
LONGEST_TAB = 31
UNFIT_FOR_TABS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
RESERVED_TABS = (*FIXED_TABS, "History")


def make_tracker(programme: Programme, made_on: date) -> bytes:
    """The bytes of a tracker with this programme's inputs, its totals refreshed and checked, its appendices set down."""
    data = unworked_tracker(programme, made_on)
    for name in ("refresh_totals", "regenerate_appendix_1", "regenerate_appendix_2", "check_totals"):
        book = FileBook(data)
        run(next(action for action in ACTIONS if action.name == name), book)
        data = b"".join(book.finish().rewritten())
    return data


def unworked_tracker(programme: Programme, made_on: date) -> bytes:
    """The bytes of a tracker with this programme's inputs, on which no action has been run yet."""
    from se7_excel.books.new_workbook import Guide, new_workbook

    buttons = [(action.label, f"se7 {action.command} FILE", action.tip) for action in (*ACTIONS, PREPARE_EMAIL)]
    return new_workbook(programme, Guide(buttons, __version__, made_on))


def blank_programme(
    partnership: str, authorities: list[str], workstreams: list[str], first_year: str, years: int, reporting: str
) -> Programme:
    """A programme without amounts: in each workstream one line for the partnership and one for each authority.

    Parties are given as NAME, NAME=FULL NAME or NAME=FULL NAME=SHORT FORM; empty options take the 2012 partnership's.
    """
    whole = _party(partnership) if partnership else sample.PARTNERSHIP
    parts = tuple(_party(each) for each in authorities) or sample.AUTHORITIES
    described = tuple(_workstream(name) for name in workstreams) or tuple(each for each, *_ in sample.PUBLISHED)
    _within("authorities", len(parts), MOST_AUTHORITIES)
    _within("workstreams", len(described), MOST_WORKSTREAMS)
    _within("years", years, MOST_YEARS)
    _told_apart([name for party in (whole, *parts) for name in {party.name, party.full_name, party.short_form} if name], "party")
    _told_apart([each.name for each in described], "workstream")
    span_of_years = span(FinancialYear.parse(first_year), years)
    empty = (Gap.BLANK,) * years
    lines = [tuple(SavingsLine(each.name, party, empty) for party in (whole, *parts)) for each in described]
    streams = tuple(
        replace(each, tab=tab, lines=rows) for each, tab, rows in zip(described, _tabs(described), lines, strict=True)
    )
    targets = sample.standard_targets() if whole == sample.PARTNERSHIP else ()
    programme = Programme(whole, parts, parts[0], span_of_years, streams, targets, funds=sample.FUNDS)
    return programme.reported_by(_reporting(programme, reporting))


def current_year(today: date) -> FinancialYear:
    """The financial year this day falls in."""
    return FinancialYear(today.year if (today.month, today.day) >= (4, 1) else today.year - 1)


def _reporting(programme: Programme, name: str) -> Party:
    if not name:
        return sample.EAST_SUSSEX if sample.EAST_SUSSEX in programme.authorities else programme.reporting
    return programme.authority(name)


def _party(text: str) -> Party:
    names = [_name(name) for name in text.split("=")]
    if not names[0] or len(names) > 3:
        raise UnfitOption(f"“{text}” names no party; write NAME, NAME=FULL NAME or NAME=FULL NAME=SHORT FORM")
    return Party(*names)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name.isprintable():
        raise UnfitOption(f"{as_shown(name)} holds a character that cannot be printed; type the name without it")
    return name


def _workstream(text: str) -> Workstream:
    name = _name(text)
    if not name:
        raise UnfitOption("a workstream has no name; leave out the empty one")
    return Workstream(name, name)


def _tabs(workstreams: tuple[Workstream, ...]) -> list[str]:
    """A tab name for each workstream that Excel accepts and no other tab has."""
    taken = {tab.casefold() for tab in RESERVED_TABS}
    tabs = []
    for each in workstreams:
        base = _cut(" ".join(UNFIT_FOR_TABS.sub(" ", each.tab).split()).strip("'"), LONGEST_TAB) or "Workstream"
        tab, number = base, 2
        while tab.casefold() in taken:
            tab = f"{_cut(base, LONGEST_TAB - len(str(number)) - 1)} {number}"
            number += 1
        taken.add(tab.casefold())
        tabs.append(tab)
    return tabs


def _cut(name: str, longest: int) -> str:
    """The name cut after a whole word where that keeps half of what may stand, else in the middle of one."""
    kept = name[:longest]
    if len(name) > longest and name[longest] != " ":
        whole, _, _ = kept.rpartition(" ")
        kept = whole if len(whole) >= longest // 2 else kept
    return kept.strip(" '")


def _within(what: str, count: int, most: int) -> None:
    if not 1 <= count <= most:
        raise UnfitOption(f"{count} {what} cannot be tracked; give from 1 to {most}")


def _told_apart(names: list[str], what: str) -> None:
    folded = [name.casefold() for name in names]
    twin = next((name for name in names if folded.count(name.casefold()) > 1), None)
    if twin:
        raise UnfitOption(f"two {what} names are “{twin}”; give each a name of its own")

"""What the words around a table declare: its unit, its brackets, the parties its rows speak for, and its footnotes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from se7_excel.errors import UnreadableTable
from se7_excel.issued.conventions import POUNDS, unit_named
from se7_excel.issued.headings import UNIT, Kind
from se7_excel.issued.printed_table import PrintedRow, PrintedTable, row_place, row_text
from se7_excel.savings.money import Brackets

IN_WORDS = re.compile(
    r"\bin (?:whole |exact )?(?P<unit>thousands|millions|billions|pounds)\b"
    r"|£ ?(?P<other>thousands?|millions?|billions?)\b",
    re.IGNORECASE,
)
UNIT_ALONE = re.compile(r"\(?\s*£\s*['’]?(?:000s?|k|mn?|millions?|thousands?|bn|billions?)?\s*\)?", re.IGNORECASE)
FIGURES_ARE = re.compile(
    r"\b(?:figures?|amounts?|values?|savings?|all|numbers?|tables?|units?|shown|expressed|stated|given|in(?=\s*£))\b",
    re.IGNORECASE,
)
BRACKET = re.compile(r"\bbracket(?:s|ed)?\b|\bparenthes[ie]s\b|\( ?\)", re.IGNORECASE)
DENIED = re.compile(r"\b(?:never|not|no)\b[^.;,]*", re.IGNORECASE)
NEGATIVE = re.compile(r"\bnegatives?\b|\bminus\b|\bcosts?\b|\bpressures?\b|\boverspends?\b|\bbelow zero\b", re.IGNORECASE)
WHOLE = re.compile(r"(?:light grey row\s+)?(?P<name>.+): the whole partnership", re.IGNORECASE)
PART = re.compile(r"(?:dark grey row\s+)?(?P<name>.+): the part that falls to the reporting authority", re.IGNORECASE)
REPORTED = re.compile(r"Report of (?P<day>\d{1,2} [A-Z][a-z]+ \d{4})\.")
OUR_KEY, OUR_NOTES = "How to read the table", "Beyond the years of the table, and in none of its totals"
OUR_EXACT = "Exact figures in pounds and pence"
OUR_TITLE = re.compile(
    r"Appendix 1(?: data)?: |Report of \d|Exact figures in pounds|.* quantified\b.*\.$|The whole partnership and, under"
)
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
FOOTNOTE = re.compile(
    r"(?P<mark>\*+|[†‡§¶]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[(?:note\s*)?\w{1,3}\]|\(note\s*\w{1,3}\)|note\s+\w{1,3}(?=[:. ])"
    r"|\d{1,2}(?=[.)]?\s))[.:)]?\s*(?P<text>\D.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Legend:
    """What the table's own words declare; empty where they are silent."""

    unit: str = ""
    brackets: Brackets = Brackets.UNDECLARED
    whole: str = ""
    part: str = ""
    reported: date | None = None
    footnotes: Mapping[str, str] = field(default_factory=dict)

    @property
    def ours(self) -> bool:
        """Whether the words are those of an Appendix 1 this package printed."""
        return bool(self.whole and self.part)


def legend_of(table: PrintedTable) -> Legend:
    """What the words outside the table, and the headings, declare; raises `UnreadableTable` where they contradict each other."""
    texts = [row_text(row) for row in table.outside]
    said = [WHOLE.fullmatch(text) for text in texts], [PART.fullmatch(text) for text in texts]
    whole, part = (next((found["name"] for found in each if found), "") for each in said)
    return Legend(
        _our_unit(texts) if whole and part else _unit(table),
        _brackets(table, _our_key(texts) if whole and part else texts),
        whole,
        part,
        next((_day(found["day"]) for text in texts if (found := REPORTED.search(text))), None),
        {_mark(found["mark"]): found["text"] for text in texts if (found := FOOTNOTE.fullmatch(text))},
    )


def words_outside(table: PrintedTable, legend: Legend) -> tuple[PrintedRow, ...]:
    """The rows outside the table that nothing was taken from: no footnote, and nothing of our own title and key."""
    notes = tuple(legend.footnotes.values())
    left: list[PrintedRow] = []
    in_key = False
    for row in table.outside:
        text = row_text(row)
        in_key = legend.ours and (text == OUR_KEY or (in_key and text != OUR_NOTES))
        if not in_key and not (notes and text.endswith(notes)) and not (legend.ours and OUR_TITLE.match(text)):
            left.append(row)
    return tuple(left)


def declared_by(row: PrintedRow) -> str:
    """What a row of words outside the table declares of its figures: `figures in £m, brackets cumulative`; empty for nothing."""
    text = row_text(row)
    units = [f"figures in {unit}" for unit in dict.fromkeys(_units(row))]
    meanings = [f"brackets {meaning.value}" for meaning in _bracket_meanings(text)]
    return ", ".join((*units, *meanings))


def bare_mark(mark: str) -> str:
    """A footnote's mark as it is looked up: `1` for ¹, [1], [note 1] and (note 1)."""
    return _mark(mark)


def _our_key(texts: list[str]) -> list[str]:
    """The lines of our own key, whatever names elsewhere on the page may say."""
    first = texts.index(OUR_KEY) if OUR_KEY in texts else 0
    last = texts.index(OUR_NOTES) if OUR_NOTES in texts else len(texts)
    return texts[first:last]


def _our_unit(texts: list[str]) -> str:
    """The unit of our own pages: exact pounds in Appendix 1 data, else each figure has its own, whatever names may say."""
    return POUNDS if any(text.startswith(OUR_EXACT) for text in texts) else ""


def _unit(table: PrintedTable) -> str:
    """The unit the words outside declare for the whole table, or the one that every heading of a figure names."""
    outside = {unit: row for row in table.outside for unit in _units(row)}
    if len(outside) > 1:
        (one, first), (other, second) = list(outside.items())[:2]
        raise UnreadableTable(
            f"{row_place(first)} says the figures are in {one} and {row_place(second)} in {other}; correct one of the two lines"
        )
    for heading in table.headings:
        for unit in map(unit_named, heading.units):
            if heading.is_figure and outside and unit not in outside:
                raise UnreadableTable(
                    f"{heading.where} heads its figures {unit} and {row_place(next(iter(outside.values())))} says they are in "
                    f"{next(iter(outside))}; correct one of the two"
                )
    corner = {unit_named(unit) for heading in table.headings if heading.kind is Kind.WORKSTREAM for unit in heading.units}
    return next(iter(outside or corner), "")


def _units(row: PrintedRow) -> list[str]:
    text = row_text(row)
    if UNIT_ALONE.fullmatch(text):
        return [unit_named(text)]
    named = [found["unit"] or found["other"] for found in IN_WORDS.finditer(text)]
    if FIGURES_ARE.search(text):
        named += [each for each in UNIT.findall(text) if len(each) > 1]
    return [unit_named(each) if each.casefold() != "pounds" else POUNDS for each in named]


def _brackets(table: PrintedTable, texts: list[str]) -> Brackets:
    meanings = {meaning for text in texts for meaning in _bracket_meanings(text)}
    headed = any(re.search(r"\(\s*cumulative\s*\)", each.text, re.IGNORECASE) for each in table.headings)
    meanings |= {Brackets.CUMULATIVE} if headed else set()
    if len(meanings) > 1:
        raise UnreadableTable("the words around the table call brackets both cumulative and negative; correct them")
    return next(iter(meanings), Brackets.UNDECLARED)


def _bracket_meanings(text: str) -> set[Brackets]:
    if not BRACKET.search(text):
        return set()
    asserted = DENIED.sub(" ", text)
    found = {Brackets.CUMULATIVE} if re.search(r"\bcumulative", asserted, re.IGNORECASE) else set()
    return found or ({Brackets.NEGATIVE} if NEGATIVE.search(asserted) else set())


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d %B %Y").date()
    except ValueError:
        return None


def _mark(mark: str) -> str:
    return re.sub(r"note|[\[\]()\s]", "", mark.casefold()).translate(RAISED)

"""What one printed cell says: `£6m (£6.25m)`, `(150k)`, `TBC`, `nearly £200m`, `£6m*`; each kept for what it is."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from se7_excel.errors import UnreadableAmount
from se7_excel.issued.conventions import POUNDS, POWERS, SUFFIXES, step_of
from se7_excel.savings.money import GAP_WORDS, UNITS, ZERO, Amount, Brackets, Gap, pounds, printed

AMOUNT = re.compile(
    r"(?P<before>[-−–+]?)\s*(?P<pound>£?)\s*(?P<after>[-−–+]?)\s*"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*(?P<unit>k|m|bn|thousand|million|billion|)",
    re.IGNORECASE,
)
ENTRY = re.compile(r"(?P<annual>[^()]*?)\s*(?:\(\s*(?P<bracket>[^()]*?)\s*\))?")
MARK = re.compile(r"\*+|[†‡§¶]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[(?:note\s*)?\w{1,3}\]|\(note\s*\w{1,3}\)", re.IGNORECASE)
ROUGH_WORDS = re.compile(
    r"(?:nearly|almost|about|around|roughly|approximately|approx\b|circa\b|ca?\.|c(?=\s*£|\s+\d)"
    r"|over|more than|at least|at most|under|less than|up to|between|from|some|in excess of|in the (?:region|order) of"
    r"|~|≈|>|<|≥|≤).*\d.*"
    r"|.*\d.*(?:\bapprox(?:imately)?\.?|\bor (?:so|more|less)|\+)",
    re.IGNORECASE,
)
RANGE = re.compile(
    r"[-−–+]?\s*£?\s*[\d.,]+\s*(?:k|m|bn|thousand|million|billion|)\s*(?:[-–—−]|to)\s*£?\s*[\d.,]+\s*(?:k|m|bn|thousand|million|billion|)",
    re.IGNORECASE,
)
CERTAINLY_BY_RULE = re.compile(r"£[1-9]\d{0,2}(?:k|(?:\.\d{0,2}[1-9])?m)")  # most figures; asking the rule itself takes longer
OUR_WORDS = {
    "not readable": Gap.UNREADABLE,
    "not stated": Gap.BLANK,
    "nothing new": Gap.BLANK,
    "not quantified": Gap.TO_BE_CONFIRMED,
    "--": Gap.NIL,
    "---": Gap.NIL,
}
NO_GAP_OF_OURS = "nor any way a table says that there is none"


@dataclass(frozen=True, slots=True)
class Part:
    """One printed amount: its text, the pounds, the smallest step it can tell apart, and whether it names pound and unit."""

    text: str
    amount: Decimal
    step: Decimal
    pound: bool
    unit: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell says: the year's own, the cumulative amount, and the printed amounts they were read from.

    `parts` are these amounts. `words` are kept where the cell states an amount only roughly, `marks` are those of
    footnotes; a `problem` says why the cell cannot be read, and `lacks` names the option that would tell.
    """

    annual: Amount = Gap.BLANK
    cumulative: Decimal | None = None
    own: Part | None = None
    bracket: Part | None = None
    words: str = ""
    marks: tuple[str, ...] = ()
    problem: str = ""
    lacks: str = ""
    parts: tuple[Part, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", tuple(part for part in (self.own, self.bracket) if part))


EMPTY = Entry()


def read_entry(text: str, unit: str = "", brackets: Brackets = Brackets.UNDECLARED) -> Entry:
    """What a printed cell says in a table of this unit and this meaning of brackets; it never raises."""
    entry = _plain(text, unit, brackets)
    if not entry.problem:
        return entry
    bare = " ".join(MARK.sub(" ", text).split())
    marks = tuple(MARK.findall(text))
    marked = _plain(bare, unit, brackets) if marks else entry
    if marks and not marked.problem:
        return replace(marked, marks=marks)
    if any(_is_rough(each) for each in (bare, *re.split(r"[()]", bare))):
        return Entry(Gap.SEE_DETAILS, words=text, marks=marks)
    return marked if marked.lacks else entry


def follows_print_rule(part: Part) -> bool:
    """Whether the amount is printed as the print rule has it, but for its pound sign, which is another matter."""
    if CERTAINLY_BY_RULE.fullmatch(part.text):
        return True
    due = printed(part.amount)
    return part.text == due or (not part.pound and part.text == due.replace("£", ""))


@lru_cache(maxsize=16384)
def _plain(text: str, unit: str, brackets: Brackets) -> Entry:
    gap = _gap(text)
    if gap is not None:
        return Entry(gap)
    found = ENTRY.fullmatch(text)
    if not found:
        return Entry(problem=f"“{text}” is not an amount of money, {NO_GAP_OF_OURS}; correct the cell")
    if found["bracket"] is None:
        return _one(text, unit)
    if brackets is Brackets.NEGATIVE:
        return _negative(text, found["annual"], found["bracket"], unit)
    return _cumulative(text, found["annual"], found["bracket"], unit, brackets)


def _is_rough(text: str) -> bool:
    """Whether the text states an amount, yet only roughly or from one figure to another."""
    said = text.strip()
    in_money = re.search(r"£|\d\s*(?:k|m|bn|thousand|million|billion)\b", said, re.IGNORECASE)
    return bool(ROUGH_WORDS.fullmatch(said) or (in_money and RANGE.fullmatch(said)))


def _gap(text: str) -> Gap | None:
    folded = text.casefold()
    return GAP_WORDS.get(folded, OUR_WORDS.get(folded))


def _one(text: str, unit: str) -> Entry:
    part = _part(text, unit)
    return Entry(part.amount, own=part) if isinstance(part, Part) else part


def _negative(text: str, annual: str, bracket: str, unit: str) -> Entry:
    part = _part(bracket, unit)
    if not isinstance(part, Part):
        return part
    if annual.strip() not in ("", "£") or part.amount < 0:
        return Entry(problem=f"“{text}” has an amount beside its brackets, which are declared to be negative; correct the cell")
    return Entry(-part.amount + ZERO, own=replace(part, amount=-part.amount, text=f"−{part.text}"))


def _cumulative(text: str, annual: str, bracket: str, unit: str, brackets: Brackets) -> Entry:
    inside = _part(bracket, unit)
    if not isinstance(inside, Part):
        return inside
    if not annual:
        if brackets is Brackets.UNDECLARED:
            said = f"“{text}” stands in brackets, and nothing declares what they mean"
            return Entry(cumulative=inside.amount, bracket=inside, problem=said, lacks="--brackets")
        return Entry(Gap.BLANK, inside.amount, bracket=inside)
    gap = _gap(annual)
    before = Entry(gap) if gap is not None else _one(annual, unit)
    return before if before.problem else Entry(before.annual, inside.amount, before.own, inside)


def _part(text: str, unit: str) -> Part | Entry:
    """The amount a text states, or an entry that says why it states none."""
    found = AMOUNT.fullmatch(text)
    if not found or (found["before"] and found["after"]):
        return Entry(problem=f"“{text}” is not an amount of money, {NO_GAP_OF_OURS}; correct the cell")
    digits, named = found["digits"].replace(",", ""), found["unit"].lower()
    nothing = not digits.strip("0.")
    if not named and not nothing and unit not in ("", POUNDS) and found["pound"]:
        return Entry(problem=f"“{text}” has a pound sign and no unit in a table in {unit}; write out its unit")
    if not named and not nothing and not unit and not found["pound"]:
        return Entry(problem=f"“{text}” names no unit, and neither does the table", lacks="--unit")
    power = UNITS[named] if named or found["pound"] or not unit else POWERS[unit]
    suffix = named if named or found["pound"] or not unit else SUFFIXES[unit]
    sign = found["before"] or found["after"]
    try:
        amount = pounds(f"{sign}£{found['digits']}{suffix}")
    except UnreadableAmount as error:
        return Entry(problem=str(error))
    assert isinstance(amount, Decimal)
    return Part(text, amount, step_of(digits, power), bool(found["pound"]), bool(named))

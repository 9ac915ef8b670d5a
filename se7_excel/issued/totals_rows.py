"""Which rows of an issued table are totals, and of what: by their own words, or by what is declared."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from se7_excel.errors import MissingConvention, UnreadableTable
from se7_excel.issued.conventions import TotalKind, total_named
from se7_excel.issued.parties import Parties
from se7_excel.savings.programme import Party

SUB = re.compile(r"sub[- ]?total\b|subtotal\b", re.IGNORECASE)
CUMULATIVE = re.compile(r"(?:running|cumulative)\b(?=.*\b(?:total|savings?)\b|\s*$)|total cumulative\b", re.IGNORECASE)
YEARLY = re.compile(r"total\b.*\b(?:per|by|each|in) year\b|(?:annual|yearly|in[- ]year) (?:total|savings?)$", re.IGNORECASE)
TOTAL = re.compile(r"(?:(?:grand|overall)\s+)?totals?\b|all workstreams$|overall$", re.IGNORECASE)
SOUNDS_LIKE_ONE = re.compile(r"sub|running|cumulative|total|grand|overall|all work|annual|yearly|in[- ]year", re.IGNORECASE)
SAYS_NO_MORE = re.compile(
    r"\b(?:grand|overall|totals?|all|potential|savings?|workstreams?|for|of|the|partnership|programme|s|identified|quantified)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TotalLabel:
    """What a row of totals says it is: its kind, whose it is where it says so, and the group a sub-total names."""

    kind: TotalKind
    party: Party | None = None
    group: str = ""


def total_label(
    label: str, where: str, declared: tuple[tuple[str, str], ...], parties: Parties, seen: Callable[[], frozenset[str]]
) -> TotalLabel | None:
    """What the row's label makes it, or None for a row that is no total.

    `seen` gives the workstreams and groups above it. Raises `UnreadableTable` where label and option contradict each other, or
    where it sounds like a total of it knows not what.
    """
    own = _by_its_words(label, parties, seen)
    option = next((kind for row, kind in declared if _names(row, label, where)), None)
    if option is not None:
        return _declared(option, own, label, where, parties)
    if own is None and TOTAL.match(label):
        said = f"{where}: nothing says whether “{label}” is a total, and of what"
        raise MissingConvention(said, "--total", f'"{label}=KIND", the kind one of {", ".join(each.value for each in TotalKind)}')
    return own


def unused_totals(declared: tuple[tuple[str, str], ...], labels: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The rows that options name and the table does not have, among pairs of a label and its place."""
    return tuple(row for row, _ in declared if not any(_names(row, label, where) for label, where in labels))


def _by_its_words(label: str, parties: Parties, above: Callable[[], frozenset[str]]) -> TotalLabel | None:
    if not SOUNDS_LIKE_ONE.match(label):
        return None
    party, seen = parties.within(label), above()
    if SUB.match(label):
        return TotalLabel(TotalKind.SUB, party, _group(SUB.sub("", label), seen))
    if CUMULATIVE.match(label):
        return TotalLabel(TotalKind.CUMULATIVE, party)
    if YEARLY.match(label):
        return TotalLabel(TotalKind.YEARLY, party)
    if not TOTAL.match(label):
        return None
    group = _group(label, seen)
    if group:
        return TotalLabel(TotalKind.SUB, party, group)
    rest = _without(label, party)
    ours = re.fullmatch(r"Total potential \S.* savings", label)
    return TotalLabel(TotalKind.GRAND, party) if ours or not rest else None


def _declared(option: str, own: TotalLabel | None, label: str, where: str, parties: Parties) -> TotalLabel | None:
    kind, name = total_named(option)
    party = parties.required(name, where) if name else own.party if own else parties.within(label)
    if own and own.kind is not kind and not _may_be_both(own.kind, kind):
        said = f"{where}: “{label}” reads as a {own.kind.value} and --total says {kind.value}"
        raise UnreadableTable(f"{said}; correct one of the two")
    return None if kind is TotalKind.LINE else TotalLabel(kind, party, own.group if own else "")


def _may_be_both(own: TotalKind, declared: TotalKind) -> bool:
    """Whether the option only says more exactly what the words say: a total may be one per year, or a workstream's name."""
    return own is TotalKind.GRAND and declared in (TotalKind.YEARLY, TotalKind.LINE, TotalKind.SUB)


def _group(label: str, seen: frozenset[str]) -> str:
    """The workstream or group above that the label names, if any."""
    folded = " ".join(re.sub(r"[^\w&]+", " ", re.sub(r"^totals?\b", "", label.strip(), flags=re.IGNORECASE)).split()).casefold()
    return next((name for name in seen if name and " ".join(re.sub(r"[^\w&]+", " ", name).split()) == folded), "")


def _without(label: str, party: Party | None) -> str:
    names = sorted((name for name in (party.name, party.full_name, party.short_form) if name), key=len) if party else []
    for name in reversed(names):
        label = re.sub(re.escape(name), " ", label, flags=re.IGNORECASE)
    return re.sub(r"[\W_]", "", SAYS_NO_MORE.sub(" ", label))


def _names(row: str, label: str, where: str) -> bool:
    """Whether an option's words name the row, by its label or its place; a cell's tab may be left out."""
    return any(_same(row, each) for each in (label, where, where.rpartition("!")[2]))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()

"""Whose row is whose: the parties an issued table speaks of, by its own legend, by what is declared, or by a programme."""

import re
from dataclasses import dataclass

from se7_excel.errors import MissingConvention, UnreadableTable
from se7_excel.issued.conventions import Conventions
from se7_excel.issued.legend import Legend
from se7_excel.savings.programme import Party, Programme

BETWEEN = re.compile(r"\s+[-–—]\s+|\s*[:,(]\s*")
OF_WHICH = re.compile(r"^(?:of which:?|of this:?|thereof:?|[-–—•])\s*", re.IGNORECASE)
SHARE_OF = re.compile(r"\s*(?:only|share|part|’s share|'s share)$", re.IGNORECASE)
EXAMPLE = '"SE7,East Sussex", the partnership first'


@dataclass(frozen=True, slots=True)
class Parties:
    """The partnership and the authorities that may speak, and in which order rows without a name do (empty: they may not)."""

    partnership: Party | None
    authorities: tuple[Party, ...]
    order: tuple[Party, ...] = ()

    def named(self, text: str) -> Party | None:
        """The party the text names, if any."""
        bare = SHARE_OF.sub("", OF_WHICH.sub("", text.strip()))
        everyone = (*((self.partnership,) if self.partnership else ()), *self.authorities)
        return next((party for party in everyone if party.answers_to(bare)), None)

    def named_in(self, text: str) -> tuple[Party, str] | None:
        """The party a label ends with, and the label without it: `Highways – East Sussex` or `Highways (SE7)`."""
        for found in reversed(list(BETWEEN.finditer(text))):
            party = self.named(text[found.end() :].rstrip(") "))
            if party:
                return party, text[: found.start()].strip()
        return None

    def within(self, text: str) -> Party | None:
        """The party whose name stands somewhere in the words of a total: `Total potential ESCC savings`."""
        folded = f" {_plain(text)} "
        everyone = (*((self.partnership,) if self.partnership else ()), *self.authorities)
        named = [
            party
            for party in everyone
            if any(name and f" {_plain(name)} " in folded for name in (party.name, party.full_name, party.short_form))
        ]
        return named[0] if len(named) == 1 else None

    def required(self, text: str, where: str) -> Party:
        """The party the text names; raises `UnreadableTable` where it is none of ours, or where none is known."""
        party = self.named(text)
        if party:
            return party
        if self.partnership is None:
            raise MissingConvention(f"{where}: nothing says whether “{text}” is the whole partnership", "--parties", EXAMPLE)
        listed = ", ".join(f"“{each.name}”" for each in (self.partnership, *self.authorities))
        raise MissingConvention(f"{where}: “{text}” is none of {listed}", "--parties", EXAMPLE)


def parties_of(legend: Legend, conventions: Conventions, known: Programme | None) -> Parties:
    """The parties of the table; raises `UnreadableTable` where its legend and the option contradict each other."""
    everyone = known.parties if known else ()
    declared = tuple(_among(everyone, name) for name in conventions.parties)
    if legend.whole:
        _refuse_other_partnership(legend, declared)
        spoken = (*everyone, *declared)
        whole, part = _among(spoken, legend.whole), _among(spoken, legend.part) if legend.part else None
        others = (*((part,) if part else ()), *declared[1:])
        return Parties(whole, _authorities(whole, others, known), declared or (whole, *others))
    if known and all(each in everyone for each in declared):
        return Parties(known.partnership, known.authorities, declared)
    whole_declared = declared[0] if declared else None
    return Parties(whole_declared, declared[1:], declared)


def _refuse_other_partnership(legend: Legend, declared: tuple[Party, ...]) -> None:
    if declared and not declared[0].answers_to(legend.whole):
        raise UnreadableTable(
            f"the table's key calls “{legend.whole}” the whole partnership and --parties begins with “{declared[0].name}”; "
            "correct one of the two"
        )


def _authorities(whole: Party, others: tuple[Party, ...], known: Programme | None) -> tuple[Party, ...]:
    """The authorities of the programme we know where its partnership is the same, and those the table names besides."""
    ours = known.authorities if known and known.partnership == whole else ()
    return tuple(dict.fromkeys((*ours, *others)))


def _among(parties: tuple[Party, ...], name: str) -> Party:
    return next((party for party in parties if party.answers_to(name)), Party(" ".join(name.split())))


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w&]+", " ", name).split()).casefold()

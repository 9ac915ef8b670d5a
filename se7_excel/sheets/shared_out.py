"""What is shared out of the whole, year by year and in all: claims, what of them lies beyond the whole, and what is left."""

from dataclasses import dataclass
from decimal import Decimal

from se7_excel.savings.money import ZERO
from se7_excel.savings.programme import Party, Programme
from se7_excel.savings.shares import beyond_the_whole
from se7_excel.savings.totals import party_total
from se7_excel.sheets.formulas import text_literal
from se7_excel.sheets.schema import NOT_QUANTIFIED

Figure = Decimal | str


@dataclass(frozen=True, slots=True)
class SharedOut:
    """One year, or all of them: what each authority claims, what of it the whole has no figure for, and the whole."""

    claims: tuple[Figure, ...]
    beyond_whole: Decimal
    whole: Figure

    @property
    def claimed(self) -> Figure:
        """What the authorities claim together."""
        return summed(self.claims)

    @property
    def beyond(self) -> Figure:
        """What of it lies beyond the quantified whole, where anything is claimed."""
        return self.beyond_whole if isinstance(self.claimed, Decimal) else NOT_QUANTIFIED

    @property
    def left(self) -> Figure:
        """What of the whole is not shared out yet."""
        return remainder(self.whole, self.claimed, self.beyond)


def shared_out(programme: Programme) -> tuple[SharedOut, ...]:
    """What is shared out in each year, and in all."""
    claims = zip(*(_totals(programme, party) for party in programme.authorities), strict=True)
    annual, total = beyond_the_whole(programme)
    wholes = _totals(programme, programme.partnership)
    return tuple(SharedOut(*each) for each in zip(claims, (*annual, total), wholes, strict=True))


def shown(amount: Decimal | None) -> Figure:
    """The amount, or the words for none."""
    return NOT_QUANTIFIED if amount is None else amount


def summed(figures: tuple[Figure, ...]) -> Figure:
    """What the figures come to, or the words where none of them is quantified."""
    known = [figure for figure in figures if isinstance(figure, Decimal)]
    return sum(known, ZERO) if known else NOT_QUANTIFIED


def difference(one: Figure, other: Figure) -> Figure:
    """One figure less another, in words where either is not quantified: a gap is no £0."""
    return one - other if isinstance(one, Decimal) and isinstance(other, Decimal) else NOT_QUANTIFIED


def difference_formula(one: str, other: str) -> str:
    """The formula of one cell less another."""
    return f"IF(COUNT({one},{other})<2,{text_literal(NOT_QUANTIFIED)},ROUND({one}-{other},2))"


def remainder(whole: Figure, claimed: Figure, beyond: Figure = ZERO) -> Figure:
    """The whole less what is shared out of it: where nobody claims anything yet, all of it is left."""
    taken = _known(claimed) - _known(beyond)
    return _known(whole) - taken if taken or isinstance(whole, Decimal) else NOT_QUANTIFIED


def remainder_formula(whole: str, claimed: str, beyond: str = "") -> str:
    """The formula of the whole's cell less what is shared out of it."""
    taken = f"N({claimed})-N({beyond})" if beyond else f"N({claimed})"
    nothing = f"AND(COUNT({whole})=0,ROUND({taken},2)=0)"
    return f"IF({nothing},{text_literal(NOT_QUANTIFIED)},ROUND(N({whole})-({taken}),2))"


def _totals(programme: Programme, party: Party) -> tuple[Figure, ...]:
    totals = party_total(programme, party)
    return tuple(shown(total.amount) for total in (*totals.annual, totals.total))


def _known(figure: Figure) -> Decimal:
    return figure if isinstance(figure, Decimal) else ZERO

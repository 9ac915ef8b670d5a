"""C35 and C36: whether each set of shares adds up, and how the authorities' claims compare with what the ratio gives."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.money import ZERO, exact, trimmed
from se7_excel.savings.programme import Programme, ShareSet
from se7_excel.savings.shares import WHOLE, Part, beyond_the_whole, parts_by_ratio, set_in_force, unshared
from se7_excel.savings.stated import Stated
from se7_excel.savings.totals import party_total

NOTHING_CLAIMED = "not quantified"


def shares_add_up(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C35: the shares of each set add up to exactly 100 per cent, and no authority is left out."""
    for share_set in programme.share_sets:
        if share_set.total != WHOLE:
            yield _not_a_hundred(share_set)
        left_out = unshared(programme, share_set)
        if left_out:
            names = ", ".join(party.name for party in left_out)
            yield Finding(
                "C35",
                Severity.FAIL,
                f"The shares from {day(share_set.from_)} leave out {names}; add a row for each, with 0 where it takes no part.",
                place=share_set.place,
                expected=f"{len(programme.authorities)} shares",
                found=f"{len(share_set.shares)} shares",
                difference=names,
            )


def claims_follow_the_ratio(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C36: what each authority claims of the whole against what the set of shares in force gives it, and what is left over."""
    share_set = set_in_force(programme)
    if share_set is None:
        if programme.share_sets:
            yield _none_in_force(programme)
        return
    parts = [part for part in parts_by_ratio(programme) if part.total is not None]
    for part in parts:
        yield _against_ratio(programme, share_set, part)
    if parts:
        yield _claimed_in_all(programme, share_set)


def day(when: date) -> str:
    """The date in words: `26 January 2012`."""
    return f"{when.day} {when:%B %Y}"


def per_cent(share: Decimal) -> str:
    """The share with its sign: `14.29 %`."""
    return f"{trimmed(share)} %"


def in_force(programme: Programme, share_set: ShareSet) -> str:
    """Which shares are used and why: `the shares from 1 April 2011, in force at the report date (26 January 2012)`."""
    why = f"in force at the report date ({day(programme.report_date)})" if programme.report_date else "the latest"
    return f"the shares from {day(share_set.from_)}, {why}"


def _not_a_hundred(share_set: ShareSet) -> Finding:
    difference = share_set.total - WHOLE
    amiss = f"{trimmed(abs(difference))} is {'to be taken off' if difference > 0 else 'to be added'}"
    return Finding(
        "C35",
        Severity.FAIL,
        f"The shares from {day(share_set.from_)} come to {per_cent(share_set.total)} and not 100 %, so {amiss}"
        f"{_typed_with_sign(share_set)}; until then nothing is shared out by them.",
        place=share_set.place,
        expected=per_cent(WHOLE),
        found=per_cent(share_set.total),
        difference=f"{'+' if difference > 0 else '−'}{trimmed(abs(difference))} %",
        rests_on=tuple(share for _, share in share_set.shares),
    )


def _typed_with_sign(share_set: ShareSet) -> str:
    """The remedy where some shares, typed with a per cent sign, are stored as a hundredth of what was meant."""
    small = [(party, share) for party, share in share_set.shares if 0 < share < 1]
    if not small or share_set.total + 99 * sum(share for _, share in small) != WHOLE:
        return ""
    told = ", ".join(f"{party.name} has {trimmed(share)} where {trimmed(share * 100)} must be meant" for party, share in small)
    return f": {told}"


def _none_in_force(programme: Programme) -> Finding:
    first = programme.share_sets[0]
    at = day(programme.report_date) if programme.report_date else ""
    return Finding(
        "C36",
        Severity.INFO,
        f"No set of shares is in force at the report date ({at}): the first holds from {day(first.from_)}; "
        "correct one of the two dates, or claims are compared with no ratio.",
        place=first.place,
        expected=f"a set from {at} or earlier",
        found=f"from {day(first.from_)}",
    )


def _against_ratio(programme: Programme, share_set: ShareSet, part: Part) -> Finding:
    name, due = part.authority.name, part.total or ZERO
    claimed = party_total(programme, part.authority).total.amount
    difference = (claimed or ZERO) - due
    whole = party_total(programme, programme.partnership).total.pounds
    return Finding(
        "C36",
        Severity.INFO,
        f"{name} claims {_compared(claimed, difference)} {exact(due)}, its {per_cent(part.share)} of {exact(whole)} by "
        f"{in_force(programme, share_set)}{_to_agree(difference)}.",
        party=name,
        place=share_set.place,
        expected=due,
        found=NOTHING_CLAIMED if claimed is None else claimed,
        difference=NOTHING_CLAIMED if claimed is None else difference,
    )


def _compared(claimed: Decimal | None, difference: Decimal) -> str:
    if claimed is None:
        return "no quantified saving where it is to have"
    if not difference:
        return f"{exact(claimed)}, which is exactly"
    return f"{exact(claimed)}, {exact(abs(difference))} {'more' if difference > 0 else 'less'} than"


def _to_agree(difference: Decimal) -> str:
    return "; agree which of the two is reported" if difference else ""


def _claimed_in_all(programme: Programme, share_set: ShareSet) -> Finding:
    whole = party_total(programme, programme.partnership).total.pounds
    totals = [party_total(programme, party).total for party in programme.authorities]
    _, beyond = beyond_the_whole(programme)
    claims = sum((total.pounds for total in totals), ZERO) - beyond
    claimed = any(total.quantified for total in totals)
    name = programme.partnership.name
    said = exact(claims) if claimed else "nothing yet"
    more = f", and {exact(beyond)} beside it where {name} has no figure" if beyond else ""
    return Finding(
        "C36",
        Severity.INFO,
        f"Of the {exact(whole)} of {name} the authorities claim {said}{more}; {_left(whole, claims)}.",
        party=programme.partnership.name,
        place=share_set.place,
        expected=whole,
        found=claims if claimed else NOTHING_CLAIMED,
        difference=claims - whole if claimed else NOTHING_CLAIMED,
    )


def _left(whole: Decimal, claims: Decimal) -> str:
    left = whole - claims
    if not left:
        return "nothing is left to be claimed"
    if left * whole > 0:
        return f"{exact(left)} is claimed by nobody, so ask the authorities below their ratio"
    return f"{exact(abs(left))} more is claimed than there is, so ask the authorities above their ratio"

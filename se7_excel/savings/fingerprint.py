"""A short mark of a programme's inputs, by which two reports can be told to rest on the same figures."""

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256

from se7_excel.savings.money import Amount
from se7_excel.savings.programme import Programme, Workstream

LENGTH = 16


def fingerprint(programme: Programme) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of every input; where they stand in the workbook does not count."""
    text = "\n".join("\t".join(fields) for fields in _inputs(programme))
    return sha256(text.encode()).hexdigest()[:LENGTH]


def _inputs(programme: Programme) -> Iterator[tuple[str, ...]]:
    for party in programme.parties:
        yield "party", party.name, party.full_name, party.short_form
    yield "years", *(str(year) for year in programme.years)
    last = [str(programme.last_meeting)] if programme.last_meeting else []
    yield "dates", str(programme.report_date), str(programme.next_meeting), *last
    for target in programme.targets:
        yield "target", target.horizon, _plain(target.amount)
    for fund in programme.funds:
        yield "fund", fund.name, str(fund.ring_fenced)
    for each in programme.workstreams:
        yield from _of_workstream(each)
    for figure in programme.longer_term:
        yield "longer term", figure.workstream, _plain(figure.amount), figure.horizon, figure.by_when, figure.basis
        yield "includes", str(figure.includes_table), figure.note
    for share_set in programme.share_sets:
        shares = (text for party, share in share_set.shares for text in (party.name, _plain(share)))
        yield "shares from", str(share_set.from_), *shares


def _of_workstream(each: Workstream) -> Iterator[tuple[str, ...]]:
    """What a workstream's own tab and Milestones say; what an older tracker cannot say leaves its mark as it was."""
    updated = [str(each.updated)] if each.updated else []
    yield "workstream", each.name, each.lead, each.purpose, each.update, each.status, *updated
    for step in each.milestones:
        yield "milestone", step.what, step.owner, str(step.due), step.status.value if step.status else "", step.note
    for line in each.lines:
        words = (line.saving_class, line.basis, line.status)
        yield "line", line.title, line.party.name, line.fund, *(word.value if word else "" for word in words)
        yield "amounts", line.note, *(_plain(amount) for amount in line.amounts)


def _plain(amount: Amount) -> str:
    """An amount as a text of its own: 1 and 1.00 alike, every gap by its name."""
    return f"{amount.normalize():f}" if isinstance(amount, Decimal) else amount.name

"""What a comparison came to as one JSON object for scripts (docs/json.md)."""

import json
from decimal import Decimal

from se7_excel.entrances.compare import Compared
from se7_excel.entrances.compare_words import headline
from se7_excel.entrances.finding_shape import finding_shape, plain
from se7_excel.savings.differences import (
    Comparison,
    Denominator,
    FactChange,
    FigureChange,
    LineChange,
    TotalChange,
    WorkstreamChange,
)
from se7_excel.savings.money import Amount, Gap
from se7_excel.sheets.comparison_findings import place_of


def as_json(found: Compared) -> str:
    """The report for a script; amounts are decimal strings in pounds, with a gap's words beside them where there is none."""
    comparison = found.comparison
    shape = {
        "old": str(found.old),
        "new": str(found.new),
        "differs": comparison.differs,
        "headline": headline(found),
        "workstreams": [_workstream_shape(each) for each in comparison.workstreams],
        "lines": [_line_shape(each, comparison) for each in comparison.lines],
        "totals": [_total_shape(each) for each in comparison.totals],
        "headings": [_fact_shape(each) for each in comparison.headings],
        "denominators": [_denominator_shape(each) for each in comparison.denominators],
        "rounded": comparison.rounded,
        "findings": [finding_shape(each) for each in found.differences],
        "slips": [finding_shape(each) for each in found.slips],
        "kept": list(found.kept),
    }
    return json.dumps(shape, indent=2)


def _workstream_shape(each: WorkstreamChange) -> dict[str, object]:
    old, new = each.match.old, each.match.new
    return {
        "old": old.name if old else None,
        "new": new.name if new else None,
        "grounds": [ground.value for ground in each.match.grounds],
        "renamed": each.renamed,
        "moved": each.moved,
        "facts": [_fact_shape(fact) for fact in each.facts],
    }


def _line_shape(line: LineChange, comparison: Comparison) -> dict[str, object]:
    place, old, new = place_of(line, comparison), line.match.old, line.match.new
    return {
        "change": "added" if old is None else "removed" if new is None else "changed",
        "workstream": line.entry.workstream.name,
        "party": line.entry.party.name,
        "old_line": old.title if old else None,
        "new_line": new.title if new else None,
        "by_position": line.by_position,
        "tab": place.tab if place else None,
        "cell": place.cell if place else None,
        "years": [_figure_shape(each) for each in line.figures],
        "facts": [_fact_shape(each) for each in line.facts],
        "effect": _decimal(line.effect),
    }


def _figure_shape(each: FigureChange) -> dict[str, str | None]:
    return {
        "year": str(each.year),
        "old": _decimal(each.old),
        "old_gap": _gap(each.old),
        "new": _decimal(each.new),
        "new_gap": _gap(each.new),
        "difference": _decimal(each.difference),
    }


def _total_shape(each: TotalChange) -> dict[str, object]:
    sources = ((source.match.new or source.match.old, source.difference) for source in each.sources)
    return {
        "party": each.party.name,
        "of": each.of.value,
        "year": str(each.year) if each.year else None,
        "old": _decimal(each.old),
        "new": _decimal(each.new),
        "difference": _decimal(each.difference),
        "from": [
            {"workstream": entry.workstream.name, "party": entry.party.name, "line": entry.title, "difference": _decimal(amount)}
            for entry, amount in sources
            if entry
        ],
    }


def _fact_shape(each: FactChange) -> dict[str, str | None]:
    return {"what": each.what, "old": each.old or None, "new": each.new or None}


def _denominator_shape(each: Denominator) -> dict[str, str | None]:
    return {"of": each.of.value, "name": each.name, "old": plain(each.old), "new": plain(each.new)}


def _decimal(amount: Amount | None) -> str | None:
    return f"{amount:.2f}" if isinstance(amount, Decimal) else None


def _gap(amount: Amount | None) -> str | None:
    return amount.value if isinstance(amount, Gap) else None

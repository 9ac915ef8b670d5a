"""What verifying a file came to, in words for a person and as one JSON object for scripts."""

import json
from collections.abc import Iterator

from se7_excel.entrances import compare_shape, compare_words
from se7_excel.entrances.received_figures import WHOLE, Figures
from se7_excel.entrances.verify import Piece, Verified
from se7_excel.outgoing.plain_words import in_one_line
from se7_excel.savings.checks.finding import Finding
from se7_excel.sheets.sent import SentRow

MOST_ROWS, MOST_AMISS = 5, 5
HOW = {"draft": "prepared as a draft", "sent": "sent", "perhaps sent": "perhaps sent", "": "recorded"}
TEXT = "the text of the e-mail"
ONLY_ELSE = (
    "its headline, targets and notes were not compared, and something else differs: it was saved anew, or its looks, its words "
    "or another sheet were changed"
)


def in_words(found: Verified) -> str:
    """The report for a person: what it is, or what it is not and what differs."""
    lines = [f"Verify: {found.received.name}", f"  {headline(found)}"]
    for piece in found.pieces:
        lines += [f"  {each}" for each in _piece(piece, found)]
    lines += [f"  Missing: “{each}”, which went with it" for each in found.missing]
    return "\n".join(map(_shown, lines))


def headline(found: Verified) -> str:
    """Whether it is what was sent, in a sentence that says what of it nobody has compared."""
    return "; ".join((_headline(found), *(f"{each} was not compared" for each in _not_compared(found))))


def as_json(found: Verified) -> str:
    """The report for a script."""
    shape = {
        "file": str(found.received),
        "tracker": str(found.tracker),
        "genuine": found.genuine,
        "headline": headline(found),
        "not_compared": list(_not_compared(found)),
        "attachments": [_piece_shape(each) for each in found.pieces],
        "missing": list(found.missing),
    }
    return json.dumps(shape, indent=2)


def _not_compared(found: Verified) -> tuple[str, ...]:
    """What the Log does not record of an e-mail: it knows its attachments only."""
    return (TEXT,) if found.is_mail else ()


def _headline(found: Verified) -> str:
    log = f"the Log of {found.tracker.name}"
    if found.genuine:
        return f"{'Its attachments are' if found.is_mail else 'It is'}, byte for byte, what {log} records"
    if not found.logged:
        return f"It cannot be told from {log}, which records no e-mail"
    if not found.is_mail:
        return f"It is not what was sent: {log} records no file with its SHA-256"
    if not found.pieces:
        return "It is not what was sent: the e-mail has no attachment"
    return f"Its attachments are not what {log} records"


def _shown(line: str) -> str:
    """The line without what a terminal would take for an order: names and words come from a file that may be hostile."""
    told = line.lstrip(" ")
    return " " * (len(line) - len(told)) + in_one_line(told)


def _piece(piece: Piece, found: Verified) -> Iterator[str]:
    if found.is_mail:
        said = "is, byte for byte, what was sent" if piece.recorded else "is not what was sent"
        yield f"“{piece.name}” {said}"
    yield f"  SHA-256 {piece.sha256}"
    for row in piece.recorded[-MOST_ROWS:]:
        other = next((name for name, digest in row.attachments if digest == piece.sha256 and name != piece.name), "")
        yield f"  {_said(row)}{f', under the name “{other}”' if other else ''}"
    for row in piece.same_name[-MOST_ROWS:]:
        yield f"  Another file of this name: {_said(row)}"
    if piece.figures:
        yield from (f"  {each}" for each in _figures(piece.figures))


def _said(row: SentRow) -> str:
    """Which version, when, by whom and to whom: `version 3, sent on 2012-03-20 09:30 by A. Officer to a@x.gov.uk`."""
    version = f"version {row.version}, " if row.version else ""
    to = ", ".join(row.recipients)
    towards = "for" if row.how == "draft" else "to"
    return f"{version}{HOW[row.how]} on {row.when} by {row.who}{f' {towards} {to}' if to else ''}"


def _figures(figures: Figures) -> Iterator[str]:
    if figures.why:
        yield f"{'Not all its figures can' if figures.tables else 'Its figures cannot'} be compared: {figures.why}"
    if figures.last:
        issue = f"version {figures.last.number}, the last issued from this point of view, on {figures.last.when}"
        if figures.differ:
            yield f"Its figures are not those of {issue}"
        else:
            names = " and ".join(each.new.name for each in figures.tables)
            where = "in" if figures.tables[0].new.name in WHOLE else "on"
            yield f"The savings table’s figures {where} {names} are those of {issue}; {ONLY_ELSE}"
    for table in figures.tables:
        if table.comparison.differs:
            yield from compare_words.in_words(table).splitlines()
        else:
            yield from (_finding(each) for each in table.slips)
    if figures.macros:
        yield "It holds macros, which nothing that is sent does"
    yield from (_finding(each) for each in figures.amiss[:MOST_AMISS])
    if len(figures.amiss) > MOST_AMISS:
        yield f"and {len(figures.amiss) - MOST_AMISS} more; `se7 inspect` lists them all"


def _finding(finding: Finding) -> str:
    return f"{finding.code} {finding.severity.value}: {finding.message}"


def _piece_shape(piece: Piece) -> dict[str, object]:
    return {
        "name": piece.name,
        "sha256": piece.sha256,
        "recorded": [_row_shape(each) for each in piece.recorded],
        "same_name": [_row_shape(each) for each in piece.same_name],
        "figures": _figures_shape(piece.figures) if piece.figures else None,
    }


def _row_shape(row: SentRow) -> dict[str, object]:
    return {
        "row": row.row,
        "when": row.when,
        "who": row.who,
        "how": row.how or None,
        "version": row.version or None,
        "recipients": list(row.recipients),
        "attachments": [{"name": name, "sha256": digest} for name, digest in row.attachments],
    }


def _figures_shape(figures: Figures) -> dict[str, object]:
    return {
        "compared_with": figures.last.number if figures.last else None,
        "differ": figures.differ if figures.last else None,
        "why_not": figures.why or None,
        "macros": figures.macros,
        "tables": [json.loads(compare_shape.as_json(each)) for each in figures.tables],
        "amiss": [{"code": each.code, "message": each.message} for each in figures.amiss],
    }

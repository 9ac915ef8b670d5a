"""The HTML part of the e-mail: inline styles, nothing from elsewhere, and a table that a screen reader can walk.

Each element that sets an ink sets its ground too, so that a mail program's dark mode turns both or neither.
"""

from collections.abc import Iterator
from html import escape

from se7_excel.outgoing.letter import Letter, Section, sections_after_the_table, sections_before_the_table
from se7_excel.outgoing.letter_table import LetterTable, Shown, ShownRow, letter_table
from se7_excel.outgoing.plain_words import in_one_line
from se7_excel.sheets.styles import HEADING, INK, LINE, TITLE, Style

PAPER = "FFFFFF"
FACE = "font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.45"
BODY = f"margin:0;padding:16px;color:#{INK};background-color:#{PAPER};{FACE}"
WIDTH = "max-width:60em;margin:0 auto"
HEADED = f"color:#{TITLE.ink};background-color:#{PAPER};margin:1.2em 0 0.3em;line-height:1.25"
MARKING = "font-weight:bold;text-align:center;margin:0 0 1em"
TABLE = "border-collapse:collapse;font-size:13px"
CAPTION = "text-align:left;font-weight:bold;padding:4px 0"
FIGURES = "The figures"
CELL = "padding:4px 8px;vertical-align:top"


def letter_html(letter: Letter) -> str:
    """The letter as a page of HTML; every word of the workbook is escaped."""
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        f'<head><meta charset="utf-8"><title>{_words(letter.subject)}</title></head>',
        f'<body style="{BODY}">',
        f'<div lang="en-GB" style="{WIDTH}">',
        *_inside(letter),
        "</div>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _inside(letter: Letter) -> Iterator[str]:
    yield from _marking(letter)
    yield f'<h1 style="{HEADED};font-size:22px">{_words(letter.heading)}</h1>'
    yield _paragraph(letter.opening)
    for section in sections_before_the_table(letter):
        yield from _section(section)
    yield from _table(letter_table(letter.table))
    for section in sections_after_the_table(letter):
        yield from _section(section)
    yield from _signature(letter)
    yield from _marking(letter)


def _marking(letter: Letter) -> Iterator[str]:
    if letter.marking:
        yield f'<p style="{MARKING}">{_words(letter.marking)}</p>'


def _section(section: Section) -> Iterator[str]:
    yield _heading(section.heading)
    yield from map(_paragraph, section.sentences)
    if section.items:
        yield '<ul style="margin:0.3em 0;padding-left:1.4em">'
        yield from (f'<li style="overflow-wrap:anywhere">{_words(item)}</li>' for item in section.items)
        yield "</ul>"


def _table(table: LetterTable) -> Iterator[str]:
    yield _heading(FIGURES)
    yield from map(_paragraph, table.said)
    yield f'<div role="region" tabindex="0" aria-label="{_words(table.title)}" style="overflow-x:auto">'
    yield f'<table style="{TABLE}">'
    yield f'<caption style="{CAPTION}">{_words(table.title)}</caption>'
    yield f"<thead><tr>{''.join(_cell(each, 'th', 'col') for each in table.headings)}</tr></thead>"
    yield "<tbody>"
    yield from (_row(row, table.naming) for row in table.rows)
    yield "</tbody>"
    yield "</table>"
    yield "</div>"
    yield from map(_paragraph, table.notes)


def _row(row: ShownRow, naming: int) -> str:
    names = "".join(_cell(each, "th", "row") for each in row[:naming])
    return f"<tr>{names}{''.join(_cell(each, 'td') for each in row[naming:])}</tr>"


def _cell(shown: Shown, tag: str, scope: str = "") -> str:
    scoped = f' scope="{scope}"' if scope else ""
    return f'<{tag}{scoped} style="{_looks(shown.style)}">{_words(shown.words)}</{tag}>'


def _looks(style: Style) -> str:
    ground, border = style.fill or PAPER, style.border or LINE
    parts = [CELL, f"color:#{style.ink}", f"background-color:#{ground}", f"border:1px solid #{border}"]
    parts += [f"text-align:{style.horizontal}", f"font-weight:{'bold' if style.bold else 'normal'}"]
    parts += ["white-space:nowrap"] if style.horizontal == "right" and style.fill != HEADING.fill else []
    return ";".join(parts)


def _signature(letter: Letter) -> Iterator[str]:
    if letter.signature:
        yield f'<p style="margin:1.6em 0 1em">{"<br>".join(map(_words, letter.signature))}</p>'


def _heading(text: str) -> str:
    return f'<h2 style="{HEADED};font-size:17px">{_words(text)}</h2>'


def _paragraph(text: str) -> str:
    return f'<p style="margin:0.3em 0">{_words(text)}</p>'


def _words(text: str) -> str:
    return escape(in_one_line(text), quote=True)

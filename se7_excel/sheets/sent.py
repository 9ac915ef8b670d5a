"""What was sent, in the Log's words: recipients, attachments with their SHA-256, and what the sender accepted; and back."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from se7_excel.errors import MissingHeading, UnfitLetter
from se7_excel.sheets import schema
from se7_excel.sheets.grid import CellError, Grid, shown
from se7_excel.sheets.locate import Found, find_headings, table_rows

SENT_TO, ATTACHMENTS, ACCEPTED = "Sent to", "Attachments", "Accepted"
SENT_HEADINGS = (SENT_TO, ATTACHMENTS, ACCEPTED)
WHEN, WHO = schema.LOG_HEADINGS[:2]
NOTHING_SENT = ("nobody", "none", "none")
HOW = {"draft": "prepared as a draft for", "sent": "sent to", "perhaps sent": "perhaps sent to"}
MOMENT = "%Y-%m-%d %H:%M"
MOST_IN_A_CELL, MOST_LINES = 32_767, 254  # what a cell of Excel can hold
LONGEST_HEAD = 64  # room for the longest `how`, so that a draft which fits still fits when it is sent
HEAD = re.compile(rf"Version (?P<version>\d{{1,9}}), (?P<how>{'|'.join(HOW.values())}):")
ATTACHMENT = re.compile(r"(?P<name>.*) \(SHA-256 (?P<hash>[0-9a-fA-F]{64})\)")
ACCEPTANCE = re.compile(r"(?P<code>.*?), accepted by (?P<who>.*?): (?P<why>.*)")
UNFIT = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
WRITTEN_OUT = re.compile(r"\\(?:u(?P<code>[0-9A-Fa-f]{4})|\\)")
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Sent:
    """An e-mail as the Log records it; `how` is “draft”, “sent” or “perhaps sent”.

    Attachments are pairs of name and SHA-256, accepted findings are code, why and who. Raises `UnfitLetter` where a cell
    could not hold it all, so that this is known before anything is sent.
    """

    recipients: tuple[str, ...]
    attachments: tuple[tuple[str, str], ...]
    accepted: tuple[tuple[str, str, str], ...]
    version: int
    how: str

    def __post_init__(self) -> None:
        for heading, text in zip(SENT_HEADINGS, self.cells, strict=True):
            length, lines = len(text.encode("utf-16-le")) // 2 + LONGEST_HEAD, text.count("\n") + 1
            if length > MOST_IN_A_CELL or lines > MOST_LINES:
                raise UnfitLetter(
                    f"what the Log has to say under “{heading}” comes to {length:,} characters on {lines} lines, and a cell "
                    f"holds {MOST_IN_A_CELL:,} on {MOST_LINES}; give fewer or shorter recipients, names and reasons"
                )

    @property
    def cells(self) -> tuple[str, str, str]:
        """What stands under the Log's three headings, one line for each recipient, attachment and accepted finding."""
        to = (f"Version {self.version}, {HOW[self.how]}:", *map(_written, self.recipients))
        enclosed = (f"{_written(name)} (SHA-256 {digest})" for name, digest in self.attachments)
        accepted = (
            f"{_written(code, ',')}, accepted by {_written(who, ':')}: {_written(why)}" for code, why, who in self.accepted
        )
        return "\n".join(to), "\n".join(enclosed) or NOTHING_SENT[1], "\n".join(accepted) or NOTHING_SENT[2]


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row of the Log that records an e-mail; version 0 and an empty `how` where somebody has changed those words."""

    row: int
    when: str
    who: str
    how: str
    version: int
    recipients: tuple[str, ...]
    attachments: tuple[tuple[str, str], ...]
    accepted: tuple[tuple[str, str, str], ...]

    @property
    def moment(self) -> datetime | None:
        """When it was, to the minute; None where the cell no longer says."""
        try:
            return datetime.strptime(self.when.strip()[:16], MOMENT)
        except ValueError:
            return None


def sent_rows(grid: Grid | None) -> tuple[SentRow, ...]:
    """The rows of the Log that record what was sent, in order; none where there is no Log, or none of its rows does."""
    table = _table(grid) if grid else None
    if table is None or SENT_TO not in table.columns:
        return ()
    rows = (_row(table, row) for row in table_rows(table.grid, table.heading_row, table.columns.values()))
    return tuple(row for row in rows if row)


def last_sent_within(rows: Iterable[SentRow], now: datetime, recipients: Iterable[str], minutes: int = 60) -> SentRow | None:
    """The last of the rows so many minutes or less from now that went to any of the recipients; None where none did.

    A clock may have been put back since, so a little after now counts like a little before.
    """
    asked = {address(each) for each in recipients}
    told = now.replace(second=0, microsecond=0, tzinfo=None)
    near = (row for row in rows if row.moment and abs(told - row.moment) <= timedelta(minutes=minutes))
    return max((row for row in near if asked & set(map(address, row.recipients))), key=_order, default=None)


def address(recipient: str) -> str:
    """The bare address of a recipient, as addresses are told apart: of `Anna Smith <A.Smith@x.gov.uk>`, `a.smith@x.gov.uk`."""
    return recipient.rpartition("<")[2].strip().rstrip(">").casefold()


def _order(row: SentRow) -> tuple[datetime, int]:
    return row.moment or datetime.min, row.row


def _written(text: str, also: str = "") -> str:
    """The text on one line, as it can be read back: a sign that parts what we write is written out as `\\u003A`."""
    told = UNFIT.sub(lambda found: "\\\\" if found[0] == "\\" else _code(found[0]), text)
    for sign in also:
        told = told.replace(sign, _code(sign))
    return told


def _code(sign: str) -> str:
    return f"\\u{ord(sign):04X}"


def _read(text: str) -> str:
    return WRITTEN_OUT.sub(lambda found: chr(int(found["code"], 16)) if found["code"] else "\\", text)


def _table(grid: Grid) -> Found | None:
    """The Log's table; None on a tab without it."""
    try:
        return find_headings(grid, schema.LOG_HEADINGS, SENT_HEADINGS)
    except MissingHeading:
        if schema.LOG_TABLE in grid.areas:
            raise
        return None


def _row(table: Found, row: int) -> SentRow | None:
    to, enclosed = _lines(table, row, SENT_TO), _lines(table, row, ATTACHMENTS)
    head = HEAD.fullmatch(to[0]) if to else None
    attachments = _all(ATTACHMENT, enclosed, lambda found: (_read(found["name"]), found["hash"].lower()))
    if not head and not attachments:
        return None
    how = next((how for how, words in HOW.items() if head and words == head["how"]), "")
    accepted = _all(
        ACCEPTANCE, _lines(table, row, ACCEPTED), lambda found: (_read(found["code"]), _read(found["why"]), _read(found["who"]))
    )
    recipients = tuple(_read(each) for each in to[1 if head else 0 :])
    said = (table.text(row, WHEN), table.text(row, WHO))
    return SentRow(row, *said, how, int(head["version"]) if head else 0, recipients, attachments, accepted)


def _lines(table: Found, row: int, heading: str) -> tuple[str, ...]:
    """The lines of a cell; none for one that says there is nothing."""
    value = table.value(row, heading)
    text = "" if isinstance(value, CellError) else shown(value).replace("\r\n", "\n")
    return () if text in ("", *NOTHING_SENT) else tuple(text.split("\n"))


def _all(pattern: "re.Pattern[str]", lines: tuple[str, ...], made: "Callable[[re.Match[str]], Read]") -> tuple[Read, ...]:
    """What the lines say, those somebody has made unreadable left out."""
    return tuple(made(found) for each in lines if (found := pattern.fullmatch(each)))

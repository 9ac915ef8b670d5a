"""What Settings says of the e-mail: marking, addresses, signature, size; passwords have no place there and are not read."""

import re
from dataclasses import dataclass
from decimal import Decimal

from se7_excel.errors import UnreadableCell
from se7_excel.sheets import schema
from se7_excel.sheets.addresses import cell_position
from se7_excel.sheets.grid import CellError, Grid, Value, as_text, shown
from se7_excel.sheets.locate import find_fact

USUAL_MB = Decimal(10)
MOST_MB = Decimal(1000)
MEGABYTES = re.compile(r"(?P<number>[0-9]{1,6}(?:\.[0-9]{1,6})?)(?:\s*MB)?", re.IGNORECASE)
REMEDY = "open the file in Excel and save it once, or type what it should say"
PARTING = re.compile(r"\r?\n| / ")


@dataclass(frozen=True, slots=True)
class MailSettings:
    """What Settings says of the e-mail; empty where it says nothing, and addresses as they are typed there."""

    marking: str = ""
    sender: str = ""
    to: str = ""
    cc: str = ""
    signature: tuple[str, ...] = ()
    largest_mb: Decimal = USUAL_MB


def read_mail_settings(settings: Grid) -> MailSettings:
    """The e-mail's settings by their labels; raises `UnreadableCell` for an error, a formula without a value, or no size."""
    return MailSettings(
        _text(settings, schema.MARKING),
        _addresses(settings, schema.MAIL_FROM),
        _addresses(settings, schema.MAIL_TO),
        _addresses(settings, schema.MAIL_COPY),
        _signature(settings),
        _largest(settings),
    )


def _fact(settings: Grid, label: str) -> tuple[Value, str]:
    """What stands beside the label, and where; nothing where there is no such label."""
    value, cell = find_fact(settings, label) or (None, "")
    if isinstance(value, CellError):
        raise UnreadableCell(settings.tab, cell, f"{label} shows {value}; type it anew, or clear the cell")
    if value is None and settings.formula(*cell_position(cell) or (0, 0)):
        raise UnreadableCell(settings.tab, cell, f"{label} is a formula that carries no value; {REMEDY}")
    return value, cell


def _text(settings: Grid, label: str) -> str:
    return as_text(_fact(settings, label)[0])


def _addresses(settings: Grid, label: str) -> str:
    """Addresses as typed; a line of its own parts them as a semicolon does."""
    typed = shown(_fact(settings, label)[0])
    return "; ".join(line for each in typed.splitlines() if (line := each.strip().rstrip(";,").strip()))


def _signature(settings: Grid) -> tuple[str, ...]:
    typed = shown(_fact(settings, schema.SIGNATURE)[0])
    return tuple(line for each in PARTING.split(typed) if (line := " ".join(each.split())))


def _largest(settings: Grid) -> Decimal:
    value, cell = _fact(settings, schema.LARGEST_MAIL)
    text = as_text(value)
    if not text:
        return USUAL_MB
    found = MEGABYTES.fullmatch(text)
    size = Decimal(found["number"]) if found else Decimal(0)
    if not 0 < size <= MOST_MB:
        raise UnreadableCell(settings.tab, cell, f"{schema.LARGEST_MAIL} is “{text}”; type a number such as {USUAL_MB}")
    return size

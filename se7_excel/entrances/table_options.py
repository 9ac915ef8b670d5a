"""The options that declare what a table leaves unsaid, the same wherever a table is read."""

import argparse
from typing import TYPE_CHECKING

from se7_excel.errors import UnfitOption

if TYPE_CHECKING:
    from se7_excel.issued.conventions import Conventions
    from se7_excel.savings.years import FinancialYear


def add_convention_options(command: argparse.ArgumentParser) -> None:
    """Add `--unit`, `--brackets`, `--parties`, `--total` and `--first-year`."""
    command.add_argument("--unit", metavar="UNIT", default="", help="what plain numbers are in: £, £000 or £m")
    command.add_argument("--brackets", metavar="MEANING", default="", help="what brackets mean: cumulative or negative")
    command.add_argument(
        "--parties", metavar="NAMES", default="", help="whose rows they are, the partnership first: SE7,East Sussex"
    )
    command.add_argument(
        "--total", metavar="ROW=KIND", action="append", default=[], help="what a row of totals is; may be given several times"
    )
    command.add_argument("--first-year", metavar="YEAR", default="", help="such as 2011/12, where the headings name no years")


def conventions_from(options: argparse.Namespace) -> "Conventions":
    """The conventions these options declare; raises `UnfitOption` for one that declares nothing we know."""
    from se7_excel.issued.conventions import Conventions, brackets_named, unit_named
    from se7_excel.savings.money import Brackets

    return Conventions(
        unit_named(options.unit) if options.unit else "",
        brackets_named(options.brackets) if options.brackets else Brackets.UNDECLARED,
        _parties(options.parties),
        tuple(_total(each) for each in options.total),
        str(_year(options.first_year)) if options.first_year else "",
    )


def names(text: str) -> tuple[str, ...]:
    """The names in an option; a semicolon anywhere means that commas belong to the names."""
    return tuple(" ".join(each.split()) for each in text.split(";" if ";" in text else ",") if each.strip())


def _parties(text: str) -> tuple[str, ...]:
    named = names(text)
    if text and not named:
        raise UnfitOption("--parties names nobody; name the partnership and the authorities of the rows, or leave it out")
    return named


def _total(text: str) -> tuple[str, str]:
    from se7_excel.issued.conventions import total_named

    row, sign, kind = text.rpartition("=")
    if not sign or not row.strip():
        raise UnfitOption(f'“{text}” names no row and kind; give --total "ROW=KIND", such as "Total=grand total"')
    total_named(kind)
    return row.strip(), kind.strip()


def _year(text: str) -> "FinancialYear":
    from se7_excel.savings.years import FinancialYear

    return FinancialYear.parse(text)

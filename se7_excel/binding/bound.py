"""A tracker with its buttons, a tracker without them again, and the add-in that serves any tracker."""

from datetime import date

from se7_excel.binding.bind import bind, unbind
from se7_excel.binding.ribbon import ribbon
from se7_excel.binding.sources import addin_modules, standalone_modules, tracker_modules
from se7_excel.books.file_book import FileBook
from se7_excel.books.new_addin import new_addin
from se7_excel.books.package import Package
from se7_excel.books.workbook_part import with_named_area
from se7_excel.sheets import schema
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.locate import find_fact
from se7_excel.sheets.reading import read_tracker


def bound(data: bytes, standalone: bool = False) -> Package:
    """The tracker as a macro-enabled workbook with our ribbon; `standalone` brings along what it needs of xlwings.

    Raises a `SavingsError` for a workbook that is no tracker, or has macros or a ribbon of somebody else's.
    """
    book = FileBook(data)
    reading = read_tracker(book)
    package = book.package
    _name_facts(package, reading.settings)
    modules = standalone_modules() if standalone else tracker_modules()
    bind(package, ribbon(reading.programme.partnership.name).encode(), modules)
    return package


def unbound(data: bytes) -> Package | None:
    """The workbook without our macros and ribbon, as a plain .xlsx; None where it has none of ours."""
    package = Package(data)
    return package if unbind(package) else None


def addin(version: str, made_on: date) -> bytes:
    """The bytes of the add-in, an .xlam; the same version gives the same bytes."""
    package = Package(new_addin(version, made_on))
    bind(package, ribbon(in_addin=True).encode(), addin_modules())
    package.retype(".xlam")
    return b"".join(package.rewritten())


def _name_facts(package: Package, settings: Grid) -> None:
    """Give the cells the drop-down of the ribbon looks at the names it knows them by."""
    for name, label in schema.NAMED_FACTS.items():
        fact = find_fact(settings, label)
        area = Area.parse(fact[1]) if fact else None
        if area and settings.areas.get(name) != area:
            part = package.workbook
            package.replace(part, with_named_area(package.read(part), name, settings.tab, area))

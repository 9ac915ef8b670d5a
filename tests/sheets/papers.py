"""Tabs as officers leave them: written as text, typed into, and moved about."""

from collections.abc import Mapping
from dataclasses import replace

from se7_excel.books.book import Book
from se7_excel.savings.checks.finding import Finding
from se7_excel.sheets.addresses import Area, cell_position
from se7_excel.sheets.grid import Grid, Value
from se7_excel.sheets.integrity import inspect
from se7_excel.sheets.page import Page
from se7_excel.sheets.reading import read_tracker
from tests.paper_book import PaperBook

Typed = Value | tuple[str, Value]


def sheet(text: str, tab: str = "Tab", **known: object) -> Grid:
    """The tab these rows describe, cells between bars, digits as numbers; the first row of the text is row 1."""
    values: dict[int, dict[int, Value]] = {}
    for row, written in enumerate(text.strip("\n").splitlines(), 1):
        for column, cell in enumerate(written.split("|"), 1):
            if cell.strip():
                values.setdefault(row, {})[column] = int(cell) if cell.strip().isdigit() else cell.strip()
    return replace(Grid(tab, values), **known)


def typed(book: Book, tab: str, cells: Mapping[str, Typed] | None = None, **known: object) -> PaperBook:
    """The book on paper once these cells of the tab are typed: values, `=formula`, or a formula with the value it shows."""
    grids = [book.read(name) for name in book.tabs()]
    return PaperBook([retyped(grid, cells or {}, **known) if grid.tab == tab else grid for grid in grids])


def retyped(grid: Grid, cells: Mapping[str, Typed], **known: object) -> Grid:
    """The tab once these cells are typed."""
    values = {row: dict(there) for row, there in grid.values.items()}
    formulas = dict(grid.formulas)
    for address, content in cells.items():
        position = cell_position(address)
        assert position, f"{address} is no address"
        formula, value = content if isinstance(content, tuple) else (content, None)
        if isinstance(formula, str) and formula.startswith("="):
            formulas[position] = formula[1:]
        else:
            value = formula
            formulas.pop(position, None)
        values.setdefault(position[0], {}).pop(position[1], None)
        if value is not None:
            values[position[0]][position[1]] = value
    return replace(grid, values={row: there for row, there in sorted(values.items()) if there}, formulas=formulas, **known)


def inserted(grid: Grid, row: int = 1, rows: int = 0, column: int = 1, columns: int = 0) -> Grid:
    """The values of the tab after so many rows were inserted above this row, and columns before this column."""

    def down(at: int) -> int:
        return at + rows if at >= row else at

    def right(at: int) -> int:
        return at + columns if at >= column else at

    return replace(
        grid,
        values={down(at): {right(col): value for col, value in cells.items()} for at, cells in grid.values.items()},
        formulas={(down(at), right(col)): formula for (at, col), formula in grid.formulas.items()},
        areas={
            name: Area(down(area.top), right(area.left), down(area.bottom), right(area.right))
            for name, area in grid.areas.items()
        },
    )


def text_of(page: Page) -> str:
    """The page as readable text: each row with the look of its first cell, bold cells between asterisks."""
    lines = []
    for row in range(1, max(row for row, _ in page.cells) + 1):
        columns = [column for at, column in page.cells if at == row]
        cells = [page.cells[row, column] for column in sorted(columns)]
        shown = [f"*{cell.value}*" if cell.value and cell.style and cell.style.bold else str(cell.value) for cell in cells]
        look = cells[0].style.name.removeprefix("SE7 ") if cells and cells[0].style else ""
        lines.append(f"{row:>2} {look:<12} {' | '.join(shown)}".rstrip())
    return "\n".join(lines) + "\n"


def found(book: PaperBook, code: str) -> list[Finding]:
    """The findings of one code about the workbook itself."""
    return [finding for finding in inspect(read_tracker(book)) if finding.code == code]


def places(book: PaperBook, code: str) -> list[str]:
    """The cells those findings point at."""
    return [str(finding.place) for finding in found(book, code)]

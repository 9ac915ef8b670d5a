"""C32 for the cells, names and rules of a copy: formulas that are ours and carry values, and texts that stay texts."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from se7_excel.books.markup import number_in
from se7_excel.outgoing.astray import astray
from se7_excel.outgoing.held_back import held_back, short
from se7_excel.outgoing.opened_copy import ListedSheet, OpenedCopy, local, named
from se7_excel.savings.checks.finding import Finding
from se7_excel.savings.programme import Place
from se7_excel.sheets.addresses import cell_name

STARTS_OF_FORMULAS = ("=", "+", "-", "@")
TEXT_FORMAT = "49"
OF_RULES = ("formula", "formula1", "formula2")
OF_TABLES = ("calculatedColumnFormula", "totalsRowFormula")
OF_A_NAME = frozenset(("name", "localSheetId"))


def formulas_are_ours(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: each formula uses functions we know, stays within the copy and carries its value."""
    for sheet in copy.workbook.sheets:
        if sheet.spread:
            yield held_back("an array formula or data table", sheet.place(sheet.spread[0].top, sheet.spread[0].left))
        for cell, formula in sorted(sheet.formulas.items()):
            yield from (held_back(what, sheet.place(*cell)) for what in astray(formula, copy.workbook))
            if sheet.value(*cell) is None:
                yield held_back(f"a formula without its value, {short(formula)}", sheet.place(*cell))


def names_lead_somewhere(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: each defined name is in sight and stands for something of the copy."""
    for each in named(copy.tree(copy.package.workbook), "definedName"):
        name = short(each.get("name", ""))
        if set(each.attrib) - OF_A_NAME:
            yield held_back(f"a name {name} that is hidden, or more than a name")
        yield from (held_back(f"a name {name} for {what}") for what in astray(each.text or "", copy.workbook))


def rules_lead_somewhere(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: lists to choose from, conditional formats, charts and tables draw on nothing that is not in the copy."""
    for sheet, tree in copy.worksheets:
        texts = [each.text or "" for each in named(tree, *OF_RULES)]
        yield from (held_back(f"{what} in the rules of the sheet {sheet.name}") for what in _astray(texts, copy))
    for part in copy.of_type("chart+xml"):
        texts = [each.text or "" for each in named(copy.tree(part), "f")]
        yield from (held_back(f"{what} in a chart") for what in _astray(texts, copy))
    for part in copy.of_type("table+xml"):
        texts = [each.text or "" for each in named(copy.tree(part), *OF_TABLES)]
        yield from (held_back(f"{what} in a table") for what in _astray(texts, copy))


def texts_stay_texts(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: a text that begins like a formula is stored as text and stays one when somebody edits its cell."""
    strings, texts = _shared(copy), _text_formats(copy)
    used: set[int] = set()
    for sheet, tree in copy.worksheets:
        for cell in named(tree, "c"):
            text = _text(cell, strings, used)
            if text.lstrip().startswith(STARTS_OF_FORMULAS) and not _is_safe(cell, texts):
                yield held_back(f"a text Excel may take for a formula, {short(text)}", _place(sheet, cell))
    left = [text for index, text in enumerate(strings) if index not in used]
    if left:
        yield held_back(f"a text no cell shows, {short(left[0])}" + (f", and {len(left) - 1} more" if len(left) > 1 else ""))


def _astray(texts: list[str], copy: OpenedCopy) -> Iterator[str]:
    return (what for text in dict.fromkeys(texts) for what in astray(text, copy.workbook))


def _shared(copy: OpenedCopy) -> list[str]:
    """The texts that cells refer to by number."""
    parts = copy.of_type("sharedStrings+xml")
    return [_joined(item) for part in parts for item in named(copy.tree(part), "si")]


def _text_formats(copy: OpenedCopy) -> frozenset[int]:
    """The cell formats under which whatever is typed stays a text."""
    formats = [xf for part in copy.of_type("styles+xml") for each in named(copy.tree(part), "cellXfs") for xf in each]
    safe = (xf.get("numFmtId") == TEXT_FORMAT or xf.get("quotePrefix", "0") in ("1", "true") for xf in formats)
    return frozenset(index for index, is_safe in enumerate(safe) if is_safe)


def _text(cell: Element, strings: list[str], used: set[int]) -> str:
    """The text the cell holds, empty for anything else; shared ones are noted as used."""
    kind, value = cell.get("t", "n"), next((each.text or "" for each in cell if local(each) == "v"), "")
    if kind == "s" and value.isascii() and value.strip().isdecimal():
        index = int(value)
        used.add(index)
        return strings[index] if index < len(strings) else ""
    if kind == "inlineStr":
        return _joined(cell)
    return value if kind == "str" else ""


def _is_safe(cell: Element, texts: frozenset[int]) -> bool:
    """Whether the text is stored as one; that of a formula is its result and never typed."""
    if cell.get("t") == "str":
        return any(local(each) == "f" for each in cell)
    return number_in(cell.attrib, "s") in texts


def _joined(item: Element) -> str:
    return "".join(each.text or "" for each in named(item, "t"))


def _place(sheet: ListedSheet, cell: Element) -> Place:
    return Place(sheet.name, cell.get("r") or cell_name(1, 1))

"""Charts that show a named area: their references follow when the area moves or grows, as they do in Excel."""

import re
from collections.abc import Collection

from se7_excel.books.markup import escaped, text_of
from se7_excel.sheets.addresses import Area, quoted

REFERENCE = re.compile(
    rb"(<(?:[\w.-]+:)?(?:cat|val)>\s*<(?:[\w.-]+:)?(?:num|str|multiLvlStr)Ref>\s*<(?:[\w.-]+:)?f>)([^<]*)(</(?:[\w.-]+:)?f>)"
)


SERIES = re.compile(rb"<(?:[\w.-]+:)?ser>.*?</(?:[\w.-]+:)?ser>", re.DOTALL)
INDEX = re.compile(rb'<(?:[\w.-]+:)?idx\s+val="(\d+)"')
NAMED_BY = re.compile(rb"<(?:[\w.-]+:)?tx>\s*<(?:[\w.-]+:)?strRef>\s*<(?:[\w.-]+:)?f>([^<]*)<")
ENTRY = re.compile(rb"<(?:[\w.-]+:)?legendEntry>.*?</(?:[\w.-]+:)?legendEntry>", re.DOTALL)


def following(data: bytes, tab: str, before: Area, after: Area) -> bytes:
    """The chart part with its categories and values of just the rows before taken from the rows after."""

    def followed(found: "re.Match[bytes]") -> bytes:
        reference = text_of(found[2])
        moved = formula_following(reference, tab, before, after)
        return found[0] if moved == reference else found[1] + escaped(moved).encode() + found[3]

    return REFERENCE.sub(followed, data)


def named_anew(data: bytes, tab: str, cells: Collection[str]) -> bytes:
    """The chart part with every series in its legend that is named by one of these cells, which have just been given a name."""
    names = {f"{quoted(tab)}!{cell}" for cell in cells} | {f"{tab}!{cell}" for cell in cells}
    told = {
        INDEX.search(each[0]) for each in SERIES.finditer(data) if (by := NAMED_BY.search(each[0])) and text_of(by[1]) in names
    }
    numbers = {index[1] for index in told if index}

    def kept(entry: "re.Match[bytes]") -> bytes:
        index = INDEX.search(entry[0])
        return b"" if index and index[1] in numbers else entry[0]

    return ENTRY.sub(kept, data) if numbers else data


def formula_following(formula: str, tab: str, before: Area, after: Area) -> str:
    """A series' formula, or one reference of it, with every column of just the rows before taken from the rows after."""
    top, bottom = rf"\$([A-Z]{{1,3}})\${before.top}", rf":\$([A-Z]{{1,3}})\${before.bottom}"
    rows = top + (f"(?:{bottom})?" if before.top == before.bottom else bottom)
    columns = re.compile(rf"(?:{re.escape(quoted(tab))}|(?<![\w'.]){re.escape(tab)})!{rows}(?![\d:])")
    return columns.sub(lambda found: f"{quoted(tab)}!${found[1]}${after.top}:${found[2] or found[1]}${after.bottom}", formula)

"""Charts that show a named area: their references follow when the area moves or grows, as they do in Excel."""

import re

from se7_excel.books.markup import escaped, text_of
from se7_excel.sheets.addresses import Area, quoted

REFERENCE = re.compile(
    rb"(<(?:[\w.-]+:)?(?:cat|val)>\s*<(?:[\w.-]+:)?(?:num|str|multiLvlStr)Ref>\s*<(?:[\w.-]+:)?f>)([^<]*)(</(?:[\w.-]+:)?f>)"
)


def following(data: bytes, tab: str, before: Area, after: Area) -> bytes:
    """The chart part with its categories and values of just the rows before taken from the rows after."""

    def followed(found: "re.Match[bytes]") -> bytes:
        reference = text_of(found[2])
        moved = formula_following(reference, tab, before, after)
        return found[0] if moved == reference else found[1] + escaped(moved).encode() + found[3]

    return REFERENCE.sub(followed, data)


def formula_following(formula: str, tab: str, before: Area, after: Area) -> str:
    """A series' formula, or one reference of it, with every column of just the rows before taken from the rows after."""
    top, bottom = rf"\$([A-Z]{{1,3}})\${before.top}", rf":\$([A-Z]{{1,3}})\${before.bottom}"
    rows = top + (f"(?:{bottom})?" if before.top == before.bottom else bottom)
    columns = re.compile(rf"(?:{re.escape(quoted(tab))}|(?<![\w'.]){re.escape(tab)})!{rows}(?![\d:])")
    return columns.sub(lambda found: f"{quoted(tab)}!${found[1]}${after.top}:${found[2] or found[1]}${after.bottom}", formula)

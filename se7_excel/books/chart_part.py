"""Charts that show a named area: their references follow when the area moves or grows, as they do in Excel."""

import re

from se7_excel.books.markup import escaped, text_of
from se7_excel.sheets.addresses import Area, quoted

REFERENCE = re.compile(
    rb"(<(?:[\w.-]+:)?(?:cat|val)>\s*<(?:[\w.-]+:)?(?:num|str|multiLvlStr)Ref>\s*<(?:[\w.-]+:)?f>)([^<]*)(</(?:[\w.-]+:)?f>)"
)


def following(data: bytes, tab: str, before: Area, after: Area) -> bytes:
    """The chart part with its categories and values of just the rows before taken from the rows after."""
    top, bottom = rf"\$([A-Z]{{1,3}})\${before.top}", rf":\$([A-Z]{{1,3}})\${before.bottom}"
    rows = top + (f"(?:{bottom})?" if before.top == before.bottom else bottom)
    columns = re.compile(rf"(?:{re.escape(quoted(tab))}|{re.escape(tab)})!{rows}")
    return REFERENCE.sub(lambda found: found[1] + _moved(found[2], columns, tab, after) + found[3], data)


def _moved(reference: bytes, columns: "re.Pattern[str]", tab: str, after: Area) -> bytes:
    found = columns.fullmatch(text_of(reference))
    if not found:
        return reference
    return escaped(f"{quoted(tab)}!${found[1]}${after.top}:${found[2] or found[1]}${after.bottom}").encode()

"""The shared strings of a workbook, read once."""

import re

from se7_excel.books.markup import from_cell_text, prefix_of, text_of


def shared_strings(data: bytes) -> tuple[str, ...]:
    """The texts that cells refer to by number; runs of rich text joined, phonetic guides left out."""
    prefix = prefix_of(data, "sst")
    item = re.compile(rb"<%ssi(?:\s[^>]*?)?(?:/>|>(.*?)</%ssi>)" % (prefix, prefix), re.DOTALL)
    return tuple(string_text(inner, prefix) for inner in item.findall(data))


def string_text(inner: bytes, prefix: bytes) -> str:
    """The text of a string item or inline string."""
    if b"rPh" in inner:
        inner = re.sub(rb"<%srPh\b.*?</%srPh>" % (prefix, prefix), b"", inner, flags=re.DOTALL)
    runs = re.findall(rb"<%st(?:\s[^>]*?)?>([^<]*)</%st>" % (prefix, prefix), inner)
    return from_cell_text("".join(text_of(run) for run in runs))

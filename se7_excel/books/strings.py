"""The shared strings of a workbook, read once."""

import re
from collections.abc import Iterator
from functools import cache

from se7_excel.books.limits import TEXTS
from se7_excel.books.markup import first, from_cell_text, number_in, prefix_of, text_of
from se7_excel.errors import DamagedWorkbook

LEAST_BYTES = 5  # <si/>


def shared_strings(data: bytes) -> tuple[str, ...]:
    """The texts that cells refer to by number; runs of rich text joined, phonetic guides left out."""
    prefix = prefix_of(data, "sst")
    TEXTS.hold(data.count(b"<%ssi" % prefix), "the list of shared texts")
    head = first(data, "sst")
    if head and number_in(head.attributes, "uniqueCount") * LEAST_BYTES > len(data):
        raise DamagedWorkbook("the list of shared texts claims more of them than it has room for; do not use this file")
    return tuple(_texts(data, prefix))


def string_text(inner: bytes, prefix: bytes) -> str:
    """The text of a string item or inline string."""
    if b"rPh" in inner:
        inner = re.sub(rb"<%srPh\b.*?(?:</%srPh>|\Z)" % (prefix, prefix), b"", inner, flags=re.DOTALL)
    return from_cell_text("".join(text_of(run) for run in _run_pattern(prefix).findall(inner)))


def _texts(data: bytes, prefix: bytes) -> Iterator[str]:
    # An item is taken up to its end or the part's, never tried twice: else items that never end cost their square.
    inner = rb"[^<]*+(?:<(?!/%ssi>)[^<]*+)*+" % prefix
    for found in re.finditer(rb"<%ssi(?:\s[^<>]*?)?(?:/>|>(%s)(?:</%ssi>|()\Z))" % (prefix, inner, prefix), data):
        if found[2] is not None:
            raise DamagedWorkbook("a shared text never ends; go back to the last version that opened")
        yield string_text(found[1], prefix) if found[1] else ""


@cache
def _run_pattern(prefix: bytes) -> "re.Pattern[bytes]":
    return re.compile(rb"<%st(?:\s[^<>]*?)?>([^<]*+)</%st>" % (prefix, prefix))

"""Words of a workbook made fit for an e-mail: on one line, without what only machines see."""

import unicodedata

from se7_excel.errors import UnfitLetter

REPLACEMENT = "\ufffd"
BREAKS = ("Cc", "Zl", "Zp")  # control characters and the two separators that are line breaks by another name
UNSENDABLE = ("Cs",)
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LONGEST_SHOWN = 60


def in_one_line(text: str) -> str:
    """The text for the body of a letter: each run of blanks one space, and a mark for what nobody could read."""
    kept = "".join(each if _is_plain(each) or each.isspace() else REPLACEMENT for each in text)
    return " ".join(kept.split())


def header_line(text: str, what: str, longest: int) -> str:
    """The text as it is, for a header; raises `UnfitLetter` where it would break out of its line or mislead the eye."""
    if not is_on_one_line(text):
        raise UnfitLetter(
            f"{what} {as_shown(text)} holds a line break or another sign nobody sees, which could pass for a line of its own; "
            "type it anew on one line"
        )
    if len(text) > longest:
        raise UnfitLetter(f"{what} {as_shown(text)} has {len(text)} characters and may have {longest}; shorten it")
    return text


def is_on_one_line(text: str) -> bool:
    """Whether the text has no line break, no control character and nothing that turns the direction of reading."""
    return all(_is_plain(each) for each in text)


def as_shown(text: str) -> str:
    """The text in quotation marks for a message: cut short, and its invisible signs written out."""
    short = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return "“" + "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in short) + "”"


def _is_plain(letter: str) -> bool:
    if letter.isascii():
        return letter.isprintable()
    return letter not in TURNING and unicodedata.category(letter) not in (*BREAKS, *UNSENDABLE)

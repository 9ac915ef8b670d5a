"""What colour a cell format means: stated outright, taken from the theme and made lighter or darker, or from the old palette."""

from colorsys import hls_to_rgb, rgb_to_hls

from se7_excel.books.markup import attributes, elements, first

BLACK, WHITE = "000000", "FFFFFF"
SYSTEM = {"64": BLACK, "65": WHITE}
LONGEST_INDEX = 5
THEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")
EIGHT = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
PALETTE = tuple(
    f"{EIGHT} {EIGHT} "
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333".split()
)


class Colours:
    """The colours of one workbook: those of its theme, where it has one, and its palette."""

    def __init__(self, styles: bytes, theme: bytes = b"") -> None:
        self._theme = _theme_colours(theme)
        own = first(styles, "indexedColors")
        listed = elements(styles[own.tag_end : own.content_end], "rgbColor") if own else ()
        self._palette = tuple(_six_digits(each.attributes.get("rgb", "")) for each in listed) or PALETTE

    def resolved(self, colour: bytes, otherwise: str) -> str:
        """The colour a colour element means as six digits, `otherwise` for an automatic one, empty where it cannot be known."""
        written = attributes(colour)
        if not written or written.get("auto") in ("1", "true"):
            return otherwise
        plain = self._plain(written)
        return tinted(plain, _number(written.get("tint", "0"))) if plain else ""

    def _plain(self, written: dict[str, str]) -> str:
        if "rgb" in written:
            return _six_digits(written["rgb"])
        if "theme" in written:
            return _at(self._theme, written["theme"])
        index = written.get("indexed", "")
        return SYSTEM.get(index, "") or _at(self._palette, index)


def tinted(colour: str, tint: float) -> str:
    """The colour made lighter by a tint above nought, darker by one below."""
    if not tint:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    parts = hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation)
    return "".join(f"{round(part * 255):02X}" for part in parts)


def _theme_colours(theme: bytes) -> tuple[str, ...]:
    return tuple(_theme_colour(theme, name) for name in THEME) if theme else ()


def _theme_colour(theme: bytes, name: str) -> str:
    held = first(theme, name)
    stated = first(theme[held.tag_end : held.content_end], "srgbClr", "sysClr") if held else None
    if stated is None:
        return ""
    return _six_digits(stated.attributes.get("lastClr") or stated.attributes.get("val", ""))


def _at(colours: tuple[str, ...], index: str) -> str:
    known = index.isdecimal() and len(index) <= LONGEST_INDEX and int(index) < len(colours)
    return colours[int(index)] if known else ""


def _six_digits(written: str) -> str:
    digits = written[-6:].upper()
    return digits if len(written) in (6, 8) and set(digits) <= set("0123456789ABCDEF") else ""


def _number(written: str) -> float:
    try:
        number = float(written)
    except ValueError:
        return 0.0
    return number if -1 <= number <= 1 else 0.0

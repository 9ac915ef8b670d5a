"""An add-in as a file: which macros and ribbon it holds, and whether somebody has signed them."""

import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from se7_excel.binding.vba_project import modules_of
from se7_excel.errors import SavingsError

PROJECT, SIGNATURE, RIBBON = "xl/vbaProject.bin", "xl/vbaProjectSignature", "customUI/customUI14.xml"
STATED_VERSION = re.compile(r'XLWINGS_VERSION As String = "([^"]+)"')


@dataclass(frozen=True, slots=True)
class Addin:
    """What an add-in holds: the text of each module that has one, its ribbon, whether it is signed."""

    macros: tuple[tuple[str, str], ...] = ()
    ribbon: bytes = b""
    signed: bool = False

    def does_as(self, other: "Addin") -> bool:
        """Whether both hold the same; Excel changes capitals and spaces of macros when it signs them."""
        return bool(self.macros) and (self._plain_macros, self.ribbon) == (other._plain_macros, other.ribbon)

    @property
    def xlwings_version(self) -> str:
        """The version that xlwings' own macros state, or nothing."""
        found = (STATED_VERSION.search(text) for _, text in self.macros)
        return next((match[1] for match in found if match), "")

    @property
    def _plain_macros(self) -> list[tuple[str, str]]:
        return sorted((name.casefold(), "".join(text.casefold().split())) for name, text in self.macros)


def addin_at(path: Path) -> Addin:
    """The add-in in this file; an empty one where there is none."""
    try:
        return addin_in(path.read_bytes())
    except OSError:
        return Addin()


def addin_in(data: bytes) -> Addin:
    """The add-in in these bytes; an empty one where they are no add-in that can be read."""
    try:
        with ZipFile(BytesIO(data)) as parts:
            names = parts.namelist()
            modules = modules_of(parts.read(PROJECT))
            ribbon = parts.read(RIBBON) if RIBBON in names else b""
    except (OSError, KeyError, ValueError, NotImplementedError, RuntimeError, BadZipFile, zlib.error, SavingsError):
        return Addin()
    macros = tuple((module.name, module.text) for module in modules if module.text.strip())
    return Addin(macros, ribbon, any(name.startswith(SIGNATURE) for name in names))

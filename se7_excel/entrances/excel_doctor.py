"""Looking an officer's PC over, `se7 doctor`: what Excel, xlwings and Python need of each other, one line each."""

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from importlib.util import cache_from_source
from itertools import chain
from pathlib import Path

from se7_excel import __version__
from se7_excel.books.libreoffice import soffice
from se7_excel.entrances.excel_addin import addin_at, addin_in
from se7_excel.entrances.excel_pc import (
    OUR_ADDIN,
    SERVER,
    WORKBOOK_FOLDER,
    XLWINGS_ADDIN,
    Pc,
    System,
    names_python,
    settings_of,
    this_pc,
)

AGAIN = "run se7 install-addin again"


class Verdict(Enum):
    """How a part of the set-up was found: as it should be, not needed on this computer, improvable, or wrong."""

    WELL = "ok"
    ABSENT = "not here"
    ADVICE = "advice"
    AMISS = "look here"


@dataclass(frozen=True, slots=True)
class Observation:
    """What was found of one part of the set-up, and what to do if it is not as it should be."""

    verdict: Verdict
    subject: str
    words: str

    def __str__(self) -> str:
        return f"{self.verdict.value:<9}  {self.subject}: {self.words}"


Look = Callable[[Pc], Iterator[Observation]]
STRANGERS = (
    ("CONDA PATH", Verdict.ADVICE, "Excel may start that Conda environment before our Python, which is slow; take the line out"),
    ("DEBUG UDFS", Verdict.AMISS, "Excel waits for a debugging server instead of starting Python; take the line out"),
    ("PYTHONPATH", Verdict.ADVICE, "code there comes before ours; take the line out unless you need it"),
    ("LICENSE_KEY", Verdict.ADVICE, "it switches on xlwings PRO, which we never use; take the line out unless you need it"),
)


def doctor(say: Callable[[str], None], pc: Pc | None = None) -> bool:
    """Say what was found, a line for each part; whether all is well."""
    found = diagnosis(pc)
    for observation in found:
        say(str(observation))
    well = all(observation.verdict is not Verdict.AMISS for observation in found)
    say("All is well." if well else "Do what the lines marked “look here” say, then run se7 doctor again.")
    return well


def diagnosis(pc: Pc | None = None) -> tuple[Observation, ...]:
    """What there is to say about each part of the set-up of this computer; nothing is changed and Excel is not started."""
    pc = pc or this_pc()
    return tuple(chain.from_iterable(look(pc) for look in (*EVERYWHERE, *_looks_at_excel(pc))))


def _looks_at_excel(pc: Pc) -> tuple[Look, ...]:
    if pc.system is System.OTHER:
        return (_no_excel,)
    return (_xlwings,) if pc.xlwings is None else WITH_EXCEL


def _computer(pc: Pc) -> Iterator[Observation]:
    yield Observation(Verdict.WELL, "Computer", f"{platform.system()} {platform.release()}")


def _python(pc: Pc) -> Iterator[Observation]:
    yield Observation(Verdict.WELL, "Python", f"{platform.python_version()} at {pc.python}")
    if pc.from_store:
        words = "is the Microsoft Store's, and Excel may not see what it puts in place; use one from python.org or from IT"
        yield Observation(Verdict.AMISS, "This Python", words)


def _package(pc: Pc) -> Iterator[Observation]:
    yield Observation(Verdict.WELL, "se7_excel", f"{__version__} in {pc.package}")
    missing = [path for path in pc.package.rglob("*.py") if not Path(cache_from_source(str(path))).is_file()]
    if not missing:
        yield Observation(Verdict.WELL, "Compiled code", "all there")
    else:
        remedy = f'"{pc.python}" -m compileall "{pc.package}"' if pc.system is System.OTHER else "se7 install-addin"
        words = f"missing for {len(missing)} files, so starting takes longer; run {remedy}"
        yield Observation(Verdict.ADVICE, "Compiled code", words)


def _office(pc: Pc) -> Iterator[Observation]:
    found = soffice()
    if found:
        yield Observation(Verdict.WELL, "LibreOffice", found)
    else:
        verdict = Verdict.AMISS if pc.system is System.OTHER else Verdict.ADVICE
        yield Observation(verdict, "LibreOffice", "not found; install it for PDFs from the command line, all else works without")


def _no_excel(pc: Pc) -> Iterator[Observation]:
    yield Observation(Verdict.ABSENT, "Excel and its add-ins", f"this computer is {pc.system.value}; commands on files work")


def _xlwings(pc: Pc) -> Iterator[Observation]:
    if pc.xlwings is None:
        yield Observation(Verdict.AMISS, "xlwings", f"missing; run {pc.xlwings_command}")
    else:
        yield Observation(Verdict.WELL, "xlwings", f"{pc.xlwings_version} in {pc.xlwings}")


def _addin_of_xlwings(pc: Pc) -> Iterator[Observation]:
    there = pc.startup / XLWINGS_ADDIN
    if not there.is_file():
        yield _missing(pc, XLWINGS_ADDIN)
    elif not pc.has_addin_of_xlwings:
        yield Observation(Verdict.AMISS, XLWINGS_ADDIN, f"not the one of xlwings {pc.xlwings_version}; quit Excel and {AGAIN}")
    else:
        yield Observation(Verdict.WELL, XLWINGS_ADDIN, str(there))
    if pc.system is System.MAC:
        verdict = Verdict.WELL if pc.script.is_file() else Verdict.AMISS
        words = str(pc.script) if verdict is Verdict.WELL else f"{pc.script} is missing; {AGAIN}"
        yield Observation(verdict, "Script for macros", words)


def _our_addin(pc: Pc) -> Iterator[Observation]:
    from se7_excel.entrances.products import addin

    path, ours = pc.startup / OUR_ADDIN, addin()
    there = addin_at(path)
    if not path.is_file():
        yield _missing(pc, OUR_ADDIN)
    elif path.read_bytes() == ours or there.does_as(addin_in(ours)):
        yield Observation(Verdict.WELL, OUR_ADDIN, f"{path}{', signed' if there.signed else ''}")
    elif there.signed:
        words = f"signed, but not the one of version {__version__}; ask IT for that one, signed"
        yield Observation(Verdict.ADVICE, OUR_ADDIN, words)
    else:
        yield Observation(Verdict.AMISS, OUR_ADDIN, f"not the one of version {__version__}; quit Excel and {AGAIN}")


def _missing(pc: Pc, name: str) -> Observation:
    """An add-in that is not there: amiss, unless Excel is set up without any for trackers that stand alone."""
    alone = not any((pc.startup / each).is_file() for each in (XLWINGS_ADDIN, OUR_ADDIN))
    if alone and names_python(settings_of(pc).get(pc.interpreter_key, ""), pc):
        return Observation(Verdict.ADVICE, name, "not there; needed unless your trackers are bound with --standalone")
    return Observation(Verdict.AMISS, name, f"not in {pc.startup}; run se7 install-addin")


def _interpreter(pc: Pc) -> Iterator[Observation]:
    named = settings_of(pc).get(pc.interpreter_key, "")
    if not named:
        yield Observation(Verdict.AMISS, "Excel's Python", f"{pc.settings} names none; run se7 install-addin")
    elif not Path(named).is_file():
        yield Observation(Verdict.AMISS, "Excel's Python", f"there is no {named}, which {pc.settings} names; {AGAIN}")
    elif not names_python(named, pc):
        yield Observation(Verdict.AMISS, "Excel's Python", f"{named}, not the one that answers here; {AGAIN} to use this one")
    else:
        yield Observation(Verdict.WELL, "Excel's Python", named)


def _workbook_folder(pc: Pc) -> Iterator[Observation]:
    if settings_of(pc).get(WORKBOOK_FOLDER, "true").lower() == "false":
        yield Observation(Verdict.WELL, "Code beside workbooks", "is not run")
    else:
        words = f"could be run from the folder of any workbook; {AGAIN}, which sets {WORKBOOK_FOLDER} to False"
        yield Observation(Verdict.AMISS, "Code beside workbooks", words)


def _server(pc: Pc) -> Iterator[Observation]:
    if pc.system is not System.WINDOWS:
        return
    on = settings_of(pc).get(SERVER, "False").lower() == "true"
    if on and not pc.has_server_library:
        words = f"xlwings64-{pc.xlwings_version}.dll is not beside {pc.python} nor a folder above; {AGAIN} to do without"
        yield Observation(Verdict.AMISS, "Long-lived Python", words)
    elif on:
        yield Observation(Verdict.WELL, "Long-lived Python", "on, so that only the first press starts Python")
    elif pc.has_server_library:
        yield Observation(Verdict.ADVICE, "Long-lived Python", f"off, so that every press starts Python; {AGAIN}")
    else:
        words = "off for want of xlwings' library beside this Python; a virtual environment has it"
        yield Observation(Verdict.ADVICE, "Long-lived Python", words)


def _other_settings(pc: Pc) -> Iterator[Observation]:
    found = settings_of(pc)
    for name, verdict, words in STRANGERS:
        value = found.get(name, "")
        if value and value.lower() != "false":
            yield Observation(verdict, name, f"is set in {pc.settings}: {words}")


def _pandas(pc: Pc) -> Iterator[Observation]:
    if pc.has_pandas:
        words = "is installed beside us, and xlwings loads it at every start; a virtual environment without it answers sooner"
        yield Observation(Verdict.ADVICE, "pandas", words)


EVERYWHERE: tuple[Look, ...] = (_computer, _python, _package, _office)
WITH_EXCEL: tuple[Look, ...] = (
    _xlwings,
    _addin_of_xlwings,
    _our_addin,
    _interpreter,
    _workbook_folder,
    _server,
    _other_settings,
    _pandas,
)

"""Setting an officer's Excel up to work with us, `se7 install-addin`, and taking that back, `se7 remove-addin`."""

import subprocess
from collections.abc import Callable
from compileall import compile_dir
from pathlib import Path

from se7_excel.entrances.excel_addin import addin_at
from se7_excel.entrances.excel_doctor import Verdict, diagnosis
from se7_excel.entrances.excel_pc import (
    OUR_ADDIN,
    SERVER,
    WORKBOOK_FOLDER,
    XLWINGS_ADDIN,
    CannotSetUp,
    Pc,
    System,
    change_settings,
    names_python,
    put,
    settings_of,
    take_out,
    this_pc,
    with_settings,
)

SECONDS = 180
Say = Callable[[str], None]
Installer = Callable[[Pc, str], str]
LEFT_ON_WINDOWS = (
    "Quit Excel and start it again.",
    "A workbook from an e-mail or a download: right-click the file, Properties, tick Unblock, OK.",
    "Keep trackers in a trusted folder: in Excel File, Options, Trust Centre, Trust Centre Settings, Trusted Locations.",
    "Macro Settings, in the same place: “Disable VBA macros with notification” is enough; choose Enable Content when asked.",
)
LEFT_ON_A_MAC = (
    "Quit Excel with Cmd-Q and start it again.",
    "Choose Enable Macros when Excel asks, and allow what macOS asks at the first press.",
)


def install_addin(
    say: Say, folder: Path | None = None, pc: Pc | None = None, installer: Installer | None = None, settings_only: bool = False
) -> None:
    """Join Excel, xlwings and this Python, saying each step; what is in place already stays as it is.

    `folder` holds a ready se7.xlam, such as one the council has signed; without it the add-in is made here. With
    `settings_only` no add-in is put in place, for trackers bound with --standalone. Raises `CannotSetUp` with what to do.
    """
    pc = pc or this_pc()
    refuse_unfit(pc)
    if settings_only:
        _put_script_in_place(pc, installer or xlwings_installs, say)
    else:
        ours = _our_addin(folder)
        _put_xlwings_in_place(pc, installer or xlwings_installs, say)
        _put_ours_in_place(pc, ours, folder is None, say)
    _settle(pc, say)
    _compile(pc, say)
    _say_what_is_left(pc, say)


def remove_addin(say: Say, everything: bool = False, pc: Pc | None = None) -> None:
    """Take our add-in and our settings out of Excel, and xlwings' add-in too if `everything` is to go."""
    pc = pc or this_pc()
    _refuse_without_excel(pc)
    for path in (pc.startup / OUR_ADDIN, *(_of_xlwings(pc) if everything else ())):
        say(f"Taken out: {path}" if take_out(path) else f"Not there: {path}")
    changed = change_settings(pc, dict.fromkeys(_ours_of(pc)))
    say(f"Our settings are {'taken out of' if changed else 'not in'} {pc.settings}")
    if not everything:
        say(f"{XLWINGS_ADDIN} stays, since other workbooks may need it; --everything takes it out too.")
    say("Quit Excel and start it again.")


def refuse_unfit(pc: Pc) -> None:
    """Raise `CannotSetUp` where Excel on this computer cannot be joined with this Python."""
    _refuse_without_excel(pc)
    if pc.xlwings is None:
        raise CannotSetUp(f"xlwings is not installed; run {pc.xlwings_command}")
    if pc.system is System.MAC and any(mark in str(pc.python) for mark in ' |"'):
        raise CannotSetUp(
            f"Excel on a Mac cannot start a Python whose path holds a space or a mark such as | ({pc.python}); "
            "install the package in another folder"
        )
    with_settings(b"", _entries(pc), pc)  # raises where a value cannot be written


def xlwings_installs(pc: Pc, what: str) -> str:
    """Let xlwings put its `addin`, or the script `runpython` of a Mac, in place by its own command; the last thing it said.

    A process of its own, because xlwings ends ours at will; -P keeps the files of the current folder out of it.
    """
    command = [str(pc.python), "-P", "-m", "xlwings.cli", what, "install"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"no answer from Excel within {SECONDS} seconds; look whether it shows a question"
    except OSError as error:
        return str(error)
    said = (done.stdout + done.stderr).split("\n")
    return next((line.strip() for line in reversed(said) if line.strip()), "nothing was said")


def _refuse_without_excel(pc: Pc) -> None:
    if pc.system is System.OTHER:
        raise CannotSetUp("Excel runs on Windows and on a Mac only; here work on files, with the commands that se7 --help lists")


def _our_addin(folder: Path | None) -> bytes:
    if folder is None:
        from se7_excel.entrances.products import addin

        return addin()
    ready = folder / OUR_ADDIN
    try:
        return ready.read_bytes()
    except OSError:
        raise CannotSetUp(f"{ready} cannot be read; name a folder that holds it, or name none to have it made") from None


def _put_script_in_place(pc: Pc, installer: Installer, say: Say) -> None:
    """What starts Python on a Mac, where a macro may not do so itself."""
    if pc.system is System.MAC and not pc.script.is_file():
        said = installer(pc, "runpython")
        if not pc.script.is_file():
            raise CannotSetUp(f"xlwings' script is not at {pc.script}; run the command again (xlwings: {said})")
        say(f"xlwings' script is in place: {pc.script}")


def _put_xlwings_in_place(pc: Pc, installer: Installer, say: Say) -> None:
    if _xlwings_in_place(pc):
        say(f"xlwings' add-in is in place already: {pc.startup / XLWINGS_ADDIN}")
        return
    said = installer(pc, "addin")
    if not _xlwings_in_place(pc):  # xlwings ends as if all were well even when it failed
        raise CannotSetUp(f"xlwings' add-in is not in {pc.startup}; quit Excel and run the command again (xlwings: {said})")
    say(f"xlwings' add-in is in place: {pc.startup / XLWINGS_ADDIN}")


def _xlwings_in_place(pc: Pc) -> bool:
    return pc.has_addin_of_xlwings and (pc.system is not System.MAC or pc.script.is_file())


def _put_ours_in_place(pc: Pc, ours: bytes, made_here: bool, say: Say) -> None:
    target = pc.startup / OUR_ADDIN
    if target.is_file() and target.read_bytes() == ours:
        say(f"Our add-in is in place already: {target}")
    elif made_here and addin_at(target).signed:  # the one made here is not
        say(f"The signed add-in stays as it is: {target}")
    else:
        put(target, ours)
        say(f"Our add-in is in place: {target}")


def _settle(pc: Pc, say: Say) -> None:
    changed = change_settings(pc, _entries(pc))
    say(f"xlwings' settings name this Python{'' if changed else ' already'}: {pc.settings}")


def _entries(pc: Pc) -> dict[str, str]:
    entries = {pc.interpreter_key: str(pc.python), WORKBOOK_FOLDER: "False"}
    return entries | {SERVER: str(pc.has_server_library)} if pc.system is System.WINDOWS else entries


def _compile(pc: Pc, say: Say) -> None:
    """Excel starts Python so that it never keeps what it has compiled; without this each start would compile all anew."""
    folders = [folder for folder in (pc.package, pc.xlwings) if folder is not None]
    compiled = [compile_dir(folder, quiet=2) for folder in folders]
    if all(compiled):
        say("The code is compiled, so that the first press is quick.")
    else:
        say(f"The code could not be compiled in {pc.package.parent}, so a first press takes seconds; ask IT to run this command.")


def _say_what_is_left(pc: Pc, say: Say) -> None:
    for observation in diagnosis(pc):
        if observation.verdict in (Verdict.ADVICE, Verdict.AMISS):
            say(str(observation))
    say("Left for you:")
    for number, step in enumerate(LEFT_ON_A_MAC if pc.system is System.MAC else LEFT_ON_WINDOWS, 1):
        say(f"{number}. {step}")


def _of_xlwings(pc: Pc) -> tuple[Path, ...]:
    return (pc.startup / XLWINGS_ADDIN, pc.script) if pc.system is System.MAC else (pc.startup / XLWINGS_ADDIN,)


def _ours_of(pc: Pc) -> tuple[str, ...]:
    """The settings that are ours to take out: another Python than this one is somebody else's choice."""
    own = (WORKBOOK_FOLDER, SERVER) if pc.system is System.WINDOWS else (WORKBOOK_FOLDER,)
    named = settings_of(pc).get(pc.interpreter_key, "")
    return (pc.interpreter_key, *own) if names_python(named, pc) else own

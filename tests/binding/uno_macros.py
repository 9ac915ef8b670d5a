"""Runs macros of a workbook in LibreOffice and prints what came of it as JSON; for the system's Python, which has `uno`.

    python3 uno_macros.py SOFFICE WORKBOOK '{"calls": [["SE7Ribbon.HasRibbon"]], "cells": [["Settings", "B4"]]}'

The workbook is loaded with its macros on, in a profile of its own; each call is a macro's name and its arguments. The answer
holds the text of every module, what each call returned, or an error, and the cells' texts afterwards. A null among the
arguments stands for the first sheet.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

Uno = Any  # what the bridge hands over has no types in Python
LIBRARY, ALWAYS_RUN_MACROS = "SE7Tracker", 4
START_WITHIN, ALL_WITHIN, ENDS_WITHIN = 60, 110, 20  # seconds


def main() -> None:
    """Print the answer, within two minutes at most."""
    program, workbook, order = sys.argv[1], Path(sys.argv[2]).resolve(), json.loads(sys.argv[3])
    with _desktop(program) as desktop:
        document = desktop.loadComponentFromURL(workbook.as_uri(), "_blank", 0, _options())
        if document is None:
            raise SystemExit("LibreOffice could not open the workbook")
        results = [_result(document, *call) for call in order.get("calls", [])]
        cells = [document.Sheets.getByName(tab).getCellRangeByName(cell).String for tab, cell in order.get("cells", [])]
        print(json.dumps({"modules": _modules(document), "results": results, "cells": cells}))
        document.close(True)


@contextlib.contextmanager
def _desktop(program: str) -> Iterator[Uno]:
    """LibreOffice's desktop; its process is gone afterwards, whatever happens, and at the latest when its time is up."""
    profile, pipe = tempfile.mkdtemp(), f"se7_{os.getpid()}"
    arguments = ["--headless", "--norestore", "--nologo", f"-env:UserInstallation={Path(profile).as_uri()}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([program, *arguments, f"--accept=pipe,name={pipe};urp;"], start_new_session=True, **quiet)
    limit = threading.Timer(ALL_WITHIN, _end, [process.pid])  # a macro that never ends lets no signal through to us
    limit.start()
    try:
        desktop = _connected(pipe)
        yield desktop
        desktop.terminate()  # it tidies up after itself
        process.wait(ENDS_WITHIN)
    finally:
        limit.cancel()
        _end(process.pid)
        process.wait()
        shutil.rmtree(profile, ignore_errors=True)


def _end(group: int) -> None:
    """End the launcher and LibreOffice itself, which are one group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _connected(pipe: str) -> Uno:
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(START_WITHIN * 5):
        with contextlib.suppress(Exception):
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        time.sleep(0.2)
    raise SystemExit("LibreOffice did not start")


def _options() -> tuple[Uno, ...]:
    chosen = {"Hidden": True, "MacroExecutionMode": ALWAYS_RUN_MACROS}
    return tuple(PropertyValue(name, 0, value, 0) for name, value in chosen.items())


def _modules(document: Uno) -> dict[str, str]:
    library = document.BasicLibraries.getByName(LIBRARY)
    return {name: library.getByName(name) for name in library.ElementNames}


def _result(document: Uno, macro: str, *arguments: object) -> dict[str, object]:
    address = f"vnd.sun.star.script:{LIBRARY}.{macro}?language=Basic&location=document"
    given = tuple(document.Sheets.getByIndex(0) if each is None else each for each in arguments)
    try:
        return {"value": document.getScriptProvider().getScript(address).invoke(given, (), ())[0]}
    except Exception as error:
        return {"error": str(error)}


if __name__ == "__main__":
    main()

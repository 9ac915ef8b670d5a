"""`se7 import`: a tracker made of a table as it was issued, saying what was read, what was kept as words, and every slip."""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from se7_excel.entrances.table_options import add_convention_options, conventions_from, names
from se7_excel.entrances.terminal import on_one_line
from se7_excel.errors import MissingConvention, UnfitOption

if TYPE_CHECKING:
    from se7_excel.issued.kept import Kept
    from se7_excel.issued.opening import Issued
    from se7_excel.savings.programme import Programme

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Ask = Callable[[str], str]
MOST_ASKED = 10
SOME_YEAR = "2011/12"


@dataclass(frozen=True, slots=True)
class Imported:
    """What importing came to: the table as it was read, and the programme of the tracker."""

    issued: "Issued"
    programme: "Programme"


def add_import_command(commands: Commands) -> tuple[argparse.ArgumentParser, ...]:
    """Add `import`, and return its parser."""
    command = commands.add_parser(
        "import",
        help="Make a tracker of an issued table",
        description="Makes a tracker of a table as it was issued: text, CSV, a Word document or a sent workbook. "
        "Nothing in it is mended: slips are told, and what would have to be guessed is asked for.",
    )
    command.add_argument("file", metavar="TABLE", type=Path, help="the table: .txt, .csv, .docx or .xlsx")
    command.add_argument("output", metavar="OUTPUT", type=Path, help="the tracker to make, an .xlsx")
    add_convention_options(command)
    command.add_argument("--partnership", metavar="NAME[=FULL NAME]", default="", help="the partnership's name, as for se7 new")
    command.add_argument("--authorities", metavar="NAMES", default="", help="its authorities, as for se7 new")
    command.set_defaults(run=_run_import)
    return (command,)


def imported(path: Path, options: argparse.Namespace, ask: Ask | None = None) -> Imported:
    """The table in this file and the programme a tracker of it holds; `ask` is put the questions that options leave open."""
    from se7_excel.issued.opening import issued_on, paper_in

    known = _known(options)
    paper = paper_in(path, options.first_year)
    for _ in range(MOST_ASKED):
        try:
            issued = issued_on(paper, conventions_from(options), known)
            return Imported(issued, _trackable(issued.programme))
        except MissingConvention as missing:
            answer = ask(str(missing)).strip() if ask else ""
            if not answer:
                raise
            _answer(options, missing.option, answer)
    raise UnfitOption("the answers leave the table as it was; give what is missing as options")


def in_words(made: Imported, path: Path) -> str:
    """The report for a person: what was read, what was kept as words, and what was found."""
    from se7_excel.sheets.check_report import counted, told

    issued = made.issued
    lines = [f"Read: {path.name}", f"  {_read(made.programme)}"]
    lines += [f"  Understood: {each}" for each in issued.kept if each.used]
    lines += [f"  Kept as words: {each}" for each in _told(issued.kept)]
    lines.append(f"  Found: {counted(issued.findings)}")
    lines += [f"    {told(each)}" for each in issued.findings]
    return "\n".join(map(on_one_line, lines))


def _run_import(options: argparse.Namespace) -> int:
    from se7_excel.books.saving import put_in_place
    from se7_excel.entrances.new_tracker import make_tracker

    _refuse_output(options.output)
    made = imported(options.file, options, _ask if sys.stdin.isatty() else None)
    now = datetime.now()
    put_in_place(options.output, (make_tracker(made.programme, now.date()),), now)
    print(in_words(made, options.file))
    print(f"Made: {options.output}")
    return 1 if any(each.fails for each in made.issued.findings) else 0


def _refuse_output(output: Path) -> None:
    if output.suffix.lower() != ".xlsx":
        raise UnfitOption(f"a tracker is an .xlsx workbook; give the output {output.name} that ending (se7 bind adds buttons)")
    if output.exists():
        raise UnfitOption(f"there is a file {output.name} already; choose another name")


def _ask(question: str) -> str:
    return input(f"{on_one_line(question)}\n> ")


def _answer(options: argparse.Namespace, option: str, answer: str) -> None:
    """Take the answer as if it had been given as the option."""
    name = option.lstrip("-").replace("-", "_")
    value = answer.removeprefix(option).strip(" =\"'")
    setattr(options, name, [*options.total, value] if name == "total" else value)


def _known(options: argparse.Namespace) -> "Programme | None":
    """The parties to recognise: those of the options or of 2012; none where only --parties names others."""
    from se7_excel.entrances.new_tracker import blank_programme

    known = blank_programme(options.partnership, list(names(options.authorities)), [], SOME_YEAR, 1, "")
    known = replace(known, workstreams=())
    told = options.partnership or options.authorities
    return known if told or all(known.party(each) for each in names(options.parties)) else None


def _trackable(programme: "Programme") -> "Programme":
    """The programme with a tab for each workstream, and the funds a new tracker has; it has no targets but the table's own."""
    from se7_excel.entrances.new_tracker import blank_programme
    from se7_excel.sample import FUNDS

    names = [each.name for each in programme.workstreams]
    years = len(programme.years)
    blank = blank_programme("P", ["A"], names, str(programme.years[0]), years, "")
    tabs = zip(programme.workstreams, blank.workstreams, strict=True)
    if not programme.authorities:
        raise UnfitOption("the table speaks for no authority beside the partnership; name the partnership's with --authorities")
    return replace(
        programme,
        workstreams=tuple(replace(each, tab=made.tab) for each, made in tabs),
        funds=FUNDS,
    )


def _read(programme: "Programme") -> str:
    from se7_excel.savings.years import in_words as years_in_words
    from se7_excel.sheets.headline import headline

    lines = sum(1 for _ in programme.lines)
    spoken = dict.fromkeys(line.party.name for _, line in programme.lines)
    count = len(programme.workstreams)
    return (
        f"{count} workstream{'s' if count != 1 else ''}, {lines} line{'s' if lines != 1 else ''} of {' and '.join(spoken)}, "
        f"{years_in_words(programme.years)}: {headline(programme)}"
    )


def _told(kept: "tuple[Kept, ...]") -> Iterator[str]:
    """What was kept, one by one; rows of words around the table are counted."""
    from se7_excel.issued.kept import OUTSIDE

    yield from (str(each) for each in kept if each.became != OUTSIDE and not each.used)
    outside = [each for each in kept if each.became == OUTSIDE]
    if outside:
        first, count = outside[0], len(outside)
        rows = f"{count} rows of words outside the table are" if count > 1 else "1 row of words outside the table is"
        yield f"{rows} left out, the first at {first.where}: “{first.words}”"

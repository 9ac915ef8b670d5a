"""Clean copies for the tests of what leaves, and one thing smuggled into them at a time by changing their parts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from se7_excel.outgoing.about import About
from se7_excel.outgoing.clean_copy import clean_copy
from se7_excel.outgoing.letter import AcceptedFail
from se7_excel.sample import sample_programme
from se7_excel.savings.programme import LineCells, Milestone, Place, Programme, Progress
from tests.outgoing.letters import FINDINGS

MADE_AT = datetime(2012, 3, 20, 9, 30)
TRACKER = "savings tracker.xlsm"
LAST_MILESTONE = "Let the last framework"
STEPS = (
    Milestone("Agree the framework", "Ann Smith", date(2012, 1, 5), Progress.UNDER_WAY, "Bids are late."),
    Milestone(LAST_MILESTONE, "", date(2012, 9, 28), Progress.NOT_STARTED),
)
TYPES, SHEET = "[Content_Types].xml", "xl/worksheets/sheet{}.xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Patch = Callable[[bytes], bytes]


def about(**changed: object) -> About:
    """What the copy of March 2012 says of itself, with whatever a test wants otherwise."""
    accepted = (AcceptedFail("C05", "the slip is corrected in May", "jdoe", ("SEN: £1 too much.",)),)
    made = About(TRACKER, MADE_AT, 3, "se7_excel 0.9", "OFFICIAL", FINDINGS, accepted)
    return replace(made, **changed)


def programme_2012() -> Programme:
    """The programme of 2012 as if read from a tracker: its amounts have cells, and its last workstream has milestones."""
    programme = sample_programme()
    placed = []
    for workstream in programme.workstreams:
        lines = tuple(
            replace(line, cells=LineCells(workstream.tab, row, tuple("GHIJ"))) for row, line in enumerate(workstream.lines, 12)
        )
        placed.append(replace(workstream, lines=lines))
    first, *others = programme.targets
    targets = (replace(first, place=Place("Settings", "K14")), *others)
    return replace(programme, workstreams=(*placed[:-1], replace(placed[-1], milestones=STEPS)), targets=targets)


@cache
def copy_2012() -> bytes:
    """The clean copy of 2012."""
    return clean_copy(programme_2012(), about())


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(held: dict[str, bytes]) -> bytes:
    """A workbook of these parts."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return made.getvalue()


def patched(part: str, old: str, new: str, data: bytes = b"") -> bytes:
    """The copy with the first such text of a part replaced."""
    held = parts(data or copy_2012())
    assert old.encode() in held[part], f"{part} has no {old}"
    return written(held | {part: held[part].replace(old.encode(), new.encode(), 1)})


def with_part(name: str, content: bytes, content_type: str, kind: str, of: str = "xl/workbook.xml", data: bytes = b"") -> bytes:
    """The copy with one more part that another leads to."""
    held = parts(data or copy_2012())
    folder, _, source = of.rpartition("/")
    rels = f"{folder}/_rels/{source}.rels".lstrip("/")
    before = held.get(
        rels, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    leads = f'<Relationship Id="rIdX" Type="{kind}" Target="/{name}"/></Relationships>'.encode()
    typed = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'.encode()
    return written(
        held
        | {
            name: content,
            rels: before.replace(b"</Relationships>", leads),
            TYPES: held[TYPES].replace(b"</Types>", typed),
        }
    )

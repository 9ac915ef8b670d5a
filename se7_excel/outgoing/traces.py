"""C32 for what a copy tells of who made it and where: no person, no e-mail address, no path of a machine."""

import re
from collections.abc import Iterator

from se7_excel.books.markup import resolved
from se7_excel.outgoing.about import PARTNERSHIP
from se7_excel.outgoing.allow_list import ABOUT, OF_THE_APPLICATION, OF_THE_PROPERTIES, SUBJECT
from se7_excel.outgoing.held_back import held_back, short
from se7_excel.outgoing.opened_copy import OpenedCopy, local
from se7_excel.savings.checks.finding import Finding

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
PATHS = re.compile(
    r"(?<![A-Za-z])[A-Za-z]:\\[^\s\"<>|]*"
    r"|\\\\[\w.-]+\\[\w$.-]+"
    r"|(?<![\w.:/-])/(?:home|Users|root|tmp|mnt|media|Volumes|private|var|opt|srv|work)/[\w.-]+"
    r"|\bfile:/[^\s\"<>]*",
)
UNNAMED = "take it out of the tracker, of its file name or of the reason you give, then make the copy anew"
REMARK = re.compile(r"<!--|<\?(?!xml\s)")
PROPERTIES = {
    "core-properties+xml": OF_THE_PROPERTIES,
    "extended-properties+xml": OF_THE_APPLICATION,
}


def properties_are_impersonal(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: the document's properties name the partnership that made it, and nobody else."""
    partnership = _partnership(copy)
    for ending, known in PROPERTIES.items():
        for part in copy.of_type(ending):
            for each in copy.tree(part):
                text = "".join(each.itertext()).strip()
                if local(each) not in known:
                    yield held_back(f"the document property {local(each)}, {short(text)}")
                elif ADDRESS.search(text.replace(partnership, "")):
                    yield held_back(f"an e-mail address in the document property {local(each)}, {short(text)}")
                elif local(each) == "subject" and text != SUBJECT:
                    yield held_back(f"a subject other than that of every copy, {short(text)}")
                elif local(each) == "creator" and text != partnership:
                    yield held_back(f"a maker other than the partnership, {short(text)}")


def about_names_no_mailbox(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: what the copy says of itself, the tracker's file name too, holds no e-mail address."""
    about, partnership = copy.workbook.sheet(ABOUT), _partnership(copy)
    for row, cells in about.cells.items() if about else ():
        for column, value in cells.items():
            if about and ADDRESS.search(str(value).replace(partnership, "")):
                yield held_back(f"an e-mail address, {short(str(value))}", about.place(row, column), UNNAMED)


def no_traces_of_a_machine(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: no part holds the path of a machine, or a remark that only machines see."""
    for part in copy.package.parts:
        text = copy.package.read(part).decode("utf-8", "replace")
        path = PATHS.search(resolved(text))
        if path:
            remedy = "take it out of the tracker where it stands in a text, then make the copy anew"
            yield held_back(f"the path {short(path[0])} of a machine ({copy.where(part)})", remedy=remedy)
        if part.endswith((".xml", ".rels")) and REMARK.search(text):
            yield held_back(f"a remark only machines see ({copy.where(part)})")


def _partnership(copy: OpenedCopy) -> str:
    """The partnership as the sheet About names it; empty where there is none."""
    about = copy.workbook.sheet(ABOUT)
    rows = about.cells.values() if about else ()
    return next((str(row.get(2)) for row in rows if row.get(1) == PARTNERSHIP), "")

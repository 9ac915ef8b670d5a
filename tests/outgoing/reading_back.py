"""What a reader finds in the two parts of an e-mail: the table of each as facts, and the HTML's elements."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "input", "link"}
Facts = dict[tuple[str, str, str], str]


@dataclass
class Element:
    """An element of the HTML with its attributes and the text in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """Every element of an HTML text, in order; an end tag that ends nothing is an error."""

    source: str
    elements: list[Element] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Element] = []
        self.feed(self.source)
        self.close()
        assert not self._open, [each.tag for each in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        for element in self._open:
            element.text += data

    def all(self, tag: str) -> list[Element]:
        """The elements of this kind."""
        return [each for each in self.elements if each.tag == tag]


def facts_of_html(page: Page) -> Facts:
    """What each cell of the table says, by workstream, party and heading."""
    cells = [each for each in page.elements if each.tag in ("tr", "th", "td")]
    rows: list[list[str]] = []
    for each in cells:
        if each.tag == "tr":
            rows.append([])
        else:
            rows[-1].append(each.text)
    headings, *body = rows
    return {(row[0], row[1], heading): words for row in body for heading, words in zip(headings[2:], row[2:], strict=True)}


def facts_of_text(text: str, headings: list[str], workstreams: list[str]) -> Facts:
    """The same of the plain part, read as a person does: workstream, then the parties, then a line for each heading."""
    found: Facts = {}
    name, parties, awaiting = "", [], False
    for line in text.splitlines():
        heading = next((each for each in sorted(headings, key=len, reverse=True) if line.startswith(f"  {each} ")), "")
        if line in workstreams:
            name, awaiting = line, True
        elif awaiting:
            parties, awaiting = re.split(r"\s{3,}", line.strip()), False
        elif heading and name:
            words = re.split(r"\s{3,}", line[len(heading) + 2 :].strip())
            found |= {(name, party, heading): each for party, each in zip(parties, words, strict=True)}
    return found

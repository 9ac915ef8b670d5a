"""Functions of texts."""

from se7_excel.inspection.arguments import Function, counted, of_texts
from se7_excel.inspection.frame import Frame, Result
from se7_excel.inspection.syntax import Node
from se7_excel.inspection.totals import MOST_ARGUMENTS
from se7_excel.inspection.values import VALUE, Failed, NotRecomputed, Scalar, number, text


def _left(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    count = _count(frame, nodes)
    return _narrow(text(frame.scalar(nodes[0])))[:count]


def _right(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    count, whole = _count(frame, nodes), _narrow(text(frame.scalar(nodes[0])))
    return whole[max(0, len(whole) - count) :]


def _middle(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 3, 3)
    whole, start, count = _narrow(text(frame.scalar(nodes[0]))), int(frame.number(nodes[1])), int(frame.number(nodes[2]))
    if start < 1 or count < 0:
        raise Failed(VALUE)
    return whole[start - 1 : start - 1 + count]


def _count(frame: Frame, nodes: tuple[Node, ...]) -> int:
    counted(nodes, 1, 2)
    count = int(frame.number(nodes[1])) if len(nodes) > 1 else 1
    if count < 0:
        raise Failed(VALUE)
    return count


def _narrow(whole: str) -> str:
    """The text, where each of its characters is one to Excel too."""
    if any(ord(letter) > 0xFFFF for letter in whole):
        raise NotRecomputed("texts with characters Excel counts twice")
    return whole


def _joined(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 1, MOST_ARGUMENTS)
    return "".join(text(frame.scalar(node)) for node in nodes)


def _value(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 1, 1)
    return number(frame.scalar(nodes[0]))


def _link(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    """HYPERLINK shows its second argument, or where it leads."""
    counted(nodes, 1, 2)
    return frame.scalar(nodes[-1])


def _trimmed(whole: str) -> Scalar:
    return " ".join(part for part in whole.split(" ") if part)


TEXT_FUNCTIONS: dict[str, Function] = {
    "LEFT": _left,
    "RIGHT": _right,
    "MID": _middle,
    "LEN": of_texts(lambda whole: len(_narrow(whole)), 1, 1),
    "TRIM": of_texts(_trimmed, 1, 1),
    "UPPER": of_texts(str.upper, 1, 1),
    "LOWER": of_texts(str.lower, 1, 1),
    "EXACT": of_texts(str.__eq__, 2, 2),
    "CONCATENATE": _joined,
    "VALUE": _value,
    "HYPERLINK": _link,
}

"""How many arguments a function takes, and functions of plain values made of ordinary ones."""

from collections.abc import Callable

from se7_excel.inspection.frame import Frame, Result
from se7_excel.inspection.syntax import Node
from se7_excel.inspection.values import NUM, Failed, NotRecomputed, Scalar, checked, number, text

Function = Callable[[Frame, tuple[Node, ...]], Result]
WRONG_COUNT = "functions with more or fewer arguments than we know"


def counted(nodes: tuple[Node, ...], least: int, most: int) -> None:
    """Raise `NotRecomputed` where there are fewer or more arguments than the function takes."""
    if not least <= len(nodes) <= most:
        raise NotRecomputed(WRONG_COUNT)


def of_numbers(calculated: Callable[..., float], least: int, most: int) -> Function:
    """A function of so many numbers, each of them one value."""

    def function(frame: Frame, nodes: tuple[Node, ...]) -> Result:
        counted(nodes, least, most)
        try:
            return checked(calculated(*[number(frame.scalar(node)) for node in nodes]))
        except (OverflowError, ArithmeticError):
            raise Failed(NUM) from None

    return function


def of_texts(made: Callable[..., Scalar], least: int, most: int) -> Function:
    """A function of so many texts."""

    def function(frame: Frame, nodes: tuple[Node, ...]) -> Result:
        counted(nodes, least, most)
        return made(*[text(frame.scalar(node)) for node in nodes])

    return function

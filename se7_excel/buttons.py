"""What stands on the ribbon: a button's words, picture and key, and the groups in the order of the work."""

from dataclasses import dataclass
from enum import Enum


class Group(Enum):
    """A group of the ribbon; they stand in the order in which an officer works."""

    TOTALS = "Totals"
    CHECKS = "Checks"
    APPENDICES = "Appendices"
    SEND = "Send"
    HELP = "Help"


@dataclass(frozen=True, slots=True)
class Look:
    """Where a button stands and how it is told apart: group, built-in picture (`imageMso`), the key after Alt."""

    group: Group
    picture: str
    key: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button that only an open workbook can answer, with what it does in a sentence."""

    name: str
    label: str
    tip: str
    look: Look


UNDO = Button(
    "undo_last_refresh",
    "Undo last refresh",
    "Puts back exactly the cells that the last button changed, as long as nobody has changed them since.",
    Look(Group.TOTALS, "Undo", "U"),
)
SET_UP = Button(
    "look_at_set_up",
    "Set-up",
    "Looks whether Python, the add-ins and their settings on this computer are as they should be, and says what to do.",
    Look(Group.HELP, "Help", "H"),
)
LIVE_ONLY = (UNDO, SET_UP)

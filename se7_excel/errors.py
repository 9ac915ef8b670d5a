"""The few ways we cannot go on, each worded for the officer who has to mend it."""


class SavingsError(Exception):
    """Why the work stopped before anything was written, in one sentence with its remedy."""


class UnreadableAmount(SavingsError):
    """A cell's content that cannot be understood as an amount of money."""


class UnreadableYear(SavingsError):
    """A heading or setting that cannot be understood as a financial year."""


class UnreadableDay(SavingsError):
    """A cell's content that cannot be understood as a day."""


class UnreadableCell(SavingsError):
    """A cell on a tab whose content we refuse to guess at."""

    def __init__(self, tab: str, cell: str, why: str) -> None:
        super().__init__(f"{tab}!{cell}: {why}")


class MissingTab(SavingsError):
    """A tab the work needs and the workbook lacks."""

    def __init__(self, tab: str) -> None:
        super().__init__(f"there is no tab named “{tab}”; add an empty one by that name, or give it its name back")


class MissingHeading(SavingsError):
    """A heading or label the work needs and a tab lacks, or holds twice."""


class UnknownAuthority(SavingsError):
    """An authority asked for that is none of the partnership's."""


class UnfitOption(SavingsError):
    """An option on the command line that describes nothing we can do."""


class UnfitRegister(SavingsError):
    """A register of lines that does not fit the programme it is read for."""


class UnreadableTable(SavingsError):
    """A table as it was issued that holds something we refuse to guess at, or no table of savings at all."""


class MissingConvention(UnreadableTable):
    """A convention of an issued table that neither its own words nor an option declares; `option` is the one to give."""

    def __init__(self, said: str, option: str, example: str) -> None:
        super().__init__(f"{said}; say so with {option} {example}")
        self.option = option


class NotATracker(SavingsError):
    """A file that is no workbook, or a kind of workbook we do not edit."""


class DamagedWorkbook(SavingsError):
    """A workbook whose parts contradict each other or stop short."""


class BeyondLimit(DamagedWorkbook):
    """A workbook that holds more of something than we open."""


class ProtectedWorkbook(SavingsError):
    """A workbook or tab that somebody has locked."""


class CannotWrite(SavingsError):
    """A file that cannot be read or written now; the one on disk is as it was. `path` names it where it is known."""

    path: object = None


class HalfWritten(CannotWrite):
    """A workbook open in Excel that could neither be changed whole nor be put back."""

    def __init__(self, tabs: tuple[str, ...]) -> None:
        super().__init__(
            f"Excel refused half-way and would not let us put back what was written on {', '.join(tabs)}. Save the workbook "
            "under another name, so that nothing you typed is lost, and compare these tabs with the last version"
        )


class OccupiedCell(SavingsError):
    """An officer's own content standing where a page has to go."""


class TableElsewhere(OccupiedCell):
    """A table of ours on another tab than its own: a name stands for one thing only."""

    def __init__(self, name: str, tab: str) -> None:
        super().__init__(f"the table {name} is not on the tab {tab} but on another; rename it there under Table Design")


class ForeignCode(SavingsError):
    """Macros or a ribbon of somebody else's, standing where ours would go or among ours."""

    def __init__(self, held: str, remedy: str = "") -> None:
        remedy = remedy or "leave it as it is and use the add-in se7.xlam, which serves any open tracker"
        super().__init__(f"the workbook has {held} of somebody else’s; {remedy}")


class UnfitAddress(SavingsError):
    """An e-mail address, or a list of them, that nothing may be sent to as it stands."""


class UnfitLetter(SavingsError):
    """An e-mail that must not be made: a line, a name or an attachment of it does not fit."""


class Withheld(SavingsError):
    """An e-mail held back, because a check fails that nobody answers for."""


class UnreadableMail(SavingsError):
    """An e-mail received whose attachments cannot be told."""


class NoMailAccount(SavingsError):
    """The mail server or the login on it is not known, or not fully."""


class NotSent(SavingsError):
    """An e-mail that was not sent, to nobody."""


class PerhapsSent(SavingsError):
    """An e-mail of which nobody knows whether it was sent: the server had all of it and never answered."""

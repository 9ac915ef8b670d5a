"""The workbook's tabs, labels, headings and columns, declared once for reading and for writing."""

from dataclasses import dataclass

from se7_excel.savings.programme import Basis, Class, Progress, Status
from se7_excel.savings.years import FinancialYear

START = "Start"
SETTINGS = "Settings"
LONGER_TERM = "Longer term"
MILESTONES = "Milestones"
SHARES = "Shares"
APPENDIX = "Appendix 1"
APPENDIX_DATA = "Appendix 1 data"
APPENDIX_2 = "Appendix 2"
LADDER = "Target ladder"
YEARLY = "Yearly data"
CHECKS = "Checks"
CHARTS = "Charts"
ACCEPTED = "Accepted"
ISSUED = "Issued"
LOG = "Log"
FIXED_TABS = (
    START,
    SETTINGS,
    LONGER_TERM,
    SHARES,
    MILESTONES,
    APPENDIX,
    APPENDIX_DATA,
    APPENDIX_2,
    LADDER,
    YEARLY,
    CHECKS,
    ACCEPTED,
    CHARTS,
    ISSUED,
    LOG,
)

PARTNERSHIP = "Partnership"
REPORTING = "Reporting authority"
FIRST_YEAR = "First financial year"
YEAR_COUNT = "Number of years"
REPORT_DATE = "Report date"
NEXT_MEETING = "Next meeting"
LAST_MEETING = "Last meeting"

WORKSTREAM = "Workstream"
LEAD = "Lead"
PURPOSE = "Purpose"
UPDATE = "Update"
UPDATED = "Updated"
STATUS = "Status"
BRACKETS = "Brackets mean"

LINE = "Line"
PARTY = "Party"
CLASS = "Class"
BASIS = "Basis"
FUND = "Fund"
TOTAL = "Total"
NOTE = "Note"
CUMULATIVE = "Cumulative"

FULL_NAME = "Full name"
SHORT_FORM = "Short form"
TAB = "Tab"
HORIZON = "Horizon"
TARGET = "Target"
RING_FENCED = "Ring-fenced"
AMOUNT = "Amount"
BY_WHEN = "By when"
INCLUDES_TABLE = "Includes what the table holds?"

AUTHORITY = "Authority"
FROM = "From"
SHARE = "Share in per cent"

MILESTONE = "Milestone"
OWNER = "Owner"
DUE = "Due"

MARK = "Mark"
ACCEPTED_BY = "Accepted by"
ACCEPTED_ON = "On"
WHY = "Why"

NOT_QUANTIFIED = "not quantified"

MARKING = "Protective marking"
MAIL_FROM = "E-mail from"
MAIL_TO = "E-mail to"
MAIL_COPY = "Copy to"
SIGNATURE = "Signature"
LARGEST_MAIL = "Largest e-mail in MB"
MAIL_LABELS = (MARKING, MAIL_FROM, MAIL_TO, MAIL_COPY, SIGNATURE, LARGEST_MAIL)

LOG_HEADINGS = ("When", "Who", "Action", "Version", "Point of view", "Cells changed", "Quantified in all", "Findings", "Inputs")

PARTIES_TABLE = "SE7_Parties"
WORKSTREAMS_TABLE = "SE7_Workstreams"
TARGETS_TABLE = "SE7_Targets"
FUNDS_TABLE = "SE7_Funds"
LONGER_TERM_TABLE = "SE7_Longer_term"
SHARES_TABLE = "SE7_Shares"
MILESTONES_TABLE = "SE7_Milestones"
APPENDIX_AREA = "SE7_Appendix_1"
DATA_TABLE = "SE7_Appendix_1_data"
DATA_WHOLE = "SE7_Data_partnership"
DATA_PART = "SE7_Data_authority"
APPENDIX_2_TABLE = "SE7_Appendix_2"
LADDER_TABLE = "SE7_Ladder"
LADDER_TARGETS = "SE7_Ladder_targets"
LADDER_BASE = "SE7_Ladder_years"
YEARLY_TABLE = "SE7_Yearly"
YEARLY_YEARS = "SE7_Yearly_years"
CHECKS_TABLE = "SE7_Checks"
ACCEPTED_TABLE = "SE7_Accepted"
ISSUED_TABLE = "SE7_Issued"
LOG_TABLE = "SE7_Log"
PARTNERSHIP_CELL = "SE7_Partnership"
REPORTING_CELL = "SE7_Reporting_authority"
NAMED_FACTS = {PARTNERSHIP_CELL: PARTNERSHIP, REPORTING_CELL: REPORTING}


@dataclass(frozen=True, slots=True)
class Choices:
    """What a column accepts: the words themselves, or the table and column of Settings that lists them."""

    words: tuple[str, ...] = ()
    table: str = ""


PARTY_CHOICES = Choices(table=PARTIES_TABLE)
FUND_CHOICES = Choices(table=FUNDS_TABLE)
CLASS_CHOICES = Choices(tuple(each.value for each in Class))
BASIS_CHOICES = Choices(tuple(each.value for each in Basis))
STATUS_CHOICES = Choices(tuple(each.value for each in Status))
PROGRESS_CHOICES = Choices(tuple(each.value for each in Progress))
WORKSTREAM_CHOICES = Choices(table=WORKSTREAMS_TABLE)
YES_NO = Choices(("yes", "no"))
MARKING_CHOICES = Choices(("OFFICIAL", "OFFICIAL-SENSITIVE"))


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an officers' table: heading, width in characters, and what it accepts."""

    heading: str
    width: float
    choices: Choices = Choices()


LINE_COLUMNS = (
    Column(LINE, 32),
    Column(PARTY, 18, PARTY_CHOICES),
    Column(CLASS, 17, CLASS_CHOICES),
    Column(BASIS, 12, BASIS_CHOICES),
    Column(FUND, 25, FUND_CHOICES),
    Column(STATUS, 11, STATUS_CHOICES),
)
NOTE_COLUMN = Column(NOTE, 30)
PARTY_COLUMNS = (Column(PARTY, 25), Column(FULL_NAME, 30), Column(SHORT_FORM, 14))
WORKSTREAM_COLUMNS = (Column(WORKSTREAM, 32), Column(TAB, 18))
TARGET_COLUMNS = (Column(HORIZON, 16), Column(TARGET, 18))
FUND_COLUMNS = (Column(FUND, 26), Column(RING_FENCED, 14, YES_NO))
SETTINGS_TABLES = (
    (PARTIES_TABLE, PARTY_COLUMNS),
    (WORKSTREAMS_TABLE, WORKSTREAM_COLUMNS),
    (TARGETS_TABLE, TARGET_COLUMNS),
    (FUNDS_TABLE, FUND_COLUMNS),
)
LONGER_TERM_COLUMNS = (
    Column(WORKSTREAM, 30),
    Column(AMOUNT, 18),
    Column(HORIZON, 16),
    Column(BY_WHEN, 18),
    Column(BASIS, 44),
    Column(INCLUDES_TABLE, 18, YES_NO),
    Column(NOTE, 50),
)
MILESTONE_COLUMNS = (
    Column(WORKSTREAM, 30, WORKSTREAM_CHOICES),
    Column(MILESTONE, 60),
    Column(OWNER, 24),
    Column(DUE, 20),
    Column(STATUS, 14, PROGRESS_CHOICES),
    Column(NOTE, 50),
)

SHARE_COLUMNS = (Column(AUTHORITY, 30, PARTY_CHOICES), Column(FROM, 20), Column(SHARE, 22), Column(NOTE, 60))
ACCEPTED_COLUMNS = (Column(MARK, 12), Column(ACCEPTED_BY, 26), Column(ACCEPTED_ON, 18), Column(WHY, 90))


def cumulative_heading(year: FinancialYear) -> str:
    """The heading of a year's cumulative column."""
    return f"{CUMULATIVE} {year}"


def headings(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """The columns' headings in order."""
    return tuple(column.heading for column in columns)

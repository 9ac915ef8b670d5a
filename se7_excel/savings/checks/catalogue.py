"""The catalogue of checks on the figures: adding one is a function and a line here."""

from se7_excel.savings.checks.ambition import overlap_declared, target_reached
from se7_excel.savings.checks.arithmetic import cumulative_adds_up, grand_totals_add_up, line_total_adds_up
from se7_excel.savings.checks.completeness import outside_the_total, part_exceeds_whole, part_without_whole
from se7_excel.savings.checks.composition import COMPOSITION
from se7_excel.savings.checks.costs import COSTS
from se7_excel.savings.checks.declarations import DECLARATIONS
from se7_excel.savings.checks.finding import Check, Finding
from se7_excel.savings.checks.funds import FUNDS
from se7_excel.savings.checks.plausibility import PLAUSIBILITY
from se7_excel.savings.checks.progress import PROGRESS
from se7_excel.savings.checks.sharing import claims_follow_the_ratio, shares_add_up
from se7_excel.savings.checks.sizes import SIZES
from se7_excel.savings.checks.statuses import STATUSES
from se7_excel.savings.checks.tab_years import same_years
from se7_excel.savings.programme import Programme
from se7_excel.savings.stated import Stated

FIGURES = (
    Check("C01", "each year's cumulative amount is the year before's plus the year's own", cumulative_adds_up),
    Check("C02", "a line's total is its last cumulative amount and the sum of its years", line_total_adds_up),
    Check("C03", "grand totals are the sums of their quantified lines", grand_totals_add_up),
    Check("C04", "what stands outside a total is named", outside_the_total),
    Check("C05", "no part exceeds the whole", part_exceeds_whole),
    Check("C06", "no part is quantified while the whole is not", part_without_whole),
    Check("C16", "each target is reached", target_reached),
    Check("C17", "longer-term figures declare whether they include the table's", overlap_declared),
    Check("C22", "every tab has the same years", same_years),
    Check("C35", "the shares of each set add up to exactly 100 per cent", shares_add_up),
    Check("C36", "claims follow the shares in force", claims_follow_the_ratio),
)
PRINTED_TABLES = {
    "C07": "money text has its pound sign and unit",
    "C08": "printed figures follow the print rule",
    "C10": "a table with brackets declares what they mean",
    "C11": "a bracket is printed when, and only when, an earlier year has contributed",
    "C30": "printed parts add up to the printed whole, or differ by rounding",
}  # looked for in `issued.checks`, where tables are read as they are printed
AT_THE_GATE = {"C32": "nothing leaves that should not"}  # looked for in `outgoing.gate`, on the copy that is sent
BY_SUBJECT = (*COMPOSITION, *COSTS, *DECLARATIONS, *FUNDS, *PLAUSIBILITY, *PROGRESS, *SIZES, *STATUSES)
CHECKS = tuple(sorted((*FIGURES, *BY_SUBJECT), key=lambda each: each.code))


def check(programme: Programme, stated: Stated) -> tuple[Finding, ...]:
    """Every finding of every check on the figures, in the order of the catalogue."""
    return tuple(finding for each in CHECKS for finding in each.find(programme, stated))

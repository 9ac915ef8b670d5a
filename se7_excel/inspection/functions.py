"""The functions we know, by name; whatever is not here is not recomputed."""

from collections.abc import Callable

from se7_excel.inspection.criteria import CONDITIONAL
from se7_excel.inspection.decisions import DECISIONS
from se7_excel.inspection.frame import Frame, Result
from se7_excel.inspection.lookups import LOOKUPS
from se7_excel.inspection.products import PRODUCTS
from se7_excel.inspection.rounding import ROUNDING
from se7_excel.inspection.syntax import Node
from se7_excel.inspection.text_functions import TEXT_FUNCTIONS
from se7_excel.inspection.totals import TOTALS

Function = Callable[[Frame, tuple[Node, ...]], Result]
FUNCTIONS: dict[str, Function] = {
    **TOTALS,
    **CONDITIONAL,
    **PRODUCTS,
    **ROUNDING,
    **DECISIONS,
    **LOOKUPS,
    **TEXT_FUNCTIONS,
}

"""C32, the gate before sending: whether a copy holds anything that should not leave, read from its very bytes."""

from collections.abc import Callable, Iterable

from se7_excel.errors import SavingsError
from se7_excel.inspection.accessible_file import accessible_file
from se7_excel.inspection.inspected import inspected
from se7_excel.outgoing.held_back import held_back
from se7_excel.outgoing.opened_copy import OpenedCopy
from se7_excel.outgoing.smuggled_cells import formulas_are_ours, names_lead_somewhere, rules_lead_somewhere, texts_stay_texts
from se7_excel.outgoing.smuggled_looks import cells_stay_on_their_pages, headers_are_ours, looks_are_ours
from se7_excel.outgoing.smuggled_parts import elements_are_listed, links_stay_inside, parts_are_listed
from se7_excel.outgoing.smuggled_sheets import nothing_is_hidden, sheets_are_listed
from se7_excel.outgoing.traces import about_names_no_mailbox, no_traces_of_a_machine, properties_are_impersonal
from se7_excel.savings.checks.finding import Finding

Rule = Callable[[OpenedCopy], Iterable[Finding]]


def findings_at_the_gate(copy: bytes) -> tuple[Finding, ...]:
    """What holds the copy back: C32 for what must not leave, C31 for what not everybody can read, C26 to C28 for figures.

    Raises a `SavingsError` for bytes that are no workbook at all; one that cannot be read to its end is held back.
    """
    opened = OpenedCopy(copy)
    found = [finding for rule in RULES for finding in _told(rule, opened)]
    return tuple(dict.fromkeys(found))


def can_be_read_by_everybody(copy: OpenedCopy) -> Iterable[Finding]:
    """C31 for the copy as a whole."""
    return accessible_file(copy.package)


def figures_can_be_relied_on(copy: OpenedCopy) -> Iterable[Finding]:
    """C26 to C28 for the copy as a workbook."""
    return inspected(copy.data).findings


RULES: tuple[Rule, ...] = (
    parts_are_listed,
    links_stay_inside,
    elements_are_listed,
    sheets_are_listed,
    nothing_is_hidden,
    cells_stay_on_their_pages,
    looks_are_ours,
    headers_are_ours,
    names_lead_somewhere,
    rules_lead_somewhere,
    formulas_are_ours,
    texts_stay_texts,
    properties_are_impersonal,
    about_names_no_mailbox,
    no_traces_of_a_machine,
    can_be_read_by_everybody,
    figures_can_be_relied_on,
)


def _told(rule: Rule, copy: OpenedCopy) -> tuple[Finding, ...]:
    """The rule's findings, or that the copy cannot be read to its end."""
    try:
        return tuple(rule(copy))
    except SavingsError as error:
        return (held_back(f"what cannot be read ({error})"),)

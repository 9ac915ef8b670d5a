"""The ribbon, derived from the list of actions: one tab, its groups in the order of the work, and the reporting authority."""

from collections.abc import Iterator
from html import escape

from se7_excel.actions import ACTIONS, PREPARE_EMAIL, Action
from se7_excel.buttons import LIVE_ONLY, Button, Group

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
MODULE, ADDIN_MODULE = "SE7Ribbon", "SE7Addin"  # two, or Excel may call the macro of the other workbook
TAB_LABEL, LONGEST_LABEL = "Savings tracker", 24
TAB_KEY = "S7"
REPORTING_LABEL = "Reporting authority:"
REPORTING_KEY = "P"
REPORTING_TIP = (
    "Chooses the authority whose point of view Appendix 1 takes, and writes it to Settings. Regenerate Appendix 1 afterwards."
)
LONGEST_AUTHORITY = "WWWWWWWWWWWWWWWWWWWW"


def ribbon(partnership: str = "", in_addin: bool = False) -> str:
    """The custom UI part, its tab named after the partnership.

    In the add-in the tab hides where the workbook in front brings the same ribbon with it.
    """
    label = f"{partnership} savings" if partnership and len(partnership) <= LONGEST_LABEL else TAB_LABEL
    module = ADDIN_MODULE if in_addin else MODULE
    visible = f' getVisible="{module}.IsServedHere"' if in_addin else ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<customUI xmlns="{NAMESPACE}" onLoad="{module}.OnLoad">',
        "  <ribbon>",
        "    <tabs>",
        f'      <tab id="se7_tracker" label="{escape(label)}" keytip="{TAB_KEY}" insertAfterMso="TabHome"{visible}>',
        *_groups(module),
        "      </tab>",
        "    </tabs>",
        "  </ribbon>",
        "</customUI>",
    ]
    return "\n".join(lines) + "\n"


def _groups(module: str) -> Iterator[str]:
    """The groups that have a button."""
    for group in Group:
        shown = [button for button in (*ACTIONS, PREPARE_EMAIL, *LIVE_ONLY) if button.look.group is group]
        if shown:
            yield f'        <group id="se7_{group.name.lower()}" label="{escape(group.value)}">'
            for button in shown:
                yield from _button(button, module)
            if group is Group.APPENDICES:
                yield from _reporting(module)
            yield "        </group>"


def _button(button: Action | Button, module: str) -> Iterator[str]:
    always = button.look.group is Group.HELP
    yield f'          <button id="{button.name}" size="large" label="{escape(button.label)}" imageMso="{button.look.picture}"'
    yield f'                  keytip="{button.look.key}" screentip="{escape(button.label)}" supertip="{escape(button.tip)}"'
    enabled = "" if always else f' getEnabled="{module}.IsTracker"'
    yield f'                  onAction="{module}.OnAction"{enabled}/>'


def _reporting(module: str) -> Iterator[str]:
    yield f'          <dropDown id="reporting_authority" label="{REPORTING_LABEL}" sizeString="{LONGEST_AUTHORITY}"'
    yield f'                    keytip="{REPORTING_KEY}" screentip="Reporting authority" supertip="{escape(REPORTING_TIP)}"'
    yield f'                    getEnabled="{module}.IsTracker" getItemCount="{module}.AuthorityCount"'
    yield f'                    getItemID="{module}.AuthorityId" getItemLabel="{module}.AuthorityLabel"'
    yield f'                    getSelectedItemIndex="{module}.ReportingIndex" onAction="{module}.ChooseReporting"/>'

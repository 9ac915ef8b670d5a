"""Who answers for what fails: the codes a sender accepts for one e-mail, and holding it back where nobody does."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from se7_excel.errors import UnfitOption, Withheld
from se7_excel.outgoing.letter import AcceptedFail
from se7_excel.sheets.check_report import HOLDS

if TYPE_CHECKING:
    from se7_excel.savings.checks.finding import Finding

MOST_NAMED = 5
NEVER = "C32"  # what must not leave does not leave because somebody says so
IN_THE_TRACKER = "accept them on the tab Accepted, or "
AT_THE_DOOR = 'answer for their codes with se7 prepare-email --accept "CODE=WHY"'


def accepted_codes(given: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Codes with their reasons from options such as `C05=The lead is asked`; raises `UnfitOption` for anything else."""
    found: dict[str, str] = {}
    for text in given:
        code, reason = _code(text), _reason(text)
        if found.setdefault(code, reason) != reason:
            raise UnfitOption(f"{code} is accepted twice, for different reasons; give one --accept for each code")
    return tuple(found.items())


def answered_for(
    findings: "Iterable[Finding]", accepted: Mapping[str, str], who: str, in_the_tracker: bool = True
) -> tuple[AcceptedFail, ...]:
    """The codes that fail and that the sender answers for; raises `Withheld` where one fails that nobody does.

    What stands `in_the_tracker` can be accepted there too; what is wrong with the copy alone cannot, and C32 never.
    """
    failing: dict[str, list[Finding]] = {}
    for each in findings:
        if each.fails:
            failing.setdefault(each.code, []).append(each)
    _refuse([each for code, held in failing.items() if code == NEVER or code not in accepted for each in held], in_the_tracker)
    return tuple(AcceptedFail(code, accepted[code], who, tuple(each.message for each in held)) for code, held in failing.items())


def needlessly_accepted(accepted: Mapping[str, str], answered: Iterable[AcceptedFail]) -> str:
    """A sentence naming the codes that were accepted and do not fail; nothing where there are none."""
    codes = [code for code in accepted if code not in {each.code for each in answered}]
    if not codes:
        return ""
    fail = "does not fail" if len(codes) == 1 else "do not fail"
    return f"{' and '.join(codes)} {fail}, so nothing is said of accepting {'it' if len(codes) == 1 else 'them'}"


def _code(text: str) -> str:
    code = text.partition("=")[0].strip()
    if code.upper() not in HOLDS:
        raise UnfitOption(f"“{code}” is the code of no check; `se7 checks` lists them")
    if code.upper() == NEVER:
        raise UnfitOption(f"{NEVER} cannot be accepted: what it finds must not leave; leave out --accept, and mend what it names")
    return code.upper()


def _reason(text: str) -> str:
    code, _, reason = text.partition("=")
    told = " ".join("".join(each if each.isprintable() else " " for each in reason).split())
    if not told:
        raise UnfitOption(f'“{text}” does not say why {code.strip().upper()} is accepted; write --accept "CODE=WHY"')
    return told


def _refuse(failing: "list[Finding]", in_the_tracker: bool) -> None:
    if failing:
        told = " ".join(f"{each.code}: {each.message}" for each in failing[:MOST_NAMED])
        more = f" And {len(failing) - MOST_NAMED} more." if len(failing) > MOST_NAMED else ""
        count = "1 finding fails" if len(failing) == 1 else f"{len(failing)} findings fail"
        raise Withheld(f"the e-mail is held back, because {count}. {told}{more} {_remedy(failing, in_the_tracker)}")


def _remedy(failing: "list[Finding]", in_the_tracker: bool) -> str:
    if any(each.code == NEVER for each in failing):
        return f"Mend what they name; what {NEVER} finds cannot be accepted"
    return f"Mend what they name, {IN_THE_TRACKER if in_the_tracker else 'or '}{AT_THE_DOOR}"

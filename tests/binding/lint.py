"""What is wrong with a ribbon or a macro though schema and validator pass it; Excel tells it only when a button is pressed."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

RIBBON_MODULE = "SE7Ribbon"
EITHER_OR = (
    {"id", "idMso", "idQ"},
    {"insertAfterMso", "insertAfterQ", "insertBeforeMso", "insertBeforeQ"},
    {"image", "imageMso", "getImage"},
    {"getSelectedItemID", "getSelectedItemIndex"},
)
BUILT_IN = {"imageMso": "", "idMso": "own", "insertAfterMso": "own", "insertBeforeMso": "own"}  # "own": of the element's kind
CONTROLS = ("button", "checkBox", "comboBox", "dropDown", "editBox", "gallery", "menu", "splitButton", "toggleButton")
SAID = ("label", "screentip", "supertip", "keytip")
LONGEST_LABEL, LONGEST_TIP = 32, 1024
KEY_TIP, CALLBACK = re.compile("[A-Z0-9]{1,3}"), re.compile("(?:on|get)[A-Z].*|loadImage")
CONTROL, RETURNED = "IRibbonControl", "ByRef Variant"
ITEM = (CONTROL, "Integer", RETURNED)
SIGNATURES = {
    "onLoad": ("IRibbonUI",),
    "button onAction": (CONTROL,),
    "toggleButton onAction": (CONTROL, "Boolean"),
    "checkBox onAction": (CONTROL, "Boolean"),
    "dropDown onAction": (CONTROL, "String", "Integer"),
    "gallery onAction": (CONTROL, "String", "Integer"),
    "editBox onChange": (CONTROL, "String"),
    "comboBox onChange": (CONTROL, "String"),
    "command onAction": (CONTROL, RETURNED),
    **dict.fromkeys(("getItemID", "getItemLabel", "getItemImage", "getItemScreentip", "getItemSupertip"), ITEM),
}
EVENTS = {
    "Workbook_Open": (),
    "Workbook_Activate": (),
    "Workbook_SheetActivate": ("ByVal Object",),
    "Host_WorkbookActivate": ("ByVal Workbook",),
    "Host_SheetActivate": ("ByVal Object",),
}
PROCEDURE = re.compile(
    r"(?:(Public|Private|Friend) )?(?:Static )?(Sub|Function|Property \w+) (\w+)\((.*)\)(?: As \w+)?", re.IGNORECASE
)
PARAMETER = re.compile(r"(?:Optional )?(?:(ByRef|ByVal) )?\w+(?: As (\w+))?", re.IGNORECASE)
STRING, LABEL, JUMP = re.compile('"(?:[^"]|"")*"'), re.compile(r"(\w+):"), re.compile(r"\b(?:GoTo|Resume) (?!Next\b|0\b)(\w+)")
LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]{1,7}|[Rr][0-9]*[Cc][0-9]*")
LONGEST_NAME, LONGEST_LINE, MOST_CONTINUED = 31, 1023, 24
REACHES_OUT = re.compile(
    r"\b(Declare|CreateObject|GetObject|Shell|WScript|Environ|Kill|Open|SendKeys|AppleScriptTask)\b", re.IGNORECASE
)
WORKS_OUT = re.compile(
    r"\b(Formula\w*|Value2|WorksheetFunction|Evaluate|Val|CDbl|CCur|CDec|Round|Mod)\b|[*/\\^]|\.Value\b.*[+\-]", re.IGNORECASE
)
DECLARED = re.compile(r"\b(?:Dim|Const|Static|ByVal|ByRef|Sub|Function|WithEvents) (\w+)|(\w+) As ")
RESERVED = re.compile(  # [MS-VBAL] 3.3.5.2
    "abs|addressof|and|any|array|as|boolean|byref|byte|byval|call|case|cbool|cbyte|ccur|cdate|cdbl|cdec|cint|circle|clng|"
    "close|const|csng|cstr|currency|cvar|cverr|date|debug|decimal|declare|dim|do|doevents|double|each|else|elseif|empty|"
    "end|endif|enum|eqv|erase|event|exit|false|fix|for|friend|function|get|global|gosub|goto|if|imp|implements|in|input|"
    "inputb|int|integer|is|lbound|len|lenb|let|like|lock|long|longlong|longptr|loop|lset|me|mod|new|next|not|nothing|null|"
    "on|open|option|optional|or|paramarray|preserve|print|private|pset|public|put|raiseevent|redim|rem|resume|return|rset|"
    "scale|seek|select|set|sgn|shared|single|spc|static|stop|string|sub|tab|then|to|true|type|typeof|ubound|unlock|until|"
    "variant|wend|while|with|withevents|write|xor",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure's head, its parameters as `ByRef Variant` or `Integer`, and the bare lines of its body."""

    public: bool
    kind: str
    name: str
    parameters: tuple[str, ...]
    body: tuple[str, ...]


def ribbon_faults(ribbon: str, built_in: Mapping[str, frozenset[str]]) -> list[str]:
    """What is wrong with what the ribbon shows; `built_in` tells Excel's own controls and of which kinds each is."""
    root = etree.fromstring(ribbon.encode())
    faults = [said for each in root.iter(etree.Element) for said in _element_faults(each, built_in)]
    return faults + [said for tab in root.iter("{*}tab") for said in _key_faults(tab)]


def callback_faults(ribbon: str, modules: Mapping[str, str], name: str = RIBBON_MODULE) -> list[str]:
    """Every callback that is no Public Sub of the ribbon's module, or takes other parameters than Excel passes."""
    module = {each.name.casefold(): each for each in procedures(modules.get(name, ""))}
    return [
        f"{element.get('id')} {attribute}: {said}"
        for element in etree.fromstring(ribbon.encode()).iter(etree.Element)
        for attribute, call in element.attrib.items()
        if CALLBACK.fullmatch(attribute)
        for said in _call_faults(f"{etree.QName(element).localname} {attribute}", call, module, name)
    ]


def macro_faults(name: str, text: str) -> list[str]:
    """What is wrong with a module of ours: what VBA cannot hold, what reaches beyond Excel, and what works out figures."""
    lines = text.splitlines()
    code = [line for line in lines if not line.startswith("Attribute ")]
    faults = [] if code[:1] == ["Option Explicit"] else ["Option Explicit does not stand first"]
    if LIKE_A_CELL.fullmatch(name) or len(name) > LONGEST_NAME or not re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII):
        faults.append(f"{name} cannot name a module")
    return [*faults, *_line_faults(lines), *_word_faults(bare(text)), *_procedure_faults(procedures(text))]


def event_faults(text: str) -> list[str]:
    """The procedures of a workbook's module that are no event of Excel's, or take other parameters than it passes."""
    return [each.name for each in procedures(text) if EVENTS.get(each.name) != each.parameters or each.kind != "Sub"]


def name_faults(modules: Mapping[str, str]) -> list[str]:
    """The public names that two standard modules share, or a module and a procedure: VBA would not know which is meant."""
    names = [each.name.casefold() for text in modules.values() for each in procedures(text) if each.public]
    counted = Counter([*names, *map(str.casefold, modules)])
    return [name for name, count in counted.items() if count > 1]


def bare(text: str) -> list[str]:
    """The statements, each on one line, without what stands in quotes or after an apostrophe."""
    whole = re.sub(r"(?:^|[ \t])_[ \t]*\r?\n[ \t]*", " ", text, flags=re.MULTILINE)
    return [STRING.sub('""', line).partition("'")[0].strip() for line in whole.splitlines()]


def procedures(text: str) -> tuple[Procedure, ...]:
    """The procedures of a module in their order."""
    found: list[Procedure] = []
    body: list[str] = []
    for line in bare(text):
        head = PROCEDURE.fullmatch(line)
        if head:
            scope, kind, name, given = head.groups()
            body = []
            found.append(Procedure(scope != "Private", kind, name, _parameters(given), ()))
        elif re.fullmatch("End (?:Sub|Function|Property)", line):
            found[-1] = Procedure(found[-1].public, found[-1].kind, found[-1].name, found[-1].parameters, tuple(body))
        else:
            body.append(line)
    return tuple(found)


def _element_faults(element: etree._Element, built_in: Mapping[str, frozenset[str]]) -> Iterator[str]:
    given, kind = set(element.attrib), etree.QName(element).localname
    who = element.get("id") or element.get("idMso") or kind
    for name in given:
        getter = f"get{name[0].upper()}{name[1:]}"
        if getter in given:
            yield f"{who} has {name} together with {getter}"
    yield from (f"{who} has {' and '.join(sorted(pair & given))}" for pair in EITHER_OR if len(pair & given) > 1)
    for name in given & set(BUILT_IN):
        kinds = built_in.get(element.attrib[name], frozenset())
        if not kinds or (BUILT_IN[name] and kind not in kinds):
            yield f"{who}: Excel has no {kind if BUILT_IN[name] else 'picture'} {element.attrib[name]}"
    items = {name for name in given if name.startswith("getItem")}
    if items and ("getItemCount" not in items or element.find("{*}item") is not None):
        yield f"{who} has items of its own, or does not say how many it gets"
    if kind in CONTROLS:
        yield from _tip_faults(element, who)


def _tip_faults(element: etree._Element, who: str) -> Iterator[str]:
    yield from (f"{who} has no {name}" for name in SAID if not (element.get(name) or element.get(f"get{name.capitalize()}")))
    if len(element.get("label", "")) > LONGEST_LABEL or "\n" in element.get("label", ""):
        yield f"{who} has a long label"
    yield from (f"{who} has a long {name}" for name in ("screentip", "supertip") if len(element.get(name, "")) > LONGEST_TIP)


def _key_faults(tab: etree._Element) -> Iterator[str]:
    """The key tips of a tab that cannot be typed, or that another one hides."""
    keys = [each.get("keytip") for each in tab.iterdescendants(etree.Element) if each.get("keytip")]
    yield from (f"{key} is no key tip" for key in [*keys, tab.get("keytip", "A")] if not KEY_TIP.fullmatch(key))
    for index, key in enumerate(keys):
        if any(key.startswith(other) or other.startswith(key) for other in keys[:index]):
            yield f"the key tip {key} is not told apart from another"


def _call_faults(what: str, call: str, module: Mapping[str, Procedure], name: str) -> Iterator[str]:
    named, _, procedure = call.rpartition(".")
    found = module.get(procedure.casefold())
    if named != name:
        yield f"{call} is not of the module {name}"
    elif not found or not found.public or found.kind != "Sub":
        yield f"{call} is no Public Sub"
    elif found.parameters != _signature(what):
        yield f"{call} takes ({', '.join(found.parameters)}), not ({', '.join(_signature(what))})"


def _signature(what: str) -> Sequence[str]:
    attribute = what.partition(" ")[2]
    getter = (CONTROL, RETURNED) if attribute.startswith("get") else ()
    return SIGNATURES.get(what) or SIGNATURES.get(attribute) or getter


def _parameters(given: str) -> tuple[str, ...]:
    found = (PARAMETER.fullmatch(each.strip()) for each in given.split(",") if each.strip())
    return tuple(f"{each[1] or ''} {each[2] or 'Variant'}".strip() if each else "?" for each in found)


def _line_faults(lines: Sequence[str]) -> Iterator[str]:
    continued = 0
    for number, line in enumerate(lines, 1):
        continued = continued + 1 if re.search(r"(?:^|[ \t])_[ \t]*$", line) else 0
        if not line.isascii() or not line.replace("\t", " ").isprintable():
            yield f"line {number} is not ASCII"
        if len(line) > LONGEST_LINE or continued > MOST_CONTINUED:
            yield f"line {number} is too long"


def _word_faults(statements: Sequence[str]) -> Iterator[str]:
    for line in statements:
        if REACHES_OUT.search(line):
            yield f"reaches beyond Excel: {line}"
        if WORKS_OUT.search(line):
            yield f"works out figures: {line}"
        declared = {one or other for one, other in DECLARED.findall(line)}
        yield from (f"{name} is a word of VBA's own" for name in declared if RESERVED.fullmatch(name))


def _procedure_faults(found: Sequence[Procedure]) -> Iterator[str]:
    twins = Counter(each.name.casefold() for each in found)
    yield from (f"{name} is there twice" for name, count in twins.items() if count > 1)
    for each in found:
        labels = {label[1] for label in map(LABEL.fullmatch, each.body) if label}
        yield from (f"{each.name} has no label {goal}" for line in each.body for goal in JUMP.findall(line) if goal not in labels)

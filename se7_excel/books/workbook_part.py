"""The workbook part: its tabs, its defined names, whether its structure is locked, and how it recalculates."""

from dataclasses import dataclass

from se7_excel.books.markup import Element, attributes, elements, escaped, first, prefix_of, text_of, with_attribute
from se7_excel.errors import DamagedWorkbook, ProtectedWorkbook
from se7_excel.sheets.addresses import Area, quoted


@dataclass(frozen=True, slots=True)
class Sheet:
    """A tab as the workbook lists it: its name, the id of its relationship, whether it is hidden."""

    name: str
    key: str
    hidden: bool


def sheets(data: bytes) -> tuple[Sheet, ...]:
    """The tabs in their order."""
    found = []
    listed = first(data, "sheets")
    if listed is None:
        raise DamagedWorkbook("the workbook lists no tabs; go back to the last version that opened")
    for each in elements(data[listed.tag_end : listed.end], "sheet"):
        key = next((value for name, value in each.attributes.items() if name.endswith(":id")), "")
        hidden = each.attributes.get("state", "visible") != "visible"
        found.append(Sheet(each.attributes.get("name", ""), key, hidden))
    return tuple(found)


def dates_from_1904(data: bytes) -> bool:
    """Whether dates count from 1904, as in workbooks begun on an old Mac."""
    properties = first(data, "workbookPr")
    return properties is not None and properties.attributes.get("date1904") in ("1", "true")


def refuse_locked_structure(data: bytes) -> None:
    """Raise `ProtectedWorkbook` where the workbook's structure is protected."""
    locked = first(data, "workbookProtection")
    if locked and locked.attributes.get("lockStructure") in ("1", "true"):
        raise ProtectedWorkbook("the structure of the workbook is protected; lift it in Excel under Review, Protect Workbook")


def named_references(data: bytes) -> tuple[tuple[str, str], ...]:
    """The workbook's defined names, those of single tabs left out, each with what it refers to."""
    names = (each for each in elements(data, "definedName") if "localSheetId" not in each.attributes)
    return tuple((each.attributes.get("name", ""), text_of(data[each.tag_end : each.content_end])) for each in names)


def named_areas(references: tuple[tuple[str, str], ...], tab: str) -> dict[str, Area]:
    """The defined names that stand for one plain area of this tab."""
    areas = ((name, Area.parse(_area(reference, tab))) for name, reference in references)
    return {name: area for name, area in areas if area}


def with_named_area(data: bytes, name: str, tab: str, area: Area) -> bytes:
    """The part with the name standing for the area; other names for just the area it had before follow it."""
    new = f"{quoted(tab)}!{area.absolute}"
    held = [(each, text_of(data[each.tag_end : each.content_end])) for each in elements(data, "definedName")]
    own = next((text for each, text in held if _is(each, name)), None)
    if own is None:
        return _with_new_name(data, name, new)
    before = _area(own, tab)
    for each, text in reversed(held):
        follows = bool(before) and _area(text, tab) == before and not _is_a_twin(each, name)
        if _is(each, name) or follows:
            data = data[: each.tag_end] + escaped(new).encode() + data[each.content_end :]
    return data


def recalculating_on_load(data: bytes) -> bytes:
    """The part asking for a full recalculation when the workbook is next opened."""
    found = first(data, "calcPr")
    if found is None:
        return _inserted(data, b'<%scalcPr fullCalcOnLoad="1"/>' % prefix_of(data, "workbook"), CALCULATION_AFTER)
    tag = data[found.start : found.tag_end]
    if attributes(tag).get("fullCalcOnLoad") in ("1", "true"):
        return data
    return data[: found.start] + with_attribute(tag, "fullCalcOnLoad", "1") + data[found.tag_end :]


def code_name(data: bytes, root: str) -> str:
    """The name macros know the workbook, worksheet or chart sheet by; empty where it has none."""
    properties = first(data, PROPERTIES[root])
    return properties.attributes.get("codeName", "") if properties else ""


def with_code_name(data: bytes, root: str, name: str) -> bytes:
    """The part of a workbook, worksheet or chart sheet with this name for macros."""
    properties = first(data, PROPERTIES[root])
    if properties is None:
        written = b'<%s%s codeName="%s"/>' % (prefix_of(data, root), PROPERTIES[root].encode(), name.encode())
        ends = [each.tag_end if each.name == root else each.end for each in elements(data, root, *PROPERTIES_AFTER)]
        if not ends:
            raise DamagedWorkbook(f"the element “{root}” never ends; go back to the last version that opened")
        return data[: max(ends)] + written + data[max(ends) :]
    tag = data[properties.start : properties.tag_end]
    if attributes(tag).get("codeName") == name:
        return data
    return data[: properties.start] + with_attribute(tag, "codeName", name) + data[properties.tag_end :]


PROPERTIES = {"workbook": "workbookPr", "worksheet": "sheetPr", "chartsheet": "sheetPr"}
PROPERTIES_AFTER = ("fileVersion", "fileSharing")
NAMES_AFTER = ("sheets", "functionGroups", "externalReferences")
CALCULATION_AFTER = (*NAMES_AFTER, "definedNames")


def _with_new_name(data: bytes, name: str, refers_to: str) -> bytes:
    prefix = prefix_of(data, "workbook")
    written = b'<%sdefinedName name="%s">%s</%sdefinedName>' % (prefix, name.encode(), escaped(refers_to).encode(), prefix)
    names = first(data, "definedNames")
    if names is None or names.tag_end == names.end:
        whole = b"<%sdefinedNames>%s</%sdefinedNames>" % (prefix, written, prefix)
        bare = data if names is None else data[: names.start] + data[names.end :]
        return _inserted(bare, whole, NAMES_AFTER)
    at = next(
        (each.start for each in elements(data, "definedName") if each.attributes.get("name", "").casefold() > name.casefold()),
        names.content_end,
    )
    return data[:at] + written + data[at:]


def _inserted(data: bytes, element: bytes, after: tuple[str, ...]) -> bytes:
    """The part with the element behind the last of those it must follow."""
    at = max(each.end for each in elements(data, *after))
    return data[:at] + element + data[at:]


def _is(element: Element, name: str) -> bool:
    return element.attributes.get("name") == name and "localSheetId" not in element.attributes


def _is_a_twin(element: Element, name: str) -> bool:
    """Whether it is the same name kept for one tab only, as copying a tab leaves it."""
    return element.attributes.get("name") == name and "localSheetId" in element.attributes


def _area(reference: str, tab: str) -> str:
    """The address a reference has on this tab; empty where it is another tab's or no plain area."""
    for name in (quoted(tab), tab):
        if reference.casefold().startswith(f"{name}!".casefold()):
            return reference[len(name) + 1 :]
    return ""

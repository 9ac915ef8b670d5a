"""The part that states the content type of every other: which one a part has, and giving it another."""

from se7_excel.books.markup import Element, elements, escaped, first, prefix_of, with_attribute
from se7_excel.errors import DamagedWorkbook

KINDS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
    "application/vnd.ms-excel.addin.macroEnabled.main+xml": ".xlam",
}
TYPES = {extension: content_type for content_type, extension in KINDS.items()}
PLAIN = {"xml": "application/xml", "rels": "application/vnd.openxmlformats-package.relationships+xml"}


def named_type(types: bytes, part: str) -> Element | None:
    """The element that states the content type of just this part."""
    return _stating(types, "Override", "PartName", "/" + part)


def type_of(types: bytes, part: str) -> str:
    """The part's content type, by its name or else by its ending; empty where neither is stated."""
    stated = named_type(types, part) or _stating(types, "Default", "Extension", _ending(part))
    return stated.attributes.get("ContentType", "") if stated else ""


def _ending(part: str) -> str:
    return part.rpartition(".")[2]


def _stating(types: bytes, element: str, attribute: str, value: str) -> Element | None:
    stated = elements(types, element)
    return next((each for each in stated if each.attributes.get(attribute, "").casefold() == value.casefold()), None)


def with_type(types: bytes, part: str, content_type: str) -> bytes:
    """The content types with this part's among them: by its name, unless its ending says it or may say it from now on."""
    if type_of(types, part) == content_type:
        return types
    named, ending = named_type(types, part), _ending(part)
    if named:
        tag = with_attribute(types[named.start : named.tag_end], "ContentType", content_type)
        return types[: named.start] + tag + types[named.tag_end :]
    if PLAIN.get(ending) == content_type and not type_of(types, part):
        return with_child(types, "Types", f'Default Extension="{ending}" ContentType="{content_type}"')
    return with_child(types, "Types", f'Override PartName="/{escaped(part)}" ContentType="{content_type}"')


def with_child(data: bytes, root: str, child: str) -> bytes:
    """The part with an empty element at the end of its root, which holds others."""
    written, whole = b"<" + prefix_of(data, root) + child.encode() + b"/>", first(data, root)
    if whole is None:
        raise DamagedWorkbook(f"the element “{root}” never ends; go back to the last version that opened")
    return data[: whole.content_end] + written + data[whole.content_end :]

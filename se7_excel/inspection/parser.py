"""A formula understood: its words put together as Excel does, where a minus sign binds tighter than a power."""

from se7_excel.inspection.syntax import Binary, Call, Literal, Name, Node, Reference, TableReference, Unary, Unread
from se7_excel.inspection.tokens import UnreadFormula, Word, words
from se7_excel.sheets.addresses import LAST_COLUMN, LAST_ROW, cell_position, column_number
from se7_excel.sheets.grid import CellError

BINDING = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
PREFIXES = ("_xlfn.", "_xlws.", "_xludf.")
DEEPEST = 100
OTHER_FILES = "links to other workbooks"
SEVERAL_TABS = "references across several tabs"
JOINED = "references joined by colon, comma or space"


def parsed(formula: str, row: int, column: int) -> Node:
    """What a formula in this cell says; `Unread` where we do not understand it."""
    try:
        return _Parser(words(formula), row, column).whole()
    except UnreadFormula as unread:
        return Unread(str(unread))


class _Parser:
    def __init__(self, found: list[Word], row: int, column: int) -> None:
        self.words, self.at, self.depth = found, 0, 0
        self.row, self.column = row, column

    def whole(self) -> Node:
        node = self.expression(0)
        self.expect("")
        return node

    def expression(self, least: int) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnreadFormula("formulas nested too deeply")
        left = self.signed()
        while BINDING.get(sign := self.sign, 0) > least:
            self.at += 1
            left = Binary(sign, left, self.expression(BINDING[sign]))
        self.depth -= 1
        return left

    def signed(self) -> Node:
        signs = []
        while self.sign in ("-", "+"):
            signs.append(self.sign)
            self.at += 1
        node = self.operand()
        while self.sign == "%":
            node = Unary("%", node)
            self.at += 1
        if len(signs) > DEEPEST:
            raise UnreadFormula("formulas nested too deeply")
        for sign in reversed(signs):
            node = Unary(sign, node)
        return node

    @property
    def sign(self) -> str:
        kind, text = self.words[self.at]
        return text if kind == "sign" else ""

    def operand(self) -> Node:
        kind, text = self.words[self.at]
        self.at += 1
        if kind in ("number", "text", "error"):
            return Literal(_literal(kind, text))
        if kind in ("area", "tab"):
            return self.reference(kind, text)
        if kind == "table":
            return TableReference(text[: text.index("[")], text[text.index("[") + 1 : -1])
        if kind == "name":
            truth = {"TRUE": True, "FALSE": False}.get(text.upper())
            return Name(text) if truth is None else Literal(truth)
        return self.called(text) if kind == "call" else self.bracketed(text)

    def bracketed(self, text: str) -> Node:
        if text != "(":
            raise UnreadFormula(
                {"{": "lists of constants", "#": "spilt ranges"}.get(text, "formulas written in a way we do not know")
            )
        node = self.expression(0)
        if self.sign == ",":
            raise UnreadFormula(JOINED)
        self.expect(")")
        return node

    def called(self, text: str) -> Node:
        name = text.upper()
        for prefix in PREFIXES:
            name = name.removeprefix(prefix.upper())
        arguments: list[Node] = []
        while self.sign != ")" or arguments:
            arguments.append(Literal(None) if self.sign in (",", ")") else self.expression(0))
            if self.sign != ",":
                break
            self.at += 1
        self.expect(")")
        return Call(name, tuple(arguments))

    def reference(self, kind: str, text: str) -> Node:
        tab = ""
        if kind == "tab":
            tab = _tab(text)
            kind, text = self.words[self.at]
            self.at += 1
            if kind == "name":
                return Name(text, tab)
            if kind == "error":
                return Literal(CellError(text))
        if kind != "area":
            raise UnreadFormula("formulas written in a way we do not know")
        node = _area(tab, text, self.row, self.column)
        if self.sign == ":" or self.words[self.at].kind in ("area", "tab", "name"):
            raise UnreadFormula(JOINED)
        return node

    def expect(self, text: str) -> None:
        if self.words[self.at].text != text:
            joined = self.sign == ":" or self.words[self.at].kind in ("area", "tab", "name", "table")
            raise UnreadFormula(JOINED if joined else "formulas written in a way we do not know")
        self.at += 1


def _literal(kind: str, text: str) -> int | float | str | CellError:
    if kind == "text":
        return text[1:-1].replace('""', '"')
    if kind == "error":
        return CellError(text)
    return int(text) if text.isdecimal() and len(text) < 16 else float(text)


def _tab(text: str) -> str:
    name = text[:-1]
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    if name.startswith("[") or "]" in name:
        raise UnreadFormula(OTHER_FILES)
    if ":" in name:
        raise UnreadFormula(SEVERAL_TABS)
    return name


def _area(tab: str, text: str, row: int, column: int) -> Node:
    first, _, last = text.partition(":")
    (top, left), (bottom, right) = _corner(first, False), _corner(last or first, True)
    if cell_position(first) is None and first.replace("$", "").isalnum() and not (top and left):
        raise UnreadFormula("names that look like cells")
    edges = (top, left, bottom, right)
    fixed = (*_fixed(first), *_fixed(last or first))
    counted = tuple(edge if still else edge - start for edge, still, start in zip(edges, fixed, (row, column) * 2, strict=True))
    return Reference(tab, (counted[0], counted[1], counted[2], counted[3]), fixed, not last)


def _corner(text: str, last: bool) -> tuple[int, int]:
    """Row and column of a corner; whole rows and columns reach to the edges of the sheet."""
    bare = text.replace("$", "").upper()
    if bare.isdecimal():
        return int(bare), LAST_COLUMN if last else 1
    if bare.isalpha():
        return LAST_ROW if last else 1, column_number(bare)
    return cell_position(bare) or (0, 0)


def _fixed(text: str) -> tuple[bool, bool]:
    """Whether row and column of a corner stand still; what a whole row or column leaves out does."""
    bare = text.replace("$", "")
    if bare.isdecimal():
        return text.startswith("$"), True
    if bare.isalpha():
        return True, text.startswith("$")
    return "$" in text[1:], text.startswith("$")

"""A second engine agrees: LibreOffice recalculates hundreds of formulas and comes to what the evaluator comes to."""

import io
from datetime import datetime
from itertools import product

import xlsxwriter
from openpyxl.utils.datetime import to_excel

from se7_excel.inspection.evaluator import Evaluator
from se7_excel.inspection.formulas import Formulas
from se7_excel.inspection.values import same_value
from se7_excel.inspection.workbook import Workbook
from se7_excel.sheets.grid import CellError
from tests.rendering.office import Office

ENTRIES = (3, -2.5, 0, 0.1, "words", "7", True, False, None, '=""', "=NA()", "=1/0", 1e6, "Words")
SIGNS = ("+", "-", "*", "/", "^", "&", "=", "<>", "<", ">=")
TRUTHS, NOUGHTS = (7, 8), (3, 8, 9)
WRITTEN = '''
-2^2; 2^3^2; -2^-2; 50%; 5%%; 2+3*4; (2+3)*4; 10-2-3; 100/10/2; 2^-1; --"5"; 1+"5%"; "a"&1+1; 1&2=12; 1<2=TRUE; "A"="a"
0.1+0.2-0.3; 1-0.9-0.1; 0.1*3=0.3; 4.35*100; 1e3+1; "1,000"+1; " 12 "+1; 3="3"; ""=0; A99=0; A99=""; A99=FALSE; +"x"; 5&""
0.1&""; 1/3*3=1; SUM(A1:A14); SUM(A6); SUM(A1:B4,1,A1:A2); SUM(A:A); SUM(1:1); SUM(A1:A4)*2; SUM(A99:B120); AVERAGE(A1:A4)
AVERAGE(A99:A100); MIN(A1:A8); MAX(A1:A8); MIN(A99:A100); MAX(-1,-2); COUNTA(A1:A14); COUNTBLANK(A1:A14); MEDIAN(A1:A4)
MEDIAN(1,2,3,4); PRODUCT(A1:A2); PRODUCT(A99:A100); COUNT(1,2,TRUE); COUNTA(1,"",A99); ROUND(2.5,0); ROUND(-2.5,0)
ROUND(2.675,2); ROUND(1.005,2); ROUND(1234.5,-2); ROUND(-0.005,2); ROUND(0.285,2); ROUND(1e15+0.5,0); ROUNDUP(2.1,0)
ROUNDUP(-2.1,0); ROUNDUP(3.14159,3); ROUNDDOWN(2.9,0); ROUNDDOWN(-2.9,0); ROUNDDOWN(1234,-2); ROUNDUP(0,2); TRUNC(-8.9)
INT(2.9); INT(-2.1); INT(0.1*30); MOD(7,3); MOD(-7,3); MOD(7,-3); MOD(5.5,2); MOD(1,0); ABS(-4); SIGN(-3); SQRT(16); SQRT(-1)
POWER(2,10); IF(A1>2,"big","small"); IF(A99,1,2); IF(A1,A99); IF(FALSE,1); IF("x",1,2); IF(1=1,A99)&"!"; IF(A11>1,1,2)
IF(TRUE,1,1/0); IFERROR(1/0,"none"); IFERROR(A1,"none"); IFERROR(A11,A12); IFERROR(A99,1); AND(TRUE,1,A1); AND(A1:A4)
OR(FALSE,0); OR(A7:A8); NOT(A1); NOT(0); AND(A5,TRUE); ISNUMBER(A1); ISNUMBER(A6); ISNUMBER(A99); ISTEXT(A5); ISTEXT(A10)
ISBLANK(A9); ISBLANK(A10); ISERROR(A11); ISNA(A11); ISERR(A11); N(A1); N(A5); N(TRUE); N(A7); N(A99); N("7"); NA()
CHOOSE(2,"a","b","c"); CHOOSE(4,1,2); ISERROR(1/0); ISLOGICAL(A7); LEFT("Waste",3); LEFT("Waste"); RIGHT("Waste",2)
RIGHT("Waste",9); MID("Waste",2,3); MID("Waste",9,2); LEN("Waste "); LEN(A99); LEN(A1); LEFT(A2,3); TRIM("  a   b ")
UPPER("ab"); LOWER("AB"); CONCATENATE("a",1); EXACT("a","A"); VALUE("12.5"); VALUE("x"); LEFT("a",-1); RIGHT("abc",0)
SUMIF(D1:D8,"Pay",E1:E8); SUMIF(D1:D8,"pay*",E1:E8); SUMIF(E1:E8,">20"); SUMIF(E1:E8,20); SUMIF(D1:D8,"<>Pay",E1:E8)
SUMIF(D1:D8,D1,E1); SUMIF(D1:D8,"",E1:E8); SUMIF(D1:D8,"?ates",E1:E8); SUMIF(D:D,"Pay",E:E); COUNTIF(D1:D8,"Pay")
COUNTIF(E1:E8,"<=20"); COUNTIF(A1:A14,TRUE); COUNTIF(A1:A14,"<>"); COUNTIF(D1:D9,""); COUNTIF(D1:D8,"~*")
COUNTIF(A1:A14,"words"); COUNTIF(E1:E8,"<>20"); SUMIFS(E1:E8,D1:D8,"Pay",F1:F8,2012); SUMIFS(E1:E8,D1:D8,"*",E1:E8,">10")
COUNTIFS(D1:D8,"Pay",F1:F8,">2011"); SUMIFS(E1:E8,D1:D7,"Pay"); AVERAGEIF(D1:D8,"Pay",E1:E8); AVERAGEIF(D1:D8,"none",E1:E8)
AVERAGEIFS(E1:E8,F1:F8,2011); SUMPRODUCT(E1:E8,F1:F8); SUMPRODUCT((D1:D8="Pay")*E1:E8); SUMPRODUCT(--(E1:E8>20))
SUMPRODUCT((D1:D8="Pay")*(F1:F8=2012)*E1:E8); SUMPRODUCT(E1:E8); SUMPRODUCT(E1:E8,F1:F7); SUMPRODUCT(E1:E8*2)
SUMPRODUCT((F1:F8-2010)/2); SUMPRODUCT(A1:A4,A1:A4); SUMPRODUCT(E1:E3*E1:G1); VLOOKUP("Rates",D1:F8,2,FALSE)
VLOOKUP("rates",D1:F8,3,0); VLOOKUP("none",D1:F8,2,FALSE); VLOOKUP("Ra*",D1:F8,2,FALSE); VLOOKUP("Pay",D1:F8,9,0)
VLOOKUP(2011.5,F1:F8,1); VLOOKUP(25,G1:H4,2); VLOOKUP(5,G1:H4,2,TRUE); VLOOKUP(30,G1:H4,2,TRUE); HLOOKUP(20,E2:H3,2,FALSE)
VLOOKUP(20,G1:H4,2,FALSE); MATCH("Rates",D1:D8,0); MATCH(30,G1:G4); MATCH(35,G1:G4,1); MATCH("x",D1:D8,0); MATCH(40,E1:H1,0)
INDEX(E1:E8,3); INDEX(D1:F8,2,3); INDEX(E1:H1,2); INDEX(D1:F8,9,1); SUM(INDEX(D1:F8,0,2)); INDEX(E1:E8,MATCH("Rates",D1:D8,0))
ROWS(A1:B9); COLUMNS(A1:C1); ROW(B7); COLUMN(C1); ROW(); SUBTOTAL(9,E1:E8); SUBTOTAL(109,E1:E8); SUBTOTAL(1,E1:E8)
SUBTOTAL(3,D1:D9); SUBTOTAL(9,H1:H6); SUBTOTAL(4,E1:E8); SUM(H1:H6); budget; budget*2; SUM(figures); rate*100; SUM(Data!E1:E8)
Data!E1; 'Data'!E2+1; Table1; SUM(Table1[Amount]); SUM(Table1[[#All],[Amount]]); SUM(Table1[[#Data],[Year]:[Amount]])
(A1+A2)*-A1; -A2^2; A1-A2-A4; A1%; #N/A; #REF!; ISERROR(#REF!); "say ""hi"""
'''
LISTS = {
    "D": ("Pay", "Rates", "Pay", "pay rise", "Fuel", "", "Pay", "Rates"),
    "E": (10, 20, 30, 40, 5.5, 60, 0.1, -20),
    "F": (2011, 2011, 2012, 2012, 2012, 2011, 2012, 2012),
    "G": (10, 20, 30, 40),
    "H": (1, 2, "=SUBTOTAL(9,H1:H2)", 4, 5, "=SUBTOTAL(9,H4:H5)"),
}


def formulas() -> list[str]:
    cells = range(1, len(ENTRIES) + 1)
    pairs = [f"A{left}{sign}A{right}" for left, right in product(cells, repeat=2) for sign in SIGNS if shared(left, sign, right)]
    return [f"={each.strip()}" for line in WRITTEN.strip().splitlines() for each in line.split("; ")] + [
        f"={each}" for each in pairs
    ]


def shared(left: int, sign: str, right: int) -> bool:
    """Whether both engines mean the same: to LibreOffice truths are numbers, 0^0 is 1, and 0.1^1000000 an error."""
    if sign in "+-*/":
        return True
    if sign == "^":
        return (left, right) != (4, 13) and not (left in NOUGHTS and right in NOUGHTS)
    return left not in TRUTHS and right not in TRUTHS


def workbook() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        data, asked = book.add_worksheet("Data"), book.add_worksheet("Asked")
        for sheet in (data, asked):
            sheet.write_column("A1", ENTRIES)
            for letter, entries in LISTS.items():
                for row, entry in enumerate(entries):
                    if entry != "":
                        sheet.write(f"{letter}{row + 1}", entry)
            sheet.write_string("A6", "7")
        table = [["Pay", 2011, 100], ["Rates", 2012, 200]]
        data.add_table(
            "J1:L3", {"name": "Table1", "data": table, "columns": [{"header": each} for each in ("Item", "Year", "Amount")]}
        )
        book.define_name("budget", "=Data!$E$4")
        book.define_name("figures", "=Data!$E$1:$E$8")
        book.define_name("rate", "=0.2")
        asked.write_column("M200", [each for each in formulas() if each != "=Table1"])
    return held.getvalue()


def alike(ours: object, theirs: object) -> bool:
    if isinstance(theirs, datetime):
        theirs = to_excel(theirs)
    if isinstance(ours, CellError):
        return isinstance(theirs, str) and theirs.startswith("#")
    if ours == "" and theirs is None:
        return True
    return same_value(ours, theirs) or (
        isinstance(ours, float) and isinstance(theirs, (int, float)) and abs(ours - theirs) < 1e-15
    )  # type: ignore[arg-type]


def test_libreoffice_comes_to_what_we_come_to(office: Office) -> None:
    data = workbook()
    book = Workbook(data)
    evaluator, again = Evaluator(book, Formulas()), office.recalculated(data)
    sheet = book.sheet("Asked")
    assert sheet is not None and len(sheet.formulas) > 1800
    apart, known = {}, 0
    for cell, formula in sheet.formulas.items():
        ours = evaluator.comes_to((sheet, *cell))
        if evaluator.recomputed.is_known((sheet, *cell)):
            known += 1
            theirs = again.get(("Asked", sheet.place(*cell).cell))
            if not alike(ours, theirs):
                apart[sheet.place(*cell).cell + " =" + formula] = (ours, theirs)
    assert apart == {}
    assert known > 0.9 * len(sheet.formulas)

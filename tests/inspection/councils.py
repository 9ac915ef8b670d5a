"""A dozen workbooks as councils keep them: everything in them is meant, however odd it looks."""

from datetime import date

from tests.inspection.made import Entry, Made, rows

QUARTERS = ("Q1", "Q2", "Q3", "Q4")
YEARS = ("2011/12", "2012/13", "2013/14", "2014/15")
SERVICES = ("Highways", "Waste", "Libraries", "Adult care", "Schools", "Planning")


def budget() -> Made:
    """Services by quarter, with a total column, a total row, and last year's figures typed beside them."""
    lines: list[tuple[Entry, ...]] = [
        ("Revenue budget 2011/12",),
        ("Service", "Annual budget", *QUARTERS, "Total", "Last year", "Change"),
    ]
    for number, service in enumerate(SERVICES):
        row = number + 3
        spent = tuple(1000 * (number + 1) + 137 * quarter for quarter in range(4))
        lines.append(
            (
                service,
                5000 * (number + 1),
                *spent,
                f"=SUM(C{row}:F{row})",
                4100 * (number + 1),
                f"=IF(H{row}=0,0,G{row}/H{row}-1)",
            )
        )
    lines.append(("Total", *(f"=SUM({letter}3:{letter}8)" for letter in "BCDEFGH"), "=IF(H9=0,0,G9/H9-1)"))
    return Made({"Budget": rows(1, *lines)})


def quarters_of_months() -> Made:
    """Months across with a sub-total after each three, and the year from the four sub-totals."""
    heads, lines = ["Cost"], []
    months = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
    for quarter in range(4):
        heads += [*months[3 * quarter : 3 * quarter + 3], f"Q{quarter + 1}"]
    for number, service in enumerate(SERVICES):
        row, line = number + 2, [service]
        for quarter in range(4):
            first = chr(66 + 4 * quarter)
            line += [100 + number * 7 + quarter, 110 + number, 120 + number, f"=SUM({first}{row}:{chr(ord(first) + 2)}{row})"]  # type: ignore[list-item]
        lines.append((*line, f"=E{row}+I{row}+M{row}+Q{row}"))
    return Made(
        {"Months": rows(1, (*heads, "Year"), *lines, ("All", *(f"=SUM({chr(66 + at)}2:{chr(66 + at)}7)" for at in range(17))))}
    )


def grouped() -> Made:
    """Pay and other costs each under a sub-total, net of income, with numeric years as headings."""
    lines: list[tuple[Entry, ...]] = [("£000", 2011, 2012, 2013), ("Salaries", 900, 910, 905), ("Pensions", 180, 182, 181)]
    lines += [
        ("Pay", *(f"=SUM({each}2:{each}3)" for each in "BCD")),
        ("Fuel", 40, 42, 47),
        ("Rent", 75, 75, 78),
        ("Software", 12, 15, 15),
    ]
    lines += [("Other costs", *(f"=SUM({each}5:{each}7)" for each in "BCD"))]
    lines += [("Gross", *(f"={each}4+{each}8" for each in "BCD")), ("Grants", -300, -290, -280), ("Fees", -55, -60, -66)]
    lines += [
        ("Net", *(f"={each}9+SUM({each}10:{each}11)" for each in "BCD")),
        ("of which pay and rent", *(f"={each}4+{each}6" for each in "BCD")),
    ]
    return Made({"Costs": rows(1, *lines)})


def subtotals() -> Made:
    """SUBTOTAL all the way, which leaves out its own kind."""
    lines: list[tuple[Entry, ...]] = [
        ("Item", "Amount"),
        ("Kerbs", 10),
        ("Signs", 20.5),
        ("Lamps", 30),
        ("Roads", "=SUBTOTAL(9,B2:B4)"),
    ]
    lines += [
        ("Bins", 5),
        ("Trucks", 80),
        ("Refuse", "=SUBTOTAL(9,B6:B7)"),
        ("All", "=SUBTOTAL(9,B2:B8)"),
        ("Mean", "=AVERAGE(B2:B4,B6:B7)"),
    ]
    return Made({"Sheet1": rows(1, *lines)})


def growth() -> Made:
    """Actuals typed, then forecasts by an assumption; growth beneath, and a contract at its own prices amid them."""
    lines: list[tuple[Entry, ...]] = [("Rate", 0.02), (), ("Line", *YEARS, "2015/16")]
    for number, service in enumerate(SERVICES):
        row = number + 4
        lines.append((service, 1000 + 50 * number, 1010 + 50 * number, *(f"={chr(66 + at)}{row}*(1+$B$1)" for at in range(1, 4))))
    lines[6] = ("Adult care", 1150, 1160, 1200, 1260, 1390)
    lines.append(("Total", *(f"=SUM({each}4:{each}9)" for each in "BCDEF")))
    lines.append(("Growth", "", *(f"={each}10/{chr(ord(each) - 1)}10-1" for each in "CDEF")))
    return Made({"Forecast": rows(1, *lines)})


def lookup() -> Made:
    """Journals whose descriptions are looked up by code, and a summary by code."""
    codes = rows(
        1, ("Code", "Name", "Fund"), (1001, "Highways", "General"), (1002, "Waste", "General"), (1003, "Schools", "Grant")
    )
    lines: list[tuple[Entry, ...]] = [("Code", "Date", "Amount", "Name", "Fund")]
    for number in range(20):
        row = number + 2
        names = (f"=VLOOKUP(A{row},Lists!$A$2:$C$4,2,FALSE)", f"=INDEX(Lists!$C$2:$C$4,MATCH(A{row},Lists!$A$2:$A$4,0))")
        lines.append((1001 + number % 3, 40634 + number, 10.25 * number - 7, *names))
    summary = [
        (code, name, f"=SUMIF(Journal!$A$2:$A$21,A{at},Journal!$C$2:$C$21)")
        for at, (code, name) in enumerate(((1001, "Highways"), (1002, "Waste"), (1003, "Schools")), 2)
    ]
    check: tuple[Entry, ...] = ("Check", "", "=ROUND(C5-SUM(Journal!C2:C21),2)")
    tabs = {
        "Journal": rows(1, *lines),
        "Lists": codes,
        "Summary": rows(1, ("Code", "Name", "Sum"), *summary, ("All", "", "=SUM(C2:C4)"), check),
    }
    return Made(tabs)


def running_balance() -> Made:
    """A cash book: brought forward, then a balance line by line, with words in between."""
    lines: list[tuple[Entry, ...]] = [("Date", "In", "Out", "Balance"), ("Brought forward", None, None, 5000)]
    lines += [
        (40634 + at, 100 * at if at % 3 else None, 55.5 if at % 2 else None, f"=D{at + 2}+B{at + 3}-C{at + 3}")
        for at in range(12)
    ]
    lines += [("Movement", "=SUM(B3:B14)", "=SUM(C3:C14)", "=B15-C15"), ("Closing", None, None, "=D2+D15")]
    return Made({"Cash": rows(1, *lines)})


def notes_and_codes() -> Made:
    """A return with notes, codes as text, targets, percentages and a halved sum."""
    lines: list[tuple[Entry, ...]] = [("Return R01",), ("Cost centre", "Name", "FTE", "Spend", "Share")]
    for number, service in enumerate(SERVICES):
        row = number + 3
        lines.append(
            (f"{40012 + number}" if number % 2 else 40012 + number, service, 3.5 + number, 100.1 * (number + 1), f"=D{row}/D$9")
        )
    lines += [("", "Total", "=SUM(C3:C8)", "=SUM(D3:D8)", "=SUM(E3:E8)"), ("", "Mean", "=AVERAGE(C3:C8)", "=AVERAGE(D3:D8)")]
    lines += [
        ("", "Most", "=MAX(C3:C8)", "=MAX(D3:D8)"),
        ("", "Check", None, "=SUM(D3:D9)/2-D9"),
        ("Note 1: figures as at 31 March 2012.",),
    ]
    return Made({"Return": rows(1, *lines)})


def cumulative_beside() -> Made:
    """Amount and cumulative side by side for each year, as savings are kept."""
    lines: list[tuple[Entry, ...]] = [("Line", *(head for year in YEARS for head in (year, f"Cumulative {year}")))]
    for number, service in enumerate(SERVICES):
        row = number + 2
        amounts = [50 * (number + year) for year in range(4)]
        cells: list[Entry] = [amounts[0], f"=B{row}"]
        for year in range(1, 4):
            cells += [amounts[year], f"={chr(65 + 2 * year)}{row}+{chr(66 + 2 * year)}{row}"]
        lines.append((service, *cells))
    lines.append(("Total", *(f"=SUM({chr(66 + at)}2:{chr(66 + at)}7)" for at in range(8))))
    return Made({"Savings": rows(1, *lines)})


def monthly_actuals() -> Made:
    """Actual months typed, the others by profile; the odd month has a one-off formula of its own in every line."""
    lines: list[tuple[Entry, ...]] = [("Line", "Budget", *(f"M{month}" for month in range(1, 13)), "Outturn", "Variance")]
    for number, service in enumerate(SERVICES):
        row = number + 2
        typed = tuple(80 + number + month for month in range(5))
        to_come = tuple(f"=$B{row}/12" if month != 9 else f"=$B{row}/12*1.5" for month in range(6, 13))
        lines.append((service, 1200 + 60 * number, *typed, *to_come, f"=SUM(C{row}:N{row})", f"=O{row}-B{row}"))
    lines.append(("Total", *(f"=SUM({chr(66 + at)}2:{chr(66 + at)}7)" for at in range(15))))
    return Made({"Monitoring": rows(1, *lines)})


def headcounts() -> Made:
    """Two small tables on one tab, one under the other, the second with a per cent line."""
    lines: list[tuple[Entry, ...]] = [("Staff", *YEARS)]
    lines += [(service, *(10 + number + year for year in range(4))) for number, service in enumerate(SERVICES[:3])]
    lines += [("All", *(f"=SUM({each}2:{each}4)" for each in "BCDE")), (), ("Cost", *YEARS)]
    lines += [(service, *(f"={each}{number + 2}*31.5" for each in "BCDE")) for number, service in enumerate(SERVICES[:3])]
    lines += [
        ("All", *(f"=SUM({each}8:{each}10)" for each in "BCDE")),
        ("Change", None, *(f"={each}11/{chr(ord(each) - 1)}11-1" for each in "CDE")),
    ]
    lines += [("Last year's plan", 900, 950, 990, 1000), ("Beside plan", *(f"={each}11-{each}13" for each in "BCDE"))]
    return Made({"Staff": rows(1, *lines)})


def seven_returns() -> Made:
    """One tab a council and a tab that adds them up, with flags in words and a check in the corner."""
    councils = ("Kent", "Surrey", "Medway", "Hampshire")
    tabs: dict[str, dict[str, Entry]] = {}
    for number, council in enumerate(councils):
        lines = [(service, 100 * (number + 1) + at, f'=IF(B{at + 2}>300,"high","")') for at, service in enumerate(SERVICES)]
        tabs[council] = rows(1, ("Service", "Spend", "Flag"), *lines, ("Total", "=SUM(B2:B7)", '=COUNTIF(C2:C7,"high")'))
    everything = [
        (service, *(f"={council}!B{at + 2}" for council in councils), f"=SUM(B{at + 2}:E{at + 2})")
        for at, service in enumerate(SERVICES)
    ]
    total: tuple[Entry, ...] = ("Total", *(f"=SUM({each}2:{each}7)" for each in "BCDEF"))
    check = ("Check", *(f"={each}8-{council}!$B$8" for each, council in zip("BCDE", councils, strict=True)), "=SUM(B8:E8)-F8")
    tabs["All"] = rows(1, ("Service", *councils, "All"), *everything, total, check)
    return Made(tabs)


def asset_register() -> Made:
    """A register with dates, depreciation in straight lines and a band for each."""
    lines: list[tuple[Entry, ...]] = [("No.", "Asset", "Bought", "Cost", "Life", "A year", "Left", "Band")]
    for number in range(15):
        row = number + 2
        day = date(2005, 4, 1).toordinal() - date(1899, 12, 30).toordinal() + 97 * number
        left = f"=MAX(0,D{row}-F{row}*ROUND((40999-C{row})/365.25,0))"
        band = f'=IF(D{row}<1000,"minor",IF(D{row}<5000,"middle","major"))'
        lines.append(
            (
                number + 1,
                f"Lorry {number + 1}",
                day,
                700 + 613.37 * number,
                5 + number % 3,
                f"=ROUND(D{row}/E{row},2)",
                left,
                band,
            )
        )
    lines.append(("", "Total", None, "=SUM(D2:D16)", None, "=SUM(F2:F16)", "=SUM(G2:G16)", '=COUNTIF(H2:H16,"major")'))
    return Made({"Register": rows(1, *lines)})


COUNCILS = {
    each.__name__: each
    for each in (
        *(budget, quarters_of_months, grouped, subtotals, growth, lookup, running_balance, notes_and_codes, cumulative_beside),
        *(monthly_actuals, headcounts, seven_returns, asset_register),
    )
}

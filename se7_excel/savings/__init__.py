"""The accounting: amounts, years, lines, totals and checks, with the standard library only."""

"""Whether any workbook can be relied on: its formulas read and recomputed, its ranges, links and hidden places looked at."""

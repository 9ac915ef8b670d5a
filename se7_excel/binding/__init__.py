"""What makes a workbook a programme in Excel: its VBA project and its ribbon, written and taken out without Excel."""

"""LibreOffice as commands use it; what it does stands beside the other hosts of workbooks."""

from se7_excel.books.libreoffice import converted, showing_only, soffice, tab_as_pdf, tabs_as_pdf

__all__ = ["converted", "showing_only", "soffice", "tab_as_pdf", "tabs_as_pdf"]

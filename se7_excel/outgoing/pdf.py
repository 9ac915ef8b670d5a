"""The appendices of a copy as a PDF for those who read on paper or without Excel; made by LibreOffice where it is installed.

It has a title and a language, but hardly any of its figures is in its tags, because LibreOffice tags no tables of Calc. The
workbook, not the PDF, is the accessible version.
"""

from pathlib import Path

from se7_excel.books.libreoffice import tabs_as_pdf
from se7_excel.inspection.accessible_file import NOTES
from se7_excel.sheets.schema import APPENDIX, APPENDIX_2

NAME = "Appendices.pdf"


def appendices_as_pdf(copy: bytes, folder: Path, name: str = NAME) -> Path | None:
    """The PDF of both appendices and their notes, in the folder; None where LibreOffice is missing or cannot make it."""
    pdf = folder / name
    return pdf if tabs_as_pdf(copy, (APPENDIX, APPENDIX_2, NOTES), pdf) else None

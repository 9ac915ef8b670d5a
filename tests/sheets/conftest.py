"""What the tests of the sheets share."""

import pytest

from se7_excel.books.file_book import FileBook
from tests.paper_book import PaperBook


@pytest.fixture(scope="module")
def paper(tracker_2012: bytes) -> PaperBook:
    """The tracker of 2012 on paper."""
    return PaperBook.copy_of(FileBook(tracker_2012))

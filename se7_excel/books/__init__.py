"""Who holds the pen: workbooks on disk, opened, edited in place and saved whole or not at all."""

"""Se7_excel: a savings tracker for a partnership of councils, in Excel and on files."""

__version__ = "0.1.0"
__released__ = "2026-11-22"

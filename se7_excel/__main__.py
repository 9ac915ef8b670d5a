"""Runs the command line as `python -m se7_excel`."""

from se7_excel.entrances.command import main

if __name__ == "__main__":
    raise SystemExit(main())

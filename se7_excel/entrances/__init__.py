"""The doors: the command line and what it needs."""

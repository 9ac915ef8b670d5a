"""A tracker that has been in use: every table of the officers filled, once sent, with its Issued and Log tabs begun."""

from pathlib import Path

from tests.entrances.officer import shown, type_into
from tests.hostile.commands import ADDRESSES, said

AUTHORITIES = ("Brighton & Hove", "East Sussex", "Hampshire", "Kent", "Medway", "Surrey", "West Sussex")
SHARES = (13.38, 12.04, 25.6, 20.1, 4.88, 14.5, 9.5)
TOLD = {
    "Milestones": {
        "A5": "Waste",
        "B5": "Let the contract",
        "D5": 41_000,
        "E5": "under way",
        "A6": "SEN",
        "B6": "Open the unit",
        "C6": "East Sussex",
        "D6": "1 May 2012",
        "F6": "awaits planning",
    },
    "Shares": {
        f"{column}{row}": value
        for row, pair in enumerate(zip(AUTHORITIES, SHARES, strict=True), 7)
        for column, value in zip("ABC", (pair[0], "1 April 2011", pair[1]), strict=True)
    },
    "Settings": {
        "F4": "OFFICIAL",
        "F5": "al@kent.gov.uk",
        "F6": "jo@kent.gov.uk; di@surrey.gov.uk",
        "F8": "Al / Finance",
        "F9": 5,
    },
    "Waste": {"B7": "1 January 2012", "B8": "on track", "D12": "additional", "F12": "forecast", "E12": "General Fund"},
    "ICT": {"B9": "negative", "D12": "level", "F12": "actual", "J13": "(£1.6m)"},
    "Longer term": {"F5": "yes", "F6": "no"},
}
ACTIONS = ("refresh-totals", "regenerate-appendix-1", "regenerate-appendix-2", "check-totals")


def make_lived_in(path: Path) -> None:
    """Make the file, as officers would: new, filled in, refreshed, a finding accepted, sent and checked."""
    assert said("new", path, "--sample").status == 0
    for tab, entries in TOLD.items():
        type_into(path, tab, dict(entries))
    assert all(said(action, path).status < 2 for action in ACTIONS)
    type_into(path, "Accepted", {"A5": str(shown(path, "Checks", "K9")), "B5": "Al", "C5": "1 May 2012", "D5": "as issued"})
    out = path.parent / "sent"
    out.mkdir()
    answered = [each for code in ("C05", "C28") for each in ("--accept", f"{code}=as issued")]
    sent = said("prepare-email", path, *ADDRESSES, *answered, "--output", out)
    assert sent.status == 0, sent
    assert all(said(action, path).status < 2 for action in ACTIONS)

"""What an issued table says that a programme has no place for: kept as words, and told."""

from dataclasses import dataclass

OUTSIDE = "outside the table: left out"


@dataclass(frozen=True, slots=True)
class Kept:
    """Words of the table that did not become figures: where they stand, what they are, and what became of them."""

    where: str
    words: str
    became: str

    def __str__(self) -> str:
        return f"{self.where}: “{self.words}” is {self.became}"

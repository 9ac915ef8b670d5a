"""What an issued table says that a programme has no place for: kept as words, and told."""

from dataclasses import dataclass

OUTSIDE = "outside the table: left out"
A_KEY = "a key to the table"


@dataclass(frozen=True, slots=True)
class Kept:
    """Words of the table that did not become figures: where they stand, what they are, and what became of them."""

    where: str
    words: str
    became: str

    @property
    def used(self) -> bool:
        """Whether they said how the table is to be read, and were taken for that."""
        return self.became.startswith(A_KEY)

    def __str__(self) -> str:
        return f"{self.where}: “{self.words}” is {self.became}"

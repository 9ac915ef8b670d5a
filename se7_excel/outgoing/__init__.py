"""What leaves the house: the letter, its draft, and the sending of it."""

"""What other tools left on a disk, and how each says what it made: one module a kind of source."""

"""The machine: cards, memory, workers, what a shot costs here."""

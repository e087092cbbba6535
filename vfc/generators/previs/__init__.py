"""The embedded generator: moving pictures drawn from a shot's words, with no weights and no GPU."""

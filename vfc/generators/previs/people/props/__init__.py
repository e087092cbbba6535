"""Things in the hand: each in the person's own height, with the hand at (0, 0) and up at -y."""

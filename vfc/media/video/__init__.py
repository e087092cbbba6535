"""Pictures that vfc makes: composed, joined, encoded, kept."""

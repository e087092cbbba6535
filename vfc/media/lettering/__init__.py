"""Words drawn as pictures: wrapped, shaped, in fonts that have their letters."""

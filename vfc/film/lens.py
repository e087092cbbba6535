"""The lens that a text names."""

from __future__ import annotations

import re

LENGTH = re.compile(r"\b(\d{2,3})\s?-?mm\b(?!\s*(?:film|footage|print))", re.IGNORECASE)
STOCKS = (16, 35, 70)  # widths of film: a lens only where the word follows
LENSES = {"fisheye": 14.0, "fish-eye": 14.0, "telephoto": 135.0, "wide-angle lens": 24.0}


def lens_of(text: str) -> float | None:
    """The focal length that a text names, in millimetres of a full frame."""
    for match in LENGTH.finditer(text):
        length = float(match[1])
        if length not in STOCKS or re.match(r"\s*(lens|prime|focal)", text[match.end() :]):
            return length
    return next((length for word, length in LENSES.items() if word in text.casefold()), None)

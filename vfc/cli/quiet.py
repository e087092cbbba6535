"""What libraries warn of in passing stays off the terminal: what matters of it vfc says itself, where it reads a file."""

from __future__ import annotations

import logging
import sys
import warnings


def hush_libraries() -> None:
    """Drop Python's warnings and what is logged for nobody, in this process; `python -W` brings warnings back."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())  # without one Python prints errors on standard error

"""What libraries warn of in passing stays off the terminal: what matters of it vfc says, where it
reads a file.
"""

from __future__ import annotations

import sys
import warnings


def hush_libraries() -> None:
    """Drop Python's warnings in this process; `python -W` brings them back."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")

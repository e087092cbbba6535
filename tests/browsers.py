"""A real browser for the tests of pages: Chromium, where one is installed."""

from __future__ import annotations

import os
import shutil
from functools import cache

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
LACKS = "no Chromium is here: what a browser shows (tests/review/test_browser*.py) was not tested"


@cache
def chromium() -> str | None:
    """The program of a Chromium, VFC_CHROMIUM if that is said; None where there is none."""
    said = os.environ.get("VFC_CHROMIUM")
    return said or next(filter(None, map(shutil.which, NAMES)), None)

"""When Python looks for garbage: not while a film is read and planned, which makes many values and
none of it.
"""

from __future__ import annotations

import gc


def pause() -> None:
    """Look for none from here on; the program's own, for a process that others share is theirs."""
    gc.disable()


def resume() -> None:
    """Look again where it was paused; what was made until now, the plan, stays to the end and is
    not looked through.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()

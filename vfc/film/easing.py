"""How a change runs over its time, by the words that the text has for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

# Where in the change, from 0 to 1, a part of the time from 0 to 1 is.
CURVES: Mapping[str, Callable[[float], float]] = {
    "linear": lambda t: t,
    "ease": lambda t: t * t * (3 - 2 * t),  # smoothstep
    "ease-in": lambda t: t * t,
    "ease-out": lambda t: t * (2 - t),
}

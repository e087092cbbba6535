"""How large a picture effects make, told from their arguments before a frame is made: too large a
one is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import hypot

from vfc.film.model import Effect
from vfc.film.timing import Size

# pixels; 8K has 33 million, and moviepy holds a frame three times while it makes one
LARGEST = 40_000_000
MOST = 10**9  # of any number that is reckoned with here
SAMPLED = 80_000_000  # pixels of all the frames that SuperSample has at once, 30 bytes each


def too_large(effects: Iterable[Effect], size: Size) -> tuple[Effect, str] | None:
    """The first effect that makes a picture of `size`, or of what those before it made, too large,
    and a sentence.
    """
    width, height = float(size.width), float(size.height)
    for effect in effects:
        given = {name: value for name, value in effect.arguments if value is not None}
        width, height = GROWN.get(effect.name, _same)(given, width, height)
        if width * height > LARGEST:
            return effect, (
                f"the effect '{effect.name}' makes a picture of {width:.0f}x{height:.0f}, more "
                f"than the {LARGEST // 1_000_000} megapixels that fit in memory"
            )
        if (
            effect.name == "SuperSample"
            and _number(given.get("n_frames")) * width * height > SAMPLED
        ):
            return effect, (
                "the effect 'SuperSample' holds more frames at once than fit in memory; write "
                f"n_frames: {max(1, int(SAMPLED / (width * height)))} or less"
            )
    return None


def _number(value: object) -> float:
    """A number, 0 for what is none: the effect itself will say so."""
    return (
        float(min(abs(value), MOST)) if isinstance(value, int | float) and value == value else 0.0
    )


def _same(given: Mapping, width: float, height: float) -> tuple[float, float]:
    return width, height


def _resized(given: Mapping, width: float, height: float) -> tuple[float, float]:
    wanted = given.get("new_size")
    if isinstance(wanted, tuple | list) and len(wanted) == 2:
        return _number(wanted[0]), _number(wanted[1])
    if wanted is not None:
        return width * _number(wanted), height * _number(wanted)
    if "height" in given:
        return width * _number(given["height"]) / max(1.0, height), _number(given["height"])
    if "width" in given:
        return _number(given["width"]), height * _number(given["width"]) / max(1.0, width)
    return width, height


def _with_margin(given: Mapping, width: float, height: float) -> tuple[float, float]:
    if "margin_size" in given:
        return width + 2 * _number(given["margin_size"]), height + 2 * _number(given["margin_size"])
    left, right, top, bottom = (
        _number(given.get(side)) for side in ("left", "right", "top", "bottom")
    )
    return width + left + right, height + top + bottom


def _turned(given: Mapping, width: float, height: float) -> tuple[float, float]:
    """At most the diagonal, both ways."""
    diagonal = hypot(width, height)
    return (diagonal, diagonal) if given.get("expand", True) else (width, height)


GROWN = {"Resize": _resized, "Margin": _with_margin, "Rotate": _turned}

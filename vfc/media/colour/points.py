"""Curves through points, as tables of levels.

Between the points runs the monotone cubic of Fritsch and Carlson ("Monotone Piecewise Cubic
Interpolation", SIAM J. Numer. Anal. 17, 1980) with the slopes of Fritsch and Butland (1984), as
SciPy's PCHIP and ffmpeg's `curves` have it: it goes no higher and no lower than they.
"""

from __future__ import annotations

import numpy

from vfc.film.grades import Curve, Curves

LEVELS = 65536  # of a table


def tables(curves: Curves) -> numpy.ndarray | None:
    """What each of LEVELS levels becomes in red, green and blue, `(3, LEVELS)` float32 from 0 to 1;
    None where all stay.
    """
    if curves == Curves():
        return None
    levels = numpy.linspace(0, 1, LEVELS)
    return numpy.stack(
        [
            on_curve(on_curve(levels, each), curves.all)
            for each in (curves.red, curves.green, curves.blue)
        ]
    ).astype(numpy.float32)


def on_curve(levels: numpy.ndarray, curve: Curve) -> numpy.ndarray:
    """What levels become, float64; before the first point and after the last they are as it is."""
    if not curve:
        return levels
    places, heights = numpy.array(curve).T
    if len(curve) == 1:
        return numpy.full_like(levels, heights[0])
    slopes, widths = _slopes(places, heights), numpy.diff(places)
    at = levels.clip(places[0], places[-1])
    piece = numpy.searchsorted(places, at, side="right").clip(1, len(places) - 1) - 1
    part, width = (at - places[piece]) / widths[piece], widths[piece]
    rest = 1 - part
    return (
        heights[piece] * (1 + 2 * part) * rest**2
        + heights[piece + 1] * (3 - 2 * part) * part**2
        + width * part * rest * (slopes[piece] * rest - slopes[piece + 1] * part)
    )


def _slopes(places: numpy.ndarray, heights: numpy.ndarray) -> numpy.ndarray:
    """The slope at each point: the weighted harmonic mean of those beside it, 0 where they turn."""
    widths, rises = numpy.diff(places), numpy.diff(heights) / numpy.diff(places)
    if len(rises) == 1:
        return numpy.array([rises[0], rises[0]])
    before, after = rises[:-1], rises[1:]
    heavy, light = 2 * widths[1:] + widths[:-1], widths[1:] + 2 * widths[:-1]
    same = before * after > 0
    safe_before, safe_after = numpy.where(same, before, 1), numpy.where(same, after, 1)
    inner = (heavy + light) / (heavy / safe_before + light / safe_after)
    return numpy.concatenate(
        [
            [_at_end(widths[0], widths[1], rises[0], rises[1])],
            numpy.where(same, inner, 0),
            [_at_end(widths[-1], widths[-2], rises[-1], rises[-2])],
        ]
    )


def _at_end(width: float, beside: float, rise: float, next_rise: float) -> float:
    """The slope of a first or last point: by a parabola through three, kept from turning."""
    slope = ((2 * width + beside) * rise - width * next_rise) / (width + beside)
    if slope * rise <= 0:
        return 0.0
    return 3 * rise if rise * next_rise <= 0 and abs(slope) > 3 * abs(rise) else slope

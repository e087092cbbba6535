"""Where the people of a picture are while it plays, without a frame being drawn."""

from __future__ import annotations

from vfc.generators.api import Request
from vfc.generators.previs.canvas.stage import stage
from vfc.generators.previs.picture.crowd import figures
from vfc.generators.previs.picture.setups import setup

MOMENTS = 5  # of a shot, from its first frame to its last


def whereabouts(request: Request) -> tuple[tuple[float, ...], ...]:
    """For each person the middle of the body at moments of the shot, in parts of the frame's width
    from its left.
    """
    found, size = setup(request), request.size
    rate, length = float(request.rate) or 24.0, max(1, request.length)
    camera, people = found.rig, figures(stage(found))
    parts = [moment / (MOMENTS - 1) for moment in range(MOMENTS)]
    found = []
    for person in people:
        seen = []
        for part in parts:
            second = part * (length - 1) / rate
            x, foot, tall = person.where(second)
            seen.append(
                float(camera.at(part, second).point(x, foot - tall / 2, person.depth)[0])
                / size.width
            )
        found.append(tuple(seen))
    return tuple(found)

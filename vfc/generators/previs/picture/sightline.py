"""Where in its picture a shot's subject is: the people, or else the things that its words are
about, followed as they go and as the camera moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.layers import Drawable
from vfc.generators.previs.canvas.stage import stage
from vfc.generators.previs.picture import scene, subjects
from vfc.generators.previs.picture.crowd import figures
from vfc.generators.previs.picture.setups import setup

HIGH = 72  # pixels of the pictures in which it is measured
LOOKS = 4  # times a second that it is
HEAD = 0.3  # of its height from the top, where one looks
STILL = 0.12  # parts of the frame's width within which it need not be followed
SLOW = 1.0  # seconds over which a way is smoothed
BARE = 255  # the spare of a board where nothing is drawn
SeenAt = tuple[int, float, float]


def subject_way(request: Request, window: float) -> tuple[SeenAt, ...]:
    """Points from the first frame to the last, each a frame and a part of the width and the height
    from the top left; one of a subject that stays, none where nothing is drawn that words are
    about.

    `window` is the part of the width that will be seen. Of several people who do not fit into it,
    it is the largest; things that do not are no subject.
    """
    size = Size(max(2, 2 * round(request.size.width * HIGH / request.size.height / 2)), HIGH)
    found = setup(replace(request, size=size))
    planned = stage(found)
    if planned.words.framing in ("macro", "insert"):
        return ()
    people: list[Drawable] = [*figures(planned)]
    items = people or [item for _, item in subjects.subjects(planned)]
    second = float(request.rate) or 24.0
    frames = range(0, request.frames, max(1, round(second / LOOKS)))
    views = [found.rig.at(frame / max(1, request.length - 1), frame / second) for frame in frames]
    boxes = [
        [_box(item, view, frame / second) for item in items]
        for frame, view in zip(frames, views, strict=True)
    ]
    if not _fits(boxes, window * size.width):
        if not people:
            return ()
        sums = [sum(map(_area, each)) for each in zip(*boxes, strict=True)]
        boxes = [[each[sums.index(max(sums))]] for each in boxes]
    points = [
        (frame, *_middle(seen, size))
        for frame, each in zip(frames, boxes, strict=True)
        if (seen := [box for box in each if box is not None])
    ]
    return _smooth(points, second)


Box = tuple[int, int, int, int]  # left, top, right, bottom


def _box(item: Drawable, view: CameraView, second: float) -> Box | None:
    """What of a frame an item covers; None where it is not in sight."""
    board = np.zeros((view.size.height, view.size.width, 4), np.uint8)
    board[..., 3] = BARE
    scene.draw([item], board, view, second)
    covered = (board[..., 3] != BARE) | board[..., :3].any(-1)
    rows, columns = np.flatnonzero(covered.any(1)), np.flatnonzero(covered.any(0))
    if not len(rows):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _area(box: Box | None) -> int:
    return 0 if box is None else (box[2] - box[0]) * (box[3] - box[1])


def _fits(boxes: Sequence[Sequence[Box | None]], wide: float) -> bool:
    """Whether all that is in sight lies within so many pixels, at most times."""
    found = [[box for box in each if box is not None] for each in boxes]
    spans = [max(b[2] for b in each) - min(b[0] for b in each) for each in found if each]
    return sum(span <= wide for span in spans) * 2 >= len(spans)


def _middle(boxes: Sequence[Box], size: Size) -> tuple[float, float]:
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return (left + right) / 2 / size.width, (top + (bottom - top) * HEAD) / size.height


def _smooth(points: Sequence[SeenAt], second: float) -> tuple[SeenAt, ...]:
    if not points:
        return ()
    frames = np.array([point[0] for point in points], float)
    ways = np.array([point[1:] for point in points])
    if np.ptp(ways[:, 0]) < STILL and np.ptp(ways[:, 1]) < STILL:
        middle = ways.mean(0)
        return ((int(frames[0]), float(middle[0]), float(middle[1])),)
    near = np.exp(-(((frames[:, None] - frames) / (SLOW * second / 2)) ** 2))
    smooth = near @ ways / near.sum(1, keepdims=True)
    found = [(int(at), float(x), float(y)) for at, (x, y) in zip(frames, smooth, strict=True)]
    return tuple(found)

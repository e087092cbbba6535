"""A morph: both pictures moved along the optical flow between them, and dissolved on the way.

The flow is that of dense inverse search (Kroeger et al., "Fast Optical Flow using Dense Inverse
Search", 2016), as OpenCV has it.
"""

from __future__ import annotations

from functools import partial

import cv2
import numpy

from vfc.media.video.transitions.mixing import Mixing, eased
from vfc.media.video.transitions.planes import Planes, each_plane, split

WIDE = 480  # pixels of the picture in which motion is looked for, at most


def morph(mixing: Mixing) -> Planes:
    """Every point of both pictures on its way to where the other has it."""
    part = eased(mixing.part)
    before, after = (
        split(each)[0].round().astype(numpy.uint8) for each in (mixing.outgoing, mixing.incoming)
    )
    out_of = each_plane(partial(_moved, flow=_flow(before, after), part=part), mixing.outgoing)
    into = each_plane(partial(_moved, flow=_flow(after, before), part=1 - part), mixing.incoming)
    return cv2.addWeighted(out_of, 1 - part, into, part, 0)


def _flow(before: numpy.ndarray, after: numpy.ndarray) -> numpy.ndarray:
    """Where each point goes, `(height, width, 2)` float32 in parts of the width and the height."""
    small = min(1.0, WIDE / before.shape[1])
    size = max(16, round(before.shape[1] * small)), max(16, round(before.shape[0] * small))
    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    one, other = (cv2.resize(each, size, interpolation=cv2.INTER_AREA) for each in (before, after))
    flow = search.calc(one, other, None)  # pyright: ignore[reportCallIssue, reportArgumentType]
    return (flow / numpy.array(size)).astype(numpy.float32)


def _moved(plane: numpy.ndarray, flow: numpy.ndarray, part: float) -> numpy.ndarray:
    height, width = plane.shape
    way = cv2.resize(flow, (width, height)) * numpy.array([width, height], numpy.float32) * part
    across = numpy.arange(width, dtype=numpy.float32)[None, :] - way[..., 0]
    down = numpy.arange(height, dtype=numpy.float32)[:, None] - way[..., 1]
    return cv2.remap(
        plane,
        across.astype(numpy.float32),
        down.astype(numpy.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT_101,
    )

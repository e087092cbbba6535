"""Pictures between two others: both mixed, or what moves on its way from one to the other.

The flow is that of dense inverse search (Kroeger et al., "Fast Optical Flow using Dense Inverse
Search", 2016), both ways, at most `WIDE` pixels wide. It is brought to the time between as Baker et
al. do ("A Database and Evaluation Methodology for Optical Flow", 2011, section 3.3.2): each point
of both pictures is laid where it is then, the likest last, and holes are filled from around. Where
the two flows disagree about a point, one of the pictures hides it, and it is taken from the other.
"""

from __future__ import annotations

from functools import partial

import cv2
import numpy

from vfc.film.courses import Between
from vfc.media.video.transitions.planes import Plane, Planes, each_plane, split

WIDE = 640  # pixels of the picture in which motion is looked for, at most
STRAY = 1.5  # pixels of that by which two flows may disagree about a point
LEAST = 1e-3  # of the weight of what is hidden, for what both hide
# levels by which pictures differ after they were moved, where a cut lies between them; and of how
# much they differed before
TORN, HARDLY = 16.0, 0.5
Flow = numpy.ndarray  # where each point goes, (height, width, 2) float32 in pixels


class InBetweens:
    """What lies between two pictures; their flow is looked for once, and only if it is wanted."""

    def __init__(self, between: Between, one: Planes, other: Planes):
        self.between, self.one, self.other = between, one, other
        self._flows: tuple[Flow, Flow] | None = None
        self._torn = False

    def at(self, way: float) -> Planes:
        """The picture at a part of the way from the one to the other, 0 to 1."""
        if self.between is Between.FLOW:
            return self._on_its_way(way)
        return cv2.addWeighted(self.one, 1 - way, self.other, way, 0)

    def _on_its_way(self, way: float) -> Planes:
        lumas = split(self.one)[0], split(self.other)[0]
        if self._flows is None:
            self._flows = _flows(*lumas)
            self._torn = _is_torn(*lumas, self._flows[0])
        there, back = self._flows
        if self._torn:
            return self.one if way < 0.5 else self.other
        size = there.shape[1], there.shape[0]
        one, other = (cv2.resize(each, size) for each in lumas)
        flow = _flow_at(there, back, one, other, way)
        hidden = _disagreement(there, flow, -way), _disagreement(-back, flow, 1 - way)
        weights = [
            part * (LEAST + numpy.exp(-((each / STRAY) ** 2)))
            for part, each in zip((1 - way, way), hidden, strict=True)
        ]
        share = (weights[1] / (weights[0] + weights[1])).astype(numpy.float32)
        return each_plane(partial(_laid, flow=flow, share=share, way=way), self.one, self.other)


def _flows(one: Plane, other: Plane) -> tuple[Flow, Flow]:
    """Where each point of a picture is in the other, and back."""
    small = min(1.0, WIDE / one.shape[1])
    size = max(16, round(one.shape[1] * small)), max(16, round(one.shape[0] * small))
    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    first, second = (
        cv2.resize(each, size, interpolation=cv2.INTER_AREA)
        .round()
        .clip(0, 255)
        .astype(numpy.uint8)
        for each in (one, other)
    )
    return (
        search.calc(first, second, None),  # pyright: ignore[reportCallIssue, reportArgumentType]
        search.calc(second, first, None),  # pyright: ignore[reportCallIssue, reportArgumentType]
    )


def _is_torn(one: Plane, other: Plane, there: Flow) -> bool:
    """Whether no flow leads from a picture to the other: a cut lies between them."""
    height, width = there.shape[:2]
    one, other = (cv2.resize(each, (width, height)) for each in (one, other))
    down, across = numpy.mgrid[:height, :width].astype(numpy.float32)
    moved = cv2.remap(
        other,
        across + there[..., 0],
        down + there[..., 1],
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    left = float(numpy.abs(moved - one).mean())
    return left > TORN and left > HARDLY * float(numpy.abs(other - one).mean())


def _flow_at(there: Flow, back: Flow, one: Plane, other: Plane, way: float) -> Flow:
    """Where what is seen at a part of the way goes from the one picture to the other."""
    height, width = there.shape[:2]
    found = numpy.zeros_like(there)
    filled = numpy.zeros((height, width), numpy.float32)
    down, across = numpy.mgrid[:height, :width].astype(numpy.float32)
    moved, at, likeness = [], [], []
    for flow, begun, here, beyond in ((there, way, one, other), (-back, way - 1, other, one)):
        # the whole way leads from a point of `here` to one of `beyond`
        whole = flow if begun >= 0 else -flow
        x, y = across + flow[..., 0] * begun, down + flow[..., 1] * begun
        seen = cv2.remap(
            beyond,
            across + whole[..., 0],
            down + whole[..., 1],
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        columns, rows = numpy.rint(x).astype(int), numpy.rint(y).astype(int)
        inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
        at.append((rows * width + columns)[inside])
        moved.append(flow[inside])
        likeness.append(numpy.abs(here - seen)[inside])
    unlike = 255 - numpy.concatenate(likeness).clip(0, 255).astype(numpy.uint8)
    order = numpy.argsort(unlike, kind="stable")  # the likest is laid last
    places = numpy.concatenate(at)[order]
    found.reshape(-1, 2)[places] = numpy.concatenate(moved)[order]
    filled.reshape(-1)[places] = 1
    return _filled(found, filled)


def _filled(flow: Flow, filled: Plane) -> Flow:
    """A flow with its holes filled from around them, from farther the larger they are."""
    size = 5
    while not filled.all() and size < 4 * max(filled.shape):
        near = cv2.blur(filled, (size, size), borderType=cv2.BORDER_REPLICATE)
        around = cv2.blur(flow * filled[..., None], (size, size), borderType=cv2.BORDER_REPLICATE)
        hole = (filled == 0) & (near > 0)
        flow[hole] = around[hole] / near[hole][:, None]
        filled = numpy.where(hole, numpy.float32(1), filled)
        size = 2 * size + 1
    return flow


def _disagreement(own: Flow, flow: Flow, way: float) -> Plane:
    """By how many pixels a picture's own flow differs from one that leads to it by a part of its
    way.
    """
    height, width = flow.shape[:2]
    down, across = numpy.mgrid[:height, :width].astype(numpy.float32)
    there = cv2.remap(
        own,
        across + flow[..., 0] * numpy.float32(way),
        down + flow[..., 1] * numpy.float32(way),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return cv2.GaussianBlur(
        numpy.linalg.norm(there - flow, axis=2).astype(numpy.float32), (0, 0), 1
    )


def _laid(one: Plane, other: Plane, *, flow: Flow, share: Plane, way: float) -> Plane:
    """Two planes, each moved along a flow to a part of its way, in shares."""
    height, width = one.shape
    scale = numpy.array([width / flow.shape[1], height / flow.shape[0]], numpy.float32)
    full = cv2.resize(flow, (width, height)) * scale
    down, across = numpy.mgrid[:height, :width].astype(numpy.float32)
    before, after = (
        cv2.remap(
            plane,
            across + full[..., 0] * numpy.float32(by),
            down + full[..., 1] * numpy.float32(by),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REFLECT_101,
        )
        for plane, by in ((one, -way), (other, 1 - way))
    )
    weights = cv2.resize(share, (width, height))
    return cv2.blendLinear(before, after, 1 - weights, weights)

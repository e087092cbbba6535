"""What arrays of sound hold: stereo in blocks, one after another, and numbers by the sample."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import av
import numpy
from numpy.typing import NDArray

Block = NDArray[numpy.float32]  # `(samples, 2)`, from -1 to 1
Blocks = Iterator[Block]
Levels = NDArray[numpy.floating[Any]]  # `(samples,)`: gains, or peaks


def block_of(frame: av.AudioFrame) -> Block:
    """The samples of a frame of packed stereo float."""
    return numpy.asarray(frame.to_ndarray().reshape(-1, 2), numpy.float32)

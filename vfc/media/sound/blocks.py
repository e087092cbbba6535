"""What arrays of sound hold: channels side by side in blocks, one after another, and numbers by the
sample.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import av
import numpy
from numpy.typing import NDArray

Block = NDArray[numpy.float32]  # `(samples, channels)`, from -1 to 1
Blocks = Iterator[Block]
Levels = NDArray[numpy.floating[Any]]  # `(samples,)`: gains, or peaks
LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1"}  # by channels, as ffmpeg names them


def block_of(frame: av.AudioFrame) -> Block:
    """The samples of a frame of packed float."""
    return numpy.asarray(frame.to_ndarray().reshape(-1, frame.layout.nb_channels), numpy.float32)

"""A picture of a thing is laid beside a body wherever the body is."""

from __future__ import annotations

import numpy as np
import pytest

from vfc.generators.previs.people.laying import lay


@pytest.mark.parametrize("left", [-9, -3, 0, 7, 10, 25])
@pytest.mark.parametrize("top", [-9, -2, 0, 5, 6, 30])
def test_what_is_laid_beyond_any_edge_of_a_frame_is_cut_off(left: int, top: int) -> None:
    frame = np.zeros((6, 10, 4), np.uint8)
    picture = np.full((4, 5, 4), 255, np.uint8)

    lay(frame, picture, left, top, (255, 255, 255))

    wanted = np.zeros((6, 10), bool)
    wanted[max(0, top) : max(0, top + 4), max(0, left) : max(0, left + 5)] = True
    assert np.array_equal(frame[..., 0] == 255, wanted)

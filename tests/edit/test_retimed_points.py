"""Points, lines and titles in shots that do not play on at one speed: at the frame that shows them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.edit.cutting import black, dissolve, film, point, shot, title, use
from tests.edit.test_random_cuts import retimings
from vfc.edit.lines import spoken_lines
from vfc.edit.locate import locate, uses_by_shot
from vfc.edit.segments import assemble
from vfc.errors import Mistake, TextError
from vfc.film.courses import FreezeFrame, Retiming, SpeedStop
from vfc.film.model import Line


@settings(max_examples=60, deadline=None)
@given(retimings(), st.integers(0, 47))
def test_a_point_is_where_its_frame_or_the_next_one_is_first_seen(retiming, wanted):
    made = film(shot("a/a", 48, handles=0), cut=[black(7), use("a/a", retiming=retiming)])
    try:
        assembly = assemble(made, made.cuts[""])
    except TextError:
        return
    (each,) = assembly.uses
    shown = [each.seen.frame(index) for index in range(each.frames_in_film.frames)]
    past = (lambda frame: frame <= wanted) if each.seen.backwards else lambda frame: frame >= wanted
    first = next((index for index, frame in enumerate(shown) if past(frame)), None)
    found = locate(point("a/a", frame_in_shot=wanted), uses_by_shot(assembly.uses))
    if first is None:
        assert isinstance(found, Mistake) and "is not seen" in found.message
    else:
        assert found == 7 + first


@pytest.mark.parametrize(
    ("retiming", "begins", "ends"),
    [
        (None, 12, 12 + 36),
        (Retiming(stops=(SpeedStop(at=Fraction(0), speed=Fraction(1, 2)),)), 24, 96),
        (Retiming(freeze=FreezeFrame(at=20, frames=10)), 12, 58),
        (Retiming(freeze=FreezeFrame(at=4, frames=10)), 22, 58),
        (Retiming(reverse=True), 0, 36),
    ],
)
def test_a_line_is_read_while_its_frames_are_seen(retiming, begins, ends):
    line = Line(who="ann", text="Have you eaten? Have you eaten at all today?", start_in_shot=12)
    made = film(shot("a/a", 48, lines=(line,)), cut=[use("a/a", retiming=retiming)])
    assembly = assemble(made, made.cuts[""])
    (spoken,) = spoken_lines(made, assembly)
    assert spoken.range_in_film == (begins, min(ends, assembly.frames))


def test_a_title_at_a_frame_of_a_ramp_lies_over_it():
    ramp = Retiming(
        stops=(
            SpeedStop(at=Fraction(0), speed=Fraction(1)),
            SpeedStop(at=Fraction(16), speed=Fraction(1, 4)),
        )
    )
    made = film(
        shot("a/a", 24),
        shot("a/b", 24),
        cut=[use("a/a", retiming=ramp), dissolve(4), use("a/b")],
        titles=[title(point("a/a", frame_in_shot=8), 4)],
    )
    segment = next(each for each in assemble(made, made.cuts[""]).segments if each.overlays)
    part = segment.overlays[0]
    (shown,) = segment.pictures
    assert shown.seen.frame(part.at) >= 8 > shown.seen.frame(part.at - 1)

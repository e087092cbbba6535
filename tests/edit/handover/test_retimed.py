"""Speeds that change, for editing programs: as a line where the form has one, else as one speed with
a note.
"""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree

import opentimelineio as otio
import pytest

from tests.edit.cutting import dissolve, film, shot, use
from tests.edit.handover.fcpxmlshape import wrong_in
from tests.edit.handover.reading import time
from tests.edit.handover.test_formats import WRITERS, written
from vfc.edit.handover.editlist import edit_list
from vfc.edit.incoming.formats import read_cut
from vfc.edit.segments import assemble
from vfc.film.courses import Between, Easing, FreezeFrame, Retiming, SpeedStop
from vfc.film.timing import frames_of_an_hour

RAMP = Retiming(
    stops=tuple(
        SpeedStop(at=Fraction(at), speed=Fraction(speed))
        for at, speed in ((12, "1"), (24, "1/4"), (36, "2"))
    ),
    ease=Easing.IN_OUT,
    between=Between.FLOW,
)
FIRST = frames_of_an_hour(Fraction(24))
BACK = use("a/b", in_point=12, retiming=Retiming(reverse=True))


def whole(*cut):
    return film(shot("a/a", 72, handles=30), shot("a/b", 48), cut=cut)


def lost(name: str, made) -> list[str]:
    return list(WRITERS[name](edit_list(made, made.cuts[""])).lost)


def test_fcpxml_has_a_line_that_shows_the_frames_of_the_plan():
    made = whole(
        use("a/a", retiming=RAMP),
        dissolve(8),
        BACK,
        use("a/b", retiming=Retiming(freeze=FreezeFrame(at=6, frames=9))),
    )
    root = ElementTree.fromstring(written("fcpxml", made))
    assert not wrong_in(root)
    uses = assemble(made, made.cuts[""]).uses
    lines = root.findall(".//timeMap")
    assert [each.get("frameSampling") for each in lines] == ["optical-flow", None, None]
    for each, line in zip(uses, lines, strict=True):
        points = [
            (
                time(point.get("time"), Fraction(24)) - FIRST,
                time(point.get("value"), Fraction(24)) - FIRST,
            )
            for point in line
        ]
        for frame in range(each.frames_in_film.frames):
            before = max((point for point in points if point[0] <= frame), key=lambda p: p[0])
            after = min((point for point in points if point[0] >= frame), key=lambda p: p[0])
            way = (frame - before[0]) / (after[0] - before[0]) if after != before else 0
            at = before[1] + (after[1] - before[1]) * way
            assert abs(at - each.seen.position(frame)) < Fraction(1, 50)
    assert not lost("fcpxml", made)


def test_xmeml_has_its_points():
    made = whole(use("a/a", retiming=RAMP))
    root = ElementTree.fromstring(written("xmeml", made))
    effect = root.find(".//effect[effectid='timeremap']")
    values = {
        each.findtext("parameterid"): each.findtext("value") for each in effect.iter("parameter")
    }
    assert values["variablespeed"] == "1" and values["frameblending"] == "TRUE"
    (each,) = assemble(made, made.cuts[""]).uses
    keys = [
        (int(key.findtext("when")), float(key.findtext("value"))) for key in effect.iter("keyframe")
    ]
    assert len(keys) > 12
    assert all(abs(value - each.seen.position(when)) < 0.01 for when, value in keys)
    assert lost("xmeml", made) == ["a/a: its pictures in between, which are mixed there"]


def test_an_edl_and_otio_have_one_speed_and_say_so():
    made = whole(use("a/a", retiming=RAMP), BACK)
    edits = edit_list(made, made.cuts[""])
    for name in ("edl", "otio"):
        assert [each for each in lost(name, made) if each.startswith("a/a")] == [
            f"a/a: its change of speed, which is {float(edits.edits[0].speed * 100):.3g} % throughout there",
            "a/a: its pictures in between: flow",
        ]
        assert not [each for each in lost(name, made) if each.startswith("a/b")]


def test_what_plays_backwards_is_read_back_so():
    """With the frames that are seen: from 12 to 47, the last one first."""
    made = whole(use("a/a"), BACK)
    edl = [
        line for line in written("edl", made).splitlines() if "AB" in line or line.startswith("M2")
    ]
    assert "01:00:00:12 01:00:02:00" in edl[-2] and "-024.0" in edl[-1] and "01:00:01:23" in edl[-1]
    clip = otio.adapters.read_from_string(written("otio", made), "otio_json").tracks[0][1]
    assert clip.effects[0].time_scalar == -1
    assert (clip.source_range.start_time.value - FIRST, clip.source_range.duration.value) == (
        12,
        36,
    )
    for name in ("xmeml", "fcpxml"):
        ending = {"xmeml": "xml"}.get(name, name)
        text = written(name, made)
        read = read_cut(f"film.{ending}", text.encode(), Fraction(24), FIRST)
        assert read.clips[1].speed == -1


@pytest.mark.parametrize("name", WRITERS)
def test_a_freeze_of_the_last_frame_is_no_trouble(name):
    made = whole(
        use("a/b", retiming=Retiming(freeze=FreezeFrame()), length=Fraction(60)),
        dissolve(9),
        use("a/a"),
    )
    assert written(name, made)

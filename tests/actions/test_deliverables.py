"""Deliverables: a film of the very frames of its segments, texts to the byte."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy
import pytest

from tests.actions.working import RATE, SIZE, Bench, levels, near
from tests.recipes.samples import step
from vfc.actions.deliverables import make_subtitles, make_timeline, make_video
from vfc.actions.segments import make_segment
from vfc.actions.sounds import make_sound
from vfc.errors import StepError
from vfc.film.formats import Codec, Quality, SubtitleKind
from vfc.film.subtitles import SubtitleCue
from vfc.media.sound.raw import write_raw
from vfc.recipes.kinds import SEGMENT, SOUND, SUBTITLES, TIMELINE, VIDEO
from vfc.recipes.params import (
    SegmentParams,
    SoundParams,
    SubtitleParams,
    TimelineParams,
    VideoParams,
)
from vfc.recipes.step import Use

LOOK = {"size": SIZE, "rate": RATE, "codec": Codec.H264, "quality": Quality.DRAFT}
FILM = VideoParams(**LOOK, frames=10, segments=(6, 4), container="mp4", title="T")
USES = (Use("1", "k1"), Use("2", "k2"), Use("sound", "k3"))


@pytest.fixture
def inputs(tmp_path):
    found = {}
    for role, frames, colour in (("1", 6, "#404040"), ("2", 4, "#c0c0c0")):
        (tmp_path / role).mkdir()
        params = SegmentParams(**LOOK, frames=frames, colour=colour)
        found[role] = make_segment(step(params, kind=SEGMENT), {}, Bench(tmp_path / role))
    sound = SoundParams(blocks=(20000,), sample_rate=48000, loudness=None)
    write_raw(tmp_path / "mix", [numpy.zeros((20000, 2), numpy.float32)])
    one = step(sound, kind=SOUND, uses=(Use("1", "k"),))
    return found | {"sound": make_sound(one, {"1": tmp_path / "mix"}, Bench(tmp_path))}


def test_a_film_is_the_frames_of_its_segments_in_their_order(tmp_path, inputs):
    path = make_video(step(FILM, kind=VIDEO, uses=USES), inputs, Bench(tmp_path))
    assert near(levels(path), [64] * 6 + [192] * 4) and path.name == "artifact.mp4"


def test_segments_that_are_not_as_long_as_planned_are_no_film(tmp_path, inputs):
    params = replace(FILM, frames=11)
    with pytest.raises(StepError, match="the segments have 10 frames, not 11"):
        make_video(step(params, kind=VIDEO, uses=USES), inputs, Bench(tmp_path))


def test_a_timeline_is_written_as_it_is_on_every_system(tmp_path):
    params = TimelineParams(text="1\n你好\n")
    path = make_timeline(step(params, kind=TIMELINE), {}, Bench(tmp_path))
    assert path.read_bytes() == "1\n你好\n".encode()


def test_subtitles_are_written_alike_on_every_system(tmp_path):
    cue = SubtitleCue(start=24, stop=48, rows=("你好",))
    params = SubtitleParams(cues=(cue,), form=SubtitleKind.SRT, rate=Fraction(24))
    path = make_subtitles(step(params, kind=SUBTITLES), {}, Bench(tmp_path))
    assert path.suffix == ".srt"
    assert path.read_bytes() == "1\n00:00:01,000 --> 00:00:02,000\n你好\n".encode()

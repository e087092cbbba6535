"""Pictures: what a generator yields is checked before it is kept, what it is handed is what the
step says; files conformed, pieces joined, effects run.
"""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import numpy
import pytest
from PIL import Image

from tests.actions.working import RATE, SIZE, Bench, grey, levels, near, ramp
from tests.media.reels import decoded
from tests.recipes.samples import REQUEST, sample, step
from vfc.actions.originals import make_picture
from vfc.actions.pictures import (
    make_audio,
    make_finish,
    make_footage,
    make_generated,
    make_join,
    make_pinned,
    make_still,
    make_tensors,
)
from vfc.errors import AbilityError, MediaError, StepError
from vfc.film.model import Camera, Effect, Fit, Grade
from vfc.generators.api import Input, Model, PictureGenerator
from vfc.generators.registry import Registry
from vfc.media.frames import read_frames, read_rgb
from vfc.media.sound.samples import read_samples
from vfc.recipes.kinds import AUDIO, CONFORMED, EMBED, FINISH, FOOTAGE, JOIN, PICTURE, PINNED, STILL
from vfc.recipes.params import (
    FinishParams,
    FootageParams,
    GeneratedParams,
    InputRange,
    JoinParams,
    Piece,
    PinnedParams,
    Retime,
    StillParams,
)
from vfc.recipes.step import FileUse, Use

ASKED = replace(REQUEST, size=SIZE, rate=RATE, frames=4, length=4)
PARAMS = GeneratedParams(generator="hand", request=ASKED)


class Hand(PictureGenerator):
    """Yields what it is given, and remembers what it was asked."""

    name = "hand"

    def __init__(self, *made, revision: str = ""):
        self.made, self.revision = made, revision
        self.stage, self.inputs = None, {}

    def model(self, options):
        return Model(revision=self.revision) if self.revision else None

    def run(self, stage, inputs, context):
        self.stage = stage
        self.inputs = {
            role: each if hasattr(each, "suffix") else [int(frame[0, 0, 0]) for frame in each]
            for role, each in inputs.items()
        }
        yield from self.made


def by(hand: Hand) -> Registry:
    found = Registry([])
    found.add(hand)
    return found


def tensors(rate: str = "24000") -> bytes:
    """A file of tensors that holds a tenth of a second of sound."""
    samples = numpy.full((1, 2400), 0.5, "<f4")
    head = json.dumps(
        {
            "__metadata__": {"rate": rate},
            "samples": {"dtype": "F32", "shape": [1, 2400], "data_offsets": [0, 9600]},
        }
    ).encode()
    return len(head).to_bytes(8, "little") + head + samples.tobytes()


# ── generators ─────────────────────────────────────────────────────────────────────────────────


def test_what_a_generator_yields_is_the_picture(tmp_path):
    made = [grey(level) for level in (40, 80, 120, 160)]
    path = make_generated(by(Hand(*made)), step(PARAMS, kind=PICTURE), {}, Bench(tmp_path))
    assert near(levels(path), [40, 80, 120, 160]) and path.suffix == ".mp4"


def test_what_cost_is_kept_to_the_last_bit(tmp_path):
    random = numpy.random.default_rng(7)
    made = [random.integers(0, 256, (36, 64, 3), dtype=numpy.uint8) for _ in range(4)]
    path = make_generated(
        by(Hand(*made)), step(PARAMS, kind=PICTURE, costs=True), {}, Bench(tmp_path)
    )
    assert path.suffix == ".mkv" and numpy.array_equal(list(read_rgb(path)), made)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ([grey(9)] * 3, "3 frames came, 4 were asked for"),
        ([grey(9)] * 5, "more than the 4 frames that were asked for came"),
        ([grey(9)[:, :60]] * 4, r"frame 1 is \(36, 60, 3\) uint8, not \(36, 64, 3\) uint8"),
        ([grey(9) / 255] * 4, r"frame 1 is \(36, 64, 3\) float64"),
        ([grey(9), b"png"], "frame 2 is bytes"),
    ],
)
def test_a_picture_that_is_not_what_was_asked_for_is_refused(tmp_path, made, told):
    with pytest.raises(StepError, match=told):
        make_generated(by(Hand(*made)), step(PARAMS, kind=PICTURE), {}, Bench(tmp_path))


def test_a_generator_is_handed_ranges_of_pictures_in_the_size_that_it_makes(tmp_path):
    before = ramp(tmp_path / "before.mp4", *range(40, 140, 10))
    request = replace(ASKED, inputs=(Input(role="tail", frames=3),))
    ranges = (InputRange(role="tail", start=8, frames=3, there=10),)
    hand = Hand(*[grey(9)] * 4)
    found = step(
        replace(PARAMS, request=request, ranges=ranges), kind=PICTURE, uses=(Use("tail", "k"),)
    )
    make_generated(by(hand), found, {"tail": before}, Bench(tmp_path))
    assert near(hand.inputs["tail"], [120, 130, 130]), "beyond its end the last is held"


def test_a_generator_is_handed_pictures_and_the_paths_of_adapters(tmp_path):
    Image.fromarray(numpy.full((90, 160, 3), 77, numpy.uint8)).save(tmp_path / "a.png")
    (tmp_path / "lora").write_bytes(b"weights")
    files = (FileUse("first", "p"), FileUse("adapter 1", "l"))
    bench = Bench(tmp_path, {"p": tmp_path / "a.png", "l": tmp_path / "lora"})
    hand = Hand(*[grey(9)] * 4)
    found = step(PARAMS, kind=PICTURE, files=files, uses=(Use("embed", "k"),))
    make_generated(by(hand), found, {"embed": tmp_path / "words"}, bench)
    assert hand.inputs == {
        "first": [77],
        "adapter 1": tmp_path / "lora",
        "embed": tmp_path / "words",
    }
    assert [str(each) for each in hand.stage.uses] == ["embed"]
    assert str(hand.stage.kind) == "picture"


def test_a_generator_gets_the_options_that_stand_outside_the_key(tmp_path):
    hand = Hand(*[grey(9)] * 4)
    params = replace(PARAMS, unkeyed=(("offload", "disk"),))
    make_generated(by(hand), step(params, kind=PICTURE), {}, Bench(tmp_path))
    assert hand.stage.request.options == (("offload", "disk"),)


def test_other_weights_than_the_key_was_made_with_make_nothing(tmp_path):
    hand = Hand(*[grey(9)] * 4, revision="b" * 40)
    params = replace(PARAMS, revision="a" * 40)
    with pytest.raises(
        StepError, match=r"others than the lock holds \(bbbbbbbbbbbb, not aaaaaaaaaaaa\)"
    ):
        make_generated(by(hand), step(params, kind=PICTURE), {}, Bench(tmp_path))
    assert hand.stage is None
    same = replace(PARAMS, revision="b" * 40)
    assert make_generated(by(hand), step(same, kind=PICTURE), {}, Bench(tmp_path)).exists()


def test_a_generator_that_is_not_installed_is_named_beside_those_that_are(tmp_path):
    with pytest.raises(AbilityError, match="'gone', which is not installed: .* here are hand"):
        params = replace(PARAMS, generator="gone")
        make_generated(by(Hand()), step(params, kind=PICTURE), {}, Bench(tmp_path))


def test_what_leads_to_a_picture_is_kept_as_it_comes(tmp_path):
    whole = tensors()
    hand = Hand(whole[:100], whole[100:])
    path = make_tensors(by(hand), step(PARAMS, kind=EMBED), {}, Bench(tmp_path))
    assert path.read_bytes() == whole and str(hand.stage.kind) == "embed"


@pytest.mark.parametrize(
    ("made", "error", "told"),
    [
        ([grey(9)], StepError, "a frame came, where the bytes"),
        ([tensors()[:-1]], MediaError, "is cut short"),
        ([b""], MediaError, "is no file of tensors"),
    ],
)
def test_what_is_no_file_of_tensors_is_refused(tmp_path, made, error, told):
    with pytest.raises(error, match=told):
        make_tensors(by(Hand(*made)), step(PARAMS, kind=EMBED), {}, Bench(tmp_path))


def test_the_sound_of_a_picture_is_as_loud_as_it_was_made(tmp_path):
    path = make_audio(by(Hand(tensors())), step(PARAMS, kind=AUDIO), {}, Bench(tmp_path))
    samples = read_samples(path, 24000)
    assert samples.shape == (2400, 2) and numpy.allclose(samples, 0.5, atol=1e-3)


# ── files, pieces, effects ─────────────────────────────────────────────────────────────────────


def test_footage_begins_where_it_is_told(tmp_path):
    file = ramp(tmp_path / "k.mp4", *range(40, 200, 10))
    params = FootageParams(start=Fraction(1, 4), frames=3, size=SIZE, rate=RATE, fit=Fit.CROP)
    bench = Bench(tmp_path, {"d": file})
    path = make_footage(step(params, kind=FOOTAGE, files=(FileUse("footage", "d"),)), {}, bench)
    assert near(levels(path), [100, 110, 120])
    assert bench.told == [(0, 3), (1, 3), (2, 3)] and not bench.notes


def test_footage_that_is_as_films_keep_theirs_is_kept_as_its_packets(tmp_path):
    file = ramp(tmp_path / "k.mp4", *range(40, 200, 10))
    params = FootageParams(
        start=Fraction(1, 4), frames=10, size=SIZE, rate=RATE, fit=Fit.CROP, packets=True
    )
    bench = Bench(tmp_path, {"d": file})
    path = make_footage(step(params, kind=FOOTAGE, files=(FileUse("footage", "d"),)), {}, bench)
    kept = [frame.to_ndarray() for frame in read_frames(path, 0, 10)]
    assert all(map(numpy.array_equal, kept, decoded(file)[6:]))
    assert not bench.told and not bench.notes
    more = replace(params, frames=11)  # of which the file lacks one
    path = make_footage(step(more, kind=FOOTAGE, files=(FileUse("footage", "d"),)), {}, bench)
    assert near(levels(path), [*range(100, 200, 10), 190]) and len(bench.told) == 11


def test_an_original_that_is_as_films_keep_theirs_is_kept_as_its_packets(tmp_path):
    file = ramp(tmp_path / "original.mp4", *range(40, 200, 10))
    for frames, copied in ((16, True), (18, False)):  # of which the file lacks two
        params = replace(PARAMS, request=replace(ASKED, frames=frames, length=frames))
        bench = Bench(tmp_path)
        path = make_picture(step(params, kind=CONFORMED), {"original": file}, bench)
        assert len(levels(path)) == frames and (not bench.told) == copied
        assert all(map(numpy.array_equal, decoded(path)[:16], decoded(file)))


def test_a_still_moves_for_the_length_of_its_shot(tmp_path):
    picture = numpy.zeros((72, 128, 3), numpy.uint8)
    picture[:, 64:] = 200
    Image.fromarray(picture).save(tmp_path / "a.png")
    params = StillParams(
        frames=6, length=4, size=SIZE, rate=RATE, fit=Fit.CROP, camera=Camera(move="pan right")
    )
    bench = Bench(tmp_path, {"d": tmp_path / "a.png"})
    found = step(params, kind=STILL, files=(FileUse("still", "d"),))
    light = [float((frame > 100).mean()) for frame in read_rgb(make_still(found, {}, bench))]
    assert len(light) == 6 and light[0] < light[2] < light[3]
    alone = step(replace(params, frames=4), kind=STILL, files=found.files)
    shot = [float((frame > 100).mean()) for frame in read_rgb(make_still(alone, {}, bench))]
    assert shot == light[:4], "handles change nothing of the move"
    held = replace(params, camera=Camera())
    still = make_still(step(held, kind=STILL, files=found.files), {}, bench)
    assert len({float((frame > 100).mean()) for frame in read_rgb(still)}) == 1


def test_pieces_are_joined_held_and_retimed(tmp_path):
    one = ramp(tmp_path / "one.mp4", *range(40, 100, 10))
    two = ramp(tmp_path / "two.mp4", *range(200, 100, -10))
    params = JoinParams(
        frames=8,
        size=SIZE,
        rate=RATE,
        pieces=(
            Piece(role="2", start=1, frames=2),
            Piece(role="1", start=2, frames=2, held=1),
            Piece(role="1", start=0, frames=3, retime=Retime(of=5, over=3)),
        ),
    )
    path = make_join(step(params, kind=JOIN), {"1": one, "2": two}, Bench(tmp_path))
    assert near(levels(path), [190, 180, 60, 70, 70, 40, 60, 80])


def test_a_join_of_other_than_its_frames_is_refused(tmp_path):
    one = ramp(tmp_path / "one.mp4", 40, 50, 60)
    params = JoinParams(
        frames=3, size=SIZE, rate=RATE, pieces=(Piece(role="1", start=0, frames=2),)
    )
    with pytest.raises(StepError, match="2 frames came, 3 were asked for"):
        make_join(step(params, kind=JOIN), {"1": one}, Bench(tmp_path))


def test_effects_run_over_the_graded_take(tmp_path):
    picture = ramp(tmp_path / "take.mp4", 40, 80, 120, 160)
    params = FinishParams(
        frames=4,
        size=SIZE,
        rate=RATE,
        grade=Grade(exposure=-9.0),
        effects=(Effect(name="InvertColors"),),
    )
    found = step(params, kind=FINISH, uses=(Use("picture", "5" * 64),))
    path = make_finish(found, {"picture": picture}, Bench(tmp_path))
    assert min(levels(path)) > 240, "black turned white"
    alone = step(replace(params, grade=Grade()), kind=FINISH, uses=found.uses)
    path = make_finish(alone, {"picture": picture}, Bench(tmp_path))
    assert near(levels(path), [215, 175, 135, 95], by=4)


def test_a_pinned_picture_that_is_gone_says_what_to_do(tmp_path):
    found = step(sample(PinnedParams), kind=PINNED, name="s/a of s/b#1")
    with pytest.raises(
        StepError, match="pins s/a of s/b#1 .* bring its object back, or take 'pin'"
    ):
        make_pinned(found, {}, Bench(tmp_path))

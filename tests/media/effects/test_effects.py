"""Effects: what is wrong is told before anything runs; what runs keeps count, size and order; clips
are exact.
"""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction

import numpy
import pytest

from tests.media.sound.mixing import mix
from vfc.errors import MediaError, Stopped
from vfc.film.model import Effect
from vfc.film.timing import Size
from vfc.media.effects.check import check_effect, effect_names, parameters_of, usable_effects
from vfc.media.effects.run import PASSING, apply_effects
from vfc.media.effects.size import too_large
from vfc.media.frames import Converter
from vfc.media.sound.mix import SoundEvent
from vfc.media.sound.samples import write_wav
from vfc.media.video.encode import EncodeSettings, encode_segment
from vfc.media.video.mezzanine import write_mezzanine
from vfc.media.video.splice import splice_segments
from vfc.media.viewing.clips import clip

RATE, COUNT, HEIGHT, WIDTH = Fraction(24000, 1001), 24, 36, 64
ARGUMENTS = {
    "Blink": {"duration_on": 0.2, "duration_off": 0.2},
    "Crop": {"x1": 30, "width": 20},
    "FadeIn": {"duration": 0.5},
    "FadeOut": {"duration": 0.5},
    "FreezeRegion": {"t": 0.5, "region": (10, 10, 30, 30)},
    "GammaCorrection": {"gamma": 2},
    "Margin": {"margin_size": 5, "color": (255, 0, 0)},
    "MultiplyColor": {"factor": 0.5},
    "Resize": {"new_size": 0.5},
    "Rotate": {"angle": 20},
    "Scroll": {"w": 50, "x_speed": 20},
    "SuperSample": {"d": 0.1, "n_frames": 3},
}


def frames(count: int = COUNT) -> Iterator[numpy.ndarray]:
    """Frames that are told apart by their brightness, with a white corner on the left."""
    for index in range(count):
        frame = numpy.full((HEIGHT, WIDTH, 3), 20 + 5 * index, numpy.uint8)
        frame[:4, :4] = 255
        yield frame


def effect(name: str, **arguments: object) -> Effect:
    return Effect(
        name=name, arguments=tuple(sorted((arguments or ARGUMENTS.get(name, {})).items()))
    )


def run(*effects: Effect, count: int = COUNT) -> list[numpy.ndarray]:
    return list(apply_effects(frames(count), effects, RATE, count))


def order(shown: list[numpy.ndarray]) -> list[int]:
    return [(int(frame[20, 30, 0]) - 20) // 5 for frame in shown]


# ── what is wrong ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name, arguments, said",
    [
        ("MirorX", {}, "moviepy has no effect 'MirorX'; did you mean 'MirrorX'?"),
        (
            "black_and_white",
            {},
            "moviepy has no effect 'black_and_white'; did you mean 'BlackAndWhite'?",
        ),
        (
            "MultiplyVolume",
            {"factor": 2},
            "the effect 'MultiplyVolume' works on sound; write 'gain' or 'fade' under the film's "
            "sound",
        ),
        (
            "MultiplySpeed",
            {"factor": 2},
            "the effect 'MultiplySpeed' changes the shot's length; write 'speed' in the cut",
        ),
        (
            "CrossFadeIn",
            {},
            "the effect 'CrossFadeIn' needs a second clip; write 'dissolve' or 'fade' in the cut",
        ),
        ("HeadBlur", {}, "the effect 'HeadBlur' needs functions of time, which text cannot give"),
        (
            "MultiplyColor",
            {"factr": 2},
            "the effect 'MultiplyColor' has no argument 'factr'; did you mean 'factor'? it has "
            "factor",
        ),
        ("InvertColors", {"much": 2}, "the effect 'InvertColors' takes no arguments, not 'much'"),
        (
            "MultiplyColor",
            {},
            "the effect 'MultiplyColor' lacks 'factor'; write {MultiplyColor: {factor: …}}",
        ),
        (
            "MultiplyColor",
            {"factor": "much"},
            "the effect 'MultiplyColor' takes a number as 'factor'",
        ),
        ("Rotate", {"angle": True}, "the effect 'Rotate' takes a number as 'angle'"),
        (
            "Margin",
            {"margin_size": 1.5},
            "the effect 'Margin' takes a whole number as 'margin_size'",
        ),
        (
            "FreezeRegion",
            {"mask": 1},
            "the effect 'FreezeRegion' takes what text cannot give (a clip or a function) as "
            "'mask'",
        ),
    ],
)
def test_what_is_wrong_is_told(name, arguments, said):
    assert check_effect(name, tuple(arguments.items())) == said


def test_a_name_unlike_any_other_gets_the_whole_list():
    assert (
        check_effect("Zzz", ())
        == f"moviepy has no effect 'Zzz'; it has {', '.join(usable_effects())}"
    )


@pytest.mark.parametrize(
    "name, arguments",
    [
        ("MirrorX", {}),
        ("Resize", {"new_size": (64, 36)}),
        ("Resize", {"new_size": 0.5}),
        ("Resize", {"height": None, "width": 3}),
        ("Scroll", {"w": 5, "x_speed": 1.5}),
        ("BlackAndWhite", {"RGB": (1, 2, 3)}),
        ("BlackAndWhite", {"RGB": "CRT_phosphor"}),
        ("FadeIn", {"duration": 1, "initial_color": (255, 255, 255)}),
        ("Rotate", {"angle": 5, "expand": False}),
    ],
)
def test_what_is_right_passes(name, arguments):
    assert check_effect(name, tuple(arguments.items())) is None


def test_checking_imports_no_moviepy():
    lines = [
        "import sys",
        "from vfc.media.effects.check import check_effect",
        "check_effect('MirorX', ())",
        "sys.exit('moviepy' in sys.modules or 'numpy' in sys.modules)",
    ]
    assert subprocess.run([sys.executable, "-c", "\n".join(lines)], check=False).returncode == 0


def test_the_text_of_the_classes_says_what_the_classes_say():
    from moviepy import Effect as Base
    from moviepy.video import fx

    classes = {
        name: each
        for name, each in vars(fx).items()
        if inspect.isclass(each) and issubclass(each, Base)
    }
    assert sorted(classes) == list(effect_names())
    for name, each in classes.items():
        signature, told = inspect.signature(each).parameters, parameters_of(name)
        assert list(signature) == list(told), name
        assert [p.default is not p.empty for p in signature.values()] == [
            p.optional for p in told.values()
        ]


# ── what runs ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", usable_effects())
def test_every_effect_keeps_count_and_size(name):
    shown = run(effect(name))
    assert len(shown) == COUNT
    assert {(frame.shape, frame.dtype.name) for frame in shown} == {((HEIGHT, WIDTH, 3), "uint8")}


@pytest.mark.parametrize("name", sorted(PASSING))
def test_frames_that_pass_by_are_what_the_whole_take_gives(name):
    """TimeMirror twice shows the take as it was, and makes it lie in a file."""
    passing, whole = (
        run(effect(name)),
        run(effect("TimeMirror"), effect("TimeMirror"), effect(name)),
    )
    assert all(numpy.array_equal(one, other) for one, other in zip(passing, whole, strict=True))


def test_frames_stay_in_their_order():
    assert order(run(effect("MirrorX"), effect("MirrorX"), count=40)) == list(range(40))
    assert order(run(effect("TimeMirror"), count=40)) == list(range(39, -1, -1))


def test_effects_are_applied_in_turn():
    (frame,) = run(effect("MirrorX"), effect("MirrorY"), count=1)
    assert frame[-1, -1].tolist() == [255, 255, 255]
    assert frame[0, 0].tolist() == [20, 20, 20]


def test_a_smaller_picture_stands_in_the_middle_and_a_larger_shows_its_own():
    (small,) = run(effect("Resize", new_size=0.5), count=1)
    assert not small[:9].any() and not small[:, :16].any()
    assert small[18, 32, 0] == 20
    (large,) = run(effect("Resize", new_size=2), count=1)
    assert (large == 20).all()  # the white corner lies outside


def test_what_is_transparent_is_black():
    (frame,) = run(effect("MaskColor", color=(255, 255, 255)), count=1)
    assert frame[0, 0].tolist() == [0, 0, 0]
    assert frame[20, 30].tolist() == [20, 20, 20]


def test_few_frames_are_held():
    read = 0

    def counted() -> Iterator[numpy.ndarray]:
        nonlocal read
        for frame in frames():
            read += 1
            yield frame

    shown = apply_effects(counted(), [effect("MirrorX")], RATE, COUNT)
    next(shown)
    assert read == 1
    shown.close()


def test_too_few_frames_are_told():
    with pytest.raises(MediaError, match="^7 frames came for the effects, 24 were asked for"):
        list(apply_effects(frames(7), [effect("MirrorX")], RATE, COUNT))


def test_values_that_only_the_effect_can_judge_are_told_with_its_name():
    with pytest.raises(
        MediaError, match="^the effect 'Rotate' (failed|does not take this).*resample"
    ):
        run(effect("Rotate", angle=3, resample="finest"))
    with pytest.raises(MediaError, match="^the effect 'MultiplySpeed' changes the shot's length"):
        run(effect("MultiplySpeed", factor=2))


def test_a_stop_goes_through():
    def stopped() -> Iterator[numpy.ndarray]:
        yield next(frames())
        raise Stopped("stopped")

    with pytest.raises(Stopped):
        list(apply_effects(stopped(), [effect("MirrorX")], RATE, COUNT))


def test_a_take_in_a_file_leaves_nothing_behind(tmp_path):
    list(apply_effects(frames(), [effect("TimeMirror")], RATE, COUNT, scratch=tmp_path))
    assert not list(tmp_path.iterdir())


# ── clips ──────────────────────────────────────────────────────────────────────────────────────


def test_a_clip_shows_each_frame_at_its_time(tmp_path):
    path = tmp_path / "take.mp4"
    write_mezzanine(path, frames(), size=Size(WIDTH, HEIGHT), rate=RATE)
    made = clip(path)
    assert (made.size, made.fps, made.audio) == ((WIDTH, HEIGHT), float(RATE), None)
    assert made.duration == pytest.approx(float(COUNT / RATE))
    for index in (0, 1, 2, 23, 5, 6, 0):
        assert made.get_frame(index / made.fps)[20, 30, 0] == pytest.approx(20 + 5 * index, abs=2)
    assert len(list(made.iter_frames())) == COUNT
    made.close()


def test_a_clip_has_the_sound_of_its_file(tmp_path):
    settings = EncodeSettings(size=Size(WIDTH, HEIGHT), rate=RATE)
    encode_segment(
        tmp_path / "p.mp4", [Converter().yuv(frame) for frame in frames()], settings, COUNT
    )
    at = numpy.arange(48048)
    write_wav(
        tmp_path / "a.wav",
        0.5 * numpy.sin(at / 20)[:, None].repeat(2, 1).astype(numpy.float32),
        48000,
    )
    mix(
        tmp_path / "s.m4a",
        [SoundEvent(path=tmp_path / "a.wav", start=0)],
        length=48048,
        sample_rate=48000,
    )
    splice_segments(
        tmp_path / "film.mp4", [(tmp_path / "p.mp4", COUNT)], tmp_path / "s.m4a", settings=settings
    )
    # as in the store, where names have no ending
    path = (tmp_path / "film.mp4").rename(tmp_path / "0123abc")
    made = clip(path)
    assert (made.audio.fps, made.audio.duration) == (48000, made.duration)
    assert made.audio.get_frame(0.5) == pytest.approx(0.5 * numpy.sin(24000 / 20), abs=0.02)
    made.close()


def test_what_has_no_picture_is_no_clip(tmp_path):
    write_wav(tmp_path / "a.wav", numpy.zeros((100, 2), numpy.float32), 48000)
    with pytest.raises(MediaError, match=r"^a\.wav: is no moving picture"):
        clip(tmp_path / "a.wav")


HUGE = [
    ("Resize", {"new_size": (30000, 30000)}),
    ("Resize", {"new_size": 400}),
    ("Resize", {"width": 40000}),
    ("Resize", {"height": 10**400}),
    ("Margin", {"margin_size": 20000}),
    ("Margin", {"left": 10**6}),
    ("SuperSample", {"d": 1, "n_frames": 10**7}),
]


@pytest.mark.parametrize(("name", "arguments"), HUGE)
def test_a_picture_that_memory_does_not_hold_is_refused_before_moviepy_is_asked(name, arguments):
    effect = Effect(name=name, arguments=tuple(arguments.items()))
    found = too_large([effect], Size(640, 360))
    assert found is not None and found[0] == effect and "memory" in found[1]
    with pytest.raises(MediaError, match="memory"):
        next(
            apply_effects(
                iter([numpy.zeros((360, 640, 3), numpy.uint8)]), [effect], Fraction(24), 1
            )
        )


def test_effects_one_after_another_grow_a_picture():
    doubled = Effect(name="Resize", arguments=(("new_size", 2),))
    assert too_large([doubled] * 2, Size(1920, 1080)) is None
    assert too_large([doubled] * 3, Size(1920, 1080)) is not None
    back = Effect(name="Resize", arguments=(("new_size", (64, 64)),))
    assert too_large([doubled, back, doubled, doubled], Size(1920, 1080)) is None
    assert (
        too_large([Effect(name="Resize", arguments=(("new_size", float("nan")),))], Size(64, 64))
        is None
    )

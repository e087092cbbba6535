"""Films of footage whose frames tell their numbers: which of them are seen at speeds that change,
frozen and backwards, what is heard with them, and what a change of it costs.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy
import pytest

import vfc
from tests.media.reels import SMALL, footage, numbered, numbers
from vfc.errors import TextError
from vfc.film.courses import Easing, Retiming, SeenFrames, SpeedStop, legs_of
from vfc.media.frames import read_rgb
from vfc.media.sound.samples import read_samples

RATE = 48000
HEAD = f"vfc: 1\ntitle: t\nformat: {{size: {SMALL}, rate: 24, loudness: off}}\nscenes:\n  a:\n    shots:\n"
SHOT = "      s: {footage: n.mp4, out: 36f, handles: 12f}\n      t: {footage: n.mp4, in: 12f, out: 36f}\n"
DELIVER = "deliver: {film.mkv: {codec: ffv1}}\n"


@pytest.fixture(scope="module")
def reel(tmp_path_factory) -> Path:
    return footage(tmp_path_factory.mktemp("reel") / "n.mp4", list(numbered(50)))


def film(folder: Path, reel: Path, cut: str, shots: str = SHOT, more: str = "") -> Path:
    if not (folder / "n.mp4").exists():
        (folder / "n.mp4").write_bytes(reel.read_bytes())
    (folder / "film.yaml").write_text(f"{HEAD}{shots}cut: {cut}\n{DELIVER}{more}")
    return folder


def shown(folder: Path) -> list[int]:
    assert vfc.build(folder).ok
    return numbers(read_rgb(folder / "out/film/film.mkv"))


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        (
            "{speed: {0f: 1, 4f: 3}, out: 20f}",
            # the integral of 1 + t / 2, then 3 a frame
            [0, 1, 3, 5, 8, 11, 14, 17],
        ),
        (
            "{speed: {4f: 1, 8f: 0.25}, ease: hold, out: 10f}",
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8, 9, 9, 9, 9],
        ),
        ("{reverse: on, in: 4f, out: 10f}", [9, 8, 7, 6, 5, 4]),
        ("{reverse: on, in: 4f, out: 8f, speed: 0.5}", [7, 7, 6, 6, 5, 5, 4, 4]),
        ("{reverse: on, in: 30f, length: 4f}", [33, 32, 31, 30]),
        ("{reverse: on, speed: {0f: 1, 3f: 2}, ease: hold, out: 9f}", [8, 7, 6, 5, 3, 1]),
        ("{freeze: last, in: 32f, length: 8f}", [32, 33, 34, 35, 35, 35, 35, 35]),
        ("{freeze: {at: 2f, for: 3f}, out: 4f}", [0, 1, 2, 2, 2, 2, 3]),
        ("{freeze: {at: last, for: 3f}, out: 4f}", [0, 1, 2, 3, 3, 3, 3]),
        ("{freeze: {at: 2f}, out: 6f}", [0, 1, 2, 2, 2, 2]),
        ("{reverse: on, freeze: last, out: 3f, length: 5f}", [2, 1, 0, 0, 0]),
        ("{speed: {0f: 1, 2f: 0, 5f: 2}, ease: hold, out: 8f}", [0, 1, 2, 2, 2, 2, 4, 6]),
        ("{speed: 2, freeze: {at: 1f, for: 2f}, out: 6f}", [0, 2, 2, 2, 4]),
    ],
)
def test_the_frames_that_are_seen_are_those_that_are_asked_for(tmp_path, reel, entry, wanted):
    assert shown(film(tmp_path, reel, f"[a/s: {entry}]")) == wanted


def test_what_is_turned_twice_is_what_it_was(tmp_path, reel):
    once = tmp_path / "once"
    once.mkdir()
    assert shown(film(once, reel, "[a/s: {reverse: on}]")) == [*range(35, -1, -1)]
    shots = "      s: {footage: once/out/film/film.mkv}\n"
    assert shown(film(tmp_path, reel, "[a/s: {reverse: on}]", shots)) == [*range(36)]


def test_mixed_pictures_lie_between_and_use_none_beyond_the_last(tmp_path, reel):
    folder = film(tmp_path, reel, "[a/s: {speed: 0.25, out: 3f, between: mix}]")
    assert vfc.build(folder).ok
    levels = [float(each[45, 80].mean()) for each in read_rgb(folder / "out/film/film.mkv")]
    wanted = [16 + 4 * min(k / 4, 2) for k in range(12)]
    assert levels == pytest.approx(wanted, abs=1.3)


def test_under_a_transition_each_shows_what_it_would_show_next(tmp_path, reel):
    """On handles beside a ramp, without any where the last frame is held, before its `in`
    backwards.
    """
    for outgoing, wanted in (
        ("a/s: {speed: {0f: 1, 4f: 2}, ease: hold, out: 8f}", [0, 1, 2, 3, 4, 6, *(8, 10, 12, 14)]),
        ("a/s: {reverse: on, in: 6f, out: 12f}", [11, 10, 9, 8, 7, 6, *(5, 4, 3, 2)]),
        ("a/t: {in: 18f, freeze: last}", [30, 31, 32, 33, 34, 35, *(35, 35, 35, 35)]),
    ):
        shots = SHOT.replace("in: 12f, out: 36f", "in: 12f, out: 36f, handles: 0f")
        # a wipe over a frame that is wide: its right half is still the outgoing one
        cut = f"[{outgoing}, wipe: 4f, a/s: {{out: 8f}}]"
        folder = film(tmp_path, reel, cut, shots)
        assert vfc.build(folder).ok
        made = list(read_rgb(folder / "out/film/film.mkv"))
        right = [round((float(each[45, -2].mean()) - 16) / 4) for each in made[:10]]
        assert (len(made), right) == (14, wanted)


def test_a_film_that_was_changed_is_the_film_made_anew(tmp_path, reel):
    """And its changes cost what is encoded, never a picture of footage."""
    cuts = [
        "[a/s, a/t: {speed: {0s: 1, 1s: 0.5}, between: flow}]",
        "[a/s: {reverse: on, in: 5f}, dissolve: 4f, a/t: {speed: {0s: 1, 1s: 0.5}}]",
        "[a/s: {freeze: {at: 3f, for: 5f}}, a/t: {speed: {0s: 1, 1s: 0.5}, ease: ease-in}]",
    ]
    for number, cut in enumerate(cuts):
        result = vfc.build(film(tmp_path, reel, cut))
        made = {label.split()[0] for label in result.made}
        assert result.ok and (not number or not made & {"picture", "finish"})
        clean = tmp_path / f"clean{number}"
        clean.mkdir()
        vfc.build(film(clean, reel, cut))
        name = "out/film/film.mkv"
        assert (tmp_path / name).read_bytes() == (clean / name).read_bytes()
        assert not vfc.build(tmp_path).made


def test_a_ramp_that_moves_costs_its_own_segment(tmp_path, reel):
    ramp = "a/s: {speed: {2f: 1, 4f: 0.5}, out: 8f}"
    vfc.build(film(tmp_path, reel, f"[{ramp}, a/t]"))
    again = vfc.build(film(tmp_path, reel, f"[a/t: {{out: 6f}}, {ramp}, a/t]"))
    assert sorted(each for each in again.made if "segment" in each) == ["segment film.mkv a/t"]


@pytest.fixture(scope="module")
def clicking(tmp_path_factory) -> Path:
    """Footage of four seconds with a click at each quarter of one."""
    path, random = tmp_path_factory.mktemp("clicks") / "n.mov", numpy.random.default_rng(3)
    sound = random.normal(0, 0.001, 4 * RATE)
    for at in range(RATE // 4, len(sound), RATE // 4):
        sound[at : at + 960] += random.normal(0, 0.3, 960) * numpy.exp(-numpy.arange(960) / 200)
    with av.open(str(path), "w") as container:
        picture = container.add_stream("libx264", rate=24, options={"qp": "4"})
        picture.width, picture.height, picture.pix_fmt = *SMALL, "yuv420p"
        track = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for index, each in enumerate(numbered(96 // 2)):
            for at in (2 * index, 2 * index + 1):
                frame = av.VideoFrame.from_ndarray(each, format="rgb24")
                frame.pts = at
                container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        levels = (sound.clip(-1, 1) * 32767).astype(numpy.int16)[None]
        frame = av.AudioFrame.from_ndarray(levels, format="s16", layout="mono")
        frame.rate, frame.pts = RATE, 0
        container.mux(track.encode(frame))
        container.mux(track.encode(None))
    return path


def onsets(samples: numpy.ndarray) -> list[float]:
    """The seconds at which a click begins."""
    loud = numpy.flatnonzero(numpy.abs(samples) > 0.06)
    return [at / RATE for at in loud[numpy.diff(loud, prepend=-RATE) > RATE // 30]]


def when(seen: SeenFrames, count: Fraction) -> float:
    """The second of film at which so many frames went by, by halving."""
    low, high = Fraction(0), Fraction(400)
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if seen.passed(middle) < count else (low, middle)
    return float(high) / 24


@pytest.mark.parametrize(
    ("ease", "stops", "back"),
    [
        (Easing.LINEAR, "1:1 2:0.25 3:2", False),
        (Easing.IN, "0:2 1:0.3 2:1", True),
        (Easing.OUT, "0:0.5 2:3", False),
        (Easing.IN_OUT, "1:1 2:0.25 3:2", True),
        (Easing.HOLD, "0:0.5 2:3", True),
    ],
)
def test_the_sound_of_a_ramp_is_in_step_with_its_picture(tmp_path, clicking, ease, stops, back):
    pairs = [each.split(":") for each in stops.split()]
    (tmp_path / "n.mov").write_bytes(clicking.read_bytes())
    entry = f"speed: {{{', '.join(f'{at}s: {speed}' for at, speed in pairs)}}}, ease: {ease}"
    (tmp_path / "film.yaml").write_text(
        f"{HEAD}      s: {{footage: n.mov}}\n"
        f"cut: [a/s: {{{entry}, reverse: {'on' if back else 'off'}}}]\ndeliver: {{film.wav: {{}}}}\n"
    )
    assert vfc.build(tmp_path).ok
    heard = read_samples(tmp_path / "out/film/film.wav")[:, 0]
    legs = legs_of(
        Fraction(1),
        Retiming(
            stops=tuple(SpeedStop(at=24 * Fraction(at), speed=Fraction(v)) for at, v in pairs),
            ease=ease,
        ),
    )
    seen = SeenFrames(start=Fraction(0), legs=legs)
    frames = seen.reach(96)
    assert len(heard) == frames * RATE // 24
    wanted = [when(seen, Fraction(24 * n, 4)) for n in range(1, 16)]
    length = len(heard) / RATE
    begun = onsets(heard[::-1] if back else heard)
    found = sorted(length - each for each in begun) if back else begun
    # backwards a click ends at its time, which is that of its first sample turned round
    inside = [each for each in wanted if 0.01 < each < length - 0.01]
    assert found == pytest.approx(inside, abs=0.001)


def test_nothing_is_heard_of_a_frame_that_is_held(tmp_path, clicking):
    (tmp_path / "n.mov").write_bytes(clicking.read_bytes())
    (tmp_path / "film.yaml").write_text(
        f"{HEAD}      s: {{footage: n.mov, out: 2s}}\n"
        "cut: [a/s: {freeze: {at: 18f, for: 1s}}, a/s: {freeze: last, length: 3s}]\n"
        "deliver: {film.wav: {}}\n"
    )
    assert vfc.build(tmp_path).ok
    heard = read_samples(tmp_path / "out/film/film.wav")[:, 0]
    assert numpy.abs(heard[int(0.75 * RATE) : int(1.74 * RATE)]).max() == 0
    assert numpy.abs(heard[5 * RATE :]).max() == 0
    first = [0.25, 0.5, *(1 + n / 4 for n in range(3, 8))]
    second = [3 + n / 4 for n in range(1, 8)]
    assert onsets(heard) == pytest.approx([*first, *second], abs=0.001)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{speed: {1s: 1, 24f: 2}}", "two speeds stand at one time"),
        ("{speed: {}}", "names no speed"),
        ("{speed: {1s: 30}}", "a number from 0 to 20"),
        ("{speed: {fast: 1}}", "fast"),
        ("{speed: [1, 2]}", "a number from 0.05 to 20, or a map of times and speeds"),
        ("{speed: {1s: 1, 30f: 0}}", "never ends"),
        ("{speed: {0s: 1, 9s: 2}, ease: ease-in, length: 99f}", "fills"),
        ("{speed: {9s: 1, 10s: 2}}", "a stop of its speed is at 216f"),
        ("{ease: ease-in}", "here is one speed"),
        ("{speed: {1s: 2}, ease: ease-in}", "here is one speed"),
        ("{between: flow}", "between: flow makes nothing here"),
        ("{speed: 2, between: mix}", "between: mix makes nothing here"),
        ("{between: blend}", "repeat, mix or flow"),
        ("{freeze: first}", "last"),
        ("{freeze: {for: 1s}}", "at"),
        ("{freeze: {at: 1s, for: 0f}}", "less than one frame"),
        ("{freeze: {at: 3s, for: 1s}}", "its freeze is at 72f"),
        ("{reverse: back}", "on or off"),
    ],
)
def test_a_mistake_says_what_may_stand(tmp_path, reel, entry, message):
    with pytest.raises(TextError) as error:
        vfc.build(film(tmp_path, reel, f"[a/s: {entry}]"))
    said = " ".join(f"{each.message} {each.hint}" for each in error.value.mistakes)
    assert message in said and all(each.span.line for each in error.value.mistakes)


def test_backwards_a_transition_needs_frames_before_the_in(tmp_path, reel):
    with pytest.raises(TextError) as error:
        vfc.build(film(tmp_path, reel, "[a/s: {reverse: on, in: 2f}, dissolve: 6f, a/t]"))
    (mistake,) = error.value.mistakes
    assert "before its in point, for it plays backwards, and there are 2" in mistake.message
    assert "in: 6f" in mistake.hint and "freeze: last" in mistake.hint

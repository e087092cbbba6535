"""The embedded generator's frames: how many, what they are, that they are always the same, that
words matter.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.generator import Previs
from vfc.generators.previs.reading.words import understand

SMALL = Size(160, 90)


class Quiet:
    """A context that listens to nothing."""

    def progress(self, done: int, total: int) -> None:
        """Not told to anyone."""


def request(
    words: str = "", *, frames: int = 3, size: Size = SMALL, seed: int = 7, **more: object
) -> Request:
    camera = Camera(framing=str(more.pop("framing", "wide")), move=str(more.pop("move", "static")))
    place, style = str(more.pop("place", "")), str(more.pop("style", ""))
    prompt = Prompt(camera=camera.words, words=words, place=place, style=style)
    length = int(more.pop("length", frames))  # type: ignore[call-overload]
    return Request(
        prompt=prompt,
        camera=camera,
        size=size,
        rate=Fraction(24),
        frames=frames,
        length=length,
        seed=seed,
        **more,
    )  # type: ignore[arg-type]


def made(asked: Request) -> np.ndarray:
    return np.stack(list(Previs().frames(asked, Quiet())))  # type: ignore[arg-type]


def apart(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


@pytest.mark.parametrize(
    "words", ["a key on a wooden table in a kitchen", "a woman walks along a street"]
)
@pytest.mark.parametrize(
    "style", ["wet streets, neon, rainy night", "foggy winter forest, snow", "golden hour, dusk"]
)
def test_a_style_says_how_things_look_and_never_weather_hour_or_place(
    words: str, style: str
) -> None:
    plain, styled = understand(request(words)), understand(request(words, style=style))
    assert (styled.weather, styled.time, styled.place, styled.things) == (
        plain.weather,
        plain.time,
        plain.place,
        plain.things,
    )


PLACES = (
    "a kitchen",
    "a street with cars",
    "a harbour with boats",
    "a lighthouse on a cliff",
    "a forest in fog",
    "space",
    "a desert with a train",
    "rooftops",
    "mountains",
    "a city skyline",
    "a beach",
    "a train car",
    "",
)


@pytest.mark.parametrize("place", PLACES)
def test_frames_are_as_many_and_as_large_as_asked(place: str) -> None:
    frames = list(
        Previs().frames(request("night, two people walk in the rain", place=place), Quiet())
    )  # type: ignore[arg-type]
    assert [(f.shape, f.dtype, f.flags.c_contiguous) for f in frames] == [
        ((90, 160, 3), np.uint8, True)
    ] * 3
    assert len({id(frame) for frame in frames}) == 3


@pytest.mark.parametrize("size", [Size(16, 16), Size(90, 160), Size(160, 20), Size(640, 338)])
def test_any_size(size: Size) -> None:
    frames = made(request("boats at night, birds, a man sits", frames=1, size=size))
    assert frames.shape == (1, size.height, size.width, 3)


def test_the_same_request_gives_the_same_frames_also_in_threads() -> None:
    asked = request(
        "storm over a street at night, neon, a woman in a red coat runs", frames=4, move="handheld"
    )
    first = made(asked)
    with ThreadPoolExecutor(2) as pool:
        for again in pool.map(made, [asked, asked]):
            assert np.array_equal(first, again)


def test_seed_and_words_change_the_picture_and_no_unknown_adjective() -> None:
    plain = made(request("a hill at dawn", frames=1))
    assert apart(plain, made(request("a hill at dawn", seed=8, frames=1))) > 3
    assert apart(plain, made(request("a hill at night", frames=1))) > 3
    assert apart(plain, made(request("a hill at dawn, a woman stands", frames=1))) > 0.3
    assert apart(plain, made(request("a quaggy hill at dawn", frames=1))) == 0


def test_night_is_darker_than_noon() -> None:
    for place in ("a street", "mountains", "the sea", "a room"):
        night, noon = (made(request(words, place=place, frames=1)) for words in ("night", "noon"))
        assert night.mean() < 0.6 * noon.mean()


def test_styles_without_colour() -> None:
    frame = made(request("a red barn at dusk", style="black and white", frames=1))[0].astype(int)
    assert np.abs(frame[..., 0] - frame[..., 2]).max() <= 2


def test_the_coat_has_its_colour() -> None:
    frame = made(request("noon", frames=1, framing="medium", cast=("a woman in a red wool coat",)))[
        0
    ].astype(int)
    red = (frame[..., 0] > 1.7 * frame[..., 1]) & (frame[..., 0] > 90)
    assert red.mean() > 0.03


def test_letterbox_and_caption_only_where_asked() -> None:
    plain = made(request("noon over a field", frames=1))[0]
    barred = made(
        request("noon over a field", frames=1, options=(("caption", True), ("letterbox", True)))
    )[0]
    assert plain[:4].mean() > 40 and barred[:4].max() == 0 and barred[-8:].max() > 100


def test_a_smaller_frame_shows_the_same_picture() -> None:
    import cv2

    words = "a lighthouse on a cliff at dawn, an old man stands"
    large, small = (
        made(request(words, frames=1, size=size))[0] for size in (Size(480, 270), Size(240, 135))
    )
    assert apart(cv2.resize(large, (240, 135), interpolation=cv2.INTER_AREA), small) < 6


@settings(max_examples=14)
@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=12), st.text(max_size=12))
def test_no_text_breaks_it(words: str, place: str, framing: str, move: str) -> None:
    asked = request(
        words, place=place, framing=framing, move=move, frames=1, size=Size(48, 28), cast=(words,)
    )
    assert made(asked).shape == (1, 28, 48, 3)


def test_long_and_foreign_words() -> None:
    for words in ("rain " * 2000, "夜の海、灯台", "🌊🚀 " * 50, "ночь, дождь, улица"):
        assert len(made(request(words, frames=1, size=Size(48, 28)))) == 1

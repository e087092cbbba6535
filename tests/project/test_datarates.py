"""The room that a film file takes: crf, bitrate, max_size, as they come out."""

from __future__ import annotations

import av
import numpy
import pytest

import vfc
from vfc.actions.fitting import search
from vfc.errors import TextError
from vfc.generators.api import PictureGenerator
from vfc.testing import Flat

FILM = """\
title: T
format: {size: 96x64, rate: 24}
generator: grain
scenes:
  a:
    shots:
      s: {prompt: x, length: 30f, seed: 1}
      t: {prompt: y, length: 24f, seed: 2}
deliver:
"""


class Grain(PictureGenerator):
    """Moving grain, which takes room."""

    name = "grain"

    def frames(self, request, context):
        noise = numpy.random.default_rng(request.seed)
        ramp = numpy.linspace(40, 160, request.size.width)[None, :, None]
        for _ in range(request.frames):
            grain = noise.normal(0, 25, (request.size.height, request.size.width, 1))
            yield numpy.clip(ramp + grain, 0, 255).repeat(3, 2).astype(numpy.uint8)


def built(folder, deliver: str, text: str = FILM, **options):
    folder.mkdir(exist_ok=True)
    (folder / "film.yaml").write_text(text + deliver)
    return vfc.build(folder, generators=[Grain()], **options)


def pictures_of(path) -> tuple[int, int]:
    """Bytes and frames of a file's pictures."""
    with av.open(str(path)) as container:
        sizes = [packet.size for packet in container.demux(video=0) if packet.size]
    return sum(sizes), len(sizes)


def test_a_size_and_a_bitrate_are_held_and_crf_is_as_asked(tmp_path):
    result = built(
        tmp_path,
        "  fine.mp4: {crf: 10}\n  rough.mp4: {crf: 40}\n  small.mp4: {max_size: 120kB}\n"
        "  rate.mp4: {bitrate: 300k}\n  ten.mp4: {codec: h265, depth: 10, max_size: 110kB}\n"
        "  small.webm: {max_size: 110kB, subtitles: off}\n  wide.mp4: {max_size: 1GB}\n  film.mp4: {}\n",
    )
    assert result.ok, result.failed
    out = tmp_path / "out/film"
    size = {each.name: each.stat().st_size for each in out.iterdir() if each.is_file()}
    assert size["rough.mp4"] < size["film.mp4"] < size["fine.mp4"]
    assert 0.85 * 120_000 < size["small.mp4"] <= 120_000
    assert 0.85 * 110_000 < size["ten.mp4"] <= 110_000
    assert 0.85 * 110_000 < size["small.webm"] <= 110_000
    assert size["wide.mp4"] == size["film.mp4"], "no finer than its quality"
    count, frames = pictures_of(out / "rate.mp4")
    assert frames == 54 and 0.85 * 300_000 < count * 8 * 24 / 54 <= 300_000
    with av.open(str(out / "ten.mp4")) as container:
        assert container.streams.video[0].codec_context.pix_fmt == "yuv420p10le"


def test_a_changed_shot_is_encoded_anew_and_the_film_is_that_of_a_clean_build(tmp_path):
    deliver = "  small.mp4: {max_size: 120kB}\n"
    built(tmp_path / "a", deliver)
    pieces = set((tmp_path / "a/.vfc/objects").rglob("*"))
    assert not built(tmp_path / "a", deliver).made
    again = FILM.replace("seed: 2", "seed: 3")
    made = built(tmp_path / "a", deliver, again).made
    assert sum(each.startswith("segment") for each in made) == 1
    fresh = set((tmp_path / "a/.vfc/objects").rglob("*")) - pieces
    assert len([each for each in fresh if each.is_file()]) < len(
        [each for each in pieces if each.is_file()]
    )
    built(tmp_path / "b", deliver, again)
    one, other = (tmp_path / name / "out/film/small.mp4" for name in "ab")
    assert one.read_bytes() == other.read_bytes()


def test_what_does_not_fit_fails_and_says_why(tmp_path):
    result = built(tmp_path, "  small.mp4: {max_size: 2kB}\n", keep_going=True)
    assert not result.ok
    assert "cannot keep max_size: 2 kB" in str(result.failed)
    assert not (tmp_path / "out/film/small.mp4").exists()


def test_a_profile_s_quality_stands_in_place_of_crf_and_bitrate(tmp_path):
    text = FILM.replace("scenes:", "profiles: {draft: {quality: draft}}\nscenes:")
    built(
        tmp_path, "  a.mp4: {crf: 5}\n  b.mp4: {bitrate: 9M}\n  c.mp4: {}\n", text, profile="draft"
    )
    sizes = {each.stat().st_size for each in (tmp_path / "out/draft").glob("*.mp4")}
    assert len(sizes) == 1


@pytest.mark.parametrize("limit", [*range(1, 52), 60])
def test_the_finest_that_fits_is_found_from_anywhere(limit):
    asked: list[int] = []

    def fits(factor: int) -> bool:
        asked.append(factor)
        return factor >= limit

    found = search(fits, 18, 1, 51)
    assert found == (limit if limit <= 51 else None)
    assert search(fits, 18, 18, 51) == (max(18, limit) if limit <= 51 else None)
    assert len(asked) == len(set(asked)) or len(asked) < 24


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("film.mp4: {crf: 52}", "H.264 has a crf from 1 to 51, not 52 write crf: 51 or less"),
        ("film.mp4: {crf: 0}", "'crf' is a whole number from 1 to 63, not '0'"),
        ("film.mp4: {crf: 20, bitrate: 8M}", "'crf' and 'bitrate' both say how finely"),
        ("film.mov: {crf: 20}", "'crf' says nothing of ProRes, which has the rate of its profile"),
        ("film.mkv: {codec: ffv1, max_size: 8MB}", "FFV1, which keeps every picture as it is"),
        ("film.mp4: {max_size: 8}", "'max_size' is the size of a file, in kB, MB or GB, not '8'"),
        ("film.mp4: {bitrate: 8000}", "'bitrate' is a number of bits a second, in k or M"),
        ("film.mp4: {bitrate: 0.1k}", "'0.1k' holds no pictures; write such as 8M"),
        ("film.mp4: {max_size: 0kB}", "'0kB' holds no film; write such as 8MB"),
        ("film.srt: {max_size: 8MB}", "'max_size' is about how a film file is encoded"),
        ("poster.png: {crf: 20}", "'crf' is about how a film file is encoded"),
    ],
)
def test_what_says_nothing_is_told(tmp_path, entry, message):
    (tmp_path / "film.yaml").write_text(FILM.replace("grain", "flat") + f"  {entry}\n")
    with pytest.raises(TextError) as told:
        vfc.plan(tmp_path, generators=[Flat()])
    assert message in "\n".join(f"{each.message} {each.hint}" for each in told.value.mistakes)

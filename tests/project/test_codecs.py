"""Films in each codec: as many frames as planned, the pictures that were asked for, what is refused."""

from __future__ import annotations

import av
import pytest

import vfc
from tests.project.test_sources import built, film, frames_of
from vfc.errors import TextError
from vfc.film.formats import FORMATS, Codec
from vfc.testing import Flat

SHOTS = "scenes:\n  a:\n    shots:\n      s: {prompt: x, length: 7f}\n      t: {prompt: y, length: 5f}\n"
LARGE = "format: {size: 256x120, rate: 24}\n"
NAMES = {"h265": "hevc", "dnxhr": "dnxhd", "av1": "libdav1d"}


def large(folder, deliver: str):
    film(folder, f"{SHOTS}deliver:\n{deliver}")
    text = (folder / "film.yaml").read_text()
    (folder / "film.yaml").write_text(text.replace("format: {size: 64x36, rate: 24}\n", LARGE))


def test_a_film_in_each_codec_has_its_frames_and_only_its_segments_are_made_anew(tmp_path):
    written = [(ending, codec) for ending, each in FORMATS.items() for codec in each.codecs]
    files = "".join(f"  {codec}.{ending}: {{codec: {codec}}}\n" for ending, codec in written)
    large(tmp_path, files)
    made = built(tmp_path).made
    segments = [step for step in made if step.startswith("segment")]
    assert len(segments) == 2 * len(Codec), "containers share the segments of a codec"
    for ending, codec in written:
        assert len(frames_of(tmp_path, f"{codec}.{ending}")) == 12
        with av.open(str(tmp_path / f"out/film/{codec}.{ending}")) as container:
            assert container.streams.video[0].codec_context.name == NAMES.get(codec, codec)
    assert not built(tmp_path).made


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("film.mp4: {codec: ffv1}", "FFV1 does not go into an .mp4 name the file .mkv"),
        ("film.mkv: {codec: dnxhr}", "DNxHR does not go into an .mkv name the file .mov"),
        ("film.mkv: {codec: ffv1, quality: high}", "FFV1 keeps every picture as it is"),
        (
            "film.mov: {codec: dnxhr}",
            "DNxHR takes pictures of at least 256x120, and this one is 64x36",
        ),
        ("film.mov: {codec: dnxhr, size: 254x120}", "and this one is 254x120"),
        ("film.mp4: {codec: divx}", "h264, h265, av1, vp9, prores, dnxhr or ffv1"),
    ],
)
def test_what_a_codec_cannot_do_is_told(tmp_path, entry, message):
    film(tmp_path, f"{SHOTS}deliver:\n  {entry}\n")
    with pytest.raises(TextError) as told:
        vfc.plan(tmp_path, generators=[Flat()])
    assert message in "\n".join(f"{each.message} {each.hint}" for each in told.value.mistakes)

"""Film files for platforms: what they are like, and what a platform does not take."""

from __future__ import annotations

import av
import pytest

import vfc
from tests.project.test_cuts import tones
from tests.project.test_sources import built, film
from vfc.errors import TextError
from vfc.film.formats import FORMATS
from vfc.film.platforms import platforms
from vfc.film.timing import Size
from vfc.testing import Flat

BODY = """\
scenes:
  a:
    length: 4s
    shots:
      s: {prompt: x}
sound: {music: [{file: low.wav, repeat: true}]}
"""


def wide(folder, deliver: str, form: str = "size: 64x36, rate: 24", length: str = "4s"):
    tones(folder)
    film(folder, f"{BODY.replace('4s', length)}deliver:\n{deliver}")
    text = (folder / "film.yaml").read_text()
    (folder / "film.yaml").write_text(text.replace("size: 64x36, rate: 24", form))


def test_a_file_is_made_as_its_platform_takes_it(tmp_path):
    wide(
        tmp_path,
        "  tube.mp4: {platform: youtube}\n  quiet.mp4: {platform: youtube, loudness: -20}\n"
        "  tv.mov: {platform: broadcast-r128}\n  film.mp4: {}\n  film.wav: {loudness: -18}\n",
        "size: 64x36, rate: 25",
        "12f",
    )
    result = built(tmp_path)
    loud = {name: round(found[0] or 0) for name, found in result.sound.items()}
    assert [loud[name] for name in ("tube.mp4", "quiet.mp4", "tv.mov", "film.wav")] == [
        *(-14, -20, -23, -18)
    ]
    with av.open(str(tmp_path / "out/film/tv.mov")) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.width, stream.height) == ("prores", 1920, 1080)
    assert not built(tmp_path).made


def test_a_reel_is_as_long_and_as_large_as_it_must_be(tmp_path):
    wide(
        tmp_path,
        "  reel.mp4: {platform: instagram-reel, size: 540x540}\n",
        "size: 64x64, rate: 23",
        "3s",
    )
    (loud,) = built(tmp_path).sound.values()
    assert round(loud[0] or 0) == -14
    with av.open(str(tmp_path / "out/film/reel.mp4")) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.width, stream.height) == ("h264", 540, 540)


def test_a_film_of_another_shape_gets_the_platform_s_size(tmp_path):
    wide(tmp_path, "  reel.mp4: {platform: tiktok}\n  tube.mp4: {platform: youtube}\n")
    found = vfc.plan(tmp_path, generators=[Flat()]).loaded.film.deliver
    assert [each.size for each in found] == [Size(1080, 1920), None]
    wide(tmp_path, "  reel.mp4: {platform: tiktok}\n", "size: 720x1280, rate: 24")
    (found,) = vfc.plan(tmp_path, generators=[Flat()]).loaded.film.deliver
    assert found.size is None


@pytest.mark.parametrize(
    ("entry", "form", "message"),
    [
        ("a.mkv: {platform: youtube}", "", "YouTube takes no .mkv name the file .mp4 or .mov"),
        ("a.mp4: {platform: tiktok, codec: av1}", "", "TikTok takes no AV1 write codec: h264"),
        ("a.mp4: {platform: tiktok, size: 320x180}", "", "sides of 360 to 4096 pixels"),
        ("a.mp4: {platform: tiktok}", "rate: 12", "takes 23 to 60 frames a second, and the film"),
        ("a.mov: {platform: broadcast-r128}", "rate: 24", "takes 25 to 50 frames a second"),
        ("a.mp4: {platform: instagram-reel}", "rate: 24, sound: 96000", "takes 48000 samples"),
        ("a.mp4: {platform: instagram-reel, channels: surround}", "", "in one or two channels"),
        ("a.mp4: {platform: myspace}", "", "'platform' is youtube, vimeo, instagram-reel"),
        ("a.wav: {platform: youtube}", "", "'platform' is about how a film file is encoded"),
        ("music.wav: {loudness: -20}", "", "the music is delivered as mixed"),
        ("a.png: {loudness: -20}", "", "'loudness' is about sound, and this is a still"),
    ],
)
def test_what_a_platform_does_not_take_is_told(tmp_path, entry, form, message):
    wide(tmp_path, f"  {entry}\n", f"size: 64x36, {form or 'rate: 24'}")
    with pytest.raises(TextError) as told:
        vfc.plan(tmp_path, generators=[Flat()])
    found = "\n".join(f"{each.message} {each.hint}" for each in told.value.mistakes)
    assert message in found, found


@pytest.mark.parametrize(("length", "told"), [("2s", "lasts 2.0 s"), ("601s", "lasts 601.0 s")])
def test_a_film_too_long_or_too_short_is_told(tmp_path, length, told):
    wide(tmp_path, "  a.mp4: {platform: tiktok}\n")
    text = (tmp_path / "film.yaml").read_text()
    (tmp_path / "film.yaml").write_text(text.replace("length: 4s", f"length: {length}"))
    with pytest.raises(TextError, match=f"{told}, and TikTok takes 3 to 600 s"):
        vfc.plan(tmp_path, generators=[Flat()])


def test_a_file_too_large_for_its_platform_fails_with_what_to_write(tmp_path, monkeypatch):
    small = platforms()["tiktok"]
    from dataclasses import replace

    monkeypatch.setitem(platforms(), "tiktok", replace(small, bytes=5000, sides=(0, 4096)))
    wide(tmp_path, "  a.mp4: {platform: tiktok, size: 64x64}\n")
    result = vfc.build(tmp_path, generators=[Flat()], keep_going=True)
    assert "TikTok takes 5 kB: write max_size" in str(result.failed)
    assert not (tmp_path / "out/film/a.mp4").exists()


def test_each_platform_says_where_it_stands_and_can_be_made():
    for each in platforms().values():
        assert "https://" in each.source and each.date
        able = {codec for ending in each.endings for codec in FORMATS[ending].codecs}
        assert set(each.codecs) <= able
        assert each.codecs[0] in FORMATS[each.endings[0]].codecs

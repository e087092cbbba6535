"""The cut and its media for editing programs, as a build lays them in the out folder."""

from __future__ import annotations

import shutil
import wave
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import av
import opentimelineio as otio
import pytest

from tests.project.test_deliver import out, registry
from vfc.commands.build import BuildOptions, build
from vfc.commands.export import HANDED_OVER, export
from vfc.errors import TextError
from vfc.media.footage.probe import probe
from vfc.project.load import load
from vfc.project.plan import plan_film
from vfc.project.workspace import find_workspace
from vfc.testing import Recorder

FILM = """\
title: Handed over
format: {size: 64x36, rate: 29.97}
generator: flat
presets: {warm: {grade: {temperature: 0.3}}}
scenes:
  a:
    shots:
      one: {prompt: a picture, length: 12f, handles: 8f, preset: warm}
      two: {prompt: another one, length: 10f}
cut: [a/one, {wipe: 4f}, {title: {text: Once, length: 8f}}, a/two, {black: 5f}]
deliver:
"""
MEDIA = {"film.media/a_one.mov", "film.media/a_two.mov", "film.media/card_once.mov"}
FORMS = ("film.edl", "film.xml", "film.fcpxml", "film.aaf")


def handed(folder: Path, deliver: str, text: str = FILM):
    """Build a film that delivers these; what the build says."""
    (folder / "film.yaml").write_text(text + deliver)
    recorder = Recorder()
    result = build(find_workspace(folder), BuildOptions(), recorder, registry=registry())
    assert result.ok, result.failed
    return result, recorder


@pytest.fixture(scope="module")
def once_built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("handed")
    handed(folder, "".join(f"  {each}: {{}}\n" for each in FORMS))
    return folder


@pytest.fixture
def film(tmp_path, once_built) -> Path:
    return shutil.copytree(once_built, tmp_path / "film", symlinks=True)


def test_media_lie_beside_the_cut_once_for_all_its_forms(film):
    assert out(film) == {*FORMS, *MEDIA}


def test_media_have_their_frames_with_handles_a_timecode_and_a_reel(film):
    facts = probe(film / "out/film/film.media/a_one.mov")
    assert (facts.frames, facts.rate, facts.timecode) == (20, Fraction(30000, 1001), 107892)
    with av.open(str(film / "out/film/film.media/a_one.mov")) as container:
        picture, code = container.streams.video[0], container.streams.data[0]
        assert picture.codec_context.name == "prores" and picture.pix_fmt == "yuv422p10le"
        assert code.metadata["timecode"] == "01:00:00;00"
        reel = code.metadata["reel_name"]
    assert f"{reel} V     C" in (film / "out/film/film.edl").read_text()
    assert probe(film / "out/film/film.media/card_once.mov").frames == 8 + 24


def test_each_form_is_read_by_its_adapter_and_its_media_are_found(once_built):
    folder = once_built / "out/film"
    edl = otio.adapters.read_from_file(str(folder / "film.edl"), "cmx_3600", rate=30000 / 1001)
    linked = [
        clip.media_reference.target_url
        for clip in edl.find_clips()
        if hasattr(clip.media_reference, "target_url")
    ]
    assert linked and all((folder / each).is_file() for each in linked)
    xml = otio.adapters.read_from_file(str(folder / "film.xml"), "fcp_xml")
    urls = {clip.media_reference.target_url for clip in xml.find_clips()}
    assert urls == {f"file://localhost{folder / each}" for each in MEDIA}
    root = ElementTree.parse(folder / "film.fcpxml").getroot()
    assert {each.get("src") for each in root.iter("media-rep")} == MEDIA
    aaf = otio.adapters.read_from_file(str(folder / "film.aaf"), "AAF")
    urls = {clip.media_reference.target_url for clip in aaf.find_clips()}
    assert urls == {(folder / each).as_uri() for each in MEDIA}


def test_what_a_form_lacks_is_said_by_the_build(tmp_path):
    _, recorder = handed(tmp_path, "  film.edl: {}\n")
    assert any("film.edl does not hold its grade (a/one)" in str(each) for each in recorder.events)


def test_a_form_that_left_the_text_takes_its_media_with_it_and_others_keep_theirs(film):
    handed(film, "  film.fcpxml: {}\n")
    assert out(film) == {"film.fcpxml", *MEDIA}
    handed(film, "  film.mp4: {}\n")
    assert out(film) == {"film.mp4"}


def test_another_codec_makes_media_alone(film):
    result, _ = handed(film, "".join(f"  {each}: {{media: h264}}\n" for each in FORMS))
    assert [each.split(" ")[0] for each in result.made] == ["media"] * 3 + ["deliverable"] * 4
    with av.open(str(film / "out/film/film.media/a_two.mov")) as container:
        assert container.streams.video[0].codec_context.name == "h264"
        assert all(packet.is_keyframe for packet in container.demux(video=0) if packet.size)


def test_a_moved_film_is_linked_where_it_lies(film):
    handed(film, "  film.xml: {}\n")
    moved = film.rename(film.parent / "moved")
    result, _ = handed(moved, "  film.xml: {}\n")
    assert (
        not result.made
        and f"localhost{moved}/out/film/film.media/a_one.mov"
        in (moved / "out/film/film.xml").read_text()
    )


@pytest.mark.parametrize("form", HANDED_OVER)
def test_it_is_exported_from_the_text_alone(tmp_path, form):
    (tmp_path / "film.yaml").write_text(FILM + "  film.mp4: {}\n")
    written = export(plan_film(load(find_workspace(tmp_path), registry=registry())), form)
    assert "a_one.mov".encode("utf-16-le" if form == "aaf" else "utf-8") in written.data
    assert form == "aaf" or b"\x02" not in written.data
    assert "a/one: its grade: temperature 0.3" in written.lost


@pytest.mark.parametrize(
    ("deliver", "said"),
    [
        (
            "  film.edl: {media: dnxhr}\n",
            "DNxHR takes pictures of at least 256x120, and the film is 64x36",
        ),
        (
            "  film.edl: {}\n  film.xml: {media: h264}\n",
            "'film.xml' has the folder of its media with 'film.edl', whose media are prores",
        ),
        (
            "  film.mp4: {media: prores}\n",
            "'media' is about what a timeline links to, and this is a film file",
        ),
        (
            "  film.edl: {codec: prores}\n",
            "'codec' is about how a film file is encoded, and this is a timeline",
        ),
        (
            "  film.edl: {}\n  film.media/x.mp4: {}\n",
            "'film.media/x.mp4' would lie in the folder of what 'film.edl' links",
        ),
    ],
)
def test_what_cannot_be_is_told_in_the_text(tmp_path, deliver, said):
    (tmp_path / "film.yaml").write_text(FILM + deliver)
    with pytest.raises(TextError) as caught:
        load(find_workspace(tmp_path), registry=registry())
    assert [each.message for each in caught.value.mistakes] == [said]


def test_a_bundle_carries_its_media_and_sounds(tmp_path):
    recorded = wav(tmp_path / "tone.wav")
    deliver = "  film.otioz: {media: h264}\nsound: {music: [{file: tone.wav}]}\n"
    handed(tmp_path, deliver)
    path = tmp_path / "out/film/film.otioz"
    (tmp_path / "there").mkdir()
    timeline = otio.adapters.read_from_file(str(path), extract_to_directory=str(tmp_path / "there"))
    urls = {clip.media_reference.target_url for clip in timeline.find_clips()}
    assert len(urls) == 4 and all((tmp_path / "there" / each).is_file() for each in urls)
    sound = next(each for each in urls if each.endswith("tone.wav"))
    assert (tmp_path / "there" / sound).read_bytes() == recorded
    before = path.read_bytes()
    assert not handed(tmp_path, deliver)[0].made and path.read_bytes() == before


def wav(path: Path) -> bytes:
    """Half a second of silence."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(8000))
    return path.read_bytes()

"""What a film file says of itself: title, languages, timecode, and the digest by which its source is
found.
"""

from __future__ import annotations

import av
import pytest

import vfc
from tests.project.test_sources import built, film
from vfc.commands.conform import conform
from vfc.errors import TextError
from vfc.project.workspace import find_workspace
from vfc.testing import Flat

SHOTS = (
    "scenes:\n  a:\n    shots:\n      s: {prompt: x, length: 7f}\n"
    "      t: {prompt: y, length: 5f}\n"
)
FILES = ("film.mp4", "film.mov", "film.mkv", "film.webm")
DELIVER = "deliver:\n" + "".join(
    f"  {name}: {{{'codec: h264' if name == 'film.mov' else ''}}}\n" for name in FILES
)


def with_format(folder, more: str, body: str):
    film(folder, body)
    text = (folder / "film.yaml").read_text()
    (folder / "film.yaml").write_text(text.replace("rate: 24}", more))


def said(folder, name: str):
    """What a file says of itself, of its pictures, and of its sound."""
    with av.open(str(folder / "out/film" / name)) as container:
        whole, shown, heard = (
            {key.lower(): value for key, value in each.metadata.items()}
            for each in (container, container.streams.video[0], container.streams.audio[0])
        )
    return whole, shown, heard


def test_a_film_file_says_its_title_language_timecode_and_digest(tmp_path):
    with_format(tmp_path, "rate: 24, start: 10:59:59:12}", f"language: de\n{SHOTS}{DELIVER}")
    planned = vfc.plan(tmp_path, generators=[Flat()])
    built(tmp_path)
    for name in FILES:
        whole, shown, heard = said(tmp_path, name)
        assert whole["title"] == "T"
        assert whole["comment"] == f"vfc {planned.plan.deliverables[name]}"
        assert shown["timecode"] == "10:59:59:12"
        assert heard["language"] == ("ger" if name == "film.mov" else "deu")
    assert not built(tmp_path).made


def test_what_nobody_sees_or_hears_makes_no_file_anew(tmp_path):
    film(tmp_path, SHOTS + DELIVER)
    built(tmp_path)
    digest = said(tmp_path, "film.mp4")[0]["comment"]
    text = (tmp_path / "film.yaml").read_text()
    (tmp_path / "film.yaml").write_text(text.replace("prompt: y", "note: later, prompt: y"))
    assert not built(tmp_path).made
    (tmp_path / "film.yaml").write_text(text.replace("prompt: y", "prompt: z"))
    built(tmp_path)
    assert said(tmp_path, "film.mp4")[0]["comment"] != digest


def test_timecode_drops_numbers_where_the_rate_has_such(tmp_path):
    with_format(tmp_path, "rate: 29.97, start: 1:00:00:00}", SHOTS + DELIVER + "  film.edl: {}\n")
    built(tmp_path)
    assert {said(tmp_path, name)[1]["timecode"] for name in FILES} == {"01:00:00;00"}
    edl = (tmp_path / "out/film/film.edl").read_text()
    assert "FCM: DROP FRAME" in edl and " 01:00:00;00 01:00:00;07" in edl


def test_cuts_for_editing_programs_begin_there_and_come_back(tmp_path):
    files = "".join(f"  film.{each}: {{}}\n" for each in ("edl", "xml", "fcpxml", "otio"))
    with_format(tmp_path, "rate: 25, start: 23:00:00:00}", SHOTS + "deliver:\n" + files)
    text = (tmp_path / "film.yaml").read_text()
    (tmp_path / "film.yaml").write_text(text.replace("generator: flat\n", ""))
    assert vfc.build(tmp_path).ok
    out = tmp_path / "out/film"
    assert "23:00:00:00 23:00:00:07" in (out / "film.edl").read_text()
    assert "<string>23:00:00:00</string>" in (out / "film.xml").read_text()
    assert f'tcStart="{23 * 3600}s"' in (out / "film.fcpxml").read_text()
    assert f'"value": {23.0 * 3600 * 25}' in (out / "film.otio").read_text()
    before = (tmp_path / "film.yaml").read_text()
    for each in ("edl", "xml", "fcpxml", "otio"):
        assert not conform(find_workspace(tmp_path), out / f"film.{each}").texts
    assert (tmp_path / "film.yaml").read_text() == before


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("rate: 29.97, start: 00:01:00:00}", "drop-frame skips it; the next is frame 02"),
        ("rate: 24, start: 01:00:00;00}", "is drop-frame, which exists at 29.97 and 59.94 only"),
        ("rate: 24, start: 01:00:00:24}", "is not a timecode at 24"),
        ("rate: 24, start: 24:00:00:00}", "'24:00:00:00' is past the end of a day"),
        ("rate: 24, start: 1h}", "'start' is a timecode, not '1h'"),
        ("rate: 24, start: 300000}", "'start' is a timecode, not '300000'"),
    ],
)
def test_a_start_that_is_no_timecode_is_told(tmp_path, form, message):
    with_format(tmp_path, form, SHOTS)
    with pytest.raises(TextError) as told:
        vfc.plan(tmp_path, generators=[Flat()])
    assert message in "\n".join(f"{each.message} {each.hint}" for each in told.value.mistakes)

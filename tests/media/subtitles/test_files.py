"""Files of subtitles, read back by other readers than vfc's."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree
from fractions import Fraction

import av
import pysubs2
import pytest
from ttconv.imsc.reader import to_model
from ttconv.isd import ISD
from ttconv.model import Br, Text

from vfc.film.formats import SubtitleKind
from vfc.film.subtitles import SubtitleCue
from vfc.film.timing import Size
from vfc.media.subtitles.files import subtitle_text

NTSC = Fraction(24000, 1001)
CUES = (
    SubtitleCue(start=24, stop=49, rows=("Have you eaten?",)),
    SubtitleCue(start=51, stop=99, rows=("Not yet, I waited", "for you.")),
)
WILD = SubtitleCue(start=0, stop=24, rows=("{really} <b>5 & 6</b> --> \\Now", "\\{\\an8} 字 “x”"))


def text(form: str, cues=CUES, rate=NTSC, **more) -> str:
    return subtitle_text(cues, SubtitleKind(form), rate=rate, **more)


def test_subrip_is_what_every_reader_knows():
    assert text("srt") == (
        "1\n00:00:01,001 --> 00:00:02,044\nHave you eaten?\n\n"
        "2\n00:00:02,127 --> 00:00:04,129\nNot yet, I waited\nfor you.\n"
    )
    assert text("srt", ()) == ""


def test_webvtt_is_what_browsers_know():
    assert text("vtt").startswith(
        "WEBVTT\n\n1\n00:00:01.001 --> 00:00:02.044\nHave you eaten?\n\n2"
    )
    assert text("vtt", ()) == "WEBVTT\n"


@pytest.mark.parametrize("form", ["srt", "vtt", "ass"])
def test_a_reader_finds_times_and_words(form):
    read = pysubs2.SSAFile.from_string(text(form), format_=form)
    rounded = 10 if form == "ass" else 1
    assert [each.plaintext for each in read] == ["Have you eaten?", "Not yet, I waited\nfor you."]
    assert all(
        abs(found - wanted / NTSC * 1000) <= rounded
        for each, cue in zip(read, CUES, strict=True)
        for found, wanted in ((each.start, cue.start), (each.end, cue.stop))
    )


@pytest.mark.parametrize("form", ["srt", "vtt", "ass"])
def test_ffmpeg_reads_each(form, tmp_path):
    path = tmp_path / f"film.{form}"
    path.write_text(text(form, (WILD,)), encoding="utf-8")
    with av.open(str(path)) as container:
        packets = [bytes(each) for each in container.demux() if each.size]
    (packet,) = packets
    assert "字" in packet.decode() and "Now" in packet.decode() and "really" in packet.decode()


def test_what_means_something_to_a_format_stands_as_itself():
    assert "--&gt;" in text("vtt", (WILD,)) and "&lt;b&gt;5 &amp; 6&lt;/b&gt;" in text(
        "vtt", (WILD,)
    )
    assert r"\{really\}" in text("ass", (WILD,)) and "\\N" not in text("srt", (WILD,))
    assert text("srt", (WILD,)).count("-->") == 1 and "{really} <b>" in text("srt", (WILD,))


@pytest.mark.parametrize("rate", [Fraction(24), NTSC, Fraction(25), Fraction(60000, 1001)])
def test_imsc_has_times_in_frames_that_another_reader_finds_exact(rate):
    written = text("ttml", rate=rate, title="A <film>")
    document = to_model(ElementTree.ElementTree(ElementTree.fromstring(written)))
    begins = [
        (time * rate, _words(ISD.from_model(document, time)))
        for time in ISD.significant_times(document)
    ]
    assert begins == [
        (0, ""),
        (24, "Have you eaten?"),
        (49, ""),
        (51, "Not yet, I waited\nfor you."),
        (99, ""),
    ]
    assert "A &lt;film&gt;" in written and "imsc1.1/text" in written


def _words(shown: ISD) -> str:
    found = io.StringIO()
    for region in shown.iter_regions():
        for element in region.dfs_iterator():
            found.write("\n" if isinstance(element, Br) else "")
            found.write(element.get_text() if isinstance(element, Text) else "")
    return found.getvalue()


def test_what_no_screen_has_stands_in_no_file():
    cue = SubtitleCue(start=0, stop=24, rows=("a\x08b\ufffe\x1bc",))
    for form in SubtitleKind:
        assert "abc" in subtitle_text((cue,), form, rate=NTSC, title="a\x1bb")
    ElementTree.fromstring(text("ttml", (cue,), title="\x00"))


def test_ass_is_laid_out_for_its_picture():
    written = text("ass", size=Size(720, 1280), title="A film")
    assert "PlayResX: 720\nPlayResY: 1280\n" in written and "Title: A film\n" in written

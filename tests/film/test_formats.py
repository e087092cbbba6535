"""Formats: what a name's ending means, and which codecs it takes."""

from __future__ import annotations

from vfc.film.formats import CODEC_NAMES, FORMATS, LOSSLESS, Codec, DeliverableKind, endings


def test_what_is_seen_has_a_codec_and_nothing_else_does():
    for each in FORMATS.values():
        assert bool(each.codecs) == (each.kind is DeliverableKind.VIDEO)
    found = {codec for each in FORMATS.values() for codec in each.codecs}
    assert found == set(Codec) == set(CODEC_NAMES)


def test_what_is_said_of_a_codec_is_of_one_that_something_takes():
    assert set(Codec) >= LOSSLESS


def test_endings_are_told_for_people():
    assert endings() == (
        ".mp4, .mov, .mkv, .webm, .gif, .webp, .png, .jpg, .pdf, .srt, .vtt, .ass, .ttml, .otio, .otioz, .edl, .xml, "
        ".fcpxml, .aaf or .wav"
    )
    assert endings(Codec.H264) == ".mp4, .mov or .mkv"
    assert endings(Codec.PRORES) == ".mov or .mkv"

"""Subtitles of a whole film: as tracks of its file, and in its pictures."""

from __future__ import annotations

import av
import numpy
import pytest

from tests.language.resolving import read
from tests.project.test_sources import built, film
from vfc.media.frames import read_rgb

SHOTS = """\
language: en
cast: {ana: {look: a woman}}
scenes:
  a:
    shots:
      s: {prompt: x, length: 30f}
      t: {prompt: y, length: 30f, lines: [{ana: Here., de: Hier.}]}
      u: {prompt: z, length: 30f}
"""


def made(folder, deliver: str) -> list[str]:
    """The steps that a build of these deliverables makes."""
    film(folder, f"{SHOTS}deliver:\n  {deliver}\n")
    return built(folder)


def test_a_film_file_has_the_tracks_that_it_names(tmp_path):
    made(tmp_path, "film.mp4: {subtitles: [en, de]}")
    with av.open(str(tmp_path / "out/film/film.mp4")) as container:
        found = [stream.language for stream in container.streams.subtitles]
    assert found == ["eng", "deu"]


def lower(folder, name: str) -> list[float]:
    """How bright the brightest of the lower third of each frame is."""
    frames = read_rgb(folder / "out/film" / name)
    return [float(numpy.max(frame[-12:].mean(axis=2))) for frame in frames]


def test_what_is_burnt_in_stands_over_its_frames_and_costs_their_segment(tmp_path):
    made(tmp_path, "film.mp4: {}")
    plain = lower(tmp_path, "film.mp4")
    made(tmp_path, "film.mp4: {burn: {language: de, size: 0.3}}")
    changed = [
        index
        for index, (before, after) in enumerate(
            zip(plain, lower(tmp_path, "film.mp4"), strict=True)
        )
        if abs(before - after) > 20
    ]
    assert changed == list(range(30, 54))


@pytest.mark.parametrize(
    ("word", "tracks", "burnt"),
    [
        ("subtitles: on", ("",), None),
        ("subtitles: off", (), None),
        ("subtitles: no", (), None),
        ("subtitles: de", ("de",), None),
        ("subtitles: [de, en, de]", ("de", "en"), None),
        ("burn: on", (), ""),
        ("burn: off", (), None),
        ("burn: de", (), "de"),
        ("burn: {}", (), ""),
        ("burn: {language: de, size: 0.1}", (), "de"),
    ],
)
def test_words_say_which_subtitles_a_film_file_has(word, tracks, burnt):
    found, mistakes = read(f"title: T\n{SHOTS}deliver: {{film.mp4: {{{word}}}}}\n")
    assert found is not None and mistakes == []
    (wanted,) = found.deliver
    assert wanted.tracks == tracks
    assert (wanted.burnt and wanted.burnt.language) == burnt


@pytest.mark.parametrize(
    ("deliver", "message"),
    [
        ("film.mp4: {subtitles: fr}", "nothing of the film is said in 'fr' (languages: de, en)"),
        ("film.mp4: {subtitles: [en, fr]}", "nothing of the film is said in 'fr' (languages: de"),
        ("film.mp4: {burn: {language: fr}}", "nothing of the film is said in 'fr' (languages: de"),
        ("film.mp4: {burn: maybe}", "'burn' is on, off, the tag of a language"),
        ("film.mp4: {burn: {speed: 2}}", "unknown key 'speed' in burnt subtitles"),
        ("film.srt: {burn: de}", "'burn' is about pictures, and this is a file of subtitles"),
        ("page.gif: {subtitles: de}", "'subtitles' is about tracks of a film file, and this is"),
    ],
)
def test_what_cannot_be_is_told_in_the_text(deliver, message):
    (told,) = read(f"title: T\n{SHOTS}deliver: {{{deliver}}}\n")[1]
    assert told.message.startswith(message)

"""Lines that are spoken, in files for editing programs: their media, and what a change costs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy
import opentimelineio as otio

import vfc
from vfc.media.sound.samples import read_blocks

TEXT = """vfc: 1
title: T
format: {size: 64x36, rate: 24}
cast:
  ana: {look: a woman, voice: scratch}
scenes:
  k:
    shots:
      talk: {prompt: $ana sits, lines: [{ana: SAID}]}
      walk: {prompt: a street, length: 2s}
sound:
  dialogue: [{who: ana, line: She never came back., at: k/walk}]
deliver: {film.otio: {media: h264}, film.otioz: {media: h264}}
"""


def heard(path: Path) -> numpy.ndarray:
    return numpy.concatenate(list(read_blocks(path, 48000, channels=1)))[:, 0]


def build(folder: Path, said: str) -> list[str]:
    (folder / "film.yaml").write_text(TEXT.replace("SAID", said))
    result = vfc.build(folder)
    assert result.ok, result.failed
    return list(result.made)


def test_lines_lie_beside_the_timeline_as_they_are_spoken(tmp_path):
    build(tmp_path, "Have you eaten?")
    out = tmp_path / "out/film"
    timeline = otio.adapters.read_from_file(str(out / "film.otio"))
    clips = [clip for track in timeline.audio_tracks() for clip in track.find_clips()]
    assert [each.name for each in clips] == ["ana “Have you eaten?”", "ana “She never came back.”"]
    for clip in clips:
        lies = out / clip.media_reference.target_url
        samples = heard(lies)
        frames = clip.source_range.duration.value
        assert abs(len(samples) / 48000 * 24 - frames) <= 1 and numpy.abs(samples).max() > 0.05
    planned = vfc.plan(tmp_path)
    (step,) = [each for each in planned.plan.steps if each.name == "k/talk 1#1"]
    spoken = heard(planned.loaded.store.path(planned.decisions[step.key].trace.output))
    line = heard(out / "film.media/k_talk_line_1.wav")
    assert len(line) == len(spoken) and numpy.abs(line - spoken).max() < 1e-3
    with zipfile.ZipFile(out / "film.otioz") as bundle:
        assert "media/k_talk_line_1.wav" in bundle.namelist()


def test_a_changed_line_costs_its_own_file(tmp_path):
    build(tmp_path, "Have you eaten?")
    made = build(tmp_path, "Are you well?")
    sounds = [label for label in made if label.startswith(("mix", "sound", "voice"))]
    assert sounds and all("talk" in label for label in sounds)

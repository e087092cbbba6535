"""The sounds of an edit: which are a shot's own, and what the others are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from vfc.edit.incoming.cutlist import IncomingClip, IncomingSound
from vfc.imports.edits.shots import EditMedia, time_words
from vfc.language.yaml.write import Written

TRACKS = {
    "music": r"\b(music|musik|musique|score|mx|mus)\b",
    "ambience": r"\b(ambience|ambiance|ambient|atmos?|amb|room ?tone|bgs?)\b",
    "dialogue": r"\b(dialogue|dialog|dx|dia|voice|voice-?over|vo|narration)\b",
}
SOFTEST = 0.01  # dB that are heard


def heard_with(
    clip: IncomingClip, tail: int, sounds: Sequence[IncomingSound]
) -> list[tuple[int, IncomingSound]]:
    """The sounds of a clip's own file that are in step with it, begin with it or before, and end
    with it or after; with their places among all sounds.
    """
    found: list[tuple[int, IncomingSound]] = []
    if clip.file is None or (clip.speed is None and not clip.ramp):
        return found
    for index, each in enumerate(sounds):
        same = each.file == clip.file or (each.file.path and each.file.path == clip.file.path)
        if not same or each.fade_in or each.fade_out:
            continue
        start, stop = each.range_in_film
        if clip.ramp or clip.speed is None:  # a sound has but one speed
            in_step = (start, stop) == clip.range_in_film
            in_step &= abs(each.start_in_file - clip.start_in_file) <= 1
        else:
            step = (start - clip.range_in_film.start) * clip.speed
            off = abs(each.start_in_file - clip.start_in_file - step)
            in_step = each.speed == clip.speed and off <= (clip.speed < 0)
        if in_step and start <= clip.range_in_film.start and stop >= clip.range_in_film.stop:
            found.append((index, each))
    return found


def is_louder(gain: float) -> bool:
    """Whether a gain in dB is one, either way."""
    return abs(gain) > SOFTEST


def track_of(name: str) -> str:
    """What the sounds of a track are by its name; effects, where that says nothing."""
    plain = name.replace("_", " ").casefold()
    return next((track for track, words in TRACKS.items() if re.search(words, plain)), "sfx")


def sound_words(sound: IncomingSound, media: EditMedia, rate: Fraction) -> dict[str, Written]:
    """A sound as the language says it."""
    start, frames = sound.start_in_file, sound.range_in_film.frames
    own = media.facts.timecode * rate / media.facts.rate if media.facts.rate else Fraction(0)
    if sound.file.first is None and start >= own:
        start -= own
    words: dict[str, Written] = {"file": media.target}
    if sound.range_in_film.start:
        words["at"] = f"{sound.range_in_film.start}f"
    if start > 0:
        words["in"] = time_words(start, rate)
    words["length"] = f"{frames}f"
    if is_louder(sound.gain):
        words["gain"] = f"{sound.gain:g}dB"
    if sound.fade_in or sound.fade_out:
        words["fade"] = [f"{sound.fade_in}f", f"{sound.fade_out}f"]
    return words

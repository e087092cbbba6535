"""Times, rates, sizes and whatever else a film says in one scalar: alone, and in each place of a
film that takes one.

The first line says the place by its number, the rest is the value.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction

from tests.fuzz.outcome import told
from tests.fuzz.readers.scratch import film_folder
from tests.fuzz.readers.text import checked
from vfc.errors import visible
from vfc.film.timing import Tempo, parse_rate, parse_size, parse_time, parse_timecode
from vfc.project.workspace import find_workspace

LONGEST = 300
RATES = (Fraction(24), Fraction(30000, 1001), Fraction(60000, 1001), Fraction(1000), Fraction(1))
FILM = (
    "title: T\nformat: {size: 64x48}\nhandles: 2f\ntempo: {bpm: 96}\nscenes: {a: {shots: {one: "
    "{prompt: x, length: 8f}, two: {prompt: y, length: 8f}, five: {footage: a.mp4, length: 6f}}}}\n"
)
SHOT = "scenes: {a: {shots: {one: {%s}, two: {prompt: y, length: 8f}}}}\n"
PLACES = (
    FILM + "title: V\n",
    FILM.replace("64x48", "V"),
    FILM.replace("size: 64x48", "size: 64x48, rate: V"),
    FILM.replace("bpm: 96", "bpm: V"),
    FILM.replace("handles: 2f", "handles: V"),
    FILM.replace("length: 8f", "length: V"),
    FILM.replace("length: 6f", "in: V, out: 6f"),
    FILM.replace("prompt: x", "prompt: V"),
    FILM.replace("prompt: x", "prompt: x, takes: V"),
    FILM.replace("prompt: x", "prompt: x, takes: 2, pick: V"),
    FILM + "seed: V\n",
    FILM + "cut: [a/one, {dissolve: V}, a/two]\n",
    FILM + "cut: [{a/one: {speed: V}}]\n",
    FILM + "cut: [{a/one: {in: V, length: V}}]\n",
    FILM + "cut: [{fade: {from: V, length: 2f}}, a/one]\n",
    FILM + "cut: [a/one, {title: {text: V, length: 8f}}]\n",
    FILM + "cut: [V, a/two]\n",
    FILM + "cut: [a/one, {title: {text: x, length: 8f, size: V, color: V}}]\n",
    FILM + "sound: {music: [{file: tone.wav, at: V, gain: V}]}\n",
    FILM + "sound: {music: [{file: V}]}\n",
    FILM.replace("prompt: x", "prompt: x, grade: {exposure: V, contrast: V}"),
    FILM.replace("prompt: x", "prompt: x, effects: [{Resize: V}]"),
    FILM.replace("prompt: x", "prompt: x, after: V"),
    FILM.replace("prompt: x", "remix: {of: V, strength: V}"),
    FILM.replace("prompt: x", "loop: {of: V, seam: V}"),
    FILM.replace("prompt: x", "prompt: x, first: V"),
    FILM.replace("prompt: x", "prompt: x, seed: V, camera: {framing: V, move: V}"),
    FILM.replace("prompt: x", "prompt: x, generator: {use: previs, anything: V}"),
    FILM + "deliver: {V: {}}\n",
    FILM + "deliver: {film.mp4: {size: V, crf: V}}\n",
    FILM.replace("one:", "V:"),
)


def read(data: bytes) -> None:
    """Parse a value alone, and check a film that says it."""
    number, _, text = data.decode("utf-8", "replace").partition("\n")
    alone(text)
    workspace = PLACES[
        int(number) % len(PLACES)
        if number.isascii() and number.isdigit() and len(number) < 4
        else 0
    ]
    folder = film_folder("values")
    for said in dict.fromkeys((text.replace("\n", " "), json.dumps(text))):
        (folder / "film.yaml").write_text(
            workspace.replace("V", said), encoding="utf-8", errors="replace"
        )
        checked(find_workspace(folder))


def alone(text: str) -> None:
    """Parse a value as each of the kinds; ValueError says in a sentence what would do."""
    for rate in RATES:
        time = parsed(lambda text, rate=rate: parse_time(text, rate), text)
        assert time is None or time.frames >= 0
        parsed(lambda text, rate=rate: parse_time(text, rate, Tempo(bpm=Fraction(96))), text)
        frames = parsed(lambda text, rate=rate: parse_timecode(text, rate), text)
        assert frames is None or frames >= 0
    rate = parsed(parse_rate, text)
    assert rate is None or 1 <= rate <= 1000
    parsed(parse_size, text)


def parsed(parse: Callable[[str], object], text: str):
    """What is parsed, or None for what is refused."""
    with suppress(_Refused):
        return _tried(parse, text)


class _Refused(Exception):
    pass


def _tried(parse: Callable[[str], object], text: str) -> object:
    try:
        return parse(text)
    except ValueError as error:
        assert type(error) is ValueError and str(error)
        told(visible(str(error)))
        raise _Refused from error

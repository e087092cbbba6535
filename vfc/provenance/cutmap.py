"""The map of a cut: for each frame of it the entry, the shot, the take, the frame of its picture
and the words of the text that decided it.

It stands in the statement beside a deliverable, as the annotations of the byproduct `cut`, and says
all of it without text and store. `WRITTEN` is its form (`form`):

- `rate`, `frames`, `start` (the frame by timecode at which the cut begins);
- `files` of the text, `words` of it, each `[file, line, path, text]` by the number of its file;
- `wide`: the words, by number, that decide every frame;
- `shots`: `name`, `take`, `label` of its picture's step, the `line` of its name, its `own` words as
  `[file, line, word, text]`, those `around` it by number, what made it (`by`), what it was cut from
  (`file`) or joined from (`pieces`), the shots that it is made `of`, what lies over it (`over`);
- `entries` that take time, in order: `at`, `frames`, and a `shot` by number with what is `seen` of
  it (`start`, `speed`, `legs`, `back`, `last`, `between`), a `title` or a `colour`; their `words`;
- `transitions` into the entry of a number: `kind`, `frames`, `words`;
- `over` the cut: titles, fades, overlays, each with `at`, `frames`, `words`;
- `segments`: `[first frame, name]`; `shows`, the only frame that a still shows; `every`, of whose
  frames a preview shows each n-th.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from vfc.edit.anchors import title_ranges
from vfc.edit.layers import layer_ranges
from vfc.edit.locate import uses_by_shot
from vfc.edit.names import Names
from vfc.edit.overlays import fade_ranges
from vfc.edit.placing import Placing, place
from vfc.edit.segments import shot_uses
from vfc.errors import TextError
from vfc.film.courses import Between, Leg, SeenFrames
from vfc.film.cut import Cut, Plain, TitleCard
from vfc.film.layers import EditLayer
from vfc.film.model import Film
from vfc.film.timing import FrameRange
from vfc.language.yaml.node import excerpt
from vfc.provenance.takes import TakenPicture
from vfc.provenance.words import Decided, DecidingWord, FilmWords

WRITTEN = 1
EXACT = re.compile(r"-?[0-9]{1,100}(/[0-9]{1,100})?")  # a course of several powers has long ones
# the byproduct's name, and what it is
CUT, CUT_TYPE, CUT_URI = "cut", "application/vnd.vfc.cut+json", "pkg:pypi/vfc#cut-v1"
PlainMap = dict[str, Any]


class CutMapping:
    """Writes the map of one cut; `takes` are the pictures that are shown, by shot."""

    def __init__(self, film: Film, cut: Cut, text: FilmWords, takes: Mapping[str, TakenPicture]):
        self.film, self.cut, self.text, self.takes = film.seen_in(cut), cut, text, takes
        self.files: dict[str, int] = {}
        self.words: dict[DecidingWord, int] = {}
        self.shots: dict[str, int] = {}
        self._pending: list[str] = []

    @cached_property
    def plain(self) -> PlainMap:
        """The map as JSON has it; TextError where the cut cannot be made."""
        placing, mistakes = place(self.film, self.cut)
        if mistakes:
            raise TextError(mistakes)
        form = self.film.format
        found: PlainMap = {
            "form": WRITTEN,
            "rate": str(form.rate),
            "frames": placing.frames,
            "start": form.start or 0,
            "wide": self._numbers(self.text.film_wide),
            "entries": [self._entry(placing, index) for index in range(len(placing.places))],
            "transitions": [
                {"entry": index, "kind": each.kind.value, "frames": each.length}
                | self._worded(self.text.at(each.span))
                for index, each in sorted(placing.transitions.items())
            ],
            "over": [*self._over(placing)],
            "segments": [*_segments(placing)],
        }
        shots = [self._shot(name) for name in self._named()]
        return found | {
            "shots": shots,
            "words": [self._plain_word(each) for each in self.words],
            "files": [*self.files],
        }

    def for_deliverable(self, path: str) -> PlainMap:
        """The map, with the words by which a file is delivered among those of every frame."""
        words = [self._plain_word(each) for each in self.text.of_deliverable(path)]
        first = len(self.plain["words"])
        numbers = range(first, first + len(words))
        return self.plain | {
            "wide": [*self.plain["wide"], *numbers],
            "words": [*self.plain["words"], *words],
            "files": [*self.files],
        }

    # ── words ──────────────────────────────────────────────────────────────────────────────────

    def _file(self, name: str) -> int:
        return self.files.setdefault(name, len(self.files))

    def _plain_word(self, word: DecidingWord) -> list[object]:
        return [self._file(word.file), word.line, ".".join(word.path), word.text]

    def _numbers(self, words: Decided) -> list[int]:
        return [self.words.setdefault(each, len(self.words)) for each in words]

    def _worded(self, words: Decided) -> PlainMap:
        return {"words": self._numbers(words)} if words else {}

    # ── shots ──────────────────────────────────────────────────────────────────────────────────

    def _number(self, shot: str) -> int:
        if shot not in self.shots:
            self.shots[shot] = len(self.shots)
            self._pending.append(shot)
        return self.shots[shot]

    def _named(self) -> Iterator[str]:
        """The shots of the cut, then all that these are made of or that lie over them."""
        while self._pending:
            name = self._pending.pop(0)
            shot = self.film.shots[name]
            for each in (*(ref.shot for ref in shot.uses), *(over.shot for over in shot.layers)):
                if each:
                    self._number(each)
            yield name

    def _shot(self, name: str) -> PlainMap:
        shot, key = self.film.shots[name], self.text.key_of_shot(name)
        taken = self.takes.get(name)
        over = [
            {"of": each.name, "at": each.start_in_shot}
            | ({"frames": each.length} if each.length is not None else {})
            | self._worded(self.text.at(each.span))
            for each in shot.layers
        ]
        sources = {ref.shot: self._number(ref.shot) for ref in shot.uses}
        return {
            "name": name,
            "line": [self._file(key.file), key.line],
            "own": [
                [self._file(each.file), each.line, ".".join(each.path[4:]), each.text]
                for each in self.text.of_shot(shot)
            ],
            "around": self._numbers(self.text.around(shot)),
            **({} if taken is None else taken.plain()),
            **({"of": [*sources.values()]} if sources else {}),
            **({"over": over} if over else {}),
        }

    # ── the cut ────────────────────────────────────────────────────────────────────────────────

    def _entry(self, placing: Placing, index: int) -> PlainMap:
        each, seen_in_film = placing.places[index], placing.seen_in_film(index)
        found: PlainMap = {"at": seen_in_film.start, "frames": seen_in_film.frames}
        if isinstance(each.entry, TitleCard):
            found["title"] = excerpt(each.entry.text)
        elif isinstance(each.entry, Plain):
            found["colour"] = each.entry.colour
        if each.shot is not None:
            retiming = each.entry.retiming
            found["shot"] = self._number(each.shot.name)
            found |= _seen(placing.seen(index) or each.seen)
            if retiming is not None and retiming.between is not Between.REPEAT:
                found["between"] = retiming.between.value
        return found | self._worded(self.text.at(each.entry.span))

    def _over(self, placing: Placing) -> Iterator[PlainMap]:
        """Fades, titles and layers over the cut, each where it lies."""
        frames = placing.frames
        for fade, lies in fade_ranges(placing)[0]:
            what = f"{fade.toward} {fade.colour}"
            yield self._laid("fade", what, lies, frames) | self._worded(self.text.at(fade.span))
        if not self.film.titles and not self.film.layers:
            return
        by_shot = uses_by_shot(shot_uses(placing))
        for title, lies in title_ranges(self.film, self.cut, by_shot, frames)[0]:
            yield self._laid("title", excerpt(title.text), lies, frames) | self._worded(
                self.text.at(title.span)
            )
        for layer, lies in layer_ranges(self.film, self.cut, by_shot, frames)[0]:
            yield self._laid("overlay", layer.name, lies, frames) | self._layer(layer)

    def _laid(self, what: str, text: str, lies: FrameRange, frames: int) -> PlainMap:
        start, stop = max(0, lies.start), min(frames, lies.stop)
        return {"what": what, "text": text, "at": start, "frames": max(0, stop - start)}

    def _layer(self, layer: EditLayer) -> PlainMap:
        shown = {"shot": self._number(layer.shot)} if layer.shot else {}
        return shown | self._worded(self.text.at(layer.span))


def _segments(placing: Placing) -> Iterator[list[object]]:
    """The first frame and the name of each segment, as `assemble` has them."""
    names = Names()
    for index, each in enumerate(placing.places):
        under = placing.dissolve_in(index)
        if under:
            before = placing.places[index - 1]
            yield [each.start, names.of_transition(before, each)]
        if each.start + under < placing.cut_out(index):
            yield [each.start + under, names.of_place(each)]


def _seen(seen: SeenFrames) -> PlainMap:
    """What is seen of a shot, without what is at its literal."""
    found: PlainMap = {"start": str(seen.start)}
    if seen.speed != 1 and not seen.legs:
        found["speed"] = str(seen.speed)
    if seen.legs:
        found["legs"] = [[str(leg.at), *map(str, leg.speed)] for leg in seen.legs]
    if seen.backwards:
        found["back"] = True
    if seen.last is not None:
        found["last"] = seen.last
    return found


def exact(text: object) -> Fraction:
    """A number of the map, whole or `n/d`; ValueError for what is none, or has too many digits to
    be one.
    """
    if not EXACT.fullmatch(str(text)):
        raise ValueError(f"{text!r:.40} is no exact number")
    return Fraction(str(text))


def seen_of(entry: Mapping[str, Any]) -> SeenFrames:
    """What is seen of an entry's shot, from its map."""
    return SeenFrames(
        start=exact(entry["start"]),
        speed=exact(entry.get("speed", 1)),
        legs=tuple(
            Leg(at=exact(at), speed=tuple(map(exact, speed)))
            for at, *speed in entry.get("legs", ())
        ),
        backwards=bool(entry.get("back", False)),
        last=entry.get("last"),
    )

"""Which entry, shot, take, frame and words of the text lie under a frame of a cut, by the cut's
map.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from vfc.errors import UsageError
from vfc.film.courses import SeenFrames
from vfc.film.timing import smpte_timecode
from vfc.provenance.cutmap import WRITTEN, exact, seen_of
from vfc.provenance.words import Decided, DecidingWord

FAULTS = (KeyError, IndexError, ValueError, TypeError, AttributeError, ArithmeticError)
MOST = 1 << 28  # frames of a cut


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameSide:
    """One entry that is seen at a frame: `share` of the picture is its (1 where it is alone), all
    of it a card's words or colour (`card`), or of a shot the `frame` of its picture.

    Where a frame is made of two, it is `way` of the way from `frame` to `other`. `entry` counts the
    cut's entries that take time, from 0; `words` are those of the cut.
    """

    entry: int
    share: Fraction
    card: str = ""
    shot: str = ""
    take: int = 0
    frame: int = 0
    other: int | None = None
    way: Fraction = Fraction(0)
    words: Decided = ()


class LaidOver(NamedTuple):
    """What lies over a frame: a title, a fade, an overlay, in a word, and the words that say so."""

    what: str
    text: str
    words: Decided
    shot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedShot:
    """A shot of the map: its take, the label of its picture's step, its `own` words and those
    `around` it, what made it, and the shots that it is made `of`.
    """

    name: str
    take: int
    label: str
    key: DecidingWord
    own: Decided
    around: Decided
    by: Sequence[Mapping[str, Any]]
    file: Mapping[str, Any] | None
    pieces: Sequence[Mapping[str, Any]]
    of: Sequence[str]
    over: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameOrigin:
    """Where a frame of a cut comes from: its segment, its sides (two under a transition), what lies
    over it, and the words of the transition.
    """

    frame: int
    timecode: str
    segment: str
    sides: tuple[FrameSide, ...]
    over: tuple[LaidOver, ...]
    transition: str = ""
    transition_words: Decided = ()


class FrameRun(NamedTuple):
    """Frames of a cut in a row, from `at` on, that one entry shows alone or as the incoming one: at
    the k-th of them frame `source + k * step` of its shot's picture (-1 of a card).
    """

    at: int
    frames: int
    entry: int
    source: int
    step: int


class CutMap:
    """The map of a cut, read; UsageError where it is damaged, or of a form that this vfc does not
    know.
    """

    def __init__(self, plain: Mapping[str, Any]):
        if plain.get("form") != WRITTEN:
            raise UsageError(
                f"the map of the cut is of form {plain.get('form')}, and this vfc reads {WRITTEN}"
            )
        self.plain = plain
        try:
            self.rate, self.frames = exact(plain["rate"]), int(plain["frames"])
            self.start = int(plain["start"])
            self.files = [str(each) for each in plain["files"]]
            self.words = [self._word(each) for each in plain["words"]]
            self.wide = self._worded({"words": plain["wide"]})
            self.shots = [self._shot(each) for each in plain["shots"]]
            self._by_name = {each.name: each for each in self.shots}
            self._seen = [seen_of(each) if "shot" in each else None for each in plain["entries"]]
            self._into = {int(each["entry"]): each for each in plain["transitions"]}
            self._starts = [int(each["at"]) for each in plain["entries"]]
            self._segments = [(int(at), str(name)) for at, name in plain["segments"]]
            wrong = not (0 < self.frames < MOST and 0 < self.rate <= 1000)
        except FAULTS as error:
            raise damaged() from error
        if wrong or self._starts != sorted(self._starts):
            raise damaged()

    def at(self, frame: int) -> FrameOrigin:
        """Where a frame comes from; UsageError where the cut has no such frame."""
        if not 0 <= frame < self.frames:
            raise UsageError(
                f"there is no frame {frame}: the cut has frames 0 to {self.frames - 1}, until "
                f"{smpte_timecode(self.start + self.frames - 1, self.rate)}"
            )
        try:
            return self._at(frame)
        except FAULTS as error:
            raise damaged() from error

    def shot(self, name: str) -> MappedShot | None:
        """A shot of the map by its name."""
        return self._by_name.get(name)

    def runs(self) -> Iterator[FrameRun]:
        """All frames of the cut, in order, in as few runs as show them: which entry (`plain` has
        them under `entries`) is seen, and which frames of its shot. Under a transition it is the
        incoming one; the outgoing runs on beside it, by `outgoing_runs`.
        """
        for index, _ in enumerate(self._starts):
            last = index + 1 == len(self._starts)
            yield from self._runs(index, 0, (self.frames if last else self._starts[index + 1]))

    def outgoing_runs(self) -> Iterator[FrameRun]:
        """The frames under transitions, as those of the outgoing entry."""
        for index, each in sorted(self._into.items()):
            at = self._starts[index]
            yield from self._runs(index - 1, at - self._starts[index - 1], at + each["frames"])

    def _runs(self, index: int, first: int, stop: int) -> Iterator[FrameRun]:
        start, seen = self._starts[index], self._seen[index]
        length = stop - start - first
        if seen is None or length <= 0:
            yield from [FrameRun(start + first, length, index, -1, 0)] if length > 0 else ()
            return
        if not seen.legs and seen.last is None and seen.speed.denominator == 1:
            step = int(-seen.speed if seen.backwards else seen.speed)
            yield FrameRun(start + first, length, index, seen.frame(first), step)
            return
        shown = [seen.frame(first + k) for k in range(length)]
        at = 0
        while at < length:
            step = shown[at + 1] - shown[at] if at + 1 < length else 0
            end = at + 1
            while end < length and shown[end] - shown[end - 1] == step:
                end += 1
            yield FrameRun(start + first + at, end - at, index, shown[at], step)
            at = end

    # ── reading ────────────────────────────────────────────────────────────────────────────────

    def _word(self, plain: Sequence[Any]) -> DecidingWord:
        file, line, path, text = plain
        return DecidingWord(tuple(str(path).split(".")), self.files[file], int(line), str(text))

    def _worded(self, plain: Mapping[str, Any]) -> Decided:
        return tuple(self.words[number] for number in plain.get("words", ()))

    def _shot(self, plain: Mapping[str, Any]) -> MappedShot:
        name, (file, line) = str(plain["name"]), plain["line"]
        scene, _, own = name.partition("/")
        path = ("scenes", scene, "shots", own)
        shots = self.plain["shots"]
        return MappedShot(
            name=name,
            take=int(plain.get("take", 0)),
            label=str(plain.get("label", "")),
            key=DecidingWord(path, self.files[file], int(line), ""),
            own=tuple(
                DecidingWord((*path, *str(word).split(".")), self.files[f], int(n), str(text))
                for f, n, word, text in plain["own"]
            ),
            around=self._worded({"words": plain["around"]}),
            by=[dict(each) for each in plain.get("by", ())],
            file=dict(plain["file"]) if plain.get("file") else None,
            pieces=[dict(each) for each in plain.get("pieces", ())],
            of=[str(shots[number]["name"]) for number in plain.get("of", ())],
            over=[dict(each) for each in plain.get("over", ())],
        )

    @cached_property
    def _first_frames(self) -> list[int]:
        return [at for at, _ in self._segments]

    def _at(self, frame: int) -> FrameOrigin:
        index = max(0, bisect_right(self._starts, frame) - 1)
        into = self._into.get(index)
        since = frame - self._starts[index]
        sides = [self._side(index, frame, Fraction(1))]
        if into is not None and since < into["frames"]:
            share = Fraction(since + 1, into["frames"] + 1)
            sides = [self._side(index - 1, frame, 1 - share), self._side(index, frame, share)]
        else:
            into = None
        segment = bisect_right(self._first_frames, frame) - 1
        return FrameOrigin(
            frame=frame,
            timecode=smpte_timecode(self.start + frame, self.rate),
            segment=self._segments[segment][1] if segment >= 0 else "",
            sides=tuple(sides),
            over=(*self._over(frame), *self._over_shots(sides)),
            transition=str(into["kind"]) if into else "",
            transition_words=self._worded(into) if into else (),
        )

    def _side(self, index: int, frame: int, share: Fraction) -> FrameSide:
        plain, seen = self.plain["entries"][index], self._seen[index]
        words = self._worded(plain)
        if seen is None:
            card = str(plain.get("title", "") or plain.get("colour", ""))
            return FrameSide(entry=index, share=share, card=card, words=words)
        shot, since = self.shots[plain["shot"]], frame - self._starts[index]
        first, other, way = self._pair(seen, since, mixed="between" in plain)
        return FrameSide(
            entry=index,
            share=share,
            shot=shot.name,
            take=shot.take,
            frame=first,
            other=other if way else None,
            way=way,
            words=words,
        )

    def _pair(self, seen: SeenFrames, since: int, *, mixed: bool) -> tuple[int, int, Fraction]:
        return seen.pair(since) if mixed else (seen.frame(since), 0, Fraction(0))

    def _over(self, frame: int) -> Iterator[LaidOver]:
        for each in self.plain["over"]:
            if each["at"] <= frame < each["at"] + each["frames"]:
                shot = self.shots[each["shot"]].name if "shot" in each else ""
                yield LaidOver(str(each["what"]), str(each["text"]), self._worded(each), shot)

    def _over_shots(self, sides: Sequence[FrameSide]) -> Iterator[LaidOver]:
        """What lies over the shots that are seen, at the frames of them that are."""
        for side in sides:
            shot = self.shot(side.shot)
            for each in shot.over if shot is not None else ():
                stop = each["at"] + each["frames"] if "frames" in each else side.frame + 1
                if each["at"] <= side.frame < stop:
                    name = str(each["of"])
                    over = name if self.shot(name) is not None else ""
                    yield LaidOver("overlay", name, self._worded(each), over)


def damaged() -> UsageError:
    """That a map cannot be used."""
    return UsageError("the map of the cut in the sidecar is damaged: `vfc build` writes it anew")


def piece_at(shot: MappedShot, frame: int) -> tuple[str, int] | None:
    """What a frame of a joined picture was taken from: a take or a part, `a/b#1`, and the frame of
    it; None of one that is not joined.
    """
    at = 0
    for each in shot.pieces:
        if frame < at + each["frames"]:
            speed = exact(each.get("speed", 1))
            return str(each["of"]), each["start"] + int((frame - at) * speed)
        at += each["frames"]
    return None


def file_time(shot: MappedShot, frame: int) -> tuple[str, Fraction | None, int | None] | None:
    """The file that a shot is cut from, and for one of its frames the time in it, in seconds, and
    the file's own frame; None of a still, and of a shot that is cut from none.
    """
    if shot.file is None:
        return None
    path = str(shot.file["path"])
    if "start" not in shot.file:
        return path, None, None
    seconds = exact(shot.file["start"]) + frame / exact(shot.file["film_rate"])
    rate = exact(shot.file.get("rate", 0))
    return path, seconds, (seconds * rate).__floor__() if rate else None

"""Where a shot's pictures come from, and how long that is: words, the verbs, footage, a still."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from vfc.film.model import (
    Asset,
    Blend,
    Card,
    Extend,
    Footage,
    FrameRef,
    Loop,
    Recut,
    Remix,
    Shot,
    Source,
    Still,
    Words,
)
from vfc.film.timing import FrameRange, ceiling, parse_timecode
from vfc.spec.node import Node
from vfc.spec.prompts import Mentions
from vfc.spec.references import References
from vfc.spec.sourcewords import STRENGTHS
from vfc.spec.values import Reader, entries

SOURCES = ("remix", "extend", "recut", "blend", "loop", "footage", "still")
WORDS_ONLY = ("first", "last", "after", "storyboard")


def source_nodes(node: Node) -> list[Node]:
    """The nodes of a shot that refer to other shots."""
    found = [node.get(word) for word in ("first", "last", "after")]
    for verb in SOURCES[:5]:
        inner = node.get(verb)
        found += [inner.get(word) for word in ("of", "from", "into")] if inner is not None and inner.kind == "map" else []
    for _, _, card in entries(node.get("storyboard")):
        found.append(card.get("image") if card.kind == "map" else None)
    return [each for each in found if each is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A source with the length that it has by itself, in frames, where it has one; `spare` frames follow it in its file."""

    source: Source
    length: Fraction | None = None
    spare: int | None = None


class Sources:
    """Reads the source of one shot after another; `shots` are those resolved so far, which it may refer to."""

    def __init__(self, reader: Reader, references: References, shots: Mapping[str, Shot]):
        self.reader, self.references, self.shots = reader, references, shots

    def read(self, node: Node, mentions: Mentions) -> Found | None:
        """The source of a shot; None where its text is too wrong for one."""
        named = [(entry.key, entry.value) for entry in node.entries if entry.key.text in SOURCES]
        for key, _ in named[1:]:
            self.reader.tell(key.span, f"pictures come from one source: '{named[0][0].text}' or '{key.text}', not both")
        if not named:
            return Found(source=self._words(node, mentions))
        key, value = named[0]
        self._alone(node, key.text)
        made: Callable[[Node, Node], Found | None] = getattr(self, f"_{key.text}")
        return made(value, node)

    def _alone(self, node: Node, kind: str) -> None:
        """Words that mean nothing beside this source."""
        for entry in node.entries:
            if entry.key.text in WORDS_ONLY:
                self.reader.tell(entry.key.span, f"'{entry.key.text}' belongs to a shot made from words; this one comes "
                                                 f"from '{kind}'")
            if kind in ("footage", "still") and entry.key.text == "prompt":
                self.reader.tell(entry.key.span, f"nobody reads this prompt: the pictures come from '{kind}'",
                                 "keep it as a 'note'", severity="warning")
            if kind != "footage" and entry.key.text in ("in", "out"):
                self.reader.tell(entry.key.span, f"'{entry.key.text}' is a moment of footage; this shot comes from "
                                                 f"'{kind}'", "set it in the cut")

    # ── words ──────────────────────────────────────────────────────────────────────────────────

    def _words(self, node: Node, mentions: Mentions) -> Words:
        stills = {name for name, shot in self.shots.items() if isinstance(shot.source, Still)}
        for word in ("in", "out"):
            if node.get(word) is not None:
                self.reader.tell(node.get(word).span, f"'{word}' is a moment of footage; set it in the cut")
        cards = tuple(card for key, value in self._cards(node)
                      if (card := self._card(key, value, mentions, stills)) is not None)
        return Words(cards=tuple(sorted(cards, key=lambda card: card.frame)), after=self.references.shot(node.get("after")),
                     first=self._picture(node.get("first"), stills), last=self._picture(node.get("last"), stills))

    def _cards(self, node: Node) -> list[tuple[Node, Node]]:
        return [(key, value) for _, key, value in entries(node.get("storyboard"))]

    def _card(self, key: Node, value: Node, mentions: Mentions, stills: set[str]) -> Card | None:
        time = self.reader.time(key)
        if time is None:
            return None
        words = value.get("words") if value.kind == "map" else value
        image = self._picture(value.get("image"), stills) if value.kind == "map" else None
        return Card(frame=time.nearest, words=mentions.said(words), image=image)

    def _picture(self, node: Node | None, stills: set[str]) -> Asset | FrameRef | None:
        found = self.references.picture(node, stills)
        if isinstance(found, FrameRef) and found.shot in self.shots and found.frame >= self.shots[found.shot].frames:
            frames = self.shots[found.shot].frames
            self.reader.tell(node.span, f"'{node.text}' lies outside its shot: {found.shot} has {frames} frames",
                             f"write {found.shot}@last")
            return None
        return found

    # ── the verbs ──────────────────────────────────────────────────────────────────────────────

    def _length(self, name: str) -> Fraction | None:
        shot = self.shots.get(name)
        return shot.length if shot is not None else None

    def _remix(self, node: Node, shot: Node) -> Found | None:
        ref = self.references.shot(node.get("of"))
        if ref is None:
            return None
        text = self.reader.text(node.get("strength")) or "medium"
        strength = STRENGTHS.get(text) if text in STRENGTHS else self.reader.number(node.get("strength"), 0.5)
        return Found(source=Remix(of=ref, strength=strength), length=self._length(ref.shot))

    def _extend(self, node: Node, shot: Node) -> Found | None:
        ref, by = self.references.shot(node.get("of")), self.reader.frames(node.get("by"))
        if ref is None or not by:
            return None
        toward = "start" if self.reader.text(node.get("toward")) == "start" else "end"
        length = self._length(ref.shot)
        return Found(source=Extend(of=ref, by=by, toward=toward), length=None if length is None else length + by)

    def _recut(self, node: Node, shot: Node) -> Found | None:
        ref = self.references.shot(node.get("of"))
        keep = node.get("keep")
        if ref is None or keep is None or len(keep.items) != 2:
            return None
        start, stop = (self.reader.frames(each, -1) for each in keep.items)
        if start < 0 or stop < 0:
            return None
        length = self._length(ref.shot)
        if stop <= start:
            self.reader.tell(keep.span, "the part to keep ends before it begins", "write the earlier time first")
        elif length is not None and stop > ceiling(length):
            self.reader.tell(keep.items[1].span, f"'{keep.items[1].text}' lies outside {ref.shot}, which has "
                                                 f"{ceiling(length)} frames")
        return Found(source=Recut(of=ref, keep_in_shot=FrameRange(start, stop)), length=length)

    def _blend(self, node: Node, shot: Node) -> Found | None:
        start, into = self.references.shot(node.get("from")), self.references.shot(node.get("into"))
        if start is None or into is None:
            return None
        return Found(source=Blend(start=start, into=into, curve=self.reader.text(node.get("curve")) or "linear"))

    def _loop(self, node: Node, shot: Node) -> Found | None:
        ref = self.references.shot(node.get("of"))
        if ref is None:
            return None
        seam = self.reader.frames(node.get("seam"), 12)
        return Found(source=Loop(of=ref, seam=seam), length=self._length(ref.shot))

    # ── files ──────────────────────────────────────────────────────────────────────────────────

    def _still(self, node: Node, shot: Node) -> Found | None:
        file = self.reader.asset(node)
        if file is not None and file.digest and file.facts.kind == "sound":
            self.reader.tell(node.span, f"'{file.path}' is sound, not a picture")
            return None
        if file is not None and file.facts.kind == "video":
            self.reader.tell(node.span, f"'{file.path}' is moving pictures", "write footage: instead of still:")
        return Found(source=Still(file=file, fit=self.reader.text(shot.get("fit")) or "crop")) if file else None

    def _footage(self, node: Node, shot: Node) -> Found | None:
        file = self.reader.asset(node)
        if file is None:
            return None
        if file.digest and file.facts.kind != "video":
            what = {"still": "a still", "sound": "sound"}.get(file.facts.kind, "no media")
            hint = "write still: instead of footage:" if file.facts.kind == "still" else ""
            self.reader.tell(node.span, f"'{file.path}' is {what}, not moving pictures", hint)
            return None
        start = self._moment(shot.get("in"), file) or Fraction(0)
        stop = self._moment(shot.get("out"), file)
        source = Footage(file=file, start=start, fit=self.reader.text(shot.get("fit")) or "crop")
        if not file.digest:
            return Found(source=source)
        there = ceiling((file.facts.seconds - start) * self.reader.rate)
        if there < 1:
            self.reader.tell(shot.get("in").span, "nothing of the file is left after this moment")
            return None
        length = there if stop is None else ceiling((stop - start) * self.reader.rate)
        if stop is not None and stop <= start:
            self.reader.tell(shot.get("out").span, "'out' stands before 'in'", "write the later moment in 'out'")
            length = there
        return Found(source=source, length=Fraction(max(1, length)), spare=there)

    def _moment(self, node: Node | None, file: Asset) -> Fraction | None:
        """A moment of a file in seconds from its first frame; by its own timecode, or as a time from its start."""
        if node is None or not self.reader.text(node):
            return None
        facts = file.facts
        if ":" not in node.text or not facts.rate:
            time = self.reader.time(node)
            seconds = None if time is None else Fraction(time.frames) / self.reader.rate
        else:
            seconds = self._timecode(node, file)
        if seconds is not None and facts.seconds and not 0 <= seconds <= facts.seconds:
            self.reader.tell(node.span, f"'{node.text}' lies outside the file, which is {float(facts.seconds):.2f} s long")
            return None
        return seconds

    def _timecode(self, node: Node, file: Asset) -> Fraction | None:
        facts = file.facts
        try:
            frames = parse_timecode(node.text, facts.rate)
        except ValueError as error:
            self.reader.tell(node.span, str(error))
            return None
        # A file that begins at 01:00:00:00 is cut by its own clock; a timecode before its start counts from zero.
        return Fraction(frames - facts.timecode if frames >= facts.timecode else frames) / facts.rate

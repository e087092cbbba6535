"""Where a shot's pictures come from, and how long that is by itself: words, the verbs, footage, a
still.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

from vfc.errors import Severity
from vfc.film.facts import FileKind
from vfc.film.model import (
    Asset,
    Blend,
    Card,
    Extend,
    Fit,
    Footage,
    Keyframe,
    Loop,
    Picture,
    Recut,
    Remix,
    Shot,
    ShotRef,
    Source,
    Still,
    Words,
)
from vfc.film.sources import Edge
from vfc.film.timing import FrameRange, ceiling, parse_rate, parse_timecode
from vfc.language.resolve.generators import GeneratorUses
from vfc.language.resolve.prompts import Mentions
from vfc.language.resolve.references import References, counted
from vfc.language.resolve.values import SHAPED, Reader, entries, span_of_word
from vfc.language.words.kinds import RATE
from vfc.language.words.sources import STRENGTHS
from vfc.language.yaml.node import Form, Node

VERBS = ("remix", "extend", "recut", "blend", "loop")
SOURCES = (*VERBS, "footage", "still")
WORDS_ONLY = ("first", "last", "after", "storyboard")
NAMES_SHOTS = frozenset((*VERBS, *WORDS_ONLY))
MOMENTS = {
    "in": ("is a moment of footage", "write 'in' in the cut"),
    "out": ("is a moment of footage", "write 'out' in the cut"),
    "rate": ("paces footage of numbered pictures", "take 'rate' out"),
}
SEAM = 12  # frames


def source_nodes(node: Node) -> list[Node]:
    """The nodes of a shot that refer to other shots."""
    found: list[Node | None] = []
    for entry in node.entries:
        word, value = entry.key.text, entry.value
        if word in VERBS:
            found += [value.get("of"), value.get("from"), value.get("into")]
        elif word == "storyboard":
            found += [card.get("image") for _, _, card in entries(value)]
        elif word == "after" and value.kind is Form.MAP:
            found.append(value.get("of"))
        elif word in WORDS_ONLY:
            found.append(value)
    return [each for each in found if each is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedSource:
    """A source with the length that it has by itself, in frames, where it has one.

    `spare` are the frames that its file has from the source's start on. `unknown`: its length would
    come from a shot or a file that is wrong itself, which was told there.
    """

    source: Source
    length: Fraction | None = None
    spare: int | None = None
    unknown: bool = False


class Sources:
    """Reads the source of one shot after another; `shots` are those resolved so far, which it may
    refer to.
    """

    def __init__(
        self,
        reader: Reader,
        references: References,
        generators: GeneratorUses,
        shots: Mapping[str, Shot],
    ):
        self.reader, self.references, self.generators, self.shots = (
            reader,
            references,
            generators,
            shots,
        )
        self._kinds: dict[str, Callable[[Node, Mapping[str, Node]], ResolvedSource | None]] = {
            "remix": self._remix,
            "extend": self._extend,
            "recut": self._recut,
            "blend": self._blend,
            "loop": self._loop,
            "footage": self._footage,
            "still": self._still,
        }

    def read(
        self, node: Node, given: Mapping[str, Node], mentions: Mentions
    ) -> ResolvedSource | None:
        """The source of a shot, of which `given` are the words; None where its text is too wrong
        for one.
        """
        named = [(entry.key, entry.value) for entry in node.entries if entry.key.text in SOURCES]
        for key, _ in named[1:]:
            self.reader.tell(
                key.span,
                f"pictures come from one source: '{named[0][0].text}' or '{key.text}', not both",
                "make two shots of it",
            )
        kind = named[0][0].text if named else "words"
        if named or given.keys() & MOMENTS.keys():
            self._alone(node, kind)
        if not named:
            return ResolvedSource(
                source=self._words(given, mentions) if given.keys() & NAMES_SHOTS else PLAIN
            )
        return self._kinds[kind](named[0][1], given)

    def _alone(self, node: Node, kind: str) -> None:
        """Words that mean nothing beside this source."""
        for entry in node.entries:
            word, span = entry.key.text, entry.key.span
            if word in WORDS_ONLY and kind != "words":
                self.reader.tell(
                    span,
                    f"'{word}' belongs to a shot made from words, and this one comes from '{kind}'",
                    f"take '{word}' or '{kind}' out",
                )
            elif word == "prompt" and kind in ("footage", "still"):
                self.reader.tell(
                    span,
                    f"nobody reads this prompt: the pictures come from '{kind}'",
                    "write it as a 'note'",
                    severity=Severity.WARNING,
                )
            elif word in MOMENTS and kind != "footage":
                what, hint = MOMENTS[word]
                self.reader.tell(
                    span,
                    f"'{word}' {what}, and this shot comes from "
                    f"{'words' if kind == 'words' else repr(kind)}",
                    hint,
                )

    # ── words ──────────────────────────────────────────────────────────────────────────────────

    def _words(self, said: Mapping[str, Node], mentions: Mentions) -> Words:
        cards: dict[int, Card] = {}
        for _, key, value in entries(said.get("storyboard")):
            card = self._card(key, value, mentions)
            if card is not None and card.frame in cards:
                self.reader.tell(key.span, f"another card begins at frame {card.frame} already")
            if card is not None:
                cards[card.frame] = card
        after = said.get("after")
        # with words of its own
        continued = after if after is not None and after.kind is Form.MAP else None
        span = next(
            said[word].span for word in ("after", "first", "last", "storyboard") if word in said
        )
        return Words(
            cards=tuple(cards[frame] for frame in sorted(cards)),
            after=self.references.shot(continued.get("of") if continued else after),
            match=continued is not None and self._match(continued),
            first=self._picture(said.get("first"), mentions),
            last=self._picture(said.get("last"), mentions),
            span=span,
        )

    def _picture(self, node: Node | None, mentions: Mentions) -> Picture | None:
        """A file, a frame of a shot, or a picture of its own words, in which everyone is mentioned
        anew.
        """
        if node is None or node.kind is not Form.MAP:
            return self.references.picture(node)
        generator = node.get("generator")
        if generator is None or not self.generators.known(generator):
            return None
        words = Mentions(mentions.reader, mentions.looks).expanded(node.get("prompt"))
        return Keyframe(
            words=words, generator=self.generators.use(generator.text), span=generator.span
        )

    def _match(self, node: Node) -> bool:
        return self.reader.switch(node.get("match"), False)

    def _card(self, key: Node, value: Node, mentions: Mentions) -> Card | None:
        if self.reader.time(key) is None:
            return None
        words = value.get("words") if value.kind is Form.MAP else value
        image = self._picture(value.get("image"), mentions) if value.kind is Form.MAP else None
        return Card(
            frame=self.reader.frames(key),
            words=mentions.expanded(words),
            image=image,
            span=key.span,
        )

    # ── the verbs ──────────────────────────────────────────────────────────────────────────────

    def _of(self, node: Node) -> tuple[ShotRef | None, Fraction | None]:
        """The shot that a verb works on, and its length where it is known."""
        ref = self.references.shot(node.get("of"))
        shot = self.shots.get(ref.shot) if ref is not None else None
        return ref, shot.length if shot is not None else None

    def _remix(self, node: Node, said: Mapping[str, Node]) -> ResolvedSource | None:
        ref, length = self._of(node)
        text = self.reader.text(node.get("strength")).strip() or "medium"
        strength = (
            STRENGTHS[text] if text in STRENGTHS else self.reader.number(node.get("strength"), 0.5)
        )
        return ref and ResolvedSource(
            source=Remix(of=ref, strength=strength, span=node.span),
            length=length,
            unknown=length is None,
        )

    def _extend(self, node: Node, said: Mapping[str, Node]) -> ResolvedSource | None:
        (ref, length), by = self._of(node), self.reader.some_frames(node.get("by"))
        if ref is None or by is None:
            return None
        toward = self.reader.choice(node.get("toward"), Edge) or Edge.END
        source = Extend(of=ref, by=by, toward=toward, match=self._match(node), span=node.span)
        return ResolvedSource(
            source=source, length=None if length is None else length + by, unknown=length is None
        )

    def _recut(self, node: Node, said: Mapping[str, Node]) -> ResolvedSource | None:
        ref, length = self._of(node)
        keep = node.get("keep")
        times = [self.reader.time(each) for each in keep.items] if keep is not None else []
        if ref is None or keep is None or len(times) != 2 or None in times:
            return None
        start, stop = (self.reader.frames(each) for each in keep.items)
        if stop <= start:
            self.reader.tell(
                keep.span, "the part to keep ends before it begins", "write the earlier time first"
            )
            return None
        if length is not None and stop > ceiling(length):
            self.reader.tell(
                keep.items[1].span,
                f"'{keep.items[1].text}' lies outside {ref.shot}, which has "
                f"{counted(ceiling(length))}",
                f"write {ceiling(length)}f or less",
            )
        source = Recut(
            of=ref, keep_in_shot=FrameRange(start, stop), match=self._match(node), span=node.span
        )
        return ResolvedSource(source=source, length=length, unknown=length is None)

    def _blend(self, node: Node, said: Mapping[str, Node]) -> ResolvedSource | None:
        start, into = self.references.shot(node.get("from")), self.references.shot(node.get("into"))
        if start is None or into is None:
            return None
        return ResolvedSource(
            source=Blend(
                start=start,
                into=into,
                curve=self.reader.text(node.get("curve")) or "linear",
                span=node.span,
            )
        )

    def _loop(self, node: Node, said: Mapping[str, Node]) -> ResolvedSource | None:
        (ref, length), seam_node = self._of(node), node.get("seam")
        seam = (self.reader.some_frames(seam_node) if seam_node else None) or SEAM
        if ref is not None and length is not None and seam >= ceiling(length):
            self.reader.tell(
                span_of_word(node, "seam" if seam_node else "of"),
                f"a seam of {counted(seam)} leaves nothing "
                f"of {ref.shot}, which has {counted(ceiling(length))}",
                f"write seam: {max(1, ceiling(length) // 4)}f",
            )
        return ref and ResolvedSource(
            source=Loop(of=ref, seam=seam, span=node.span), length=length, unknown=length is None
        )

    # ── files ──────────────────────────────────────────────────────────────────────────────────

    def _still(self, node: Node, said: Mapping[str, Node]) -> ResolvedSource | None:
        file = self.reader.asset(node)
        if file is None or self._is_not(node, file, FileKind.STILL, "a picture"):
            return None
        return ResolvedSource(source=Still(file=file, fit=self._fit(said)))

    def _fit(self, said: Mapping[str, Node]) -> Fit:
        return self.reader.choice(said.get("fit"), Fit) or Fit.CROP

    def _footage(self, node: Node, said: Mapping[str, Node]) -> ResolvedSource | None:
        file = self._paced(self.reader.asset(node), said.get("rate"))
        if file is None or self._is_not(node, file, FileKind.VIDEO, "moving pictures"):
            return None
        start = self._moment(said.get("in"), file) or Fraction(0)
        stop = self._moment(said.get("out"), file, end=True)
        source = Footage(file=file, start=start, fit=self._fit(said))
        if not file.digest:
            return ResolvedSource(source=source, unknown=True)
        there = max(1, ceiling((file.facts.seconds - start) * self.reader.rate))
        if stop is not None and stop <= start:
            self.reader.tell(
                said["out"].span,
                "'out' does not stand after 'in'",
                "write the later moment in 'out'",
            )
            stop = None
        length = (
            there
            if stop is None
            else min(there, max(1, ceiling((stop - start) * self.reader.rate)))
        )
        self._damage(node, file, start, start + Fraction(length) / self.reader.rate)
        return ResolvedSource(source=source, length=Fraction(length), spare=there)

    def _paced(self, file: Asset | None, node: Node | None) -> Asset | None:
        """Numbered pictures at the rate that the text says, else at the film's; other files as they
        are.
        """
        if file is None or not file.facts.numbered:
            if file is not None and file.digest and node is not None:
                self.reader.tell(
                    node.span,
                    f"'rate' paces numbered pictures, and '{file.path}' has a rate of its own",
                    "take 'rate' out",
                )
            return file
        facts, rate = file.facts, self.reader.shaped(node, RATE, parse_rate) or self.reader.rate
        damage = tuple((at / rate, frames) for at, frames in facts.damage)
        return replace(
            file, facts=replace(facts, rate=rate, seconds=facts.frames / rate, damage=damage)
        )

    def _damage(self, node: Node, file: Asset, start: Fraction, stop: Fraction) -> None:
        """Warn of the first place in what is shown that cannot be decoded."""
        places = [(at, frames) for at, frames in file.facts.damage if start <= at < stop]
        for at, frames in places[:1]:
            if file.facts.numbered:
                self._gap(node, file, at, frames, len(places))
                return
            held = (
                "the frame before is held"
                if frames == 1
                else f"the frame before is held for {frames} frames"
            )
            more = f", and so at {len(places) - 1} places after" if len(places) > 1 else ""
            self.reader.tell(
                node.span,
                f"'{file.path}' is damaged at {float(at):.1f} s: {held}{more}",
                "copy it anew from the camera or its maker",
                severity=Severity.WARNING,
            )

    def _gap(self, node: Node, file: Asset, at: Fraction, frames: int, places: int) -> None:
        number = file.facts.timecode + int(at * file.facts.rate)
        what = (
            f"number {number}" if frames == 1 else f"the numbers {number} to {number + frames - 1}"
        )
        more = ", and more after" if places > 1 else ""
        self.reader.tell(
            node.span,
            f"'{file.path}' lacks {what}, or cannot be read there{more}: the picture before is "
            "held",
            severity=Severity.WARNING,
        )

    def _is_not(self, node: Node, file: Asset, kind: FileKind, wanted: str) -> bool:
        """Whether a file was read and is of another kind, which is told."""
        if not file.digest or file.facts.kind is kind:
            return False
        is_a, word = _called(file.facts.kind)
        hint = f"write {word}: {node.text}" if word else ""
        self.reader.tell(node.span, f"'{file.path}' is {is_a}not {wanted}", hint)
        return True

    def _moment(self, node: Node | None, file: Asset, *, end: bool = False) -> Fraction | None:
        """A moment of a file in seconds from its first frame; by its own timecode, or as a time
        from its start.
        """
        if node is None:
            return None
        text, facts = self.reader.text(node), file.facts
        if ":" in text and facts.rate and SHAPED.search(text):
            seconds = self._timecode(node, file)
        else:
            time = self.reader.time(node)
            seconds = None if time is None else time.frames / self.reader.rate
        if (
            seconds is None
            or not file.digest
            or seconds < facts.seconds
            or (end and seconds == facts.seconds)
        ):
            return seconds
        self.reader.tell(
            node.span,
            f"'{text}' lies outside '{file.path}', which is {float(facts.seconds):.2f} s long",
        )
        return None

    def _timecode(self, node: Node, file: Asset) -> Fraction | None:
        facts = file.facts
        try:
            frames = parse_timecode(node.text, facts.rate)
        except ValueError as error:
            self.reader.tell(node.span, str(error))
            return None
        # A file that begins at 01:00:00:00 is cut by its own clock; a timecode before its start
        # counts from zero.
        return (
            Fraction(frames - facts.timecode if frames >= facts.timecode else frames) / facts.rate
        )


PLAIN = Words()


def _called(kind: FileKind) -> tuple[str, str]:
    """What a file is, before "not a picture"; and the word of a shot that shows such a file, or
    ''.
    """
    match kind:
        case FileKind.STILL:
            return "a still, ", "still"
        case FileKind.VIDEO:
            return "moving pictures, ", "footage"
        case FileKind.SOUND:
            return "sound, ", ""
        case FileKind.DATA:
            return "", ""
        case _:
            assert_never(kind)

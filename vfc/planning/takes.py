"""One take of a generated shot as steps: asked of its generator at once, or made of parts and
joined.

What a verb keeps of its source are the source's very frames; what is made new begins with the last
of them (or ends with the first), as its generator says them, and that overlap is cut off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, assert_never

from vfc.film.model import (
    Asset,
    Blend,
    Extend,
    Footage,
    FrameRef,
    Keyframe,
    Line,
    Loop,
    Picture,
    Recut,
    Remix,
    Shot,
    ShotRef,
    Still,
    Words,
)
from vfc.film.roles import Role
from vfc.film.sources import Edge
from vfc.generators.api import Abilities, Request, TimedCard, Verb
from vfc.planning.binding import BoundInputs, SourceRange, TakePart, adapters_for, references_for
from vfc.planning.joining import Joining
from vfc.planning.runs import ShotRun, follows_cards, runs_of, tail_of
from vfc.planning.verbs import around_kept
from vfc.recipes.keys import key_of
from vfc.recipes.params import JoinParams

if TYPE_CHECKING:
    from vfc.planning.pictures import Pictures


class Continuation(NamedTuple):
    """A part: its frames, and after how many of them what is new begins."""

    source: SourceRange
    overlap: int


class TakePlanner:
    """Adds the steps of one take to `pictures`; `picture` is the key of the last.

    `waits`: what it is derived from hangs on a choice that is not settled yet.
    """

    def __init__(self, pictures: Pictures, shot: Shot, take: int, seed: int, waits: bool):
        self.pictures, self.shot, self.take, self.seed, self.waits = (
            pictures,
            shot,
            take,
            seed,
            waits,
        )
        self.label = f"{shot.name}#{take}"
        self.form = pictures.film.format
        self.abilities: Abilities = pictures.abilities(shot.generator)
        self.size = self.abilities.fitting_size(self.form.size)
        self.needed = shot.frames + shot.handles
        self.parts = 0
        self.joining = Joining()

    def picture(self) -> str:
        """The key of the take's picture; TypeError of one that is cut from a file."""
        match source := self.shot.source:
            case Words():
                return self._words(source)
            case Remix():
                return self._remix(source)
            case Extend():
                return self._extend(source)
            case Recut():
                return self._recut(source)
            case Blend():
                return self._blend(source)
            case Loop():
                return self._loop(source)
            case Footage() | Still():
                raise TypeError(f"{self.shot.name} is cut from a file, and no generator makes it")
            case _:
                assert_never(source)

    # ── words ──────────────────────────────────────────────────────────────────────────────────

    def _words(self, source: Words) -> str:
        end = self.shot.frames if source.last else self.needed
        runs = runs_of(source, end, self.abilities, self.form.rate)
        if len(runs) == 1 and not source.after and not source.last and self.size == self.form.size:
            inputs = {"first": self._image(runs[0].role, runs[0].image)} if runs[0].image else {}
            return self._part(
                self.needed,
                inputs | self._card_pictures(source),
                words=runs[0].words,
                cards=self._native_cards(source),
                label=self.label,
            ).key
        made: Continuation | None = None
        for index in range(len(runs)):
            made = self._run(source, runs, index, made)
        return self._joined()

    def _run(
        self, source: Words, runs: list[ShotRun], index: int, before: Continuation | None
    ) -> Continuation:
        """Make one run of the shot, from what stands before it or from its own picture, and add its
        piece.
        """
        run, follows = runs[index], index + 1 < len(runs)
        inputs: dict[str, SourceRange | Asset] = {}
        overlap, match = 0, None
        if index == 0 and source.after:
            other = self._source("after", source.after)
            onward, overlap = self._onward(other)
            inputs |= onward
            match = other.last(overlap) if source.match else None
        elif run.image is not None:
            inputs["first"] = self._image(run.role, run.image)
        elif before is not None:
            onward, overlap = self._onward(before.source)
            inputs |= onward
        after = runs[index + 1] if follows and "last" in self.abilities.makes else None
        ends = after.image if after is not None else None
        if after is not None and ends is not None:
            inputs["last"] = self._image(after.role, ends)
        elif source.last and not follows:
            inputs["last"] = self._image("last", source.last)
        frames = overlap + run.frames + (ends is not None)
        cards = self._native_cards(source, overlap) if len(runs) == 1 else ()
        pictures = self._card_pictures(source) if len(runs) == 1 else {}
        source_range = self._part(frames, inputs | pictures, words=run.words, cards=cards)
        exact = "last" in inputs
        self.joining.add(
            source_range,
            overlap,
            run.frames,
            over=frames if exact else 0,
            match=match,
            hold=self.needed - self.shot.frames if source.last and not follows else 0,
        )
        return Continuation(source_range if exact else source_range.first(frames), overlap)

    def _native_cards(self, source: Words, overlap: int = 0) -> tuple[TimedCard, ...]:
        """The cards that the generator follows, in a picture that has so many frames before the
        shot's own.
        """
        if not follows_cards(source, self.abilities):
            return ()
        said = "cards" in self.abilities.makes
        return tuple(
            TimedCard(frame=overlap + card.frame, words=card.words if said else "")
            for card in source.cards
        )

    def _card_pictures(self, source: Words) -> dict[str, SourceRange | Asset]:
        if not follows_cards(source, self.abilities):
            return {}
        roles = {
            str(Role("card", number)): card.image for number, card in enumerate(source.cards, 1)
        }
        return {
            role: self._image(role, image) for role, image in roles.items() if image is not None
        }

    def _onward(self, before: SourceRange) -> tuple[dict[str, SourceRange], int]:
        """The inputs by which a picture goes on from others, and the frames that it has in common
        with them.
        """
        if "extend" in self.abilities.makes:
            tail = before.last(self.abilities.tail)
            return {"tail": tail}, tail.frames
        return {"first": before.last(1)}, 1

    def _backward(self, after: SourceRange) -> tuple[dict[str, SourceRange], int]:
        """Likewise for a picture that leads up to others."""
        if "extend-start" in self.abilities.makes:
            head = after.first(self.abilities.tail)
            return {"head": head}, head.frames
        return {"last": after.first(1)}, 1

    # ── the verbs ──────────────────────────────────────────────────────────────────────────────

    def _remix(self, source: Remix) -> str:
        of = self._source("of", source.of)
        if source.strength == 0:  # the source itself, and nobody need make it
            self.joining.add(of, 0, self.needed)
            return self._joined()
        direct = self.size == self.form.size
        source_range = self._part(
            self.needed,
            {"of": of},
            verb=Verb.REMIX,
            strength=source.strength,
            label=self.label if direct else "",
        )
        if direct:
            return source_range.key
        self.joining.add(source_range, 0, source_range.frames)
        return self._joined(source_range.frames)

    def _extend(self, source: Extend) -> str:
        of = self._source("of", source.of)
        match source.toward:
            case Edge.START:
                self._before(of, source.by, match=source.match)
                self.joining.add(of, 0, of.frames + self.shot.handles)
            case Edge.END:
                self.joining.add(of, 0, of.frames)
                self._after(of, source.by + self.shot.handles, match=source.match)
            case _:
                assert_never(source.toward)
        return self._joined()

    def _recut(self, source: Recut) -> str:
        of, kept = self._source("of", source.of), source.keep_in_shot
        before, after = around_kept(source, self.shot)
        part = of._replace(start=kept.start, frames=kept.frames)
        if before:
            self._before(part, before, match=source.match)
        if after:
            self.joining.add(of, kept.start, kept.frames)
            self._after(part, after + self.shot.handles, match=source.match)
        else:
            self.joining.add(of, kept.start, kept.frames + self.shot.handles)
        return self._joined()

    def _blend(self, source: Blend) -> str:
        start, into = self._source("from", source.start), self._source("into", source.into)
        self._between(start, into, self.shot.frames, Verb.BLEND, source.curve)
        self.joining.add(into, 0, self.shot.handles)
        return self._joined()

    def _loop(self, source: Loop) -> str:
        of = self._source("of", source.of)
        kept = of._replace(frames=max(1, self.shot.frames - source.seam))
        self.joining.add(of, 0, kept.frames)
        self._between(kept, of, self.shot.frames - kept.frames, Verb.LOOP)
        handles = self.shot.handles
        while handles > 0:  # it runs round
            self.joining.add(of, 0, min(handles, kept.frames))
            handles -= kept.frames
        return self._joined()

    def _after(self, source_range: SourceRange, frames: int, *, match: bool) -> None:
        """Add frames that go on from a source range, in as many parts as its generator needs."""
        most = self.abilities.most(self.form.rate)
        room = frames if most is None else max(1, most - tail_of(self.abilities))
        wanted = source_range
        while frames > 0:
            inputs, overlap = self._onward(source_range)
            new = min(frames, room)
            made = self._part(overlap + new, inputs)
            self.joining.add(made, overlap, new, match=wanted.last(overlap) if match else None)
            source_range, frames = made.first(overlap + new), frames - new

    def _before(self, source_range: SourceRange, frames: int, *, match: bool) -> None:
        """Add frames that lead up to a source range, the farthest of them made last."""
        most = self.abilities.most(self.form.rate)
        place, wanted = len(self.joining.pieces), source_range
        while frames > 0:
            inputs, overlap = self._backward(source_range)
            new = min(frames, frames if most is None else max(1, most - overlap))
            made = self._part(overlap + new, inputs)
            start = made.frames - overlap - new
            self.joining.add(
                made,
                start,
                new,
                index=place,
                match=wanted.first(overlap) if match else None,
                own=made.frames - overlap,
            )
            source_range, frames = made._replace(start=start, frames=overlap + new), frames - new

    def _between(
        self, before: SourceRange, after: SourceRange, frames: int, verb: Verb, curve: str = ""
    ) -> None:
        """Add frames that lead from the last of one source range to the first of another; both ends
        are made too and cut.
        """
        if verb in self.abilities.makes:
            inputs = {
                "from": before.last(self.abilities.tail),
                "into": after.first(self.abilities.tail),
            }
            source_range = self._part(frames + 2, inputs, verb=verb, curve=curve)
            curve = ""
        else:
            source_range = self._part(frames + 2, {"first": before.last(1), "last": after.first(1)})
        self.joining.add(source_range, 1, frames, over=frames + 2, curve=curve or "linear")

    # ── steps ──────────────────────────────────────────────────────────────────────────────────

    def _source(self, role: str, ref: ShotRef | FrameRef) -> SourceRange:
        """The picture of the shot that is referred to, trimmed to the shot's length."""
        return self.pictures.source(self.shot, self.take, role, ref)

    def _image(self, role: str, picture: Picture) -> SourceRange | Asset:
        if isinstance(picture, Asset):
            return picture
        if isinstance(picture, Keyframe):
            return self._keyframe(role, picture)
        source_range = self._source(role, picture)
        frame = picture.frame if picture.frame >= 0 else source_range.frames - 1
        return source_range._replace(start=min(frame, source_range.frames - 1), frames=1)

    def _part(
        self,
        frames: int,
        inputs: Mapping[str, SourceRange | Asset],
        *,
        words: str = "",
        cards: tuple[TimedCard, ...] = (),
        verb: Verb = Verb.WORDS,
        strength: float = 0.0,
        curve: str = "",
        label: str = "",
    ) -> SourceRange:
        """A step of the generator that makes `frames` at least; the picture itself under its
        `label`.
        """
        self.parts += 1
        made = self.abilities.on_grid(frames, self.form.rate)
        said = ", ".join(each for each in (self.shot.prompt.words, words) if each)
        bound = BoundInputs(
            {**inputs, **references_for(self.shot, self.shot.generator, self.abilities)}, made
        )
        request = Request(
            prompt=replace(self.shot.prompt, words=said) if words else self.shot.prompt,
            camera=self.shot.camera,
            cast=self.pictures.looks(self.shot),
            size=self.size,
            rate=self.form.rate,
            frames=made,
            length=self.shot.frames if label else frames,
            seed=self._seed(),
            options=self.shot.generator.options,
            verb=verb,
            inputs=tuple(bound.inputs),
            cards=cards,
            lines=self._lines(),
            adapters=bound.adapters(adapters_for(self.shot, self.shot.generator, self.abilities)),
            strength=strength,
            curve=curve,
        )
        name = TakePart(self.shot.name, self.take, "" if label else str(self.parts))
        return SourceRange(
            self.pictures.generated(name, self.shot.generator, request, bound.all(self.waits)),
            0,
            made,
            made,
        )

    def _keyframe(self, role: str, frame: Keyframe) -> SourceRange:
        """A step of another generator that makes one picture; of several frames the first is
        meant.
        """
        shot, abilities = self.shot, self.pictures.abilities(frame.generator)
        made, camera = abilities.on_grid(1, self.form.rate), replace(shot.camera, move="")
        prompt = replace(shot.prompt, camera=camera.words, words=frame.words or shot.prompt.words)
        bound = BoundInputs(references_for(shot, frame.generator, abilities), made)
        request = Request(
            prompt=prompt,
            camera=camera,
            cast=self.pictures.looks(shot),
            rate=self.form.rate,
            size=abilities.fitting_size(self.form.size),
            frames=made,
            length=1,
            seed=self.seed,
            options=frame.generator.options,
            inputs=tuple(bound.inputs),
            adapters=bound.adapters(adapters_for(shot, frame.generator, abilities)),
        )
        name = TakePart(shot.name, self.take, role)
        return SourceRange(
            self.pictures.generated(name, frame.generator, request, bound.all(self.waits)),
            0,
            1,
            made,
        )

    def _lines(self) -> tuple[Line, ...]:
        """The lines for a generator that shows speech; with how they sound, for one that moves
        mouths by it.
        """
        makes, rate = self.abilities.makes, self.form.rate
        if "speech" not in makes:
            return ()
        if "mouths" not in makes:
            return self.shot.lines
        return tuple(
            replace(line, mouth=line.delivery.heard.level, start_in_shot=range_in_shot.start)
            if line.delivery is not None and line.delivery.heard is not None
            else line
            for line, range_in_shot in zip(self.shot.lines, self.shot.spoken(rate), strict=True)
        )

    def _seed(self) -> int:
        return (
            self.seed if self.parts == 1 else int(key_of(f"part {self.parts} {self.seed}")[:15], 16)
        )

    def _joined(self, frames: int = 0) -> str:
        form = self.form
        params = JoinParams(
            frames=frames or self.needed,
            size=form.size,
            rate=form.rate,
            pieces=tuple(self.joining.pieces),
            rgb=self.pictures.rgb.issuperset(self.joining.roles),
        )
        return self.pictures.joined(self.label, params, self.joining.uses, self.waits)

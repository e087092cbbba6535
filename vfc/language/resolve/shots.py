"""Scenes and shots: settings, prompt, source and length of each, those first that others are made
from.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from vfc.errors import Severity
from vfc.film.languages import standard_tag
from vfc.film.model import (
    Asset,
    Effect,
    Extend,
    Footage,
    Line,
    Prompt,
    Recut,
    Scene,
    Shot,
    Source,
    Words,
)
from vfc.film.order import ordered
from vfc.film.shots import spoken_frames
from vfc.film.timing import ceiling
from vfc.film.treatments import ShotSound
from vfc.language.resolve.filewords import check_file_words
from vfc.language.resolve.framing import focus_of, view_of
from vfc.language.resolve.generators import GeneratorUses
from vfc.language.resolve.hearing import shot_sound
from vfc.language.resolve.layers import Overlays
from vfc.language.resolve.looks import NO_SET, Look, Looks
from vfc.language.resolve.picks import Picks
from vfc.language.resolve.prompts import Mentions
from vfc.language.resolve.references import SHOT, References, counted
from vfc.language.resolve.settings import Around, Settings
from vfc.language.resolve.sources import NAMES_SHOTS, SOURCES, ResolvedSource, Sources, source_nodes
from vfc.language.resolve.steadying import stabilisation_of
from vfc.language.resolve.translations import beside_a_line
from vfc.language.resolve.values import Reader, entries, items
from vfc.language.resolve.voices import NO_HEARING, Deliveries, Hearing
from vfc.language.words.kinds import Fields
from vfc.language.words.shots import LINE, LOOK, SCENE, SHOT_FIELDS
from vfc.language.words.vocabulary import FILM
from vfc.language.yaml.node import Form, Node
from vfc.language.yaml.suggest import closest

NEAREST_CARDS = Fraction(1, 2)  # seconds; nearer cards become a hard cut
# frames that footage may lack of its length: its last one is held, as `media.conform` does
SHORT = 2
FARTHEST_CARDS = 6  # seconds; longer than this a model drifts from what the card says
LENGTHS = ("length", "lines", *SOURCES)  # words of a shot that give it a length
MOST_TAKES = 1000  # that a shot may have
LOOK_WORDS = frozenset(field.name for field in LOOK)


@dataclass(slots=True, kw_only=True)
class Draft:
    """A shot before it is resolved: its words by name, what counts around it, the shots it is made
    from.

    `misspelt`: a word of its scene or of the film that the language does not know is likely meant
    as 'length'.
    """

    name: str
    key: Node
    node: Node
    given: dict[str, Node]
    around: Around
    uses: list[str]
    misspelt: bool = False


class Shots:
    """Reads all scenes and shots of a film."""

    def __init__(
        self,
        reader: Reader,
        root: Node,
        looks: Looks,
        generators: GeneratorUses,
        profile: str | None,
        hearing: Hearing = NO_HEARING,
    ):
        self.reader, self.looks, self.generators = reader, looks, generators
        self.settings = Settings(reader, looks, generators)
        self.drafts: dict[str, Draft] = {}
        film = self.settings.outer(Around(), root)
        self.misspelt = _means(root, FILM, ("length",))
        self.scenes = tuple(
            self._scene(film, name, key, node) for name, key, node in entries(root.get("scenes"))
        )
        self.shots: dict[str, Shot] = {}
        takes = {name: self._takes(draft) for name, draft in self.drafts.items()}
        stills = {name for name, draft in self.drafts.items() if "still" in draft.given}
        self.picks = Picks(reader, generators.profiles, profile)
        self.deliveries = Deliveries(reader, looks.cast, self.picks, hearing)
        self.references = References(reader=reader, takes=takes, stills=stills, frames=self._frames)
        self.sources = Sources(reader, self.references, generators, self.shots)

    def _scene(self, film: Around, name: str, key: Node, node: Node) -> Scene:
        around = self.settings.outer(film, node)
        names: list[str] = []
        misspelt = self.misspelt or _means(node, SCENE, ("length",))
        for shot, shot_key, shot_node in entries(node.get("shots")):
            full = f"{name}/{shot}"
            said = {entry.key.text: entry.value for entry in shot_node.entries}
            self.drafts[full] = Draft(
                name=full,
                key=shot_key,
                node=shot_node,
                given=said,
                around=around,
                uses=[],
                misspelt=misspelt,
            )
            names.append(full)
        return Scene(
            name=name, slug=self.reader.text(node.get("slug")), shots=tuple(names), span=key.span
        )

    def _takes(self, draft: Draft) -> int:
        """How many takes a shot has; a file has one. Of a number that cannot be read, none that is
        named lacks.
        """
        if "footage" in draft.given or "still" in draft.given:
            return 1
        unreadable = (
            MOST_TAKES
            if "takes" in draft.given or _means(draft.node, SHOT_FIELDS, ("takes",))
            else 1
        )
        return max(1, self.reader.whole(draft.given.get("takes"), unreadable))

    def _frames(self, name: str) -> int | None:
        shot = self.shots.get(name)
        return None if shot is None else shot.frames

    def all(self) -> dict[str, Shot]:
        """Every shot that can be resolved, in the order of the text."""
        for draft in self.drafts.values():
            if not NAMES_SHOTS.isdisjoint(draft.given):
                draft.uses = self.references.names(source_nodes(draft.node))
        for name in self._in_order():
            shot = self._shot(self.drafts[name])
            if shot is not None:
                self.shots[name] = shot
        self._lay()
        return {name: self.shots[name] for name in self.drafts if name in self.shots}

    def _lay(self) -> None:
        """Lay over each shot what lies over it, now that all are known."""
        layered = [name for name in self.shots if "overlays" in self.drafts[name].given]
        self.layers = Overlays(self.reader, self.references, self.shots, layered)
        for name in layered:
            shot = self.shots[name]
            layers = self.layers.over_shot(self.drafts[name].given["overlays"], shot)
            self.shots[name] = replace(shot, layers=layers)

    def _in_order(self) -> list[str]:
        """Names so that each shot follows those it is made from; a circle is told of."""
        found, circles = ordered(self.drafts, lambda name: self.drafts[name].uses)
        for path in circles:
            self._circle(path)
        return found

    def _circle(self, path: list[str]) -> None:
        way = " -> ".join(path)
        self.reader.tell(
            self.drafts[path[0]].key.span,
            f"shots are made from each other in a circle: {way}",
            "one of them must come from words or a file",
        )

    # ── one shot ───────────────────────────────────────────────────────────────────────────────

    def _shot(self, draft: Draft) -> Shot | None:
        reader, said = self.reader, draft.given
        around = self.settings.within(draft.around, draft.node)
        mentions = Mentions(reader, self.looks)
        words = mentions.expanded(said.get("prompt"))
        check_file_words(reader, draft.node, said)
        found = self.sources.read(draft.node, said, mentions)
        sound = shot_sound(reader, said.get("sound"))
        lines = self._lines(said["lines"], found, sound) if "lines" in said else ()
        length_node, length = self._length(draft, around, found, lines)
        by_lines = length_node is None and found is not None and found.length is None
        pick = self._pick(draft, said["pick"]) if "pick" in said else None
        steady = stabilisation_of(reader, said.get("stabilise"))
        effects = self._effects(said["effects"]) if "effects" in said else ()
        seed_name = self._seed_name(said["was"], draft.name) if "was" in said else ""
        if found is None or length is None:
            return None
        look, place = self._look(draft, around), around.film_set or NO_SET
        self._check_adapters(draft, look)
        shot = Shot(
            name=draft.name,
            scene=draft.name.partition("/")[0],
            source=found.source,
            camera=around.camera,
            prompt=Prompt(
                camera=around.camera.words,
                words=words,
                place=place.look,
                style=look.style,
                avoid=look.avoid,
            ),
            generator=self.generators.use(around.generator),
            length=length,
            handles=_handles(around, found, length),
            seed_name=seed_name or draft.name,
            seed=reader.whole(said["seed"], 0) if "seed" in said else None,
            takes=self.references.takes[draft.name],
            pick=pick,
            pin=reader.switch(said.get("pin"), False),
            grade=look.grade,
            stabilise=steady,
            effects=effects,
            adapters=look.adapters,
            cast=tuple(mentions.names),
            references=self._pictures(place.references, mentions.names),
            style_references=look.references,
            lines=lines,
            sound=sound,
            focus=focus_of(reader, said.get("focus")),
            view=view_of(reader, said),
            beats=reader.in_beats(length_node),
            about=by_lines and any(each.delivery and each.delivery.about for each in lines),
            note=reader.text(said.get("note")),
            span=draft.key.span,
            length_span=(length_node or draft.key).span,
        )
        if "lines" in said or "storyboard" in said:
            self._check_inside(shot, draft)
        return shot

    def _pick(self, draft: Draft, node: Node) -> int | Literal["best"] | None:
        file = "footage" in draft.given or "still" in draft.given
        return self.picks.read(node, draft.name, self.references.takes[draft.name], file=file)

    def _look(self, draft: Draft, around: Around) -> Look:
        """The look of the presets, with what the shot itself says of it on top."""
        look = self.looks.look(around.preset)
        return (
            look
            if LOOK_WORDS.isdisjoint(draft.given)
            else look.with_more(*self.looks.look_of(draft.node))
        )

    def _check_adapters(self, draft: Draft, look: Look) -> None:
        self.generators.check_adapters(draft.given.get("adapters"))
        self.looks.check_adapters(draft.given.get("adapters"))
        seeing = [each for each in look.adapters if each.encoder is not None]
        if seeing and not look.references:
            self.reader.tell(
                draft.key.span,
                f"the look of {draft.name} has a {seeing[0].kind} and no pictures for it",
                "give its preset 'references'",
            )

    def _pictures(self, places: tuple[Asset, ...], names: list[str]) -> tuple[Asset, ...]:
        people = [asset for name in names for asset in self.looks.cast[name].references]
        return tuple(dict.fromkeys((*places, *people)))

    def _seed_name(self, was: Node, name: str) -> str:
        match = SHOT.match(self.reader.text(was).strip())
        if match is None:
            return ""
        if match[1] in self.drafts and match[1] != name:
            self.reader.tell(
                was.span,
                f"'{match[1]}' is still a shot of the film: both have the same seeds",
                severity=Severity.WARNING,
            )
        return match[1]

    def _effects(self, node: Node) -> tuple[Effect, ...]:
        found: list[Effect] = []
        for item in items(node):
            for name, key, value in (
                entries(item) if item.kind is Form.MAP else [(item.text, item, item)]
            ):
                arguments = tuple(
                    sorted((each, self.reader.free(inner)) for each, _, inner in entries(value))
                )
                found.append(Effect(name=name, arguments=arguments, span=key.span))
        return tuple(found)

    # ── length ─────────────────────────────────────────────────────────────────────────────────

    def _length(
        self, draft: Draft, around: Around, found: ResolvedSource | None, lines: tuple[Line, ...]
    ) -> tuple[Node | None, Fraction | None]:
        """The length and where it is written: the shot's own, its source's, its scene's or the
        film's, its lines'.

        A length on a scene or the film is for shots that have none by themselves: a remix is as
        long as its source.
        """
        own = draft.given.get("length")
        if own is not None:
            length = self.reader.length(own)
            if length is not None and found is not None:
                self._check_length(own, length, found)
            return own, length
        if found is None or found.unknown or found.length is not None:
            return None, found.length if found is not None else None
        if around.length_lost:
            return None, None
        if around.length is not None:
            return around.length_node, around.length
        if lines:
            return None, Fraction(_speaking(lines, self.reader.rate))
        if not draft.misspelt and not _means(draft.node, SHOT_FIELDS, LENGTHS):
            self.reader.tell(
                draft.key.span,
                f"the shot '{draft.name}' has no length",
                "write length: 4s, here, in its scene or at the top of the film",
            )
        return None, None

    def _check_length(self, node: Node, length: Fraction, found: ResolvedSource) -> None:
        frames, source = ceiling(length), found.source
        spare = frames if found.spare is None else found.spare
        lacking = frames - spare
        if 0 < lacking <= SHORT:
            self.reader.tell(
                node.span,
                f"'{node.text}' is {counted(lacking)} more than the file has: its last is held",
                f"write {spare}f, if it shall not stand",
                severity=Severity.WARNING,
            )
        elif lacking > 0:
            seconds = float(spare / self.reader.rate)
            self.reader.tell(
                node.span,
                f"'{node.text}' is more than the file has: from there on it has "
                f"{counted(spare)} ({seconds:.2f} s)",
                f"write {spare}f or less",
            )
        elif isinstance(source, Extend) and found.length is not None and length != found.length:
            self.reader.tell(
                node.span,
                "an extension is as long as its source and 'by' together: "
                f"{counted(ceiling(found.length))}",
                "take 'length' out, or change 'by'",
            )
        elif isinstance(source, Recut) and source.keep_in_shot.frames > frames:
            self.reader.tell(
                node.span,
                f"'{node.text}' is shorter than the part to keep, which is "
                f"{counted(source.keep_in_shot.frames)}",
                "keep less, or make it longer",
            )

    # ── what is spoken ─────────────────────────────────────────────────────────────────────────

    def _lines(
        self, node: Node, found: ResolvedSource | None, sound: ShotSound
    ) -> tuple[Line, ...]:
        mute = found is not None and _speaks_itself(found.source, sound)
        return tuple(
            self._line(item, *said, mute)
            for item in items(node)
            if (said := _who_says_what(item, self.looks.cast)) is not None
        )

    def _line(self, item: Node, who: Node, line: Node, mute: bool) -> Line:
        """A line; no voice speaks it where the shot's own sound does (`mute`)."""
        self.looks.check_member(who.span, who.text)
        at, text = item.get("at"), self.reader.prose(line)
        start = self.reader.frames(at) if self.reader.time(at) is not None else None
        return Line(
            who=who.text,
            text=text,
            start_in_shot=start,
            delivery=self.deliveries.read(item, who.text, text, line.span, mute=mute),
            translations=beside_a_line(self.reader, item, LINE.table, who, self.looks.cast),
            span=(at or who).span,
        )

    def _check_inside(self, shot: Shot, draft: Draft) -> None:
        """Cards and lines begin inside their shot."""
        for text, key, _ in entries(draft.given.get("storyboard")):
            time = self.reader.time(key)
            if time is not None and time.nearest >= shot.frames:
                self.reader.tell(
                    key.span,
                    f"the card at {text} lies outside its shot, which has {counted(shot.frames)}",
                )
        self._check_spacing(shot)
        for line in shot.lines:
            if line.start_in_shot is not None and line.start_in_shot >= shot.frames:
                self.reader.tell(
                    line.span,
                    f"this line begins outside its shot, which has {counted(shot.frames)}",
                )

    def _check_spacing(self, shot: Shot) -> None:
        """Warn of cards so near that the picture will jump, or so far apart that it will wander."""
        cards = shot.source.cards if isinstance(shot.source, Words) else ()
        for card, after in zip(cards, (*cards[1:], None), strict=False):
            end = after.frame if after else shot.frames
            seconds = (end - card.frame) / self.reader.rate
            if 0 < seconds < NEAREST_CARDS:
                self.reader.tell(
                    card.span,
                    f"this card stands for {float(seconds):.2g} s: the picture will jump",
                    f"give it {float(NEAREST_CARDS):g} s or more",
                    severity=Severity.WARNING,
                )
            elif seconds > FARTHEST_CARDS:
                self.reader.tell(
                    card.span,
                    f"this card stands for {float(seconds):.3g} s: the generator will invent",
                    f"put a card at least every {FARTHEST_CARDS} s",
                    severity=Severity.WARNING,
                )


def _means(node: Node, fields: Fields, words: Collection[str]) -> bool:
    """Whether a key that the language does not know here is told to mean one of these words."""
    unknown = (entry.key.text for entry in node.entries if entry.key.text not in fields.table)
    return any(closest(word, fields.table) in words for word in unknown)


def _handles(around: Around, found: ResolvedSource, length: Fraction) -> int:
    """Handles of a shot; footage has no more than its file has after it."""
    return (
        around.handles
        if found.spare is None
        else max(0, min(around.handles, found.spare - ceiling(length)))
    )


def _who_says_what(item: Node, people: Collection[str]) -> tuple[Node, Node] | None:
    """The nodes of who speaks and of what is said: `mother: Have you eaten?`, or `who` and
    `line`; a name of `people` before one that may be a language's.
    """
    who, line = item.get("who"), item.get("line")
    if who is not None and line is not None:
        return who, line
    others = [
        (entry.key, entry.value) for entry in item.entries if entry.key.text not in LINE.table
    ]
    others.sort(key=lambda each: (each[0].text not in people, bool(standard_tag(each[0].text))))
    return next(iter(others), None)


def _speaking(lines: tuple[Line, ...], rate: Fraction) -> int:
    """Frames that speaking these lines takes, each after the one before or at its own time."""
    return max(each.stop for each in spoken_frames(lines, rate))


def _speaks_itself(source: Source, sound: ShotSound) -> bool:
    """Whether lines are heard in a shot's own sound: in that of footage, unless it is ambience."""
    return isinstance(source, Footage) and source.file.facts.channels > 0 and not sound.ambience

"""Cuts: entries in order, scenes expanded to their shots."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from vfc.film.cut import Fading
from vfc.film.facts import Asset, FileKind
from vfc.film.model import Cut, CutEntry, Fade, Plain, Scene, Shot, ShotEntry, TitleCard, Transition
from vfc.film.transitions import TRANSITIONS, Axis, PictureEdge, TransitionKind, TransitionLook
from vfc.language.resolve.leads import check_first, check_sound_words
from vfc.language.resolve.lettering import CARD, title_style, title_text
from vfc.language.resolve.retiming import retiming_of, speed_of
from vfc.language.resolve.values import Reader, entries, items, span_of_word
from vfc.language.words.cuts import ENTRY_WORDS
from vfc.language.words.kinds import COLOURS
from vfc.language.yaml.node import Form, Node
from vfc.language.yaml.suggest import did_you_mean


class Cuts:
    """Reads the film's own cut and its other cuts. `names` are all shots of the text, those that
    failed too; `overlaid` those that lie over others.
    """

    def __init__(
        self,
        reader: Reader,
        scenes: tuple[Scene, ...],
        shots: Mapping[str, Shot],
        names: Mapping[str, object],
        overlaid: Container[str] = (),
    ):
        self.reader, self.shots, self.names = reader, shots, names
        self.overlaid = overlaid
        self.scenes = {scene.name: scene for scene in scenes}

    def all(self, root: Node) -> dict[str, Cut]:
        """Every cut by its name; '' is the film's own, which without a word is every shot in
        order that lies over no other.
        """
        cuts = {"": self._cut("", root.get("cut"))}
        for name, _, node in entries(root.get("cuts")):
            cuts[name] = self._cut(name, node.get("cut"))
        return cuts

    def _cut(self, name: str, node: Node | None) -> Cut:
        if node is None or node.empty:
            every = tuple(
                ShotEntry(shot=shot, span=self.shots[shot].span, beats=self.shots[shot].beats)
                for shot in self.shots
                if shot not in self.overlaid
            )
            return Cut(name=name, entries=every)
        if node.kind is Form.LIST and not node.items:
            self.reader.tell(
                node.span,
                "this cut shows nothing",
                "name its shots, or take it out to show every one",
            )
        found = [entry for item in items(node) for entry in self._entries(item)]
        check_first(self.reader, found)
        return Cut(name=name, entries=tuple(found), span=node.span)

    def _entries(self, item: Node) -> list[CutEntry]:
        if item.kind is Form.SCALAR:
            return self._named(item, item, None)
        pairs = entries(item)
        if len(pairs) != 1:
            return []
        word, key, value = pairs[0]
        if word == "title":
            return self._title(value)
        if word == "fade":
            return self._fade(value)
        if word in TRANSITIONS:
            return self._transition(TransitionKind(word), value)
        if word in COLOURS:
            length = self.reader.length(value)
            if not length:
                return []
            return [
                Plain(
                    colour=COLOURS[word],
                    length=length,
                    beats=self.reader.in_beats(value),
                    span=key.span,
                )
            ]
        return self._named(key, item, value)

    def _title(self, node: Node) -> list[CutEntry]:
        length = self.reader.length(node.get("length"))
        if length is None:
            return []
        return [
            TitleCard(
                text=title_text(self.reader, node),
                length=length,
                style=title_style(self.reader, node, CARD, length),
                beats=self.reader.in_beats(node.get("length")),
                span=node.span,
            )
        ]

    def _fade(self, node: Node) -> list[CutEntry]:
        toward = Fading.FROM if node.get("from") is not None else Fading.TO
        colour = self.reader.text(node.get(toward))
        length = self.reader.some_frames(node.get("length"))
        if length is None:
            return []
        return [
            Fade(toward=toward, colour=COLOURS.get(colour, colour), length=length, span=node.span)
        ]

    def _transition(self, kind: TransitionKind, node: Node) -> list[CutEntry]:
        length = self.reader.some_frames(node.get("length") if node.kind is Form.MAP else node)
        overlap = self.reader.switch(node.get("overlap"), False) if node.kind is Form.MAP else False
        if not length:
            return []
        look = self._look(kind, node) if node.kind is Form.MAP else TRANSITIONS[kind].look
        return [Transition(kind=kind, length=length, overlap=overlap, look=look, span=node.span)]

    def _look(self, kind: TransitionKind, node: Node) -> TransitionLook:
        reader, look = self.reader, TRANSITIONS[kind].look
        colour = reader.text(node.get("colour"))
        centre = [reader.number(each, 0.5) for each in items(node.get("centre"))]
        return replace(
            look,
            edge=reader.choice(node.get("from"), PictureEdge) or look.edge,
            soft=reader.number(node.get("soft"), look.soft),
            centre=(centre[0], centre[1]) if len(centre) == 2 else look.centre,
            axis=reader.choice(node.get("axis"), Axis) or look.axis,
            reverse=reader.switch(node.get("reverse"), look.reverse),
            colour=COLOURS.get(colour, colour) or look.colour,
            image=self._image(node.get("image")),
        )

    def _image(self, node: Node | None) -> Asset | None:
        file = self.reader.asset(node)
        if node is not None and file and file.digest and file.facts.kind is not FileKind.STILL:
            self.reader.tell(
                node.span, f"'{file.path}' is not a picture", "name a still, such as a PNG"
            )
        return file

    def _named(self, name: Node, item: Node, use: Node | None) -> list[CutEntry]:
        """The entry of a shot, or of all the shots of a scene."""
        word, hash_mark, _ = name.text.strip().partition("#")
        if hash_mark:
            self.reader.tell(
                name.span,
                "the cut shows the take that is picked",
                f"write {word} here and pick: in the shot",
            )
        if word in self.scenes:
            if use is not None and use.kind is Form.MAP and use.entries:
                self.reader.tell(
                    use.entries[0].key.span,
                    f"'{word}' is a scene; what it shows is set shot by shot",
                    "name its shots one by one",
                )
            shots = [shot for shot in self.scenes[word].shots if shot in self.shots]
            alone = [shot for shot in shots if shot not in self.overlaid]
            return [
                ShotEntry(shot=shot, span=name.span, beats=self.shots[shot].beats)
                for shot in alone or shots
            ]
        if word not in self.names:
            self._unknown(name, word)
            return []
        return [self._shot(name, word, use)] if word in self.shots else []

    def _unknown(self, name: Node, word: str) -> None:
        if word:
            kind = "shot" if "/" in word else "scene"
            known = (
                self.names
                if kind == "shot"
                else [*self.scenes, *(each.name for each in ENTRY_WORDS)]
            )
            self.reader.unknown(
                "scenes",
                word,
                name.span,
                f"unknown {kind} '{word}'",
                lambda: did_you_mean(word, known, "" if kind == "shot" else "the cut takes"),
            )

    def _shot(self, name: Node, word: str, use: Node | None) -> ShotEntry:
        reader = self.reader
        if use is None or use.kind is not Form.MAP:
            return ShotEntry(shot=word, span=name.span, beats=self.shots[word].beats)
        retiming = retiming_of(reader, use)
        both = retiming is not None and retiming.holds_last  # after 'out' its last frame is held
        if use.get("out") is not None and use.get("length") is not None and not both:
            reader.tell(
                span_of_word(use, "length"),
                "'out' and 'length' both say where the shot ends",
                "write one of them",
            )
        length = reader.length(use.get("length")) if both or use.get("out") is None else None
        beats = self.reader.in_beats(use.get("length"))
        entry = ShotEntry(
            shot=word,
            in_point=self._optional(use, "in"),
            out_point=self._optional(use, "out"),
            length=length,
            speed=speed_of(reader, use),
            retiming=retiming,
            lead=reader.frames(use.get("lead")),
            trail=reader.frames(use.get("trail")),
            sound=reader.switch(use.get("sound"), True),
            span=name.span,
            beats=beats or (length is None and self.shots[word].beats),
        )
        check_sound_words(reader, use, entry, self.shots[word])
        return entry

    def _optional(self, use: Node, word: str) -> int | None:
        time = self.reader.time(use.get(word))
        return None if time is None else self.reader.frames(use.get(word))

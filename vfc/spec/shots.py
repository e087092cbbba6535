"""Scenes and shots: settings by the nearest, prompts, sources and lengths, in an order in which each knows its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from vfc.film.model import Camera, Effect, Footage, Line, Prompt, Scene, Shot, Still
from vfc.film.speech import speaking_seconds
from vfc.film.timing import ceiling
from vfc.spec.looks import Looks
from vfc.spec.makers import Makers
from vfc.spec.node import Node
from vfc.spec.prompts import Mentions
from vfc.spec.references import SHOT, References
from vfc.spec.sources import Found, Sources, source_nodes
from vfc.spec.suggest import did_you_mean
from vfc.spec.values import Reader, entries, items

HANDLES = 12


@dataclass(slots=True, kw_only=True)
class Draft:
    """A shot before its source is known."""

    name: str
    scene: Node
    key: Node
    node: Node
    uses: list[str]


class Shots:
    """Reads all scenes and shots of a film."""

    def __init__(self, reader: Reader, root: Node, looks: Looks, makers: Makers, profile: str | None, whole: bool):
        self.reader, self.root, self.looks, self.makers = reader, root, looks, makers
        self.profile, self.whole = profile, whole
        self.drafts: dict[str, Draft] = {}
        self.scenes = tuple(self._scene(name, key, node) for name, key, node in entries(root.get("scenes")))
        self.references = References(reader=reader, shots=self.drafts.keys(), whole=whole)
        self.shots: dict[str, Shot] = {}
        self.sources = Sources(reader, self.references, self.shots)
        for draft in self.drafts.values():
            draft.uses = self.references.names(source_nodes(draft.node))

    def _scene(self, name: str, key: Node, node: Node) -> Scene:
        names = []
        for shot, shot_key, shot_node in entries(node.get("shots")):
            full = f"{name}/{shot}"
            self.drafts[full] = Draft(name=full, scene=node, key=shot_key, node=shot_node, uses=[])
            names.append(full)
        for word in ("preset", "generator", "set", "camera", "length", "handles"):
            self._check_setting(word, node.get(word))
        return Scene(name=name, slug=self.reader.text(node.get("slug")), shots=tuple(names), span=key.span)

    def all(self) -> dict[str, Shot]:
        """Every shot that can be resolved, in the order of the text."""
        for word in ("preset", "generator", "set"):
            self._check_setting(word, self.root.get(word))
        for name in self._in_order():
            shot = self._shot(self.drafts[name])
            if shot is not None:
                self.shots[name] = shot
        return {name: self.shots[name] for name in self.drafts if name in self.shots}

    def _check_setting(self, word: str, node: Node | None) -> None:
        """Tell of an unknown name once, where it is written, not at each shot that it reaches."""
        if node is None:
            return
        if word == "preset":
            self.looks.known(items(node))
        elif word == "generator":
            self.makers.known(node)
        elif word == "set" and node.text and node.text not in self.looks.sets and self.whole:
            self.reader.tell(node.span, f"unknown set '{node.text}'", did_you_mean(node.text, self.looks.sets, "sets"))

    def _in_order(self) -> list[str]:
        """Names so that each shot follows those it is derived from; those in a circle are told of and left out."""
        order: dict[str, None] = {}
        state: dict[str, Literal["open", "done"]] = {}
        for first in self.drafts:
            stack = [(first, iter(self.drafts[first].uses))] if first not in state else []
            while stack:
                name, uses = stack[-1]
                state[name] = "open"
                used = next((each for each in uses if state.get(each) != "done"), None)
                if used is None:
                    state[name] = "done"
                    order[name] = None
                    stack.pop()
                elif state.get(used) == "open":
                    path = [each for each, _ in stack]
                    self._circle([*path[path.index(used):], used])
                else:
                    stack.append((used, iter(self.drafts[used].uses)))
        return list(order)

    def _circle(self, path: list[str]) -> None:
        self.reader.tell(self.drafts[path[0]].key.span, f"shots are derived from each other in a circle: {' -> '.join(path)}",
                         "one of them must come from words or a file")

    # ── one shot ───────────────────────────────────────────────────────────────────────────────

    def _shot(self, draft: Draft) -> Shot | None:
        node = draft.node
        mentions = Mentions(self.reader, self.looks.cast, self.whole)
        words = mentions.said(node.get("prompt"))
        found = self.sources.read(node, mentions)
        lines = self._lines(node, mentions)
        length_node, length = self._length(draft, found, lines)
        if found is None or length is None:
            return None
        camera, place = self._camera(draft), self._place(draft)
        made = Shot(
            name=draft.name, scene=draft.name.partition("/")[0], source=found.source, camera=camera, length=length,
            generator=self._generator(draft), handles=self._handles(draft, found, length), lines=lines,
            prompt=Prompt(camera=camera.words, words=words, place=place.look if place else ""),
            cast=tuple(mentions.names), seed_name=self._seed_name(draft), seed=self._seed(node),
            takes=max(1, self.reader.whole(node.get("takes"), 1)), pin=self.reader.switch(node.get("pin"), False),
            effects=self._effects(node.get("effects")), sound=self.reader.switch(node.get("sound"), True),
            beats=self.reader.in_beats(length_node), note=self.reader.text(node.get("note")), span=draft.key.span,
            length_span=length_node.span if length_node is not None else draft.key.span)
        self._check_inside(made, node)
        return self._looked(replace(made, pick=self._pick(node, made)), draft)

    def _looked(self, shot: Shot, draft: Draft) -> Shot:
        """The shot with the look of its presets and its own words on top, and all reference pictures."""
        preset = self._nearest(draft, "preset")
        names = tuple(each.text for each in items(preset) if each.text in self.looks._presets)
        if draft.node.get("preset") is not None:
            self.looks.known(items(draft.node.get("preset")))
        own, graded = self.looks.look_of(draft.node)
        look = self.looks.look(names).with_more(own, graded)
        place = self._place(draft)
        references = [*(place.references if place else ()), *look.references]
        for name in shot.cast:
            references += self.looks.cast[name].references
        prompt = replace(shot.prompt, style=look.style, avoid=look.avoid)
        return replace(shot, prompt=prompt, grade=look.grade, adapters=look.adapters, references=tuple(references))

    def _nearest(self, draft: Draft, word: str) -> Node | None:
        for node in (draft.node, draft.scene, self.root):
            found = node.get(word)
            if found is not None and not found.empty:
                return found
        return None

    def _camera(self, draft: Draft) -> Camera:
        def said(word: str) -> str:
            for node in (draft.node, draft.scene, self.root):
                camera = node.get("camera")
                found = camera.get(word) if camera is not None and camera.kind == "map" else None
                if found is not None:
                    return self.reader.prose(found)
            return ""

        return Camera(framing=said("framing"), angle=said("angle"), move=said("move"))

    def _place(self, draft: Draft):
        node = self._nearest(draft, "set")
        if node is None:
            return None
        if node is draft.node.get("set"):
            self._once(node, lambda: self._check_setting("set", node))
        return self.looks.sets.get(node.text)

    def _once(self, node: Node, check: Callable[[], None]) -> None:
        checked = self.__dict__.setdefault("_checked", set())
        if id(node) not in checked:
            checked.add(id(node))
            check()

    def _generator(self, draft: Draft):
        node = self._nearest(draft, "generator")
        if node is not None and node is draft.node.get("generator"):
            self._check_setting("generator", node)
        return self.makers.use(node.text if node is not None else "")

    def _length(self, draft: Draft, found: Found | None, lines: tuple[Line, ...]) -> tuple[Node | None, Fraction | None]:
        """The length and where it is written: the shot's own, its source's, its scene's or film's, its lines'."""
        own = draft.node.get("length")
        if own is not None and not own.empty:
            return own, self._own_length(own, found)
        if found is not None and found.length is not None:
            return None, found.length
        for node in (draft.scene, self.root):
            if node.get("length") is not None and self.reader.time(node.get("length")) is not None:
                return node.get("length"), self.reader.length(node.get("length"))
        if lines:
            return None, Fraction(ceiling(sum((speaking_seconds(line.text) for line in lines), Fraction(0)) * self.reader.rate))
        if found is not None and not (isinstance(found.source, Footage) and not found.source.file.digest):
            self.reader.tell(draft.key.span, f"the shot '{draft.name}' has no length",
                             "write length: 4s, here, in its scene or at the top of the film")
        return None, None

    def _own_length(self, node: Node, found: Found | None) -> Fraction | None:
        length = self.reader.length(node)
        if length is None or found is None:
            return length
        if found.spare is not None and ceiling(length) > found.spare:
            self.reader.tell(node.span, f"'{node.text}' is more than the file has: from here on there are {found.spare} "
                                        f"frames ({float(found.spare / self.reader.rate):.2f} s)")
        if found.source.kind == "extend" and found.length is not None and length != found.length:
            self.reader.tell(node.span, "an extension is as long as its source and 'by' together: "
                                        f"{ceiling(found.length)} frames", "take 'length' out, or change 'by'")
        if found.source.kind == "recut" and found.source.keep_in_shot.frames > ceiling(length):
            self.reader.tell(node.span, f"'{node.text}' is shorter than the part to keep, "
                                        f"{found.source.keep_in_shot.frames} frames")
        return length

    def _handles(self, draft: Draft, found: Found, length: Fraction) -> int:
        node = self._nearest(draft, "handles")
        handles = HANDLES if node is None else max(0, self._zero_or(node))
        return handles if found.spare is None else max(0, min(handles, found.spare - ceiling(length)))

    def _zero_or(self, node: Node) -> int:
        return self.reader.frames(node, HANDLES)

    def _seed(self, node: Node) -> int | None:
        seed = self.reader.text(node.get("seed"))
        return int(seed) if seed.isdecimal() else None

    def _seed_name(self, draft: Draft) -> str:
        was = draft.node.get("was")
        match = SHOT.match(self.reader.text(was).strip())
        if match is None:
            return draft.name
        if match[1] in self.drafts:
            self.reader.tell(was.span, f"'{match[1]}' is still a shot of the film: both have the same seeds",
                             severity="warning")
        return match[1]

    def _pick(self, node: Node, shot: Shot) -> int | Literal["best"] | None:
        pick = node.get("pick")
        if pick is not None and pick.kind == "map":
            for name, key, _ in entries(pick):
                if name not in self.makers.profiles and self.whole:
                    self.reader.tell(key.span, f"unknown profile '{name}'", did_you_mean(name, self.makers.profiles, "profiles"))
            pick = pick.get(self.profile) if self.profile else None
        text = self.reader.text(pick).strip()
        if text == "best":
            return "best"
        if not text.isdecimal():
            return None
        if int(text) > shot.takes or isinstance(shot.source, Footage | Still) and int(text) > 1:
            self.reader.tell(pick.span, f"there is no take {text}: '{shot.name}' has {shot.takes}", f"write takes: {text}")
            return None
        return int(text)

    def _effects(self, node: Node | None) -> tuple[Effect, ...]:
        found = []
        for item in items(node):
            for name, key, value in entries(item) if item.kind == "map" else [(item.text, item, item)]:
                arguments = tuple(sorted((each, self.reader.free(inner)) for each, _, inner in entries(value)))
                found.append(Effect(name=name, arguments=arguments, span=key.span))
        return tuple(found)

    def _lines(self, node: Node, mentions: Mentions) -> tuple[Line, ...]:
        found = []
        for item in items(node.get("lines")):
            who, line, at = item.get("who"), item.get("line"), item.get("at")
            if who is None:
                pair = next(((entry.key, entry.value) for entry in item.entries if entry.key.text != "at"), None)
                who, line = pair if pair else (None, None)
            if who is None or line is None:
                continue
            if who.text not in self.looks.cast and self.whole:
                self.reader.tell(who.span, f"unknown member of the cast '{who.text}'",
                                 did_you_mean(who.text, self.looks.cast, "cast"))
            start = self.reader.frames(at) if at is not None else None
            found.append(Line(who=who.text, text=self.reader.prose(line), start_in_shot=start, span=item.span))
        return tuple(found)

    def _check_inside(self, shot: Shot, node: Node) -> None:
        """Cards and lines lie inside their shot."""
        cards = {value.nearest: key for _, key, _ in entries(node.get("storyboard"))
                 if (value := self.reader.time(key)) is not None}
        for frame, key in cards.items():
            if frame >= shot.frames:
                self.reader.tell(key.span, f"this card at {key.text} lies outside its shot, which has {shot.frames} frames")
        for line in shot.lines:
            if line.start_in_shot is not None and line.start_in_shot >= shot.frames:
                self.reader.tell(line.span, f"this line begins outside its shot, which has {shot.frames} frames")

"""The words of the text that decide what is seen of each shot, each at its line.

A word that a nearer one replaces is none of them: a scene's set where the shot names its own, a
value of a preset's grade that the shot sets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from vfc.errors import Span
from vfc.film.model import Film, Shot
from vfc.language.changes import words_of
from vfc.language.resolve.values import entries, items
from vfc.language.words.keyed import keyed_at
from vfc.language.yaml.node import Entry, Form, Node, excerpt

LONGEST = 60  # characters of a value that are kept
NEAREST = ("generator", "preset", "set", "handles", "length", "camera")
CHOICES = ("pick", "pin")  # they count in no key, and decide which take is shown
SEEN = {"pictures", "effects", "segments"}
LISTS = ("titles", "overlays")


class DecidingWord(NamedTuple):
    """A word of the text: the `path` that leads to it (`scenes`, `a`, `shots`, `b`, `prompt`), its
    file and line, and the beginning of what it says.
    """

    path: tuple[str, ...]
    file: str
    line: int
    text: str


Decided = tuple[DecidingWord, ...]


class FilmWords:
    """The words of one film's text, by what they decide."""

    def __init__(self, root: Node, film: Film):
        self.root, self.film = root, film
        self._around: dict[object, Decided] = {}
        self._sections: dict[tuple[str, str], Decided] = {}
        self._scenes = {name: held for name, _, held in entries(root.get("scenes"))}
        self._shots = {
            f"{scene}/{name}": entry
            for scene, held in self._scenes.items()
            for name, *entry in entries(held.get("shots"))
        }
        self._profile = _inner(root.get("profiles"), film.profile or "")
        self._keys = {shot.span: name for name, shot in film.shots.items()}
        self._items = dict(self._itemed())

    # ── a shot ─────────────────────────────────────────────────────────────────────────────────

    def key_of_shot(self, name: str) -> DecidingWord:
        """Where a shot is named in its scene."""
        scene, _, own = name.partition("/")
        span = self.film.shots[name].span
        return DecidingWord(("scenes", scene, "shots", own), span.file, span.line, "")

    def of_shot(self, shot: Shot) -> Decided:
        """The words of the shot itself that decide its picture, in the order of the text."""
        node = self._shots[shot.name][1]
        scene, _, own = shot.name.partition("/")
        path = ("scenes", scene, "shots", own)
        return tuple(
            word
            for entry in node.entries
            if _is_seen(("scenes", "", "shots", "", entry.key.text), self._replaced)
            for word in _leaves((*path, entry.key.text), entry)
        )

    def around(self, shot: Shot) -> Decided:
        """The words of other places that decide a shot's picture: of its scene, its presets, set,
        cast and generator.
        """
        scene, node = shot.scene, self._shots[shot.name][1]
        held, near = self._scenes[scene], {word: node.get(word) for word in NEAREST}
        key = (
            scene,
            *(word for word, each in near.items() if each is not None),
            *map(frozenset, (_keys(near["camera"]), _keys(node.get("grade")))),
            *(each.text for word in ("preset", "set") for each in items(near[word])),
            shot.cast,
            tuple(use.name for use in shot.generators),
        )
        if key not in self._around:
            self._around[key] = tuple(dict.fromkeys(self._beside(shot, node, held)))
        return self._around[key]

    def _beside(self, shot: Shot, node: Node, held: Node) -> Iterator[DecidingWord]:
        scene = shot.scene
        yield from self._nearest(("scenes", scene), held, (node,))
        yield from self._nearest((), self.root, (node, held))
        graded = _keys(node.get("grade"))
        for name in reversed(self._presets(node, held)):
            yield from self._preset(name, graded, shot)
            graded |= _keys(_inner(_inner(self.root.get("presets"), name), "grade"))
        place = self._near("set", node, held)
        if place is not None:
            yield from self._section("sets", place.text)
        for member in shot.cast:
            yield from self._section("cast", member)
        for use in shot.generators:
            yield from self._section("generators", use.name)
        yield from self._profiled(shot)

    @property
    def film_wide(self) -> Decided:
        """The words that decide every picture of the film: its format, its seed."""
        words = [each for each in self.root.entries if each.key.text in ("format", "seed", "tempo")]
        sized = [
            entry
            for entry in self._profile.entries
            if entry.key.text in ("size", "quality", "slate")
        ]
        profile = ("profiles", self.film.profile or "")
        return (
            *(word for entry in words for word in _leaves((entry.key.text,), entry)),
            *(word for entry in sized for word in _leaves((*profile, entry.key.text), entry)),
        )

    def of_deliverable(self, path: str) -> Decided:
        """The words by which a file is delivered."""
        wanted = self.root.get("deliver")
        return tuple(
            word
            for entry in (wanted.entries if wanted is not None else ())
            if entry.key.text == path
            for word in _leaves(("deliver", path), entry)
        )

    @property
    def _replaced(self) -> frozenset[str]:
        """Words that the profile has another in place of."""
        return frozenset({"generator"} if self._profile.get("generator") is not None else ())

    def _nearest(
        self, path: tuple[str, ...], node: Node, nearer: Sequence[Node]
    ) -> Iterator[DecidingWord]:
        """What a scene or the film says that nothing nearer replaces."""
        for entry in node.entries:
            word = entry.key.text
            if word not in NEAREST or word in self._replaced:
                continue
            if word == "camera":
                beyond = _keys(entry.value) - set().union(
                    *(_keys(each.get("camera")) for each in nearer)
                )
                if beyond:
                    yield from _leaves((*path, word), entry, beyond)
            elif not any(each.get(word) is not None for each in nearer):
                yield from _leaves((*path, word), entry)

    def _near(self, word: str, *nodes: Node) -> Node | None:
        return next(
            (found for node in (*nodes, self.root) if (found := node.get(word)) is not None), None
        )

    def _presets(self, node: Node, held: Node) -> list[str]:
        """The presets of a shot in the order in which they are laid on, what each extends first."""
        presets = self.root.get("presets")
        order: dict[str, None] = {}

        def lay(names: Iterable[Node], above: tuple[str, ...]) -> None:
            for name in (each.text for each in names):
                if name not in order and name not in above:
                    lay(items(_inner(presets, name).get("extends")), (*above, name))
                    order.setdefault(name)

        lay(items(self._near("preset", node, held)), ())
        return list(order)

    def _preset(self, name: str, graded: set[str], shot: Shot) -> Iterator[DecidingWord]:
        for entry in _inner(self.root.get("presets"), name).entries:
            word = entry.key.text
            if not _is_seen(("presets", "", word), self._replaced):
                continue
            if word == "generator" and entry.value.text != shot.generator.name:
                continue
            beyond = _keys(entry.value) - graded if word == "grade" else None
            if beyond is None or beyond:
                yield from _leaves(("presets", name, word), entry, beyond)

    def _section(self, section: str, name: str) -> Decided:
        """What a person, a set or a generator says of pictures."""
        if (section, name) not in self._sections:
            self._sections[section, name] = tuple(
                word
                for entry in _inner(self.root.get(section), name).entries
                if _is_seen((section, "", entry.key.text), frozenset())
                for word in _leaves((section, name, entry.key.text), entry)
            )
        return self._sections[section, name]

    def _profiled(self, shot: Shot) -> Iterator[DecidingWord]:
        path = ("profiles", self.film.profile or "")
        for entry in self._profile.entries:
            if entry.key.text in ("generator", "steps"):
                yield from _leaves((*path, entry.key.text), entry)
            elif entry.key.text == "generators":
                own = {each.name for each in shot.generators}
                for name, key, value in entries(entry.value):
                    if value.text in own:
                        yield from _leaves((*path, "generators", name), Entry(key, value))

    # ── the cut ────────────────────────────────────────────────────────────────────────────────

    def at(self, span: Span) -> Decided:
        """The words of the entry of a cut, of the title or the overlay that stands at a span."""
        found = self._items.get((span.file, span.line, span.column))
        if found is not None:
            return tuple(_item_leaves(*found))
        shot = self._keys.get(span)
        return (self.key_of_shot(shot),) if shot is not None else ()

    def _itemed(self) -> Iterator[tuple[tuple[str, int, int], tuple[tuple[str, ...], Node]]]:
        """The items of lists that lie over time, by all places that lie within one."""
        own = [((name,), self.root.get(name)) for name in ("cut", *LISTS)]
        cuts = [
            (("cuts", cut, name), held.get(name))
            for cut, _, held in entries(self.root.get("cuts"))
            for name in ("cut", *LISTS)
        ]
        shots = [
            (("scenes", scene, "shots", own, "overlays"), node.get("overlays"))
            for name, (_, node) in self._shots.items()
            for scene, _, own in [name.partition("/")]
        ]
        for path, node in (*own, *cuts, *shots):
            for number, item in enumerate(items(node)):
                for each in _within(item):
                    place = (each.span.file, each.span.line, each.span.column)
                    yield place, ((*path, str(number)), item)


def _inner(node: Node | None, name: str) -> Node:
    """What stands under a name; nothing where there is none."""
    found = node.get(name) if node is not None and name else None
    return found if found is not None else Node(Span("", 0, 0), Form.MAP)


def _keys(node: Node | None) -> set[str]:
    return {key for key, _, _ in entries(node)}


@cache
def _counted(path: tuple[str, ...]) -> bool:
    return not SEEN.isdisjoint(keyed_at(path).split(", "))


def _is_seen(path: tuple[str, ...], replaced: frozenset[str]) -> bool:
    """Whether a word counts in what is seen."""
    word = path[-1]
    return word not in replaced and (word in CHOICES or _counted(path))


def _leaves(
    path: tuple[str, ...], entry: Entry, only: set[str] | None = None
) -> Iterator[DecidingWord]:
    """A word, or of a map that is written on several lines each of its own words; of the outermost
    those that are asked for.
    """
    key, value = entry
    if value.kind is Form.MAP and any(
        each.key.span.line != key.span.line for each in value.entries
    ):
        for each in value.entries:
            if (only is None or each.key.text in only) and each.key.text != "note":
                yield from _leaves((*path, each.key.text), each)
    else:
        yield DecidingWord(path, key.span.file, key.span.line, text_of(value))


def _item_leaves(path: tuple[str, ...], item: Node) -> Iterator[DecidingWord]:
    if item.kind is Form.MAP and any(
        each.span.line != item.span.line for entry in item.entries for each in entry
    ):
        for entry in item.entries:
            yield from _leaves((*path, entry.key.text), entry)
    else:
        yield DecidingWord(path, item.span.file, item.span.line, text_of(item))


def _within(node: Node) -> Iterator[Node]:
    yield node
    for entry in node.entries:
        yield from (entry.key, *_within(entry.value))
    for item in node.items:
        yield from _within(item)


def text_of(value: Node) -> str:
    """The beginning of what a value says, on one line."""
    said = words_of(value)
    if isinstance(said, str) and said.isascii() and said.isprintable() and "  " not in said:
        return said if len(said) <= LONGEST else f"{said[: LONGEST - 3].rstrip()}..."
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False).replace('"', "")
    return excerpt(text, LONGEST)

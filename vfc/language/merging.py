"""A text that a program wrote once and somebody went on with, when the program would write it
otherwise: what it would change is changed, and all else stays to the byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from vfc.errors import UsageError
from vfc.language.yaml.compose import compose
from vfc.language.yaml.layout import TextLayout
from vfc.language.yaml.node import Entry, Form, Node, excerpt
from vfc.language.yaml.threeway import Value, edited, list_edits, moved_keys, same, value_of
from vfc.language.yaml.write import Written, inline

Way = tuple[str, ...]
ValueMap = dict[str, Value]
THEIRS = "script"  # whose side is preferred


@dataclass(kw_only=True)
class Merging:
    """What is taken over, in words for people, and what both sides changed, each otherwise."""

    changes: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


def merged_text(
    file: str, text: str, base: ValueMap, new: ValueMap, *, derived: Sequence[str], prefer: str = ""
) -> tuple[str, Merging]:
    """A text with what `new` changes of `base`, of which the text was made.

    `derived` are words that go with others, and are not told when both sides changed them: the
    text's stay. `prefer` says whose side counts where both changed the same, `mine` or `script`;
    without it each such place is a conflict, and the text stays as it is. UsageError where it is
    laid out so that it cannot be changed in it.
    """
    merging = _Merge(file, text, derived, prefer)
    wanted = merging.map((), base, new, cast("ValueMap", value_of(merging.root)), merging.root)
    found = merging.told
    if found.conflicts:
        return text, found
    done = _moved(file, merging.layout.done(), base, new, found)
    root = compose(file, done).root
    if root is None or not same(_ordered(value_of(root)), _ordered(wanted)):
        raise UsageError(
            f"'{file}' is laid out so that this cannot be changed in it; nothing is written"
        )
    return done, found


def _ordered(value: Value) -> Value:
    """A value whose maps are in one order."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    return value


class _Merge:
    def __init__(self, file: str, text: str, derived: Sequence[str], prefer: str):
        self.file, self.derived, self.prefer = file, derived, prefer
        self.root = compose(file, text).root or Node(None, Form.MAP)  # type: ignore[arg-type]
        self.layout = TextLayout(file, text)
        self.told = Merging()

    def map(self, way: Way, base: ValueMap, new: ValueMap, mine: ValueMap, node: Node) -> ValueMap:
        """Take over into a map what changed in it; what it is then."""
        wanted = dict(mine)
        before = ""
        for key, value in new.items():
            if key in mine:
                entry = next(each for each in node.entries if each.key.text == key)
                wanted[key] = self._value((*way, key), base.get(key), value, mine[key], entry, node)
                before = key
            elif key not in base or (
                not same(base[key], value)
                and key not in self.derived
                and self._clash((*way, key), "was taken out here, and changed in the script")
            ):
                self._come(way, key, value, node, before)
                wanted[key] = value
        for key in base:
            if key not in new and key in mine:
                entry = next(each for each in node.entries if each.key.text == key)
                if self._goes((*way, key), base[key], mine[key], entry):
                    self.layout.drop(entry, node)
                    self._tell(f"gone: {_spoken((*way, key))}")
                    del wanted[key]
        return wanted

    def _value(
        self, way: Way, base: Value | None, new: Value, mine: Value, entry: Entry, parent: Node
    ) -> Value:
        """Take over a value that is in the text; what it is then."""
        if same(mine, new) or (base is not None and same(base, new)):
            return mine
        if isinstance(new, dict) and isinstance(mine, dict):
            return self.map(way, base if isinstance(base, dict) else {}, new, mine, entry.value)
        if isinstance(new, list) and isinstance(mine, list) and isinstance(base, list):
            edits = list_edits(base, mine, new)
            if edits is not None:
                self.layout.edit_list(entry, parent, mine, edits)
                self._tell(f"changed: {_spoken(way)}")
                return edited(mine, edits)
        elif base is not None and same(base, mine):
            self._say(way, new, mine, entry, parent)
            return new
        if way[-1] in self.derived:
            return mine
        here, there = excerpt(_short(mine)), excerpt(_short(new))
        if self._clash(way, f"is '{there}' in the script and '{here}' here"):
            self._say(way, new, mine, entry, parent)
            return new
        return mine

    def _say(self, way: Way, new: Value, mine: Value, entry: Entry, parent: Node) -> None:
        self.layout.say(entry, parent, new)
        if way[-1] not in self.derived:
            self._tell(
                f"{_spoken(way)}: '{excerpt(_short(mine))}' → '{excerpt(_short(new))}'"
                if isinstance(new, str)
                else f"changed: {_spoken(way)}"
            )

    def _come(self, way: Way, key: str, value: Value, node: Node, before: str) -> None:
        self.layout.add(node, key, value, before)
        self._tell(f"new: {_spoken((*way, key))}")

    def _goes(self, way: Way, base: Value, mine: Value, entry: Entry) -> bool:
        """Whether what the script has no more can go."""
        if same(base, mine) and not self.layout.has_comments(entry):
            return True
        what = "has words of yours" if not same(base, mine) else "has comments of yours"
        if way[-1] in self.derived:
            return False
        return self._clash(way, f"is gone from the script, and {what} here")

    def _clash(self, way: Way, what: str) -> bool:
        """Whether the script's side counts; a conflict is told where nobody said."""
        if not self.prefer:
            self.told.conflicts.append(f"{_spoken(way)} {what}")
        return self.prefer == THEIRS

    def _tell(self, words: str) -> None:
        self.told.changes.append(words)


def _moved(file: str, text: str, base: ValueMap, new: ValueMap, told: Merging) -> str:
    """A text in which scenes and shots stand in their new order."""
    for way, old, now in _orders(base, new):
        for name in moved_keys(old, now):
            layout = TextLayout(file, text)
            node = _node_at(compose(file, text).root, way)
            keys = node.keys() if node is not None else []
            before = [each for each in now[: now.index(name)] if each in keys]
            if node is None or name not in keys:
                continue
            layout.move(node, name, before[-1] if before else "")
            told.changes.append(f"moved: {_spoken((*way, name))}")
            text = layout.done()
    return text


def _orders(base: ValueMap, new: ValueMap) -> Iterator[tuple[Way, list[str], list[str]]]:
    scenes, others = base.get("scenes", {}), new.get("scenes", {})
    if not isinstance(scenes, dict) or not isinstance(others, dict):
        return
    yield ("scenes",), list(scenes), list(others)
    for name, scene in others.items():
        before = scenes.get(name)
        old = before.get("shots") if isinstance(before, dict) else None
        now = scene.get("shots") if isinstance(scene, dict) else None
        if isinstance(old, dict) and isinstance(now, dict):
            yield ("scenes", name, "shots"), list(old), list(now)


def _node_at(root: Node | None, way: Way) -> Node | None:
    for key in way:
        root = root.get(key) if root is not None else None
    return root


def _spoken(way: Way) -> str:
    """A place in the film, as people call it."""
    match way:
        case ("scenes", scene):
            return f"the scene {scene}"
        case ("scenes", scene, "shots", shot):
            return f"{scene}/{shot}"
        case ("scenes", scene, "shots", shot, *rest):
            return f"{scene}/{shot}: {'.'.join(rest)}"
        case ("scenes", scene, *rest):
            return f"the scene {scene}: {'.'.join(rest)}"
        case _:
            return ".".join(way)


def _short(value: Value) -> str:
    return value if isinstance(value, str) else inline(cast("Written", value))

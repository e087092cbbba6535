"""The edits that commands make to a film's text: a pick, a shot's new name. All else stays as it
was, to the byte.

Each edit is read again before it is handed back: the text must hold what it held, and the change,
and nothing more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from vfc.errors import UsageError
from vfc.language.words.cuts import ENTRY_NAME
from vfc.language.words.kinds import (
    NAME_PATTERN,
    PICTURE,
    POINT,
    SHOT,
    Either,
    Fields,
    ListOf,
    MapOf,
    ScalarKind,
    ValueKind,
    chosen,
)
from vfc.language.words.vocabulary import FILM
from vfc.language.yaml.compose import compose
from vfc.language.yaml.node import Entry, Form, Node
from vfc.language.yaml.patch import Patch
from vfc.language.yaml.suggest import closest
from vfc.language.yaml.text import SourceText

REFER = (SHOT, PICTURE, POINT, ENTRY_NAME)  # the kinds of scalar that begin with a shot's name
Way = tuple[str, ...]


def set_pick(
    source: SourceText, shot: str, take: int | str, profile: str | None = None
) -> tuple[str, str]:
    """The file in which a shot stands, and its new text, with take `take` (or `best`) picked.

    With a profile it is picked for that profile only. UsageError where the film has no such shot,
    take or profile, or where its text says something that a pick for this profile alone would
    change for the others.
    """
    entry = shot_entry(source, shot)
    _check_take(source, shot, entry.value, take, profile)
    file = entry.value.span.file
    pick = entry.value.get("pick")
    way = (*way_of(shot), "pick", *([profile] if profile else []))
    patch = Patch(source.texts[file])
    if pick is None:
        value = f"{{{profile}: {take}}}" if profile else str(take)
        ways = patch.with_key(entry.value, "pick", value, after=("takes", "length"))
        new = ["pick", str(take), *([profile] if profile else [])]
        return file, _first_that_holds(file, patch, ways, way, Counter(new), Counter())
    return file, _picked_anew(file, patch, pick, str(take), profile, shot)


def set_line_pick(
    source: SourceText, shot: str, line: int, take: int, profile: str | None = None
) -> tuple[str, str]:
    """The file in which a shot stands, and its new text, with a take of its line of a number (from
    1) picked; with a profile for that profile only. UsageError as of `set_pick`.
    """
    lines = shot_entry(source, shot).value.get("lines")
    said = list(lines.items) if lines is not None and lines.kind is Form.LIST else []
    if not 1 <= line <= len(said):
        raise UsageError(f"'{shot}' has no line {line}: it has {len(said)}")
    node = said[line - 1]
    takes = _takes_of_line(node)
    if not 1 <= take <= takes:
        raise UsageError(f"line {line} of '{shot}' has no take {take}: it has {takes}")
    file, pick, patch = node.span.file, node.get("pick"), Patch(source.texts[node.span.file])
    if pick is not None:
        return file, _picked_anew(file, patch, pick, str(take), profile, f"line {line} of {shot}")
    value = f"{{{profile}: {take}}}" if profile else str(take)
    new = Counter(["pick", str(take), profile] if profile else ["pick", str(take)])
    ways = patch.with_key(node, "pick", value, after=("takes", "file"))
    return file, _first_that_holds(file, patch, ways, (), new, Counter())


def _takes_of_line(node: Node) -> int:
    """How many takes a line has: its recordings, or as many as it says."""
    file, takes = node.get("file"), node.get("takes")
    if file is not None:
        return len(file.items) if file.kind is Form.LIST else 1
    return int(takes.text) if takes is not None and takes.text.isdecimal() else 1


def _picked_anew(
    file: str, patch: Patch, pick: Node, take: str, profile: str | None, shot: str
) -> str:
    """The text with another take in an existing `pick`."""
    found = pick.get(profile) if profile and pick.kind is Form.MAP else None
    if pick.kind is Form.MAP and profile is None:
        raise UsageError(
            f"'{shot}' is picked by profile ({', '.join(pick.keys())}); say which with --profile"
        )
    if pick.kind is Form.SCALAR and profile is not None and pick.text not in ("", take):
        raise UsageError(
            f"'{shot}' has 'pick: {pick.text}', which is for all profiles; pick without --profile, "
            f"or write 'pick: {{{profile}: {take}}}' and what the other profiles show"
        )
    if pick.kind is Form.MAP and found is None:
        ways = patch.with_key(pick, str(profile), take)
        return _first_that_holds(file, patch, ways, (), Counter([str(profile), take]), Counter())
    node = found or pick
    if node.empty:
        raise UsageError(
            f"'{node.span.file}', line {node.span.line}: write the take after 'pick:' by hand"
        )
    patch.say(node, take)
    return _first_that_holds(file, patch, [patch], (), Counter([take]), Counter([node.text]))


def rename(source: SourceText, old: str, new: str) -> dict[str, str]:
    """The new text of each file that changes when a shot gets another name within its scene.

    The shot gets `was: OLD`, unless it has one, so that its seeds and with them its pictures stay;
    every reference to it is carried along. UsageError for an unknown shot, a name that is none or
    is taken, and another scene.
    """
    entry = shot_entry(source, old)
    _check_name(source, old, new)
    patches, removed, added = _renamed(source, entry.key, old, new, new.partition("/")[2])
    texts: dict[str, str] = {}
    for file, gone in removed.items():
        patch, way = patches[file], (*way_of(new), "was")
        ways: Iterable[Patch] = [patch]
        if file == entry.key.span.file and entry.value.get("was") is None:
            ways = patch.with_key(entry.value, "was", old)
            added[file] += Counter(["was", old])
        elif file != entry.key.span.file:
            way = ()
        texts[file] = _first_that_holds(file, patch, ways, way, added[file], gone)
    return texts


def rename_scene(source: SourceText, old: str, new: str) -> dict[str, str]:
    """The new text of each file that changes when a scene gets another name.

    Each of its shots gets `was: OLD/SHOT`, unless it has one, so that its seeds and pictures stay;
    every reference to the scene and to its shots is carried along. UsageError for an unknown scene
    and a name that is none or is taken.
    """
    entry = _scene(source, old)
    _check_scene_name(source, new)
    patches, removed, added = _renamed(source, entry.key, old, new, new)
    texts = {
        file: _first_that_holds(
            file,
            patches[file],
            [patches[file]],
            ("scenes", new) if file == entry.key.span.file else (),
            added[file],
            gone,
        )
        for file, gone in removed.items()
    }
    shots = entry.value.get("shots")
    for shot in shots.entries if shots is not None else ():
        if shot.value.get("was") is None:
            file = shot.value.span.file
            texts[file] = _with_was(
                file, texts[file], f"{new}/{shot.key.text}", f"{old}/{shot.key.text}"
            )
    return texts


def _with_was(file: str, text: str, shot: str, was: str) -> str:
    """A text in which a shot says what it was called before."""
    patch, node = Patch(text), node_at(compose(file, text).root, way_of(shot))
    ways = patch.with_key(node, "was", was) if node is not None else ()
    return _first_that_holds(
        file, patch, ways, (*way_of(shot), "was"), Counter(["was", was]), Counter()
    )


Texts = dict[str, Counter[str]]


def _renamed(
    source: SourceText, key: Node, old: str, new: str, name: str
) -> tuple[dict[str, Patch], Texts, Texts]:
    """Patches by file in which a key and all that refers to it have the new name; the texts that
    left and came.
    """
    patches = {file: Patch(text) for file, text in source.texts.items()}
    removed: Texts = {}
    added: Texts = {}
    patches[key.span.file].say(key, name)
    for node, text in [(key, name), *_references(source.root, old, new, patches)]:
        removed.setdefault(node.span.file, Counter())[node.text] += 1
        added.setdefault(node.span.file, Counter())[text] += 1
    return patches, removed, added


def _references(
    root: Node, old: str, new: str, patches: dict[str, Patch]
) -> Iterator[tuple[Node, str]]:
    """Every scalar that refers to a shot or a scene, changed in its patch, with its new text."""
    begins = re.compile(
        rf"\s*{re.escape(old)}(?=$|[#@:\s])" if "/" in old else rf"\s*{re.escape(old)}(?=\s*$|/)"
    )
    seen: set[int] = set()
    for node, kind in _scalars(root):
        if (
            id(node) in seen
            or not any(kind is each for each in REFER)
            or not begins.match(node.text)
        ):
            continue
        seen.add(id(node))
        if not patches[node.span.file].rename(node, old, new):
            raise UsageError(
                f"'{node.span.file}', line {node.span.line}: rename '{old}' here by hand"
            )
        yield node, node.text.replace(old, new, 1)


def _scalars(root: Node) -> Iterator[tuple[Node, ValueKind | None]]:
    """Every scalar of the film's tree, keys too, with what the vocabulary says that it is; without
    `was`.
    """
    pending: list[tuple[Node, ValueKind | None]] = [(root, FILM)]
    while pending:
        node, kind = pending.pop()
        if kind is None:
            continue
        inner = chosen(kind, node.kind)
        if node.kind is Form.SCALAR:
            yield node, inner
        elif isinstance(inner, ListOf):
            pending += [(item, inner.item) for item in node.items]
        elif isinstance(inner, MapOf):
            pending += [(entry.value, inner.value) for entry in node.entries]
        elif isinstance(inner, Fields):
            for entry in node.entries:
                pending += _below(inner, entry)


def _below(fields: Fields, entry: Entry) -> list[tuple[Node, ValueKind | None]]:
    field = fields.table.get(entry.key.text)
    if field is not None:
        return [] if field.name == "was" else [(entry.value, field.kind)]
    rest = (
        fields.rest
        if isinstance(fields.rest, ScalarKind | ListOf | MapOf | Fields | Either)
        else None
    )
    return [(entry.key, fields.rest_key), (entry.value, rest)]


# ── what an edit needs to stand on ─────────────────────────────────────────────────────────────


def way_of(shot: str) -> Way:
    """The keys that lead to a shot from the root of a film's text."""
    scene, _, name = shot.partition("/")
    return "scenes", scene, "shots", name


def node_at(root: Node | None, way: Sequence[str]) -> Node | None:
    """The node to which keys lead; None where one of them is not there."""
    for word in way:
        root = root.get(word) if root is not None else None
    return root


def _names(root: Node) -> list[str]:
    scenes = root.get("scenes")
    return [
        f"{scene.key.text}/{shot.key.text}"
        for scene in (scenes.entries if scenes else ())
        for shot in getattr(scene.value.get("shots"), "entries", ())
    ]


def shot_entry(source: SourceText, shot: str) -> Entry:
    """A shot's key and its map, as they stand in the text; UsageError for one that is not there, or
    that cannot be changed alone.
    """
    shots = node_at(source.root, way_of(shot)[:3])
    entries = shots.entries if shots is not None else ()
    found = [entry for entry in entries if entry.key.text == way_of(shot)[3]]
    if not found:
        near = closest(shot, _names(source.root))
        raise UsageError(
            f"there is no shot '{shot}'" + (f"; did you mean '{near}'?" if near else "")
        )
    entry = found[0]
    if entry.value.kind is not Form.MAP or not entry.value.entries:
        raise UsageError(f"the shot '{shot}' has no words yet")
    copies = [each for each in entries if each.value is entry.value]
    if len(copies) > 1 or entry.value.span < entry.key.span:
        raise UsageError(
            f"'{shot}' is copied from an alias; write its words out, so that it can be changed "
            f"alone"
        )
    return entry


def _scene(source: SourceText, name: str) -> Entry:
    """A scene's key and its map, as they stand in the text, where its shots can be changed
    alone.
    """
    scenes = getattr(source.root.get("scenes"), "entries", ())
    found = next((entry for entry in scenes if entry.key.text == name), None)
    if found is None:
        shots = (shot for shot in _names(source.root) if shot.partition("/")[2] == name)
        near = next(shots, "") or closest(name, [entry.key.text for entry in scenes])
        raise UsageError(
            f"there is no scene '{name}'" + (f"; did you mean '{near}'?" if near else "")
        )
    if sum(each.value is found.value for each in scenes) > 1 or found.value.span < found.key.span:
        raise UsageError(
            f"'{name}' is copied from an alias; write its words out, so that it can be changed "
            f"alone"
        )
    for shot in getattr(found.value.get("shots"), "entries", ()):
        shot_entry(source, f"{name}/{shot.key.text}")
    return found


def _check_scene_name(source: SourceText, new: str) -> None:
    if not re.search(NAME_PATTERN, new):
        raise UsageError(
            f"'{new}' is no name of a scene; write lower case letters, digits and hyphens"
        )
    kind = FILM.table["scenes"].kind
    if isinstance(kind, MapOf) and new in kind.reserved:
        raise UsageError(
            f"'{new}' is a word of the cut, and no name of a scene; write '{new}-1', or another "
            f"name"
        )
    scenes = getattr(source.root.get("scenes"), "entries", ())
    if new.casefold() in (entry.key.text.casefold() for entry in scenes):
        raise UsageError(f"there is a scene '{new}' already")


def _check_take(
    source: SourceText, shot: str, node: Node, take: int | str, profile: str | None
) -> None:
    profiles = getattr(source.root.get("profiles"), "entries", ())
    names = [entry.key.text for entry in profiles]
    if profile is not None and profile not in names:
        raise UsageError(
            f"the film has no profile '{profile}' (profiles: {', '.join(names) or 'none'})"
        )
    takes = node.get("takes")
    count = int(takes.text) if takes is not None and takes.text.isdecimal() else 1
    if take != "best" and not (isinstance(take, int) and 1 <= take <= count):
        raise UsageError(
            f"there is no take {take} of '{shot}', which has {count}; write 'takes: {take}' for "
            f"more"
            if str(take).isdecimal() and take
            else f"'{take}' is no take; give its number, or best"
        )


def _check_name(source: SourceText, old: str, new: str) -> None:
    scene, slash, name = new.partition("/")
    if not slash or not all(re.search(NAME_PATTERN, part) for part in (scene, name)):
        raise UsageError(
            f"'{new}' is no name of a shot; write scene/shot in lower case letters, digits and "
            f"hyphens"
        )
    if scene != old.partition("/")[0]:
        raise UsageError(
            f"a shot changes its scene by hand: move its block to '{scene}' and write 'was: {old}' "
            f"in it"
        )
    if new.casefold() in (each.casefold() for each in _names(source.root)):
        raise UsageError(f"there is a shot '{new}' already")


# ── read again ─────────────────────────────────────────────────────────────────────────────────


def _first_that_holds(
    file: str,
    patch: Patch,
    ways: Iterable[Patch],
    way: Way,
    added: Counter[str],
    removed: Counter[str],
) -> str:
    """The first of several texts that reads as the old one does, but for what was added and
    removed.
    """
    before = _texts(compose(file, patch.text).root)
    for each in ways:
        composed = compose(file, each.done())
        after = _texts(composed.root)
        if (
            composed.whole
            and after == before - removed + added
            and (not way or node_at(composed.root, way) is not None)
        ):
            return each.done()
    raise UsageError(
        f"the text of '{file}' is laid out so that this cannot be changed in it; change it by hand"
    )


def _texts(root: Node | None) -> Counter[str]:
    """How often each text stands in a tree; what an alias copies counts once."""
    found: Counter[str] = Counter()
    pending = [root] if root is not None else []
    seen: set[int] = set()
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node.kind is Form.SCALAR:
            found[node.text] += 1
        pending += [part for entry in node.entries for part in entry] + list(node.items)
    return found

"""film.lock as text: YAML, one block an entry, sorted, so that it merges."""

from __future__ import annotations

import re

from vfc.errors import Mistake, Span
from vfc.film.lock import Lock, LockedFile, LockedGenerator, LockedTake
from vfc.film.model import Options
from vfc.spec.compose import compose
from vfc.spec.node import Node
from vfc.spec.values import entries, items

HEAD = """\
# film.lock is written by vfc build and belongs under version control. It is input before it is output:
# what costs is made as these entries say until vfc build --refresh.
"""
DIGEST = re.compile(r"^[0-9a-f]{64}$")
CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


def write_lock(lock: Lock) -> str:
    """The text of a lock; '' of an empty one."""
    if lock == Lock():
        return ""
    parts = [HEAD]
    if lock.generators:
        parts.append("generators:\n" + "".join(map(_generator, sorted(lock.generators, key=lambda g: g.name))))
    if lock.takes:
        ordered = sorted(lock.takes, key=lambda take: (take.profile, take.shot, take.take))
        parts.append("takes:\n" + "".join(map(_take, ordered)))
    if lock.files:
        parts.append("files:\n" + "".join(f"  {_quoted(each.path)}: {each.digest}\n"
                                          for each in sorted(lock.files, key=lambda f: f.path)))
    return "".join(parts)


def _generator(each: LockedGenerator) -> str:
    lines = [f"  {each.name}:", f"    use: {_quoted(each.use)}", f"    version: {each.version}"]
    lines += [f"    revision: {_quoted(each.revision)}"] if each.revision else []
    lines += ["    abilities:"] if each.abilities else []
    lines += [f"      {name}: {_value(value)}" for name, value in each.abilities]
    lines += ["    weights:"] if each.weights else []
    lines += [f"      {_quoted(name)}: {digest}" for name, digest in each.weights]
    return "\n".join(lines) + "\n"


def _take(each: LockedTake) -> str:
    return (f"  - profile: {_quoted(each.profile)}\n    shot: {each.shot}\n    take: {each.take}\n    seed: {each.seed}\n"
            f"    key: {each.key}\n    digest: {each.digest}\n")


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9_./-]+", text) and not text.startswith("-") else _json(text)


def _json(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "none" if value is None else str(value)


def read_lock(file: str, text: str) -> tuple[Lock, list[Mistake]]:
    """The lock of a text, and what is wrong with it; a merge conflict is told as what it is."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(CONFLICT[::2]) or line.rstrip() == CONFLICT[1]:
            span = Span(file, number, 1, len(line))
            return Lock(), [Mistake(span=span, message="two versions of the lock were merged and conflict here",
                                    hint="keep the block of one side, or both, and take the marks out")]
    if not text.strip():
        return Lock(), []
    composed = compose(file, text)
    if composed.mistakes or composed.root is None or composed.root.kind != "map":
        return Lock(), list(composed.mistakes)
    reading = _LockReader()
    return reading.lock(composed.root), reading.mistakes


class _LockReader:
    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def lock(self, root: Node) -> Lock:
        generators = [self._generator(name, node) for name, _, node in entries(root.get("generators"))]
        takes = [take for node in items(root.get("takes")) if (take := self._take(node)) is not None]
        files = [LockedFile(path=path, digest=node.text) for path, _, node in entries(root.get("files"))]
        return Lock(generators=tuple(generators), takes=tuple(takes), files=tuple(files))

    def _generator(self, name: str, node: Node) -> LockedGenerator:
        abilities = tuple((key, self._typed(value)) for key, _, value in entries(node.get("abilities")))
        weights = tuple((key, value.text) for key, _, value in entries(node.get("weights")))
        return LockedGenerator(name=name, use=self._text(node, "use") or name, version=self._whole(node, "version"),
                               revision=self._text(node, "revision"), abilities=abilities, weights=weights)

    def _take(self, node: Node) -> LockedTake | None:
        key, digest = self._text(node, "key"), self._text(node, "digest")
        if not DIGEST.match(key) or not DIGEST.match(digest) or not self._text(node, "shot"):
            self.mistakes.append(Mistake(span=node.span, message="this take of the lock is damaged",
                                         hint="take the block out; the next build writes it anew"))
            return None
        return LockedTake(profile=self._text(node, "profile"), shot=self._text(node, "shot"),
                          take=self._whole(node, "take"), seed=self._whole(node, "seed"), key=key, digest=digest)

    def _text(self, node: Node, word: str) -> str:
        found = node.get(word)
        return found.text if found is not None and found.kind == "scalar" else ""

    def _whole(self, node: Node, word: str) -> int:
        text = self._text(node, word)
        if text.lstrip("-").isdecimal():
            return int(text)
        found = node.get(word)
        self.mistakes.append(Mistake(span=(found or node).span, message=f"'{word}' is a whole number in the lock"))
        return 0

    def _typed(self, node: Node) -> Options:
        if node.kind == "list":
            return tuple(self._typed(each) for each in node.items)
        text = node.text
        words = {"true": True, "false": False, "none": None}
        if text in words:
            return words[text]
        return int(text) if text.lstrip("-").isdecimal() else text

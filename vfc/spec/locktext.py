"""film.lock as text: YAML, one block an entry, sorted, so that it merges."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from fractions import Fraction
from typing import TypeVar

from vfc.errors import Mistake, Span
from vfc.film.lock import Lock, LockedChoice, LockedFile, LockedGenerator, LockedPin, LockedTake
from vfc.film.model import Scalar
from vfc.spec.compose import compose
from vfc.spec.node import Node, shown
from vfc.spec.suggest import did_you_mean
from vfc.spec.values import Reader, entries

HEAD = """\
# film.lock is written by vfc build and belongs under version control. It is input before it is output:
# what costs is made as these entries say until vfc build --refresh.
"""
SECTIONS = ("generators", "takes", "pins", "choices", "files")
LISTS = ("takes", "pins", "choices")
DIGEST = re.compile(r"[0-9a-f]{64}")
PLAIN = re.compile(r"(?!(?:true|false|none|null|yes|no|on|off)$)[A-Za-z_/][A-Za-z0-9_./-]*")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+(e[+-]?[0-9]+)?|e[+-]?[0-9]+)?")
TAKE = re.compile(r"""  - profile: (""|[a-z0-9-]*[a-z][a-z0-9-]*)
    shot: ([a-z0-9-]+/[a-z0-9-]+)
    take: ([0-9]{1,9})
(?:    part: (?:([1-9][0-9]{0,8}|first|last|sound)|"(card [1-9][0-9]{0,8})")
)?    seed: ([0-9]{1,20})
    key: ([0-9a-f]{64})
    digest: ([0-9a-f]{64})
""")
UNSAFE = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
ANEW = "take the block out; the next build writes it anew"
Value = TypeVar("Value")

# ── writing ────────────────────────────────────────────────────────────────────────────────────


def write_lock(lock: Lock) -> str:
    """The text of a lock; '' of an empty one."""
    if lock == Lock():
        return ""
    generators = sorted(lock.generators, key=lambda each: each.name)
    takes = sorted(lock.takes, key=lambda each: (each.profile, each.shot, each.take, each.part))
    pins = sorted(lock.pins, key=lambda each: (each.profile, each.shot, each.take, each.role))
    choices = sorted(lock.choices, key=lambda each: (each.profile, each.shot))
    files = sorted(lock.files, key=lambda each: each.path)
    return HEAD + _section("generators", map(_generator, generators)) + _section("takes", map(_take, takes)) \
        + _section("pins", map(_block, pins)) + _section("choices", map(_block, choices)) \
        + _section("files", (f"  {quoted(each.path)}: {each.digest}\n" for each in files))


def _section(name: str, blocks: Iterable[str]) -> str:
    text = "".join(blocks)
    return f"{name}:\n{text}" if text else ""


def _generator(each: LockedGenerator) -> str:
    lines = [f"  {quoted(each.name)}:", f"    use: {quoted(each.use)}", f"    version: {each.version}"]
    lines += [f"    {word}: {quoted(text)}" for word in ("model", "asked", "revision") if (text := getattr(each, word))]
    lines += ["    abilities:"] if each.abilities else []
    lines += [f"      {quoted(name)}: {_value(value)}" for name, value in each.abilities]
    lines += ["    options:"] if each.options else []
    lines += [f"      {quoted(name)}: {_value(value)}" for name, value in each.options]
    lines += ["    weights:"] if each.weights else []
    lines += [f"      {quoted(name)}: {digest}" for name, digest in each.weights]
    return "\n".join(lines) + "\n"


def _take(each: LockedTake) -> str:
    part = f"    part: {each.part if each.part.isdecimal() else quoted(each.part)}\n" if each.part else ""
    return (f"  - profile: {quoted(each.profile)}\n    shot: {each.shot}\n    take: {each.take}\n{part}"
            f"    seed: {each.seed}\n    key: {each.key}\n    digest: {each.digest}\n")


def _block(each: LockedPin | LockedChoice) -> str:
    lines = [f"{field.name}: {quoted(value) if isinstance(value, str) else value}\n"
             for field in fields(each) for value in (getattr(each, field.name),)]
    return "  - " + "    ".join(lines)


def quoted(text: str) -> str:
    """A text as a YAML scalar: plain where nothing can misread it."""
    if PLAIN.fullmatch(text):
        return text
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _value(value: Scalar | tuple[Scalar, ...]) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(value) if isinstance(value, str) else "none" if value is None else str(value)


# ── reading ────────────────────────────────────────────────────────────────────────────────────


def read_lock(file: str, text: str) -> tuple[Lock, list[Mistake]]:
    """The lock of a text, and what is wrong with it; a merge conflict is told as what it is."""
    conflicts = _conflicts(file, text)
    if conflicts or not text.strip():
        return Lock(), conflicts
    takes, rest = _as_written(text)
    composed = compose(file, rest)
    if composed.mistakes or composed.root is None and not takes:
        return Lock(), list(composed.mistakes)
    reading = _LockReader()
    lock = reading.lock(composed.root) if composed.root is not None else Lock()
    return replace(lock, takes=takes or lock.takes), reading.mistakes


def _as_written(text: str) -> tuple[tuple[LockedTake, ...], str]:
    """The takes, where every line of them is as `write_lock` writes it, and the text without them, its lines kept.

    Ten thousand takes are read thirty times as fast as through YAML. Else no takes, and the text as it is.
    """
    section = re.search(r"^takes:\n((?: .*\n)+)", text, re.MULTILINE)
    blocks = list(TAKE.finditer(section[1])) if section else []
    if not blocks or sum(len(block[0]) for block in blocks) != len(section[1]):
        return (), text
    takes = tuple(LockedTake(profile=block[1].strip('"'), shot=block[2], take=int(block[3]),
                             part=block[4] or block[5] or "", seed=int(block[6]), key=block[7], digest=block[8])
                  for block in blocks)
    if len({(each.profile, each.shot, each.take, each.part) for each in takes}) != len(takes):
        return (), text
    return takes, text[:section.start()] + "\n" * section[0].count("\n") + text[section.end():]


def _conflicts(file: str, text: str) -> list[Mistake]:
    """Each place where a merge left both sides; a mark without its `<<<<<<<` counts too."""
    if not any(mark in text for mark in ("<<<<<<<", ">>>>>>>", "=======")):
        return []
    found, inside = [], False
    for number, line in enumerate(text.splitlines(), 1):
        begins, ends = line.startswith("<<<<<<<"), line.startswith(">>>>>>>")
        if begins or not inside and (ends or line.rstrip() == "======="):
            found.append(Mistake(span=Span(file, number, 1, len(line)),
                                 message="two versions of the lock were merged and conflict here",
                                 hint="keep the blocks of one side, and take the marks out"))
        inside = begins or inside and not ends
    return found


class _LockReader(Reader):
    """Reads a lock's nodes; of what is damaged nothing is kept, and each block is told once."""

    def __init__(self) -> None:
        super().__init__(rate=Fraction(24), tempo=None, assets={})

    def lock(self, root: Node) -> Lock:
        """The lock, without its damaged blocks."""
        if root.kind != "map":
            self.tell(root.span, "this is no lock", "delete the file; the next build writes it anew")
        for name, key, value in entries(root):
            if name not in SECTIONS:
                self.tell(key.span, f"'{name}' is no part of a lock", did_you_mean(name, SECTIONS, "its parts"))
            elif value.kind != ("list" if name in LISTS else "map") and not value.empty:
                self.tell(value.span, f"'{name}' of the lock is damaged", "delete it; the next build writes it anew")
        return Lock(generators=self._all(root.get("generators"), self._generator),
                    takes=self._once(self._listed(root, "takes", self._take)),
                    pins=tuple(pin for _, pin in self._listed(root, "pins", self._pin)),
                    choices=tuple(choice for _, choice in self._listed(root, "choices", self._choice)),
                    files=self._all(root.get("files"), self._file))

    def _all(self, section: Node | None, read: Callable[[Node, str], Value]) -> tuple[Value, ...]:
        found = [self._kept(value, lambda node, name=name: read(node, name)) for name, _, value in entries(section)]
        return tuple(each for _, each in found if each is not None)

    def _listed(self, root: Node, name: str, read: Callable[[Node], Value]) -> list[tuple[Node, Value]]:
        section = root.get(name)
        found = [self._kept(node, read) for node in (section.items if section is not None else ())]
        return [(node, value) for node, value in found if value is not None]

    def _kept(self, node: Node, read: Callable[[Node], Value]) -> tuple[Node, Value | None]:
        """A block's value; None, and a mistake, where something in it is damaged."""
        try:
            return node, read(node)
        except _Damaged as damaged:
            self.tell((damaged.node or node).span, damaged.message, ANEW)
            return node, None

    def _once(self, takes: list[tuple[Node, LockedTake]]) -> tuple[LockedTake, ...]:
        """The takes; two blocks for one, which a merge may leave, are told."""
        count: Counter[tuple[str, str, int, str]] = Counter()
        for node, take in takes:
            place = (take.profile, take.shot, take.take, take.part)
            count[place] += 1
            if count[place] == 2:
                of = f" of profile '{take.profile}'" if take.profile else ""
                self.tell(node.span, f"the lock holds {take.shot}#{take.take}{of} twice", "keep one of the two blocks")
        return tuple(take for _, take in takes)

    def _generator(self, node: Node, name: str) -> LockedGenerator:
        abilities = tuple((key, self._typed(value)) for key, _, value in entries(node.get("abilities")))
        options = tuple((key, self._typed(value)) for key, _, value in entries(node.get("options")))
        weights = tuple((key, _digest(value)) for key, _, value in entries(node.get("weights")))
        return LockedGenerator(name=name, use=_text(node, "use"), version=_whole(node, "version"),
                               model=self.text(node.get("model")), asked=self.text(node.get("asked")),
                               revision=self.text(node.get("revision")), abilities=abilities, options=options,
                               weights=weights)

    def _pin(self, node: Node) -> LockedPin:
        return LockedPin(profile=self.text(node.get("profile")), shot=_text(node, "shot"), take=_whole(node, "take"),
                         role=_text(node, "role"), key=_digest(_of(node, "key")), digest=_digest(_of(node, "digest")),
                         frames=_whole(node, "frames"), made=_whole(node, "made"))

    def _choice(self, node: Node) -> LockedChoice:
        return LockedChoice(profile=self.text(node.get("profile")), shot=_text(node, "shot"),
                            take=_whole(node, "take"), contest=_digest(_of(node, "contest")))

    def _take(self, node: Node) -> LockedTake:
        return LockedTake(profile=self.text(node.get("profile")), shot=_text(node, "shot"), take=_whole(node, "take"),
                          part=self.text(node.get("part")), seed=_whole(node, "seed"), key=_digest(_of(node, "key")),
                          digest=_digest(_of(node, "digest")))

    def _file(self, node: Node, path: str) -> LockedFile:
        return LockedFile(path=path, digest=_digest(node))

    def _typed(self, node: Node) -> Scalar | tuple[Scalar, ...]:
        if node.kind == "list":
            return tuple(each for item in node.items if not isinstance(each := self._typed(item), tuple))
        words: dict[str, Scalar] = {"true": True, "false": False, "none": None}
        if node.quoted or not NUMBER.fullmatch(node.text):
            return node.text if node.quoted else words.get(node.text, node.text)
        return int(node.text) if node.text.lstrip("-").isdecimal() else float(node.text)


class _Damaged(Exception):
    def __init__(self, message: str, node: Node | None = None):
        super().__init__(message)
        self.message, self.node = message, node


def _of(node: Node, word: str) -> Node:
    found = node.get(word)
    if found is None:
        raise _Damaged(f"'{word}' is lacking in this block of the lock")
    return found


def _text(node: Node, word: str) -> str:
    found = _of(node, word)
    if found.kind != "scalar" or not found.text:
        raise _Damaged(f"'{word}' is damaged in this block of the lock", found)
    return found.text


def _whole(node: Node, word: str) -> int:
    text = _text(node, word)
    if len(text) > 40 or not re.fullmatch(r"-?[0-9]+", text):
        raise _Damaged(f"'{word}' is a whole number in the lock, not '{shown(text)}'", node.get(word))
    return int(text)


def _digest(node: Node) -> str:
    if node.kind != "scalar" or not DIGEST.fullmatch(node.text):
        raise _Damaged(f"'{shown(node.text, 20)}' is no digest", node)
    return node.text

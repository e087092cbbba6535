"""film.lock as text: YAML, one line an entry under a key of its own, sorted.

Two branches that each add entries merge by keeping the lines of both, whatever stands beside them:
no line means something only below another, and a take, a choice or a file may have a line of each
branch. The layout before this one, lists of blocks, is still read.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import isfinite
from typing import TypeVar

from vfc.errors import Mistake, Severity, Span
from vfc.film.model import Scalar
from vfc.film.timing import parse_size
from vfc.language.resolve.values import Reader, entries
from vfc.language.yaml.compose import compose
from vfc.language.yaml.conflicts import conflicts
from vfc.language.yaml.node import Entry as NodeEntry
from vfc.language.yaml.node import Form, Node, shown
from vfc.language.yaml.suggest import did_you_mean
from vfc.lock.abilities import abilities_of
from vfc.lock.lines import as_written, seal_of
from vfc.lock.merged import KINDS, MOST_SIDES, each_once, layers
from vfc.lock.model import Lock, LockedChoice, LockedFile, LockedGenerator, LockedPin, LockedTake

HEAD = """\
# film.lock is written by vfc build and belongs under version control. It is input before it is output:
# what costs is made as these entries say until vfc build --refresh.
"""
SECTIONS = ("generators", "takes", "pins", "choices", "files")
LISTS = ("takes", "pins", "choices")
DIGEST = re.compile(r"[0-9a-f]{64}")
PLAIN = re.compile(r"(?!(?:true|false|none|null|yes|no|on|off)$)[A-Za-z_/][A-Za-z0-9_./-]*")
KEY = re.compile(r"[a-z]+(?: [A-Za-z0-9_./-]+(?:#[0-9]+)?)+")
# What the lock's numbers can be: no generator makes a picture of an hour at once, and no film has
# ten thousand takes.
LASTING = 3600  # seconds of one picture
COUNTS = {
    "grid_step": (1, 10_000),
    "grid_offset": (0, 10_000),
    "shortest": (1, 100_000),
    "longest": (1, 100_000_000),
    "size_multiple": (1, 1024),
    "tail": (0, 100_000),
    "prompt_length": (0, 10_000_000),
    "take": (1, 10_000),
    "seed": (0, 2**64 - 1),
    "frames": (1, 100_000_000),
    "made": (1, 100_000_000),
    "version": (0, 1_000_000_000),
}
DIGITS = 40  # of a whole number
# of a lock: ten thousand shots of ten takes, with all that belongs to them, have fewer
MOST_LINES = 200_000
# characters in lines that are not as vfc writes them: YAML takes a second for these
MOST_BY_HAND = 1 << 19
# what decides together how many frames a picture can have
GRID = ("grid_step", "grid_offset", "shortest", "longest")
UNLIMITED = ("longest", "prompt_length")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+(e[+-]?[0-9]+)?|e[+-]?[0-9]+)?")
OF_TAKE = re.compile(
    r"(?:(?P<profile>[^ /]+) )?(?P<shot>[^ /]+/[^ /#]+)#(?P<take>[0-9]+)(?: (?P<word>.+))?"
)
OF_SHOT = re.compile(r"(?:(?P<profile>[^ /]+) )?(?P<shot>[^ /]+/[^ /#]+)")
UNSAFE = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
ANEW = "take it out; the next build writes it anew"
Value = TypeVar("Value")
Entry = LockedGenerator | LockedTake | LockedPin | LockedChoice | LockedFile

# ── writing ────────────────────────────────────────────────────────────────────────────────────


def write_lock(lock: Lock) -> str:
    """The text of a lock; '' of an empty one."""
    if lock == Lock():
        return ""
    lines = [
        *map(_generator, sorted(lock.generators, key=lambda each: each.name)),
        *map(
            _take,
            sorted(lock.takes, key=lambda each: (each.profile, each.shot, each.take, each.part)),
        ),
        *map(
            _pin,
            sorted(lock.pins, key=lambda each: (each.profile, each.shot, each.take, each.role)),
        ),
        *map(_choice, sorted(lock.choices, key=lambda each: (each.profile, each.shot))),
        *(
            _line(f"file {each.path}", each.digest)
            for each in sorted(lock.files, key=lambda each: each.path)
        ),
    ]
    return HEAD + "".join(lines)


def _line(key: str, value: str) -> str:
    return f"{key if KEY.fullmatch(key) else json_text(key)}: {value}\n"


def _map(pairs: Iterable[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in pairs) + "}"


def _generator(each: LockedGenerator) -> str:
    pairs = [("use", quoted(each.use)), ("version", str(each.version))]
    pairs += [
        (word, quoted(text))
        for word in ("model", "asked", "revision")
        if (text := getattr(each, word))
    ]
    pairs += [
        (word, _map((quoted(name), _value(value)) for name, value in values))
        for word in ("abilities", "options")
        if (values := getattr(each, word))
    ]
    pairs += (
        [("weights", _map((quoted(name), digest) for name, digest in each.weights))]
        if each.weights
        else []
    )
    return _line(f"generator {each.name}", _map(pairs))


def _whose(each: LockedTake | LockedPin | LockedChoice) -> str:
    return f"{each.profile} {each.shot}" if each.profile else each.shot


def _take(each: LockedTake) -> str:
    return _line(
        f"take {_whose(each)}#{each.take}{f' {each.part}' if each.part else ''}",
        _map([("seed", str(each.seed)), ("key", each.key), ("digest", each.digest)]),
    )


def _pin(each: LockedPin) -> str:
    return _line(
        f"pin {_whose(each)}#{each.take} {each.role}",
        _map(
            [
                ("key", each.key),
                ("digest", each.digest),
                ("frames", str(each.frames)),
                ("made", str(each.made)),
            ]
        ),
    )


def _choice(each: LockedChoice) -> str:
    return _line(
        f"choice {_whose(each)}",
        _map(
            [
                ("take", str(each.take)),
                ("contest", each.contest),
                ("seal", seal_of(each.take, each.contest)),
            ]
        ),
    )


def quoted(text: str) -> str:
    """A text as a YAML scalar: plain where nothing can misread it."""
    if PLAIN.fullmatch(text):
        return text
    return json_text(text)


def json_text(text: str) -> str:
    """A text in double quotes, as YAML and JSON alike read it."""
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
    if text.count("\n") > MOST_LINES:
        return Lock(), [
            _too_much(
                file, MOST_LINES + 1, f"the lock has more than {MOST_LINES:,} lines, as no film's"
            )
        ]
    merging = conflicts(file, text)
    if merging or not text.strip():
        return Lock(), merging
    read, rest = as_written(each_once(text))
    texts = layers(rest)
    if excess := _excess(file, rest, len(texts)):
        return Lock(), [excess]
    composed = [compose(file, each) for each in texts]
    mistakes = [mistake for each in composed for mistake in each.mistakes]
    roots = [each.root for each in composed if each.root is not None]
    if mistakes or (not roots and read == Lock()):
        return Lock(), mistakes
    reading = _LockReader()
    lock = reading.lock(_as_one(roots)) if roots else Lock()
    return _joined(lock, read), reading.mistakes


def _joined(one: Lock, other: Lock) -> Lock:
    """Two locks that hold no entry both, as one."""
    return Lock(
        generators=one.generators + other.generators,
        takes=one.takes + other.takes,
        pins=one.pins + other.pins,
        choices=one.choices + other.choices,
        files=one.files + other.files,
    )


def _excess(file: str, rest: str, sides: int) -> Mistake | None:
    """What no lock of a film holds, however it was merged; told before YAML reads a word of it."""
    if sides > MOST_SIDES:
        return _too_much(
            file, 1, f"the lock has more than {MOST_SIDES} lines of one take, choice or file"
        )
    if len(rest) - rest.count("\n") > MOST_BY_HAND:
        return _too_much(
            file, 1, "the lock has more than 500 kB of lines that are not as vfc writes them"
        )
    return None


def _too_much(file: str, line: int, message: str) -> Mistake:
    return Mistake(
        span=Span(file, line, 1),
        message=message,
        hint="take it back from version control, or delete it: the next build writes it anew",
    )


def _as_one(roots: list[Node]) -> Node:
    if any(root.kind is not Form.MAP for root in roots):
        return roots[0]
    return Node(
        roots[0].span, Form.MAP, entries=[entry for root in roots for entry in root.entries]
    )


class _LockReader(Reader):
    """Reads a lock's nodes; of what is damaged nothing is kept, and each block is told once."""

    def __init__(self) -> None:
        super().__init__(rate=Fraction(24), tempo=None, assets={})

    def lock(self, root: Node) -> Lock:
        """The lock, without its damaged blocks."""
        if root.kind is not Form.MAP:
            self.tell(
                root.span, "this is no lock", "delete the file; the next build writes it anew"
            )
        found: list[tuple[Node, Entry | None]] = []
        for name, key, value in entries(root):
            if name in SECTIONS:
                self._check_section(name, value)
            elif name.partition(" ")[0] in KINDS and " " in name:
                kind, _, rest = name.partition(" ")
                found.append(
                    self._kept(
                        value, lambda node, of=kind, rest=rest: self._entry(of, node, rest), key
                    )
                )
            else:
                self.tell(
                    key.span,
                    f"'{shown(name)}' is no part of a lock",
                    did_you_mean(name.partition(" ")[0], KINDS, "its lines begin with"),
                )
        return Lock(
            generators=(
                *self._all(root.get("generators"), self._generator),
                *(each for _, each in _only(LockedGenerator, found)),
            ),
            takes=self._once([*self._listed(root, "takes", self._take), *_only(LockedTake, found)]),
            pins=tuple(
                pin for _, pin in [*self._listed(root, "pins", self._pin), *_only(LockedPin, found)]
            ),
            choices=self._chosen(
                [*self._listed(root, "choices", self._choice), *_only(LockedChoice, found)]
            ),
            files=(
                *self._all(root.get("files"), self._file),
                *(each for _, each in _only(LockedFile, found)),
            ),
        )

    def _check_section(self, name: str, value: Node) -> None:
        if value.kind is not (Form.LIST if name in LISTS else Form.MAP) and not value.empty:
            self.tell(
                value.span,
                f"'{name}' of the lock is damaged",
                "delete it; the next build writes it anew",
            )

    def _entry(self, kind: str, node: Node, rest: str) -> Entry:
        """What one line holds; what its key says of it is read as if it stood in the line's map."""
        if kind in ("generator", "file"):
            return (self._generator if kind == "generator" else self._file)(node, rest)
        match = (OF_SHOT if kind == "choice" else OF_TAKE).fullmatch(rest)
        if match is None or node.kind is not Form.MAP:
            raise _Damaged("this line of the lock is damaged")
        said = match.groupdict()
        word = said.pop("word", None)
        said |= {{"take": "part", "pin": "role"}[kind]: word} if word else {}
        head = [
            NodeEntry(Node(node.span, Form.SCALAR, name), Node(node.span, Form.SCALAR, text))
            for name, text in said.items()
            if text
        ]
        whole = Node(node.span, Form.MAP, entries=[*head, *node.entries])
        return {"take": self._take, "pin": self._pin, "choice": self._choice}[kind](whole)

    def _all(self, section: Node | None, read: Callable[[Node, str], Value]) -> tuple[Value, ...]:
        found = [
            self._kept(value, lambda node, name=name: read(node, name))
            for name, _, value in entries(section)
        ]
        return tuple(each for _, each in found if each is not None)

    def _listed(
        self, root: Node, name: str, read: Callable[[Node], Value]
    ) -> list[tuple[Node, Value]]:
        section = root.get(name)
        found = [self._kept(node, read) for node in (section.items if section is not None else ())]
        return [(node, value) for node, value in found if value is not None]

    def _kept(
        self, node: Node, read: Callable[[Node], Value], key: Node | None = None
    ) -> tuple[Node, Value | None]:
        """An entry's value; None, and a mistake, where something in it is damaged."""
        try:
            return node, read(node)
        except _Damaged as damaged:
            self.tell((damaged.node or key or node).span, damaged.message, ANEW)
            return node, None

    def _once(self, takes: list[tuple[Node, LockedTake]]) -> tuple[LockedTake, ...]:
        """The takes, of which the one of the key of today holds; two entries for one key are
        told.
        """
        count: Counter[tuple[str, str, int, str, str]] = Counter()
        for node, take in takes:
            place = (take.profile, take.shot, take.take, take.part, take.key)
            count[place] += 1
            if count[place] == 2:
                of = f" of profile '{take.profile}'" if take.profile else ""
                self.tell(
                    node.span,
                    f"the lock holds {take.shot}#{take.take}{of} twice",
                    "keep one of the two",
                )
        return tuple(take for _, take in takes)

    def _chosen(self, choices: list[tuple[Node, LockedChoice]]) -> tuple[LockedChoice, ...]:
        """The choices; several for one shot are told, with which of them holds."""
        by_shot: dict[tuple[str, str], list[tuple[Node, LockedChoice]]] = {}
        for node, choice in choices:
            by_shot.setdefault((choice.profile, choice.shot), []).append((node, choice))
        for (profile, shot), several in by_shot.items():
            if several[1:]:
                of = f" of profile '{profile}'" if profile else ""
                each = " and ".join(
                    f"take {choice.take} on line {node.span.line}" for node, choice in several
                )
                self.tell(
                    several[1][0].span,
                    f"a merge left {len(several)} choices of the best take of {shot}{of}: {each}",
                    _which_holds([choice for _, choice in several]),
                    severity=Severity.WARNING,
                )
        return tuple(choice for _, choice in choices)

    def _generator(self, node: Node, name: str) -> LockedGenerator:
        abilities = tuple(
            (key, self._ability(key, value)) for key, _, value in entries(node.get("abilities"))
        )
        together = abilities_of(tuple(each for each in abilities if each[0] in GRID))
        if together.contradiction:
            raise _Damaged(
                f"no generator has these abilities together: {together.contradiction}",
                node.get("abilities"),
            )
        options = tuple((key, self._typed(value)) for key, _, value in entries(node.get("options")))
        weights = tuple((key, _digest(value)) for key, _, value in entries(node.get("weights")))
        return LockedGenerator(
            name=name,
            use=_text(node, "use"),
            version=_whole(node, "version"),
            model=self.text(node.get("model")),
            asked=self.text(node.get("asked")),
            revision=self.text(node.get("revision")),
            abilities=abilities,
            options=options,
            weights=weights,
        )

    def _pin(self, node: Node) -> LockedPin:
        return LockedPin(
            profile=self.text(node.get("profile")),
            shot=_text(node, "shot"),
            take=_whole(node, "take"),
            role=_text(node, "role"),
            key=_digest(_of(node, "key")),
            digest=_digest(_of(node, "digest")),
            frames=_whole(node, "frames"),
            made=_whole(node, "made"),
        )

    def _choice(self, node: Node) -> LockedChoice:
        take, contest, seal = _whole(node, "take"), _digest(_of(node, "contest")), node.get("seal")
        if seal is not None and seal.text != seal_of(take, contest):
            raise _Damaged(
                f"take {take} is not the one that was chosen here: the line was damaged, or "
                f"changed by hand",
                node.get("take"),
            )
        return LockedChoice(
            profile=self.text(node.get("profile")),
            shot=_text(node, "shot"),
            take=take,
            contest=contest,
        )

    def _take(self, node: Node) -> LockedTake:
        return LockedTake(
            profile=self.text(node.get("profile")),
            shot=_text(node, "shot"),
            take=_whole(node, "take"),
            part=self.text(node.get("part")),
            seed=_whole(node, "seed"),
            key=_digest(_of(node, "key")),
            digest=_digest(_of(node, "digest")),
        )

    def _file(self, node: Node, path: str) -> LockedFile:
        return LockedFile(path=path, digest=_digest(node))

    def _ability(self, name: str, node: Node) -> Scalar | tuple[Scalar, ...]:
        """What a generator can do, of the kind that a plan reckons with; words of a later vfc are
        taken as they are.
        """
        value = self._typed(node)
        if not _fits(name, value):
            raise _Damaged(
                f"'{shown(node.text) or name}' is no '{name}' that a generator has", node
            )
        return value

    def _typed(self, node: Node) -> Scalar | tuple[Scalar, ...]:
        if node.kind is Form.LIST:
            return tuple(
                each for item in node.items if not isinstance(each := self._typed(item), tuple)
            )
        words: dict[str, Scalar] = {"true": True, "false": False, "none": None}
        if node.quoted or not NUMBER.fullmatch(node.text):
            return node.text if node.quoted else words.get(node.text, node.text)
        value = (
            int(node.text)
            if len(node.text) <= DIGITS and node.text.lstrip("-").isdecimal()
            else float(node.text)
        )
        if isinstance(value, float) and not isfinite(value):
            raise _Damaged(f"'{shown(node.text)}' is no number that an option has", node)
        return value


def _fits(name: str, value: Scalar | tuple[Scalar, ...]) -> bool:
    items = value if isinstance(value, tuple) else ()
    if name in COUNTS:
        least, most = COUNTS[name]
        return (value is None and name in UNLIMITED) or (
            type(value) is int and least <= value <= most
        )
    if name in ("seeds", "costs"):
        return isinstance(value, bool)
    if name == "seconds":
        return isinstance(value, tuple) and all(
            type(each) is int and 1 <= each <= LASTING for each in items
        )
    if name == "sizes":
        return isinstance(value, tuple) and all(map(_is_size, items))
    if name in ("makes", "needs", "unkeyed", "stages"):
        return isinstance(value, tuple) and all(isinstance(each, str) for each in items)
    return name != "pool" or (isinstance(value, str) and bool(value))


def _is_size(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(parse_size(value))
    except ValueError:
        return False


def _which_holds(choices: Sequence[LockedChoice]) -> str:
    if len({choice.contest for choice in choices}) == 1:
        return (
            f"take {choices[0].take} holds, the first of them: both were chosen among the same "
            f"takes"
        )
    return (
        "the one holds that was chosen among the takes of today; where none was, the best is "
        "chosen again"
    )


def _only(
    kind: type[Value], found: Sequence[tuple[Node, Entry | None]]
) -> list[tuple[Node, Value]]:
    return [(node, each) for node, each in found if isinstance(each, kind)]


class _Damaged(Exception):
    def __init__(self, message: str, node: Node | None = None):
        super().__init__(message)
        self.message, self.node = message, node


def _of(node: Node, word: str) -> Node:
    found = node.get(word)
    if found is None:
        raise _Damaged(f"'{word}' is lacking in this entry of the lock")
    return found


def _text(node: Node, word: str) -> str:
    found = _of(node, word)
    if found.kind is not Form.SCALAR or not found.text:
        raise _Damaged(f"'{word}' is damaged in this entry of the lock", found)
    return found.text


def _whole(node: Node, word: str) -> int:
    text = _text(node, word)
    if len(text) > 40 or not re.fullmatch(r"-?[0-9]+", text):
        raise _Damaged(
            f"'{word}' is a whole number in the lock, not '{shown(text)}'", node.get(word)
        )
    least, most = COUNTS.get(word, (int(text), int(text)))
    if not least <= int(text) <= most:
        raise _Damaged(
            f"'{word}' is from {least} to {most:,} in the lock, not {shown(text)}", node.get(word)
        )
    return int(text)


def _digest(node: Node) -> str:
    if node.kind is not Form.SCALAR or not DIGEST.fullmatch(node.text):
        raise _Damaged(f"'{shown(node.text, 20)}' is no digest", node)
    return node.text

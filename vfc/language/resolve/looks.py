"""Looks and people: presets with what they extend, the cast, the sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vfc.errors import Span
from vfc.film.model import Adapter, AdapterKind, Asset, CastMember, Grade
from vfc.film.order import ordered
from vfc.language.resolve.grades import read_grade
from vfc.language.resolve.values import Reader, entries, items
from vfc.language.resolve.voices import voice_of
from vfc.language.yaml.node import Form, Node
from vfc.language.yaml.suggest import did_you_mean

ADAPTERS = (AdapterKind.LORA, AdapterKind.IP_ADAPTER, AdapterKind.REDUX)  # the words for them
EXPERTS = {"high": AdapterKind.LORA_HIGH, "low": AdapterKind.LORA_LOW}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a preset gives: words of style, words to avoid, style images, adapters, a grade, the
    name of a generator.
    """

    style: str = ""
    avoid: str = ""
    references: tuple[Asset, ...] = ()
    adapters: tuple[Adapter, ...] = ()
    grade: Grade = Grade()
    generator: str = ""

    def with_more(self, other: Look, graded: frozenset[str]) -> Look:
        """This look with another on top: texts joined, later values of the grade (those in
        `graded`) win.
        """
        return Look(
            style=joined(self.style, other.style),
            avoid=joined(self.avoid, other.avoid),
            references=self.references + other.references,
            adapters=self.adapters + other.adapters,
            generator=other.generator or self.generator,
            grade=replace(self.grade, **{name: getattr(other.grade, name) for name in graded}),
        )


def joined(*parts: str) -> str:
    """Texts joined as a prompt is: by commas, without empty ones."""
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmSet:
    """A set: its look, its pictures."""

    look: str
    references: tuple[Asset, ...] = ()


NO_SET = FilmSet(look="")


class Looks:
    """The film's presets, cast and sets, each resolved once."""

    def __init__(self, reader: Reader, root: Node):
        self.reader = reader
        self._presets = {name: (key, value) for name, key, value in entries(root.get("presets"))}
        self._resolved: dict[tuple[str, ...], Look] = {}
        self._own: dict[str, tuple[Look, frozenset[str]]] = {}
        self.cast = {
            name: self._member(name, key, value) for name, key, value in entries(root.get("cast"))
        }
        self.sets = {name: self._place(value) for name, _, value in entries(root.get("sets"))}
        self._check_cycles()
        for _, preset in self._presets.values():
            self.check_adapters(preset.get("adapters"))

    def _member(self, name: str, key: Node, value: Node) -> CastMember:
        reader = self.reader
        return CastMember(
            name=name,
            look=reader.prose(value.get("look")),
            voice=voice_of(reader, value.get("voice")),
            span=key.span,
            called=reader.prose(value.get("called")) or name,
            references=self.files(value.get("references")),
        )

    def _place(self, value: Node) -> FilmSet:
        return FilmSet(
            look=self.reader.prose(value.get("look")),
            references=self.files(value.get("references")),
        )

    def check_member(self, span: Span, name: str, shown: str = "") -> None:
        """Tell where the cast has no member of this name."""
        if name not in self.cast:
            self.reader.unknown(
                "cast",
                name,
                span,
                f"unknown member of the cast '{shown or name}'",
                lambda: (
                    did_you_mean(name, self.cast, "cast")
                    if self.cast
                    else f"write cast: {{{name}: {{look: ...}}}}"
                ),
            )

    def files(self, node: Node | None) -> tuple[Asset, ...]:
        """The files of a list."""
        return tuple(
            asset for item in items(node) if (asset := self.reader.asset(item)) is not None
        )

    def known(self, nodes: Sequence[Node]) -> tuple[str, ...]:
        """The names of presets that these nodes say; an unknown one is a mistake."""
        return tuple(node.text for node in nodes if self._is_known(node))

    def _is_known(self, node: Node) -> bool:
        if node.text in self._presets:
            return True
        if node.kind is Form.SCALAR and node.text:
            self.reader.unknown(
                "presets",
                node.text,
                node.span,
                f"unknown preset '{node.text}'",
                lambda: did_you_mean(node.text, self._presets, "presets"),
            )
        return False

    def look(self, names: tuple[str, ...]) -> Look:
        """The look of these presets together: what each extends first, then itself, later ones on
        top.
        """
        if names not in self._resolved:
            look = Look()
            for name in self._order(names):
                more, graded = self._own_look(name)
                look = look.with_more(more, graded)
            self._resolved[names] = look
        return self._resolved[names]

    def _order(self, names: Sequence[str]) -> list[str]:
        """Presets in the order in which they are laid on, each once; a circle is broken
        (`_check_cycles` tells).
        """
        order: dict[str, None] = {}
        pending = [(name, False) for name in reversed(names)]
        open_names: set[str] = set()
        while pending:
            name, done = pending.pop()
            if done:
                order.setdefault(name)
                open_names.discard(name)
            elif name not in order and name not in open_names and name in self._presets:
                open_names.add(name)
                pending.append((name, True))
                pending += [(base, False) for base in reversed(self._bases(name))]
        return list(order)

    def _bases(self, name: str) -> list[str]:
        return [
            node.text
            for node in items(self._presets[name][1].get("extends"))
            if node.text in self._presets
        ]

    def _own_look(self, name: str) -> tuple[Look, frozenset[str]]:
        if name not in self._own:
            node = self._presets[name][1]
            look, graded = self.look_of(node)
            self._own[name] = (
                replace(look, generator=self.reader.text(node.get("generator"))),
                graded,
            )
        return self._own[name]

    def look_of(self, node: Node) -> tuple[Look, frozenset[str]]:
        """What a map itself says of a look, and which values of the grade it sets."""
        reader = self.reader
        grade, graded = read_grade(reader, node.get("grade"))
        adapters = tuple(
            self._adapter(item) for item in items(node.get("adapters")) if item.kind is Form.MAP
        )
        return Look(
            style=reader.prose(node.get("style")),
            avoid=reader.prose(node.get("avoid")),
            references=self.files(node.get("references")),
            grade=grade,
            adapters=tuple(each for each in adapters if each is not None),
        ), graded

    def _adapter(self, node: Node) -> Adapter | None:
        reader = self.reader
        kind = _adapter_kind(node)
        if kind is None:
            return None
        file, encoder = reader.asset(node.get(kind)), reader.asset(node.get("encoder"))
        expert = reader.text(node.get("expert"))
        if file is None:
            return None
        return Adapter(
            kind=EXPERTS.get(expert, kind) if kind is AdapterKind.LORA else kind,
            file=file,
            weight=reader.number(node.get("weight"), 1.0),
            encoder=encoder if kind is not AdapterKind.LORA else None,
            generator=reader.text(node.get("generator")),
        )

    def check_adapters(self, node: Node | None) -> None:
        """Tell of words that go with another kind of adapter, and of an adapter that cannot see."""
        for item in items(node):
            self._check_adapter(item, _adapter_kind(item))

    def _check_adapter(self, node: Node, kind: AdapterKind | None) -> None:
        if kind is None:
            return
        strange = "encoder" if kind.is_lora else "expert"
        for name, key, _ in entries(node):
            if name == strange:
                self.reader.tell(key.span, f"'{name}' says nothing of a {kind}")
        if not kind.is_lora and node.get("encoder") is None:
            self.reader.tell(
                node.span,
                f"this {kind} lacks the encoder by which it sees",
                "write encoder: and the model.safetensors that comes with it",
            )

    def _check_cycles(self) -> None:
        """Tell of unknown bases, and of presets that extend each other in a circle, with the
        path.
        """
        for _, node in self._presets.values():
            self.known(items(node.get("extends")))
        for path in ordered(self._presets, self._bases)[1]:
            self._circle(path)

    def _circle(self, path: list[str]) -> None:
        span: Span = self._presets[path[0]][0].span
        self.reader.tell(
            span,
            f"presets extend each other in a circle: {' -> '.join(path)}",
            "take one 'extends' out",
        )


def _adapter_kind(node: Node) -> AdapterKind | None:
    return next((each for each in ADAPTERS if node.get(each) is not None), None)

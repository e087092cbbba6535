"""Generators and profiles: which makes a shot's pictures, with all its options decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vfc.errors import UsageError
from vfc.film.facts import Option
from vfc.film.formats import Quality
from vfc.film.model import GeneratorUse, Options
from vfc.film.timing import Size, parse_size
from vfc.language.resolve.values import Reader, entries, items, span_of_word
from vfc.language.words.kinds import PATIENCE, SIZE
from vfc.language.yaml.node import Form, Node
from vfc.language.yaml.suggest import closest, did_you_mean

# kinds of generator that vfc brings, known where nothing says what is installed
KINDS = ("previs", "diffusers")
DEFAULT = "previs"
OWN = ("use", "patience")  # words of an entry that are no options of the generator
ANY = "*"  # among the options of one whose models each have their own, which it checks itself
# of the film's name for a generator and of what the text says of it
Defaults = Callable[[str, Options], Options]


def _seconds(text: str) -> int:
    return int(text[:-1]) * {"s": 1, "m": 60, "h": 3600}[text[-1]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a run replaces: size, generators (one for all, or by name), steps, quality,
    slate.
    """

    size: Size | None = None
    generator: str = ""
    generators: tuple[tuple[str, str], ...] = ()
    steps: int | None = None
    quality: Quality | None = None
    slate: bool | None = None


class GeneratorUses:
    """The film's generators for one profile. `installed` maps each installed kind to its defaults
    by options.
    """

    def __init__(
        self, reader: Reader, root: Node, installed: Mapping[str, Defaults], profile: str | None
    ):
        self.reader, self.installed = reader, installed
        self._defined = {name: (key, value) for name, key, value in entries(root.get("generators"))}
        self.profiles = {
            name: self._profile(value) for name, _, value in entries(root.get("profiles"))
        }
        self._uses: dict[str, GeneratorUse] = {}
        if (
            profile is not None
            and profile not in self.profiles
            and not self._profile_is_lost(profile)
        ):
            names = ", ".join(self.profiles) or "none"
            near = closest(profile, self.profiles)
            hint = f"; did you mean '{near}'?" if near else ""
            raise UsageError(f"the film has no profile '{profile}'{hint} (profiles: {names})")
        self.profile = self.profiles.get(profile, Profile()) if profile else Profile()
        for name, (key, value) in self._defined.items():
            self._check_kind(name, key, value)
        for _, _, preset in entries(root.get("presets")):
            if (generator := preset.get("generator")) is not None:
                self.known(generator)
            self.check_adapters(preset.get("adapters"))

    def _profile_is_lost(self, name: str) -> bool:
        return self.reader.is_lost("profiles", name)

    def _profile(self, node: Node) -> Profile:
        reader = self.reader
        size = reader.shaped(node.get("size"), SIZE, parse_size)
        replaced: list[tuple[str, str]] = []
        for name, key, value in entries(node.get("generators")):
            if self.known(key) and self.known(value):
                replaced.append((name, value.text))
        one, slate = node.get("generator"), node.get("slate")
        return Profile(
            size=size,
            generator=one.text if one is not None and self.known(one) else "",
            generators=tuple(replaced),
            quality=reader.choice(node.get("quality"), Quality),
            slate=None if slate is None or slate.empty else reader.switch(slate, False),
            steps=reader.whole(node.get("steps"), 0) or None,
        )

    def known(self, node: Node) -> bool:
        """Whether a node names a generator of the film or a kind of one; an unknown name is a
        mistake.
        """
        if node.kind is not Form.SCALAR or not node.text:
            return False
        names = dict.fromkeys([*self._defined, *self.installed, *KINDS])
        if node.text in names:
            return True
        self.reader.unknown(
            "generators",
            node.text,
            node.span,
            f"unknown generator '{node.text}'",
            lambda: did_you_mean(node.text, names, "generators"),
        )
        return False

    def check_adapters(self, node: Node | None) -> None:
        """Tell of adapters that are for a generator of no known name."""
        for item in items(node):
            if (generator := item.get("generator")) is not None:
                self.known(generator)

    def names(self) -> tuple[str, ...]:
        """Every name that the text or one of its profiles has for a generator."""
        profiles = self.profiles.values()
        return tuple(
            dict.fromkeys(
                [
                    *self._defined,
                    *(each.generator for each in profiles if each.generator),
                    *(name for each in profiles for _, name in each.generators),
                ]
            )
        )

    def use(self, name: str) -> GeneratorUse:
        """The generator of this name in the film's text, as this profile uses it, with all its
        options.
        """
        if name not in self._uses:
            replaced = self.profile.generator or dict(self.profile.generators).get(
                name or DEFAULT, name
            )
            self._uses[name] = self._made(replaced or DEFAULT)
        return self._uses[name]

    def _made(self, name: str) -> GeneratorUse:
        if name not in self._defined:
            return GeneratorUse(name=name, use=name, options=self._whole(name, name, {}))
        key, node = self._defined[name]
        kind = self.reader.text(node.get("use")) or name
        given = {
            option: self.reader.free(value)
            for option, _, value in entries(node)
            if option not in OWN
        }
        patience = self.reader.shaped(node.get("patience"), PATIENCE, _seconds)
        return GeneratorUse(
            name=name,
            use=kind,
            options=self._whole(name, kind, given),
            span=key.span,
            patience=patience,
        )

    def _whole(self, name: str, kind: str, given: Mapping[str, Option]) -> Options:
        """Options over their defaults, sorted; the profile's steps where the kind has steps."""
        defaults = (
            dict(self.installed[kind](name, tuple(given.items()))) if kind in self.installed else {}
        )
        options: dict[str, Option] = {**defaults, **given}
        if self.profile.steps is not None and ("steps" in options or (kind not in self.installed)):
            options["steps"] = self.profile.steps
        return tuple(sorted(options.items()))

    def _check_kind(self, name: str, key: Node, node: Node) -> None:
        kind = self.reader.text(node.get("use"))
        if not kind or kind in self.installed:
            self._check_options(kind, node)
        elif kind not in KINDS:
            names = dict.fromkeys([*self.installed, *KINDS])
            self.reader.tell(
                span_of_word(node, "use"),
                f"no generator '{kind}' is installed",
                did_you_mean(kind, names, "generators"),
            )

    def _check_options(self, kind: str, node: Node) -> None:
        if not kind:
            return
        known = [name for name, _ in self.installed[kind]("", ())]
        for option, key, _ in entries(node):
            if option not in (*OWN, *known) and ANY not in known:
                self.reader.tell(
                    key.span,
                    f"the generator '{kind}' has no option '{option}'",
                    did_you_mean(option, known, "options"),
                )

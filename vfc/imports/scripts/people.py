"""Who speaks in a screenplay, by what name the language knows them, and where they are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vfc.imports.laying import free_name, slug

EXTENSION = re.compile(r"\s*\([^()]*\)?")
SHORTEST = 2  # letters of a name that is looked for


class CueName(NamedTuple):
    """Who speaks, and what stands behind the name: `(V.O.)`."""

    name: str
    extension: str


def cue_of(words: str) -> CueName:
    """A line such as `ANA (V.O.) (CONT'D)` in its parts."""
    extension = " ".join(each.strip() for each in EXTENSION.findall(words))
    name = " ".join(EXTENSION.sub(" ", words).split())
    return CueName(name, extension) if name else CueName(words, "")


class People:
    """The speakers of a screenplay: their names in the text by what their cues say. `known` are
    those of an earlier reading, by what they are called; who of them is named in `actions` stays.
    """

    def __init__(
        self,
        names: Iterable[str],
        known: Mapping[str, str],
        taken: Iterable[str],
        actions: Iterable[str],
    ):
        self.keys = {name.casefold(): key for name, key in known.items()}
        counted: dict[str, int] = dict.fromkeys([*known.values(), *taken], 1)
        self.shown: dict[str, str] = {}  # what each is called, by their name in the text
        for name in names:
            plain = name.casefold()
            if plain not in self.keys:
                self.keys[plain] = free_name(slug(name) or "voice", counted)
            self.shown.setdefault(self.keys[plain], _called(name))
        silent = {name: key for name, key in known.items() if key not in self.shown}
        named = naming(silent)
        found = {match[1].casefold() for action in actions for match in named.finditer(action)}
        self.shown |= {key: name for name, key in silent.items() if name.casefold() in found}
        self._named = naming(self.shown.values())

    def key(self, name: str) -> str:
        """The name of somebody in the text."""
        return self.keys[name.casefold()]

    def mentioned(self, action: str) -> str:
        """A paragraph in which those who speak somewhere are mentions of the cast."""
        text = action.replace("$", "$$")
        return self._named.sub(lambda found: f"${self.key(found[1])}", text)


def naming(names: Iterable[str]) -> re.Pattern[str]:
    """Where one of these names stands, as in prose or in capitals."""
    words = [
        re.escape(form)
        for name in sorted(names, key=len, reverse=True)
        if len(name) >= SHORTEST
        for form in dict.fromkeys((name, name.upper()))
    ]
    return re.compile(rf"(?<![\w$-])({'|'.join(words) or '(?!)'})(?![\w-]|['’]S\b)")


def _called(name: str) -> str:
    """A cue's name as it is written in prose."""
    if name != name.upper():
        return name
    return " ".join(
        word if "." in word[:-1] else word[:1] + word[1:].lower() for word in name.split()
    )

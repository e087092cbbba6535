"""Every word of the language, in each map in which it may stand, changes what is made or is refused
where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from tests.language.resolving import read
from tests.language.test_reference import INSTALLED, WHOLE, told
from vfc.errors import TextError
from vfc.film.transitions import TRANSITIONS, TransitionKind
from vfc.language.words.keyed import NOTHING, keyed
from vfc.language.words.kinds import Example, Field, Fields, ListOf, MapOf, ValueKind, chosen
from vfc.language.words.lookup import words
from vfc.language.words.reference import flow
from vfc.language.words.vocabulary import FILM
from vfc.language.yaml.compose import compose
from vfc.language.yaml.node import Node
from vfc.language.yaml.patch import Patch

# what stands in no other text of the tests; each with one map of its kind at least
MORE = {
    "contrast: 1.15, grain": "contrast: 1.15, curves: {red: [[0, 0.1], [1, 1]]}, grain",
    "quality: high": "quality: high, burn: {language: de}",
    "      closer:\n": "      said: {prompt: she says it, lines: [{mother: Yes., voice: {speed: 2}}]}\n"
    "      wind: {stabilise: {strength: 0.7}, view: {from: [0, 0, 1, 1], to: [0, 0, 0.5, 0.5]}, overlays: [{picture: assets/photo.jpg, key: {colour: green}}], footage: assets/clip.mp4, sound: {gain: -6dB, through: [wall, {eq: [{frequency: 300, gain: 3dB}]}, {compressor: {ratio: 2}}]}}\n"
    "      kept:\n        prompt: she goes\n        length: 2s\n"
    "        first: {generator: flux, prompt: her face}\n"
    "        storyboard: {0s: she goes, 1s: {words: she is gone}}\n"
    "      on: {prompt: she runs, length: 2s, after: {of: street/walk}}\n      closer:\n",
    "  memory:\n": "  bare:\n    shots:\n      one: {prompt: a lamp, length: 1s}\n  memory:\n",
    "duck: dialogue}]": "duck: dialogue},\n"
    "    {file: assets/piano.wav, duck: {by: -9dB}, through: room}]",
    'text: "Chengdu, 1984"}\n': 'text: "Chengdu, 1984"}\n'
    "  - {at: memory/kitchen, length: 1s, text: a b, outline: {colour: white}, shadow: {blur: 0.2}, "
    "box: {opacity: 0.5}, slide: {from: left}, typed: {length: 1s}}\n",
    "teaser: {cut:": "teaser: {format: {size: 640x360}, cut:",
    "handles: 12f": "overlays: [{picture: assets/photo.jpg, at: 1s}]\nlanguage: en\nbudget: {film: 20 USD}\nscores: {motion: 2}\nhandles: 12f",
    "vfc: 1  ": "vfc: 1\nprices: {kling: {kling-v2-1: {second: 0.09 USD}}}  ",
}
TEXT = WHOLE
for old, new in MORE.items():
    assert old in TEXT, old
    TEXT = TEXT.replace(old, new, 1)
# another value than the example, where that is what holds already
OTHER: Mapping[str, Example] = {
    "burnt subtitles: colour": "red",
    "a title: size": 0.2,
    "a title: background": "red",
    "a title: place": "top",
    "a scene: handles": "5f",
    "a shot: handles": "5f",
    "a shot: fit": "pad",
    "a shot: grade": {"contrast": 2},
}
PROFILES = {"a profile": ("draft", "rough", "final")}


@cache
def places() -> Mapping[str, tuple[tuple[Node, Fields], ...]]:
    """Every map of the text that has words of the language, by what it is."""
    found: dict[str, list[tuple[Node, Fields]]] = {}
    pending: list[tuple[Node, ValueKind]] = [(compose("film.yaml", TEXT).root, FILM)]
    while pending:
        node, kind = pending.pop()
        inner = chosen(kind, node.kind)
        if isinstance(inner, ListOf):
            pending += [(item, inner.item) for item in node.items]
        elif isinstance(inner, MapOf):
            pending += [(entry.value, inner.value) for entry in node.entries]
        elif isinstance(inner, Fields):
            found.setdefault(inner.name, []).append((node, inner))
            for key, value in node.entries:
                below = inner.table[key.text].kind if key.text in inner.table else inner.rest
                if below is not None:
                    pending.append((value, below))
    return {name: tuple(each) for name, each in found.items()}


KINDS = {id(word.field): word for word in words()}


@cache
def before(profile: str | None) -> Mapping[str, frozenset[str]]:
    return told(TEXT, profile)


def says_something(node: Node, fields: Fields, field: Field) -> bool:
    """Whether a word changes what is made once it stands in a map, or is refused there."""
    if node.get(field.name) is not None:
        return True  # which test_reference.py changes
    value = OTHER.get(f"{fields.name}: {field.name}", field.example)
    text = next(iter(Patch(TEXT).with_key(node, field.name, flow(value)))).done()
    film, mistakes = read(text, None, INSTALLED)
    if film is None or any(each.severity == "error" for each in mistakes):
        return True
    profiles = PROFILES.get(fields.name, (None,))
    try:
        return any(told.__wrapped__(text, each) != before(each) for each in profiles)
    except TextError:
        return True


@pytest.mark.parametrize("name", places())
def test_a_word_changes_what_is_made_or_is_refused(name):
    silent = []
    for field in places()[name][0][1].fields:
        if keyed(KINDS[id(field)]) != NOTHING and not any(
            says_something(node, fields, field) for node, fields in places()[name]
        ):
            silent.append(field.name)
    assert not silent


def test_every_map_of_the_language_is_tried():
    every = {fields.name for word in words() for fields in word.maps}
    transitions = {TransitionKind(kind).phrase for kind in TRANSITIONS} | {"a transition"}
    assert every - places().keys() <= transitions | {"a making"}

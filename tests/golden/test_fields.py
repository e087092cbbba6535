"""A golden of all fields that enter keys: class, field, type, and the literal at which it is left
out.

A literal is declared at its field (`vfc.film.keyed`) and never edited, whatever becomes of the
field's default: by it stand the keys of every film that was ever built.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass, make_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from vfc.film.facts import Asset, Scalar
from vfc.film.keyed import UNSET, counts, left_out, literal_of
from vfc.film.shots import Grade
from vfc.film.sources import Fit
from vfc.film.titles import TitlePlace, TitleStyle
from vfc.recipes.keys import content, plain
from vfc.recipes.params import Params, SoundEventParams

GOLDEN = Path(__file__).parent / "fields.json"


def _within(annotation: object) -> Iterator[object]:
    yield annotation
    for part in get_args(annotation):
        yield from _within(part)


def _counted(kind: type) -> list[Field]:
    return [field for field in fields(kind) if counts(field)]


def keyed_classes() -> list[type]:
    """Every class whose values enter a key: the params of steps, and all that their fields are made
    of.
    """
    params = importlib.import_module("vfc.recipes.params")
    found: dict[type, None] = {}
    pending = [
        each
        for each in vars(params).values()
        if is_dataclass(each) and each.__module__ in (params.__name__, "vfc.recipes.soundparams")
    ]
    while pending:
        kind = pending.pop(0)
        if kind in found or kind is Asset:  # an asset is its digest
            continue
        found[kind] = None
        hints = get_type_hints(kind, vars(sys.modules[kind.__module__]), {"Scalar": Scalar})
        pending += [
            part
            for field in _counted(kind)
            for part in _within(hints[field.name])
            if is_dataclass(part)
        ]
    return list(found)


KEYED = keyed_classes()


def test_the_fields_that_enter_keys_stand(remake):
    found = {
        kind.__name__: {field.name: {"type": field.type} | _told(field) for field in _counted(kind)}
        for kind in KEYED
    }
    if remake:
        GOLDEN.write_text(json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    assert found == json.loads(GOLDEN.read_text()), (
        "an old line never changes: raise the version of the kinds that the field decides "
        "(vfc/recipes/kinds.py) and leave its literal; a new field is declared with `left_out` and "
        "goes into fields.json by `make goldens`"
    )


def _told(field: Field) -> dict[str, object]:
    return {"left out at": repr(literal_of(field))} if literal_of(field) is not UNSET else {}


@pytest.mark.parametrize("kind", KEYED, ids=lambda kind: kind.__name__)
def test_a_field_with_a_default_has_its_literal_declared(kind):
    for field in _counted(kind):
        defaulted = field.default is not MISSING or field.default_factory is not MISSING
        assert not defaulted or literal_of(field) is not UNSET, (
            f"{kind.__name__}.{field.name} has a default: say with `left_out` at which value keys "
            f"leave it out"
        )


def test_each_class_that_enters_keys_has_a_name_of_its_own():
    assert len({kind.__name__ for kind in KEYED}) == len(KEYED)


def test_what_is_equal_counts_alike():
    """A field that no comparison sees and a key does would give equal values two keys, and the
    other way round.
    """
    assert not [
        f"{kind.__name__}.{field.name}"
        for kind in KEYED
        for field in fields(kind)
        if field.compare != counts(field)
    ]


@pytest.mark.parametrize(
    ("kind", "field", "value"), [(TitleStyle, "size", 0.16), (Grade, "grain", 0.1)]
)
def test_a_changed_default_changes_the_key_of_what_it_decides(kind, field, value):
    """The same class with another default: what the text does not say is something else now, and so
    is its key.
    """
    others = {each.name: each for each in fields(kind)}
    literal = literal_of(others[field])
    changed = make_dataclass(
        kind.__name__,
        [
            (
                each.name,
                each.type,
                left_out(literal, default=value)
                if name == field
                else left_out(literal_of(each), default=each.default),
            )
            for name, each in others.items()
        ],
        frozen=True,
        slots=True,
        kw_only=True,
    )
    assert plain(changed()) == {field: value}
    assert content("segment", 1, changed(), (), ()) != content("segment", 1, kind(), (), ())
    assert plain(changed(**{field: literal})) == {}, "said aloud, the old value has its old key"


def test_a_word_of_an_enum_counts_as_it_is_written():
    assert plain((Fit.PAD, {"place": TitlePlace.TOP})) == ["pad", {"place": "top"}]
    assert type(plain(Fit.PAD)) is str
    assert plain(TitleStyle(place=TitlePlace.MIDDLE)) == {}, "left out at the word"


def test_a_step_may_have_each_class_of_params():
    assert {kind for kind in KEYED if kind.__name__.endswith("Params")} - {SoundEventParams} == set(
        get_args(Params)
    )

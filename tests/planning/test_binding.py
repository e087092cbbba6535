"""What a request is bound to: ranges of pictures and files, each under its role."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.language.resolving import one_shot
from vfc.film.facts import FileKind
from vfc.film.model import Adapter, AdapterKind, Asset, GeneratorUse, MediaFacts
from vfc.generators.api import Abilities, AdapterUse, Input
from vfc.planning.binding import BoundInputs, SourceRange, TakePart, adapters_for, references_for
from vfc.recipes.params import InputRange
from vfc.recipes.step import FileUse, Use

RANGE = SourceRange(key="k", start=10, frames=20, available=50)
PREVIS = GeneratorUse(name="previs", use="previs")
SHOT = one_shot(
    "prompt: $ana, length: 1s, preset: ink",
    "cast: {ana: {look: red, references: [ana.png, coat.png]}}\npresets: {ink: {style: i, "
    "references: [ink.jpg]}}\n",
)


def file(name: str) -> Asset:
    return Asset(path=name, digest=f"digest of {name}", facts=MediaFacts(kind=FileKind.DATA))


@pytest.mark.parametrize(
    ("frames", "first", "last"),
    [(5, (10, 5), (25, 5)), (20, (10, 20), (10, 20)), (99, (10, 20), (10, 20))],
)
def test_the_ends_of_a_range_are_as_many_frames_as_it_has(frames, first, last):
    assert RANGE.first(frames) == RANGE._replace(start=first[0], frames=first[1])
    assert RANGE.last(frames) == RANGE._replace(start=last[0], frames=last[1])


def test_a_part_of_a_take_is_called_by_its_take():
    assert (
        str(TakePart("s/a", 2)) == "s/a#2" and str(TakePart("s/a", 2, "card 1")) == "s/a#2 card 1"
    )


def test_a_range_is_used_and_a_file_is_read_under_its_role():
    bound = BoundInputs({"first": file("a.png"), "tail": RANGE}, 48)
    assert bound.inputs == [Input(role="first"), Input(role="tail", frames=20)]
    found = bound.all(waits=True)
    assert found.files == (FileUse("first", "digest of a.png"),)
    assert found.uses == (Use("tail", "k"),) and found.waits
    assert found.ranges == (InputRange(role="tail", start=10, frames=20, there=50),)


def test_what_is_said_anew_is_as_long_as_what_is_made():
    bound = BoundInputs({"of": RANGE}, 48)
    assert bound.inputs == [Input(role="of", frames=48)] and bound.ranges[0].frames == 48


def test_an_adapter_comes_with_its_file_and_the_encoder_that_looks_for_it():
    bound = BoundInputs({}, 48)
    lora = Adapter(kind=AdapterKind.LORA, file=file("l"), weight=0.5)
    looking = Adapter(kind=AdapterKind.IP_ADAPTER, file=file("i"), encoder=file("e"))
    assert bound.adapters((lora, looking)) == (
        AdapterUse(kind=AdapterKind.LORA, weight=0.5),
        AdapterUse(kind=AdapterKind.IP_ADAPTER, weight=1.0),
    )
    assert bound.files == [
        FileUse("adapter 1", "digest of l"),
        FileUse("adapter 2", "digest of i"),
        FileUse("adapter 2 encoder", "digest of e"),
    ]
    assert not bound.inputs, "they come as paths, and not as frames"


@pytest.mark.parametrize(
    ("makes", "roles"),
    [
        ((), {}),
        (("references",), {"reference 1": "ana.png", "reference 2": "coat.png"}),
        (("style",), {"style 1": "ink.jpg"}),
        (("adapters",), {}),
        (
            ("references", "style"),
            {"reference 1": "ana.png", "reference 2": "coat.png", "style 1": "ink.jpg"},
        ),
    ],
)
def test_pictures_of_people_and_of_a_style_go_to_a_generator_that_takes_them(makes, roles):
    found = references_for(SHOT, PREVIS, Abilities(makes=frozenset(makes)))
    assert {role: each.path for role, each in found.items()} == roles


def test_an_adapter_that_looks_has_the_pictures_of_the_style_shown_to_it():
    looking = Adapter(kind=AdapterKind.IP_ADAPTER, file=file("i"), encoder=file("e"))
    shot = replace(SHOT, adapters=(looking,))
    found = references_for(shot, PREVIS, Abilities(makes=frozenset({"adapters"})))
    assert list(found) == ["style 1"]


def test_an_adapter_is_for_its_own_generator_or_for_any():
    adapters = tuple(
        Adapter(kind=AdapterKind.LORA, file=file(name), generator=name)
        for name in ("", "previs", "flux")
    )
    shot, able = replace(SHOT, adapters=adapters), Abilities(makes=frozenset({"adapters"}))
    assert [each.generator for each in adapters_for(shot, PREVIS, able)] == ["", "previs"]
    assert adapters_for(shot, PREVIS, Abilities()) == ()

"""Several generators of one kind in one film; what a generator needs, and the shot does not give
it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import vfc
from vfc.commands.build import BuildOptions, build
from vfc.commands.generators import of_film
from vfc.errors import GeneratorError, TextError
from vfc.generators.api import Abilities
from vfc.generators.registry import Registry
from vfc.project.workspace import find_workspace
from vfc.testing import Flat, Recorder

FILM = """\
title: Two
format: {size: 32x32}
generators:
  slow: {use: dear, level: 7}
  quick: {use: dear}
generator: quick
scenes:
  a:
    shots:
      one: {prompt: a picture, length: 6f, generator: slow}
      two: {prompt: another one, length: 6f}
"""


class Settled(Flat):
    """Has a default of its own for each generator, as one that reads it from a model has."""

    def abilities(self, options):
        own = {} if not options else {"level": 9 if dict(options).get("level") == 7 else 3}
        return Abilities(costs=True, options=tuple({"level": 0, "extra": 1, **own}.items()))


def made(folder: Path, generator: Flat):
    registry = Registry([])
    registry.add(generator)
    return build(find_workspace(folder), BuildOptions(), Recorder(), registry=registry)


def test_each_generator_of_a_kind_is_locked_with_its_own_defaults(tmp_path):
    (tmp_path / "film.yaml").write_text(FILM)
    assert made(tmp_path, Settled("dear")).ok
    lock = (tmp_path / "film.lock").read_text()
    assert '"level": 9' in lock and '"level": 3' in lock
    (tmp_path / "film.yaml").write_text(FILM.replace("title: Two", "title: Again"))
    planned = vfc.plan(tmp_path, generators=[Settled("dear")])
    levels = {
        name: dict(shot.generator.options)["level"]
        for name, shot in planned.loaded.film.shots.items()
    }
    assert levels == {"a/one": 7, "a/two": 3}, (
        "what the text says, else what the lock holds under this name"
    )


@pytest.mark.parametrize(
    ("says", "told"),
    [
        (
            "",
            "film.yaml:8:7: 'flat' makes nothing from words alone: it starts from an image\n"
            "    8 |       two: {prompt: another one, length: 6f}\n"
            "      |       ^^^ write first: with a file, a frame of a shot, or a keyframe",
        ),
        (", first: a/one@last", ""),
        (", after: a/one", ""),
    ],
)
def test_a_generator_that_needs_an_image_is_given_one_or_refused(tmp_path, says, told):
    (tmp_path / "film.yaml").write_text(
        "title: Needs\nformat: {size: 32x32}\ngenerator: flat\nscenes:\n  a:\n    shots:\n"
        "      one: {prompt: a picture, length: 6f, generator: words}\n"
        f"      two: {{prompt: another one, length: 6f{says}}}\n"
    )
    generators = [Flat(makes=["first"], needs=("first",)), Flat("words")]
    if told:
        with pytest.raises(TextError) as found:
            vfc.plan(tmp_path, generators=generators)
        assert str(found.value.mistakes[0]) == told
    else:
        assert vfc.build(tmp_path, generators=generators).ok


class Modelled(Flat):
    """Can do what the model that its options name can do, if that is here."""

    def abilities(self, options):
        model = dict(options).get("model", "")
        if model == "lost":
            raise GeneratorError("the model 'lost' is not here")
        makes = frozenset({"first"} if model == "mover" else ())
        return Abilities(makes=makes, needs=tuple(makes), options=(("model", ""),))


def test_the_generators_of_a_film_are_told_with_what_their_models_can_do(tmp_path):
    (tmp_path / "film.yaml").write_text(
        "title: Models\nformat: {size: 32x32}\ngenerators:\n  move: {use: any, model: mover}\n"
        "  gone: {use: any, model: lost}\n  unused: {use: any, model: other}\nscenes:\n  a:\n    "
        "shots:\n"
        "      one: {prompt: a, length: 6f, generator: move}\n      two: {prompt: b, length: 6f, "
        "generator: gone}\n"
        "      three: {prompt: c, length: 6f, generator: any}\n"
    )
    registry = Registry([])
    registry.add(Modelled("any"))
    found, problems = of_film(find_workspace(tmp_path), registry)
    assert [
        (each.name, each.package, dict(each.can)["words"], dict(each.can)["first"])
        for each in found
    ] == [("move", "of any", "with first", "yes")]
    assert problems == ("gone: the model 'lost' is not here",)


def test_a_time_is_told_of_what_was_timed_and_no_guess_of_what_was_not(tmp_path):
    text = (
        "title: Times\nformat: {size: 32x32}\ngenerator: dear\nscenes:\n  a:\n    shots:\n"
        "      one: {prompt: a, length: 6f}\n      two: {prompt: b, length: 6f}\n"
    )
    (tmp_path / "film.yaml").write_text(text)
    first = vfc.plan(tmp_path, generators=[Flat("dear", costs=True)])
    untimed = {step.label for step in first.to_make() if step.key in first.untimed}
    assert untimed == {"picture a/one#1", "picture a/two#1"}
    assert made(tmp_path, Flat("dear", costs=True)).ok
    (tmp_path / "film.yaml").write_text(text.replace("prompt: b", "prompt: c"))
    again = vfc.plan(tmp_path, generators=[Flat("dear", costs=True)])
    assert not again.untimed and any(step.label == "picture a/two#1" for step in again.to_make())

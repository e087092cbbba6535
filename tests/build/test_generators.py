"""Several generators of one kind in one film; what a generator needs, and the shot does not give it."""

from __future__ import annotations

from pathlib import Path

import pytest

import vfc
from vfc.build.make import BuildOptions, build
from vfc.build.place import find_place
from vfc.errors import TextError
from vfc.generators.api import Abilities
from vfc.generators.registry import Registry
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
    return build(find_place(folder), BuildOptions(), Recorder(), registry=registry)


def test_each_generator_of_a_kind_is_locked_with_its_own_defaults(tmp_path):
    (tmp_path / "film.yaml").write_text(FILM)
    assert made(tmp_path, Settled("dear")).ok
    lock = (tmp_path / "film.lock").read_text()
    assert "level: 9" in lock and "level: 3" in lock
    (tmp_path / "film.yaml").write_text(FILM.replace("title: Two", "title: Again"))
    planned = vfc.plan(tmp_path, generators=[Settled("dear")])
    levels = {name: dict(shot.generator.options)["level"] for name, shot in planned.loaded.film.shots.items()}
    assert levels == {"a/one": 7, "a/two": 3}, "what the text says, else what the lock holds under this name"


@pytest.mark.parametrize(("says", "told"), [
    ("", "film.yaml:8:7: 'flat' makes nothing from words alone: it starts from an image\n"
         "    8 |       two: {prompt: another one, length: 6f}\n"
         "      |       ^^^ write first: with a file, a frame of a shot, or a keyframe"),
    (", first: a/one@last", ""), (", after: a/one", ""),
])
def test_a_generator_that_needs_an_image_is_given_one_or_refused(tmp_path, says, told):
    (tmp_path / "film.yaml").write_text(
        "title: Needs\nformat: {size: 32x32}\ngenerator: flat\nscenes:\n  a:\n    shots:\n"
        "      one: {prompt: a picture, length: 6f, generator: words}\n"
        f"      two: {{prompt: another one, length: 6f{says}}}\n")
    generators = [Flat(makes=["first"], needs=("first",)), Flat("words")]
    if told:
        with pytest.raises(TextError) as found:
            vfc.plan(tmp_path, generators=generators)
        assert str(found.value.mistakes[0]) == told
    else:
        assert vfc.build(tmp_path, generators=generators).ok

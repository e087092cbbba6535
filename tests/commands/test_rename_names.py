"""`vfc rename` of presets, people and sets: every use follows, and no other picture is made for it."""

from __future__ import annotations

from pathlib import Path

import pytest

import vfc
from tests.programs import inside

FILM = """\
title: T
format: {size: 64x36, rate: 24}
include: looks.yaml
preset: night                  # night for all
cast:
  ana: {look: a woman, called: she}
  ana-maria: {look: a girl}
sets:
  yard: {look: a yard}
scenes:
  night:
    set: "yard"
    shots:
      a: {prompt: "$ana and $ana-maria; $ana's coat", length: 4f, lines: [{ana: night}]}
      b: {prompt: a street, length: 4f, preset: [day, 'night'], storyboard: {0s: $ana waits}}
sound:
  dialogue: [{who: ana, line: ana and the yard, at: night/a}]
"""
LOOKS = "presets:\n  night: {style: night}\n  day: {extends: [night]}\n"


@pytest.fixture
def film(tmp_path) -> Path:
    (tmp_path / "film.yaml").write_text(FILM)
    (tmp_path / "looks.yaml").write_text(LOOKS)
    return tmp_path


def keys(folder: Path) -> set[str]:
    return {step.key for step in vfc.plan(folder).plan.steps}


def changed(folder: Path, before: set[str]) -> set[str]:
    """The pictures whose keys are others."""
    return {
        step.name
        for step in vfc.plan(folder).plan.steps
        if step.key not in before and step.kind.name == "picture"
    }


@pytest.mark.parametrize(
    ("old", "new", "text", "looks"),
    [
        (
            "presets.night",
            "presets.dusk",
            FILM.replace("preset: night ", "preset: dusk ").replace("'night'", "'dusk'"),
            LOOKS.replace("  night:", "  dusk:").replace("[night]", "[dusk]"),
        ),
        (
            "cast.ana",
            "eva",
            FILM.replace("  ana: {", "  eva: {")
            .replace("$ana and", "$eva and")
            .replace("$ana's", "$eva's")
            .replace("$ana waits", "$eva waits")
            .replace("{ana: night}", "{eva: night}")
            .replace("who: ana", "who: eva"),
            LOOKS,
        ),
        (
            "sets.yard",
            "court",
            FILM.replace("  yard: {", "  court: {").replace('"yard"', '"court"'),
            LOOKS,
        ),
    ],
)
def test_every_use_of_a_name_follows(film, old, new, text, looks):
    before = keys(film)
    done = inside("rename", old, new, cwd=film)
    assert done.returncode == 0, done.stderr
    assert (film / "film.yaml").read_text() == text
    assert (film / "looks.yaml").read_text() == looks
    if old != "cast.ana":
        assert keys(film) == before
    else:  # who speaks is part of what is made
        assert "makes again where they speak: night/a\n" in done.stderr
        assert {"night/a"} == {each.partition("#")[0] for each in changed(film, before)}


def test_what_cannot_be_is_told(film):
    for words, said in [
        (("presets.nigth", "x"), "did you mean 'night'?"),
        (("cast.ana", "cast.ana-maria"), "already"),
        (("sets.yard", "The Yard"), "lower case"),
    ]:
        done = inside("rename", *words, cwd=film)
        assert done.returncode == 2 and said in done.stderr
    assert (film / "film.yaml").read_text() == FILM

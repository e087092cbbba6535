"""Keyframes: a picture that one generator makes for another's shot to begin or end with, each a
step kept by itself.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import vfc
from vfc.errors import TextError
from vfc.media.frames import read_rgb
from vfc.project.load import load
from vfc.project.workspace import find_workspace
from vfc.testing import Flat

TEXT = """\
title: T
format: {size: 64x36, rate: 24}
handles: 0f
generators:
  paint: {use: stills}
  wan: {use: flat}
generator: wan
scenes:
  s:
    shots:
      x:
        prompt: a lamp, she waits
        first: {generator: paint, prompt: a lamp at dusk}
        length: 12f
"""


def generators() -> list[Flat]:
    return [
        Flat("stills", costs=True, longest=1, sizes=("32x32",), makes=["references"]),
        Flat("flat", costs=True, makes=["first", "last", "cards"], grid_step=4, grid_offset=1),
    ]


def built(folder: Path, text: str = TEXT, makers: list[Flat] | None = None) -> tuple[str, ...]:
    (folder / "film.yaml").write_text(text)
    result = vfc.build(folder, generators=makers or generators())
    assert result.ok, result.failed
    assert not vfc.plan(folder, generators=generators()).to_make()
    return tuple(label for label in result.made if label.startswith(("picture", "part")))


def test_a_keyframe_is_a_step_of_another_generator_and_the_shot_begins_with_it(tmp_path):
    makers = generators()
    assert built(tmp_path, makers=makers) == ("part s/x#1 first", "picture s/x#1")
    assert makers[0].drawn == ["a lamp at dusk"] and makers[1].drawn == ["a lamp, she waits"]
    planned = vfc.plan(tmp_path, generators=generators())
    paths = {
        step.label: planned.loaded.store.path(planned.decisions[step.key].trace.output)
        for step in planned.plan.steps
    }
    (keyframe,) = read_rgb(paths["part s/x#1 first"], 0, 1)
    first = next(iter(read_rgb(paths["picture s/x#1"], 0, 1)))
    assert keyframe.shape == (32, 32, 3) and first.shape == (36, 64, 3)
    assert abs(int(keyframe[0, 0, 0]) - int(first[0, 0, 0])) <= 1


def test_each_is_made_again_only_for_its_own_words(tmp_path):
    built(tmp_path)
    assert built(tmp_path, TEXT.replace("she waits", "he waits")) == ("picture s/x#1",)
    assert built(tmp_path, TEXT.replace("at dusk", "at dawn")) == (
        "part s/x#1 first",
        "picture s/x#1",
    )


def test_without_words_of_its_own_it_has_the_shots(tmp_path):
    makers = generators()
    built(tmp_path, TEXT.replace(", prompt: a lamp at dusk", ""), makers)
    assert makers[0].drawn == ["a lamp, she waits"]


def test_the_lock_holds_keyframes_and_both_generators(tmp_path):
    built(tmp_path)
    lock = load(find_workspace(tmp_path)).lock
    assert [(take.shot, take.part) for take in lock.takes] == [("s/x", ""), ("s/x", "first")]
    assert [each.name for each in lock.generators] == ["paint", "wan"]


def test_keyframes_at_the_end_and_on_cards(tmp_path):
    text = TEXT.replace(
        "        length",
        "        last: {generator: paint, prompt: night}\n        storyboard: "
        "{6f: {words: she looks up, image: {generator: paint, prompt: her face}}}\n        length",
    )
    assert set(built(tmp_path, text)) >= {
        "part s/x#1 first",
        "part s/x#1 last",
        "part s/x#1 card 1",
    }
    assert [
        take.part for take in load(find_workspace(tmp_path)).lock.takes if " " in take.part
    ] == ["card 1"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{generator: pant}", "film.yaml:13:28: unknown generator 'pant'"),
        ("{prompt: dusk}", "film.yaml:13:9: a keyframe needs 'generator'"),
        ("{generator: paint, promt: dusk}", "film.yaml:13:35: unknown key 'promt' in a keyframe"),
    ],
)
def test_mistakes_point(tmp_path, written, told):
    (tmp_path / "film.yaml").write_text(
        TEXT.replace("{generator: paint, prompt: a lamp at dusk}", written)
    )
    with pytest.raises(TextError) as error:
        vfc.load(tmp_path, generators=generators())
    assert told in str(error.value)

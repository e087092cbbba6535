"""A scene gets another name: its shots keep their seeds, what refers to them follows, all else
stays to the byte.
"""

from __future__ import annotations

import pytest

from tests.language.resolving import film_of, source_in, source_of
from tests.language.test_edits import changes
from vfc.errors import UsageError
from vfc.language.edits import rename_scene

TEXT = """\
title: T
length: 1s
scenes:
  street:  # where it begins
    shots:
      walk:
        prompt: street/walk is no reference here, nor is street
        takes: 2  # two
      door: {remix: {of: street/walk#2, strength: 0.2}, prompt: p}
      old:
        was: yard/gate
        prompt: p
  street-two:
    shots:
      x: {first: street/walk@last, prompt: p}
      y:
        after: "street/door"
        prompt: p
cut:
  - street  # all of it
  - street/walk: {in: 2f}
  - street-two
cuts: {short: {cut: [street/door, street]}}
titles:
  - {at: street/walk:2 + 1f, length: 2f, text: street}
sound:
  sfx: [{file: a.wav, at: street/door@first}]
  ambience: [{file: b.wav, under: street}, {file: b.wav, under: street/walk}]
deliver: {film.mp4: {}}
"""
CHANGED = """\
-  street:  # where it begins
+  avenue:  # where it begins
-      door: {remix: {of: street/walk#2, strength: 0.2}, prompt: p}
+        was: street/walk
+      door: {remix: {of: avenue/walk#2, strength: 0.2}, prompt: p, was: street/door}
-      x: {first: street/walk@last, prompt: p}
+      x: {first: avenue/walk@last, prompt: p}
-        after: "street/door"
+        after: "avenue/door"
-  - street  # all of it
-  - street/walk: {in: 2f}
+  - avenue  # all of it
+  - avenue/walk: {in: 2f}
-cuts: {short: {cut: [street/door, street]}}
+cuts: {short: {cut: [avenue/door, avenue]}}
-  - {at: street/walk:2 + 1f, length: 2f, text: street}
+  - {at: avenue/walk:2 + 1f, length: 2f, text: street}
-  sfx: [{file: a.wav, at: street/door@first}]
-  ambience: [{file: b.wav, under: street}, {file: b.wav, under: street/walk}]
+  sfx: [{file: a.wav, at: avenue/door@first}]
+  ambience: [{file: b.wav, under: avenue}, {file: b.wav, under: avenue/walk}]
"""


def test_every_reference_follows_and_nothing_else_changes():
    after = rename_scene(source_of(TEXT), "street", "avenue")["film.yaml"]
    assert changes(TEXT, after) == CHANGED.splitlines()
    before, now = film_of(TEXT), film_of(after)
    assert [shot.replace("avenue/", "street/") for shot in now.shots] == list(before.shots)
    assert [shot.seed_name for shot in now.shots.values()] == [
        shot.seed_name for shot in before.shots.values()
    ]


def test_there_and_back_again_keeps_the_first_names_as_seeds():
    there = rename_scene(source_of(TEXT), "street", "avenue")["film.yaml"]
    back = rename_scene(source_of(there), "avenue", "street")["film.yaml"]
    assert changes(TEXT, back)[1] == "+        was: street/walk"
    assert [shot.seed_name for shot in film_of(back).shots.values()] == [
        shot.seed_name for shot in film_of(TEXT).shots.values()
    ]


def test_a_scene_of_an_include_is_renamed_there_and_where_it_is_used(tmp_path):
    scenes, rest = (
        TEXT[TEXT.index("scenes:") : TEXT.index("cut:")],
        TEXT.replace(TEXT[TEXT.index("scenes:") : TEXT.index("cut:")], "include: more.yaml\n"),
    )
    changed = rename_scene(source_in(tmp_path, rest, more=scenes), "street", "avenue")
    assert set(changed) == {"film.yaml", "more.yaml"}
    assert (
        changes(rest, changed["film.yaml"]) + changes(scenes, changed["more.yaml"])
        == CHANGED.splitlines()[9:] + CHANGED.splitlines()[:9]
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("stret", "avenue", "there is no scene 'stret'; did you mean 'street'?"),
        ("walk", "stroll", "there is no scene 'walk'; did you mean 'street/walk'?"),
        ("street", "street-two", "there is a scene 'street-two' already"),
        ("street", "street", "there is a scene 'street' already"),
        (
            "street",
            "Avenue",
            "'Avenue' is no name of a scene; write lower case letters, digits and hyphens",
        ),
        (
            "street",
            "avenue/walk",
            "'avenue/walk' is no name of a scene; write lower case letters, digits and hyphens",
        ),
        (
            "street",
            "title",
            "'title' is a word of the cut, and no name of a scene; write 'title-1', or another "
            "name",
        ),
    ],
)
def test_clashes_are_refused(old, new, told):
    with pytest.raises(UsageError) as raised:
        rename_scene(source_of(TEXT), old, new)
    assert str(raised.value) == told


@pytest.mark.parametrize(
    "text",
    [
        "  a: &a\n    shots:\n      x: {prompt: p}\n  b: *a\n",
        "  b:\n    shots:\n      x: &x {prompt: p}\n      y: *x\n",
    ],
)
def test_what_an_alias_copies_is_refused(text):
    with pytest.raises(UsageError, match="copied from an alias"):
        rename_scene(source_of("title: T\nlength: 1s\nscenes:\n" + text), "b", "c")

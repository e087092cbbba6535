"""A pick and a new name change the text where they must, and nothing else of it, to the byte."""

from __future__ import annotations

from difflib import unified_diff

import pytest

from tests.language.resolving import film_of, source_in, source_of
from tests.language.test_resolve_language import TEXT
from vfc.errors import UsageError
from vfc.language.edits import rename, set_pick


def changes(before: str, after: str) -> list[str]:
    """The lines that left and came, in order."""
    lines = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), n=0)
    return [
        line.rstrip("\n") for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")
    ]


def picked(text: str, *args) -> list[str]:
    return changes(text, set_pick(source_of(text), *args)[1])


def renamed(text: str, old: str, new: str) -> list[str]:
    return changes(text, rename(source_of(text), old, new).get("film.yaml", text))


# ── picks ──────────────────────────────────────────────────────────────────────────────────────


def test_another_pick_for_the_profile_that_has_one():
    assert picked(TEXT, "street/walk", 3, "final") == [
        "-        pick: {final: 2}                 # the chosen one, for the profile in which it "
        "was judged",
        "+        pick: {final: 3}                 # the chosen one, for the profile in which it "
        "was judged",
    ]


def test_a_pick_for_another_profile():
    assert (
        picked(TEXT, "street/walk", 4, "draft")[1]
        == "+        pick: {final: 2, draft: 4}                 # the chosen one, for the profile "
        "in which it was judged"
    )


def test_a_first_pick_in_a_block_and_in_a_flow_map():
    assert picked(TEXT, "street/shoe", 1) == ["+        pick: 1"]
    assert (
        picked(TEXT, "memory/photo", "best", "final")[1]
        == "+      photo:     {still: assets/photo.jpg, length: 3s, camera: {move: push in}, pick: "
        "{final: best}}"
    )


SHOT = "title: T\nprofiles: {a: {}, b: {}}\nscenes:\n  s:\n    shots:\n      x:\n"


@pytest.mark.parametrize(
    ("words", "args", "expected"),
    [
        ("takes: 3   # many\n        prompt: p", (2,), ["+        pick: 2"]),
        (
            "takes: 3\n        pick: 1 # first",
            (2,),
            ["-        pick: 1 # first", "+        pick: 2 # first"],
        ),
        ("takes: 3\n        pick: '1'", (2,), ["-        pick: '1'", "+        pick: '2'"]),
        (
            "takes: 3\n        pick:\n          a: 1",
            (2, "a"),
            ["-          a: 1", "+          a: 2"],
        ),
        ("takes: 3\n        pick:\n          a: 1", (2, "b"), ["+          b: 2"]),
        ("prompt: >\n          a long\n          line", (1, "a"), ["+        pick: {a: 1}"]),
        ("prompt: a long\n          line", (1,), ["+        pick: 1"]),
        ("prompt: 'one'\n        note: |\n          two\n", (1,), ["+        pick: 1"]),
        ("camera:\n          move: pan left\n          angle: low", (1,), ["+        pick: 1"]),
        (
            "{prompt: p, length: 1s,\n        takes: 2}",
            (2,),
            ["-        {prompt: p, length: 1s,", "+        {pick: 2, prompt: p, length: 1s,"],
        ),
        ("{prompt: p, }", (1,), ["-        {prompt: p, }", "+        {prompt: p, pick: 1 }"]),
        (
            '{"prompt": "}"}  # }',
            (1,),
            ['-        {"prompt": "}"}  # }', '+        {"prompt": "}", pick: 1}  # }'],
        ),
    ],
)
def test_picks_in_every_layout(words, args, expected):
    text = f"{SHOT}        {words}\n      y: {{prompt: p, length: 2s}}\n"
    assert picked(text, "s/x", *args) == expected


def test_line_endings_and_the_last_line_stay():
    text = f"{SHOT}        prompt: p\n        length: 2s".replace("\n", "\r\n")
    assert set_pick(source_of(text), "s/x", 1)[1] == text + "\r\n        pick: 1"
    assert (
        rename(source_of(text), "s/x", "s/z")["film.yaml"]
        == text.replace(" x:", " z:") + "\r\n        was: s/x"
    )


def test_a_pick_in_an_included_file(tmp_path):
    more = "scenes: {s: {shots: {x: {prompt: p, length: 1s}}}}\n"
    source = source_in(tmp_path, "title: T\ninclude: more.yaml\n", more=more)
    assert set_pick(source, "s/x", 1) == (
        "more.yaml",
        "scenes: {s: {shots: {x: {prompt: p, length: 1s, pick: 1}}}}\n",
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("street/walc", 1), "there is no shot 'street/walc'; did you mean 'street/walk'?"),
        (
            ("street/walk", 5, "final"),
            "there is no take 5 of 'street/walk', which has 4; write 'takes: 5' for more",
        ),
        (("street/walk", 0, "final"), "'0' is no take; give its number, or best"),
        (("street/walk", "good", "final"), "'good' is no take; give its number, or best"),
        (
            ("street/walk", 1, "fine"),
            "the film has no profile 'fine' (profiles: draft, rough, final)",
        ),
        (
            ("street/walk", 1),
            "'street/walk' is picked by profile (final); say which with --profile",
        ),
    ],
)
def test_picks_that_mean_nothing(args, message):
    with pytest.raises(UsageError) as error:
        set_pick(source_of(TEXT), *args)
    assert str(error.value) == message


def test_a_pick_for_all_is_not_changed_for_one():
    text = SHOT + "        {prompt: p, length: 1s, takes: 3, pick: 1}\n"
    with pytest.raises(UsageError) as error:
        set_pick(source_of(text), "s/x", 2, "a")
    assert str(error.value) == (
        "'s/x' has 'pick: 1', which is for all profiles; pick without --profile, or write "
        "'pick: {a: 2}' and what the other profiles show"
    )


def test_a_shot_that_is_copied_is_not_changed():
    text = "title: T\nscenes: {s: {shots: {x: &x {prompt: p, length: 1s}, y: *x}}}\n"
    for shot in ("s/x", "s/y"):
        with pytest.raises(UsageError) as error:
            set_pick(source_of(text), shot, 1)
        assert str(error.value) == (
            f"'{shot}' is copied from an alias; write its words out, so that it can be changed "
            "alone"
        )


# ── names ──────────────────────────────────────────────────────────────────────────────────────


def test_a_new_name_and_every_reference():
    assert [line for line in renamed(TEXT, "street/walk", "street/stroll") if line[0] == "+"] == [
        "+      stroll:",
        "+        was: street/walk",
        "+        first: street/stroll@last          # image to video; a file, a still, or a frame "
        "of another shot; `last` likewise",
        "+      summer:    {prompt: the same street in summer light, remix: {of: street/stroll, "
        "strength: mild}}",
        "+      further:   {prompt: she turns a corner, extend: {of: street/stroll, by: 2s, "
        "toward: end}}     # or toward: start",
        "+      recut:     {recut: {of: street/stroll, keep: [1s, 3s]}, length: 5s}  # keep the "
        "best part, make the rest around it",
        "+      melt:      {blend: {from: street/stroll, into: street/shoe, curve: ease}, length: "
        "3s}",
        "+  - street/stroll: {in: 0.5s, trail: 1s}   # its sound goes on a second under the next "
        "picture",
        "+  teaser: {cut: [street/stroll, street/shoe]}",
        "+  music:    [{file: assets/piano.wav, at: street/stroll, gain: -10dB, fade: [1s, 2s], "
        "duck: dialogue}]",
    ]


@pytest.mark.parametrize(
    "shot", ["street/walk", "street/shoe", "street/closer", "memory/kitchen", "memory/photo"]
)
def test_the_film_is_the_same_under_another_name(shot):
    new = shot.partition("/")[0] + "/another"
    texts = rename(source_of(TEXT), shot, new)
    film, other = film_of(TEXT), film_of(texts["film.yaml"])
    assert [name if name != shot else new for name in film.shots] == list(other.shots)
    assert {each.seed_name for each in other.shots.values()} == {
        each.seed_name for each in film.shots.values()
    }
    assert shot not in {ref.shot for each in other.shots.values() for ref in each.uses}
    assert repr(film.cuts).replace(f"'{shot}'", f"'{new}'") == repr(other.cuts)
    assert repr(film.sound).replace(f"'{shot}'", f"'{new}'") == repr(other.sound)


def test_what_is_like_the_name_stays():
    text = (
        "title: T\nscenes:\n  s:\n    shots:\n      a: {prompt: s/a and $$, length: 2s, was: "
        "s/old}  # s/a\n"
        "      a-b: {first: 's/a#1@last', last: s/a-b.png, prompt: p, length: 1s, note: s/a}\n"
        '      c: {first: "s/a@first", last: s/a/x.png, prompt: p, length: 1s, was: s/a}\n'
        "cut: [s/a, s/a-b, s/a: {in: 1s}]\n"
        "titles:\n  - {at: s/a:2 - 1s, length: 1s, text: s/a}\n"
        "sound: {ambience: [{file: s/a.wav, under: s/a}, {file: x.wav, at: ' s/a@1s'}]}\n"
    )
    after = rename(source_of(text), "s/a", "s/b")["film.yaml"]
    assert [line for line in changes(text, after) if line[0] == "+"] == [
        "+      b: {prompt: s/a and $$, length: 2s, was: s/old}  # s/a",
        "+      a-b: {first: 's/b#1@last', last: s/a-b.png, prompt: p, length: 1s, note: s/a}",
        '+      c: {first: "s/b@first", last: s/a/x.png, prompt: p, length: 1s, was: s/a}',
        "+cut: [s/b, s/a-b, s/b: {in: 1s}]",
        "+  - {at: s/b:2 - 1s, length: 1s, text: s/a}",
        "+sound: {ambience: [{file: s/a.wav, under: s/b}, {file: x.wav, at: ' s/b@1s'}]}",
    ]


def test_references_in_several_files(tmp_path):
    more = (
        'scenes:\n  s:\n    shots:\n      x: {prompt: p, length: 1s}\n      "y": {remix: {of: '
        "s/x}}\n"
    )
    source = source_in(
        tmp_path, "title: T\ninclude: more.yaml\ncut:\n  - s/y\n  - s/x\n", more=more
    )
    assert rename(source, "s/x", "s/z") == {
        "film.yaml": "title: T\ninclude: more.yaml\ncut:\n  - s/y\n  - s/z\n",
        "more.yaml": more.replace(
            "x: {prompt: p, length: 1s}", "z: {prompt: p, length: 1s, was: s/x}"
        ).replace("of: s/x", "of: s/z"),
    }
    assert rename(source, "s/y", "s/w")["more.yaml"] == more.replace(
        '"y": {remix: {of: s/x}}', '"w": {remix: {of: s/x}, was: s/y}'
    )


def test_renaming_twice_keeps_the_first_name_for_the_seeds():
    text = "title: T\nscenes: {s: {shots: {x: {prompt: p, length: 1s, was: s/first}}}}\n"
    assert rename(source_of(text), "s/x", "s/z") == {"film.yaml": text.replace("{x:", "{z:")}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("memory/foto", "memory/x", "there is no shot 'memory/foto'; did you mean 'memory/photo'?"),
        (
            "memory/photo",
            "memory/Photo",
            "'memory/Photo' is no name of a shot; write scene/shot in lower case letters, "
            "digits and hyphens",
        ),
        (
            "memory/photo",
            "picture",
            "'picture' is no name of a shot; write scene/shot in lower case letters, digits and "
            "hyphens",
        ),
        ("memory/photo", "memory/kitchen", "there is a shot 'memory/kitchen' already"),
        (
            "memory/photo",
            "street/photo",
            "a shot changes its scene by hand: move its block to 'street' and write "
            "'was: memory/photo' in it",
        ),
    ],
)
def test_names_that_cannot_be(old, new, message):
    with pytest.raises(UsageError) as error:
        rename(source_of(TEXT), old, new)
    assert str(error.value) == message

"""One fault is one mistake: what follows from it is not told as well."""

from __future__ import annotations

import pytest

from tests.language.resolving import read
from vfc.errors import UsageError

FILM = """\
vfc: 1
title: Small
format: {size: 64x36, rate: 24}
tempo: {bpm: 120}
cast:
  ana: {look: a woman}
sets:
  yard: {look: a yard}
presets:
  day: {style: noon}
  night: {extends: day, style: dark}
generators:
  p: {use: previs}
scenes:
  street:
    preset: night
    set: yard
    length: 2s
    generator: p
    shots:
      walk: {prompt: $ana walks, length: 4s, takes: 2}
      a: {remix: {of: street/walk, strength: 0.2}, prompt: rain}
      b: {extend: {of: street/walk, by: 1s}, prompt: $ana goes}
      c: {recut: {of: street/walk, keep: [1s, 2s]}, prompt: goes}
      d: {loop: {of: street/walk, seam: 1s}, prompt: goes}
      e: {blend: {from: street/walk, into: street/b}, length: 2s, prompt: goes}
      f: {after: street/walk, prompt: $ana, length: 2 beats, pick: 1}
      g: {prompt: $ana, first: street/walk@last, lines: [{ana: hello}, {ana: good bye my friend, at: 1s}]}
      h: {prompt: $ana, storyboard: {0s: one, 1s: two}}
      i: {prompt: $ana, first: street/walk#2@2s}
  two:
    length: 3 beats
    shots:
      a: {prompt: $ana}
      b: {prompt: $ana}
cut:
  [title: {text: x, length: 2s}, street/walk, {dissolve: 6f}, street/a, street/b, street/c, street/d,
   {street/e: {in: 1s}}, street/f, street/g, street/h, {fade: {to: black, length: 12f}}, two, street/i]
titles:
  - {at: street/walk + 1s, length: 1s, text: hello}
  - {at: street/a@1s, length: 1s, text: hello}
sound:
  dialogue: [{who: ana, line: hi, at: street/walk + 1s}]
deliver: {film.mp4: {}}
profiles: {draft: {size: 32x18}}
"""


def test_the_film_is_right():
    assert read(FILM)[1] == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("length: 4s", "length: 4", "21:42: 'length' is a time, not '4'"),
        ("length: 4s", "length: 0s", "21:42: '0s' is less than one frame at 24 frames a second"),
        ("    length: 2s", "    length: 2", "18:13: 'length' is a time, not '2'"),
        ("length: 3 beats", "length: 3 bears", "32:13: 'length' is a time, not '3 bears'"),
        ("title: Small", "title: Small\nlength: 4", "3:9: 'length' is a time, not '4'"),
        ("bpm: 120", "bpm: abc", "4:14: 'bpm' is a number from 1 to 1000, not 'abc'"),
        ("bpm: 120", "bmp: 120", "4:9: unknown key 'bmp' in a tempo"),
        ("tempo: {bpm: 120}", "tempo: 120", "4:8: 'tempo' is a map of bpm and first, not '120'"),
        ("tempo:", "temop:", "4:1: unknown key 'temop' in a film"),
        (
            "tempo: {bpm: 120}",
            "",
            "32:13: beats need a 'tempo', such as tempo: {bpm: 96}; also on line 27",
        ),
        ("rate: 24", "rate: abc", "3:29: 'rate' is a number of frames a second, not 'abc'"),
        ("cast:", "cats:", "5:1: unknown key 'cats' in a film"),
        (
            "sets:",
            "set:",
            "8:3: 'set' is a name: lower case letters, digits and hyphens, not a map",
        ),
        (
            "presets:",
            "preset:",
            "10:3: 'preset' is a name: lower case letters, digits and hyphens, or a list of such, "
            "not a map",
        ),
        (
            "generators:",
            "generator:",
            "13:3: 'generator' is a name: lower case letters, digits and hyphens, not a map",
        ),
        ("scenes:", "scene:", "14:1: unknown key 'scene' in a film"),
        (
            "  ana: {",
            "  Ana: {",
            "6:3: 'Ana' is not a name: lower case letters, digits and hyphens",
        ),
        (
            "  ana: {",
            "  anna: {",
            "21:22: unknown member of the cast '$ana'; also on lines 23, 27, 28, 29, 30, 34 and 2 "
            "more",
        ),
        ("  p: {", "  q: {", "19:16: unknown generator 'p'"),
        (
            "  street:",
            "  Street:",
            "15:3: 'Street' is not a name: lower case letters, digits and hyphens",
        ),
        (
            "  street:",
            "  stret:",
            "22:23: unknown shot 'street/walk'; and more of 'street' on lines 23, 24, 25, 26, 27, "
            "28 and 6 more",
        ),
        (
            "      walk: {",
            "      Walk: {",
            "21:7: 'Walk' is not a name: lower case letters, digits and hyphens",
        ),
        (
            "      walk: {",
            "      wakl: {",
            "22:23: unknown shot 'street/walk'; also on lines 23, 24, 25, 26, 27, 28 and 4 more",
        ),
        ("    shots:", "    shot:", "20:5: unknown key 'shot' in a scene"),
        ("takes: 2", "takes: two", "21:53: 'takes' is a whole number from 1 to 1000, not 'two'"),
        ("takes: 2", "take: 2", "21:46: unknown key 'take' in a shot"),
        ("takes: 2", "takes: 1", "30:43: there is no take 2: 'street/walk' has 1"),
    ],
)
def test_one_fault_is_one_mistake(before, after, told):
    assert FILM.count(before)
    mistakes = read(FILM.replace(before, after, 1))[1]
    assert [f"{each.span.line}:{each.span.column}: {each.message}" for each in mistakes] == [told]


def test_a_profile_that_may_be_in_a_misspelt_section_is_no_usage_error():
    text = FILM.replace("profiles:", "profile:")
    assert [each.message for each in read(text, profile="draft")[1]] == [
        "unknown key 'profile' in a film"
    ]
    with pytest.raises(UsageError):
        read(FILM, profile="darft")


def test_two_names_are_two_mistakes():
    text = FILM.replace("$ana walks", "$anna walks").replace(
        "prompt: $ana goes", "prompt: $anna goes with $bob"
    )
    assert [each.message for each in read(text)[1]] == [
        "unknown member of the cast '$anna'; also on line 23",
        "unknown member of the cast '$bob'",
    ]


def test_a_name_that_is_unknown_in_thousands_of_places_is_one_mistake():
    shots = "".join(f"      x{number}: {{prompt: $anna walks}}\n" for number in range(3000))
    text = (
        f"title: T\nlength: 1s\ncast: {{ana: {{look: a woman}}}}\nscenes:\n  a:\n    "
        f"shots:\n{shots}"
    )
    assert [each.message for each in read(text)[1]] == [
        "unknown member of the cast '$anna'; also on lines 8, 9, 10, 11, 12, 13 and 2,993 more"
    ]

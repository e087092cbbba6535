"""What shots become: the nearest setting, joined presets, people in prompts, lengths, handles,
picks, effects.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.language.resolving import assets_of, film_of, one_shot, read, source_in, two_shots
from vfc.film.model import Camera, Effect, Point
from vfc.film.timing import FrameRange
from vfc.language.resolve.film import resolve

CAST = (
    "cast:\n  mother: {look: an old woman, called: the mother}\n  son: {look: a boy}\n  son-2: "
    "{look: a man}\n"
)


# ── settings ───────────────────────────────────────────────────────────────────────────────────


def test_the_nearest_counts_and_the_camera_key_by_key():
    film = film_of("""
title: T
camera: {framing: wide, angle: low, move: push in}
set: sea
handles: 8f
sets: {sea: {look: the sea}, hill: {look: a hill}}
presets: {a: {style: sa}, b: {style: sb}}
preset: a
generators: {p: {use: paint, steps: 3}}
scenes:
  s:
    camera: {angle: high}
    preset: b
    shots:
      x: {prompt: p, length: 1s, camera: {move: static}, set: hill}
      y: {prompt: p, length: 1s, handles: 0f, generator: p, preset: [b, a]}
  t:
    shots:
      z: {prompt: p, length: 1s}
""")
    x, y, z = film.shots.values()
    assert x.camera == Camera(framing="wide", angle="high", move="static")
    assert x.prompt.text == "wide shot, high angle, p, a hill, sb"
    assert (x.handles, x.generator.use, x.generator.name) == (8, "previs", "previs")
    assert (y.handles, y.prompt.style, y.prompt.place) == (0, "sb, sa", "the sea")
    assert y.generator.options == (("guidance", 5.0), ("steps", 3))
    assert z.prompt.text == "wide shot, low angle, camera push in, p, the sea, sa"


def test_presets_join_their_texts_and_later_values_win():
    shot = one_shot(
        "prompt: p, length: 1s, preset: c, style: own, grade: {grain: 0.1}, references: [z.png]",
        """\
presets:
  base: {style: base, avoid: blur, grade: {contrast: 1.1, grain: 0.5, lut: base.cube}, references: [base.png]}
  a: {extends: base, style: a, grade: {contrast: 1.2}}
  b: {extends: [base], style: b, avoid: noise, references: [b.png]}
  c: {extends: [a, b], grade: {saturation: 0}}
""",
    )
    assert shot.prompt.style == "base, a, b, own"
    assert shot.prompt.avoid == "blur, noise"
    assert (shot.grade.contrast, shot.grade.grain, shot.grade.saturation) == (1.2, 0.1, 0)
    assert shot.grade.lut.path == "base.cube"
    assert [each.path for each in shot.style_references] == ["base.png", "b.png", "z.png"]


def test_a_preset_may_name_a_generator_and_what_is_as_near_or_nearer_wins():
    film = film_of("""
title: T
length: 1s
generator: one
generators: {one: {use: paint}, two: {use: paint}, three: {use: paint}}
presets: {a: {generator: two}, b: {extends: a, style: s}, c: {style: s}}
scenes:
  s:
    preset: b
    shots: {plain: {prompt: p}, own: {prompt: p, generator: three}, other: {prompt: p, preset: c}}
  t:
    generator: three
    preset: a
    shots: {x: {prompt: p}, y: {prompt: p, preset: [c, b]}}
""")
    assert [shot.generator.name for shot in film.shots.values()] == [
        "two",
        "three",
        "one",
        "three",
        "two",
    ]


# ── words ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("prompt", "words", "cast"),
    [
        ("$mother waits; $mother leaves", "an old woman waits; the mother leaves", ("mother",)),
        ("$son's hat, then $son", "a boy's hat, then son", ("son",)),
        ("$son-2 and $son-3 and $son", "a man and a boy-3 and son", ("son-2", "son")),
        ("$$mother pays $$5", "$mother pays $5", ()),
        ("$mother-in-law", "an old woman-in-law", ("mother",)),
    ],
)
def test_people_in_a_prompt(prompt, words, cast):
    shot = one_shot(f'length: 1s, prompt: "{prompt}"', CAST)
    assert (shot.prompt.words, shot.cast) == (words, cast)


def test_people_in_cards_come_after_those_in_the_prompt():
    shot = one_shot(
        "prompt: $mother waits, length: 2s, storyboard: {1s: $mother and $son, 0s: $son}", CAST
    )
    assert [(card.frame, card.words) for card in shot.source.cards] == [
        (0, "son"),
        (24, "the mother and a boy"),
    ]
    assert shot.cast == ("mother", "son")


def test_text_is_taken_as_written():
    film = film_of(
        "title: 1917\ncast: {anna: {look: No}}\nscenes:\n  '1':\n    slug: 12\n    shots:\n      "
        "010:\n"
        "        prompt: true\n        length: 1s\n        lines: [anna: No, anna: 10:00]\n"
    )
    shot = film.shots["1/010"]
    assert (film.title, film.scenes[0].slug, shot.prompt.words) == ("1917", "12", "true")
    assert [(line.who, line.text) for line in shot.lines] == [("anna", "No"), ("anna", "10:00")]


def test_line_breaks_in_prose_are_spaces_and_in_titles_stay():
    film = film_of(
        'title: T\nscenes: {s: {shots: {a: {prompt: "two\\nlines", length: 1s}}}}\n'
        'cut: [title: {text: "two\\nlines", length: 1s}, s]\n'
    )
    assert film.shots["s/a"].prompt.words == "two lines"
    assert film.cuts[""].entries[0].text == "two\nlines"


# ── lengths ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "frames"),
    [
        ("prompt: p, length: 60f", 60),
        ("prompt: p, length: 1.5s", 36),
        ("prompt: p, length: '00:00:01:06'", 30),
        ("remix: {of: s/a}", 96),
        ("extend: {of: s/a, by: 12f, toward: start}", 108),
        ("loop: {of: s/a}", 96),
        ("recut: {of: s/a, keep: [1s, 2s]}", 96),
        ("recut: {of: s/a, keep: [1s, 2s]}, length: 9s", 216),
        ("footage: x.mov", 288),
        ("footage: x.mov, in: 10s", 48),
        ("footage: x.mov, in: 1s, out: 3s", 48),
        ("footage: x.mov, in: '01:00:01:00', out: '01:00:02:05'", 29),
        ("footage: x.mov, in: 0s, length: 12s", 288),
    ],
)
def test_lengths(words, frames):
    assert one_shot(words).frames == frames


def test_a_length_around_is_for_shots_that_have_none_by_themselves():
    film = film_of(
        "title: T\nlength: 2s\nscenes:\n  s:\n    length: 3s\n    shots:\n      a: {prompt: p}\n"
        "      b: {prompt: p, length: 1s}\n      c: {remix: {of: s/b}}\n  t: {shots: {d: {still: "
        "x.png}}}\n"
    )
    assert [shot.frames for shot in film.shots.values()] == [72, 24, 24, 48]


def test_lines_take_what_speaking_takes():
    shot = one_shot(
        "prompt: p, lines: [{son: 'a line of thirty letters, said'}, {who: son, line: Yes, at: "
        "4s}]",
        CAST,
    )
    assert shot.frames == 96 + 24
    assert [line.start_in_shot for line in shot.lines] == [None, 96]


def test_beats_stay_exact():
    film = film_of(two_shots("prompt: p, length: 1 beat", "tempo: {bpm: 130, first: 1 beat}\n"))
    shot = film.shots["s/b"]
    assert (shot.length, shot.beats, shot.frames) == (Fraction(24 * 60, 130), True, 12)
    assert film.tempo.first == Fraction(60, 130)


def test_handles_of_footage_end_with_its_file():
    assert one_shot("footage: x.mov, in: 1s, length: 2s").handles == 12
    assert one_shot("footage: x.mov, in: 1s, length: '10.75s'").handles == 6
    assert one_shot("footage: x.mov").handles == 0
    assert one_shot("still: x.png, length: 1s", "handles: 100f\n").handles == 100


def test_a_file_by_its_own_clock():
    assert one_shot("footage: x.mov, in: '01:00:04:05'").source.start == Fraction(105, 25)
    assert one_shot("footage: x.mov, in: '00:00:04:05'").source.start == Fraction(105, 25)
    assert one_shot("footage: x.mov, in: 1.5s").source.start == Fraction(3, 2)


# ── references ─────────────────────────────────────────────────────────────────────────────────


def test_references_may_stand_before_what_they_name():
    film = film_of(
        "title: T\nscenes:\n  s:\n    shots:\n      a: {recut: {of: s/b, keep: [0s, 1s]}}\n"
        "      b: {extend: {of: t/c#2, by: 1s}, takes: 3}\n"
        "  t: {shots: {c: {prompt: p, length: 1s, takes: 2}}}\n"
    )
    assert list(film.shots) == ["s/a", "s/b", "t/c"]
    assert [shot.frames for shot in film.shots.values()] == [48, 48, 24]
    assert film.shots["s/b"].uses[0].take == 2
    assert film.shots["s/a"].source.keep_in_shot == FrameRange(0, 24)


def test_frames_stills_and_files():
    text = two_shots("first: s/c, last: s/a#1@1s, after: s/a, prompt: p, length: 1s").rstrip("\n")
    source = film_of(f"{text}\n      c: {{still: x.png, length: 1s}}\n").shots["s/b"].source
    assert (source.first.shot, source.first.frame) == ("s/c", 0)
    assert (source.last.take, source.last.frame, source.after.shot) == (1, 24, "s/a")
    assert one_shot("first: looks/a.png, prompt: p, length: 1s").source.first.path == "looks/a.png"


def test_paths_in_an_include_are_relative_to_it(tmp_path):
    (tmp_path / "looks").mkdir()
    (tmp_path / "looks" / "all.yaml").write_text(
        "sets: {sea: {look: l, references: [sea.png, ../b.png]}}\n"
    )
    source = source_in(
        tmp_path, two_shots("prompt: p, length: 1s, set: sea", "include: looks/all.yaml\n")
    )
    film, mistakes = resolve(source, assets_of(source))
    assert not mistakes
    assert [each.path for each in film.shots["s/b"].references] == ["looks/sea.png", "b.png"]


# ── the rest ───────────────────────────────────────────────────────────────────────────────────


def test_picks_and_takes():
    profiles = "profiles: {a: {}, b: {}}\n"
    words = "prompt: p, length: 1s, takes: 3, pick: {a: 2, b: best}"
    assert [one_shot(words, profiles, profile).pick for profile in (None, "a", "b")] == [
        None,
        2,
        "best",
    ]
    assert one_shot("prompt: p, length: 1s, takes: 3, pick: 3", profiles, "a").pick == 3
    assert one_shot("still: x.png, length: 1s").takes == 1


def test_seeds_effects_and_switches():
    shot = one_shot(
        "prompt: p, length: 1s, seed: 7, was: s/old, pin: on, sound: off, note: n, "
        "effects: [MirrorY, {Rotate: {angle: 90, unit: deg}}, {A: {}, B: {c: [1, 0.5, yes, 'no']}}]"
    )
    assert (shot.seed, shot.seed_name, shot.pin, shot.sound.heard, shot.note) == (
        7,
        "s/old",
        True,
        False,
        "n",
    )
    assert shot.effects == (
        Effect(name="MirrorY"),
        Effect(name="Rotate", arguments=(("angle", 90), ("unit", "deg"))),
        Effect(name="A"),
        Effect(name="B", arguments=(("c", (1, 0.5, True, "no")),)),
    )


def test_what_a_short_film_leaves_out():
    film = film_of(
        "title: T\nscenes:\n  s: {shots: {a: {prompt: p, length: 1s}}}\n"
        "  t: {shots: {b: {prompt: q, length: 1s}}}\n"
    )
    assert [each.shot for each in film.cuts[""].entries] == ["s/a", "t/b"]
    assert [(each.path, each.kind) for each in film.deliver] == [("film.mp4", "video")]
    assert (film.seed, film.format.rate, film.format.loudness, film.shots["s/a"].handles) == (
        0,
        24,
        None,
        12,
    )
    assert film.shots["s/a"].generator.options == (("detail", 1), ("seasons", True))


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("12s", Point(offset=288)),
        ("0s", Point()),
        ("s/a", Point(shot="s/a")),
        ("s/a:2 + 1s", Point(shot="s/a", use=2, offset=24)),
        ("s/a - 12f", Point(shot="s/a", offset=-12)),
        ("s/a@1.5s", Point(shot="s/a", frame_in_shot=36)),
        ("s/a@last", Point(shot="s/a", frame_in_shot=95)),
        ("s/a:3@first - 1s", Point(shot="s/a", use=3, frame_in_shot=0, offset=-24)),
        ("2 beats", Point(offset=36)),
        ("s/a + 2 beats", Point(shot="s/a", offset=24)),
    ],
)
def test_points(text, point):
    around = f"tempo: {{bpm: 120, first: 0.5s}}\ntitles: [{{at: '{text}', length: 1s, text: x}}]\n"
    assert film_of(two_shots("prompt: p, length: 1s", around)).titles[0].at == point


def test_a_generator_that_is_not_installed_keeps_what_the_text_says():
    text = two_shots(
        "prompt: p, length: 1s, generator: wan",
        "generators: {wan: {use: diffusers, model: m, steps: 40}}\n",
    )
    film, mistakes = read(text, installed={})
    assert not mistakes
    assert film.shots["s/b"].generator.options == (("model", "m"), ("steps", 40))


def test_a_profile_that_is_none():
    from vfc.errors import UsageError

    with pytest.raises(UsageError) as error:
        read(two_shots("prompt: p, length: 1s", "profiles: {draft: {}}\n"), "drafft")
    assert (
        str(error.value)
        == "the film has no profile 'drafft'; did you mean 'draft'? (profiles: draft)"
    )


def test_cards_too_near_or_too_far_apart_are_warned_of():
    _, mistakes = read(two_shots("prompt: p, length: 9s, storyboard: {0s: a, 6f: b, 1s: c}"))
    assert [(each.severity, each.message) for each in mistakes] == [
        ("warning", "this card stands for 0.25 s: the picture will jump"),
        ("warning", "this card stands for 8 s: the generator will invent"),
    ]


def test_after_may_ask_for_colours_to_be_matched():
    shot = one_shot("prompt: p, length: 1s, after: {of: s/a, match: true}")
    assert (shot.source.after.shot, shot.source.match, shot.uses[0].shot) == ("s/a", True, "s/a")
    assert not one_shot("prompt: p, length: 1s, after: s/a").source.match


def test_what_the_scores_weigh():
    assert dict(
        film_of(two_shots("prompt: p, length: 1s", "scores: {likeness: 3, motion: 0}\n")).scores
    ) == {"sharpness": 1, "exposure": 1, "flicker": 2, "motion": 0, "intact": 4, "likeness": 3}


def test_a_rate_of_sound_that_aac_has_not():
    _, mistakes = read(two_shots("prompt: p, length: 1s", "format: {sound: 47000}\n"))
    assert "AAC has no rate of 47000" in mistakes[0].message

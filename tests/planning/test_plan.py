"""The whole plan of a film: its goals, its segments, its sound, its deliverables."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.planning.planned import by, film, plan
from vfc.film.model import Fit
from vfc.film.timing import Size
from vfc.film.treatments import ShotSound
from vfc.generators.api import Abilities, Request, Stage
from vfc.planning.plan import Locked, in_order
from vfc.recipes.kinds import (
    LETTERING,
    MIX,
    SEGMENT,
    SOUND,
    SUBTITLES,
    TAPE,
    TITLE,
    TRANSITION,
    VIDEO,
    VOICE,
    Kind,
    Tools,
)
from vfc.recipes.params import MixParams, SegmentParams, VideoParams
from vfc.recipes.step import Plan, Step
from vfc.testing import Flat

A = "prompt: p, length: 1s"


def labels(found: Plan, keys) -> list[str]:
    steps = found.by_key()
    return [steps[key].label for key in keys]


def of_kind(found: Plan, kind: Kind) -> list[Step]:
    return [step for step in found.steps if step.kind is kind]


# ── order and goals ────────────────────────────────────────────────────────────────────────────


def test_a_shot_is_planned_after_those_that_it_is_derived_from():
    whole = film("prompt: p, remix: {of: s/c}", A, "prompt: p, after: s/b, length: 1s")
    assert in_order(whole) == ["s/b", "s/c", "s/a"]


def test_every_step_comes_after_those_that_it_uses():
    found = plan(
        film(
            "prompt: p, loop: {of: s/b}",
            f"{A}, seed: 7",
            f"{A}, seed: 7",  # the same step as s/b, which stands before what uses it
            cut="[s/a, {dissolve: 4f}, s/b]",
            handles="6f",
        ),
        ("first", "last"),
        everything=True,
    )
    seen: set[str] = set()
    for step in found.steps:
        assert {use.key for use in step.uses} <= seen
        seen.add(step.key)


def test_the_goals_of_a_film_are_its_files():
    found = plan(film(A, A, around="deliver: {film.mp4: {}, film.srt: {}}\n"))
    assert labels(found, found.goals[:2]) == ["deliverable film.mp4", "deliverable film.srt"]
    assert dict(found.deliverables) == dict(
        zip(("film.mp4", "film.srt"), found.goals, strict=False)
    )


def test_takes_among_which_nobody_picked_are_made_to_be_looked_at():
    film_of_takes = film(
        f"{A}, takes: 2", f"{A}, takes: 2, pick: 1", f"{A}, takes: 2", cut="[s/a, s/b]"
    )
    found = plan(film_of_takes)
    assert set(labels(found, found.goals)) == {
        "deliverable film.mp4",
        "picture s/a#1",
        "picture s/a#2",
    }, "what the cut does not show is not needed"


def test_of_some_shots_alone_all_takes_are_made_and_no_file():
    found = plan(film(f"{A}, takes: 2, pick: 1", A), only=("s/a",))
    assert labels(found, found.goals) == ["picture s/a#1", "picture s/a#2"]


def test_with_everything_each_take_is_made_beside_the_files():
    found = plan(film(f"{A}, takes: 2, pick: 1", A, cut="[s/a]"), everything=True)
    assert labels(found, found.goals) == [
        "deliverable film.mp4",
        "picture s/a#1",
        "picture s/a#2",
        "picture s/b#1",
    ]


def test_to_measure_shots_their_takes_are_made_and_measured_and_nothing_else():
    found = plan(film(f"{A}, takes: 2, pick: 1", A), scores=("s/a",))
    assert labels(found, found.goals) == [
        "picture s/a#1",
        "score s/a#1",
        "picture s/a#2",
        "score s/a#2",
    ]
    assert list(found.scores) == ["s/a#1", "s/a#2"]


# ── the best take ──────────────────────────────────────────────────────────────────────────────

BEST = film(
    f"{A}, takes: 2, pick: best",
    "prompt: q, remix: {of: s/a}, pick: 1",
    f"{A}, pick: 1",
    cut="[s/b, s/c]",
)


def test_until_the_best_is_known_its_takes_are_the_goals_and_what_shows_it_waits():
    found = plan(BEST, ("remix",))
    assert labels(found, found.goals) == [
        "picture s/a#1",
        "score s/a#1",
        "picture s/a#2",
        "score s/a#2",
    ]
    assert labels(found, found.waiting) == ["deliverable film.mp4"] and list(found.contests) == [
        "s/a"
    ]


def test_the_lock_settles_it_for_these_takes_alone():
    contests = plan(BEST, ("remix",)).contests
    found = plan(BEST, ("remix",), locked=Locked(choices={"s/a": {contests["s/a"]: 2}}))
    assert (found.shown_takes["s/a"], found.waiting, dict(found.contests)) == (2, (), {})
    assert found.chosen == contests and labels(found, found.goals) == ["deliverable film.mp4"]
    assert found.derived["s/b", 1, "of"].key == found.takes["s/a#2"]
    for choices in ({"of other takes": 2}, {contests["s/a"]: 9}):
        assert plan(BEST, ("remix",), locked=Locked(choices={"s/a": choices})).contests == contests


def test_a_contest_that_nothing_shows_is_not_held():
    found = plan(film(f"{A}, takes: 2, pick: best", f"{A}, pick: 1", cut="[s/b]"))
    assert not found.contests and labels(found, found.goals) == ["deliverable film.mp4"]
    shots = (f"{A}, takes: 2, pick: best", A, "prompt: q, remix: {of: s/a}")
    alone = plan(film(*shots), ("remix",), only=("s/b",))
    assert not alone.contests and labels(alone, alone.goals) == ["picture s/b#1"]
    assert list(plan(film(*shots), ("remix",), only=("s/c",)).contests) == ["s/a"]


# ── segments and files ─────────────────────────────────────────────────────────────────────────

CUT = film(
    A,
    A,
    around="titles:\n  - {at: s/b, length: 6f, text: Then.}\n",
    cut="[s/a, {dissolve: 4f}, s/b, {title: {text: End, length: 12f}}, {black: 6f}]",
    handles="6f",
)


def test_a_segment_is_of_the_kind_that_it_shows():
    found = plan(CUT)
    kinds = [step.kind for step in found.steps if isinstance(step.params, SegmentParams)]
    assert kinds == [SEGMENT, TRANSITION, SEGMENT, TITLE, SEGMENT]
    transition = of_kind(found, TRANSITION)[0]
    assert [use.role for use in transition.uses] == ["outgoing", "incoming"]
    assert [use.key for use in transition.uses] == [found.takes["s/a#1"], found.takes["s/b#1"]]


def test_a_file_is_all_its_segments_in_order_and_its_sound():
    found = plan(CUT)
    (video,) = of_kind(found, VIDEO)
    assert isinstance(video.params, VideoParams)
    assert [use.role for use in video.uses] == ["1", "2", "3", "4", "5", "sound"]
    assert sum(video.params.segments) == video.params.frames == 24 + 24 + 12 + 6
    steps = found.by_key()
    assert [steps[use.key].params.frames for use in video.uses[:-1]] == list(video.params.segments)


def test_what_draws_words_counts_only_in_segments_that_show_some():
    one, other = (plan(CUT, tools=Tools(titles=build)) for build in ("pillow 1", "pillow 2"))
    kept = {step.key for step in one.steps} & {step.key for step in other.steps}
    assert [step.key in kept for step in one.steps if isinstance(step.params, SegmentParams)] == [
        True,
        False,  # the words begin with s/b, under the dissolve
        False,
        False,
        True,
    ]
    assert LETTERING.stamp(Tools(titles="pillow 1")) in of_kind(one, TITLE)[0].content


def test_what_belongs_to_the_film_bears_a_file_s_name_and_what_belongs_to_a_shot_the_shot_s():
    found = plan(
        film(A, "footage: k.mov, length: 1s, effects: [{MirrorX: {}}]", "still: a.png, length: 1s"),
        everything=True,
        scores=("s/a",),
    )
    assert len({step.kind.name for step in found.steps}) == 7
    for step in found.steps:
        assert step.kind.assembles == step.name.startswith("film.mp4") != step.name.startswith("s/")
    steps = found.by_key()
    for key in (*found.takes.values(), found.shown["s/b"]):
        assert steps[key].kind.is_take


def test_a_cut_that_two_files_deliver_alike_is_encoded_once():
    twice = plan(
        film(A, A, around="deliver: {film.mp4: {}, again.mp4: {}, small.mp4: {size: 32x18}}\n")
    )
    sizes = [step.params.size for step in of_kind(twice, SEGMENT)]
    assert sizes == [Size(64, 36)] * 2 + [Size(32, 18)] * 2
    assert twice.deliverables["film.mp4"] == twice.deliverables["again.mp4"]


def test_a_file_of_another_shape_says_how_it_is_filled():
    around = "deliver: {film.mp4: {}, tall.mp4: {size: 36x64, fit: pad}}\n"
    assert [step.params.fit for step in of_kind(plan(film(A, around=around)), SEGMENT)] == [
        Fit.CROP,
        Fit.PAD,
    ]


def test_a_grade_lies_in_the_segments_of_a_shot_without_effects():
    grade = "grade: {contrast: 1.2, lut: look.cube}"
    whole = film(f"{A}, {grade}", f"{A}, {grade}, effects: [{{MirrorX: {{}}}}]", A)
    steps = of_kind(plan(whole), SEGMENT)
    grades = [step.params.pictures[0].grade for step in steps]
    assert grades[0].contrast == 1.2 and grades[1:] == [None, None]
    assert [[use.role for use in step.files] for step in steps] == [["lut picture"], [], []]


def test_a_shot_that_moves_in_the_cut_is_encoded_no_more_than_it_was():
    shots = (A, "prompt: q, length: 2s", "prompt: r, length: 1s")
    one, other = (plan(film(*shots, cut=cut)) for cut in ("[s/a, s/b, s/c]", "[s/b, s/c, s/a]"))
    assert {step.key for step in of_kind(one, SEGMENT)} == {
        step.key for step in of_kind(other, SEGMENT)
    }
    assert one.deliverables != other.deliverables


def test_a_font_is_read_by_the_segments_that_show_its_words():
    words = "{text: End, length: 12f, font: f.ttf}"
    found = plan(film(A, cut=f"[s/a, {{title: {words}}}]"))
    assert [use.role for use in of_kind(found, TITLE)[0].files] == ["font 1"]
    assert not of_kind(found, SEGMENT)[0].files


def test_subtitles_hang_on_no_picture_and_a_timeline_keeps_those_that_it_links_to():
    around = "deliver: {film.srt: {}, film.otio: {}}\n"
    found = plan(film(f"{A}, takes: 2, pick: 2", A, around=around))
    assert labels(found, found.goals) == [
        "deliverable film.srt",
        "deliverable film.otio",
        "media prores s/a",
        "media prores s/b",
        "picture s/b#1",
    ]
    srt, otio = (found.by_key()[key] for key in found.deliverables.values())
    assert srt.kind is SUBTITLES and not srt.uses
    assert [use.role for use in otio.uses] == ["s_a.mov", "s_b.mov"]


# ── sound ──────────────────────────────────────────────────────────────────────────────────────


class Talkie(Flat):
    """Makes a sound beside its pictures."""

    def stages(self, request: Request, abilities: Abilities) -> tuple[Stage, ...]:
        return tuple(Stage(kind=each, request=request) for each in ("audio", "picture"))


def sound(found: Plan) -> Step:
    (step,) = [step for step in found.steps if isinstance(step.params, MixParams)]
    return step


def test_footage_sounds_from_the_place_that_is_shown():
    whole = film("footage: k.mov, in: 2s, length: 1s", A, cut="[s/b, {s/a: {in: 12f}}]")
    step = sound(plan(whole))
    (event,) = step.params.events
    assert (event.start, event.start_in_source) == (1, Fraction(5, 2))
    assert event.role == "sound 1" == step.files[0].role and step.params.length == 72000


def test_a_file_that_sounds_twice_is_read_once():
    around = (
        "sound:\n  sfx:\n    - {file: bell.wav, at: s/a}\n    - {file: bell.wav, at: s/b}\n"
        "    - {file: horn.wav, at: s/b}\n"
    )
    step = sound(plan(film(A, A, around=around)))
    assert [each.role for each in step.params.events] == ["sound 1", "sound 1", "sound 2"]
    assert [use.role for use in step.files] == ["sound 1", "sound 2"]


VOICES = (
    "cast:\n  ana: {look: red, voice: {use: reader, pace: 2}}\n  bo: {look: blue}\n"
    "sound:\n  dialogue:\n    - {who: bo, line: No., at: s/a}\n    - {who: ana, line: Yes., at: s/a + 12f}\n"
)


def test_a_line_is_spoken_where_its_speaker_has_a_voice():
    found = plan(film(A, around=VOICES))
    (voice,) = of_kind(found, VOICE)
    assert (voice.params.voice, voice.params.text, voice.params.options) == (
        "reader",
        "Yes.",
        (("pace", 2),),
    )
    step = sound(found)
    (event,) = step.params.events
    assert event.start == Fraction(1, 2) and event.role == step.uses[0].role
    assert event.seconds == Fraction(1, 2)  # then the film ends
    assert step.uses[0].key == voice.key


def test_a_block_of_sound_is_told_what_is_heard_in_it_and_no_more():
    around = (
        "sound:\n  music: [{file: m.wav, at: 12s, repeat: true, duck: dialogue}]\n"
        "  dialogue: [{file: l.wav, at: 9s, length: 1f}, {file: l.wav, at: 2s, length: 1f}]\n"
    )
    found = plan(film("prompt: p, length: 31s", around=around))
    mixes = of_kind(found, MIX)
    assert [step.params.length for step in mixes] == [480256, 480256, 480256, 47232]
    heard = [[event.mute for event in step.params.events] for step in mixes]
    assert heard == [[False, False], [False, True], [False], [False]]
    assert len(of_kind(found, TAPE)) == 1, "what repeats is read once"
    moved = plan(film("prompt: p, length: 31s", around=around.replace("at: 2s", "at: 3s")))
    assert [
        one.key == other.key for one, other in zip(mixes, of_kind(moved, MIX), strict=True)
    ] == [False, True, True, True]


def test_silent_blocks_are_one_step():
    assert len(of_kind(plan(film("prompt: p, length: 41s")), MIX)) == 2


def test_the_sound_that_a_generator_makes_is_that_of_the_take_that_is_shown():
    whole = film(f"{A}, takes: 2, pick: 2", A)
    found = plan(whole, generators=by(Talkie()))
    audio = {step.name: step.key for step in found.steps if step.kind.name == "audio"}
    step = sound(found)
    assert [(use.role, use.key) for use in step.uses] == [
        ("shot 1", audio["s/a#2"]),
        ("shot 2", audio["s/b#1"]),
    ]
    assert [event.role for event in step.params.events] == ["shot 1", "shot 2"]
    silent = replace(
        whole,
        shots=whole.shots | {"s/b": replace(whole.shots["s/b"], sound=ShotSound(heard=False))},
    )
    assert [use.role for use in sound(plan(silent, generators=by(Talkie()))).uses] == ["shot 1"]


@pytest.mark.parametrize("loudness", [None, -16.0])
def test_a_film_is_as_loud_as_it_says(loudness):
    whole = film(A)
    found = plan(replace(whole, format=replace(whole.format, loudness=loudness)))
    (step,) = of_kind(found, SOUND)
    assert step.params.loudness == loudness


def test_another_title_makes_the_file_anew_and_nothing_else():
    whole = film(A, A)
    one, other = plan(whole), plan(replace(whole, title="Other"))
    new = {step.key for step in other.steps} - {step.key for step in one.steps}
    assert labels(other, new) == ["deliverable film.mp4"]

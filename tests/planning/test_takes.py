"""One take as steps: what each part is asked for, what it goes on from, which frames are kept."""

from __future__ import annotations

import pytest

from tests.planning.planned import ALL, SMALL, asked, film, joint, pictures, plan, requests
from vfc.film.timing import Size
from vfc.generators.api import Verb
from vfc.planning.pictures import seed_of
from vfc.planning.takes import TakePlanner

A = "prompt: p, length: 48f"


def inputs(found, shot: str = "s/b") -> list[dict[str, tuple[str, int, int]]]:
    """For each request of a take: by role, the step that a range is of, its first frame, its
    frames.
    """
    steps = found.by_key()
    return [
        {
            each.role: (
                steps[next(use.key for use in step.uses if use.role == each.role)].name,
                each.start,
                each.frames,
            )
            for each in step.params.ranges
        }
        for step in asked(found, shot)
    ]


def pieces(found, shot: str = "s/b") -> list[tuple[str, int, int, int]]:
    """For each piece of a take: the step that it is cut from, its first frame, its frames, how many
    its last is held.
    """
    steps = found.by_key()
    used = {use.role: use.key for use in steps[found.takes[f"{shot}#1"]].uses}
    return [
        (steps[used[each.role]].name, each.start, each.frames, each.held)
        for each in joint(found, shot).pieces
    ]


# ── words ──────────────────────────────────────────────────────────────────────────────────────


def test_what_is_made_at_once_is_the_take_itself():
    found = plan(film("prompt: p, length: 20f", handles="4f"), grid_step=8, grid_offset=1)
    (step,) = asked(found, "s/a")
    assert step.name == "s/a#1" and found.takes["s/a#1"] == step.key
    request = step.params.request
    assert (request.frames, request.length, request.size) == (25, 20, (64, 36))


def test_parts_go_on_from_each_other_and_what_they_have_in_common_is_cut_off():
    found = plan(film("prompt: p, length: 40f", A), ("extend",), longest=20, tail=4)
    assert inputs(found, "s/a") == [{}, {"tail": ("s/a#1 1", 9, 4)}, {"tail": ("s/a#1 2", 13, 4)}]
    assert pieces(found, "s/a") == [
        ("s/a#1 1", 0, 13, 0),
        ("s/a#1 2", 4, 13, 0),
        ("s/a#1 3", 4, 14, 0),
    ]


def test_without_the_ability_each_part_begins_with_the_last_frame_before():
    found = plan(film("prompt: p, length: 40f"), ("first",), longest=22, tail=4)
    assert inputs(found, "s/a") == [{}, {"first": ("s/a#1 1", 19, 1)}]
    assert pieces(found, "s/a") == [("s/a#1 1", 0, 20, 0), ("s/a#1 2", 1, 20, 0)]


def test_each_part_has_a_seed_of_its_own_and_the_first_has_the_take_s():
    whole = film("prompt: p, length: 40f")
    seeds = [each.request.seed for each in requests(plan(whole, ("first",), longest=22), "s/a")]
    assert seeds[0] == seed_of(whole, whole.shots["s/a"], 1) != seeds[1]


def test_frames_beyond_those_that_a_part_was_made_for_are_not_gone_on_from():
    found = plan(film("prompt: p, length: 40f"), ("first",), longest=25, grid_step=8, grid_offset=1)
    assert [each.request.frames for each in requests(found, "s/a")] == [25, 25]
    assert inputs(found, "s/a")[1] == {"first": ("s/a#1 1", 19, 1)}


def test_a_shot_goes_on_from_the_tail_of_the_one_before_and_has_none_of_its_frames():
    found = plan(film(A, "prompt: q, after: s/a, length: 20f", handles="6f"), ("extend",), tail=5)
    assert inputs(found) == [{"tail": ("s/a#1", 43, 5)}], "the last of its own, not of its handles"
    assert pieces(found) == [("s/b#1 1", 5, 26, 0)]
    assert joint(found).pieces[0].match is None


def test_colours_are_matched_to_the_shot_before_where_both_show_the_same():
    b = "prompt: q, after: {of: s/a, match: true}, length: 20f"
    (piece,) = joint(plan(film(A, b), ("extend",), tail=5)).pieces
    assert (piece.match.start, piece.match.own, piece.match.frames) == (43, 0, 5)


def test_a_last_frame_is_the_shot_s_and_its_handles_hold_it():
    b = "prompt: q, last: s/a@first, length: 20f"
    found = plan(film(A, b, handles="6f"), SMALL, grid_step=8, grid_offset=1)
    assert inputs(found) == [{"last": ("s/a#1", 0, 1)}] and pieces(found) == [("s/b#1 1", 0, 20, 6)]
    (piece,) = joint(found).pieces
    assert (piece.retime.of, piece.retime.over) == (25, 20), "25 frames on the grid end at the 20th"


def test_of_several_parts_the_last_ends_on_the_last_frame():
    found = plan(film(A, "prompt: q, last: s/a@first, length: 40f"), SMALL, longest=22)
    assert inputs(found) == [{}, {"first": ("s/b#1 1", 19, 1), "last": ("s/a#1", 0, 1)}]


def test_a_picture_may_be_any_frame_of_a_shot_and_no_frame_of_its_handles():
    for named, frame in (("first", 0), ("7f", 7), ("last", 47)):
        b = f"prompt: q, first: s/a@{named}, length: 20f"
        assert inputs(plan(film(A, b, handles="6f"), SMALL)) == [{"first": ("s/a#1", frame, 1)}]


CARDS = "prompt: q, length: 48f, storyboard: {0f: {words: one, image: s/a@first}, 24f: {words: two, image: s/a@last}}"


def test_cards_that_are_followed_go_to_the_generator_with_their_pictures():
    found = plan(film(A, CARDS), ("cards",))
    (request,) = [each.request for each in requests(found)]
    assert [(each.frame, each.words) for each in request.cards] == [(0, "one"), (24, "two")]
    assert inputs(found) == [{"card 1": ("s/a#1", 0, 1), "card 2": ("s/a#1", 47, 1)}]
    assert request.prompt.words == "q"


def test_pictures_alone_are_held_at_their_frames_without_words():
    cards = CARDS.replace("words: two, ", "")
    (request,) = [each.request for each in requests(plan(film(A, cards), ("keyframes",)))]
    assert [(each.frame, each.words) for each in request.cards] == [(0, ""), (24, "")]
    assert request.prompt.words == "q, one"


def test_a_part_between_two_cards_with_pictures_begins_and_ends_on_them():
    found = plan(film(A, CARDS), ("first", "last"))
    assert inputs(found) == [
        {"first": ("s/a#1", 0, 1), "last": ("s/a#1", 47, 1)},
        {"first": ("s/a#1", 47, 1)},
    ]
    assert [each.request.prompt.words for each in requests(found)] == ["q, one", "q, two"]
    assert pieces(found) == [("s/b#1 1", 0, 24, 0), ("s/b#1 2", 0, 24, 0)]


def test_cards_after_another_shot_are_counted_from_the_end_of_its_tail():
    b = "prompt: q, after: s/a, length: 48f, storyboard: {0f: one, 24f: two}"
    (params,) = requests(plan(film(A, b), ("cards", "extend"), tail=5))
    assert [each.frame for each in params.request.cards] == [5, 29]


def test_a_size_that_the_generator_has_not_is_made_larger_and_joined_at_the_film_s():
    found = plan(film(A), size_multiple=48)
    assert requests(found, "s/a")[0].request.size == Size(96, 48)
    assert joint(found, "s/a").size == (64, 36) and pieces(found, "s/a") == [("s/a#1 1", 0, 48, 0)]


@pytest.mark.parametrize(("makes", "told"), [(("speech",), ["Hello."]), ((), [])])
def test_lines_go_to_a_generator_that_has_people_speak(makes, told):
    around = "cast: {ana: {look: red}}\n"
    whole = film("prompt: $ana, length: 3s, lines: [{who: ana, line: Hello.}]", around=around)
    (params,) = requests(plan(whole, makes), "s/a")
    assert [each.text for each in params.request.lines] == told


def test_a_keyframe_is_one_frame_of_another_generator_under_a_camera_that_stands():
    b = "prompt: q, length: 20f, camera: {framing: wide, move: push in}, first: {generator: paint, prompt: r}"
    found = plan(film(A, b), ("first",), shortest=5)
    keyframe, picture = requests(found)
    assert [step.name for step in asked(found)] == ["s/b#1 first", "s/b#1"]
    assert (keyframe.request.frames, keyframe.request.length) == (5, 1)
    assert (keyframe.request.camera.framing, keyframe.request.camera.move) == ("wide", "")
    assert keyframe.request.prompt.words == "r" and keyframe.request.prompt.camera == "wide shot"
    assert picture.request.camera.move == "push in"
    assert inputs(found)[1] == {"first": ("s/b#1 first", 0, 1)}


# ── the verbs ──────────────────────────────────────────────────────────────────────────────────


def test_a_remix_is_asked_for_by_its_strength():
    found = plan(film(A, "prompt: q, remix: {of: s/a, strength: 0.5}", handles="6f"), ALL)
    (params,) = requests(found)
    assert (params.request.verb, params.request.strength) == (Verb.REMIX, 0.5)
    assert inputs(found) == [{"of": ("s/a#1", 0, 54)}] and asked(found)[0].name == "s/b#1"


def test_a_remix_of_another_size_is_joined_with_all_that_was_made():
    b = "prompt: q, remix: {of: s/a, strength: 0.5}"
    found = plan(film(A, b), ALL, size_multiple=48, grid_step=8, grid_offset=1)
    assert pieces(found) == [("s/b#1 1", 0, 49, 0)] and joint(found).frames == 49


def test_a_remix_of_strength_0_asks_nobody():
    found = plan(film(A, "prompt: q, remix: {of: s/a, strength: 0}", handles="6f"))
    assert not asked(found) and pieces(found) == [("s/a#1", 0, 54, 0)]


@pytest.mark.parametrize(("makes", "given", "overlap"), [(ALL, "tail", 4), (SMALL, "first", 1)])
def test_an_extension_keeps_its_source_and_makes_the_rest_with_its_handles(makes, given, overlap):
    found = plan(film(A, "prompt: q, extend: {of: s/a, by: 20f}", handles="6f"), makes, tail=4)
    assert inputs(found) == [{given: ("s/a#1", 48 - overlap, overlap)}]
    assert pieces(found) == [("s/a#1", 0, 48, 0), ("s/b#1 1", overlap, 26, 0)]


@pytest.mark.parametrize(("makes", "given", "overlap"), [(ALL, "head", 4), (SMALL, "last", 1)])
def test_an_extension_toward_the_start_ends_on_its_source(makes, given, overlap):
    b = "prompt: q, extend: {of: s/a, by: 20f, toward: start}"
    found = plan(film(A, b, handles="6f"), makes, tail=4, grid_step=8, grid_offset=1)
    (params,) = requests(found)
    assert inputs(found) == [{given: ("s/a#1", 0, overlap)}]
    extra = params.request.frames - 20 - overlap
    assert pieces(found) == [("s/b#1 1", extra, 20, 0), ("s/a#1", 0, 54, 0)]


def test_a_long_extension_toward_the_start_is_made_backward():
    b = "prompt: q, extend: {of: s/a, by: 20f, toward: start}"
    found = plan(film(A, b), ALL, tail=4, longest=16)
    assert inputs(found) == [{"head": ("s/a#1", 0, 4)}, {"head": ("s/b#1 1", 0, 4)}]
    assert pieces(found) == [("s/b#1 2", 0, 8, 0), ("s/b#1 1", 0, 12, 0), ("s/a#1", 0, 48, 0)]


def test_a_long_extension_goes_on_from_its_own_parts():
    found = plan(film(A, "prompt: q, extend: {of: s/a, by: 20f}"), ALL, tail=4, longest=16)
    assert inputs(found) == [{"tail": ("s/a#1", 44, 4)}, {"tail": ("s/b#1 1", 12, 4)}]
    assert pieces(found)[1:] == [("s/b#1 1", 4, 12, 0), ("s/b#1 2", 4, 8, 0)]


def test_every_part_of_a_long_extension_is_matched_to_what_it_extends():
    """Else colours would drift from part to part."""
    for toward, starts, owns in (("end", [44, 44], [0, 0]), ("start", [0, 0], [8, 12])):
        b = f"prompt: q, extend: {{of: s/a, by: 20f, toward: {toward}, match: true}}"
        found = plan(film(A, b), ALL, tail=4, longest=16)
        matches = [each.match for each in joint(found).pieces if each.match]
        assert [each.start for each in matches] == starts
        assert [each.own for each in matches] == owns
        used = {use.role: use.key for use in found.by_key()[found.takes["s/b#1"]].uses}
        assert {used[each.role] for each in matches} == {found.takes["s/a#1"]}


def test_a_recut_plans_what_comes_before_and_after_its_kept_part():
    b = "prompt: q, recut: {of: s/a, keep: [10f, 30f]}, length: 60f"
    found = plan(film(A, b, handles="3f"), ALL, tail=4)
    assert inputs(found) == [{"head": ("s/a#1", 10, 4)}, {"tail": ("s/a#1", 26, 4)}]
    assert pieces(found) == [("s/b#1 1", 0, 10, 0), ("s/a#1", 10, 20, 0), ("s/b#1 2", 4, 33, 0)]


def test_a_recut_that_ends_with_its_kept_part_has_the_source_s_own_handles():
    b = "prompt: q, recut: {of: s/a, keep: [10f, 30f]}, length: 30f"
    found = plan(film(A, b, handles="3f"), ALL, tail=4)
    assert pieces(found) == [("s/b#1 1", 0, 10, 0), ("s/a#1", 10, 23, 0)]


@pytest.mark.parametrize(
    ("makes", "given"),
    [
        (ALL, {"from": ("s/a#1", 44, 4), "into": ("s/b#1", 0, 4)}),
        (SMALL, {"first": ("s/a#1", 47, 1), "last": ("s/b#1", 0, 1)}),
    ],
)
def test_a_blend_is_made_with_both_ends_which_are_cut_off(makes, given):
    c = "prompt: q, blend: {from: s/a, into: s/b, curve: ease-in}, length: 10f"
    found = plan(film(A, "prompt: o, length: 24f", c, handles="5f"), makes, tail=4)
    (params,) = requests(found, "s/c")
    assert params.request.frames == 12 and inputs(found, "s/c") == [given]
    assert pieces(found, "s/c") == [("s/c#1 1", 1, 10, 0), ("s/b#1", 0, 5, 0)]
    native = makes == ALL
    assert (params.request.verb, params.request.curve) == (
        (Verb.BLEND, "ease-in") if native else (Verb.WORDS, "")
    )
    retime = joint(found, "s/c").pieces[0].retime
    assert retime is None if native else retime.curve == "ease-in"


def test_a_loop_closes_in_its_seam_and_its_handles_run_round():
    found = plan(film(A, "prompt: q, loop: {of: s/a, seam: 38f}", handles="24f"), ALL, tail=4)
    assert inputs(found) == [{"from": ("s/a#1", 6, 4), "into": ("s/a#1", 0, 4)}]
    assert pieces(found) == [
        ("s/a#1", 0, 10, 0),
        ("s/b#1 1", 1, 38, 0),
        ("s/a#1", 0, 10, 0),
        ("s/a#1", 0, 10, 0),
        ("s/a#1", 0, 4, 0),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "after: s/a, length: 37f",
        "length: 37f, first: s/a@last, last: s/a@first",
        "extend: {of: s/a, by: 19f}",
        "extend: {of: s/a, by: 19f, toward: start}",
        "recut: {of: s/a, keep: [5f, 20f]}, length: 50f",
        "recut: {of: s/a, keep: [5f, 20f]}, length: 17f",
        "loop: {of: s/a, seam: 10f}",
        "blend: {from: s/a, into: s/a}, length: 10f",
        "remix: {of: s/a, strength: 0}",
        "length: 96f, storyboard: {0f: one, 30f: {words: two, image: s/a@first}, 60f: three}",
    ],
)
@pytest.mark.parametrize(
    ("makes", "can"),
    [
        (ALL, {"tail": 3}),
        (SMALL, {}),
        (ALL, {"tail": 3, "longest": 17, "grid_step": 4, "grid_offset": 1}),
        (SMALL, {"longest": 17, "grid_step": 8, "grid_offset": 1}),
    ],
)
def test_the_pieces_are_the_shot_and_its_handles_and_no_part_is_longer_than_can_be_made(
    words, makes, can
):
    found = plan(film(A, f"prompt: q, {words}", handles="7f"), makes, **can)
    join = found.by_key()[found.takes["s/b#1"]].params
    if hasattr(join, "pieces"):
        assert sum(each.frames + each.held for each in join.pieces) == join.frames
    made = {step.name: step.params.request.frames for step in asked(found)}
    assert all(frames <= can.get("longest", 999) for frames in made.values())
    for name, start, frames, _ in pieces(found) if hasattr(join, "pieces") else ():
        if name in made:
            assert start + frames <= made[name], "nothing is taken that was not made"


@pytest.mark.parametrize("words", ["footage: k.mov, length: 1s", "still: a.png, length: 1s"])
def test_what_is_cut_from_a_file_is_no_work_of_a_generator(words):
    whole = film(words)
    with pytest.raises(TypeError, match="s/a is cut from a file"):
        TakePlanner(pictures(whole), whole.shots["s/a"], 1, 7, False).picture()

"""What pictures are planned of: seeds, takes, choices, and what a generator's steps hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.language.resolving import read
from tests.planning.planned import asked, by, film, pictures, plan, requests
from vfc.film.model import Camera, Film, GeneratorUse
from vfc.film.timing import Size
from vfc.generators.api import ABILITIES, Abilities, Request, Stage, StageKind
from vfc.planning.pictures import PlannedGenerator, picture_frames, seed_of
from vfc.recipes.keys import key_of
from vfc.recipes.kinds import FINISH, FOOTAGE, SCORE, STILL, Tools
from vfc.recipes.params import FinishParams, FootageParams, ScoreParams, StillParams
from vfc.recipes.step import FileUse, Pin
from vfc.testing import Flat

WORDS = "prompt: p, length: 1s"


class Staged(Flat):
    """Makes embeddings of the words alone, latents of them, then frames and a sound."""

    def __init__(self, **can):
        super().__init__(costs=True, makes=("first", "sound"), **can)

    def stages(self, request: Request, abilities: Abilities) -> tuple[Stage, ...]:
        words = replace(
            request, camera=Camera(), size=Size(0, 0), frames=0, length=0, seed=0, inputs=()
        )
        return (
            Stage(kind=StageKind.EMBED, request=words, pool="cpu"),
            Stage(kind=StageKind.LATENTS, request=request, uses=(StageKind.EMBED,)),
            Stage(kind=StageKind.AUDIO, request=request, uses=(StageKind.LATENTS,)),
            Stage(
                kind=StageKind.PICTURE,
                request=replace(request, inputs=()),
                uses=(StageKind.LATENTS,),
            ),
        )


# ── seeds and takes ────────────────────────────────────────────────────────────────────────────


def test_a_seed_is_of_the_film_the_shot_s_first_name_and_the_take():
    whole = film(WORDS, WORDS)
    a, b = whole.shots.values()
    seeds = {seed_of(whole, a, 1), seed_of(whole, a, 2), seed_of(whole, b, 1)}
    assert len(seeds | {seed_of(replace(whole, seed=2), a, 1)}) == 4
    assert seed_of(whole, replace(a, name="s/other"), 1) == seed_of(whole, a, 1)


def test_a_seed_that_the_text_says_counts_on_from_take_to_take():
    whole = film(f"{WORDS}, seed: 7")
    assert [seed_of(whole, whole.shots["s/a"], take) for take in (1, 2, 3)] == [7, 8, 9]


def test_handles_are_made_beyond_the_shot():
    assert picture_frames(film(WORDS, handles="5f").shots["s/a"]) == 29


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (WORDS, [1]),
        (f"{WORDS}, takes: 3", [1, 2, 3]),
        (f"{WORDS}, takes: 3, pick: best", [1, 2, 3]),
        ("footage: k.mov, length: 1s", [1]),
        ("still: a.png, length: 1s", [1]),
    ],
)
def test_a_shot_has_the_takes_that_it_asks_for_and_a_file_has_one(words, numbers):
    whole = film(words)
    assert list(pictures(whole).take_numbers(whole.shots["s/a"])) == numbers


def test_a_pick_beyond_the_takes_is_a_take():
    whole = film(f"{WORDS}, takes: 2")
    assert list(pictures(whole).take_numbers(replace(whole.shots["s/a"], pick=4))) == [1, 2, 3, 4]


def test_the_take_that_is_shown_is_the_picked_one_the_best_or_the_first():
    whole = film(
        f"{WORDS}, takes: 3, pick: 2", f"{WORDS}, takes: 3, pick: best", f"{WORDS}, takes: 3"
    )
    found, (picked, best, neither) = pictures(whole), whole.shots.values()
    assert [found.shown_take(each) for each in (picked, best, neither)] == [2, 1, 1]
    assert [found.settled(each) for each in (picked, best, neither)] == [True, False, True]
    found.choices["s/b"] = 3
    assert found.shown_take(best) == 3 and found.settled(best)


def test_the_best_of_one_is_settled():
    whole = film(f"{WORDS}, takes: 2")
    assert pictures(whole).settled(replace(whole.shots["s/a"], takes=1, pick="best"))


def contest(whole: Film, **more) -> str:
    return pictures(whole, **more).contest(whole.shots["s/a"])


def test_a_choice_is_bound_to_its_takes_and_to_what_they_are_measured_by():
    words = "takes: 2, pick: best, preset: ink"
    around = "presets: {ink: {style: i, references: [ink.jpg]}}\n"
    whole = film(f"{WORDS}, {words}", around=around)
    others = [
        film(f"prompt: q, length: 1s, {words}", around=around),
        film(f"{WORDS}, {words}", around=around.replace("ink.jpg", "pen.jpg")),
        replace(whole, scores=(("intact", 9.0),)),
    ]
    assert len({contest(each) for each in [whole, *others]}) == 4
    assert contest(whole) == contest(film(f"{WORDS}, {words}", WORDS, around=around))


def test_an_upgrade_of_the_library_that_measures_chooses_nothing_again():
    whole = film(f"{WORDS}, takes: 2, pick: best")
    old, new = (plan(whole, tools=Tools(picture=each)) for each in ("av 1", "av 2"))
    assert old.contests == new.contests and old.scores != new.scores


# ── what is cut from files, graded, measured ───────────────────────────────────────────────────


def only_step(whole: Film, kind):
    (found,) = [step for step in plan(whole).steps if step.kind is kind]
    return found


def test_footage_begins_where_its_in_point_is_and_has_its_handles():
    step = only_step(film("footage: k.mov, in: 2s, length: 1s", handles="5f"), FOOTAGE)
    assert isinstance(step.params, FootageParams)
    assert (step.params.start, step.params.frames, step.params.pictures) == (2, 29, 1)
    assert [use.role for use in step.files] == ["footage"]


def test_numbered_pictures_say_how_many_are_a_second():
    step = only_step(film("footage: k.seq, rate: 12, length: 1s"), FOOTAGE)
    assert isinstance(step.params, FootageParams)
    assert (step.params.pictures, step.params.rate) == (12, 24)


def test_a_still_moves_over_the_shot_and_not_over_its_handles():
    step = only_step(film("still: a.png, length: 1s, camera: {move: push in}", handles="5f"), STILL)
    assert isinstance(step.params, StillParams)
    assert (step.params.length, step.params.frames) == (24, 29)
    assert step.params.camera.move == "push in"


def test_a_grade_alone_is_no_step_and_an_effect_is_one_over_the_graded_take():
    grade = "grade: {contrast: 1.2, lut: look.cube}"
    assert FINISH not in {step.kind for step in plan(film(f"{WORDS}, {grade}")).steps}
    found = plan(film(f"{WORDS}, {grade}, effects: [{{MirrorX: {{}}}}]", handles="5f"))
    (step,) = [step for step in found.steps if step.kind is FINISH]
    assert isinstance(step.params, FinishParams)
    assert step.params.grade.contrast == 1.2 and step.params.frames == 29
    assert [use.role for use in step.files] == ["lut"]
    assert found.shown["s/a"] == step.key and step.uses[0].key == found.takes["s/a#1"]


@pytest.mark.parametrize(
    ("camera", "asked"),
    [("", None), (", camera: {move: static}", False), (", camera: {move: push in}", True)],
)
def test_movement_is_measured_by_what_the_text_asks_for(camera, asked):
    found = plan(film(f"{WORDS}{camera}"), scores=("s/a",))
    (step,) = [step for step in found.steps if step.kind is SCORE]
    assert isinstance(step.params, ScoreParams)
    assert step.params.motion_asked is asked and step.params.frames == 24


# ── what generators make ───────────────────────────────────────────────────────────────────────


def test_a_generator_that_is_not_here_costs_and_may_do_anything():
    found = pictures(
        film(WORDS), generators={"previs": PlannedGenerator(version=1, generator=None)}
    )
    nowhere = GeneratorUse(name="nowhere", use="nowhere")
    for use in (nowhere, GeneratorUse(name="previs", use="previs")):
        assert found.abilities(use).costs and found.abilities(use).makes == set(ABILITIES)


def test_what_the_lock_holds_of_a_generator_wins_over_what_it_says_itself():
    locked = Abilities(longest=12, makes=frozenset({"extend"}))
    generators = by(Flat(longest=99), locked=locked)
    assert generators["previs"].abilities(()) == locked
    assert len(asked(plan(film(WORDS), generators=generators), "s/a")) == 3


def test_options_that_leave_every_bit_alone_stand_beside_the_key():
    can = {"options": (("detail", 1), ("seasons", True)), "unkeyed": ("seasons",)}
    (params,) = requests(plan(film(WORDS), **can), "s/a")
    assert params.request.options == (("detail", 1),)
    assert params.unkeyed == (("seasons", True),)


def test_where_a_model_lies_counts_no_more_once_its_revision_is_known():
    text = (
        "title: T\ngenerators: {flux: {use: previs, model: org/a}}\ngenerator: flux\n"
        "scenes: {s: {shots: {a: {prompt: p, length: 1s}}}}\n"
    )
    installed = {"previs": lambda name, options: (("model", "org/a"), ("steps", 4))}
    whole, _ = read(text, installed=installed)
    moved, _ = read(text.replace("model: org/a", "model: org/b"), installed=installed)
    for revision, same in (("", False), ("abc", True)):
        known = {"flux": PlannedGenerator(version=1, generator=Flat(), revision=revision)}
        one, other = (plan(each, generators=known).takes["s/a#1"] for each in (whole, moved))
        assert (one == other) == same
    found = requests(plan(whole, generators=known), "s/a")
    assert dict(found[0].whole_request.options)["model"] == "org/a"


@pytest.mark.parametrize(("costs", "same"), [(True, True), (False, False)])
def test_a_newer_build_of_what_draws_makes_anew_only_what_cost_nothing(costs, same):
    keys = {
        plan(film(WORDS), generators=by(Flat(costs=costs), build=build)).takes["s/a#1"]
        for build in ("cv 1", "cv 2")
    }
    assert (len(keys) == 1) == same


def test_how_a_file_is_read_counts_where_a_free_picture_is_made_of_it():
    first = f"{WORDS}, first: a.png"
    (free,) = asked(plan(film(first), ("first",)), "s/a")
    (paid,) = asked(plan(film(first), ("first",), costs=True), "s/a")
    assert f'"version":"1 still {STILL.version}"' in free.content
    assert '"version":1' in paid.content
    (plain,) = asked(plan(film(WORDS), ("first",)), "s/a")
    assert '"version":1' in plain.content


def test_what_costs_is_known_by_shot_take_and_part():
    words = "prompt: p, length: 40f, takes: 2, pick: 1"
    found = plan(film(words), ("extend",), costs=True, longest=30)
    steps = found.by_key()
    assert list(found.costly) == [
        ("s/a", 1, "1"),
        ("s/a", 1, "2"),
        ("s/a", 2, "1"),
        ("s/a", 2, "2"),
    ]
    for key in found.costly.values():
        assert steps[key].pool == "gpu" and steps[key].setup == "picture previs"
    assert not plan(film(words), ("extend",), longest=30).costly


def test_a_join_of_what_cost_is_kept_as_well_as_its_parts():
    for costs in (True, False):
        found = plan(film("prompt: p, length: 40f"), ("extend",), costs=costs, longest=30)
        assert found.by_key()[found.takes["s/a#1"]].params.rgb == costs


def test_stages_that_would_make_the_same_are_one_step():
    found = plan(film(f"{WORDS}, takes: 2, pick: 1"), generators=by(Staged()), everything=True)
    kinds = [step.kind.name for step in found.steps if step.costs]
    assert [kinds.count(each) for each in ("embed", "latents", "audio", "picture")] == [1, 2, 2, 2]
    assert next(step for step in found.steps if step.kind.name == "embed").pool == "cpu"


def test_a_stage_is_made_of_those_before_it_and_of_inputs_only_where_it_asks_for_them():
    found = plan(film(f"{WORDS}, first: a.png"), generators=by(Staged()))
    steps = {step.kind.name: step for step in found.steps if step.costs}
    assert [use.role for use in steps["picture"].uses] == ["latents"]
    assert steps["latents"].uses[0].key == steps["embed"].key
    assert {name: [use.role for use in each.files] for name, each in steps.items()} == {
        "embed": [],
        "latents": ["first"],
        "audio": ["first"],
        "picture": [],
    }


def test_the_sound_that_comes_with_a_picture_costs_with_it():
    found = plan(film(WORDS), generators=by(Staged()))
    assert list(found.costly) == [("s/a", 1, "sound"), ("s/a", 1, "")]


# ── what takes are derived from ────────────────────────────────────────────────────────────────


def test_a_take_is_derived_from_the_shown_take_or_from_the_one_that_is_named():
    a = f"{WORDS}, takes: 2, pick: 2"
    found = plan(
        film(a, "prompt: q, remix: {of: s/a}", "prompt: q, remix: {of: 's/a#1'}"), ("remix",)
    )
    of = {shot: pin.key for (shot, _, role), pin in found.derived.items() if role == "of"}
    assert of == {"s/b": found.takes["s/a#2"], "s/c": found.takes["s/a#1"]}
    assert found.derived["s/b", 1, "of"] == Pin(
        key=found.takes["s/a#2"], digest="", frames=24, made=24
    )


def test_a_pinned_shot_is_made_of_what_the_lock_holds():
    whole = film(WORDS, "prompt: q, remix: {of: s/a}, pin: true")
    pin = Pin(key=key_of("of before"), digest="d" * 64, frames=20, made=26)
    found = pictures(whole, makes=("remix",), pins={("s/b", 1, "of"): pin})
    for shot in whole.shots.values():
        found.picture(shot, 1)
    step = found.collector.steps[pin.key]
    assert step.label == "pinned s/a of s/b#1" and step.locked == "d" * 64
    made = found.collector.steps[found.takes["s/b#1"]]
    assert made.uses[0].key == pin.key != found.takes["s/a#1"]
    unpinned = replace(whole.shots["s/b"], pin=False)
    found = pictures(whole, makes=("remix",), pins={("s/b", 1, "of"): pin})
    found.picture(unpinned, 1)
    assert pin.key not in found.collector.steps


def test_the_looks_of_those_mentioned_go_to_the_generator():
    whole = film(
        "prompt: $bo meets $ana, length: 1s", around="cast: {ana: {look: red}, bo: {look: blue}}\n"
    )
    (params,) = requests(plan(whole), "s/a")
    assert params.request.cast == ("blue", "red")


def test_a_prompt_that_is_the_same_is_the_same_step():
    """Under a seed of its own, whatever the shot is called."""
    found = plan(film(f"{WORDS}, seed: 7", f"{WORDS}, seed: 7"))
    assert found.takes["s/a#1"] == found.takes["s/b#1"]
    assert len(asked(found, "s/a")) == 1 and not asked(found, "s/b")


def test_file_uses_are_by_digest_alone():
    step = only_step(film("still: a.png, length: 1s"), STILL)
    assert step.files == (FileUse("still", step.files[0].digest),)
    assert "a.png" not in step.content

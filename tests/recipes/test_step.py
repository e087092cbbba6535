"""Steps as data: the label, the seed of the grain, a plan by its keys."""

from __future__ import annotations

import pickle
from dataclasses import replace

from tests.recipes.samples import sample, step
from vfc.recipes.kinds import FINISH
from vfc.recipes.params import FinishParams, FootageParams
from vfc.recipes.step import FileUse, Plan, Use, grain_seed


def test_a_label_is_what_people_call_a_step_and_no_part_of_its_key():
    one, other = step(sample(FootageParams)), step(sample(FootageParams), name="s/b#1")
    assert (one.label, other.label) == ("picture s/a#1", "picture s/b#1")
    assert one.key == other.key


def test_a_step_arrives_in_another_process_as_it_was():
    one = step(
        sample(FinishParams), kind=FINISH, files=(FileUse("lut", "d"),), uses=(Use("picture", "k"),)
    )
    assert pickle.loads(pickle.dumps(one)) == one


def test_the_grain_of_a_picture_is_by_its_key_wherever_it_is_graded():
    key = step(sample(FootageParams)).key
    assert grain_seed(key) == grain_seed(key[:8] + "0" * 56) < 2**32
    assert grain_seed("0000000f" + "f" * 56) == 15


def test_a_plan_knows_its_steps_by_their_keys():
    one = step(sample(FootageParams))
    other = step(replace(sample(FootageParams), frames=12))
    assert Plan(profile=None, steps=(one, other), goals=()).by_key() == {
        one.key: one,
        other.key: other,
    }

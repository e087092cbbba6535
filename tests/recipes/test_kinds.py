"""Kinds: how a kind is called, what stamps its keys, which of its names are taken."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from vfc.generators.api import StageKind
from vfc.recipes import kinds
from vfc.recipes.kinds import FOOTAGE, LETTERING, PLURALS, TIMELINE, Kind, Tools

TOOLS = Tools(picture="av 1", sound="av 2", titles="pillow 3", effects="moviepy 4")
KINDS = {name: each for name, each in vars(kinds).items() if isinstance(each, Kind)}


def test_the_stamp_of_a_kind_is_its_word_its_version_and_its_builds():
    assert FOOTAGE.stamp(TOOLS) == f"footage {FOOTAGE.version} av 1"
    assert LETTERING.stamp(TOOLS) == f"{LETTERING.version} pillow 3"
    assert TIMELINE.stamp(TOOLS) == TIMELINE.version


@pytest.mark.parametrize("tool", [each.name for each in fields(Tools)])
def test_a_library_s_build_counts_in_the_kinds_that_name_it_and_in_no_other(tool):
    other = replace(TOOLS, **{tool: "newer"})
    stamped = {name for name, each in KINDS.items() if each.stamp(other) != each.stamp(TOOLS)}
    assert stamped == {name for name, each in KINDS.items() if tool in each.tools} != set()


def test_a_raised_version_changes_the_stamp():
    for each in KINDS.values():
        assert replace(each, version=each.version + 1).stamp(TOOLS) != each.stamp(TOOLS)


def test_kinds_of_one_name_have_stamps_or_params_that_tell_them_apart():
    """A generator stamps what it makes with its own version."""
    pictures = [each for each in KINDS.values() if each.name == "picture" and not each.stage]
    assert len({each.stamp(TOOLS) for each in pictures}) == len(pictures) == 4
    assert len({each.stamp(Tools()) for each in pictures}) == len(pictures)


def test_each_stage_of_a_generator_has_a_kind():
    assert {each.stage for each in KINDS.values() if each.stage} == set(StageKind)


def test_what_no_s_makes_several_of_says_what_they_are_called():
    assert {each.name: each.many for each in KINDS.values() if each.many} == PLURALS
    assert PLURALS["finish"] == "finishes" and PLURALS["latents"] == "latents"


@pytest.mark.parametrize("name", [name for name, each in KINDS.items() if each.action])
def test_what_is_made_is_expected_to_take_time(name):
    a_frame, a_megapixel = KINDS[name].seconds
    assert a_frame > 0 and a_megapixel >= 0

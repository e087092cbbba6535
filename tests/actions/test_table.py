"""Every kind of step has an action that makes it, found by its name."""

from __future__ import annotations

import inspect
from importlib import import_module

import pytest

from tests.actions.working import Bench
from tests.recipes.samples import sample, step
from vfc.actions.table import action
from vfc.errors import AbilityError
from vfc.generators.registry import Registry
from vfc.recipes import kinds
from vfc.recipes.kinds import PICTURE, TIMELINE, Kind
from vfc.recipes.params import GeneratedParams, TimelineParams
from vfc.voices.registry import VoiceRegistry

KINDS = {name: each for name, each in vars(kinds).items() if isinstance(each, Kind) and each.action}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_an_action_that_takes_what_it_is_handed(name):
    module, _, function = KINDS[name].action.partition(".")
    found = getattr(import_module(f"vfc.actions.{module}"), function)
    handed = ["step", "inputs", "context"]
    first = ["voices"] if KINDS[name].speaks else ["registry"] if KINDS[name].stage else []
    assert list(inspect.signature(found).parameters) == [*first, *handed]


def test_each_action_is_of_a_kind():
    actions = {
        f"{module}.{name}"
        for module in (
            "boards",
            "deliverables",
            "editmedia",
            "originals",
            "pictures",
            "proxies",
            "scores",
            "segments",
            "sequences",
            "sounds",
            "steady",
            "voices",
        )
        for name in vars(import_module(f"vfc.actions.{module}"))
        if name.startswith("make_")
    }
    assert actions == {each.action for each in KINDS.values()}


def test_a_step_is_made_by_the_action_of_its_kind(tmp_path):
    path = action(Registry([]), VoiceRegistry())(
        step(sample(TimelineParams), kind=TIMELINE), {}, Bench(tmp_path)
    )
    assert path.read_text() == "{}"


def test_a_generator_s_step_is_made_by_those_that_are_here(tmp_path):
    with pytest.raises(AbilityError, match="'flat', which is not installed"):
        action(Registry([]), VoiceRegistry())(
            step(sample(GeneratedParams), kind=PICTURE), {}, Bench(tmp_path)
        )

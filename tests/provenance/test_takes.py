"""What a cut's map says of what made a picture: parts, models, seeds, cost, what they were made on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from vfc.generators.registry import Registry
from vfc.project.load import load
from vfc.project.plan import Planned, plan_film
from vfc.project.workspace import find_workspace
from vfc.provenance.dependencies import model_of
from vfc.provenance.takes import taken_pictures
from vfc.recipes.params import GeneratedParams
from vfc.store.api import PIECES, Trace
from vfc.testing import Flat

FILM = """\
title: T
format: {size: 64x36, rate: 24}
handles: 0f
generator: flat
scenes:
  s:
    shots:
      a: {prompt: a picture, length: 8f, takes: 2, pick: 2}
      b: {prompt: more, length: 12f, extend: {of: s/a, by: 4f}}
"""


def planned(folder: Path) -> Planned:
    (folder / "film.yaml").write_text(FILM)
    registry = Registry([])
    registry.add(Flat(makes=("first", "last"), costs=True))
    return plan_film(load(find_workspace(folder), registry=registry))


def test_a_take_says_its_seed_its_cost_and_what_it_was_made_on(tmp_path):
    found = planned(tmp_path)
    plan, film = found.plan, found.loaded.film
    key = plan.takes["s/a#2"]
    environment = {"card": "one", "billed": "0.45 USD", PIECES: "ab cd", "long": "x" * 500}
    trace = Trace(key=key, label="", content="", inputs=(), environment=json.dumps(environment))
    taken = taken_pictures(plan, film, film.shots, {key: trace})["s/a"]
    step = plan.by_key()[key]
    assert isinstance(step.params, GeneratedParams)
    assert (taken.take, taken.label) == (2, "picture s/a#2")
    assert taken.by == (
        {
            "generator": "flat",
            "seed": str(step.params.request.seed),
            "cost": "0.45 USD",
            "environment": {"card": "one"},
        },
    )


def test_a_derived_take_says_what_it_is_joined_from_and_what_made_its_parts(tmp_path):
    found = planned(tmp_path)
    taken = taken_pictures(found.plan, found.loaded.film, found.loaded.film.shots, {})["s/b"]
    assert [(each["of"], each["start"], each["frames"]) for each in taken.pieces] == [
        ("s/a#2", 0, 8),
        ("s/b#1 1", 1, 4),
    ]
    assert [each["part"] for each in taken.by] == ["1"]


def test_a_model_in_a_folder_of_this_machine_is_told_by_its_name_alone(tmp_path):
    step = planned(tmp_path).plan.steps[0]
    assert isinstance(step.params, GeneratedParams)
    own = replace(step.params, unkeyed=(("model", "/home/ana/models/wan"),), revision="abc")
    assert model_of(own) == ("wan", "abc")
    hub = replace(step.params, unkeyed=(("model", "Wan-AI/Wan2.2"), ("revision", "main")))
    assert model_of(hub) == ("Wan-AI/Wan2.2", "main")

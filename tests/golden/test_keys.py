"""A golden of the examples' keys: a key changes only where somebody means it to.

The libraries' builds are left out of the keys here, so that the golden holds whatever is installed.
Remake it with `make goldens`, and raise an implementation version where pictures change.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import vfc
from vfc.generators.previs.generator import Previs
from vfc.planning.plan import make_plan
from vfc.project.generators import generators_of
from vfc.recipes.kinds import Tools

EXAMPLES = [  # the others have no kind of key that these lack
    Path(__file__).parents[2] / "examples" / name for name in ("first-light", "verbs")
]
GOLDEN = Path(__file__).parent / "keys"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_the_keys_of_an_example_stand(example, remake, tmp_path, monkeypatch):
    monkeypatch.setattr(Previs, "build", "")
    loaded = vfc.load(example, store=tmp_path)
    plan = make_plan(loaded.film, generators_of(loaded.film, loaded.registry, loaded.lock), Tools())
    keys = {step.label: step.key for step in plan.steps}
    golden = GOLDEN / f"{example.name}.json"
    if remake:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(json.dumps(keys, indent=1, ensure_ascii=False) + "\n")
    assert keys == json.loads(golden.read_text())

"""The script that measures a card runs, with tiny models on a processor."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from tests.bench import gpu
from tests.bench.wanmodels import RELEASES, TINY


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> gpu.Bench:
    torch.set_num_threads(1)
    return gpu.Bench(
        models=TINY,
        folder=tmp_path_factory.mktemp("weights"),
        device="cpu",
        frames=9,
        steps=2,
        shots=1,
    )


def test_operations_are_those_of_the_facts():
    found = {name: round(model.operations(81) / 1e12) for name, model in RELEASES.items()}
    assert found == {"1.3B": 283, "5B": 98, "14B": 1678}


@pytest.mark.parametrize("name", ["1.3B", "5B"])
def test_a_step_is_timed_and_rungs_make_the_same_bits(bench, name):
    rows = dict(gpu.steps(bench, name))
    assert (
        rows[f"{name} native"]["seconds a step"] > 0
        and "needs a GPU" in rows[f"{name} flash"]["refused"]
    )
    assert all(found["same bits"] for _, found in gpu.memory(bench, name))


def test_other_steps_make_other_bits(bench, tmp_path: Path):
    digests = set()
    for steps in (1, 2):
        (tmp_path / str(steps)).mkdir()
        shot = bench.film(tmp_path / str(steps), "1.3B", steps=steps)
        shot.write(1)
        shot.built()
        digests.add(gpu.picture(shot))
    assert len(digests) == 2, "the digest that is compared tells pictures apart"

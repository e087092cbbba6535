"""Several cards, of which the processor plays two: a worker process for each, the same pictures,
stops and ends.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
import torch

from tests.generators.diffusion.asking import Working, asked, generator, options
from tests.generators.diffusion.tiny import tiny
from vfc.commands.build import BuildOptions, build
from vfc.errors import GeneratorError, Stopped
from vfc.generators.registry import Registry
from vfc.project.workspace import find_workspace
from vfc.testing import Recorder

FILM = """\
vfc: 1
title: Two cards
format: {{size: 32x32, rate: 24}}
generators:
  wan: {{use: diffusers, model: models/wan-t2v, dtype: float32, steps: 3, checkpoint_every: 1, device: "{device}"}}
generator: wan
scenes:
  a:
    shots:
      one: {{prompt: a red fox runs, length: 9f}}
      two: {{prompt: a blue fox sleeps, length: 9f}}
      three: {{prompt: a green fox sings, length: 9f}}
"""


@pytest.fixture
def film(tmp_path, tinies) -> Path:
    torch.set_num_threads(1)
    (tmp_path / "models").mkdir()
    os.symlink(tiny("wan-t2v", tinies), tmp_path / "models/wan-t2v")
    (tmp_path / "film.yaml").write_text(FILM.format(device="cpu, cpu"))
    return tmp_path


def built(film: Path, **options):
    registry = Registry()
    result = build(find_workspace(film), BuildOptions(**options), Recorder(), registry=registry)
    return result, registry.get("diffusers")._generator


def test_two_workers_make_the_pictures_that_one_process_makes(film):
    result, own = built(film)
    assert result.ok, result.failed
    assert sum(step.startswith("latents") for step in result.made) == 3
    assert own.loaded.loads == [], "this process loaded no model"
    assert all(each is None for each in next(iter(own._workers.values()))._workers), (
        "the workers have ended"
    )
    (film / "film.yaml").write_text(FILM.format(device="cpu"))
    assert built(film)[0].made == (), "where a picture is made is no part of its key"
    assert built(film, check=3)[0].ok, "and leaves its bits alone"


class Stopping(Working):
    """Is stopped at the first step."""

    def progress(self, done: int, total: int) -> None:
        """Stop."""
        raise Stopped("stopped")


@pytest.fixture
def shot(film):
    """A generator on two workers, a request, and its embedding."""
    own, said = generator(film), options("models/wan-t2v", device="cpu,cpu", checkpoint_every=1)
    abilities = own.abilities(said)
    request, _ = asked(abilities, said)
    stage = {each.kind: each for each in own.stages(request, abilities)}
    words = film / "embed.safetensors"
    words.write_bytes(b"".join(own.run(stage["embed"], {}, Working(film))))
    yield own, stage["latents"], {"embed": words}
    own.close()


def test_what_ends_a_worker_or_its_step_is_told_and_the_next_step_is_made(shot, film):
    own, stage, inputs = shot
    with pytest.raises(GeneratorError, match="cannot be read"):
        list(own.run(stage, {"embed": film / "film.yaml"}, Working(film)))
    workers = next(iter(own._workers.values()))
    first = next(filter(None, workers._workers))
    assert not first.lost, "a step that fails leaves its worker as it is"

    class Killing(Working):
        def progress(self, done: int, total: int) -> None:
            super().progress(done, total)
            if len(self.told) == 1:
                os.kill(first._process.pid, signal.SIGKILL)

    with pytest.raises(GeneratorError, match="on cpu was killed by signal 9, as the system does"):
        list(own.run(stage, inputs, Killing(film)))
    context = Working(film)
    assert list(own.run(stage, inputs, context)), "another has taken its place"
    assert context.environment["torch"] == torch.__version__
    with pytest.raises(Stopped):
        list(own.run(stage, inputs, Stopping(film)))
    assert not workers._busy, "a stop is no wait"


def test_devices_are_named_or_refused(film):
    own = generator(film)
    assert own.lanes(options("models/wan-t2v", device="cpu,cpu,cpu")) == 3
    assert own.lanes(options("models/wan-t2v")) == max(1, torch.cuda.device_count())
    with pytest.raises(GeneratorError, match="device: 'gpu' is none of"):
        own.lanes(options("models/wan-t2v", device="gpu"))

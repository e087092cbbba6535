"""Films whose shots come from diffusion models, built as any film is: mixed, changed, killed,
styled.
"""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from tests.generators.diffusion.tiny import tiny
from vfc.commands.build import BuildOptions, build
from vfc.engine.events import Progress
from vfc.film.timing import Size
from vfc.generators.registry import Registry
from vfc.lock.text import read_lock
from vfc.media.footage.probe import probe
from vfc.media.frames import read_rgb
from vfc.media.video.mezzanine import write_mezzanine
from vfc.project.workspace import find_workspace
from vfc.testing import Recorder

HEAD = """\
vfc: 1
title: Mixed
format: {size: 32x32, rate: 24}
generators:
  wan: {use: diffusers, model: models/wan-t2v, dtype: float32, steps: 3, checkpoint_every: 0}
  ltx: {use: diffusers, model: models/ltx, dtype: float32, steps: 2, checkpoint_every: 0}
  painter: {use: diffusers, model: models/sdxl, dtype: float32, steps: 2}
  mover: {use: diffusers, model: models/wan-i2v, dtype: float32, steps: 2, checkpoint_every: 0}
"""
MIXED = (
    HEAD
    + """\
scenes:
  a:
    shots:
      words: {generator: wan, prompt: a red fox runs, length: 9f}
      again: {generator: wan, remix: {of: a/words, strength: 0.5}, prompt: a blue fox}
      drawn: {prompt: a street at night, length: 10f}
      real: {footage: clip.mp4, length: 8f}
      moved: {generator: mover, prompt: it turns, length: 9f, first: {generator: painter, prompt: a fox in snow}}
      after: {generator: ltx, prompt: on and on, length: 12f, after: a/moved}
"""
)
TEN = (
    HEAD
    + "scenes:\n  a:\n    shots:\n"
    + "".join(
        f"      s{number}: {{generator: wan, prompt: picture {number}, length: 5f}}\n"
        for number in range(10)
    )
)


@pytest.fixture
def film(tmp_path, tinies) -> Path:
    torch.set_num_threads(1)
    models = tmp_path / "models"
    models.mkdir()
    for family in ("wan-t2v", "wan-i2v", "ltx", "sdxl"):
        os.symlink(tiny(family, tinies), models / family)
    return tmp_path


def made(folder: Path, **options):
    registry = Registry()
    registry.get("diffusers")._generator.apart = False  # what is loaded and called is counted here
    result = build(find_workspace(folder), BuildOptions(**options), Recorder(), registry=registry)
    assert result.ok, result.failed
    return result, registry.get("diffusers")._generator


@contextmanager
def forwards() -> Iterator[Counter]:
    """Count the calls of each denoiser's class."""
    found: Counter = Counter()
    hook = torch.nn.modules.module.register_module_forward_hook(
        lambda module, given, out: found.update([type(module).__name__])
    )
    try:
        yield found
    finally:
        hook.remove()


def shown(folder: Path, size: int = 32) -> list[np.ndarray]:
    path = folder / "out/film/film.mp4"
    return list(read_rgb(path, 0, probe(path).frames))


def test_previs_footage_and_models_in_one_film(film):
    clip = [np.full((32, 32, 3), 40 + 9 * index, np.uint8) for index in range(12)]
    write_mezzanine(film / "clip.mp4", clip, size=Size(32, 32), rate=Fraction(24))
    (film / "film.yaml").write_text(MIXED)
    result, _ = made(film)
    kinds = Counter(step.split()[0] for step in result.made)
    assert kinds["embed"] == 5 and kinds["latents"] == 5 and kinds["part"] == 2, kinds
    frames = shown(film)
    assert len(frames) == 9 + 9 + 10 + 8 + 9 + 12
    assert float(np.std(frames[3])) > 3, "there is a picture"
    assert made(film)[0].made == ()
    (film / "film.yaml").write_text(MIXED.replace("it turns", "it sleeps"))
    again = {
        step
        for step in made(film)[0].made
        if step.split()[0] in ("embed", "latents", "picture", "part")
    }
    moved = {f"{kind} a/moved#1" for kind in ("embed", "latents", "picture")}
    assert {step for step in again if "a/moved" in step} == moved, "the keyframe stands"
    assert {step.split()[1] for step in again - moved} == {"a/after#1"}, (
        "it starts from other frames"
    )
    assert not any(step.startswith("embed") for step in again - moved)


def test_ten_shots_load_the_model_once_and_one_changed_runs_the_denoiser_for_that_one(film):
    (film / "film.yaml").write_text(TEN)
    with forwards() as found:
        _, generator = made(film)
    assert found["WanTransformer3DModel"] == 10 * 3 * 2, (
        "three steps, each with and without the words"
    )
    assert Counter(generator.loaded.loads) == {
        ("wan-t2v", "embed"): 1,
        ("wan-t2v", "latents"): 1,
        ("wan-t2v", "picture"): 1,
    }
    (film / "film.yaml").write_text(TEN.replace("picture 4", "another one"))
    with forwards() as found:
        result, generator = made(film)
    assert found["WanTransformer3DModel"] == 3 * 2 and found["UMT5EncoderModel"] == 2
    assert {step for step in result.made if step.split()[0] in ("embed", "latents", "picture")} == {
        "embed a/s4#1",
        "latents a/s4#1",
        "picture a/s4#1",
    }


def test_a_decode_that_is_lost_is_made_alone_and_equal_words_are_encoded_once(film):
    (film / "film.yaml").write_text(TEN.replace("picture 4", "picture 3"))
    with forwards() as found:
        result, _ = made(film)
    assert (
        sum(step.startswith("embed") for step in result.made) == 9
        and found["UMT5EncoderModel"] == 2 * 9
    )
    locked = {
        take.shot: take.digest
        for take in read_lock("film.lock", (film / "film.lock").read_text())[0].takes
    }
    store = find_workspace(film).store
    (store / "objects" / locked["a/s2"][:2] / locked["a/s2"][2:]).unlink()
    with forwards() as found:
        result, _ = made(film)
    assert [step for step in result.made if "a/s2" in step and "film.mp4" not in step] == [
        "picture a/s2#1"
    ]
    assert found["WanTransformer3DModel"] == 0
    lock = read_lock("film.lock", (film / "film.lock").read_text())[0]
    assert {take.shot: take.digest for take in lock.takes} == locked


LONG = (
    HEAD.replace("steps: 3, checkpoint_every: 0", "steps: 60, checkpoint_every: 2")
    + "scenes: {a: {shots: {one: {generator: wan, prompt: a red fox, length: 9f}}}}\n"
)


def test_a_build_that_is_killed_goes_on_in_the_middle_of_a_shot_with_equal_bits(
    film, tmp_path_factory
):
    (film / "film.yaml").write_text(LONG)
    program = [sys.executable, "-m", "vfc.cli", "build", str(film)]
    first = subprocess.Popen(
        program, env={**os.environ, "OMP_NUM_THREADS": "1"}, stderr=subprocess.PIPE
    )
    scratch = find_workspace(film).store / "scratch"
    while not list(scratch.glob("*/checkpoint.safetensors")):
        assert first.poll() is None, first.stderr.read()
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert not (film / "film.lock").exists()
    heard = Recorder()
    again = build(find_workspace(film), BuildOptions(), heard)
    assert again.ok, again.failed
    told = [
        event.done
        for event in heard.events
        if isinstance(event, Progress) and event.step.startswith("latents")
    ]
    assert next(filter(None, told)) >= 2, "it went on where the killed one stood"
    digest = read_lock("film.lock", (film / "film.lock").read_text())[0].takes[0].digest
    clean = tmp_path_factory.mktemp("clean")
    os.symlink(film / "models", clean / "models")
    (clean / "film.yaml").write_text(LONG)
    assert build(find_workspace(clean), BuildOptions(), Recorder()).ok
    assert read_lock("film.lock", (clean / "film.lock").read_text())[0].takes[0].digest == digest


def lora(path: Path, seed: int) -> None:
    """A LoRA file for the tiny Wan, as its trainers write them."""
    draw = torch.Generator().manual_seed(seed)
    found = {}
    for block in (0, 1):
        for part in ("to_q", "to_v"):
            name = f"transformer.blocks.{block}.attn1.{part}"
            found[f"{name}.lora_A.weight"] = torch.randn(4, 24, generator=draw)
            found[f"{name}.lora_B.weight"] = torch.randn(24, 4, generator=draw)
    path.parent.mkdir(exist_ok=True)
    save_file(found, path)


def test_ten_shots_in_two_styles_load_the_base_once(film):
    lora(film / "loras/ink.safetensors", 1)
    lora(film / "loras/oil.safetensors", 2)
    presets = (
        "presets:\n  ink: {style: ink, adapters: [{lora: loras/ink.safetensors, weight: 0.8}]}\n"
        "  oil: {style: oil, adapters: [{lora: loras/oil.safetensors, weight: 1.0}]}\n"
    )
    text = TEN.replace("scenes:", f"{presets}scenes:")
    for number in range(10):
        text = text.replace(
            f"picture {number},", f"picture {number}, preset: {'oil' if number % 2 else 'ink'},"
        )
    (film / "film.yaml").write_text(text)
    _, generator = made(film)
    assert generator.loaded.loads.count(("wan-t2v", "latents")) == 1
    before = shown(film)
    (film / "film.yaml").write_text(text.replace("weight: 0.8", "weight: 0.1"))
    result, _ = made(film)
    again = {step.split()[1] for step in result.made if step.startswith("latents")}
    assert again == {f"a/s{number}#1" for number in range(0, 10, 2)}, (
        "the shots of that style alone"
    )
    after = shown(film)
    assert not np.array_equal(before[2], after[2]) and np.array_equal(before[7], after[7])


def test_kept_pictures_are_made_again_from_their_words_and_compared(film):
    (film / "film.yaml").write_text(TEN)
    made(film)
    with forwards() as found:
        result, _ = made(film, check=2)
    assert found["WanTransformer3DModel"] == 2 * 3 * 2
    assert len(result.checked) == 2 and all(
        each.endswith("the same bytes came again") for each in result.checked
    )


def test_weights_that_changed_under_the_lock_are_not_used(film, tinies, tmp_path_factory):
    import shutil

    (film / "film.yaml").write_text(TEN)
    made(film)
    (film / "models/wan-t2v").unlink()
    shutil.copytree(tiny("wan-t2v", tinies), film / "models/wan-t2v")
    path = film / "models/wan-t2v/transformer/diffusion_pytorch_model.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    (film / "film.yaml").write_text(TEN.replace("picture 4", "another one"))
    result = build(find_workspace(film), BuildOptions(), Recorder(), registry=Registry())
    assert (
        not result.ok and "the model's files are others than the lock holds" in result.failed[0][1]
    )


def test_words_and_decoding_run_beside_the_denoising(film):
    four = "".join(TEN.splitlines(keepends=True)[:-6])
    (film / "film.yaml").write_text(four.replace("steps: 3", "steps: 8"))
    heard = Recorder()
    result = build(find_workspace(film), BuildOptions(jobs=2), heard)
    assert result.ok, result.failed
    begun, ended = (
        {event.step: event.at for event in heard.events if type(event).__name__ == name}
        for name in ("Started", "Made")
    )
    denoised = sorted((begun[step], ended[step]) for step in ended if step.startswith("latents"))
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(denoised)), "one at a time"
    for kind in ("embed", "picture"):
        beside = [
            step
            for step in ended
            if step.startswith(kind) and any(start < begun[step] < end for start, end in denoised)
        ]
        assert beside, f"no {kind} ran while another shot was denoised"

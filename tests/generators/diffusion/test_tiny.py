"""Every tiny pipeline is loaded as a release is, and makes frames."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import DiffusionPipeline, WanImageToVideoPipeline

from tests.generators.diffusion.tiny import FAMILIES, picture, smallest, tiny

torch.set_num_threads(1)


def loaded(folder: Path, kind: type[DiffusionPipeline] = DiffusionPipeline) -> DiffusionPipeline:
    """The pipeline, with no bar of progress."""
    pipeline = kind.from_pretrained(folder, local_files_only=True)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def made(pipeline: DiffusionPipeline, arguments: dict[str, object]) -> np.ndarray:
    """The first clip or picture that it makes, (frames, height, width, 3) float."""
    answer = pipeline(**arguments, generator=torch.Generator().manual_seed(0), output_type="np")
    return np.asarray(answer.frames[0] if hasattr(answer, "frames") else answer.images)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_tiny_pipeline_is_loaded_and_makes_frames(family, tinies):
    folder = tiny(family, tinies)
    arguments = smallest(family)
    frames = made(loaded(folder), arguments)
    size = arguments.get("image", arguments.get("video", [None])[0])
    high, wide = (
        (arguments["height"], arguments["width"]) if "height" in arguments else size.size[::-1]
    )
    count = arguments.get("num_frames", len(arguments.get("video", [None])))
    assert frames.shape == (count, high, wide, 3)
    assert np.isfinite(frames).all()
    assert frames.std() > 0.01
    assert sum(file.stat().st_size for file in folder.rglob("*")) < 4_000_000


def test_two_builds_are_the_same_bytes_and_leave_the_draws_alone(tmp_path):
    before = torch.get_rng_state()
    first, second = tiny("wan-t2v", tmp_path / "first"), tiny("wan-t2v", tmp_path / "second")
    assert torch.equal(before, torch.get_rng_state())
    names = sorted(file.relative_to(first) for file in first.rglob("*") if file.is_file())
    assert names == sorted(file.relative_to(second) for file in second.rglob("*") if file.is_file())
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)
    assert list(tmp_path.glob("first/.*")) == []


def test_wan_5b_is_given_a_picture_through_the_other_pipeline_as_its_release_is(tinies):
    pipeline = loaded(tiny("wan-5b", tinies), WanImageToVideoPipeline)
    told = smallest("wan-5b")
    one, other = (made(pipeline, {**told, "image": picture(32, 32, seed)}) for seed in (1, 2))
    assert one.shape == (9, 32, 32, 3)
    assert not np.array_equal(one, other)


def test_ltx2_makes_sound_of_two_channels_beside_the_frames(tinies):
    told = smallest("ltx2")
    answer = loaded(tiny("ltx2", tinies))(
        **told, generator=torch.Generator().manual_seed(0), output_type="np"
    )
    _, channels, samples = answer.audio.shape
    assert channels == 2
    # It ends with the last whole latent of sound, a little before the frames do.
    assert 0.8 < samples / 24000 / (told["num_frames"] / 24) <= 1
    assert torch.isfinite(answer.audio).all()


@pytest.mark.parametrize("family", ["wan-t2v", "ltx", "cogvideox", "sdxl", "flux", "z-image"])
def test_other_words_make_other_pixels_and_the_same_the_same(family, tinies):
    pipeline, told = loaded(tiny(family, tinies)), smallest(family)
    first, again = (np.round(made(pipeline, told) * 255) for _ in range(2))
    other = np.round(made(pipeline, {**told, "prompt": "the sea at night"}) * 255)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)

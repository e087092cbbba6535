"""Each family through the generator's stages: the frames of one whole call of its pipeline, bit for
bit.
"""

from __future__ import annotations

import diffusers
import numpy as np
import pytest
import torch
from diffusers import DiffusionPipeline

from tests.generators.diffusion.asking import asked, generator, made, options, with_seed
from tests.generators.diffusion.tiny import tiny
from vfc.generators.diffusion.model.abilities import serving
from vfc.generators.diffusion.run import calls

# Each family with what is asked of it beside words, and the class that answers.
CASES = [
    ("wan-t2v", (), "WanPipeline"),
    ("wan-t2v", ("remix",), "WanVideoToVideoPipeline"),
    ("wan-i2v", ("first",), "WanImageToVideoPipeline"),
    ("wan-flf2v", ("first", "last"), "WanImageToVideoPipeline"),
    ("wan-2.2-a14b", (), "WanPipeline"),
    ("wan-2.2-a14b-i2v", ("first", "last"), "WanImageToVideoPipeline"),
    ("wan-5b", (), "WanPipeline"),
    ("wan-5b", ("first",), "WanImageToVideoPipeline"),
    ("wan-vace", ("extend",), "WanVACEPipeline"),
    ("wan-vace", ("references",), "WanVACEPipeline"),
    ("wan-vace", ("first", "last"), "WanVACEPipeline"),
    ("wan-v2v", ("remix",), "WanVideoToVideoPipeline"),
    ("ltx", (), "LTXPipeline"),
    ("ltx", ("first",), "LTXImageToVideoPipeline"),
    ("ltx-i2v", ("first",), "LTXImageToVideoPipeline"),
    ("ltx-condition", ("first", "last"), "LTXConditionPipeline"),
    ("ltx-condition", ("extend",), "LTXConditionPipeline"),
    ("ltx-condition", ("extend-start",), "LTXConditionPipeline"),
    ("ltx-condition", ("keyframes",), "LTXConditionPipeline"),
    ("wan-vace", ("keyframes",), "WanVACEPipeline"),
    ("ltx2", (), "LTX2Pipeline"),
    ("ltx2", ("extend",), "LTX2ConditionPipeline"),
    ("ltx2-i2v", ("first",), "LTX2ImageToVideoPipeline"),
    ("ltx2-condition", ("first",), "LTX2ConditionPipeline"),
    ("cogvideox", (), "CogVideoXPipeline"),
    ("cogvideox", ("remix",), "CogVideoXVideoToVideoPipeline"),
    ("cogvideox-i2v", ("first",), "CogVideoXImageToVideoPipeline"),
    ("hunyuanvideo", (), "HunyuanVideoPipeline"),
    ("svd", ("first",), "StableVideoDiffusionPipeline"),
    ("animatediff", (), "AnimateDiffPipeline"),
    ("animatediff", ("remix",), "AnimateDiffVideoToVideoPipeline"),
    ("sdxl", (), "StableDiffusionXLPipeline"),
    ("sdxl", ("remix",), "StableDiffusionXLImg2ImgPipeline"),
    ("flux", (), "FluxPipeline"),
    ("flux", ("remix",), "FluxImg2ImgPipeline"),
    ("flux-kontext", ("references",), "FluxKontextPipeline"),
    ("flux2", ("references",), "Flux2Pipeline"),
    ("flux2-klein", (), "Flux2KleinPipeline"),
    ("qwen-image", (), "QwenImagePipeline"),
    ("qwen-image", ("remix",), "QwenImageImg2ImgPipeline"),
    ("qwen-image-edit", ("references",), "QwenImageEditPipeline"),
    ("z-image", (), "ZImagePipeline"),
    ("z-image", ("remix",), "ZImageImg2ImgPipeline"),
]


def whole_call(folder, name: str, request, inputs) -> list[np.ndarray]:
    """The frames of diffusers' own pipeline, called at once."""
    pipe = DiffusionPipeline.from_pretrained(folder, dtype=torch.float32)
    kind = getattr(diffusers, name)
    pipe = pipe if type(pipe) is kind else kind.from_pipe(pipe)
    pipe.set_progress_bar_config(disable=True)
    given = calls.arguments(request, serving_of(folder, request), inputs)
    found = pipe(
        **given, generator=torch.Generator("cpu").manual_seed(request.seed), output_type="np"
    )
    frames = found.frames[0] if hasattr(found, "frames") else found.images
    return [(frame * 255).round().astype(np.uint8) for frame in frames]


def serving_of(folder, request):
    from vfc.generators.diffusion.model.facts import ModelFacts

    return serving(ModelFacts(folder), request.options, calls.asked(request))


@pytest.mark.parametrize(
    ("family", "words", "pipeline"),
    CASES,
    ids=[f"{family}-{'-'.join(words) or 'words'}" for family, words, _ in CASES],
)
def test_the_stages_give_the_frames_of_one_call(family, words, pipeline, tinies, tmp_path):
    torch.set_num_threads(1)
    folder = tiny(family, tinies)
    own, said = generator(tinies), options(family)
    abilities = own.abilities(said)
    assert set(words) <= abilities.makes and set(abilities.needs) <= set(words)
    request, inputs = asked(abilities, said, words)
    assert serving_of(folder, request).name == pipeline
    frames = made(own, request, inputs, abilities, tmp_path)["picture"]
    assert len(frames) == request.frames
    assert all(frame.shape == (request.size.height, request.size.width, 3) for frame in frames)
    whole = whole_call(folder, pipeline, request, inputs)
    assert len(whole) == len(frames) and all(map(np.array_equal, frames, whole))


def test_keyframes_are_held_at_their_frames(tinies):
    held = {}
    for family in ("ltx-condition", "wan-vace"):
        folder, said = tiny(family, tinies), options(family)
        request, inputs = asked(generator(tinies).abilities(said), said, ("keyframes",))
        held[family] = calls.arguments(request, serving_of(folder, request), inputs)
    assert [each.frame_index for each in held["ltx-condition"]["conditions"]] == [0, 5]
    masked = [np.asarray(each).max() == 0 for each in held["wan-vace"]["mask"]]
    assert [index for index, each in enumerate(masked) if each] == [0, 5] and len(masked) == 9


def test_another_seed_is_another_picture(tinies, tmp_path):
    torch.set_num_threads(1)
    tiny("wan-t2v", tinies)
    own, said = generator(tinies), options("wan-t2v")
    abilities = own.abilities(said)
    request, inputs = asked(abilities, said)
    one = made(own, request, inputs, abilities, tmp_path / "one")["picture"]
    other = made(own, with_seed(request, 8), inputs, abilities, tmp_path / "other")["picture"]
    assert not np.array_equal(one[0], other[0])


def test_the_sound_of_ltx2_comes_with_its_pictures(tinies, tmp_path):
    torch.set_num_threads(1)
    from safetensors import safe_open

    tiny("ltx2", tinies)
    own, said = generator(tinies), options("ltx2")
    abilities = own.abilities(said)
    assert "sound" in abilities.makes and abilities.stages == (
        "embed",
        "latents",
        "audio",
        "picture",
    )
    request, inputs = asked(abilities, said)
    with safe_open(made(own, request, inputs, abilities, tmp_path)["audio"], "pt") as file:
        samples, rate = file.get_tensor("samples"), int(file.metadata()["rate"])
    assert rate == 24000 and samples.dtype == torch.float32 and samples.shape[0] in (1, 2)
    assert (
        abs(samples.shape[1] / rate - request.frames / request.rate) < 0.1
        and samples.abs().max() <= 1
    )

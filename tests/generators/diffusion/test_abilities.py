"""What a model can do is read from its files and from diffusers' source, and torch is not imported
for it.
"""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from tests.generators.diffusion.asking import generator, options
from tests.generators.diffusion.tiny import FAMILIES, tiny
from vfc.errors import GeneratorError
from vfc.film.timing import Size
from vfc.generators.diffusion.model.signature import signature_of

# Grid of frames, multiple of sides, the most frames, and what is needed beside words.
LIMITS = {
    "wan-t2v": (4, 1, 16, 81, ()),
    "wan-i2v": (4, 1, 16, 81, ("first",)),
    "wan-flf2v": (4, 1, 16, 81, ("first", "last")),
    "wan-5b": (4, 1, 32, 81, ()),
    "wan-v2v": (4, 1, 16, None, ("remix",)),
    "wan-vace": (4, 1, 16, 81, ()),
    "ltx": (8, 1, 32, 161, ()),
    "ltx-i2v": (8, 1, 32, 161, ("first",)),
    "ltx2": (8, 1, 32, 480, ()),
    "hunyuanvideo": (4, 1, 16, 129, ()),
    "svd": (1, 0, 8, 25, ("first",)),
    "animatediff": (1, 0, 8, 32, ()),
    "sdxl": (1, 0, 8, 1, ()),
    "flux": (1, 0, 16, 1, ()),
    "qwen-image": (1, 0, 16, 1, ()),
    "z-image": (1, 0, 16, 1, ()),
    "qwen-image-edit": (1, 0, 16, 1, ("references",)),
    "flux-kontext": (1, 0, 16, 1, ()),
}


@pytest.mark.parametrize("family", LIMITS)
def test_the_limits_are_those_of_the_model(family, tinies):
    tiny(family, tinies)
    found = generator(tinies).abilities(options(family))
    assert (
        found.grid_step,
        found.grid_offset,
        found.size_multiple,
        found.longest,
        found.needs,
    ) == LIMITS[family]
    assert found.costs and found.pool == "gpu" and found.stages[-1] == "picture"


def test_what_the_signature_says_in_vain_is_not_among_them(tinies):
    for family in FAMILIES:
        tiny(family, tinies)
    own = generator(tinies)
    makes = {family: own.abilities(options(family)).makes for family in FAMILIES}
    assert "last" not in makes["wan-i2v"] and "last" not in makes["wan-5b"], (
        "its last image is not read"
    )
    assert "last" in makes["wan-flf2v"] and "last" in makes["wan-2.2-a14b-i2v"]
    assert "first" in makes["wan-5b"] and "first" not in makes["wan-t2v"]
    assert "remix" not in makes["ltx-condition"], "its strength is that of conditions"
    assert "remix" in makes["wan-v2v"] and "remix" in makes["sdxl"]
    assert {"first", "last", "extend", "extend-start"} <= makes["ltx-condition"] & makes["wan-vace"]
    assert "sound" in makes["ltx2"] and "sound" not in makes["ltx"]


def test_defaults_are_the_pipeline_s_own_and_not_what_the_text_says(tinies):
    tiny("ltx", tinies)
    found = dict(generator(tinies).abilities(options("ltx", steps=7)).options)
    assert (found["steps"], found["guidance"], found["tokens"], found["dtype"]) == (
        50,
        3.0,
        128,
        "bfloat16",
    )
    tiny("wan-t2v", tinies)
    assert dict(generator(tinies).abilities(options("wan-t2v")).options)["vae_dtype"] == "float32"


def test_a_plan_imports_neither_torch_nor_diffusers(tinies):
    tiny("wan-t2v", tinies)
    program = (
        "import sys; from tests.generators.diffusion.asking import generator, options\n"
        f"from pathlib import Path; own = generator(Path({str(tinies)!r}))\n"
        "own.abilities(options('wan-t2v')); own.model(options('wan-t2v'))\n"
        "print([name for name in ('torch', 'diffusers', 'transformers') if name in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", program], text=True, capture_output=True).stdout
        == "[]\n"
    )


def test_a_pipeline_of_no_known_argument_is_refused_by_its_name(tinies):
    tiny("wan-t2v", tinies)
    with pytest.raises(
        GeneratorError, match="needs the argument 'pose_video', which has no meaning in a film yet"
    ):
        generator(tinies).abilities(options("wan-t2v", pipeline="WanAnimatePipeline"))
    with pytest.raises(GeneratorError, match="has no pipeline 'NoSuchPipeline'"):
        signature_of("NoSuchPipeline")


def test_options_are_refused_before_a_model_is_looked_for(tinies):
    own = generator(tinies)
    with pytest.raises(GeneratorError, match="names no model"):
        own.abilities((("steps", 3),))
    tiny("wan-t2v", tinies)
    with pytest.raises(GeneratorError, match="dtype: 'int8' is none of bfloat16, float16, float32"):
        own.abilities(options("wan-t2v", dtype="int8"))
    with pytest.raises(GeneratorError, match="steps is a whole number"):
        own.abilities(options("wan-t2v", steps=-1))


def test_frames_and_sides_are_put_on_the_grid(tinies):
    tiny("ltx", tinies)
    found = generator(tinies).abilities(options("ltx"))
    assert found.on_grid(12, Fraction(24)) == 17 and found.fitting_size(Size(100, 50)) == Size(
        128, 64
    )

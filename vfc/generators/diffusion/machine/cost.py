"""How long a shot takes where there is no GPU, told before it is begun."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cache

from vfc.film.model import Options, Scalar
from vfc.film.timing import Size
from vfc.generators.diffusion.machine.memory import DENOISERS, hidden, parameters, tokens
from vfc.generators.diffusion.model.abilities import main_signature
from vfc.generators.diffusion.model.facts import ModelFacts
from vfc.generators.diffusion.model.families import MEANINGS
from vfc.generators.diffusion.model.options import number, plain_options, whole, with_own_defaults

SIDE, LOOK = 512, 0.1  # of the products that are timed, and seconds for which they are
SHORT = 10  # seconds of which nobody needs to be told


def operations(facts: ModelFacts, options: Options, size: Size, frames: int) -> float:
    """Floating-point operations of all steps of a shot: two for each parameter and token, and those
    of attention, four for each layer, pair of tokens and number of the hidden state; twice with
    guidance. Decoding is not counted.
    """
    signature = main_signature(facts, options)
    said = dict(with_own_defaults(plain_options(options), signature))
    names = [name for name in DENOISERS if facts.class_of(name)]
    seen = tokens(facts, size, frames)
    layers = max((facts.config(name).get("num_layers") or 1 for name in names), default=1)
    weights = max((parameters(facts.folder / name) for name in names), default=0)
    guided = signature.first_of(*MEANINGS["negative"]) and number(said, "guidance") > 1
    each = 2 * weights * seen + 4 * layers * seen * seen * hidden(facts)
    return each * max(1, whole(said, "steps")) * (2 if guided else 1)


@cache
def rate(dtype: str) -> float:
    """Floating-point operations a second of this processor's products, measured for a moment."""
    import torch

    one = torch.ones(SIDE, SIDE, dtype=getattr(torch, dtype))
    torch.matmul(one, one)
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < LOOK:
        torch.matmul(one, one)
        count += 1
    return 2 * SIDE**3 * count / (time.perf_counter() - began)


def cost_line(
    facts: ModelFacts, options: Mapping[str, Scalar | tuple[Scalar, ...]], size: Size, frames: int
) -> str:
    """The time that a shot will take on this processor, in a line, and what would shorten it; ''
    for a short one.
    """
    dtype = str(dict(plain_options(tuple(options.items())))["dtype"])
    work = operations(facts, tuple(options.items()), size, frames)
    if work / rate(dtype) < SHORT:
        return ""
    text = (
        f"no GPU is here: {_about(work / rate(dtype))} a shot of {frames} "
        f"frame{'s' if frames > 1 else ''} at {size}"
    )
    if rate("float32") > 2 * rate(dtype):
        text += f", {_about(work / rate('float32'))} with dtype: float32"
    return f"{text}; build with a draft profile, or where there is a GPU"


def _about(seconds: float) -> str:
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"about {seconds / length:.0f} {unit}"
    return f"about {seconds:.0f} seconds" if seconds >= 2 else "a moment"

"""What this machine has for diffusion models: packages, card, memory; each lack with what it
means.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from vfc.generators.diffusion.machine.environment import record

NEEDED = (
    "torch",
    "diffusers",
    "transformers",
    "accelerate",
    "peft",
    "safetensors",
    "huggingface_hub",
)
HealthFinding = tuple[
    str, bool, str, str
]  # name, whether all is well, what is here, what a lack means


def findings(*, card: bool) -> Iterator[HealthFinding]:
    """Each thing that pictures from diffusion models need, and whether it is here; with `card`,
    what computes them too, for which torch is imported.
    """
    lacking = [name for name in NEEDED if find_spec(name) is None]
    if lacking:
        yield (
            "diffusion",
            False,
            f"{', '.join(lacking)} not installed",
            "no shot can come from a diffusion model: pip install 'vfc[diffusion]'",
        )
        return
    yield "diffusion", True, ", ".join(f"{name} {_version(name)}" for name in NEEDED[:3]), ""
    if card:
        yield from _card()
    if find_spec("torchvision") is None:
        yield "torchvision", True, "not installed", "only Flux 2 and Qwen-Image-Edit ask for it"


def _card() -> Iterator[HealthFinding]:
    import torch

    known = record()
    if torch.backends.mps.is_available():
        yield "GPU", True, "of this Mac (mps); it shares the machine's memory", ""
        return
    if not torch.cuda.is_available():
        yield (
            "GPU",
            False,
            f"none; {torch.get_num_threads()} threads of the processor, {known.get('cpu', '')}",
            "a real model takes minutes for each step here: build with a draft profile, or where "
            "there is a GPU",
        )
        return
    for index in range(torch.cuda.device_count()):
        free, total = torch.cuda.mem_get_info(index)
        yield (
            "GPU",
            True,
            (
                f"{torch.cuda.get_device_name(index)}, driver {known.get('driver') or 'unknown'}, "
                f"{free / 1e9:.1f} of {total / 1e9:.1f} GB free"
            ),
            "",
        )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""

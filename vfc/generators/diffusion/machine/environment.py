"""What a picture was made on: versions, card, driver, threads, switches; a record beside it, and no
part of its key.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("torch", "diffusers", "transformers", "accelerate", "peft", "safetensors")
DRIVER = Path("/proc/driver/nvidia/version")


def record() -> dict[str, str]:
    """Each fact by its name, as text; facts that this machine has not are left out.

    Two machines with equal records are expected to make equal bits. It names no machine and no
    path.
    """
    return {**machine(), **_switches()}


def machine() -> dict[str, str]:
    """The facts that stay while the program runs: no switches, which each shot sets."""
    return {**_packages(), **_processor(), **_card()}


@cache
def _packages() -> Mapping[str, str]:
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _processor() -> dict[str, str]:
    import torch

    return {"threads": str(torch.get_num_threads()), "cpu": torch.backends.cpu.get_cpu_capability()}


def _card() -> dict[str, str]:
    import torch

    if not torch.cuda.is_available():
        return {"device": "mps" if torch.backends.mps.is_available() else "cpu"}
    facts = {
        "device": "cuda",
        "gpu": torch.cuda.get_device_name(),
        "capability": ".".join(map(str, torch.cuda.get_device_capability())),
        "cuda": torch.version.cuda or "",
        "rocm": torch.version.hip or "",
        "cudnn": str(torch.backends.cudnn.version() or ""),
        "driver": _driver(),
    }
    return {name: fact for name, fact in facts.items() if fact}


def _driver() -> str:
    try:
        first = DRIVER.read_text().splitlines()[0]
    except (OSError, IndexError):
        return ""
    found = re.search(r"\s(\d+\.\d+(?:\.\d+)?)\s", first)
    return found.group(1) if found else ""


def _switches() -> dict[str, str]:
    """The switches of torch and cuBLAS that change the bits of a result."""
    import torch

    on = {
        "deterministic": torch.are_deterministic_algorithms_enabled(),
        "cudnn benchmark": torch.backends.cudnn.benchmark,
        "cudnn tf32": torch.backends.cudnn.allow_tf32,
    }
    facts = {name: "on" if value else "off" for name, value in on.items()}
    facts["float32 products"] = torch.get_float32_matmul_precision()
    workspace = os.environ.get("CUBLAS_WORKSPACE_CONFIG", "")
    return {**facts, "cublas workspace": workspace} if workspace else facts

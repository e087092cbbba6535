"""What makes a pipeline faster and changes bits: compiled blocks, attention backends, TF32; and what makes it repeat.

All of these are options of the film's text and count in the key.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from vfc.errors import GeneratorError

if TYPE_CHECKING:
    import torch

NATIVE = "native"
ON_CPU = (NATIVE, "_native_math", "_native_flash", "flex")
WORKSPACE = ":4096:8"  # CUBLAS_WORKSPACE_CONFIG, which PyTorch's notes on randomness ask for


def apply(pipe, *, compile: bool = False, attention: str = NATIVE, backend: str = "inductor") -> None:
    """Compile the repeated blocks of a pipeline's denoisers, or no longer, and choose how they compute attention.

    `attention` is a name of diffusers' attention backends; `backend` one of torch.compile's. Raises GeneratorError
    where either would do nothing, is not installed, or would download code.
    """
    denoisers = list(_denoisers(pipe))
    _attend(pipe, denoisers, attention or NATIVE)
    for denoiser in denoisers:
        _compile(denoiser, compile, backend)


def refused_attention(name: str) -> str:
    """Why an attention backend cannot be had here, in a line; '' where it can."""
    import torch
    from diffusers.models import attention_dispatch as dispatch

    known = [each.value for each in dispatch.AttentionBackendName]
    if name not in known:
        near = get_close_matches(name, known, n=1)
        known = [each for each in known if _local(each)]
        meant = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(known)}"
        return f"there is no attention backend '{name}'; {meant}"
    if not _local(name):
        return f"'{name}' downloads code when it is used; install its package and name that backend instead"
    if not torch.cuda.is_available() and name not in ON_CPU:
        return f"'{name}' needs a GPU, and there is none here"
    try:
        dispatch._check_attention_backend_requirements(dispatch.AttentionBackendName(name))
    except RuntimeError as error:
        return f"'{name}' is not installed: {str(error).split('. ')[-1].strip()}"
    return ""


def settle(*, tf32: bool | None = None, deterministic: bool = False) -> None:
    """Set torch's own switches for this process: TF32 products and convolutions (None: as torch has them), and only
    algorithms that repeat themselves. Raises GeneratorError where the GPU is already in use without."""
    import torch

    if tf32 is not None:
        torch.backends.cuda.matmul.allow_tf32 = tf32
        torch.backends.cudnn.allow_tf32 = tf32
    if deterministic and "CUBLAS_WORKSPACE_CONFIG" not in os.environ:
        if torch.cuda.is_initialized():
            raise GeneratorError(f"deterministic: the GPU is in use already; set CUBLAS_WORKSPACE_CONFIG={WORKSPACE} "
                                 f"before the build")
        os.environ["CUBLAS_WORKSPACE_CONFIG"] = WORKSPACE
    torch.use_deterministic_algorithms(deterministic)
    torch.backends.cudnn.benchmark = False


def _denoisers(pipe) -> Iterator[torch.nn.Module]:
    for name in ("transformer", "transformer_2", "unet"):
        found = getattr(pipe, name, None)
        if found is not None:
            yield found


def _local(name: str) -> bool:
    return not name.endswith("_hub")


def _attend(pipe, denoisers: list[torch.nn.Module], name: str) -> None:
    """Give each denoiser its own backend, and leave the process's own native: diffusers sets both at once."""
    from diffusers.models.attention_dispatch import AttentionBackendName, _AttentionBackendRegistry

    if name != NATIVE:
        why = refused_attention(name)
        if not why and not all(_choosing(denoiser) for denoiser in denoisers):
            why = f"the attention of {type(pipe).__name__} takes no backend"
        if why:
            raise GeneratorError(f"attention: {why}")
    for module in (module for denoiser in denoisers for module in _choosing(denoiser)):
        module.processor._attention_backend = AttentionBackendName(name)
    _AttentionBackendRegistry.set_active_backend(AttentionBackendName.NATIVE)


def _choosing(denoiser: torch.nn.Module) -> list[torch.nn.Module]:
    """The attentions that let a backend be chosen."""
    return [module for module in denoiser.modules()
            if hasattr(getattr(module, "processor", None), "_attention_backend")]


def _compile(denoiser: torch.nn.Module, wanted: bool, backend: str) -> None:
    names = getattr(denoiser, "_repeated_blocks", None) or ()
    blocks = [module for module in denoiser.modules() if type(module).__name__ in names]
    if wanted and not blocks:
        raise GeneratorError(f"compile: {type(denoiser).__name__} names no blocks that repeat, so nothing would be "
                             f"compiled; write compile: false")
    for block in blocks:
        compiled = block._compiled_call_impl is not None
        if wanted and not compiled:
            block.compile(backend=backend)
        if compiled and not wanted:
            block._compiled_call_impl = None

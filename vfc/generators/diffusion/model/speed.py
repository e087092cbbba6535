"""What makes a pipeline faster and changes bits: compiled blocks, attention backends, TF32; and
what makes it repeat.

All of these are options of the film's text and count in the key.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from vfc.errors import GeneratorError

if TYPE_CHECKING:
    import torch

NATIVE = "native"
ON_CPU = (NATIVE, "_native_math", "_native_flash", "flex")
WORKSPACE = ":4096:8"  # CUBLAS_WORKSPACE_CONFIG, which PyTorch's notes on randomness ask for


def apply(
    pipe, *, compile: bool = False, attention: str = NATIVE, backend: str = "inductor"
) -> None:
    """Compile the repeated blocks of a pipeline's denoisers, or no longer, and choose how they
    compute attention.

    `attention` is a name of diffusers' attention backends; `backend` one of torch.compile's. Raises
    GeneratorError where either would do nothing, is not installed, or would download code.
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
        here = [each for each in known if not refused_attention(each)]
        meant = f"did you mean '{near[0]}'? " if near else ""
        return f"there is no attention backend '{name}'; {meant}here there are {', '.join(here)}"
    if not _local(name):
        return (
            f"'{name}' downloads code when it is used; install its package and name that "
            f"backend instead"
        )
    if not torch.cuda.is_available() and name not in ON_CPU:
        return f"'{name}' needs a GPU, and there is none here"
    try:
        dispatch._check_attention_backend_requirements(dispatch.AttentionBackendName(name))
    except RuntimeError as error:
        return f"'{name}' is not installed: {str(error).split('. ')[-1].strip()}"
    return ""


class _Switches:
    """Torch's own switches, which are the whole process's: who works with them, and what they were
    before.
    """

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.working = 0
        self.now: tuple[bool, bool] | None = None
        self.before: tuple[bool, ...] = ()


_SWITCHES = _Switches()


@contextmanager
def settled(*, tf32: bool = False, deterministic: bool = False) -> Iterator[None]:
    """Work with TF32 products and convolutions, or without; with only such algorithms as repeat
    themselves, or any.

    Torch has these switches once for a process: who wants others waits, and the last puts them
    back. Raises GeneratorError where the GPU is already in use without what `deterministic` needs.
    """
    wanted, own = (tf32, deterministic), _SWITCHES
    with own.changed:
        own.changed.wait_for(lambda: not own.working or own.now == wanted)
        if not own.working:
            own.before = _read()
            _settle(tf32, deterministic)
        own.now, own.working = wanted, own.working + 1
    try:
        yield
    finally:
        with own.changed:
            own.working -= 1
            if not own.working:
                _write(*own.before)
                own.changed.notify_all()


def _settle(tf32: bool, deterministic: bool) -> None:
    import torch

    if deterministic and "CUBLAS_WORKSPACE_CONFIG" not in os.environ:
        if torch.cuda.is_initialized():
            raise GeneratorError(
                f"deterministic: the GPU is in use already; set "
                f"CUBLAS_WORKSPACE_CONFIG={WORKSPACE} before the build"
            )
        os.environ["CUBLAS_WORKSPACE_CONFIG"] = WORKSPACE  # cuBLAS reads it once, so it stays
    _write(tf32, tf32, deterministic, False, False)


def _read() -> tuple[bool, ...]:
    import torch

    return (
        bool(torch.backends.cuda.matmul.allow_tf32),
        torch.backends.cudnn.allow_tf32,
        torch.are_deterministic_algorithms_enabled(),
        torch.is_deterministic_algorithms_warn_only_enabled(),
        torch.backends.cudnn.benchmark,
    )


def _write(
    products: bool, convolutions: bool, deterministic: bool, warn_only: bool, benchmark: bool
) -> None:
    import torch

    torch.backends.cuda.matmul.allow_tf32 = products
    torch.backends.cudnn.allow_tf32 = convolutions
    torch.use_deterministic_algorithms(deterministic, warn_only=warn_only)
    torch.backends.cudnn.benchmark = benchmark


@contextmanager
def explained(pipe, *, compile: bool, attention: str) -> Iterator[None]:
    """Say as GeneratorError what fails in a call only because of a compiler or an attention
    backend.
    """
    try:
        yield
    except Exception as error:
        where = type(error).__module__
        if compile and where.startswith(("torch._dynamo", "torch._inductor")):
            raise GeneratorError(
                f"compile: {type(pipe).__name__} cannot be compiled here: {_line(error)}; write "
                f"compile: false"
            ) from error
        if (
            attention != NATIVE
            and isinstance(error, ValueError | RuntimeError)
            and _of_attention(error)
        ):
            raise GeneratorError(
                f"attention: '{attention}' does not work with {type(pipe).__name__}: "
                f"{_line(error)}; write attention: {NATIVE}"
            ) from error
        raise


def _of_attention(error: Exception) -> bool:
    """Whether an error came out of diffusers' choice of attention."""
    from traceback import walk_tb

    return any(
        "attention_dispatch" in frame.f_code.co_filename
        for frame, _ in walk_tb(error.__traceback__)
    )


def _line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")[:300]


def _denoisers(pipe) -> Iterator[torch.nn.Module]:
    for name in ("transformer", "transformer_2", "unet"):
        found = getattr(pipe, name, None)
        if found is not None:
            yield found


def _local(name: str) -> bool:
    return not name.endswith("_hub")


def _attend(pipe, denoisers: list[torch.nn.Module], name: str) -> None:
    """Give each denoiser its own backend, and leave the process's own native: diffusers sets both
    at once.
    """
    from diffusers.models.attention_dispatch import AttentionBackendName, _AttentionBackendRegistry

    if name != NATIVE:
        why = refused_attention(name)
        if not why and not all(_choosing(denoiser) for denoiser in denoisers):
            why = f"the attention of {type(pipe).__name__} takes no backend"
        if why:
            raise GeneratorError(f"attention: {why}")
    for processor in (each for denoiser in denoisers for each in _choosing(denoiser)):
        processor._attention_backend = AttentionBackendName(name)
    _AttentionBackendRegistry.set_active_backend(AttentionBackendName.NATIVE)


def _choosing(denoiser: torch.nn.Module) -> list[Any]:
    """The processors of those attentions that let a backend be chosen."""
    processors = (getattr(module, "processor", None) for module in denoiser.modules())
    return [each for each in processors if hasattr(each, "_attention_backend")]


def _compile(denoiser: torch.nn.Module, wanted: bool, backend: str) -> None:
    names = getattr(denoiser, "_repeated_blocks", None) or ()
    blocks = [module for module in denoiser.modules() if type(module).__name__ in names]
    if wanted and not blocks:
        raise GeneratorError(
            f"compile: {type(denoiser).__name__} names no blocks that repeat, so nothing would be "
            f"compiled; write compile: false"
        )
    for block in blocks:
        compiled = block._compiled_call_impl is not None
        if wanted and not compiled:
            block.compile(backend=backend)
        if compiled and not wanted:
            block._compiled_call_impl = None

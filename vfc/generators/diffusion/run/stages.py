"""A pipeline's call cut into stages, without a word about any model: words, latents, frames.

The words: the call is made without denoiser and VAE, and what its own `encode_prompt` gives is
kept; the first thing that the call asks of what is not there ends it. Later the call is made
without text encoders, and `encode_prompt` gives what was kept. The latents: the call is made up to
the VAE's decoder, and what that is handed is kept; the frames are what the decoder makes of it. So
each stage runs the pipeline's own code, and the bits are those of one whole call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from vfc.errors import GeneratorError


class _Enough(BaseException):
    """The call has done what was wanted of it."""


class Absent:
    """A component that was left out: it has its configuration and type, and ends the call that asks
    more of it.
    """

    def __init__(self, config: Mapping, dtype: object):
        self.config, self.dtype = _Config(config), dtype

    def __getattr__(self, name: str):
        raise _Enough

    def __call__(self, *args, **kwargs):
        raise _Enough


class _Config(dict):
    """A configuration, by item and by attribute; nothing where it does not say."""

    def __getattr__(self, name: str) -> object:
        return self.get(name)


@contextmanager
def _instead(owner: object, **members: object) -> Iterator[None]:
    """Give an object members of its own for a while."""
    for name, member in members.items():
        object.__setattr__(owner, name, member)
    try:
        yield
    finally:
        for name in members:
            object.__delattr__(owner, name)


def words(pipe, arguments: Mapping[str, Any]) -> list[Any]:
    """What `encode_prompt` gives at each time that a call of a pipeline with absent components asks
    it.

    GeneratorError where it does not ask.
    """
    kept: list[Any] = []
    encode = pipe.encode_prompt

    def recorded(*args, **kwargs):
        kept.append(encode(*args, **kwargs))
        return kept[-1]

    def enough(*args, **kwargs):
        raise _Enough

    with _instead(pipe, encode_prompt=recorded, prepare_latents=enough), suppress(_Enough):
        pipe(**arguments)
    if not kept:
        raise GeneratorError(f"{type(pipe).__name__} ended before it encoded the words")
    return kept


@contextmanager
def replaying(pipe, kept: list[Any]) -> Iterator[None]:
    """Let the pipeline's `encode_prompt` give what was kept, in the same order; GeneratorError
    where it asks for more.
    """
    rest = iter(kept)

    def given(*args, **kwargs):
        try:
            return next(rest)
        except StopIteration:
            raise GeneratorError(
                f"{type(pipe).__name__} asks for more words than were kept"
            ) from None

    with _instead(pipe, encode_prompt=given):
        yield


DecoderArguments = dict[str, Any]  # by the decoder's name: {"args": [...], "kwargs": {...}}


def latents(pipe, call: Callable[[], object], *, sound: bool) -> DecoderArguments:
    """What the decoders of a pipeline are handed by a call: `vae`, and `audio_vae` of one that
    makes sound.

    GeneratorError where it ends before.
    """
    import torch

    kept: DecoderArguments = {}

    def keeping(name: str, last: bool):
        def decode(*args, **kwargs):
            kept[name] = {"args": list(args), "kwargs": dict(kwargs)}
            if last:
                raise _Enough
            return (torch.zeros(1, 3, 1, 8, 8),)  # the call goes on to its sound

        return decode

    names = ("vae", "audio_vae") if sound else ("vae",)
    held = [
        _instead(getattr(pipe, name), decode=keeping(name, name == names[-1])) for name in names
    ]
    with _all(held), suppress(_Enough):
        call()
    if set(kept) != set(names):
        raise GeneratorError(f"{type(pipe).__name__} ended before it decoded")
    pipe.maybe_free_model_hooks()
    return kept


@contextmanager
def _all(held: list) -> Iterator[None]:
    if not held:
        yield
        return
    with held[0], _all(held[1:]):
        yield


def frames(pipe, kept: DecoderArguments) -> Iterator[Any]:
    """The frames that a pipeline's VAE makes of what `latents` kept: (height, width, 3) uint8
    each.
    """
    import torch

    with torch.no_grad():
        sample = _decode(pipe.vae, kept["vae"])
        processor = getattr(pipe, "video_processor", None)
        if processor is not None and sample.ndim == 5:
            shown = processor.postprocess_video(sample, output_type="np")[0]
        else:
            sample = sample[:, :, 0] if sample.ndim == 5 else sample
            processor = getattr(pipe, "image_processor", None) or pipe.video_processor
            shown = processor.postprocess(sample, output_type="np")
    yield from eight_bits(shown)


def sound(pipe, kept: DecoderArguments) -> tuple[Any, int]:
    """The sound of what `latents` kept, (channels, samples) float32, and its rate."""
    import torch

    with torch.no_grad():
        spectrum = _decode(pipe.audio_vae, kept["audio_vae"])
        wave = pipe.vocoder(spectrum)
    return wave[0].float().cpu().clamp(-1, 1), int(pipe.vocoder.config.output_sampling_rate)


def eight_bits(frames) -> Iterator[Any]:
    """Frames from 0 to 1 as bytes."""
    for frame in frames:
        yield (frame * 255).round().clip(0, 255).astype("uint8")


def _decode(vae, call: Mapping[str, Any]):
    first, *rest = call["args"]
    if first.dtype != vae.dtype:  # a pipeline may raise its VAE's precision for this alone
        vae.to(first.dtype)
    made = vae.decode(first, *rest, **call["kwargs"])
    return made[0]

"""Originals: the files that somebody else's machine made, kept raw; pictures and sounds conformed
from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import numpy

from vfc.actions.context import StepContext, params_of, reported
from vfc.actions.pictures import generated, kept
from vfc.errors import MediaError, StepError
from vfc.film.facts import FileKind, MediaFacts
from vfc.film.sources import Fit
from vfc.generators.api import Request
from vfc.generators.registry import Registry
from vfc.media.footage.conform import conform_footage
from vfc.media.footage.packets import copy_packets
from vfc.media.footage.probe import probe
from vfc.media.sound.samples import has_sound, read_samples, write_wav
from vfc.media.stills.move import conform_still
from vfc.media.video.join import Frame
from vfc.recipes.params import GeneratedParams
from vfc.recipes.step import Step

SHORT = Fraction(1, 2)  # seconds that an original may lack: its last picture is held
SOUND_RATE = 48000  # samples a second
HEAD = 4096  # bytes by which a file is told


def make_original(
    registry: Registry, step: Step, inputs: Mapping[str, Path], context: StepContext
) -> Path:
    """Have an original made, and keep its bytes as they came; StepError for what is no such
    picture.
    """
    params = params_of(step, GeneratedParams)
    draft = context.out.with_suffix(".part")
    with draft.open("wb") as file:
        for data in generated(registry, params, step, inputs, context):
            if isinstance(data, numpy.ndarray):
                raise StepError("a frame came, where the bytes of a file were asked for")
            file.write(data)
    with draft.open("rb") as file:
        ending = ending_of(file.read(HEAD))
    path = draft.rename(context.out.with_suffix(ending))
    try:
        check_original(path, params.request)
    except StepError as error:
        raise StepError(
            f"{error}; vfc build --resend '{step.name}' asks for it anew, and may pay again"
        ) from error
    return path


def make_picture(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Conform a take's picture from its original; its packets where they are one already."""
    request, original = params_of(step, GeneratedParams).request, inputs["original"]
    facts, copied = probe(original), context.out.with_suffix(".mp4")
    if facts.fills(request.size, request.rate) and copy_packets(
        original,
        copied,
        start=Fraction(0),
        frames=request.frames,
        size=request.size,
        rate=request.rate,
    ):
        return copied
    pictures = _pictures(original, facts, request)
    return kept(reported(pictures, request.frames, context), request, context)


def make_track(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Take the sound of an original; silence as long as its picture where it has none."""
    request, original = params_of(step, GeneratedParams).request, inputs["original"]
    if probe(original, decode=False).kind is not FileKind.STILL and has_sound(original):
        samples = read_samples(original, SOUND_RATE)
    else:
        samples = numpy.zeros((round(request.frames / request.rate * SOUND_RATE), 2), numpy.float32)
    path = context.out.with_suffix(".wav")
    write_wav(path, samples, SOUND_RATE)
    return path


def check_original(path: Path, request: Request) -> None:
    """Raise StepError where a file is not what was asked for: a still of a request without frames,
    else a video of its length.
    """
    try:
        facts = probe(path)
    except MediaError as error:
        raise StepError(f"what came cannot be read: {error}") from error
    wanted = request.frames / request.rate
    if not wanted and facts.kind is not FileKind.STILL:
        raise StepError(f"what came is a {facts.kind}, not a still")
    if wanted and facts.kind is not FileKind.VIDEO:
        raise StepError(f"what came is a {facts.kind}, not a video")
    if facts.seconds < wanted - SHORT:
        raise StepError(
            f"what came lasts {float(facts.seconds):.2f} s, and {float(wanted):g} s were asked for"
        )


def ending_of(head: bytes) -> str:
    """The ending of a file by its first bytes; `.bin` of one that is no media that is known."""
    if head[4:8] == b"ftyp":
        return (
            ".avif"
            if head[8:12] in (b"avif", b"avis")
            else ".mov"
            if head[8:10] == b"qt"
            else ".mp4"
        )
    if head[:4] == b"RIFF":
        return ".webp" if head[8:12] == b"WEBP" else ".avi"
    kinds = {
        b"\x89PNG": ".png",
        b"\xff\xd8\xff": ".jpg",
        b"GIF8": ".gif",
        b"\x1aE\xdf\xa3": ".webm",
    }
    return next((ending for start, ending in kinds.items() if head.startswith(start)), ".bin")


def _pictures(path: Path, facts: MediaFacts, request: Request) -> Iterator[Frame]:
    """The frames of an original `(height, width, 3)` uint8 sRGB, its last one held to the end."""
    if facts.kind is FileKind.STILL:
        yield from conform_still(
            path,
            frames=request.frames,
            length=request.length,
            size=request.size,
            fit=Fit.CROP,
            move=request.camera.move,
        )
        return
    there = min(request.frames, _frames(facts, request.rate))
    frame = None
    for frame in conform_footage(
        path,
        start=Fraction(0),
        frames=there,
        size=request.size,
        rate=request.rate,
        fit=Fit.CROP,
        as_it_is=True,
    ):
        yield frame
    for _ in range(request.frames - there):
        assert frame is not None
        yield frame


def _frames(facts: MediaFacts, rate: Fraction) -> int:
    return max(1, round(facts.seconds * rate))

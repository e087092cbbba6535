"""Pictures: a generator's frames, footage conformed, a still under the camera; grade and effects
over them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy

from vfc.actions.context import StepContext, params_of, reported
from vfc.errors import AbilityError, StepError
from vfc.film.roles import is_of
from vfc.film.sources import Fit
from vfc.film.timing import Size
from vfc.generators.api import Clip, Request, Stage, StageKind
from vfc.generators.registry import Guarded, Registry
from vfc.media.colour.grade import Grader, Grading
from vfc.media.effects.run import apply_effects
from vfc.media.fit import fitted
from vfc.media.footage.conform import conform_footage
from vfc.media.footage.decode import LostPacket
from vfc.media.footage.packets import copy_packets
from vfc.media.frames import deep_frames, grey_frame, read_rgb
from vfc.media.sound.samples import write_wav
from vfc.media.stills.images import read_still, read_transparent
from vfc.media.stills.move import conform_still, moved
from vfc.media.tensors import check_tensors, read_track
from vfc.media.video.fileclips import FileClip, PictureClip
from vfc.media.video.join import Frame, Overlap, Part, joined
from vfc.media.video.mezzanine import check_mezzanine, write_mezzanine
from vfc.media.viewing.glimpse import glimpse
from vfc.recipes.params import (
    FinishParams,
    FootageParams,
    GeneratedParams,
    JoinParams,
    Piece,
    PinnedParams,
    StillParams,
)
from vfc.recipes.step import Step, grain_seed


def make_generated(
    registry: Registry, step: Step, inputs: Mapping[str, Path], context: StepContext
) -> Path:
    """Make a picture, or a part of one, by its generator: without loss where it cost."""
    params = params_of(step, GeneratedParams)
    frames, near = (
        generated(registry, params, step, inputs, context),
        _generator(registry, params).near,
    )
    return kept(frames, params.request, context, rgb=step.costs, near=near, decode=step.costs)


def make_footage(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Make a take's picture from a file that moves."""
    params = params_of(step, FootageParams)
    path = context.file(step.files[0].digest)
    copied = context.out.with_suffix(".mp4")
    if params.packets and copy_packets(
        path, copied, start=params.start, frames=params.frames, size=params.size, rate=params.rate
    ):
        return copied
    lost: list[LostPacket] = []
    frames = conform_footage(
        path,
        start=params.start,
        frames=params.frames,
        size=params.size,
        rate=params.rate,
        fit=params.fit,
        pictures=params.pictures,
        lost=lost,
        deep=params.deep,
        focus=params.focus,
        view=params.view,
        length=params.length,
        as_it_is=True,
    )
    made = kept(reported(frames, params.frames, context), params, context, deep=params.deep)
    seconds = sorted({at for at, _ in lost if at is not None and at >= params.start})
    if seconds:
        context.notes.append(
            f"{path.name} is damaged in {len(seconds):,} places from {float(seconds[0]):.1f} s on: "
            "the frame before each is held"
        )
    return made


def make_still(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Make a take's picture from a still under its camera move."""
    params = params_of(step, StillParams)
    frames = conform_still(
        context.file(step.files[0].digest),
        frames=params.frames,
        length=params.length,
        size=params.size,
        fit=params.fit,
        move=params.camera.move,
        focus=params.focus,
        view=params.view,
        deep=params.deep,
    )
    shown = deep_frames(frames) if params.deep else frames
    return kept(reported(shown, params.frames, context), params, context, deep=params.deep)


def make_matte(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Make how much is seen of a take's picture, which is of a transparent file, in the luma of a
    picture.
    """
    params = params_of(step, FootageParams, StillParams)
    path = context.file(step.files[0].digest)
    if isinstance(params, StillParams):
        found = moved(
            read_transparent(path)[..., 3].copy(),
            frames=params.frames,
            length=params.length,
            size=params.size,
            fit=params.fit,
            move=params.camera.move,
            focus=params.focus,
            view=params.view,
        )
    else:
        found = conform_footage(
            path,
            start=params.start,
            frames=params.frames,
            size=params.size,
            rate=params.rate,
            fit=params.fit,
            pictures=params.pictures,
            focus=params.focus,
            view=params.view,
            length=params.length,
            matte=True,
        )
    frames = (grey_frame(each) for each in found if isinstance(each, numpy.ndarray))
    return kept(reported(frames, params.frames, context), params, context)


def make_join(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Make a take's picture of pieces of others, without loss where all of them are kept so."""
    params = params_of(step, JoinParams)
    frames = joined([_part(piece, inputs) for piece in params.pieces], params.size)
    return kept(
        reported(frames, params.frames, context), params, context, rgb=params.rgb, decode=params.rgb
    )


def kept(
    made: Iterable[Frame | bytes],
    of: FootageParams | StillParams | JoinParams | Request,
    context: StepContext,
    *,
    rgb: bool = False,
    near: bool = False,
    decode: bool = False,
    deep: bool = False,
) -> Path:
    """Frames as a mezzanine of the size, rate and count that were asked for; checked before it is
    returned.
    """
    path = context.out.with_suffix(".mkv" if rgb else ".mp4")
    write_mezzanine(
        path,
        _seen(_checked(made, of.frames, of.size), context),
        size=of.size,
        rate=of.rate,
        lossless_rgb=rgb,
        near=near,
        deep=deep,
    )
    check_mezzanine(path, frames=of.frames, size=of.size, rate=of.rate, decode=decode)
    return path


def _seen(frames: Iterable[Frame], context: StepContext) -> Iterator[Frame]:
    """Frames as they pass, each of which whoever looks on may see small."""
    for frame in frames:
        yield frame
        context.preview(partial(glimpse, frame))


def make_tensors(
    registry: Registry, step: Step, inputs: Mapping[str, Path], context: StepContext
) -> Path:
    """Make what a generator needs before the picture, such as embeddings or latents: a safetensors
    file.

    StepError where a frame comes.
    """
    path = context.out.with_suffix(".safetensors")
    with path.open("wb") as file:
        for data in generated(registry, params_of(step, GeneratedParams), step, inputs, context):
            if isinstance(data, numpy.ndarray):
                raise StepError("a frame came, where the bytes of a file of tensors were asked for")
            file.write(data)
    check_tensors(path)
    return path


def make_audio(
    registry: Registry, step: Step, inputs: Mapping[str, Path], context: StepContext
) -> Path:
    """Make the sound that comes with a picture: a WAV file, as loud as it was made."""
    samples, rate = read_track(make_tensors(registry, step, inputs, context))
    path = context.out.with_suffix(".wav")
    write_wav(path, samples, rate)
    return path


def make_pinned(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Nothing can make what the lock holds of an earlier text; StepError says what to do."""
    digest = params_of(step, PinnedParams).digest[:12]
    raise StepError(
        f"the lock pins {step.name} to a picture (digest {digest}) that is not in the store: bring "
        f"its object back, or take 'pin' out"
    )


def _part(piece: Piece, inputs: Mapping[str, Path]) -> Part:
    retime, match = piece.retime, piece.match
    overlap = (
        Overlap(path=inputs[match.role], start=match.start, own=match.own, frames=match.frames)
        if match
        else None
    )
    part = Part(
        path=inputs[piece.role],
        start=piece.start,
        frames=piece.frames,
        hold=piece.held,
        match=overlap,
    )
    return (
        part
        if retime is None
        else replace(part, of=retime.of, over=retime.over, curve=retime.curve)
    )


def _generator(registry: Registry, params: GeneratedParams) -> Guarded:
    generator = registry.get(params.generator)
    if generator is None:
        raise AbilityError(
            f"needs the generator '{params.generator}', which is not installed: install the "
            f"package that brings it; here are {_names(registry)}"
        )
    return generator


def generated(
    registry: Registry,
    params: GeneratedParams,
    step: Step,
    inputs: Mapping[str, Path],
    context: StepContext,
) -> Iterator[numpy.ndarray | bytes]:
    """What a generator yields for a stage: frames, or the bytes of a file; AbilityError where it is
    not installed, StepError where its model is another.
    """
    generator = _generator(registry, params)
    _check_model(registry, params)
    clips = _clips(params, step, inputs, context)
    earlier = {use.role: inputs[use.role] for use in step.uses if use.role not in clips}
    stage = Stage(
        kind=StageKind(step.kind.stage),
        request=params.whole_request,
        uses=tuple(map(StageKind, earlier)),
    )
    return generator.run(stage, clips | earlier, context, params.patience)


def _check_model(registry: Registry, params: GeneratedParams) -> None:
    """Raise StepError where the weights that are here are not those that the key was made with."""
    if not params.revision:
        return
    model = registry.model(params.generator, params.whole_request.options)
    if model is not None and model.revision != params.revision:
        raise StepError(
            f"the model's files are others than the lock holds ({model.revision[:12]}, not "
            f"{params.revision[:12]}): bring those back, or take these with vfc build --refresh"
        )


def _clips(
    params: GeneratedParams, step: Step, inputs: Mapping[str, Path], context: StepContext
) -> dict[str, Clip | Path]:
    """What a generator is given under each role: frames of other pictures, picture files, paths of
    adapters.
    """
    size = params.request.size
    found: dict[str, Clip | Path] = {}
    for part in params.ranges:
        found[part.role] = FileClip(inputs[part.role], part.start, part.frames, part.there, size)
    for role, digest in step.files:
        path = context.file(digest)
        if is_of(role, "adapter"):
            found[role] = path
        else:
            picture = read_still(path)
            own_size = is_of(role, "reference", "style")
            found[role] = PictureClip(picture if own_size else fitted(picture, size, Fit.CROP))
    return found


def _names(registry: Registry) -> str:
    return ", ".join(registry.names()) or "none"


def _checked(frames: Iterable[Frame | bytes], wanted: int, size: Size) -> Iterator[Frame]:
    """Pass frames on, and refuse a picture that is not what was asked for: exit code 0 is not
    success.
    """
    count = 0
    for frame in frames:
        count += 1
        if isinstance(frame, bytes):
            raise StepError(f"frame {count} is bytes, not ({size.height}, {size.width}, 3) uint8")
        shape, kind = getattr(frame, "shape", None), getattr(frame, "dtype", None)
        if shape is not None and (shape != (size.height, size.width, 3) or kind != numpy.uint8):
            raise StepError(
                f"frame {count} is {shape} {kind}, not ({size.height}, {size.width}, 3) uint8"
            )
        if count > wanted:
            raise StepError(f"more than the {wanted} frames that were asked for came")
        yield frame
    if count != wanted:
        raise StepError(f"{count} frames came, {wanted} were asked for")


def make_finish(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Grade one take, then run its effects; the frame count never changes."""
    params = params_of(step, FinishParams)
    frames = apply_effects(
        _graded(step, params, inputs["picture"], context),
        params.effects,
        params.rate,
        params.frames,
        scratch=context.out.parent,
    )
    path = context.out.with_suffix(".mp4")
    write_mezzanine(
        path, _checked(frames, params.frames, params.size), size=params.size, rate=params.rate
    )
    check_mezzanine(path, frames=params.frames, size=params.size, rate=params.rate, decode=False)
    return path


def _graded(
    step: Step, params: FinishParams, picture: Path, context: StepContext
) -> Iterator[numpy.ndarray]:
    lut = context.file(step.files[0].digest) if step.files else None
    look = (
        None
        if params.grade.neutral
        else Grading(grade=params.grade, seed=grain_seed(step.uses[0].key), lut=lut)
    )
    grader = Grader(look) if look else None
    for index, frame in enumerate(
        reported(read_rgb(picture, 0, params.frames), params.frames, context)
    ):
        yield grader.grade(frame, index) if grader else frame

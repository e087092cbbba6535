"""From a request to the arguments of a pipeline's call: words, sizes, steps, and each input where
the pipeline has a place for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from vfc.errors import GeneratorError
from vfc.film.roles import Role, is_of
from vfc.generators.api import Clip, Request, Verb
from vfc.generators.diffusion.model.families import ASIDE, LOOKS_AT, MEANINGS
from vfc.generators.diffusion.model.library import member
from vfc.generators.diffusion.model.signature import Signature

if TYPE_CHECKING:
    import numpy
    from PIL import Image

# roles to abilities
ASKS = {"first": "first", "last": "last", "tail": "extend", "head": "extend-start"}
GREY = 127  # of a frame that is to be made, in a video that is masked


class FixedFrames(NamedTuple):
    """Frames that a picture must have from a place on."""

    start: int
    frames: list[Image.Image]


def asked(request: Request) -> frozenset[str]:
    """The abilities that a request needs of the pipeline that answers it."""
    found = {ASKS[each.role] for each in request.inputs if each.role in ASKS}
    found |= {"keyframes" for each in request.inputs if is_of(each.role, "card")}
    found |= {"references" for each in request.inputs if is_of(each.role, "reference")}
    return frozenset(found | ({request.verb} if request.verb else set()))


def word_arguments(request: Request, signature: Signature) -> dict[str, Any]:
    """The arguments that decide how words are encoded: the words, what is to be avoided, guidance,
    tokens.
    """
    options = dict(request.options)
    given = {
        "negative": request.prompt.avoid or None,
        "guidance": options["guidance"],
        "tokens": options["tokens"],
        "second guidance": options["guidance_2"],
    }
    found: dict[str, Any] = (
        {"prompt": request.prompt.text} if "prompt" in signature.arguments else {}
    )
    for meaning, value in given.items():
        name = signature.first_of(*MEANINGS[meaning])
        if name and value and name not in found:
            found[name] = value
    return found


def arguments(request: Request, signature: Signature, inputs: Mapping[str, Clip]) -> dict[str, Any]:
    """All arguments of a pipeline's call but the noise and the form of what it gives."""
    found = word_arguments(request, signature)
    plain = {
        "steps": dict(request.options)["steps"],
        "frames": request.frames,
        "rate": _rate(request, signature),
    }
    for meaning, value in plain.items():
        if (name := signature.first_of(*MEANINGS[meaning])) and value:
            found[name] = value
    if "height" in signature.arguments:
        found |= {"height": request.size.height, "width": request.size.width}
    for name, value in ASIDE.get(signature.name, ()):
        found[name] = request.size.width * request.size.height if value == "area" else value
    return found | _pictures(request, signature, inputs)


def _rate(request: Request, signature: Signature) -> float | int:
    """Frames a second, of the kind that the pipeline's own default has."""
    default = signature.arguments.get(signature.first_of(*MEANINGS["rate"]))
    return float(request.rate) if isinstance(default, float) else round(request.rate)


def _pictures(request: Request, signature: Signature, inputs: Mapping[str, Clip]) -> dict[str, Any]:
    """The inputs as arguments."""
    found: dict[str, Any] = {}
    references = [
        _image(inputs[each.role][0]) for each in request.inputs if is_of(each.role, "reference")
    ]
    if references:
        found |= _references(references, signature)
    if request.verb == Verb.REMIX:
        clip = [_image(frame) for frame in inputs["of"]]
        video = signature.first_of(*MEANINGS["video"])
        found |= {video: clip} if video else {signature.first_of(*MEANINGS["first"]): clip[0]}
        return found | {signature.first_of(*MEANINGS["strength"]): request.strength}
    held = list(_held(request, inputs))
    if not held:
        return found
    if "conditions" in signature.arguments:
        return found | {"conditions": [_condition(each, request, signature) for each in held]}
    if "mask" in signature.arguments:
        return found | _masked(held, request)
    return found | {
        signature.first_of(*MEANINGS["last" if each.start else "first"]): each.frames[0]
        for each in held
    }


def _held(request: Request, inputs: Mapping[str, Clip]) -> Iterator[FixedFrames]:
    """The frames that the inputs hold, in order."""
    last = request.frames - 1
    if request.verb in (Verb.BLEND, Verb.LOOP):
        yield FixedFrames(0, [_image(list(inputs["from"])[-1])])
        yield FixedFrames(last, [_image(inputs["into"][0])])
        return
    if "tail" in inputs:
        yield FixedFrames(0, [_image(frame) for frame in inputs["tail"]])
    elif "first" in inputs and not any(card.frame == 0 for card in request.cards):
        yield FixedFrames(0, [_image(inputs["first"][0])])
    for number, card in enumerate(request.cards, 1):
        yield FixedFrames(card.frame, [_image(inputs[str(Role("card", number))][0])])
    if "head" in inputs:
        frames = [_image(frame) for frame in inputs["head"]]
        yield FixedFrames(request.frames - len(frames), frames)
    elif "last" in inputs:
        yield FixedFrames(last, [_image(inputs["last"][0])])


def _references(pictures: Sequence[Image.Image], signature: Signature) -> dict[str, Any]:
    name = signature.first_of(*MEANINGS["references"])
    if name == "references":  # of blocks, which want each told as what it is
        reference = member("diffusers.modular_pipelines.minimax_h3", "MiniMaxH3ImageReference")
        return {name: [reference(image=each) for each in pictures]}
    if name:
        return {name: list(pictures)}
    most = LOOKS_AT.get(signature.name, 1)
    if len(pictures) > most:
        raise GeneratorError(
            f"{signature.name} looks at {most} picture{'s' if most > 1 else ''} at the most, and "
            f"this shot gives it {len(pictures)}: name fewer references"
        )
    return {signature.first_of(*MEANINGS["first"]): list(pictures) if most > 1 else pictures[0]}


def _condition(held: FixedFrames, request: Request, signature: Signature) -> object:
    """Held frames as LTX takes them: 8k+1 of them from a frame (LTX2: from a latent) on."""
    at_end = held.start > 0
    count = (len(held.frames) - 1) // 8 * 8 + 1
    frames = held.frames[-count:] if at_end else held.frames[:count]
    start = held.start + len(held.frames) - count if at_end else 0
    if signature.name.startswith("LTX2"):
        from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition

        return LTX2VideoCondition(
            frames=frames if count > 1 else frames[0], index=-1 if at_end else 0
        )
    from diffusers.pipelines.ltx.pipeline_ltx_condition import LTXVideoCondition

    if count > 1:
        return LTXVideoCondition(frame_index=start, video=frames)
    return LTXVideoCondition(frame_index=start, image=frames[0])


def _masked(held: Sequence[FixedFrames], request: Request) -> dict[str, Any]:
    """Held frames as a video with grey where frames are to be made, and a mask that is white
    there.
    """
    from PIL import Image

    size = (request.size.width, request.size.height)
    video = [Image.new("RGB", size, (GREY, GREY, GREY))] * request.frames
    mask = [Image.new("L", size, 255)] * request.frames
    for start, frames in held:
        video[start : start + len(frames)] = frames
        mask[start : start + len(frames)] = [Image.new("L", size, 0)] * len(frames)
    return {"video": video, "mask": mask}


def stand_ins(signature: Signature) -> dict[str, Any]:
    """Small grey pictures for those that a call may insist on, where only its words are wanted of
    it.
    """
    from PIL import Image

    grey = Image.new("RGB", (64, 64), (GREY, GREY, GREY))
    if "conditions" in signature.arguments or "mask" in signature.arguments:
        return {}
    found = {"first": grey, "last": grey, "video": [grey] * 9}
    return {
        name: value
        for meaning, value in found.items()
        if (name := signature.first_of(*MEANINGS[meaning]))
    }


def styles(request: Request, inputs: Mapping[str, Clip]) -> list[Image.Image]:
    """The pictures of a style that come with a request."""
    return [_image(inputs[each.role][0]) for each in request.inputs if is_of(each.role, "style")]


def _image(frame: numpy.ndarray) -> Image.Image:
    from PIL import Image

    return Image.fromarray(frame)

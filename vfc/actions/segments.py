"""Segments: what each shows, composed frame by frame and encoded by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy

from vfc.actions.context import StepContext, params_of, reported
from vfc.film.model import TitleStyle
from vfc.film.roles import Role, is_of
from vfc.film.timing import Size
from vfc.media.colour.grade import Grading
from vfc.media.formats import ENCODERS, encoder_of
from vfc.media.lettering.slate import draw_slate
from vfc.media.lettering.titles import draw_card, draw_title, draw_words, shaped
from vfc.media.video.compose import CardSide, Mix, SegmentFade, SegmentSide, Title, compose, rgb_of
from vfc.media.video.counter import Counter
from vfc.media.video.encode import EncodeSettings, encode_segment
from vfc.media.video.layers import LayerSide
from vfc.media.video.played import FileSide
from vfc.recipes.layers import LayerPart
from vfc.recipes.params import CardUse, OverlayPart, PicturePart, SegmentParams, Side, VideoParams
from vfc.recipes.step import Step, grain_seed


def settings_of(params: SegmentParams | VideoParams) -> EncodeSettings:
    """How the segments of a deliverable are encoded."""
    return EncodeSettings(
        size=params.size, rate=params.rate, codec=params.codec, quality=params.quality
    )


def make_segment(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Compose and encode one segment; it has exactly the frames that were asked for."""
    params = params_of(step, SegmentParams)
    fonts = {use.digest: context.file(use.digest) for use in step.files if is_of(use.role, "font")}
    frames = compose(
        _sides(step, inputs, fonts, context),
        frames=params.frames,
        size=params.size,
        mix=_mix(step, params, context),
        titles=_titles(params, fonts),
        fades=[
            SegmentFade(
                colour=each.colour,
                toward=each.toward,
                first=each.first,
                total=each.total,
                at=each.at,
            )
            for each in params.fades
        ],
        slate=_slate(params, fonts),
        counter=_counter(params),
        depth=encoder_of(params.codec, params.depth).depth,
        layers=_layers(step, params.layers, inputs, context),
    )
    settings = replace(settings_of(params), depth=params.depth, factor=params.factor)
    path = context.out.with_suffix(f".{ENCODERS[params.codec].segments}")
    encode_segment(path, reported(frames, params.frames, context), settings, params.frames)
    return path


def _sides(
    step: Step, inputs: Mapping[str, Path], fonts: Mapping[str, Path], context: StepContext
) -> list[SegmentSide]:
    params = params_of(step, SegmentParams)
    sides: dict[Side, SegmentSide] = {
        part.role: FileSide(
            path=inputs[part.role],
            seen=part.seen,
            between=part.between,
            fit=params.fit,
            grading=_look(step, part, context),
            focus=part.focus,
            way=_way(params, part),
            layers=_layers(step, part.layers, inputs, context),
        )
        for part in params.pictures
    }
    for card in params.cards:
        sides[card.role] = card_side(params.size, card, fonts)
    if not sides:
        alone = CardUse(
            role=Side.PICTURE, text=params.text, style=params.style, colour=params.colour
        )
        sides[Side.PICTURE] = card_side(params.size, alone, fonts)
    return [sides[role] for role in Side if role in sides]


def _way(params: SegmentParams, part: PicturePart) -> tuple[tuple[int, float, float], ...]:
    """Where the subject of a picture is that a crop follows."""
    if not part.subject or part.request is None:
        return ()
    from vfc.generators.previs.picture.sightline import subject_way  # of what it follows alone

    drawn, size = part.request.size, params.size
    shapes = size.width * drawn.height, size.height * drawn.width
    return subject_way(part.request, min(1.0, shapes[0] / shapes[1]))


def _layers(
    step: Step, parts: Sequence[LayerPart], inputs: Mapping[str, Path], context: StepContext
) -> list[LayerSide]:
    return [_layer(step, part, inputs, context) for part in parts]


def _layer(
    step: Step, part: LayerPart, inputs: Mapping[str, Path], context: StepContext
) -> LayerSide:
    files = {use.role: use.digest for use in step.files}
    clip = part.role not in files
    return LayerSide(
        path=inputs[part.role] if clip else context.file(files[part.role]),
        look=part.look,
        clip=clip,
        matte=inputs[f"{part.role} matte"] if part.matte else None,
        grading=_look(step, part, context),
        focus=part.focus,
        at=part.at,
        frames=part.frames,
        start=part.start,
        elapsed=part.elapsed,
        total=part.total,
    )


def _look(step: Step, part: PicturePart | LayerPart, context: StepContext) -> Grading | None:
    """How a picture is graded. Its grain is by its own key: the same in each segment that shows it,
    however cut.
    """
    if part.grade is None:
        return None
    key = next(use.key for use in step.uses if use.role == part.role)
    lut = next(
        (use.digest for use in step.files if use.role == str(Role("lut", part=part.role))), ""
    )
    return Grading(grade=part.grade, seed=grain_seed(key), lut=context.file(lut) if lut else None)


def _mix(step: Step, params: SegmentParams, context: StepContext) -> Mix | None:
    """The transition of a segment that has one."""
    if not params.transition:
        return None
    image = next((use.digest for use in step.files if use.role == "luma"), "")
    return Mix(
        kind=params.transition, look=params.look, image=context.file(image) if image else None
    )


def card_side(size: Size, card: CardUse, fonts: Mapping[str, Path]) -> CardSide:
    """A card, or a plain colour, as it is seen."""
    if card.style is None:
        return CardSide(picture=_plain(size, card.colour))
    font = _font(card.style, fonts)
    if not card.total:
        return CardSide(picture=draw_card(size, card.text, card.style, font))
    moving = _moving(size, card.text, card.style, font, card.total, over_picture=False)
    picture = (
        _plain(size, card.style.background)
        if moving
        else draw_card(size, card.text, card.style, font)
    )
    words = Title(
        image=moving(card.elapsed) if moving else draw_words(size, card.text, card.style, font),
        moving=moving,
        at=0,
        frames=card.total,
        elapsed=card.elapsed,
        total=card.total,
        fade=card.style.fade,
        fade_out=card.style.fade_out,
    )
    return CardSide(picture=picture, words=words, bare=_plain(size, card.style.background))


def _plain(size: Size, colour: str) -> numpy.ndarray:
    found = numpy.empty((size.height, size.width, 3), numpy.uint8)
    found[:] = rgb_of(colour)
    return found


def _titles(params: SegmentParams, fonts: Mapping[str, Path]) -> list[Title]:
    return [_title(params.size, part, _font(part.style, fonts)) for part in params.overlays]


def _title(size: Size, part: OverlayPart, font: Path | None) -> Title:
    moving = _moving(size, part.text, part.style, font, part.total)
    return Title(
        image=moving(part.elapsed) if moving else draw_title(size, part.text, part.style, font),
        moving=moving,
        at=part.at,
        frames=part.frames,
        elapsed=part.elapsed,
        total=part.total,
        fade=part.style.fade,
        fade_out=part.style.fade_out,
    )


def _moving(
    size: Size,
    text: str,
    style: TitleStyle,
    font: Path | None,
    total: int,
    *,
    over_picture: bool = True,
) -> Callable[[int], numpy.ndarray] | None:
    """The picture of words that move, by the frames shown before; None of those that stand."""
    if not style.look.moves:
        return None
    return shaped(size, text, style, font, total=total, over_picture=over_picture).picture


def _slate(params: SegmentParams, fonts: Mapping[str, Path]) -> numpy.ndarray | None:
    if params.slate is None:
        return None
    name = f"{params.slate.shot}  take {params.slate.take}"
    return draw_slate(params.size, name, params.slate.camera, params.slate.words, [*fonts.values()])


def _counter(params: SegmentParams) -> Counter | None:
    """The time of the picture that the slate names: the last, to which a transition leads."""
    if params.slate is None:
        return None
    part = params.pictures[-1]
    return Counter(size=params.size, rate=params.rate, seen=part.seen)


def _font(style: TitleStyle, fonts: Mapping[str, Path]) -> Path | None:
    return fonts[style.font.digest] if style.font else None

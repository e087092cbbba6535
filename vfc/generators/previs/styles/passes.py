"""Every pass by the name that a style's file calls it, and a style's passes prepared."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vfc.generators.previs.styles import craft, drawing, film, tones, video
from vfc.generators.previs.styles.design import StyleDesign
from vfc.generators.previs.styles.sheet import FramePass, Sheet

PASSES: dict[str, Callable[..., FramePass]] = {
    "anime": drawing.anime,
    "bleed": video.bleed,
    "blinds": tones.blinds,
    "bloom": tones.bloom,
    "blueprint": drawing.blueprint,
    "clay": craft.clay,
    "curve": tones.curve,
    "display": video.display,
    "duotone": tones.duotone,
    "dust": film.dust,
    "flicker": film.flicker,
    "fringe": tones.fringe,
    "gate": film.gate,
    "grain": film.grain,
    "handheld": film.handheld,
    "ink": drawing.ink,
    "leak": film.leak,
    "lines": video.lines,
    "matrix": tones.matrix,
    "monochrome": tones.monochrome,
    "papercut": craft.papercut,
    "pencil": drawing.pencil,
    "pixels": craft.pixels,
    "saturation": tones.saturation,
    "soften": tones.soften,
    "tracking": video.tracking,
    "vignette": tones.vignette,
    "watercolour": drawing.watercolour,
    "weave": film.weave,
    "woodcut": drawing.woodcut,
}


def prepared(sheet: Sheet, style: StyleDesign) -> Iterator[FramePass]:
    """The passes of a style, made ready for a shot."""
    for entry in style.passes:
        options = {key: value for key, value in entry.items() if key != "pass"}
        yield PASSES[entry["pass"]](sheet, **options)

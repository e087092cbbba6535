"""The last pass over each frame: the passes of its styles, vignette, grain, letterbox, caption."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from vfc.generators.previs.canvas.palette import palette
from vfc.generators.previs.reading.scene import SceneWords
from vfc.generators.previs.styles.design import StyleDesign, acting
from vfc.generators.previs.styles.film import grain
from vfc.generators.previs.styles.passes import prepared
from vfc.generators.previs.styles.sheet import FramePass, Sheet
from vfc.generators.previs.styles.tones import monochrome, vignette

VIGNETTE, GRAIN = 0.26, 2.4  # of the plain picture
STOCK = 8  # styles of this order and above act on what the camera's lens and film have given


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """What the last pass needs, made once; each drawing is seen for `hold` frames."""

    passes: tuple[FramePass, ...]
    hold: int
    bars: int
    caption: np.ndarray | None

    def drawn(self, index: int) -> int:
        """The index of the frame that is drawn where `index` is shown."""
        return index - index % self.hold

    def apply(self, frame: np.ndarray, index: int) -> np.ndarray:
        """Finish a frame, `(height, width, 3)` uint8 sRGB, 0 to 255, perhaps in its own memory."""
        index = self.drawn(index)
        for each in self.passes:
            frame = each(frame, index)
        if self.bars:
            frame[: self.bars] = 0
            frame[frame.shape[0] - self.bars :] = 0
        if self.caption is not None:
            rows, columns = self.caption.shape[:2]
            part = frame[frame.shape[0] - rows :, :columns]
            cv2.max(part, self.caption, dst=part)
        return frame


def finish(
    words: SceneWords,
    height: int,
    width: int,
    seed: int,
    bars: int,
    caption: np.ndarray | None,
    rate: float = 24.0,
) -> Finish:
    """Prepare the last pass for a shot; `caption` is `(rows, columns, 3)` uint8, on black."""
    styles = acting(words.styles)
    dark = palette(words).dark
    sheet = Sheet(height=height, width=width, seed=seed, rate=rate, dark=dark)
    return Finish(
        passes=tuple(passes(sheet, styles)),
        hold=max((style.hold for style in styles), default=1),
        bars=bars,
        caption=caption,
    )


def passes(sheet: Sheet, styles: Collection[StyleDesign]) -> Iterator[FramePass]:
    """The passes of a shot: of drawings and tints, vignette, grain, those of film and tape.

    Of vignettes and grains that several styles name the least acts.
    """
    for style in styles:
        if style.order < STOCK:
            yield from prepared(sheet, style)
    dark = min((s.vignette for s in styles if s.vignette is not None), default=VIGNETTE)
    noise = min((s.grain for s in styles if s.grain is not None), default=GRAIN)
    if dark:
        yield vignette(sheet, strength=dark)
    if noise:
        yield grain(sheet, strength=noise)
    stocks = [style for style in styles if style.order >= STOCK]
    for style in stocks:
        yield from prepared(sheet, style)
    if stocks and any(style.colourless for style in styles):
        yield monochrome(sheet)

"""What each kind of step is told, as frozen values; all of it counts in the step's key.

Files and artifacts stand in them by role: the step's `files` and `uses` bind each role to a digest
or a key.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

from vfc.edit.assembly import CardUse, Chapter, FadePart
from vfc.edit.assembly import OverlayPart as OverlayPart
from vfc.edit.assembly import Side as Side
from vfc.film.boards import BoardCell
from vfc.film.datarate import DataRate, FileLimits
from vfc.film.formats import Codec, EditCodec, Quality, SubtitleKind
from vfc.film.framing import Focus, View
from vfc.film.keyed import left_out, outside_keys
from vfc.film.model import Camera, Effect, Fit, Grade, Options, Stabilisation, TitleStyle
from vfc.film.proxies import SpriteSheet
from vfc.film.subtitles import SubtitleCue, SubtitleTrack
from vfc.film.timing import Size
from vfc.film.transitions import TransitionLook
from vfc.generators.api import Request
from vfc.recipes.layers import LayerPart
from vfc.recipes.pictureparts import PicturePart as PicturePart
from vfc.recipes.soundparams import MixParams as MixParams
from vfc.recipes.soundparams import SoundEventParams as SoundEventParams
from vfc.recipes.soundparams import SoundParams as SoundParams
from vfc.recipes.soundparams import TapeParams as TapeParams
from vfc.recipes.soundparams import VoiceParams as VoiceParams


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRange:
    """Which frames of the picture under a role are a request's input: `frames` of them, the first
    at `start`.

    Beyond the picture's `there` frames its last one is held.
    """

    role: str
    start: int
    frames: int
    there: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedParams:
    """A take's picture, or a part of it, that a generator makes; `revision` is the model's, where
    one is known.

    Each input of the request is a range of a picture that the step uses, or else a file of the same
    role. `unkeyed` are the options that say where a model lies and how it is run: they go with the
    request, and not into the key.
    """

    generator: str
    request: Request
    ranges: tuple[InputRange, ...] = left_out(())
    revision: str = left_out("")
    unkeyed: Options = outside_keys(())
    patience: int | None = outside_keys(None)  # seconds

    @property
    def whole_request(self) -> Request:
        """The request as the generator gets it, every option with it; `revision` is what the text's
        was found to be.
        """
        found = {**dict(self.unkeyed), **({"revision": self.revision} if self.revision else {})}
        return replace(
            self.request, options=tuple(sorted((dict(self.request.options) | found).items()))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Retime:
    """`of` frames played as `over`, by a curve; frames between two are mixed from both."""

    of: int
    over: int
    curve: str = left_out("linear")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Colours matched so that the piece's frames from `own` on look like those of the picture
    `role` from `start` on.

    Measured on `frames` of each.
    """

    role: str
    start: int
    own: int
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`frames` of the picture under a role from `start` on (after `retime`), the last one `held`
    for so many more.
    """

    role: str
    start: int
    frames: int
    held: int = left_out(0)
    retime: Retime | None = left_out(None)
    match: Match | None = left_out(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinParams:
    """A take's picture joined from pieces of others, at the film's size; `rgb` where all of them
    are kept in RGB.
    """

    frames: int
    size: Size
    rate: Fraction
    pieces: tuple[Piece, ...]
    rgb: bool = left_out(False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedParams:
    """A picture that a pinned shot is derived from, as the lock holds it: the digest of its bytes,
    its frames.
    """

    digest: str
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreParams:
    """How good one take is: its own `frames` measured; roles `picture`, and `reference n` among the
    files.

    `motion_asked` is None where the text says nothing of how the camera moves.
    """

    frames: int
    rate: Fraction
    motion_asked: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageParams:
    """A take's picture conformed from a file, from `start` seconds of it on."""

    start: Fraction
    frames: int
    size: Size
    rate: Fraction
    fit: Fit
    pictures: Fraction = left_out(Fraction(1))  # a second, of numbered ones
    deep: bool = left_out(False)  # kept in ten bits, of a file that has more than 8
    focus: Focus | None = left_out(None)
    view: View | None = left_out(None)
    length: int = left_out(0)  # where it has a view
    packets: bool = left_out(False)  # of the file, kept as they are where they can be


@dataclass(frozen=True, slots=True, kw_only=True)
class StillParams:
    """A take's picture from a still under a move, or a view, that runs over `length` frames; `deep`
    is kept in ten bits, of a file that has 16.
    """

    frames: int
    length: int
    size: Size
    rate: Fraction
    fit: Fit
    camera: Camera
    focus: Focus | None = left_out(None)
    view: View | None = left_out(None)
    deep: bool = left_out(False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SteadyParams:
    """One take's picture (role `picture`) held steady; or, as steady as that, the picture under the
    role `matte`, which says how transparent it is.

    `area` is where it stands between bars: left, top, width and height in pixels. `deep`: kept in
    ten bits.
    """

    frames: int
    size: Size
    rate: Fraction
    stabilise: Stabilisation
    area: tuple[int, int, int, int] | None = left_out(None)
    deep: bool = left_out(False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishParams:
    """Grade, then effects over one take's picture; role `picture`, and `lut` among the files."""

    frames: int
    size: Size
    rate: Fraction
    grade: Grade
    effects: tuple[Effect, ...] = left_out(())


@dataclass(frozen=True, slots=True, kw_only=True)
class SlatePart:
    """What a slate says of the shot that a segment shows; its time is that of the last picture."""

    shot: str
    take: int
    camera: str = left_out("")
    words: str = left_out("")


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentParams:
    """One closed-GOP piece of a deliverable: one picture, two under a transition, a card, or a
    plain colour.
    """

    frames: int
    size: Size
    rate: Fraction
    codec: Codec
    quality: Quality
    fit: Fit = left_out("crop", default=Fit.CROP)
    pictures: tuple[PicturePart, ...] = left_out(())
    cards: tuple[CardUse, ...] = left_out(())
    transition: str = left_out("")
    look: TransitionLook = left_out(TransitionLook())
    fades: tuple[FadePart, ...] = left_out(())
    overlays: tuple[OverlayPart, ...] = left_out(())
    layers: tuple[LayerPart, ...] = left_out(())
    text: str = left_out("")
    style: TitleStyle | None = left_out(None)
    colour: str = left_out("")
    slate: SlatePart | None = left_out(None)
    depth: int = left_out(0)  # bits of a level; 0: the codec's own
    factor: int = left_out(0)  # a constant rate factor; 0: the quality's


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoParams:
    """A film file: the packets of its segments in order (roles `1`, `2`, ...) and of its sound.

    `segments` are the frames of each segment. Where its pictures are fitted into room, the segments
    are lossless, and are encoded by the `depth` and the rate that are said here.
    """

    frames: int
    segments: tuple[int, ...]
    size: Size
    rate: Fraction
    codec: Codec
    quality: Quality
    container: str
    title: str
    credits: str = left_out("")  # of what its pictures are drawn with
    subtitles: tuple[SubtitleTrack, ...] = left_out(())
    chapters: tuple[Chapter, ...] = left_out(())
    data_rate: DataRate = left_out(DataRate())
    platform: FileLimits | None = left_out(None)
    depth: int = left_out(0)
    language: str = left_out("")  # that is spoken
    timecode: str = left_out("")  # of the first frame


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewParams:
    """Moving pictures for a page, of the segments (roles `1`, `2`, ...) of so many frames each."""

    frames: int
    segments: tuple[int, ...]
    size: Size
    rate: Fraction
    container: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterParams:
    """A still of a film: a frame of the segment `1`, as a file of an ending."""

    frame: int
    size: Size
    container: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StillsParams:
    """The frames of the segment `1` as stills of an ending, in one archive."""

    frames: int
    size: Size
    container: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceParams:
    """All frames of a film as numbered stills: archives (roles `1`, `2`, ...) of so many each."""

    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThumbnailParams:
    """A small still: a frame of the picture under the role `picture`, as a file of an ending
    (`form`); its table of colour is the file `lut picture`.
    """

    frame: int
    size: Size
    grade: Grade | None = left_out(None)
    form: str = left_out("png")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyParams:
    """The first frames of the picture under the role `picture` as a small film file, with the sound
    under the role `sound`, where there is one, from `start` seconds on; its table of colour is the
    file `lut picture`.
    """

    frames: int
    size: Size
    rate: Fraction
    grade: Grade | None = left_out(None)
    start: Fraction = left_out(Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpritesParams:
    """Small pictures of the film file under the role `movie`, on one sheet."""

    sheet: SpriteSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveformParams:
    """The peaks of the sound of the film file under the role `movie`, so many a second."""

    peaks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardParams:
    """A cut on paper: thumbnails (roles `1`, `2`, ...) of a size, each with its cell."""

    title: str
    cells: tuple[BoardCell, ...]
    size: Size
    rate: Fraction
    container: str
    language: str = left_out("")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMediaParams:
    """A file that editing programs open: all frames of the picture under the role `picture`, or of
    a card, with a timecode track; `timecode` is that of its first frame.
    """

    frames: int
    size: Size
    rate: Fraction
    codec: EditCodec
    reel: str
    timecode: str
    card: CardUse | None = left_out(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleParams:
    """A file of subtitles, at a rate; `size` is of the picture that they are laid on, where the
    file says it; so with `language`.
    """

    cues: tuple[SubtitleCue, ...]
    form: SubtitleKind
    rate: Fraction
    size: Size | None = left_out(None)
    language: str = left_out("")
    title: str = left_out("")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineParams:
    """The cut for another tool: a text whose media links are the roles of the step's uses."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleParams:
    """An .otioz: a timeline whose links are `media/NAME`, with the step's uses and files under the
    names that are their roles.
    """

    text: str


Params = (
    GeneratedParams
    | JoinParams
    | PinnedParams
    | ScoreParams
    | FootageParams
    | StillParams
    | SteadyParams
    | FinishParams
    | SegmentParams
    | VoiceParams
    | TapeParams
    | MixParams
    | SoundParams
    | VideoParams
    | PreviewParams
    | PosterParams
    | StillsParams
    | SequenceParams
    | ThumbnailParams
    | ProxyParams
    | SpritesParams
    | WaveformParams
    | BoardParams
    | SubtitleParams
    | EditMediaParams
    | TimelineParams
    | BundleParams
)


def frames_of(params: Params) -> int:
    """The frames of the picture that a step makes; TypeError of parameters that are of no
    picture.
    """
    match params:
        case GeneratedParams():
            return params.request.frames
        case (
            JoinParams()
            | PinnedParams()
            | FootageParams()
            | StillParams()
            | SteadyParams()
            | FinishParams()
        ):
            return params.frames
        case (
            ScoreParams()
            | SegmentParams()
            | VoiceParams()
            | TapeParams()
            | MixParams()
            | SoundParams()
            | VideoParams()
            | PreviewParams()
            | PosterParams()
            | StillsParams()
            | SequenceParams()
            | ThumbnailParams()
            | ProxyParams()
            | SpritesParams()
            | WaveformParams()
            | BoardParams()
            | SubtitleParams()
            | EditMediaParams()
            | TimelineParams()
            | BundleParams()
        ):
            raise TypeError(f"{type(params).__name__} are of no picture")
        case _:
            assert_never(params)

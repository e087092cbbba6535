"""What each kind of step is told, as frozen values; all of it counts in the step's key.

Files and artifacts stand in them by role: the step's `files` and `uses` bind each role to a digest or a key.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from vfc.edit.assembly import CardUse, FadePart, OverlayPart
from vfc.film.model import Camera, Effect, Fit, Grade, Options, TitleStyle
from vfc.film.timing import Size
from vfc.generators.api import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedCard:
    """A storyboard card: from `frame` of the shot on, these words; its image comes under the role `card n`."""

    frame: int
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRole:
    """Another shot's picture under a role: one `frame` of it, or its first `frames`, which are the shot's own."""

    role: str
    frame: int
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedFrom:
    """How a picture is derived from others: the verb of the language and its numbers; '' is words alone."""

    verb: str = ""
    cards: tuple[TimedCard, ...] = ()
    frames: tuple[PictureRole, ...] = ()
    strength: float = -1.0
    by: int = 0
    toward: str = ""
    keep: tuple[int, ...] = ()
    curve: str = ""
    seam: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedParams:
    """A take's picture that a generator makes; `revision` is the model's, where the lock holds one."""

    generator: str
    request: Request
    derived: DerivedFrom | None = None
    revision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageParams:
    """A take's picture cut from a file: conformed to the film's size and rate from `start` seconds of the file."""

    start: Fraction
    frames: int
    size: Size
    rate: Fraction
    fit: Fit


@dataclass(frozen=True, slots=True, kw_only=True)
class StillParams:
    """A take's picture from a still under a camera move that runs over `length` of its `frames`."""

    frames: int
    length: int
    size: Size
    rate: Fraction
    fit: Fit
    camera: Camera


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishParams:
    """Grade and effects over one take's picture; role `picture`, and `lut` among the files."""

    frames: int
    size: Size
    rate: Fraction
    grade: Grade
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePart:
    """Where a segment's frames come from: the role of a picture, the first of its frames, and how fast it runs."""

    role: str
    start: Fraction
    speed: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentParams:
    """One closed-GOP piece of a deliverable: one picture, two under a transition, a card, or a plain colour."""

    frames: int
    size: Size
    rate: Fraction
    codec: str
    quality: str
    fit: Fit = "crop"
    pictures: tuple[PicturePart, ...] = ()
    cards: tuple[CardUse, ...] = ()
    transition: str = ""
    fades: tuple[FadePart, ...] = ()
    overlays: tuple[OverlayPart, ...] = ()
    text: str = ""
    style: TitleStyle | None = None
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceParams:
    """A line to be spoken, and by which voice generator with which options."""

    voice: str
    text: str
    options: Options = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundEventParams:
    """One sound in the mix; seconds are exact. `role` names the file or the artifact that it comes from."""

    role: str
    start_in_film: Fraction
    start_in_source: Fraction = Fraction(0)
    seconds: Fraction | None = None
    gain: float = 0.0
    fade_in: Fraction = Fraction(0)
    fade_out: Fraction = Fraction(0)
    repeat: bool = False
    duck: bool = False
    speech: bool = False
    speed: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundParams:
    """The whole sound of one cut, mixed and encoded once; `seconds` exact."""

    seconds: Fraction
    sample_rate: int
    loudness: float | None
    events: tuple[SoundEventParams, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoParams:
    """A film file: the packets of its segments in order (roles `1`, `2`, ...) and of its sound.

    `segments` are the frames of each segment.
    """

    frames: int
    segments: tuple[int, ...]
    size: Size
    rate: Fraction
    codec: str
    quality: str
    container: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextParams:
    """A deliverable that is text, such as subtitles; `text` is the file."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineParams:
    """film.otio: an OpenTimelineIO text whose media links are the roles of the step's uses."""

    text: str

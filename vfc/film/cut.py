"""The edit as frozen values: cuts and their entries, titles, sound, deliverables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from vfc.errors import Span
from vfc.film.courses import Retiming
from vfc.film.datarate import DataRate
from vfc.film.facts import Asset, span_field
from vfc.film.formats import Codec, DeliverableKind, EditCodec, Quality
from vfc.film.soundcodecs import SoundLayout, Stem
from vfc.film.sources import Fit
from vfc.film.speech import LineDelivery, Translations
from vfc.film.timing import Size
from vfc.film.titles import TitlePlace, TitleStyle
from vfc.film.transitions import TransitionKind, TransitionLook
from vfc.film.treatments import DuckSetting, FadeCurve, HeardThrough

if TYPE_CHECKING:
    from vfc.film.layers import EditLayer


class Track(StrEnum):
    """What a sound of the film is."""

    MUSIC = "music"
    AMBIENCE = "ambience"
    SFX = "sfx"
    DIALOGUE = "dialogue"  # of a spoken file


class Fading(StrEnum):
    """Whether a fade is from its colour into the picture, or from the picture to its colour."""

    FROM = "from"
    TO = "to"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotEntry:
    """A shot in the cut. `in_point` and `out_point` are frames of the shot, half-open; None is its
    start or end.

    `length` is film time, exact, after `speed`; with it `out_point` is None, or ends what is shown
    before the last frame is held. `lead` and `trail` are
    film frames by which its sound starts before, or ends after, its picture.
    """

    shot: str
    in_point: int | None = None
    out_point: int | None = None
    length: Fraction | None = None
    speed: Fraction = Fraction(1)
    lead: int = 0
    trail: int = 0
    sound: bool = True
    beats: bool = False  # the length was written in beats
    retiming: Retiming | None = None  # beyond one speed, forwards
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A transition between the entries beside it; with `overlap` it shortens the film instead of
    using handles.
    """

    kind: TransitionKind = TransitionKind.DISSOLVE
    length: int
    overlap: bool = False
    look: TransitionLook = TransitionLook()
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fade:
    """A fade from a colour into the entry after it, or from the entry before it to a colour."""

    toward: Fading
    colour: str
    length: int
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleCard:
    """A title in the cut: words on a card, `length` film frames, exact."""

    text: str
    length: Fraction
    style: TitleStyle = TitleStyle()
    beats: bool = False
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A plain colour in the cut, such as black."""

    colour: str
    length: Fraction
    beats: bool = False
    span: Span = span_field()


CutEntry = ShotEntry | Transition | Fade | TitleCard | Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of film time.

    With no shot, `offset` counts from the film's first frame. `street/walk:2 + 1s` is the second
    use's first frame shown, and 1 s of film time more. `street/walk@1.5s` sets `frame_in_shot`:
    when that frame is seen.
    """

    shot: str = ""
    use: int = 1
    frame_in_shot: int | None = None
    offset: int = 0
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Words over the picture, from a point, for `length` film frames."""

    at: Point
    length: int
    text: str
    style: TitleStyle = TitleStyle(place=TitlePlace.BOTTOM)
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A sound file in the film: from a point (`at`), or under each unbroken run of a shot or scene
    (`under`).

    `gain` in dB; fades in film frames; `start` is where in the file to begin, in seconds. `length`
    in film frames, None for the whole file, or with `repeat` for as long as the film or the run.
    `pan` is -1 at the left, 1 at the right; `through` is what it is heard through. `duck` says how
    it goes down under dialogue, None where it does not. On the track of dialogue, `who` says `text`
    in it, '' where nobody says; `delivery` is that of the recording, as it was heard.
    """

    track: Track
    file: Asset
    at: Point | None = None
    under: str = ""
    gain: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    start: Fraction = Fraction(0)
    length: int | None = None
    repeat: bool = False
    duck: DuckSetting | None = None
    pan: float = 0.0
    curve: FadeCurve = FadeCurve.POWER
    through: tuple[HeardThrough, ...] = ()
    who: str = ""
    text: str = ""
    delivery: LineDelivery | None = None
    translations: Translations = ()
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Voice-over without a file: who speaks which line from which point, how it is heard, and how
    it is delivered, None where no voice of the film speaks it.
    """

    who: str
    text: str
    at: Point
    gain: float = 0.0
    pan: float = 0.0
    through: tuple[HeardThrough, ...] = ()
    delivery: LineDelivery | None = None
    translations: Translations = ()
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """All the film's sound beside what belongs to the shots, in the order of the text."""

    cues: tuple[Cue, ...] = ()
    dialogue: tuple[Speech, ...] = ()

    @property
    def lines(self) -> tuple[Cue | Speech, ...]:
        """Voice-over of which the words are known, spoken by a voice or heard from a file."""
        return (*self.dialogue, *(cue for cue in self.cues if cue.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOwn:
    """What a cut has of its own in place of the film's: a title, titles and layers over the
    picture, sound on the tracks that it `replaces`, the size of what is delivered of it, a loudness
    (None: as mixed) where it is `levelled` by itself, the frame by timecode at which it begins.
    """

    title: str = ""
    titles: tuple[Overlay, ...] | None = None
    layers: tuple[EditLayer, ...] | None = None  # what lies over all of it
    replaces: tuple[Track, ...] = ()
    sound: Sound = Sound()
    size: Size | None = None
    levelled: bool = False
    loudness: float | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One cut of the film: its entries in order, scenes already expanded to shots. `name` is '' for
    the film's own.
    """

    name: str = ""
    entries: tuple[CutEntry, ...] = ()
    own: CutOwn = CutOwn()
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class BurntSubtitles:
    """Subtitles in the picture itself: of a language, '' for what is spoken. `size` 0 is what the
    picture's shape takes.
    """

    language: str = ""
    style: TitleStyle = TitleStyle(place=TitlePlace.BOTTOM, size=0, colour="#ffffff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable:
    """A file to deliver: `path` below the out folder, its kind by the ending, and how it is
    made.
    """

    path: str
    kind: DeliverableKind
    cut: str = ""
    size: Size | None = None  # None: the film's
    fit: Fit = Fit.CROP
    codec: Codec = Codec.H264
    quality: Quality = Quality.HIGH
    depth: int = 0  # bits of a level; 0: the codec's own
    data_rate: DataRate = DataRate()
    platform: str = ""
    layout: SoundLayout = SoundLayout.STEREO
    levelled: bool = False  # to a loudness of its own
    loudness: float | None = None
    slate: bool = False
    chapters: bool = False  # of a film file
    stem: Stem = Stem.FILM  # of sound alone
    at: Point | None = None  # of a poster; None: the middle of the film
    media: EditCodec = EditCodec.PRORES
    language: str = ""  # a tag; what is spoken, where it is said nowhere
    tracks: tuple[str, ...] = ()  # languages of subtitles in a film file
    burnt: BurntSubtitles | None = None
    span: Span = span_field()

"""The film as frozen values: what the text says once presets, profile and references are resolved.

Everything here is immutable and hashable. Frames are integers at `Film.format.rate`, except where a
length was written in beats: then it is an exact `Fraction` of frames until the running time is rounded.
A `Span` beside a value says where the text said it; spans never take part in comparison or in keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from vfc.errors import Span
from vfc.film.timing import FrameRange, Size, Tempo, ceiling

NOWHERE = Span("", 0, 0, 0)
Scalar = str | int | float | bool | None
Options = tuple[tuple[str, "Scalar | tuple[Scalar, ...]"], ...]  # sorted by name


def _span() -> Span:
    return field(default=NOWHERE, compare=False, repr=False)  # type: ignore[return-value]


# ── what a file of the film is, once it was read (made by `assets`) ────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFacts:
    """What probing a media file found; of a file that is not media, `kind` is `data`.

    `frames` counts at the file's own `rate`; `seconds` is exact; `timecode` is the first frame's, as frames
    at the file's rate counted from 00:00:00:00. `size` is as shown: after rotation and pixel aspect.
    """

    kind: Literal["video", "still", "sound", "data"]
    frames: int = 0
    rate: Fraction = Fraction(0)
    seconds: Fraction = Fraction(0)
    size: Size = Size(0, 0)
    timecode: int = 0
    channels: int = 0
    sample_rate: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that the film reads: its path relative to the film's folder, its bytes' digest, its facts."""

    path: str
    digest: str
    facts: MediaFacts
    span: Span = _span()


# ── pictures ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What the film is shown in: picture size, exact rate, samples a second, loudness in LUFS or none."""

    size: Size = Size(1280, 720)
    rate: Fraction = Fraction(24)
    sound: int = 48000
    loudness: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How a picture is graded after it was made: multipliers around 1, `grain` from 0 to 1, a .cube `lut`."""

    exposure: float = 0.0  # stops
    contrast: float = 1.0
    saturation: float = 1.0
    temperature: float = 0.0  # -1 cool to 1 warm
    tint: float = 0.0  # -1 green to 1 magenta
    gamma: float = 1.0
    vignette: float = 0.0  # 0 to 1
    grain: float = 0.0
    lut: Asset | None = None

    @property
    def neutral(self) -> bool:
        """Whether grading would leave every picture as it is."""
        return self == Grade()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """A style adapter for a diffusion model, such as a LoRA file, and its weight."""

    kind: str
    file: Asset
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """How the camera stands and moves, in the words of the text: `wide`, `eye`, `push in`."""

    framing: str = ""
    angle: str = ""
    move: str = ""

    @property
    def words(self) -> str:
        """The camera as the first words of a prompt."""
        parts = [f"{self.framing} shot" if self.framing else "", f"{self.angle} angle" if self.angle else ""]
        move = "" if self.move in ("", "static") else f"camera {self.move}"
        return ", ".join(part for part in [*parts, move] if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """A person of the film: name in the text, look, what they are called after the first mention."""

    name: str
    look: str
    called: str
    references: tuple[Asset, ...] = ()
    voice: Options = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratorUse:
    """A generator as a shot uses it: the film's name for it, which one, and its options, all of them decided."""

    name: str
    use: str
    options: Options = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRef:
    """One frame of a shot's take, of its own frames: `frame` -1 is the last. `take` None is the one shown."""

    shot: str
    take: int | None = None
    frame: int = 0
    span: Span = _span()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotRef:
    """A shot's take, whole. `take` None is the one shown."""

    shot: str
    take: int | None = None
    span: Span = _span()


Picture = Asset | FrameRef  # what `first`, `last` and a card may show


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A timed card of a storyboard: what is seen from `frame` on, in words (prompt text) or as an image."""

    frame: int
    words: str = ""
    image: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Pictures from words alone, perhaps with cards, a first and a last frame, or after another shot."""

    kind: Literal["words"] = "words"
    cards: tuple[Card, ...] = ()
    first: Picture | None = None
    last: Picture | None = None
    after: ShotRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remix:
    """The same clip, said anew; strength 0 is the source, 1 a new shot."""

    kind: Literal["remix"] = "remix"
    of: ShotRef
    strength: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend:
    """The source with `by` new frames after its end or before its start."""

    kind: Literal["extend"] = "extend"
    of: ShotRef
    by: int
    toward: Literal["end", "start"] = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recut:
    """The source's frames `keep_in_shot`, with the rest of the shot made around them."""

    kind: Literal["recut"] = "recut"
    of: ShotRef
    keep_in_shot: FrameRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Blend:
    """What plays between the last frame of one shot and the first of another."""

    kind: Literal["blend"] = "blend"
    start: ShotRef
    into: ShotRef
    curve: str = "linear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """The source made to run round without a visible seam of `seam` frames."""

    kind: Literal["loop"] = "loop"
    of: ShotRef
    seam: int


Fit = Literal["fit", "crop", "pad", "stretch"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Footage:
    """A file of moving pictures; `start` is the first frame shown, in seconds of the file, exact."""

    kind: Literal["footage"] = "footage"
    file: Asset
    start: Fraction = Fraction(0)
    fit: Fit = "crop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """A picture file, held for the shot's length under the shot's camera move."""

    kind: Literal["still"] = "still"
    file: Asset
    fit: Fit = "crop"


Source = Words | Remix | Extend | Recut | Blend | Loop | Footage | Still


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What a generator is told, in its four parts; `text` joins them in the order of the language."""

    camera: str = ""
    words: str = ""
    place: str = ""  # the set's look
    style: str = ""  # the preset's
    avoid: str = ""

    @property
    def text(self) -> str:
        """The whole prompt: camera, the shot's words, the set's look, the preset's style."""
        return ", ".join(part for part in (self.camera, self.words, self.place, self.style) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One of moviepy's effects by its class name, with its arguments."""

    name: str
    arguments: Options = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that a member of the cast speaks in the shot; `start_in_shot` None: after the one before."""

    who: str
    text: str
    start_in_shot: int | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One shot, resolved for one profile.

    `length` is exact, in frames. `seed_name` is what seeds come from: the shot's name, or its `was`.
    `pick` is the number of the take chosen for this profile, `best`, or None while none is picked.
    """

    name: str  # scene/shot
    scene: str
    source: Source
    prompt: Prompt
    camera: Camera
    generator: GeneratorUse
    length: Fraction
    handles: int
    seed_name: str
    seed: int | None = None
    takes: int = 1
    pick: int | Literal["best"] | None = None
    pin: bool = False
    grade: Grade = Grade()
    effects: tuple[Effect, ...] = ()
    adapters: tuple[Adapter, ...] = ()
    cast: tuple[str, ...] = ()  # names of the people mentioned, in the order of their first mention
    references: tuple[Asset, ...] = ()  # of the set, the cast mentioned and the preset, in this order
    lines: tuple[Line, ...] = ()
    sound: bool = True
    beats: bool = False  # the length was written in beats
    note: str = ""
    span: Span = _span()
    length_span: Span = _span()

    @property
    def frames(self) -> int:
        """Frames of the shot itself, without handles: the length, rounded up so that nothing lacks."""
        return ceiling(self.length)

    @property
    def shown_take(self) -> int:
        """The take that is shown: the picked one, else the first (`best` is settled by the lock)."""
        return self.pick if isinstance(self.pick, int) else 1

    @property
    def uses(self) -> tuple[ShotRef, ...]:
        """The shots that this one is derived from, each with the take."""
        return tuple(shots_used(self.source))


def shots_used(source: Source) -> list[ShotRef]:
    """Every shot that a source refers to, in the order of its fields."""
    found: list[ShotRef] = []
    if isinstance(source, Words):
        for picture in (source.first, source.last, *(card.image for card in source.cards)):
            if isinstance(picture, FrameRef):
                found.append(ShotRef(shot=picture.shot, take=picture.take, span=picture.span))
        found += [source.after] if source.after else []
    elif isinstance(source, Blend):
        found += [source.start, source.into]
    elif isinstance(source, Remix | Extend | Recut | Loop):
        found.append(source.of)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A scene: its name, its slug line for people, its shots' full names in order."""

    name: str
    slug: str = ""
    shots: tuple[str, ...] = ()
    span: Span = _span()


# ── the edit ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotEntry:
    """A shot in the cut. `in_point` and `out_point` are frames of the shot, half-open; None is its start or end.

    `length` is film time, exact, after `speed`; with it `out_point` is None. `lead` and `trail` are film frames
    by which its sound starts before, or ends after, its picture.
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
    span: Span = _span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissolve:
    """A transition between the entries beside it; with `overlap` it shortens the film instead of using handles."""

    kind: str = "dissolve"  # or another name of media's transitions
    length: int
    overlap: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fade:
    """A fade from a colour into the entry after it, or from the entry before it to a colour."""

    toward: Literal["from", "to"]
    colour: str
    length: int
    span: Span = _span()


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleStyle:
    """How words look: a font of the film or vfc's own, a size as a part of the picture's height, colours, a place."""

    font: Asset | None = None
    size: float = 0.08
    colour: str = "#f2ede4"
    background: str = "#000000"  # of a card; over the picture nothing is behind the words
    place: Literal["top", "middle", "bottom"] = "middle"
    fade: int = 0  # frames of fade in and out


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleCard:
    """A title in the cut: words on a card, `length` film frames, exact."""

    text: str
    length: Fraction
    style: TitleStyle = TitleStyle()
    beats: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A plain colour in the cut, such as black."""

    colour: str
    length: Fraction
    beats: bool = False
    span: Span = _span()


Entry = ShotEntry | Dissolve | Fade | TitleCard | Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One cut of the film: its entries in order, scenes already expanded to shots. `name` is '' for the film's own."""

    name: str = ""
    entries: tuple[Entry, ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of film time.

    With no shot, `offset` counts from the film's first frame. `street/walk:2 + 1s` is the second use's first
    frame shown, and 1 s of film time more. `street/walk@1.5s` sets `frame_in_shot`: when that frame is seen.
    """

    shot: str = ""
    use: int = 1
    frame_in_shot: int | None = None
    offset: int = 0
    span: Span = _span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Words over the picture, from a point, for `length` film frames."""

    at: Point
    length: int
    text: str
    style: TitleStyle = TitleStyle(place="bottom")
    span: Span = _span()


Duck = Literal["", "dialogue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A sound file in the film: from a point (`at`), or under each unbroken run of a shot or scene (`under`).

    `gain` in dB; fades in film frames; `start` is where in the file to begin, in seconds. `length` in film frames,
    None for the whole file, or with `repeat` for as long as the film or the run. `duck` lowers it under dialogue.
    """

    track: Literal["music", "ambience", "sfx"]
    file: Asset
    at: Point | None = None
    under: str = ""
    gain: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    start: Fraction = Fraction(0)
    length: int | None = None
    repeat: bool = False
    duck: Duck = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Voice-over: who speaks which line from which point."""

    who: str
    text: str
    at: Point
    gain: float = 0.0
    span: Span = _span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """All the film's sound beside what belongs to the shots, in the order of the text."""

    cues: tuple[Cue, ...] = ()
    dialogue: tuple[Speech, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable:
    """A file to deliver: `path` below the out folder, its kind by the ending, and how it is made."""

    path: str
    kind: Literal["video", "srt", "otio"]
    cut: str = ""
    size: Size | None = None  # None: the film's
    fit: Fit = "crop"
    codec: Literal["h264", "h265", "prores"] = "h264"
    quality: Literal["draft", "high", "master"] = "high"
    span: Span = _span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A whole film, resolved for one profile (None: the text as it stands)."""

    title: str
    format: Format
    seed: int
    profile: str | None
    tempo: Tempo | None
    scenes: tuple[Scene, ...]
    shots: Mapping[str, Shot]  # by full name, in the order of the text
    cast: Mapping[str, CastMember]
    cuts: Mapping[str, Cut]  # '' is the film's own
    titles: tuple[Overlay, ...]
    sound: Sound
    deliver: tuple[Deliverable, ...]
    assets: tuple[Asset, ...] = ()  # every file that the text names, sorted by path
    profiles: tuple[str, ...] = ()

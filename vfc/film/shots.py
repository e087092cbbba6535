"""A shot and how it looks, as frozen values; `vfc.film.sources` has what its pictures come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from vfc.errors import Span
from vfc.film.facts import Asset, Options, span_field
from vfc.film.framing import Focus, View
from vfc.film.grades import Grade as Grade
from vfc.film.keyed import left_out, outside_keys
from vfc.film.layers import EditLayer
from vfc.film.sources import GeneratorUse, ShotRef, Source, keyframes, shots_used
from vfc.film.speech import LineDelivery, Translations, VoiceUse, line_seconds
from vfc.film.timing import FrameRange, Size, ceiling, frames_of_an_hour
from vfc.film.treatments import ShotSound

# ISO/IEC 14496-3
SAMPLE_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What the film is shown in: picture size, exact rate, samples a second, loudness in LUFS or
    none; `start` is the frame by its timecode at which it begins, where the text says one.
    """

    size: Size = Size(1280, 720)
    rate: Fraction = Fraction(24)
    sound: int = 48000
    loudness: float | None = None
    start: int | None = None

    @property
    def begin(self) -> int:
        """The frame by timecode at which cuts for editing programs begin."""
        return frames_of_an_hour(self.rate) if self.start is None else self.start


class AdapterKind(StrEnum):
    """What a style adapter changes: a LoRA all of a model, or one of two experts; the others show
    the model pictures of the style.
    """

    LORA = "lora"
    LORA_HIGH = "lora-high"
    LORA_LOW = "lora-low"
    IP_ADAPTER = "ip-adapter"
    REDUX = "redux"

    @property
    def is_lora(self) -> bool:
        """Whether it changes weights."""
        return self in (AdapterKind.LORA, AdapterKind.LORA_HIGH, AdapterKind.LORA_LOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """A style adapter for a diffusion model, such as a LoRA file, and its weight.

    `generator` is the name of the only one that it is for, or ''. One that looks at pictures of the
    style does so through an `encoder`.
    """

    kind: AdapterKind
    file: Asset
    weight: float = 1.0
    encoder: Asset | None = None
    generator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """How the camera stands and moves, in the words of the text: `wide`, `eye`, `push in`."""

    framing: str = left_out("")
    angle: str = left_out("")
    move: str = left_out("")

    @property
    def words(self) -> str:
        """The camera as the first words of a prompt."""
        parts = [
            f"{self.framing} shot" if self.framing else "",
            f"{self.angle} angle" if self.angle else "",
        ]
        move = "" if self.move in ("", "static") else f"camera {self.move}"
        return ", ".join(part for part in [*parts, move] if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """A person of the film: name in the text, look, what they are called after the first
    mention.
    """

    name: str
    look: str
    called: str
    references: tuple[Asset, ...] = ()
    voice: VoiceUse | None = None
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What a generator is told, in its four parts; `text` joins them in the order of the
    language.
    """

    camera: str = left_out("")
    words: str = left_out("")
    place: str = left_out("")  # the set's look
    style: str = left_out("")  # the preset's
    avoid: str = left_out("")

    @property
    def text(self) -> str:
        """The whole prompt: camera, the shot's words, the set's look, the preset's style."""
        return ", ".join(part for part in (self.camera, self.words, self.place, self.style) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stabilisation:
    """How steady a shaken camera is made: its path is smoothed over `strength` seconds before and
    after, and at most `crop` of the width and height is cut away for that.
    """

    strength: float = left_out(0.5)
    crop: float = left_out(0.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One of moviepy's effects by its class name, with its arguments."""

    name: str
    arguments: Options = left_out(())
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that a member of the cast speaks in the shot; `start_in_shot` None: after the one
    before. `delivery` None: no voice of the film speaks it. `mouth` is how far a mouth is open, 0
    to 9 for each fiftieth of a second, for generators that move mouths.
    """

    who: str
    text: str
    start_in_shot: int | None = left_out(None)
    mouth: str = left_out("")
    delivery: LineDelivery | None = outside_keys(None)
    translations: Translations = outside_keys(())
    span: Span = span_field()


def spoken_frames(lines: tuple[Line, ...], rate: Fraction) -> tuple[FrameRange, ...]:
    """The frames of a shot in which lines are spoken, each after the one before or at its own
    frame.
    """
    found: list[FrameRange] = []
    at = 0
    for line in lines:
        start = at if line.start_in_shot is None else line.start_in_shot
        at = start + ceiling(line_seconds(line.text, line.delivery) * rate)
        found.append(FrameRange(start, at))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One shot, resolved for one profile.

    `length` is exact, in frames. `seed_name` is what seeds come from: the shot's name, or its
    `was`. `pick` is the number of the take chosen for this profile, `best`, or None while none is
    picked.
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
    stabilise: Stabilisation | None = None
    effects: tuple[Effect, ...] = ()
    adapters: tuple[Adapter, ...] = ()
    cast: tuple[str, ...] = ()  # names of the people mentioned, in the order of their first mention
    # pictures of the set and of the cast mentioned, in this order
    references: tuple[Asset, ...] = ()
    style_references: tuple[Asset, ...] = ()  # the preset's
    lines: tuple[Line, ...] = ()
    sound: ShotSound = ShotSound()
    focus: Focus | None = None
    view: View | None = None
    layers: tuple[EditLayer, ...] = ()  # what lies over it
    beats: bool = False  # the length was written in beats
    about: bool = False  # the length is that of lines which nobody has heard yet
    note: str = ""
    span: Span = span_field()
    length_span: Span = span_field()

    @property
    def frames(self) -> int:
        """Frames of the shot itself, without handles: the length, rounded up so that nothing
        lacks.
        """
        return ceiling(self.length)

    def spoken(self, rate: Fraction) -> tuple[FrameRange, ...]:
        """The frames of the shot in which its lines are spoken; they may pass its end."""
        return spoken_frames(self.lines, rate)

    @property
    def generators(self) -> tuple[GeneratorUse, ...]:
        """Its generator, and those of its keyframes."""
        return (self.generator, *(each.generator for each in keyframes(self.source)))

    @property
    def uses(self) -> tuple[ShotRef, ...]:
        """The shots that this one is derived from, each with the take."""
        return tuple(shots_used(self.source))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A scene: its name, its slug line for people, its shots' full names in order."""

    name: str
    slug: str = ""
    shots: tuple[str, ...] = ()
    span: Span = span_field()

"""What the steps of sound are told: lines that are spoken, tapes, blocks of a mix, a track."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from vfc.film.courses import Leg
from vfc.film.keyed import left_out
from vfc.film.model import Options
from vfc.film.soundcodecs import SoundCodec, SoundLayout
from vfc.film.treatments import DuckSetting, FadeCurve, HeardThrough


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceParams:
    """A line to be spoken, and by which voice with which options; of a recording, whose file comes
    under the role `recording`, the words that are to be found in it, or in so many `seconds` from
    its second `start` on. `seed`, `take` and `language` count where they make another sound.
    """

    voice: str
    text: str
    options: Options = left_out(())
    seed: int = left_out(0)
    take: int = left_out(1)
    language: str = left_out("")
    start: Fraction = left_out(Fraction(0))
    seconds: Fraction | None = left_out(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundEventParams:
    """One sound in a block of the mix; seconds are exact, and count from the block's first sample.
    `role` names the file or the artifact that it comes from; a `tape` holds raw samples. What is
    `mute` is not heard: others duck under it.
    """

    role: str
    start: Fraction
    start_in_source: Fraction = left_out(Fraction(0))
    seconds: Fraction | None = left_out(None)
    gain: float = left_out(0.0)
    fade_in: Fraction = left_out(Fraction(0))
    fade_out: Fraction = left_out(Fraction(0))
    repeat: bool = left_out(False)
    duck: bool = left_out(False)
    speech: bool = left_out(False)
    mute: bool = left_out(False)
    ducking: DuckSetting = left_out(DuckSetting())
    pan: float = left_out(0.0)
    curve: FadeCurve = left_out(FadeCurve.POWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class TapeParams:
    """One sound read once, at the film's rate and the speed at which it is heard; role `sound`, a
    file or an artifact. `seconds` of it, None for all that there is; what it is heard `through`
    sounds on after them, or at what goes `round` over its beginning. A speed that changes goes by
    `legs`, in seconds; `backwards` it is read from its start to what lies before.
    """

    sample_rate: int
    start: Fraction = left_out(Fraction(0))
    seconds: Fraction | None = left_out(None)
    speed: Fraction = left_out(Fraction(1))
    through: tuple[HeardThrough, ...] = left_out(())
    round: bool = left_out(False)
    legs: tuple[Leg, ...] = left_out(())
    backwards: bool = left_out(False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MixParams:
    """A block of a cut's sound, `length` samples, mixed and not levelled yet."""

    length: int
    sample_rate: int
    events: tuple[SoundEventParams, ...] = left_out(())


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundParams:
    """The whole sound of one cut, levelled and encoded from the blocks of its mix (roles `1`, `2`,
    ...; in surround of those of its stems, `dialogue 1`, ...), of so many samples each.
    """

    blocks: tuple[int, ...]
    sample_rate: int
    loudness: float | None
    codec: SoundCodec = left_out("aac", default=SoundCodec.AAC)
    layout: SoundLayout = left_out("stereo", default=SoundLayout.STEREO)

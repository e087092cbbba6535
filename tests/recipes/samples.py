"""One value of each class of params, and steps of them."""

from __future__ import annotations

from fractions import Fraction

from vfc.film.boards import BoardCell
from vfc.film.formats import Codec, EditCodec, Quality, SubtitleKind
from vfc.film.model import Camera, Fit, Grade, Prompt, Stabilisation
from vfc.film.proxies import SpriteSheet
from vfc.film.subtitles import SubtitleCue
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.recipes.keys import content, key_of
from vfc.recipes.kinds import FOOTAGE, Kind
from vfc.recipes.params import (
    BoardParams,
    BundleParams,
    EditMediaParams,
    FinishParams,
    FootageParams,
    GeneratedParams,
    JoinParams,
    MixParams,
    Params,
    PicturePart,
    Piece,
    PinnedParams,
    PosterParams,
    PreviewParams,
    ProxyParams,
    ScoreParams,
    SegmentParams,
    SequenceParams,
    Side,
    SoundEventParams,
    SoundParams,
    SpritesParams,
    SteadyParams,
    StillParams,
    StillsParams,
    SubtitleParams,
    TapeParams,
    ThumbnailParams,
    TimelineParams,
    VideoParams,
    VoiceParams,
    WaveformParams,
)
from vfc.recipes.step import FileUse, Step, Use

SIZE, RATE = Size(64, 36), Fraction(24000, 1001)
PICTURE = {"frames": 31, "size": SIZE, "rate": RATE}
ENCODED = PICTURE | {"codec": Codec.H264, "quality": Quality.DRAFT}
REQUEST = Request(prompt=Prompt(words="rain"), size=SIZE, rate=RATE, frames=31, length=24, seed=7)
SAMPLES: tuple[Params, ...] = (
    GeneratedParams(generator="flat", request=REQUEST),
    JoinParams(**PICTURE, pieces=(Piece(role="1", start=0, frames=31),)),
    PinnedParams(digest="d", frames=31),
    ScoreParams(frames=31, rate=RATE, motion_asked=None),
    FootageParams(**PICTURE, start=Fraction(1, 3), fit=Fit.CROP),
    StillParams(**PICTURE, length=24, fit=Fit.PAD, camera=Camera(move="push in")),
    SteadyParams(**PICTURE, stabilise=Stabilisation()),
    FinishParams(**PICTURE, grade=Grade(grain=0.5)),
    SegmentParams(**ENCODED, pictures=(PicturePart(role=Side.PICTURE, start=Fraction(0)),)),
    VoiceParams(voice="reader", text="Hello."),
    TapeParams(sample_rate=48000, speed=Fraction(1, 2)),
    MixParams(
        length=48000,
        sample_rate=48000,
        events=(SoundEventParams(role="sound 1", start=Fraction(1)),),
    ),
    SoundParams(blocks=(48000, 1024), sample_rate=48000, loudness=None),
    VideoParams(**ENCODED, segments=(20, 11), container="mp4", title="T"),
    PreviewParams(frames=31, segments=(20, 11), size=Size(480, 270), rate=RATE, container="gif"),
    PosterParams(frame=4, size=Size(480, 270), container="jpg"),
    StillsParams(frames=31, size=SIZE, container="png"),
    SequenceParams(parts=(31, 12)),
    ThumbnailParams(frame=4, size=SIZE),
    ProxyParams(**PICTURE),
    SpritesParams(sheet=SpriteSheet(count=4, every=8, columns=4, size=SIZE)),
    WaveformParams(peaks=50),
    BoardParams(
        title="A film",
        cells=(BoardCell(number=1, shot="a/b", scene="A", timecode="01:00:00:00", frames=31),),
        size=SIZE,
        rate=RATE,
        container="pdf",
    ),
    SubtitleParams(
        cues=(SubtitleCue(start=0, stop=24, rows=("Hello.",)),), form=SubtitleKind.SRT, rate=RATE
    ),
    EditMediaParams(**PICTURE, codec=EditCodec.PRORES, reel="AONE1234", timecode="01:00:00:00"),
    TimelineParams(text="{}"),
    BundleParams(text="[]"),
)


def sample(kind: type) -> Params:
    """The sample of a class."""
    return next(each for each in SAMPLES if type(each) is kind)


def step(
    params: Params,
    *,
    kind: Kind = FOOTAGE,
    name: str = "s/a#1",
    files: tuple[FileUse, ...] = (),
    uses: tuple[Use, ...] = (),
    costs: bool = False,
) -> Step:
    """A step of these params under its key."""
    text = content(kind.name, kind.version, params, files, uses)
    return Step(
        kind=kind,
        name=name,
        key=key_of(text),
        pool=kind.pool,
        params=params,
        content=text,
        files=files,
        uses=uses,
        costs=costs,
    )

"""Ten bits: kept from the file to what is encoded; eight where no more is asked for; sums in
between are rounded once.
"""

from __future__ import annotations

from fractions import Fraction

import av
import numpy
import pytest

from tests.media.reels import SMALL
from vfc.film.courses import SeenFrames
from vfc.film.cut import Fading
from vfc.film.formats import Codec
from vfc.film.model import Fit, Grade
from vfc.film.timing import Size
from vfc.media.colour.grade import Grading
from vfc.media.footage.conform import conform_footage
from vfc.media.footage.probe import probe
from vfc.media.formats import encoder_of
from vfc.media.frames import EIGHT, TEN, Converter, read_frames, tagged
from vfc.media.video.compose import CardSide, Mix, SegmentFade, compose
from vfc.media.video.encode import EncodeSettings, encode_segment
from vfc.media.video.mezzanine import write_mezzanine
from vfc.media.video.played import FileSide

RATE = Fraction(24)
RAMP = numpy.linspace(300, 420, SMALL.width).round().astype(numpy.uint16)


def ramp(size=SMALL) -> av.VideoFrame:
    """A slow ramp of grey in ten bits."""
    luma = numpy.tile(numpy.resize(RAMP, size.width), (size.height, 1))
    grey = numpy.full((size.height // 2, size.width), 512, numpy.uint16)
    return tagged(av.VideoFrame.from_ndarray(numpy.vstack([luma, grey]), format=TEN))


@pytest.fixture
def deep(tmp_path):
    write_mezzanine(tmp_path / "deep.mp4", [ramp(), ramp()], size=SMALL, rate=RATE, deep=True)
    return tmp_path / "deep.mp4"


def luma(frame: av.VideoFrame) -> numpy.ndarray:
    """Its levels, of whatever bits, as those of ten."""
    levels = frame.to_ndarray()[: frame.height].astype(float)
    return levels if frame.format.name.endswith("10le") else levels * 4


def shown(side, depth, **more):
    return next(iter(compose([side], frames=1, size=SMALL, depth=depth, **more)))


def test_footage_of_ten_bits_comes_back_exact(tmp_path, deep):
    assert probe(deep).depth == 10
    frames = list(
        conform_footage(
            deep, start=Fraction(0), frames=2, size=SMALL, rate=RATE, fit=Fit.CROP, deep=True
        )
    )
    write_mezzanine(tmp_path / "kept.mp4", frames, size=SMALL, rate=RATE, deep=True)
    for frame in read_frames(tmp_path / "kept.mp4"):
        assert (frame.to_ndarray() == ramp().to_ndarray()).all()


def test_a_picture_of_ten_bits_is_encoded_as_it_is_or_dithered_to_eight(deep):
    side = FileSide(path=deep, seen=SeenFrames(start=Fraction(0)))
    assert (shown(side, 10).to_ndarray() == ramp().to_ndarray()).all()
    eight = shown(side, 8)
    assert eight.format.name == EIGHT and abs(luma(eight).mean(0) - RAMP).max() < 0.9
    assert len(numpy.unique(luma(eight)[:, RAMP == 350])) == 2, "a level between two is both"


def test_a_grade_of_ten_bits_has_the_levels_that_it_should(deep):
    look = Grading(grade=Grade(gamma=1.6), seed=0)
    made = shown(FileSide(path=deep, seen=SeenFrames(start=Fraction(0)), grading=look), 10)
    exact = 64 + 876 * ((RAMP - 64.0) / 876) ** (1 / 1.6)
    assert made.format.name == TEN and abs(luma(made).mean(0) - exact).max() < 0.2
    assert len(numpy.unique(luma(made))) >= int(exact.max() - exact.min())


@pytest.mark.parametrize("depth", [8, 10])
def test_a_fade_and_a_dissolve_have_no_bands(depth):
    """Half as bright, a ramp of eight bits has half its levels, if they are rounded at once."""
    levels = numpy.linspace(40, 80, SMALL.width).round().astype(numpy.uint8)
    sky = CardSide(picture=numpy.tile(levels[None, :, None], (SMALL.height, 1, 3)))
    plain = luma(shown(sky, 8)).mean(0)
    fade = SegmentFade(colour="black", toward=Fading.TO, first=0, total=1, at=0)
    black = CardSide(picture=numpy.zeros((SMALL.height, SMALL.width, 3), numpy.uint8))
    dissolved = next(iter(compose([sky, black], frames=1, size=SMALL, mix=Mix(), depth=depth)))
    for made in (shown(sky, depth, fades=[fade]), dissolved):
        assert abs(luma(made).mean(0) - (plain + 64) / 2).max() < (0.9 if depth == 8 else 0.3)
        assert len({round(each, 1) for each in luma(made).mean(0)}) > 35


def test_a_card_of_eight_bits_is_encoded_as_it_is_beside_deeper_ones():
    card = CardSide(picture=numpy.full((SMALL.height, SMALL.width, 3), 90, numpy.uint8))
    assert len(numpy.unique(shown(card, 10).to_ndarray()[: SMALL.height])) == 1


@pytest.mark.parametrize(
    ("codec", "profile"),
    [
        (Codec.H265, "Main 10"),
        (Codec.AV1, "Main"),
        (Codec.PRORES, "Standard"),
        (Codec.DNXHR, "DNXHR HQX"),
        (Codec.FFV1, None),
    ],
)
def test_each_codec_of_ten_bits_keeps_them(tmp_path, codec, profile):
    size = Size(256, 144)
    encoder = encoder_of(codec, 10)
    path = tmp_path / f"segment.{encoder.segments}"
    encode_segment(
        path, [ramp(size)], EncodeSettings(size=size, rate=RATE, codec=codec, depth=10), 1
    )
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        made = next(container.decode(stream))
        assert stream.codec_context.profile == profile
    assert made.format.name == encoder.pixels and encoder.depth == 10
    seen = numpy.frombuffer(memoryview(made.planes[0]), numpy.uint16)
    seen = seen.reshape(144, -1)[:, :256].mean(0)
    assert abs(seen[:150] - RAMP[:150]).mean() < 2.5 and len(numpy.unique(seen[:150].round())) > 60


def test_a_picture_of_ten_bits_is_seen_by_generators_and_clips_in_its_own_levels(deep):
    white = av.VideoFrame.from_ndarray(
        numpy.vstack([numpy.full((90, 160), 940), numpy.full((45, 160), 512)]).astype(numpy.uint16),
        format=TEN,
    )
    converter = Converter()
    assert (converter.rgb(tagged(white)) == 255).all()
    seen = converter.rgb(next(read_frames(deep))).astype(float)
    assert abs(seen.mean((0, 2)) - (RAMP - 64.0) * 255 / 876).max() < 0.6

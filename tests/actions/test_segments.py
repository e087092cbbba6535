"""Segments: the frames that a cut shows, graded, under words, between two pictures."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy
import pytest

from tests.actions.working import RATE, SIZE, Bench, levels, near, ramp
from tests.recipes.samples import step
from vfc.actions.segments import make_segment, settings_of
from vfc.edit.assembly import CardUse, FadePart, OverlayPart
from vfc.film.cut import Fading
from vfc.film.facts import FileKind
from vfc.film.formats import Codec, Quality
from vfc.film.model import Asset, Grade, MediaFacts, TitleStyle
from vfc.media.frames import read_rgb
from vfc.recipes.kinds import SEGMENT
from vfc.recipes.params import PicturePart, SegmentParams, Side
from vfc.recipes.step import FileUse, Use

PLAIN = SegmentParams(
    frames=4, size=SIZE, rate=RATE, codec=Codec.H264, quality=Quality.HIGH, colour="#808080"
)
SHOWN = replace(PLAIN, colour="", pictures=(PicturePart(role=Side.PICTURE, start=Fraction(0)),))
HALF = "LUT_3D_SIZE 2\n" + "".join(
    f"{red / 2} {green / 2} {blue / 2}\n" for blue in (0, 1) for green in (0, 1) for red in (0, 1)
)


def made(folder, params: SegmentParams, name: str = "one", key: str = "5" * 64, **inputs):
    (folder / name).mkdir()
    (folder / "half.cube").write_text(HALF)
    bench = Bench(folder / name, {"d": folder / "half.cube"})
    files = tuple(
        FileUse(f"lut {part.role}", "d")
        for part in params.pictures
        if part.grade and part.grade.lut
    )
    found = step(params, kind=SEGMENT, uses=tuple(Use(role, key) for role in inputs), files=files)
    path = make_segment(found, inputs, bench)
    assert bench.told == [(index, params.frames) for index in range(params.frames)]
    return path


@pytest.fixture
def picture(tmp_path):
    return ramp(tmp_path / "take.mp4", *range(40, 200, 10))


def test_a_plain_colour_is_shown_for_its_frames(tmp_path):
    path = made(tmp_path, PLAIN)
    assert near(levels(path), [128] * 4) and path.name == "artifact.mp4"


def test_a_codec_has_its_own_settings_and_ending(tmp_path):
    params = replace(PLAIN, codec=Codec.PRORES, quality=Quality.DRAFT)
    assert made(tmp_path, params).suffix == ".mov"
    settings = settings_of(params)
    assert (settings.size, settings.rate, settings.codec, settings.quality) == (
        SIZE,
        RATE,
        Codec.PRORES,
        Quality.DRAFT,
    )


def test_a_picture_is_shown_from_its_start_at_its_speed(tmp_path, picture):
    part = PicturePart(role=Side.PICTURE, start=Fraction(3))
    path = made(tmp_path, replace(SHOWN, pictures=(part,)), picture=picture)
    assert near(levels(path), [70, 80, 90, 100])
    faster = replace(part, speed=Fraction(2))
    path = made(tmp_path, replace(SHOWN, pictures=(faster,)), "two", picture=picture)
    assert near(levels(path), [70, 90, 110, 130])


def test_a_transition_goes_from_the_outgoing_to_the_incoming(tmp_path):
    dark, light = ramp(tmp_path / "a.mp4", *[50] * 8), ramp(tmp_path / "b.mp4", *[200] * 8)
    parts = tuple(
        PicturePart(role=each, start=Fraction(0)) for each in (Side.INCOMING, Side.OUTGOING)
    )
    params = replace(SHOWN, pictures=parts, transition="dissolve", frames=8)
    found = levels(made(tmp_path, params, incoming=light, outgoing=dark))
    assert found == sorted(found) and found[0] < 100 and found[-1] > 150


def test_a_side_of_a_transition_may_be_a_card(tmp_path):
    params = replace(
        SHOWN,
        pictures=(PicturePart(role=Side.OUTGOING, start=Fraction(8)),),
        cards=(CardUse(role=Side.INCOMING, colour="#000000"),),
        transition="dissolve",
        frames=8,
    )
    picture = ramp(tmp_path / "held.mp4", *[120] * 16)
    found = levels(made(tmp_path, params, outgoing=picture))
    assert found == sorted(found, reverse=True) and found[0] > 90 and found[-1] < 40


def test_words_stand_on_a_card_and_over_a_picture(tmp_path, picture):
    style = TitleStyle(size=0.4, background="#000000")
    card = next(
        read_rgb(made(tmp_path, replace(PLAIN, colour="", text="END", style=style), "card"))
    )
    assert card.max() > 180 and card[:4].max() < 30
    over = OverlayPart(text="END", style=style, at=2, frames=2, elapsed=0, total=2)
    path = made(tmp_path, replace(SHOWN, overlays=(over,)), "over", picture=picture)
    peaks = [int(frame.max()) for frame in read_rgb(path)]
    assert max(peaks[:2]) < 80 and min(peaks[2:]) > 180


def test_a_fade_begins_where_it_begins(tmp_path):
    fade = FadePart(colour="black", toward=Fading.TO, first=0, total=2, at=2)
    found = levels(made(tmp_path, replace(PLAIN, fades=(fade,))))
    assert near(found[:2], [128, 128]) and found[3] < found[2] < 120


def test_a_picture_is_graded_by_its_grade_and_its_table(tmp_path, picture):
    lut = Asset(path="half.cube", digest="d", facts=MediaFacts(kind=FileKind.DATA))
    for name, grade, wanted in (("e", Grade(exposure=-9.0), 0), ("lut", Grade(lut=lut), 20)):
        part = PicturePart(role=Side.PICTURE, start=Fraction(0), grade=grade)
        path = made(tmp_path, replace(SHOWN, pictures=(part,)), name, picture=picture)
        assert near(levels(path)[:1], [wanted], by=4)


def test_the_grain_of_a_picture_is_its_own_and_the_same_however_it_is_cut(tmp_path):
    picture = ramp(tmp_path / "take.mp4", *[120] * 8)

    def grain(name: str, start: int, key: str) -> numpy.ndarray:
        part = PicturePart(role=Side.PICTURE, start=Fraction(start), grade=Grade(grain=1.0))
        params = replace(SHOWN, quality=Quality.MASTER, pictures=(part,))
        frames = list(read_rgb(made(tmp_path, params, name, key, picture=picture)))
        shown = frames[3 - start].astype(float)  # the fourth of the picture
        return (shown - shown.mean()).ravel()

    one, again, other = grain("a", 0, "5" * 64), grain("b", 2, "5" * 64), grain("c", 0, "6" * 64)
    assert numpy.corrcoef(one, again)[0, 1] > 0.9 > 0.3 > abs(numpy.corrcoef(one, other)[0, 1])

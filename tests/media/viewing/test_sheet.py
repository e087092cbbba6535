"""The contact sheet: every frame is seen whole, words stay within their row, and the picked take is
marked.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy
import pytest
from PIL import Image, ImageColor

from vfc.errors import MediaError
from vfc.media.lettering.lines import Lettering
from vfc.media.lettering.titles import missing_glyphs
from vfc.media.viewing.sheet import (
    CARD,
    GROUND,
    LOWEST,
    MARGIN,
    MARK,
    NARROWEST,
    TALLEST,
    WIDEST,
    Row,
    contact_sheet,
    strip,
)

LONG = (
    "a rain-soaked street at night, neon over wet asphalt, a man in a long grey coat walks away "
    "from us, " * 12
)
WORDS = ("0.91 overall, seed 84120", "sharpness 0.89  exposure 0.71", LONG)


def frames(count: int, width: int = 320, height: int = 180) -> list[numpy.ndarray]:
    """Plain frames, each of a colour that is nowhere else on a sheet."""
    return [
        numpy.full((height, width, 3), (10, 90 + 15 * index, 250), numpy.uint8)
        for index in range(count)
    ]


def rows(count: int, **fields: object) -> list[Row]:
    fields = {"frames": frames(8), "lines": WORDS} | fields
    return [Row(**{"label": f"#{number}"} | fields) for number in range(1, count + 1)]


def drawn(
    path: Path, shown: list[Row], title: str = "What If, Mother: street/walk"
) -> numpy.ndarray:
    contact_sheet(path, shown, title=title)
    return numpy.asarray(Image.open(path).convert("RGB"))


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "sheet.png"


def alike(sheet: numpy.ndarray, colour: str) -> numpy.ndarray:
    """Where a sheet has just this colour, `(height, width)` booleans."""
    return cv2.inRange(sheet, ImageColor.getrgb(colour), ImageColor.getrgb(colour)) > 0


def boxes(sheet: numpy.ndarray, frame: numpy.ndarray) -> tuple[int, int]:
    """The width and height of the places where a plain frame is seen, all taken together."""
    where = cv2.inRange(sheet, frame[0, 0], frame[0, 0]) > 0
    return int(where.any(0).sum()), int(where.any(1).sum())


# ── frames ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "width, height, count",
    [
        (320, 180, 1),
        (320, 180, 8),
        (320, 134, 3),
        (180, 320, 1),
        (180, 320, 8),
        (200, 200, 3),
        (640, 64, 1),
        (640, 64, 8),
        (64, 640, 3),
        (64, 640, 8),
    ],
)
def test_frames_of_any_aspect_are_seen_whole(path, width, height, count):
    sheet = drawn(path, rows(1, frames=frames(count, width, height)))
    for frame in frames(count):
        wide, high = boxes(sheet, frame)
        assert high <= TALLEST
        assert wide / high == pytest.approx(width / height, rel=0.1)
    assert sheet.shape[1] <= WIDEST + 200


def test_a_strip_that_would_be_low_stands_in_more_lines(path):
    one, two = (
        boxes(drawn(path, rows(1, frames=frames(8, width, 100))), frames(1)[0])[1]
        for width in (230, 400)
    )
    assert one >= LOWEST
    assert two >= LOWEST


def test_more_than_eight_frames_are_thinned_out(path):
    many = frames(1) + [numpy.zeros((180, 320, 3), numpy.uint8)] * 30 + frames(2)[1:]
    few = drawn(path, rows(1, frames=frames(8)))
    sheet = drawn(path, rows(1, frames=many))
    assert sheet.shape == few.shape
    for frame in (many[0], many[-1]):
        assert boxes(sheet, frame) == boxes(few, frames(1)[0])


def test_rows_share_the_height_of_their_frames(path):
    mixed = [
        *rows(1, frames=frames(8)),
        *rows(1, frames=[numpy.full((180, 320, 3), 200, numpy.uint8)]),
    ]
    sheet = drawn(path, mixed)
    assert boxes(sheet, frames(1)[0]) == boxes(sheet, mixed[1].frames[0])


# ── rows ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("count", [0, 1, 2, 32])
def test_any_count_of_rows_is_of_one_kind(path, count):
    sheet = drawn(path, rows(count, frames=frames(8, 64, 24), lines=("0.91",)))
    cards = alike(sheet, CARD)[:, MARGIN + 2]
    assert int((numpy.diff(cards.astype(int)) == 1).sum()) == count


def test_words_stay_within_their_cards(path):
    lines = (*WORDS, "word" * 300, "\n\n", LONG)
    sheet = drawn(
        path, rows(3, label="a take with a long name that has no end" * 3, lines=lines), title=LONG
    )
    edge = alike(sheet, GROUND)
    assert edge[:, :MARGIN].all()
    assert edge[:, -MARGIN:].all()
    assert edge[-MARGIN:].all()
    bottoms = numpy.flatnonzero(numpy.diff(alike(sheet, CARD)[:, MARGIN + 2].astype(int)) == -1)
    for bottom in bottoms:  # a line that fell out of its card would stand on its lowest rows
        assert alike(sheet, CARD)[bottom - 12 : bottom, MARGIN + 20 : -MARGIN - 20].all()


def test_a_long_prompt_takes_three_lines_and_a_short_one_one(path):
    heights = [drawn(path, rows(1, lines=(text,))).shape[0] for text in (LONG, LONG * 5, "short")]
    assert heights[0] == heights[1] > heights[2]


def test_a_picked_take_has_a_frame_and_a_word(path):
    plain = rows(3)
    marked = [plain[0], Row(label="#2", frames=plain[1].frames, lines=WORDS, picked=True), plain[2]]
    assert not alike(drawn(path, plain), MARK).any()
    found = alike(drawn(path, marked), MARK)
    rim, word = found[:, : MARGIN + 4], found[:, MARGIN + 20 : MARGIN + 200]
    high = numpy.flatnonzero(rim.any(1))
    assert 200 < high[-1] - high[0] < 400  # around one row alone
    assert word[high[0] + 20 : high[-1] - 20].sum() > 800


def test_a_take_without_frames_or_words_is_a_row_too(path):
    sheet = drawn(path, rows(2, frames=(), lines=()))
    assert sheet.shape[1] >= NARROWEST
    assert alike(sheet, CARD).any()


@pytest.mark.parametrize(
    "text",
    ["Ελλάδα Привет Čeština", "我把灯一直留着", "هنا", "שלום", "👩‍🚀 → ①", "e\u0301\u200d\x07\x00"],
)
def test_any_letters_can_be_written(path, text):
    plain = drawn(path, rows(1, label="", lines=()), title="")
    sheet = drawn(path, rows(1, label=text, lines=(text,) * 5), title=text)
    assert sheet.shape[1] == plain.shape[1]
    assert sheet.max() > 200


def test_two_sheets_of_the_same_are_equal(path):
    assert numpy.array_equal(drawn(path, rows(2)), drawn(path, rows(2)))


def test_a_sheet_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(MediaError, match="^sheet.png: the sheet cannot be written: "):
        contact_sheet(tmp_path / "none" / "sheet.png", rows(1), title="x")


# ── parts ──────────────────────────────────────────────────────────────────────────────────────


def test_a_strip_joins_frames_at_their_own_aspects():
    made = strip([*frames(1, 320, 180), *frames(1, 90, 180)], 60)
    assert (made.shape, made.dtype) == ((60, 107 + 30, 3), numpy.uint8)
    with pytest.raises(MediaError) as raised:
        strip([], 60)
    assert str(raised.value) == "a strip needs a frame"


def test_lines_that_are_cut_off_end_in_an_ellipsis_and_fit():
    letters = Lettering(22)
    lines = letters.lines(LONG, 400, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(letters.width(line) <= 400 for line in lines)
    assert " ".join(lines)[:-1] == LONG[: len(" ".join(lines)) - 1]
    assert letters.lines("short", 400, 3) == ["short"]


# such texts are measured without looking for each letter's font
def test_vfcs_own_font_has_all_of_ascii():
    assert missing_glyphs("".join(map(chr, range(128)))) == ""

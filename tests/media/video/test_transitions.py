"""What is seen under each transition: where the edge is, what has moved, what covers what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy
import pytest

from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.film.transitions import (
    SIDES,
    TRANSITIONS,
    Axis,
    PictureEdge,
    TransitionKind,
    TransitionLook,
)
from vfc.media.frames import Converter
from vfc.media.video.compose import CardSide, Mix, compose

SIZE = Size(160, 90)
DARK, BRIGHT = 40, 200
STRIPS = Path(__file__).parents[2] / "golden/strips"
PARTS = (0, 3, 5, 7, 10)  # of eleven frames, those that a strip shows


def card(level=DARK, size=SIZE):
    return numpy.full((size.height, size.width, 3), level, numpy.uint8)


def scene(seed: int) -> numpy.ndarray:
    """A picture of soft shapes in strong colours."""
    random = numpy.random.default_rng(seed)
    small = random.integers(0, 256, (4, 6, 3), dtype=numpy.uint8)
    picture = cv2.resize(small, SIZE, interpolation=cv2.INTER_CUBIC)
    return cv2.circle(picture, (40 + 80 * (seed % 2), 45), 14, (250, 240, 60), -1)


def seen(kind, outgoing=None, incoming=None, frames=9, image=None, **look):
    """The frames of a transition as `(height, width, 3)` pictures."""
    sides = [
        card() if outgoing is None else outgoing,
        card(BRIGHT) if incoming is None else incoming,
    ]
    mix = Mix(kind=kind, look=replace(TRANSITIONS[kind].look, **look), image=image)
    size = Size(sides[0].shape[1], sides[0].shape[0])
    converter = Converter()
    return [
        converter.rgb(frame)
        for frame in compose(
            [CardSide(picture=numpy.ascontiguousarray(each)) for each in sides],
            frames=frames,
            size=size,
            mix=mix,
        )
    ]


def came(picture) -> numpy.ndarray:
    """Where the incoming picture is seen, of two that are plain."""
    return picture[..., 1] > (DARK + BRIGHT) / 2


def middle(mask) -> tuple[float, float]:
    """The middle of what is set, as parts of the width and of the height."""
    down, across = numpy.nonzero(mask)
    return float(across.mean()) / mask.shape[1], float(down.mean()) / mask.shape[0]


@pytest.fixture
def image(tmp_path):
    ramp = numpy.tile(numpy.linspace(255, 0, 160, dtype=numpy.uint8), (90, 1))
    cv2.imwrite(str(tmp_path / "ramp.png"), ramp)
    return tmp_path / "ramp.png"


@pytest.mark.parametrize("kind", TransitionKind)
@pytest.mark.parametrize("size", [SIZE, Size(16, 16), Size(90, 160)], ids=str)
def test_it_goes_from_the_one_picture_to_the_other_and_stays_a_picture(kind, size, image):
    for frames in (1, 2, 48):
        made = seen(kind, card(DARK, size), card(BRIGHT, size), frames=frames, image=image)
        assert [each.shape for each in made] == [(size.height, size.width, 3)] * frames
    first, last = float(made[0].mean()), float(made[-1].mean())
    assert abs(first - DARK) < 20 and abs(last - BRIGHT) < 20


@pytest.mark.parametrize("kind", TransitionKind)
def test_one_picture_that_stays_the_same_ends_as_it_began(kind, image):
    picture = scene(1)
    made = seen(kind, picture, picture, frames=60, image=image)
    for each in (made[0], made[-1]):
        assert float(numpy.abs(each.astype(int) - picture).mean()) < 12


@pytest.mark.parametrize("edge", PictureEdge)
def test_a_wipe_comes_from_its_side_or_corner(edge):
    across, down = middle(came(seen("wipe", edge=edge)[2]))
    wanted = {"left": across < 0.3, "right": across > 0.7, "top": down < 0.3, "bottom": down > 0.7}
    assert all(wanted[side] for side in edge.split("-"))


def test_a_wipe_goes_evenly_and_its_edge_is_as_soft_as_it_says():
    made = [came(each).mean() for each in seen("wipe")]
    assert made == pytest.approx([number / 10 for number in range(1, 10)], abs=0.015)

    def mixed(soft):
        middle = seen("wipe", soft=soft)[4][..., 1].astype(int)
        return float(((middle > DARK + 4) & (middle < BRIGHT - 4)).mean())

    assert mixed(0.0) < 0.02
    assert mixed(0.4) == pytest.approx(0.4, abs=0.05)


@pytest.mark.parametrize("edge", SIDES)
@pytest.mark.parametrize(
    ("kind", "moved"), [("push", (True, True)), ("slide", (True, False)), ("cover", (False, True))]
)
def test_a_push_moves_both_a_slide_the_one_before_a_cover_the_next(kind, moved, edge):
    """A stripe in the middle of each picture tells whether it moved."""
    pictures = [card(), card(BRIGHT)]
    for picture in pictures:
        picture[36:54, 64:96] = (250, 20, 20)
    made = seen(kind, *pictures, edge=edge)[2]
    away = {"left": (1, 0), "right": (-1, 0), "top": (0, 1), "bottom": (0, -1)}[edge]
    red = (made[..., 0] > 180) & (made[..., 1] < 90)
    gone = 2 * round(0.3 * (SIZE.width if away[0] else SIZE.height) / 2)
    before = numpy.zeros_like(red)
    x, y = (gone * away[0], gone * away[1]) if moved[0] else (0, 0)
    before[36 + y : 54 + y, 64 + x : 96 + x] = True
    hidden = came(made) & ~red  # the next picture's own ground
    assert (red | hidden)[before].mean() > 0.95
    side = middle(hidden)
    assert {"left": side[0] < 0.3, "right": side[0] > 0.7, "top": side[1] < 0.3}.get(
        edge, side[1] > 0.7
    )
    assert not red[hidden].any()


def test_an_iris_opens_at_its_centre_and_closes_the_other_way_round():
    opened = came(seen("iris", centre=(0.25, 0.5))[2])
    assert middle(opened) == pytest.approx((0.25, 0.5), abs=0.02)
    closing = ~came(seen("iris", centre=(0.25, 0.5), reverse=True)[6])
    assert middle(closing) == pytest.approx((0.25, 0.5), abs=0.02)


def test_a_clock_goes_round_from_twelve():
    quarter = came(seen("clock", frames=3)[0])
    assert quarter[10, 120] and quarter.mean() == pytest.approx(0.25, abs=0.02)
    assert came(seen("clock", frames=3, reverse=True)[0])[10, 40]


@pytest.mark.parametrize("axis", Axis)
def test_a_barn_door_opens_from_the_middle_and_closes_over_it(axis):
    opened, closing = seen("barn-door", axis=axis)[2], seen("barn-door", axis=axis, reverse=True)[2]
    edge = (45, 4) if axis is Axis.HORIZONTAL else (4, 80)
    assert came(opened)[45, 80] and not came(opened)[edge]
    assert came(closing)[edge] and not came(closing)[45, 80]


def test_a_luma_wipe_comes_where_its_image_is_dark(image):
    assert middle(came(seen("luma", image=image)[2]))[0] > 0.7
    assert middle(came(seen("luma", image=image, reverse=True)[2]))[0] < 0.3
    with pytest.raises(MediaError, match="goes by an image"):
        seen("luma")


def test_a_dip_and_a_flash_go_through_their_colour():
    for kind in ("dip", "flash"):
        made = seen(kind, colour="#2040c0")
        assert made[4].reshape(-1, 3).mean(0) == pytest.approx((32, 64, 192), abs=6)
    assert seen("dip")[4].mean() < 6 and seen("flash")[4].mean() > 249
    assert float(seen("flash", scene(0), scene(1))[1].mean()) > float(scene(0).mean()) + 25


def test_a_burn_glows_in_its_colour_where_it_goes():
    made = seen("burn", colour="#ff2010", frames=21)
    glowing = [
        float(((each[..., 0] > 150) & (each[..., 1] < 110) & (each[..., 2] < 110)).mean())
        for each in made
    ]
    assert max(glowing) > 0.05 > glowing[0] and glowing[-1] < 0.05


def test_a_whip_pan_is_sharp_at_its_ends_and_smeared_between():
    stripes = card()
    stripes[:, ::8] = BRIGHT
    made = [
        float(cv2.Laplacian(each[..., 1], cv2.CV_32F).std())
        for each in seen("whip", stripes, stripes, 15)
    ]
    assert min(made[0], made[-1]) > 4 * made[7]


def test_a_zoom_enlarges_the_picture_that_goes():
    picture = card()
    picture[40:50, 70:90] = BRIGHT
    made = seen("zoom", picture, card(), 15)
    assert came(made[4]).sum() > 1.2 * came(made[0]).sum()


def test_a_blur_is_out_of_focus_in_the_middle():
    stripes = card()
    stripes[::8] = BRIGHT
    made = [
        float(cv2.Laplacian(each[..., 1], cv2.CV_32F).std())
        for each in seen("blur", stripes, stripes, 11)
    ]
    assert made[5] < made[0] / 5 and made[5] < made[10] / 5


def test_a_glitch_tears_and_is_the_same_each_time():
    once, again = seen("glitch", scene(0), scene(1)), seen("glitch", scene(0), scene(1))
    assert all((one == other).all() for one, other in zip(once, again, strict=True))
    assert len({each.tobytes() for each in seen("glitch", scene(0), scene(0))}) == 9


def test_a_morph_moves_what_both_pictures_have():
    """A disc at the left in the one and at the right in the other stands between on the way."""
    grounds = [numpy.ascontiguousarray(card()) for _ in range(2)]
    cv2.circle(grounds[0], (72, 45), 20, (BRIGHT,) * 3, -1)
    cv2.circle(grounds[1], (88, 45), 20, (BRIGHT,) * 3, -1)
    made = seen("morph", *grounds, frames=3)[1]
    assert middle(came(made))[0] == pytest.approx(0.5, abs=0.02)
    assert not came(made)[45, 55] and not came(made)[45, 105]


@pytest.mark.parametrize("kind", TransitionKind)
def test_a_strip_of_it_looks_as_it_did(kind, image, remake):
    made = seen(kind, scene(0), scene(1), frames=11, image=image)
    strip = numpy.hstack(
        [cv2.resize(made[part], (48, 27), interpolation=cv2.INTER_AREA) for part in PARTS]
    )
    path = STRIPS / f"{kind}.png"
    if remake:
        path.parent.mkdir(exist_ok=True)
        cv2.imwrite(str(path), strip[..., ::-1])
    held = cv2.imread(str(path))
    assert held is not None, "look at it, and make it: pytest --remake"
    apart = float(numpy.abs(strip[..., ::-1].astype(int) - held).mean())
    assert apart < 3, f"{kind} looks otherwise by {apart:.1f} levels: raise MIXING's version"


def test_how_it_looks_is_told_by_the_words_of_the_cut():
    look = TransitionLook(edge=PictureEdge.TOP_LEFT, soft=0.2, reverse=True)
    assert look.words() == {"from": "top-left", "soft": 0.2, "reverse": True}
    assert TransitionLook().words() == {}

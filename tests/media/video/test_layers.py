"""Layers lie in their places to the pixel, and what is transparent keeps its own colour at every
edge.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.media.colour.test_alpha import FORMS, SIZE, written
from tests.media.reels import moving
from vfc.errors import MediaError
from vfc.film.courses import SeenFrames
from vfc.film.grades import Grade
from vfc.film.layers import ColourKey, LayerLook
from vfc.film.sources import Fit
from vfc.film.timing import Size
from vfc.media.colour.grade import Grading
from vfc.media.footage.conform import conform_footage
from vfc.media.footage.probe import probe
from vfc.media.frames import Converter, grey_frame
from vfc.media.stills.images import read_transparent
from vfc.media.video.compose import CardSide, FileSide, compose
from vfc.media.video.layers import LayerOver, LayerSide
from vfc.media.video.mezzanine import write_mezzanine

RATE = Fraction(24)
GREEN = (20, 177, 64)


def plain(colour, size: Size = SIZE) -> numpy.ndarray:
    return numpy.full((size.height, size.width, 3), colour, numpy.uint8)


def over(colour, layers, frames: int = 1, size: Size = SIZE) -> list[numpy.ndarray]:
    """What is seen of layers over a plain colour."""
    card = CardSide(picture=plain(colour, size))
    converter = Converter()
    made = compose([card], frames=frames, size=size, layers=layers)
    return [converter.rgb(frame).astype(int) for frame in made]


def picture(path: Path, pixels: numpy.ndarray, **look) -> LayerSide:
    Image.fromarray(pixels).save(path)
    return LayerSide(path=path, look=LayerLook(fit=Fit.STRETCH, **look))


def clip(path: Path, pictures, size: Size = SIZE) -> Path:
    write_mezzanine(path, pictures, size=size, rate=RATE)
    return path


# ── places ───────────────────────────────────────────────────────────────────────────────────────


@given(st.tuples(st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0.01, 1), st.floats(0.01, 1)))
def test_a_place_is_exact_to_the_pixel(tmp_path_factory, part):
    left, top, width, height = part[0], part[1], part[2] * (1 - part[0]), part[3] * (1 - part[1])
    path = tmp_path_factory.getbasetemp() / "white.png"
    Image.fromarray(plain((255, 255, 255), Size(8, 8))).save(path)
    side = LayerSide(path=path, look=LayerLook(place=(left, top, width, height)))
    planes = numpy.full((90 * 3 // 2, 160), 128, numpy.float32)
    planes[:90] = 16
    made = LayerOver(side, SIZE).over(planes, 0)
    luma = made[:90]
    rows, columns = numpy.flatnonzero(luma.max(1) > 16), numpy.flatnonzero(luma.max(0) > 16)
    edges = (columns[0], columns[-1] + 1, rows[0], rows[-1] + 1)
    wanted = (left * 160, (left + width) * 160, top * 90, (top + height) * 90)
    assert all(abs(one - other) <= 1 for one, other in zip(edges, wanted, strict=True))
    rounded = [round(each) for each in wanted]
    if rounded[0] < rounded[1] and rounded[2] < rounded[3]:
        assert list(edges) == rounded
    inside = luma[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    assert numpy.allclose(inside, 235, atol=0.01)
    assert planes[:90].max() == 16, "what it lies over is left as it was"


def test_layers_lie_in_their_order_and_a_picture_is_whole_in_its_place(tmp_path):
    red = picture(tmp_path / "red.png", plain((255, 0, 0), Size(20, 20)), place=(0, 0, 0.5, 1))
    Image.fromarray(plain((0, 0, 255), Size(30, 10))).save(tmp_path / "wide.png")
    wide = LayerSide(
        path=tmp_path / "wide.png", look=LayerLook(place=(0.25, 0, 0.5, 1), fit=Fit.FIT)
    )
    seen = over((0, 0, 0), [red, wide])[0]
    assert numpy.abs(seen[45, 60] - (0, 0, 255)).max() < 4, "the later over the earlier"
    assert numpy.abs(seen[5, 60] - (255, 0, 0)).max() < 4, "bars are seen through"
    assert seen[5, 100].max() < 4 and numpy.abs(seen[45, 10] - (255, 0, 0)).max() < 4


def test_a_shot_is_cropped_to_its_place_about_its_focus(tmp_path):
    wide = plain((0, 0, 0))
    wide[:, 120:140] = 255
    path = clip(tmp_path / "a.mp4", [wide])
    look = LayerLook(place=(0, 0, 0.25, 1))
    for focus, there in ((None, False), ((0.8, 0.5), True)):
        seen = over((50, 50, 50), [LayerSide(path=path, clip=True, look=look, focus=focus)])[0]
        assert (seen[:, :40].max() > 200) == there and (seen[:, 42:] < 60).all()


# ── time ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_layer_comes_stands_and_goes(tmp_path):
    side = picture(tmp_path / "a.png", plain((255, 255, 255)), fade_in=3, fade_out=1)
    side = LayerSide(path=side.path, look=side.look, at=2, frames=8, total=8)
    levels = [round(float(seen.mean())) for seen in over((0, 0, 0), [side], 12)]
    wanted = [0, 0, 64, 128, 191, 255, 255, 255, 255, 128, 0, 0]
    assert numpy.allclose(levels, wanted, atol=2)


def test_a_shot_runs_by_the_frames_of_what_it_lies_over(tmp_path):
    """At half speed both are slow; a frame is read once."""
    levels = [plain((16 + 10 * index,) * 3) for index in range(20)]
    path, under = (
        clip(tmp_path / "a.mp4", levels),
        clip(tmp_path / "b.mp4", [plain((0, 0, 0))] * 40),
    )
    layer = LayerSide(
        path=path, clip=True, look=LayerLook(place=(0, 0, 0.5, 1)), at=4, start=3, frames=10
    )
    side = FileSide(
        path=under, seen=SeenFrames(start=Fraction(2), speed=Fraction(1, 2)), layers=[layer]
    )
    converter = Converter()
    made = [
        converter.rgb(frame)[45, 20, 0].item() for frame in compose([side], frames=30, size=SIZE)
    ]
    wanted = []
    for step in range(30):
        frame = 2 + step // 2
        wanted.append(16 + 10 * (3 + frame - 4) if 4 <= frame < 14 else 0)
    assert numpy.allclose(made, wanted, atol=2)


def test_too_few_frames_of_a_layer_are_an_error(tmp_path):
    path = clip(tmp_path / "a.mp4", [plain((9, 9, 9))] * 3)
    side = LayerSide(path=path, clip=True, look=LayerLook())
    with pytest.raises(MediaError, match="too few frames"):
        over((0, 0, 0), [side], 5)


# ── what is transparent ──────────────────────────────────────────────────────────────────────────


def soft_disc(hidden: int) -> numpy.ndarray:
    """A white disc with a soft edge, whose hidden pixels are of another level."""
    rows, columns = numpy.mgrid[:300, :300] - 149.5
    alpha = numpy.clip((120 - numpy.hypot(rows, columns)) / 40, 0, 1)
    pixels = numpy.full((300, 300, 4), 255, numpy.uint8)
    pixels[..., 3] = (alpha * 255).round()
    pixels[pixels[..., 3] == 0] = (hidden, hidden, hidden, 0)
    return pixels


@pytest.mark.parametrize("hidden", [0, 255])
@pytest.mark.parametrize("base", [255, 128, 0])
def test_a_soft_white_edge_has_no_dark_fringe(tmp_path, hidden, base):
    """Over white it is not seen at all, and over what is darker nowhere darker than that."""
    side = picture(tmp_path / "a.png", soft_disc(hidden))
    seen = over((base,) * 3, [side])[0]
    assert seen.min() >= base - 2 and seen[45, 80].min() >= 253
    line = seen[45, 80:, 1]
    assert (numpy.diff(line) <= 1).all(), "it goes down evenly"


def test_half_of_white_over_black_is_half_as_light_and_opacity_is_half_again(tmp_path):
    pixels = numpy.full((10, 10, 4), 255, numpy.uint8)
    pixels[..., 3] = 128
    for opacity, level in ((1.0, 128), (0.5, 64)):
        seen = over((0, 0, 0), [picture(tmp_path / "a.png", pixels, opacity=opacity)])[0]
        assert numpy.abs(seen - level).max() <= 2


@pytest.mark.parametrize("form", FORMS)
def test_footage_keeps_its_transparency(tmp_path, form):
    """Of each codec that has any: over white its grey, half of both, and white; over black as it
    was.
    """
    path = written(tmp_path / form, FORMS[form])
    assert probe(path).alpha
    shared = {"start": Fraction(0), "frames": 4, "size": SIZE, "rate": RATE, "fit": "crop"}
    take = clip(tmp_path / "take.mp4", conform_footage(path, **shared))
    mattes = [grey_frame(each) for each in conform_footage(path, **shared, matte=True)]
    matte = clip(tmp_path / "matte.mp4", mattes)
    side = LayerSide(path=take, clip=True, matte=matte, look=LayerLook())
    for base, wanted in ((255, (200, 227, 255)), (0, (200, 100, 0))):
        seen = over((base,) * 3, [side])[0]
        levels = [float(seen[20:70, at : at + 20].mean()) for at in (20, 75, 130)]
        assert numpy.allclose(levels, wanted, atol=4)


def test_a_grade_of_what_is_transparent_is_that_of_its_own_colours(tmp_path):
    """Half of a grey, made darker, is half of the darker grey; and nothing is lifted where nothing
    is.
    """
    white = soft_disc(255)
    alpha = cv2.resize(white[..., 3], tuple(SIZE), interpolation=cv2.INTER_AREA)
    take = (alpha.astype(float) * 200 / 255).round().astype(numpy.uint8)
    path = clip(tmp_path / "a.mp4", [numpy.dstack([take] * 3)])
    matte = clip(tmp_path / "m.mp4", [grey_frame(alpha)])
    lifted = Grading(grade=Grade(lift=0.2, gain=0.5), seed=1)
    side = LayerSide(path=path, clip=True, matte=matte, look=LayerLook(), grading=lifted)
    seen = over((0, 0, 0), [side])[0][..., 1]
    whole = seen[45, 80]
    assert numpy.abs(seen - alpha / 255 * whole)[alpha > 20].max() <= 5
    assert seen[alpha == 0].max() <= 1


def test_pictures_with_transparency_are_read_straight(tmp_path):
    grey = Image.fromarray(numpy.full((4, 4, 2), (200, 100), numpy.uint8), "LA")
    grey.save(tmp_path / "grey.png")
    assert read_transparent(tmp_path / "grey.png")[0, 0].tolist() == [200, 200, 200, 100]
    palette = Image.new("P", (4, 4), 1)
    palette.putpalette([0, 0, 0, 10, 20, 30])
    palette.save(tmp_path / "palette.png", transparency=1)
    assert read_transparent(tmp_path / "palette.png")[0, 0, 3] == 0
    Image.new("RGB", (4, 4), (1, 2, 3)).save(tmp_path / "plain.jpg", quality=100)
    assert read_transparent(tmp_path / "plain.jpg")[0, 0, 3] == 255
    facts = [probe(tmp_path / name).alpha for name in ("grey.png", "palette.png", "plain.jpg")]
    assert facts == [True, True, False]


def test_numbered_and_animated_pictures_have_a_matte(tmp_path):
    pixels = numpy.full((90, 160, 4), (200, 200, 200, 255), numpy.uint8)
    pixels[:, :80, 3] = 0
    for index in range(3):
        Image.fromarray(pixels).save(tmp_path / f"f_{index}.png")
    pictures = [Image.fromarray(pixels), Image.fromarray(pixels[:, ::-1].copy())]
    pictures[0].save(tmp_path / "a.webp", save_all=True, append_images=pictures[1:], lossless=True)
    for path in (tmp_path / "f_%d.png", tmp_path / "a.webp"):
        assert probe(path).alpha
        matte = next(
            conform_footage(
                path,
                start=Fraction(0),
                frames=1,
                size=SIZE,
                rate=RATE,
                fit="crop",
                pictures=RATE,
                matte=True,
            )
        )
        assert matte[45, 10] == 0 and matte[45, 150] == 255


# ── a key ────────────────────────────────────────────────────────────────────────────────────────


def screened(path: Path, screen=GREEN, noise: float = 0.0) -> Path:
    """A red disc and a grey one with soft edges before a screen that is brighter to the right."""
    rows, columns = numpy.mgrid[:180, :320]
    made = numpy.array(screen, float) * (0.85 + 0.3 * columns[..., None] / 320)
    for middle, colour in ((90, (200, 60, 60)), (230, (150, 150, 150))):
        seen = numpy.clip((50 - numpy.hypot(rows - 90, columns - middle)) / 3 + 0.5, 0, 1)
        made = made * (1 - seen[..., None]) + numpy.array(colour) * seen[..., None]
    made += numpy.random.default_rng(2).normal(0, noise, made.shape)
    return clip(path, [made.clip(0, 255).astype(numpy.uint8)], Size(320, 180))


@pytest.mark.parametrize(
    ("screen", "key"), [(GREEN, "#14b140"), ((0, 71, 187), "#0047bb")], ids=["green", "blue"]
)
@pytest.mark.parametrize("noise", [0.0, 3.0])
def test_a_screen_is_seen_through_and_nothing_else_is(tmp_path, screen, key, noise):
    path = screened(tmp_path / "a.mp4", screen, noise)
    look = LayerLook(key=ColourKey(colour=key))
    for base in ((250, 250, 250), (0, 0, 0), (120, 60, 160)):
        seen = over(base, [LayerSide(path=path, clip=True, look=look)], size=Size(320, 180))[0]
        rows, columns = numpy.mgrid[:180, :320]
        near = numpy.minimum(
            numpy.hypot(rows - 90, columns - 90), numpy.hypot(rows - 90, columns - 230)
        )
        assert numpy.abs(seen[near > 60] - base).max() <= 3, "nothing is left of the screen"
        red, grey = seen[70:110, 70:110], seen[70:110, 210:250]
        slack = 3 if noise == 0 else 14
        assert numpy.abs(red - (200, 60, 60)).max() <= slack
        assert numpy.abs(grey - (150, 150, 150)).max() <= slack


def test_an_edge_before_a_screen_has_the_colours_of_both_sides_alone(tmp_path):
    """Over grey a grey disc's edge is grey, but for what colours lose that four pixels share: no
    rim of green, none of its opposite, none darker.
    """
    path = screened(tmp_path / "a.mp4")
    look = LayerLook(key=ColourKey(colour="#14b140"))
    side = LayerSide(path=path, clip=True, look=look)
    seen = over((150, 150, 150), [side], size=Size(320, 180))[0]
    edge = seen[30:150, 170:290]
    tint = edge[..., 1] - (edge[..., 0] + edge[..., 2]) / 2
    assert numpy.abs(tint).max() <= 14
    assert numpy.abs(edge.mean(-1) - 150).max() <= 10
    seen = over((200, 60, 60), [side], size=Size(320, 180))[0]
    rim = seen[30:150, 30:150]
    assert numpy.abs(rim - (200, 60, 60)).max() <= 40, "red before red is not seen"


def test_the_tolerance_says_how_far_a_hue_is_seen_through(tmp_path):
    made = plain(GREEN)
    made[:, 80:] = (110, 150, 120)
    path = clip(tmp_path / "a.mp4", [made])
    seen = []
    for tolerance in (0.0, 0.5, 1.0):
        look = LayerLook(key=ColourKey(colour="#14b140", tolerance=tolerance, soft=0.05))
        side = LayerSide(path=path, clip=True, look=look)
        seen.append(over((0, 0, 0), [side])[0][:, 100:].max())
    assert seen[0] > 100 and seen[1] > 100 and seen[2] == 0


def test_what_nothing_lies_over_is_left_to_the_bit(tmp_path):
    path = clip(tmp_path / "a.mp4", moving(6, SIZE))
    side = picture(tmp_path / "a.png", plain((9, 9, 9)))
    late = LayerSide(path=side.path, look=side.look, at=4)
    bare = [
        frame.to_ndarray()
        for frame in compose(
            [FileSide(path=path, seen=SeenFrames(start=Fraction(0)))], frames=6, size=SIZE
        )
    ]
    covered = [
        frame.to_ndarray()
        for frame in compose(
            [FileSide(path=path, seen=SeenFrames(start=Fraction(0)), layers=[late])],
            frames=6,
            size=SIZE,
        )
    ]
    same = [(one == other).all() for one, other in zip(bare, covered, strict=True)]
    assert same == [True] * 4 + [False] * 2


@pytest.mark.parametrize("screen", [(78, 140, 90), (30, 120, 60), (100, 190, 110)])
@pytest.mark.parametrize("key", ["#008000", "#00ff00", "#00b140"])
def test_a_real_screen_is_found_by_the_name_of_its_colour(tmp_path, screen, key):
    """Lit screens are half as pure as the colour that people write: they are seen through all the
    same, and skin before them is not.
    """
    made = plain(screen, Size(320, 180))
    cv2.circle(made, (160, 90), 50, (205, 160, 135), -1)
    path = clip(tmp_path / "a.mp4", [made], Size(320, 180))
    side = LayerSide(path=path, clip=True, look=LayerLook(key=ColourKey(colour=key)))
    seen = over((40, 40, 90), [side], size=Size(320, 180))[0]
    assert numpy.abs(seen[20:160, 10:80] - (40, 40, 90)).max() <= 3
    assert numpy.abs(seen[70:110, 140:180] - (205, 160, 135)).max() <= 8


def test_what_has_none_of_the_key_is_left_alone(tmp_path):
    path = clip(tmp_path / "a.mp4", [plain((205, 160, 135)), plain((60, 60, 180))])
    side = LayerSide(path=path, clip=True, look=LayerLook(key=ColourKey(colour="#00b140")))
    for seen, wanted in zip(
        over((0, 0, 0), [side], 2), ((205, 160, 135), (60, 60, 180)), strict=True
    ):
        assert numpy.abs(seen - wanted).max() <= 4


def test_a_large_picture_looks_as_a_small_one(tmp_path):
    small = soft_disc(255)
    large = cv2.resize(small, (3000, 3000), interpolation=cv2.INTER_CUBIC)
    place = {"place": (0.1, 0.1, 0.3, 0.5)}
    seen = [
        over((90, 20, 20), [picture(tmp_path / f"{index}.png", pixels, **place)])[0]
        for index, pixels in enumerate((small, large))
    ]
    assert numpy.abs(seen[0] - seen[1]).max() <= 9

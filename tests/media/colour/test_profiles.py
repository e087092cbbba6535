"""Stills in other colours than sRGB's look as every viewer shows them; a profile that cannot be
used is remarked.
"""

from __future__ import annotations

from fractions import Fraction

import cv2
import numpy
import pytest
from PIL import Image

from tests.media.icc import ADOBE, P3, grey_profile, ink_profile, rgb_profile, to_xyz
from vfc.film.timing import Size
from vfc.media.footage.conform import conform_footage
from vfc.media.footage.probe import probe
from vfc.media.stills.images import read_still

SRGB = ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060))


def patches() -> numpy.ndarray:
    """A chart of colours that all gamuts hold, `(60, 80, 3)` uint8 sRGB."""
    steps = numpy.uint8(numpy.random.default_rng(4).integers(40, 216, (6, 8, 3)))
    return steps.repeat(10, 0).repeat(10, 1)


def written(picture: numpy.ndarray, primaries, gamma: float) -> numpy.ndarray:
    """A picture of sRGB in the numbers of another space of gamma."""
    values = picture / 255
    light = numpy.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    other = light @ numpy.linalg.solve(to_xyz(primaries), to_xyz(SRGB)).T
    return numpy.uint8(numpy.rint(other.clip(0, 1) ** (1 / gamma) * 255))


def delta_e(one: numpy.ndarray, other: numpy.ndarray) -> float:
    """The mean CIE 1976 difference."""
    lab = [cv2.cvtColor(numpy.float32(each) / 255, cv2.COLOR_RGB2LAB) for each in (one, other)]
    return float(numpy.linalg.norm(lab[0] - lab[1], axis=-1).mean())


@pytest.mark.parametrize("form", ["png", "jpg", "tif", "webp"])
@pytest.mark.parametrize(
    ("primaries", "gamma"), [(ADOBE, 563 / 256), (P3, 2.2)], ids=["adobe", "p3"]
)
def test_colours_of_a_wider_gamut_are_shown_as_they_are(tmp_path, form, primaries, gamma):
    path, sight = tmp_path / f"a.{form}", patches()
    raw = written(sight, primaries, gamma)
    options = {"jpg": {"quality": 98, "subsampling": 0}, "webp": {"lossless": True}}.get(form, {})
    Image.fromarray(raw).save(path, icc_profile=rgb_profile(primaries, gamma), **options)
    assert delta_e(raw, sight) > 3
    assert delta_e(read_still(path), sight) < 1.1


@pytest.mark.parametrize("form", ["png", "webp"])
def test_moving_pictures_have_profiles_too(tmp_path, form):
    path, sight = tmp_path / f"a.{form}", patches()
    first, *others = (
        Image.fromarray(numpy.roll(written(sight, P3, 2.2), 10 * turn, 1)) for turn in range(3)
    )
    first.save(
        path,
        save_all=True,
        append_images=others,
        duration=40,
        icc_profile=rgb_profile(P3, 2.2),
        lossless=True,
    )
    shown = conform_footage(
        path, start=Fraction(0), frames=3, size=Size(80, 60), rate=Fraction(25), fit="crop"
    )
    for turn, picture in enumerate(shown):
        assert delta_e(picture, numpy.roll(sight, 10 * turn, 1)) < 1


def test_what_is_transparent_stays_so_in_another_gamut(tmp_path):
    path, sight = tmp_path / "a.png", patches()
    alpha = numpy.full(sight.shape[:2], 128, numpy.uint8)
    raw = Image.fromarray(numpy.dstack([written(sight, ADOBE, 563 / 256), alpha]))
    raw.save(path, icc_profile=rgb_profile(ADOBE, 563 / 256))
    assert delta_e(read_still(path), numpy.uint8(sight * (128 / 255))) < 1


def test_grey_has_its_own_curve_in_eight_bits_and_sixteen(tmp_path):
    ramp = numpy.repeat(numpy.arange(256, dtype=numpy.uint8)[None], 8, 0)
    wanted = Image.fromarray(numpy.uint8(numpy.rint((ramp / 255) ** (1 / 2.2) * 255)))
    Image.fromarray(ramp).save(tmp_path / "8.png", icc_profile=grey_profile(1.0))
    Image.fromarray(numpy.uint16(ramp) * 257).save(
        tmp_path / "16.png", icc_profile=grey_profile(1.0)
    )
    for name in ("8.png", "16.png"):
        assert delta_e(read_still(tmp_path / name), numpy.asarray(wanted.convert("RGB"))) < 2


def test_inks_look_as_their_profile_says(tmp_path):
    labs = {(1, 0, 0, 0): (60, -20, -25), (0, 1, 0, 0): (50, 40, 5), (0, 0, 1, 0): (85, -5, 60)}
    profile = ink_profile(lambda *inks: labs.get(inks, (100, 0, 0) if not any(inks) else (0, 0, 0)))
    for inks, lab in labs.items():
        path = tmp_path / "a.tif"
        Image.new("CMYK", (8, 8), tuple(255 * each for each in inks)).save(
            path, icc_profile=profile
        )
        seen = cv2.cvtColor(numpy.float32(read_still(path)) / 255, cv2.COLOR_RGB2LAB)[4, 4]
        assert numpy.linalg.norm(seen - lab) < 6  # Lab of ICC is seen under D50, OpenCV's under D65
    assert probe(path).remarks == ()


def test_lab_is_shown(tmp_path):
    path = tmp_path / "a.tif"
    Image.new("LAB", (8, 8), (128, 128, 128)).save(path)  # a neutral of half lightness
    assert abs(read_still(path).astype(int) - 119).max() <= 2


@pytest.mark.parametrize(
    "profile", [b"no profile at all", grey_profile(2.2), rgb_profile(P3, 2.2)[:300]]
)
def test_a_profile_that_cannot_be_used_is_remarked_and_the_picture_taken_as_srgb(tmp_path, profile):
    path = tmp_path / "a.png"
    Image.fromarray(patches()).save(path, icc_profile=profile)
    assert numpy.array_equal(read_still(path), patches())
    (remark,) = probe(path).remarks
    assert (
        remark
        == "has a colour profile that is damaged, or of another kind of picture: taken as sRGB"
    )


def test_a_profile_of_srgb_itself_changes_nothing(tmp_path):
    from PIL import ImageCms

    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.fromarray(patches()).save(tmp_path / "a.png", icc_profile=own)
    assert numpy.array_equal(read_still(tmp_path / "a.png"), patches())

"""Stills of 16 bits: all of their levels come into the film that ten bits have."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy
import pytest
from PIL import Image

import vfc
from tests.media.icc import grey_profile
from vfc.media.footage.probe import probe
from vfc.media.frames import read_frames
from vfc.media.stills.deep import read_deep
from vfc.media.stills.images import read_still

WIDE, HIGH = 640, 64


def ramp(alpha: bool = False) -> numpy.ndarray:
    """A soft grey ramp of 16 bits, a tenth of the way from black to white."""
    levels = numpy.linspace(20000, 26500, WIDE).round().astype(numpy.uint16)
    picture = numpy.repeat(numpy.tile(levels, (HIGH, 1))[..., None], 4 if alpha else 3, axis=2)
    if alpha:
        picture[..., 3] = 65535
        picture[: HIGH // 2, :, 3] = 0
    return picture


def levels_of(folder: Path, name: str, more: str = "") -> int:
    """How many levels of luma the take of a still has."""
    (folder / "film.yaml").write_text(
        f"vfc: 1\ntitle: T\nformat: {{size: {WIDE}x{HIGH}, rate: 24}}\nhandles: 0f\nscenes:\n"
        f"  a: {{shots: {{s: {{still: {name}, length: 2f{more}}}}}}}\ndeliver: {{film.mp4: {{}}}}\n"
    )
    assert vfc.build(folder).ok
    planned = vfc.plan(folder)
    trace = planned.decisions[planned.plan.shown["a/s"]].trace
    frame = list(read_frames(planned.loaded.store.path(trace.output)))[-1]
    return len(numpy.unique(frame.to_ndarray()[:HIGH]))


@pytest.mark.parametrize("name", ["a.png", "a.tif"])
@pytest.mark.parametrize("more", ["", ", view: [0, 0, 1, 1]", ", camera: {move: pan left}"])
def test_a_ramp_of_sixteen_bits_has_more_levels_than_eight_have(tmp_path, name, more):
    cv2.imwrite(str(tmp_path / name), ramp())
    assert probe(tmp_path / name).depth == 16
    eight = len(numpy.unique(read_still(tmp_path / name)))
    assert 20 < eight < 30 and levels_of(tmp_path, name, more) > 2.5 * eight


def test_a_picture_of_eight_bits_is_read_as_before(tmp_path):
    cv2.imwrite(str(tmp_path / "a.png"), (ramp() >> 8).astype(numpy.uint8))
    assert probe(tmp_path / "a.png").depth == 8
    assert levels_of(tmp_path, "a.png") < 30


def test_colours_grey_what_is_transparent_and_what_lies_on_its_side(tmp_path):
    picture = ramp(alpha=True)
    picture[..., 2] = 65535  # red, as OpenCV orders it
    cv2.imwrite(str(tmp_path / "a.png"), picture)
    found = read_deep(tmp_path / "a.png")
    assert (found[-1, :, 0] == 65535).all() and (found[-1, :, 1] == picture[-1, :, 1]).all()
    assert (found[0] == 0).all(), "over black"
    assert numpy.abs((found >> 8).astype(int) - read_still(tmp_path / "a.png")).max() <= 1
    cv2.imwrite(str(tmp_path / "grey.png"), picture[..., 0])
    assert (read_deep(tmp_path / "grey.png")[..., 2] == picture[..., 0]).all()
    rows = numpy.arange(12, dtype=numpy.uint16).reshape(3, 4) * 5000
    plain = Image.fromarray(rows)
    for turn in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = turn
        plain.save(tmp_path / "turned.png", exif=exif)
        eight = read_still(tmp_path / "turned.png")[..., 0]
        assert ((read_deep(tmp_path / "turned.png")[..., 0] >> 8) - eight.astype(int)).max() <= 1


def test_of_another_gamut_it_is_brought_to_the_film_s_in_eight(tmp_path):
    """Little CMS, by Pillow, has no more."""
    grey = Image.fromarray(ramp()[..., 0].copy())
    grey.save(tmp_path / "grey.png", icc_profile=grey_profile(1.8))
    assert probe(tmp_path / "grey.png").depth == 8
    grey.save(tmp_path / "plain.png")
    assert probe(tmp_path / "plain.png").depth == 16

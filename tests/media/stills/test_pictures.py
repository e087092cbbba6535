"""Picture files: stills shown whole, moving ones in their own time, damaged and huge ones refused
in a sentence.
"""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from fractions import Fraction
from random import Random

import cv2
import numpy
import pytest
from PIL import Image

from tests import programs
from tests.media.footage.test_world import shown
from tests.media.heic import heic
from tests.media.reels import SMALL, footage, moving, numbered, numbers
from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.footage.conform import conform_footage
from vfc.media.footage.probe import probe
from vfc.media.sound.samples import read_samples, write_wav
from vfc.media.stills.images import KEPT, LARGEST, over_black, read_still
from vfc.media.stills.move import conform_still

LASTS = (40, 200, 80, 400, 280)  # milliseconds
IN_TIME = [0, *[1] * 5, 2, 2, *[3] * 10, *[4] * 7]  # at 25 frames a second


def animated(path, **more):
    pictures = [Image.fromarray(each) for each in numbered(5)]
    pictures[0].save(path, save_all=True, append_images=pictures[1:], **more)
    return path


# ── stills ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("turned", [0, 1, 3])
def test_an_iphones_still_is_shown_whole(tmp_path, turned):
    picture = next(moving(1, Size(192, 128)))
    path, upright = heic(tmp_path / "a.heic", picture, turned=turned), numpy.rot90(picture, turned)
    assert (probe(path).kind, probe(path).size) == (
        "still",
        Size(upright.shape[1], upright.shape[0]),
    )
    likeness = numpy.corrcoef(read_still(path).ravel(), upright.ravel())[0, 1]
    assert likeness > 0.98, "its tiles lie where they belong"


def test_a_heic_that_is_damaged_is_never_one_tile_of_it(tmp_path):
    path = heic(tmp_path / "a.heic", next(moving(1, Size(128, 128))))
    path.write_bytes(path.read_bytes().replace(b"pitm", b"pitx"))
    with pytest.raises(MediaError, match="a.heic: is damaged"):
        probe(path)


@pytest.mark.parametrize("form", ["gif", "webp", "png", "avif"])
def test_one_frame_is_a_still(tmp_path, form):
    Image.fromarray(next(moving(1))).save(tmp_path / f"a.{form}", save_all=True)
    assert probe(tmp_path / f"a.{form}").kind == "still"


def test_a_still_larger_than_is_kept_comes_smaller_and_upright(tmp_path, monkeypatch):
    kept = KEPT // 100
    monkeypatch.setattr("vfc.media.stills.images.KEPT", kept)
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = cv2.resize(next(moving(1)), (900, 450))
    assert picture.shape[0] * picture.shape[1] > kept
    Image.fromarray(picture).save(tmp_path / "a.jpg", exif=exif, quality=70)
    Image.fromarray(picture).save(tmp_path / "a.png", compress_level=1, exif=exif)
    small = numpy.rot90(cv2.resize(picture, (450, 225), interpolation=cv2.INTER_AREA), -1).astype(
        int
    )
    for name in ("a.jpg", "a.png"):
        assert probe(tmp_path / name).size == Size(450, 900)
        read = read_still(tmp_path / name)
        assert read.shape[0] * read.shape[1] <= kept
        assert (
            numpy.abs(cv2.resize(read, (225, 450), interpolation=cv2.INTER_AREA) - small).mean() < 2
        )


# ── moving pictures ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", ["gif", "webp", "png", "avif"])
def test_moving_pictures_play_in_their_own_time(tmp_path, form):
    more = (
        {"lossless": True}
        if form == "webp"
        else {"quality": 100, "subsampling": "4:4:4"}
        if form == "avif"
        else {}
    )
    path = animated(tmp_path / f"a.{form}", duration=LASTS, **more)
    facts = probe(path)
    assert (facts.kind, facts.frames, facts.seconds, facts.size) == ("video", 5, 1, SMALL)
    assert numbers(shown(path)) == IN_TIME
    assert numbers(shown(path, start=Fraction(12, 25))) == IN_TIME[12:]


def test_what_an_animated_webp_leaves_clear_is_black(tmp_path):
    clear, dot = Image.new("RGBA", (64, 36)), Image.new("RGBA", (64, 36))
    dot.paste((255, 255, 255, 255), (0, 0, 20, 20))
    clear.save(tmp_path / "a.webp", save_all=True, append_images=[dot], duration=100, lossless=True)
    made = shown(tmp_path / "a.webp", size=Size(64, 36))
    assert (
        len(made) == 5
        and not made[0].any()
        and made[4][5, 5].tolist() == [255] * 3
        and not made[4][30, 50].any()
    )


# ── damaged ──────────────────────────────────────────────────────────────────────────────────────


def used(path):
    """All that a film does with a file."""
    facts = probe(path)
    if facts.kind == "still":
        list(conform_still(path, frames=1, length=1, size=SMALL, fit="crop", move=""))
    elif facts.kind == "video":
        for start in (0, 2):
            wanted = int(min(60, -(-facts.seconds * 25 // 1))) - start
            list(
                conform_footage(
                    path,
                    start=Fraction(start, 25),
                    frames=max(1, wanted),
                    size=SMALL,
                    rate=Fraction(25),
                    fit="crop",
                )
            )
    if facts.channels:
        read_samples(path)


def sample(path):
    form = path.suffix[1:]
    if form == "wav":
        write_wav(path, numpy.zeros((4800, 2), numpy.float32), 48000)
    elif form == "heic":
        heic(path, next(moving(1, Size(128, 64))))
    elif form in ("mp4", "mkv", "ts", "webm"):
        footage(
            path,
            list(moving(6)),
            rate=Fraction(25),
            options={"b": "300000"},
            codec={"ts": "mpeg2video", "webm": "libvpx-vp9"}.get(form, "libx264"),
        )
    elif path.stem == "moving":
        animated(path, duration=100)
    else:
        Image.fromarray(next(moving(1))).save(path)
    return path.read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "a.png",
        "a.jpg",
        "a.gif",
        "a.webp",
        "a.avif",
        "a.tiff",
        "a.bmp",
        "a.ico",
        "a.heic",
        "moving.gif",
        "moving.webp",
        "moving.png",
        "moving.avif",
        "a.mp4",
        "a.mkv",
        "a.ts",
        "a.webm",
        "a.wav",
    ],
)
def test_damaged_bytes_are_shown_or_refused_in_a_sentence(tmp_path, name):
    path, random = tmp_path / name, Random(name)
    whole = sample(path)
    for _ in range(25):
        damaged = bytearray(whole[: random.choice((len(whole), random.randrange(1, len(whole))))])
        for _ in range(random.choice((1, 3, 30))):
            damaged[random.randrange(min(len(damaged), random.choice((64, 600, 1 << 30))))] = (
                random.randrange(256)
            )
        path.write_bytes(damaged)
        with suppress(MediaError):
            used(path)


def test_every_end_of_a_gif_is_shown_or_refused(tmp_path):
    """Pillow raises IndexError or struct.error where a GIF ends inside its second frame's
    header.
    """
    path = animated(tmp_path / "a.gif", duration=100)
    whole = path.read_bytes()
    second = whole.index(b"\x21\xf9", whole.index(b"\x21\xf9") + 2)
    for end in range(second, second + 24):
        path.write_bytes(whole[:end])
        with suppress(MediaError):
            used(path)


# ── refused before the work ──────────────────────────────────────────────────────────────────────


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(path, width, height, *chunks):
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + b"".join(chunks)
        + chunk(b"IEND", b"")
    )
    return path


def peak(path, code):
    """What a line of Python says about a file, and the most memory it took above the imports, in
    MB.
    """
    script = (
        "import resource, sys\nfrom pathlib import Path\nfrom vfc.errors import MediaError\n"
        "from vfc.media.footage.probe import probe\nfrom vfc.media.stills.images import "
        "read_still\n"
        "path = Path(sys.argv[1])\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        f"try:\n    print({code})\nexcept MediaError as error:\n    print(error)\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    done = programs.run(["-c", script, path])
    assert done.returncode == 0, done.stderr
    said, used_mb = done.stdout.strip().rsplit("\n", 1)
    return said, int(used_mb)


def test_a_gigabyte_of_text_in_a_png_is_not_unpacked(tmp_path):
    packer = zlib.compressobj(9)
    head = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    more = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = head + more * 63  # each as if it came first
    path = png(tmp_path / "a.png", 16, 16, chunk(b"zTXt", b"Comment\0\0" + packed))
    said, used_mb = peak(path, "probe(path)")
    assert "a.png: is damaged or too large inside" in said and used_mb < 100


def test_a_still_of_too_many_pixels_is_refused_by_its_header(tmp_path):
    width = LARGEST // 10_000 + 1
    path = png(tmp_path / "a.png", width, 10_000, chunk(b"IDAT", zlib.compress(bytes(100))))
    said, used_mb = peak(path, "probe(path)")
    assert (
        said
        == f"a.png: {width}x10000 is too large for a still; save it with 110 megapixels or less"
    )
    assert used_mb < 100


def test_a_jpeg_of_120_megapixels_is_read_in_300_mb(tmp_path):
    path = tmp_path / "a.jpg"
    Image.new("RGB", (12_000, 10_000), (90, 120, 30)).save(path)
    for code, size in (
        ("probe(path).size", "12000x10000"),
        ("read_still(path).shape", "(5000, 6000, 3)"),
    ):
        said, used_mb = peak(path, code)
        assert said == size and used_mb < 300


def test_a_progressive_jpeg_that_would_lie_in_memory_whole_is_refused_by_its_header(tmp_path):
    path = tmp_path / "a.jpg"
    Image.new("RGB", (16, 16), (90, 120, 30)).save(path, progressive=True)
    head, size = b"\xff\xc2\x00\x11\x08", struct.pack(">HH", 10_000, 12_000)
    before, after = path.read_bytes().split(head)
    path.write_bytes(before + head + size + after[len(size) :])
    said, used_mb = peak(path, "probe(path)")
    assert (
        said == "a.jpg: 12000x10000 is too large for a still; save it with 110 megapixels or less"
    )
    assert used_mb < 100


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "P", "CMYK", "L", "1"])
def test_the_strips_of_a_picture_are_the_whole(mode):
    noise = Image.frombytes("RGBA", (40, 700), Random(7).randbytes(40 * 700 * 4))
    image = noise.convert("RGB").convert(mode) if mode in ("CMYK", "P") else noise.convert(mode)
    if mode == "P":
        image.info["transparency"] = 3
    shown = image.convert("RGBA") if image.has_transparency_data else image
    if shown.mode == "RGBA":
        shown = Image.alpha_composite(Image.new("RGBA", image.size, (0, 0, 0, 255)), shown)
    assert (over_black(image) == numpy.asarray(shown.convert("RGB"))).all()

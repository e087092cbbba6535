"""A deliverable for a platform: what it says where the text does not, and what the platform does
not take.
"""

from __future__ import annotations

from fractions import Fraction

from vfc.film.formats import CODEC_NAMES, Codec, DeliverableKind, FileFormat, endings
from vfc.film.platforms import Platform, platforms
from vfc.film.shots import Format
from vfc.film.soundcodecs import SoundLayout, Stem
from vfc.film.timing import Size
from vfc.language.resolve.values import Reader, span_of_word
from vfc.language.yaml.node import Node

NEAR = 0.01  # of a shape; a film that is so near needs no other size


def platform_of(reader: Reader, node: Node) -> Platform | None:
    """The platform that a deliverable names."""
    return platforms().get(reader.text(node.get("platform")))


def codec_of(
    reader: Reader, path: str, node: Node, form: FileFormat, platform: Platform | None
) -> Codec:
    """What a deliverable's pictures are encoded by: as the text says, else the first that platform
    and container both take. What does not go into the container is told.
    """
    able = [each for each in platform.codecs if each in form.codecs] if platform else form.codecs
    said = reader.choice(node.get("codec"), Codec)
    codec = said or next(iter(able), form.codecs[0] if form.codecs else Codec.H264)
    if form.codecs and codec not in form.codecs:
        reader.tell(
            span_of_word(node, "codec"),
            f"{CODEC_NAMES[codec]} does not go into an .{path.rpartition('.')[2]}",
            f"name the file {endings(codec)}",
        )
    return codec


def size_of(given: Size | None, film: Size, platform: Platform | None) -> Size | None:
    """The size of a deliverable: what is given, else the platform's where the film has another
    shape, or is larger or smaller than it takes.
    """
    if given is not None or platform is None or platform.size is None:
        return given
    wanted = platform.size
    shapes = film.width / film.height, wanted.width / wanted.height
    fits = all(platform.sides[0] <= side <= platform.sides[1] for side in film)
    return None if abs(shapes[0] / shapes[1] - 1) < NEAR and fits else wanted


def loudness_of(
    reader: Reader, node: Node, kind: DeliverableKind, stem: Stem, platform: Platform | None
) -> tuple[bool, float | None]:
    """Whether a deliverable has a loudness of its own, and which; None is as mixed."""
    text = reader.text(node.get("loudness")).strip()
    if text and kind is DeliverableKind.SOUND and stem is not Stem.FILM:
        reader.tell(
            span_of_word(node, "loudness"),
            f"the {stem} is delivered as mixed, so that the parts add up to the film",
            "take loudness out",
        )
    if text:
        return True, None if text == "off" else reader.number(node.get("loudness"), 0.0)
    own = platform.loudness if platform is not None else None
    return own is not None, own


def check_platform(
    reader: Reader, path: str, node: Node, codec: Codec, size: Size, form: Format
) -> None:
    """Tell what a platform does not take of a file: ending, codec, size, frames a second, samples
    a second, channels.
    """
    platform, ending = platform_of(reader, node), path.rpartition(".")[2].lower()
    if platform is None:
        return
    wrong: list[tuple[str, str]] = []
    if ending not in platform.endings:
        known = " or ".join(f".{each}" for each in platform.endings)
        wrong.append((f"takes no .{ending}", f"name the file {known}"))
    elif codec not in platform.codecs:
        known = " or ".join(platform.codecs)
        wrong.append((f"takes no {CODEC_NAMES[codec]}", f"write codec: {known}"))
    (least, most), sides = platform.sides, sorted(size)
    if sides[0] < least or sides[1] > most:
        hint = f"write size: {platform.size}" if platform.size else "write another size"
        wrong.append((f"takes sides of {least:g} to {most:g} pixels, and this is {size}", hint))
    low, high = platform.rates
    if not low <= form.rate <= high:
        told = f"takes {low:g} to {high:g} frames a second, and the film has {_rate(form.rate)}"
        wrong.append((told, "write another rate at format, or take the platform out"))
    if platform.sound and form.sound != platform.sound:
        told = f"takes {platform.sound} samples of sound a second, and the film has {form.sound}"
        wrong.append((told, f"write sound: {platform.sound} at format"))
    surround = reader.choice(node.get("channels"), SoundLayout) is SoundLayout.SURROUND
    if platform.channels == 2 and surround:
        wrong.append(("takes sound in one or two channels", "write channels: stereo"))
    for what, hint in wrong:
        reader.tell(span_of_word(node, "platform"), f"{platform.called} {what}", hint)


def _rate(rate: Fraction) -> str:
    return f"{float(rate):.3f}".rstrip("0").rstrip(".")

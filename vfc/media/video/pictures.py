"""Pictures that came one by one as one video, each of them as it came."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av

from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.door import created
from vfc.media.stills.encode import png_bytes
from vfc.media.stills.images import read_still, still_facts

PNG = b"\x89PNG\r\n\x1a\n"


def write_pictures(path: Path, files: Sequence[Path], rate: Fraction) -> None:
    """Write pictures, each a frame, to a QuickTime file of so many a second: a PNG's bytes as they
    are, others as a PNG.

    MediaError where one is no still, or is of another size than the first.
    """
    sizes = [_size(number, file) for number, file in enumerate(files, 1)]
    if not sizes:
        raise MediaError("no pictures came")
    with created(path, "mov") as container:
        stream = container.add_stream("png", rate=rate)
        stream.width, stream.height, stream.pix_fmt = *sizes[0], "rgb24"
        for index, (file, size) in enumerate(zip(files, sizes, strict=True)):
            if size != sizes[0]:
                raise MediaError(
                    f"number {index + 1:,} is {size.width}x{size.height}, and the first is "
                    f"{sizes[0].width}x{sizes[0].height}"
                )
            data = file.read_bytes()
            packet = av.Packet(data if data.startswith(PNG) else png_bytes(read_still(file)))
            packet.stream, packet.time_base = stream, 1 / rate
            packet.pts = packet.dts = index
            packet.duration, packet.is_keyframe = 1, True
            container.mux(packet)


def _size(number: int, file: Path) -> Size:
    facts = still_facts(file)
    if facts is None:
        raise MediaError(f"number {number:,} is no picture")
    return facts.size

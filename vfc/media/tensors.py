"""Files of tensors in the safetensors format, checked without a library that knows tensors."""

from __future__ import annotations

import json
from pathlib import Path

import numpy

from vfc.errors import MediaError

LARGEST = 100_000_000  # bytes of a header, as the format allows


def check_tensors(path: Path) -> dict[str, dict]:
    """The header of a safetensors file: type, shape and place of each tensor; MediaError where it
    is none, or cut.

    The format: eight bytes of length, little-endian; a JSON header of that length; the tensors'
    bytes (https://github.com/huggingface/safetensors, README, "Format").
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if size < 8 or not 2 <= length <= min(LARGEST, size - 8):
            raise MediaError(f"{path.name}: is no file of tensors")
        try:
            header = json.loads(file.read(length))
            ends = [
                entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__"
            ]
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise MediaError(f"{path.name}: is no file of tensors") from error
    if not ends or max(ends) != size - 8 - length:
        raise MediaError(f"{path.name}: is cut short, or holds no tensors")
    return header


def read_track(path: Path) -> tuple[numpy.ndarray, int]:
    """The sound in a file of tensors as `(samples, 2)` float32, and its rate; MediaError where it
    holds none.
    """
    header = check_tensors(path)
    entry, rate = header.get("samples", {}), str(header.get("__metadata__", {}).get("rate", ""))
    shape = entry.get("shape", [])
    if (
        entry.get("dtype") != "F32"
        or len(shape) != 2
        or shape[0] not in (1, 2)
        or not rate.isdecimal()
        or rate == "0"
    ):
        raise MediaError(
            f"{path.name}: holds no sound, which is float32 `samples` (1 or 2, samples) at a `rate`"
        )
    with path.open("rb") as file:
        file.seek(8 + int.from_bytes(file.read(8), "little") + entry["data_offsets"][0])
        data = numpy.frombuffer(file.read(shape[0] * shape[1] * 4), "<f4")
    return numpy.broadcast_to(data.reshape(shape).T, (shape[1], 2)), int(rate)

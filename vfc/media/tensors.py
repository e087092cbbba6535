"""Files of tensors in the safetensors format, checked without a library that knows tensors."""

from __future__ import annotations

import json
from pathlib import Path

from vfc.errors import MediaError

LARGEST = 100_000_000  # bytes of a header, as the format allows


def check_tensors(path: Path) -> dict[str, dict]:
    """The header of a safetensors file: type, shape and place of each tensor; MediaError where it is none, or cut.

    The format: eight bytes of length, little-endian; a JSON header of that length; the tensors' bytes
    (https://github.com/huggingface/safetensors, README, "Format").
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if size < 8 or not 2 <= length <= min(LARGEST, size - 8):
            raise MediaError(f"{path.name}: is no file of tensors")
        try:
            header = json.loads(file.read(length))
            ends = [entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__"]
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise MediaError(f"{path.name}: is no file of tensors") from error
    if not ends or max(ends) != size - 8 - length:
        raise MediaError(f"{path.name}: is cut short, or holds no tensors")
    return header

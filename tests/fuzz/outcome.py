"""What a reader made of an input: all well, or a fault with its kind, its place and its cost."""

from __future__ import annotations

import resource
import time
import traceback
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from vfc.errors import TextError, VfcError, visible

SECONDS, MEGABYTES = 2, 300  # what an input may cost
TURNING = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
Reader = Callable[[bytes], object]


class Fault(NamedTuple):
    """What went wrong: `name` tells faults of one cause from others."""

    name: str
    said: str


def outcome(
    read: Reader, data: bytes, seconds: float = SECONDS, megabytes: float = MEGABYTES
) -> Fault | None:
    """Read an input; the fault that it shows."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    memory, began = _peak(), time.process_time()
    try:
        read(data)
    except Exception as error:
        return _fault(error)
    took, grew = time.process_time() - began, _peak() - memory
    if took > seconds:
        return Fault(f"slow-{len(data)}", f"it took {took:.1f} s of the processor")
    return Fault(f"large-{len(data)}", f"it took {grew:.0f} MB") if grew > megabytes else None


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _fault(error: Exception) -> Fault:
    frames = traceback.extract_tb(error.__traceback__)
    own = [each for each in frames if "/vfc/" in each.filename] or list(frames)
    place = own[-1]
    if isinstance(error, AssertionError):
        place = frames[-1]
    return Fault(
        f"{type(error).__name__}-{Path(place.filename).stem}-{place.lineno}",
        "".join(traceback.format_exception(error)),
    )


def told(text: str) -> None:
    """Hold what a terminal is handed: nothing that it would obey."""
    for each in text:
        assert each in "\n\t" or unicodedata.category(each) not in ("Cc", "Zl", "Zp"), (
            f"{each!r} in {text!r}"
        )
        assert unicodedata.bidirectional(each) not in TURNING, f"{each!r} in {text!r}"


@contextmanager
def refused() -> Iterator[None]:
    """What vfc refuses it says in a sentence, or in a mistake for each place."""
    try:
        yield
    except TextError as error:
        assert error.mistakes
        told(str(error))
    except VfcError as error:
        told(visible(str(error)))
        assert str(error).strip() and "Traceback" not in str(error)

"""Whose turn it is to ask a service that bears so many requests a minute: all builds of a store, on
whatever machine, take theirs here.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
import zlib
from pathlib import Path

from vfc.errors import StoreError
from vfc.store import folders
from vfc.store.plainjson import plain

FOLDER = "turns"
MINUTE = 60.0  # seconds
LARGEST = 1 << 16  # bytes of a service's turns


def take_turn(root: Path, service: str, per_minute: int) -> float:
    """Take a turn of a service, where fewer than `per_minute` were taken within a minute: 0; else
    the seconds until one is free.

    StoreError where the disk refuses. A service may have at most a thousand turns a minute.
    """
    most = min(per_minute, 1000)
    path = root / FOLDER / f"{zlib.crc32(service.encode('utf-8', 'surrogatepass')):08x}.json"
    try:
        folders.make_folder(root, path.parent)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            now = time.time()
            taken = _recent(os.pread(descriptor, LARGEST, 0), now)[-most:]
            if len(taken) == most:
                return max(0.01, taken[0] + MINUTE - now)
            data = json.dumps([*taken, round(now, 3)]).encode()
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, data, 0)
            return 0.0
        finally:
            os.close(descriptor)
    except OSError as error:
        raise StoreError(f"the turns in {path} cannot be written: {error.strerror}") from error


def _recent(data: bytes, now: float) -> list[float]:
    """The turns within the last minute, oldest first; those of a clock that is far off are none."""
    found: list[float] = plain(data, [float]) or []
    return sorted(each for each in found if now - MINUTE < each < now + MINUTE)

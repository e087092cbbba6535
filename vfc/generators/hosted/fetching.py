"""What a task made, brought to a file: bytes that came already, an address, or many pictures."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

from vfc.errors import MediaError, StepError
from vfc.files import replacing
from vfc.generators.hosted.door import Door, Undelivered
from vfc.generators.hosted.wire import Delivery, Fault, Refusal
from vfc.media.video.pictures import write_pictures

MOST = 20_000  # pictures of one take


def bring(door: Door, delivery: Delivery, target: Path, draft: Path) -> Refusal | None:
    """Bring what a task made to `target`, by a `draft` beside it; why it is refused after all.

    Undelivered where it does not come, StepError where its pictures are those of no shot.
    """
    if delivery.data:
        with replacing(target, draft=draft, synced=True) as file:
            file.write(delivery.data)
        return None
    if delivery.pictures:
        _bring_pictures(door, delivery, target, draft)
        return None
    url = delivery.url
    if delivery.call is not None:
        answer = door.ask(delivery.call)
        refusal = door.provider.refusal(answer)
        if refusal is not None and refusal.fault is not Fault.BUSY:
            return refusal
        found = (answer.at(*way) for way in delivery.ways)
        url = next((each for each in found if isinstance(each, str)), "")
    if not url:
        raise Undelivered("it names no address")
    door.fetch(url, draft, own=delivery.own)
    os.replace(draft, target)
    return None


def _bring_pictures(door: Door, delivery: Delivery, target: Path, draft: Path) -> None:
    """Bring the frames of a shot, one by one, into one file."""
    count = len(delivery.pictures)
    if count > MOST:
        raise StepError(f"it made {count:,} pictures, more than a shot may have ({MOST:,})")
    files = [draft.with_name(f"{draft.name}-{number:06d}") for number in range(count)]
    whole = draft.with_name(f"{draft.name}.mov")
    try:
        for url, file in zip(delivery.pictures, files, strict=True):
            door.fetch(url, file, own=delivery.own)
        write_pictures(whole, files, Fraction(delivery.rate).limit_denominator(1001))
    except MediaError as error:
        raise StepError(
            f"the {count:,} pictures that came are no frames of a shot: {error}"
        ) from error
    finally:
        for file in files:
            file.unlink(missing_ok=True)
    with whole.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(whole, target)

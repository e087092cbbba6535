"""The lines of a lock that may be many, read without YAML where they are as vfc writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from vfc.lock.model import Lock, LockedChoice, LockedFile, LockedPin, LockedTake
from vfc.store.objects import hash_bytes

WHOSE = r"(?:([a-z0-9-]+) )?([a-z0-9-]+/[a-z0-9-]+)"
HEX = "([0-9a-f]{64})"
TAKE = re.compile(
    rf"^take {WHOSE}#([0-9]{{1,9}})(?: ([1-9][0-9]{{0,8}}|first|last|sound|card "
    rf"[1-9][0-9]{{0,8}}))?: "
    rf"\{{seed: ([0-9]{{1,19}}), key: {HEX}, digest: {HEX}\}}$",
    re.MULTILINE,
)
PIN = re.compile(
    rf"^pin {WHOSE}#([1-9][0-9]{{0,3}}) ([a-z]+(?: [0-9]+)?): \{{key: {HEX}, digest: {HEX}, "
    r"frames: ([1-9][0-9]{0,7}), made: ([1-9][0-9]{0,7})\}$",
    re.MULTILINE,
)
CHOICE = re.compile(
    rf"^choice {WHOSE}: "
    rf"\{{take: ([1-9][0-9]{{0,3}}), contest: {HEX}(?:, seal: ([0-9a-f]{{16}}))?\}}$",
    re.MULTILINE,
)
FILE = re.compile(
    r"^(?:file ([A-Za-z0-9_./-]+)|\"file "
    r"([^\"\\\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]+)\"): "
    f"{HEX}$",
    re.MULTILINE,
)
Entry = TypeVar("Entry", LockedTake, LockedPin, LockedChoice, LockedFile)


def as_written(text: str) -> tuple[Lock, str]:
    """The takes, pins, choices and files, each kind where all its lines are as `write_lock` writes
    them, and the text without them, its lines kept.

    Ten thousand takes are read thirty times as fast as through YAML. What a merge left several
    lines of stays in the text.
    """
    takes, text = _kind(
        "take",
        TAKE,
        text,
        lambda line: LockedTake(
            profile=line[1] or "",
            shot=line[2],
            take=int(line[3]),
            part=line[4] or "",
            seed=int(line[5]),
            key=line[6],
            digest=line[7],
        ),
    )
    pins, text = _kind(
        "pin",
        PIN,
        text,
        lambda line: LockedPin(
            profile=line[1] or "",
            shot=line[2],
            take=int(line[3]),
            role=line[4],
            key=line[5],
            digest=line[6],
            frames=int(line[7]),
            made=int(line[8]),
        ),
    )
    choices, text = _kind(
        "choice",
        CHOICE,
        text,
        lambda line: LockedChoice(
            profile=line[1] or "", shot=line[2], take=int(line[3]), contest=line[4]
        ),
        lambda line: line[5] in (None, seal_of(int(line[3]), line[4])),
    )
    files, text = _kind(
        "file", FILE, text, lambda line: LockedFile(path=line[1] or line[2], digest=line[3])
    )
    return Lock(takes=takes, pins=pins, choices=choices, files=files), text


def _kind(
    word: str,
    pattern: re.Pattern[str],
    text: str,
    read: Callable[[re.Match[str]], Entry],
    sound: Callable[[re.Match[str]], bool] = lambda line: True,
) -> tuple[tuple[Entry, ...], str]:
    """The entries of one kind that have one line each and are `sound`, and the text without these;
    none where a line of that kind is written otherwise, for it may mean one of them.
    """
    found = list(pattern.finditer(text))
    if not found or re.search(f"^(?:[\"']?{word} |{word}s:)", pattern.sub("", text), re.MULTILINE):
        return (), text
    count = Counter(map(_key, found))
    taken = {line.start() for line in found if count[_key(line)] == 1 and sound(line)}
    return (
        tuple(read(line) for line in found if line.start() in taken),
        pattern.sub(lambda line: "" if line.start() in taken else line[0], text),
    )


def seal_of(take: int, contest: str) -> str:
    """What tells a choice from one whose take was damaged: any number would do as a take."""
    return hash_bytes(f"{take} {contest}".encode())[:16]


def _key(line: re.Match[str]) -> str:
    return line[0].partition(": ")[0]

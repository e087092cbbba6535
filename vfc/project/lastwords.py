"""What a film's text said, and which bytes its files had, when it was last built whole: a record of
the store, by which a plan tells what changed since. Nothing is decided by it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vfc.files import replacing
from vfc.film.model import Asset
from vfc.language.changes import Words, words_of
from vfc.language.yaml.node import Node
from vfc.project.workspace import Workspace
from vfc.store.folders import make_folder, make_way
from vfc.store.plainfiles import read_plain
from vfc.store.plainjson import plain

SHAPE = {"files": {Path: str}, "words": object}


@dataclass(frozen=True, slots=True, kw_only=True)
class LastWords:
    """The `words` of a film's text, and the digests of its `files` by path."""

    words: Words
    files: Mapping[str, str]


def remember(workspace: Workspace, root: Node, assets: tuple[Asset, ...]) -> None:
    """Keep what the text says and its files hold; where the store may not be written, what they
    were before stays.
    """
    files = {asset.path: asset.digest for asset in assets}
    whole = {"files": files, "words": words_of(root)}
    said = json.dumps(whole, separators=(",", ":")).encode()
    data = _sum(said) + said
    with suppress(OSError):
        make_folder(workspace.store, workspace.words.parent)
        make_way(workspace.store, workspace.words)
        with suppress(FileNotFoundError):
            if read_plain(workspace.words) == data:
                return
        with replacing(workspace.words) as file:
            file.write(data)


def last_words(workspace: Workspace) -> LastWords | None:
    """What was kept of the last whole build of this film and profile; None where there was none, or
    where its record is damaged.
    """
    try:
        data = read_plain(workspace.words)
    except OSError:
        return None
    if data[:9] != _sum(data[9:]):
        return None
    whole = plain(data[9:], SHAPE)
    return LastWords(words=whole["words"], files=whole["files"]) if whole is not None else None


def _sum(said: bytes) -> bytes:
    return b"%08x " % zlib.crc32(said)

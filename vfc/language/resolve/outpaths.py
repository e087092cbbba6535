"""Where deliverables lie in the out folder: no two in one place, on any disk."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from vfc.errors import Mistake, Span
from vfc.film.formats import is_linking
from vfc.film.sequence import is_numbered, is_sequence, numbered
from vfc.language.resolve.values import entries
from vfc.language.yaml.node import Node, excerpt

UNNAMED = "film"  # out/film/ is where a film goes without a profile
Parts = tuple[str, ...]


def out_mistakes(root: Node) -> list[Mistake]:
    """A mistake for each deliverable whose path another one has, and for a profile that would
    deliver over the film.

    Letter case and Unicode form make no second path, as on many disks they do not; nothing is both
    file and folder.
    """
    paths = [(name, key.span) for name, key, _ in entries(root.get("deliver"))]
    clashes = [
        Mistake(
            span=key.span,
            hint="give it another name",
            message=f"a profile '{UNNAMED}' would deliver into "
            f"out/{UNNAMED}, where the film lies without a profile",
        )
        for name, key, _ in entries(root.get("profiles"))
        if name == UNNAMED
    ]
    return _taken(paths) + _among_frames(paths) + clashes


def _among_frames(paths: Sequence[tuple[str, Span]]) -> list[Mistake]:
    """A mistake for each path that numbered frames of another deliverable may take."""
    return [
        Mistake(
            span=span,
            message=f"'{excerpt(path)}' may be one of the frames '{excerpt(frames)}'",
            hint="give one of them another folder",
        )
        for number, (path, span) in enumerate(paths)
        for frames, _ in (*paths[:number], *paths[number + 1 :])
        if is_sequence(frames)
        and path != frames
        and any(is_numbered(frames, numbered(path, each)) for each in (1, 10**6))
        and (not is_sequence(path) or paths.index((path, span)) > _place(paths, frames))
    ]


def _place(paths: Sequence[tuple[str, Span]], path: str) -> int:
    return next(index for index, (each, _) in enumerate(paths) if each == path)


def _taken(paths: Iterable[tuple[str, Span]]) -> list[Mistake]:
    mistakes: list[Mistake] = []
    files: dict[Parts, str] = {}
    folders: dict[Parts, str] = {}  # each with a file that lies in it
    media: dict[Parts, str] = {}  # folders of links, each with its timeline
    for path, span in paths:
        parts = _parts(path)
        above = [parts[:length] for length in range(1, len(parts))]
        stem = parts[-1].rpartition(".")[0]
        links = (*parts[:-1], f"{stem}.media") if is_linking(parts[-1]) else ()
        if parts in files:
            told = (
                f"is one file with '{excerpt(files[parts])}' on disks to which letter case or "
                f"Unicode form is nothing"
            )
        elif file := next((files[each] for each in above if each in files), ""):
            told = f"would lie in '{excerpt(file)}', which is a file"
        elif parts in folders:
            told = f"is a folder already, in which '{excerpt(folders[parts])}' lies"
        elif timeline := next((media[each] for each in above if each in media), ""):
            told = f"would lie in the folder of what '{excerpt(timeline)}' links"
        elif links in folders:
            told = f"puts its links into the folder in which '{excerpt(folders[links])}' lies"
        else:
            files[parts] = path
            for each in above:
                folders.setdefault(each, path)
            media |= {links: path} if links else {}
            continue
        mistakes.append(
            Mistake(
                span=span, message=f"'{excerpt(path)}' {told}", hint="give one of them another name"
            )
        )
    return mistakes


def _parts(path: str) -> Parts:
    """The parts of a path, those equal that a disk may take for equal."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
    return tuple(plain.split("/"))

"""`vfc import film.otio` and its like: a new film of footage that shows the cut of an edit."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from vfc.commands.filmfolder import film_folder, write_film
from vfc.edit.incoming.cutlist import IncomingCut, IncomingFile
from vfc.edit.incoming.formats import bytes_of, read_cut
from vfc.errors import MediaError, UsageError, in_a_line
from vfc.film.facts import FileKind, MediaFacts
from vfc.film.sources import Fit
from vfc.film.timing import Size, parse_rate
from vfc.film.titles import TitleStyle
from vfc.imports.edits.film import EditFilm, film_of_edit
from vfc.imports.edits.search import MediaSearch
from vfc.imports.edits.shots import EditMedia
from vfc.imports.laying import free_name, slug
from vfc.imports.making import cleaned
from vfc.media.footage.probe import probe

CARD = TitleStyle(size=0.09, background="#7a1016", colour="#ffffff")


class ImportedEdit(NamedTuple):
    """What came of an edit: how much its film has, media that were not found, by name, and what of
    the edit is not in the film, or otherwise.
    """

    folder: Path
    scenes: int
    shots: int
    frames: int
    offline: tuple[str, ...]
    remarks: tuple[str, ...]


class _Media(NamedTuple):
    """The files of an edit in the film, where they lie now, and why others are not among them."""

    known: dict[IncomingFile, EditMedia]
    paths: dict[str, Path]  # by their places in the film
    lacking: dict[IncomingFile, str]


def import_edit(
    source: Path, folder: Path | None = None, rate: str = "", media: Sequence[Path] = ()
) -> ImportedEdit:
    """Write a film of the cut of an edit. Its media are looked for where it says, beside it and
    below the folders `media`, and copied into the film's folder where they lie elsewhere; `rate` is
    that of an EDL.

    Raises UsageError where the edit cannot be read, or a film lies at `folder` already.
    """
    try:
        frames_a_second = parse_rate(rate) if rate else None
    except ValueError as error:
        raise UsageError(f"--rate: {error}") from error
    cut = read_cut(source.name, bytes_of(source), frames_a_second)
    title = cleaned(cut.title, 100) or cleaned(source.stem, 100) or "Imported"
    folder = folder or Path(f"{slug(source.stem) or 'imported'}-film")
    search = MediaSearch([source.parent, *media, folder])
    found = _media(cut, search, folder)
    film = film_of_edit(cut, found.known, found.lacking, title)
    with film_folder(folder, beside=True) as draft:
        for target, path in found.paths.items():
            if not _lies_in(path, folder):
                (draft / target).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, draft / target)
        _draw(draft, film, found.paths, cut.rate)
        write_film(draft, film.text)
    return ImportedEdit(
        folder=folder,
        scenes=film.scenes,
        shots=film.shots,
        frames=film.frames,
        offline=tuple(dict.fromkeys(_named(each, why) for each, why in found.lacking.items())),
        remarks=tuple(dict.fromkeys([*search.remarks, *film.remarks])),
    )


def _named(file: IncomingFile, why: str) -> str:
    return f"{cleaned(file.spoken, 200)}: {why}"


def _media(cut: IncomingCut, search: MediaSearch, folder: Path) -> _Media:
    """Each file of an edit once, with its place in the film."""
    found = _Media({}, {}, {})
    by_path: dict[Path, EditMedia | str] = {}
    names: dict[str, int] = {}
    files = [clip.file for clip in cut.clips if clip.file is not None]
    for file in dict.fromkeys([*files, *(sound.file for sound in cut.sounds)]):
        path = search.path_to(file)
        if path is None:
            found.lacking[file] = _why(file)
            continue
        path = path.resolve()
        if path not in by_path:
            facts = _facts(path)
            by_path[path] = (
                EditMedia(_place(path, folder, names), facts)
                if isinstance(facts, MediaFacts)
                else facts
            )
        known = by_path[path]
        if isinstance(known, str):
            found.lacking[file] = known
        else:
            found.known[file] = known
            found.paths[known.target] = path
    return found


def _why(file: IncomingFile) -> str:
    if file.nested:
        return "it is a cut in the cut; take it apart in the editing program"
    return "it was not found at its path, nor beside the edit"


def _facts(path: Path) -> MediaFacts | str:
    try:
        facts = probe(path)
    except MediaError as error:
        return in_a_line(error).removeprefix(f"{path.name}: ")
    except OSError as error:
        return error.strerror or "it cannot be read"
    return f"{path.name} is no media" if facts.kind is FileKind.DATA else facts


def _lies_in(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder.resolve())


def _place(path: Path, folder: Path, names: dict[str, int]) -> str:
    """Where a file lies in the film: where it is, if that is in its folder."""
    if _lies_in(path, folder):
        return path.relative_to(folder.resolve()).as_posix()
    name = free_name(slug(path.stem) or "media", names)
    while os.path.lexists(folder / f"media/{name}{path.suffix.lower()}"):
        name = free_name(slug(path.stem) or "media", names)
    return f"media/{name}{path.suffix.lower()}"


def _draw(draft: Path, film: EditFilm, paths: Mapping[str, Path], rate: Fraction) -> None:
    """The pictures that stand for what is not there, and frames that stand still."""
    from vfc.media.footage.conform import conform_footage
    from vfc.media.lettering.titles import draw_card
    from vfc.media.stills.encode import png_bytes

    for card in film.offline:
        picture = draw_card(Size(1280, 720), "\n".join(card.lines), CARD)
        _write(draft / card.target, png_bytes(picture))
    for freeze in film.freezes:
        path = paths[freeze.of]
        width, height = probe(path).size
        size = Size(width - width % 2, height - height % 2)
        frames = conform_footage(
            path, start=freeze.second, frames=1, size=size, rate=rate, fit=Fit.CROP
        )
        try:
            picture = next(iter(frames))
        except MediaError as error:
            raise UsageError(f"a frame of {path.name} cannot be read: {error}") from error
        _write(draft / freeze.target, png_bytes(picture))  # type: ignore[arg-type]


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)

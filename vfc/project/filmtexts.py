"""Which texts of which films are meant by the files and folders that a command names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vfc.language.yaml.compose import compose
from vfc.language.yaml.text import SourceText, read_texts
from vfc.project.workspace import TEXT, Workspace, find_workspace
from vfc.store.plainfiles import read_plain

NAMES = (TEXT, "film.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmTexts:
    """A film with those of its texts that were named; `source` is all of its text."""

    workspace: Workspace
    source: SourceText
    files: tuple[str, ...]


def named_films(
    named: Sequence[Path],
    *,
    only_films: bool = False,
    profile: str | None = None,
    store: Path | None = None,
    outside: Sequence[Path] = (),
    trust: bool = False,
    out: Path | None = None,
) -> tuple[Workspace, ...]:
    """The films that are named, each once, or that of this folder; UsageError where there is none.

    A file that a film includes stands for that film. With `only_films`, files of none are passed
    over.
    """
    found: dict[Path, Workspace] = {}
    for path in named or (None,):
        if path is not None and only_films and not path.is_dir() and not is_of_a_film(path):
            continue
        including = _including(path, outside) if path is not None else None
        workspace = find_workspace(
            including.workspace.folder / including.workspace.entry if including else path,
            profile=profile,
            store=store,
            outside=outside,
            trust=trust,
            out=out,
        )
        found.setdefault(workspace.folder / workspace.entry, workspace)
    return tuple(found.values())


def including_film(path: Path) -> Workspace | None:
    """The film, beside a file or above it, that includes that file; None where none does."""
    found = _including(path)
    return found.workspace if found is not None else None


def film_texts(named: Sequence[Path], *, only_films: bool = False) -> tuple[FilmTexts, ...]:
    """The films that are named, or that of this folder, each once; UsageError where there is none.

    A film is named by its folder or its text, and stands for all that it includes. A file that a
    film beside it or above it includes stands for itself. With `only_films`, other files are passed
    over.
    """
    found: dict[Path, tuple[FilmTexts, set[str]]] = {}
    for path in named or (Path.cwd(),):
        if only_films and not path.is_dir() and not is_of_a_film(path):
            continue
        texts = _texts_of(path)
        place = texts.workspace.folder / texts.workspace.entry
        found.setdefault(place, (texts, set()))[1].update(texts.files)
    return tuple(
        FilmTexts(
            workspace=texts.workspace,
            source=texts.source,
            files=tuple(each for each in texts.source.files if each in files),
        )
        for texts, files in found.values()
    )


def _texts_of(path: Path) -> FilmTexts:
    including = _including(path)
    if including is not None:
        return including
    workspace = find_workspace(path)
    source = read_texts(workspace.folder, workspace.entry, read_plain)
    return FilmTexts(workspace=workspace, source=source, files=_own(source.files))


def _including(path: Path, outside: Sequence[Path] = ()) -> FilmTexts | None:
    """The film that includes a file, with that file alone."""
    if not path.is_file() or path.name in NAMES:
        return None
    whole = path.resolve()
    for folder in _up(path.absolute().parent.resolve()):
        for name in NAMES:
            if (folder / name).is_file():
                file = Path(os.path.relpath(whole, folder)).as_posix()
                source = read_texts(folder, name, read_plain, outside)
                if file in source.files:
                    workspace = find_workspace(folder / name)
                    return FilmTexts(workspace=workspace, source=source, files=(file,))
    return None


def _up(folder: Path) -> Iterator[Path]:
    """A folder and those above it, up to where a repository begins."""
    for each in (folder, *folder.parents):
        yield each
        if (each / ".git").exists():
            return


def _own(files: Iterable[str]) -> tuple[str, ...]:
    """Of a film's texts those in its folder; what is allowed from elsewhere belongs to others."""
    return tuple(each for each in files if not each.startswith(("../", "/")))


def is_of_a_film(path: Path) -> bool:
    """Whether a file is a text of a film: by its name, by what includes it, by its own words."""
    if path.name in NAMES:
        return True
    if not path.is_file() or path.suffix not in (".yaml", ".yml"):
        return False
    if _including(path) is not None:
        return True
    try:
        root = compose(path.name, read_plain(path).decode("utf-8-sig")).root
    except (OSError, UnicodeDecodeError):
        return False
    words = root.keys() if root is not None else []
    return "scenes" in words and ("title" in words or "vfc" in words)

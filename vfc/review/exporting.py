"""The pages of a review as files that open from disk, or from any static host: read-only, with what
they show beside them, small.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path, PurePosixPath

from vfc.engine.events import Reporter
from vfc.errors import RefusedError, StepError, StoreError, UsageError
from vfc.files import replacing
from vfc.film.proxies import ProxiesWanted, ProxyForm, ProxyName
from vfc.generators.registry import Registry
from vfc.notes.files import NoteFiles
from vfc.project.load import LoadedFilm, load
from vfc.project.plan import plan_film
from vfc.project.proxies import make_proxies, plan_proxies, proxies_of
from vfc.project.workspace import Workspace
from vfc.review.model.authors import LineHistory
from vfc.review.model.film import review_film
from vfc.review.model.proxies import media_of
from vfc.review.model.values import Review, ReviewCut, ReviewFile, ReviewMedia
from vfc.review.pages.rendering import STATIC, Site, page_html, page_json
from vfc.store.folders import make_folder
from vfc.store.plainfiles import read_plain

MARK = ".vfc-review"  # names the files of an export, so that the next may take them away
ADDRESS = re.compile(r"media/([0-9a-f]{64})\.(\w+)")
MOST = 250_000  # bytes a second of a film file that goes along as it is
SITE = Site(live=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewExport:
    """What an export wrote: how many files, how many bytes they are, and the page to open."""

    files: int
    bytes: int
    page: Path


def export_review(
    workspace: Workspace, folder: Path, reporter: Reporter, *, registry: Registry | None = None
) -> ReviewExport:
    """Write the review of a film into a folder of its own. TextError for a film with mistakes,
    RefusedError for a folder with anything else in it, StepError where a picture of what stands
    cannot be made.
    """
    folder = folder.absolute()
    before = _of_export(folder)
    loaded = load(workspace, registry=registry)
    try:
        review = _review(loaded, reporter)
        files = dict(_pages(review))
        media = {
            match[0]: match[1]
            for text in files.values()
            for match in ADDRESS.finditer(text.decode())
        }
        return _written(loaded, folder, files, media, before)
    finally:
        loaded.store.close()


# ── what it shows ──────────────────────────────────────────────────────────────────────────────


def _review(loaded: LoadedFilm, reporter: Reporter) -> Review:
    planned = plan_film(loaded)
    film = review_film(planned, LineHistory())
    proxies: dict[ProxyName, ReviewMedia] = {}
    posters = ProxiesWanted(shots=tuple(film.shots), forms=(ProxyForm.POSTER,))
    paths = tuple(each.path for each in loaded.film.videos)
    movies = ProxiesWanted(films=paths, forms=(ProxyForm.MOVIE,), small=True)
    said = NoteFiles(loaded.workspace.folder, loaded.workspace.entry).all()
    notes = tuple(note for each in said for note in each.notes)
    review = Review(version=0, film=film, planned=planned, mistakes=loaded.warnings, notes=notes)
    pages = [wanted for page in SITE.pages for wanted in page.wants(review)]
    for wanted in (posters, movies, *pages):
        proxies |= _made(loaded, wanted, reporter)
    cuts = tuple(
        replace(cut, files=tuple(_files(loaded, cut, proxies, film.rate))) for cut in film.cuts
    )
    return replace(
        review,
        film=replace(film, cuts=cuts),
        proxies={name: each for name, each in proxies.items() if name.of not in paths},
    )


def _made(
    loaded: LoadedFilm, wanted: ProxiesWanted, reporter: Reporter
) -> dict[ProxyName, ReviewMedia]:
    """Wanted proxies of all that stands, made where they do not."""
    planned = plan_proxies(loaded, wanted)
    if planned.to_make():
        outcome = make_proxies(planned, reporter, threading.Event())
        if outcome.failed:
            failure = outcome.failed[0]
            raise StepError(f"{failure.label}: {failure.error}")
        planned = plan_proxies(loaded, wanted)
    return media_of(proxies_of(planned))


def _files(
    loaded: LoadedFilm, cut: ReviewCut, proxies: dict[ProxyName, ReviewMedia], rate: Fraction
) -> Iterator[ReviewFile]:
    """The film files of a cut, of which the first that plays goes along, small."""
    taken = False
    for file in cut.files:
        small = proxies.get(ProxyName(file.path, ProxyForm.MOVIE)) if file.current else None
        whole = file.media
        large = whole is not None and _size(loaded, whole) * rate > MOST * cut.frames
        if not large and whole:
            small = None
        media = None if taken or (large and not small) else small or whole
        word = file.word if media is None or media is whole else "a small copy"
        if large and not small and not taken:
            word = f"{file.word}, and too large to go along: build, and export again"
        yield replace(file, media=media, word="not in this export" if taken else word)
        taken = taken or media is not None


def _size(loaded: LoadedFilm, media: ReviewMedia) -> int:
    path = loaded.store.path(media.digest)
    return path.stat().st_size if path else 0


# ── files ──────────────────────────────────────────────────────────────────────────────────────


def _pages(review: Review) -> Iterator[tuple[str, bytes]]:
    """Each file but the media, by its path; pages last, which open the others."""
    for path in sorted(STATIC.iterdir()):
        yield f"static/{path.name}", path.read_bytes()
    for page in SITE.pages:
        yield f"data/{page.name}.js", f"window.vfcData={page_json(page, review)};\n".encode()
    for page in SITE.pages:
        yield SITE.address(page), page_html(page, review, SITE).encode()


def _written(
    loaded: LoadedFilm,
    folder: Path,
    files: dict[str, bytes],
    media: dict[str, str],
    before: tuple[str, ...],
) -> ReviewExport:
    try:
        _mark(folder, {*before, *files, *media})
        for address, digest in media.items():
            source = loaded.store.path(digest)
            if source is None:
                raise StoreError(f"{address} is gone from the store: build, and export again")
            with replacing(_in(folder, address)) as file, source.open("rb") as read:
                shutil.copyfileobj(read, file)
        for address, data in files.items():
            with replacing(_in(folder, address)) as file:
                file.write(data)
        for address in {*before} - {*files, *media}:
            (folder / address).unlink(missing_ok=True)
        _mark(folder, {*files, *media})
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror or error}") from error
    sizes = [(folder / each).stat().st_size for each in (*files, *media)]
    return ReviewExport(files=len(sizes), bytes=sum(sizes), page=folder / "index.html")


def _in(folder: Path, address: str) -> Path:
    path = folder / address
    make_folder(folder, path.parent, "take it away")
    return path


def _mark(folder: Path, addresses: Iterable[str]) -> None:
    """Name the files of an export in it."""
    make_folder(folder, folder)
    said = "\n".join(["vfc review 1", *sorted(addresses), ""])
    with replacing(folder / MARK) as file:
        file.write(said.encode())


def _of_export(folder: Path) -> tuple[str, ...]:
    """The files of the export that a folder holds; RefusedError where it holds anything else."""
    if not os.path.lexists(folder):
        return ()
    if not folder.is_dir():
        raise RefusedError(f"{folder} is a file: name a folder for the export")
    with suppress(OSError):
        head, *addresses = read_plain(folder / MARK).decode("utf-8", "replace").splitlines()
        if head == "vfc review 1":
            return tuple(filter(_is_inside, addresses))
    if any(folder.iterdir()):
        raise RefusedError(
            f"{folder} holds files that no export of a review wrote: name a new folder, or empty it"
        )
    return ()


def _is_inside(address: str) -> bool:
    """Whether a path stays in the folder it is relative to: a stranger may have written it."""
    parts = PurePosixPath(address).parts
    return bool(parts) and ".." not in parts and not address.startswith("/") and address != MARK

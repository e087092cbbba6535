"""Text, files and lock to a Film: what every other command starts from."""

from __future__ import annotations

import errno
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from vfc.assets.read import Files
from vfc.engine.work import FilmFile
from vfc.errors import Mistake, Severity, Span, TextError, UsageError, with_excerpts
from vfc.film.model import Asset, Film, Options
from vfc.film.standing import is_file, stands
from vfc.generators.registry import Registry
from vfc.language.resolve.film import resolve
from vfc.language.resolve.generators import Defaults
from vfc.language.words.assetpaths import asset_paths
from vfc.language.words.check import check_shape
from vfc.language.yaml.text import SourceText, read_texts
from vfc.lock.file import moved
from vfc.lock.model import Lock
from vfc.lock.text import read_lock
from vfc.project.generators import ability_mistakes, asks_for
from vfc.project.mediacheck import media_mistakes
from vfc.project.snapshot import Stamp, numbers_of
from vfc.project.trust import open_store
from vfc.project.voices import FilmVoices, StoreHearing, line_warnings, voice_mistakes
from vfc.project.workspace import Workspace
from vfc.store.index import FileRecord, ReadRecords, Records
from vfc.store.local import LocalStore
from vfc.store.objects import hash_bytes
from vfc.store.plainfiles import read_plain
from vfc.voices.registry import VoiceRegistry

# by which estimates of lines are divided to see which mistakes come of them alone
PACES = Fraction(3), Fraction(1, 4)
ABOUT = "about: nobody has heard the lines yet"
LARGEST = 16 << 20  # bytes of a text or a lock: ten thousand shots take one or two million


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedFilm:
    """A film as it was read: the values, where its files are, and how each stood when it was
    read.
    """

    workspace: Workspace
    film: Film
    source: SourceText
    lock: Lock
    lock_text: str
    warnings: tuple[Mistake, ...]
    notes: tuple[Mistake, ...]  # what `vfc check` says beside
    registry: Registry
    store: LocalStore
    records: Records
    voices: FilmVoices
    hearing: StoreHearing
    files: Mapping[str, FilmFile]  # by digest
    # by path relative to the folder
    stamps: Mapping[str, Stamp | None] = field(default_factory=dict)


def load(
    workspace: Workspace,
    *,
    registry: Registry | None = None,
    verify: bool = False,
    refresh: bool = False,
    texts: Mapping[str, str] | None = None,
    voices: VoiceRegistry | None = None,
    remembered: bool = True,
) -> LoadedFilm:
    """Read a film for its profile, as it would be with other `texts` by file (its lock is one);
    TextError with every mistake of the text.

    What its files were found to be is kept in the store where it is to be `remembered`. Options of
    generators that cost have the defaults that the lock holds, with `refresh` those of what is
    installed.
    """
    reading = _FilmReader(
        workspace,
        registry or Registry(),
        verify,
        refresh,
        texts or {},
        voices or VoiceRegistry(),
        remembered,
    )
    film = reading.film()
    errors = [mistake for mistake in reading.mistakes if mistake.severity is Severity.ERROR]
    if errors or film is None:
        raise TextError(reading.diagnostics())
    told = reading.diagnostics()
    return LoadedFilm(
        workspace=workspace,
        film=film,
        source=reading.source,
        lock=moved(reading.lock, film),
        lock_text=reading.lock_text,
        warnings=tuple(each for each in told if each.severity is Severity.WARNING),
        notes=tuple(each for each in told if each.severity is Severity.NOTE),
        registry=reading.registry,
        store=reading.store,
        records=reading.records,
        voices=reading.voices,
        hearing=reading.hearing,
        files=reading.film_files(),
        stamps=reading.stamps(),
    )


def heard_again(loaded: LoadedFilm, *, refresh: bool = False) -> LoadedFilm:
    """A film as it is once its lines were spoken; TextError with the mistakes that only their
    lengths show.
    """
    loaded.hearing.forget()
    defaults = _defaults(loaded.registry, loaded.lock, refresh=refresh)
    film, found = resolve(
        loaded.source,
        {asset.path: asset for asset in loaded.film.assets},
        profile=loaded.workspace.profile,
        generators=defaults,
        hear=loaded.hearing,
    )
    if film is not None:
        found += ability_mistakes(film, loaded.registry, loaded.lock, refresh=refresh)
        found += line_warnings(film)
    told = with_excerpts(_once(found), loaded.source.texts)
    if film is None or any(each.severity is Severity.ERROR for each in told):
        raise TextError(told)
    warnings = {(each.span, each.message): each for each in loaded.warnings}
    warnings |= {
        (each.span, each.message): each for each in told if each.severity is Severity.WARNING
    }
    return replace(loaded, film=film, warnings=tuple(warnings.values()))


def glance(
    workspace: Workspace, registry: Registry
) -> tuple[Film | None, Lock, tuple[Mistake, ...]]:
    """A film as far as it can be read, its lock, and its mistakes; none of them is raised."""
    reading = _FilmReader(workspace, registry, False, False, {}, VoiceRegistry())
    film = reading.film()
    reading.store.close()
    return film, reading.lock, reading.diagnostics()


class _FilmReader:
    """The text of one film on its way to values; mistakes gather here until all of them can be
    shown.
    """

    def __init__(
        self,
        workspace: Workspace,
        registry: Registry,
        verify: bool,
        refresh: bool,
        texts: Mapping[str, str],
        voices: VoiceRegistry,
        remembered: bool = True,
    ):
        self.workspace, self.registry, self.refresh = workspace, registry, refresh
        self.voices = FilmVoices(voices)
        self.texts = {workspace.folder / file: text for file, text in texts.items()}
        self.store = open_store(workspace)
        self.records = self.store.records if remembered else ReadRecords(self.store.index)
        self.hearing = StoreHearing(self.voices, self.store)
        self.files = Files(workspace.folder, self.records, workspace.outside, verify=verify)
        registry.set_film_folder(workspace.folder, self.files.digest)
        self.mistakes: list[Mistake] = []
        self.read: dict[str, Stamp] = {}
        self.source = read_texts(
            workspace.folder, workspace.entry, self._bytes, outside=workspace.outside
        )
        self.mistakes += self.source.mistakes
        self.lock = self._lock()

    def _lock(self) -> Lock:
        try:
            if stands(self.workspace.lock) and not is_file(self.workspace.lock):
                raise UsageError(
                    f"{self.workspace.lock.name} is no file: take it away, and a build writes it "
                    f"anew"
                )
            text = (
                self._bytes(self.workspace.lock).decode("utf-8", "replace")
                if self.workspace.lock in self.texts or is_file(self.workspace.lock)
                else ""
            )
        except OSError as error:
            raise UsageError(
                f"{self.workspace.lock.name} cannot be read: {error.strerror}"
            ) from error
        self.lock_text = text
        lock, mistakes = read_lock(self.workspace.lock.name, text)
        self.mistakes += mistakes
        return lock

    def _bytes(self, path: Path) -> bytes:
        """A text's bytes; its numbers are taken first, so that what is saved while it is read is
        seen next time.
        """
        if path in self.texts:
            return self.texts[path].encode()
        seen, numbers = time.time_ns(), numbers_of(path)
        if numbers is not None and numbers[0] > LARGEST:
            raise OSError(errno.EFBIG, f"it has more than {LARGEST >> 20} MB, as no text of a film")
        data = read_plain(path)
        if numbers is not None:
            self.read[path.relative_to(self.workspace.folder).as_posix()] = Stamp(
                *numbers, hash_bytes(data), seen
            )
        return data

    def film(self) -> Film | None:
        """The resolved film, or None where the text is too wrong for one."""
        self.mistakes += check_shape(self.source)
        paths, mistakes = asset_paths(self.source)
        self.mistakes += mistakes
        assets, mistakes = self.files.read(paths)
        self.mistakes += mistakes
        film, mistakes = self._resolve(assets)
        self.mistakes += mistakes
        if film is not None:
            self.registry.set_prices(film.prices)
            self.mistakes += media_mistakes(film, self.files.paths)
            self.mistakes += ability_mistakes(film, self.registry, self.lock, refresh=self.refresh)
            self.mistakes += voice_mistakes(film, self.voices.registry)
            self.mistakes += line_warnings(film)
        return film

    def _resolve(self, assets: Mapping[str, Asset]) -> tuple[Film | None, list[Mistake]]:
        film, found = self._resolved(assets, Fraction(1))
        if self.hearing.unheard and (film is None or _errors(found)):
            return self._about(assets, film, found)
        return film, found

    def _about(
        self, assets: Mapping[str, Asset], film: Film | None, found: list[Mistake]
    ) -> tuple[Film | None, list[Mistake]]:
        """A film with mistakes whose lines nobody has heard: what is one only because of how long
        they may take is a warning, until they were.
        """
        others = [self._resolved(assets, pace) for pace in PACES]
        sure = _errors(found).intersection(*(_errors(mistakes) for _, mistakes in others))
        if sure:
            return film, [
                each for each in found if each.span in sure or each.severity is not Severity.ERROR
            ]
        whole = [(film, found), *others]
        some = next((each for each, mistakes in whole if each and not _errors(mistakes)), None)
        some = some or next((each for each, _ in whole if each), None)
        told = [about(each) if each.severity is Severity.ERROR else each for each in found]
        return some, told if some is not None else found

    def _resolved(
        self, assets: Mapping[str, Asset], pace: Fraction
    ) -> tuple[Film | None, list[Mistake]]:
        return resolve(
            self.source,
            assets,
            profile=self.workspace.profile,
            generators=_defaults(self.registry, self.lock, refresh=self.refresh),
            hear=self.hearing,
            pace=pace,
        )

    def diagnostics(self) -> tuple[Mistake, ...]:
        """One mistake a place (the first that was found: shape before meaning), in the order of the
        files.
        """
        texts = dict(self.source.texts) | {self.workspace.lock.name: self.lock_text}
        return with_excerpts(_once(self.mistakes), texts)

    def film_files(self) -> dict[str, FilmFile]:
        """Each file by its digest, with its numbers when it was read; numbered pictures with all of
        theirs.
        """
        found = {record.digest: self._file(record) for record in self.files.seen.values()}
        for digest, records in self.files.sequences.items():
            found[digest] = FilmFile(
                self.files.paths[digest], members=tuple(map(self._file, records))
            )
        return found

    def _file(self, record: FileRecord) -> FilmFile:
        numbers = record.size, record.mtime_ns, record.ctime_ns, record.inode
        return FilmFile(self.workspace.folder / record.path, record.digest, numbers)

    def stamps(self) -> dict[str, Stamp | None]:
        """How the texts, the lock and the files stood when they were read."""
        found: dict[str, Stamp | None] = {self.workspace.lock.name: None, **self.read}
        for path, record in self.files.seen.items():
            found[path] = Stamp(
                record.size,
                record.mtime_ns,
                record.ctime_ns,
                record.inode,
                record.digest,
                record.seen_ns,
            )
        # a picture that joins a sequence changes its folder
        for folder, (numbers, seen) in self.files.folders.items():
            size, mtime, ctime, inode = numbers
            found[folder] = Stamp(size, mtime, ctime, inode, "", seen)
        return found


def about(mistake: Mistake) -> Mistake:
    """A mistake that may be none once lines were heard, as a warning."""
    message = f"{mistake.message} ({ABOUT})"
    return replace(mistake, severity=Severity.WARNING, message=message)


def _once(mistakes: Iterable[Mistake]) -> Collection[Mistake]:
    """One mistake a place and severity: the first that was found."""
    by_place: dict[tuple[Span, str], Mistake] = {}
    for mistake in mistakes:
        by_place.setdefault((mistake.span, mistake.severity), mistake)
    return by_place.values()


def _errors(mistakes: Iterable[Mistake]) -> set[Span]:
    """Where errors are."""
    return {each.span for each in mistakes if each.severity is Severity.ERROR}


def _defaults(registry: Registry, lock: Lock, *, refresh: bool) -> dict[str, Defaults]:
    """The defaults of each kind of generator: those that the lock holds under the film's name for
    it, else those of what is installed, which is loaded when it is asked.
    """
    kinds = dict.fromkeys([*registry.names(), *(held.use for held in lock.generators)])
    return {kind: _defaults_of(kind, registry, lock, refresh) for kind in kinds}


def _defaults_of(kind: str, registry: Registry, lock: Lock, refresh: bool) -> Defaults:
    def defaults(name: str, given: Options) -> Options:
        installed = registry.get(kind)
        held = next(
            (
                each
                for each in lock.generators
                if (each.name, each.use) == (name, kind) and asks_for(each, dict(given))
            ),
            None,
        )
        if held is not None and (installed is None or not refresh):
            return held.options
        if installed is not None:
            return installed.abilities(()).options
        return next((each.options for each in lock.generators if each.use == kind), ())

    return defaults

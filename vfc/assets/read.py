"""Files to Assets: each one's digest and facts, remembered by its numbers so that a file is hashed
and probed once.
"""

from __future__ import annotations

import json
import os
import re
import time
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from vfc.errors import MediaError, Mistake, Span, lines_of
from vfc.film.accents import alike, differing
from vfc.film.facts import FileKind
from vfc.film.model import Asset, MediaFacts
from vfc.film.sequence import is_sequence, members, patterns
from vfc.film.standing import is_file, stands
from vfc.film.timing import Size
from vfc.store.index import FileRecord, Records
from vfc.store.objects import hash_bytes, hash_file
from vfc.store.plainjson import plain

# raised when files are measured otherwise: what an earlier vfc remembered of them counts no more
MEASURE = 8
FACTS = {
    "kind": str,
    "frames": int,
    "rate": str,
    "seconds": str,
    "size": (int, int),
    "timecode": int,
    "channels": int,
    "sample_rate": int,
    "damage": [(str, int)],
    "remarks": [str],
    "numbered": bool,
    "depth": int,
    "alpha": bool,
    "plain": bool,
    "measure": int,
}
RATIO = re.compile(r"-?\d{1,400}(/[1-9]\d{0,400})?")
RACY = 50_000_000  # nanoseconds within which two writes may leave the same time stamp


def file_digest(real: Path) -> str:
    """The digest of a file's bytes as they are now, of numbered pictures that of all of them; '' of
    what is not there or cannot be read.
    """
    try:
        if is_sequence(real) and not stands(real):
            found = members(real.name, os.listdir(real.parent))
            each = [(number, hash_file(real.with_name(name))) for number, name in found]
            return _together(each) if each else ""
        return hash_file(real)
    except OSError:
        return ""


def _together(pictures: Iterable[tuple[int, str]]) -> str:
    """The digest of numbered pictures, each with its own."""
    return hash_bytes("".join(f"{number} {digest}\n" for number, digest in pictures).encode())


class Files:
    """Reads a film's files; what it read is kept in `records`, and by digest in `paths`."""

    def __init__(
        self, folder: Path, records: Records, outside: Sequence[Path] = (), *, verify: bool = False
    ):
        self.folder, self.records, self.outside, self.verify = folder, records, outside, verify
        self.paths: dict[str, Path] = {}
        self.seen: dict[str, FileRecord] = {}
        # the pictures of numbered ones, by digest of all
        self.sequences: dict[str, tuple[FileRecord, ...]] = {}
        # of sequences: numbers, and when they were seen
        self.folders: dict[str, tuple[tuple[int, ...], int]] = {}
        self._names: dict[Path, set[str]] = {}

    def read(self, wanted: Iterable[tuple[str, Span]]) -> tuple[Mapping[str, Asset], list[Mistake]]:
        """Assets by path for all that can be read, and a mistake for each that cannot, with every
        place that names it.
        """
        wanted = list(wanted)
        known = {} if self.verify else self.records.files({path for path, _ in wanted})
        assets: dict[str, Asset] = {}
        faults: dict[str, tuple[str, str]] = {}
        for path, _ in wanted:
            if path not in assets and path not in faults:
                fault = self._read(path, known.get(path), assets)
                if fault:
                    faults[path] = fault
        self.records.keep_files(
            record for path, record in self.seen.items() if known.get(path) != record
        )
        places: dict[str, list[Span]] = {path: [] for path in faults}
        for path, span in wanted:
            if path in places:
                places[path].append(span)
        return assets, [_fault_at(places[path], *fault) for path, fault in faults.items()]

    def digest(self, real: Path) -> str:
        """The digest of any file's bytes, remembered between builds by its numbers."""
        path = f"model {real}"
        known = {} if self.verify else self.records.files({path})
        record = self._record(path, real, known.get(path), probed=False)
        self.records.keep_files([record] if known.get(path) != record else [])
        return record.digest

    def _read(
        self, path: str, known: FileRecord | None, assets: dict[str, Asset]
    ) -> tuple[str, str] | None:
        real = self.folder / path
        try:
            if is_sequence(path) and not stands(real):
                return self._read_sequence(path, real, assets)
            fault = self._fault(path, real)
            if fault:
                return fault
            record = self._record(path, real, known)
        except MediaError as error:
            return f"'{path}' cannot be read: {error}", ""
        except OSError as error:
            return f"'{path}' cannot be read: {error.strerror}", ""
        self.seen[path] = record
        self.paths[record.digest] = real
        assets[path] = Asset(
            path=path, digest=record.digest, facts=_facts(json.loads(record.facts))
        )
        return None

    def _read_sequence(
        self, path: str, real: Path, assets: dict[str, Asset]
    ) -> tuple[str, str] | None:
        """Numbered pictures are one file: its digest is of all their numbers and digests."""
        folder, seen = Path(path).parent, time.time_ns()
        found = members(real.name, self._listing(real.parent))
        if not found:
            return f"there is no picture '{path}', with a number for its %", self._near(path)
        paths = [(number, (folder / name).as_posix()) for number, name in found]
        known = {} if self.verify else self.records.files({member for _, member in paths})
        for _, member in paths:
            fault = self._fault(member, self.folder / member)
            if fault:
                return fault
            self.seen[member] = self.seen.get(member) or self._record(
                member, self.folder / member, known.get(member), probed=False
            )
        records = tuple(self.seen[member] for _, member in paths)
        self.records.keep_files(each for each in records if known.get(each.path) != each)
        digest = _together((number, self.seen[member].digest) for number, member in paths)
        facts = self._measured(digest, real)
        self.records.keep_files([FileRecord(path, 0, 0, 0, 0, digest, facts, seen)])
        self.paths[digest], self.sequences[digest] = real, records
        self.folders[folder.as_posix()] = _numbers(os.stat(real.parent)), seen
        assets[path] = Asset(path=path, digest=digest, facts=_facts(json.loads(facts)))
        return None

    def _fault(self, path: str, real: Path) -> tuple[str, str] | None:
        """Why a path may not be read: outside the folder, missing, no file, or spelt otherwise on
        the disk.
        """
        # unlike Path.resolve, it goes once round a circle of links
        inside = Path(os.path.realpath(real))
        roots = (self.folder, *self.outside)
        if not any(inside.is_relative_to(root) for root in roots):
            return (
                f"'{path}' lies outside the film's folder",
                "copy it into the folder, or allow its folder with --allow-outside",
            )
        if not stands(real):
            if real.is_symlink():
                return f"'{path}' is a link that leads to no file", ""
            return f"there is no file '{path}'", self._near(path)
        if real.is_dir():
            numbered = patterns(self._listing(real))
            return (
                f"'{path}' is a folder, not a file",
                f"its numbered pictures are footage: {path}/{numbered[0]}" if numbered else "",
            )
        if not is_file(real):
            return f"'{path}' is no file", ""
        return self._spelling(path)

    def _listing(self, folder: Path) -> set[str]:
        if folder not in self._names:
            self._names[folder] = set(os.listdir(folder)) if folder.is_dir() else set()
        return self._names[folder]

    def _spelling(self, path: str) -> tuple[str, str] | None:
        folder = self.folder
        for part in Path(path).parts:
            names = self._listing(folder)
            if part not in names and part != "..":
                return f"'{path}' is spelt otherwise on the disk", self._near(path)
            folder = folder / part
        return None

    def _near(self, path: str) -> str:
        """A file of the same folder that the path may have meant."""
        from difflib import get_close_matches

        folder = (self.folder / path).parent
        names = sorted(self._listing(folder))
        wanted = Path(path).name
        numbered = patterns(names) if is_sequence(path) else []
        same = [name for name in names if _plain(name) == _plain(wanted)] or numbered[:1]
        found = same or get_close_matches(wanted, names, 1, 0.6)
        if not found:
            return "" if folder.is_dir() else f"there is no folder '{Path(path).parent.as_posix()}'"
        if alike(wanted, found[0]):
            return (
                f"{differing(wanted, found[0])}: rename the file, or copy its name from the "
                f"disk into the text"
            )
        return f"did you mean '{(Path(path).parent / found[0]).as_posix()}'?"

    def _measured(self, digest: str, real: Path) -> str:
        """The facts of bytes, as JSON; those of a copy, or of a file that was touched, are
        remembered.
        """
        from vfc.media.footage.probe import probe

        known = (record.facts for record in self.seen.values() if record.digest == digest)
        facts = next(filter(_current, (*known, *self.records.facts_of(digest))), None)
        return facts or json.dumps(_plain_facts(probe(real)))

    def _record(
        self, path: str, real: Path, known: FileRecord | None, *, probed: bool = True
    ) -> FileRecord:
        seen = time.time_ns()
        stat = os.stat(real)
        numbers = _numbers(stat)
        if (
            known
            and (known.size, known.mtime_ns, known.ctime_ns, known.inode) == numbers
            and max(known.mtime_ns, known.ctime_ns) < known.seen_ns - RACY
            and (not probed or _current(known.facts))
        ):
            return known
        digest = hash_file(real)
        facts = self._measured(digest, real) if probed else ""
        return FileRecord(
            path=path,
            size=numbers[0],
            mtime_ns=numbers[1],
            ctime_ns=numbers[2],
            inode=numbers[3],
            digest=digest,
            facts=facts,
            seen_ns=seen,
        )


def _numbers(stat: os.stat_result) -> tuple[int, int, int, int]:
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _current(facts: str) -> bool:
    """Whether remembered facts were measured as they are today."""
    said = plain(facts, FACTS)
    if said is None:
        return False
    ratios = said["rate"], said["seconds"], *(at for at, _ in said["damage"])
    return (
        all(map(RATIO.fullmatch, ratios))
        and said["measure"] == MEASURE
        and said["kind"] in set(FileKind)
    )


def _plain_facts(facts: MediaFacts) -> dict[str, object]:
    return {
        "kind": facts.kind,
        "frames": facts.frames,
        "rate": str(facts.rate),
        "seconds": str(facts.seconds),
        "size": list(facts.size),
        "timecode": facts.timecode,
        "channels": facts.channels,
        "sample_rate": facts.sample_rate,
        "damage": [[str(at), frames] for at, frames in facts.damage],
        "remarks": list(facts.remarks),
        "numbered": facts.numbered,
        "depth": facts.depth,
        "alpha": facts.alpha,
        "plain": facts.plain,
        "measure": MEASURE,
    }


def _fault_at(spans: Sequence[Span], message: str, hint: str) -> Mistake:
    first = min(spans)
    also = lines_of(spans, first)
    return Mistake(span=first, message=f"{message}; also {also}" if also else message, hint=hint)


def _facts(said: Mapping) -> MediaFacts:
    return MediaFacts(
        kind=FileKind(said["kind"]),
        frames=said["frames"],
        rate=Fraction(said["rate"]),
        seconds=Fraction(said["seconds"]),
        size=Size(*said["size"]),
        timecode=said["timecode"],
        channels=said["channels"],
        sample_rate=said["sample_rate"],
        damage=tuple((Fraction(at), frames) for at, frames in said["damage"]),
        remarks=tuple(said["remarks"]),
        numbered=said["numbered"],
        depth=said["depth"],
        alpha=said["alpha"],
        plain=said["plain"],
    )

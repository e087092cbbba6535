"""`vfc blame FILE TIME`: the shot, the take and the words of the text behind a frame of a delivered
file, with who wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vfc.commands.verify import film_of, sidecar_for
from vfc.errors import HistoryError, UsageError
from vfc.film.formats import FORMATS, DeliverableKind, ending_of
from vfc.film.timing import parse_time
from vfc.history.authors import LineAuthor, authors_of, commit_with_blob
from vfc.history.git import Repository, find_repository
from vfc.language.yaml.text import SourceText, read_texts
from vfc.project.workspace import TEXT, Workspace, find_workspace
from vfc.provenance.cutmap import CUT
from vfc.provenance.frames import (
    FAULTS,
    CutMap,
    FrameOrigin,
    FrameSide,
    MappedShot,
    damaged,
    file_time,
    piece_at,
)
from vfc.provenance.lines import line_now
from vfc.provenance.sidecar import Sidecar, SidecarResource
from vfc.provenance.statement import OWN
from vfc.provenance.words import DecidingWord
from vfc.store.objects import hash_file

if TYPE_CHECKING:
    from vfc.commands.recognise import RecognisedFrame

# as players show it: 0:41, 1:02:03.5
CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2}(?:\.\d{1,9})?)")
SECONDS = re.compile(r"\d{1,7}(\.\d{1,9})?|\.\d{1,9}")
TIMES = "write a time: 00:00:41:07, 0:41, 41.3 (seconds) or #1007 (a frame, from 0)"


class BlamedWord(NamedTuple):
    """A word that decided a frame: what it is a part `of` (a shot, `cut`, `film`), whether it is
    one of the first to look at, where it stands in the text `now` (None: nowhere any more; a
    word with another line or text), and who wrote it, where git knows.
    """

    of: str
    word: DecidingWord
    near: bool
    now: DecidingWord | None
    author: LineAuthor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlamedSide:
    """One shot that is seen: its share, the key and the artifact of its picture, the take and frame
    that this frame of it was joined from, the file that it was cut from.
    """

    side: FrameSide
    shot: MappedShot
    key: str
    artifact: str
    piece: tuple[str, int] | None
    file: tuple[str, Fraction | None, int | None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """What lies behind one frame of a delivered file. `changed` are the files of the text that have
    other bytes now, None where the text is not at hand; `history` says why git told nothing;
    `recognised` how a still that was grabbed was found.
    """

    path: Path
    sidecar: Sidecar
    origin: FrameOrigin
    cut: str
    sides: tuple[BlamedSide, ...]
    words: tuple[BlamedWord, ...]
    changed: tuple[str, ...] | None
    history: str = ""
    recognised: RecognisedFrame | None = None


def blame(
    path: Path, time: str = "", film: Path | None = None, *, store: Path | None = None
) -> Blame:
    """What decided a frame of a delivered file, by the sidecar beside it; lines and authors too, as
    far as text and git are at hand. UsageError where there is no such file, sidecar or frame.
    """
    if not path.is_file():
        raise UsageError(f"there is no file {path}")
    if is_grabbed(path, film):
        return _grabbed(path, time, film, store)
    sidecar = sidecar_for(path, film)
    cut_map = map_of(sidecar)
    frame = frame_of(cut_map, sidecar, path, time)
    return blame_frame(path, sidecar, cut_map, frame, film_of(path, sidecar, film, store=store))


def is_grabbed(path: Path, film: Path | None = None) -> bool:
    """Whether a file is a still that no film has delivered, as far as a sidecar says."""
    form = FORMATS.get(ending_of(path.name))
    if form is not None and form.kind is not DeliverableKind.POSTER:
        return False
    try:
        sidecar_for(path, film)
    except UsageError:
        return True
    return False


def _grabbed(path: Path, time: str, film: Path | None, store: Path | None) -> Blame:
    """What decided the frame of a delivered film that a still was grabbed from; `time` may be the
    film's folder, for a still needs none.
    """
    from vfc.commands.recognise import recognise  # it decodes films, and few ask for it

    if time and (film is not None or not Path(time).exists()):
        raise UsageError(f"{path.name} is one frame of a film: leave {time} out")
    where = film or (Path(time) if time else None)
    workspace = find_workspace(where, store=store) if where else _film_above(path)
    found = recognise(path, workspace)
    made = replace(workspace, profile=found.sidecar.profile)
    blamed = blame_frame(path, found.sidecar, map_of(found.sidecar), found.frame, made)
    return replace(blamed, path=found.path, recognised=found)


def _film_above(path: Path) -> Workspace:
    """The film in this folder, or the nearest above a file; UsageError where there is none."""
    folders = [Path.cwd(), *path.resolve().parents]
    with_text = next((each for each in folders if (each / TEXT).is_file()), None)
    if with_text is None:
        raise UsageError(
            f"{path.name} has no sidecar beside it: name the film's folder, to look for it there"
        )
    return find_workspace(with_text)


def blame_frame(
    path: Path, sidecar: Sidecar, cut_map: CutMap, frame: int, workspace: Workspace | None
) -> Blame:
    """What decided one frame of the cut that a deliverable shows; UsageError as of `blame`."""
    origin = cut_map.at(frame)
    words = [*dict.fromkeys(_words(cut_map, origin))]
    text = _Text(sidecar, workspace)
    artifacts = sidecar.artifacts
    return Blame(
        path=path,
        sidecar=sidecar,
        origin=origin,
        cut=str(sidecar.parameters.get("cut", "")),
        sides=tuple(
            _side(side, shot, artifacts.get(shot.label))
            for side in origin.sides
            if (shot := cut_map.shot(side.shot)) is not None
        ),
        words=tuple(text.told(words)),
        changed=text.changed,
        history=text.history,
    )


def map_of(sidecar: Sidecar) -> CutMap:
    """The map of the cut in a sidecar; UsageError where it has none."""
    found = next((each for each in sidecar.byproducts if each.name == CUT), None)
    if found is None:
        raise UsageError(f"{sidecar.deliverable} shows no cut frame by frame")
    return CutMap(found.notes)


def frame_of(cut_map: CutMap, sidecar: Sidecar, path: Path, time: str) -> int:
    """The frame of the cut that a time of a deliverable means; UsageError for one that is none."""
    shows, every = cut_map.plain.get("shows"), cut_map.plain.get("every", 1)
    names = [each.name for each in sidecar.subjects]
    if isinstance(shows, int) or len(names) > 1:
        if time:
            raise UsageError(f"{path.name} is one frame of its film: leave {time} out")
        if isinstance(shows, int):
            return shows
        if path.name not in names:
            raise UsageError(f"{path.name} is none of the stills that {sidecar.path.name} names")
        return names.index(path.name)
    if not time:
        raise UsageError(f"{path.name} has {cut_map.frames} frames: {TIMES}")
    if time.startswith("#"):
        if not time[1:].isdigit() or len(time) > 12:
            raise UsageError(f"'{time}' is no frame: {TIMES}")
        return int(time[1:]) * (every if isinstance(every, int) else 1)
    if SECONDS.fullmatch(time):
        return int(Fraction(time) * cut_map.rate)
    if clock := CLOCK.fullmatch(time):
        hours, minutes, seconds = (Fraction(each or 0) for each in clock.groups())
        return int(((hours * 60 + minutes) * 60 + seconds) * cut_map.rate)
    try:
        frames = int(parse_time(time, cut_map.rate).frames)
    except ValueError as error:
        raise UsageError(f"{error}; {TIMES}") from None
    # a timecode is that of the file, and of a film that begins at an hour may be the time in it too
    return frames - cut_map.start if ":" in time and frames >= cut_map.start else frames


def _side(side: FrameSide, shot: MappedShot, artifact: SidecarResource | None) -> BlamedSide:
    try:
        piece, file = piece_at(shot, side.frame), file_time(shot, side.frame)
    except FAULTS as error:
        raise damaged() from error
    return BlamedSide(
        side=side,
        shot=shot,
        key=str(artifact.notes.get("key", "")) if artifact is not None else "",
        artifact=artifact.digest if artifact is not None else "",
        piece=piece,
        file=file,
    )


Said = tuple[str, DecidingWord, bool]  # of what, the word, whether it is near


def _words(cut_map: CutMap, origin: FrameOrigin) -> Iterator[Said]:
    """All words that have a part in a frame, the nearest first."""
    for side in origin.sides:
        shot = cut_map.shot(side.shot)
        if shot is not None:
            yield from _of_shot(shot, near=True)
        yield from (("cut", word, True) for word in side.words)
    yield from (("cut", word, True) for word in origin.transition_words)
    for over in origin.over:
        yield from ((over.what, word, True) for word in over.words)
    below = [shot for side in origin.sides if (shot := cut_map.shot(side.shot)) is not None]
    below += [shot for over in origin.over if (shot := cut_map.shot(over.shot)) is not None]
    seen = {side.shot for side in origin.sides}
    while below:
        shot = below.pop(0)
        if shot.name not in seen:
            seen.add(shot.name)
            yield from _of_shot(shot, near=False)
        below += [
            found
            for name in shot.of
            if name not in seen and (found := cut_map.shot(name)) is not None
        ]
    yield from (("film", word, False) for word in cut_map.wide)


def _of_shot(shot: MappedShot, *, near: bool) -> Iterator[Said]:
    yield from ((shot.name, word, near) for word in (shot.own or (shot.key,)))
    yield from ((shot.name, word, near) for word in shot.around)


class _Text:
    """The film's text as it is now, beside what it was when the sidecar was written."""

    def __init__(self, sidecar: Sidecar, workspace: Workspace | None):
        self.sidecar, self.workspace = sidecar, workspace
        self.changed: tuple[str, ...] | None = None
        self.history = ""
        self.source: SourceText | None = None
        if workspace is not None:
            self.changed = tuple(
                each.name for each in sidecar.texts if not _stands(workspace.folder, each)
            )
            self.source = read_texts(workspace.folder, workspace.entry, outside=workspace.outside)

    def told(self, words: Sequence[Said]) -> list[BlamedWord]:
        now = {word: self._now(word) for _, word, _ in words}
        authors = self._authors([word for _, word, _ in words], now)
        return [
            BlamedWord(of, word, near, now[word], authors.get((word.file, word.line)))
            for of, word, near in words
        ]

    def _now(self, word: DecidingWord) -> DecidingWord | None:
        if self.source is None or word.file not in (self.changed or ()):
            return word
        return line_now(self.source.root, word)

    def _authors(
        self, words: Iterable[DecidingWord], now: Mapping[DecidingWord, DecidingWord | None]
    ) -> dict[tuple[str, int], LineAuthor]:
        """Who wrote each line: of a text that changed, as git has the text that was built, or else
        the line where it stands now.
        """
        if self.workspace is None:
            return {}
        try:
            repository = find_repository(self.workspace.folder)
        except HistoryError as error:
            self.history = str(error)
            return {}
        if repository.shallow:
            self.history = (
                "the clone is shallow, and puts what is older down to its oldest commit; "
                "`git fetch --unshallow` brings the rest"
            )
        found: dict[tuple[str, int], LineAuthor] = {}
        by_file: dict[str, list[DecidingWord]] = {}
        for word in words:
            by_file.setdefault(word.file, []).append(word)
        for file, each in by_file.items():
            with suppress(HistoryError, UsageError):
                found |= self._of_file(repository, file, each, now)
        return found

    def _of_file(
        self,
        repository: Repository,
        file: str,
        words: Sequence[DecidingWord],
        now: Mapping[DecidingWord, DecidingWord | None],
    ) -> dict[tuple[str, int], LineAuthor]:
        revision, moved = "", False
        if file in (self.changed or ()):
            built = next((each for each in self.sidecar.texts if each.name == file), None)
            blob = built.digests.get("gitBlob", "") if built is not None else ""
            revision = commit_with_blob(repository, file, blob)
            moved = not revision
        places = {word: now[word] if moved else word for word in words}
        at = {word: there.line for word, there in places.items() if there and there.file == file}
        authors = authors_of(repository, file, at.values(), revision=revision)
        return {(file, word.line): authors[line] for word, line in at.items() if line in authors}


def _stands(folder: Path, text: SidecarResource) -> bool:
    with suppress(OSError):
        return hash_file(folder / text.name) == text.digests.get(OWN)
    return False

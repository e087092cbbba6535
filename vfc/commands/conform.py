"""`vfc conform`: the film's text after its cut was edited in an editing program."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from vfc.edit.conform.beside import beside_the_pictures
from vfc.edit.conform.conforming import conformed, own_reading, shows
from vfc.edit.conform.entries import Growth, NewCut
from vfc.edit.incoming.cutlist import IncomingCut
from vfc.edit.incoming.formats import bytes_of, read_cut
from vfc.errors import TextError, UsageError
from vfc.film.model import Cut, CutEntry, Film, Footage
from vfc.language.cutedits import CutChange, body, set_cut, set_times, time_text
from vfc.language.yaml.text import SourceText, read_texts
from vfc.project.load import LoadedFilm, load
from vfc.project.texts import edit_text, refuse_outside
from vfc.project.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Conformed:
    """What a film's text has to say for an edit of its cut: what changes, in words for people, the
    new texts by file, and their difference as `diff -u` prints it. `left` is what the edit holds
    beside its pictures, which the text keeps as it has it.
    """

    changes: tuple[str, ...] = ()
    texts: Mapping[str, str]
    diff: str = ""
    left: tuple[str, ...] = ()


def conform(workspace: Workspace, edit: Path, name: str = "") -> Conformed:
    """The smallest change of a film's text that gives the cut of a file of an editing program.

    UsageError where the file cannot be read, where the film has no such cut, and with all that no
    text can say of the edit.
    """
    loaded = load(workspace)
    film = loaded.film
    if name not in film.cuts:
        cuts = ", ".join(each for each in film.cuts if each) or "none"
        raise UsageError(f"there is no cut '{name}' (cuts: {cuts})")
    cut, rate = film.cuts[name], film.format.rate
    data = bytes_of(edit)
    incoming = read_cut(edit.name, data, rate, film.seen_in(cut).format.begin)
    ending = _ending(edit, data)
    found = conformed(film, cut, ending, incoming)
    if found.problems:
        raise UsageError(_refused(edit, found))
    if not found.changes(cut) and not found.grown:
        return Conformed(texts={}, left=(*incoming.left, *_beside(film, name, ending, incoming)))
    texts = _texts(loaded, cut, found)
    again = _check(
        workspace,
        edit,
        texts,
        lambda again: shows(again, again.cuts[name], ending, incoming, found.grown),
    )
    return Conformed(
        changes=tuple(_told(film, cut, found)),
        texts=texts,
        diff=_diff(loaded, texts),
        left=(*incoming.left, *_beside(again, name, ending, incoming)),
    )


def _beside(film: Film, name: str, ending: str, edit: IncomingCut) -> tuple[str, ...]:
    """What an edit has beside its pictures otherwise than the film."""
    return beside_the_pictures(own_reading(film, film.cuts[name], ending), edit)


def write_conformed(workspace: Workspace, done: Conformed) -> None:
    """Write the texts of what was conformed."""
    refuse_outside(workspace, done.texts)
    for file, text in done.texts.items():
        edit_text(workspace.folder / file, text)


def _ending(edit: Path, data: bytes) -> str:
    ending = edit.suffix.lower().lstrip(".")
    return "fcpxml" if ending == "xml" and b"<fcpxml" in data[:4096] else ending


def _refused(edit: Path, found: NewCut) -> str:
    shown = list(found.problems[:10])
    more = len(found.problems) - len(shown)
    rest = [f"and {more} more"] if more else []
    return f"no text says the cut of {edit.name}, and nothing is written: " + "; ".join(
        [*shown, *rest]
    )


def _texts(loaded: LoadedFilm, cut: Cut, found: NewCut) -> dict[str, str]:
    """The new texts by file: the cut's, and those of shots that grow."""
    source, film = loaded.source, loaded.film
    changes = [CutChange(entry=each.entry, origin=each.origin) for each in found.entries]
    texts = set_cut(source, film, cut, changes) if found.changes(cut) else {}
    for name, growth in found.grown.items():
        texts |= set_times(_read_again(loaded, texts), name, _grown_words(film, name, growth))
    return texts


def _read_again(loaded: LoadedFilm, texts: Mapping[str, str]) -> SourceText:
    """The film's texts with some of them changed."""
    workspace = loaded.workspace
    changed = {
        workspace.folder / file: text for file, text in {**loaded.source.texts, **texts}.items()
    }
    return read_texts(
        workspace.folder, workspace.entry, lambda path: changed[path].encode(), workspace.outside
    )


def _grown_words(film: Film, name: str, growth: Growth) -> dict[str, str]:
    """The times of a shot that is longer, out of its handles as far as they go."""
    shot = film.shots[name]
    frames = shot.frames + growth.head + growth.tail
    words = {"length": time_text(frames, film)}
    if growth.head and isinstance(shot.source, Footage):
        start = shot.source.start * film.format.rate - growth.head
        words["in"] = time_text(Fraction(round(start)), film)
    if shot.source.kind in ("words", "still") and growth.tail and shot.handles:
        words["handles"] = f"{max(0, shot.handles - growth.tail)}f"
    return words


def _check(
    workspace: Workspace, edit: Path, texts: Mapping[str, str], holds: Callable[[Film], bool]
) -> Film:
    """The film of the new texts; UsageError where they do not say what they shall."""
    try:
        again = load(workspace, texts=texts)
    except TextError as error:
        raise UsageError(
            f"the text would not hold the cut of {edit.name}, and nothing is written: "
            f"{error.mistakes[0].message}"
        ) from error
    if not holds(again.film):
        raise UsageError(
            f"no words of the text show the cut of {edit.name} to the frame, and nothing is written"
        )
    return again.film


def _told(film: Film, cut: Cut, found: NewCut) -> Iterator[str]:
    """Each change in words for people."""
    gone = set(range(len(cut.entries)))
    order = [each.origin for each in found.entries if each.origin is not None]
    moved = {b for a, b in itertools.pairwise(order) if b < a}
    for each in found.entries:
        gone.discard(-1 if each.origin is None else each.origin)
        text = body(each.entry, film)
        if each.origin is None:
            yield f"new: {text}"
            continue
        was = cut.entries[each.origin]
        if was != each.entry:
            yield f"{_brief(was, film)} → {text}"
        if each.origin in moved:
            yield f"moved: {text}"
    yield from (f"gone: {_brief(cut.entries[index], film)}" for index in sorted(gone))
    for name, growth in found.grown.items():
        yield f"{name} is {growth.head + growth.tail} frames longer, out of its handles"


def _brief(entry: CutEntry, film: Film) -> str:
    try:
        return body(entry, film)
    except UsageError:
        return getattr(entry, "shot", type(entry).__name__)


def _diff(loaded: LoadedFilm, texts: Mapping[str, str]) -> str:
    parts = [
        line
        for file, text in texts.items()
        for line in difflib.unified_diff(
            loaded.source.texts[file].splitlines(keepends=True),
            text.splitlines(keepends=True),
            f"a/{file}",
            f"b/{file}",
        )
    ]
    return "".join(each if each.endswith("\n") else each + "\n" for each in parts)

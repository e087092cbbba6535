"""The cuts of two films: which entries differ, what is seen where, which shots moved."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from vfc.compare.model import CutDiff, EntryDiff, Seen
from vfc.edit.assembly import Assembly, Segment, ShotUse
from vfc.edit.segments import assemble
from vfc.errors import TextError, UsageError
from vfc.film.layers import EditLayer
from vfc.film.model import Cut, CutEntry, Fade, Film, Plain, ShotEntry, TitleCard
from vfc.film.sources import ShotRef
from vfc.film.timing import nearest
from vfc.language.cutedits import body


class ComparedCuts(NamedTuple):
    """The cuts that differ, the shots (by their names after) that moved in one, and those that are
    seen otherwise.
    """

    cuts: tuple[CutDiff, ...]
    moved: frozenset[str]
    trimmed: frozenset[str]


class AssembledFilm(NamedTuple):
    """A film with its cuts as they come out, but those that cannot be made; and where each shot is
    seen.
    """

    film: Film
    cuts: Mapping[str, Assembly]
    seen: Mapping[str, tuple[Seen, ...]]


def assembled(film: Film) -> AssembledFilm:
    """A film with each of its cuts placed on its time."""
    cuts: dict[str, Assembly] = {}
    for name, cut in film.cuts.items():
        with suppress(TextError):
            cuts[name] = assemble(film, cut)
    seen: dict[str, list[Seen]] = {}
    for name, assembly in cuts.items():
        for use in assembly.uses:
            seen.setdefault(use.shot, []).append(_seen(name, use))
    return AssembledFilm(film, cuts, {shot: tuple(each) for shot, each in seen.items()})


def _seen(cut: str, use: ShotUse) -> Seen:
    frames = use.cut_out - use.frames_in_film.start  # without what lies under a transition
    ends = use.seen.frame(0), use.seen.frame(max(0, frames - 1))
    return Seen(
        cut=cut,
        use=use.use,
        first=min(ends),
        last=max(ends),
        at=use.frames_in_film.start,
        frames=frames,
    )


def compare_cuts(
    before: AssembledFilm, after: AssembledFilm, renamed: Mapping[str, str]
) -> ComparedCuts:
    """The cuts of two films; `renamed` has the names after of shots that have another one."""
    cuts: list[CutDiff] = []
    moved: set[str] = set()
    trimmed: set[str] = set()
    for name in dict.fromkeys([*before.film.cuts, *after.film.cuts]):
        old, new = before.cuts.get(name), after.cuts.get(name)
        entries, others = _entries(before, after, name, renamed)
        moved |= others
        trimmed |= _trimmed(old, new, renamed)
        frames = (old.frames if old else None, new.frames if new else None)
        pictures = old is not None and new is not None and not _alike(old, new, renamed)
        if entries or pictures or frames[0] != frames[1]:
            cuts.append(CutDiff(name=name, frames=frames, entries=entries, pictures=pictures))
    return ComparedCuts(tuple(cuts), frozenset(moved), frozenset(trimmed))


# ── what is seen ───────────────────────────────────────────────────────────────────────────────


def _trimmed(
    old: Assembly | None, new: Assembly | None, renamed: Mapping[str, str]
) -> frozenset[str]:
    """The shots of which a cut shows other frames, or at other speeds, in their uses that both
    have.
    """
    if old is None or new is None:
        return frozenset()
    before = {(renamed.get(use.shot, use.shot), use.use): use for use in old.uses}
    return frozenset(
        use.shot
        for use in new.uses
        for was in [before.get((use.shot, use.use))]
        if was is not None and _times(was) != _times(use)
    )


def _times(use: ShotUse) -> tuple[Hashable, ...]:
    return use.seen, use.cut_out - use.frames_in_film.start


def _alike(old: Assembly, new: Assembly, renamed: Mapping[str, str]) -> bool:
    """Whether two cuts show the same shots' frames, words and colours at each time, whatever the
    shots' pictures are.
    """
    return [_plain(each, renamed) for each in old.segments] == [
        _plain(each, {}) for each in new.segments
    ]


def _plain(segment: Segment, renamed: Mapping[str, str]) -> Segment:
    """A segment without its name, with its shots by their names after."""
    return replace(
        segment,
        name="",
        pictures=tuple(
            replace(each, shot=renamed.get(each.shot, each.shot)) for each in segment.pictures
        ),
        layers=tuple(
            replace(each, layer=layer_after(each.layer, renamed)) for each in segment.layers
        ),
    )


def layer_after(layer: EditLayer, renamed: Mapping[str, str]) -> EditLayer:
    """A layer with the shots that it names by their names after."""
    of, at = layer.of, layer.at
    if isinstance(of, ShotRef):
        of = replace(of, shot=renamed.get(of.shot, of.shot))
    if at is not None:
        at = replace(at, shot=renamed.get(at.shot, at.shot))
    return replace(layer, of=of, at=at)


# ── what is written ────────────────────────────────────────────────────────────────────────────


class _Entry(NamedTuple):
    """An entry of a cut: what it is, its words, the film frame at which it lies."""

    what: tuple[str, str]
    text: str
    at: int

    @property
    def shot(self) -> str:
        return self.what[1] if self.what[0] == "shot" else ""


def _entries(
    before: AssembledFilm, after: AssembledFilm, name: str, renamed: Mapping[str, str]
) -> tuple[tuple[EntryDiff, ...], set[str]]:
    """The entries of a cut that differ, in the order of the film after, and the shots that
    moved.
    """
    old = list(_placed(before, name, renamed))
    new = list(_placed(after, name, {}))
    blocks = SequenceMatcher(
        None, [each.what for each in old], [each.what for each in new], autojunk=False
    ).get_opcodes()
    found: list[tuple[_Entry | None, _Entry | None, bool]] = []
    gone: list[_Entry] = []
    for how, a, b, c, d in blocks:
        if how == "equal":
            pairs = zip(old[a:b], new[c:d], strict=True)
            found += [(one, other, False) for one, other in pairs if one.text != other.text]
            continue
        left = old[a:b]
        for each in new[c:d]:
            # a transition or a title in the place of one is that one changed
            was = next((one for one in left if one.what[0] == each.what[0] != "shot"), None)
            if was is not None:
                left.remove(was)
            found.append((was, each, False))
        gone += left
    return _told(found, gone)


def _told(
    found: Sequence[tuple[_Entry | None, _Entry | None, bool]], gone: list[_Entry]
) -> tuple[tuple[EntryDiff, ...], set[str]]:
    diffs: list[EntryDiff] = []
    moved: set[str] = set()
    for one, other, _ in found:
        if other is None:
            continue
        was = one
        if was is None and other.shot:
            was = next((each for each in gone if each.what == other.what), None)
            if was is not None:
                gone.remove(was)
                moved.add(other.shot)
        diffs.append(
            EntryDiff(
                before=was.text if was else "",
                after=other.text,
                at=other.at,
                moved=bool(other.shot and was is not None and one is None),
            )
        )
    diffs += [EntryDiff(before=each.text, after="", at=each.at) for each in gone]
    return tuple(diffs), moved


def _placed(found: AssembledFilm, name: str, renamed: Mapping[str, str]) -> Iterator[_Entry]:
    """Each entry of a cut, with the film frame at which it lies."""
    cut = found.film.cuts.get(name, Cut())
    assembly = found.cuts.get(name)
    uses = iter(assembly.uses if assembly is not None else ())
    at = 0
    for entry in cut.entries:
        text = _text(entry, found.film)
        match entry:
            case ShotEntry(shot=shot):
                use = next(uses, None)
                start = use.frames_in_film.start if use is not None else at
                after = renamed.get(shot, shot)
                yield _Entry(("shot", after), text.replace(shot, after, 1), start)
                at = use.cut_out if use is not None else at
            case TitleCard(length=length) | Plain(length=length):
                yield _Entry((type(entry).__name__, ""), text, at)
                at += nearest(length)
            case Fade(toward=toward):
                yield _Entry(("fade", str(toward)), text, at)
            case _:
                yield _Entry(("transition", ""), text, at)


def _text(entry: CutEntry, film: Film) -> str:
    """An entry as the text says it, as near as words come."""
    try:
        return body(entry, film)
    except UsageError:
        return getattr(entry, "shot", type(entry).__name__.lower())

"""When subtitles stand: from when a line is spoken until it was read, two frames apart, at cuts
rather than beside them. All times are film frames.

By Netflix's Subtitle Timing Guidelines; where speech is so close that they cannot hold, reading
wins over beginning in time, and `breaches` says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate, pairwise

from vfc.edit.assembly import Assembly, SegmentKind
from vfc.edit.lines import SpokenLine
from vfc.edit.subtitles.breaking import pages, plain
from vfc.edit.subtitles.rules import ReadingLimit, Rules, rules
from vfc.film.timing import ceiling, nearest

DASH = "- "  # before what each of two says at once


@dataclass(slots=True, kw_only=True)
class TimedPage:
    """Rows that stand at once, from frame `start` to `stop`; reading them takes `needed` frames.

    `lines` are whose words they are; `late`: the frames by which they come after they are spoken;
    `words`: the film frames at which each of its words is begun, where they are known.
    """

    rows: tuple[str, ...]
    start: int
    stop: int
    needed: int
    reading: ReadingLimit
    lines: tuple[SpokenLine, ...]
    late: int = 0
    words: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The rows as one text."""
        return " ".join(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What times are made by: a film's rate, length and cuts, all in frames, and the rules."""

    rate: Fraction
    frames: int
    cuts: tuple[int, ...] = ()
    language: str = ""
    row: int = 0  # characters, where a picture holds fewer than the rules let stand
    known: Rules = field(default_factory=rules)

    def reading(self, text: str) -> ReadingLimit:
        """What can be read of a text in such a picture."""
        found = self.known.reading(text, self.language)
        most = self.row * found.row // rules().scripts["latin"]["row"] if self.row else found.row
        return found._replace(row=max(1, min(found.row, most)))

    def needed(self, text: str, reading: ReadingLimit) -> int:
        """Frames that reading a text takes."""
        seconds = reading.length(text) / reading.speed
        return ceiling(max(self.known.shortest, seconds) * self.rate)

    @property
    def shortest(self) -> int:
        return nearest(self.known.shortest * self.rate)

    @property
    def longest(self) -> int:
        return nearest(self.known.longest * self.rate)


def cuts_of(assembly: Assembly) -> tuple[int, ...]:
    """The film frames at which one picture gives way to another at once."""
    return tuple(
        after.frames_in_film.start
        for before, after in zip(assembly.segments, assembly.segments[1:], strict=False)
        if SegmentKind.TRANSITION not in (before.kind, after.kind)
    )


def timed_pages(lines: Sequence[SpokenLine], timing: Timing) -> list[TimedPage]:
    """The subtitles of what is spoken, in order, none of which stands while another does."""
    found = [page for each in _utterances(lines, timing) for page in each]
    found.sort(key=lambda page: page.start)
    found = _one_at_a_time(found, timing)
    _begin_at_cuts(found, timing)
    _end(found, timing)
    return found


# ── what each says ─────────────────────────────────────────────────────────────────────────────


def _utterances(lines: Sequence[SpokenLine], timing: Timing) -> list[list[TimedPage]]:
    """The pages of each line, or of two that are short and spoken at once."""
    found: list[list[TimedPage]] = []
    index = 0
    while index < len(lines):
        both = index + 1 < len(lines) and _together(lines[index], lines[index + 1], timing)
        after = index + 1 + both
        spoken = tuple(lines[index:after])
        start = spoken[0].range_in_film.start
        stop = max(line.range_in_film.stop for line in spoken)
        silent = lines[after].range_in_film.start if after < len(lines) else timing.frames
        found.append(_pages(spoken, start, stop, max(stop, silent), timing))
        index = after
    return found


def _together(first: SpokenLine, second: SpokenLine, timing: Timing) -> bool:
    """Whether two people speak at once for half of the shorter line, and a row holds each."""
    shared = min(first.range_in_film.stop, second.range_in_film.stop) - second.range_in_film.start
    shorter = min(first.range_in_film.frames, second.range_in_film.frames)
    texts = [DASH + plain(line.text) for line in (first, second)]
    return (
        first.who != second.who
        and 2 * shared >= shorter > 0
        and all((reading := timing.reading(text)).length(text) <= reading.row for text in texts)
    )


def _pages(
    lines: tuple[SpokenLine, ...], start: int, stop: int, silent: int, timing: Timing
) -> list[TimedPage]:
    """Pages that share the frames from `start` to `stop`, or as many more until `silent` as reading
    them takes.
    """
    if len(lines) > 1:
        rows = tuple(DASH + plain(line.text) for line in lines)
        return [_page(rows, start, stop, lines, timing)]
    text = " ".join(line.text for line in lines)
    reading = timing.reading(text)
    for most in (timing.known.rows, 1):  # one row at a time is shorter, where speech is slow
        parts = pages(text, reading, most, timing.language)
        needed = [timing.needed(" ".join(rows), reading) for rows in parts]
        end = max(stop, min(silent, start + sum(needed)))
        if (end - start) <= timing.longest * len(parts):
            break
    if end - start < len(parts) * (timing.known.gap + 1):
        return [_page(tuple(row for rows in parts for row in rows), start, end, lines, timing)]
    told = _told(lines, parts)
    if told is not None:
        return _as_told(lines, parts, told, start, end, timing)
    lengths = [max(1.0, float(reading.length(" ".join(rows)))) for rows in parts]
    least = timing.shortest * sum(lengths) / (end - start)
    shares = list(accumulate((max(length, least) for length in lengths), initial=0.0))
    begins = [
        start + max(number, nearest(Fraction((end - start) * done / shares[-1])))
        for number, done in enumerate(shares)
    ]
    return [
        _page(rows, begin, after, lines, timing)
        for rows, begin, after in zip(parts, begins, [*begins[1:-1], end], strict=False)
    ]


def _told(
    lines: Sequence[SpokenLine], parts: Sequence[Sequence[str]]
) -> list[tuple[int, ...]] | None:
    """The film frames at which the words of each page of a line are begun; None where they are not
    known, or pages do not part between words.
    """
    if len(lines) != 1:
        return None
    line = lines[0]
    counts = [len(" ".join(rows).split()) for rows in parts]
    if (
        not line.words
        or sum(counts) != len(line.words)
        or line.text.split() != [word for rows in parts for word in " ".join(rows).split()]
    ):
        return None
    begins = [nearest(start) for start, _ in line.words]
    edges = list(accumulate(counts, initial=0))
    return [tuple(begins[first:last]) for first, last in pairwise(edges)]


def _as_told(
    lines: tuple[SpokenLine, ...],
    parts: Sequence[tuple[str, ...]],
    told: Sequence[tuple[int, ...]],
    start: int,
    end: int,
    timing: Timing,
) -> list[TimedPage]:
    """Pages that begin with their first words, each a frame after the one before at least."""
    begins = [start]
    for number, words in enumerate(told[1:], 1):
        most = end - (len(parts) - number) * (timing.known.gap + 1)
        begins.append(max(begins[-1] + timing.known.gap + 1, min(words[0], most)))
    found = []
    for rows, words, begin, after in zip(parts, told, begins, [*begins[1:], end], strict=True):
        page = _page(rows, begin, after, lines, timing)
        page.words = words
        found.append(page)
    return found


def _page(
    rows: tuple[str, ...], start: int, stop: int, lines: tuple[SpokenLine, ...], timing: Timing
) -> TimedPage:
    text = " ".join(rows)
    reading = timing.reading(text)
    return TimedPage(
        rows=rows,
        start=start,
        stop=stop,
        needed=timing.needed(text, reading),
        reading=reading,
        lines=lines,
    )


# ── where they stand ───────────────────────────────────────────────────────────────────────────


def _one_at_a_time(found: list[TimedPage], timing: Timing) -> list[TimedPage]:
    """The pages, each after the one before was read; without a frame left it joins that one."""
    kept: list[TimedPage] = []
    for page in found:
        free = kept[-1].start + _read(kept[-1]) if kept else 0
        begins = page.start if page.start >= free else free + timing.known.gap
        if kept and begins >= timing.frames:
            kept[-1].rows += page.rows
            kept[-1].lines += tuple(each for each in page.lines if each not in kept[-1].lines)
            continue
        read = _read(page)
        page.late, page.start = begins - page.start, begins
        page.stop = max(page.stop, begins + read)
        kept.append(page)
    return kept


def _read(page: TimedPage) -> int:
    """Frames after which what stands may give way: it is read, or its speech is over."""
    return max(1, min(page.stop - page.start, page.needed))


def _begin_at_cuts(found: list[TimedPage], timing: Timing) -> None:
    """Move the beginnings that are near a cut to it, or half a second away from it."""
    for index, page in enumerate(found):
        least = found[index - 1].start + _read(found[index - 1]) if index else 0
        most = found[index + 1].start if index + 1 < len(found) else timing.frames
        begins = _beside_cuts(page.start, timing)
        if least <= begins and most - begins >= min(timing.shortest, most - page.start):
            page.start = begins
            page.stop = max(page.stop, begins + 1)


def _beside_cuts(frame: int, timing: Timing) -> int:
    """A beginning, at the cut that is near or as far from it as the rules have it."""
    away, near = (nearest(each * timing.rate) for each in (timing.known.away, timing.known.near))
    cut = _nearest_cut(frame, timing.cuts)
    distance = frame - cut if cut is not None else away
    if cut is None or abs(distance) >= away:
        return frame
    if abs(distance) <= near:
        return cut
    return max(0, cut + away if distance > 0 else cut - away)


def _nearest_cut(frame: int, cuts: Sequence[int]) -> int | None:
    at = bisect_left(cuts, frame)
    return min(cuts[max(0, at - 1) : at + 1], key=lambda cut: abs(cut - frame), default=None)


def _end(found: list[TimedPage], timing: Timing) -> None:
    """Let each page stand until it is read, two frames before the next or before a cut at the
    latest.
    """
    gap, half = timing.known.gap, nearest(timing.known.away * timing.rate)
    for index, page in enumerate(found):
        after = found[index + 1].start if index + 1 < len(found) else None
        latest = timing.frames if after is None else max(page.start + 1, after - gap)
        wanted = min(max(page.stop, page.start + page.needed), page.start + timing.longest)
        page.stop = min(wanted, latest)
        if after is not None and after - page.stop < half:
            page.stop = min(latest, page.start + timing.longest)
        else:
            page.stop = _before_cuts(page, latest, timing)


def _before_cuts(page: TimedPage, latest: int, timing: Timing) -> int:
    """An ending, two frames before the cut that is near or half a second behind it, where the page
    is still read.
    """
    away, near = (nearest(each * timing.rate) for each in (timing.known.away, timing.known.near))
    latest = min(latest, page.start + timing.longest)
    first = bisect_left(timing.cuts, page.stop - away)
    for cut in timing.cuts[first : first + 2]:
        before, behind = cut - timing.known.gap, cut + away
        if not -away <= page.stop - cut < away or page.stop == before:
            continue
        enough = before - page.start >= max(
            timing.shortest, min(page.needed, page.stop - page.start)
        )
        if page.stop - cut <= near and (before >= page.stop or enough) and before > page.start:
            return min(before, latest)
        if page.stop >= cut and behind <= latest:
            return behind
    return page.stop

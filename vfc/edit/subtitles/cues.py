"""The subtitles of a cut, and each breach of the rules that they could not be kept from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vfc.edit.assembly import Assembly
from vfc.edit.lines import SpokenLine, spoken_lines
from vfc.edit.segments import assemble
from vfc.edit.subtitles.breaking import is_cut, plain
from vfc.edit.subtitles.timing import TimedPage, Timing, cuts_of, timed_pages
from vfc.edit.wording import count
from vfc.errors import Mistake, Severity, Span, TextError
from vfc.film.formats import DeliverableKind
from vfc.film.model import Deliverable, Film
from vfc.film.subtitles import SubtitleCue
from vfc.film.timing import ceiling


def subtitle_cues(
    film: Film, assembly: Assembly, language: str = "", row: int = 0, *, words: bool = False
) -> tuple[SubtitleCue, ...]:
    """The subtitles of a cut, in order, in a language ('' for what is spoken); none where nobody
    speaks. `row` is how many characters a picture holds, where that is known; with `words`, when
    each word is begun.
    """
    return tuple(
        SubtitleCue(
            start=page.start, stop=page.stop, rows=page.rows, words=page.words if words else ()
        )
        for page in timed_pages(
            lines_in(film, assembly, language), timing_of(film, assembly, language, row)
        )
    )


def timing_of(film: Film, assembly: Assembly, language: str = "", row: int = 0) -> Timing:
    """What the times of a cut's subtitles are made by."""
    return Timing(
        rate=film.format.rate,
        frames=assembly.frames,
        cuts=cuts_of(assembly),
        language=language or film.language,
        row=row,
    )


def lines_in(film: Film, assembly: Assembly, language: str = "") -> tuple[SpokenLine, ...]:
    """What a cut speaks, in the words of a language; as it is spoken where it has none."""
    lines = spoken_lines(film, assembly)
    if language in ("", film.language):
        return lines
    return tuple(
        replace(line, text=text, words=()) if (text := translated(film, line, language)) else line
        for line in lines
    )


def letters_in(film: Film, cut: str, language: str = "") -> str:
    """Every character of a cut's subtitles in a language, once."""
    try:
        lines = lines_in(film, assemble(film, film.cuts[cut]), language)
    except TextError:
        return ""  # told when it is planned
    return "".join(dict.fromkeys("".join(line.text for line in lines)))


def translated(film: Film, line: SpokenLine, language: str) -> str:
    """A line in a language; '' where it has no translation."""
    by_text = film.translations.get(language, {})
    return dict(line.translations).get(language) or by_text.get(plain(line.text), "")


def subtitle_warnings(film: Film) -> list[Mistake]:
    """The breaches in each cut of which subtitles are delivered, in each language; each told
    once.
    """
    wanted = dict.fromkeys(
        (each.cut, language) for each in film.deliver for language in _languages(each)
    )
    found: list[Mistake] = []
    for cut, language in wanted:
        assembly = assemble(film, film.cuts[cut])
        found += _untranslated(film, assembly, language)
        found += breaches(film, assembly, language)
    return list({(each.span, each.message): each for each in found}.values())


def _languages(wanted: Deliverable) -> tuple[str, ...]:
    """The languages of the subtitles that a deliverable has, in whatever way."""
    if wanted.kind is DeliverableKind.SUBTITLES:
        return (wanted.language,)
    return (*wanted.tracks, *((wanted.burnt.language,) if wanted.burnt else ()))


def _untranslated(film: Film, assembly: Assembly, language: str) -> Iterator[Mistake]:
    if language in ("", film.language):
        return
    for line in spoken_lines(film, assembly):
        if not translated(film, line, language):
            yield Mistake(
                span=line.span,
                message=f"this line is not translated into '{language}': it stands in those "
                f"subtitles as it is spoken",
                hint=f"write {language.lower()}: and what it is there, beside the line",
                severity=Severity.WARNING,
            )


def breaches(film: Film, assembly: Assembly, language: str = "") -> list[Mistake]:
    """A warning at each line whose subtitles in a language break a rule, in the order of the text;
    one of a kind a line.
    """
    timing = timing_of(film, assembly, language)
    shown = timed_pages(lines_in(film, assembly, language), timing)
    found: dict[tuple[Span, str], tuple[float, Mistake]] = {}
    for kind, much, page, message, hint in _breaches(shown, timing):
        for line in page.lines:
            told = Mistake(span=line.span, message=message, hint=hint, severity=Severity.WARNING)
            key = (line.span, kind)
            if key not in found or found[key][0] < much:
                found[key] = (much, told)
    return [mistake for _, mistake in sorted(found.values(), key=lambda each: each[1].span)]


Breach = tuple[str, float, TimedPage, str, str]  # kind, by how much, of what, message, hint


def _breaches(shown: Sequence[TimedPage], timing: Timing) -> Iterator[Breach]:
    for page, after in zip(shown, [*shown[1:], None], strict=False):
        room = None if after is None else after.start - page.stop
        yield from _unread(page, room, timing)
        yield from _elsewhere(page, timing)


def _unread(page: TimedPage, room: int | None, timing: Timing) -> Iterator[Breach]:
    """The first of too many rows, too many characters a second, too short a stand or gap."""
    seconds = (page.stop - page.start) / timing.rate
    speed = page.reading.length(page.text) / seconds
    text = f"the subtitle '{_excerpt(page)}'"
    unread = page.stop - page.start < min(page.needed, timing.longest)
    if len(page.rows) > timing.known.rows:
        yield (
            "rows",
            len(page.rows),
            page,
            f"{text} has {len(page.rows)} rows, where {timing.known.rows} are read: there is no "
            f"time for several",
            "give it more time, or fewer words",
        )
    elif unread and speed > page.reading.speed:
        yield (
            "speed",
            float(speed),
            page,
            f"{text} stands for {float(seconds):.2g} s: {ceiling(speed)} characters a second, "
            f"where {page.reading.speed} are read",
            f"give it {float(page.needed / timing.rate):.2g} s: a longer shot, a later line after "
            f"it, or fewer words",
        )
    elif unread and page.stop - page.start < timing.shortest:
        yield (
            "short",
            -float(seconds),
            page,
            f"{text} stands for {float(seconds):.2g} s, which is too short to be seen",
            f"give it {float(timing.known.shortest):.2g} s",
        )
    elif room is not None and room < timing.known.gap:
        yield (
            "gap",
            0,
            page,
            f"{text} ends {count(room)} before the next one, where {timing.known.gap} are seen",
            "give both more time",
        )


def _elsewhere(page: TimedPage, timing: Timing) -> Iterator[Breach]:
    """A word that is longer than a row; a subtitle that comes after it was spoken."""
    if any(is_cut(line.text, timing.reading(line.text)) for line in page.lines):
        yield (
            "word",
            0,
            page,
            f"this line has a word that is longer than a subtitle's row of {page.reading.row} "
            f"characters, and is broken",
            "write it with a space",
        )
    late = page.late / timing.rate
    if late > timing.known.away:
        yield (
            "late",
            float(late),
            page,
            f"this line is spoken while another is: its subtitle comes {float(late):.1f} s later",
            "let it begin when the other line is over",
        )


def _excerpt(page: TimedPage) -> str:
    return page.text if len(page.text) <= 30 else page.text[:29].rstrip() + "…"

"""Laws of the cut, over random films.

1. The film is as long as its entries together, rounded once.
2. Segments cover the film exactly, in order, without hole or overlap, and their names differ.
3. Every picture shows frames that its shot has, handles with them.
4. Every cut lies within half a frame of its exact time.
5. A cut that cannot be made raises TextError and nothing else, and every mistake has a place.
6. The frames that a use shows are the same frames whatever segments they fall into.
7. What editing programs read shows the same frames: `tests/edit/handover` holds that.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import count

from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.edit.cutting import at, black, card, fade, film, point, shot, sound_file, title
from tests.film.test_courses import passed_by_hand
from vfc.edit.segments import Assembly, assemble
from vfc.edit.soundplan import sound_plan
from vfc.edit.subtitles.cues import subtitle_cues
from vfc.errors import TextError
from vfc.film.courses import Between, Easing, FreezeFrame, Retiming, SpeedStop
from vfc.film.cut import Track
from vfc.film.model import Cue, Fade, Film, Line, ShotEntry, Transition
from vfc.film.timing import Tempo, nearest
from vfc.film.transitions import TransitionKind

RATES = [Fraction(24), Fraction(25), Fraction(24000, 1001), Fraction(30000, 1001)]
NAMES = [f"s/{letter}" for letter in "abcde"]
SPEEDS = st.sampled_from(
    [Fraction(text) for text in ("1", "1", "1", "1", "1/2", "2", "3/2", "7/10", "1/3")]
)
LENGTHS = st.one_of(
    st.integers(1, 60).map(Fraction),
    st.builds(Fraction, st.integers(12, 800), st.sampled_from([2, 3, 7, 13, 97])),
)
SMALL = st.integers(1, 9)


STOPS = st.lists(
    st.tuples(st.integers(0, 70), st.sampled_from(["0", "1/4", "1/2", "1", "2", "7/3"])),
    min_size=2,
    max_size=3,
    unique_by=lambda each: each[0],
)


@st.composite
def retimings(draw) -> Retiming | None:
    """Speeds that change, frames that are held, shots that play backwards."""
    if draw(st.booleans()):
        return None
    found = Retiming(
        stops=tuple(
            SpeedStop(at=Fraction(at), speed=Fraction(speed))
            for at, speed in sorted(draw(st.just([]) | STOPS))
        ),
        ease=draw(st.sampled_from(Easing)),
        between=draw(st.sampled_from(Between)),
        freeze=draw(
            st.none()
            | st.builds(FreezeFrame, at=st.none() | st.integers(0, 20), frames=st.none() | SMALL)
        ),
        reverse=draw(st.booleans()),
    )
    return None if found == Retiming() else found


@st.composite
def entries(draw, lengths: dict[str, Fraction], retimed: bool):
    name = draw(st.sampled_from(NAMES))
    last, speed = max(1, int(lengths[name])), draw(SPEEDS)
    start = draw(st.none() | st.integers(0, max(0, last // 2)))
    out = draw(st.none() | st.integers((start or 0) + 1, last + (draw(st.integers(0, 20)) == 20)))
    fills = (last - (start or 0)) / speed
    length = (
        draw(st.none() | st.sampled_from([fills, fills / 2, fills * 2 / 3]))
        if out is None
        else None
    )
    retiming = draw(retimings()) if retimed else None
    return ShotEntry(
        shot=name,
        in_point=start,
        out_point=out,
        length=length,
        speed=Fraction(1) if retiming and retiming.stops else speed,
        retiming=retiming,
        span=at(1),
        lead=draw(st.integers(0, 5)),
        trail=draw(st.integers(0, 30)),
    )


@st.composite
def films(draw, retimed: bool = False) -> Film:
    lines = (Line(who="ann", text="Have you eaten?"),)
    shots = [
        shot(name, draw(LENGTHS), handles=draw(st.integers(0, 40)), lines=lines) for name in NAMES
    ]
    lengths = {each.name: each.length for each in shots}
    cards = st.one_of(LENGTHS.map(black), SMALL.map(lambda n: card(length=n)))
    each = entries(lengths, retimed)
    shown = st.one_of(each, each, each, cards)
    marks = st.one_of(
        st.builds(
            lambda kind, n, o: Transition(kind=kind, length=n, overlap=o, span=at(2)),
            st.sampled_from(TransitionKind),
            SMALL,
            st.booleans(),
        ),
        st.builds(fade, st.sampled_from(["from", "to"]), SMALL),
    )
    anywhere = marks if draw(st.integers(0, 3)) == 3 else shown
    groups = st.one_of(st.tuples(shown), st.tuples(shown, marks, shown), st.tuples(anywhere))
    cut = [each for group in draw(st.lists(groups, min_size=1, max_size=6)) for each in group]
    titles = [
        title(point(draw(st.sampled_from(["", *NAMES])), draw(st.integers(0, 20))), draw(SMALL))
        for _ in range(draw(st.integers(0, 2)))
    ]
    cue = Cue(
        track=Track.AMBIENCE,
        file=sound_file(seconds="0.7"),
        under="s",
        repeat=draw(st.booleans()),
        fade_in=3,
        span=at(9),
    )
    tempo = draw(st.none() | st.just(Tempo(bpm=Fraction(97), first=Fraction(1, 7))))
    return film(
        *shots, cut=cut, rate=draw(st.sampled_from(RATES)), tempo=tempo, titles=titles, cues=[cue]
    )


def exact_length(whole: Film) -> tuple[Fraction, list[Fraction]]:
    """The sum of the entries, and the exact end of each that takes time: the law said a second
    time.
    """
    running, ends, join, first = Fraction(0), [], 0, True
    for each in whole.cuts[""].entries:
        if isinstance(each, Transition):
            join = each.length if each.overlap else 0
        elif not isinstance(each, Fade):
            running += entry_length(whole, each, first) - join
            ends.append(running)
            join, first = 0, False
    return running, ends


def entry_length(whole: Film, each, first: bool) -> Fraction:
    said = part = each.length
    if isinstance(each, ShotEntry) and said is None:
        length = whole.shots[each.shot].length
        own = (each.out_point or length) - (each.in_point or 0)
        part = own / each.speed if each.retiming is None else retimed_length(each, own)
        said = length if each.in_point is None and each.out_point is None else Fraction(0)
    in_beats = first and whole.tempo and said.denominator != 1
    return part + (whole.tempo.first * whole.format.rate if in_beats else 0)


def retimed_length(entry: ShotEntry, own: Fraction) -> Fraction:
    """How long an entry is whose frames go by at changing speeds: frame by frame."""
    retiming, freeze = entry.retiming, entry.retiming.freeze
    more = (freeze.frames or 0) if freeze else 0
    if not retiming.stops:
        return own / entry.speed + more
    if freeze and (freeze.frames is None or freeze.at is None):
        retiming = replace(retiming, freeze=None)
    else:
        more = 0
    return Fraction(next(n for n in count() if passed_by_hand(retiming, n) >= own) + more)


def check(whole: Film, assembly: Assembly) -> None:
    exact, ends = exact_length(whole)
    assert assembly.frames == nearest(exact)
    at_frame = 0
    for segment in assembly.segments:
        assert segment.frames_in_film.start == at_frame < segment.frames_in_film.stop
        at_frame = segment.frames_in_film.stop
        assert len(segment.pictures) + len(segment.cards) == {"transition": 2, "segment": 1}.get(
            segment.kind, 0
        )
        for picture in segment.pictures:
            assert picture.frames == segment.frames_in_film.frames
            has = whole.shots[picture.shot]
            shown = [picture.seen.frame(index) for index in range(picture.frames)]
            assert all(0 <= each < has.frames + has.handles for each in shown)
        for part in segment.overlays:
            assert (
                part.at >= 0
                and part.frames > 0
                and part.at + part.frames <= segment.frames_in_film.frames
            )
            assert part.elapsed + part.frames <= part.total
        for part in segment.fades:
            assert 0 <= part.first < part.total and 0 <= part.at < segment.frames_in_film.frames
    assert at_frame == assembly.frames
    assert len({segment.name for segment in assembly.segments}) == len(assembly.segments)
    for each in assembly.uses:
        assert abs(each.cut_out - ends[each.place]) <= Fraction(1, 2)
    check_frames_shown(assembly)


def check_frames_shown(assembly: Assembly) -> None:
    for each in assembly.uses:
        shown = {}
        for segment in assembly.segments:
            for picture in segment.pictures:
                if picture.shot == each.shot and segment.frames_in_film.overlaps(
                    each.frames_in_film
                ):
                    for index in range(picture.frames):
                        shown.setdefault(segment.frames_in_film.start + index, set()).add(
                            picture.seen.frame(index)
                        )
        start, stop = each.frames_in_film
        for index in range(stop - start):
            assert each.seen.frame(index) in shown[start + index]


@settings(max_examples=90, deadline=None)
@given(films() | films(retimed=True))
def test_a_cut_is_exact_or_a_text_error(whole: Film):
    try:
        assembly = assemble(whole, whole.cuts[""])
    except TextError as error:
        assert error.mistakes and all(mistake.span.line for mistake in error.mistakes)
        event("a text error")
        return
    check(whole, assembly)
    seconds = assembly.frames / whole.format.rate
    for part in sound_plan(whole, assembly):
        assert (
            part.start_in_film >= 0
            and part.seconds > 0
            and part.start_in_film + part.seconds <= seconds
        )
        assert part.fade_in + part.fade_out <= part.seconds or part.track is None
        assert part.start_in_source >= 0
    subtitle_cues(whole, assembly)

"""Courses, over random stops of speed: exact whatever is asked of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vfc.film.courses import (
    Easing,
    FreezeFrame,
    Leg,
    Retiming,
    SeenFrames,
    SpeedStop,
    in_seconds,
    legs_of,
    turned,
)

TIMES = st.fractions(0, 90, max_denominator=7)
SPEEDS = st.fractions(0, 5, max_denominator=20)


@st.composite
def retimings(draw) -> Retiming:
    times = sorted(draw(st.sets(TIMES, min_size=1, max_size=4)))
    stops = [SpeedStop(at=at, speed=draw(SPEEDS)) for at in times]
    stops[-1] = SpeedStop(at=times[-1], speed=draw(SPEEDS.filter(bool)))
    freeze = draw(
        st.none() | st.builds(FreezeFrame, at=st.integers(0, 60), frames=st.integers(1, 30))
    )
    return Retiming(stops=tuple(stops), ease=draw(st.sampled_from(Easing)), freeze=freeze)


@st.composite
def courses(draw) -> SeenFrames:
    return SeenFrames(
        start=Fraction(draw(st.integers(0, 300))),
        legs=legs_of(Fraction(1), draw(retimings())),
        backwards=draw(st.booleans()),
    )


def speed_by_hand(retiming: Retiming, at: Fraction) -> Fraction:
    """The speed at a film frame, from the stops: the law said a second time."""
    freeze = retiming.freeze
    if freeze is not None and freeze.at <= at < freeze.at + freeze.frames:
        return Fraction(0)
    before = [stop for stop in retiming.stops if stop.at <= at]
    after = [stop for stop in retiming.stops if stop.at > at]
    if not before or not after:
        return (before[-1] if before else after[0]).speed
    one, other = before[-1], after[0]
    part = (at - one.at) / (other.at - one.at)
    way = {
        Easing.LINEAR: part,
        Easing.IN: part**2,
        Easing.OUT: 1 - (1 - part) ** 2,
        Easing.IN_OUT: part**2 * (3 - 2 * part),
        Easing.HOLD: Fraction(0),
    }[retiming.ease]
    return one.speed + (other.speed - one.speed) * way


def passed_by_hand(retiming: Retiming, stop: int) -> Fraction:
    """The integral of the speed by Maclaurin's rule, which is exact for cubic polynomials."""
    bends = {stop_.at for stop_ in retiming.stops}
    if retiming.freeze is not None:
        bends |= {
            Fraction(retiming.freeze.at),
            Fraction(retiming.freeze.at + retiming.freeze.frames),
        }
    edges = [Fraction(0), *sorted(each for each in bends if 0 < each < stop), Fraction(stop)]
    whole = Fraction(0)
    for one, other in pairwise(edges):
        third = (other - one) / 3  # points within the part, for the speed may jump at its ends
        inside = [one + third * n for n in (Fraction(1, 2), Fraction(3, 2), Fraction(5, 2))]
        first, middle, last = (speed_by_hand(retiming, each) for each in inside)
        whole += (other - one) * (3 * first + 2 * middle + 3 * last) / 8
    return whole


@settings(max_examples=80, deadline=None)
@given(retimings(), st.integers(0, 150))
def test_as_many_frames_go_by_as_the_speeds_add_up_to(retiming, stop):
    seen = SeenFrames(start=Fraction(0), legs=legs_of(Fraction(1), retiming))
    assert seen.passed(stop) == passed_by_hand(retiming, stop)


@settings(max_examples=80, deadline=None)
@given(courses(), st.integers(-50, 400))
def test_a_count_is_reached_at_the_first_frame_that_has_it(seen, count):
    reached = seen.reach(count)
    if reached is None:
        return
    assert seen.passed(reached) >= count or count <= 0
    if count > 0:
        assert seen.passed(reached - 1) < count


@settings(max_examples=80, deadline=None)
@given(courses(), st.integers(0, 120), st.integers(1, 60), st.none() | st.integers(0, 200))
def test_a_part_of_it_shows_the_same_frames(seen, begun, frames, last):
    if last is not None:
        at = int(seen.start) + (-last if seen.backwards else last)
        seen = SeenFrames(start=seen.start, legs=seen.legs, backwards=seen.backwards, last=at)
    later = seen.later(begun, frames)
    for frame in range(frames):
        assert later.position(frame) == seen.position(begun + frame)
        assert later.pair(frame) == seen.pair(begun + frame)


@settings(max_examples=40, deadline=None)
@given(courses(), st.integers(-20, 150))
def test_it_stands_still_where_nothing_goes_by(seen, frame):
    still = any(
        (begins is None or begins <= frame) and (ends is None or frame + 1 <= ends)
        for begins, ends in seen.still
    )
    assert still == (seen.passed(frame) == seen.passed(frame + 1))


def test_what_stands_still_in_two_legs_stands_still_between_them():
    legs = [
        Leg(at=Fraction(at), speed=(Fraction(speed),)) for at, speed in ((0, 0), (3, 0), (9, 1))
    ]
    seen = SeenFrames(start=Fraction(0), legs=tuple(legs), last=3)
    assert seen.still == ((None, Fraction(9)),)
    moves = replace(seen, legs=tuple(legs[2:]), speed=Fraction(0))
    assert moves.still == () and replace(moves, legs=()).still == ((None, None),)


@settings(max_examples=60, deadline=None)
@given(courses(), st.integers(1, 150))
def test_it_never_turns_round(seen, frames):
    shown = [seen.frame(each) for each in range(frames)]
    assert shown == sorted(shown, reverse=seen.backwards)


@settings(max_examples=60, deadline=None)
@given(retimings(), st.integers(1, 120))
def test_turned_legs_pass_the_same_frames_from_their_end(retiming, stop):
    legs = legs_of(Fraction(1), retiming)
    on = SeenFrames(start=Fraction(0), legs=legs)
    back = SeenFrames(start=Fraction(0), legs=turned(legs, Fraction(stop)))
    for each in {0, 1, stop // 2, stop}:
        assert back.passed(each) == on.passed(stop) - on.passed(stop - each)


def test_legs_in_seconds_pass_as_much():
    legs = legs_of(
        Fraction(1),
        Retiming(
            stops=(
                SpeedStop(at=Fraction(24), speed=Fraction(1)),
                SpeedStop(at=Fraction(48), speed=Fraction(3)),
            )
        ),
    )
    frames, seconds = (
        SeenFrames(start=Fraction(0), legs=each) for each in (legs, in_seconds(legs, Fraction(24)))
    )
    assert seconds.passed(Fraction(3)) * 24 == frames.passed(72)


def test_backwards_it_shows_each_frame_from_the_last_to_the_first():
    seen = SeenFrames(start=Fraction(9), speed=Fraction(1, 2), backwards=True)
    assert [seen.frame(each) for each in range(6)] == [9, 9, 8, 8, 7, 7]
    assert seen.pair(1) == (9, 8, Fraction(1, 2))


@pytest.mark.parametrize("backwards", [False, True])
def test_a_last_frame_is_held(backwards):
    seen = SeenFrames(start=Fraction(5), last=2 if backwards else 8, backwards=backwards)
    assert [abs(seen.frame(each) - 5) for each in range(6)] == [0, 1, 2, 3, 3, 3]
    assert seen.first_seen(2 if backwards else 8) == 3
    assert seen.first_seen(1 if backwards else 9) is None


def test_a_leg_moved_is_the_same_polynomial():
    leg = Leg(at=Fraction(2), speed=(Fraction(1), Fraction(2), Fraction(3), Fraction(4)))
    for at in (Fraction(5), Fraction(22, 7)):
        assert leg.moved(at).speed_at(Fraction(9)) == leg.speed_at(Fraction(9))
    assert floor(leg.passed(Fraction(3))) == 4

"""What a take is joined of: pieces of others in their order, what lacks is held."""

from __future__ import annotations

import pytest

from vfc.planning.binding import SourceRange
from vfc.planning.joining import Joining
from vfc.recipes.params import Match, Piece, Retime
from vfc.recipes.step import Use

WHOLE = SourceRange(key="k", start=0, frames=40, available=50)


def joined(*args, **more) -> list[Piece]:
    found = Joining()
    found.add(*args, **more)
    return found.pieces


@pytest.mark.parametrize(
    ("start", "frames", "piece"),
    [
        (0, 40, (0, 40, 0)),
        (0, 50, (0, 50, 0)),  # the handles that were made too
        (0, 60, (0, 50, 10)),
        (45, 10, (45, 5, 5)),
        (60, 10, (49, 1, 9)),
    ],
)
def test_what_lacks_at_the_end_is_a_hold_of_the_last_frame(start, frames, piece):
    (found,) = joined(WHOLE, start, frames)
    assert (found.start, found.frames, found.held) == piece


def test_a_piece_counts_from_the_first_frame_of_its_range():
    (found,) = joined(WHOLE._replace(start=30, frames=10), 5, 30)
    assert (found.start, found.frames, found.held) == (35, 15, 15)


def test_a_hold_may_be_asked_for():
    (found,) = joined(WHOLE, 10, 5, hold=3)
    assert (found.start, found.frames, found.held) == (10, 5, 3)


def test_a_piece_of_no_frames_is_none():
    assert joined(WHOLE, 0, 0) == joined(WHOLE, 0, -2) == []


@pytest.mark.parametrize(
    ("over", "curve", "retime"),
    [
        (20, "linear", Retime(of=40, over=20)),
        (40, "ease-in", Retime(of=40, over=40, curve="ease-in")),
        (40, "linear", None),
        (0, "linear", None),
    ],
)
def test_a_range_is_played_as_more_or_fewer_frames_only_where_that_changes_it(over, curve, retime):
    (found,) = joined(WHOLE, 1, 10, over=over, curve=curve)
    assert found.retime == retime and (found.start, found.frames) == (1, 10)


def test_a_retimed_range_ends_with_its_retimed_frames():
    (found,) = joined(WHOLE, 15, 10, over=20)
    assert (found.start, found.frames, found.held) == (15, 5, 5)


def test_each_picture_has_one_role_however_many_pieces_are_cut_from_it():
    found = Joining()
    other = WHOLE._replace(key="other")
    for source in (WHOLE, WHOLE, other, WHOLE):
        found.add(source, 0, 10)
    assert [piece.role for piece in found.pieces] == ["1", "1", "2", "1"]
    assert found.uses == (Use("1", "k"), Use("2", "other"))


def test_a_piece_may_be_put_before_others():
    found = Joining()
    for start in (10, 20):
        found.add(WHOLE, start, 10)
    found.add(WHOLE, 0, 10, index=0)
    assert [piece.start for piece in found.pieces] == [0, 10, 20]


def test_colours_are_matched_where_a_piece_meets_its_neighbour():
    beside = SourceRange(key="beside", start=30, frames=4, available=40)
    found = Joining()
    found.add(WHOLE._replace(start=2), 4, 10, match=beside, own=3)
    assert found.pieces[0].match == Match(role="1", start=30, own=5, frames=4)
    assert [use.key for use in found.uses] == ["beside", "k"]

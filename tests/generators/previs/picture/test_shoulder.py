"""Over somebody's shoulder, through somebody's eyes, two in a shot."""

from __future__ import annotations

import numpy as np
import pytest

from tests.generators.previs.picture.shots import asked, frame, head, people, staging
from vfc.film.timing import Size
from vfc.generators.previs.picture.sides import side
from vfc.generators.previs.picture.subjects import subjects
from vfc.generators.previs.things.drawable import Sprite

OVER = "over the shoulder of a man in a bright red coat, a woman in a bright blue dress talks"


def red(picture: np.ndarray) -> np.ndarray:
    found = picture.astype(int)
    return (found[..., 0] - found[..., 1] > 60) & (found[..., 0] - found[..., 2] > 60)


@pytest.mark.parametrize("framing", ["wide", "medium", "medium close", "close"])
def test_who_lends_the_shoulder_covers_a_side_of_the_frame_and_the_other_the_rest(framing: str):
    request = asked(OVER, framing)
    far, near = people(request)
    assert near.soft and near.alive(1.0).back and not far.soft
    assert near.tall > 1.1 * far.tall and near.tall >= 1.6
    columns = np.nonzero(red(frame(request)).mean(axis=0) > 0.2)[0] / 320
    assert len(columns) / 320 > 0.08
    assert columns.min() > 0.45 or columns.max() < 0.55
    half = staging(request).half
    assert abs(near.x) + 0.1 * near.tall > half - 0.1 and abs(head(far)[0]) < 0.5 * half
    assert near.x * far.x < 0


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (OVER, "man"),
        ("over-the-shoulder shot, a detective talks, an old woman listens", "woman"),
        ("over the shoulder of a king, a boy waits", "king"),
        ("über die Schulter von einem Koch, eine Frau spricht", "chef"),
    ],
)
def test_the_shoulder_is_of_whoever_is_named_or_listens(words: str, near: str):
    found = people(asked(words))
    assert near in (found[-1].person.kind, found[-1].person.trade)
    assert [bool(each.soft) for each in found] == [False, True]


def test_someone_unnamed_lends_the_shoulder_to_one_alone():
    far, near = people(asked("over the shoulder, an old woman smiles"))
    assert far.person.old and near.soft and near.person.kind == "man"


def test_a_reverse_angle_sees_the_set_from_the_other_side():
    one = staging(asked(OVER, place="a cafe"))
    other = staging(
        asked(
            "over the shoulder of a woman in a bright blue dress, a man in a bright red coat talks",
            place="a cafe",
        )
    )
    assert one.turn * other.turn < 0


@pytest.mark.parametrize("framing", ["medium", "close"])
def test_whose_eyes_the_camera_has_is_not_seen_and_who_is_looked_at_looks_into_the_lens(framing):
    (seen,) = people(asked("pov of the boy, a chef looks at him", framing))
    assert (seen.person.trade, seen.gaze) == ("chef", "camera")
    assert people(asked("pov of the knight, a dragon")) == []
    (alone,) = people(asked("pov, a girl laughs", framing))
    assert alone.gaze == "camera"


@pytest.mark.parametrize("size", [Size(320, 180), Size(180, 320), Size(200, 200)])
@pytest.mark.parametrize("framing", ["full", "medium", "medium close", "close"])
def test_two_shot_has_both_in_the_frame(framing: str, size: Size):
    request = asked("two shot of a detective and a tall woman", framing, size=size)
    found, half = people(request), staging(request).half
    xs = sorted(head(each)[0] for each in found)
    assert len(xs) == 2
    assert all(abs(x) < half - 0.05 for x in xs)
    assert xs[1] - xs[0] > 0.13 * found[0].tall


PAIR = "a man in a bright red coat and a woman in a bright blue dress"


@pytest.mark.parametrize(
    "words", [f"{PAIR} talk", f"two shot of {PAIR}", f"{PAIR} argue", f"{PAIR} shake hands"]
)
@pytest.mark.parametrize("framing", ["wide", "full", "medium", "medium close"])
def test_who_is_left_stays_left(words: str, framing: str):
    by = {each.person.kind: each for each in people(asked(words, framing))}
    if len(by) == 2:
        assert by["woman"].x < by["man"].x
    over = people(asked(OVER, framing))
    assert over[0].person.kind == "woman"
    assert over[0].x < over[1].x
    over = people(
        asked(
            "over the shoulder of a woman in a bright blue dress, a man in a bright red coat talks",
            framing,
        )
    )
    assert over[0].person.kind == "man"
    assert over[0].x > over[1].x


def test_who_speaks_alone_looks_to_the_side_of_the_other():
    for words in ("a man in a bright red coat talks", "a woman in a bright blue dress talks"):
        (alone,) = people(asked(words, "close"))
        assert alone.gaze == ("left" if side(alone.person) > 0 else "right")
    one, other = (
        staging(asked(f"{words} talks", "close", place="a cafe"))
        for words in ("a man in a bright red coat", "a woman in a bright blue dress")
    )
    assert one.turn * other.turn < 0


@pytest.mark.parametrize("place", ["the mountains", "a field", "a street", "a castle"])
def test_a_thing_over_a_shoulder_is_on_the_other_side(place: str):
    request = asked("over the shoulder of a knight, a dragon", place=place)
    (near,), shot = people(request), staging(request)
    (dragon,) = [each for _, each in subjects(shot) if isinstance(each, Sprite)]
    assert near.soft and near.x * dragon.x < 0


def test_hands_of_whoever_looks_are_at_the_lower_edge_with_what_they_hold():
    request = asked("pov of a girl who holds a cat", "wide", place="a park")
    plain = asked("pov of a girl", "wide", place="a park")
    assert people(request) == []
    apart = np.abs(frame(request).astype(int) - frame(plain)).max(axis=2) > 24
    rows, columns = np.nonzero(apart)
    assert apart.mean() > 0.03 and rows.mean() > 110
    assert columns.min() > 30 and columns.max() < 290

"""Requests a minute and tasks at once, by provider and by the tier of an account."""

from __future__ import annotations

import pytest

from tests.generators.hosted.films import built, write_film
from tests.generators.hosted.test_work import events
from vfc.errors import GeneratorError, TextError
from vfc.generators.hosted.providers.luma import generator as luma
from vfc.generators.hosted.providers.minimax import generator as minimax
from vfc.generators.hosted.providers.runway import generator as runway
from vfc.store import turns
from vfc.store.journal import Journal
from vfc.testing import Recorder

THREE = {name: f"length: 5s, prompt: {name}" for name in ("dawn", "noon", "dusk")}


@pytest.fixture
def clock(monkeypatch):
    """Seconds since 1970, which the test moves on."""
    now = [1000.0]
    monkeypatch.setattr(turns.time, "time", lambda: now[0])
    return now


def test_so_many_turns_a_minute_are_taken_by_all_builds_of_a_store(tmp_path, clock):
    one, other = Journal(tmp_path, "a"), Journal(tmp_path, "b")
    assert [one.turn("kling", 3), other.turn("kling", 3), one.turn("kling", 3)] == [0.0] * 3
    assert other.turn("kling", 3) == 60.0
    assert other.turn("luma", 1) == 0.0
    clock[0] += 59
    assert one.turn("kling", 3) == 1.0
    clock[0] += 1.5
    assert [one.turn("kling", 3), other.turn("kling", 3), one.turn("kling", 3)] == [0.0] * 3
    assert other.turn("kling", 3) == 60.0


@pytest.mark.parametrize(
    "data", [b"{}", b"[", b'["a", null]', b"[1e400]", b"[99999999.0]", b"[" * 9000]
)
def test_turns_that_are_damaged_or_of_a_clock_far_ahead_are_none(tmp_path, clock, data):
    journal = Journal(tmp_path, "a")
    assert journal.turn("kling", 1) == 0.0
    next((tmp_path / "turns").iterdir()).write_bytes(data)
    assert journal.turn("kling", 1) == 0.0
    assert journal.turn("kling", 1) == 60.0


def test_a_film_waits_for_its_turns_and_nothing_is_in_doubt(tmp_path, kling, monkeypatch):
    film = write_film(tmp_path, "kling", THREE, model="kling-v2-1-master", per_minute=2, lanes=3)
    film.write_text(film.read_text().replace("use: kling", "use: kling, patience: 1s"))
    recorder = Recorder()
    told = dict(built(film, recorder, keep_going=True).failed)
    assert len(kling.billed) == 2 and len(told) == 1
    assert "waiting for its turn: 2 requests a minute" in next(iter(told.values()))
    assert any("waiting for its turn" in e.text for e in recorder.events if e.event == "waits")
    assert sorted(events(tmp_path)) == ["accepted"] * 2 + ["fetched"] * 2 + ["intent"] * 2
    monkeypatch.setattr(turns, "MINUTE", 0.0)
    assert built(film).ok
    assert len(kling.billed) == 3


def test_a_tier_says_how_much_goes_at_once(tmp_path):
    assert runway().lanes((("model", "gen4.5"),)) == 1
    assert runway().lanes((("model", "gen4.5"), ("tier", 3))) == 5
    assert runway().lanes((("lanes", 2), ("model", "gen4.5"), ("tier", 3))) == 2
    assert luma().card({}).per_minute == 20
    assert dict(minimax().card({}).tiers["paid"]) == {"per_minute": 20}
    with pytest.raises(GeneratorError, match="'tier' of runway is gold; it may be 1, 2, 3, 4, 5"):
        runway().lanes((("model", "gen4.5"), ("tier", "gold")))
    path = write_film(tmp_path, "runway", THREE, model="gen4.5", tier=9)
    with pytest.raises(TextError, match="'tier' of runway is 9; it may be 1, 2, 3, 4, 5"):
        built(path)


def test_a_tier_changes_no_key(tmp_path, kling):
    film = write_film(tmp_path, "kling", THREE, model="kling-v2-1-master")
    assert built(film).ok
    film.write_text(film.read_text().replace("use: kling", "use: kling, per_minute: 30, lanes: 1"))
    assert built(film).made == ()
    assert len(kling.billed) == 3

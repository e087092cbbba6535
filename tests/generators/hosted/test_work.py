"""One original from its intent to its file, against a service on loopback: sent once, found again,
waited for, fetched.
"""

from __future__ import annotations

import json

from tests.generators.hosted.films import built, write_film
from tests.generators.hosted.serving import Reply
from vfc.testing import Recorder

SHOTS = {"dawn": "length: 5s, prompt: a harbour at dawn"}


def events(folder):
    """The events of every journal below a film's folder, in order."""
    return [
        json.loads(line)["event"]
        for path in sorted((folder / ".vfc").rglob("journal/*.jsonl"))
        for line in path.read_text().splitlines()
    ]


def test_a_shot_is_made_elsewhere_once_and_stands(tmp_path, kling):
    film = write_film(tmp_path, "kling", SHOTS, model="kling-v2-1-master")
    recorder = Recorder()

    first = built(film, recorder)

    assert first.ok, first.failed
    assert {"original one/dawn#1", "picture one/dawn#1"} <= set(recorder.labels("made"))
    assert len(kling.billed) == 1
    asked = kling.asked("POST")[0].json()
    assert asked["prompt"] == "a harbour at dawn"
    assert (asked["duration"], asked["aspect_ratio"]) == ("5", "16:9")
    assert events(tmp_path) == ["intent", "accepted", "fetched"]
    assert built(film).made == ()
    assert len(kling.billed) == 1


def test_an_answer_that_was_lost_is_found_by_its_key(tmp_path, kling):
    kling.fault("POST /v1/videos", lost=True)

    made = built(write_film(tmp_path, "kling", SHOTS, model="kling-v2-1-master"))

    assert made.ok, made.failed
    assert len(kling.billed) == 1
    assert len(kling.asked("POST")) == 1
    assert events(tmp_path) == ["intent", "accepted", "fetched"]


def test_a_busy_provider_is_asked_again(tmp_path, kling):
    busy = Reply(429, {"code": 1303, "message": "parallel task over resource pack limit"})
    kling.fault("POST /v1/videos", busy, times=2)
    kling.fault("GET /v1/videos", Reply(502, data=b"<html>bad gateway</html>"))

    made = built(write_film(tmp_path, "kling", SHOTS, model="kling-v2-1-master"))

    assert made.ok, made.failed
    assert len(kling.billed) == 1


def test_what_moderation_refused_is_not_sent_again(tmp_path, kling):
    kling.fail_next = "Failure to pass the risk control system"
    film = write_film(tmp_path, "kling", SHOTS, model="kling-v2-1-master")

    first, second = built(film), built(film)

    assert not first.ok
    assert "Failure to pass the risk control system" in first.failed[0][1]
    assert "say it in other words" in first.failed[0][1]
    assert not second.ok
    assert len(kling.billed) == 1


def test_a_video_that_is_too_short_is_a_failure_of_the_take(tmp_path, kling, monkeypatch):
    monkeypatch.setattr(kling, "seconds", lambda asked: 2.0)
    film = write_film(tmp_path, "kling", SHOTS, model="kling-v2-1-master")
    told = built(film).failed[0][1]
    assert "what came lasts 2.00 s, and 5 s were asked for" in told
    assert "vfc build --resend 'one/dawn#1' asks for it anew, and may pay again" in told
    assert len(kling.billed) == 1


def test_what_a_build_waits_for_is_told(tmp_path, kling):
    recorder = Recorder()
    kling.looks = 3
    film = write_film(tmp_path, "kling", SHOTS, model="kling-v2-1-master")
    assert built(film, recorder).ok
    told = [event.text for event in recorder.events if event.event == "waits"]
    assert any("kling: running" in each for each in told), told


def test_a_provider_that_cannot_be_reached_is_told_and_nothing_is_in_doubt(
    tmp_path, kling, monkeypatch
):
    monkeypatch.setenv("VFC_KLING_URL", "http://127.0.0.1:9")
    film = write_film(tmp_path, "kling", SHOTS, model="kling-v2-1-master")
    assert "kling: it cannot be reached" in built(film).failed[0][1]
    assert events(tmp_path)[-1] == "unsent"
    monkeypatch.setenv("VFC_KLING_URL", kling.url)
    assert built(film).ok and len(kling.billed) == 1


def test_a_clock_that_is_off_is_told_with_a_key_that_is_refused(tmp_path, kling):
    """Tokens are signed with the time: a Kling that refuses one says `not yet valid`."""
    refused = Reply(
        401,
        {"code": 1002, "message": "The token is not yet valid"},
        headers={"date": "Mon, 01 Jan 2024 00:00:00 GMT"},
    )
    kling.fault("POST /v1/videos", refused)
    told = built(write_film(tmp_path, "kling", SHOTS, model="kling-v2-1-master")).failed[0][1]
    assert "not yet valid; this machine's clock is " in told and " s ahead" in told

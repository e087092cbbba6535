"""Runway: its server of the tests serves the official SDK, and what vfc sends fits its types."""

from __future__ import annotations

import pytest
from runwayml import RunwayML

from tests.generators.hosted.asks import asks_of
from tests.generators.hosted.films import built, point_to, write_film
from tests.generators.hosted.sdk import wrong_body
from tests.generators.hosted.services.runway import BODIES, KEY, RunwayService
from tests.generators.hosted.serving import Reply, serving
from vfc.generators.hosted.providers.runway import Runway
from vfc.generators.hosted.wire import Medium


@pytest.fixture
def runway(monkeypatch, quick):
    monkeypatch.setattr(Runway, "poll", 0.01)
    with serving(RunwayService()) as service:
        point_to(monkeypatch, service, "runway", RUNWAYML_API_SECRET=KEY)
        yield service


def test_the_official_sdk_is_served(runway):
    client = RunwayML(api_key=KEY, base_url=runway.url)
    task = client.image_to_video.create(
        model="gen4.5",
        prompt_text="a harbour",
        prompt_image="https://example.com/a.png",
        ratio="1280:720",
        duration=5,
    )
    assert task.estimated_cost.credits == 25
    assert client.tasks.retrieve(task.id).status == "RUNNING"
    found = client.tasks.retrieve(task.id)
    assert (found.status, found.cost.credits) == ("SUCCEEDED", 25)
    assert found.output == [f"{runway.url}/files/{task.id}"]
    client.tasks.delete(task.id)
    assert client.tasks.retrieve(task.id).status == "CANCELLED"
    assert client.organization.retrieve().credit_balance == 1250
    assert client.uploads.create_ephemeral(file=("a.png", b"123")).uri == "runway://upload-1"


@pytest.mark.parametrize("card", Runway().cards().values(), ids=lambda card: card.name)
def test_what_is_sent_is_what_the_sdk_s_types_allow(card):
    for ask in asks_of(card):
        call = Runway().submission(ask)
        assert wrong_body(BODIES[call.path], call.body) == "", call.body


@pytest.mark.parametrize(
    ("model", "shot"),
    [
        ("gen4.5", "prompt: a harbour"),
        ("gen4_turbo", "prompt: it wakes, first: pic.png"),
        ("veo3.1", "prompt: it wakes, first: pic.png, last: pic.png"),
        ("gen4_image", "prompt: a harbour"),
    ],
)
def test_films_are_made_and_what_was_billed_is_kept(tmp_path, runway, model, shot):
    from tests.generators.hosted.serving import still

    (tmp_path / "pic.png").write_bytes(still())
    made = built(write_film(tmp_path, "runway", {"one": f"length: 4s, {shot}"}, model=model))
    assert made.ok, made.failed
    assert len(runway.billed) == 1
    assert '"billed": "25 runway credits"' in (tmp_path / "film.lock").read_text()
    assert len(built(tmp_path / "film.yaml").made) == 0


def test_what_is_too_large_to_go_inside_is_uploaded_without_the_key(runway):
    medium = Medium(mime="video/mp4", data=b"0" * 4_000_000)
    provider = Runway()
    assert provider.uploads(medium) and not provider.uploads(Medium(mime="image/png", data=b"1"))


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(401, {"error": "Unauthorized"}), "it does not take the key"),
        (Reply(400, {"error": "You do not have enough credits to run this task."}), "the credit is used up"),
        (Reply(400, {"error": "Validation", "issues": [{"path": ["promptText"]}]}), "it does not take the words"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_do(tmp_path, runway, reply, told):
    runway.fault("POST /v1/", reply)
    made = built(write_film(tmp_path, "runway", {"one": "length: 4s, prompt: a harbour"}))
    assert told in made.failed[0][1]
    assert KEY not in str(made)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("SAFETY.INPUT.TEXT", "its moderation refuses"),
        ("INTERNAL.BAD_OUTPUT.CODE01", "it failed there"),
        ("ASSET.INVALID", "it does not take the request"),
    ],
)
def test_a_failure_is_told_by_its_code(tmp_path, runway, code, told):
    runway.fail_next = code
    made = built(write_film(tmp_path, "runway", {"one": "length: 4s, prompt: a harbour"}))
    assert told in made.failed[0][1] and code in made.failed[0][1]


def test_a_clip_is_said_anew_by_what_edits_clips(tmp_path, runway):
    shots = {
        "one": "length: 2s, prompt: a harbour",
        "two": "length: 2s, prompt: the same at night, remix: {of: one/one, strength: 0.5}",
    }
    path = write_film(tmp_path, "runway", shots)
    text = path.read_text().replace(
        "generators:", "generators:\n  edit: {use: runway, model: aleph2}"
    )
    path.write_text(text.replace("two: {generator: away", "two: {generator: edit"))
    runway.seconds = lambda asked: float(asked.get("duration", 2))
    made = built(path)
    assert made.ok, made.failed
    asked = [each for each in runway.asked("POST") if each.path == "/v1/video_to_video"]
    assert [each.json()["videoUri"][:22] for each in asked] == ["data:video/mp4;base64,"]
    assert len(runway.billed) == 2

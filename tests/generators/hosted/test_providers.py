"""Every provider against a server that speaks its wire format: what each model claims is asked for
rightly, films are made and paid once, and each refusal says what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import pytest

from tests.generators.hosted.asks import asks_of
from tests.generators.hosted.films import built, point_to, write_film
from tests.generators.hosted.services import (
    bfl,
    fal,
    google,
    kling,
    luma,
    minimax,
    openai,
    replicate,
    runway,
    stability,
)
from tests.generators.hosted.serving import Reply, Service, serving, still
from vfc.errors import RefusedError, TextError
from vfc.generators.hosted.cards import ModelCard
from vfc.generators.hosted.door import Door
from vfc.generators.hosted.provider import Provider
from vfc.generators.secrets import secret


@dataclass(frozen=True)
class Case:
    """A provider: its server, its keys, shots that its models make, and how it says what is wrong."""

    service: type[Service]
    secrets: dict[str, str]
    shots: tuple[tuple[str, str], ...]  # a model and a shot's words
    moderated: str  # a failure by moderation
    key: Reply
    credit: Reply | None = None
    balance: str = ""
    billed: str = ""
    ended: bool = True  # whether a failure is told after a task has begun
    model: str = ""  # of one that has none of its own beforehand


WORDS, FIRST = "prompt: a harbour", "prompt: it wakes, first: pic.png"
BOTH = "prompt: it wakes, first: pic.png, last: pic.png"
CASES = {
    "kling": Case(
        kling.KlingService,
        {"KLING_ACCESS_KEY": kling.ACCESS, "KLING_SECRET_KEY": kling.SECRET},
        (("kling-v2-1-master", WORDS), ("kling-v2-1-master", FIRST), ("kling-v2-1", BOTH)),
        "Failure to pass the risk control system",
        Reply(401, {"code": 1002, "message": "auth failed"}),
        Reply(429, {"code": 1102, "message": "Account balance not enough"}),
    ),
    "runway": Case(
        runway.RunwayService,
        {"RUNWAYML_API_SECRET": runway.KEY},
        (("gen4.5", WORDS), ("gen4_turbo", FIRST), ("veo3.1", BOTH), ("gen4_image", WORDS)),
        "SAFETY.INPUT.TEXT",
        Reply(401, {"error": "Unauthorized"}),
        Reply(400, {"error": "You do not have enough credits"}),
        balance="1,250 credits",
        billed="25 runway credits",
    ),
    "google": Case(
        google.GoogleService,
        {"GOOGLE_API_KEY": google.KEY},
        (("veo-3.1-generate-001", WORDS), ("veo-3.1-generate-001", BOTH), ("imagen-4.0-generate-001", WORDS)),
        "filtered for safety",
        Reply(400, {"error": {"message": "API key not valid", "status": "INVALID_ARGUMENT"}}),
    ),
    "minimax": Case(
        minimax.MinimaxService,
        {"MINIMAX_API_KEY": minimax.KEY},
        (("MiniMax-Hailuo-02", WORDS), ("MiniMax-Hailuo-02", BOTH), ("MiniMax-H3", FIRST), ("T2V-01-Director", WORDS), ("I2V-01-Director", FIRST)),
        "output new_sensitive",
        Reply(200, {"base_resp": {"status_code": 1004, "status_msg": "login fail"}}),
        Reply(200, {"base_resp": {"status_code": 1008, "status_msg": "insufficient balance"}}),
    ),
    "bfl": Case(
        bfl.BflService,
        {"BFL_API_KEY": bfl.KEY},
        (("flux-2-pro", WORDS), ("flux-2-pro", FIRST), ("flux-2-klein-4b", WORDS), ("flux-kontext-pro", FIRST), ("flux-pro-1.1-ultra", WORDS)),
        "Content Moderated",
        Reply(403, {"detail": "Not authenticated"}),
        Reply(402, {"detail": "Insufficient credits"}),
        balance="812.5 credits",
        billed="4.5 bfl credits",
    ),
    "stability": Case(
        stability.StabilityService,
        {"STABILITY_API_KEY": stability.KEY},
        (("ultra", WORDS), ("ultra", FIRST), ("sd3.5-large", FIRST), ("core", WORDS), ("control-structure", FIRST), ("upscale-fast", FIRST)),
        "filtered",
        Reply(401, {"name": "unauthorized", "errors": ["no"]}),
        Reply(402, {"name": "payment_required", "errors": ["You lack sufficient credits"]}),
        balance="312 credits",
        ended=False,
    ),
    "openai": Case(
        openai.OpenAIService,
        {"OPENAI_API_KEY": openai.KEY},
        (("gpt-image-1.5", WORDS), ("gpt-image-1.5", FIRST)),
        "Your request was rejected by the safety system.",
        Reply(401, {"error": {"message": "Incorrect API key", "code": "invalid_api_key"}}),
        Reply(429, {"error": {"message": "You exceeded your quota", "code": "insufficient_quota"}}),
        billed="4210 openai tokens",
        ended=False,
    ),
    "luma": Case(
        luma.LumaService,
        {"LUMAAI_API_KEY": luma.KEY},
        (("ray-2", WORDS), ("ray-flash-2", WORDS)),
        "Content moderation failed",
        Reply(403, {"detail": "Not authenticated"}),
        Reply(400, {"detail": "Insufficient credits"}),
        balance="12.34 USD",
    ),
    "fal": Case(
        fal.FalService,
        {"FAL_KEY": fal.KEY},
        (("fal-ai/flux-pro/v1.1", WORDS), ("fal-ai/kling-video/v2.1/pro/image-to-video", FIRST), ("fal-ai/kling-video/v2.1/pro/image-to-video", BOTH)),
        "The content could not be processed because it contained material flagged by a content checker",
        Reply(401, {"detail": "Cannot access application: authentication is required"}),
        Reply(403, {"detail": "User is locked. Reason: Exhausted balance."}),
        model="fal-ai/flux-pro/v1.1",
    ),
    "replicate": Case(
        replicate.ReplicateService,
        {"REPLICATE_API_TOKEN": replicate.KEY},
        (("acme/still", WORDS), ("acme/moves", FIRST), (f"acme/still:{replicate.VERSION}", WORDS)),
        "NSFW content detected. Try running it again, or try a different prompt.",
        Reply(401, {"title": "Unauthenticated", "detail": "invalid token"}),
        Reply(402, {"title": "Insufficient credit", "detail": "You have insufficient credit"}),
        model="acme/still",
    ),
}  # fmt: skip
SHOTS = [(name, model, shot) for name, case in CASES.items() for model, shot in case.shots]
CARDS = [(name, card) for name in CASES for card in import_module(f"vfc.generators.hosted.providers.{name}").generator().provider.cards().values() if not card.retired]  # fmt: skip


def provider_of(name: str) -> Provider:
    return import_module(f"vfc.generators.hosted.providers.{name}").generator().provider


@pytest.fixture
def serve(monkeypatch, quick, tmp_path):
    """A function that runs a case's server, its films beside a still `pic.png`."""
    (tmp_path / "pic.png").write_bytes(still())
    running = []

    def begun(name: str) -> Service:
        case = CASES[name]
        monkeypatch.setattr(type(provider_of(name)), "poll", 0.01)
        context = serving(case.service())
        service = context.__enter__()
        running.append(context)
        point_to(monkeypatch, service, name, **case.secrets)
        return service

    yield begun
    for context in running:
        context.__exit__(None, None, None)


def film(tmp_path, name: str, model: str = "", shot: str = WORDS, **options):
    """A film of one shot that a case's provider makes."""
    known = provider_of(name).cards().get(model)
    length = min(known.seconds if known else (), default=5)
    model = model or CASES[name].model
    options |= {"model": model} if model else {}
    return write_film(tmp_path, name, {"one": f"length: {length}s, {shot}"}, **options)


@pytest.mark.parametrize(("name", "model", "shot"), SHOTS)
def test_a_film_is_made_and_paid_once(tmp_path, serve, name, model, shot):
    service = serve(name)
    path = film(tmp_path, name, model, shot, deliver="film.mp4")

    made = built(path)

    assert made.ok, made.failed
    assert len(service.billed) == 1
    assert built(path).made == ()
    lock = (tmp_path / "film.lock").read_text()
    assert CASES[name].billed in lock
    assert not any(value in lock for value in CASES[name].secrets.values())


@pytest.mark.parametrize(("name", "card"), CARDS, ids=lambda each: getattr(each, "name", each))
def test_all_that_a_model_claims_is_taken_by_its_server(
    monkeypatch, serve, name: str, card: ModelCard
):
    service, provider = serve(name), provider_of(name)
    door = Door(provider, lambda seconds: None)
    for number, ask in enumerate(asks_of(card)):
        answer = door.send(provider.submission(ask_with_key(ask, number)))
        assert provider.refusal(answer) is None, answer.body
        assert provider.ticket(answer, ask) is not None
    assert service.tasks


def ask_with_key(ask, number: int):
    from dataclasses import replace

    return replace(ask, key=f"{ask.key}{number}")


@pytest.mark.parametrize(("name", "card"), CARDS, ids=lambda each: getattr(each, "name", each))
def test_each_row_has_its_source_and_date(name: str, card: ModelCard):
    assert card.source and card.date
    assert all(row.source and row.date for row in card.prices)
    assert card.still or card.seconds or card.needs == ("remix",)  # as long as what it says anew


@pytest.mark.parametrize("name", CASES)
def test_moderation_is_told_with_its_words_and_paid_once(tmp_path, serve, name):
    service = serve(name)
    service.fail_next = CASES[name].moderated
    path = film(tmp_path, name)

    first, second = built(path), built(path)

    assert "its moderation refuses: say it in other words" in first.failed[0][1]
    assert "its moderation refused this before" in second.failed[0][1]
    assert len(service.billed) == 1


@pytest.mark.parametrize("name", CASES)
def test_moderation_is_asked_again_where_the_text_says_so(tmp_path, serve, name):
    service = serve(name)
    service.fail_next = CASES[name].moderated
    made = built(film(tmp_path, name, retry_moderation=2))
    assert made.ok, made.failed
    assert len(service.billed) == 2


@pytest.mark.parametrize("name", CASES)
def test_a_bad_key_and_an_empty_purse_say_what_to_do(tmp_path, serve, name):
    case, service = CASES[name], serve(name)
    for reply, told in (
        (case.key, "it does not take the key"),
        (case.credit, "the credit is used up"),
    ):
        if reply is not None:
            service.fault("POST ", reply, times=9)
            made = built(film(tmp_path, name))
            assert told in made.failed[0][1]
            service.faults.clear()
    assert service.billed == []
    made = built(film(tmp_path, name))
    assert made.ok, made.failed
    assert len(service.billed) == 1


@pytest.mark.parametrize(
    "name", [name for name, case in CASES.items() if case.ended and name != "google"]
)
@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(410, data=b"gone"), "its file does not come: its address answers 410"),
        (Reply(200, data=b"<html>sign in</html>", headers={"content-type": "text/html"}), "answers with a page, not a file"),
        (Reply(200, data=b"", headers={"content-type": "video/mp4"}), "0 bytes came"),
    ],
)  # fmt: skip
def test_a_file_that_does_not_come_is_asked_for_again_by_the_next_build(
    tmp_path, serve, name, reply, told
):
    service = serve(name)
    service.fault("GET /files/", reply, times=4)
    path = film(tmp_path, name)

    first = built(path)

    assert told in first.failed[0][1]
    assert "pays nothing" in first.failed[0][1]
    again = built(path)
    assert again.ok, again.failed
    assert len(service.billed) == 1


@pytest.mark.parametrize(
    "name", [name for name, case in CASES.items() if case.ended and name != "google"]
)
@pytest.mark.parametrize("data", [b"not media at all", still()[:60]], ids=["text", "cut short"])
def test_what_cannot_be_read_is_a_failure_of_the_take(tmp_path, serve, name, data):
    service = serve(name)
    service.fault("GET /files/", Reply(200, data=data, headers={"content-type": "video/mp4"}))
    path = film(tmp_path, name)

    made = built(path)

    assert "what came cannot be read" in made.failed[0][1]
    assert not built(path).ok  # what came is there still, and nobody pays again unasked
    assert len(service.billed) == 1
    again = built(path, resend=("one/one",))
    assert again.ok, again.failed


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.balance])
def test_what_is_left_of_the_credit_is_told(serve, name):
    serve(name)
    provider = provider_of(name)
    answer = Door(provider, lambda seconds: None).ask(provider.balance())
    assert provider.credit(answer) == CASES[name].balance


@pytest.mark.parametrize("name", CASES)
def test_a_key_that_is_not_there_is_named(tmp_path, serve, name, monkeypatch):
    service = serve(name)
    for variable in CASES[name].secrets:
        monkeypatch.delenv(variable)
        assert secret(variable) == ""
    # a text error of one that must be asked before anything is planned
    with pytest.raises((RefusedError, TextError)) as told:
        built(film(tmp_path, name))
    assert all(variable in str(told.value) for variable in CASES[name].secrets)
    assert service.seen == []


@pytest.mark.parametrize("name", CASES)
def test_what_is_locked_is_planned_and_delivered_without_the_service(
    tmp_path, serve, name, monkeypatch
):
    serve(name)
    path = film(tmp_path, name, deliver="film.mp4")
    assert built(path).ok
    monkeypatch.setenv(f"VFC_{name.upper()}_URL", "http://127.0.0.1:9")
    for variable in CASES[name].secrets:
        monkeypatch.delenv(variable)
    text = path.read_text().replace("title: hosted", "title: another")
    if name != "fal":  # which make any size, and another for another
        text = text.replace("128x72", "96x54")
    path.write_text(text)
    again = built(path, frozen=True)
    assert again.ok, again.failed
    assert {each.partition(" ")[0] for each in again.made} <= {
        "picture",
        "audio",
        "mix",
        "sound",
        "segment",
        "deliverable",
    }


def test_a_face_and_a_camera_s_move_go_to_the_models_that_take_them(tmp_path, serve):
    service = serve("minimax")
    path = film(tmp_path, "minimax", "S2V-01", "prompt: $ana waits")
    path.write_text(path.read_text() + "cast: {ana: {look: in red, references: [pic.png]}}\n")
    assert built(path).ok
    moved = "prompt: a harbour, camera: {move: track left}"
    assert built(film(tmp_path, "minimax", "T2V-01-Director", moved)).ok
    face, harbour = (each.json() for each in service.asked("POST"))
    (subject,) = face["subject_reference"]
    assert subject["type"] == "character" and subject["image"][0].startswith(
        "data:image/png;base64,"
    )
    assert harbour["prompt"].startswith("[Truck left] camera track left, a harbour")
    assert len(service.billed) == 2


def test_a_model_that_others_publish_says_a_clip_anew_where_the_film_says_so(tmp_path, serve):
    service = serve("fal")
    path = write_film(
        tmp_path,
        "fal",
        {"one": "length: 5s, still: pic.png", "two": "length: 5s, prompt: at night, remix: {of: one/one, strength: 0.4}"},
        model="fal-ai/wan/v2.2/video-to-video",
        kind="edit",
    )  # fmt: skip
    path.write_text(path.read_text().replace("one: {generator: away, ", "one: {"))
    made = built(path)
    assert made.ok, made.failed
    (asked,) = (each.json() for each in service.asked("POST"))
    assert asked["strength"] == 0.4 and asked["video_url"].startswith("data:video/mp4;base64,")
    path.write_text(path.read_text().replace("kind: edit", "kind: video"))
    with pytest.raises(TextError, match="cannot say a clip anew"):
        built(path)
    path.write_text(path.read_text().replace("kind: video", "kind: clip"))
    with pytest.raises(TextError, match="it may be still, video, edit"):
        built(path)

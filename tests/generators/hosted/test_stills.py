"""Stills of Flux, Stability and OpenAI: the sizes that they are asked for, what they bill, what is
known where an answer is lost, and a still that a video of another provider begins with.
"""

from __future__ import annotations

import json
from io import BytesIO

import httpx
import pytest
from PIL import Image

from tests.generators.hosted.films import built, point_to, write_film
from tests.generators.hosted.services import bfl, openai, stability
from tests.generators.hosted.serving import Incoming, serving, still, unpacked
from tests.generators.hosted.test_work import events
from vfc.errors import GeneratorError, RefusedError
from vfc.film.timing import Size
from vfc.generators.api import Input
from vfc.generators.hosted.asking import check_counts
from vfc.generators.hosted.provider import Ask
from vfc.generators.hosted.providers.bfl import Bfl
from vfc.generators.hosted.providers.openai import OpenAI
from vfc.generators.hosted.wire import Answer
from vfc.media.frames import read_rgb
from vfc.store.local import LocalStore

WORDS = {"one": "length: 1s, prompt: a harbour"}
SERVICES = {
    "bfl": (bfl.BflService, {"BFL_API_KEY": bfl.KEY}),
    "stability": (stability.StabilityService, {"STABILITY_API_KEY": stability.KEY}),
    "openai": (openai.OpenAIService, {"OPENAI_API_KEY": openai.KEY}),
}


@pytest.fixture
def serve(monkeypatch, quick):
    """A function that runs the server of a provider."""
    monkeypatch.setattr(Bfl, "poll", 0.01)
    running = []

    def begun(name: str):
        kind, secrets = SERVICES[name]
        context = serving(kind())
        service = context.__enter__()
        running.append(context)
        point_to(monkeypatch, service, name, **secrets)
        return service

    yield begun
    for context in running:
        context.__exit__(None, None, None)


def asked(model: str, size: Size) -> dict:
    """What Flux is asked for of a film of a size."""
    card = Bfl().cards()[model]
    ask = Ask(card=card, words="x", size=card.made_size(size), ratio=card.size_name(size))
    return Bfl().submission(ask).body


@pytest.mark.parametrize(
    ("size", "made"),
    [
        (Size(3840, 2160), (2048, 1152)),
        (Size(2160, 3840), (1152, 2048)),
        (Size(3440, 1440), (2048, 864)),
        (Size(1920, 1080), (1920, 1088)),
        (Size(128, 72), (448, 256)),
        (Size(4096, 256), (2048, 256)),
    ],
)
def test_a_size_is_scaled_with_its_shape_into_what_flux_makes(size, made):
    body = asked("flux-2-pro", size)
    assert (body["width"], body["height"]) == made


@pytest.mark.parametrize(
    ("size", "ratio"),
    [
        (Size(3840, 2160), "16:9"),
        (Size(1366, 768), "16:9"),
        (Size(1080, 1920), "9:16"),
        (Size(3440, 1440), "21:9"),
        (Size(2048, 858), "21:9"),
        (Size(1080, 1350), "4:5"),
        (Size(400, 100), "21:9"),
    ],
)
@pytest.mark.parametrize("model", ["flux-kontext-pro", "flux-kontext-max", "flux-pro-1.1-ultra"])
def test_a_ratio_is_the_nearest_that_flux_takes(model, size, ratio):
    body = asked(model, size)
    assert body["aspect_ratio"] == ratio
    assert "width" not in body and bfl.TAKES[model].model_validate(body | {"seed": 1})


def test_words_are_sent_as_they_are_unless_the_text_asks_for_others():
    for model, card in Bfl().cards().items():
        ask = Ask(card=card, words="x", size=Size(256, 256), options=dict(card.options))
        body = Bfl().submission(ask).body
        takes = bfl.TAKES[model].model_fields
        assert body.get("disable_pup") is (True if "disable_pup" in takes else None)
        assert body.get("prompt_upsampling") is (False if "prompt_upsampling" in takes else None)


@pytest.mark.parametrize(
    ("provider", "model", "references", "most"),
    [(Bfl(), "flux-2-pro", 8, 8), (Bfl(), "flux-2-klein-4b", 4, 4), (OpenAI(), "gpt-image-2", 16, 16)],
)  # fmt: skip
def test_the_first_picture_counts_among_those_that_go_with_a_request(
    provider, model, references, most
):
    card = provider.cards()[model]
    roles = [f"reference {n}" for n in range(1, references + 1)]

    def request(*names: str):
        return type("Asked", (), {"inputs": [Input(role=each) for each in names]})

    check_counts(request(*roles), card, provider.name)
    with pytest.raises(GeneratorError, match=f"takes {most} pictures with its first one"):
        check_counts(request("first", *roles), card, provider.name)


def test_a_model_that_is_gone_says_what_follows_it(tmp_path, serve):
    service = serve("openai")
    with pytest.raises(Exception, match=r"has 'gpt-image-1' no more: since 2026-10-23; take gpt"):
        built(write_film(tmp_path, "openai", WORDS, model="gpt-image-1"))
    assert service.seen == []


# ── what is billed ─────────────────────────────────────────────────────────────────────────────


def test_what_flux_said_when_it_began_was_billed_once_it_is_ready(tmp_path, serve):
    service = serve("bfl")
    service.fail_next = "Error"
    film = write_film(tmp_path, "bfl", WORDS)

    assert not built(film).ok
    assert events(tmp_path) == ["intent", "accepted", "failed"]  # nothing is known to be billed
    assert built(film).ok

    assert events(tmp_path)[3:] == ["intent", "accepted", "billed", "fetched"]
    assert '"billed": "4.5 bfl credits"' in (tmp_path / "film.lock").read_text()


def test_what_was_billed_is_locked_though_another_build_fetched(tmp_path, serve, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    service = serve("bfl")
    film = write_film(tmp_path, "bfl", WORDS)
    keep = LocalStore.keep
    monkeypatch.setattr(LocalStore, "keep", full)
    assert not built(film).ok
    monkeypatch.setattr(LocalStore, "keep", keep)

    assert built(film).ok

    assert len(service.billed) == 1
    assert '"billed": "4.5 bfl credits"' in (tmp_path / "film.lock").read_text()


@pytest.mark.parametrize(
    ("usage", "billed"),
    [
        ({"total_tokens": 4210}, "4210 openai tokens"),
        ({"total_tokens": "4210"}, ""),
        ({"total_tokens": -1}, ""),
        (None, ""),
    ],
)
def test_the_tokens_of_a_picture_are_what_openai_bills(usage, billed):
    body = json.dumps({"data": [{"b64_json": "AAAA"}], "usage": usage}).encode()
    card = OpenAI().cards()["gpt-image-2"]
    found = OpenAI().ticket(
        Answer(status=200, headers={}, body=body), Ask(card=card, words="x", size=Size(1, 1))
    )
    assert (f"{found.billed.amount} {found.billed.unit}" if found.billed else "") == billed


@pytest.mark.parametrize("cost", [float("nan"), float("inf"), 1e300, -1, True, "4", None])
def test_a_cost_that_is_none_is_not_believed(cost):
    body = json.dumps({"id": "1", "polling_url": "u", "cost": cost}).encode()
    card = Bfl().cards()["flux-2-pro"]
    ask = Ask(card=card, words="x", size=Size(256, 256))
    assert Bfl().ticket(Answer(status=200, headers={}, body=body), ask).expected is None


def test_what_is_billed_in_another_unit_does_not_hide_what_it_costs_in_money(tmp_path, serve):
    service = serve("openai")
    film = write_film(tmp_path, "openai", WORDS)
    price = "prices: {openai: {gpt-image-1.5: {image: 0.60 USD}}}\nbudget: 1 USD\n"
    film.write_text(film.read_text() + price)
    assert built(film).ok
    film.write_text(film.read_text().replace("a harbour", "a port"))
    with pytest.raises(RefusedError, match=r"would spend 0.60 USD, after 0.60 USD"):
        built(film)
    assert len(service.billed) == 1


def test_credits_that_were_spent_count_in_a_budget_of_what_they_are_worth(tmp_path, serve):
    service = serve("stability")
    film = write_film(tmp_path, "stability", WORDS)
    film.write_text(film.read_text() + "budget: 0.10 USD\n")
    assert built(film).ok
    film.write_text(film.read_text().replace("a harbour", "a port"))
    with pytest.raises(RefusedError, match=r"would spend 0.08 USD, after 0.08 USD"):
        built(film)
    assert len(service.billed) == 1


# ── a lost answer ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("fault", ["lost", "cut"])
@pytest.mark.parametrize("name", SERVICES)
def test_an_answer_that_does_not_come_whole_is_told_and_nothing_is_sent_again(
    tmp_path, serve, name, fault
):
    service = serve(name)
    service.fault("POST ", **{fault: True})
    film = write_film(tmp_path, name, WORDS)

    for _ in range(2):
        made = built(film)
        assert "it may be running, and billed" in made.failed[0][1]
        assert "vfc build --resend 'one/one#1'" in made.failed[0][1]
    assert len(service.asked("POST")) == len(service.billed) == 1

    assert built(film, resend=("one/one",)).ok
    assert len(service.asked("POST")) == 2


# ── a still that another begins with ───────────────────────────────────────────────────────────

COLOUR = (200, 80, 40)  # of the still that every service gives
TWO = """\
vfc: 1
title: two providers
format: {{size: 128x72, rate: 6}}
handles: 0f
generators:
  paint: {{use: bfl, model: flux-2-pro}}
  away: {{use: kling, model: kling-v2-1-master}}
scenes:
  one:
    shots:
      dawn: {{generator: paint, length: 1s, prompt: a harbour at dawn}}
      day: {{generator: away, length: 5s, prompt: it wakes, first: {first}}}
"""


@pytest.mark.parametrize(
    ("first", "stills"), [("one/dawn@last", 1), ("{generator: paint, prompt: a harbour by day}", 2)]
)
def test_a_still_of_one_provider_is_what_a_video_of_another_begins_with(
    tmp_path, serve, kling, first, stills
):
    flux = serve("bfl")
    path = tmp_path / "film.yaml"
    path.write_text(TWO.format(first=first))

    made = built(path)

    assert made.ok, made.failed
    assert (len(flux.billed), len(kling.billed)) == (stills, 1)
    sent = Image.open(BytesIO(unpacked(kling.asked("POST")[0].json()["image"]))).convert("RGB")
    for (low, high), own in zip(sent.getextrema(), COLOUR, strict=True):
        assert own - 6 < low <= high < own + 6
    (film,) = tmp_path.glob("out/film/*.mp4")
    assert len(list(read_rgb(film))) == 6 * 6
    assert built(path).made == ()
    assert (len(flux.billed), len(kling.billed)) == (stills, 1)


# ── the servers of these tests ─────────────────────────────────────────────────────────────────

FLUX = {"prompt": "x", "width": 256, "height": 256}
EDIT = (("model", "gpt-image-2"), ("prompt", "x"), ("size", "1024x1024"))


@pytest.mark.parametrize(
    ("model", "body"),
    [
        ("flux-2-pro", FLUX | {"width": 264}),
        ("flux-2-pro", FLUX | {"width": 2080}),
        ("flux-2-pro", FLUX | {"width": "256"}),
        ("flux-2-pro", FLUX | {"prompt": "x" * 32001}),
        ("flux-2-pro", FLUX | {"prompt": ""}),
        ("flux-2-pro", FLUX | {"safety_tolerance": 6}),
        ("flux-2-pro", FLUX | {"prompt_upsampling": False}),
        ("flux-2-pro", FLUX | {"input_image": "AAAA"}),
        ("flux-2-klein-4b", FLUX | {"input_image_5": None}),
        ("flux-2-flex", FLUX | {"guidance": 11}),
        ("flux-2-flex", FLUX | {"steps": 28.5}),
        ("flux-kontext-pro", {"prompt": "x", "aspect_ratio": "22:9"}),
        ("flux-kontext-pro", {"prompt": "x", "guidance": 3.0}),
        ("flux-pro-1.1-ultra", {"prompt": "x", "raw": 1}),
    ],
)
def test_the_server_of_flux_takes_nothing_wrong(model, body):
    service = bfl.BflService()
    sent = Incoming("POST", f"/v1/{model}", {}, {"x-key": bfl.KEY}, json.dumps(body).encode())
    assert service.serve(sent).status == 422
    assert service.tasks == {}


@pytest.mark.parametrize(
    ("fields", "files"),
    [
        (EDIT, ()),
        (EDIT, (("image", "image/png", still()), ("image", "image/png", still()))),
        (EDIT, (("image[]", "image/png", still()),) * 17),
        (EDIT, (("image", "text/plain", still()),)),
        (EDIT, (("image", "image/png", b"no picture"),)),
        ((*EDIT, ("n", "11")), (("image", "image/png", still()),)),
        ((*EDIT, ("size", "1024x1024")), (("image", "image/png", still()),)),
        ((*EDIT, ("quality", "best")), (("image", "image/png", still()),)),
        ((*EDIT, ("moderation", "low")), (("image", "image/png", still()),)),
        ((("model", "gpt-image-2"), ("prompt", "x" * 32001)), (("image", "image/png", still()),)),
        ((("model", "gpt-image-2"),), (("image", "image/png", still()),)),
        ((("prompt", "x"), ("size", "1920x1080")), (("image", "image/png", still()),)),
        ((("model", "gpt-image-1"), ("prompt", "x")), (("image", "image/png", still()),)),
    ],
)
def test_the_server_of_openai_takes_no_wrong_form(fields, files):
    parts = [(name, (None, value)) for name, value in fields]
    parts += [(name, ("a.png", data, kind)) for name, kind, data in files]
    request = httpx.Request("POST", "http://a/images/edits", files=parts)
    headers = dict(request.headers) | {"authorization": f"Bearer {openai.KEY}"}
    service = openai.OpenAIService()
    reply = service.serve(Incoming("POST", "/images/edits", {}, headers, request.read()))
    assert reply.status in (400, 404)
    assert service.tasks == {}

"""The servers of the tests speak truly: the official SDKs of the providers are served by them."""

from __future__ import annotations

import base64

import pytest

from tests.generators.hosted.services import fal, google, luma
from tests.generators.hosted.services import openai as images
from tests.generators.hosted.services import replicate as predictions
from tests.generators.hosted.serving import serving, still


def test_google_genai_is_served():
    from google import genai  # a second each, and nobody else needs them
    from google.genai import types

    with serving(google.GoogleService()) as service:
        options = types.HttpOptions(base_url=service.url, api_version="v1beta1")
        client = genai.Client(vertexai=True, api_key=google.KEY, http_options=options)
        operation = client.models.generate_videos(
            model="veo-3.1-generate-001",
            source=types.GenerateVideosSource(
                prompt="a harbour", image=types.Image(image_bytes=still(), mime_type="image/png")
            ),
            config=types.GenerateVideosConfig(
                duration_seconds=4, aspect_ratio="16:9", resolution="720p", generate_audio=True, seed=7,
                negative_prompt="people", number_of_videos=1,
                last_frame=types.Image(image_bytes=still(), mime_type="image/png"),
            ),
        )  # fmt: skip
        while not operation.done:
            operation = client.operations.get(operation)
        video = operation.response.generated_videos[0].video
        assert video.video_bytes[4:8] == b"ftyp"
        found = client.models.generate_images(
            model="imagen-4.0-generate-001",
            prompt="a harbour",
            config=types.GenerateImagesConfig(
                number_of_images=1, aspect_ratio="16:9", include_rai_reason=True
            ),
        )
        assert found.generated_images[0].image.image_bytes == still()


def test_what_is_sent_to_google_is_what_its_sdk_sends():
    from google import genai
    from google.genai import types

    from tests.generators.hosted.asks import asks_of
    from vfc.generators.hosted.providers.google import Google

    sent = Google()
    with serving(google.GoogleService()) as service:
        options = types.HttpOptions(base_url=service.url, api_version="v1beta1")
        client = genai.Client(vertexai=True, api_key=google.KEY, http_options=options)
        ask = next(iter(asks_of(sent.cards()["veo-3.1-generate-001"])))
        client.models.generate_videos(
            model=ask.card.name,
            source=types.GenerateVideosSource(prompt=ask.words),
            config=types.GenerateVideosConfig(
                duration_seconds=4, aspect_ratio="16:9", resolution="720p", generate_audio=True, seed=7,
                negative_prompt="people", number_of_videos=1,
            ),
        )  # fmt: skip
        own = sent.submission(ask)
        theirs = service.asked("POST")[0]
        assert (own.path, own.body) == (theirs.path, theirs.json())


def test_openai_is_served():
    import openai

    with serving(images.OpenAIService()) as service:
        client = openai.OpenAI(api_key=images.KEY, base_url=service.url)
        found = client.images.generate(
            model="gpt-image-1.5", prompt="a harbour", size="1536x1024", quality="high", n=1
        )
        assert base64.b64decode(found.data[0].b64_json) == still()
        edited = client.images.edit(
            model="gpt-image-1.5", prompt="at night", image=[("a.png", still()), ("b.png", still())]
        )
        assert base64.b64decode(edited.data[0].b64_json) == still()
        with pytest.raises(openai.AuthenticationError):
            openai.OpenAI(api_key="wrong", base_url=service.url).images.generate(prompt="x")


def test_lumaai_is_served():
    from lumaai import LumaAI

    with serving(luma.LumaService()) as service:
        client = LumaAI(auth_token=luma.KEY, base_url=service.url)
        found = client.generations.video.create(
            model="ray-2", prompt="a harbour", aspect_ratio="16:9", duration="5s"
        )
        assert client.generations.get(found.id).state == "dreaming"
        done = client.generations.get(found.id)
        assert (done.state, done.assets.video) == (
            "completed",
            service.file_url(service.tasks[found.id]),
        )
        assert client.credits.get().credit_balance == 1234.0


def test_fal_client_is_served(monkeypatch):
    import fal_client

    with serving(fal.FalService()) as service:
        monkeypatch.setattr("fal_client.client.QUEUE_URL_FORMAT", f"{service.url}/")
        client = fal_client.SyncClient(key=fal.KEY)
        handle = client.submit("fal-ai/flux-pro/v1.1", {"prompt": "a harbour", "seed": 7})
        assert handle.status() == fal_client.Queued(position=3)
        assert isinstance(handle.status(), fal_client.Completed)
        assert handle.get()["images"][0]["url"] == service.file_url(
            service.tasks[handle.request_id]
        )
        assert service.billed == [handle.request_id]


@pytest.mark.parametrize(
    ("provider", "model", "still", "makes", "seconds", "options"),
    [
        ("fal", "fal-ai/flux-pro/v1.1", True, (), (), {"enhance_prompt": False, "safety_tolerance": "2"}),
        ("fal", "fal-ai/kling-video/v2.1/pro/image-to-video", False, ("first", "last"), (5, 10), {"cfg_scale": 0.5}),
        ("replicate", "acme/still", True, (), (), {"steps": 28}),
        ("replicate", "acme/moves", False, ("first",), (6, 10), {}),
    ],
)  # fmt: skip
def test_what_a_published_model_can_do_is_read_in_its_schema(
    provider, model, still, makes, seconds, options
):
    from vfc.generators.hosted.providers.fal import Fal
    from vfc.generators.hosted.providers.replicate import Replicate
    from vfc.generators.hosted.wire import Answer

    if provider == "fal":
        found = Fal().card(_answer(fal.schema_of(model)), model, "")
    else:
        version = {"id": predictions.VERSION, "openapi_schema": predictions.schema_of(model)}
        found = Replicate().card(_answer({"latest_version": version}), model, "")
    assert (found.still, found.makes, found.seconds, dict(found.options)) == (
        still,
        makes,
        seconds,
        options,
    )
    assert Answer(status=200, headers={}, body=b"[]").json() == {}


def _answer(document):
    import json

    from vfc.generators.hosted.wire import Answer

    return Answer(status=200, headers={}, body=json.dumps(document).encode())

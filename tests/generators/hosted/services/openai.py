"""OpenAI's images, as openai writes and reads them."""

from __future__ import annotations

import base64
from functools import cache
from typing import Any, get_args

from typing_extensions import get_type_hints

from tests.generators.hosted.sdk import wrong_body, wrong_value
from tests.generators.hosted.services.stability import Part, form_of
from tests.generators.hosted.serving import Incoming, Reply, Service, is_picture, still

KEY = "sk-test-openai-0123456789"
GONE = {"gpt-image-1", "dall-e-2", "dall-e-3"}
SIZES = {"1024x1024", "1536x1024", "1024x1536", "auto"}  # of every model


class OpenAIService(Service):
    """Nothing runs beyond an answer."""

    def serve(self, request: Incoming) -> Reply:
        from openai.types import ImageModel, image_generate_params  # a second, and few tests ask it

        if request.headers.get("authorization") != f"Bearer {KEY}":
            return _error(401, "invalid_api_key", "Incorrect API key provided")
        if request.path == "/images/generations":
            body = request.json()
            kind = image_generate_params.ImageGenerateParamsNonStreaming
            wrong = wrong_body(kind, body) or _wrong(body)
        elif request.path == "/images/edits":
            body, pictures = _edit(form_of(request))
            wrong = _wrong_edit(body, pictures) or _wrong(body)
        else:
            return _error(404, "not_found", f"Invalid URL ({request.method} {request.path})")
        if wrong:
            return _error(400, "invalid_request", wrong)
        if body.get("model") in GONE or body.get("model") not in get_args(ImageModel):
            return _error(404, "model_not_found", f"no model '{body.get('model')}'")
        task = self.begin("", str(body)[:200], "still")
        if task.failure:
            return _error(400, "moderation_blocked", task.failure)
        data = base64.b64encode(still()).decode()
        usage = {
            "input_tokens": 50,
            "output_tokens": 4160,
            "total_tokens": 4210,
            "input_tokens_details": {"image_tokens": 0, "text_tokens": 50},
        }
        return Reply(200, {"created": 1713833628, "data": [{"b64_json": data}], "usage": usage})


@cache
def _edit_types() -> dict[str, Any]:
    from openai.types import image_edit_params

    return get_type_hints(image_edit_params.ImageEditParamsNonStreaming, include_extras=True)


def _edit(parts: tuple[Part, ...]) -> tuple[dict[str, Any], list[Part]]:
    """The values of a form, numbers as such, and its pictures."""
    pictures = [each for each in parts if each.name in ("image", "image[]")]
    values: dict[str, Any] = {}
    for each in parts:
        if each in pictures:
            continue
        text = each.data.decode()
        twice = each.name in values
        values[each.name] = [text] if twice else int(text) if text.isdecimal() else text
    return values, pictures


def _wrong_edit(body: dict[str, Any], pictures: list[Part]) -> str:
    unknown = sorted(body.keys() - _edit_types().keys())
    if unknown:
        return f"unknown {unknown}"
    if not 1 <= len(pictures) <= 16 or len({each.name for each in pictures}) > 1:
        return f"{len(pictures)} images"
    if len(pictures) > 1 and pictures[0].name == "image":
        return "Duplicate parameter: 'image'. To pass an array use 'image[]'"
    for each in pictures:
        if each.mime not in ("image/png", "image/webp", "image/jpeg") or not each.file:
            return f"unsupported mimetype ('{each.mime}')"
        if len(each.data) > 50_000_000 or not is_picture(each.data):
            return f"'{each.file}' is no picture"
    types = _edit_types()
    return next(
        (told for name, each in body.items() if (told := wrong_value(types[name], each, name))), ""
    )


def _wrong(body: dict[str, Any]) -> str:
    """What the types leave open, and their words say."""
    if not 1 <= len(body.get("prompt", "")) <= 32000:
        return f"prompt of {len(body.get('prompt', ''))}"
    if body.get("size", "auto") not in SIZES:
        return f"size {body['size']}"
    return "" if 1 <= body.get("n", 1) <= 10 else f"n {body['n']}"


def _error(status: int, code: str, words: str) -> Reply:
    return Reply(
        status, {"error": {"message": words, "type": "error", "param": None, "code": code}}
    )

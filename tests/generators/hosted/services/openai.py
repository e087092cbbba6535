"""OpenAI's images, as openai writes and reads them."""

from __future__ import annotations

import base64

from openai.types import image_generate_params

from tests.generators.hosted.sdk import wrong_body
from tests.generators.hosted.services.stability import form_of
from tests.generators.hosted.serving import Incoming, Reply, Service, still

KEY = "sk-test-openai-0123456789"
EDIT = {"model", "prompt", "size", "output_format", "quality", "image", "image[]", "n", "mask"}


class OpenAIService(Service):
    """Nothing runs beyond an answer."""

    def serve(self, request: Incoming) -> Reply:
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return _error(401, "invalid_api_key", "Incorrect API key provided")
        if request.path == "/images/generations":
            body = request.json()
            kind = image_generate_params.ImageGenerateParamsNonStreaming
            wrong = wrong_body(kind, body)
        else:
            body = form_of(request)
            wrong = sorted(body.keys() - EDIT)
        if wrong:
            return _error(400, "invalid_request", f"{wrong}")
        task = self.begin("", str(body)[:200], "still")
        if task.failure:
            return _error(400, "moderation_blocked", task.failure)
        data = base64.b64encode(still()).decode()
        usage = {
            "input_tokens": 50,
            "output_tokens": 50,
            "total_tokens": 100,
            "input_tokens_details": {"image_tokens": 0, "text_tokens": 50},
        }
        return Reply(200, {"created": 1713833628, "data": [{"b64_json": data}], "usage": usage})


def _error(status: int, code: str, words: str) -> Reply:
    return Reply(
        status, {"error": {"message": words, "type": "error", "param": None, "code": code}}
    )

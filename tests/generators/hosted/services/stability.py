"""Stability's service: a form goes in, JSON with the picture comes back."""

from __future__ import annotations

import base64
from email.parser import BytesParser

from tests.generators.hosted.serving import Incoming, Reply, Service, still

KEY = "sk-test-stability-0123456789"
COMMON = {"prompt", "negative_prompt", "seed", "output_format", "style_preset"}
FIELDS = {
    "ultra": COMMON | {"aspect_ratio", "image", "strength"},
    "core": COMMON | {"aspect_ratio"},
    "sd3": COMMON | {"aspect_ratio", "image", "strength", "mode", "model", "cfg_scale"},
}


def form_of(request: Incoming) -> dict[str, bytes]:
    """The parts of a form by name; of several of one name the last."""
    head = f"content-type: {request.headers['content-type']}\r\n\r\n".encode()
    message = BytesParser().parsebytes(head + request.body)
    assert message.get_content_type() == "multipart/form-data"
    return {
        str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True)
        for part in message.get_payload()
    }


class StabilityService(Service):
    """Nothing runs beyond an answer."""

    def serve(self, request: Incoming) -> Reply:
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return Reply(401, {"name": "unauthorized", "errors": ["authorization: is invalid"]})
        if request.path == "/v1/user/balance":
            return Reply(200, {"credits": 312.0})
        form = form_of(request)
        model = request.path.removeprefix("/v2beta/stable-image/generate/")
        unknown = form.keys() - FIELDS.get(model, set())
        both = "image" in form and "aspect_ratio" in form
        if unknown or both or ("image" in form and "strength" not in form):
            return Reply(400, {"name": "bad_request", "errors": [f"{sorted(unknown)}"]})
        task = self.begin("", {name: len(value) for name, value in form.items()}, "still")
        reason = "CONTENT_FILTERED" if task.failure else "SUCCESS"
        data = base64.b64encode(still()).decode()
        return Reply(200, {"image": data, "finish_reason": reason, "seed": 7})

"""Stability's service: a form goes in, JSON with the picture comes back."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from email.parser import HeaderParser

from tests.generators.hosted.serving import Incoming, Reply, Service, is_picture, still

KEY = "sk-test-stability-0123456789"
COMMON = {"prompt", "negative_prompt", "seed", "output_format", "style_preset"}
PICTURED = (COMMON - {"style_preset"}) | {"image"}
FIELDS = {
    "generate/ultra": COMMON | {"aspect_ratio", "image", "strength"},
    "generate/core": COMMON | {"aspect_ratio"},
    "generate/sd3": COMMON | {"aspect_ratio", "image", "strength", "mode", "model", "cfg_scale"},
    "control/structure": PICTURED | {"control_strength"},
    "control/sketch": PICTURED | {"control_strength"},
    "control/style": PICTURED | {"aspect_ratio", "fidelity"},
    "upscale/fast": {"image", "output_format"},
    "upscale/conservative": PICTURED | {"creativity"},
}


@dataclass(frozen=True)
class Part:
    """A part of a form: a value, or a file of a name and MIME type."""

    name: str
    data: bytes
    file: str = ""
    mime: str = ""


def form_of(request: Incoming) -> tuple[Part, ...]:
    """All parts of a form (RFC 7578), in their order."""
    kind, _, boundary = request.headers["content-type"].partition("; boundary=")
    assert kind == "multipart/form-data"
    first, *parts, last = request.body.split(b"--" + boundary.strip('"').encode())
    assert (first, last.strip()) == (b"", b"--")
    return tuple(_part(each) for each in parts)


def _part(data: bytes) -> Part:
    head, _, rest = data.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    facts = HeaderParser().parsestr(head.decode())
    return Part(
        name=str(facts.get_param("name", header="content-disposition")),
        data=rest.removesuffix(b"\r\n"),
        file=facts.get_filename() or "",
        mime=facts.get_content_type() if "content-type" in facts else "",
    )


RATIOS = {"16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"}
STYLES = {
    "enhance",
    "anime",
    "photographic",
    "digital-art",
    "comic-book",
    "fantasy-art",
    "line-art",
    "analog-film",
    "neon-punk",
    "isometric",
    "low-poly",
    "origami",
    "modeling-compound",
    "cinematic",
    "3d-model",
    "pixel-art",
    "tile-texture",
}


def _wrong(model: str, form: dict[str, Part], count: int) -> str:
    """What is wrong with a form, as its reference says it; '' where nothing is."""
    text = {name: each.data.decode() for name, each in form.items() if not each.file}
    unknown = sorted(form.keys() - FIELDS[model])
    if unknown or count > len(form):
        return f"unknown or twice: {unknown}"
    made_of = model.startswith("generate/") and "image" in form
    if made_of and ("aspect_ratio" in form or "strength" not in form):
        return "image: goes with strength, and without aspect_ratio"
    if not model.startswith("generate/") and "image" not in form:
        return "image: is required"
    if "image" in form and not is_picture(form["image"].data):
        return "image: is no picture"
    checks = {
        "prompt": lambda value: 1 <= len(value) <= 10000,
        "negative_prompt": lambda value: len(value) <= 10000,
        "seed": lambda value: 0 <= int(value) <= 4294967294,
        "output_format": {"png", "jpeg", "webp"}.__contains__,
        "aspect_ratio": RATIOS.__contains__,
        "style_preset": STYLES.__contains__,
        "strength": lambda value: 0 <= float(value) <= 1,
        "control_strength": lambda value: 0 <= float(value) <= 1,
        "fidelity": lambda value: 0 <= float(value) <= 1,
        "creativity": lambda value: 0.2 <= float(value) <= 0.5,
        "cfg_scale": lambda value: 1 <= float(value) <= 10,
        "mode": {"image-to-image" if "image" in form else "text-to-image"}.__contains__,
        "model": {"sd3.5-large", "sd3.5-large-turbo", "sd3.5-medium"}.__contains__,
    }
    if "prompt" not in text and model != "upscale/fast":
        return "prompt: is required"
    return next((name for name, value in text.items() if not checks[name](value)), "")


class StabilityService(Service):
    """Nothing runs beyond an answer."""

    def serve(self, request: Incoming) -> Reply:
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return Reply(401, {"name": "unauthorized", "errors": ["authorization: is invalid"]})
        if request.path == "/v1/user/balance":
            return Reply(200, {"credits": 312.0})
        model = request.path.removeprefix("/v2beta/stable-image/")
        if model not in FIELDS:
            return Reply(404, {"name": "not_found", "errors": [model]})
        parts = form_of(request)
        wrong = _wrong(model, {each.name: each for each in parts}, len(parts))
        if wrong:
            return Reply(400, {"name": "bad_request", "errors": [wrong]})
        asked = {each.name: each.data if each.file else each.data.decode() for each in parts}
        task = self.begin("", asked | {"path": model}, "still")
        reason = "CONTENT_FILTERED" if task.failure else "SUCCESS"
        data = base64.b64encode(still()).decode()
        return Reply(200, {"image": data, "finish_reason": reason, "seed": 7})

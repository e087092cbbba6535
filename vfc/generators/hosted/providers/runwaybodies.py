"""What Runway's models are asked, each by the type of the official SDK (runwayml 5.24)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vfc.generators.api import Verb
from vfc.generators.hosted.provider import Ask
from vfc.generators.hosted.wire import Medium

# options that have another name there
NAMES: Mapping[str, str] = {
    "cfg_scale": "cfgScale",
    "prompt_expansion_mode": "promptExpansionMode",
    "draft": "draft",
    "scale_factor": "scaleFactor",
    "flavor": "flavor",
}
SMALLEST = 1.2  # times the smallest area, of the sizes of a draft


def body_of(ask: Ask) -> tuple[str, dict[str, Any]]:
    """The path below `/v1/` and the body of a request."""
    if ask.draft:  # it is made anew with all that the draft was asked with
        return "text_to_video", {"model": ask.card.sent, "draftTaskId": ask.draft}
    if ask.card.wire.get("enlarges"):
        picture = {"imageUri": ask.media["first"].link}
        return "image_upscale", {"model": ask.card.sent, **picture, **_options(ask)}
    if ask.card.still:
        return "text_to_image", _still_body(ask)
    if ask.verb is Verb.REMIX:
        return "video_to_video", _edit_body(ask)
    first, last = ask.media.get("first"), ask.media.get("last")
    body = _video_body(ask) | _references(ask)
    if first is None:
        return "text_to_video", _words_body(body, ask)
    if ask.card.wire.get("first_quality"):
        body["ratio"] = ask.options["quality"]
    body["promptImage"] = (
        [_at("first", first), _at("last", last)] if last is not None else first.link
    )
    return "image_to_video", body


def _video_body(ask: Ask) -> dict[str, Any]:
    ratio = _draft_ratio(ask) if ask.options.get("draft") else ask.ratio
    body: dict[str, Any] = {
        "model": ask.card.sent,
        "promptText": ask.words,
        "duration": round(ask.seconds),
        **({"ratio": ratio} if ratio else {}),
        **({"seed": ask.seed} if ask.seed is not None else {}),
        **ask.only("audio", "resolution"),
        **_options(ask),
    }
    if ask.avoid and ask.card.wire.get("avoid"):
        body["negativePrompt"] = ask.avoid
    if ask.cards:
        del body["promptText"]
        body["providerSettings"] = {"shotType": "customize", "multiPrompt": _segments(ask)}
    return body


def _options(ask: Ask) -> dict[str, Any]:
    return {
        name: ask.options[option]
        for option, name in NAMES.items()
        if ask.options.get(option) not in (None, "", False)
    }


def _segments(ask: Ask) -> list[dict[str, Any]]:
    """The cards of a shot, each with the words of all."""
    return [
        {
            "prompt": ", ".join(filter(None, (ask.words, card.words))),
            "duration": round(card.seconds),
        }
        for card in ask.cards
    ]


def _draft_ratio(ask: Ask) -> str:
    """The ratio of a draft: of the smallest ones, that of the nearest shape."""
    areas = {name: size.width * size.height for name, size in ask.card.sizes.items()}
    least = SMALLEST * min(areas.values())
    small = {name: size for name, size in ask.card.sizes.items() if areas[name] <= least}
    return replace(ask.card, sizes=small).size_name(ask.size)


def _still_body(ask: Ask) -> dict[str, Any]:
    pictures = (*ask.several("reference"), *ask.several("style"))
    return {
        "model": ask.card.sent,
        "promptText": ask.words,
        "ratio": ask.ratio,
        **({"seed": ask.seed} if ask.seed is not None else {}),
        **ask.only("quality"),
        **({"referenceImages": [{"uri": each.link} for each in pictures]} if pictures else {}),
    }


def _edit_body(ask: Ask) -> dict[str, Any]:
    """A clip said anew by the words; it stays as long as it is."""
    quality, wire = ask.options.get("quality"), ask.card.wire
    return {
        "model": ask.card.sent,
        str(wire.get("clip") or "videoUri"): ask.media["of"].link,
        "promptText": ask.words,
        **({"seed": ask.seed} if ask.seed is not None else {}),
        **({"ratio": quality} if quality else {}),
        **dict(wire.get("edit") or {}),
        **(ask.only("audio") if wire.get("edit_sound") else {}),
        **(_references(ask) if wire.get("edit_references") else {}),
    }


def _references(ask: Ask) -> dict[str, Any]:
    found = [{"uri": each.link} for each in ask.several("reference")]
    return {"references": found} if found else {}


def _words_body(body: dict[str, Any], ask: Ask) -> dict[str, Any]:
    """The body of a video without a first picture; some of its models want a ratio there alone."""
    if not ask.card.wire.get("words_ratio"):
        return body
    wide = ask.size.width >= ask.size.height
    ratio = str(ask.card.wire["wide" if wide else "high"])
    in_pixels = len(ratio) > 5  # it says the resolution too
    kept = {name: each for name, each in body.items() if name != "resolution" or not in_pixels}
    return kept | {"ratio": ratio}


def _at(place: str, medium: Medium) -> dict[str, str]:
    return {"uri": medium.link, "position": place}

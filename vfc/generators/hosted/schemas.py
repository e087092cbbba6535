"""Cards of models that only their provider knows: from the OpenAPI that it publishes for each.

What a property means is told by its name, and these names are those that models of fal and
Replicate have. One that means nothing here is an option under its own name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vfc.film.timing import Size
from vfc.generators.api import Verb
from vfc.generators.hosted.cards import ModelCard
from vfc.generators.hosted.provider import Ask
from vfc.generators.hosted.wire import Medium

# what a property is to us, by its names
NAMES: Mapping[str, tuple[str, ...]] = {
    "words": ("prompt", "text_prompt"),
    "avoid": ("negative_prompt",),
    "first": (
        "image_url",
        "start_image_url",
        "first_frame_url",
        "first_frame_image_url",
        "start_image",
        "first_frame_image",
        "input_image",
        "image",
    ),
    "last": (
        "end_image_url",
        "tail_image_url",
        "last_frame_url",
        "last_frame_image_url",
        "end_image",
        "last_frame_image",
        "last_frame",
        "last_image",
    ),
    "of": ("video_url", "input_video_url", "source_video_url", "video", "input_video"),
    "strength": ("strength", "denoise_strength", "prompt_strength"),
    "references": ("reference_image_urls", "reference_images", "image_urls", "input_images"),
    "seed": ("seed",),
    "seconds": ("duration", "duration_seconds", "seconds"),
    "ratio": ("aspect_ratio",),
    "size": ("image_size", "video_size"),
    "width": ("width",),
    "height": ("height",),
    "frames": ("num_frames",),
}
EDITS = ("of", "strength")  # what means this only of a model that says a clip anew
RATIOS = {
    "16:9": Size(1280, 720),
    "9:16": Size(720, 1280),
    "1:1": Size(960, 960),
    "4:3": Size(1112, 834),
    "3:4": Size(834, 1112),
    "21:9": Size(1680, 720),
    "9:21": Size(720, 1680),
    "3:2": Size(1248, 832),
    "2:3": Size(832, 1248),
}
LONGEST = 60  # seconds that a range is read to


def card_of_schema(
    document: Mapping[str, Any],
    properties: Mapping[str, Any],
    required: list[str],
    *,
    edits: bool = False,
    **facts: Any,
) -> ModelCard:
    """The card of a model from the properties of its input, and those that are `required`.

    `edits`: it says a clip anew, as the film says. `facts` are those of `ModelCard` that are known
    otherwise. `document` is the whole schema, in which references are looked up.
    """
    found = {name: resolved(each, document) for name, each in properties.items()}
    roles = {
        role: name
        for role, names in NAMES.items()
        if (name := next((each for each in names if each in found), ""))
        and (edits or role not in EDITS)
    }
    if "references" in roles and "first" not in roles and facts.get("still"):
        roles["first"] = roles["references"]
    makes = [word for word in ("first", "last", "references") if word in roles]
    makes += ["remix"] if "of" in roles else []
    needs = ("first",) if "first" in roles and roles["first"] in required else ()
    seconds = _seconds(found.get(roles.get("seconds", ""), {}))
    ratios = _values(found.get(roles.get("ratio", ""), {}))
    own = {
        name: each for name, each in found.items() if name not in roles.values() and _is_plain(each)
    }
    most = found.get(roles.get("references", ""), {}).get("maxItems")
    return ModelCard(
        makes=tuple(makes),
        needs=("remix",) if "of" in roles else needs,
        seconds=seconds,
        sizes={str(name): RATIOS[name] for name in ratios if name in RATIOS},
        seeds="seed" in roles,
        references=most if isinstance(most, int) else 4 * ("references" in roles),
        options=tuple(sorted((name, _default(each)) for name, each in own.items())),
        choices={name: values for name, each in own.items() if (values := _values(each))},
        wire={
            "roles": roles,
            "texts": [
                role for role in ("seconds",) if _is_text(found.get(roles.get(role, ""), {}))
            ],
            "endings": _ending(found.get(roles.get("seconds", ""), {})),
            "lists": [
                role
                for role in ("first",)
                if found.get(roles.get(role, ""), {}).get("type") == "array"
            ],
            **facts.pop("wire", {}),
        },
        **facts,
    )


def input_of(ask: Ask) -> dict[str, Any]:
    """The input of a task, by the names that its model has."""
    roles: Mapping[str, str] = ask.card.wire["roles"]
    found: dict[str, Any] = {
        name: value
        for name, value in ask.options.items()
        if name in dict(ask.card.options) and value != ""
    }
    values: dict[str, Any] = {
        "words": ask.words,
        "avoid": ask.avoid or None,
        "seed": ask.seed,
        "seconds": _said_seconds(ask),
        "ratio": ask.ratio or None,
        "size": {"width": ask.size.width, "height": ask.size.height},
        "width": ask.size.width,
        "height": ask.size.height,
    }
    for role, value in values.items():
        if role in roles and value is not None:
            found[roles[role]] = value
    references = ask.several("reference")
    if references and "references" in roles:
        found[roles["references"]] = [each.link for each in references]
    if ask.verb is Verb.REMIX and "strength" in roles:
        found[roles["strength"]] = ask.strength
    for role in ("first", "last", "of"):
        medium = ask.media.get(role)
        if medium is not None and role in roles:
            _put(found, roles[role], medium, ask.card, role)
    return found


def _put(found: dict[str, Any], name: str, medium: Medium, card: ModelCard, role: str) -> None:
    listed = role in card.wire["lists"] or name == card.wire["roles"].get("references")
    found[name] = [medium.link, *found.get(name, [])] if listed else medium.link


def _said_seconds(ask: Ask) -> Any:
    if not ask.seconds:
        return None
    whole = round(ask.seconds)
    if "seconds" not in ask.card.wire["texts"]:
        return whole
    return f"{whole}{ask.card.wire['endings']}"


def resolved(schema: Any, document: Mapping[str, Any]) -> dict[str, Any]:
    """A property with what it refers to, and without the `null` that it may be as well."""
    found = dict(schema) if isinstance(schema, dict) else {}
    for _ in range(8):
        reference = found.get("$ref")
        some = [
            each
            for each in [*found.get("allOf", ()), *found.get("anyOf", ()), *found.get("oneOf", ())]
            if isinstance(each, dict) and each.get("type") != "null"
        ]
        if isinstance(reference, str):
            target: Any = document
            for part in reference.removeprefix("#/").split("/"):
                target = target.get(part, {}) if isinstance(target, dict) else {}
            found = {**target, **{name: each for name, each in found.items() if name != "$ref"}}
        elif some and "type" not in found:
            rest = {n: e for n, e in found.items() if n not in ("allOf", "anyOf", "oneOf")}
            found = {**some[-1], **rest} if len(some) == 1 else {**some[0], **rest}
        else:
            break
    return found


def _values(schema: Mapping[str, Any]) -> tuple[Any, ...]:
    found = schema.get("enum")
    return tuple(found) if isinstance(found, list) else ()


def _seconds(schema: Mapping[str, Any]) -> tuple[int, ...]:
    """Those of a menu, or of a range of whole numbers."""
    menu = [str(value).removesuffix("s") for value in _values(schema)]
    if menu:
        return tuple(sorted(int(value) for value in menu if value.isdecimal()))
    if schema.get("type") == "integer":
        least, most = schema.get("minimum", 1), schema.get("maximum")
        if isinstance(least, int | float) and isinstance(most, int | float):
            return tuple(range(max(1, int(least)), min(LONGEST, int(most)) + 1))
    return ()


def _ending(schema: Mapping[str, Any]) -> str:
    return "s" if any(str(value).endswith("s") for value in _values(schema)) else ""


def _is_text(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "string" or any(isinstance(v, str) for v in _values(schema))


def _is_plain(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") in ("string", "number", "integer", "boolean") or bool(_values(schema))


def _default(schema: Mapping[str, Any]) -> Any:
    found = schema.get("default", "")
    return found if isinstance(found, str | int | float | bool) else ""

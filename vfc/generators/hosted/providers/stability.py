"""Stability: stills, and stills from a picture.

Wire format: platform.stability.ai, v2beta stable-image: a form goes in, JSON with the picture as
base64 comes back at once; `finish_reason` CONTENT_FILTERED is a refusal.
"""

from __future__ import annotations

from collections.abc import Mapping

from vfc.generators.hosted.cards import ModelCard, cards_of
from vfc.generators.hosted.generator import HostedGenerator
from vfc.generators.hosted.provider import Ask
from vfc.generators.hosted.wire import (
    Answer,
    Call,
    Delivery,
    Fault,
    Method,
    Phase,
    Refusal,
    TaskState,
    Ticket,
    delivered,
    fault_of,
    get,
)
from vfc.generators.secrets import NAMES


class Stability:
    """Stability's API."""

    name = "stability"
    version = 1
    url = "https://api.stability.ai"
    secrets = NAMES["stability"]
    poll = 2.0

    def cards(self) -> Mapping[str, ModelCard]:
        """Its models."""
        return cards_of(self.name)

    def headers(self, secrets: Mapping[str, str]) -> Mapping[str, str]:
        """Its key, and that JSON is wanted."""
        return {
            "authorization": f"Bearer {secrets['STABILITY_API_KEY']}",
            "accept": "application/json",
        }

    def submission(self, ask: Ask) -> Call:
        """A still from words, or from a picture and words."""
        path = str(ask.card.wire.get("path") or ask.card.name)
        fields = {"prompt": ask.words, "output_format": "png", "seed": str(ask.seed or 0)}
        files: dict[str, tuple[str, bytes, str]] = {}
        if path == "sd3":
            fields |= {"model": ask.card.name, "cfg_scale": str(ask.options["cfg_scale"])}
        if ask.avoid:
            fields["negative_prompt"] = ask.avoid
        if ask.options.get("style_preset"):
            fields["style_preset"] = str(ask.options["style_preset"])
        first = ask.media.get("first")
        if first is not None:
            files["image"] = ("image.png", first.data, first.mime)
            fields["strength"] = str(ask.options.get("strength"))
        else:
            fields["aspect_ratio"] = ask.ratio
        if path == "sd3":
            fields["mode"] = "image-to-image" if files else "text-to-image"
        return Call(
            method=Method.POST,
            path=f"/v2beta/stable-image/generate/{path}",
            fields=fields,
            files=tuple(files.items()),
        )

    def ticket(self, answer: Answer, ask: Ask) -> Ticket | Delivery | None:
        """The picture that an answer brings."""
        return delivered(answer.at("image"))

    def inquiry(self, ticket: Ticket) -> Call:
        """Nothing runs there beyond an answer: the question for a result that is none."""
        return get(f"/v2beta/results/{ticket.id}")

    def state(self, answer: Answer) -> TaskState:
        """Nothing runs there beyond an answer."""
        return TaskState(phase=Phase.GONE)

    def refusal(self, answer: Answer) -> Refusal | None:
        """What an answer that is no success says; of a success, that the picture was filtered."""
        if answer.ok:
            reason = str(answer.at("finish_reason") or "SUCCESS")
            return None if reason == "SUCCESS" else Refusal(fault=Fault.MODERATED, words=reason)
        name = str(answer.at("name") or "")
        words = f"{name}: {'; '.join(map(str, answer.at('errors') or []))}"
        fault = Fault.MODERATED if name == "content_moderation" else fault_of(answer.status)
        if answer.status == 403 and fault is not Fault.MODERATED:
            fault = Fault.KEY
        return Refusal(fault=fault, words=words)

    def balance(self) -> Call:
        """The question for what is left."""
        return get("/v1/user/balance")

    def credit(self, answer: Answer) -> str:
        """What is left."""
        left = answer.at("credits")
        return f"{left:,.0f} credits" if isinstance(left, int | float) else ""


def generator() -> HostedGenerator:
    """Stability as a generator."""
    return HostedGenerator(Stability())

"""Stability: stills, stills from a picture, and larger ones.

Wire format: platform.stability.ai, v2beta stable-image: a form goes in, JSON with the picture as
base64 comes back at once; `finish_reason` CONTENT_FILTERED is a refusal.
"""

from __future__ import annotations

from collections.abc import Mapping

from vfc.generators.api import Verb
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

PICTURES = ("first", "of", "style 1")  # what a picture comes as


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
        """A still from words, from a picture and words, or a larger one of a picture."""
        wire = ask.card.wire
        path = str(wire.get("path") or f"generate/{ask.card.name}")
        picture = next((ask.media[role] for role in PICTURES if role in ask.media), None)
        fields = {"output_format": "png"}
        if not wire.get("wordless"):
            fields |= {"prompt": ask.words, "seed": str(ask.seed or 0)}
            fields |= {"negative_prompt": ask.avoid} if ask.avoid else {}
        options = dict(ask.options) | ({"strength": ask.strength} if ask.verb is Verb.REMIX else {})
        if path == "generate/sd3":
            mode = "image-to-image" if picture else "text-to-image"
            fields |= {"model": ask.card.name, "mode": mode}
        for name in dict(ask.card.options):
            if options.get(name) not in (None, "") and (picture or name != "strength"):
                fields[name] = str(options[name])
        if wire.get("ratio") or (picture is None and ask.ratio):
            fields["aspect_ratio"] = ask.ratio
        files = (("image", ("image.png", picture.data, picture.mime)),) if picture else ()
        return Call(
            method=Method.POST, path=f"/v2beta/stable-image/{path}", fields=fields, files=files
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

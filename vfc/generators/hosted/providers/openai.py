"""OpenAI: stills, and stills from pictures.

Wire format: openai 3.57 (`images/generations`, JSON; `images/edits`, a form). The picture comes at
once as base64, with the tokens that are billed.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from vfc.generators.api import Price
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
    post,
)
from vfc.generators.secrets import NAMES

CODES = {
    "moderation_blocked": Fault.MODERATED,
    "content_policy_violation": Fault.MODERATED,
    "insufficient_quota": Fault.CREDIT,
    "billing_hard_limit_reached": Fault.CREDIT,
    "invalid_api_key": Fault.KEY,
    "model_not_found": Fault.RETIRED,
    "rate_limit_exceeded": Fault.BUSY,
}


class OpenAI:
    """OpenAI's API."""

    name = "openai"
    version = 1
    url = "https://api.openai.com/v1"
    secrets = NAMES["openai"]
    poll = 2.0

    def cards(self) -> Mapping[str, ModelCard]:
        """Its models."""
        return cards_of(self.name)

    def headers(self, secrets: Mapping[str, str]) -> Mapping[str, str]:
        """Its key."""
        return {"authorization": f"Bearer {secrets['OPENAI_API_KEY']}"}

    def submission(self, ask: Ask) -> Call:
        """A still from words, or an edit of the pictures that go with them."""
        body = {
            "model": ask.card.name,
            "prompt": ask.words,
            "size": ask.ratio,
            "output_format": "png",
            **ask.only("quality"),
        }
        first = ask.media.get("first") or ask.media.get("of")
        pictures = [
            *([first] if first is not None else []),
            *ask.several("reference"),
            *ask.several("style"),
        ]
        if not pictures:
            return post("/images/generations", body | {"n": 1} | ask.only("moderation"))
        field = "image[]" if len(pictures) > 1 else "image"
        files = tuple(
            (field, (f"image{number}.png", each.data, each.mime))
            for number, each in enumerate(pictures)
        )
        return Call(
            method=Method.POST,
            path="/images/edits",
            fields={name: str(value) for name, value in body.items()},
            files=files,
        )

    def ticket(self, answer: Answer, ask: Ask) -> Ticket | Delivery | None:
        """The picture that an answer brings."""
        return delivered(answer.at("data", 0, "b64_json"), _tokens(answer))

    def inquiry(self, ticket: Ticket) -> Call:
        """Nothing runs there beyond an answer: the question for a result that is none."""
        return get(f"/images/{ticket.id}")

    def state(self, answer: Answer) -> TaskState:
        """Nothing runs there beyond an answer."""
        return TaskState(phase=Phase.GONE)

    def refusal(self, answer: Answer) -> Refusal | None:
        """What an answer that is no success says."""
        if answer.ok:
            return None
        code, words = (
            str(answer.at("error", "code") or ""),
            str(answer.at("error", "message") or ""),
        )
        fault = CODES.get(code) or fault_of(answer.status)
        if answer.at("error", "param") == "prompt" and fault is Fault.REQUEST:
            fault = Fault.PROMPT
        return Refusal(fault=fault, words=words)


def _tokens(answer: Answer) -> Price | None:
    """What a picture took of what is billed, where the answer says so."""
    tokens = answer.at("usage", "total_tokens")
    if not isinstance(tokens, int) or isinstance(tokens, bool) or not 0 <= tokens < 10**9:
        return None
    return Price(amount=Decimal(tokens), unit="openai tokens")


def generator() -> HostedGenerator:
    """OpenAI as a generator."""
    return HostedGenerator(OpenAI())

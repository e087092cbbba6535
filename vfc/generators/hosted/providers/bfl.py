"""Black Forest Labs: Flux stills, and their edits.

Wire format: docs.bfl.ai. A task is asked after at the address that its answer names, and its result
lies at a signed one for ten minutes. What is rewritten by `prompt_upsampling` is off unless asked;
of some it is on unless `disable_pup` is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from vfc.generators.api import Price
from vfc.generators.hosted.cards import ModelCard, cards_of
from vfc.generators.hosted.generator import HostedGenerator
from vfc.generators.hosted.provider import Ask
from vfc.generators.hosted.wire import (
    Answer,
    Call,
    Delivery,
    Fault,
    Phase,
    Refusal,
    TaskState,
    Ticket,
    fault_of,
    get,
    post,
)
from vfc.generators.secrets import NAMES

PHASES = {
    "Pending": Phase.RUNNING,
    "Ready": Phase.DONE,
    "Error": Phase.FAILED,
    "Failed": Phase.FAILED,
    "Request Moderated": Phase.FAILED,
    "Content Moderated": Phase.FAILED,
    "Task not found": Phase.GONE,
}


class Bfl:
    """Black Forest Labs' API."""

    name = "bfl"
    version = 1
    url = "https://api.bfl.ai"
    secrets = NAMES["bfl"]
    poll = 1.5

    def cards(self) -> Mapping[str, ModelCard]:
        """Its models."""
        return cards_of(self.name)

    def headers(self, secrets: Mapping[str, str]) -> Mapping[str, str]:
        """Its key."""
        return {"x-key": secrets["BFL_API_KEY"]}

    def submission(self, ask: Ask) -> Call:
        """A still from words, and from the pictures that go with them."""
        body: dict[str, Any] = {
            "prompt": ask.words,
            "seed": ask.seed,
            "output_format": "png",
            **ask.only("safety_tolerance", "raw", "steps", "guidance", "image_prompt_strength"),
        }
        if ask.card.wire.get("disable_pup"):
            body["disable_pup"] = not ask.options.get("prompt_upsampling")
        else:
            body |= ask.only("prompt_upsampling")
        if ask.ratio:
            body["aspect_ratio"] = ask.ratio
        else:
            body |= {"width": ask.size.width, "height": ask.size.height}
        first = ask.media.get("first") or ask.media.get("of")
        pictures = [
            *([first] if first is not None else []),
            *ask.several("reference"),
            *ask.several("style"),
        ]
        name = str(ask.card.wire.get("prompt") or "input_image")
        for number, medium in enumerate(pictures, 1):
            body[name if number == 1 else f"{name}_{number}"] = medium.base64
        return post(f"/v1/{ask.card.name}", body)

    def ticket(self, answer: Answer, ask: Ask) -> Ticket | Delivery | None:
        """The task, where it is asked after, and what it costs."""
        found = answer.at("id")
        if not isinstance(found, str):
            return None
        return Ticket(
            id=found,
            url=str(answer.at("polling_url") or ""),
            expected=_price(answer.at("cost")),
            firm=True,
        )

    def inquiry(self, ticket: Ticket) -> Call:
        """The question after a task."""
        return get(ticket.url) if ticket.url else get("/v1/get_result", id=ticket.id)

    def state(self, answer: Answer) -> TaskState:
        """How a task stands."""
        status = str(answer.at("status") or "")
        phase = PHASES.get(status, Phase.RUNNING if answer.ok else Phase.GONE)
        url, progress = answer.at("result", "sample"), answer.at("progress")
        fault = Fault.MODERATED if "Moderated" in status else Fault.SERVER
        reasons = answer.at("details", "Moderation Reasons") or answer.at("details") or ""
        return TaskState(
            phase=phase,
            progress=float(progress) if isinstance(progress, int | float) else None,
            delivery=Delivery(url=url) if isinstance(url, str) else None,
            refusal=Refusal(fault=fault, words=f"{status} {reasons}".strip())
            if phase is Phase.FAILED
            else None,
        )

    def refusal(self, answer: Answer) -> Refusal | None:
        """What an answer that is no success says."""
        if answer.ok or answer.at("status") == "Task not found":
            return None
        detail = answer.at("detail")
        return Refusal(
            fault=fault_of(answer.status), words=detail if isinstance(detail, str) else str(detail)
        )

    def balance(self) -> Call:
        """The question for what is left."""
        return get("/v1/credits")

    def credit(self, answer: Answer) -> str:
        """What is left."""
        left = answer.at("credits")
        return f"{left:,} credits" if isinstance(left, int | float) else ""


def _price(credits: Any) -> Price | None:
    if not isinstance(credits, int | float) or isinstance(credits, bool) or not 0 <= credits < 1e9:
        return None
    return Price(amount=round(Decimal(str(credits)), 6), unit="bfl credits")


def generator() -> HostedGenerator:
    """Flux as a generator."""
    return HostedGenerator(Bfl())

"""Luma: Ray's videos from words.

Wire format: lumaai 1.21 (`/generations/video`, `/generations/ID`).
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
    fault_of,
    get,
    post,
)
from vfc.generators.secrets import NAMES

PHASES = {
    "queued": Phase.QUEUED,
    "dreaming": Phase.RUNNING,
    "completed": Phase.DONE,
    "failed": Phase.FAILED,
}


class Luma:
    """Luma's API."""

    name = "luma"
    version = 1
    url = "https://api.lumalabs.ai/dream-machine/v1"
    secrets = NAMES["luma"]
    poll = 4.0

    def cards(self) -> Mapping[str, ModelCard]:
        """Its models."""
        return cards_of(self.name)

    def headers(self, secrets: Mapping[str, str]) -> Mapping[str, str]:
        """Its key."""
        return {"authorization": f"Bearer {secrets['LUMAAI_API_KEY']}"}

    def submission(self, ask: Ask) -> Call:
        """A video from words."""
        return post(
            "/generations/video",
            {
                "model": ask.card.name,
                "prompt": ask.words,
                "aspect_ratio": ask.ratio,
                "duration": f"{round(ask.seconds)}s",
                **ask.only("resolution"),
            },
        )

    def ticket(self, answer: Answer, ask: Ask) -> Ticket | Delivery | None:
        """The generation that an answer names."""
        found = answer.at("id")
        return Ticket(id=found) if isinstance(found, str) else None

    def inquiry(self, ticket: Ticket) -> Call:
        """The question after a generation."""
        return get(f"/generations/{ticket.id}")

    def state(self, answer: Answer) -> TaskState:
        """How a generation stands."""
        if answer.status == 404:
            return TaskState(phase=Phase.GONE)
        phase = PHASES.get(str(answer.at("state") or ""), Phase.RUNNING)
        words = str(answer.at("failure_reason") or "")
        url = answer.at("assets", "video")
        moderated = "moderation" in words.lower()
        fault = Fault.MODERATED if moderated else Fault.SERVER
        return TaskState(
            phase=phase,
            delivery=Delivery(url=url) if isinstance(url, str) else None,
            refusal=Refusal(fault=fault, words=words) if phase is Phase.FAILED else None,
        )

    def refusal(self, answer: Answer) -> Refusal | None:
        """What an answer that is no success says."""
        if answer.ok:
            return None
        words = str(answer.at("detail") or "")
        fault = Fault.CREDIT if "credits" in words.lower() else fault_of(answer.status)
        return Refusal(fault=fault, words=words)

    def cancellation(self, ticket: Ticket) -> Call:
        """The request that ends a generation."""
        return Call(method=Method.DELETE, path=f"/generations/{ticket.id}")

    def balance(self) -> Call:
        """The question for what is left."""
        return get("/credits")

    def credit(self, answer: Answer) -> str:
        """What is left."""
        left = answer.at("credit_balance")
        return f"{left / 100:,.2f} USD" if isinstance(left, int | float) else ""


def generator() -> HostedGenerator:
    """Luma as a generator."""
    return HostedGenerator(Luma())

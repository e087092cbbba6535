"""Runway: its own models, and those of others that its gateway sells.

Wire format: the types of the official SDK, runwayml 5.24 (`X-Runway-Version: 2024-11-06`); failure
codes of docs.dev.runwayml.com/errors. Cancelling what runs saves nothing there.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from vfc.generators.api import Price
from vfc.generators.hosted.cards import ModelCard, cards_of
from vfc.generators.hosted.generator import HostedGenerator
from vfc.generators.hosted.provider import Ask
from vfc.generators.hosted.providers.runwaybodies import body_of
from vfc.generators.hosted.wire import (
    Answer,
    Call,
    Delivery,
    Fault,
    Medium,
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

INLINE = 3_500_000  # bytes that go inside of a request, of 5 MB as base64
PHASES = {
    "PENDING": Phase.QUEUED,
    "THROTTLED": Phase.QUEUED,
    "RUNNING": Phase.RUNNING,
    "SUCCEEDED": Phase.DONE,
    "FAILED": Phase.FAILED,
    "CANCELLED": Phase.CANCELLED,
}
# beginnings of failure codes
FAILURES = {
    "SAFETY": Fault.MODERATED,
    "INPUT_PREPROCESSING.SAFETY": Fault.MODERATED,
    "ASSET.INVALID": Fault.REQUEST,
    "INPUT_PREPROCESSING": Fault.REQUEST,
}
UNIT = "runway credits"


class Runway:
    """Runway's API."""

    name = "runway"
    version = 1
    url = "https://api.dev.runwayml.com"
    secrets = NAMES["runway"]
    poll = 6.0

    def cards(self) -> Mapping[str, ModelCard]:
        """Its models."""
        return cards_of(self.name)

    def headers(self, secrets: Mapping[str, str]) -> Mapping[str, str]:
        """Its key, and the version of its API."""
        return {
            "authorization": f"Bearer {secrets['RUNWAYML_API_SECRET']}",
            "x-runway-version": "2024-11-06",
        }

    def submission(self, ask: Ask) -> Call:
        """A still, a clip said anew, a video from words or from its first and last pictures, or a
        draft's final.
        """
        path, body = body_of(ask)
        return post(f"/v1/{path}", body)

    def ticket(self, answer: Answer, ask: Ask) -> Ticket | Delivery | None:
        """The task, and what it is expected to cost."""
        found, credits = answer.at("id"), answer.at("estimatedCost", "credits")
        if not isinstance(found, str):
            return None
        return Ticket(id=found, expected=_price(credits))

    def inquiry(self, ticket: Ticket) -> Call:
        """The question after a task."""
        return get(f"/v1/tasks/{ticket.id}")

    def state(self, answer: Answer) -> TaskState:
        """How a task stands; what it cost once it has ended."""
        if answer.status == 404:
            return TaskState(phase=Phase.GONE)
        status = str(answer.at("status") or "")
        phase = PHASES.get(status, Phase.RUNNING)
        words, code = str(answer.at("failure") or ""), str(answer.at("failureCode") or "")
        url, progress = answer.at("output", 0), answer.at("progress")
        return TaskState(
            phase=phase,
            progress=float(progress) if isinstance(progress, int | float) else None,
            text="accepted, and waiting for one of your own to end"
            if status == "THROTTLED"
            else "",
            delivery=Delivery(url=url) if isinstance(url, str) else None,
            refusal=Refusal(fault=_failure(code), words=f"{words} {code}".strip())
            if phase is Phase.FAILED
            else None,
            billed=_price(answer.at("cost", "credits")),
        )

    def refusal(self, answer: Answer) -> Refusal | None:
        """What an answer that is no success says."""
        if answer.ok:
            return None
        words = str(answer.at("error") or answer.at("message") or "")
        fault = fault_of(answer.status)
        if "credits" in words.lower():
            fault = Fault.CREDIT
        elif answer.status == 400 and "prompttext" in str(answer.json()).lower():
            fault = Fault.PROMPT
        return Refusal(fault=fault, words=words)

    def cancellation(self, ticket: Ticket) -> Call:
        """The request that ends a task."""
        return Call(method=Method.DELETE, path=f"/v1/tasks/{ticket.id}")

    def uploads(self, medium: Medium) -> bool:
        """Whether a medium is too large to go inside of a request."""
        return len(medium.data) > INLINE

    def upload(self, medium: Medium) -> Call:
        """The request for a place to upload to."""
        name = f"input.{medium.mime.partition('/')[2]}"
        return post("/v1/uploads", {"filename": name, "type": "ephemeral"})

    def stored(self, answer: Answer, medium: Medium) -> tuple[Call | None, str]:
        """The form that brings the bytes to the storage, and the uri that they have then."""
        fields = answer.at("fields") or {}
        name = f"input.{medium.mime.partition('/')[2]}"
        call = Call(
            method=Method.POST,
            path=str(answer.at("uploadUrl") or ""),
            fields={str(key): str(value) for key, value in fields.items()},
            files=(("file", (name, medium.data, medium.mime)),),
            foreign=True,
        )
        return call, str(answer.at("runwayUri") or "")

    def balance(self) -> Call:
        """The question for what is left."""
        return get("/v1/organization")

    def credit(self, answer: Answer) -> str:
        """What is left."""
        left = answer.at("creditBalance")
        return f"{left:,} credits" if isinstance(left, int) else ""


def _failure(code: str) -> Fault:
    return next(
        (fault for start, fault in FAILURES.items() if code.startswith(start)), Fault.SERVER
    )


def _price(credits: Any) -> Price | None:
    if not isinstance(credits, int | float) or isinstance(credits, bool):
        return None
    return Price(amount=Decimal(str(credits)), unit=UNIT)


def generator() -> HostedGenerator:
    """Runway as a generator."""
    return HostedGenerator(Runway())

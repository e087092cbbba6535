"""Replicate: any of its models, by the schema that it publishes for each version.

Wire format: replicate 1.0 and replicate.com/docs/reference/http. A version's hash names the exact
weights: it is the revision that the lock holds.
"""

from __future__ import annotations

from collections.abc import Mapping

from vfc.generators.hosted.cards import ModelCard
from vfc.generators.hosted.generator import HostedGenerator
from vfc.generators.hosted.provider import Ask
from vfc.generators.hosted.schemas import card_of_schema, input_of, resolved
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
    value_at,
)
from vfc.generators.secrets import NAMES

INLINE = 256_000  # bytes that go inside of a request
PHASES = {
    "starting": Phase.QUEUED,
    "processing": Phase.RUNNING,
    "succeeded": Phase.DONE,
    "failed": Phase.FAILED,
    "canceled": Phase.CANCELLED,
    "aborted": Phase.CANCELLED,
}
WAYS = (("output",), ("output", 0), ("output", "video"), ("output", "url"), ("output", "image"))
MOVES = {"duration", "num_frames", "fps", "frames_per_second", "video_length", "seconds"}


class Replicate:
    """Replicate's API."""

    name = "replicate"
    version = 1
    url = "https://api.replicate.com"
    secrets = NAMES["replicate"]
    poll = 2.0

    def cards(self) -> Mapping[str, ModelCard]:
        """None that are known beforehand."""
        return {}

    def headers(self, secrets: Mapping[str, str]) -> Mapping[str, str]:
        """Its token."""
        return {"authorization": f"Bearer {secrets['REPLICATE_API_TOKEN']}"}

    def schema(self, model: str) -> Call:
        """The question for a model: `owner/name`, or `owner/name:version`."""
        name, _, version = model.partition(":")
        return get(f"/v1/models/{name}/versions/{version}" if version else f"/v1/models/{name}")

    def card(self, answer: Answer, model: str, kind: str) -> ModelCard | None:
        """The card of a model at one version."""
        version = answer.json() if ":" in model else answer.at("latest_version")
        schema = value_at(version, "openapi_schema")
        wanted = value_at(schema, "components", "schemas", "Input")
        if not isinstance(schema, dict) or not isinstance(wanted, dict):
            return None
        body = resolved(wanted, schema)
        properties = body.get("properties", {})
        return card_of_schema(
            schema,
            properties,
            body.get("required", []),
            edits=kind == "edit",
            name=model,
            still=kind == "still" or (not kind and not MOVES & properties.keys()),
            source="replicate.com, the version's OpenAPI",
            date=str(value_at(version, "created_at") or "as published"),
            wire={"version": str(value_at(version, "id") or "")},
        )

    def submission(self, ask: Ask) -> Call:
        """A prediction of one version."""
        return post(
            "/v1/predictions", {"version": ask.card.wire["version"], "input": input_of(ask)}
        )

    def ticket(self, answer: Answer, ask: Ask) -> Ticket | Delivery | None:
        """The prediction that an answer names."""
        found = answer.at("id")
        return Ticket(id=found) if isinstance(found, str) else None

    def inquiry(self, ticket: Ticket) -> Call:
        """The question after a prediction."""
        return get(f"/v1/predictions/{ticket.id}")

    def state(self, answer: Answer) -> TaskState:
        """How a prediction stands."""
        if answer.status == 404:
            return TaskState(phase=Phase.GONE)
        phase = PHASES.get(str(answer.at("status") or ""), Phase.RUNNING)
        url = next((each for way in WAYS if isinstance(each := answer.at(*way), str)), "")
        words = str(answer.at("error") or "")
        told = words.lower()
        moderated = "nsfw" in told or "sensitive" in told or "e005" in told
        fault = Fault.MODERATED if moderated else Fault.SERVER
        return TaskState(
            phase=phase,
            delivery=Delivery(url=url) if url else None,
            refusal=Refusal(fault=fault, words=words) if words else None,
        )

    def refusal(self, answer: Answer) -> Refusal | None:
        """What an answer that is no success says."""
        if answer.ok:
            return None
        words = str(answer.at("detail") or answer.at("title") or "")
        return Refusal(fault=fault_of(answer.status), words=words)

    def cancellation(self, ticket: Ticket) -> Call:
        """The request that ends a prediction."""
        return Call(method=Method.POST, path=f"/v1/predictions/{ticket.id}/cancel")

    def uploads(self, medium: Medium) -> bool:
        """Whether a medium is too large to go inside of a request."""
        return len(medium.data) > INLINE

    def upload(self, medium: Medium) -> Call:
        """The form that brings the bytes."""
        name = f"input.{medium.mime.partition('/')[2]}"
        files = (("content", (name, medium.data, medium.mime)),)
        return Call(method=Method.POST, path="/v1/files", files=files)

    def stored(self, answer: Answer, medium: Medium) -> tuple[Call | None, str]:
        """The address of what was uploaded."""
        return None, str(answer.at("urls", "get") or "")


def generator() -> HostedGenerator:
    """Replicate as a generator."""
    return HostedGenerator(Replicate())

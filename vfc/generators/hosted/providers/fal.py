"""fal: any of its models, by the schema that it publishes for each.

Wire format: fal-client 1.0 and docs.fal.ai (queue): a request is asked after at the addresses that
its answer names. COMPLETED may be a failure. A model's schema comes from
`fal.ai/api/openapi/queue/openapi.json?endpoint_id=`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vfc.generators.hosted.cards import ModelCard
from vfc.generators.hosted.generator import HostedGenerator
from vfc.generators.hosted.provider import Ask
from vfc.generators.hosted.schemas import card_of_schema, input_of, resolved
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
    value_at,
)
from vfc.generators.secrets import NAMES

WAYS = (("video", "url"), ("images", 0, "url"), ("image", "url"), ("videos", 0, "url"))
PHASES = {"IN_QUEUE": Phase.QUEUED, "IN_PROGRESS": Phase.RUNNING, "COMPLETED": Phase.DONE}


class Fal:
    """fal's queue."""

    name = "fal"
    version = 1
    url = "https://queue.fal.run"
    hosts = ("fal.ai",)
    secrets = NAMES["fal"]
    poll = 2.0

    def cards(self) -> Mapping[str, ModelCard]:
        """None that are known beforehand."""
        return {}

    def headers(self, secrets: Mapping[str, str]) -> Mapping[str, str]:
        """Its key."""
        return {"authorization": f"Key {secrets['FAL_KEY']}"}

    def schema(self, model: str) -> Call:
        """The question for a model's schema."""
        return get("https://fal.ai/api/openapi/queue/openapi.json", endpoint_id=model)

    def card(self, answer: Answer, model: str, kind: str) -> ModelCard | None:
        """The card of a model: what it takes, and by what it gives whether that is a still."""
        document = answer.json()
        body = _body(document, f"/{model}", "post", "requestBody")
        result = _result(document, f"/{model}")
        if not body.get("properties"):
            return None
        gives = result.get("properties", {})
        return card_of_schema(
            document,
            body["properties"],
            body.get("required", []),
            edits=kind == "edit",
            name=model,
            still=kind == "still" or (not kind and "video" not in gives and "videos" not in gives),
            source="fal.ai, the model's OpenAPI",
            date=str(value_at(document, "info", "version") or "as published"),
        )

    def submission(self, ask: Ask) -> Call:
        """A request of the model's own input."""
        return post(f"/{ask.card.name}", input_of(ask))

    def ticket(self, answer: Answer, ask: Ask) -> Ticket | Delivery | None:
        """The request, and where it is asked after."""
        found, url = answer.at("request_id"), answer.at("status_url")
        if not isinstance(found, str) or not isinstance(url, str):
            return None
        return Ticket(id=found, url=url, cancel=str(answer.at("cancel_url") or ""))

    def inquiry(self, ticket: Ticket) -> Call:
        """The question after a request."""
        return get(ticket.url)

    def state(self, answer: Answer) -> TaskState:
        """How a request stands; its result is asked for beside its status."""
        if answer.status == 404:
            return TaskState(phase=Phase.GONE)
        phase = PHASES.get(str(answer.at("status") or ""), Phase.RUNNING)
        error, position = answer.at("error"), answer.at("queue_position")
        if phase is Phase.DONE and error:
            kind = str(answer.at("error_type") or "")
            refusal = Refusal(fault=_fault(kind, str(error)), words=f"{error} {kind}".strip())
            return TaskState(phase=Phase.FAILED, refusal=refusal)
        url = str(answer.at("response_url") or "")
        done = phase is Phase.DONE and url
        return TaskState(
            phase=phase,
            position=position if isinstance(position, int) else None,
            delivery=Delivery(call=get(url), ways=WAYS) if done else None,
        )

    def refusal(self, answer: Answer) -> Refusal | None:
        """What an answer that is no success says."""
        if answer.ok:
            return None
        detail = answer.at("detail")
        kind = str(value_at(detail, 0, "type") or "")
        words = detail if isinstance(detail, str) else str(value_at(detail, 0, "msg") or "")
        fault = _fault(kind, words)
        if fault is Fault.SERVER:
            fault = fault_of(answer.status)
        if "exhausted balance" in words.lower():
            fault = Fault.CREDIT
        return Refusal(fault=fault, words=words)

    def cancellation(self, ticket: Ticket) -> Call:
        """The request that ends what is queued."""
        return Call(method=Method.PUT, path=ticket.cancel)


def _fault(kind: str, words: str) -> Fault:
    moderated = "content_policy" in kind or "content policy" in words.lower()
    return Fault.MODERATED if moderated else Fault.SERVER


def _body(document: Mapping[str, Any], path: str, method: str, part: str) -> dict[str, Any]:
    schema = value_at(
        document, "paths", path, method, part, "content", "application/json", "schema"
    )
    return resolved(schema, document)


def _result(document: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The schema of what a model gives: the answer of its requests."""
    schema = value_at(
        document,
        "paths",
        f"{path}/requests/{{request_id}}",
        "get",
        "responses",
        "200",
        "content",
        "application/json",
        "schema",
    )
    return resolved(schema, document)


def generator() -> HostedGenerator:
    """fal as a generator."""
    return HostedGenerator(Fal())

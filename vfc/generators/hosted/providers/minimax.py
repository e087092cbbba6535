"""MiniMax: Hailuo's videos, by the first API and by that of H3.

Wire format: platform.minimax.io, video generation, query and files. An HTTP 200 whose
`base_resp.status_code` is not 0 is an error. 1026 and 1027 are moderation of what goes in and of
what comes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
    "preparing": Phase.QUEUED,
    "queueing": Phase.QUEUED,
    "processing": Phase.RUNNING,
    "success": Phase.DONE,
    "fail": Phase.FAILED,
}
FAULTS = {
    1002: Fault.BUSY,
    1004: Fault.KEY,
    1008: Fault.CREDIT,
    1013: Fault.SERVER,
    1026: Fault.MODERATED,
    1027: Fault.MODERATED,
    1039: Fault.BUSY,
    2013: Fault.REQUEST,
    2049: Fault.KEY,
}
# what its Director models are told in brackets, by the camera's move
COMMANDS = {
    "static": "Static shot",
    "push in": "Push in",
    "pull out": "Pull out",
    "pan left": "Pan left",
    "pan right": "Pan right",
    "tilt up": "Tilt up",
    "tilt down": "Tilt down",
    "track left": "Truck left",
    "track right": "Truck right",
    "crane up": "Pedestal up",
    "crane down": "Pedestal down",
    "zoom in": "Zoom in",
    "zoom out": "Zoom out",
}


class Minimax:
    """MiniMax's API."""

    name = "minimax"
    version = 1
    url = "https://api.minimax.io"
    secrets = NAMES["minimax"]
    poll = 10.0

    def cards(self) -> Mapping[str, ModelCard]:
        """Its models."""
        return cards_of(self.name)

    def headers(self, secrets: Mapping[str, str]) -> Mapping[str, str]:
        """Its key."""
        return {"authorization": f"Bearer {secrets['MINIMAX_API_KEY']}"}

    def submission(self, ask: Ask) -> Call:
        """A video by the API that its model has."""
        if ask.card.wire.get("v2"):
            return post("/v2/video_generation", _content_body(ask))
        command = COMMANDS.get(ask.move) if ask.card.wire.get("commands") else None
        fixed = ask.card.wire.get("fixed")  # it makes six seconds of 720P, and is not told so
        body: dict[str, Any] = {
            "model": ask.card.name,
            "prompt": f"[{command}] {ask.words}" if command else ask.words,
            **({} if fixed else {"duration": round(ask.seconds)}),
            **ask.only("resolution"),
            "prompt_optimizer": bool(ask.options.get("prompt_optimizer")),
        }
        for role, name in (("first", "first_frame_image"), ("last", "last_frame_image")):
            if medium := ask.media.get(role):
                body[name] = medium.link
        if faces := ask.several("reference"):
            body["subject_reference"] = [
                {"type": "character", "image": [each.link for each in faces]}
            ]
        return post("/v1/video_generation", body)

    def ticket(self, answer: Answer, ask: Ask) -> Ticket | Delivery | None:
        """The task that an answer names."""
        found = answer.at("task_id")
        if not found:
            return None
        path = (
            f"/v2/query/video_generation/{found}"
            if ask.card.wire.get("v2")
            else f"/v1/query/video_generation?task_id={found}"
        )
        return Ticket(id=str(found), url=path)

    def inquiry(self, ticket: Ticket) -> Call:
        """The question after a task."""
        return get(ticket.url)

    def state(self, answer: Answer) -> TaskState:
        """How a task stands; its file is asked for by its id."""
        if answer.status == 404:
            return TaskState(phase=Phase.GONE)
        phase = PHASES.get(str(answer.at("status") or "").lower(), Phase.RUNNING)
        code = answer.at("base_resp", "status_code")
        words = str(answer.at("base_resp", "status_msg") or "")
        if code and code in (1026, 1027):
            refusal = Refusal(fault=Fault.MODERATED, words=words)
            return TaskState(phase=Phase.FAILED, refusal=refusal)
        file, url = (
            answer.at("file_id"),
            answer.at("file", "download_url") or answer.at("video_url"),
        )
        delivery = None
        if url:
            delivery = Delivery(url=str(url))
        elif file:
            call = get("/v1/files/retrieve", file_id=str(file))
            delivery = Delivery(call=call, ways=(("file", "download_url"),))
        failed = phase is Phase.FAILED
        return TaskState(
            phase=phase,
            delivery=delivery,
            refusal=Refusal(fault=Fault.SERVER, words=words) if failed else None,
        )

    def refusal(self, answer: Answer) -> Refusal | None:
        """What `base_resp`, or else the status, says; that a task failed is no refusal."""
        code = answer.at("base_resp", "status_code")
        words = str(answer.at("base_resp", "status_msg") or "")
        if answer.ok and (not code or answer.at("status")):
            return None
        return Refusal(fault=FAULTS.get(code) or fault_of(answer.status), words=words)


def _content_body(ask: Ask) -> dict[str, Any]:
    """The body of H3: words and pictures as a list of contents with roles."""
    content: list[dict[str, Any]] = [{"type": "text", "text": ask.words}]
    for role, name in (("first", "first_frame"), ("last", "last_frame")):
        if medium := ask.media.get(role):
            content.append({"type": "image_url", "image_url": {"url": medium.link}, "role": name})
    content += [
        {"type": "image_url", "image_url": {"url": each.link}, "role": "reference_image"}
        for each in ask.several("reference")
    ]
    return {
        "model": ask.card.name,
        "content": content,
        "duration": round(ask.seconds),
        **ask.only("resolution"),
        "ratio": ask.ratio,
    }


def generator() -> HostedGenerator:
    """MiniMax as a generator."""
    return HostedGenerator(Minimax())

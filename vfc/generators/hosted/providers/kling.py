"""Kling: videos from words, from a first and a last frame.

Wire format: Kling's API reference (`/v1/videos/text2video`, `/v1/videos/image2video`), HS256 tokens
of RFC 7519. On failure the outer `message` still says success: the reason is `task_status_msg`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from vfc.errors import MissingExtra
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

WORDS, IMAGE = "/v1/videos/text2video", "/v1/videos/image2video"
PHASES = {
    "submitted": Phase.QUEUED,
    "processing": Phase.RUNNING,
    "succeed": Phase.DONE,
    "failed": Phase.FAILED,
}
# business codes of the reference, section 3-0
FAULTS = {
    1000: Fault.KEY,
    1001: Fault.KEY,
    1002: Fault.KEY,
    1003: Fault.KEY,
    1004: Fault.KEY,
    1100: Fault.CREDIT,
    1101: Fault.CREDIT,
    1102: Fault.CREDIT,
    1103: Fault.KEY,
    1200: Fault.REQUEST,
    1201: Fault.REQUEST,
    1202: Fault.REQUEST,
    1203: Fault.RETIRED,
    1300: Fault.MODERATED,
    1301: Fault.MODERATED,
    1302: Fault.BUSY,
    1303: Fault.BUSY,
    1304: Fault.KEY,
    5000: Fault.SERVER,
    5001: Fault.BUSY,
    5002: Fault.SERVER,
}
LIFE = 1800  # seconds that a token is good for


class Kling:
    """Kling's own service."""

    name = "kling"
    version = 1
    url = "https://api-singapore.klingai.com"
    secrets = NAMES["kling"]
    poll = 5.0

    def cards(self) -> Mapping[str, ModelCard]:
        """Its models."""
        return cards_of(self.name)

    def headers(self, secrets: Mapping[str, str]) -> Mapping[str, str]:
        """A token for half an hour; MissingExtra where PyJWT is not installed."""
        try:
            import jwt
        except ImportError as error:
            raise MissingExtra("kling needs PyJWT: pip install 'vfc[hosted]'") from error
        now = int(time.time())
        claims = {"iss": secrets["KLING_ACCESS_KEY"], "exp": now + LIFE, "nbf": now - 5}
        token = jwt.encode(claims, secrets["KLING_SECRET_KEY"], algorithm="HS256")
        return {"authorization": f"Bearer {token}"}

    def submission(self, ask: Ask) -> Call:
        """Words alone, or with the frames that it begins and ends on."""
        body: dict[str, Any] = {
            "model_name": ask.card.name,
            "prompt": ask.words,
            "negative_prompt": ask.avoid or None,
            "duration": str(round(ask.seconds)),
            "external_task_id": ask.key,
            **ask.only("mode", "cfg_scale"),
        }
        if control := ask.options.get("camera_control"):
            body["camera_control"] = {"type": control}
        if first := ask.media.get("first"):
            body["image"] = first.base64
            if last := ask.media.get("last"):
                body["image_tail"] = last.base64
        else:
            body["aspect_ratio"] = ask.ratio
        return post(_path(ask), {name: value for name, value in body.items() if value is not None})

    def ticket(self, answer: Answer, ask: Ask) -> Ticket | Delivery | None:
        """The task that an answer names."""
        found = answer.at("data", "task_id")
        return Ticket(id=str(found), url=f"{_path(ask)}/{found}") if found else None

    def inquiry(self, ticket: Ticket) -> Call:
        """The question after a task, below the path that made it."""
        return get(ticket.url)

    def state(self, answer: Answer) -> TaskState:
        """How a task stands."""
        data = answer.at("data") or {}
        phase = PHASES.get(str(data.get("task_status")), Phase.RUNNING)
        if answer.status == 404 or answer.at("code") == 1203:
            return TaskState(phase=Phase.GONE)
        words = str(data.get("task_status_msg") or "")
        if phase is Phase.FAILED:
            moderated = "risk" in words.lower() or "sensitive" in words.lower()
            fault = Fault.MODERATED if moderated else Fault.SERVER
            return TaskState(phase=phase, refusal=Refusal(fault=fault, words=words))
        url = answer.at("data", "task_result", "videos", 0, "url")
        return TaskState(
            phase=phase,
            delivery=Delivery(url=str(url)) if url else None,
            refusal=Refusal(fault=Fault.SERVER, words=words) if words else None,
        )

    def refusal(self, answer: Answer) -> Refusal | None:
        """What its business code, or else the status, says."""
        code, words = answer.at("code"), str(answer.at("message") or "")
        if code in (0, None) and answer.ok:
            return None
        fault = FAULTS.get(code) if isinstance(code, int) else None
        return Refusal(fault=fault or fault_of(answer.status), words=words)

    def searches(self, ask: Ask) -> tuple[Call, ...]:
        """The question for the task of a key."""
        return (get(f"{_path(ask)}/{ask.key}"),)

    def sought(self, answer: Answer, ask: Ask) -> Ticket | None:
        """The task of a key."""
        found = self.ticket(answer, ask) if answer.ok and not answer.at("code") else None
        return found if isinstance(found, Ticket) else None


def _path(ask: Ask) -> str:
    return IMAGE if "first" in ask.media else WORDS


def generator() -> HostedGenerator:
    """Kling as a generator."""
    return HostedGenerator(Kling())

"""Google: Veo's videos and Imagen's stills, on the enterprise platform with an API key.

Wire format: google-genai 3.6 (`predictLongRunning`, `fetchPredictOperation`, `predict`). What its
safety filters take away is told beside a success, as `raiMediaFilteredReasons`.
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
    Medium,
    Phase,
    Refusal,
    TaskState,
    Ticket,
    delivered,
    fault_of,
    post,
    value_at,
)
from vfc.generators.secrets import NAMES

MODELS = "/v1beta1/publishers/google/models"


class Google:
    """Google's platform."""

    name = "google"
    version = 1
    url = "https://aiplatform.googleapis.com"
    secrets = NAMES["google"]
    poll = 10.0

    def cards(self) -> Mapping[str, ModelCard]:
        """Its models."""
        return cards_of(self.name)

    def headers(self, secrets: Mapping[str, str]) -> Mapping[str, str]:
        """Its key."""
        return {"x-goog-api-key": secrets["GOOGLE_API_KEY"]}

    def submission(self, ask: Ask) -> Call:
        """A still at once, or a video that runs."""
        ratio, _, resolution = ask.ratio.partition(" ")
        parameters: dict[str, Any] = {"aspectRatio": ratio, "sampleCount": 1}
        if ask.options.get("person"):
            parameters["personGeneration"] = ask.options["person"]
        if ask.card.still:
            parameters |= {"includeRaiReason": True, "enhancePrompt": False}
            body = {"instances": [{"prompt": ask.words}], "parameters": parameters}
            return post(f"{MODELS}/{ask.card.name}:predict", body)
        parameters |= {
            "durationSeconds": round(ask.seconds),
            "resolution": resolution,
            "generateAudio": bool(ask.options.get("audio", True)),
        }
        if ask.seed is not None:
            parameters["seed"] = ask.seed
        if ask.avoid:
            parameters["negativePrompt"] = ask.avoid
        instance: dict[str, Any] = {"prompt": ask.words}
        for role, name in (("first", "image"), ("last", "lastFrame")):
            if medium := ask.media.get(role):
                instance[name] = _image(medium)
        if references := ask.several("reference"):
            instance["referenceImages"] = [
                {"image": _image(each), "referenceType": "ASSET"} for each in references
            ]
        body = {"instances": [instance], "parameters": parameters}
        return post(f"{MODELS}/{ask.card.name}:predictLongRunning", body)

    def ticket(self, answer: Answer, ask: Ask) -> Ticket | Delivery | None:
        """The operation of a video; of a still its bytes."""
        if ask.card.still:
            return _bytes(answer.at("predictions", 0))
        found = answer.at("name")
        model = f"{MODELS}/{ask.card.name}"
        return Ticket(id=found, url=f"{model}:fetchPredictOperation") if found else None

    def inquiry(self, ticket: Ticket) -> Call:
        """The question after an operation."""
        return post(ticket.url, {"operationName": ticket.id})

    def state(self, answer: Answer) -> TaskState:
        """How an operation stands."""
        if answer.status == 404:
            return TaskState(phase=Phase.GONE)
        if not answer.at("done"):
            return TaskState(phase=Phase.RUNNING)
        if error := answer.at("error"):
            words = str(value_at(error, "message") or "")
            return TaskState(phase=Phase.FAILED, refusal=Refusal(fault=_fault(words), words=words))
        # another of its APIs has it one level deeper
        ways = (("response",), ("response", "generateVideoResponse"))
        filtered = next(
            (told for way in ways if (told := answer.at(*way, "raiMediaFilteredReasons", 0))), None
        )
        video = answer.at("response", "videos", 0)
        delivery = _bytes(video)
        if delivery is None and filtered:
            refusal = Refusal(fault=Fault.MODERATED, words=str(filtered))
            return TaskState(phase=Phase.FAILED, refusal=refusal)
        return TaskState(phase=Phase.DONE, delivery=delivery)

    def refusal(self, answer: Answer) -> Refusal | None:
        """What an answer that is no success says; of a still, that it was filtered."""
        filtered = answer.at("predictions", 0, "raiFilteredReason")
        if answer.ok:
            return Refusal(fault=Fault.MODERATED, words=str(filtered)) if filtered else None
        words = str(answer.at("error", "message") or "")
        status = str(answer.at("error", "status") or "")
        fault = Fault.BUSY if status == "RESOURCE_EXHAUSTED" else fault_of(answer.status)
        if "API key" in words:
            fault = Fault.KEY
        return Refusal(fault=fault, words=words)


def _image(medium: Medium) -> dict[str, str]:
    return {"bytesBase64Encoded": medium.base64, "mimeType": medium.mime}


def _bytes(found: Any) -> Delivery | None:
    return delivered(value_at(found, "bytesBase64Encoded"))


def _fault(words: str) -> Fault:
    told = words.lower()
    refused = any(word in told for word in ("safety", "responsible ai", "sensitive", "usage guid"))
    return Fault.MODERATED if refused else Fault.SERVER


def generator() -> HostedGenerator:
    """Google as a generator."""
    return HostedGenerator(Google())

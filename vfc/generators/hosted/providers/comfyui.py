"""ComfyUI: any workflow of its API format, on a server of one's own.

Wire format: ComfyUI's server (`/prompt`, `/queue`, `/history`, `/view`, `/upload/image`,
`/interrupt`, `/ws`). The id of a prompt is ours, so that what was sent is found again.
"""

from __future__ import annotations

import hashlib
import json
import threading
import uuid
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager

from vfc.generators.hosted.cards import ModelCard
from vfc.generators.hosted.provider import Ask
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
from vfc.generators.hosted.workflows import (
    CLIENT,
    HistoryFiles,
    WorkflowGenerator,
    asked_of,
    files_of,
    filled,
    graph_of,
)

LONGEST = 600  # characters of a fault that are told


class ComfyUI:
    """A ComfyUI server."""

    name = "comfyui"
    version = 1
    url = "http://127.0.0.1:8188"
    secrets: tuple[str, ...] = ()
    poll = 1.0

    def cards(self) -> Mapping[str, ModelCard]:
        """None: a workflow says what it can do."""
        return {}

    def headers(self, secrets: Mapping[str, str]) -> Mapping[str, str]:
        """None."""
        return {}

    def submission(self, ask: Ask) -> Call:
        """The workflow with the words, numbers and pictures in their places."""
        graph = filled(graph_of(ask.card), ask)
        # it comes back with the history, to whoever asks there
        return post(
            "/prompt",
            {
                "prompt": graph,
                "client_id": CLIENT,
                "prompt_id": _id(ask),
                "extra_data": {CLIENT: asked_of(ask)},
            },
        )

    def ticket(self, answer: Answer, ask: Ask) -> Ticket | Delivery | None:
        """The prompt, with the node that its result comes from."""
        found = answer.at("prompt_id")
        return _ticket(found, ask) if isinstance(found, str) else None

    def inquiry(self, ticket: Ticket) -> Call:
        """The question after a prompt; it is told once it has ended."""
        return get(f"/history/{ticket.id}")

    def state(self, answer: Answer) -> TaskState:
        """How a prompt stands."""
        for entry in answer.json().values():
            words = _error(entry)
            if words:
                return TaskState(
                    phase=Phase.FAILED, refusal=Refusal(fault=Fault.SERVER, words=words)
                )
            files = files_of(entry)
            if files.still and len(files.urls) > 1:
                words = (
                    f"{len(files.urls)} pictures came, and one still was asked for: have the "
                    "workflow make one, or name the node that saves it with 'output'"
                )
                refusal = Refusal(fault=Fault.REQUEST, words=words)
                return TaskState(phase=Phase.FAILED, refusal=refusal)
            return TaskState(phase=Phase.DONE, delivery=_delivery(files))
        return TaskState(phase=Phase.RUNNING, text="in the queue")

    def refusal(self, answer: Answer) -> Refusal | None:
        """What the server does not take: a node or a model that it has not, told by node."""
        if answer.ok:
            return None
        errors = answer.at("node_errors")
        told = [
            f"node {number} ({value_at(each, 'class_type')}): {value_at(error, 'details')}"
            for number, each in (errors.items() if isinstance(errors, dict) else ())
            for error in value_at(each, "errors") or ()
        ]
        own = f"{answer.at('error', 'message') or ''} {answer.at('error', 'details') or ''}".strip()
        return Refusal(
            fault=fault_of(answer.status), words="; ".join([own, *told])[:LONGEST].strip("; ")
        )

    def searches(self, ask: Ask) -> tuple[Call, ...]:
        """The queue, then what has ended."""
        return get("/queue"), get(f"/history/{_id(ask)}")

    def sought(self, answer: Answer, ask: Ask) -> Ticket | None:
        """The prompt, where it waits, runs or has ended."""
        found = _id(ask)
        waiting = [
            value_at(each, 1)
            for name in ("queue_running", "queue_pending")
            for each in answer.at(name) or ()
        ]
        return _ticket(found, ask) if found in waiting or found in answer.json() else None

    def cancellation(self, ticket: Ticket) -> Call:
        """The request that interrupts a prompt."""
        return post("/interrupt", {"prompt_id": ticket.id})

    def uploads(self, medium: Medium) -> bool:
        """Always: a graph names files."""
        return True

    def upload(self, medium: Medium) -> Call:
        """The form that brings a picture, under a name that its bytes decide."""
        ending = medium.mime.partition("/")[2].replace("jpeg", "jpg")
        name = f"vfc-{hashlib.sha256(medium.data).hexdigest()[:32]}.{ending}"
        return Call(
            method=Method.POST,
            path="/upload/image",
            fields={"overwrite": "true", "type": "input"},
            files=(("image", (name, medium.data, medium.mime)),),
        )

    def stored(self, answer: Answer, medium: Medium) -> tuple[Call | None, str]:
        """The name that a node is given."""
        folder, name = str(answer.at("subfolder") or ""), str(answer.at("name") or "")
        return None, f"{folder}/{name}" if folder else name

    @contextmanager
    def watched(self, url: str, ticket: Ticket) -> Generator[Callable[[], str]]:
        """The steps of the node that runs, as the server tells them on its socket; nothing where
        websockets is not installed or the socket does not open.
        """
        try:
            from websockets.sync.client import connect
        except ImportError:
            yield str
            return
        told = {"": ""}
        ended = threading.Event()

        def listen() -> None:
            address = url.replace("http", "ws", 1) + f"/ws?clientId={CLIENT}"
            try:
                with connect(address, open_timeout=5, max_size=64 << 20) as socket:
                    while not ended.is_set():
                        try:
                            message = socket.recv(timeout=0.25)
                        except TimeoutError:
                            continue
                        told[""] = _progress(message, ticket.id) or told[""]
            except Exception:  # whatever a socket raises, the history tells the end
                return

        thread = threading.Thread(target=listen, daemon=True, name="vfc comfyui")
        thread.start()
        try:
            yield lambda: told[""]
        finally:
            ended.set()


def _id(ask: Ask) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, ask.key))


def _ticket(found: str, ask: Ask) -> Ticket:
    return Ticket(id=found)


def _progress(message: str | bytes, prompt: str) -> str:
    """How far a prompt is, as a message of the socket says; '' of another."""
    if isinstance(message, bytes):
        return ""
    found = Answer(status=200, headers={}, body=message.encode()).json()
    data = found.get("data")
    if found.get("type") != "progress" or value_at(data, "prompt_id") not in (prompt, None):
        return ""
    return (
        f"node {value_at(data, 'node')}, step {value_at(data, 'value')} of {value_at(data, 'max')}"
    )


def _error(entry: object) -> str:
    """What went wrong in a prompt that has ended; '' where nothing did."""
    if value_at(entry, "status", "status_str") != "error":
        return ""
    for kind, data in value_at(entry, "status", "messages") or ():
        if kind == "execution_error":
            return (
                f"node {value_at(data, 'node_id')} ({value_at(data, 'node_type')}): "
                f"{value_at(data, 'exception_message')}"
            )[:LONGEST]
        if kind == "execution_interrupted":
            return "it was interrupted"
    return json.dumps(value_at(entry, "status"))[:LONGEST]


def _delivery(files: HistoryFiles) -> Delivery | None:
    if len(files.urls) > 1:
        return Delivery(pictures=files.urls, rate=files.rate, own=True)
    return Delivery(url=files.urls[0], own=True) if files.urls else None


def generator() -> WorkflowGenerator:
    """ComfyUI as a generator."""
    return WorkflowGenerator(ComfyUI())

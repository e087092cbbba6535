"""What goes to a provider and what comes back, as values: calls, answers, tickets, states."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from vfc.generators.api import Price


class Method(StrEnum):
    """What a call does."""

    GET = "GET"
    POST = "POST"
    PUT = "PUT"
    DELETE = "DELETE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One HTTP request: a path below the provider's address, or a whole address.

    Its body is JSON, or a form (multipart/form-data) of `fields` and `files` (a field each with
    name, bytes, MIME type), or raw `data`. `foreign` ones, such as those to a storage, carry none
    of the provider's own headers.
    """

    method: Method
    path: str
    body: Any = None
    fields: Mapping[str, str] = field(default_factory=dict[str, str])
    files: tuple[tuple[str, tuple[str, bytes, str]], ...] = ()
    data: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    foreign: bool = False


def get(path: str, **query: str) -> Call:
    """A question."""
    return Call(method=Method.GET, path=path, query=query)


def post(path: str, body: Any, **headers: str) -> Call:
    """A request with a JSON body."""
    return Call(method=Method.POST, path=path, body=body, headers=headers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An HTTP answer: its status, headers with names in lower case, and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def ok(self) -> bool:
        """Whether the status is one of success."""
        return 200 <= self.status < 300

    def json(self) -> dict[str, Any]:
        """The body as a map; {} where it is no JSON map."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def at(self, *way: str | int) -> Any:
        """The value at the end of a way of names and numbers into the JSON; None where it ends
        before.
        """
        return value_at(self.json(), *way)


def value_at(value: Any, *way: str | int) -> Any:
    """The value at the end of a way of names and numbers into maps and lists; None where it ends
    before.
    """
    for part in way:
        if isinstance(value, dict) and isinstance(part, str):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and -len(value) <= part < len(value):
            value = value[part]
        else:
            return None
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A picture or a clip that goes with a request: its bytes and MIME type; once it was uploaded,
    the `uri` under which the provider has it.
    """

    mime: str
    data: bytes = field(repr=False)
    uri: str = ""

    @property
    def base64(self) -> str:
        """The bytes as base64."""
        return base64.b64encode(self.data).decode("ascii")

    @property
    def link(self) -> str:
        """Where the provider finds it: its uri, or all of it as a data URI."""
        return self.uri or f"data:{self.mime};base64,{self.base64}"


class Phase(StrEnum):
    """How a task stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    GONE = "gone"  # the provider does not know it any more


class Fault(StrEnum):
    """Why a provider refuses, or a task fails."""

    MODERATED = "moderated"
    CREDIT = "credit"
    KEY = "key"
    RETIRED = "retired"
    PROMPT = "prompt"
    REQUEST = "request"
    BUSY = "busy"
    SERVER = "server"


BY_STATUS = {
    401: Fault.KEY,
    402: Fault.CREDIT,
    403: Fault.KEY,
    404: Fault.RETIRED,
    410: Fault.RETIRED,
    413: Fault.REQUEST,
    429: Fault.BUSY,
    503: Fault.BUSY,
}


def fault_of(status: int) -> Fault:
    """What a status of HTTP says where the answer says nothing better."""
    return BY_STATUS.get(status, Fault.SERVER if status >= 500 else Fault.REQUEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A fault in the provider's own words."""

    fault: Fault
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A task as the provider knows it: its id, and where it is asked after or cancelled, and what
    it is expected to cost, where the answer said so. `firm`: once it is done, that was billed.
    """

    id: str
    url: str = ""
    cancel: str = ""
    expected: Price | None = None
    firm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Where a result lies: its bytes already, an address, or a call that answers with the address
    (`call`, and the `ways` to it in the answer, of which one leads to it); or the addresses of
    `pictures`, which are its frames, so many a second (`rate`). `own`: the address wants the
    provider's headers. `billed` is of one that an answer to a submission brings.
    """

    url: str = ""
    data: bytes = field(default=b"", repr=False)
    call: Call | None = None
    ways: tuple[tuple[str | int, ...], ...] = ()
    pictures: tuple[str, ...] = ()
    rate: float = 0.0
    own: bool = False
    billed: Price | None = None


def delivered(data: Any, billed: Price | None = None) -> Delivery | None:
    """What an answer brings as base64, and what was billed for it; None of what is none."""
    try:
        return Delivery(data=base64.b64decode(data, validate=True), billed=billed)
    except (binascii.Error, TypeError, ValueError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskState:
    """How a task stands: its progress from 0 to 1, its place in a queue, what it made, why it
    failed, what was billed.
    """

    phase: Phase
    progress: float | None = None
    position: int | None = None
    text: str = ""  # what to tell beside, such as THROTTLED
    delivery: Delivery | None = None
    refusal: Refusal | None = None
    billed: Price | None = None

"""Servers on loopback that speak a provider's documented wire format, with faults on call.

A `Service` is a subclass with routes; it keeps a ledger of what it began and billed, by the key
that it was sent under. Faults are asked for by the test: `service.fault("POST /v1/videos", ...)`.
That it speaks truly is shown by the provider's own SDK run against it.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import numpy
from PIL import Image

from vfc.film.timing import Size
from vfc.media.video.mezzanine import write_mezzanine


@dataclass
class Incoming:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]  # names in lower case
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body or b"null")


@dataclass
class Reply:
    """What is answered: JSON, or bytes."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    data: bytes | None = None

    def bytes(self) -> bytes:
        return json.dumps(self.body).encode() if self.data is None else self.data


@dataclass
class Made:
    """A task of the service: what was asked, since when it runs, how it stands."""

    id: str
    key: str
    asked: Any
    kind: str = "video"
    began: float = field(default_factory=time.monotonic)
    looks: int = 0  # how often it was asked after
    cancelled: bool = False
    failure: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass
class Fault:
    """What goes wrong once, at the next request that a route matches.

    `reply`: this is answered, and nothing begun. `lost`: the request is served, and its answer
    never sent. `cut`: half of the answer is sent. `slow`: seconds before the answer.
    """

    route: str
    reply: Reply | None = None
    lost: bool = False
    cut: bool = False
    slow: float = 0.0
    times: int = 1


class Service:
    """A provider's server. Subclasses have `serve(request) -> Reply`; `looks` is how often a task
    is asked after until it is done.
    """

    looks = 1

    def __init__(self) -> None:
        self.tasks: dict[str, Made] = {}
        self.billed: list[str] = []  # the id of each task that was paid, once each time
        self.seen: list[Incoming] = []
        self.faults: list[Fault] = []
        self.fail_next = ""  # the failure of the next task, in the provider's words
        self.lock = threading.RLock()
        self.url = ""

    # ── what tests ask for ─────────────────────────────────────────────────────────────────────

    def fault(self, route: str, reply: Reply | None = None, **how: Any) -> None:
        """Have a fault at the next request whose `METHOD PATH` begins with the route."""
        self.faults.append(Fault(route, reply, **how))

    def asked(self, method: str) -> list[Incoming]:
        """The requests of a method that came, in order."""
        return [each for each in self.seen if each.method == method]

    # ── what services use ──────────────────────────────────────────────────────────────────────

    def serve(self, request: Incoming) -> Reply:
        raise NotImplementedError

    def begin(self, key: str, asked: Any, kind: str = "video") -> Made:
        """A new task, which is billed."""
        task = Made(id=f"task-{len(self.tasks) + 1}", key=key, asked=asked, kind=kind)
        task.failure, self.fail_next = self.fail_next, ""
        self.tasks[task.id] = task
        self.billed.append(task.id)
        return task

    def look(self, task: Made) -> bool:
        """Whether a task is done, at this look."""
        task.looks += 1
        return task.looks > self.looks

    def file_url(self, task: Made) -> str:
        """Where what a task made lies."""
        return f"{self.url}/files/{task.id}"

    def file_of(self, task: Made) -> Reply:
        """What a task made."""
        if task.kind == "still":
            return Reply(data=still(), headers={"content-type": "image/png"})
        seconds = float(self.seconds(task.asked))
        return Reply(
            data=video(seconds, sound=task.kind == "sound"), headers={"content-type": "video/mp4"}
        )

    def seconds(self, asked: Any) -> float:
        """How long the video of a request is."""
        return float(asked.get("duration", 5))

    def messages(self) -> list[str]:
        """What is sent to whoever opens a socket."""
        return []

    # ── inside ─────────────────────────────────────────────────────────────────────────────────

    def answer(self, request: Incoming) -> tuple[Reply, Fault | None]:
        with self.lock:
            self.seen.append(request)
            fault = self._due(f"{request.method} {request.path}")
            if fault is not None and fault.reply is not None:
                return fault.reply, fault
            if request.path.startswith("/files/") and request.method == "GET":
                task = self.tasks.get(request.path.removeprefix("/files/"))
                return (self.file_of(task) if task else Reply(404)), fault
            return self.serve(request), fault

    def _due(self, route: str) -> Fault | None:
        for fault in self.faults:
            if route.startswith(fault.route):
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
                return fault
        return None


@contextmanager
def serving(service: Service) -> Iterator[Service]:
    """A service on a port of loopback, `service.url` its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(service))
    server.daemon_threads = True
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()


def _handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else an answer waits 40 ms for what acknowledges its head

        def respond(self) -> None:
            if self.headers.get("upgrade", "").lower() == "websocket":
                self._talk()
                return
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length) if length else b""
            if self.headers.get("transfer-encoding", "").lower() == "chunked":
                body = b"".join(self._chunks())
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Incoming(
                self.command, parts.path, dict(parse_qsl(parts.query)), headers, body
            )
            reply, fault = service.answer(request)
            if fault is not None and fault.slow:
                time.sleep(fault.slow)
            if fault is not None and fault.lost:
                self.close_connection = True
                return
            self._send(reply, cut=fault is not None and fault.cut)

        def _talk(self) -> None:
            """Open a socket (RFC 6455) and send what the service says there, until it is closed."""
            nonce = self.headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
            accept = base64.b64encode(hashlib.sha1(nonce.encode()).digest()).decode()
            self.send_response(101)
            for name, value in (
                ("Upgrade", "websocket"),
                ("Connection", "Upgrade"),
                ("Sec-WebSocket-Accept", accept),
            ):
                self.send_header(name, value)
            self.end_headers()
            for message in service.messages():
                data = message.encode()
                head = (
                    bytes([0x81, len(data)])
                    if len(data) < 126
                    else bytes([0x81, 126]) + len(data).to_bytes(2, "big")
                )
                self.wfile.write(head + data)
                self.wfile.flush()
            self.close_connection = True
            with contextlib.suppress(OSError):
                while self.rfile.read(1):
                    pass

        def _chunks(self) -> Iterator[bytes]:
            while size := int(self.rfile.readline().split(b";")[0], 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()

        def _send(self, reply: Reply, cut: bool) -> None:
            data = reply.bytes()
            self.send_response_only(reply.status)
            headers = {"content-type": "application/json", "content-length": str(len(data))}
            headers |= {"date": self.date_time_string()}
            for name, value in (headers | reply.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if cut else data)
            if cut:
                self.close_connection = True

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = respond

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@cache
@cache
def video(seconds: float, *, rate: int = 8, sound: bool = False) -> bytes:
    """A small video of so many seconds, its frames brighter and brighter; with `sound` a tone."""
    import tempfile

    size = Size(64, 36)
    frames = round(seconds * rate)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "video.mp4"
        from fractions import Fraction

        write_mezzanine(
            path,
            (numpy.full((36, 64, 3), 40 + index % 160, numpy.uint8) for index in range(frames)),
            size=size,
            rate=Fraction(rate),
        )
        return _with_tone(path, seconds) if sound else path.read_bytes()


def _with_tone(path: Path, seconds: float) -> bytes:
    import av

    out = BytesIO()
    with av.open(str(path)) as source, av.open(out, "w", format="mp4") as target:
        video_in = source.streams.video[0]
        video_out = target.add_stream_from_template(video_in)
        tone = target.add_stream("aac", rate=48000, layout="stereo")
        for packet in source.demux(video_in):
            if packet.dts is not None:
                packet.stream = video_out
                target.mux(packet)
        count = round(seconds * 48000)
        wave = 0.25 * numpy.sin(numpy.arange(count) * 2 * numpy.pi * 440 / 48000)
        samples = numpy.stack([wave, wave]).astype(numpy.float32)
        for start in range(0, count, 1024):
            frame = av.AudioFrame.from_ndarray(
                numpy.ascontiguousarray(samples[:, start : start + 1024]),
                format="fltp",
                layout="stereo",
            )
            frame.rate, frame.pts = 48000, start
            target.mux(tone.encode(frame))
        target.mux(tone.encode(None))
    return out.getvalue()


@cache
def still(colour: tuple[int, int, int] = (200, 80, 40)) -> bytes:
    """A small PNG of one colour."""
    file = BytesIO()
    Image.new("RGB", (64, 36), colour).save(file, "PNG")
    return file.getvalue()


@cache
def is_picture(data: bytes) -> bool:
    """Whether bytes are a whole picture."""
    try:
        Image.open(BytesIO(data)).load()
    except (OSError, SyntaxError):
        return False
    return True


def unpacked(text: str) -> bytes:
    """The bytes of a base64 text; b'' of one that is none."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


Route = Callable[[Incoming], Reply]

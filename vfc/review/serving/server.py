"""The server: a port, the film followed beside it, an orderly end."""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from vfc.errors import UsageError
from vfc.project.collecting import resume
from vfc.project.workspace import Workspace
from vfc.review.model.reading import FilmReading
from vfc.review.pages.page import Desk
from vfc.review.serving.app import review_app
from vfc.review.serving.security import Guard

LOOPBACK = "127.0.0.1"
SHORTEST = 16  # characters of a token that somebody gives
GRACE = 1  # seconds for answers that are under way when the server ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Where a review is served: on loopback, unless a `host` and a token are given; `port` 0 is any
    that is free. `edit`: its pages may change the film.
    """

    host: str = ""
    port: int = 0
    token: str = ""
    edit: bool = False

    def checked(self) -> Listening:
        """Itself with a token; UsageError where it would let in whoever is on the network."""
        if self.host and not is_loopback(self.host) and len(self.token) < SHORTEST:
            raise UsageError(
                f"--host {self.host} lets others on the network ask: give a token of {SHORTEST} "
                f"characters or more with --token, or in VFC_REVIEW_TOKEN"
            )
        if self.token and len(self.token) < SHORTEST:
            raise UsageError(f"a token has {SHORTEST} characters or more")
        token = self.token or secrets.token_urlsafe(24)
        return Listening(host=self.host, port=self.port, token=token, edit=self.edit)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone."""
    return host == "localhost" or host.startswith("127.") or host == "::1"


class ReviewServer:
    """A film's review on a port that is open from the beginning; `address` is what a browser
    opens.
    """

    def __init__(self, workspace: Workspace, wanted: Listening):
        wanted = wanted.checked()
        host = wanted.host or LOOPBACK
        self.socket = _opened(host, wanted.port)
        port = self.socket.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        shown = LOOPBACK if host in ("0.0.0.0", "::") else shown
        self._root = f"http://{shown}:{port}/"
        self.address = f"{self._root}?token={wanted.token}"
        names = {host.lower(), socket.gethostname().lower()} if wanted.host else set()
        self.guard = Guard(token=wanted.token, port=port, names=names)
        self.reading = FilmReading(workspace)
        self.desk = Desk(workspace=workspace, reading=self.reading, edit=wanted.edit)
        config = uvicorn.Config(
            review_app(self.desk, self.guard),
            log_config=None,
            access_log=False,
            server_header=False,
            ws="none",
            lifespan="off",
            timeout_graceful_shutdown=GRACE,
        )
        self._server = _Server(config, self.desk.build.close)
        self._stop = threading.Event()

    def run(self, begun: Callable[[], None] = lambda: None) -> None:
        """Serve until Ctrl-C or `stop`; `begun` is called once requests are answered."""
        resume()
        follower = threading.Thread(target=self.reading.follow, args=(self._stop,), daemon=True)
        follower.start()
        begun()
        try:
            self._server.run(sockets=[self.socket])
        finally:
            self._stop.set()
            self.desk.build.end()
            self.socket.close()
            follower.join(GRACE)

    def opened_once(self) -> str:
        """An address that opens the review one time."""
        token = secrets.token_urlsafe(24)
        self.guard.once.add(token)
        return f"{self._root}?token={token}"

    def stop(self) -> None:
        """End it from another thread."""
        self._server.should_exit = True


class _Server(uvicorn.Server):
    """A server that says when it ends, so that answers which go on and on end before."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None]):
        super().__init__(config)
        self._ending = ending

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let answers end, then the server."""
        self._ending()
        await super().shutdown(sockets)


@contextmanager
def serving(workspace: Workspace, wanted: Listening = Listening()) -> Iterator[ReviewServer]:
    """A server in a thread of its own, for as long as it is wanted."""
    server = ReviewServer(workspace, wanted)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()


def _opened(host: str, port: int) -> socket.socket:
    """A socket that listens; UsageError where it cannot."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        opened = socket.socket(found[0], socket.SOCK_STREAM)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(found[4])
        opened.listen(128)
    except OSError as error:
        where = f"{host}:{port}" if port else host
        raise UsageError(
            f"{where} cannot be listened on: {error.strerror or error}; "
            f"leave --port out for any that is free"
        ) from error
    return opened

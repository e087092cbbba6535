"""A hub on 127.0.0.1 that speaks what huggingface_hub asks of one, and breaks as a test wants."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit


def commit_of(number: int) -> str:
    """A commit's name: forty hexadecimal digits."""
    return hashlib.sha1(str(number).encode()).hexdigest()


class LoopbackHub:
    """Models by name, each with files by commit and its branches; what was served is counted in
    bytes.

    `breaks` are (file, bytes): the connection is dropped once after so many; after those of `falls`
    the file is refused too, after those of `holds` nothing more comes. `refuses` files answer 503.
    `spoils` are served with other bytes of the same length. `claims` are sizes that the list tells.
    `rangeless`: whole files alone are given. `wants` is a token without which nothing is shown,
    `gates` one without which models are listed and no file is given.
    """

    def __init__(self):
        self.commits: dict[tuple[str, str], Mapping[str, bytes]] = {}
        self.branches: dict[tuple[str, str], str] = {}
        self.breaks: dict[str, int] = {}
        self.falls: dict[str, int] = {}
        self.holds: dict[str, int] = {}
        self.refuses: set[str] = set()
        self.spoils: set[str] = set()
        self.claims: dict[str, int] = {}
        self.rangeless = False
        self.wants = ""
        self.gates = ""
        self.closed = threading.Event()
        self.served: dict[str, int] = {}
        self.ranges: list[str] = []
        self.asked: list[str] = []
        self.address = ("", 0)
        self.endpoint = ""

    def add(
        self, model: str, commit: str, files: Mapping[str, bytes], branch: str = "main"
    ) -> None:
        """Give a model a commit, and move a branch to it."""
        self.commits[model, commit] = dict(files)
        self.branches[model, branch] = commit

    def listing(self, model: str, revision: str) -> dict | None:
        """What `/api/models/MODEL/revision/REVISION?blobs=true` answers."""
        commit = self.branches.get((model, revision), revision)
        files = self.commits.get((model, commit))
        if files is None:
            return None
        return {
            "id": model,
            "sha": commit,
            "siblings": [
                _sibling(name, data, self.claims.get(name, len(data)))
                for name, data in files.items()
            ],
        }


def digest_of(name: str, data: bytes) -> str:
    """The digest that the hub knows a file by: SHA-256 of a large one, git's of a text."""
    small = name.endswith((".json", ".txt", ".model", ".py", ".md"))
    return (
        hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
        if small
        else hashlib.sha256(data).hexdigest()
    )


def _sibling(name: str, data: bytes, size: int) -> dict:
    digest = digest_of(name, data)
    large = (
        {"lfs": {"sha256": digest, "size": size, "pointerSize": 130}} if len(digest) == 64 else {}
    )
    return {"rfilename": name, "size": size, "blobId": digest[:40], **large}


def _handler(hub: LoopbackHub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            hub.asked.append(path)
            given = self.headers.get("Authorization")
            if hub.wants and given != f"Bearer {hub.wants}":
                self._answer(401, f"no {given}".encode(), {"X-Error-Message": f"no {given}"})
                return
            listed = re.fullmatch(r"/api/models/(.+)/revision/(.+)", path)
            if listed:
                found = hub.listing(*listed.groups())
                if found is None:
                    known = any(model == listed[1] for model, _ in hub.commits)
                    self._answer(
                        404,
                        b"{}",
                        {"X-Error-Code": "RevisionNotFound" if known else "RepoNotFound"},
                    )
                else:
                    self._answer(200, json.dumps(found).encode())
                return
            model, revision, name = re.fullmatch(r"/(.+)/resolve/([^/]+)/(.+)", path).groups()
            commit = hub.branches.get((model, revision), revision)
            if hub.gates and given != f"Bearer {hub.gates}":
                self._answer(403, f"no {given}".encode(), {"X-Error-Code": "GatedRepo"})
                return
            self._file(model, commit, name)

        do_HEAD = do_GET

        def _file(self, model: str, commit: str, name: str) -> None:
            if name in hub.refuses:
                self._answer(503, b"busy")
                return
            data = hub.commits[model, commit][name]
            if self.command == "HEAD":
                self._head(
                    200, len(data), {"ETag": f'"{digest_of(name, data)}"', "X-Repo-Commit": commit}
                )
                return
            if name in hub.spoils:
                data = bytes(255 - each for each in data)
            asked = (
                None
                if hub.rangeless
                else re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
            )
            start = int(asked[1]) if asked else 0
            if asked:
                hub.ranges.append(f"{name} {start}")
            cut = hub.breaks.pop(name, hub.falls.get(name, hub.holds.get(name)))
            if name in hub.falls:
                hub.refuses.add(name)
            self._head(206 if asked else 200, len(data) - start)
            rest = data[start:] if cut is None else data[start:cut]
            hub.served[name] = hub.served.get(name, 0) + len(rest)
            self.wfile.write(rest)
            if name in hub.holds:
                hub.closed.wait()
            self.close_connection = self.close_connection or cut is not None

        def _answer(self, status: int, body: bytes, more: Mapping[str, str] | None = None) -> None:
            self._head(status, len(body), more)
            self.wfile.write(body)

        def _head(self, status: int, length: int, more: Mapping[str, str] | None = None) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(length))
            for name, value in (more or {}).items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def serving() -> Iterator[LoopbackHub]:
    """A hub that answers while the block runs."""
    hub = LoopbackHub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    server.daemon_threads = True
    hub.address = server.server_address[:2]
    hub.endpoint = f"http://127.0.0.1:{hub.address[1]}"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    try:
        yield hub
    finally:
        hub.closed.set()
        server.shutdown()
        server.server_close()
        thread.join()

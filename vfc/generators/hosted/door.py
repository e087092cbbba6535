"""The door to a provider: every request that leaves, every file that comes.

Its address is the provider's own, or that of the variable `VFC_NAME_URL`; no film can say another.
"""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from vfc.errors import GeneratorError, MissingExtra
from vfc.generators.hosted.provider import Provider
from vfc.generators.hosted.wire import Answer, Call, Method
from vfc.generators.secrets import secrets_of, without

if TYPE_CHECKING:
    import ssl

    import httpx

CONNECT, READ = 15.0, 120.0  # seconds
LARGEST_ANSWER = 256 << 20  # bytes; a still may come inside of one
LARGEST_FILE = 16 << 30  # bytes
CHUNK = 1 << 20
TRIES = 6
HOPS = 5
WAITED = {429, 500, 502, 503, 504}  # answers to a question after which it is asked again

Wait = Callable[[float], None]  # waits so many seconds; raises where that has no sense any more


class Unreached(Exception):
    """A request never left: nobody has it."""


class Unanswered(Exception):
    """A request left, and no answer came: whether it arrived is not known."""


class Undelivered(Exception):
    """A file did not come; `expired`: its address is no more."""

    def __init__(self, text: str, *, expired: bool = False):
        super().__init__(text)
        self.expired = expired


class Door:
    """The door to one provider; `wait` is how it waits between two tries.

    GeneratorError where its keys are not there, MissingExtra where httpx is not installed.
    """

    def __init__(self, provider: Provider, wait: Wait):
        self.provider, self.wait = provider, wait
        other = os.environ.get(variable(provider.name), "").strip()
        self.elsewhere, self.url = bool(other), (other or provider.url).rstrip("/")
        self._check_address()
        self._secrets = secrets_of(provider.name, provider.secrets)
        self._client = _client()

    def _check_address(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("https", "http") or not parts.hostname:
            raise GeneratorError(f"{variable(self.provider.name)} is no address: {self.url}")

    def clean(self, text: object) -> str:
        """A text on one line without secrets, control characters or what signs an address."""
        plain = "".join(each if each.isprintable() else " " for each in str(text))
        return " ".join(without(plain, self._secrets).split())[:500]

    def ask(self, call: Call) -> Answer:
        """The answer to a question, asked again while the provider is busy or cannot be reached;
        GeneratorError where it stays so.
        """
        told, heed = "", 0.0
        for attempt in range(TRIES):
            if attempt:
                self.wait(pause(attempt, heed))
            try:
                answer = self._sent(call)
            except (Unreached, Unanswered) as error:
                told, heed = str(error), 0.0
                continue
            if answer.status not in WAITED or attempt == TRIES - 1:
                return answer
            heed = seconds_to_wait(answer)
        raise GeneratorError(f"{self.provider.name} cannot be asked: {self.clean(told)}")

    def send(self, call: Call) -> Answer:
        """The answer to a request that may cost, sent once; Unreached, or Unanswered."""
        return self._sent(call)

    def fetch(self, url: str, target: Path, *, own: bool = False) -> str:
        """Bring a file's bytes to `target`, and its MIME type; Undelivered where they do not come
        whole.
        """
        url = self._address(url)
        for _ in range(HOPS):
            self._check_source(url)
            onward, kind = self._fetched(url, target, own)
            if not onward:
                return kind
            url = onward
        raise Undelivered("its address leads on and on")

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()

    # ── inside ─────────────────────────────────────────────────────────────────────────────────

    def _address(self, path: str) -> str:
        """The whole address of a call; where the variable says another, that of its other hosts is
        there too.
        """
        if path.startswith("/"):
            return f"{self.url}{path}"
        parts = urlsplit(path)
        if self.elsewhere and parts.hostname in getattr(self.provider, "hosts", ()):
            return f"{self.url}{parts.path}"
        return path

    def _is_own(self, url: str) -> bool:
        """Whether an address is the provider's own: its keys go nowhere else."""
        host, home = urlsplit(url).hostname or "", urlsplit(self.url).hostname or ""
        if self.elsewhere:
            return urlsplit(url).netloc == urlsplit(self.url).netloc
        domain = ".".join(home.split(".")[-2:])
        return urlsplit(url).scheme == "https" and (host == domain or host.endswith(f".{domain}"))

    def _headers(self, url: str, call: Call) -> dict[str, str]:
        own = self.provider.headers(self._secrets) if self._is_own(url) and not call.foreign else {}
        return {"user-agent": "vfc", **own, **call.headers}

    def _sent(self, call: Call) -> Answer:
        import httpx

        url = self._address(call.path)
        body: dict[str, Any] = {}
        if call.body is not None:
            body["json"] = call.body
        elif call.files or call.fields:
            # a form without files is one of parts as well
            parts = [(name, (None, value)) for name, value in call.fields.items()]
            body["files"] = [*parts, *call.files]
        elif call.data:
            body["content"] = call.data
        with _told_apart(self.clean):
            request = self._client.build_request(
                str(call.method),
                url,
                headers=self._headers(url, call),
                params=dict(call.query) or None,
                **body,
            )
            response = self._client.send(request, stream=True)
            try:
                data = b"".join(_bounded(response, LARGEST_ANSWER))
            except httpx.DecodingError as error:
                raise Unanswered(str(error)) from error
            finally:
                response.close()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(status=response.status_code, headers=headers, body=data)

    def _fetched(self, url: str, target: Path, own: bool) -> tuple[str, str]:
        """Where an address leads on to, or '' once its bytes are there; their MIME type."""
        call = Call(method=Method.GET, path=url, foreign=not own)
        try:
            with (
                _told_apart(self.clean),
                self._client.stream("GET", url, headers=self._headers(url, call)) as response,
            ):
                if response.is_redirect:
                    return str(response.url.join(response.headers.get("location", ""))), ""
                if response.status_code != 200:
                    raise Undelivered(
                        f"its address answers {response.status_code}",
                        expired=response.status_code in (401, 403, 404, 410),
                    )
                kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                if kind in ("text/html", "application/xhtml+xml"):
                    raise Undelivered("its address answers with a page, not a file", expired=True)
                _write(response, target)
                return "", kind
        except (Unreached, Unanswered) as error:
            raise Undelivered(str(error)) from error

    def _check_source(self, url: str) -> None:
        """Raise Undelivered for an address that nobody else's file may come from."""
        parts = urlsplit(url)
        host, home = parts.hostname or "", urlsplit(self.url)
        # one's own machine, or what the variable says
        if host == home.hostname and (self.elsewhere or home.scheme == "http"):
            return
        if parts.scheme != "https" or not host:
            raise Undelivered("its address is not https")
        for address in _addresses(host, parts.port or 443):
            if not ip_address(address).is_global:
                raise Undelivered("its address is of no public host")


def variable(name: str) -> str:
    """The variable that says another address for a provider."""
    return f"VFC_{name.upper()}_URL"


def pause(attempt: int, heed: float = 0.0) -> float:
    """Seconds before another try: what the provider says, else twice as long each time, jittered
    so that several builds do not knock together.
    """
    return heed or min(30.0, 0.5 * 2**attempt) * random.uniform(0.75, 1.25)


def seconds_to_wait(answer: Answer) -> float:
    """The seconds that an answer asks one to wait, at most ten minutes; 0 where it says none.

    Retry-After of RFC 9110, section 10.2.3, in seconds or as a date.
    """
    said = answer.headers.get("retry-after", "")
    if said.strip().isdecimal():
        return min(600.0, float(said))
    if said:
        from datetime import UTC, datetime
        from email.utils import parsedate_to_datetime

        try:
            left = (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()
        except (TypeError, ValueError):
            return 0.0
        return min(600.0, max(0.0, left))
    return 0.0


def clock_text(answer: Answer) -> str:
    """How far this machine's clock is from the provider's, where that is more than half a minute;
    '' where it is not, or the answer says no time. Keys that are signed are refused for it.
    """
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        own = datetime.now(UTC) - parsedate_to_datetime(answer.headers.get("date", ""))
        seconds = own.total_seconds()
    except (TypeError, ValueError):
        return ""
    if abs(seconds) < 30:
        return ""
    return f"this machine's clock is {abs(seconds):,.0f} s {'ahead' if seconds > 0 else 'behind'}"


def was_not_taken(answer: Answer) -> bool:
    """Whether a busy provider took nothing. A 503 of its own says so in JSON, or when to come back;
    one of a proxy may follow a request that it has passed on.
    """
    if answer.status == 503:
        return bool(answer.json()) or "retry-after" in answer.headers
    return answer.status == 429


def _client() -> httpx.Client:
    try:
        import httpx
    except ImportError as error:
        raise MissingExtra("hosted generators need httpx: pip install 'vfc[hosted]'") from error
    return httpx.Client(
        verify=_certificates(),
        timeout=httpx.Timeout(READ, connect=CONNECT),
        follow_redirects=False,
        http2=False,
    )


@cache
def _certificates() -> ssl.SSLContext:
    """Whom a server's certificate is believed: read once for all providers, in 20 ms."""
    import httpx

    return httpx.create_ssl_context()


@contextmanager
def _told_apart(clean: Callable[[object], str]) -> Iterator[None]:
    """Errors of httpx as what they mean for a request: it never left, or nobody knows."""
    import httpx

    try:
        yield
    except (
        httpx.ConnectError,
        httpx.ConnectTimeout,
        httpx.PoolTimeout,
        httpx.ProxyError,
        httpx.UnsupportedProtocol,
        httpx.InvalidURL,
    ) as error:
        raise Unreached(clean(f"it cannot be reached: {error}")) from None
    except httpx.HTTPError as error:
        raise Unanswered(clean(f"no answer came: {error or type(error).__name__}")) from None


def _bounded(response: httpx.Response, most: int) -> Iterator[bytes]:
    size = 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > most:
            raise Unanswered("the answer is too large")
        yield chunk


def _write(response: httpx.Response, target: Path) -> None:
    """Write what comes to a file, on the disk when this returns; Undelivered where it ends too
    early.
    """
    size, wanted = 0, response.headers.get("content-length", "")
    with target.open("wb") as file:
        for chunk in response.iter_bytes(CHUNK):
            size += len(chunk)
            if size > LARGEST_FILE:
                raise Undelivered("it is too large")
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    packed = response.headers.get("content-encoding", "identity") != "identity"
    if not size or (wanted.isdecimal() and not packed and size != int(wanted)):
        raise Undelivered(f"{size:,} bytes came" + (f" of {int(wanted):,}" if wanted else ""))


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)
    except OSError:
        return []  # a proxy may know it; else nothing is reached
    return [str(each[4][0]).partition("%")[0] for each in found]

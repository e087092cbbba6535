"""Who may ask a review, and what its answers tell a browser: no other site and nobody else on the
network reads a film or writes to it.

A request needs the token of its server, which stands in the address that the command prints and
then in a cookie; it must name this machine, so that no other name that was turned to it (DNS
rebinding) is answered; and what changes something must come from the review's own pages.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 1 << 20  # bytes of a post
READS = frozenset({"GET", "HEAD"})
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' blob:; media-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
# A page of the review's own that goes on by itself: where another site led here, a redirection
# would still be that site's doing, and a browser would keep a strict cookie back.
OPENING = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>vfc review</title>'
    '<link rel="icon" href="/static/icon.svg">'
    '<meta http-equiv="refresh" content="0;url={to}"><p><a href="{to}">Open the review</a></p>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """The token of a server, its port, and the names beside this machine's own by which it may be
    asked for. `once` are tokens that open it one time: who looks at the programs that run sees the
    address with which a browser was started.
    """

    token: str
    port: int
    names: Collection[str] = ()
    once: set[str] = field(default_factory=set[str])

    @property
    def cookie(self) -> str:
        """The name of its cookie: browsers share cookies between the ports of a machine."""
        return f"vfc-review-{self.port}"

    def is_named(self, host: str) -> bool:
        """Whether a `Host` names this machine: an address in digits, which nobody can turn
        elsewhere, `localhost`, or a name that was given.
        """
        name = host.rpartition(":")[0] if re.search(r":\d+$", host) else host
        name = name.strip("[]").lower()
        if name == "localhost" or name in self.names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def is_own(self, headers: Headers) -> bool:
        """Whether a request comes from the review's own pages, or from no page at all."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
        if site not in ("same-origin", "none"):
            return False
        return origin is None or urlsplit(origin).netloc == headers.get("host")

    def knows(self, token: str) -> bool:
        """Whether a token is this server's."""
        return secrets.compare_digest(token.encode("utf-8", "replace"), self.token.encode())


class GuardedApp:
    """An application behind a guard."""

    def __init__(self, app: ASGIApp, guard: Guard):
        self.app, self.guard = app, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that may be, with the headers that keep others out."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        answer = self._answer(scope)
        await (answer or self.app)(scope, receive, sent)

    def _answer(self, scope: Scope) -> Response | None:
        """What is said to a request that may not be, or that brings its token; None of others."""
        guard, headers = self.guard, Headers(scope=scope)
        if not guard.is_named(headers.get("host", "")):
            return _refused("this review answers to the address that vfc printed, and no other")
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token")
        if given and scope["method"] in READS:
            return self._opened(scope, given[0])
        if not guard.knows(_cookie(headers, guard.cookie)):
            return _refused("open the whole address that vfc printed, with its token")
        if scope["method"] not in READS:
            if not guard.is_own(headers):
                return _refused("this did not come from a page of the review")
            if int(headers.get("content-length") or 0) > LARGEST:
                return PlainTextResponse("that is too much to send", status_code=413)
        return None

    def _opened(self, scope: Scope, token: str) -> Response:
        if token in self.guard.once:
            self.guard.once.discard(token)
        elif not self.guard.knows(token):
            return _refused(
                "this token is of another review: open the address that vfc printed last"
            )
        answer = HTMLResponse(OPENING.format(to=quote(scope["path"])))
        answer.set_cookie(
            self.guard.cookie, self.guard.token, path="/", httponly=True, samesite="strict"
        )
        return answer


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _refused(why: str) -> Response:
    return PlainTextResponse(f"vfc review: {why}\n", status_code=403)

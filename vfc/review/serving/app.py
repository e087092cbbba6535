"""The application: pages, their data, their media and what they do, behind the guard."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
)
from starlette.routing import Route
from starlette.types import ASGIApp

from vfc.errors import UsageError, VfcError
from vfc.review.model.values import ReviewMedia
from vfc.review.pages.page import Desk, PageAction, ReviewPage
from vfc.review.pages.rendering import STATIC, Site, page_html, page_json
from vfc.review.pages.table import FIRST, PAGES
from vfc.review.serving.events import BuildEvents
from vfc.review.serving.media import media_answer
from vfc.review.serving.security import LARGEST, Guard, GuardedApp
from vfc.store.objects import Objects

DIGEST = re.compile(r"([0-9a-f]{64})\.\w+")
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def review_app(desk: Desk, guard: Guard) -> ASGIApp:
    """The application of a film's review."""
    serving, builds = _Serving(desk), BuildEvents(desk)
    routes = [
        Route("/version", serving.version),
        Route("/static/{name}", serving.static),
        Route("/media/{name}", serving.media),
        Route("/events", builds.events),
        Route("/preview/{name}", builds.preview),
    ]
    for page in PAGES:
        address = "/" if page is FIRST else f"/{page.name}"
        routes.append(Route(address, partial(serving.page, page)))
        routes.append(Route(f"/data/{page.name}.json", partial(serving.data, page)))
        for action in page.actions:
            if desk.edit or not action.edits:
                path = f"/do/{page.name}/{action.name}"
                routes.append(Route(path, partial(serving.act, action), methods=["POST"]))
    return GuardedApp(Starlette(routes=routes), guard)


class _Serving:
    """Answers requests of one film's review, each page's data made once for each version."""

    def __init__(self, desk: Desk):
        self.desk = desk
        self.objects = Objects(desk.workspace.store)
        self.site = Site(live=True, edit=desk.edit)
        self._data: dict[str, tuple[int, str]] = {}
        self._media: dict[str, ReviewMedia] = {}  # of every version until now

    def version(self, request: Request) -> Response:
        """Which version of the film stands, for pages that ask whether theirs is old."""
        return JSONResponse({"version": self.desk.reading.first().version})

    def page(self, page: ReviewPage, request: Request) -> Response:
        """A page, without waiting for more than the film's title."""
        return HTMLResponse(page_html(page, self.desk.reading.review, self.site))

    def data(self, page: ReviewPage, request: Request) -> Response:
        """What a page's script reads."""
        review = self.desk.reading.first()
        held = self._data.get(page.name)
        if held is None or held[0] != review.version:
            held = review.version, page_json(page, review)
            self._data[page.name] = held
        return Response(held[1], media_type="application/json")

    def static(self, request: Request) -> Response:
        """A script or a style of vfc's own."""
        path = STATIC / request.path_params["name"]
        if path.suffix not in TYPES or path.parent != STATIC or not path.is_file():
            return PlainTextResponse("there is no such file\n", status_code=404)
        headers = {"cache-control": "no-cache"}
        return FileResponse(path, media_type=TYPES[path.suffix], headers=headers)

    def media(self, request: Request) -> Response:
        """An artifact that a page shows, by its digest."""
        match = DIGEST.fullmatch(request.path_params["name"])
        return media_answer(self._shown(match[1]) if match else None, self.objects)

    def _shown(self, digest: str) -> ReviewMedia | None:
        """What pages have shown under a digest: nothing else of the store is handed out."""
        if digest not in self._media:
            review = self.desk.reading.first()
            self._media |= review.media
        return self._media.get(digest)

    async def act(self, action: PageAction, request: Request) -> Response:
        """Do what a page asks for."""
        sent = await _sent(request)
        if isinstance(sent, Response):
            return sent
        try:
            answer = await run_in_threadpool(action.act, self.desk, sent)
        except UsageError as error:
            return JSONResponse({"problem": str(error)}, status_code=400)
        except (VfcError, OSError) as error:
            return JSONResponse({"problem": str(error)}, status_code=409)
        return JSONResponse(dict(answer))


async def _sent(request: Request) -> dict[str, Any] | Response:
    """The JSON object that a request brings, or what is wrong with it."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        return JSONResponse({"problem": "send JSON"}, status_code=415)
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > LARGEST:
                return JSONResponse({"problem": "that is too much to send"}, status_code=413)
        found = json.loads(body)
    except (ValueError, RecursionError, ClientDisconnect):
        found = None
    if not isinstance(found, dict):
        return JSONResponse({"problem": "send a JSON object"}, status_code=400)
    return found

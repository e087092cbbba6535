"""What a build tells, as server-sent events; and small stills of what is being made."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from vfc.review.pages.build import build_state
from vfc.review.pages.page import Desk
from vfc.review.pages.rendering import drawn_json
from vfc.store.local import previews
from vfc.store.plainfiles import opened

EACH = 0.25  # seconds between two looks
BEAT = 40  # looks after which something is sent though nothing changed
LARGEST = 1 << 20  # bytes of a still
PREVIEW = re.compile(r"([0-9a-f]{16,64})\.jpg")


class BuildEvents:
    """Answers those who look at a review's build."""

    def __init__(self, desk: Desk):
        self.desk = desk

    async def events(self, request: Request) -> Response:
        """The build as it goes on: its state at once, and again after each change."""
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(
            self._events(request), media_type="text/event-stream", headers=headers
        )

    async def _events(self, request: Request) -> AsyncIterator[str]:
        number, line, before, looks = -1, 0, "", 0
        while not self.desk.build.over and not await request.is_disconnected():
            state = await run_in_threadpool(build_state, self.desk, number, line)
            text = json.dumps({**drawn_json(state), "log": []})
            looks += 1
            if text != before or state["log"] or looks >= BEAT:
                number, line, before, looks = state["number"], state["line"], text, 0
                yield f"data: {json.dumps(drawn_json(state), separators=(',', ':'))}\n\n"
            await asyncio.sleep(EACH)

    def preview(self, request: Request) -> Response:
        """A small still of a step that is being made, by its key."""
        match = PREVIEW.fullmatch(request.path_params["name"])
        path = previews(self.desk.workspace.store).get(match[1]) if match else None
        try:
            if path is not None:
                with opened(path) as file:
                    return Response(file.read(LARGEST), media_type="image/jpeg")
        except OSError:  # it is made by now
            pass
        return PlainTextResponse("nothing is seen of it\n", status_code=404)

"""Luma's generations, by the types of its official SDK."""

from __future__ import annotations

from lumaai.types.generations import video_create_params

from tests.generators.hosted.sdk import wrong_body
from tests.generators.hosted.serving import Incoming, Made, Reply, Service

KEY = "luma-test-key-0123456789"


class LumaService(Service):
    """Generations by id."""

    def serve(self, request: Incoming) -> Reply:
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return Reply(403, {"detail": "Not authenticated"})
        if request.path == "/credits":
            return Reply(200, {"credit_balance": 1234.0})
        if request.method == "POST":
            wrong = wrong_body(video_create_params.VideoCreateParams, request.json())
            if wrong:
                return Reply(400, {"detail": wrong})
            return Reply(201, self._told(self.begin("", request.json()), "queued"))
        task = self.tasks.get(request.path.removeprefix("/generations/"))
        if task is None:
            return Reply(404, {"detail": "not found"})
        if request.method == "DELETE":
            task.cancelled = True
            return Reply(204, data=b"")
        done = self.look(task)
        state = ("failed" if task.failure else "completed") if done else "dreaming"
        return Reply(200, self._told(task, state))

    def seconds(self, asked: dict) -> float:
        return float(asked["duration"].removesuffix("s"))

    def _told(self, task: Made, state: str) -> dict:
        found = {
            "id": task.id,
            "state": state,
            "generation_type": "video",
            "created_at": "2026-11-27T12:00:00Z",
            "model": "ray-2",
        }
        if state == "completed":
            found |= {"assets": {"video": self.file_url(task)}}
        return found | ({"failure_reason": task.failure} if state == "failed" else {})

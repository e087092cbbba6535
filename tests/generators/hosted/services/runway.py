"""Runway's API, by the types of its official SDK, which validate each request."""

from __future__ import annotations

from typing import Any

from runwayml.types import (
    image_to_video_create_params,
    image_upscale_create_params,
    text_to_image_create_params,
    text_to_video_create_params,
    video_to_video_create_params,
)

from tests.generators.hosted.sdk import wrong_body
from tests.generators.hosted.serving import Incoming, Made, Reply, Service

KEY = "key_test_runway_0123456789abcdef"
BODIES = {
    "/v1/image_upscale": image_upscale_create_params.ImageUpscaleCreateParams,
    "/v1/image_to_video": image_to_video_create_params.ImageToVideoCreateParams,
    "/v1/text_to_video": text_to_video_create_params.TextToVideoCreateParams,
    "/v1/video_to_video": video_to_video_create_params.VideoToVideoCreateParams,
    "/v1/text_to_image": text_to_image_create_params.TextToImageCreateParams,
}
AT = "2026-11-27T12:00:00.000Z"


class RunwayService(Service):
    """Tasks with costs; uploads to a storage of its own."""

    credits = 25

    def serve(self, request: Incoming) -> Reply:
        if request.path == "/storage":
            return Reply(204, data=b"") if "authorization" not in request.headers else Reply(400)
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return Reply(401, {"error": "Unauthorized"})
        if request.headers.get("x-runway-version") != "2024-11-06":
            return Reply(400, {"error": "Invalid version"})
        if request.method == "POST" and request.path in BODIES:
            return self._begun(request.path, request.json())
        if request.method == "POST" and request.path == "/v1/uploads":
            uri = "runway://upload-1"
            return Reply(
                200, {"uploadUrl": f"{self.url}/storage", "fields": {"key": "k"}, "runwayUri": uri}
            )
        if request.path == "/v1/organization":
            return Reply(
                200,
                {
                    "creditBalance": 1250,
                    "tier": {"maxMonthlyCreditSpend": 1, "models": {}},
                    "usage": {"models": {}},
                },
            )
        task = self.tasks.get(request.path.removeprefix("/v1/tasks/"))
        if task is None:
            return Reply(404, {"error": "not found"})
        if request.method == "DELETE":
            task.cancelled = True
            return Reply(204, data=b"")
        return Reply(200, self._told(task))

    def _begun(self, path: str, body: Any) -> Reply:
        wrong = wrong_body(BODIES[path], body)
        if wrong:
            return Reply(400, {"error": "Validation of body failed", "issues": wrong})
        draft = self.tasks.get(body.get("draftTaskId", ""))
        if "draftTaskId" in body and (draft is None or not draft.asked.get("draft")):
            return Reply(400, {"error": "draftTaskId: no such draft"})
        if "draftTaskId" in body and len(body) > 2:
            return Reply(400, {"error": "draftTaskId: no other field may be provided"})
        task = self.begin(
            "", body, "still" if "image" in path[-14:] and "video" not in path else "video"
        )
        return Reply(200, {"id": task.id, "estimatedCost": {"credits": self.credits}})

    def _told(self, task: Made) -> dict[str, Any]:
        done = self.look(task)
        cost = {"cost": {"credits": self.credits}}
        head = {"id": task.id, "createdAt": AT}
        if task.cancelled:
            return head | cost | {"status": "CANCELLED"}
        if not done:
            return head | {
                "status": "RUNNING",
                "progress": 0.5,
                "estimatedCost": {"credits": self.credits},
            }
        if task.failure:
            return (
                head
                | cost
                | {"status": "FAILED", "failure": "it failed", "failureCode": task.failure}
            )
        return head | cost | {"status": "SUCCEEDED", "output": [self.file_url(task)]}

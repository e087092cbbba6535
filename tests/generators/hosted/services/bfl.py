"""Black Forest Labs' service; it has no official SDK in Python."""

from __future__ import annotations

from tests.generators.hosted.serving import Incoming, Reply, Service

KEY = "test-bfl-key-0123456789"
FLUX2 = {
    "prompt",
    "width",
    "height",
    "seed",
    "prompt_upsampling",
    "safety_tolerance",
    "output_format",
    "input_image",
}
FLUX2 |= {f"input_image_{n}" for n in range(2, 10)}
KONTEXT = {
    "prompt",
    "input_image",
    "seed",
    "guidance",
    "steps",
    "safety_tolerance",
    "output_format",
    "aspect_ratio",
    "prompt_upsampling",
}
ULTRA = {
    "prompt",
    "prompt_upsampling",
    "seed",
    "aspect_ratio",
    "safety_tolerance",
    "output_format",
    "raw",
    "image_prompt",
    "image_prompt_strength",
}
FIELDS = {
    "flux-2-pro": FLUX2, "flux-2-max": FLUX2, "flux-2-flex": FLUX2 | {"steps", "guidance"},
    "flux-kontext-pro": KONTEXT, "flux-kontext-max": KONTEXT, "flux-pro-1.1-ultra": ULTRA,
}  # fmt: skip


class BflService(Service):
    """A task is asked after at its own address."""

    def serve(self, request: Incoming) -> Reply:
        if request.headers.get("x-key") != KEY:
            return Reply(403, {"detail": "Not authenticated"})
        if request.path == "/v1/credits":
            return Reply(200, {"credits": 812.5})
        if request.method == "POST":
            body, model = request.json(), request.path.removeprefix("/v1/")
            sides = [body[name] for name in ("width", "height") if name in body]
            wrong = body.keys() - FIELDS.get(model, set()) or [
                s for s in sides if s % 32 or not 256 <= s <= 2048
            ]
            if wrong:
                return Reply(
                    422, {"detail": [{"loc": ["body"], "msg": f"{sorted(map(str, wrong))}"}]}
                )
            task = self.begin("", body, "still")
            url = f"{self.url}/v1/get_result?id={task.id}"
            return Reply(200, {"id": task.id, "polling_url": url, "cost": 4.5})
        task = self.tasks.get(request.query.get("id", ""))
        if task is None:
            return Reply(404, {"id": "", "status": "Task not found"})
        if not self.look(task):
            return Reply(200, {"id": task.id, "status": "Pending", "progress": 0.25})
        if task.failure:
            return Reply(
                200,
                {
                    "id": task.id,
                    "status": task.failure,
                    "details": {"Moderation Reasons": ["Safety"]},
                },
            )
        return Reply(
            200, {"id": task.id, "status": "Ready", "result": {"sample": self.file_url(task)}}
        )

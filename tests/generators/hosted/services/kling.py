"""Kling's service, as its API reference says; it has no official SDK in Python."""

from __future__ import annotations

import jwt

from tests.generators.hosted.serving import Incoming, Made, Reply, Service

ACCESS, SECRET = "test-access-key-of-kling", "test-secret-key-of-kling-0123456789abcdef"
PATHS = ("/v1/videos/text2video", "/v1/videos/image2video")


class KlingService(Service):
    """Tasks by id and by `external_task_id`, which is unique for an account."""

    def serve(self, request: Incoming) -> Reply:
        wrong = self._wrong_token(request)
        if wrong:
            return Reply(401, {"code": 1002, "message": wrong, "request_id": "r"})
        for path in PATHS:
            if request.method == "POST" and request.path == path:
                return self._begun(request.json())
            if request.method == "GET" and request.path.startswith(f"{path}/"):
                return self._stands(request.path.removeprefix(f"{path}/"))
        return Reply(404, {"code": 1203, "message": "no such resource", "request_id": "r"})

    def _wrong_token(self, request: Incoming) -> str:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        try:
            claims = jwt.decode(
                token, SECRET, algorithms=["HS256"], options={"require": ["exp", "nbf"]}
            )
        except jwt.InvalidTokenError as error:
            return f"authorization is invalid: {error}"
        return "" if kind == "Bearer" and claims["iss"] == ACCESS else "unknown access key"

    def _begun(self, body: dict) -> Reply:
        if len(body.get("prompt", "")) > 2500 or body.get("duration") not in ("5", "10"):
            return Reply(400, {"code": 1201, "message": "invalid parameters", "request_id": "r"})
        if body.get("image", "").startswith("data:"):
            return Reply(400, {"code": 1201, "message": "image is not base64", "request_id": "r"})
        key = body.get("external_task_id", "")
        if key and any(each.key == key for each in self.tasks.values()):
            message = "external_task_id is not unique"
            return Reply(400, {"code": 1201, "message": message, "request_id": "r"})
        return self._told(self.begin(key, body))

    def _stands(self, name: str) -> Reply:
        task = self.tasks.get(name) or next(
            (each for each in self.tasks.values() if each.key == name), None
        )
        if task is None:
            return Reply(404, {"code": 1203, "message": "task not found", "request_id": "r"})
        return self._told(task, done=self.look(task))

    def _told(self, task: Made, done: bool = False) -> Reply:
        data = {"task_id": task.id, "task_status": "processing" if task.looks else "submitted"}
        data |= {"created_at": 1722769557708, "updated_at": 1722769557708}
        data |= {"task_info": {"external_task_id": task.key}}
        if done and task.failure:
            data |= {"task_status": "failed", "task_status_msg": task.failure}
        elif done:
            videos = [
                {
                    "id": f"v-{task.id}",
                    "url": self.file_url(task),
                    "duration": task.asked["duration"],
                }
            ]
            data |= {"task_status": "succeed", "task_result": {"videos": videos}}
        # what it says on the outside says success even of a failure
        return Reply(200, {"code": 0, "message": "SUCCEED", "request_id": "r", "data": data})

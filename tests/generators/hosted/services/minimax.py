"""MiniMax's service: the first API and that of H3; it has no official SDK in Python."""

from __future__ import annotations

from tests.generators.hosted.serving import Incoming, Made, Reply, Service

KEY = "test-minimax-key-0123456789"
FIRST = {
    "model", "prompt", "prompt_optimizer", "duration", "resolution", "first_frame_image",
    "last_frame_image", "subject_reference", "callback_url",
}  # fmt: skip
FIXED = {"S2V-01", "T2V-01-Director", "I2V-01-Director"}
SECOND = {"model", "content", "duration", "resolution", "ratio"}
ROLES = {
    "first_frame",
    "last_frame",
    "reference_image",
    "reference_video",
    "reference_audio",
    "base_video",
}


class MinimaxService(Service):
    """An answer is an HTTP 200 whatever it says; files are asked for by id."""

    def serve(self, request: Incoming) -> Reply:
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return _told({}, 1004, "login fail: check your api key")
        if request.method == "POST":
            return self._begun(request.path, request.json())
        if request.path == "/v1/files/retrieve":
            task = self.tasks.get(request.query.get("file_id", ""))
            file = {"file_id": 1, "download_url": self.file_url(task)} if task else {}
            return _told({"file": file}) if task else _told({}, 2013, "no such file")
        name = request.query.get("task_id") or request.path.rpartition("/")[2]
        task = self.tasks.get(name)
        return self._stands(task) if task else Reply(404, {})

    def _begun(self, path: str, body: dict) -> Reply:
        second = path == "/v2/video_generation"
        fixed = body["model"] in FIXED
        if fixed and body.keys() & {"duration", "resolution"}:
            return _told({}, 2013, "invalid params")
        if (body["model"] == "S2V-01") != ("subject_reference" in body):
            return _told({}, 2013, "invalid params: subject_reference")
        for each in body.get("subject_reference", ()):
            if each.keys() != {"type", "image"} or len(each["image"]) != 1:
                return _told({}, 2013, "invalid params: subject_reference")
        length = body.get("duration", 6 if fixed else 0)
        if body.keys() - (SECOND if second else FIRST) or not 4 <= length <= 15:
            return _told({}, 2013, "invalid params")
        if second:
            roles = [each.get("role") for each in body["content"] if each["type"] != "text"]
            frames = {"first_frame", "last_frame"} & set(roles)
            if set(roles) - ROLES or (frames and "reference_image" in roles) or len(roles) > 12:
                return _told({}, 2013, "invalid content")
        elif length not in (6, 10) or len(body["prompt"]) > 2000:
            return _told({}, 2013, "invalid params")
        task = self.begin("", body, "sound" if second else "video")
        return _told({"task_id": task.id})

    def seconds(self, asked: dict) -> float:
        return asked.get("duration", 6)

    def _stands(self, task: Made) -> Reply:
        if not self.look(task):
            return _told({"task_id": task.id, "status": "Processing", "file_id": ""})
        if task.failure:
            code = 1027 if "sensitive" in task.failure else 1000
            return _told({"task_id": task.id, "status": "Fail"}, code, task.failure)
        return _told({"task_id": task.id, "status": "Success", "file_id": task.id})


def _told(body: dict, code: int = 0, words: str = "success") -> Reply:
    return Reply(200, body | {"base_resp": {"status_code": code, "status_msg": words}})

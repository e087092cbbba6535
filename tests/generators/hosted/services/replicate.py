"""Replicate's API: models with their schema, predictions, files."""

from __future__ import annotations

from typing import Any

from tests.generators.hosted.serving import Incoming, Made, Reply, Service

KEY = "r8_test_replicate_0123456789"
VERSION = "8beff3369e81422112d93b89ca01426147de542cd4684c244b673b105188fe5f"
AT = "2026-01-02T03:04:05.000Z"
STILL = {
    "prompt": {"type": "string", "title": "Prompt"},
    "seed": {"type": "integer"},
    "aspect_ratio": {"allOf": [{"$ref": "#/components/schemas/aspect_ratio"}], "default": "1:1"},
    "steps": {"type": "integer", "default": 28, "minimum": 1, "maximum": 50},
}
MOVES = {
    "prompt": {"type": "string"},
    "first_frame_image": {"type": "string", "format": "uri"},
    "duration": {"allOf": [{"$ref": "#/components/schemas/duration"}], "default": 6},
}
INPUTS = {"acme/still": (STILL, ["prompt"]), "acme/moves": (MOVES, ["prompt"])}


def schema_of(model: str) -> dict[str, Any]:
    """The schema of a model's version, laid out as Cog writes it."""
    properties, required = INPUTS[model]
    return {
        "components": {
            "schemas": {
                "Input": {"type": "object", "title": "Input", "properties": properties, "required": required},
                "Output": {"type": "string", "format": "uri", "title": "Output"},
                "aspect_ratio": {"enum": ["1:1", "16:9", "9:16"], "type": "string"},
                "duration": {"enum": [6, 10], "type": "integer"},
            }
        }
    }  # fmt: skip


class ReplicateService(Service):
    """Predictions by id."""

    def serve(self, request: Incoming) -> Reply:
        if request.headers.get("authorization", "").split()[-1:] != [KEY]:
            return Reply(
                401,
                {
                    "title": "Unauthenticated",
                    "detail": "You did not pass a valid authentication token",
                },
            )
        path = request.path.removeprefix("/v1/")
        if path.startswith("models/"):
            return self._model(path.removeprefix("models/"))
        if path == "files":
            return Reply(
                201, {"id": "f1", "name": "input.png", "urls": {"get": f"{self.url}/v1/files/f1"}}
            )
        if request.method == "POST" and path == "predictions":
            return self._begun(request.json())
        task = self.tasks.get(path.removeprefix("predictions/").partition("/")[0])
        if task is None:
            return Reply(404, {"detail": "not found"})
        task.cancelled = task.cancelled or path.endswith("/cancel")
        return Reply(200, self._told(task))

    def _model(self, name: str) -> Reply:
        model, _, version = name.partition("/versions/")
        if model not in INPUTS:
            return Reply(404, {"detail": "The requested resource could not be found."})
        found = {
            "id": VERSION,
            "created_at": AT,
            "cog_version": "0.9",
            "openapi_schema": schema_of(model),
        }
        owner, _, own = model.partition("/")
        whole = {
            "url": "https://replicate.com/x",
            "owner": owner,
            "name": own,
            "visibility": "public",
            "run_count": 1,
            "latest_version": found,
        }
        return Reply(200, found if version else whole)

    def _begun(self, body: dict[str, Any]) -> Reply:
        model = "acme/moves" if "duration" in body["input"] else "acme/still"
        unknown = body["input"].keys() - INPUTS[model][0].keys()
        if unknown or body["version"] != VERSION:
            return Reply(422, {"title": "Input validation failed", "detail": f"{sorted(unknown)}"})
        task = self.begin("", body["input"], "still" if model == "acme/still" else "video")
        return Reply(201, self._told(task))

    def _told(self, task: Made) -> dict[str, Any]:
        done = self.look(task) if task.looks or task.began else False
        found = {
            "id": task.id,
            "model": "acme/m",
            "version": VERSION,
            "input": task.asked,
            "logs": "",
            "created_at": AT,
            "status": "processing",
            "output": None,
            "error": None,
            "urls": {
                "get": f"{self.url}/v1/predictions/{task.id}",
                "cancel": f"{self.url}/v1/predictions/{task.id}/cancel",
            },
        }
        if task.cancelled:
            return found | {"status": "canceled"}
        if done and task.failure:
            return found | {"status": "failed", "error": task.failure}
        return found | (
            {"status": "succeeded", "output": self.file_url(task), "metrics": {"predict_time": 2.5}}
            if done
            else {}
        )

"""fal's queue, and the schema of three models that it publishes."""

from __future__ import annotations

from typing import Any

from tests.generators.hosted.serving import Incoming, Reply, Service

KEY = "test-fal-key:0123456789"
INPUTS: dict[str, dict[str, Any]] = {
    "fal-ai/flux-pro/v1.1": {
        "prompt": {"type": "string"},
        "image_size": {"anyOf": [{"$ref": "#/components/schemas/ImageSize"}, {"type": "string", "enum": ["square"]}]},
        "seed": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        "safety_tolerance": {"type": "string", "enum": ["1", "2", "3"], "default": "2"},
        "enhance_prompt": {"type": "boolean", "default": False},
    },
    "fal-ai/kling-video/v2.1/pro/image-to-video": {
        "prompt": {"type": "string"},
        "image_url": {"type": "string"},
        "tail_image_url": {"type": "string"},
        "duration": {"type": "string", "enum": ["5", "10"], "default": "5"},
        "negative_prompt": {"type": "string", "default": "blur"},
        "cfg_scale": {"type": "number", "minimum": 0, "maximum": 1, "default": 0.5},
    },
    "fal-ai/wan/v2.2/video-to-video": {
        "prompt": {"type": "string"},
        "video_url": {"type": "string"},
        "strength": {"type": "number", "minimum": 0, "maximum": 1, "default": 0.9},
    },
}  # fmt: skip
NEEDED = {
    "fal-ai/wan/v2.2/video-to-video": ["prompt", "video_url"],
    "fal-ai/flux-pro/v1.1": ["prompt"],
    "fal-ai/kling-video/v2.1/pro/image-to-video": ["prompt", "image_url"],
}


def schema_of(model: str) -> dict[str, Any]:
    """The OpenAPI of a model, laid out as fal publishes it."""
    gives = {"images": {"type": "array"}} if "flux" in model else {"video": {"type": "object"}}
    wanted = {"type": "object", "properties": INPUTS[model], "required": NEEDED[model]}

    def json(name: str) -> dict[str, Any]:
        return {
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        }

    return {
        "openapi": "3.0.4",
        "info": {"title": "Queue OpenAPI", "version": "1.0.0"},
        "components": {
            "schemas": {
                "Input": wanted,
                "Output": {"type": "object", "properties": gives},
                "ImageSize": {"type": "object", "properties": {"width": {"type": "integer"}, "height": {"type": "integer"}}},
            }
        },
        "paths": {
            f"/{model}": {"post": {"requestBody": json("Input")}},
            f"/{model}/requests/{{request_id}}": {"get": {"responses": {"200": json("Output")}}},
        },
    }  # fmt: skip


class FalService(Service):
    """Requests by id, below the model's first two names."""

    def serve(self, request: Incoming) -> Reply:
        if request.path == "/api/openapi/queue/openapi.json":
            model = request.query["endpoint_id"]
            return (
                Reply(200, schema_of(model))
                if model in INPUTS
                else Reply(404, {"detail": "not found"})
            )
        if request.headers.get("authorization") != f"Key {KEY}":
            return Reply(401, {"detail": "Cannot access application: authentication is required"})
        model = request.path.removeprefix("/")
        if request.method == "POST" and model in INPUTS:
            return self._begun(model, request.json())
        name, _, verb = request.path.rpartition("/requests/")[2].partition("/")
        task = self.tasks.get(name)
        if task is None:
            return Reply(404, {"detail": "Request not found"})
        if request.method == "PUT":
            task.cancelled = True
            return Reply(202, {"status": "CANCELLATION_REQUESTED"})
        if verb == "status":
            return self._status(task)
        if task.failure:
            error = {
                "loc": ["body", "prompt"],
                "type": "content_policy_violation",
                "msg": task.failure,
            }
            return Reply(422, {"detail": [error]})
        file = {"url": self.file_url(task), "content_type": "video/mp4"}
        return Reply(
            200, {"images": [file], "seed": 7} if task.kind == "still" else {"video": file}
        )

    def _begun(self, model: str, body: dict[str, Any]) -> Reply:
        unknown = body.keys() - INPUTS[model].keys()
        lacking = set(NEEDED[model]) - body.keys()
        if unknown or lacking or body.get("duration", "5") not in ("5", "10"):
            message = f"{sorted(unknown)} {sorted(lacking)}"
            return Reply(
                422, {"detail": [{"loc": ["body"], "type": "value_error", "msg": message}]}
            )
        task = self.begin("", body, "still" if "flux" in model else "video")
        return Reply(200, {"request_id": task.id} | self._places(task.id))

    def _places(self, name: str) -> dict[str, str]:
        base = f"{self.url}/fal-ai/model/requests/{name}"
        return {
            "response_url": base,
            "status_url": f"{base}/status",
            "cancel_url": f"{base}/cancel",
        }

    def _status(self, task) -> Reply:
        head = {"request_id": task.id, "logs": None} | self._places(task.id)
        if self.look(task):
            return Reply(200, head | {"status": "COMPLETED", "metrics": {"inference_time": 1.5}})
        return Reply(202, head | {"status": "IN_QUEUE", "queue_position": 3})

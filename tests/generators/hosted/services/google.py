"""Google's platform: operations of Veo, predictions of Imagen, as google-genai writes them."""

from __future__ import annotations

import base64

from tests.generators.hosted.serving import Incoming, Reply, Service, still, video

KEY = "AIza-test-google-key-0123456789"
INSTANCE = {"prompt", "image", "lastFrame", "referenceImages", "video", "mask"}
PARAMETERS = {
    "sampleCount", "storageUri", "fps", "durationSeconds", "seed", "aspectRatio", "resolution",
    "personGeneration", "negativePrompt", "enhancePrompt", "generateAudio", "compressionQuality",
    "includeRaiReason", "sampleImageSize", "addWatermark", "safetySetting", "outputOptions",
}  # fmt: skip


class GoogleService(Service):
    """Operations are asked after by name; videos come as base64."""

    def serve(self, request: Incoming) -> Reply:
        if request.headers.get("x-goog-api-key") != KEY:
            return _error(
                400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."
            )
        model, _, verb = request.path.rpartition(":")
        body = request.json()
        if verb == "fetchPredictOperation":
            return self._stands(body["operationName"])
        unknown = body["instances"][0].keys() - INSTANCE | body["parameters"].keys() - PARAMETERS
        if unknown:
            return _error(400, "INVALID_ARGUMENT", f"unknown {sorted(unknown)}")
        if verb == "predict":
            task = self.begin("", body, "still")
            if task.failure:
                return Reply(200, {"predictions": [{"raiFilteredReason": task.failure}]})
            data = base64.b64encode(still()).decode()
            return Reply(
                200, {"predictions": [{"bytesBase64Encoded": data, "mimeType": "image/png"}]}
            )
        parameters = body["parameters"]
        if verb != "predictLongRunning" or parameters.get("durationSeconds", 8) not in (4, 6, 8):
            return _error(400, "INVALID_ARGUMENT", "durationSeconds is out of bound")
        task = self.begin("", body)
        return Reply(200, {"name": f"{model.removeprefix('/v1beta1/')}/operations/{task.id}"})

    def seconds(self, asked: dict) -> float:
        return asked["parameters"].get("durationSeconds", 8)

    def _stands(self, name: str) -> Reply:
        task = self.tasks.get(name.rpartition("/")[2])
        if task is None:
            return _error(404, "NOT_FOUND", "operation not found")
        if not self.look(task):
            return Reply(200, {"name": name})
        if task.failure.startswith("filtered "):
            response = {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": [task.failure]}
            return Reply(200, {"name": name, "done": True, "response": response})
        if task.failure:
            return Reply(
                200, {"name": name, "done": True, "error": {"code": 3, "message": task.failure}}
            )
        data = base64.b64encode(video(self.seconds(task.asked), sound=True)).decode()
        videos = [{"bytesBase64Encoded": data, "mimeType": "video/mp4"}]
        return Reply(200, {"name": name, "done": True, "response": {"videos": videos}})


def _error(status: int, name: str, words: str) -> Reply:
    return Reply(status, {"error": {"code": status, "status": name, "message": words}})

"""A ComfyUI server: prompts, queue, history, files, and the progress on its socket."""

from __future__ import annotations

import json
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image

from tests.generators.hosted.services.stability import form_of
from tests.generators.hosted.serving import Incoming, Made, Reply, Service

# what the server has: the inputs of each class of node, and what one of them may be
NODES: dict[str, dict[str, Any]] = {
    "CheckpointLoaderSimple": {"ckpt_name": ["tiny.safetensors"]},
    "CLIPTextEncode": {"text": str, "clip": list},
    "LoadImage": {"image": str},
    "EmptyLatentVideo": {"width": int, "height": int, "length": int},
    "KSampler": {"seed": int, "steps": int, "model": list, "positive": list, "latent_image": list},
    "SaveVideo": {"filename_prefix": str, "images": list},
    "SaveImage": {"filename_prefix": str, "images": list},
    "SaveAnimatedWEBP": {"filename_prefix": str, "images": list},
    "VHS_VideoCombine": {"filename_prefix": str, "images": list},
}
# what a node saves
SAVES = {
    "SaveVideo": "mp4",
    "SaveImage": "png",
    "SaveAnimatedWEBP": "webp",
    "VHS_VideoCombine": "gif",
}
GRAPH: dict[str, Any] = {
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "tiny.safetensors"}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a cat", "clip": ["4", 1]}, "_meta": {"title": "words"}},
    "12": {"class_type": "LoadImage", "inputs": {"image": "example.png"}},
    "40": {"class_type": "EmptyLatentVideo", "inputs": {"width": 512, "height": 512, "length": 81}},
    "3": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 4, "model": ["4", 0], "positive": ["6", 0], "latent_image": ["40", 0]}},
    "58": {"class_type": "SaveVideo", "inputs": {"filename_prefix": "vfc", "images": ["3", 0]}},
}  # fmt: skip


@cache
def picture(number: int, size: tuple[int, int]) -> bytes:
    """A PNG, brighter with its number."""
    file = BytesIO()
    Image.new("RGB", size, (40 + 4 * (number % 50),) * 3).save(file, "PNG")
    return file.getvalue()


@cache
def animation(frames: int, form: str) -> bytes:
    """So many pictures at 16 a second as an animated WebP or a GIF."""
    pictures = [Image.open(BytesIO(picture(n, (64, 36)))) for n in range(frames)]
    file = BytesIO()
    pictures[0].save(
        file, form, save_all=True, append_images=pictures[1:], duration=62.5, lossless=True
    )
    return file.getvalue()


class ComfyService(Service):
    """Prompts by the id that they were sent with."""

    def __init__(self) -> None:
        super().__init__()
        self.uploaded: dict[str, bytes] = {}
        self.interrupted: list[str] = []
        self.batch = 1  # how many pictures an image node saves
        self.odd: set[int] = set()  # the frames that are of another size

    def serve(self, request: Incoming) -> Reply:
        path = request.path
        if path == "/prompt":
            return self._begun(request.json())
        if path == "/upload/image":
            part = next(each for each in form_of(request) if each.name == "image")
            self.uploaded[part.file] = part.data
            return Reply(200, {"name": part.file, "subfolder": "", "type": "input"})
        if path == "/queue":
            entries = [
                [0, task.key, task.asked, {}, ["58"]]
                for task in self.tasks.values()
                if task.looks <= self.looks
            ]
            return Reply(200, {"queue_running": entries[:1], "queue_pending": entries[1:]})
        if path.startswith("/history/"):
            task = next(
                (t for t in self.tasks.values() if t.key == path.removeprefix("/history/")), None
            )
            return Reply(200, {task.key: self._entry(task)} if task and self.look(task) else {})
        if path == "/view":
            task = self.tasks.get(request.query["filename"].partition(".")[0])
            return self._viewed(task, request.query["filename"]) if task else Reply(404)
        if path == "/interrupt":
            self.interrupted.append(request.json()["prompt_id"])
            return Reply(200, data=b"")
        return Reply(404, {})

    def messages(self) -> list[str]:
        found = [{"type": "status", "data": {"status": {"exec_info": {"queue_remaining": 1}}}}]
        for task in self.tasks.values():
            data = {"value": 3, "max": 4, "prompt_id": task.key, "node": "3"}
            found.append({"type": "progress", "data": data})
        return [json.dumps(each) for each in found]

    def seconds(self, asked: dict[str, Any]) -> float:
        return (
            next((n["inputs"]["length"] for n in asked.values() if "length" in n["inputs"]), 81)
            / 16
        )

    def _begun(self, body: dict[str, Any]) -> Reply:
        graph, errors = body["prompt"], {}
        for number, node in graph.items():
            known = NODES.get(node["class_type"])
            if known is None:
                error = {
                    "type": "invalid_prompt",
                    "message": "Cannot execute because a node is missing the class_type property.",
                    "details": f"Node ID '#{number}' {node['class_type']}",
                    "extra_info": {},
                }
                return Reply(400, {"error": error, "node_errors": {}})
            for name, value in node["inputs"].items():
                may = known.get(name)
                if isinstance(may, list) and value not in may:
                    told = {
                        "type": "value_not_in_list",
                        "message": "Value not in list",
                        "details": f"{name}: '{value}' not in {may}",
                    }
                    errors[number] = {
                        "errors": [told],
                        "dependent_outputs": ["58"],
                        "class_type": node["class_type"],
                    }
                elif isinstance(may, type) and not isinstance(value, may):
                    told = {
                        "type": "invalid_input_type",
                        "message": "Failed to convert an input value",
                        "details": f"{name}, {value!r}",
                    }
                    errors[number] = {
                        "errors": [told],
                        "dependent_outputs": ["58"],
                        "class_type": node["class_type"],
                    }
        if errors:
            error = {
                "type": "prompt_outputs_failed_validation",
                "message": "Prompt outputs failed validation",
                "details": "",
                "extra_info": {},
            }
            return Reply(400, {"error": error, "node_errors": errors})
        task = self.begin(body["prompt_id"], graph)
        task.extra = body.get("extra_data", {})
        return Reply(200, {"prompt_id": task.key, "number": 1, "node_errors": {}})

    def _viewed(self, task: Made, name: str) -> Reply:
        """A file by its name: the task, the ending, the frame's number, the node."""
        _, ending, frame, *_ = name.split(".")
        if ending == "png":
            size = (64, 36 + 2 * (int(frame) in self.odd))
            return Reply(data=picture(int(frame), size), headers={"content-type": "image/png"})
        if ending in ("webp", "gif"):
            data = animation(round(self.seconds(task.asked) * 16), ending)
            return Reply(data=data, headers={"content-type": f"image/{ending}"})
        return self.file_of(task)

    def _entry(self, task: Made) -> dict[str, Any]:
        if task.failure:
            error = {
                "node_id": "3",
                "node_type": "KSampler",
                "exception_message": task.failure,
                "exception_type": "RuntimeError",
            }
            return {
                "outputs": {},
                "status": {
                    "status_str": "error",
                    "completed": False,
                    "messages": [["execution_start", {}], ["execution_error", error]],
                },
            }
        preview = {"filename": "preview.png", "subfolder": "", "type": "temp"}
        outputs = {"7": {"images": [preview]}}
        for number, node in task.asked.items():
            ending = SAVES.get(node["class_type"], "")
            count = self.batch if node["class_type"] == "SaveImage" else 1
            names = [f"{task.id}.{ending}.{index}.{number}.{ending}" for index in range(count)]
            files = [{"filename": n, "subfolder": "video", "type": "output"} for n in names]
            if ending:
                outputs[number] = {"gifs" if ending == "gif" else "images": files}
        return {
            "prompt": [1, task.key, task.asked, {"client_id": "vfc"} | task.extra, ["58"]],
            "outputs": outputs,
            "status": {"status_str": "success", "completed": True, "messages": []},
        }

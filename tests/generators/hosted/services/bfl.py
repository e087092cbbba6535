"""Black Forest Labs' service, by its OpenAPI; it has no official SDK in Python."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from tests.generators.hosted.serving import Incoming, Reply, Service, is_picture, unpacked

KEY = "test-bfl-key-0123456789"


def _pictured(text: str) -> str:
    if not is_picture(unpacked(text)):
        raise ValueError("no picture")
    return text


def _ratio_of(text: str) -> str:
    found = re.fullmatch(r"([1-9]\d?):([1-9]\d?)", text)
    if not found or not 9 / 21 <= int(found[1]) / int(found[2]) <= 21 / 9:
        raise ValueError("no ratio between 21:9 and 9:21")
    return text


Picture = Annotated[str, AfterValidator(_pictured)] | None
Ratio = Annotated[str, AfterValidator(_ratio_of)]
Side = Annotated[int, Field(ge=256, le=2048, multiple_of=32)]


class Common(BaseModel):
    """What all models take; another field is an error."""

    model_config = ConfigDict(strict=True, extra="forbid")
    prompt: str = Field(min_length=1)
    seed: int | None = None
    output_format: Literal["jpeg", "png", "webp"] = "jpeg"


class Klein(Common):
    prompt: str = Field(min_length=1, max_length=32000)
    width: Side
    height: Side
    safety_tolerance: int = Field(2, ge=0, le=5)
    input_image: Picture = None
    input_image_2: Picture = None
    input_image_3: Picture = None
    input_image_4: Picture = None


class Wide(Klein):
    input_image_5: Picture = None
    input_image_6: Picture = None
    input_image_7: Picture = None
    input_image_8: Picture = None


class Pro(Wide):
    disable_pup: bool = False


class Flex(Wide):
    prompt_upsampling: bool = True
    guidance: float = Field(5.0, ge=1.5, le=10)
    steps: int = Field(50, ge=1, le=50)


class Kontext(Common):
    aspect_ratio: Ratio | None = None
    prompt_upsampling: bool = False
    safety_tolerance: int = Field(2, ge=0, le=6)
    input_image: Picture = None
    input_image_2: Picture = None
    input_image_3: Picture = None
    input_image_4: Picture = None


class Ultra(Common):
    aspect_ratio: Ratio = "16:9"
    prompt_upsampling: bool = False
    safety_tolerance: int = Field(2, ge=0, le=6)
    raw: bool = False
    image_prompt: Picture = None
    image_prompt_strength: float = Field(0.1, ge=0, le=1)


TAKES: dict[str, type[Common]] = {
    "flux-2-pro": Pro, "flux-2-max": Pro, "flux-2-flex": Flex,
    "flux-2-klein-9b": Klein, "flux-2-klein-4b": Klein,
    "flux-kontext-pro": Kontext, "flux-kontext-max": Kontext, "flux-pro-1.1-ultra": Ultra,
}  # fmt: skip


class BflService(Service):
    """A task is asked after at its own address; what it costs is said when it begins, not after."""

    def serve(self, request: Incoming) -> Reply:
        if request.headers.get("x-key") != KEY:
            return Reply(403, {"detail": "Not authenticated"})
        if request.path == "/v1/credits":
            return Reply(200, {"credits": 812.5})
        if request.method == "POST":
            return self._begun(request.path.removeprefix("/v1/"), request)
        task = self.tasks.get(request.query.get("id", ""))
        if task is None:
            return Reply(404, {"id": "", "status": "Task not found"})
        if not self.look(task):
            return Reply(200, {"id": task.id, "status": "Pending", "progress": 0.25})
        if task.failure:
            told = {"Moderation Reasons": ["Safety"]}
            return Reply(200, {"id": task.id, "status": task.failure, "details": told})
        return Reply(
            200, {"id": task.id, "status": "Ready", "result": {"sample": self.file_url(task)}}
        )

    def _begun(self, model: str, request: Incoming) -> Reply:
        if model not in TAKES:
            return Reply(404, {"detail": "Not Found"})
        try:
            TAKES[model].model_validate(request.json())
        except ValidationError as error:
            wrong = [{"loc": ["body", *each["loc"]], "msg": each["msg"]} for each in error.errors()]
            return Reply(422, {"detail": wrong})
        task = self.begin("", request.json(), "still")
        url = f"{self.url}/v1/get_result?id={task.id}"
        return Reply(
            200, {"id": task.id, "polling_url": url, "cost": 4.5, "input_mp": 0, "output_mp": 0.12}
        )

"""What users of tools of this kind have reported, each tried here: the thread is named with it."""

from __future__ import annotations

from contextlib import ExitStack
from importlib import import_module

import pytest

from tests.generators.hosted.films import built, write_film
from tests.generators.hosted.serving import Reply
from tests.generators.hosted.test_providers import CASES, WORDS, film, provider_of, serve  # noqa: F401

assert ExitStack and import_module and provider_of  # shared by the fixture


@pytest.mark.parametrize("name", ["luma", "fal", "minimax", "runway"])
def test_a_connection_that_drops_after_the_request_sends_nothing_again(tmp_path, serve, name):  # noqa: F811
    """Comfy-Org/ComfyUI#16204: four generations were billed for one, no picture came.

    fal-ai/fal-js#238: a lost answer was sent again although retries were off. ArcReel#793: likewise.
    """
    service = serve(name)
    service.fault("POST ", lost=True)
    path = film(tmp_path, name)
    for _ in range(3):
        told = built(path).failed[0][1]
        assert "a request was sent and its answer never came" in told
    assert len(service.billed) == len(service.asked("POST")) == 1


def test_numbers_in_a_refusal_are_no_status(tmp_path, serve):  # noqa: F811
    """edenartlab/eve#576: a 422 that spoke of "240x240" or 512 was taken for a server's error, and
    the generation bought again.
    """
    service = serve("fal")
    detail = [{"loc": ["body"], "type": "image_too_small", "msg": "got 240x240, at least 512"}]
    service.fault("POST ", Reply(422, {"detail": detail}), times=9)
    told = built(film(tmp_path, "fal")).failed[0][1]
    assert "got 240x240, at least 512" in told
    assert len(service.asked("POST")) == 1 and service.billed == []


@pytest.mark.parametrize(
    ("route", "times", "fails"), [("GET /v1/tasks", 20, 0), ("GET /files/", 8, 2)]
)
def test_a_failure_after_the_submission_submits_nothing(tmp_path, serve, route, times, fails):  # noqa: F811
    """backblaze-labs/genblaze#70: where polling or fetching failed, a retry began a second job."""
    service = serve("runway")
    service.fault(route, Reply(502, data=b"bad gateway"), times=times)
    path = film(tmp_path, "runway")
    for _ in range(fails):
        assert not built(path).ok
    assert built(path).ok
    assert len(service.billed) == 1


def test_an_aborted_prediction_is_an_end(tmp_path, serve):  # noqa: F811
    """replicate/replicate-python#460, #431: `aborted` was waited for without an end."""
    service = serve("replicate")
    aborted = Reply(200, {"id": "p", "status": "aborted", "output": None})
    service.fault("GET /v1/predictions/", aborted)
    told = built(film(tmp_path, "replicate")).failed[0][1]
    assert "was cancelled; the next build sends it anew" in told


@pytest.mark.parametrize("deep", [False, True])
def test_a_video_that_a_filter_took_is_told_in_its_words(tmp_path, serve, deep):  # noqa: F811
    """DaWe35/image-router#41, QuantumNous/new-api#6838: done, without a video, and read as a success
    without one; the reasons lie at either of two places.
    """
    service = serve("google")
    words = "Veo could not generate 1 videos. You will not be charged for this request."
    rai = {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": [words]}
    response = {"generateVideoResponse": rai} if deep else rai
    done = Reply(200, {"name": "x", "done": True, "response": response})
    model = "veo-3.1-generate-001"
    service.fault("POST /v1beta1/publishers/google/models/veo-3.1-generate-001:fetch", done)
    told = built(film(tmp_path, "google", model)).failed[0][1]
    assert "its moderation refuses" in told and "You will not be charged" in told
    assert (
        "its moderation refused this before" in built(film(tmp_path, "google", model)).failed[0][1]
    )
    assert len(service.billed) == 1


def test_a_success_without_a_file_is_asked_after_again_and_not_bought_again(tmp_path, serve):  # noqa: F811
    """GoogleCloudPlatform/vertex-ai-creative-studio#529: credits were spent, the operation was done,
    and no video in it; the file may be there a little later.
    """
    service = serve("google")
    model = "veo-3.1-generate-001"
    route = f"POST /v1beta1/publishers/google/models/{model}:fetch"
    service.fault(route, Reply(200, {"name": "x", "done": True, "response": {}}), times=8)
    path = film(tmp_path, "google", model)
    for _ in range(2):
        told = built(path).failed[0][1]
        assert "says that it succeeded, and names no file" in told
        assert "vfc build --resend 'one/one#1'" in told
    assert built(path).ok
    assert len(service.billed) == 1
    path.write_text(path.read_text().replace("a harbour", "a port"))
    service.fault(route, Reply(200, {"name": "x", "done": True, "response": {}}), times=4)
    assert not built(path).ok
    assert built(path, resend=("one/one",)).ok
    assert len(service.billed) == 3


def test_a_task_that_outlasts_a_build_is_taken_up(tmp_path, serve):  # noqa: F811
    """Comfy-Org/ComfyUI#8860, moeru-ai/airi#2084: the client's time was over, the job went on, and
    what it made was lost.
    """
    service = serve("minimax")
    service.looks = 10**9
    path = film(tmp_path, "minimax", patience="1s")
    assert "it goes on there, and the next build takes it up" in built(path).failed[0][1]
    service.looks = 0
    assert built(path).ok
    assert len(service.billed) == 1


def test_a_failure_that_says_success_outside_is_told_by_its_reason(tmp_path, serve):  # noqa: F811
    """QuantumNous/new-api#2532: Kling's outer message says SUCCEED of a failure."""
    service = serve("kling")
    service.fail_next = "The image resolution is too low"
    told = built(film(tmp_path, "kling")).failed[0][1]
    assert "The image resolution is too low" in told and "SUCCEED" not in told


def test_a_task_that_is_not_known_yet_is_waited_for(tmp_path, serve, monkeypatch):  # noqa: F811
    """ShmuelRonen/ComfyUI_Flux_1.1_RAW_API#11: credits went, and the picture was given up; a task of
    Flux is not found where it is asked after too early.
    """
    monkeypatch.setattr("vfc.generators.hosted.work.SETTLED", 5.0)
    service = serve("bfl")
    service.fault(
        "GET /v1/get_result", Reply(404, {"id": "t", "status": "Task not found"}), times=3
    )
    made = built(film(tmp_path, "bfl", "flux-2-pro"))
    assert made.ok, made.failed
    assert len(service.billed) == 1


def test_a_conflict_is_told_as_what_it_says(tmp_path, serve):  # noqa: F811
    """NousResearch/hermes-agent#106479: a 409 that refused to bill was sent again under its key, and
    told as a conflict of keys.
    """
    service = serve("fal")
    service.fault("POST ", Reply(409, {"detail": "BILLING_ERROR unsupported_pricing_meter"}))
    told = built(film(tmp_path, "fal")).failed[0][1]
    assert "unsupported_pricing_meter" in told
    assert len(service.asked("POST")) == 1
    assert built(film(tmp_path, "fal")).ok


def test_a_quota_that_is_used_up_is_no_busy_hour(tmp_path, serve):  # noqa: F811
    """What providers answer with 429 is not always worth waiting for: Kling's 1102, OpenAI's
    insufficient_quota.
    """
    for name in ("kling", "openai"):
        service = serve(name)
        service.fault("POST ", CASES[name].credit, times=9)
        folder = tmp_path / name
        folder.mkdir()
        told = built(write_film(folder, name, {"one": f"length: 5s, {WORDS}"})).failed[0][1]
        assert "the credit is used up" in told
        assert len(service.asked("POST")) == 1

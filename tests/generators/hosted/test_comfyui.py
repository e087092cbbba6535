"""ComfyUI: workflows of a film's folder, filled, queued, followed and fetched; what a server has
not is told in its words.
"""

from __future__ import annotations

import json

import pytest

from tests.generators.hosted.films import built, point_to, write_film
from tests.generators.hosted.services.comfyui import GRAPH, ComfyService
from tests.generators.hosted.serving import serving, still
from vfc.errors import TextError
from vfc.generators.hosted.cancelling import cancelled
from vfc.generators.hosted.providers.comfyui import ComfyUI
from vfc.generators.hosted.wire import Ticket
from vfc.project.money import Consent
from vfc.testing import Recorder

SET = "{prompt: 6.text, seed: 3.seed, first: 12.image, frames: 40.length, width: 40.width, height: 40.height}"
SHOT = "length: 2s, prompt: a harbour, first: pic.png, seed: 7"


@pytest.fixture
def comfy(monkeypatch, quick, tmp_path):
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows/wan.json").write_text(json.dumps(GRAPH))
    (tmp_path / "pic.png").write_bytes(still())
    monkeypatch.setattr(ComfyUI, "poll", 0.01)
    with serving(ComfyService()) as service:
        point_to(monkeypatch, service, "comfyui")
        yield service


def film(folder, shot=SHOT, **options):
    own = {"workflow": "flows/wan.json", "set": SET, "rate": 16, "grid_step": 4, "grid_offset": 1}
    return write_film(folder, "comfyui", {"one": shot}, **own | options)


def test_a_workflow_is_filled_queued_and_fetched(tmp_path, comfy):
    made = built(film(tmp_path), consent=Consent())  # nothing is paid on a server of one's own
    assert made.ok, made.failed
    graph = comfy.asked("POST")[-1].json()["prompt"]
    assert graph["6"]["inputs"]["text"] == "a harbour"
    assert graph["3"]["inputs"]["seed"] == 7
    assert graph["40"]["inputs"] == {"width": 128, "height": 72, "length": 33}
    name = graph["12"]["inputs"]["image"]
    assert comfy.uploaded[name][:4] == b"\x89PNG"
    assert graph["58"] == GRAPH["58"]
    assert built(film(tmp_path)).made == ()
    assert len(comfy.billed) == 1


def test_a_graph_that_is_laid_out_anew_is_the_same_and_a_changed_one_is_made_anew(tmp_path, comfy):
    path = film(tmp_path)
    assert built(path).ok
    flow = tmp_path / "flows/wan.json"
    flow.write_text(
        json.dumps(dict(reversed(GRAPH.items())), indent=2).replace("words", "another title")
    )
    path.write_text(path.read_text() + "note: a\n")
    assert built(path).made == ()
    flow.write_text(json.dumps(GRAPH).replace('"steps": 4', '"steps": 5'))
    path.write_text(path.read_text() + "# b\n")
    assert built(path).ok
    assert len(comfy.billed) == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("tiny.safetensors", "large.safetensors"), "node 4 (CheckpointLoaderSimple): ckpt_name: 'large.safetensors' not in ['tiny.safetensors']"),
        (("KSampler", "MagicSampler"), "Node ID '#3' MagicSampler"),
    ],
)  # fmt: skip
def test_what_the_server_has_not_is_told(tmp_path, comfy, change, told):
    flow = tmp_path / "flows/wan.json"
    flow.write_text(flow.read_text().replace(*change))
    assert told in built(film(tmp_path)).failed[0][1]
    assert comfy.billed == []


def test_a_node_that_fails_is_told(tmp_path, comfy):
    comfy.fail_next = "CUDA out of memory"
    assert "node 3 (KSampler): CUDA out of memory" in built(film(tmp_path)).failed[0][1]


def test_a_lost_answer_is_found_in_the_queue_or_the_history(tmp_path, comfy):
    comfy.fault("POST /prompt", lost=True)
    made = built(film(tmp_path))
    assert made.ok, made.failed
    assert len(comfy.billed) == 1


def test_the_steps_are_told_while_it_runs(tmp_path, comfy):
    comfy.looks = 40
    recorder = Recorder()
    assert built(film(tmp_path), recorder).ok
    assert any(
        "node 3, step 3 of 4" in event.text for event in recorder.events if event.event == "waits"
    )


def test_a_still_workflow_is_set_in_motion_by_the_camera(tmp_path, comfy):
    graph = {number: node for number, node in GRAPH.items() if number != "58"}
    graph["9"] = {"class_type": "SaveImage", "inputs": {"filename_prefix": "x", "images": ["3", 0]}}
    (tmp_path / "flows/wan.json").write_text(json.dumps(graph))
    shot = "length: 2s, prompt: a harbour, camera: {move: push in}"
    made = built(film(tmp_path, shot, kind="still", set="{prompt: 6.text}"))
    assert made.ok, made.failed


def saved_by(folder, *kinds):
    """The workflow, its result saved by nodes of these kinds: 58, 59..."""
    graph = {number: node for number, node in GRAPH.items() if number != "58"}
    for number, kind in enumerate(kinds, 58):
        inputs = {"filename_prefix": "x", "images": ["3", 0]}
        graph[str(number)] = {"class_type": kind, "inputs": inputs}
    (folder / "flows/wan.json").write_text(json.dumps(graph))


@pytest.mark.parametrize("kind", ["SaveImage", "SaveAnimatedWEBP", "VHS_VideoCombine"])
def test_frames_and_animations_are_a_shot(tmp_path, comfy, kind):
    """Frames one by one are kept in one file, each as it came; the server's rate paces them."""
    import av

    comfy.batch = 33
    saved_by(tmp_path, kind)
    made = built(film(tmp_path))
    assert made.ok, made.failed
    assert len(comfy.billed) == 1
    with av.open(str(next((tmp_path / "out").rglob("*.mov")))) as container:
        shown = [frame.to_ndarray(format="gray")[36, 64] for frame in container.decode(video=0)]
    assert len(shown) == 16
    # frame n of the film, at 8 a second, is frame 2n of the 33 at 16 a second
    assert all(abs(int(grey) - (40 + 4 * 2 * n)) <= 4 for n, grey in enumerate(shown)), shown
    if kind == "SaveImage":
        original = next(
            path
            for path in (tmp_path / ".vfc/objects").rglob("*")
            if path.is_file() and comfy_picture(5) in path.read_bytes()
        )
        assert all(comfy_picture(n) in original.read_bytes() for n in range(33))


def comfy_picture(number):
    from tests.generators.hosted.services.comfyui import picture

    return picture(number, (64, 36))


@pytest.mark.parametrize(
    ("kinds", "output", "name"),
    [
        (("SaveVideo", "SaveImage"), "", "58.mp4"),
        (("SaveImage", "SaveVideo"), "", "59.mp4"),
        (("SaveVideo", "SaveAnimatedWEBP"), "", "59.webp"),
        (("SaveVideo", "SaveAnimatedWEBP"), "58", "58.mp4"),
        (("SaveVideo", "SaveImage"), "59", "59.png"),
    ],
)
def test_of_several_nodes_the_named_one_or_the_last_with_a_clip_is_taken(
    tmp_path, comfy, kinds, output, name
):
    comfy.batch = 33
    saved_by(tmp_path, *kinds)
    made = built(film(tmp_path, **({"output": output} if output else {})))
    assert made.ok, made.failed
    viewed = {each.query["filename"] for each in comfy.asked("GET") if each.path == "/view"}
    assert all(each.endswith(name) for each in viewed), viewed


def test_frames_of_several_sizes_are_no_shot(tmp_path, comfy):
    comfy.batch, comfy.odd = 33, {7}
    saved_by(tmp_path, "SaveImage")
    told = built(film(tmp_path)).failed[0][1]
    assert "the 33 pictures that came are no frames of a shot" in told
    assert "number 8 is 64x38, and the first is 64x36" in told


def test_too_few_frames_are_told(tmp_path, comfy):
    comfy.batch = 9
    saved_by(tmp_path, "SaveImage")
    assert "what came lasts 0.56 s, and 2 s were asked for" in built(film(tmp_path)).failed[0][1]


def test_several_pictures_are_no_still(tmp_path, comfy):
    comfy.batch = 4
    saved_by(tmp_path, "SaveImage")
    shot = "length: 2s, prompt: a harbour"
    told = built(film(tmp_path, shot, kind="still", set="{prompt: 6.text}")).failed[0][1]
    assert "4 pictures came, and one still was asked for" in told


def test_what_runs_can_be_interrupted(comfy):
    assert cancelled(ComfyUI(), Ticket(id="abc"), lambda seconds: None) == ""
    assert comfy.interrupted == ["abc"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"workflow": "none.json"}, "'none.json' cannot be read: No such file or directory"),
        ({"workflow": "../../etc/passwd"}, "lies outside of the film's folder"),
        ({"workflow": "pic.png"}, "'pic.png' is no JSON"),
        ({"workflow": "editor.json"}, "is one of the editor: export it in API format"),
        ({"set": "{prompt: 99.text}"}, "is no place of the workflow: it has no node '99'"),
        ({"set": "{prompt: 6.words}"}, "is no place of the workflow: node 6 has no 'words'"),
        ({"set": "{mood: 6.text}"}, "'mood' cannot be set in a workflow"),
        ({"kind": "hologram"}, "it may be video or still"),
    ],
)
def test_a_wrong_workflow_is_a_mistake_of_the_text(tmp_path, comfy, options, told):
    (tmp_path / "editor.json").write_text('{"nodes": [], "links": []}')
    with pytest.raises(TextError, match=None) as found:
        built(film(tmp_path, "length: 2s, prompt: a harbour", **options))
    assert told in str(found.value)
    assert comfy.seen == []

"""A call that is stopped in its middle goes on there, to the bits of a whole one; or says why not
and starts again.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
from contextlib import suppress

import diffusers
import numpy as np
import pytest
import torch
from safetensors import safe_open

from tests.generators.diffusion.asking import asked, generator, options
from tests.generators.diffusion.running import Killed, Stopping, arguments, called, pipeline, shot
from tests.generators.diffusion.tiny import FAMILIES, tiny
from vfc.errors import Stopped
from vfc.generators.diffusion.model.speed import settled
from vfc.generators.diffusion.run.checkpoints import NAME, resumable
from vfc.generators.diffusion.run.states import Unsaved, read_state, state_bytes, write_state

CPU = torch.device("cpu")
WHOLE_ONLY = {"svd": "StableVideoDiffusionPipeline cannot skip the steps that are done"}


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)


@pytest.mark.parametrize("family", sorted(set(FAMILIES) - set(WHOLE_ONLY)))
def test_a_stopped_call_goes_on_to_the_bits_of_a_whole_one(family, tmp_path):
    said = arguments(family, steps=3)
    whole = called(family, tmp_path, every=0, **said)
    stopped = called(family, tmp_path, at=2, **said)
    assert stopped.tensors is None and stopped.told == [(1, 3), (2, 3)]
    again = called(family, tmp_path, **said)
    assert again.same(whole) and all(torch.isfinite(each).all() for each in again.tensors)
    assert again.told == [(2, 3), (3, 3)] and not again.warned
    assert again.forwards == whole.forwards * 2 // 3, (
        "the first step, which sets the loop up, and the third"
    )
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    with safe_open(tmp_path / NAME, "pt") as file:
        assert [json.loads(text) for text in file.metadata().values()]


@pytest.mark.parametrize(("family", "why"), WHOLE_ONLY.items())
def test_a_pipeline_that_cannot_go_on_says_why_and_starts_again(family, why, tmp_path):
    whole = called(family, tmp_path, every=0)
    assert not whole.warned, "nothing was asked for"
    called(family, tmp_path, at=3)
    again = called(family, tmp_path)
    assert again.same(whole) and again.forwards == whole.forwards and len(again.told) == 4
    assert again.warned == [f"no checkpoints: {why}; a shot that is stopped starts again"]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (
            "ChronoEditPipeline",
            "ChronoEditPipeline drops frames of its latents in the middle of the loop",
        ),
        ("HunyuanVideo15Pipeline", "HunyuanVideo15Pipeline tells nothing at the end of a step"),
    ],
)
def test_which_pipelines_cannot_go_on_is_known_before_any_is_loaded(name, why):
    assert resumable(getattr(diffusers, name)) == (False, why)
    assert resumable(diffusers.WanPipeline) == (True, "")


SCHEDULERS = [
    ("sdxl", "UniPCMultistepScheduler", {}),
    ("sdxl", "DPMSolverMultistepScheduler", {}),
    ("sdxl", "DPMSolverMultistepScheduler", {"algorithm_type": "sde-dpmsolver++"}),
    ("sdxl", "DPMSolverSinglestepScheduler", {}),
    ("sdxl", "EulerAncestralDiscreteScheduler", {}),
    ("sdxl", "LCMScheduler", {}),
    ("sdxl", "HeunDiscreteScheduler", {}),
    ("sdxl", "PNDMScheduler", {}),
    ("sdxl", "LMSDiscreteScheduler", {}),
    ("sdxl", "DDPMScheduler", {}),
    ("sdxl", "SASolverScheduler", {}),
    ("wan-t2v", "DPMSolverMultistepScheduler", {}),
    ("wan-t2v", "FlowMatchEulerDiscreteScheduler", {}),
    ("wan-t2v", "FlowMatchLCMScheduler", {}),
    ("cogvideox", "CogVideoXDPMScheduler", {}),
    ("flux", "FlowMatchEulerDiscreteScheduler", {"stochastic_sampling": True}),
    ("flux", "FlowMatchLCMScheduler", {}),
]


@pytest.fixture
def scheduled():
    """Give a family's pipeline another scheduler, and its own back."""
    own = []

    def give(family: str, name: str, said: dict[str, object]) -> None:
        pipe = pipeline(family)
        own.append((pipe, pipe.scheduler))
        pipe.scheduler = getattr(diffusers, name).from_config(pipe.scheduler.config, **said)

    yield give
    for pipe, scheduler in reversed(own):
        pipe.scheduler = scheduler


@pytest.mark.parametrize(
    ("family", "name", "said"),
    SCHEDULERS,
    ids=["-".join((family, name, *said)) for family, name, said in SCHEDULERS],
)
def test_whatever_a_scheduler_carries_is_carried_on(family, name, said, scheduled, tmp_path):
    scheduled(family, name, said)
    whole = called(family, tmp_path, every=0, num_inference_steps=5)
    called(family, tmp_path, at=3, num_inference_steps=5)
    again = called(family, tmp_path, num_inference_steps=5)
    assert again.same(whole) and not again.warned
    assert again.told[0][0] == 3 and len(again.told) == len(whole.told) - 2


@pytest.mark.parametrize(
    ("family", "name"), [("wan-t2v", "FlowMatchLCMScheduler"), ("sdxl", "LCMScheduler")]
)
def test_noise_that_is_drawn_in_a_step_is_the_seeds(family, name, scheduled, tmp_path):
    scheduled(family, name, {})
    before = torch.get_rng_state()
    one, again, other = (called(family, tmp_path, every=0, seed=seed) for seed in (3, 3, 4))
    assert one.same(again) and not one.same(other)
    assert torch.equal(torch.get_rng_state(), before), "nothing was drawn of the process's own"


def test_the_pipeline_is_as_it_was_after_each_call(tmp_path):
    pipe = pipeline("wan-t2v")
    classes = type(pipe), type(pipe.scheduler)
    called("wan-t2v", tmp_path, at=2)
    assert (type(pipe), type(pipe.scheduler)) == classes
    called("wan-t2v", tmp_path)
    assert (type(pipe), type(pipe.scheduler)) == classes and not pipe.interrupt


def test_a_process_that_is_killed_leaves_what_another_goes_on_from(tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    pipeline("wan-t2v")  # drawn before, as both have it
    child = os.fork()
    if not child:
        try:
            called(
                "wan-t2v",
                scratch,
                at=3,
                end=lambda done, total: os.kill(os.getpid(), signal.SIGKILL),
            )
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    again = called("wan-t2v", scratch)
    assert again.told == [(3, 4), (4, 4)]
    assert again.same(called("wan-t2v", tmp_path, every=0))


def test_a_checkpoint_is_written_each_few_steps_and_where_the_user_stops(tmp_path):
    def stopped(done: int, total: int) -> None:
        raise Stopped("stopped")

    whole = called("sdxl", tmp_path, every=0)
    called("sdxl", tmp_path, every=2, at=1)
    assert not list(tmp_path.iterdir()), "killed before the first was written"
    called("sdxl", tmp_path, every=2, at=3)
    assert called("sdxl", tmp_path, every=2).told[0] == (2, 4)
    (tmp_path / NAME).unlink()
    called("sdxl", tmp_path, every=100, at=3, end=stopped)
    again = called("sdxl", tmp_path, every=100)
    assert again.told == [(3, 4), (4, 4)] and again.same(whole)
    once_more = called("sdxl", tmp_path, every=100)
    assert once_more.same(whole) and once_more.told == again.told, (
        "what is left there serves as often as it is wanted"
    )


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


DAMAGE = {
    "empty": lambda data: b"",
    "half": lambda data: data[: len(data) // 2],
    "without its last byte": lambda data: data[:-1],
    "a bit in its length": lambda data: flipped(data, 0),
    "a bit in its header": lambda data: flipped(data, 200),
    "a bit in its tensors": lambda data: flipped(data, len(data) - 9),
    "of another program": lambda data: pickle.dumps({"belongs": "", "index": 2}),
    "of an older vfc": lambda data: data.replace(b"vfc state 2", b"vfc state 1"),
}


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory) -> bytes:
    """That of a call of the tiny SDXL that was killed after three steps."""
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("killed")
    called("sdxl", folder, at=3)
    return (folder / NAME).read_bytes()


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_checkpoint_is_none(damage, checkpoint, tmp_path):
    (tmp_path / NAME).write_bytes(checkpoint)
    assert called("sdxl", tmp_path).told[0] == (3, 4)
    (tmp_path / NAME).write_bytes(DAMAGE[damage](checkpoint))
    again = called("sdxl", tmp_path)
    assert again.told[0] == (1, 4) and again.forwards == 4 and not again.warned
    assert again.same(called("sdxl", tmp_path / "none", every=0))


@pytest.mark.parametrize(
    "other",
    [
        {"seed": 4},
        {"num_inference_steps": 5},
        {"prompt": "a blue fox"},
        {"guidance_scale": 2.0},
        {"height": 32},
    ],
)
def test_the_checkpoint_of_another_call_is_none_of_this_one(other, checkpoint, tmp_path):
    (tmp_path / NAME).write_bytes(checkpoint)
    again = called("sdxl", tmp_path, **other)
    assert again.told[0][0] == 1 and again.same(called("sdxl", tmp_path / "none", every=0, **other))


def test_the_checkpoint_of_another_environment_is_none(checkpoint, tmp_path):
    (tmp_path / NAME).write_bytes(checkpoint)
    with settled(tf32=True):
        assert called("sdxl", tmp_path).told[0] == (1, 4)


def test_the_checkpoint_of_another_scheduler_is_none(checkpoint, scheduled, tmp_path):
    (tmp_path / NAME).write_bytes(checkpoint)
    scheduled("sdxl", "EulerDiscreteScheduler", {"use_karras_sigmas": True})
    assert called("sdxl", tmp_path).told[0] == (1, 4)


@pytest.mark.parametrize("change", ["outputs", "schedulers"])
def test_a_checkpoint_of_another_loop_is_let_go_of_in_the_middle(change, checkpoint, tmp_path):
    (tmp_path / NAME).write_bytes(checkpoint)
    state = read_state(tmp_path / NAME, CPU)
    write_state(tmp_path / NAME, {**state, change: state[change] * 2})
    again = called("sdxl", tmp_path)
    assert again.told == [(1, 4), (2, 4), (3, 4), (4, 4)] and again.forwards == 5
    assert again.same(called("sdxl", tmp_path / "none", every=0))


def test_a_disk_that_takes_no_checkpoint_is_told_once_and_the_shot_is_made(tmp_path):
    gone = called("sdxl", tmp_path / "nowhere")
    assert gone.same(called("sdxl", tmp_path, every=0)) and len(gone.told) == 4
    assert gone.warned == [
        "no checkpoints: the disk did not take one (No such file or directory); "
        "a shot that is stopped starts again"
    ]


def test_arguments_that_no_digest_tells_apart_mean_no_checkpoints(tmp_path):
    made = called("sdxl", tmp_path, cross_attention_kwargs={"scale": object()})
    assert made.warned == [
        "no checkpoints: its arguments hold something of type object; "
        "a shot that is stopped starts again"
    ]
    assert made.tensors is not None and not list(tmp_path.iterdir())


SHOTS = [("wan-i2v", ("first",)), ("sdxl", ("remix",))]


@pytest.mark.parametrize(
    ("family", "words"), SHOTS, ids=["-".join((family, *words)) for family, words in SHOTS]
)
def test_a_shot_goes_on_from_its_scratch_to_the_bytes_of_a_whole_one(
    family, words, tinies, tmp_path
):
    tiny(family, tinies)
    own, said = generator(tinies), options(family, steps=5, checkpoint_every=2)
    request, inputs = asked(own.abilities(said), said, words)
    whole, context = shot(own, request, inputs, said, tmp_path / "whole")
    steps = context.told[-1][0]
    stopped, _ = shot(own, request, inputs, said, tmp_path / "stopped", stop_at=3)
    again, context = shot(own, request, inputs, said, tmp_path / "stopped")
    assert not stopped and again == whole, "equal latents are one artifact"
    assert [done for done, _ in context.told] == list(range(2, steps + 1))
    assert "checkpoints" not in context.environment and context.environment["diffusers"]


def test_a_shot_that_cannot_go_on_says_so_in_its_environment(tinies, tmp_path):
    tiny("svd", tinies)
    own, said = generator(tinies), options("svd", steps=3, checkpoint_every=1)
    request, inputs = asked(own.abilities(said), said, ("first",))
    (stage,) = own.stages(request, own.abilities(said))
    found = []
    for stop_at in (0, 2, 0):
        context = Stopping(tmp_path, stop_at)
        with suppress(Killed):
            found.append(list(own.run(stage, inputs, context)))
    assert len(found) == 2 and all(map(np.array_equal, *found)) and context.told[0] == (1, 3)
    assert (
        context.environment["checkpoints"]
        == f"no checkpoints: {WHOLE_ONLY['svd']}; a shot that is stopped starts again"
    )


VALUES = [
    None,
    True,
    7,
    0.1,
    float("inf"),
    "words",
    [1, [2]],
    (1, (2,)),
    {"a": {1: "b"}},
    np.float32(0.5),
    np.arange(6),
    torch.arange(6.0).reshape(2, 3),
    torch.zeros(0),
    torch.tensor(1.5, dtype=torch.bfloat16),
    torch.float8_e4m3fn,
    torch.tensor([True, False]),
    torch.arange(24.0).reshape(2, 3, 4).permute(2, 0, 1),
    np.array([[1, 2]], np.int64),
]


def equal(one: object, other: object) -> bool:
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(equal, one, other))
    if isinstance(one, torch.Tensor):
        return torch.equal(one, other) and (one.dtype, one.stride()) == (
            other.dtype,
            other.stride(),
        )
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    return type(one) is type(other) and one == other


def test_what_was_read_is_what_was_written_and_equal_values_are_equal_bytes(tmp_path):
    shared = torch.arange(3.0)
    for value in [*VALUES, VALUES]:
        write_state(tmp_path / "state", value)
        assert equal(read_state(tmp_path / "state", CPU), value), value
        assert (tmp_path / "state").read_bytes() == state_bytes(value)
    assert len({state_bytes(VALUES) for _ in range(20)}) == 1
    write_state(tmp_path / "state", [shared, shared])
    one, other = read_state(tmp_path / "state", CPU)
    assert one is other
    assert [path.name for path in tmp_path.iterdir()] == ["state"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (object(), "something of type object"),
        (np.array(["a"]), "an array of <U1"),
        ([{1, 2}], "something of type set"),
    ],
)
def test_what_no_file_holds_is_refused_and_what_was_there_stays(value, said, tmp_path):
    write_state(tmp_path / "state", 1)
    with pytest.raises(Unsaved, match=said):
        write_state(tmp_path / "state", value)
    assert read_state(tmp_path / "state", CPU) == 1

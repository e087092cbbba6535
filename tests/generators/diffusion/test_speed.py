"""Attention backends, compiled blocks, torch's switches: chosen, refused with what there is, and
put back.
"""

from __future__ import annotations

import threading

import pytest
import torch
import torch._inductor.config
from torch._dynamo.utils import counters

from tests.generators.diffusion.asking import asked, generator, options
from tests.generators.diffusion.running import called, denoisers, pipeline, shot
from tests.generators.diffusion.tiny import tiny
from vfc.errors import GeneratorError
from vfc.generators.diffusion.model import speed
from vfc.generators.diffusion.run.states import read_state

CPU = torch.device("cpu")

# Graphs without kernels of C++: twenty seconds less. By hand it was seen that the tiny LTX, Flux
# and Qwen-Image come out within 2e-6 of what they are when they are not compiled, with these
# kernels too.
NO_CPP = {name: True for name in ("fallback_by_default",) if hasattr(torch._inductor.config, name)}


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def ltx(tinies):
    """A generator with the tiny LTX, and the bytes of its latents by options, each made once."""
    torch.set_num_threads(1)
    tiny("ltx", tinies)
    own, found = generator(tinies), {}

    def made(root, **said: object) -> bytes:
        text = options("ltx", **{"device": "cpu", **said})
        if text not in found:
            request, inputs = asked(own.abilities(text), text)
            found[text] = shot(own, request, inputs, text, root)
        return found[text]

    return made


def far(one: bytes, other: bytes, root) -> float:
    """How far two files of latents are apart at the most, as a part of the largest value."""
    found = []
    for index, data in enumerate((one, other)):
        path = root / f"{index}.safetensors"
        path.write_bytes(data)
        found.append(read_state(path, CPU)["vae"]["args"][0])
    return float((found[0] - found[1]).abs().max() / found[0].abs().max())


@pytest.mark.parametrize("family", ["wan-t2v", "flux"])
def test_another_attention_gives_nearly_the_same_and_is_taken_back(family, tmp_path):
    native, pipe = called(family, tmp_path, every=0), pipeline(family)
    speed.apply(pipe, attention="_native_math")
    other = called(family, tmp_path, every=0)
    assert not other.same(native), "it was used"
    assert all(
        (one - two).abs().max() < 1e-3
        for one, two in zip(other.tensors, native.tensors, strict=True)
    )
    speed.apply(pipe)
    assert called(family, tmp_path, every=0).same(native)


def test_the_attention_of_one_pipeline_is_no_others(tmp_path):
    before = called("qwen-image", tmp_path, every=0)
    speed.apply(pipeline("flux"), attention="_native_math")
    try:
        assert called("qwen-image", tmp_path, every=0).same(before)
    finally:
        speed.apply(pipeline("flux"))


REFUSED = [
    ("nativ", "there is no attention backend 'nativ'; did you mean 'native'? here there are "),
    ("quick", "there is no attention backend 'quick'; here there are "),
    (
        "sage_hub",
        "'sage_hub' downloads code when it is used; install its package and name that backend "
        "instead",
    ),
]
NO_GPU = [
    ("flash", "'flash' needs a GPU, and there is none here"),
    ("_native_cudnn", "'_native_cudnn' needs a GPU, and there is none here"),
]


@pytest.mark.parametrize(("name", "said"), REFUSED + ([] if torch.cuda.is_available() else NO_GPU))
def test_an_attention_that_cannot_be_had_is_refused(name, said):
    with pytest.raises(GeneratorError) as error:
        speed.apply(pipeline("wan-t2v"), attention=name)
    text = str(error.value).removeprefix("attention: ")
    assert text.startswith(said)
    if said.endswith("here there are "):
        there = text.removeprefix(said).split(", ")
        assert {"native", "_native_math"} <= set(there)
        assert not any(map(speed.refused_attention, there)) and not any(
            each.endswith("_hub") for each in there
        )


@pytest.mark.parametrize("family", ["sdxl", "cogvideox"])
def test_a_model_whose_attention_takes_no_backend_says_so(family):
    name = type(pipeline(family)).__name__
    with pytest.raises(
        GeneratorError, match=f"attention: the attention of {name} takes no backend"
    ):
        speed.apply(pipeline(family), attention="_native_math")
    speed.apply(pipeline(family), attention="native")


def test_an_attention_that_fails_in_the_call_is_told_with_what_to_write(ltx, tmp_path):
    with pytest.raises(GeneratorError) as error:
        ltx(tmp_path, attention="_native_flash")
    assert str(error.value) == (
        "attention: '_native_flash' does not work with LTXPipeline: `attn_mask` is not "
        "supported for native flash attention; write attention: native"
    )


def test_a_model_that_names_no_blocks_is_not_compiled():
    with pytest.raises(
        GeneratorError,
        match="compile: CogVideoXTransformer3DModel names no blocks that repeat, so "
        "nothing would be compiled; write compile: false",
    ):
        speed.apply(pipeline("cogvideox"), compile=True)


def compiled(family: str) -> list[bool]:
    names = [each._repeated_blocks for each in denoisers(pipeline(family))]
    return [
        module._compiled_call_impl is not None
        for each in denoisers(pipeline(family))
        for module in each.modules()
        if type(module).__name__ in names[0]
    ]


def test_blocks_are_compiled_once_and_no_longer_when_that_is_over(tmp_path):
    seen = []

    def backend(graph, given):
        seen.append(graph)
        return graph.forward

    plain = called("ltx", tmp_path, every=0)
    speed.apply(pipeline("ltx"), compile=True, backend=backend)
    assert compiled("ltx") == [True, True]
    first = called("ltx", tmp_path, every=0)
    count = len(seen)
    speed.apply(pipeline("ltx"), compile=True, backend=backend)
    assert (
        called("ltx", tmp_path, every=0).same(first)
        and first.same(plain)
        and len(seen) == count > 0
    )
    speed.apply(pipeline("ltx"))
    assert compiled("ltx") == [False, False]


def test_compiled_blocks_give_nearly_the_same_and_the_next_shot_has_its_own(
    ltx, tmp_path, monkeypatch
):
    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", str(tmp_path / "inductor"))
    plain, _ = ltx(tmp_path / "plain")
    torch._dynamo.reset()
    with (
        torch._inductor.config.patch({"compile_threads": 1, "cpp.cxx": ("/no/compiler",)}),
        pytest.raises(GeneratorError) as error,
    ):
        ltx(tmp_path / "compiled", compile=True)
    assert str(error.value).startswith("compile: LTXPipeline cannot be compiled here: ")
    assert "No working C++ compiler found" in str(error.value) and str(error.value).endswith(
        "; write compile: false"
    )
    torch._dynamo.reset()
    counters.clear()
    with torch._inductor.config.patch({"compile_threads": 1, **NO_CPP}):
        fast, _ = ltx(tmp_path / "compiled", compile=True)
    assert counters["stats"]["unique_graphs"] > 0 and counters["inductor"]["extern_calls"] > 0
    assert far(fast, plain, tmp_path) < 1e-4
    again, _ = ltx(tmp_path / "again", offload="whole")
    assert again == plain


def switches() -> tuple[object, ...]:
    return (
        torch.backends.cuda.matmul.allow_tf32,
        torch.backends.cudnn.allow_tf32,
        torch.backends.cudnn.benchmark,
        torch.are_deterministic_algorithms_enabled(),
    )


@pytest.fixture
def other_switches(monkeypatch):
    """Torch's switches as another library may have left them."""
    monkeypatch.setenv("CUBLAS_WORKSPACE_CONFIG", "")  # so that it is as it was at the end
    monkeypatch.delenv("CUBLAS_WORKSPACE_CONFIG")
    before = switches()
    torch.backends.cudnn.benchmark = torch.backends.cuda.matmul.allow_tf32 = True
    yield switches()
    (
        torch.backends.cuda.matmul.allow_tf32,
        torch.backends.cudnn.allow_tf32,
        torch.backends.cudnn.benchmark,
        _,
    ) = before


def test_switches_are_set_for_a_while_and_put_back_whatever_happens(other_switches):
    with pytest.raises(KeyError), speed.settled(tf32=False, deterministic=True):
        assert switches() == (False, False, False, True)
        with speed.settled(tf32=False, deterministic=True):
            raise KeyError
    assert switches() == other_switches
    with speed.settled(tf32=True):
        assert switches() == (True, True, False, False)
    assert switches() == other_switches


def test_who_wants_other_switches_waits_and_who_wants_the_same_does_not(other_switches):
    order, begun = [], threading.Event()

    def work(name: str, tf32: bool) -> None:
        begun.set()
        with speed.settled(tf32=tf32):
            order.append((name, switches()[0]))

    with speed.settled(tf32=True):
        same = threading.Thread(target=work, args=("same", True))
        same.start()
        same.join()
        begun.clear()
        other = threading.Thread(target=work, args=("other", False))
        other.start()
        begun.wait()
        same = threading.Thread(target=work, args=("same again", True))
        same.start()
        same.join()
        order.append(("first", switches()[0]))
    other.join()
    assert order == [("same", True), ("same again", True), ("first", True), ("other", False)]
    assert switches() == other_switches


def test_a_shot_notes_its_switches_and_leaves_them_to_no_other(ltx, other_switches, tmp_path):
    exact, context = ltx(tmp_path / "exact", deterministic=True)
    assert (
        context.environment["deterministic"] == "on" and context.environment["cudnn tf32"] == "off"
    )
    assert context.environment["cublas workspace"] == ":4096:8"
    assert switches() == other_switches
    fast, context = ltx(tmp_path / "fast", tf32=True)
    assert (context.environment["deterministic"], context.environment["cudnn tf32"]) == (
        "off",
        "on",
    )
    assert (
        context.environment["float32 products"] == "high"
        and context.environment["cudnn benchmark"] == "off"
    )
    assert switches() == other_switches
    plain, context = ltx(tmp_path / "plain", offload="apart")
    assert (
        context.environment["float32 products"] == "highest" and exact and fast and plain == exact
    )

"""Step caches: each leaves work out where it is let in, gives what the model would, starts empty,
or is refused.
"""

from __future__ import annotations

import pytest
import torch

from tests.generators.diffusion.asking import asked, generator, options
from tests.generators.diffusion.running import (
    arguments,
    called,
    counted,
    denoisers,
    pipeline,
    shot,
    told,
)
from tests.generators.diffusion.tiny import FAMILIES, tiny
from vfc.errors import GeneratorError
from vfc.generators.diffusion.model import stepcaches

ONES = "ratios=1,1,1,1,1,1,1,1"
SAID = {
    "first-block": "first-block threshold=0.5",
    "taylorseer": "taylorseer interval=4 warmup=3",
    "taylorseer lite": "taylorseer interval=4 warmup=3 lite=true",
    "magcache": f"magcache {ONES} keep=0",
    "sea": "sea threshold=10",
    "pyramid": "pyramid from=0 to=1000",
    "faster": "faster from=0 to=1000",
}

WORKS = {
    "wan-t2v": "first-block taylorseer magcache sea",
    "wan-5b": "first-block taylorseer magcache sea",
    "wan-i2v": "first-block taylorseer magcache",
    "wan-flf2v": "first-block taylorseer magcache",
    "wan-2.2-a14b": "first-block taylorseer sea",
    "wan-2.2-a14b-i2v": "first-block taylorseer",
    "wan-vace": "taylorseer",
    "hunyuanvideo": "first-block taylorseer magcache",
    "ltx": "first-block taylorseer magcache pyramid",
    "ltx-i2v": "first-block taylorseer magcache pyramid",
    "ltx-condition": "first-block taylorseer magcache pyramid",
    "ltx2": "taylorseer",
    "ltx2-i2v": "taylorseer",
    "ltx2-condition": "taylorseer",
    "cogvideox": "first-block taylorseer magcache pyramid faster",
    "cogvideox-i2v": "first-block taylorseer magcache pyramid faster",
    "cogvideox-v2v": "first-block taylorseer pyramid faster",
    "flux": "first-block taylorseer magcache",
    "flux2-klein": "taylorseer magcache",
    "qwen-image": "first-block taylorseer magcache",
    "qwen-image-edit": "first-block taylorseer magcache",
    "qwen-image-img2img": "first-block taylorseer",
}
WHY = [
    ("svd", "sea", "StableVideoDiffusionPipeline has no transformer, and sea knows nothing else"),
    (
        "wan-v2v",
        "first-block",
        "WanVideoToVideoPipeline does not say which call of its model is which "
        "(no cache_context): first-block would fail",
    ),
    (
        "wan-t2v",
        "pyramid",
        "WanPipeline calls its model 2 times a step, and pyramid would mix what they give",
    ),
    (
        "wan-vace",
        "magcache",
        "WanVACEPipeline adds its control between the blocks, and magcache would add it twice",
    ),
    ("ltx", "faster", "faster works with CogVideoX only, and not with LTXPipeline"),
    (
        "qwen-image-img2img",
        "magcache",
        "QwenImageImg2ImgPipeline begins in the middle of its steps, and magcache "
        "counts them from the first",
    ),
    ("ltx", "sea", "LTXPipeline does not tell the noise of a step: sea would do nothing"),
    (
        "wan-2.2-a14b",
        "magcache",
        "magcache counts the steps of one model, and this pipeline has two",
    ),
    (
        "flux2-klein",
        "first-block",
        "the first block of Flux2Transformer2DModel gives words beside the picture and its "
        "last does not: first-block would fail",
    ),
    (
        "ltx2",
        "first-block",
        "first-block does not know LTX2VideoTransformer3DModel: Model class <class 'diffusers."
        "models.transformers.transformer_ltx2.LTX2VideoTransformerBlock'> not registered.",
    ),
]


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)


def put(family: str, text: str, steps: int = 8) -> None:
    stepcaches.apply(pipeline(family), *stepcaches.parsed(text), steps=steps)


@pytest.fixture
def cached():
    """Put a cache on a family's pipeline, and take it off at the end."""
    families = []

    def give(family: str, text: str) -> None:
        families.append(family)
        put(family, text)

    yield give
    for family in families:
        put(family, "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ("", {})),
        ("off", ("", {})),
        ("first-block", ("first-block", {"threshold": 0.05})),
        (
            "magcache ratios=1.0,1.2 skip=2",
            ("magcache", {"ratios": (1.0, 1.2), "threshold": 0.06, "skip": 2, "keep": 0.2}),
        ),
        (
            "taylorseer lite=true",
            ("taylorseer", {"interval": 5, "warmup": 3, "order": 1, "lite": True}),
        ),
    ],
)
def test_a_text_is_a_cache_with_all_its_settings(text, found):
    assert stepcaches.parsed(text) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("first-blok", "cache: there is no step cache 'first-blok'; did you mean 'first-block'?"),
        ("tea", "cache: there is no step cache 'tea'; did you mean 'sea'?"),
        (
            "quick",
            "cache: there is no step cache 'quick'; there are first-block, taylorseer, magcache, "
            "sea, pyramid, faster",
        ),
        ("sea treshold=1", "cache: sea has no setting 'treshold'; did you mean 'threshold'?"),
        ("first-block x=1", "cache: first-block has no setting 'x'; there are threshold"),
        ("first-block threshold", "cache: threshold of first-block is a number, and not ''"),
        (
            "taylorseer interval=2.5",
            "cache: interval of taylorseer is a whole number, and not '2.5'",
        ),
        ("taylorseer lite=yes", "cache: lite of taylorseer is true or false, and not 'yes'"),
        ("magcache ratios=1;2", "cache: ratios of magcache is numbers with commas, and not '1;2'"),
    ],
)
def test_a_mistake_in_the_text_is_told_with_what_there_is(text, said):
    with pytest.raises(GeneratorError) as error:
        stepcaches.parsed(text)
    assert str(error.value) == said


@pytest.mark.parametrize("family", FAMILIES)
def test_a_cache_that_would_do_nothing_or_the_wrong_thing_is_refused_by_name(family):
    pipe = pipeline(family)
    names = [
        type(pipe).__name__,
        *(type(each).__name__ for each in denoisers(pipe)),
        "this pipeline has two",
    ]
    for name in sorted(set(stepcaches.CACHES) - set(WORKS.get(family, "").split())):
        with pytest.raises(GeneratorError) as error:
            put(family, SAID[name])
        assert str(error.value).startswith("cache: ") and any(
            each in str(error.value) for each in names
        )
        assert not any(stepcaches.hooked(each) for each in denoisers(pipe))


@pytest.mark.parametrize(
    ("family", "name", "why"), WHY, ids=[f"{family}-{name}" for family, name, _ in WHY]
)
def test_a_refusal_says_why(family, name, why):
    with pytest.raises(GeneratorError) as error:
        put(family, SAID[name])
    assert str(error.value) == f"cache: {why}"


def test_magcache_wants_the_ratios_of_the_model():
    with pytest.raises(
        GeneratorError, match="magcache needs the model's ratios, one a step: ratios=1.0,1.21"
    ):
        put("wan-t2v", "magcache")


def asked_of_the_model(family: str) -> tuple[tuple, dict]:
    """What the loop hands its model in the first step."""
    pipe, found = pipeline(family), []
    hook = denoisers(pipe)[0].register_forward_pre_hook(
        lambda module, args, said: found.append((args, said)), with_kwargs=True
    )
    with told(family):
        pipe(
            **arguments(family, 2), generator=torch.Generator().manual_seed(1), output_type="latent"
        )
    hook.remove()
    return found[0]


SAME = [
    (family, name)
    for family, names in WORKS.items()
    for name in SAID
    if name.split()[0] in names.split()
    and name in ("first-block", "taylorseer", "taylorseer lite", "magcache")
]


@pytest.mark.parametrize(
    "family", sorted({family for family, _ in SAME} - {"qwen-image-edit", "ltx2-condition"})
)
def test_what_is_not_computed_is_what_the_model_would_give(family, cached):
    model = denoisers(pipeline(family))[0]
    args, said = asked_of_the_model(family)
    for name in (name for each, name in SAME if each == family):
        cached(family, SAID[name])
        made, work = [], []
        for _ in range(4):
            with torch.no_grad(), model.cache_context("one"), counted([model], "Linear") as found:
                made.append(model(*args, **{**said, "return_dict": False})[0])
            work.append(found.total())
        plain = torch.stack(list(made[0])).abs().max()
        assert work[3] < work[0] / 1.3, (name, work)
        assert all(
            (one - other).abs().max() < plain / 1000
            for one, other in zip(made[0], made[3], strict=True)
        ), name


WHOLE = [
    ("wan-t2v", "first-block"),
    ("wan-t2v", "taylorseer"),
    ("wan-t2v", "magcache"),
    ("wan-t2v", "sea"),
    ("wan-2.2-a14b", "taylorseer lite"),
    ("wan-i2v", "first-block"),
    ("ltx", "pyramid"),
    ("cogvideox", "pyramid"),
    ("cogvideox", "faster"),
    ("hunyuanvideo", "first-block"),
    ("flux", "magcache"),
    ("qwen-image", "taylorseer"),
]


@pytest.mark.parametrize(
    ("family", "name"), WHOLE, ids=[f"{family}-{name}" for family, name in WHOLE]
)
def test_a_shot_takes_less_work_and_begins_with_an_empty_cache(family, name, cached, tmp_path):
    said, models = arguments(family, 8), denoisers(pipeline(family))
    with counted(models, "Linear") as work:
        plain = called(family, tmp_path, every=0, **said)
    cached(family, SAID[name])
    with counted(models, "Linear") as less:
        first = called(family, tmp_path, every=0, **said)
    assert (
        less.total() < work.total() and first.forwards == plain.forwards and not first.same(plain)
    )
    called(family, tmp_path, every=0, at=5, **{**said, "prompt": "the sea"})
    put(family, SAID[name])
    assert called(family, tmp_path, every=0, **said).same(first)
    put(family, "")
    assert called(family, tmp_path, every=0, **said).same(plain)


def test_what_a_stopped_call_left_would_change_the_next_one(cached, tmp_path):
    said = arguments("wan-t2v", 8)
    cached("wan-t2v", SAID["magcache"])
    first = called("wan-t2v", tmp_path, every=0, **said)
    called("wan-t2v", tmp_path, every=0, at=5, **said)
    assert not called("wan-t2v", tmp_path, every=0, **said).same(first), (
        "or the tests above would see nothing"
    )


def test_a_cached_shot_starts_again_to_equal_bytes_and_says_so(tinies, tmp_path):
    tiny("wan-t2v", tinies)
    own, said = (
        generator(tinies),
        options("wan-t2v", steps=6, checkpoint_every=1, cache=SAID["first-block"]),
    )
    request, inputs = asked(own.abilities(said), said)
    whole, context = shot(own, request, inputs, said, tmp_path / "whole")
    assert (
        context.environment["checkpoints"]
        == "no checkpoints: the step cache of its transformer has a memory of "
        "its own; a shot that is stopped starts again"
    )
    assert shot(own, request, inputs, said, tmp_path / "stopped", stop_at=4)[0] == b""
    again, context = shot(own, request, inputs, said, tmp_path / "stopped")
    assert again == whole and context.told[0] == (1, 6)


def test_a_cache_stays_with_its_shots_where_pipelines_share_a_model(tinies, tmp_path):
    tiny("ltx", tinies)
    own, found = generator(tinies), {}
    # which asks its pipeline for the time
    on, words_alone, from_a_picture = SAID["pyramid"], (), ("first",)
    order = [
        (on, words_alone),
        ("", from_a_picture),
        (on, words_alone),
        (on, from_a_picture),
        (on, words_alone),
        ("", words_alone),
        (on, from_a_picture),
        ("", from_a_picture),
    ]
    for index, (cache, words) in enumerate(order):
        said = options("ltx", steps=6, cache=cache)
        request, inputs = asked(own.abilities(said), said, words)
        made, _ = shot(own, request, inputs, said, tmp_path / str(index))
        assert found.setdefault((cache, words), made) == made, (index, cache, words)
    assert len(set(found.values())) == 4 == len(found)
    assert len(own.loaded.loads) == 2, "the words' encoder and the denoiser, once"

"""Stills that are made of stills: said anew by a remix, by their structure, lines or style, and
made larger.
"""

from __future__ import annotations

from io import BytesIO

import numpy
import pytest
from PIL import Image

from tests.generators.hosted.films import built, point_to
from tests.generators.hosted.services import bfl, openai, stability
from tests.generators.hosted.serving import serving, still
from vfc.film.timing import Size
from vfc.generators.hosted.asking import original_request
from vfc.generators.hosted.cards import ModelCard, facts_of
from vfc.generators.hosted.providers.bfl import Bfl
from vfc.generators.hosted.providers.stability import Stability

FILM = """\
vfc: 1
title: stills of stills
format: {{size: 320x180, rate: 6}}
handles: 0f
generators:
  paint: {{use: {use}, model: {model}}}
  again: {{use: {use}, model: {again}}}
scenes:
  one:
    shots:
      dawn: {{generator: paint, length: 1s, prompt: a harbour at dawn}}
      dusk: {{generator: again, length: 1s, {shot}}}
"""
REMIX = "remix: {of: one/dawn, strength: 0.4}, prompt: at dusk"
FIRST = "first: one/dawn@0f, prompt: at dusk"


@pytest.fixture
def stable(monkeypatch, quick):
    with serving(stability.StabilityService()) as service:
        point_to(monkeypatch, service, "stability", STABILITY_API_KEY=stability.KEY)
        yield service


def film(folder, shot, again="ultra", model="core", use="stability"):
    path = folder / "film.yaml"
    path.write_text(FILM.format(use=use, model=model, again=again, shot=shot))
    return path


@pytest.mark.parametrize(
    ("again", "shot", "wanted"),
    [
        ("ultra", REMIX, {"strength": "0.4", "path": "generate/ultra"}),
        ("sd3.5-large", REMIX, {"strength": "0.4", "mode": "image-to-image"}),
        ("ultra", FIRST, {"strength": "0.6"}),
        ("control-structure", FIRST, {"control_strength": "0.7", "path": "control/structure"}),
        ("control-sketch", FIRST, {"control_strength": "0.7", "path": "control/sketch"}),
        ("upscale-conservative", FIRST, {"creativity": "0.35", "path": "upscale/conservative"}),
        ("upscale-fast", FIRST, {"path": "upscale/fast"}),
    ],
)
def test_a_still_is_made_of_a_still_and_paid_once(tmp_path, stable, again, shot, wanted):
    path = film(tmp_path, shot, again)

    made = built(path)

    assert made.ok, made.failed
    assert len(stable.billed) == 2
    asked = stable.tasks["task-2"].asked
    assert wanted.items() <= asked.items()
    assert ("prompt" in asked) == (again != "upscale-fast")
    sent = Image.open(BytesIO(asked["image"]))
    assert numpy.abs(numpy.asarray(sent)[90, 160].astype(int) - (200, 80, 40)).max() <= 3
    assert built(path).made == ()


def test_a_style_is_taken_from_a_picture(tmp_path, stable):
    (tmp_path / "ink.png").write_bytes(still())
    path = film(tmp_path, "preset: ink, prompt: at dusk", "control-style")
    path.write_text(path.read_text() + "presets: {ink: {references: [ink.png]}}\n")
    made = built(path)
    assert made.ok, made.failed
    asked = next(t.asked for t in stable.tasks.values() if "control" in t.asked["path"])
    assert (asked["path"], asked["fidelity"], asked["aspect_ratio"]) == ("control/style", "0.5", "16:9")  # fmt: skip


@pytest.mark.parametrize("model", ["upscale-fast", "upscale-conservative"])
def test_what_is_made_larger_is_sent_at_a_megapixel(model):
    from fractions import Fraction

    from vfc.film.model import Prompt
    from vfc.generators.api import Input, Request
    from vfc.generators.hosted.asking import ask_of
    from vfc.media.video.fileclips import PictureClip

    card = Stability().cards()[model]
    request = Request(
        prompt=Prompt(words="x"),
        size=Size(3840, 2160),
        rate=Fraction(1),
        frames=1,
        length=1,
        seed=1,
        inputs=(Input(role="first"),),
    )
    picture = numpy.zeros((2160, 3840, 3), numpy.uint8)
    ask = ask_of(original_request(request, card), {"first": PictureClip(picture)}, card, {})
    width, height = Image.open(BytesIO(ask.media["first"].data)).size
    assert width * height <= 1048576 and width / height == pytest.approx(16 / 9, rel=0.01)


@pytest.mark.parametrize(
    ("use", "model", "service", "secrets"),
    [
        ("bfl", "flux-2-pro", bfl.BflService, {"BFL_API_KEY": bfl.KEY}),
        ("openai", "gpt-image-1.5", openai.OpenAIService, {"OPENAI_API_KEY": openai.KEY}),
    ],
)
def test_a_remix_of_a_still_is_an_edit_where_there_is_no_strength(
    tmp_path, monkeypatch, quick, use, model, service, secrets
):
    monkeypatch.setattr(Bfl, "poll", 0.01)
    with serving(service()) as running:
        point_to(monkeypatch, running, use, **secrets)
        made = built(film(tmp_path, REMIX, model, model, use))
        assert made.ok, made.failed
        assert len(running.billed) == 2
        assert "/images/edits" in [e.path for e in running.seen] or "input_image" in str(running.tasks)  # fmt: skip


def test_what_is_not_used_is_told_with_the_model():
    card: ModelCard = Stability().cards()["ultra"]
    told = dict(facts_of(card))
    assert told["remix"].startswith("of the first picture")
    assert "the language has no word for a mask" in told["not_used"]

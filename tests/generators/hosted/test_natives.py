"""What Runway's models do themselves where the language has a word for it: cards, remixes,
references, a draft and its final.
"""

from __future__ import annotations

import json

import pytest

from tests.generators.hosted.films import built, point_to
from tests.generators.hosted.services.runway import KEY, RunwayService
from tests.generators.hosted.serving import serving, still
from vfc.errors import GeneratorError, TextError
from vfc.generators.hosted.providers.runway import Runway

FILM = """\
vfc: 1
title: natives
format: {{size: 128x72, rate: 8}}
handles: 0f
generators:
  away: {{use: runway, {options}}}
  rough: {{use: runway, {rough}}}
profiles:
  draft: {{generators: {{away: rough}}}}
cast: {{ana: {{look: "a woman in red", references: [pic.png]}}}}
scenes:
  one:
    shots:
      one: {{generator: away, length: 5s, prompt: a harbour}}
      two: {{generator: away, length: 5s, {shot}}}
deliver: {{film.otio: {{}}}}
"""


@pytest.fixture
def runway(monkeypatch, quick, tmp_path):
    (tmp_path / "pic.png").write_bytes(still())
    monkeypatch.setattr(Runway, "poll", 0.01)
    with serving(RunwayService()) as service:
        service.seconds = lambda asked: 5.0
        point_to(monkeypatch, service, "runway", RUNWAYML_API_SECRET=KEY)
        yield service


def film(folder, shot, options="model: klingO3_standard", rough=""):
    path = folder / "film.yaml"
    path.write_text(FILM.format(shot=shot, options=options, rough=rough or options))
    return path


def asked(runway, path):
    """The bodies that were sent to a path."""
    return [each.json() for each in runway.asked("POST") if each.path == f"/v1/{path}"]


CARDS = "prompt: rain, storyboard: {0s: she waits, 2s: he comes}"


def test_cards_are_one_task_where_the_text_asks_for_it_and_parts_else(tmp_path, runway):
    path = film(tmp_path, CARDS, 'model: "kling3.0_standard:shots"')
    made = built(path)
    assert made.ok, made.failed
    assert len(runway.billed) == 2
    body = next(each for each in asked(runway, "text_to_video") if "providerSettings" in each)
    assert body["providerSettings"]["multiPrompt"] == [
        {"prompt": "rain, she waits", "duration": 2},
        {"prompt": "rain, he comes", "duration": 3},
    ]
    made = built(film(tmp_path, CARDS, "model: kling3.0_standard"))
    assert made.ok, made.failed
    # two parts beside the first shot
    assert len(runway.billed) == 5


@pytest.mark.parametrize(
    ("cards", "told"),
    [
        ("{0s: a, 1.5s: b}", "takes cards of whole seconds"),
        ("{0s: a, 2s: {words: b, image: pic.png}}", "words on cards, and no pictures"),
    ],
)  # fmt: skip
def test_cards_that_do_not_fit_are_told_before_anything_is_asked(tmp_path, runway, cards, told):
    path = film(tmp_path, f"storyboard: {cards}", 'model: "kling3.0_standard:shots"')
    with pytest.raises((GeneratorError, TextError), match=told):
        built(path)
    assert runway.seen == []


@pytest.mark.parametrize(
    ("model", "wanted"),
    [
        ("klingO3_standard", {"promptVideo"}),
        ("seedance2_5", {"promptVideo", "mode", "duration"}),
        ("gemini_omni_flash_1.1", {"videoUri", "mode"}),
        ("kling_4", {"videoUri", "ratio"}),
    ],
)
def test_a_clip_is_said_anew(tmp_path, runway, model, wanted):
    shot = "prompt: at night, remix: {of: one/one, strength: 0.5}"
    made = built(film(tmp_path, shot, f'model: "{model}"'))
    assert made.ok, made.failed
    assert len(runway.billed) == 2
    assert wanted <= asked(runway, "video_to_video")[0].keys()


@pytest.mark.parametrize("model", ["seedance2", "hailuo3", "wan3", "kling_4"])
def test_people_come_with_their_pictures_and_frames_go_before_them(tmp_path, runway, model):
    made = built(film(tmp_path, "prompt: $ana waits", f"model: {model}"))
    assert made.ok, made.failed
    assert len(asked(runway, "text_to_video")[-1]["references"]) == 1
    made = built(film(tmp_path, "prompt: $ana waits, first: pic.png", f"model: {model}"))
    assert made.ok, made.failed
    body = asked(runway, "image_to_video")[-1]
    assert ("references" in body) == (model == "kling_4")
    assert len(runway.billed) == 3


# ── a draft and its final ──────────────────────────────────────────────────────────────────────

FINAL, ROUGH = "model: seedance2_5", "model: seedance2_5, draft: true"


@pytest.mark.parametrize("shot", ["prompt: rain", "prompt: rain, first: pic.png"])
def test_the_final_of_a_draft_is_asked_for_by_its_task(tmp_path, runway, shot):
    path = film(tmp_path, shot, FINAL, ROUGH)
    assert built(path, profile="draft").ok
    drafts = list(runway.tasks)
    bodies = [each.json() for each in runway.asked("POST")]
    assert [each["draft"] for each in bodies] == [True, True]
    assert {each["ratio"] for each in bodies} == {"854:480"}

    made = built(path)

    assert made.ok, made.failed
    finals = [each.json() for each in runway.asked("POST")][2:]
    assert sorted(each["draftTaskId"] for each in finals) == drafts
    assert {each.keys() == {"model", "draftTaskId"} for each in finals} == {True}
    assert built(path).made == built(path, profile="draft").made == ()
    assert len(runway.billed) == 4


def test_words_that_are_others_are_no_final_of_a_draft(tmp_path, runway):
    path = film(tmp_path, "prompt: rain", FINAL, ROUGH)
    assert built(path, profile="draft").ok
    path.write_text(path.read_text().replace("rain", "snow"))
    assert built(path).ok
    finals = [each.json() for each in runway.asked("POST")][2:]
    assert sorted("draftTaskId" in each for each in finals) == [False, True]


def test_a_draft_that_is_gone_there_is_told(tmp_path, runway):
    path = film(tmp_path, "prompt: rain", FINAL, ROUGH)
    assert built(path, profile="draft").ok
    runway.tasks.clear()
    told = built(path).failed[0][1]
    assert "it was to be the final of the draft task-" in told
    assert "vfc build --resend 'one/" in told
    assert built(path, resend=("one/one", "one/two")).ok
    finals = [each.json() for each in runway.asked("POST")][-2:]
    assert not any("draftTaskId" in each for each in finals)


def test_a_draft_of_last_week_is_not_asked_of(tmp_path, runway):
    path = film(tmp_path, "prompt: rain", FINAL, ROUGH)
    assert built(path, profile="draft").ok
    for journal in (tmp_path / ".vfc/journal").iterdir():
        lines = [json.loads(line) for line in journal.read_text().splitlines()]
        said = [json.dumps(line | {"at": line["at"] - 7 * 86400}) for line in lines]
        journal.write_text("\n".join(said) + "\n")
    assert built(path).ok
    finals = [each.json() for each in runway.asked("POST")][2:]
    assert not any("draftTaskId" in each for each in finals)

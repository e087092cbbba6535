"""`vfc help WORD`: the reference of the language, a word at a time."""

from __future__ import annotations

import json
import sys

import pytest
from click.testing import CliRunner

from vfc.cli.main import run, vfc


def told(*words: str) -> str:
    result = CliRunner().invoke(vfc, ["help", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_one_word_is_told_whole():
    text = told("shot.camera.move")
    for part in (
        "How the camera moves over the shot's length",
        "push in",
        "stands in  a camera",
        "move: push in",
        "counts in  pictures",
    ):
        assert part in text
    assert "framing  How much is seen" in told("camera")


def test_a_word_of_several_places_lists_them():
    text = told("length")
    assert "film.length, scene.length, shot.length" in text and "sound.length" in text
    assert "vfc help film.length says more of one" in text
    assert told("film.length") == told("shot.length") != text


def test_a_map_is_told_by_its_words():
    assert told("shot").startswith("a shot; stands under scene.shots\n    prompt")


def test_without_a_word_all_are_listed():
    text = told()
    assert text.startswith("film ") and "storyboard" in text and "vignette" in text


def test_a_command_s_name_leads_to_its_help():
    assert told("build").startswith("Usage: ") and "--keep-going" in told("build")
    assert "takes is a command too: vfc takes --help" in told("takes")


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("camra", "did you mean 'camera'?"),
        ("shot.promt", "'shot.prompt'"),
        ("zzzz", "`vfc help` lists them"),
    ],
)
def test_an_unknown_word_names_the_nearest(word, near, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["vfc", "help", word])
    assert run() == 2
    assert near in capsys.readouterr().err


def test_json(monkeypatch, capfd):
    monkeypatch.setattr(sys, "argv", ["vfc", "help", "shot.camera", "--json"])
    assert run() == 0
    word = json.loads(capfd.readouterr().out)["words"][0]
    assert (
        word["places"] == ["film.camera", "scene.camera", "shot.camera"]
        and word["counts in"] == "pictures"
    )
    assert word["example"] == {"framing": "wide", "move": "push in"} and word["words"] == [
        "framing",
        "angle",
        "move",
    ]


@pytest.mark.parametrize("word", ["build", "camera", "shot", ""])
def test_json_is_one_document_of_whatever_is_asked(word, monkeypatch, capfd):
    monkeypatch.setattr(sys, "argv", ["vfc", "help", *filter(None, [word]), "--json"])
    assert run() == 0
    document = json.loads(capfd.readouterr().out)
    assert document["command"].split()[0] == "help" and document["ok"]
    assert document.keys() & {"words", "maps", "help"}

"""What a film needs of this machine: `vfc doctor` and `vfc models`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import SMALL, run
from tests.programs import vfc


@pytest.fixture
def film(tmp_path) -> Path:
    (tmp_path / "film.yaml").write_text(SMALL)
    return tmp_path


def test_the_doctor_looks_at_the_machine_alone_where_there_is_no_film(tmp_path):
    found = json.loads(_any_code("doctor", "--json", cwd=tmp_path))
    names = [each["name"] for each in found["findings"]]
    assert names[:3] == ["vfc", "codecs", "disk"] and "diffusion" in names
    assert "there is no film.yaml" in run("doctor", "nowhere", cwd=tmp_path, code=2).stderr


def test_nothing_is_lacking_for_a_film_that_asks_for_no_model(film):
    told = run("doctor", cwd=film).stdout
    assert "LACK" not in told and "codecs" in told and "GPU" not in told
    assert run("models", cwd=film).stdout == "no shot of this film needs a model\n"
    assert json.loads(run("models", "--json", cwd=film).stdout)["models"] == []


def test_a_model_that_is_not_here_is_named_with_what_brings_it(film):
    (film / "film.yaml").write_text(
        SMALL.replace(
            "title: Small",
            "title: Small\ngenerators: {wan: {use: diffusers, model: Wan-AI/None, revision: "
            f"{'a' * 40}}}}}\ngenerator: wan",
        )
    )
    text = run("models", cwd=film, code=1, HF_HOME=str(film / "hub")).stdout
    assert text.startswith("Wan-AI/None at aaaaaaaaaaaa (wan): ") and "vfc models --fetch" in text
    found = json.loads(run("models", "--json", cwd=film, code=1, HF_HOME=str(film / "hub")).stdout)[
        "models"
    ]
    assert [(each["model"], each["generators"], each["whole"]) for each in found] == [
        ("Wan-AI/None", ["wan"], False)
    ]
    assert (
        "shots of wan cannot be made"
        in run("doctor", cwd=film, code=1, HF_HOME=str(film / "hub")).stdout
    )
    run("models", "--fetch", cwd=film, code=1, HF_HOME=str(film / "hub"), HF_HUB_OFFLINE="1")


def test_a_film_that_cannot_be_read_is_told_with_carets(film):
    (film / "film.yaml").write_text("title: [")
    assert "film.yaml:" in run("models", cwd=film, code=2).stderr
    assert "vfc check shows them" in run("doctor", cwd=film, code=1).stdout


def _any_code(*arguments: str, cwd: Path) -> str:
    return vfc(*arguments, cwd=cwd).stdout

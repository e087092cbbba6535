"""`vfc build --check` compares with the bytes that lie in the store; `--verify` reads what else
goes by its name.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy
import pytest
from click.testing import CliRunner

import vfc
from tests.faults.test_damage import FILM as WITH_LINKS
from tests.faults.test_damage import flip, outputs
from vfc.commands.build import BuildOptions, build
from vfc.commands.status import status
from vfc.generators.registry import Registry
from vfc.project.load import load
from vfc.project.plan import PlanOptions, plan_film
from vfc.project.workspace import find_workspace
from vfc.testing import Flat, Recorder

FILM = WITH_LINKS.replace(", film.otio: {}", "")  # whose links would be read by any build


class Other(Flat):
    """Draws something else than it did before."""

    def frames(self, request, context):
        for frame in super().frames(request, context):
            yield numpy.uint8(255) - frame


@pytest.fixture
def film(tmp_path: Path) -> Path:
    (tmp_path / "film.yaml").write_text(FILM)
    assert vfc.build(tmp_path, generators=[Flat()]).ok
    return tmp_path


def registry(generator: Flat) -> Registry:
    found = Registry([])
    found.add(generator)
    return found


def checked(folder: Path, generator: Flat) -> set[str]:
    return set(
        build(
            find_workspace(folder), BuildOptions(check=3), Recorder(), registry=registry(generator)
        ).checked
    )


def test_a_kept_picture_is_compared_with_its_bytes_and_damage_is_mended(film):
    same = {f"picture a/{name}#1: the same bytes came again" for name in ("one", "two", "three")}
    assert checked(film, Flat()) == same
    flip(outputs(film)["picture a/two#1"])
    assert checked(film, Flat()) == same - {"picture a/two#1: the same bytes came again"} | {
        "picture a/two#1: it was damaged in the store; the same bytes came again, and lie there now"
    }
    assert checked(film, Flat()) == same


def test_a_damaged_picture_of_which_other_bytes_came_is_told(film):
    flip(outputs(film)["picture a/two#1"])
    found = {each for each in checked(film, Other()) if "a/two" in each}
    assert found == {
        "picture a/two#1: it is damaged in the store, and OTHER bytes came this time: build again"
    }


def test_status_and_plan_go_by_names_and_read_what_stands_where_they_are_to_verify(film):
    flip(outputs(film)["deliverable film.mp4"])
    for verify, stands in ((False, True), (True, False)):
        planned = plan_film(
            load(find_workspace(film), registry=registry(Flat()), verify=verify),
            PlanOptions(verify=verify),
        )
        assert dict(status(planned).deliverables)["film.mp4"] == stands
        assert [step.label for step in planned.to_make()] == (
            [] if stands else ["deliverable film.mp4"]
        )


def test_the_words_of_status_say_how_it_knows(tmp_path, monkeypatch):
    from vfc.cli.main import vfc as program

    film = Path(__file__).parents[2] / "examples" / "verbs"
    shutil.copytree(film, tmp_path / "film", ignore=shutil.ignore_patterns(".vfc", "out"))
    (tmp_path / "film/film.yaml").write_text(FILM.replace("generator: flat\n", ""))
    assert vfc.build(tmp_path / "film").ok
    for arguments, word in (([], "by name"), (["--verify"], "verified")):
        said = CliRunner().invoke(program, ["status", *arguments, str(tmp_path / "film")])
        assert said.exit_code == 0 and f"standing, {word}: " in said.output

"""What pages are told of a film: its cuts to the frame, its files, how each shot stands and why."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.programs import inside
from tests.review.conftest import FILM
from vfc.project.workspace import find_workspace
from vfc.review.model.reading import FilmReading
from vfc.review.model.values import ShotState
from vfc.review.pages.film import film_data


@pytest.fixture
def copy(film, tmp_path) -> Path:
    """The built film, to be changed."""
    shutil.copytree(film, tmp_path / "film", symlinks=True)
    return tmp_path / "film"


def read(folder: Path, profile: str | None = None):
    return FilmReading(find_workspace(folder, profile=profile)).read()


def states(folder: Path) -> dict[str, ShotState]:
    review = read(folder)
    assert review.film is not None
    return {name: shot.state for name, shot in review.film.shots.items()}


def git(folder: Path, *words: str) -> None:
    name = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


def test_a_cut_lies_on_its_timeline_to_the_frame(desk):
    cut, short = desk.reading.review.film.cuts
    assert (cut.name, cut.frames, short.name, short.frames) == ("", 30, "short", 12)
    assert [(use.shot, *use.frames, use.begins, use.ends) for use in cut.uses] == [
        ("street/walk", 6, 22, 0, 4),
        ("street/stop", 18, 30, 4, 0),
    ]
    assert [(each.label, *each.frames) for each in cut.transitions] == [("dissolve", 18, 22)]
    assert [(each.label, *each.frames) for each in cut.cards] == [("T < U", 0, 6)]
    assert [(lane.name, *lane.parts[0].frames) for lane in cut.above] == [("Titles", 24, 28)]


def test_what_a_browser_plays_comes_first_and_the_rest_says_why_not(desk):
    film, master = desk.reading.review.film.cuts[0].files
    assert film.path == "film.mp4" and film.media and film.current and not film.word
    assert master.path == "master.mov" and master.media is None and "ProRes" in master.word


def test_a_shot_says_how_it_stands_and_why(copy):
    assert states(copy) == {
        "street/walk": ShotState.UP_TO_DATE,
        "street/stop": ShotState.UP_TO_DATE,
        "street/spare": ShotState.NEVER,
    }
    text = FILM.replace("a red door", "a blue door")
    (copy / "film.yaml").write_text(text, encoding="utf-8")
    review = read(copy)
    shot = review.film.shots["street/stop"]
    assert shot.state is ShotState.STALE and "'a red door' → 'a blue door'" in shot.reasons[0]
    file = review.film.cuts[0].files[0]
    assert file.media is not None and not file.current  # what was last built goes on playing


def test_a_mistake_keeps_the_film_and_is_told_and_gets_well(copy):
    reading = FilmReading(find_workspace(copy))
    before = reading.read()
    (copy / "film.yaml").write_text(FILM.replace("length: 6f}\n", "length: 6}\n", 1), "utf-8")
    assert reading.changed()
    wrong = reading.read()
    assert wrong.film == before.film and wrong.version == before.version + 1
    assert [each.span.file for each in wrong.mistakes] == ["film.yaml"]
    (copy / "film.yaml").write_text(FILM, encoding="utf-8")
    assert reading.changed()
    well = reading.read()
    assert not well.mistakes and well.film == before.film
    for _ in range(3):  # reading may itself write down what it measured
        if reading.changed():
            reading.read()
    assert not reading.changed() and reading.review.version == well.version


def test_a_build_elsewhere_is_seen(copy):
    reading = FilmReading(find_workspace(copy))
    before = reading.read()
    done = inside("build", "-q", "--only", "street/spare", cwd=copy)
    assert done.returncode == 0 and reading.changed()
    after = reading.read()
    assert after.version > before.version
    assert after.film.shots["street/spare"].state is ShotState.UP_TO_DATE


def test_a_line_has_the_commit_that_wrote_it(copy):
    assert not read(copy).film.commits
    git(copy, "init", "-q")
    git(copy, "add", "film.yaml")
    git(copy, "commit", "-q", "-m", "The first words")
    (copy / "film.yaml").write_text(FILM.replace("a red door", "a blue door"), encoding="utf-8")
    film = read(copy).film
    found = [
        film.commits[each.words_file, each.words_line]
        for each in (film.shots["street/walk"], film.shots["street/stop"])
    ]
    assert re.fullmatch(r"[0-9a-f]{7}, Somebody, \d{4}-\d\d-\d\d: The first words", found[0])
    assert found[1] == "not committed yet"
    reading = FilmReading(find_workspace(copy))
    before = reading.read()
    git(copy, "commit", "-q", "-a", "-m", "Blue")
    assert reading.changed() and reading.read().version > before.version


def test_a_prompt_has_the_commit_of_its_own_line(copy):
    long = FILM.replace(
        "stop: {prompt: a red door, ", "stop:\n        prompt: a red door\n        "
    )
    long = long.replace("length: 12f, note: she waits, camera: {framing: wide}}", "length: 12f")
    (copy / "film.yaml").write_text(long, encoding="utf-8")
    git(copy, "init", "-q")
    git(copy, "add", "film.yaml")
    git(copy, "commit", "-q", "-m", "The first words")
    (copy / "film.yaml").write_text(long.replace("a red door", "a blue door"), encoding="utf-8")
    review = read(copy)
    stop = film_data(review)["shots"]["street/stop"]
    assert stop["commit"] == "not committed yet" and stop["at"] == "film.yaml:10"


def test_a_pick_that_is_not_built_in_is_told_of_the_film_that_plays(copy):
    three = FILM.replace("a red door,", "a red door, takes: 3,")
    (copy / "film.yaml").write_text(three, encoding="utf-8")
    assert inside("build", "-q", cwd=copy).returncode == 0
    assert states(copy)["street/stop"] is ShotState.UP_TO_DATE
    assert inside("takes", "street/stop", cwd=copy).returncode == 0
    assert inside("pick", "street/stop", "2", cwd=copy).returncode == 0
    review = read(copy)
    shot = review.film.shots["street/stop"]
    assert shot.state is ShotState.NOT_IN_FILM and shot.take == 2
    assert shot.in_film is not None and shot.in_film.take == 1
    assert shot.in_film.seed and shot.in_film.seed != str(shot.seed)
    assert shot.reasons[0] == ("the film shows take 1; take 2 is picked and not built into it yet")
    assert film_data(review)["shots"]["street/stop"]["film_take"] == 1
    assert review.film.shots["street/walk"].state is ShotState.UP_TO_DATE
    assert inside("build", "-q", cwd=copy).returncode == 0
    assert states(copy)["street/stop"] is ShotState.UP_TO_DATE

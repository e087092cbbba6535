"""What a build says of files for editing programs: each sort of loss once, in a short line."""

from __future__ import annotations

from pathlib import Path

from tests.programs import CLI
from tests.programs import run as program
from vfc.project.notes import handover_notes

GRADED = [f"a/s{number}: its grade: saturation 0.{number}" for number in range(1, 10)]


def test_many_grades_are_a_count():
    (told,) = handover_notes("film.edl", [*GRADED, "fade to red is a marker"], "edl", "")
    assert told == "film.edl does not hold its grade (9 times); fade to red is a marker"


def test_one_is_named():
    (told,) = handover_notes("film.otio", GRADED[:1], "otio", "")
    assert told == "film.otio holds in its metadata alone its grade (a/s1)"


def test_what_the_file_of_before_says_is_not_said_again():
    before = "... its grade: saturation 0.1 ..."
    assert not [*handover_notes("film.edl", GRADED, "edl", before)]
    (told,) = handover_notes("film.edl", [*GRADED, "a/s1: its ducking"], "edl", before)
    assert told == "film.edl does not hold its ducking (a/s1)"


def test_more_than_five_sorts_are_counted():
    lost = [f"a/s: its thing {number}: much" for number in range(7)]
    (told,) = handover_notes("film.xml", lost, "xml", "")
    assert told.endswith("its thing 4 (a/s); and 2 more, which it names")


def test_a_build_says_it_once(tmp_path):
    text = (
        "title: T\nformat: {size: 64x36, rate: 24}\nscenes:\n  a:\n    shots:\n"
        "      s: {prompt: x, length: 6f, grade: {saturation: 0.5}}\n"
        "      t: {prompt: y, length: 6f, grade: {saturation: 0.5}}\n"
        "deliver: {film.otio: {}}\n"
    )
    (tmp_path / "film.yaml").write_text(text)
    first = run(tmp_path)
    assert first.count("holds in its metadata alone its grade (2 times)") == 1
    (tmp_path / "film.yaml").write_text(text.replace("y, length: 6f", "y, length: 7f"))
    again = run(tmp_path)
    assert "film.otio" in again and "metadata" not in again


def run(folder: Path) -> str:
    found = program((*CLI, "build"), cwd=folder)
    assert found.returncode == 0, found.stderr
    return found.stdout + found.stderr

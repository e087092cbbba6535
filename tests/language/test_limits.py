"""Refusing is cheap, whatever comes: few mistakes are told, of long lines what is around the caret,
and no number is worked out that no film needs.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import vfc
from vfc.commands.check import check
from vfc.errors import EXCERPT, MOST, Mistake, Span, TextError, UsageError, with_excerpts
from vfc.project.load import load
from vfc.project.workspace import find_workspace

# seconds of the processor, after which the system ends a program
AT_MOST = "import resource; resource.setrlimit(resource.RLIMIT_CPU, ({0}, {0}))"
SHOT = "scenes: {a: {shots: {s0: {prompt: x, length: 8f}}}}\n"


def told(folder: Path, text: str) -> tuple[Mistake, ...]:
    (folder / "film.yaml").write_text(text)
    with pytest.raises(TextError) as wrong:
        load(find_workspace(folder))
    return wrong.value.mistakes


@pytest.mark.parametrize(
    "text",
    [
        "tempo: {bpm: 1e999999999}\n" + SHOT,
        SHOT + "cut: [{a/s0: {speed: 1e999999999}}]\n",
        "seed: " + "9" * 6000 + "\n" + SHOT,
        SHOT.replace("8f", "9" * 6000 + "f"),
        SHOT.replace("8f", "1/" + "9" * 5000 + "s"),
        "format: {rate: " + "9" * 5000 + "}\n" + SHOT,
        SHOT.replace("prompt: x", "prompt: x, takes: 1e99999999"),
    ],
)
def test_a_number_that_no_film_needs_is_a_mistake_and_never_worked_out(tmp_path, text):
    """In a process that may not take more than five seconds of the processor: such a number takes
    hours.
    """
    (tmp_path / "film.yaml").write_text("title: T\n" + text)
    seen = vfc("check", tmp_path, before=AT_MOST.format(5))
    assert seen.returncode == 2 and "Traceback" not in seen.stderr + seen.stdout
    assert len(seen.stdout + seen.stderr) < 2000


def test_of_many_mistakes_the_first_are_told_and_the_rest_counted(tmp_path):
    keys = ", ".join("prompt: x" for _ in range(2000))
    found = told(tmp_path, f"title: T\nscenes: {{a: {{shots: {{s0: {{{keys}, length: 8f}}}}}}}}\n")
    assert len(found) == MOST + 1 and sum(each.count for each in found) == 1999
    assert found[-1].message == f"and {1999 - MOST:,} more from here on"
    assert len("\n".join(map(str, found))) < 300 * len(found)


def test_the_count_of_all_is_told_in_words_and_in_json(tmp_path):
    names = ", ".join(f"a/z{n}" for n in range(300))
    (tmp_path / "film.yaml").write_text(f"title: T\n{SHOT}cut: [{names}]\n")
    words = vfc("check", tmp_path)
    assert (
        "300 mistakes" in words.stdout + words.stderr
        and "and 250 more from here on" in words.stdout + words.stderr
    )
    assert len(check(find_workspace(tmp_path))) == MOST + 1


def test_a_long_line_is_cut_around_the_caret():
    line = "a" * 5000 + "wrong" + "b" * 5000
    [found] = with_excerpts(
        [Mistake(span=Span("film.yaml", 1, 5001, 5), message="what")], {"film.yaml": line}
    )
    _, shown, carets = str(found).splitlines()
    assert len(shown) < EXCERPT + 20 and "…a" in shown and "b…" in shown
    assert shown[carets.index("^") :].startswith("wrong") and carets.count("^") == 5


@pytest.mark.parametrize("name", ["film.yaml", "film.lock"])
def test_a_text_of_more_bytes_than_any_film_has_is_refused_unread(tmp_path, name):
    (tmp_path / "film.yaml").write_text(SHOT)
    with (tmp_path / name).open("ab") as file:
        file.truncate(5 << 30)  # which takes no room on the disk
    with pytest.raises((TextError, UsageError), match="more than 16 MB"):
        load(find_workspace(tmp_path))


def test_the_place_of_a_mistake_is_found_without_a_walk_past_all_its_neighbours(tmp_path):
    """Of 20,000 empty scenes, in ten seconds of the processor: a walk for each took minutes."""
    (tmp_path / "film.yaml").write_text(
        "title: T\nscenes:\n" + "".join(f"  a{n}: {{}}\n" for n in range(20_000))
    )
    seen = vfc("check", tmp_path, before=AT_MOST.format(10))
    assert seen.returncode == 2 and "more from here on" in seen.stdout + seen.stderr

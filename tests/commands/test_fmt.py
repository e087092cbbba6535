"""`vfc fmt`: which texts of which films it lays out, what it writes, and what it ends with."""

from __future__ import annotations

import io
import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.programs import inside
from vfc.commands.fmt import difference, lay_out_input

EXAMPLES = Path(__file__).parents[2] / "examples"
UGLY = b"\xef\xbb\xbfscenes: {s: {shots: {a: {length: 1s, prompt: x}}}}  # all\r\ntitle: 'T'\r\ninclude: looks/all.yaml\r\n"
NEAT = (
    b"\xef\xbb\xbftitle: T\r\nscenes: {s: {shots: {a: {prompt: x, length: 1s}}}}  # all\r\n"
    b"include: looks/all.yaml\r\n"
)


@pytest.fixture
def film(tmp_path) -> Path:
    (tmp_path / "looks").mkdir()
    (tmp_path / "film.yaml").write_bytes(UGLY)
    (tmp_path / "looks/all.yaml").write_text("presets:\n    p: {style: 'fog'}\n")
    return tmp_path


def test_a_film_is_laid_out_with_what_it_includes(film):
    (film / "other.yaml").write_text("a:   1\n")
    (film / "film.yaml").chmod(0o640)
    done = inside("fmt", cwd=film)
    assert (done.returncode, done.stdout) == (0, "film.yaml\nlooks/all.yaml\n")
    assert done.stderr == "2 files laid out anew, 0 files left as they are\n"
    assert (film / "film.yaml").read_bytes() == NEAT
    assert (film / "film.yaml").stat().st_mode & 0o777 == 0o640
    assert (film / "looks/all.yaml").read_text() == "presets:\n  p: {style: fog}\n"
    assert (film / "other.yaml").read_text() == "a:   1\n"
    assert sorted(os.listdir(film)) == ["film.yaml", "looks", "other.yaml"]
    before = (film / "film.yaml").stat()
    done = inside("fmt", film, "--check")
    assert (done.returncode, done.stdout) == (0, "")
    assert inside("fmt", cwd=film).stdout == ""
    assert (film / "film.yaml").stat().st_mtime_ns == before.st_mtime_ns


def test_check_and_diff_write_nothing(film):
    done = inside("fmt", "--check", cwd=film)
    assert (done.returncode, done.stdout) == (1, "film.yaml\nlooks/all.yaml\n")
    assert "2 files would be laid out anew" in done.stderr
    for words in (["--diff"], ["--check", "--diff"]):
        done = inside("fmt", *words, cwd=film)
        assert done.returncode == 1
        assert done.stdout.startswith("--- film.yaml\n+++ film.yaml\n@@ ")
        assert "-    p: {style: 'fog'}\n+  p: {style: fog}\n" in done.stdout
    told = json.loads(inside("fmt", "--check", "--json", cwd=film).stdout)
    assert (told["ok"], told["error"]) == (False, None)
    assert told["files"] == [
        {"file": "film.yaml", "changed": True},
        {"file": "looks/all.yaml", "changed": True},
    ]
    assert (film / "film.yaml").read_bytes() == UGLY


def test_a_difference_is_one_that_patch_applies(tmp_path):
    before, after = "a\nb\nc", "a\nB\nc\n"
    (tmp_path / "text").write_text(before)
    text = difference("text", before, after)
    subprocess.run(["git", "apply", "-p0", "-"], input=text, text=True, cwd=tmp_path, check=True)
    assert (tmp_path / "text").read_text() == after
    assert difference("t", "a\n", "a\n") == ""
    assert "\r" in difference("t", "a\r\nb\n", "a\r\nb\r\n")


def test_files_are_named_as_pre_commit_names_them(film):
    (film / "ci.yaml").write_text("on:   push\n")
    (film / "teaser.yaml").write_text("title:   T\nscenes: {}\n")
    named = ["looks/all.yaml", "ci.yaml", "teaser.yaml"]
    done = inside("fmt", "--check", "--only-films", *named, cwd=film)
    assert done.stdout == "looks/all.yaml\nteaser.yaml\n"
    done = inside("fmt", "looks/all.yaml", cwd=film)
    assert done.stdout == "looks/all.yaml\n"
    assert (film / "film.yaml").read_bytes() == UGLY
    done = inside("fmt", "--only-films", "ci.yaml", cwd=film)
    assert (done.returncode, done.stdout) == (0, "")
    assert inside("fmt", "nowhere", cwd=film).returncode == 2


def test_a_text_that_yaml_cannot_read_is_told_and_nothing_is_written(film):
    (film / "looks/all.yaml").write_text("presets: {p: [}\n")
    done = inside("fmt", cwd=film)
    assert done.returncode == 2
    assert "looks/all.yaml:1:" in done.stderr
    assert (film / "film.yaml").read_bytes() == UGLY
    (film / "looks/all.yaml").write_bytes(b"presets: {p: {style: \xff}}\n")
    assert "not UTF-8" in inside("fmt", cwd=film).stderr
    (film / "looks/all.yaml").unlink()
    assert inside("fmt", cwd=film).returncode == 0  # what is not there is a mistake for `check`
    assert (film / "film.yaml").read_bytes() == NEAT


def test_a_link_stays_one_and_none_leads_out(film, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "film.yaml"
    elsewhere.write_bytes(UGLY)
    (film / "film.yaml").unlink()
    (film / "film.yaml").symlink_to(elsewhere)
    done = inside("fmt", cwd=film)
    assert done.returncode == 2 and "leads out" in done.stderr
    assert elsewhere.read_bytes() == UGLY
    (film / "film.yaml").unlink()
    (film / "text.txt").write_bytes(UGLY)
    (film / "film.yaml").symlink_to("text.txt")
    assert inside("fmt", cwd=film).returncode == 0
    assert (film / "film.yaml").is_symlink() and (film / "text.txt").read_bytes() == NEAT


def test_standard_input_goes_through():
    (laid,) = lay_out_input(io.BytesIO(UGLY))
    assert laid.after.encode() == NEAT


def test_the_examples_and_a_new_film_are_laid_out(tmp_path):
    inside("new", tmp_path / "new")
    done = inside("fmt", "--check", tmp_path / "new", *sorted(EXAMPLES.iterdir()))
    assert done.returncode == 0, done.stdout

"""What two versions differ in, as it is told: for a terminal, a script, a pull request, a browser,
and as a picture. No text of a film is anything but text.
"""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import numpy
import pytest
from click.testing import CliRunner
from PIL import Image

import vfc
from tests.history.test_git import git
from vfc.cli.main import vfc as program
from vfc.compare.markdown import WHOLE, code

HOSTILE = "<script>alert(1)</script> `a` |b| @team #1 ![x](http://e.example/x.png)"
TEXT = f"""\
vfc: 1
title: "{HOSTILE}"
format: {{size: 64x36, rate: 24}}
scenes:
  street:
    shots:
      walk: {{prompt: a street, length: 8f}}
      door: {{prompt: a door, length: 8f}}
cut: [street/walk, {{dissolve: 4f}}, street/door, {{title: {{text: T, length: 8f}}}}]
"""


@pytest.fixture(scope="module")
def changed(tmp_path_factory) -> Path:
    """A film that is built, and a shot of it that then was changed."""
    film = tmp_path_factory.mktemp("film")
    (film / "film.yaml").write_text(TEXT)
    git(film, "init", "-q", "-b", "main")
    git(film, "add", ".")
    git(film, "commit", "-q", "-m", "T")
    assert vfc.build(film).ok
    text = TEXT.replace("a street", f"'a lane {HOSTILE}'").replace("text: T", f"text: '{HOSTILE}'")
    (film / "film.yaml").write_text(text.replace("dissolve: 4f", "wipe: 4f"))
    return film


def run(film: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(program, ["diff", "--film", str(film), *words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout


def test_words_for_a_terminal(changed: Path):
    code, said = run(changed)
    assert code == 0
    assert "street/walk: made anew" in said and "its picture is not made yet" in said
    assert "street/walk.prompt a street → a lane" in said
    assert "00:00:00:08  dissolve: 4f → wipe: 4f" in said
    assert "length 00:00:01:00, as before" in said
    assert said.splitlines()[-1] == "1 shot made anew, pictures differ"


def test_the_exit_code_says_whether_pictures_differ(changed: Path, tmp_path: Path):
    assert run(changed, "--exit-code")[0] == 1
    assert run(changed, "HEAD", "HEAD", "--exit-code")[0] == 0


def test_json_has_all_of_it(changed: Path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["vfc", "diff", "--json"])
    heard: list[str] = []
    monkeypatch.setattr("vfc.cli.printing.click.echo", lambda text, file=None: heard.append(text))
    run(changed, "--json")
    said = json.loads(heard[-1])
    assert said["command"] == "diff" and said["ok"] and said["pictures_differ"]
    (walk,) = said["shots"]
    assert walk["changes"] == ["made anew"] and walk["likeness"] == "not compared"
    assert walk["fields"][0].keys() == {"field", "before", "after"}
    assert said["before"]["rate"] == "24" and said["cost"]["make"]["picture"] == 1
    assert said["cuts"][0]["entries"][0] == {
        "before": "dissolve: 4f", "after": "wipe: 4f", "at": 8, "moved": False
    }  # fmt: skip


def test_markdown_mentions_nobody_and_links_nothing(changed: Path):
    said = run(changed, "--markdown")[1]
    assert said.startswith("### ``<script>") and len(said) < WHOLE
    bare = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", said)
    assert not re.search(r"[@#]\w|http|\]\(|<script", bare)
    rows = [line for line in bare.splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {5}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a", "`a`"),
        ("a `b` c", "``a `b` c``"),
        ("`a`", "`` `a` ``"),
        ("a\n|b", "`a |b`"),
        ("\x1b[31m", "`\\x1b[31m`"),
        ("", ""),
    ],
)
def test_a_text_is_code(text: str, written: str):
    assert code(text) == written
    assert code(text, table=True) == written.replace("|", "\\|")


class Tags(HTMLParser):
    """The tags of a page, what they name, and the texts between them."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[str] = []
        self.named: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Keep a tag."""
        self.tags.append(tag)
        self.named += [value or "" for key, value in attrs if key in ("src", "href", "action")]
        assert not [key for key, _ in attrs if key.startswith("on")]

    def handle_data(self, data):
        """Keep a text."""
        self.texts.append(data)


def test_a_page_has_all_in_it_and_takes_no_text_for_html(changed: Path, tmp_path: Path):
    run(changed, "--html", str(tmp_path / "d" / "diff.html"))
    page = Tags((tmp_path / "d" / "diff.html").read_text())
    assert not {"script", "link", "iframe", "object", "form"} & set(page.tags)
    assert page.tags.count("img") == 3  # before: after is not made yet
    assert all(each.startswith("data:image/jpeg;base64,") for each in page.named)
    assert HOSTILE in page.texts and "no picture of working tree in the store" in page.texts


def test_a_sheet_has_both_sides(changed: Path, tmp_path: Path):
    run(changed, "--sheet", str(tmp_path / "sheet.png"))
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.width > 1900 and 200 < sheet.height < 900
        left, right = (
            numpy.asarray(sheet.crop((start, 200, start + 600, 260)).convert("L")).std()
            for start in (80, sheet.width // 2 + 40)
        )
    assert left > 10 > right  # frames, and an empty cell
    run(changed, "HEAD", "HEAD", "--sheet", str(tmp_path / "none.png"))
    with Image.open(tmp_path / "none.png") as sheet:
        assert sheet.height < 250
    done = CliRunner().invoke(program, ["diff", "--film", str(changed), "--sheet", "sheet.jpg"])
    assert "name it sheet.png" in str(done.exception)


def test_two_folders_need_no_film_here(changed: Path, tmp_path: Path, monkeypatch):
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(changed / "film.yaml", other)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(program, ["diff", str(changed), "other"])
    assert done.stdout.splitlines()[-1] == "nothing that counts differs"


def test_json_and_markdown_are_one_too_many(changed: Path):
    assert run(changed, "--json", "--markdown")[0] == 2

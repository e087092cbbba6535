"""`vfc import` of screenplays: a film with every word, and what is changed is all that changes."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from tests.imports.screenplays import (
    SCREENPLAYS,
    film_words,
    final_draft,
    fountain,
    missing,
    words_of,
)
from tests.programs import inside
from vfc.commands.importscript import RECORD, import_script
from vfc.errors import UsageError
from vfc.imports.scripts.fountain import read_fountain
from vfc.imports.scripts.script import ElementKind
from vfc.project.load import load
from vfc.project.workspace import find_workspace

SCRIPT = """\
Title:
    _**THE LAMP**_
Credit: Written by
Author: Ana Ruiz

FADE IN:

# Act One

= They meet.

INT. ANA'S KITCHEN - NIGHT #1#

ANA (30s) lights the *lamp*. /* not printed
at all */

Bo stands at the door. [[who is he?]]

BO
(quietly)
Have you eaten?
(he sits)

ANA (V.O.)
No.

BO ^
I thought so.

CUT TO:

EXT. STREET - CONTINUOUS

Rain.

> THE END <

DISSOLVE TO:

.THE ROOF

~ la la la

@McAdam
I see it.
Over there.

> FADE OUT.
"""


def film_of(folder: Path) -> dict:
    return yaml.safe_load((folder / "film.yaml").read_text("utf-8"))


def imported(tmp_path: Path, text: str, name: str = "script.fountain", **more):
    """What comes of a screenplay, whose film lies in `film`."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    done = import_script(path, tmp_path / "film", **more)
    if not more.get("dry_run"):
        load(find_workspace(tmp_path / "film"))
    return done


def test_a_screenplay_is_scenes_shots_lines_and_a_cut(tmp_path):
    done = imported(tmp_path, SCRIPT)
    film = film_of(tmp_path / "film")
    assert (done.scenes, done.shots) == (3, 6)
    assert film["title"] == "THE LAMP"
    assert film["note"] == "Title: THE LAMP\nCredit: Written by\nAuthor: Ana Ruiz"
    assert film["cast"]["mcadam"] == {"look": "McAdam", "called": "McAdam"}
    kitchen = film["scenes"]["anas-kitchen-night"]
    assert kitchen["note"] == "FADE IN:\n# Act One\n= They meet."
    assert kitchen["slug"] == "INT. ANA'S KITCHEN - NIGHT #1#"
    assert film["sets"][kitchen["set"]] == {"look": "INT. ANA'S KITCHEN"}
    assert film["presets"][kitchen["preset"]] == {"style": "NIGHT"}
    assert film["scenes"]["street"]["preset"] == kitchen["preset"], "it goes on"
    first, second, third = kitchen["shots"].values()
    assert first == {
        "prompt": "$ana (30s) lights the lamp.",
        "length": "2s",
        "note": "/*not printed at all*/",
    }
    assert second["prompt"] == "$bo stands at the door."
    assert second["lines"] == [
        {"who": "bo", "at": "2s", "note": "(quietly)", "line": "Have you eaten?"}
    ], "once it was seen what happens"
    assert second["note"] == "[[who is he?]]\n(he sits)", "which nobody says"
    assert [line["line"] for line in third["lines"]] == ["No.", "I thought so."]
    assert film["cut"] == [
        {"fade": {"from": "black", "length": "1s"}},
        "anas-kitchen-night",
        "street",
        {"dissolve": "12f"},
        "the-roof",
        {"fade": {"to": "black", "length": "1s"}},
    ]
    assert done.remarks == ("lines that are spoken at once are spoken in turn",)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(blocks=SCREENPLAYS)
def test_every_word_is_in_the_film_in_its_order(tmp_path_factory, blocks):
    wanted = words_of(words for block in blocks for _, words in block)
    folder = tmp_path_factory.mktemp("words")
    for ending, text in (("fountain", fountain(blocks)), ("fdx", final_draft(blocks))):
        path = folder / f"x.{ending}"
        path.write_text(text, encoding="utf-8")
        import_script(path, folder / ending)
        load(find_workspace(folder / ending))
        assert not missing(wanted, film_words(film_of(folder / ending))), text


def test_line_ends_tabs_and_marks_of_a_byte_order_change_nothing(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    imported(tmp_path / "a", SCRIPT)
    odd = "\ufeff" + SCRIPT.replace("    _", "\t_").replace("\n", "\r\n")
    imported(tmp_path / "b", odd)
    assert film_of(tmp_path / "a/film") == film_of(tmp_path / "b/film")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("int. house - day\n\nHe waits.", "heading action"),
        ("...and then", "action"),
        (".44 Magnum", "heading"),
        ("!INT. NO HEADING", "action"),
        ("ÉMILE\nOui.", "cue dialogue"),
        ("ИВАН (V.O.)\nДа.", "cue dialogue"),
        ("23\nNot a name.", "action"),
        ("ANA\n\nNo cue.", "action action"),
        ("ANA\n(a\nb)\nYes.", "cue parenthetical dialogue"),
        ("ANA\nYes.\n  \nAnd no.", "cue dialogue"),
        ("He says TO:", "action"),
        ("> centred <", "action"),
        ("===", ""),
        ("# One\n## Two\n= Three", "section section synopsis"),
        ("a [[b\nc]] d", "action note"),
        ("a [[b\n\nc]] d", "action action"),
        ("/* a\n\nb */", "boneyard"),
        ("a /* b", "action"),
        ("FADE IN:\n\nINT. X", "transition heading"),
        ("EST. HARBOUR\nThe sea.", "heading action"),
        ("Estelle waits.", "action"),
    ],
)
def test_what_an_element_is(text, kinds):
    found = read_fountain(text)
    assert " ".join(each.kind for each in found.elements) == kinds
    assert not found.title_page
    words = words_of(each.words for each in found.elements)
    assert sorted(words) == sorted(words_of([text.replace("/*", "").replace("*/", "")]))


def test_emphasis_is_no_part_of_the_words():
    text = "a *b* **c** ***d*** _e_ _**f**_ 2 * 3 * 4 snake_case_word \\*g\\* *h"
    assert read_fountain(text).elements[0].words == ("a b c d e f 2 * 3 * 4 snake_case_word *g* *h")


# ── read again ─────────────────────────────────────────────────────────────────────────────────


def test_a_script_that_did_not_change_changes_nothing(tmp_path):
    imported(tmp_path, SCRIPT)
    before = {path: path.read_bytes() for path in (tmp_path / "film").iterdir()}
    done = imported(tmp_path, SCRIPT)
    assert done.again and not done.changes
    assert before == {path: path.read_bytes() for path in (tmp_path / "film").iterdir()}


def test_what_somebody_wrote_stays_and_what_the_script_changes_is_changed(tmp_path):
    imported(tmp_path, SCRIPT)
    path = tmp_path / "film/film.yaml"
    mine = path.read_text()
    mine = mine.replace("look: Bo\n", "look: Bo, a man in a wet coat   # as cast\n")
    mine = mine.replace(
        '        length: 2s\n        note: "/*',
        '        length: 3.5s   # slower\n        camera: {framing: wide}\n        note: "/*',
    )
    mine = mine.replace("  - street\n", "  - street   # in one take\n  - black: 1s\n")
    mine += "titles: [{at: street/rain, length: 1s, text: Rain}]\n# the end\n"
    path.write_text(mine)
    changed = SCRIPT.replace("lights the *lamp*", "lights the old *lamp*")
    changed = changed.replace("No.", "Not yet.").replace("Rain.", "Rain.\n\nA dog barks.")
    done = imported(tmp_path, changed)
    text = path.read_text()
    wanted = mine.replace("lights the lamp", "lights the old lamp").replace(
        "line: No.", "line: Not yet."
    )
    new = "      a-dog-barks:\n        prompt: A dog barks.\n        length: 2s\n"
    wanted = wanted.replace("      the-end:\n", f"{new}      the-end:\n")
    assert text == wanted
    assert len(done.changes) == 3
    assert not imported(tmp_path, changed).changes


def test_a_sign_or_a_capital_is_a_change_and_a_new_name_is_none(tmp_path):
    text = "INT. ROOM - DAY\n\nA boom. Tom waits.\n\nANA\nYes.\n"
    imported(tmp_path, text)
    for old, new in (("boom.", "BOOM."), ("BOOM.", "BOOM!"), ("Yes.", "Yes!"), ("Yes!", "YES!")):
        assert old in text
        text = text.replace(old, new)
        assert len(imported(tmp_path, text).changes) == 1
        assert new in (tmp_path / "film/film.yaml").read_text()
    done = imported(tmp_path, f"{text}\nA cup.\n\nTOM\nNo.\n")
    assert not [each for each in done.changes if "a-boom" in each], "Tom is as he was there"


def conflicting(tmp_path: Path, here: tuple[str, str], there: tuple[str, str], **more):
    """What comes of it when the film's text and the script both change something."""
    imported(tmp_path, SCRIPT)
    path = tmp_path / "film/film.yaml"
    assert here[0] in path.read_text() and there[0] in SCRIPT
    path.write_text(path.read_text().replace(*here))
    return imported(tmp_path, SCRIPT.replace(*there), **more)


CONFLICTS = [
    (("prompt: Rain.", "prompt: Heavy rain."), ("Rain.\n", "Rain falls.\n"), "street/rain: prompt"),
    (("prompt: Rain.", "prompt: Heavy rain."), ("Rain.\n\n", ""), "street/rain is gone"),
    (("line: No.", "line: No!"), ("No.", "Never."), "anas-kitchen-night/"),
    (
        ("        prompt: Rain.", "        # wet\n        prompt: Rain."),
        ("Rain.\n\n", ""),
        "comments",
    ),
]


@pytest.mark.parametrize(("here", "there", "named"), CONFLICTS)
def test_what_both_changed_is_named_and_nothing_is_written(tmp_path, here, there, named):
    done = conflicting(tmp_path, here, there, dry_run=True)
    assert len(done.conflicts) == 1 and named in done.conflicts[0]
    before = {path: path.read_bytes() for path in (tmp_path / "film").iterdir()}
    again = imported(tmp_path, SCRIPT.replace(*there))
    assert again.conflicts == done.conflicts
    assert before == {path: path.read_bytes() for path in (tmp_path / "film").iterdir()}
    for prefer, kept in (("mine", here[1]), ("script", "")):
        folder = tmp_path / prefer
        folder.mkdir()
        preferred = conflicting(folder, here, there, prefer=prefer)
        assert not preferred.conflicts
        text = (folder / "film/film.yaml").read_text()
        assert (here[1] in text) == bool(kept)
        assert not imported(folder, SCRIPT.replace(*there)).conflicts, "it is settled"


def test_names_of_shots_hold_when_they_change_and_are_followed_when_renamed(tmp_path):
    imported(tmp_path, SCRIPT)
    folder = tmp_path / "film"
    done = inside("rename", "street/rain", "street/downpour", cwd=folder)
    assert done.returncode == 0, done.stderr
    imported(tmp_path, SCRIPT.replace("Rain.", "Rain falls."))
    shots = film_of(folder)["scenes"]["street"]["shots"]
    assert shots["downpour"] == {"was": "street/rain", "prompt": "Rain falls.", "length": "2s"}


def paragraphs(chance: random.Random, text: str) -> str:
    """A script after somebody wrote on it: paragraphs come, go, move and change."""
    head, _, body = text.partition("\n\n")
    blocks = body.split("\n\n")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(blocks))
        plain = (
            not blocks[at].isupper() and "/*" not in blocks[at] and blocks[at].count("*") % 2 == 0
        )
        match chance.choice(["new", "new", "gone", "word", "scene", "moved", "speech"]):
            case "new":
                blocks.insert(at, f"Somebody walks {chance.randint(1, 99)} steps.")
            case "gone" if plain and len(blocks) > 8:
                del blocks[at]
            case "word" if plain:
                blocks[at] += f" again{chance.randint(1, 9)}"
            case "scene":
                blocks.insert(at, f"INT. ROOM {chance.randint(1, 9)} - DAY\n\nA room.")
            case "moved" if plain:
                blocks.insert(chance.randrange(len(blocks)), blocks.pop(at))
            case "speech":
                blocks.insert(at, f"CARL\nIt is {chance.randint(1, 12)} o'clock.")
    return head + "\n\n" + "\n\n".join(blocks)


# Of sixty these go every way that any went.
@pytest.mark.parametrize("number", [*range(12), 14, 34, 52])
def test_a_film_follows_its_script_through_edits(tmp_path, number):
    chance = random.Random(number)
    imported(tmp_path, SCRIPT)
    path = tmp_path / "film/film.yaml"
    mine = path.read_text().replace("  draft:", "  # quick\n  draft:") + "# mine\n"
    path.write_text(mine)
    text = SCRIPT
    for _ in range(3):
        text = paragraphs(chance, text)
        done = imported(tmp_path, text)
        assert not done.conflicts
        assert not imported(tmp_path, text).changes
        (tmp_path / "anew").mkdir(exist_ok=True)
    fresh = import_script(tmp_path / "script.fountain", tmp_path / f"anew/{number}")
    assert film_words(film_of(tmp_path / "film")) == film_words(film_of(fresh.folder))
    now, anew = film_of(tmp_path / "film"), film_of(fresh.folder)
    for one, other in zip(now["scenes"].values(), anew["scenes"].values(), strict=True):
        assert one.get("slug") == other.get("slug")
        assert [*map(sorted, one["shots"].values())] == [*map(sorted, other["shots"].values())]
    assert len(now["cut"]) == len(anew["cut"])
    assert set(now["cast"]) >= set(anew["cast"]), "who is named still is of the cast"
    assert "  # quick\n" in path.read_text() and path.read_text().endswith("# mine\n")


def test_a_build_after_an_edit_makes_what_changed(tmp_path):
    short = "INT. KITCHEN - DAY\n\nA lamp.\n\nANA\nYes.\n\nA door.\n\nA cup.\n"
    imported(tmp_path, short)
    folder = tmp_path / "film"
    path = folder / "film.yaml"
    path.write_text(path.read_text().replace("size: 480x270", "size: 64x36"))
    built = inside("build", "film", "--profile", "draft", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    imported(tmp_path, short.replace("A door.", "A chair."))
    again = inside("build", "film", "--profile", "draft", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert re.findall(r"picture (\S+)#1 \(", again.stderr) == ["kitchen-day/a-door"]
    assert (folder / "out/draft/film.mp4").is_file()


# ── what a person may hand it ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.fountain", b""),
        ("a.fountain", b"\n\n"),
        ("a.fountain", b"Title: X\n"),
        ("a.fdx", b""),
        ("a.fdx", b"<FinalDraft/>"),
        ("a.fdx", b"<html><Content/></html>"),
        ("a.fdx", b'<!DOCTYPE a [<!ENTITY b "b">]><FinalDraft><Content>&b;</Content></FinalDraft>'),
        ("a.fdx", b"<FinalDraft><Content>" + b"<Paragraph>" * 200),
    ],
)
def test_what_is_no_screenplay_is_a_sentence(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError) as error:
        import_script(tmp_path / name, tmp_path / "film")
    assert name in str(error.value) and "\n" not in str(error.value)
    assert not (tmp_path / "film").exists()


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfeI\0N\0T\0.\0 \0X\0\n\0\n\0H\0i\0.\0",
        "INT. CAFÉ\n\nOui.".encode("cp1252"),
        b"\0\x01\x1b[31mINT. X\n\n\x07bell",
        "INT. X\n\n\ue000\ue0010\ue002 \u202eevil".encode(),
        b"[[" * 2000 + b"/*" * 2000 + b"*" * 3000,
        b"ANA\n(" + b"a" * 100_000,
    ],
)
def test_odd_bytes_are_a_screenplay_all_the_same(tmp_path, data):
    (tmp_path / "x.fountain").write_bytes(data)
    done = import_script(tmp_path / "x.fountain", tmp_path / "film")
    assert done.shots >= 1
    load(find_workspace(tmp_path / "film"))


def test_the_program_says_what_it_takes_over(tmp_path):
    (tmp_path / "x.fountain").write_text("INT. ROOM - DAY\n\nA lamp.\n")
    done = inside("import", "x.fountain", cwd=tmp_path)
    assert done.returncode == 0 and "wrote x-film: 1 scene, 1 shot" in done.stderr
    (tmp_path / "x.fountain").write_text("INT. ROOM - DAY\n\nA red lamp.\n")
    shown = inside("import", "x.fountain", "--out", "x-film", "--dry-run", cwd=tmp_path)
    assert "+        prompt: A red lamp." in shown.stdout
    assert "A lamp." in (tmp_path / "x-film/film.yaml").read_text()
    done = inside("import", "../x.fountain", cwd=tmp_path / "x-film")
    assert "from the script: room-day/a-lamp: prompt: 'A lamp.' → 'A red lamp.'" in done.stderr
    assert "A red lamp." in (tmp_path / "x-film/film.yaml").read_text()
    (tmp_path / "x-film/film.yaml").write_text("title: X\nscenes: {}\n")
    (tmp_path / "x.fountain").write_text("INT. ROOM - DAY\n\nA blue lamp.\n")
    done = inside("import", "../x.fountain", cwd=tmp_path / "x-film")
    assert done.returncode == 3 and "nothing is written" in done.stderr
    (tmp_path / "x-film" / RECORD).unlink()
    done = inside("import", "x.fountain", cwd=tmp_path)
    assert done.returncode == 2 and "with a film in it" in done.stderr


def test_kinds_are_all_shown_in_a_film():
    assert {each.value for each in ElementKind} == {
        "heading",
        "action",
        "cue",
        "parenthetical",
        "dialogue",
        "transition",
        "section",
        "synopsis",
        "note",
        "boneyard",
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "      rain:\n        prompt: Rain.\n        length: 2s\n",
            "      rain: {length: 2s, prompt: Rain.}\n",
        ),
        ("        prompt: Rain.\n", "        prompt: >-\n          Rain.\n"),
        ("        prompt: Rain.\n", "        prompt: 'Rain.'  # wet\n"),
        ("scenes:\n", "scenes:   # all\n\n"),
    ],
)
def test_a_text_that_was_laid_out_anew_follows_its_script(tmp_path, before, after):
    imported(tmp_path, SCRIPT)
    path = tmp_path / "film/film.yaml"
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, after))
    imported(tmp_path, SCRIPT.replace("Rain.", "Rain\nfalls now."))
    shots = film_of(tmp_path / "film")["scenes"]["street"]["shots"]
    assert shots["rain"]["prompt"] == "Rain falls now."
    if "#" in after:
        assert re.search(r"#.*", after)[0] in path.read_text()
    imported(tmp_path, SCRIPT.replace("Rain.", "Rain\nfalls now.\n\nTOM\nOh."))
    assert film_of(tmp_path / "film")["cast"]["tom"] == {"look": "Tom", "called": "Tom"}

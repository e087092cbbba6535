"""`vfc check` warns of what will surprise, each thing once, and is quiet about a film that holds
none.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

import vfc
from vfc.commands.check import check
from vfc.commands.new import new_film
from vfc.project.sightcheck import sight_warnings
from vfc.project.workspace import find_workspace
from vfc.testing import Flat

FILM = """\
vfc: 1
title: Small
format: {size: 64x36, rate: 24}
cast:
  ana: {look: a woman, called: she}
  mother-in-law: {look: an old woman}
sets:
  yard: {look: a yard}
presets:
  day: {style: noon}
  night: {extends: day, style: dark}
scenes:
  street:
    preset: night
    set: yard
    length: 2s
    shots:
      walk:
        prompt: $ana walks to $mother-in-law
        lines:
          - ana: Good morning.
      talk:
        remix: {of: street/walk, strength: 0.2}
        prompt: in the rain
        lines:
          - mother-in-law: Good morning to you.
cut: [street]
"""
TALK = "          - mother-in-law: Good morning to you.\n"


def told(folder: Path, text: str = FILM, **others: str) -> list[str]:
    for name, each in {"film": text, **others}.items():
        (folder / f"{name}.yaml").write_text(each)
    found = check(find_workspace(folder))
    assert all(each.severity == "warning" for each in found), found
    return [f"{each.span.line}: {each.message}" for each in found]


EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    "example", sorted(path.parent.name for path in EXAMPLES.glob("*/film.yaml"))
)
def test_the_examples_and_the_new_film_have_no_warnings(tmp_path, example):
    folder = EXAMPLES / example
    shutil.copytree(folder, tmp_path / "film", ignore=shutil.ignore_patterns(".vfc", "out"))
    assert check(find_workspace(tmp_path / "film")) == ()
    new_film(tmp_path / "new")
    assert check(find_workspace(tmp_path / "new")) == ()


@pytest.mark.parametrize(
    ("before", "after", "warning"),
    [
        ("", "", None),
        ("cut: [street]", "cut: [street/talk]", None),  # the other is remixed
        (
            "cut: [street]",
            "cut: [street/walk]",
            "22: the shot 'street/talk' is in no cut, and nothing is made from it",
        ),
        ("cut: [street]\n", "", None),
        ("cut: [street]", "cut: [street/walk]\ncuts: {short: {cut: [street/talk]}}", None),
        ("extends: day, ", "", "10: the preset 'day' is not used: no shot names it"),
        (
            "    preset: night\n",
            "    preset: day\n",
            "11: the preset 'night' is not used: no shot names it",
        ),
        ("    set: yard\n", "", "8: the set 'yard' is not used: no shot takes place there"),
        (
            "cast:\n",
            "cast:\n  bob: {look: a man}\n",
            "5: the member of the cast 'bob' is not used: no shot sees or hears them",
        ),
        (
            "cast:\n",
            "cast:\n  mother: {look: a woman}\n",
            "5: the member of the cast 'mother' is not used: no shot sees or hears them",
        ),
        ("        prompt: in the rain\n", "", None),  # a remix says its source anew
        (
            TALK,
            TALK + "      empty: {length: 1s}\n",
            "27: the shot 'street/empty' has no words: nothing says what is seen",
        ),
        (TALK, TALK + "      empty: {length: 1s, after: street/talk}\n", None),
        (
            "Good morning.",
            "Good morning, and how are you on this day of all days, my dear friend?",
            "21: this line is too long for its shot: spoken fast it ends 1.5 s after 'street/walk' "
            "does",
        ),
        # 32 letters: 2.1 s measured, 1.6 s spoken fast
        ("Good morning.", "Good morning, and how are you to", None),
        (
            "        prompt: $ana walks to $mother-in-law",
            "        prompt: $mother-in-law walks alone",
            "21: 'ana' speaks in 'street/walk' and is not in the picture",
        ),
    ],
)
def test_each_is_told_once_and_only_where_it_is_so(tmp_path, before, after, warning):
    assert before in FILM
    assert told(tmp_path, FILM.replace(before, after, 1)) == ([warning] if warning else [])


def test_an_included_file_is_a_shelf_to_choose_from(tmp_path):
    shelf = (
        "presets: {rain: {style: rain}}\ncast: {bob: {look: a man}}\nsets: {attic: {look: an "
        "attic}}\n"
    )
    assert told(tmp_path, FILM + "include: shelf.yaml\n", shelf=shelf) == []


def test_who_is_painted_into_the_first_frame_is_in_the_picture(tmp_path):
    text = FILM.replace(
        "        prompt: $ana walks to $mother-in-law\n",
        "        prompt: she walks\n        first: {generator: previs, prompt: $ana at a door}\n",
    )
    assert told(tmp_path, text) == [
        "27: 'mother-in-law' speaks in 'street/talk' and is not in the picture"
    ]


def test_a_narrator_has_no_look_and_is_in_no_picture(tmp_path):
    narrated = FILM.replace("cast:\n", "cast:\n  teller: {called: Nora}\n", 1)
    spoken = narrated.replace("- ana: ", "- teller: ", 1)
    assert "- teller: " in spoken and told(tmp_path, spoken) == []
    shown = narrated.replace("prompt: $ana walks to", "prompt: $teller walks to", 1)
    (tmp_path / "film.yaml").write_text(shown)
    found = [str(each.message) for each in check(find_workspace(tmp_path))]
    assert "'teller' has no look, and is only heard" in found


def test_who_is_seen_in_a_picture_over_the_shot_is_in_it(tmp_path):
    beside = "        overlays: [{shot: street/face, place: [0.5, 0, 0.5, 1]}]\n"
    alone = FILM.replace("prompt: $ana walks to $mother-in-law", "prompt: $mother-in-law walks", 1)
    alone = alone.replace("cut:", "      face: {prompt: $ana smiles, length: 2s}\ncut:")
    before = "        prompt: $mother-in-law walks\n"
    warned = "21: 'ana' speaks in 'street/walk' and is not in the picture"
    assert before in alone and warned in told(tmp_path, alone)
    assert not [
        each
        for each in told(tmp_path, alone.replace(before, before + beside, 1))
        if "'ana' speaks" in each
    ]


def test_of_a_file_nobody_knows_who_is_in_it(tmp_path):
    Image.new("RGB", (64, 36)).save(tmp_path / "yard.png")
    assert (
        told(
            tmp_path,
            FILM.replace(
                "        prompt: $ana walks to $mother-in-law\n", "        still: yard.png\n"
            ),
        )
        == []
    )


def test_nothing_is_advised_while_there_are_mistakes(tmp_path):
    (tmp_path / "film.yaml").write_text(
        FILM.replace("cut: [street]", "cut: [street/walk]").replace("2s", "2")
    )
    assert [each.severity for each in check(find_workspace(tmp_path))] == ["error"]


# ── what is not seen ───────────────────────────────────────────────────────────────────────────

VERTICAL = FILM.replace(
    "        prompt: $ana", "        camera: {framing: medium}\n        prompt: $ana"
)
VERTICAL += "deliver: {film.mp4: {}, vertical.mp4: {size: 36x64}}\n"
CUT_OFF = (
    "vertical.mp4 shows the middle 32 % of each picture, and people are cut off in street/walk"
)


@pytest.mark.parametrize(
    ("before", "after", "warning"),
    [
        ("", "", CUT_OFF),  # previs sets two people in a medium shot a third of the width apart
        ("medium", "wide", None),  # and near each other in a wide one
        ("size: 36x64", "size: 36x64, fit: pad", None),
        ("size: 36x64", "size: 48x36", None),  # 4:3 has room for two
        ("size: 36x64", "size: 44x36", None),  # so has less, as they stand here
        ("film.mp4: {}, vertical", "a.mp4: {size: 18x32}, b.mp4: {size: 72x128}, vertical", 3),
        ("walks to $mother-in-law", "walks alone", None),
    ],
)
def test_a_narrow_deliverable_says_once_whom_it_cuts_off(tmp_path, before, after, warning):
    found = [each.partition(": ")[2] for each in told(tmp_path, VERTICAL.replace(before, after, 1))]
    found = [each for each in found if "is not in the picture" not in each]
    assert len(found) == 3 if warning == 3 else found == ([warning] if warning else [])


def test_of_other_generators_it_is_known_that_several_people_are_in_a_picture(tmp_path):
    for text, count in (
        (VERTICAL, 1),
        (VERTICAL.replace(" to $mother-in-law", ""), 0),
        (VERTICAL.replace(" to $mother-in-law", "").replace("medium", "two-shot"), 1),
    ):
        (tmp_path / "film.yaml").write_text(text.replace("scenes:", "generator: flat\nscenes:"))
        planned = vfc.plan(tmp_path, generators=[Flat(makes={"remix"})])
        assert len(sight_warnings(planned.loaded.film, planned.plan, {})) == count


LONG = " ".join(["word"] * 400)


@pytest.mark.parametrize(
    ("title", "warning"),
    [
        ("{text: The End, length: 1s}", None),
        (
            "{text: The End, length: 1s, size: 0.02}",
            "letters of 14 pixels, where the picture has 720",
        ),
        (f"{{text: {LONG}, length: 1s}}", None),
        (
            f"{{text: {LONG} {LONG} {LONG}, length: 1s}}",
            "letters of 13 pixels, where the picture has 720",
        ),
    ],
)
def test_a_title_too_small_to_read_is_told(tmp_path, title, warning):
    text = FILM.replace("64x36", "1280x720").replace(
        "cut: [street]", f"cut:\n  - street\n  - title: {title}"
    )
    found = told(tmp_path, text)
    assert found == (
        [f"29: this title is too small to read in film.mp4: {warning}"] if warning else []
    )


def test_a_missing_file_is_one_mistake_with_every_line_that_names_it(tmp_path):
    text = (
        FILM.replace("look: a woman,", "look: a woman, references: [gone.png],")
        .replace(
            "  yard: {look: a yard}", "  yard: {look: a yard, references: [gone.png, gone.png]}"
        )
        .replace("      talk:\n", "      photo: {still: gone.png}\n      talk:\n")
    )
    (tmp_path / "film.yaml").write_text(text)
    assert [(each.span.line, each.message) for each in check(find_workspace(tmp_path))] == [
        (5, "there is no file 'gone.png'; also on lines 8, 22")
    ]


def test_words_of_which_neither_place_nor_subject_is_read_are_told(tmp_path):
    text = (
        "title: T\nformat: {size: 64x36, rate: 24}\nscenes:\n  a:\n    length: 1s\n    shots:\n"
        "      b: {prompt: a chef in a kitchen}\n"
        "      c: {prompt: the quaggy gribble}\n"
        "      d: {prompt: 'noon, rain', remix: {of: a/b, strength: 0.5}}\ncut: [a]\n"
    )
    assert told(tmp_path, text) == [
        "8: previs reads neither a place nor a subject in a/c: it does not know 'quaggy', 'gribble'"
    ]

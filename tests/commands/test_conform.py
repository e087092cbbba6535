"""`vfc conform`: what was trimmed in an editing program comes back into the text, to the frame, and
nothing else in it changes.
"""

from __future__ import annotations

import random
import re
import wave
from pathlib import Path

import opentimelineio as otio
import pytest

from tests.programs import inside
from vfc.commands.conform import conform, write_conformed
from vfc.edit.conform.conforming import own_reading
from vfc.edit.handover.formats import handed_over, with_links
from vfc.errors import UsageError
from vfc.project.load import load
from vfc.project.workspace import Workspace

HEAD = """\
title: T                      # the head stays
format: {size: 64x36, rate: 24}
generator: previs
scenes:
  street:
    shots:
      walk: {prompt: she walks, length: 4s}   # her first walk
      shoe: {prompt: a shoe, length: 2s}
      door: {prompt: a door, length: 3s, handles: 1s}
  home:
    shots:
      lamp: {prompt: a lamp, length: 60f}
      bed: {prompt: a bed, length: 5s}
deliver: {film.otio: {media: h264}}
"""
CUT = [
    "title: {text: One, length: 2s}   # the card",
    "dissolve: 12f",
    "street/walk: {in: 12f, out: 84f, lead: 6f}   # she comes",
    "street/shoe",
    "wipe: {length: 10f, from: right}  # as in the old films",
    "street/door: {length: 2s}",
    "black: 1s",
    "home/lamp   # warm",
    "dissolve: 8f",
    "home/bed: {out: 72f, speed: 1.5}",
    "street/walk: {in: 1s, out: 3s}",
    "fade: {to: black, length: 12f}",
]
FORMATS = ("otio", "edl", "xml", "fcpxml")


def text(cut) -> str:
    lines = [f"  # before {number}\n  - {each}\n" for number, each in enumerate(cut)]
    return f"{HEAD}cut:\n{''.join(lines)}  # the end\n"


def film(folder: Path, cut, entry: str = "film.yaml") -> Workspace:
    (folder / entry).write_text(text(cut))
    return Workspace(folder=folder, entry=entry, profile=None, store=folder / ".vfc")


def handed(workspace: Workspace, ending: str) -> str:
    whole = load(workspace).film
    return with_links(handed_over(whole, whole.cuts[""], ending).text, ending, {}, Path())


def shown(workspace: Workspace, ending: str):
    whole = load(workspace).film
    return own_reading(whole, whole.cuts[""], ending).clips


def shots_in(cut) -> list[int]:
    return [number for number, each in enumerate(cut) if re.match(r"(street|home)/", each)]


def trimmed(cut, chance: random.Random):
    """A cut as somebody changes it who trims, slips, rolls, moves, doubles and takes out."""
    cut = list(cut)
    for _ in range(chance.randint(1, 3)):
        number = chance.choice(shots_in(cut))
        name = re.match(r"[a-z/]+", cut[number])[0]
        match chance.choice(["trim", "trim", "slip", "move", "gone", "again", "longer", "black"]):
            case "trim" | "slip":
                start = chance.randint(0, 20)
                cut[number] = f"{name}: {{in: {start}f, length: {chance.randint(16, 26)}f}}"
            case "move":
                each = cut.pop(number)
                cut.insert(chance.choice(shots_in(cut)), each)
            case "gone" if len(shots_in(cut)) > 3:
                del cut[number]
            case "again":
                cut.insert(number + 1, f"{name}: {{in: 2f, out: 40f}}")
            case "longer":
                cut = [
                    re.sub(r"^dissolve: \d+f", f"dissolve: {chance.randint(4, 11)}f", each)
                    for each in cut
                ]
            case "black":
                cut.insert(number, f"black: {chance.randint(3, 30)}f")
    return list(without_double_transitions(cut))


def without_double_transitions(cut):
    """Transitions go where nothing stands before or after them."""
    before = "fade"
    for number, each in enumerate(cut):
        after = cut[number + 1] if number + 1 < len(cut) else "fade"
        word = each.partition(":")[0]
        if word in ("dissolve", "wipe") and (
            before in ("dissolve", "wipe", "fade", "black")
            or after.partition(":")[0] in ("dissolve", "wipe", "fade", "black")
        ):
            continue
        yield each
        before = word


@pytest.mark.parametrize("ending", FORMATS)
def test_an_unchanged_cut_changes_nothing(tmp_path, ending):
    workspace = film(tmp_path, CUT)
    (tmp_path / f"edit.{ending}").write_text(handed(workspace, ending))
    assert not conform(workspace, tmp_path / f"edit.{ending}").texts


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(
    "dark",
    [
        ["street/walk", "dissolve: {length: 12f, overlap: true}", "black: 2s", "street/shoe"],
        ["street/walk", "black: 1s", "dissolve: 12f", "black: 1s", "street/shoe"],
        ["street/walk", "black: 1s", "fade: {from: black, length: 6f}", "street/shoe"],
    ],
)
def test_an_unchanged_cut_with_black_changes_nothing(tmp_path, dark, ending):
    workspace = film(tmp_path, dark)
    (tmp_path / f"edit.{ending}").write_text(handed(workspace, ending))
    assert not conform(workspace, tmp_path / f"edit.{ending}").texts


# Of a hundred these go every way that any went.
@pytest.mark.parametrize("number", [*range(20), 25, 38, 50, 95])
def test_a_trim_comes_back_to_the_frame(tmp_path, number):
    chance, ending = random.Random(number), FORMATS[number % 4]
    mine = film(tmp_path, CUT)
    cut = trimmed(CUT, chance)
    theirs = film(tmp_path, cut, "theirs.yaml")
    edit = tmp_path / f"edit.{ending}"
    edit.write_text(handed(theirs, ending))
    done = conform(mine, edit)
    write_conformed(mine, done)
    assert shown(mine, ending) == shown(theirs, ending)
    now = (tmp_path / "film.yaml").read_text()
    assert now.startswith(HEAD)
    assert re.findall(r"  # before \d+\n", now) == re.findall(r"  # before \d+\n", text(CUT))
    kept = [each for each in CUT if each in cut and "#" in each]
    assert all(each.partition("#")[2] in now for each in kept)
    assert not conform(mine, edit).texts


# ── what a person may hand it ──────────────────────────────────────────────────────────────────


def edited(workspace: Workspace, folder: Path, change) -> Path:
    """An .otio of the film, changed as an editing program does; the path."""
    path = folder / "edit.otio"
    path.write_text(handed(workspace, "otio"))
    timeline = otio.adapters.read_from_file(str(path))
    change(timeline)
    otio.adapters.write_to_file(timeline, str(path))
    return path


def clips(timeline):
    return list(timeline.find_clips())


def test_a_shot_that_is_shown_longer_takes_its_handles(tmp_path):
    mine = film(tmp_path, ["street/shoe", "street/door"])

    def longer(timeline):
        clip = clips(timeline)[0]
        clip.source_range = otio.opentime.TimeRange(
            clip.source_range.start_time, otio.opentime.RationalTime(54, 24)
        )

    edit = edited(mine, tmp_path, longer)
    write_conformed(mine, conform(mine, edit))
    shot = load(mine).film.shots["street/shoe"]
    assert (shot.frames, shot.handles) == (54, 6)
    assert (
        "shoe: {prompt: a shoe, length: 54f, handles: 6f}" in (tmp_path / "film.yaml").read_text()
    )


def test_a_scene_in_the_cut_is_written_out_where_a_shot_of_it_changed(tmp_path):
    mine = film(tmp_path, ["street   # the first three", "home"])
    edit = edited(mine, tmp_path, lambda timeline: timeline.tracks[0].pop(1))
    write_conformed(mine, conform(mine, edit))
    cut = (tmp_path / "film.yaml").read_text().partition("cut:\n")[2]
    assert cut.splitlines() == [
        "  # before 0",
        "  - street/walk",
        "  - street/door",
        "  # before 1",
        "  - home",
        "  # the end",
    ]


def test_a_film_without_a_cut_gets_one(tmp_path):
    (tmp_path / "film.yaml").write_text(HEAD)
    mine = Workspace(folder=tmp_path, entry="film.yaml", profile=None, store=tmp_path / ".vfc")
    edit = edited(mine, tmp_path, lambda timeline: timeline.tracks[0].pop(0))
    write_conformed(mine, conform(mine, edit))
    assert (tmp_path / "film.yaml").read_text() == HEAD + (
        "\ncut:\n  - street/shoe\n  - street/door\n  - home/lamp\n  - home/bed\n"
    )


def test_a_cut_in_brackets_stays_in_brackets(tmp_path):
    (tmp_path / "film.yaml").write_text(
        HEAD + "cut: [street/walk, home/lamp: {in: 2f}, home/bed]\n"
    )
    mine = Workspace(folder=tmp_path, entry="film.yaml", profile=None, store=tmp_path / ".vfc")
    edit = edited(mine, tmp_path, lambda timeline: timeline.tracks[0].pop(0))
    write_conformed(mine, conform(mine, edit))
    assert (tmp_path / "film.yaml").read_text() == HEAD + "cut: [home/lamp: {in: 2f}, home/bed]\n"


def reversed_clip(timeline):
    clips(timeline)[1].effects.append(otio.schema.LinearTimeWarp(time_scalar=-1.0))


RETIMED = [
    "street/walk: {speed: {6f: 1, 12f: 0.5}, between: flow}",
    "street/shoe: {reverse: on, in: 8f}",
    "street/door: {freeze: {at: 4f, for: 9f}}",
    "home/lamp: {freeze: last, length: 60f}",
    "home/bed",
]


@pytest.mark.parametrize("ending", ["otio", "edl", "xml", "fcpxml"])
def test_what_does_not_play_on_at_one_speed_stays_as_it_is(tmp_path, ending):
    mine, other = (
        film(tmp_path, RETIMED),
        film(tmp_path, [*RETIMED[:4], "home/bed: {in: 6f}"], "b.yaml"),
    )
    same, edit = tmp_path / f"same.{ending}", tmp_path / f"edit.{ending}"
    same.write_text(handed(mine, ending))
    edit.write_text(handed(other, ending))
    assert not conform(mine, same).texts
    write_conformed(mine, conform(mine, edit))
    assert shown(mine, ending) == shown(other, ending)
    for each in RETIMED[:4]:
        assert f"- {each}\n" in (tmp_path / "film.yaml").read_text()


@pytest.mark.parametrize("ending", ["otio", "edl", "xml", "fcpxml"])
@pytest.mark.parametrize("number", range(4))
def test_a_trim_of_it_is_named(tmp_path, ending, number):
    mine = film(tmp_path, RETIMED)
    trimmed = [
        each.replace("{", "{length: 20f, ", 1).replace(", length: 60f", "") for each in RETIMED
    ]
    other = film(tmp_path, [*RETIMED[:number], trimmed[number], *RETIMED[number + 1 :]], "b.yaml")
    edit = tmp_path / f"edit.{ending}"
    edit.write_text(handed(other, ending))
    with pytest.raises(UsageError) as error:
        conform(mine, edit)
    assert "by hand in the cut" in str(error.value)


def stranger(timeline):
    clips(timeline)[1].name = "holiday"
    clips(timeline)[1].media_reference = otio.schema.ExternalReference("holiday.mov")
    clips(timeline)[1].metadata.clear()


def from_before(timeline):
    clip = clips(timeline)[1]
    start = clip.source_range.start_time - otio.opentime.RationalTime(10, 24)
    clip.source_range = otio.opentime.TimeRange(start, clip.source_range.duration)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (reversed_clip, "plays backwards"),
        (stranger, "'holiday.mov' is no shot and no card of the film"),
        (from_before, "street/shoe is shown from 10 frames before its first on"),
    ],
)
def test_what_no_text_says_is_named_and_nothing_is_written(tmp_path, change, told):
    mine = film(tmp_path, ["street/walk", "street/shoe", "home/bed"])
    before = (tmp_path / "film.yaml").read_text()
    edit = edited(mine, tmp_path, change)
    with pytest.raises(UsageError) as error:
        conform(mine, edit)
    assert told in str(error.value)
    assert (tmp_path / "film.yaml").read_text() == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.otio", "{"),
        ("a.otio", '{"OTIO_SCHEMA": "Clip.1"}'),
        ("a.otio", "[" * 100_000),
        ("a.xml", "<xmeml>"),
        ("a.xml", '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><xmeml>&c;</xmeml>'),
        ("a.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "/etc/passwd">]><xmeml>&b;</xmeml>'),
        ("a.fcpxml", "<fcpxml/>"),
        ("a.edl", "TITLE: nothing\n"),
        ("a.edl", "\x00\x01"),
        ("a.mov", "x"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(tmp_path, name, data):
    mine = film(tmp_path, ["street/walk"])
    (tmp_path / name).write_text(data)
    with pytest.raises(UsageError) as error:
        conform(mine, tmp_path / name)
    assert name in str(error.value)
    assert "\n" not in str(error.value)
    assert "root:" not in str(error.value)


def test_the_program_says_what_changes_before_it_writes(tmp_path):
    mine = film(tmp_path, ["street/walk", "street/shoe   # the shoe"])
    edited(mine, tmp_path, lambda timeline: timeline.tracks[0].pop(0))
    before = (tmp_path / "film.yaml").read_text()
    shown = inside("conform", "edit.otio", "--dry-run", cwd=tmp_path)
    assert shown.returncode == 0
    assert "-  - street/walk" in shown.stdout
    assert (tmp_path / "film.yaml").read_text() == before
    done = inside("conform", "edit.otio", cwd=tmp_path)
    assert "gone: street/walk" in done.stderr
    assert "  - street/shoe   # the shoe\n" in (tmp_path / "film.yaml").read_text()
    again = inside("conform", "edit.otio", cwd=tmp_path)
    assert "already" in again.stderr


# ── what lies beside the pictures ──────────────────────────────────────────────────────────────


def test_a_dissolve_between_blacks_stays_where_another_shot_changes(tmp_path):
    dark = ["street/walk", "black: 1s", "dissolve: 12f", "black: 1s", "street/shoe", "home/bed"]
    mine = film(tmp_path, dark)
    theirs = film(tmp_path, [*dark[:-1], "home/bed: {length: 2s}"], "theirs.yaml")
    (tmp_path / "edit.otio").write_text(handed(theirs, "otio"))
    write_conformed(mine, conform(mine, tmp_path / "edit.otio"))
    assert "  - dissolve: 12f\n" in (tmp_path / "film.yaml").read_text()


@pytest.mark.parametrize("ending", ["otio", "edl"])
def test_black_at_the_end_comes_in(tmp_path, ending):
    mine = film(tmp_path, ["street/walk", "street/shoe"])
    theirs = film(tmp_path, ["street/walk", "street/shoe", "black: 30f"], "theirs.yaml")
    (tmp_path / f"edit.{ending}").write_text(handed(theirs, ending))
    write_conformed(mine, conform(mine, tmp_path / f"edit.{ending}"))
    assert "  - black: 30f\n" in (tmp_path / "film.yaml").read_text()


def test_a_lead_goes_where_a_shot_begins_with_its_first_frame(tmp_path):
    mine = film(tmp_path, ["street/shoe", "street/walk: {in: 12f, out: 84f, lead: 6f}"])
    theirs = film(tmp_path, ["street/shoe", "street/walk: {in: 0f, out: 84f}"], "theirs.yaml")
    (tmp_path / "edit.otio").write_text(handed(theirs, "otio"))
    write_conformed(mine, conform(mine, tmp_path / "edit.otio"))
    assert "  - street/walk: {in: 0f, out: 84f}\n" in (tmp_path / "film.yaml").read_text()


HEARD = """
titles: [{at: 12f, length: 24f, text: "Hello, you"}]
sound:
  music: [{file: song.wav, at: 1s, length: 2s}, {file: song.wav, at: 4s, in: 1s, length: 1s}]
"""


SOUNDS = [
    ("", "", []),
    ("at: 1s, length: 2s", "at: 30f, length: 2s", ["'song.wav' is at 01:00:01:06 in the edit"]),
    ("at: 1s, length: 2s", "at: 1s, length: 36f", ["is 36 frames long in the edit, and 48"]),
    ("in: 1s, length: 1s", "in: 2s, length: 1s", ["at 01:00:04:00 is another part of its file"]),
    (", {file: song.wav, at: 4s, in: 1s, length: 1s}", "", ["'song.wav' at 01:00:04:00 is gone"]),
]
TITLES = [
    ("at: 12f,", "at: 20f,", ["'Hello, you' is at 01:00:00:20 in the edit"]),
    ("Hello, you", "Bye", ["'Hello, you' at 01:00:00:12 is gone", "'Bye' at"]),
]  # in an EDL they are marks


@pytest.mark.parametrize(
    ("ending", "old", "new", "told"),
    [
        *((ending, *each) for ending in FORMATS for each in SOUNDS),
        *((ending, *each) for ending in FORMATS if ending != "edl" for each in TITLES),
    ],
)
def test_sounds_and_titles_that_an_edit_has_otherwise_are_named(tmp_path, ending, old, new, told):
    with wave.open(str(tmp_path / "song.wav"), "wb") as song:
        song.setparams((1, 2, 48000, 0, "NONE", ""))
        song.writeframes(bytes(2 * 48000 * 8))
    cut = ["street/walk", "street/shoe", "home/bed"]
    mine, theirs = film(tmp_path, cut), film(tmp_path, [*cut[:2]], "theirs.yaml")
    for name, sounds in (("film.yaml", HEARD), ("theirs.yaml", HEARD.replace(old, new))):
        with (tmp_path / name).open("a") as text:
            text.write(sounds)
    (tmp_path / f"edit.{ending}").write_text(handed(theirs, ending))
    left = conform(mine, tmp_path / f"edit.{ending}").left
    assert len(left) == len(told), left
    assert all(words in line for words, line in zip(told, left, strict=True))

"""Two versions of a film compared: what became of shots, cut, sound, titles and files, and why."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path

import numpy
import pytest

import vfc
from tests.history.test_git import git
from tests.programs import inside
from vfc.compare.films import compare_films
from vfc.compare.model import FileChange, FilmDiff, Likeness, Section, ShotChange
from vfc.compare.sides import named_sides, two_sides
from vfc.compare.summary import reasons
from vfc.errors import TextError, UsageError
from vfc.generators.api import PictureGenerator
from vfc.project.workspace import find_workspace
from vfc.store.local import LocalStore

TEXT = """\
vfc: 1
title: T
format: {size: 64x36, rate: 24}
presets: {dusk: {style: dusk}}
cast: {ana: {look: a woman in a red coat}}
scenes:
  street:
    shots:
      walk: {prompt: $ana walks, length: 8f}
      door: {prompt: a door, length: 8f, preset: dusk}
      ball: {prompt: a ball, length: 8f}
      next: {extend: {of: street/ball, by: 8f}}
cut: [street/walk, {dissolve: 4f}, street/door, street/ball, {fade: {to: black, length: 4f}}]
deliver: {film.mp4: {}, film.srt: {}}
profiles: {draft: {size: 32x18}}
"""


@pytest.fixture(scope="module")
def once_built(tmp_path_factory) -> Path:
    """A repository with a film in a folder, built."""
    top = tmp_path_factory.mktemp("repository")
    film = top / "films" / "t"
    film.mkdir(parents=True)
    (film / "film.yaml").write_text(TEXT)
    git(top, "init", "-q", "-b", "main")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "T")
    assert vfc.build(film).ok
    return top


@pytest.fixture
def film(tmp_path, once_built) -> Path:
    shutil.copytree(once_built, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path / "films" / "t"


def edited(film: Path, *pairs: tuple[str, str]) -> None:
    text = (film / "film.yaml").read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (film / "film.yaml").write_text(text)


def diff_of(film: Path, *words: str, profile: str | None = None) -> FilmDiff:
    workspace = find_workspace(film, profile=profile)
    with two_sides(workspace, *named_sides(words, workspace)) as (one, other):
        names, commits = (one.name, other.name), (one.commit, other.commit)
        return compare_films(one.planned, other.planned, names, commits)


def shots(diff: FilmDiff) -> dict[str, list[str]]:
    return {each.name: [str(change) for change in each.changes] for each in diff.shots}


def files(film: Path) -> dict[Path, int]:
    """When each file was written; SQLite writes its own at each opening."""
    found = [
        each for each in film.rglob("*") if each.is_file() and "index.sqlite3" not in each.name
    ]
    return {path: path.stat().st_mtime_ns for path in sorted(found)}


def test_a_film_that_is_as_it_was(film: Path):
    before = files(film)
    found = diff_of(film)
    assert found.same and not found.pictures_differ and not found.cost.make
    assert found.before.commit and found.after.name == "working tree"
    assert files(film) == before


def test_a_film_that_was_never_built_is_compared_without_a_store(film: Path):
    shutil.rmtree(film / ".vfc")
    edited(film, ("a ball", "a kite"))
    found = diff_of(film, "HEAD", "HEAD")
    assert found.same and not (film / ".vfc").exists()
    found = diff_of(film)
    assert found.shots[0].standing == (False, False)


def test_a_word_that_a_shot_reads_makes_it_anew(film: Path):
    edited(film, ("red", "green"))
    found = diff_of(film)
    (walk,) = found.shots
    assert shots(found) == {"street/walk": ["made anew"]}
    assert [each.text for each in walk.why] == ["cast.ana.look … a red coat → … a green coat"]
    assert (walk.why[0].file, walk.why[0].line) == ("film.yaml", 5)
    assert "request.prompt.words" in {each.field for each in walk.fields}
    assert walk.standing == (True, False) and walk.likeness is Likeness.UNKNOWN
    assert found.cost.make == {"picture": 1, "segment": 1, "transition": 1, "deliverable": 1}
    assert found.pictures_differ
    assert vfc.build(film).ok
    again = diff_of(film)
    assert again.shots[0].likeness is Likeness.OTHER and again.pictures_differ
    assert not again.cost.make and again.cost.made["picture"] == 1


def test_what_is_derived_is_another_for_the_same_reason(film: Path):
    edited(film, ("a ball,", "a kite,"), ("street/ball, {fade", "street/next, {fade"))
    found = {each.name: each for each in diff_of(film).shots}
    text = "street/ball.prompt a ball → a kite"
    assert [each.text for each in found["street/ball"].why] == [text]
    assert text in [each.text for each in found["street/next"].why]


def test_a_shot_is_renamed_by_its_key(film: Path):
    edited(film, ("ball: {", "kite: {was: street/ball, "), ("street/ball, {", "street/kite, {"),
           ("of: street/ball", "of: street/kite"))  # fmt: skip
    found = diff_of(film)
    assert shots(found) == {"street/kite": ["renamed"]}
    assert found.shots[0].before_name == "street/ball" and not found.pictures_differ
    edited(film, ("was: street/ball, ", ""))
    found = diff_of(film)
    assert shots(found)["street/kite"] == ["renamed", "made anew"]
    assert "`was: street/ball`" in found.shots[0].hint and found.pictures_differ


def test_a_layer_that_shows_a_renamed_shot_is_the_same(film: Path):
    edited(film, ("preset: dusk}", "preset: dusk, overlays: [{shot: street/ball, place: [0, 0, 0.5, 0.5]}]}"))  # fmt: skip
    with (film / "film.yaml").open("a") as file:
        file.write("overlays: [{shot: street/next, at: street/ball, length: 4f}]\n")
        file.write("sound: {dialogue: [{who: ana, line: Hello., at: street/walk}]}\n")
    git(film, "commit", "-q", "-a", "-m", "Layers")
    edited(film, ("ball: {", "kite: {was: street/ball, "), ("street/ball", "street/kite"),
           ("was: street/kite", "was: street/ball"))  # fmt: skip
    found = diff_of(film)
    assert shots(found) == {"street/kite": ["renamed"]} and not found.pictures_differ
    edited(film, ("0.5, 0.5]", "0.4, 0.4]"))
    assert shots(diff_of(film))["street/door"] == ["finished otherwise"]


def test_a_line_is_heard_otherwise(film: Path):
    edited(film, ("a ball, length: 8f", "a ball, length: 8f, lines: [{ana: Catch it}]"))
    found = {each.name: each for each in diff_of(film).shots}["street/ball"]
    assert ShotChange.HEARD in found.changes  # and made anew: a mouth moves
    assert [each.section for each in found.why] == [Section.SOUND]


def test_shots_come_and_go(film: Path):
    edited(film, ("      next: {extend: {of: street/ball, by: 8f}}", "      new: {prompt: a, length: 4f}"),
           ("street/door, ", ""), ("street/ball,", "street/ball, street/new,"))  # fmt: skip
    found = diff_of(film)
    assert shots(found) == {"street/new": ["added"], "street/next": ["removed"]}
    assert found.cuts[0].frames == (24, 20)
    assert [(each.before, each.after) for each in found.cuts[0].entries] == [
        ("street/door", ""),
        ("", "street/new"),
    ] or {(each.before, each.after) for each in found.cuts[0].entries} == {
        ("street/door", ""),
        ("", "street/new"),
    }


def test_a_shot_moves_and_is_trimmed(film: Path):
    edited(film, ("[street/walk, {dissolve: 4f}, street/door, street/ball,",
                  "[street/ball, street/walk, {wipe: 2f}, {street/door: {in: 2f}},"))  # fmt: skip
    found = diff_of(film)
    assert shots(found) == {"street/door": ["trimmed"], "street/ball": ["moved"]}
    entries = {each.after: each for each in found.cuts[0].entries}
    assert entries["street/ball"].moved and entries["street/ball"].at == 0
    assert entries["wipe: 2f"].before == "dissolve: 4f"
    door = found.shots[0]
    assert (door.seen_before[0].first, door.seen_after[0].first) == (0, 2)
    assert (door.seen_after[0].at, door.seen_after[0].frames) == (16, 6)


def test_a_grade_finishes_a_picture_otherwise(film: Path):
    edited(film, ("style: dusk", "style: dusk, grade: {contrast: 1.2}"))
    found = diff_of(film)
    assert shots(found) == {"street/door": ["finished otherwise"]} and found.pictures_differ
    assert "picture" not in found.cost.make


def test_sound_titles_and_files_tell_of_themselves(film: Path):
    edited(film, ("deliver: {film.mp4: {}, film.srt: {}}", "deliver: {film.mp4: {chapters: on}, film.vtt: {}}"))  # fmt: skip
    with (film / "film.yaml").open("a") as file:
        file.write("titles: [{at: street/walk, text: Hello, length: 4f}]\n")
        file.write("sound: {dialogue: [{who: ana, line: Good evening., at: street/door}]}\n")
    found = diff_of(film)
    assert [each.text.split(" ")[0] for each in found.words_of(Section.TITLES)] == ["titles"]
    assert [each.text.split(" ")[0] for each in found.words_of(Section.SOUND)] == ["sound.dialogue"]
    assert {each.path: each.change for each in found.files} == {
        "film.mp4": FileChange.CHANGED,
        "film.vtt": FileChange.ADDED,
        "film.srt": FileChange.REMOVED,
    }
    assert found.cuts[0].pictures and found.pictures_differ and not found.shots


def test_words_that_decide_nothing_are_no_difference(film: Path):
    edited(film, ("a ball,", "a ball, note: later,"), ("size: 32x18", "size: 48x26"))
    assert diff_of(film).same
    assert diff_of(film, profile="draft").after.size == (48, 26)


def test_a_film_of_another_size_differs_in_its_pictures(film: Path):
    edited(film, ("64x36", "48x28"))
    found = diff_of(film)
    assert found.pictures_differ and len(found.shots) == 4


def test_sides_are_revisions_folders_and_locks(film: Path, tmp_path: Path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "film.yaml").write_text(TEXT.replace("a ball,", "a kite,"))
    assert "street/ball" in shots(diff_of(film, str(other)))
    assert not (other / ".vfc").exists()  # its pictures are looked for where the film's are
    edited(film, ("a ball,", "a boat,"))
    git(film, "commit", "-q", "-a", "-m", "Boat")
    assert diff_of(film).same
    assert "street/ball" in shots(diff_of(film, "HEAD~1..HEAD"))
    git(film, "checkout", "-q", "-b", "branch", "HEAD~1")
    edited(film, ("a door,", "a gate,"))
    git(film, "commit", "-q", "-a", "-m", "Gate")
    assert set(shots(diff_of(film, "main...branch"))) == {"street/door"}
    assert set(shots(diff_of(film, "main", "branch"))) == {
        "street/door",
        "street/ball",
        "street/next",
    }
    (tmp_path / "old.lock").write_text("")
    assert diff_of(film, str(tmp_path / "old.lock")).same
    (tmp_path / "old.lock").write_text("vfc-lock: 9999")
    with pytest.raises(TextError):
        diff_of(film, str(tmp_path / "old.lock"))


def test_what_is_wrong_with_a_side_is_told_at_its_line(film: Path):
    edited(film, ("title: T", "titel: T"))
    git(film, "commit", "-q", "-a", "-m", "Wrong")
    edited(film, ("titel: T", "title: T"))
    with pytest.raises(TextError) as caught:
        diff_of(film)
    assert caught.value.mistakes[0].span.file == "HEAD:film.yaml"
    git(film, "rm", "-q", "-f", "film.yaml")
    git(film, "commit", "-q", "-m", "Gone")
    (film / "film.yaml").write_text(TEXT)
    with pytest.raises(UsageError, match=r"there is no films/t/film\.yaml in HEAD"):
        diff_of(film)
    with pytest.raises(UsageError, match="is no film to compare"):
        diff_of(film, str(film / ".vfc"))


def test_a_file_of_a_revision_is_another_and_nothing_is_remembered_of_it(film: Path):
    from PIL import Image

    Image.new("RGB", (64, 36), "red").save(film / "card.png")
    edited(film, ("{prompt: a ball, length: 8f}", "{still: card.png, length: 8f}"))
    git(film, "add", ".")
    git(film, "commit", "-q", "-m", "Card")
    Image.new("RGB", (64, 36), "blue").save(film / "card.png")
    assert vfc.build(film).ok
    known = remembered(film)
    found = diff_of(film)
    ball = found.shots[0]
    assert [each.text for each in ball.why] == ["card.png has other bytes"]
    assert ball.likeness is Likeness.UNKNOWN and ball.standing == (False, True)
    assert known and remembered(film) == known


def remembered(film: Path) -> dict[str, tuple[int, str]]:
    """The inode and the digest of each file that the store knows."""
    store = LocalStore(film / ".vfc")
    found = store.records.files(["card.png"])
    store.close()
    return {path: (each.inode, each.digest) for path, each in found.items()}


class Noisy(PictureGenerator):
    """Grey frames with noise of one level, another with each version; the third has a spot."""

    name = "noisy"

    def __init__(self, version: int):
        self.version = version

    def frames(self, request, context):
        """The frames."""
        random = numpy.random.default_rng(self.version)
        for _ in range(request.frames):
            shape = (request.size.height, request.size.width, 3)
            frame = 100 + random.integers(-1, 2, shape)
            if self.version == 3:
                frame[8:14, 8:14] += 40
            yield frame.astype(numpy.uint8)


def test_the_noise_of_a_codec_is_no_change(film: Path):
    edited(film, ("{prompt: a ball, length: 8f}", "{prompt: a ball, length: 8f, generator: noisy}"),
           ("      next: {extend: {of: street/ball, by: 8f}}\n", ""))  # fmt: skip
    with ExitStack() as stack:
        plans = {}
        for version in (1, 2, 3):
            assert vfc.build(film, generators=[Noisy(version)]).ok
            plans[version] = vfc.plan(film, generators=[Noisy(version)])
            stack.callback(plans[version].loaded.store.close)
        alike = compare_films(plans[1], plans[2])
        assert not alike.shots and not alike.pictures_differ
        other = compare_films(plans[1], plans[3])
        assert [each.likeness for each in other.shots] == [Likeness.OTHER]
        assert other.shots[0].changes == (ShotChange.REMADE,)


def test_takes_and_a_pick_are_told_as_such(film: Path):
    edited(film, ("a ball, length: 8f", "a ball, takes: 3, length: 8f"))
    found = diff_of(film)
    (ball,) = found.shots
    assert ball.changes == (ShotChange.TAKES,) and not found.pictures_differ
    assert "takes: 1 → 3" in list(reasons(ball))
    assert inside("pick", "street/ball", "2", cwd=film).returncode == 0
    found = diff_of(film)
    ball = next(each for each in found.shots if each.name == "street/ball")
    assert list(reasons(ball))[:2] == ["take 1 → take 2 picked", "takes: 1 → 3"]
    assert ShotChange.REMADE not in ball.changes and found.pictures_differ


def test_changed_words_are_told_where_the_picture_is_the_same(film: Path):
    edited(film, ("a ball, length: 8f}", "a ball, generator: noisy, length: 8f}"))
    assert vfc.build(film, generators=[Noisy(1)]).ok
    with ExitStack() as stack:
        before = vfc.plan(film, generators=[Noisy(1)])
        stack.callback(before.loaded.store.close)
        edited(film, ("a ball,", "a kite,"))
        assert vfc.build(film, generators=[Noisy(1)]).ok
        after = vfc.plan(film, generators=[Noisy(1)])
        stack.callback(after.loaded.store.close)
        found = compare_films(before, after)
    ball = found.shots[0]
    assert ball.changes == (ShotChange.REWORDED,) and not ball.changes_pictures
    assert [each.partition(" (film")[0] for each in reasons(ball)] == [
        "street/ball.prompt a ball → a kite", "its words changed, its picture is the same"
    ]  # fmt: skip

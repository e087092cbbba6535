"""The verbs as whole films, on footage whose frames can be told apart, by a generator with this or
that ability.
"""

from __future__ import annotations

import re
import tempfile
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy
import pytest
from PIL import Image

import vfc
from vfc.commands.pick import pick_take
from vfc.commands.sheet import sheet
from vfc.commands.show import show
from vfc.commands.takes import takes_of
from vfc.errors import TextError, UsageError
from vfc.film.timing import Size
from vfc.generators.registry import Registry
from vfc.media.frames import read_rgb
from vfc.media.video.mezzanine import write_mezzanine
from vfc.project.load import load
from vfc.project.workspace import find_workspace
from vfc.testing import Flat, Recorder

ALL = ("first", "last", "cards", "remix", "extend", "extend-start", "blend", "loop")
SMALL = ("first", "last", "remix")


def ramp(path: Path, start: int, frames: int = 60, step: int = 2) -> None:
    """Footage each of whose frames is one level of grey: `start` + `step` * its index."""
    path.write_bytes(ramped(start, frames, step))


@cache
def ramped(start: int, frames: int, step: int) -> bytes:
    """The bytes of such footage."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ramp.mp4"
        write_mezzanine(
            path,
            [numpy.full((36, 64, 3), start + step * index, numpy.uint8) for index in range(frames)],
            size=Size(64, 36),
            rate=Fraction(24),
        )
        return path.read_bytes()


def film(folder: Path, shot: str, *, handles: str = "0f", more: str = "") -> Path:
    if not (folder / "a.mp4").exists():
        ramp(folder / "a.mp4", 20)
        ramp(folder / "b.mp4", 200, step=-1)
    (folder / "film.yaml").write_text(
        f"title: T\nformat: {{size: 64x36, rate: 24}}\ngenerator: flat\nhandles: "
        f"{handles}\nscenes:\n  s:\n    shots:\n"
        f"      a: {{footage: a.mp4, length: 48f}}\n      b: {{footage: b.mp4, length: 24f}}\n     "
        f" x: {shot}\n{more}"
        + ("" if "\ncut:" in more or more.startswith("cut:") else "cut: [s/x]\n")
    )
    return folder


def levels(folder: Path, name: str = "s/x") -> list[int]:
    """The level of each frame of the shown take's picture."""
    planned = vfc.plan(folder, generators=[Flat(makes=ALL)])
    return [int(frame[18, 32, 0]) for frame in read_rgb(artifact(folder, planned, name))]


def artifact(folder: Path, planned, name: str) -> Path:
    key = planned.plan.takes[f"{name}#1"]
    return planned.loaded.store.path(planned.decisions[key].trace.output)


def made(folder: Path, makes=ALL, **can) -> tuple[list[int], Flat, tuple[str, ...]]:
    """The levels of the shot's picture, the generator, and the steps that were made."""
    maker = Flat(makes=makes, **can)
    result = vfc.build(folder, generators=[maker])
    assert result.ok, result.failed
    planned = vfc.plan(folder, generators=[Flat(makes=makes, **can)])
    assert not planned.to_make()
    return (
        [int(frame[18, 32, 0]) for frame in read_rgb(artifact(folder, planned, "s/x"))],
        maker,
        result.made,
    )


def near(one: list[int], other: list[int]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True))


A = [20 + 2 * index for index in range(60)]
B = [200 - index for index in range(60)]


@pytest.mark.parametrize(
    ("makes", "can"), [(ALL, {"tail": 4}), (SMALL, {}), (ALL, {"tail": 4, "longest": 12})]
)
@pytest.mark.parametrize("toward", ["end", "start"])
def test_an_extension_keeps_the_very_frames_of_its_source(tmp_path, makes, can, toward):
    film(tmp_path, f"{{prompt: p, extend: {{of: s/a, by: 20f, toward: {toward}}}}}", handles="6f")
    seen, maker, steps = made(tmp_path, makes, **can)
    assert len(seen) == 48 + 20 + 6
    assert near(seen[:48], A[:48]) if toward == "end" else near(seen[20:], A[:54])
    parts = [step for step in steps if step.startswith("part s/x#1 ")]
    assert (
        len(parts)
        == len(maker.drawn)
        == (1 if "longest" not in can else 4 if toward == "end" else 3)
    )


@pytest.mark.parametrize("makes", [ALL, SMALL])
def test_a_recut_keeps_its_part_in_its_place_and_makes_the_rest(tmp_path, makes):
    film(tmp_path, "{prompt: p, recut: {of: s/a, keep: [10f, 30f]}, length: 60f}", handles="3f")
    seen, maker, _ = made(tmp_path, makes)
    assert len(seen) == 63 and near(seen[10:30], A[10:30]) and len(maker.drawn) == 2


def test_a_recut_that_leaves_nothing_to_make_makes_nothing(tmp_path):
    film(tmp_path, "{prompt: p, recut: {of: s/a, keep: [10f, 30f]}, length: 20f}", handles="5f")
    seen, maker, _ = made(tmp_path, ())
    assert near(seen, A[10:35]) and maker.drawn == []


@pytest.mark.parametrize("makes", [ALL, SMALL])
def test_a_blend_stands_between_the_last_frame_and_the_first(tmp_path, makes):
    film(tmp_path, "{prompt: p, blend: {from: s/a, into: s/b}, length: 10f}", handles="5f")
    seen, maker, _ = made(tmp_path, makes)
    assert len(seen) == 15 and near(seen[10:], B[:5]) and len(maker.drawn) == 1


def test_a_blend_that_is_composed_follows_its_curve(tmp_path):
    class Line(Flat):
        def frames(self, request, context):
            self.drawn.append("")
            for index in range(request.frames):
                yield numpy.full((36, 64, 3), 100 + 2 * index, numpy.uint8)

        def run(self, stage, inputs, context):
            yield from self.frames(stage.request, context)

    film(tmp_path, "{prompt: p, blend: {from: s/a, into: s/b, curve: ease-in}, length: 48f}")
    assert vfc.build(tmp_path, generators=[Line(makes=SMALL)]).ok
    planned = vfc.plan(tmp_path, generators=[Line(makes=SMALL)])
    seen = [int(frame[18, 32, 0]) for frame in read_rgb(artifact(tmp_path, planned, "s/x"))]
    wanted = [100 + 2 * 49 * ((index + 1) / 49) ** 2 for index in range(48)]
    assert all(abs(one - other) <= 2.1 for one, other in zip(seen, wanted, strict=True))


@pytest.mark.parametrize("makes", [ALL, SMALL])
def test_a_loop_runs_round(tmp_path, makes):
    film(tmp_path, "{prompt: p, loop: {of: s/a, seam: 12f}}", handles="40f")
    seen, maker, _ = made(tmp_path, makes)
    assert (
        len(seen) == 88
        and near(seen[:36], A[:36])
        and near(seen[48:84], A[:36])
        and near(seen[84:], A[:4])
    )
    assert len(maker.drawn) == 1


def test_a_remix_of_strength_0_is_the_source_and_costs_nothing(tmp_path):
    film(tmp_path, "{prompt: p, remix: {of: s/a, strength: 0}}", handles="2f")
    seen, maker, _ = made(tmp_path, ())
    assert near(seen, A[:50]) and maker.drawn == []


def test_a_remix_gets_as_many_frames_as_it_must_make(tmp_path):
    film(tmp_path, "{prompt: p, remix: {of: s/a, strength: 0.5}, length: 62f}", handles="2f")
    seen, _, _ = made(tmp_path, SMALL, grid_step=8, grid_offset=1)
    assert len(seen) == 65


def test_first_and_last_frames(tmp_path):
    film(tmp_path, "{prompt: p, first: s/a@10f, last: s/b@last, length: 20f}", handles="4f")
    seen, _, _ = made(tmp_path, SMALL, grid_step=8, grid_offset=1)
    assert len(seen) == 24 and abs(seen[0] - A[10]) <= 1 and near(seen[19:], [B[23]] * 5)


@pytest.mark.parametrize("makes", [("extend",), ("first",), ("cards",)])
def test_cards_are_followed_at_once_or_in_parts(tmp_path, makes):
    film(tmp_path, "{prompt: p, length: 48f, storyboard: {0s: one, 1s: two}}", handles="0f")
    seen, maker, steps = made(tmp_path, makes, tail=3)
    assert len(seen) == 48
    if makes == ("cards",):
        assert maker.drawn == ["p"]
    else:
        assert maker.drawn == ["p, one", "p, two"] and "part s/x#1 2" in steps


def test_a_card_may_show_a_picture(tmp_path):
    film(
        tmp_path,
        "{prompt: p, length: 48f, storyboard: {0s: one, 1s: {words: two, image: s/b@first}}}",
    )
    seen, _, _ = made(tmp_path, SMALL)
    assert len(seen) == 48 and abs(seen[24] - B[0]) <= 1


@pytest.mark.parametrize(
    ("cards", "after", "parts"),
    [
        ("{0s: {image: s/a@last}, 1s: {image: s/b@first}, 40f: {image: s/b@last}}", "", 0),
        ("{0s: {words: a dance, image: s/a@last}, 1s: {image: s/b@first}}", "", 0),
        ("{1s: {image: s/b@first}}", ", after: {of: s/a}", 1),
        ("{0s: {image: s/a@last}, 1s: {words: two, image: s/b@first}}", "", 2),
    ],
)
def test_pictures_at_any_frame_are_held_at_once_where_only_they_are_told(
    tmp_path, cards, after, parts
):
    film(tmp_path, f"{{prompt: p{after}, length: 48f, storyboard: {cards}}}", handles="0f")
    seen, maker, steps = made(tmp_path, ("first", "last", "extend", "keyframes"), tail=3)
    assert len(seen) == 48 and abs(seen[24] - B[0]) <= 1
    assert sum(step.startswith("part s/x") for step in steps) == parts
    assert ("p, a dance" if "dance" in cards else "p") in maker.drawn


def test_a_shot_longer_than_its_generator_can_make_is_chained(tmp_path):
    film(tmp_path, "{prompt: p, length: 50f}", handles="4f")
    seen, maker, _ = made(tmp_path, ("extend",), longest=17, tail=4, grid_step=4, grid_offset=1)
    assert len(seen) == 54 and len(maker.drawn) >= 4


@pytest.mark.parametrize("makes", [("extend",), ("first",)])
def test_a_shot_after_another_starts_from_its_tail(tmp_path, makes):
    film(tmp_path, "{prompt: p, after: s/a, length: 20f}", handles="4f")
    seen, maker, steps = made(tmp_path, makes, tail=5)
    assert len(seen) == 24 and len(maker.drawn) == 1 and "part s/x#1 1" in steps


def test_another_size_is_conformed(tmp_path):
    film(tmp_path, "{prompt: p, length: 20f, first: s/a@last}", handles="4f")
    seen, _, _ = made(tmp_path, SMALL, size_multiple=48)
    assert len(seen) == 24 and abs(seen[0] - A[47]) <= 1
    assert vfc.plan(tmp_path, generators=[Flat(makes=SMALL, sizes=("96x54",))]).to_make()


# ── abilities ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("shot", "message"),
    [
        ("{prompt: p, remix: {of: s/a, strength: mild}}", "'flat' cannot say a clip anew"),
        (
            "{prompt: p, blend: {from: s/a, into: s/b}, length: 10f}",
            "'flat' cannot blend one clip into another",
        ),
        ("{prompt: p, loop: {of: s/a}}", "'flat' cannot close a loop"),
        ("{prompt: p, extend: {of: s/a, by: 1s}}", "'flat' cannot extend a clip toward its end"),
        (
            "{prompt: p, extend: {of: s/a, by: 1s, toward: start}}",
            "'flat' cannot extend a clip toward its start",
        ),
        ("{prompt: p, first: s/a@last, length: 10f}", "'flat' cannot start from an image"),
        ("{prompt: p, last: s/a@last, length: 10f}", "'flat' cannot end on an image"),
        ("{prompt: p, after: s/a, length: 10f}", "'flat' cannot go on from another shot"),
        ("{prompt: p, length: 2s, storyboard: {0s: a, 1s: b}}", "'flat' cannot follow cards"),
        (
            "{prompt: p, length: 60f}",
            "'flat' cannot make so long a picture; it makes 49 frames at most",
        ),
    ],
)
def test_what_a_generator_cannot_do_is_told_before_anything_is_made(tmp_path, shot, message):
    film(tmp_path, shot)
    maker = Flat(longest=50, grid_step=4, grid_offset=1)
    with pytest.raises(TextError) as caught:
        vfc.build(tmp_path, generators=[maker])
    told = str(caught.value)
    assert message in told and "^" in told and maker.drawn == []
    assert "these can: " in told or "60f" in shot


def test_a_prompt_that_is_too_long(tmp_path):
    film(tmp_path, "{prompt: a very long prompt, length: 8f}")
    with pytest.raises(TextError, match="has 18 characters; 'flat' takes 10"):
        vfc.build(tmp_path, generators=[Flat(prompt_length=10)])


def test_show_says_what_is_composed(tmp_path):
    film(tmp_path, "{prompt: p, blend: {from: s/a, into: s/b}, length: 10f}")
    shown = show(vfc.plan(tmp_path, generators=[Flat(makes=SMALL)]), "s/x")
    assert shown.composed == ("blend: a video from first and last frame",)
    assert show(vfc.plan(tmp_path, generators=[Flat(makes=ALL)]), "s/x").composed == ()


# ── what a change reaches ──────────────────────────────────────────────────────────────────────


def test_a_change_makes_again_what_is_derived_from_it_to_any_depth(tmp_path):
    shots = "{prompt: p0, length: 8f}\n" + "".join(
        f"      x{index}: "
        f"{{prompt: p{index}, remix: {{of: s/{'x' if index == 1 else f'x{index - 1}'}}}}}\n"
        for index in range(1, 40)
    )
    film(tmp_path, shots, more="cut: [s/x39, s/b]\n")
    assert len(made(tmp_path)[1].drawn) == 40
    text = (tmp_path / "film.yaml").read_text()
    (tmp_path / "film.yaml").write_text(text.replace("prompt: p35,", "prompt: q,"))
    assert made(tmp_path)[1].drawn == ["q", "p36", "p37", "p38", "p39"]


def test_a_very_long_chain_is_planned(tmp_path):
    shots = "{prompt: p0, length: 8f}\n" + "".join(
        f"      x{index}: "
        f"{{prompt: p{index}, remix: {{of: s/{'x' if index == 1 else f'x{index - 1}'}}}}}\n"
        for index in range(1, 3000)
    )
    film(tmp_path, shots, more="cut: [s/x2999]\n")
    planned = vfc.plan(tmp_path, generators=[Flat(makes=ALL)])
    assert sum(step.kind.name == "picture" for step in planned.to_make()) == 3000


def test_pin_holds_what_a_shot_is_derived_from_and_its_own_words_still_count(tmp_path):
    shot = (
        "{prompt: p, length: 8f}\n      y: {prompt: q, remix: {of: s/x, strength: 0.5}, pin: "
        "true}\n"
    )
    film(tmp_path, shot, more="cut: [s/x, s/y]\n")
    assert made(tmp_path)[1].drawn == ["p", "q"]
    text = (tmp_path / "film.yaml").read_text()
    (tmp_path / "film.yaml").write_text(text.replace("prompt: p,", "prompt: other,"))
    assert made(tmp_path)[1].drawn == ["other"]
    assert len(levels(tmp_path, "s/y")) == 8
    text = (tmp_path / "film.yaml").read_text()
    (tmp_path / "film.yaml").write_text(text.replace("prompt: q,", "prompt: new,"))
    assert made(tmp_path)[1].drawn == ["new"]
    (tmp_path / "film.yaml").write_text(
        (tmp_path / "film.yaml").read_text().replace(", pin: true", "")
    )
    assert made(tmp_path)[1].drawn == ["new"]
    assert '"pin": "s/' not in (tmp_path / "film.lock").read_text()


def test_a_pin_whose_picture_is_gone_says_so(tmp_path):
    shot = (
        "{prompt: p, length: 8f}\n      y: {prompt: q, remix: {of: s/x, strength: 0.5}, pin: "
        "true}\n"
    )
    film(tmp_path, shot, more="cut: [s/x, s/y]\n")
    made(tmp_path)
    gone = artifact(tmp_path, vfc.plan(tmp_path, generators=[Flat(makes=ALL)]), "s/x")
    gone.unlink()
    text = (tmp_path / "film.yaml").read_text()
    (tmp_path / "film.yaml").write_text(
        text.replace("prompt: p,", "prompt: r,").replace("prompt: q,", "prompt: s,")
    )
    result = vfc.build(tmp_path, generators=[Flat(makes=ALL)])
    assert [label for label, _ in result.failed] == ["pinned s/x of s/y#1"]
    assert "take 'pin' out" in result.failed[0][1]


def test_the_lock_binds_the_parts_of_a_take_that_costs(tmp_path):
    film(tmp_path, "{prompt: p, extend: {of: s/a, by: 20f}}")
    made(tmp_path, ("extend",), costs=True, longest=12, tail=2)
    assert '{"take": "s/x#1", "part": "2", ' in (tmp_path / "film.lock").read_text()
    loaded = load(find_workspace(tmp_path))
    assert [(take.shot, take.part) for take in loaded.lock.takes] == [("s/x", "1"), ("s/x", "2")]
    again = vfc.build(
        tmp_path, generators=[Flat(makes=("extend",), costs=True, longest=12, tail=2)]
    )
    assert again.ok and again.made == ()


# ── the best take ──────────────────────────────────────────────────────────────────────────────


class Noisy(Flat):
    """Take 2 is sharp and moves; the others are flat."""

    def frames(self, request, context):
        self.drawn.append(str(request.seed))
        random = numpy.random.default_rng(1)
        field = random.integers(60, 200, (40, 80, 3), numpy.uint8).repeat(2, 0).repeat(2, 1)
        for index in range(request.frames):
            good = request.seed == 11
            yield (
                numpy.ascontiguousarray(field[:36, index : index + 64])
                if good
                else numpy.full((36, 64, 3), 1, numpy.uint8)
            )


E = "e" * 64
BEST = "{prompt: p, length: 8f, seed: 10, takes: 3, pick: best, camera: {move: pan right}}"


def test_the_best_take_is_chosen_between_two_plans(tmp_path):
    film(
        tmp_path,
        BEST + "\n      y: {prompt: q, remix: {of: s/x, strength: 0.5}}\n",
        more="cut: [s/x, s/y]\n",
    )
    before = vfc.plan(tmp_path, generators=[Noisy(makes=ALL)])
    states = {step.label: before.decisions[step.key].state for step in before.plan.steps}
    assert states["picture s/x#3"] == states["score s/x#3"] == "make"
    assert states["picture s/y#1"] == states["deliverable film.mp4"] == "wait"
    result = vfc.build(tmp_path, generators=[Noisy(makes=ALL)])
    assert result.ok and {
        "score s/x#1",
        "score s/x#2",
        "score s/x#3",
        "deliverable film.mp4",
    } <= set(result.made)
    lock = (tmp_path / "film.lock").read_text()
    assert '{"choice": "s/x", "take": 2, "contest": ' in lock
    after = vfc.plan(tmp_path, generators=[Noisy(makes=ALL)])
    assert not after.to_make() and after.plan.shown["s/x"] == after.plan.takes["s/x#2"]
    assert vfc.build(tmp_path, generators=[Noisy(makes=ALL)]).made == ()
    assert [(each.take, each.shown) for each in show(after, "s/x").takes] == [
        (1, False),
        (2, True),
        (3, False),
    ]


def test_a_choice_is_settled_anew_when_its_takes_or_weights_change(tmp_path):
    film(tmp_path, BEST)
    assert vfc.build(tmp_path, generators=[Noisy(makes=ALL)]).ok
    film(
        tmp_path,
        BEST,
        more="scores: {sharpness: 0, exposure: 0, flicker: 1, motion: 0, intact: 0}\n",
    )
    result = vfc.build(tmp_path, generators=[Noisy(makes=ALL)])
    assert result.ok and not any(step.startswith(("picture", "score")) for step in result.made)
    assert '"take": 1, "contest": ' in (tmp_path / "film.lock").read_text()


@pytest.mark.parametrize(("flipped", "sealed"), [(3, True), (6, True), (6, False)])
def test_a_take_in_the_lock_that_nobody_chose_is_told_or_chosen_again(tmp_path, flipped, sealed):
    film(tmp_path, BEST)
    assert vfc.build(tmp_path, generators=[Noisy(makes=ALL)]).ok
    path = tmp_path / "film.lock"
    lock = path.read_text()
    line = lock.replace('"take": 2, "contest": ', f'"take": {flipped}, "contest": ')
    path.write_text(line if sealed else re.sub(', "seal": .*}', "}", line))
    if sealed:
        with pytest.raises(TextError, match=f"take {flipped} is not the one that was chosen here"):
            vfc.build(tmp_path, generators=[Noisy(makes=ALL)])
        path.write_text(re.sub('{"choice".*\n', "", lock))
    result = vfc.build(tmp_path, generators=[Noisy(makes=ALL)])
    assert result.ok and result.made == () and path.read_text() == lock


def test_of_two_choices_that_a_merge_left_the_one_among_the_takes_of_today_holds(tmp_path):
    film(tmp_path, BEST)
    assert vfc.build(tmp_path, generators=[Noisy(makes=ALL)]).ok
    lock = (tmp_path / "film.lock").read_text()
    line = re.search('^{"choice".*\n', lock, re.MULTILINE)[0]
    other = re.sub('"take": 2, .*}', f'"take": 3, "contest": "{E}"}}', line)
    for both in (line + other, other + line):
        (tmp_path / "film.lock").write_text(lock.replace(line, both))
        planned = vfc.plan(tmp_path, generators=[Noisy(makes=ALL)])
        assert not planned.to_make() and planned.plan.shown_takes["s/x"] == 2
        assert ["a merge left 2 choices" in each.message for each in planned.loaded.warnings] == [
            True
        ]
        result = vfc.build(tmp_path, generators=[Noisy(makes=ALL)])
        assert result.ok and result.made == () and (tmp_path / "film.lock").read_text() == lock
    (tmp_path / "film.lock").write_text(lock.replace(line, other + other.replace(E, "f" * 64)))
    # none fits: chosen again, by standing scores
    assert vfc.build(tmp_path, generators=[Noisy(makes=ALL)]).made == ()
    assert (tmp_path / "film.lock").read_text() == lock


def test_takes_are_measured_and_drawn_and_none_is_made(tmp_path):
    film(tmp_path, BEST)
    assert vfc.build(tmp_path, generators=[Noisy(makes=ALL)], only=["s/x"]).ok
    (tmp_path / "film.yaml").write_text(
        (tmp_path / "film.yaml").read_text().replace("takes: 3", "takes: 4")
    )
    registry = Registry()
    registry.add(maker := Noisy(makes=ALL))
    found = takes_of(find_workspace(tmp_path), "s/x", Recorder(), registry=registry)
    assert [each.trace is not None for each in found.takes] == [
        True,
        True,
        True,
        False,
    ] and maker.drawn == []
    assert set(found.takes[1].scores) == {
        "sharpness",
        "exposure",
        "flicker",
        "motion",
        "intact",
        "likeness",
    }
    assert found.takes[1].scores["likeness"] is None and found.takes[1].scores["motion"] > 0.5
    assert max(found.takes, key=lambda each: each.overall).take == 2
    with Image.open(found.sheet) as picture:
        assert picture.width > 800
    assert vfc.build(tmp_path, generators=[maker], only=["s/x"]).made == ("picture s/x#4",)


def test_picking_says_first_what_hangs_on_it(tmp_path):
    shots = (
        "{prompt: p, length: 8f, takes: 2}\n      y: {prompt: q, remix: {of: s/x, strength: 0.5}}\n"
    )
    film(tmp_path, shots.replace("flat", "previs"), more="cut: [s/x, s/y]\n")
    text = (tmp_path / "film.yaml").read_text().replace("generator: flat", "generator: previs")
    (tmp_path / "film.yaml").write_text(text)
    assert vfc.build(tmp_path).ok
    told = []

    def tell(remade: tuple[str, ...]) -> None:
        told.append(remade)
        assert (tmp_path / "film.yaml").read_text() == text

    picked = pick_take(find_workspace(tmp_path), "s/x", "2", tell)
    assert (
        told == [picked.remade]
        and "picture s/y#1" in picked.remade
        and "picture s/x#2" not in picked.remade
    )
    result = vfc.build(tmp_path)
    assert set(result.made) >= set(picked.remade) and not any(
        step.startswith("picture s/x") for step in result.made
    )


def test_a_contact_sheet_of_the_shots(tmp_path):
    film(tmp_path, "{prompt: p, length: 8f}", more="cut: [s/a, s/x]\n")
    planned = vfc.plan(tmp_path, generators=[Flat()])
    with pytest.raises(UsageError, match="build them first"):
        sheet(planned, tmp_path / "sheet.png")
    assert vfc.build(tmp_path, generators=[Flat()]).ok
    planned = vfc.plan(tmp_path, generators=[Flat()])
    with Image.open(sheet(planned, tmp_path / "new" / "sheet.png", ["s/x"])) as picture:
        assert picture.format == "PNG"


def test_references_count_by_their_bytes_where_the_generator_takes_them(tmp_path):
    Image.new("RGB", (8, 8), (200, 0, 0)).save(tmp_path / "look.png")
    film(tmp_path, "{prompt: p, length: 8f, references: [look.png]}")
    assert made(tmp_path, ("style",))[1].drawn == ["p"] and made(tmp_path, ())[1].drawn == ["p"]
    Image.new("RGB", (8, 8), (0, 200, 0)).save(tmp_path / "look.png")
    assert made(tmp_path, ("style",))[1].drawn == ["p"] and made(tmp_path, ())[1].drawn == []

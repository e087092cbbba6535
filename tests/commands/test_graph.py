"""The plan as a graph: what is drawn, what depends on what, the critical path; and who never pays
for networkx.
"""

from __future__ import annotations

import itertools
import json
import sys

import networkx
import numpy
import pytest
from click.testing import CliRunner
from PIL import Image

import vfc
from tests import programs
from vfc.cli.main import vfc as program
from vfc.commands.dependents import dependents
from vfc.errors import UsageError
from vfc.project.critical import critical

FILM = """vfc: 1
title: Net
include: looks.yaml
format: {size: 64x36, rate: 8}
handles: 0f
preset: day
cast: {ana: {look: a woman in red}, ben: {look: a man}}
sets: {hill: {look: a hill}, sea: {look: the sea}}
scenes:
  one:
    set: hill
    shots:
      a: {prompt: $ana walks, length: 1s}
      b: {prompt: $ben waits, length: 1s, preset: night, set: sea}
      c: {prompt: on, first: one/a@last, length: 1s, takes: 2, preset: dusk}
  two:
    shots:
      photo: {still: photo.png, length: 1s}
cut: [one/a, one/b, one/c, two/photo, one/a]
"""
LOOKS = """presets:
  day: {style: sun}
  night: {style: moon, extends: dark}
  dark: {style: dim}
  dusk: {extends: [day, dark]}
"""


@pytest.fixture
def film(tmp_path):
    (tmp_path / "film.yaml").write_text(FILM)
    (tmp_path / "looks.yaml").write_text(LOOKS)
    picture(tmp_path, 90)
    return tmp_path


def picture(folder, level: int) -> None:
    Image.fromarray(numpy.full((36, 64, 3), level, numpy.uint8)).save(folder / "photo.png")


def labels(graph) -> set[str]:
    return {facts["step"] for facts in graph.nodes.values()}


def told(*words: str) -> str:
    result = CliRunner().invoke(program, list(words))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_graph_has_every_step_and_every_use(film):
    graph, plan = vfc.graph(film), vfc.plan(film).plan
    assert list(graph) == [step.key for step in plan.steps] and networkx.is_directed_acyclic_graph(
        graph
    )
    assert set(graph.edges) == {(use.key, step.key) for step in plan.steps for use in step.uses}
    assert {facts["state"] for facts in graph.nodes.values()} == {"make"}
    films = next(
        key for key, facts in graph.nodes.items() if facts["step"] == "deliverable film.mp4"
    )
    # one segment, shown twice
    assert any("," in facts["roles"] for _, _, facts in graph.in_edges(films, data=True))


def test_of_a_shot_what_it_needs_and_what_needs_it(film):
    assert labels(vfc.graph(film, of="one/c")) >= {
        "picture one/a#1",
        "picture one/c#1",
        "segment film.mp4 one/c",
    }
    assert "picture one/b#1" not in labels(vfc.graph(film, of="one/c"))
    assert "picture one/c#1" not in labels(vfc.graph(film, of="one/c#2"))
    assert labels(vfc.graph(film, of="film.mp4")) == labels(vfc.graph(film)) - {"picture one/c#2"}
    with pytest.raises(UsageError, match="there is no shot 'one/x'; did you mean"):
        vfc.graph(film, of="one/x")


def test_reduced_no_edge_says_what_a_longer_way_says(film):
    twice = "      d: {prompt: on, first: one/c@last, last: one/a@last, length: 1s}\n  two:\n"
    (film / "film.yaml").write_text(FILM.replace("  two:\n", twice))
    whole, reduced = vfc.graph(film), vfc.graph(film, reduce=True)
    assert set(reduced.edges) < set(whole.edges) and list(reduced) == list(whole)
    assert set(networkx.transitive_closure(reduced).edges) == set(
        networkx.transitive_closure(whole).edges
    )
    assert all(facts["roles"] for _, _, facts in reduced.edges(data=True))


def test_every_form_draws_the_same_edges(film):
    graph = vfc.graph(film, of="one/c")
    where = [str(film), "--of", "one/c"]
    assert told("graph", *where).count(" --> ") == graph.number_of_edges()
    assert told("graph", *where, "--form", "dot").count(" -> ") == graph.number_of_edges()
    read = networkx.parse_graphml(told("graph", *where, "--form", "graphml"))
    assert dict(read.nodes(data="step")) == dict(graph.nodes(data="step")) and set(
        read.edges
    ) == set(graph.edges)


def test_a_graph_of_strange_names_is_read_back(film):
    (film / "film.yaml").write_text(FILM + 'deliver: {"a\\r<&>.srt": {}, film.mp4: {}}\n')
    read = networkx.parse_graphml(told("graph", str(film), "--form", "graphml"))
    assert "deliverable a\\r<&>.srt" in {step for _, step in read.nodes(data="step")}


def test_json_tells_only_what_is_in_the_graph(film, monkeypatch, capfd):
    from vfc.cli.main import run

    monkeypatch.setattr(
        sys, "argv", ["vfc", "graph", str(film), "--of", "one/c", "--reduce", "--json"]
    )
    assert run() == 0
    steps = json.loads(capfd.readouterr().out)["steps"]
    keys = {each["key"] for each in steps}
    assert keys == set(vfc.graph(film, of="one/c"))
    assert all(use["key"] in keys for each in steps for use in each["uses"])


# ── what depends on what ───────────────────────────────────────────────────────────────────────

NAMES = {
    "presets.night": ("b", ("style: moon", "style: stars")),
    "presets.dark": ("bc", ("style: dim", "style: dull")),
    "presets.day": ("ac", ("style: sun", "style: noon")),
    "presets.dusk": ("c", ("[day, dark]", "[dark, day]")),
    "cast.ana": ("a", ("woman in red", "woman in green")),
    "cast.ben": ("b", ("a man", "a boy")),
    "sets.hill": ("ac", ("a hill", "a ridge")),
    "sets.sea": ("b", ("the sea", "the lake")),
    "generators.previs": ("abc", ("rate: 8", "rate: 8")),
    "looks.yaml": ("abc", ("style", "style")),
}


def shots_of(found) -> set[str]:
    """The names of the shots that read something, but of the still, which no look is over."""
    return {shot.partition("/")[2] for shot in found.shots if shot.startswith("one/")}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_by_the_shots_that_it_changes(film, name):
    assert shots_of(dependents(vfc.plan(film), name)) == set(NAMES[name][0])


def test_nothing_else_is_made_when_it_changes(film):
    vfc.build(film)
    planned = vfc.plan(film)
    for name, (_, (old, new)) in NAMES.items():
        may = {step.label for step in dependents(planned, name).steps}
        (film / "film.yaml").write_text(FILM.replace(old, new))
        (film / "looks.yaml").write_text(LOOKS.replace(old, new))
        made = {step.label for step in vfc.plan(film).to_make()}
        assert made <= may and (made or old == new), name
    (film / "film.yaml").write_text(FILM)
    (film / "looks.yaml").write_text(LOOKS)
    picture(film, 200)
    found = dependents(planned, "photo.png")
    assert found.exact and found.readers == ("picture two/photo#1",)
    assert {step.label for step in vfc.plan(film).to_make()} == {step.label for step in found.steps}


def test_what_is_told(film):
    text = told("explain", "presets.dark", str(film))
    assert "presets.dark: read by 2 shots: one/b, one/c" in text
    assert "stands in looks.yaml:4, looks.yaml:3, looks.yaml:5" in text
    assert "made at most if it changes: 3 pictures, 2 segments, 1 deliverable" in text
    assert "holds presets.day, presets.night, presets.dark, presets.dusk" in told(
        "explain", "looks.yaml", str(film)
    )
    assert "read by 1 step: picture two/photo#1" in told(
        "explain", str(film / "photo.png"), str(film)
    )
    assert "nothing is made" in told("explain", "presets.spare", str(spare(film)))


def spare(film):
    (film / "looks.yaml").write_text(LOOKS + "  spare: {style: x}\n")
    return film


def test_a_model_is_read_by_the_shots_of_its_generators(film):
    makers = "generators: {p: {use: paint, model: o/M}, q: {use: paint, model: o/N}}\n"
    (film / "film.yaml").write_text(makers + FILM.replace("waits,", "waits, generator: q,"))
    from vfc.testing import Flat

    paint = Flat("paint", options=(("model", ""),))
    planned = vfc.plan(film, generators=[paint])
    assert (
        dependents(planned, "o/N").shots == dependents(planned, "generators.q").shots == ("one/b",)
    )
    with pytest.raises(UsageError, match="there is no shot, deliverable, file or name 'o/M'"):
        dependents(planned, "o/M")


@pytest.mark.parametrize(
    "name", ["presets.nigth", "presets.", ".", "", "cast", "nothing.png", "presets.night.style"]
)
def test_an_unknown_name_is_an_error(film, name):
    with pytest.raises(UsageError, match="there is no shot, deliverable, file or name"):
        dependents(vfc.plan(film), name)


# ── the critical path ──────────────────────────────────────────────────────────────────────────


def test_the_critical_path_bounds_the_time(film):
    planned = vfc.plan(film)
    found = [critical(planned, jobs) for jobs in (1, 2, 4, 64)]
    steps = found[0].by_time
    assert all(
        any(use.key == one.key for use in two.uses) for one, two in itertools.pairwise(steps)
    )
    assert steps[-1].label == "deliverable film.mp4"
    assert (
        found[0].wall
        == pytest.approx(sum(planned.seconds.values()))
        == pytest.approx(found[0].work)
    )
    walls = [each.wall for each in found]
    assert walls == sorted(walls, reverse=True) and walls[-1] == pytest.approx(found[0].seconds)
    assert found[0].by_cost == ()


def test_the_critical_path_of_what_costs(film):
    from vfc.testing import Flat

    (film / "film.yaml").write_text(
        FILM.replace("preset: day\n", "preset: day\ngenerator: paint\n", 1)
    )
    found = critical(vfc.plan(film, generators=[Flat("paint", costs=True, makes=["first"])]), 4)
    first, second = (step.label for step in found.by_cost)
    assert first == "picture one/a#1" and second in ("picture one/c#1", "picture one/c#2")


def test_it_is_told_and_a_film_that_stands_has_none(film):
    text = told("plan", str(film), "--critical", "--jobs", "2")
    assert (
        text.startswith("longest way: ")
        and "with 2 jobs" in text
        and "deliverable film.mp4" in text
    )
    vfc.build(film)
    assert told("plan", str(film), "--critical") == ""


# ── who pays ───────────────────────────────────────────────────────────────────────────────────


# Each command in a copy of a process that has planned.
EACH = """\
import json, os, sys
from vfc.cli.main import run

def asked(words):
    sys.argv = ["vfc", *words]
    code = run()
    sys.stdout.flush()
    return code or "networkx" in sys.modules

first, *rest = json.loads(sys.argv[1])
if asked(first):
    sys.exit(f"{first} fails, or imports networkx")
for words in rest:
    child = os.fork()
    if not child:
        os._exit(asked(words))
    if os.waitpid(child, 0)[1]:
        sys.exit(f"{words} fails, or imports networkx")
"""
WORDS = ["plan"], ["build"], ["status"], ["check"], ["show", "one/a"], ["explain", "one/a"]


def test_only_who_asks_for_a_graph_imports_networkx(film):
    asked = [[*words, str(film)] for words in (*WORDS, ["plan", "--json"])]
    done = programs.run(["-c", EACH, json.dumps(asked)], before=programs.without("vfc", "networkx"))
    assert done.returncode == 0, done.stderr


def test_a_build_with_nothing_to_do_imports_no_networkx(film):
    vfc.build(film)
    code = (
        "import sys; from vfc.cli.standing import nothing_to_do; assert "
        "nothing_to_do(sys.argv[1:]); assert 'networkx' not in sys.modules and 'click' not in "
        "sys.modules"
    )
    unpaid = programs.without("vfc", "networkx", "click")
    done = programs.run(["-c", code, "build", film], before=unpaid)
    assert done.returncode == 0, done.stderr

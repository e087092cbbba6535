"""The loop over random graphs: what ran is what the change reached, against an oracle."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from vfc.engine.events import Added, Begun
from vfc.engine.executor import LocalExecutor
from vfc.engine.loop import BuildRun, Outcome, run
from vfc.engine.stale import decide
from vfc.recipes.kinds import PICTURE, SEGMENT
from vfc.recipes.step import Plan, Step, Use
from vfc.testing import MemoryStore, Recorder

KINDS = {"picture": PICTURE, "segment": SEGMENT}


class Graph:
    """Steps that each write their words and those of their inputs; `blind` ones write the same
    whatever they read.
    """

    def __init__(self, edges: list[list[int]], blind: set[int], kinds: list[str] | None = None):
        self.edges, self.blind = edges, blind
        self.kinds = kinds or ["picture"] * len(edges)
        self.words = ["a"] * len(edges)
        self.fails: set[int] = set()
        self.ran: list[str] = []

    def plan(self) -> Plan:
        steps: list[Step] = []
        for number, used in enumerate(self.edges):
            uses = tuple(Use(str(each), steps[each].key) for each in used)
            content = json.dumps(
                {
                    "kind": self.kinds[number],
                    "params": {"n": number, "words": self.words[number]},
                    "uses": uses,
                }
            )
            steps.append(
                Step(
                    kind=KINDS[self.kinds[number]],
                    name=str(number),
                    key=content,
                    pool="p",
                    params=number,
                    content=content,
                    uses=uses,
                )
            )
        used = {each for edge in self.edges for each in edge}
        goals = [step.key for number, step in enumerate(steps) if number not in used]
        return Plan(profile=None, steps=tuple(steps), goals=tuple(goals))

    def act(self, step: Step, inputs, context) -> Path:
        self.ran.append(step.name)
        if step.params in self.fails:
            raise RuntimeError("cannot")
        read = (
            ""
            if step.params in self.blind
            else "".join(sorted(path.read_text() for path in inputs.values()))
        )
        words = "" if step.params in self.blind else self.words[step.params]
        context.out.write_text(f"{step.name}:{words}({read})")
        return context.out

    def build(self, store: MemoryStore, *, jobs: int = 3, **options) -> Outcome:
        plan = self.plan()
        keys = [step.key for step in plan.steps]
        traces = store.traces(keys)
        standing = store.has({trace.output for each in traces.values() for trace in each})
        self.ran = []
        decisions = decide(
            plan.steps, plan.goals, traces, standing, {}, recache=options.get("recache")
        )
        return run(
            BuildRun(
                plan=plan,
                decisions=decisions,
                act=self.act,
                store=store,
                executor=LocalExecutor(jobs),
                reporter=Recorder(),
                **options,
            )
        )

    def value(self, number: int) -> str:
        """The oracle: what a step must hold, worked out from scratch."""
        if number in self.blind:
            return f"{number}:()"
        read = "".join(sorted(self.value(each) for each in self.edges[number]))
        return f"{number}:{self.words[number]}({read})"


@st.composite
def graphs(draw) -> Graph:
    size = draw(st.integers(1, 9))
    edges = [
        sorted(draw(st.sets(st.integers(0, number - 1), max_size=3))) if number else []
        for number in range(size)
    ]
    return Graph(edges, draw(st.sets(st.integers(0, size - 1), max_size=2)))


@settings(max_examples=40)
@given(graphs(), st.data())
def test_after_any_edits_each_step_holds_what_a_clean_build_holds(graph, data):
    store = MemoryStore()
    for _ in range(4):
        number = data.draw(st.integers(0, len(graph.edges) - 1))
        graph.words[number] = data.draw(st.sampled_from("abc"))
        outcome = graph.build(store)
        assert not outcome.failed
        for step in graph.plan().steps:
            if step.key in outcome.digests and store.path(outcome.digests[step.key]):
                assert store.path(outcome.digests[step.key]).read_text() == graph.value(step.params)
        assert graph.build(store).made == (), "nothing to do the second time"
        assert set(graph.ran) == set()


def test_a_step_made_again_that_comes_out_the_same_stops_the_rebuilding():
    graph, store = Graph([[], [0], [1]], blind=set()), MemoryStore()
    graph.build(store)
    outcome = graph.build(store, recache=lambda label: label == "picture 0")
    assert outcome.made == ("picture 0",), (
        "what it came to is what it was: all that reads it stands"
    )


@settings(max_examples=30)
@given(graphs(), st.data())
def test_a_failure_blocks_what_hangs_on_it_and_nothing_else(graph, data):
    store = MemoryStore()
    graph.fails = {data.draw(st.integers(0, len(graph.edges) - 1))}
    failed = next(iter(graph.fails))
    outcome = graph.build(store)
    blocked = {number for number in range(len(graph.edges)) if reaches(graph, number, failed)}
    assert [each.label for each in outcome.failed] == [f"picture {failed}"]
    assert {int(label.split()[1]) for label in outcome.failed[0].blocks} == blocked - {failed}
    assert {int(label.split()[1]) for label in outcome.made} == set(
        range(len(graph.edges))
    ) - blocked
    graph.fails = set()
    assert set(map(int, (label.split()[1] for label in graph.build(store).made))) == blocked


def reaches(graph: Graph, number: int, target: int) -> bool:
    return number == target or any(reaches(graph, each, target) for each in graph.edges[number])


def test_without_keep_going_the_other_shots_are_finished_and_the_film_is_not_assembled():
    kinds = ["picture", "picture", "segment", "segment"]
    graph = Graph([[], [], [0], [1]], blind=set(), kinds=kinds)
    graph.fails = {0}
    assert graph.build(MemoryStore(), jobs=1).made == ("picture 1",)
    assert set(graph.build(MemoryStore(), keep_going=True).made) == {"picture 1", "segment 3"}


def test_an_object_that_leaves_between_plan_and_use_is_made_again():
    graph, store = Graph([[], [0], [1]], blind=set()), MemoryStore()
    graph.build(store)
    graph.words[2] = "other"
    plan = graph.plan()
    lost = store.traces([plan.steps[1].key])[plan.steps[1].key][0].output
    traces = store.traces([step.key for step in plan.steps])
    decisions = decide(
        plan.steps,
        plan.goals,
        traces,
        store.has({t.output for e in traces.values() for t in e}),
        {},
    )
    (store.folder / lost).unlink()
    recorder = Recorder()
    outcome = run(
        BuildRun(
            plan=plan,
            decisions=decisions,
            act=graph.act,
            store=store,
            executor=LocalExecutor(2),
            reporter=recorder,
        )
    )
    assert outcome.made == ("picture 1", "picture 2") and not outcome.failed
    told = [event.make for event in recorder.events if isinstance(event, Begun | Added)]
    assert told == [1, 1], "whoever counts what is made knows of how many"


class Unlike(Graph):
    """Each time a step runs it writes something else, and while it runs objects may be lost."""

    def __init__(self, edges: list[list[int]], kinds: list[str] | None = None):
        super().__init__(edges, blind=set(), kinds=kinds)
        self.count, self.losses, self.store, self.lock = 0, {}, MemoryStore(), threading.Lock()

    def act(self, step: Step, inputs, context) -> Path:
        made = super().act(step, inputs, context)
        with self.lock:
            self.count += 1
            for number in self.losses.pop(self.count, ()):
                self.lose(number)
            made.write_text(f"{made.read_text()} {self.count}")
        return made

    def lose(self, number: int) -> None:
        key = self.plan().steps[number].key
        for trace in self.store.traces([key]).get(key, ()):
            (self.store.folder / trace.output).unlink(missing_ok=True)

    def assert_one_film(self, outcome: Outcome) -> None:
        """Every goal stands, and whatever it was made of is what this build holds of that."""
        steps, pending = self.plan().by_key(), list(self.plan().goals)
        while pending:
            key = pending.pop()
            traces = [
                each
                for each in self.store.traces([key])[key]
                if each.output == outcome.digests[key]
            ]
            assert traces and all(
                (self.store.folder / outcome.digests[goal]).exists() for goal in self.plan().goals
            )
            held = tuple((use.role, outcome.digests[use.key]) for use in steps[key].uses)
            assert any(each.inputs == held for each in traces), steps[key].label
            pending += [use.key for use in steps[key].uses]


@settings(max_examples=60, deadline=None)
@given(graphs(), st.data())
def test_whatever_is_lost_while_it_runs_the_film_is_of_one_piece(graph, data):
    unlike = Unlike(graph.edges)
    numbers = st.sets(st.integers(0, len(graph.edges) - 1), max_size=3)
    for _ in range(3):
        unlike.words[data.draw(st.integers(0, len(graph.edges) - 1))] = data.draw(
            st.sampled_from("abc")
        )
        for number in data.draw(numbers):
            unlike.lose(number)
        unlike.losses = {
            unlike.count + at: lost
            for at, lost in data.draw(
                st.dictionaries(st.integers(1, 9), numbers, max_size=3)
            ).items()
        }
        outcome = unlike.build(unlike.store)
        goals = [step for step in unlike.plan().steps if step.key in unlike.plan().goals]
        if all((unlike.store.folder / outcome.digests[each.key]).exists() for each in goals):
            assert not outcome.failed
            unlike.assert_one_film(outcome)


def test_a_rewind_makes_what_nothing_had_needed_and_each_once():
    unlike = Unlike([[], [0], [1], [1]])
    unlike.build(unlike.store)
    unlike.words[2] = unlike.words[3] = "b"
    for number in (0, 1):
        # no trace is left: it is not even held
        unlike.store.kept.pop(unlike.plan().steps[number].key)
    unlike.build(unlike.store)
    unlike.words[2] = unlike.words[3] = "c"
    unlike.lose(0)
    unlike.losses = {unlike.count + 1: {1}}
    outcome = unlike.build(unlike.store)
    unlike.assert_one_film(outcome)
    assert max(unlike.ran.count(name) for name in "0123") <= 2


def test_one_key_in_two_roles_is_waited_for_once():
    graph, store = Graph([[], [0]], blind=set()), MemoryStore()
    first, last = graph.plan().steps
    twice = replace(last, uses=(Use("a", first.key), Use("b", first.key)))
    plan = Plan(profile=None, steps=(first, twice), goals=(twice.key,))
    decisions = decide(plan.steps, plan.goals, {}, (), {})
    recorder = Recorder()
    outcome = run(
        BuildRun(
            plan=plan,
            decisions=decisions,
            act=graph.act,
            store=store,
            executor=LocalExecutor(2),
            reporter=recorder,
        )
    )
    assert outcome.made == ("picture 0", "picture 1")
    (store.folder / outcome.digests[first.key]).unlink()
    (store.folder / outcome.digests[twice.key]).unlink()
    traces = store.traces([first.key, twice.key])
    held = decide(plan.steps, plan.goals, traces, {outcome.digests[first.key]}, {})
    again = run(
        BuildRun(
            plan=plan,
            decisions=held,
            act=graph.act,
            store=store,
            executor=LocalExecutor(2),
            reporter=recorder,
        )
    )
    assert again.made == ("picture 0", "picture 1") and not again.failed


def test_a_frozen_run_makes_nothing_that_costs_even_when_it_is_lost():
    graph, store = Graph([[], [0]], blind=set()), MemoryStore()
    graph.build(store)
    steps = tuple(replace(step, costs=step.name == "0") for step in graph.plan().steps)
    plan = replace(graph.plan(), steps=steps)
    traces, digests = (
        store.traces([each.key for each in steps]),
        [store.kept[each.key][0].output for each in steps],
    )
    decisions = decide(steps, plan.goals, traces, {digests[0]}, {})
    for digest in digests:
        (store.folder / digest).unlink()
    graph.ran = []
    outcome = run(
        BuildRun(
            plan=plan,
            decisions=decisions,
            act=graph.act,
            store=store,
            frozen=True,
            executor=LocalExecutor(2),
            reporter=Recorder(),
        )
    )
    assert graph.ran == [] and [each.label for each in outcome.failed] == ["picture 0"]
    assert "--frozen" in outcome.failed[0].error


def test_a_step_that_ends_the_program_fails_alone():
    def act(step, inputs, context):
        raise SystemExit(3)

    graph = Graph([[], []], blind=set())
    plan = graph.plan()
    outcome = run(
        BuildRun(
            plan=plan,
            decisions=decide(plan.steps, plan.goals, {}, (), {}),
            act=act,
            store=MemoryStore(),
            executor=LocalExecutor(2),
            reporter=Recorder(),
        )
    )
    assert [each.error for each in outcome.failed] == ["SystemExit: 3", "SystemExit: 3"]


def test_steps_of_one_setup_follow_each_other():
    graph = Graph([[] for _ in range(6)], blind=set())
    steps = tuple(
        replace(step, setup="even" if int(step.name) % 2 == 0 else "odd")
        for step in graph.plan().steps
    )
    plan = replace(graph.plan(), steps=steps)
    run(
        BuildRun(
            plan=plan,
            decisions=decide(steps, plan.goals, {}, (), {}),
            act=graph.act,
            store=MemoryStore(),
            executor=LocalExecutor(1),
            reporter=Recorder(),
            seconds={step.key: float(step.name) for step in steps},
        )
    )
    assert graph.ran == ["5", "3", "1", "4", "2", "0"]


def test_a_stop_ends_the_run_and_keeps_what_is_done():
    stop, store = threading.Event(), MemoryStore()
    graph = Graph([[], [0], [1]], blind=set())

    def act(step, inputs, context):
        made = graph.act(step, inputs, context)
        if step.name == "0":
            stop.set()
        context.progress(0, 1) if step.name == "1" else None
        return made

    plan = graph.plan()
    outcome = run(
        BuildRun(
            plan=plan,
            decisions=decide(plan.steps, plan.goals, {}, set(), {}),
            act=act,
            store=store,
            executor=LocalExecutor(1),
            reporter=Recorder(),
            stop=stop,
        )
    )
    assert outcome.stopped and outcome.made == ("picture 0",)
    assert graph.build(store).made == ("picture 1", "picture 2")

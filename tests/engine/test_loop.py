"""The loop over random graphs: what ran is what the change reached, against an oracle."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from vfc.engine.executor import LocalExecutor
from vfc.engine.loop import Outcome, Run, run
from vfc.engine.stale import decide
from vfc.plan.step import Plan, Step, Use
from vfc.testing import MemoryStore, Recorder


class Graph:
    """Steps that each write their words and those of their inputs; `blind` ones write the same whatever they read."""

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
            content = json.dumps({"kind": self.kinds[number], "params": {"n": number, "words": self.words[number]},
                                  "uses": uses})
            steps.append(Step(kind=self.kinds[number], name=str(number), key=content, pool="p", params=number,
                              content=content, uses=uses))
        used = {each for edge in self.edges for each in edge}
        goals = [step.key for number, step in enumerate(steps) if number not in used]
        return Plan(profile=None, steps=tuple(steps), goals=tuple(goals))

    def act(self, step: Step, inputs, context) -> Path:
        self.ran.append(step.name)
        if step.params in self.fails:
            raise RuntimeError("cannot")
        read = "" if step.params in self.blind else "".join(sorted(path.read_text() for path in inputs.values()))
        words = "" if step.params in self.blind else self.words[step.params]
        context.out.write_text(f"{step.name}:{words}({read})")
        return context.out

    def build(self, store: MemoryStore, **options) -> Outcome:
        plan = self.plan()
        keys = [step.key for step in plan.steps]
        traces = store.traces(keys)
        standing = store.has({trace.output for each in traces.values() for trace in each})
        self.ran = []
        decisions = decide(plan.steps, plan.goals, traces, standing, {}, recache=options.get("recache"))
        kinds = dict.fromkeys(self.kinds, self.act)
        return run(Run(plan=plan, decisions=decisions, actions=kinds, store=store, executor=LocalExecutor(3),
                       reporter=Recorder(), **options))

    def value(self, number: int) -> str:
        """The oracle: what a step must hold, worked out from scratch."""
        if number in self.blind:
            return f"{number}:()"
        read = "".join(sorted(self.value(each) for each in self.edges[number]))
        return f"{number}:{self.words[number]}({read})"


@st.composite
def graphs(draw) -> Graph:
    size = draw(st.integers(1, 9))
    edges = [sorted(draw(st.sets(st.integers(0, number - 1), max_size=3))) if number else [] for number in range(size)]
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
    assert outcome.made == ("picture 0",), "what it came to is what it was: all that reads it stands"


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
    assert {int(label.split()[1]) for label in outcome.made} == set(range(len(graph.edges))) - blocked
    graph.fails = set()
    assert set(map(int, (label.split()[1] for label in graph.build(store).made))) == blocked


def reaches(graph: Graph, number: int, target: int) -> bool:
    return number == target or any(reaches(graph, each, target) for each in graph.edges[number])


def test_without_keep_going_the_other_shots_are_finished_and_the_film_is_not_assembled():
    kinds = ["picture", "picture", "segment", "segment"]
    graph = Graph([[], [], [0], [1]], blind=set(), kinds=kinds)
    graph.fails = {0}
    assert graph.build(MemoryStore()).made == ("picture 1",)
    assert set(graph.build(MemoryStore(), keep_going=True).made) == {"picture 1", "segment 3"}


def test_an_object_that_leaves_between_plan_and_use_is_made_again():
    graph, store = Graph([[], [0], [1]], blind=set()), MemoryStore()
    graph.build(store)
    graph.words[2] = "other"
    plan = graph.plan()
    lost = store.traces([plan.steps[1].key])[plan.steps[1].key][0].output
    traces = store.traces([step.key for step in plan.steps])
    decisions = decide(plan.steps, plan.goals, traces, store.has({t.output for e in traces.values() for t in e}), {})
    (store.folder / lost).unlink()
    outcome = run(Run(plan=plan, decisions=decisions, actions={"picture": graph.act}, store=store,
                      executor=LocalExecutor(2), reporter=Recorder()))
    assert outcome.made == ("picture 1", "picture 2") and not outcome.failed


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
    outcome = run(Run(plan=plan, decisions=decide(plan.steps, plan.goals, {}, set(), {}), actions={"picture": act},
                      store=store, executor=LocalExecutor(1), reporter=Recorder(), stop=stop))
    assert outcome.stopped and outcome.made == ("picture 0",)
    assert graph.build(store).made == ("picture 1", "picture 2")

"""Stale, and why: a pure function of plan, traces and what the store holds."""

from __future__ import annotations

import json

from vfc.engine.order import priorities
from vfc.engine.stale import choose, decide, differences
from vfc.recipes.kinds import PICTURE, SEGMENT
from vfc.recipes.step import Step, Use
from vfc.store.api import Trace


def step(name: str, *uses: Step, words: str = "", locked: str = "", kind: str = "picture") -> Step:
    content = json.dumps(
        {
            "kind": kind,
            "params": {"words": words, "name": name},
            "uses": [[each.name, each.key] for each in uses],
        },
        sort_keys=True,
    )
    kinds = {"picture": PICTURE, "segment": SEGMENT}
    return Step(
        kind=kinds[kind],
        name=name,
        key=f"key {content}",
        pool="picture",
        params=None,
        content=content,
        uses=tuple(Use(each.name, each.key) for each in uses),
        locked=locked,
    )


def trace(of: Step, output: str, *inputs: str, made: float = 1.0) -> Trace:
    pairs = tuple((use.role, digest) for use, digest in zip(of.uses, inputs, strict=True))
    return Trace(
        key=of.key, label=of.label, content=of.content, inputs=pairs, output=output, made=made
    )


def states(decisions, *steps: Step) -> list[str]:
    return [decisions[each.key].state for each in steps]


def test_nothing_known_makes_all_that_a_goal_needs_and_no_more():
    a, b = step("a"), step("b")
    film, other = step("film", a), step("other", b)
    found = decide([a, b, film, other], [film.key], {}, set(), {})
    assert states(found, a, b, film, other) == ["make", "skip", "make", "skip"]
    assert found[a.key].reasons == ("never made",)


def test_a_goal_that_stands_needs_none_of_its_inputs():
    a = step("a")
    film = step("film", a)
    traces = {a.key: [trace(a, "A")], film.key: [trace(film, "F", "A")]}
    assert states(decide([a, film], [film.key], traces, {"F"}, {}), a, film) == ["kept", "kept"]


def test_a_trace_counts_only_for_the_inputs_that_are_held():
    a = step("a")
    film = step("film", a)
    traces = {a.key: [trace(a, "A2")], film.key: [trace(film, "F", "A1")]}
    found = decide([a, film], [film.key], traces, {"A2", "F"}, {})
    assert states(found, a, film) == ["kept", "make"]
    assert found[film.key].reasons == ("what it uses is another than before",)


def test_an_object_that_is_gone_is_made_again_only_where_it_is_read():
    a = step("a")
    film = step("film", a)
    traces = {a.key: [trace(a, "A")], film.key: [trace(film, "F", "A")]}
    assert states(decide([a, film], [film.key], traces, set(), {}), a, film) == ["make", "make"]
    assert decide([a, film], [film.key], traces, set(), {})[a.key].reasons == (
        "its artifact is gone from the store",
    )


def test_what_stands_wins_then_the_lock_s_digest_then_the_newest():
    locked = step("a", locked="B")
    traces = [trace(locked, "A", made=1), trace(locked, "B", made=2), trace(locked, "C", made=3)]
    assert choose(locked, traces, {}, {"A", "B", "C"}).output == "B"
    assert choose(locked, traces, {}, {"A"}).output == "A"
    assert choose(step("a"), traces, {}, {"A", "B", "C"}).output == "C"
    assert choose(step("a"), traces, {}, {"A"}).output == "A"


def test_what_was_made_of_something_that_is_made_again_is_decided_again():
    a = step("a")
    one, other = step("one", a), step("other", a)
    film = step("film", one, other)
    steps = [a, one, other, film]
    traces = {
        a.key: [trace(a, "A")],
        one.key: [trace(one, "1", "A")],
        other.key: [trace(other, "2", "A")],
        film.key: [trace(film, "F", "1", "2")],
    }
    found = decide(steps, [film.key], traces, {"2"}, {})
    assert states(found, *steps) == ["make"] * 4
    assert found[other.key].reasons == ("uses picture a, which is made again",)
    assert states(decide(steps, [film.key], traces, {"2", "F"}, {}), *steps) == ["kept"] * 4
    assert states(decide(steps, [film.key], traces, {"1", "2"}, {}), *steps) == [
        "kept",
        "kept",
        "kept",
        "make",
    ]


def test_reasons_name_the_field_before_and_after():
    old, new = step("a", words="red"), step("a", words="green")
    found = decide([new], [new.key], {}, set(), {"picture a": old.content})
    assert found[new.key].reasons == ("words: 'red' → 'green'",)
    assert decide([new], [new.key], {}, set(), {}, recache=lambda label: label == "picture a")[
        new.key
    ].reasons == ("asked for by --recache",)


def test_what_is_used_is_told_by_its_label():
    before, after = step("a", words="red"), step("a", words="green")
    film = step("film", after, kind="segment")
    labels = {after.key: after.label}
    changes = differences(step("film", before, kind="segment").content, film.content, labels)
    assert [str(change) for change in changes] == ["uses picture a, which is another now"]
    assert differences("not json", film.content)[0].before == "unreadable"


def test_the_longest_path_comes_first_by_seconds():
    quick, slow = step("quick"), step("slow")
    film = step("film", quick, slow)
    found = priorities([quick, slow, film], {quick.key: 1, slow.key: 9, film.key: 2})
    assert found == {quick.key: 3, slow.key: 11, film.key: 2}

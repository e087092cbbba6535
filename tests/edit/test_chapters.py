"""Chapters: a scene each, from the first frame to the last."""

from __future__ import annotations

from dataclasses import replace

from tests.edit.cutting import black, card, dissolve, film, shot, use
from vfc.edit.chapters import chapters_of
from vfc.edit.segments import assemble
from vfc.film.model import Scene

SCENES = (Scene(name="a", slug="EXT. STREET"), Scene(name="b"))
SHOTS = (shot("a/s"), shot("a/t"), shot("b/s"))


def chapters(*cut):
    made = film(*SHOTS, cut=cut)
    return [(each.start, each.title) for each in chapters_of(made, assemble(made, made.cuts[""]))]


def test_each_scene_that_the_cut_comes_to_is_one():
    assert chapters(use("a/s"), use("a/t"), use("b/s"), use("a/s")) == [
        (0, "a"),
        (96, "b"),
        (144, "a"),
    ]


def test_what_stands_before_the_first_is_of_the_first():
    assert chapters(card(), use("a/s"), black(), use("b/s")) == [(0, "a"), (96, "b")]


def test_a_transition_is_of_the_scene_that_it_leads_to():
    assert chapters(use("a/s"), dissolve(12), use("b/s")) == [(0, "a"), (48, "b")]
    assert chapters(use("a/s"), dissolve(12, overlap=True), use("b/s")) == [(0, "a"), (36, "b")]


def test_a_scene_is_called_by_its_slug_line():
    made = replace(film(*SHOTS, cut=[use("a/s"), use("b/s")]), scenes=SCENES)
    found = chapters_of(made, assemble(made, made.cuts[""]))
    assert [each.title for each in found] == ["EXT. STREET", "b"]


def test_a_cut_of_cards_alone_has_none():
    assert chapters(card(), black()) == []

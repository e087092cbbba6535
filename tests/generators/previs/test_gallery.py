"""What examples/gallery has: each place, action, way of the camera, style and language that previs
reads, at least once. The film is read and checked here, and not drawn.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from vfc.commands.check import check
from vfc.generators.previs.people.acts.table import ACTIONS
from vfc.generators.previs.picture.scene import PLACES
from vfc.generators.previs.places import sets
from vfc.generators.previs.reading.lemmas import language_of
from vfc.generators.previs.reading.lexicon import LANGUAGES, lexicon
from vfc.generators.previs.reading.words import understand
from vfc.generators.previs.styles.design import designs
from vfc.generators.previs.things.catalog import entries, known
from vfc.planning.plan import make_plan
from vfc.project.generators import generators_of
from vfc.project.load import load
from vfc.project.workspace import find_workspace
from vfc.recipes.kinds import Tools
from vfc.recipes.params import GeneratedParams

FILM = Path(__file__).parents[3] / "examples" / "gallery"
SHOTS = 200
STYLED = 24  # at most so many, so that the most are seen as they are


@pytest.fixture(scope="module")
def requests(tmp_path_factory):
    """What the generator is asked for each shot, by the shot's name."""
    loaded = load(find_workspace(FILM, store=tmp_path_factory.mktemp("store")))
    film = loaded.film
    plan = make_plan(film, generators_of(film, loaded.registry, loaded.lock), Tools())
    steps = plan.by_key()
    params = {name: steps[plan.takes[f"{name}#1"]].params for name in film.shots}
    return {
        name: each.whole_request
        for name, each in params.items()
        if isinstance(each, GeneratedParams)
    }


@pytest.fixture(scope="module")
def scenes(requests):
    """What previs reads in each shot, by the shot's name."""
    return {name: understand(request) for name, request in requests.items()}


def test_the_gallery_has_no_warning(tmp_path):
    assert check(find_workspace(FILM, store=tmp_path)) == ()


def test_no_two_of_its_prompts_are_alike(requests):
    assert len(requests) == SHOTS
    assert len({request.prompt.words.casefold() for request in requests.values()}) == SHOTS


def test_each_shot_has_a_place_and_somebody_or_something(scenes):
    nowhere = [name for name, scene in scenes.items() if not scene.place]
    nothing = [name for name, scene in scenes.items() if not (scene.people or scene.subjects)]
    assert (nowhere, nothing) == ([], [])


def test_every_place_is_in_the_gallery(scenes):
    places = {scene.place for scene in scenes.values()}
    assert {*PLACES, *sets.designs()} - places == set()


def meant(table):
    """All that words of a table may mean."""
    phrases = (each for entries in lexicon("en").phrases.values() for each in entries)
    return {what for _, means in phrases for each, what in means if each == table}


def test_every_way_of_the_camera_is_in_the_gallery(scenes):
    said = {
        "framings": {
            each for scene in scenes.values() for each in (scene.framing, scene.composition)
        },
        "angles": {scene.angle for scene in scenes.values()},
        "moves": {scene.move for scene in scenes.values()},
    }
    for table, among in said.items():
        assert meant(table) - among == set()


def test_every_hour_weather_and_style_is_in_the_gallery(scenes):
    seen = scenes.values()
    assert meant("times") == {each.time for each in seen}
    assert meant("weather") == {what for each in seen for what in each.weather}
    assert {*designs()} == {style for each in seen for style in each.styles}
    assert sum(bool(each.styles) for each in seen) <= STYLED


def test_at_least_sixty_actions_are_in_the_gallery(scenes):
    done = {person.action for scene in scenes.values() for person in scene.people}
    assert len(done & {*ACTIONS}) >= 60


def test_every_kind_of_thing_is_in_the_gallery(scenes):
    named = [known(thing.name) for scene in scenes.values() for thing in scene.subjects]
    kinds = {entry.kind for entry in named if entry is not None}
    assert {entry.kind for entry in entries().values()} - kinds <= {
        "being",
        "symbol",
    }  # read as people; marks on things


def test_all_the_languages_are_in_the_gallery(requests):
    said = [language_of(request.prompt.words) for request in requests.values()]
    assert {*said} == {*LANGUAGES}
    assert said.count("en") >= SHOTS - 42

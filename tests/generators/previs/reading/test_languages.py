"""Each language's file of words: it has every concept, and no word says two of one table."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from vfc.generators.previs import reading

FOLDER = Path(reading.__file__).parent / "languages"
FILES = sorted(FOLDER.glob("*.toml"))
WANTED = """
places: hills, mountains, field, desert, snowfield, canyon, jungle, forest, swamp, volcano, farm,
  vineyard, garden, park, backyard, playground, campsite, beach, sea, lake, river, waterfall,
  underwater, harbour, cliff, island, cave, sky, street, alley, square, market, skyline, rooftops,
  roof, motorway, petrol_station, car_park, bridge, village, suburb, castle, temple, ruins,
  graveyard, battlefield, ski_slope, stadium, swimming_pool, construction_site, airport_runway,
  railway_platform, space, planet, room, living_room, bedroom, kitchen, bathroom, attic,
  staircase, corridor, lift, office, classroom, library, laboratory, factory, workshop, garage,
  warehouse, hospital_ward, hospital_corridor, prison, courtroom, church, theatre, stage, cinema,
  museum, gym, boxing_ring, restaurant, cafe, bar, casino, nightclub, shop, supermarket,
  hotel_lobby, station, subway, subway_car, train, bus, car_interior, airplane_cabin,
  spaceship_bridge, cockpit, tower, throne_room, greenhouse, barn, tent, studio, tunnel
actions: stand, walk, run, sit, talk, shout, whisper, sing, dance, fight, punch, kick, kiss,
  embrace, ride, drive, swim, dive, fall, throw, catch, cook, eat, drink, write, read, type,
  play_music, play, sleep, lie, cry, laugh, smile, climb, dig, shoot, wave, kneel, pray, open,
  close, knock, fly, jump, crawl, push, pull, carry, give, take, hold, look, point, work, paint,
  sweep, phone, photograph, clap, bow, salute, hide, wait, lean, turn, row, ski, skate, cycle,
  fish, smoke, stretch, exercise, feed, pet, show, argue, explode, burn, melt, grow, float, sink,
  spin, roll, bounce, break, shine, flow, erupt, land, take_off, crash
people: man, woman, boy, girl, child, baby, person, old_man, old_woman, couple, crowd, people,
  family, friends, robot, alien, ghost, skeleton
trades: chef, astronaut, doctor, nurse, soldier, police, bride, groom, ballerina, diver, worker,
  judge, farmer, firefighter, king, queen, clown, scientist, pilot, sailor, captain, fisherman,
  teacher, student, businessman, waiter, barista, boxer, knight, samurai, cowboy, pirate, witch,
  wizard, priest, nun, monk, athlete, musician, singer, painter, mechanic, hiker, cyclist, skier,
  surfer, detective, spy, thief, beggar, geisha, superhero, prince, princess, angel
times: dawn, morning, day, noon, afternoon, dusk, golden, blue, night
weather: rain, storm, snow, snowy, fog, wind, dust, leaves, clear, cloudy, hail, rainbow, aurora
moods: calm, tense, joyful, sad, lonely, eerie, romantic, epic, chaotic
styles: bw, 16mm, 8mm, vhs, noir, technicolor, pastel, watercolour, ink, woodcut, pencil,
  blueprint, anime, neon, documentary, sepia, claymation, papercut, pixel
framings: extreme wide, wide, full, medium wide, medium, medium close, close, extreme close,
  insert, two shot, over shoulder, pov
angles: eye, low, high, bird, worm, ground, dutch, hip, shoulder
moves: static, push in, pull out, zoom in, zoom out, dolly zoom, pan left, pan right, whip pan
  left, whip pan right, tilt up, tilt down, track left, track right, crane up, crane down, orbit
  left, orbit right, roll, handheld, follow
periods: ancient, medieval, victorian, 1920s, 1950s, 1970s, 1980s, modern, future
grammar: negation, pronouns_man, pronouns_woman, pronouns_people, camera_us, articles_etc, toward,
  away, with, between, crowd, several
"""
CONCEPTS = {
    table: " ".join(concepts.split()).split(", ")
    for table, concepts in re.findall(r"^(\w+): (.*(?:\n  .*)*)", WANTED, re.MULTILINE)
}


def tables(path: Path) -> dict[str, dict[str, list[str]]]:
    """The tables of a language, without its list of words that may say two things."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: table for name, table in read.items() if name not in ("ambiguous", "syntax")}


def ambiguous(path: Path) -> set[str]:
    return set(tomllib.loads(path.read_text(encoding="utf-8")).get("ambiguous", ()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_language_has_every_concept(path):
    read = tables(path)
    assert not [
        f"{table}.{concept}"
        for table, concepts in CONCEPTS.items()
        for concept in concepts
        if concept not in read.get(table, {})
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_language_has_no_concept_of_its_own(path):
    """Whoever draws knows the concepts; a misspelt one would never be drawn."""
    known = {**CONCEPTS, "grammar": [*CONCEPTS["grammar"], "female"]}
    known["styles"] = [*CONCEPTS["styles"], "warm", "cold", "grain", "soft"]
    assert not [
        f"{table}.{concept}"
        for table, words in tables(path).items()
        for concept in words
        if table in known and concept not in known[table]
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_concept_has_words_each_once(path):
    assert not [
        f"{table}.{concept}: {words}"
        for table, concepts in tables(path).items()
        for concept, words in concepts.items()
        if not words or len(set(words)) < len(words) or not all(word.strip() for word in words)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_word_says_one_concept_of_a_table(path):
    twice = []
    for name, table in tables(path).items():
        if name == "syntax":  # the roles of small words overlap
            continue
        concepts = (words for concept, words in table.items() if concept != "female")
        count = Counter(word.casefold() for words in concepts for word in words)
        twice += [f"{name}: {word}" for word, times in count.items() if times > 1]
    assert not [each for each in twice if each.partition(": ")[2] not in ambiguous(path)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_word_for_a_woman_is_one_for_somebody(path):
    read = tables(path)
    people = {
        word for name in ("people", "trades") for words in read[name].values() for word in words
    }
    assert not [word for word in read["grammar"].get("female", ()) if word not in people]


def test_the_languages_are_those_that_people_write():
    assert {"de", "es", "fr", "it", "pt"} <= {path.stem for path in FILES}

"""Words in another language give the same scene as in English."""

from __future__ import annotations

import pytest

from tests.generators.previs.reading.facts import deeds, read
from tests.generators.previs.reading.sentences import SENTENCES
from vfc.generators.previs.reading.scene import Person, SceneWords

TRANSLATED = [
    pytest.param(sentence[language], sentence["en"], id=f"{language}: {sentence['en'][:40]}")
    for sentence in SENTENCES
    for language in sentence
    if language != "en"
]


@pytest.mark.parametrize(("words", "english"), TRANSLATED)
def test_a_sentence_gives_the_scene_of_its_english(words, english):
    here, there = read(words), read(english)
    assert (here.place, here.time, here.weather) == (there.place, there.time, there.weather)
    assert [doing(each) for each in here.people] == [doing(each) for each in there.people]
    assert things(here) == things(there)
    assert (here.framing, here.angle, here.move) == (there.framing, there.angle, there.move)


def doing(person: Person) -> tuple[object, ...]:
    """Who does what to whom, with what."""
    return person.kind, person.trade, person.action, person.object, person.target, person.holds


def things(scene: SceneWords) -> list[tuple[str, int, str]]:
    """The things of a scene, how many, and what they do."""
    return sorted((thing.name, thing.count, thing.action) for thing in scene.subjects)


@pytest.mark.parametrize(
    "words",
    [
        "Eine Ärztin rennt",
        "Une danseuse danse",
        "Una cocinera cocina",
        "Uma professora escreve",
        "Una pittrice dipinge",
    ],
)
def test_a_woman_of_a_trade_is_one(words):
    (person,) = read(words).people
    assert person.trade and person.woman


@pytest.mark.parametrize(
    ("words", "things_named"),
    [
        ("Drohnenaufnahme eines Sportwagens auf einer Küstenstraße", [("car", 1, "")]),
        ("Eine Familie isst am Esstisch", [("table", 1, "")]),
        ("drei Fischerboote auf dem See", [("boat", 3, "")]),
    ],
)
def test_a_compound_is_read_by_its_tail(words, things_named):
    assert things(read(words)) == things_named


def test_a_small_word_before_a_noun_is_none():
    (person,) = read("Eine junge Köchin kocht").people
    assert (person.trade, person.woman) == ("chef", True)
    assert [each.kind for each in read("Ein Junge läuft durch den Park").people] == ["boy"]
    assert read("zwei hunde rennen über die wiese").subjects[0].count == 2


def test_an_elided_word_is_a_word():
    assert read("un couloir d'hôpital").place == "hospital_corridor"
    assert read("all'interno di una chiesa").place == "church"


def test_a_genitive_is_no_plural():
    assert len(read("Porträt eines alten Fischers am Hafen").people) == 1


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("一个小女孩拿着红气球站在桥上", "girl hold balloon"),
        ("剣を持たない侍が竹林に立っている", "samurai stand"),
        ("老人が焚き火のそばでギターを弾いている", "man play_music guitar"),
        ("한복을 입은 여자가 궁전 앞에 서 있다", "woman stand"),
        ("소년이 소녀에게 편지를 준다", "boy give>1 letter; girl stand"),
    ],
)
def test_who_does_what_where_the_verb_or_the_clause_stands_elsewhere(words, who):
    assert deeds(read(words)) == who

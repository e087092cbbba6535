"""Words that things bear, and the way that somebody goes: what benchmarks of video models ask."""

from __future__ import annotations

from fractions import Fraction

import pytest

from vfc.film.model import Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.canvas.stage import stage
from vfc.generators.previs.picture.crowd import figures
from vfc.generators.previs.picture.looks import going
from vfc.generators.previs.picture.setups import setup as set_up
from vfc.generators.previs.reading.headings import heading_of
from vfc.generators.previs.reading.lexicon import LANGUAGES
from vfc.generators.previs.reading.signs import LETTERS, NAME, tables
from vfc.generators.previs.reading.words import understand


def asked(words: str) -> Request:
    return Request(
        prompt=Prompt(words=words),
        size=Size(320, 180),
        rate=Fraction(24),
        frames=24,
        length=24,
        seed=7,
    )


def signs(words: str) -> list[str]:
    return [each.word for each in understand(asked(words)).subjects if each.name in (NAME, LETTERS)]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("a neon sign that says OPEN above a bar", ["OPEN"]),
        ('a woman holds a sign that reads "Help wanted"', ["Help wanted"]),
        ("a poster: 'Lost Cat' on a wall", ["Lost Cat"]),
        ("workers with a banner saying STRIKE NOW! march", ["STRIKE NOW!"]),
        ("ein Mann hält ein Schild mit der Aufschrift „STOPP“", ["STOPP"]),
        ("une pancarte avec les mots « À louer » devant une maison", ["À louer"]),
        ("un cartel que dice «Cerrado» en la puerta", ["Cerrado"]),
        ("uma placa que diz “Vende-se”", ["Vende-se"]),
        ("un cartello con scritto “Chiuso”", ["Chiuso"]),
        ("女人举着写着“你好”的牌子", ["你好"]),
        ("墙上的牌子上写着“出口”", ["出口"]),
        ("「出口」と書かれた看板", ["出口"]),
        ("간판에 “영업중”", ["영업중"]),
        ('a man says "hello" to a woman', []),
        ("a sign on a door", []),
        ("he signs a letter with the words of his father", []),
        ("a red sign. She says NOTHING", []),
        (f'a sign that says "{"A" * 400}"', []),
    ],
)
def test_what_a_sign_says_is_read(words: str, says: list[str]):
    assert signs(words) == says


def test_a_sign_is_in_the_hand_of_whoever_holds_it():
    found = stage(set_up(asked('a woman holds a sign that reads "HELP"')))
    (woman,) = figures(found)
    assert woman.art is not None and woman.person.holds == NAME
    assert woman.art(60).shape[0] == 60


@pytest.mark.parametrize(
    ("words", "language", "way"),
    [
        ("a car drives to the left", "en", -1),
        ("a man walks from right to left", "en", -1),
        ("a man walks from left to right", "en", 1),
        ("a cat sits to the left of a dog", "en", 0),
        ("camera pans to the left, a man walks to the right", "en", 1),
        ("a man on the left", "en", 0),
        ("ein Auto fährt nach links", "de", -1),
        ("une voiture roule vers la droite", "fr", 1),
        ("une chaise à gauche de la table", "fr", 0),
        ("un coche va hacia la izquierda", "es", -1),
        ("um carro vai da esquerda para a direita", "pt", 1),
        ("un'auto va verso sinistra", "it", -1),
        ("一辆车向左开", "zh", -1),
        ("車が右へ走る", "ja", 1),
        ("차가 왼쪽으로 간다", "ko", -1),
    ],
)
def test_the_way_across_the_picture(words: str, language: str, way: int):
    assert heading_of(words, language) == way


@pytest.mark.parametrize(("way", "sign"), [("to the left", -1), ("to the right", 1)])
def test_who_goes_a_way_goes_it(way: str, sign: int):
    found = stage(set_up(asked(f"a man walks {way} along a street")))
    (man,) = figures(found)
    assert going(found) == sign
    assert (man.where(0.9)[0] - man.where(0.1)[0]) * sign > 0


@pytest.mark.parametrize(
    ("words", "away"),
    [("a dog runs away from the camera", True), ("a dog runs towards the camera", False)],
)
def test_away_is_not_toward(words: str, away: bool):
    (dog,) = understand(asked(words)).subjects
    assert (dog.away, dog.toward) == (away, not away)


@pytest.mark.parametrize("name", ["signs", "headings"])
def test_each_language_has_its_words(name: str):
    assert set(tables(name)) == {*LANGUAGES}

"""Places that all the world knows, fields of flowers, and where those of the water are."""

from __future__ import annotations

import numpy as np
import pytest

from tests.generators.previs.picture.shots import asked, frame, staging
from vfc.generators.previs.picture.drawable import drawable
from vfc.generators.previs.picture.subjects import shown, subjects
from vfc.generators.previs.reading.scene import SceneWords
from vfc.generators.previs.reading.words import understand

NAMED = [
    ("Drone shot circling the Taj Mahal at sunrise, the reflecting pool", "taj_mahal"),
    ("The Great Wall of China winds over green mountains", "great_wall"),
    ("长城在秋天的山脊上蜿蜒", "great_wall"),
    ("Tourists walk before the Colosseum in Rome", "colosseum"),
    ("Gladiators fight in the arena, the crowd cheers", "amphitheatre"),
    ("The Sydney Opera House at sunset", "opera_house"),
    ("Der Kölner Dom bei Sonnenuntergang, Menschen auf dem Platz davor", "cathedral_square"),
    ("La Sagrada Familia en Barcelona bajo un cielo de tormenta", "cathedral_square"),
    ("A gondola glides along a canal in Venice", "canal"),
    ("O Cristo Redentor no Rio de Janeiro", "redeemer"),
    ("Snow monkeys sit in a hot spring, mountains behind", "hot_spring"),
    ("温泉につかる猿、雪が降っている", "hot_spring"),
    ("The interior of the Blue Mosque, worshippers pray", "mosque_hall"),
    ("An abandoned shopping mall", "mall"),
    ("Astronauts walk to a glass dome on Mars", "domed_colony"),
    ("A field of sunflowers under a blue sky", "sunflower_field"),
    ("Campo de girassóis ao pôr do sol", "sunflower_field"),
    ("A girl runs through a field with many red flowers", "poppy_field"),
    ("Une femme marche dans un champ de lavande", "lavender_field"),
    ("A perfume bottle, black background", "black_studio"),
    ("Santorini white houses with blue domes over the sea", "white_village"),
    ("Stonehenge at sunrise", "stonehenge"),
    ("한복을 입은 여자가 광화문 앞을 걷는다", "palace_gate"),
    ("Children look at sharks in a huge aquarium", "aquarium"),
    ("Ink spreads in water", "white_studio"),
    ("A black hole swallows a star", "space"),
    ("Um astronauta toca guitarra na lua", "moon_surface"),
    ("An astronaut walks on the moon", "moon_surface"),
    ("Un pulpo gigante ataca un barco pirata", "sea"),
    ("Couples dance in a grand ballroom", "ballroom"),
    ("Ein Mann sucht etwas im Keller", "basement"),
    ("ゴルフ場で男がゴルフをする", "golf_course"),
    ("Un chien dort dans une décharge", "junkyard"),
    ("A limousine stops in front of a mansion", "mansion"),
    ("녹음실에서 노래하는 여자", "music_studio"),
    ("A deer on a forest road", "forest"),
    ("Students walk across the campus", "square"),
    ("A crowd dances at a music festival", "festival"),
    ("A Formula 1 car races around a corner", "racetrack"),
    ("A cowboy stands in a dusty western town", "western_town"),
    ("Una isla flotante con una cascada", "floating_island"),
    ("Eine versunkene Stadt, Fische schwimmen", "sunken_city"),
    ("An explorer in a crystal cave", "crystal_cave"),
    ("Northern lights dance over a snowy forest", "snowfield"),
    ("Das Brandenburger Tor in Berlin bei Nacht", "triumphal_arch"),
    ("Ein Weihnachtsmarkt in Nürnberg, Schnee fällt", "market"),
    ("Ein alter Leuchtturm im Sturm, riesige Wellen schlagen gegen die Felsen", "cliff"),
    ("夜の渋谷スクランブル交差点、人々が歩く", "street"),
    ("바다에서 해녀가 물질을 한다", "underwater"),
    ("A rover drives across the red sand of Mars", "planet"),
]


def read(words: str) -> SceneWords:
    return drawable(understand(asked(words, framing="", place="")))


@pytest.mark.parametrize(("words", "place"), NAMED)
def test_a_place_that_all_know_is_where_the_words_are(words: str, place: str) -> None:
    assert read(words).place == place


def test_what_lives_under_water_is_seen_there_unless_it_leaps() -> None:
    assert read("Jellyfish drift in the deep dark ocean").place == "underwater"
    assert read("A shark leaps out of the ocean").place == "sea"
    assert read("A surfer and a shark in the ocean").place == "sea"


def test_boats_that_a_harbour_is_about_lie_in_its_water() -> None:
    words = read("Fishing boats bob on the waves in a small harbour at dawn")
    assert words.place == "harbour_basin"
    assert all(each.base is None for each in words.subjects)
    assert read("A sailor walks along the harbour").place == "harbour"


def test_who_bathes_in_a_hot_spring_is_seen_above_the_water_alone() -> None:
    request = asked("A monkey sits in a hot spring", framing="wide", place="")
    (_, sprite), *_ = subjects(staging(request))
    assert sprite.waterline is not None and sprite.waterline < sprite.foot - 0.2 * sprite.height


def test_a_field_of_flowers_has_them_in_its_ground_alone() -> None:
    assert not shown(read("A field of many sunflowers at dusk, sunflowers sway"))


def test_a_lamp_under_the_sky_is_one_of_the_street() -> None:
    (lamp,) = read("A lamp glows in a dark forest").subjects
    assert lamp.name == "street_lamp"
    assert read("A lamp glows in a room").subjects[0].name == "lamp"


@pytest.mark.parametrize(
    "words",
    [
        "Ink drops spread in water, white background",
        "Colorful smoke on a black background",
        "Golden particles swirl, black background",
        "Liquid metal sphere, studio",
    ],
)
def test_matter_without_an_outline_fills_the_picture_and_moves(words: str) -> None:
    request = asked(words, framing="", place="")
    early, late = (frame(request, index).astype(int) for index in (10, 80))
    empty = frame(asked("an empty room", framing="wide", place=read(words).place), 10).astype(int)
    assert (np.abs(late - empty).max(axis=2) > 40).mean() > 0.01
    assert (np.abs(late - early).max(axis=2) > 40).mean() > 0.005


@pytest.mark.parametrize("words", ["The Earth in space", "A nebula in space", "A spiral galaxy"])
def test_space_shows_what_it_is_called(words: str) -> None:
    plain = frame(asked("an empty place in space", framing="wide", place="space"))
    assert np.abs(frame(asked(words, framing="wide", place="")).astype(int) - plain).mean() > 3


def test_who_rises_from_the_sea_and_does_not_fly_comes_out_of_it() -> None:
    request = asked("Godzilla rises from the sea", framing="wide", place="")
    (_, sprite), *_ = subjects(staging(request))
    assert sprite.manner == "emerge"
    (_, bird), *_ = subjects(staging(asked("A gull rises from the sea", "wide", place="")))
    assert bird.manner == "take_off"


@pytest.mark.parametrize(
    "words",
    [
        'The word "OCEAN" on a black background',
        "Das Wort „OZEAN“, schwarzer Hintergrund",
        "“海洋”字样，黑色背景",
    ],
)
def test_a_word_that_nothing_bears_is_seen_in_large_letters_in_the_middle(words: str) -> None:
    ((_, sprite),) = subjects(staging(asked(words, framing="wide", place="")))
    assert sprite.picture[..., 3].min() == 0  # no card
    assert abs(sprite.x) < 0.1 and sprite.height > 0.12


def test_no_table_stands_in_a_cave() -> None:
    found = subjects(staging(asked("An explorer in a cave with blue crystals", "wide", place="")))
    assert all(sprite.name != "table" for _, sprite in found)


def test_what_hangs_from_a_ceiling_is_up_there_and_a_tram_that_climbs_drives() -> None:
    (_, lamp), *_ = subjects(staging(asked("A chandelier sways in a theatre", "wide", place="")))
    assert lamp.foot < 0.1
    (_, tram), *_ = subjects(staging(asked("A tram climbs a steep street", "wide", place="")))
    assert tram.manner == "drive"


def test_houses_of_a_harbour_stand_on_its_quay_and_on_no_boat() -> None:
    request = asked(
        "fishing boats on the waves", framing="wide", place="a harbour with boats and small houses"
    )
    words = drawable(understand(request))
    assert words.place == "harbour_basin"
    assert {thing.name for thing in shown(words)} == {"boat"}

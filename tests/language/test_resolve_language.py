"""The example of the film language, resolved whole."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.language.resolving import film_of, read
from vfc.film.cut import Fading, Track
from vfc.film.model import (
    Adapter,
    Blend,
    Cue,
    Extend,
    Fade,
    Footage,
    FrameRef,
    Loop,
    Plain,
    Point,
    Recut,
    Remix,
    ShotEntry,
    ShotRef,
    Still,
    TitleCard,
    Transition,
)
from vfc.film.sources import Edge
from vfc.film.timing import FrameRange, Size, Tempo
from vfc.film.treatments import DuckSetting

TEXT = (
    Path(__file__)
    .with_name("data")
    .joinpath("language.yaml")
    .read_text(encoding="utf-8")
    .replace("include: [looks.yaml, cast.yaml]\n", "")
)
MOTHER = "a woman in her sixties, silver hair, red wool coat"


@pytest.fixture(scope="module")
def film():
    return film_of(TEXT)


def test_the_film_itself(film):
    assert (film.title, film.seed, film.profile) == ("What If, Mother", 1984, None)
    assert (film.format.size, film.format.rate, film.format.loudness) == (Size(1280, 720), 24, -16)
    assert film.tempo == Tempo(bpm=Fraction(96), first=Fraction(47, 100))
    assert film.profiles == ("draft", "rough", "final")
    assert list(film.shots) == [
        "street/walk",
        "street/shoe",
        "street/closer",
        "memory/summer",
        "memory/further",
        "memory/recut",
        "memory/melt",
        "memory/breathing",
        "memory/kitchen",
        "memory/photo",
    ]
    assert [asset.path for asset in film.assets] == sorted(asset.path for asset in film.assets)


def test_the_prompt_is_camera_words_set_style(film):
    prompt = film.shots["street/walk"].prompt
    assert prompt.text == (
        "wide shot, eye angle, camera push in, First-person view walking down the street; "
        f"{MOTHER} waits under a lamp, "
        "a narrow street in Chongqing, neon signs, rain, 1980s black-and-white documentary, 16mm, "
        "hard light, sodium street lamps, wet asphalt"
    )
    assert prompt.avoid == "colour, cgi, plastic skin"


def test_a_preset_brings_its_look(film):
    shot = film.shots["street/walk"]
    assert (shot.grade.saturation, shot.grade.contrast, shot.grade.grain) == (0, 1.15, 0.35)
    assert shot.grade.lut.path == "looks/bw.cube"
    assert shot.adapters == (Adapter(kind="lora", file=shot.adapters[0].file, weight=0.8),)
    assert [each.path for each in shot.references] == ["sets/street.png", "cast/mother.png"]
    assert [each.path for each in shot.style_references] == ["looks/street.png"]
    assert shot.cast == ("mother",)


@pytest.mark.parametrize(
    ("name", "source", "frames"),
    [
        ("memory/summer", Remix(of=ShotRef(shot="street/walk"), strength=0.35), 96),
        ("memory/further", Extend(of=ShotRef(shot="street/walk"), by=48, toward=Edge.END), 144),
        (
            "memory/recut",
            Recut(of=ShotRef(shot="street/walk"), keep_in_shot=FrameRange(24, 72)),
            120,
        ),
        (
            "memory/melt",
            Blend(
                start=ShotRef(shot="street/walk"), into=ShotRef(shot="street/shoe"), curve="ease"
            ),
            72,
        ),
        ("memory/breathing", Loop(of=ShotRef(shot="street/shoe"), seam=12), 60),
    ],
)
def test_shots_made_from_others(film, name, source, frames):
    assert (film.shots[name].source, film.shots[name].frames) == (source, frames)


def test_words_with_cards_and_a_first_frame(film):
    cards = film.shots["street/shoe"].source.cards
    assert [(card.frame, card.words) for card in cards] == [
        (0, "the shoe above the water"),
        (36, "the splash, drops frozen in backlight"),
    ]
    assert film.shots["street/closer"].source.first == FrameRef(shot="street/walk", frame=-1)


def test_files(film):
    kitchen, photo = film.shots["memory/kitchen"], film.shots["memory/photo"]
    assert isinstance(kitchen.source, Footage) and kitchen.source.start == Fraction(112, 25)
    assert (kitchen.frames, kitchen.handles) == (120, 12)
    assert isinstance(photo.source, Still) and photo.camera.move == "push in"


def test_takes_picks_and_profiles(film):
    assert (film.shots["street/walk"].takes, film.shots["street/walk"].pick) == (4, None)
    final = film_of(TEXT, "final")
    assert final.shots["street/walk"].pick == 2
    assert dict(final.shots["street/walk"].generator.options)["steps"] == 50
    assert {each.quality for each in final.deliver} == {"master"}
    draft = film_of(TEXT, "draft")
    assert draft.format.size == Size(640, 360)
    assert {shot.generator.name for shot in draft.shots.values()} == {"previs"}
    assert film_of(TEXT, "rough").shots["street/walk"].generator.use == "previs"
    generator = film.shots["street/walk"].generator
    assert (generator.name, generator.use) == ("wan", "diffusers")
    assert generator.options == (
        ("guidance", 5.0),
        ("model", "Wan-AI/Wan2.2-TI2V-5B-Diffusers"),
        ("revision", "main"),
        ("steps", 40),
    )


def test_the_cut(film):
    entries = film.cuts[""].entries
    assert entries[:6] == (
        TitleCard(text="What If,\nMother", length=Fraction(48)),
        Fade(toward=Fading.FROM, colour="#000000", length=12),
        ShotEntry(shot="street/walk", in_point=12, trail=24),
        Transition(length=12),
        ShotEntry(shot="street/shoe", speed=Fraction(1, 2), length=Fraction(30), beats=True),
        Plain(colour="#000000", length=Fraction(24)),
    )
    assert [each.shot for each in entries[6:-1]] == [
        name for name in film.shots if name.startswith("memory/")
    ]
    assert entries[-1] == Fade(toward=Fading.TO, colour="#000000", length=24)
    assert [each.shot for each in film.cuts["teaser"].entries] == ["street/walk", "street/shoe"]


def test_titles_and_sound(film):
    assert film.titles[0].at == Point(shot="memory/kitchen", offset=24)
    assert film.titles[0].style.place == "bottom"
    music, ambience, sfx = film.sound.cues
    assert music == Cue(
        track=Track.MUSIC,
        file=music.file,
        at=Point(shot="street/walk"),
        gain=-10.0,
        fade_in=24,
        fade_out=48,
        duck=DuckSetting(),
    )
    assert ambience == Cue(
        track=Track.AMBIENCE, file=ambience.file, under="street", repeat=True, gain=-18.0
    )
    assert sfx.at == Point(shot="street/shoe", frame_in_shot=36)
    assert film.sound.dialogue[0].at == Point(shot="memory/photo", offset=-12)


def test_deliverables(film):
    assert [(each.path, each.kind, each.cut, each.fit) for each in film.deliver] == [
        ("film.mp4", "video", "", "crop"),
        ("teaser.mp4", "video", "teaser", "crop"),
        ("vertical.mp4", "video", "", "crop"),
        ("film.srt", "subtitles", "", "crop"),
        ("film.otio", "handover", "", "crop"),
    ]
    assert film.deliver[2].size == Size(720, 1280)


def test_without_a_missing_file_the_rest_is_still_told():
    text = TEXT.replace("assets/kitchen.mov", "assets/gone.mov").replace(
        "preset: night", "preset: nigth"
    )
    _, mistakes = read(text)
    assert [str(each) for each in mistakes] == [
        "film.yaml:49:13: unknown preset 'nigth'\n"
        "   49 |     preset: nigth\n"
        "      |             ^^^^^ did you mean 'night'?  presets: eighties, night"
    ]

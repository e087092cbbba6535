"""Everything written in the README is executed: the film in twenty lines, the ten-line
generator.
"""

from __future__ import annotations

import re
import wave
from pathlib import Path

import yaml

import vfc
from vfc.commands.check import check
from vfc.film.formats import CODEC_NAMES, FORMATS, ContainerKind
from vfc.generators.registry import Registry
from vfc.project.workspace import find_workspace

README = (Path(__file__).parents[1] / "README.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_film_of_the_readme_builds(tmp_path):
    film = blocks("yaml")[0]
    assert len(film.splitlines()) <= 22
    (tmp_path / "film.yaml").write_text(film.replace("640x360", "64x36"))
    result = vfc.build(tmp_path)
    assert result.ok and result.deliverables == ("out/film/film.mp4",)
    (tmp_path / "film.yaml").write_text(film.replace("640x360", "64x36").replace("red", "green"))
    made = vfc.build(tmp_path).made
    assert {step for step in made if step.startswith("picture")} == {
        "picture hill/arrive#1",
        "picture hill/listen#1",
    }


def test_what_the_readme_shows_whole_fits_its_film(tmp_path):
    def laid(under: dict, over: dict) -> dict:
        both = {
            name: laid(under[name], over[name])
            for name in under.keys() & over.keys()
            if isinstance(under[name], dict)
        }
        return under | over | both

    first, second = (yaml.safe_load(block) for block in blocks("yaml")[:2])
    (tmp_path / "film.yaml").write_text(yaml.safe_dump(laid(first, second), sort_keys=False))
    with wave.open(
        str((tmp_path / "assets").mkdir() or tmp_path / "assets/wind.wav"), "wb"
    ) as sound:
        sound.setparams((2, 2, 48000, 0, "NONE", ""))
        sound.writeframes(bytes(48000 * 4))
    assert [str(each) for each in check(find_workspace(tmp_path)) if each.severity == "error"] == []
    result = vfc.build(tmp_path, profile="draft")
    assert result.ok and (tmp_path / "out/draft/film.mp4").is_file()


def test_the_generator_of_the_readme_makes_pictures(tmp_path):
    scope: dict = {}
    exec(next(block for block in blocks("python") if "PictureGenerator" in block), scope)
    (tmp_path / "film.yaml").write_text(
        "title: Fog\nformat: {size: 64x36}\ngenerator: fog\nscenes:\n  a:\n    shots:\n      b:\n"
        "        prompt: fog\n        length: 1s\n"
    )
    result = vfc.build(tmp_path, generators=[scope["Fog"]()])
    assert result.ok and "picture a/b#1" in result.made
    clip = vfc.plan(tmp_path, generators=[scope["Fog"]()])
    assert clip.to_make() == ()


def test_the_commands_of_the_readme_are_the_program_s():
    from vfc.cli.main import GROUPS

    told = set(re.findall(r"`vfc ([a-z]+)", README))
    known = {name for group in GROUPS.values() for name in group}
    assert told == known


def test_two_packages_that_claim_a_name_are_both_named(tmp_path):
    import pytest

    from vfc.errors import GeneratorError

    points = []
    for package in ("one", "two"):
        info = tmp_path / package / f"{package}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[vfc.generators]\nfog = {package}:Fog\n")
        from importlib.metadata import PathDistribution

        points += PathDistribution(info).entry_points
    with pytest.raises(GeneratorError, match="one 1.0 and two 1.0"):
        Registry(points)


def test_each_container_has_its_row():
    for ending in ContainerKind:
        codecs = ", ".join(CODEC_NAMES[codec] for codec in FORMATS[ending].codecs)
        assert f"| `.{ending}` | {codecs} | " in README


def test_the_spoken_film_of_the_readme_is_heard(tmp_path):
    film = next(block for block in blocks("yaml") if "voice: hibari" in block)
    assert len(film.splitlines()) <= 14
    (tmp_path / "film.yaml").write_text(
        film.replace("title: The Lamp", "title: The Lamp\nformat: {size: 64x36}")
    )
    result = vfc.build(tmp_path)
    assert result.ok and not result.warnings
    assert (tmp_path / "out/film/film.srt").read_text().count("-->") == 3


def test_the_voice_of_the_readme_speaks(tmp_path):
    scope: dict = {}
    exec(next(block for block in blocks("python") if "VoiceAbilities" in block), scope)
    (tmp_path / "film.yaml").write_text(
        "title: T\nformat: {size: 64x36}\ncast: {ana: {look: red, voice: {use: beep, speaker: high}}}\n"
        "scenes: {s: {shots: {a: {prompt: p, lines: [{ana: One two three.}]}}}}\n"
    )
    result = vfc.build(tmp_path, voices=[scope["Beep"]()])
    assert result.ok and "voice s/a 1#1" in result.made

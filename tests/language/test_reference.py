"""The reference of the language: made from the vocabulary, and what it says of keys measured on
whole.yaml.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.language.resolving import read
from vfc.film.transitions import TRANSITIONS
from vfc.generators.api import ABILITIES, Abilities
from vfc.language.words.keyed import EVERYTHING, KEYED, keyed
from vfc.language.words.lookup import maps_of, words, words_named
from vfc.language.words.reference import example_of, reference_text
from vfc.language.yaml.text import read_texts
from vfc.planning.pictures import PlannedGenerator
from vfc.planning.plan import make_plan
from vfc.recipes.kinds import Tools
from vfc.recipes.params import SubtitleParams, TimelineParams

MORE = {
    "use: diffusers": "use: paint",
    "\ndeliver:\n": "\ndeliver:\n  poster.jpg: {at: street/walk}\n",
    "shoe@1.5s": "shoe@0.2s",
    "$mother waits": "$mother waits, $mother",
    "[street/walk, street/shoe]": "[street/walk, {memory/kitchen: {length: 1s}}, street/shoe]",
    "  - memory ": "  - street/closer: {speed: {0s: 1, 1s: 0.5}, ease: ease-in, between: mix, "
    "freeze: {at: 2f, for: 3f}}\n  - memory ",
    "dialogue: [": "dialogue: [{file: assets/said.wav, who: mother, line: Said.}, ",
    "  film.otio: {}": "  film.otio: {media: h264}\n  film.edl: {media: h264}",
    "deliver:\n": "translations: {de: {Have you eaten?: Hast du gegessen?}}\ndeliver:\n",
    "  film.srt: {}": "  film.srt: {}\n  film.vtt: {language: de}\n  ten.mp4: {codec: h265}\n  film.ttml: {}\n  parts.wav: {}",
    "      photo: ": "      drawn: {footage: frames/a.seq, length: 1s}\n      part: {footage: a.mov, length: 1s, view: [0, 0, 1, 0.5]}\n      photo: ",
}
WHOLE = Path(__file__).with_name("whole.yaml").read_text(encoding="utf-8")
for old, new in MORE.items():
    WHOLE = WHOLE.replace(old, new)
OPTIONS = (("guidance", 5.0), ("model", ""), ("revision", ""), ("steps", 20))
INSTALLED = {
    "previs": lambda name, given: (),
    "paint": lambda name, given: OPTIONS,
    "draw": lambda name, given: OPTIONS,
}
MAKERS = {
    name: PlannedGenerator(
        version=1, generator=None, locked=Abilities(makes=frozenset(ABILITIES) - {"sound"})
    )
    for name in ("wan", "previs", "flux")
}  # one that makes sound too would speak the lines itself
PARTS = {
    "picture": "pictures",
    "part": "pictures",
    "finish": "effects",
    "stabilisation": "effects",
    "score": "scores",
    "segment": "segments",
    "transition": "segments",
    "title": "segments",
    "sound": "sound",
    "mix": "sound",
    "tape": "sound",
    "voice": "voices",
    "media": "timelines",
}


def part(step) -> str:
    if isinstance(step.params, TimelineParams):
        return "timelines"
    return (
        "subtitles"
        if isinstance(step.params, SubtitleParams)
        else PARTS.get(step.kind.name, "film files")
    )


def own(step) -> str:
    """All that decides a step, but what it uses: that counts in keys of its own."""
    return json.dumps(
        json.loads(step.content) | {"uses": [role for role, _ in json.loads(step.content)["uses"]]}
    )


@cache
def told(text: str, profile: str | None) -> Mapping[str, frozenset[str]]:
    """What each part of a plan is told."""
    film, mistakes = read(text, profile, INSTALLED)
    assert film is not None, mistakes
    errors = [each for each in mistakes if each.severity == "error"]
    assert not errors, errors
    found: dict[str, set[str]] = {}
    for step in make_plan(film, MAKERS, Tools(), scores=["street/walk"]).steps:  # all, and measured
        found.setdefault(part(step), set()).add(own(step))
    return {name: frozenset(each) for name, each in found.items()}


def changed(old: str, new: str, profile: str | None = None) -> set[str]:
    """The parts of the plan that are told otherwise once `old` is `new` in whole.yaml."""
    assert old in WHOLE, old
    before, after = told(WHOLE, profile), told(WHOLE.replace(old, new, 1), profile)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def swap(
    *pairs: tuple[str, str], profile: str | None = None
) -> tuple[tuple[str, str, str | None], ...]:
    return tuple((old, new, profile) for old, new in pairs)


CARD = 'Mother", length'


def shortly(kind: str) -> str:
    """What stands at a transition of six frames."""
    return "{image: assets/photo.jpg, length: 6f}" if kind == "luma" else "6f"


EDITS = {
    "film.vfc": swap(("vfc: 1  ", "#")),
    "note": swap(
        ("love the turn", "like the turn"),
        ("slug: EXT", "note: x\n    slug: EXT"),
        ("seed: 1984", "seed: 1984\nnote: x"),
    ),
    "film.title": swap(("What If, Mother\nf", "What\nf")),
    "format.size": swap(("1280x720, r", "640x360, r")),
    "format.rate": swap(("rate: 24, s", "rate: 25, s")),
    "format.sound": swap(("sound: 48000", "sound: 44100")),
    "format.loudness": swap(("loudness: -16", "loudness: -20")),
    "format.start": swap(("rate: 24, sound", "rate: 24, start: 10:00:00:00, sound")),
    "film.seed": swap(("seed: 1984", "seed: 7")),
    "film.tempo": swap(("bpm: 96", "bpm: 90")),
    "film.cut": swap(("- black: 1s", "- black: 2s"), ("- black: 1s", "- white: 1s")),
    "film.cuts": swap(
        ("[street/walk, {mem", "[{mem"), ("kitchen: {length: 1s", "kitchen: {length: 2s")
    ),
    "film.titles": swap(
        ("memory/kitchen + 1s", "memory/kitchen + 2s"), ("length: 3s, text", "length: 2s, text")
    ),
    "film.overlays": swap(("deliver:", "overlays: [{picture: assets/photo.jpg}]\ndeliver:")),
    "film.language": swap(("handles: 12f", "language: en\nhandles: 12f")),
    "film.translations": swap(("Hast du gegessen?", "Hast du schon gegessen?")),
    "film.scores": swap(("deliver:", "scores: {motion: 5}\ndeliver:")),
    "film.budget": swap(("deliver:", "budget: 20 USD\ndeliver:")),
    "film.prices": swap(("deliver:", "prices: {kling: {kling-v2-1: {second: 1 USD}}}\ndeliver:")),
    "shot.prompt": swap(("macro, a", "a")),
    "shot.generator": swap(("generator: wan\n", "generator: previs\n")),
    "shot.camera": swap(("angle: eye", "angle: low")),
    "shot.seed": swap(("takes: 4", "seed: 4\n        takes: 4")),
    "shot.preset": swap(
        ("preset: eighties", "preset: night"),
        ("    preset: night", "    #"),
        ("extends: eighties", "#"),
    ),
    "preset.extends": swap(
        ("    extends: eighties", "    #"),
        ("memory:\n    preset: eighties", "memory:\n    preset: night"),
    ),
    "preset.generator": swap(
        ("    style: sodium", "    generator: previs\n    style: sodium"),
        ("    generator: wan\n    shots", "    shots"),
    ),
    "shot.set": swap(("    set: street ", "    #")),
    "shot.handles": swap(("handles: 12f", "handles: 24f")),
    "shot.length": swap(("length: 60f", "length: 72f"), ("length: 4s", "length: 5s")),
    "shot.remix": swap(("strength: mild", "strength: strong")),
    "shot.recut": swap(("[1s, 3s]", "[1s, 2s]")),
    "shot.blend": swap(("curve: ease", "curve: linear")),
    "shot.loop": swap(("seam: 12f", "seam: 6f")),
    "shot.extend": swap(("toward: end", "toward: start")),
    "extension.by": swap(("by: 2s", "by: 1s")),
    "shot.footage": swap(("assets/kitchen.mov", "assets/k.mov")),
    "shot.in": swap(("00:00:04:12", "00:00:05:12")),
    "shot.out": swap(("in: 00:00:04:12, length: 5s", "in: 00:00:04:12, out: 00:00:08:12")),
    "shot.rate": swap(("{footage: frames", "{rate: 12, footage: frames")),
    "shot.still": swap(("assets/photo.jpg", "assets/p.jpg")),
    "shot.fit": swap(("{still:", "{fit: pad, still:"), ("{footage:", "{fit: pad, footage:")),
    "shot.focus": swap(
        ("{footage: assets", "{focus: [0.1, 0.5], footage: assets"),
        ("view: [0, 0, 1, 0.5]", "focus: [0.1, 0.5], view: [0, 0, 1, 0.5]"),
    ),
    "shot.view": swap(
        ("{footage: assets", "{view: {from: [0, 0, 1, 1], to: [0, 0, 1, 0.5]}, footage: assets")
    ),
    "shot.first": swap(("first: street/walk@last", "first: street/shoe@last")),
    "shot.after": swap(("first: street/walk@last", "after: street/walk")),
    "shot.storyboard": swap(("the shoe above", "a shoe above")),
    "shot.style": swap(("sodium", "mercury")),
    "shot.avoid": swap(("avoid: colour", "avoid: noise")),
    "shot.references": swap(("[looks/street.png]", "[looks/other.png]")),
    "shot.adapters": swap(("weight: 0.8", "weight: 0.7")),
    "shot.grade": swap(("contrast: 1.15", "contrast: 1.2")),
    "shot.takes": swap(("takes: 4", "takes: 3")),
    "shot.pick": swap(("pick: {final: 2}", "pick: 2")),
    "shot.pin": swap(("first: street/walk@last", "pin: on\n        first: street/walk@last")),
    "shot.lines": swap(
        ("Have you eaten", "Are you well"),
        ("- mother: Have you eaten?", "- {who: mother, line: Have you eaten?, at: 1s}"),
    ),
    "shot.stabilise": swap(("effects: [", "stabilise: on\n        effects: [")),
    "shot.effects": swap(("MirrorX", "MirrorY")),
    "shot.overlays": swap(
        ("{footage: assets", "{overlays: [{picture: assets/photo.jpg}], footage: assets")
    ),
    "shot.sound": swap(
        ("{footage:", "{sound: off, footage:"), ("{footage:", "{sound: ambience, footage:")
    ),
    "shot.was": swap(("takes: 4", "was: street/x\n        takes: 4")),
    "shot.made": swap(
        ("takes: 4", "made: {by: sora, with: sora-2, words: $$5 rain, seed: 7}\n        takes: 4")
    ),
    "scene.slug": swap(("EXT. STREET - NIGHT", "INT.")),
    "member-of-the-cast.look": swap(("silver hair", "grey hair")),
    "member-of-the-cast.called": swap(("called: the mother", "called: she")),
    "member-of-the-cast.references": swap(("cast/mother.png", "cast/m.png")),
    "member-of-the-cast.voice": swap(("use: hibari", "use: finch")),
    "set.look": swap(("neon signs", "lamps")),
    "set.references": swap(("sets/street.png", "sets/s.png")),
    "generator.use": swap(("use: paint", "use: draw")),
    "generator.model": swap(("Wan2.2", "Wan2.1")),
    "generator.revision": swap(("revision: main", "revision: next")),
    "generator.patience": swap(("steps: 40", "patience: 3m\n    steps: 40")),
    "profile.size": swap(("640x360, generator:", "320x180, generator:"), profile="draft"),
    "profile.generator": swap(("generator: previs}", "generator: wan}"), profile="draft"),
    "profile.generators": swap(("{wan: previs}", "{wan: wan}"), profile="rough"),
    "profile.steps": swap(("steps: 50", "steps: 60"), profile="final"),
    "profile.slate": swap(("quality: master", "quality: master, slate: on"), profile="final"),
    "profile.quality": swap(("quality: master", "quality: draft"), profile="final"),
    "shot-in-the-cut.speed": swap(("speed: 0.5, ", "")),
    "shot-in-the-cut.ease": swap(("ease: ease-in", "ease: hold")),
    "shot-in-the-cut.between": swap(("between: mix", "between: flow")),
    "shot-in-the-cut.freeze": swap(("at: 2f, for: 3f", "at: 2f, for: 9f")),
    "shot-in-the-cut.reverse": swap(("in: 0.5s, trail", "reverse: on, in: 0.5s, trail")),
    "shot-in-the-cut.lead": swap(("trail: 1s", "lead: 1s")),
    "shot-in-the-cut.trail": swap(("kitchen: {length: 1s", "kitchen: {length: 1s, trail: 1s")),
    "shot-in-the-cut.sound": swap(("in: 0.5s, trail: 1s", "in: 0.5s, sound: off")),
    "entry-of-the-cut.title": swap((CARD + ": 2s", CARD + ": 3s")),
    "title.text": swap(("What If,\\n", "What")),
    "title.size": swap((CARD, 'Mother", size: 0.2, length')),
    "title.colour": swap((CARD, 'Mother", colour: red, length')),
    "title.background": swap((CARD, 'Mother", background: white, length')),
    "title.place": swap((CARD, 'Mother", place: top, length')),
    "title.fade": swap((CARD, 'Mother", fade: 6f, length')),
    "title.font": swap(
        ('"Chengdu, 1984"', '"Chengdu, 1984", font: a.ttf'), (CARD, 'Mother", font: a.ttf, length')
    ),
    **{
        f"title.{word}": swap((CARD, f'Mother", {word}: {value}, length'))
        for word, value in {
            "kind": "lower-third",
            "align": "left",
            "safe": "action",
            "weight": "bold",
            "tracking": "0.1",
            "leading": "1.5",
            "outline": "black",
            "shadow": "hard",
            "box": "{round: 0.2}",
            "bar": "orange",
            "karaoke": "yellow",
            "slide": "left",
            "typed": "1s",
            "move": "roll",
        }.items()
    },
    "title.credits": swap(('text: "What If,\\nMother"', "credits: [{directed by: Ana}]")),
    "title.words": swap((CARD, 'Mother", karaoke: red, words: [0s, 1s], length')),
    "entry-of-the-cut.fade": swap(
        ("from: black", "from: white"), ("black, length: 12f", "black, length: 6f")
    ),
    **{
        f"entry-of-the-cut.{kind}": swap(("- dissolve: 12f", f"- {kind}: {shortly(kind)}"))
        for kind in TRANSITIONS
    },
    "transition.overlap": swap(("- dissolve: 12f", "- dissolve: {length: 12f, overlap: on}")),
    "soundtrack.music": swap(
        ("piano.wav", "p.wav"),
        ("-10dB", "-9dB"),
        ("[1s, 2s], d", "[1s, 1s], d"),
        (", duck: dialogue", ""),
        ("at: street/walk, g", "in: 1s, at: street/walk, g"),
    ),
    "soundtrack.ambience": swap(("under: street", "under: memory"), ("repeat: true, ", "")),
    "soundtrack.sfx": swap(("shoe@0.2s", "shoe@0.1s")),
    "soundtrack.dialogue": swap(("I kept", "We kept"), ("photo - 12f", "photo - 6f")),
    "voice-over.line": swap(("I kept", "We kept")),
    "voice-over.file": swap(("photo - 12f", "photo - 12f, file: assets/rain.wav")),
    "voice-over.fade": swap(("{file: assets/said.wav", "{fade: 1s, file: assets/said.wav")),
    "voice-over.in": swap(("{file: assets/said.wav", "{in: 29s, file: assets/said.wav")),
    "voice-over.length": swap(("{file: assets/said.wav", "{length: 1s, file: assets/said.wav")),
    "voice-over.at": swap(("photo - 12f", "photo - 6f")),
    "voice-over.pan": swap(("{file: assets/said.wav", "{pan: -1, file: assets/said.wav")),
    "voice-over.through": swap(("{file: assets/said.wav", "{through: wall, file: assets/said.wav")),
    "voice-over.gain": swap(("photo - 12f", "photo - 12f, gain: 3dB")),
    "deliverable.chapters": swap(("{cut: teaser}", "{cut: teaser, chapters: on}")),
    "deliverable.at": swap(
        ("{at: street/walk}", "{at: street/walk + 1f}"), ("{at: street/walk}", "{at: memory/photo}")
    ),
    "deliverable.as": swap(("poster.jpg: {at: street/walk}", "poster.jpg: {as: contact}")),
    "deliverable.codec": swap(("codec: h264, q", "codec: h265, q")),
    "deliverable.depth": swap(("{codec: h265}", "{codec: h265, depth: 10}")),
    "deliverable.platform": swap(("{size: 720x1280, fit: crop}", "{platform: tiktok}")),
    "deliverable.channels": swap(("quality: high", "quality: high, channels: surround")),
    "deliverable.loudness": swap(("quality: high", "quality: high, loudness: -20")),
    "deliverable.crf": swap(("quality: high", "quality: high, crf: 20")),
    "deliverable.bitrate": swap(("quality: high", "quality: high, bitrate: 8M")),
    "deliverable.max_size": swap(("quality: high", "quality: high, max_size: 8MB")),
    "deliverable.slate": swap(("quality: high", "quality: high, slate: on")),
    "deliverable.media": swap(
        ("film.otio: {media: h264}\n  film.edl: {media: h264}", "film.edl: {}")
    ),
    "deliverable.quality": swap(("quality: high", "quality: draft")),
    "deliverable.subtitles": swap(("quality: high", "quality: high, subtitles: on")),
    "deliverable.burn": swap(("quality: high", "quality: high, burn: on")),
    "deliverable.language": swap(("{language: de}", "{}")),
    "deliverable.cut": swap(("{cut: teaser}", "{}")),
    "deliverable.size": swap(("720x1280", "360x640")),
    "deliverable.stem": swap(("parts.wav: {}", "parts.wav: {stem: music}")),
    "deliverable.fit": swap(("fit: crop", "fit: pad")),
}


SAID = {
    "from": "from: bottom",
    "soft": "soft: 0.3",
    "reverse": "reverse: on",
    "centre": "centre: [0.1, 0.2]",
    "axis": "axis: vertical",
    "colour": "colour: blue",
    "image": "image: assets/other.png",
}
LOOKS = {f"{kind}.{name}": SAID[name] for kind, of in TRANSITIONS.items() for name in of.words}


@pytest.mark.parametrize("place", LOOKS)
def test_a_word_of_a_transition_counts_in_the_keys_that_the_reference_says(place):
    kind, name = place.split(".")
    image = "image: assets/photo.jpg, " if kind == "luma" else ""
    plain = f"- {kind}: {{{image}length: 12f}}"
    said = f"- {kind}: {{{'' if name == 'image' else image}{LOOKS[place]}, length: 12f}}"
    before = told(WHOLE.replace("- dissolve: 12f", plain, 1), None)
    after = told(WHOLE.replace("- dissolve: 12f", said, 1), None)
    assert {part for part in before if before[part] != after[part]} == set(
        keyed_as(place).split(", ")
    )


@pytest.mark.parametrize("place", EDITS)
def test_a_word_counts_in_the_keys_that_the_reference_says(place):
    found = {part for edit in EDITS[place] for part in changed(*edit)}
    assert ", ".join(each for each in EVERYTHING.split(", ") if each in found) == keyed_as(place)


def keyed_as(place: str) -> str:
    """What the table says of a place, in the order in which parts are told."""
    return ", ".join(
        sorted(filter(None, KEYED[place].split(", ")), key=EVERYTHING.split(", ").index)
    )


def test_every_line_of_the_table_is_tried_and_is_about_a_word():
    assert EDITS.keys() | LOOKS.keys() == KEYED.keys()
    known = {place for word in words() for place in (*word.dotted_names, word.field.name)}
    assert not [place for place in KEYED if place not in known]


def test_every_word_without_a_line_of_its_own_holds_others():
    assert [
        place
        for word in words()
        if keyed(word) is None and not maps_of(word.field.kind)
        for place in word.dotted_names
    ] == ["film.include"]


def test_the_file_is_made_from_the_vocabulary():
    kept = (Path(__file__).parents[2] / "schemas" / "LANGUAGE.md").read_text(encoding="utf-8")
    assert kept == reference_text(), "remake it: make schema"


def test_every_word_stands_in_the_file_with_its_meaning():
    text = reference_text()
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert len(rows) == sum(len(word.maps) for word in words())
    assert all(
        f"| `{word.field.name}` | " in text and word.field.about.replace("|", "\\|") in text
        for word in words()
    )


@pytest.mark.parametrize("word", words(), ids=lambda word: word.dotted_names[0])
def test_an_example_is_the_value_when_it_is_read(word):
    text = example_of(word.field)
    root = read_texts(Path("nowhere"), read=lambda path: text.encode()).root
    read_by_yaml = yaml.safe_load(text.replace(": on", ": true").replace(": off", ": false"))
    assert (
        word.field.example == read_by_yaml[word.field.name]
        or str(word.field.example) == root.entries[0].value.text
    )


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("camera", {"film.camera", "scene.camera", "shot.camera"}),
        ("shot.camera.move", {"camera.move"}),
        ("shots.camera.move", {"camera.move"}),
        ("grade.lut", {"grade.lut"}),
        ("deliver.codec", {"deliverable.codec"}),
        ("cut.dissolve", {"entry-of-the-cut.dissolve"}),
        ("scene.prompt", {"shot.prompt"}),
        ("shot.bpm", set()),
        ("move.camera", set()),
        ("camra", set()),
        ("", set()),
        (".", set()),
        ("shot.", set()),
    ],
)
def test_a_word_is_found_by_name_and_by_place(name, places):
    assert places <= {place for word in words_named(name) for place in word.dotted_names}
    assert bool(places) == bool(words_named(name))

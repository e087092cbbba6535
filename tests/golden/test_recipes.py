"""A golden of the numbers in code by which steps are made, beside the versions raised by hand.

They stand in no key: who changes one raises the version too, or old stores go on with what the old
one made. Every constant of plain values in the modules of a kind is held; a new one, or one that
went, takes `make goldens` alone.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

import numpy
import pytest

import vfc.generators.previs
from vfc.film.formats import Codec, Quality
from vfc.generators.previs.canvas import camera
from vfc.generators.previs.generator import Previs
from vfc.media import formats
from vfc.media.formats import ENCODERS, STEADY, key_frames
from vfc.media.video import compose
from vfc.media.video.transitions.mixing import Mixing
from vfc.recipes.kinds import (
    ENCODINGS,
    FINISH,
    FOOTAGE,
    GRADINGS,
    JOIN,
    LETTERING,
    MIXING,
    SCORE,
    SEGMENT,
    SHAPING,
    SOUND,
    STABILISATION,
    STILL,
    TRANSITION,
    VIDEO,
)
from vfc.store.objects import hash_bytes

GOLDEN = Path(__file__).parent / "recipes.json"
KEPT = "video.mezzanine"  # how pictures are kept
MODULES = {  # by kind: below vfc.media, whose constants decide its bytes
    "segments": ("colour.dither", "fit", "frames", "video.compose"),
    "grades": tuple(
        f"colour.{each}"
        for each in ("grade", "grain", "lookup", "lut", "optics", "points", "tones")
    ),
    "stabilisations": ("steady.path", "steady.tracking", "steady.warp", KEPT),
    "effects": ("effects.run", "effects.size", KEPT),
    "titles": (
        "lettering.emoji",
        "lettering.lines",
        "lettering.slate",
        "lettering.titles",
        "lettering.shaped.wrap",
    ),
    "shaping": tuple(
        f"lettering.shaped.{each}"
        for each in ("colours", "faces", "ink", "layout", "lines", "motion", "painting", "phrases")
    ),
    "sound": (
        "sound.duck",
        "sound.encode",
        "sound.filters",
        "sound.level",
        "sound.loudness",
        "sound.mix",
        "sound.peaks",
        "sound.samples",
        "sound.seams",
        "sound.stretch",
        "sound.track",
        "sound.treatments",
    ),
    "stills": (
        "colour.cicp",
        "colour.gamut",
        "colour.profiles",
        "colour.tonemap",
        "fit",
        "stills.deep",
        "stills.images",
        "stills.move",
        KEPT,
    ),
    "footage": (
        "colour.curves",
        "colour.gamut",
        "colour.tonemap",
        "fit",
        "footage.conform",
        "footage.decode",
        "footage.decoders",
        "footage.packets",
        "footage.plain",
        "stills.moving",
        KEPT,
    ),
    "joined": ("video.join", "video.match", KEPT),
    "scores": ("measure.likeness", "measure.meters", "measure.scores"),
    "mixing": tuple(
        f"video.transitions.{each}"
        for each in ("edges", "lights", "mixing", "morph", "moves", "torn")
    ),
}
VERSIONS = {
    "segments": SEGMENT.version,
    "grades": sum(GRADINGS.values()),
    "stabilisations": STABILISATION.version,
    "effects": FINISH.version,
    "titles": LETTERING.version,
    "shaping": SHAPING.version,
    "sound": SOUND.version,
    "stills": STILL.version,
    "footage": FOOTAGE.version,
    "joined": JOIN.version,
    "scores": SCORE.version,
    "film files": VIDEO.version,
    "transitions": TRANSITION.version,
    "mixing": MIXING.version,
    "previs": Previs.version,
}
# no byte
UNSEEN = {
    "BLOCK",
    "STRIP",
    "UNREAD",
    "SMALLEST_READABLE",
    "FORMATS",
    "LARGEST_JPEG",
    "MATRIX",
    "BACK",
}


def plain(value: object) -> object:
    """A constant as JSON that says the same on every machine; None of what is no plain value."""
    match value:
        case bool() | int() | float() | str():
            return value
        case Fraction() | bytes():
            return str(value)
        case re.Pattern():
            return value.pattern
        case numpy.ndarray() if numpy.iscomplexobj(value):
            return plain(numpy.stack([value.real, value.imag]))
        case numpy.ndarray():
            return numpy.round(value.astype(float), 6).tolist()
        case Mapping():
            return {
                str(key): each for key, inner in value.items() if (each := plain(inner)) is not None
            } or None
        case set() | frozenset():
            return sorted(map(str, value))
        case tuple() | list():
            return [plain(each) for each in value]
    return None


def constants(name: str) -> dict[str, object]:
    """The constants that a module assigns, by its last name and theirs."""
    module = importlib.import_module(name)
    lines = re.findall(
        r"^([A-Z][A-Z0-9_]*(?:, [A-Z][A-Z0-9_]*)*)(?:: [^=]*)? = ",
        Path(module.__file__).read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    found = {
        each: plain(getattr(module, each))
        for line in lines
        for each in line.split(", ")
        if each not in UNSEEN
    }
    return {
        f"{name.rpartition('.')[2]}.{each}": value
        for each, value in found.items()
        if value is not None
    }


def encoders() -> dict[str, dict[str, object]]:
    """How each codec is told to encode."""
    return {
        f"encoding {name}": {
            # what stands for one kind of processor is the machine's
            f"{name} {quality}": repr(
                (each.encoder, each.options(quality, key_frames(Fraction(24))), each.pixels)
            ).replace(STEADY or "\0", "")
            for quality in Quality
        }
        for name, each in (
            *ENCODERS.items(),
            *((f"{name} of ten bits", each) for name, each in formats.DEEP.items()),
        )
    }


def muxers() -> dict[str, object]:
    """How each container is told to lay its file out, at 24 pictures a second with sound."""
    return {
        f"container {ending}": {
            "muxer": each.name,
            "options": each.options(24000, 48000),
            "clock": str(each.clock),
        }
        for ending, each in formats.MUXERS.items()
    }


def mixes() -> dict[str, object]:
    """What a dissolve makes of two small pictures, a ramp up and one down, at three moments; of the
    others, which libraries draw, `tests/media/video/test_transitions.py` holds strips.
    """
    outgoing = numpy.linspace(16, 232, 12 * 8).astype(numpy.uint8).reshape(12, 8)
    incoming = numpy.ascontiguousarray(outgoing[::-1])
    mixed = {
        f"{part:.2f}": compose.MIXES["dissolve"](
            Mixing(outgoing=outgoing, incoming=incoming, part=part)
        )
        for part in (1 / 7, 3 / 7, 6 / 7)  # no level lies midway between two
    }
    return {
        "transition dissolve": {
            part: " ".join(map(str, made.reshape(-1).tolist())) for part, made in mixed.items()
        }
    }


def previs() -> dict[str, object]:
    """The digest of each module's constants: what it draws with are thousands."""
    names = [
        each.name
        for each in pkgutil.walk_packages(vfc.generators.previs.__path__, "vfc.generators.previs.")
        if not each.ispkg
    ]
    found = {name.removeprefix("vfc.generators.previs."): constants(name) for name in names}
    return {
        name: hash_bytes(json.dumps(each, sort_keys=True).encode())[:16]
        for name, each in found.items()
        if each
    }


def together(modules: Iterable[str]) -> dict[str, object]:
    """The constants of several modules below vfc.media."""
    return {
        name: value
        for module in modules
        for name, value in constants(f"vfc.media.{module}").items()
    }


def recipes() -> dict[str, dict[str, object]]:
    """By kind: the version that its keys carry, and the numbers that it stands for."""
    found = {kind: together(modules) for kind, modules in MODULES.items()} | {"previs": previs()}
    found |= {"film files": muxers(), "transitions": mixes()} | encoders()
    versions = VERSIONS | {f"encoding {codec}": ENCODINGS.get(codec, 1) for codec in Codec}
    versions |= {f"encoding {codec} of ten bits": versions[f"encoding {codec}"] for codec in Codec}
    return {
        kind: {"version": versions[kind], "recipe": json.loads(json.dumps(recipe))}
        for kind, recipe in found.items()
    }


def changed(now: Mapping, before: Mapping) -> list[str]:
    """The names whose values are another than they were under the same version."""
    if now["version"] != before["version"]:
        return []
    return [
        name for name, value in before["recipe"].items() if now["recipe"].get(name, value) != value
    ]


def test_a_changed_number_comes_with_a_raised_version(remake):
    found, held = recipes(), json.loads(GOLDEN.read_text()) if GOLDEN.exists() else {}
    for kind, each in found.items():
        names = changed(each, held.get(kind, each))
        assert not names, (
            f"{', '.join(names)} decides {kind} and has changed: raise its version (vfc/recipes; "
            f"of previs in its generator), so that old stores make them anew"
        )
    if remake:
        GOLDEN.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    assert found == json.loads(GOLDEN.read_text()), "remake with `make goldens`"


@pytest.mark.parametrize(
    ("module", "name", "value", "kind"),
    [
        ("sound.duck", "SPEECH", 0.02, "sound"),
        ("sound.level", "LOOK", 1.0, "sound"),
        ("lettering.titles", "LEADING", 1.5, "titles"),
        ("stills.move", "ZOOM", 1.3, "stills"),
        ("footage.plain", "SD_LINES", 480, "footage"),
        ("video.match", "MOST", 3.0, "joined"),
        ("measure.meters", "BLOWN", 240, "scores"),
        ("colour.grain", "DEEPEST", 0.5, "grades"),
        ("video.mezzanine", "NEAR", {"crf": "30"}, "footage"),
        ("video.transitions.moves", "WHIP", 5, "mixing"),
    ],
)
def test_the_golden_sees_each_kind(monkeypatch, module, name, value, kind):
    before = recipes()
    monkeypatch.setattr(importlib.import_module(f"vfc.media.{module}"), name, value)
    assert changed(recipes()[kind], before[kind]) == [f"{module.rpartition('.')[2]}.{name}"]


def test_the_golden_sees_previs(monkeypatch):
    before = recipes()["previs"]
    monkeypatch.setattr(camera, next(iter(constants(camera.__name__))).rpartition(".")[2], 12345.0)
    assert changed(recipes()["previs"], before) == ["canvas.camera"]


def test_the_golden_sees_containers(monkeypatch):
    before = recipes()["film files"]
    row = formats.MUXERS["mov"]._replace(
        options=lambda pictures, film: {"movflags": "+frag_keyframe"}
    )
    monkeypatch.setattr(formats, "MUXERS", formats.MUXERS | {"mov": row})
    assert changed(recipes()["film files"], before) == ["container mov"]


def test_the_golden_sees_transitions(monkeypatch):
    before = recipes()["transitions"]
    cut = {"dissolve": lambda mixing: mixing.incoming if mixing.part > 0.5 else mixing.outgoing}
    monkeypatch.setattr(compose, "MIXES", compose.MIXES | cut)
    assert changed(recipes()["transitions"], before) == ["transition dissolve"]

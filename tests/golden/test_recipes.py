"""A golden of the numbers in code by which segments and kept pictures are made, beside the versions raised by hand.

They stand in no key: who changes one raises the version too, or old stores go on with what the old one made.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

from vfc.film.timing import Size
from vfc.generators.previs.generator import Previs
from vfc.media.colour import grade
from vfc.media.video import mezzanine
from vfc.media.video.encode import ENCODERS, H264, EncodeSettings
from vfc.recipes.kinds import FINISH, FOOTAGE, JOIN, SEGMENT, STILL

GOLDEN = Path(__file__).parent / "recipes.json"


def _encoders() -> dict[str, object]:
    wanted = [EncodeSettings(size=Size(1280, 720), rate=Fraction(24), codec=codec, quality=quality)
              for codec in ENCODERS for quality in H264]
    return {f"{each.codec} {each.quality}": repr(ENCODERS[each.codec](each)) for each in wanted}


def _numbers(module, *names: str) -> dict[str, str]:
    return {name: str(getattr(module, name)) for name in names}


def recipes() -> dict[str, dict[str, object]]:
    """By kind: the versions that its keys carry, and the numbers that these stand for."""
    grading = _numbers(grade, "LUMA", "SPARE", "DEEPEST", "PIVOT", "OF_LUMA")
    kept = [Previs.version, FOOTAGE.version, STILL.version, JOIN.version, FINISH.version]
    return {"segments": {"versions": [SEGMENT.version], "recipe": _encoders() | grading},
            "effects": {"versions": [FINISH.version], "recipe": grading},
            "kept pictures": {"versions": kept, "recipe": _numbers(mezzanine, "GROUP", "NEAR")}}


def test_a_changed_number_comes_with_a_raised_version(remake):
    found, held = recipes(), json.loads(GOLDEN.read_text()) if GOLDEN.exists() else {}
    for kind, each in found.items():
        before = held.get(kind, each)
        assert each["recipe"] == before["recipe"] or each["versions"] != before["versions"], \
            f"what decides {kind} has changed: raise its version (vfc/recipes/kinds.py): old stores make them anew"
    if remake:
        GOLDEN.write_text(json.dumps(found, indent=1) + "\n")
    assert found == json.loads(GOLDEN.read_text()), "remake with `make goldens`"

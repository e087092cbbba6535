"""Plans of films of a few lines, made without a disk, by a generator that can do what the test
says.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.language.resolving import film_of
from vfc.film.model import Film
from vfc.generators.api import Generator
from vfc.planning.collector import Collector
from vfc.planning.pictures import Pictures, PlannedGenerator
from vfc.planning.plan import make_plan
from vfc.recipes.kinds import Tools
from vfc.recipes.params import GeneratedParams, JoinParams
from vfc.recipes.step import Plan, Step
from vfc.testing import Flat

ALL = ("first", "last", "cards", "remix", "extend", "extend-start", "blend", "loop")
SMALL = ("first", "last", "remix")


def film(*shots: str, around: str = "", cut: str = "", handles: str = "0f") -> Film:
    """A film of one scene `s` whose shots are called `a`, `b`, ... and hold these words."""
    held = "".join(
        f"      {name}: {{{words}}}\n" for name, words in zip("abcdefgh", shots, strict=False)
    )
    text = f"title: T\nformat: {{size: 64x36, rate: 24}}\nhandles: {handles}\n{around}"
    return film_of(f"{text}scenes:\n  s:\n    shots:\n{held}{cut and f'cut: {cut}'}\n")


def flat(makes: Iterable[str] = (), **can: Any) -> dict[str, PlannedGenerator]:
    """What the names of a film's generators stand for: one of plain colours, with these
    abilities.
    """
    return by(Flat(makes=makes, **can))


def by(generator: Generator, **more: Any) -> dict[str, PlannedGenerator]:
    """Likewise for any generator."""
    return dict.fromkeys(
        ("previs", "paint"), PlannedGenerator(version=1, generator=generator, **more)
    )


def plan(film: Film, makes: Iterable[str] = (), tools: Tools = Tools(), **more: Any) -> Plan:
    """The plan of a film; what `make_plan` takes goes there, the rest are abilities."""
    told = {
        name: more.pop(name) for name in ("locked", "only", "everything", "scores") if name in more
    }
    return make_plan(film, more.pop("generators", None) or flat(makes, **more), tools, **told)


def pictures(film: Film, **more: Any) -> Pictures:
    """What plans the takes of a film, without its cut."""
    pins = more.pop("pins", {})
    return Pictures(
        film, more.pop("generators", None) or flat(**more), Collector(Tools(), {}), pins
    )


def asked(found: Plan, shot: str = "s/b") -> list[Step]:
    """The steps in which a generator makes the first take of a shot, in their order."""
    return [
        step
        for step in found.steps
        if isinstance(step.params, GeneratedParams) and step.name.split(" ")[0] == f"{shot}#1"
    ]


def requests(found: Plan, shot: str = "s/b") -> list[GeneratedParams]:
    """What the generator is asked for in them."""
    return [step.params for step in asked(found, shot)]


def joint(found: Plan, shot: str = "s/b") -> JoinParams:
    """How the first take of a shot is joined."""
    params = found.by_key()[found.takes[f"{shot}#1"]].params
    assert isinstance(params, JoinParams)
    return params

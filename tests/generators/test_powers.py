"""What a generator may have beside what every one has: each power by itself, and in one that hands
on another's.
"""

from __future__ import annotations

import socket
from fractions import Fraction
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from vfc.film.model import Prompt
from vfc.film.timing import Size
from vfc.generators.api import Model, Reading, Request, Stage, StageKind, Standing
from vfc.generators.registry import Guarded, Registry
from vfc.generators.wire import Wire
from vfc.testing import Flat

MODEL = Model(revision="abc", weights=(("w", "1"),))
READING = Reading(understood=(("place", "kitchen"),), missed=("gribble",))
REQUEST = Request(
    prompt=Prompt(words="x"), size=Size(2, 2), rate=Fraction(24), frames=1, length=1, seed=1
)
STANDING = Standing(commit="abc", folder=None, size=1, here=1, missing=())


class Weighty(Flat):
    def model(self, options):
        return MODEL


class Fetching(Flat):
    def standing(self, options):
        return STANDING

    def fetch(self, options, told, fresh=False):
        told("w", 1, 1)


class Telling(Flat):
    def note(self, options, size, frames):
        return f"{frames} at {size}"


class Wide(Flat):
    def lanes(self, options):
        return 3


class Placed(Flat):
    def environment(self):
        return {"card": "none"}


class Grainy(Flat):
    near = True


class Crediting(Flat):
    credits = "Art by A"


class Literate(Flat):
    def reading(self, request):
        return READING


class HandingOn:
    """Another generator under its own name, asked for all but that."""

    def __init__(self, other: Flat):
        self.other, self.name = other, "handing"

    def __getattr__(self, name: str):
        return getattr(self.other, name)


def powers(guarded: Guarded) -> tuple:
    return (
        guarded.model(()),
        guarded.standing(()),
        guarded.note((), Size(4, 2), 8),
        guarded.lanes(()),
        dict(guarded.environment()),
        guarded.near,
        guarded.credits,
        guarded.reading(REQUEST),
    )


NONE = (None, None, "", 1, {}, False, "", None)


@pytest.mark.parametrize("handed", [False, True])
@pytest.mark.parametrize(
    ("kind", "place", "has"),
    [
        (Flat, 0, None),
        (Weighty, 0, MODEL),
        (Fetching, 1, STANDING),
        (Telling, 2, "8 at 4x2"),
        (Wide, 3, 3),
        (Placed, 4, {"card": "none"}),
        (Grainy, 5, True),
        (Crediting, 6, "Art by A"),
        (Literate, 7, READING),
    ],
)
def test_each_power_stands_by_itself(kind, place, has, handed):
    registry = Registry([])
    registry.add(HandingOn(kind()) if handed else kind("handing"))
    assert powers(registry.get("handing")) == (*NONE[:place], has, *NONE[place + 1 :])


def test_where_the_film_lies_is_said_to_who_asks_for_it():
    class Asking(Flat):
        folder = digest = None

    asking, silent = Asking("asking"), Flat("silent")
    registry = Registry([])
    registry.add(asking)
    registry.add(silent)
    registry.set_film_folder(Path("film"), str)
    assert (asking.folder, asking.digest) == (Path("film"), str) and not hasattr(silent, "folder")


@pytest.mark.parametrize("uses", [(), ("embed",)])
def test_a_stage_is_of_a_kind_that_there_is(uses):
    request = Request(
        prompt=Prompt(), size=Size(2, 2), rate=Fraction(24), frames=1, length=1, seed=1
    )
    stage = Stage(kind="picture", request=request, uses=uses)
    assert stage.kind is StageKind.PICTURE and all(type(each) is StageKind for each in stage.uses)
    one, other = socket.socketpair()
    Wire(one, plain=False).send(("answer", stage))
    (_, found), _ = Wire(other, plain=True).receive()
    assert found == stage and found.kind is StageKind.PICTURE
    with pytest.raises(ValueError, match="pictures"):
        Stage(kind="pictures", request=request)
    one.close()
    other.close()


def test_a_package_that_is_installed_without_its_metadata_is_named_by_its_module():
    """The backport of importlib.metadata, which keyring brings, raises for such a one."""

    class Bare:
        @property
        def name(self):
            raise FileNotFoundError("No package metadata was found.")

    point = EntryPoint("flat", "vfc.testing:Flat", "vfc.generators")
    vars(point).update(dist=Bare())
    assert Registry([point]).package("flat") == "vfc.testing:Flat"

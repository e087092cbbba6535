"""All that a generator imports: what it can do, what it is asked for, and what it is handed.

A generator is a class with a `name`, an integer `version` raised by hand when its pictures change,
and four methods. It is found through the entry point group `vfc.generators`; one that a package
brings works in a process of its own. It receives and returns frames, never paths of media. Frames
are numpy arrays, `(height, width, 3)` uint8 sRGB.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeGuard, TypeVar

from vfc.film.keyed import left_out
from vfc.film.model import AdapterKind, Camera, Line, Options, Prompt
from vfc.film.timing import Size
from vfc.generators.abilities import ABILITIES as ABILITIES
from vfc.generators.abilities import Abilities as Abilities
from vfc.generators.services import HasPrice as HasPrice
from vfc.generators.services import IsElsewhere as IsElsewhere
from vfc.generators.services import OfferedModel as OfferedModel
from vfc.generators.services import Price as Price

if TYPE_CHECKING:
    import numpy

ENTRY_POINTS = "vfc.generators"

Power = TypeVar("Power")


# where a model's revision is known, these say only where it lies
MODEL_OPTIONS = ("model", "revision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The weights that a generator works with: their `revision`, which counts in the key (a hub's
    commit, or one digest of a folder's files), and each file's name and digest, which the lock
    holds.
    """

    revision: str
    weights: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a model stands on this disk: its `commit` ('' where it is not known, or of a folder), the
    `folder` that its files lie in, bytes in all (None where they are not known) and those that are
    here, the names of what is missing.
    """

    commit: str
    folder: Path | None
    size: int | None
    here: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Frames that come with a request under a role, and how many.

    `first`: the frame to begin with. `last`: the frame to end on, the last that is yielded. `tail`:
    frames of the picture before; the first frames that are yielded are these again, as the
    generator says them, and are cut off. `head`: likewise the last frames that are yielded. `of`:
    the clip to say anew, as long as what is to be yielded. `from`, `into`: of a blend or a loop,
    the frames that come before and after; the first frame that is yielded is the last of `from`,
    the last is the first of `into`, and both are cut off. `card n`: the picture of the n-th card.
    `reference n`, `style n`: pictures of people and places, and of a style, in their own sizes; all
    others come in the request's size.
    """

    role: str
    frames: int = left_out(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedCard:
    """A card of a storyboard: from `frame` on, these words; its picture, if any, comes as the input
    `card n`.

    A generator that is asked for `keyframes` alone gets cards without words, and shows each picture
    at its frame.
    """

    frame: int
    words: str = left_out("")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterUse:
    """A style adapter and its weight; its file comes as the input `adapter n`, a path.

    The image encoder of one that looks at the pictures `style n` comes as `adapter n encoder`.
    """

    kind: AdapterKind
    weight: float


class Verb(StrEnum):
    """What a generator is asked to do: to make pictures from words (with whatever inputs), or to
    work on those of another take.
    """

    WORDS = ""
    REMIX = "remix"
    BLEND = "blend"
    LOOP = "loop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What one take's picture, or a part of it, must be; all of it counts in the key.

    `frames` are the frames to yield, on the generator's grid, handles with them; `length` are those
    of the shot itself, over which a camera move runs. `cast` are the looks of the people mentioned,
    in order. `inputs` are the frames that come with the verb.
    """

    prompt: Prompt
    camera: Camera = left_out(Camera(framing="", angle="", move=""))
    cast: tuple[str, ...] = left_out(())
    size: Size
    rate: Fraction
    frames: int
    length: int
    seed: int
    options: Options = left_out(())
    lines: tuple[Line, ...] = left_out(())
    verb: Verb = left_out(Verb.WORDS)
    inputs: tuple[Input, ...] = left_out(())
    cards: tuple[TimedCard, ...] = left_out(())
    adapters: tuple[AdapterUse, ...] = left_out(())
    strength: float = left_out(0.0)  # of a remix: 0 the source, 1 a new shot
    curve: str = left_out("")  # of a blend


class Clip(Protocol):
    """The frames of an input, in order, read as they are asked for; each `(height, width, 3)` uint8
    sRGB.
    """

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[numpy.ndarray]: ...

    def __getitem__(self, index: int) -> numpy.ndarray: ...


def clips_of(inputs: Mapping[str, Clip | Path]) -> dict[str, Clip]:
    """The frames among a stage's inputs, by role."""
    return {role: each for role, each in inputs.items() if not isinstance(each, Path)}


def paths_of(inputs: Mapping[str, Clip | Path]) -> dict[str, Path]:
    """The files among a stage's inputs, by role: adapters', and those of the stages that it
    uses.
    """
    return {role: each for role, each in inputs.items() if isinstance(each, Path)}


# The generators that say where in their pictures the subject is, each with the version of how.
SUBJECTS: Mapping[str, int] = {"previs": 1}


class StageKind(StrEnum):
    """What a stage makes: `picture` is the last; `embed` or `latents` lead to it, `audio` is the
    shot's sound.

    `original` is a file of media as somebody else's machine made it. A `picture` and an `audio`
    that use one are conformed from it by vfc, at no cost, and are not asked of the generator.
    """

    ORIGINAL = "original"
    EMBED = "embed"
    LATENTS = "latents"
    AUDIO = "audio"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of making a picture: its kind (or the word for it; ValueError for another), its
    request.

    The request holds what the stage depends on, and nothing else, so that stages that would make
    the same are one step: an `embed` of a text leaves size, frames, seed and inputs at nothing.
    `uses` are kinds of earlier stages. A stage that can run beside the others has a `pool` of its
    own.
    """

    kind: StageKind
    request: Request
    uses: tuple[StageKind, ...] = ()
    pool: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", StageKind(self.kind))
        object.__setattr__(self, "uses", tuple(map(StageKind, self.uses)))


class Entries(Protocol):
    """What was written down of the requests of the step of a `key` and a `label`, line by line: on
    the disk before `add` returns, kept beyond the step's end, and not collected with what is
    scratch.
    """

    key: str
    label: str

    def read(self) -> list[dict[str, Any]]:
        """All lines, oldest first."""
        ...

    def all(self) -> Iterator[list[dict[str, Any]]]:
        """The lines of each step of the store, those of this one among them."""
        ...

    def turn(self, service: str, per_minute: int) -> float:
        """Take a turn of a service that bears so many requests a minute: 0, or the seconds until
        one is free.
        """
        ...

    def add(self, event: str, **facts: Any) -> None:
        """Write a line down; StoreError where the disk refuses."""
        ...


class Context(Protocol):
    """What a running generator is handed: a scratch folder kept by key, progress, and
    cancellation.
    """

    @property
    def scratch(self) -> Path:
        """A folder of this step's own that outlives a killed build; checkpoints live there."""
        ...

    @property
    def environment(self) -> dict[str, str]:
        """What the step was made on, to be filled in: kept beside the artifact, and no part of its
        key.
        """
        ...

    def progress(self, done: int, total: int) -> None:
        """Tell how far the step is; raises `vfc.errors.Stopped` once the user has stopped the
        build.
        """


class WaitingContext(Context, Protocol):
    """What a running generator is handed whose pictures somebody else's machine makes."""

    @property
    def journal(self) -> Entries:
        """What was asked of others for this step, before and now."""
        ...

    @property
    def again(self) -> bool:
        """Whether somebody said that it is to be asked for anew, whatever was asked before."""
        ...

    def waiting(self, text: str) -> None:
        """Tell what the step waits for; raises `vfc.errors.Stopped` once the user has stopped the
        build.
        """


class Generator(Protocol):
    """What makes pictures. `abilities` and `stages` are pure and import nothing heavy.

    What it may have beside these are the protocols below, each by itself: one that works with
    models of a film's choice has `HasModel`, `FetchesModels` and `ReadsFilmFiles`.
    """

    name: str
    version: int

    def abilities(self, options: Options) -> Abilities:
        """What it can do with these options."""
        ...

    def stages(self, request: Request, abilities: Abilities) -> tuple[Stage, ...]:
        """The steps that lead to the picture; the last is of kind `picture`.

        They follow from the request and from the abilities as they were locked, not from what is
        installed.
        """
        ...

    def run(
        self, stage: Stage, inputs: Mapping[str, Clip | Path], context: Context
    ) -> Iterator[numpy.ndarray | bytes]:
        """Yield the frames of a `picture`, each `(height, width, 3)` uint8 sRGB; of an `original`
        the bytes of its file; of another stage the bytes of a safetensors file.

        That of `audio` holds `samples`, (channels, samples) float32 from -1 to 1, and its metadata
        their `rate`.

        `inputs` are those of the stage's request by role (an adapter's is a path), and the files of
        the stages that it uses by their kind.
        """
        ...

    def close(self) -> None:
        """Let go of models and memory."""


class ReadsFilmFiles(Protocol):
    """Is told the film's `folder`, and by what the `digest` of a file's bytes is remembered between
    builds, before anything else is called.
    """

    folder: Path | None
    digest: Callable[[Path], str] | None


class HasModel(Protocol):
    """Works with a model of the film's choice."""

    def model(self, options: Options) -> Model | None:
        """The weights that the options name; None where they name none."""
        ...


class FetchesModels(Protocol):
    """Can bring the models that films choose: `vfc models`."""

    def standing(self, options: Options) -> Standing | None:
        """How the model that the options name stands on this disk; None where they name none."""
        ...

    def fetch(
        self, options: Options, report: Callable[[str, int, int], None], fresh: bool = False
    ) -> None:
        """Bring what lacks of it, with `fresh` of what its branch is now; `report` hears a file's
        name, bytes here and in all.
        """


class HasNote(Protocol):
    """Estimates how it will go about a picture here; a plan prints it."""

    def note(self, options: Options, size: Size, frames: int) -> str:
        """A line on a picture of this size; '' where there is nothing to say."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is read in words: pairs of a field (`place`, `people`) and its text; what is missed."""

    understood: tuple[tuple[str, str], ...] = ()
    missed: tuple[str, ...] = ()


class ReadsWords(Protocol):
    """Draws by the meaning of words; `vfc show` and `vfc check` tell what it reads."""

    def reading(self, request: Request) -> Reading: ...


class HasLanes(Protocol):
    """Makes several pictures at once, such as one on each card."""

    def lanes(self, options: Options) -> int:
        """How many at once here."""
        ...


class HasEnvironment(Protocol):
    """Says what it works on now, as a context's `environment` is filled in: card, driver,
    versions.
    """

    def environment(self) -> Mapping[str, str]:
        """Fact by fact."""
        ...


class HasBuild(Protocol):
    """Is sure to draw the same only with one build of the libraries that it draws with: `build`
    names it, and counts in the keys of pictures that cost nothing.
    """

    @property
    def build(self) -> str:
        """Such as `opencv 5.0.0 numpy 2.4.6`; read without importing what it names."""
        ...


class HasCredits(Protocol):
    """Draws with art of others, whose licence asks that they are named: `credits` says so in the
    film's file.
    """

    credits: str


class KeepsNear(Protocol):
    """With `near` its pictures, where they cost nothing, may be kept at about 50 dB in half the
    bytes.
    """

    near: bool


def has_power(generator: object, power: type[Power]) -> TypeGuard[Power]:
    """Whether a generator has all that a protocol above names, however it comes by it: `isinstance`
    does not see what one hands on from another by `__getattr__`, from Python 3.12 on.
    """
    names = {*vars(power), *power.__annotations__}
    return all(hasattr(generator, name) for name in names if not name.startswith("_"))


class PictureGenerator:
    """A base for generators of one stage and no inputs: subclasses give `name`, `version`,
    `frames(request, context)`.
    """

    name = ""
    version = 1

    def abilities(self, options: Options) -> Abilities:
        """Plain words, any size and length, at no cost."""
        return Abilities()

    def stages(self, request: Request, abilities: Abilities) -> tuple[Stage, ...]:
        """One stage, the picture."""
        return (Stage(kind=StageKind.PICTURE, request=request),)

    def run(
        self, stage: Stage, inputs: Mapping[str, Clip | Path], context: Context
    ) -> Iterator[numpy.ndarray]:
        """Yield what `frames` yields, `(height, width, 3)` uint8 sRGB, telling the progress."""
        for index, frame in enumerate(self.frames(stage.request, context)):
            context.progress(index, stage.request.frames)
            yield frame

    def frames(self, request: Request, context: Context) -> Iterator[numpy.ndarray]:
        """Yield `request.frames` frames of `request.size`, each `(height, width, 3)` uint8 sRGB, 0
        to 255; NotImplementedError of a generator that does not say how.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Nothing to let go of."""

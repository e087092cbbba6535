"""What may stand in a place of the text: the kinds of value of which the vocabulary is made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from vfc.film.datarate import BITRATE, BYTES
from vfc.film.languages import TAG_PATTERN
from vfc.language.yaml.node import Form

TEXT_TYPES = ("string", "number", "boolean")  # `title: 1917` and a line `true` are text as well
# YAML 1.1 reads the timecode 1:00:00:00 as this number, and later ones as greater
SEXAGESIMAL = 216_000

# as YAML has it
Example: TypeAlias = "Mapping[str, Example] | Sequence[Example] | str | float | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalarKind:
    """A value in one piece: `what` it is ("a time") and an example of what to `write`.

    `types` are JSON's. `pattern` holds for text, `low` and `high` for numbers; `words` are all that
    may stand, `known` those that are understood among others. `quantity` marks numbers and times,
    whose example a hint gives.
    """

    form: ClassVar = Form.SCALAR  # what it is written as
    what: str
    write: str
    types: tuple[str, ...] = ("string",)
    pattern: str = ""
    low: float | None = None
    high: float | None = None
    words: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The words that a pattern of nothing but words names: `^(black|white)$`."""
        return (
            tuple(re.findall(r"[a-z]+", self.pattern))
            if re.fullmatch(r"\^\(?[a-z|]+\)?\$", self.pattern)
            else ()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """A list of `item`, of at least `least` and, where given, at most `most`."""

    form: ClassVar = Form.LIST
    item: ValueKind
    what: str
    write: str
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOf:
    """A map whose keys are the author's: names, times, file names. `reserved` are keys that mean
    something else.
    """

    form: ClassVar = Form.MAP
    key: ScalarKind
    value: ValueKind
    what: str
    write: str
    reserved: tuple[str, ...] = ()
    about: str = ""  # of a value


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One word of the language: its kind, what it means in a sentence, and an example."""

    name: str
    kind: ValueKind
    about: str
    required: bool = False
    default: Example = None
    example: Example = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A map with the language's own words as keys.

    `rest` is the kind of keys that are the author's beside them, `rest_key` what such a key must
    be. `either` are keys of which exactly one stands. `single`: the whole map holds one key.
    `empty`: nothing at all will do as well.
    """

    form: ClassVar = Form.MAP
    name: str  # "a shot"
    fields: tuple[Field, ...]
    what: str = "a map"
    write: str = "{}"
    rest: ValueKind | None = None
    rest_key: ScalarKind | None = None
    either: tuple[str, ...] = ()
    together: tuple[tuple[str, str], ...] = ()  # with the first goes the second
    single: bool = False
    empty: bool = False
    table: dict[str, Field] = field(init=False, compare=False, repr=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", {each.name: each for each in self.fields})


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """One of several kinds that YAML tells apart: at most one scalar, one list, one map."""

    kinds: tuple[Single, ...]
    what: str

    @property
    def write(self) -> str:
        """The first kind's example."""
        return self.kinds[0].write


Single = ScalarKind | ListOf | MapOf | Fields
ValueKind = Single | Either


def chosen(kind: ValueKind, form: Form) -> Single | None:
    """The alternative of `kind` that a value of a form is meant as, or None."""
    kinds = kind.kinds if isinstance(kind, Either) else (kind,)
    for each in kinds:
        if each.form is form:
            return each
    return None


# ── kinds that many words share ────────────────────────────────────────────────────────────────

NAME_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SHOT_PATTERN = r"^[a-z0-9-]+/[a-z0-9-]+(#[1-9][0-9]*)?$"
ENTRY_PATTERN = r"^[a-z0-9-]+(/[a-z0-9-]+(#[1-9][0-9]*)?)?$"
_NUMBER = r"([0-9]+(\.[0-9]+)?|[0-9]+/[0-9]+)"
TIME_PATTERN = (
    rf"^\s*({_NUMBER}\s*(f|s|ms|m|frames?|beats?)|[0-9]+\s*m\s*[0-9]+(\.[0-9]+)?\s*s"
    r"|[0-9]{1,2}:[0-9]{2}:[0-9]{2}[:;][0-9]{2,3})\s*$"
)
COLOURS = {
    "black": "#000000",
    "white": "#ffffff",
    "grey": "#808080",
    "red": "#ff0000",
    "green": "#008000",
    "blue": "#0000ff",
    "yellow": "#ffff00",
    "orange": "#ffa500",
}
COLOUR_PATTERN = rf"^({'|'.join(COLOURS)}|#[0-9a-fA-F]{{6}})$"

TEXT = ScalarKind(what="text", write="a few words", types=TEXT_TYPES)
PROSE = ScalarKind(what="text", write="a street at night", types=TEXT_TYPES)
NAME = ScalarKind(
    what="a name: lower case letters, digits and hyphens",
    write="night-street",
    types=TEXT_TYPES,
    pattern=NAME_PATTERN,
)
PATH = ScalarKind(what="the path of a file", write="assets/photo.jpg", types=("string", "number"))
TIME = ScalarKind(
    what="a time",
    write="4s, 60f, 00:00:04:12 or, with a tempo, 2 beats",
    types=("string", "integer"),
    pattern=TIME_PATTERN,
    low=SEXAGESIMAL,
)
BITS = ScalarKind(what="a number of bits a second, in k or M", write="8M", pattern=BITRATE)
FILE_SIZE = ScalarKind(what="the size of a file, in kB, MB or GB", write="8MB", pattern=BYTES)
TIMECODE = ScalarKind(
    what="a timecode",
    write="01:00:00:00",
    types=("string", "integer"),
    pattern=r"^\s*[0-9]{1,2}:[0-9]{2}:[0-9]{2}[:;][0-9]{2,3}\s*$",
    low=SEXAGESIMAL,
)
PATIENCE = ScalarKind(
    what="a number of seconds, minutes or hours", write="30m", pattern=r"^[1-9][0-9]{0,4}[smh]$"
)
SIZE = ScalarKind(
    what="width and height in pixels",
    write="1280x720",
    pattern=r"^\s*[0-9]{1,5}\s*[x×]\s*[0-9]{1,5}\s*$",
)
RATE = ScalarKind(
    what="a number of frames a second",
    write="24, 25, 29.97 or 24000/1001",
    types=("string", "number"),
    pattern=r"^[0-9]+/[0-9]+$",
    low=1,
    high=1000,
)
GAIN = ScalarKind(
    what="a gain in dB", write="-10dB", pattern=r"^\s*[+-]?[0-9]+(\.[0-9]+)?\s*dB\s*$"
)
COLOUR = ScalarKind(what="a colour", write="black, or '#f2ede4' in quotes", pattern=COLOUR_PATTERN)
SWITCH = ScalarKind(
    what="on or off", write="on", types=("string", "boolean"), words=("on", "off", "yes", "no")
)
HEARD = ScalarKind(
    what="on, off or ambience",
    write="ambience",
    types=("string", "boolean"),
    words=("on", "off", "yes", "no", "ambience"),
)
LANGUAGE = ScalarKind(
    what="the tag of a language",
    write="de, or pt-br",
    types=("string", "boolean"),
    pattern=TAG_PATTERN,
)
SPOKEN = ScalarKind(
    what="on, off, or the tag of a language",
    write="on",
    types=("string", "boolean"),
    pattern=TAG_PATTERN,
)
SHOT = ScalarKind(what="a shot, as scene/shot", write="street/walk", pattern=SHOT_PATTERN)
PICTURE = ScalarKind(
    what="a file, a shot, or a frame of a shot",
    write="street/walk@last or looks/street.png",
    types=("string", "number"),
)
POINT = ScalarKind(
    what="a point of the film",
    write="street/walk + 1s, street/walk@1.5s or 12s",
    types=("string", "integer"),
    low=SEXAGESIMAL,
)
SEED = ScalarKind(what="a whole number from 0", write="1984", types=("integer",), low=0)
VERSION = ScalarKind(
    what="the version of the language, 1", write="1", types=("integer",), low=1, high=1
)
FREE = ScalarKind(what="a value", write="40", types=TEXT_TYPES)


def number(low: float | None = None, high: float | None = None, write: str = "0.5") -> ScalarKind:
    """A number from `low` to `high`."""
    return ScalarKind(
        what="a number" + _range(low, high), write=write, types=("number",), low=low, high=high
    )


def whole(low: int, high: int | None = None, write: str = "4") -> ScalarKind:
    """A whole number from `low` to `high`."""
    return ScalarKind(
        what="a whole number" + _range(low, high),
        write=write,
        types=("integer",),
        low=low,
        high=high,
    )


def _range(low: float | None, high: float | None) -> str:
    start = "" if low is None else f" from {low:g}"
    return start if high is None else f"{start} to {high:g}"


def choice(*words: str) -> ScalarKind:
    """One of a few words."""
    words = tuple(map(str, words))  # of an Enum, what is written
    return ScalarKind(
        what=f"{', '.join(words[:-1])} or {words[-1]}" if words[1:] else f"'{words[0]}'",
        write=words[0],
        words=words,
    )


def open_choice(what: str, *words: str) -> ScalarKind:
    """Free words, some of which are known to vfc."""
    return ScalarKind(what=what, write=words[0], types=TEXT_TYPES, known=words)


def list_of(
    item: ValueKind, what: str, least: int = 0, most: int | None = None, write: str = ""
) -> ListOf:
    """A list of one kind."""
    return ListOf(item=item, what=what, write=write or f"[{item.write}]", least=least, most=most)


def one_or_list(item: ScalarKind, what: str) -> Either:
    """One value, or a list of such."""
    return Either(
        kinds=(item, list_of(item, what, least=1)), what=f"{item.what}, or a list of such"
    )


def word(
    name: str,
    kind: ValueKind,
    example: Example,
    about: str,
    *,
    required: bool = False,
    default: Example = None,
) -> Field:
    """One word of the language."""
    return Field(
        name=name, kind=kind, example=example, about=about, required=required, default=default
    )

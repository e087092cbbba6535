"""What is wrong with an effect, told from the text of moviepy's own classes: nothing of moviepy is
imported or run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from vfc.errors import MissingExtra

# What changes a clip's length, or places it among others, with what does it in a film.
REFUSED = {
    "AccelDecel": "changes the shot's length; write 'speed' in the cut",
    "MultiplySpeed": "changes the shot's length; write 'speed' in the cut",
    "Freeze": "changes the shot's length; write 'speed' in the cut, or a shot with 'extend'",
    "Loop": "changes the shot's length; write a shot with 'loop', or its name twice in the cut",
    "MakeLoopable": "changes the shot's length; write a shot with 'loop'",
    "TimeSymmetrize": "changes the shot's length; write the shot twice in the cut, the second with "
    "TimeMirror",
    "CrossFadeIn": "needs a second clip; write 'dissolve' or 'fade' in the cut",
    "CrossFadeOut": "needs a second clip; write 'dissolve' or 'fade' in the cut",
    "SlideIn": "needs a second clip; write 'dissolve' in the cut",
    "SlideOut": "needs a second clip; write 'dissolve' in the cut",
    "MasksAnd": "needs a mask, which text cannot give",
    "MasksOr": "needs a mask, which text cannot give",
    "HeadBlur": "needs functions of time, which text cannot give",
}
SOUND = "works on sound; write 'gain' or 'fade' under the film's sound"
OTHERS = {"Clip", "callable", "Callable"}  # types of arguments that text cannot give
TYPES = {
    "float": (int, float),
    "int": (int,),
    "str": (str,),
    "bool": (bool,),
    "tuple": (tuple,),
    "list": (tuple,),
}
SHOWN = {
    "float": "a number",
    "int": "a whole number",
    "str": "words",
    "bool": "true or false",
    "tuple": "a list",
    "list": "a list",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One argument of an effect: the names of the types it may have (none: any), and whether it may
    be left out.
    """

    types: tuple[str, ...]
    optional: bool
    nothing: bool  # whether it may be null


def check_effect(name: str, arguments: Iterable[tuple[str, object]]) -> str | None:
    """What is wrong with an effect and its arguments, in one sentence that says what to write; None
    where it can run.

    MissingExtra where moviepy is not installed.
    """
    known = effect_names()
    if name not in known:
        return _unknown(name, known)
    if name in REFUSED:
        return f"the effect '{name}' {REFUSED[name]}"
    parameters, given = parameters_of(name), dict(arguments)
    for argument, value in given.items():
        if argument not in parameters:
            return _unknown_argument(name, argument, parameters)
        if not _takes(parameters[argument], value):
            return f"the effect '{name}' takes {_wanted(parameters[argument])} as '{argument}'"
    lacking = [
        each
        for each, parameter in parameters.items()
        if not parameter.optional and each not in given
    ]
    if lacking:
        return (
            f"the effect '{name}' lacks {_quoted(lacking)}; write {{{name}: {{{lacking[0]}: …}}}}"
        )
    return None


@lru_cache(maxsize=1)
def effect_names() -> tuple[str, ...]:
    """All of moviepy's effects on pictures, those that a film cannot use with them, sorted."""
    return _names_in("video/fx")


def usable_effects() -> tuple[str, ...]:
    """The effects that a film can use, sorted."""
    return tuple(name for name in effect_names() if name not in REFUSED)


@lru_cache(maxsize=64)
def parameters_of(name: str) -> Mapping[str, Parameter]:
    """An effect's arguments in their order, read from its class."""
    tree = ast.parse((_folder() / "video" / "fx" / f"{name}.py").read_text(encoding="utf-8"))
    for found in tree.body:
        if isinstance(found, ast.ClassDef) and found.name == name:
            return _of_method(found) or _of_fields(found)
    return {}


def _of_fields(found: ast.ClassDef) -> dict[str, Parameter]:
    """The fields of a dataclass."""
    return {
        each.target.id: _parameter(each.annotation, each.value)
        for each in found.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    }


def _of_method(found: ast.ClassDef) -> dict[str, Parameter]:
    """The arguments of `__init__`, where the class has one."""
    for each in found.body:
        if isinstance(each, ast.FunctionDef) and each.name == "__init__":
            names = each.args.args[1:]
            defaults = [None] * (len(names) - len(each.args.defaults)) + each.args.defaults
            return {
                name.arg: _parameter(name.annotation, default)
                for name, default in zip(names, defaults, strict=True)
            }
    return {}


def _parameter(annotation: ast.expr | None, default: ast.expr | None) -> Parameter:
    named = (
        [each.id for each in ast.walk(annotation) if isinstance(each, ast.Name)]
        if annotation
        else []
    )
    if named == ["str"] and _is_none(default):
        named.append("tuple")  # BlackAndWhite's RGB says `str` and takes three numbers too
    types = tuple(each for each in named if each in TYPES or each in OTHERS)
    return Parameter(types=types, optional=default is not None, nothing=_is_none(default))


def _is_none(default: ast.expr | None) -> bool:
    return isinstance(default, ast.Constant) and default.value is None


def _takes(parameter: Parameter, value: object) -> bool:
    if not parameter.types or (value is None and parameter.nothing):
        return True
    return any(
        isinstance(value, TYPES[each]) and (each == "bool" or not isinstance(value, bool))
        for each in parameter.types
        if each in TYPES
    )


def _wanted(parameter: Parameter) -> str:
    shown = [SHOWN[each] for each in parameter.types if each in TYPES]
    return " or ".join(dict.fromkeys(shown)) or "what text cannot give (a clip or a function)"


def _unknown(name: str, known: tuple[str, ...]) -> str:
    if name in _names_in("audio/fx"):
        return f"the effect '{name}' {SOUND}"
    by_lower = {each.lower(): each for each in known}
    near = get_close_matches("".join(filter(str.isalnum, name.lower())), by_lower, 1)
    hint = (
        f"did you mean '{by_lower[near[0]]}'?" if near else f"it has {', '.join(usable_effects())}"
    )
    return f"moviepy has no effect '{name}'; {hint}"


def _unknown_argument(name: str, argument: str, parameters: Mapping[str, Parameter]) -> str:
    if not parameters:
        return f"the effect '{name}' takes no arguments, not '{argument}'"
    near = get_close_matches(argument, parameters, 1)
    hint = f"did you mean '{near[0]}'? it has " if near else "it has "
    return f"the effect '{name}' has no argument '{argument}'; {hint}{', '.join(parameters)}"


def _quoted(names: Iterable[str]) -> str:
    return " and ".join(f"'{each}'" for each in names)


@lru_cache(maxsize=2)
def _names_in(place: str) -> tuple[str, ...]:
    return tuple(sorted(each.stem for each in (_folder() / place).glob("[A-Z]*.py")))


@lru_cache(maxsize=1)
def _folder() -> Path:
    found = find_spec("moviepy")
    if found is None or not found.submodule_search_locations:
        raise MissingExtra("effects need moviepy: pip install moviepy")
    return Path(found.submodule_search_locations[0])

"""Bodies held against the types of an official SDK, by the names that they have on the wire."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from typing_extensions import get_type_hints, is_typeddict


def wrong_body(kind: Any, body: Any) -> str:
    """What is wrong with a body for a union of TypedDicts; '' where it fits one of them exactly:
    strictly typed, and without a field that it has not.
    """
    kinds = get_args(kind) or (kind,)
    own = [kind for kind in kinds if _is_of(kind, body)]
    problems = [_wrong(kind, body, "body") for kind in own or kinds]
    return "" if "" in problems else problems[0]


def wrong_value(kind: Any, value: Any, where: str) -> str:
    """What is wrong with a value for a type of an SDK; '' where it fits."""
    return _wrong(kind, value, where)


def _is_of(kind: Any, body: Any) -> bool:
    model = _hints(kind).get("model") if is_typeddict(kind) else None
    return isinstance(body, dict) and body.get("model") in get_args(_bare(model))


def _wrong(kind: Any, value: Any, where: str) -> str:
    kind = _bare(kind)
    if is_typeddict(kind):
        return _wrong_map(kind, value, where)
    origin = get_origin(kind)
    if origin is Union or str(origin) == "<class 'types.UnionType'>":
        found = [_wrong(each, value, where) for each in get_args(kind)]
        return "" if "" in found else found[0]
    if origin is not None and origin is not Literal and isinstance(value, list):
        item = get_args(kind)[0] if get_args(kind) else Any
        return next(
            (told for n, each in enumerate(value) if (told := _wrong(item, each, f"{where}[{n}]"))),
            "",
        )
    try:
        _adapter(kind).validate_python(value, strict=True)
    except ValidationError as error:
        return f"{where}: {error.errors()[0]['msg']} ({value!r:.60})"
    return ""


_adapter = cache(TypeAdapter)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _wrong_map(kind: Any, value: Any, where: str) -> str:
    if not isinstance(value, dict):
        return f"{where}: no map"
    hints = _hints(kind)
    names = {_alias(hint) or name: (name, hint) for name, hint in hints.items()}
    unknown = sorted(value.keys() - names.keys())
    if unknown:
        return f"{where}: unknown {unknown}"
    lacking = [
        wire
        for wire, (name, _) in names.items()
        if name in kind.__required_keys__ and wire not in value
    ]
    if lacking:
        return f"{where}: lacks {lacking}"
    return next(
        (
            told
            for wire, each in value.items()
            if (told := _wrong(names[wire][1], each, f"{where}.{wire}"))
        ),
        "",
    )


def _alias(hint: Any) -> str:
    for each in _annotations(hint):
        if getattr(each, "alias", None):
            return each.alias
    return ""


def _annotations(hint: Any) -> list[Any]:
    if get_origin(hint) is Annotated:
        first, *rest = get_args(hint)
        return [*rest, *_annotations(first)]
    name = getattr(get_origin(hint), "_name", "") or str(get_origin(hint))
    return _annotations(get_args(hint)[0]) if "Required" in name else []


def _bare(hint: Any) -> Any:
    while get_origin(hint) is Annotated or "Required" in str(
        getattr(get_origin(hint), "_name", "") or get_origin(hint)
    ):
        hint = get_args(hint)[0]
    return hint

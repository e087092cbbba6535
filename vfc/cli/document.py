"""The one document that `--json` ends with, whatever the command and whatever came of it.

`vfc`, `command`, `ok`, `mistakes` and `error` are always there; what else there is, is the
command's own.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence

from vfc.errors import Mistake, RefusedError, Severity, TextError, VfcError

SHAPE = 1  # raised when who reads the document would have to change
GROUPS = {  # commands whose next word is one too
    "store": ("stats", "verify", "gc"),
    "notes": ("list", "add", "reply", "resolve", "reopen"),
}


def asked(arguments: Sequence[str]) -> bool:
    """Whether `--json` stands among a command line's words."""
    words = list(arguments)
    return "--json" in words[: words.index("--") if "--" in words else len(words)]


def command_of(arguments: Sequence[str]) -> str:
    """The command that a command line begins with, `build` or `store gc`; '' where it has none."""
    words = [word for word in arguments if not word.startswith("-")]
    return " ".join(words[: 2 if words[1:] and words[1] in GROUPS.get(words[0], ()) else 1])


def document(
    command: str,
    *,
    ok: bool = True,
    mistakes: Iterable[Mistake] = (),
    error: Mapping[str, object] | None = None,
    **fields: object,
) -> dict[str, object]:
    """What a command found, in the shape of every command; of a build it is the last event too."""
    event = {"event": "finished"} if command in ("build", "watch") else {}
    return {
        "vfc": SHAPE,
        "command": command,
        **event,
        "ok": ok,
        "mistakes": list(map(mistake_json, mistakes)),
        "error": error,
        **fields,
    }


def mistake_json(mistake: Mistake) -> dict[str, object]:
    """A mistake or a warning: columns and lengths in characters, lines and columns from 1."""
    return {
        "file": mistake.span.file,
        "line": mistake.span.line,
        "column": mistake.span.column,
        "length": mistake.span.length,
        "severity": mistake.severity,
        "message": mistake.message,
        "hint": mistake.hint,
    }


def failed(command: str, error: BaseException, message: str = "") -> dict[str, object]:
    """The document of a command that an error ended."""
    mistakes = error.mistakes if isinstance(error, TextError) else ()
    return document(command, ok=False, mistakes=mistakes, error=error_json(error, message))


def error_json(error: BaseException, message: str = "") -> dict[str, object]:
    """What went wrong: its kind by the error's name (`text`, `usage`, `refused`, `store`, ...), and
    one sentence.
    """
    found: dict[str, object] = {"kind": kind_of(error), "message": message or _sentence(error)}
    if isinstance(error, RefusedError):
        found["steps"] = [
            {"step": step, "reasons": list(error.reasons.get(step, ()))} for step in error.steps
        ]
    return found


def _sentence(error: BaseException) -> str:
    if not isinstance(error, TextError):
        return str(error).rstrip(":")
    count = sum(mistake.count for mistake in error.mistakes if mistake.severity is Severity.ERROR)
    return f"the film's text has {count:,} mistake{'s' if count != 1 else ''}"


def kind_of(error: BaseException) -> str:
    """`TextError` is `text`, `MissingExtra` is `missing-extra`; what vfc has no name for is
    `system`.
    """
    if not isinstance(error, VfcError):
        return "system"
    name = type(error).__name__.removesuffix("Error")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def written(document: Mapping[str, object]) -> str:
    """A document as one line of JSON."""
    return encodable(json.dumps(document, ensure_ascii=False))


def encodable(text: str) -> str:
    """A JSON text that standard output can take: with escapes, where its encoding has not every
    character of it.
    """
    try:
        text.encode(getattr(sys.__stdout__, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(json.loads(text))
    return text

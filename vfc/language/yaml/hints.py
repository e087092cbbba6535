"""Where YAML itself stumbles: what a person wrote, most likely prose, and how to write it instead.

The problems are libyaml's own words (scanner.c and parser.c of 0.2.5).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from vfc.errors import Mistake, Span
from vfc.language.yaml.node import excerpt

KEEPS = {
    "@": "keeps '@' for itself",
    "`": "keeps '`' for itself",
    "%": "takes '%' for a directive",
    "*": "takes '*' for an alias",
    "&": "takes '&' for an anchor",
    "!": "takes '!' for a tag",
    ">": "takes '>' for the start of a block",
    "|": "takes '|' for the start of a block",
    "-": "takes '- ' for an item of a list",
    "?": "takes '? ' for a key",
    ",": "takes ',' for the end of an item",
    "[": "takes '[' for a list",
    "{": "takes '{' for a map",
    "]": "takes ']' for the end of a list",
    "}": "takes '}' for the end of a map",
    '"': "ends the text at the second '\"'",
    "'": 'ends the text at the second "\'"',
}
SAID = re.compile(r"\s*(?:- +)*(?P<key>[^\s:'\"\[{][^:]*):\s+(?P<value>\S.*)")
BREAK = re.compile(r"[\r\n\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A mistake, the lines from which it may come, and the character at which reading stopped."""

    mistake: Mistake
    first: int
    last: int
    stop: int


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `index`; lines as `str.splitlines` sees them."""
    lines = (text[:index] + "x").splitlines()
    return len(lines), len(lines[-1])


def quote(text: str) -> str:
    """`text` as a YAML scalar that nothing can misread, shortened for a hint."""
    text = excerpt(text)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def decimal(text: str) -> str:
    """A number, perhaps with a unit, that has a comma where YAML has a dot, with the dot; '' of any
    other text.
    """
    found = re.fullmatch(r"\s*([+-]?[0-9]+),([0-9]+ ?(?:[a-z]{1,6}|dB)?)\s*", text)
    return f"{found[1]}.{found[2]}" if found else ""


def explain(
    file: str, text: str, error: yaml.YAMLError, quoted: tuple[int, int] = (0, 0)
) -> Trouble:
    """What went wrong where YAML gave up on `text`; `quoted` is where the last quoted text began
    and ended.
    """
    seen = _Seen(text, error, quoted)
    told = next(filter(None, (teller(seen) for teller in TELLERS)))
    span = Span(file, *line_and_column(text, told.index), max(1, told.length))
    mistake = Mistake(span=span, message=told.message, hint=told.hint)
    line = line_and_column(text, seen.index)[0]
    first = line_and_column(text, seen.begun)[0] if "flow" in seen.context else line - 1
    return Trouble(
        mistake=mistake,
        first=first,
        last=line,
        stop=seen.begun if "quoted" in seen.context else seen.index,
    )


@dataclass(frozen=True, slots=True)
class _Diagnosis:
    index: int
    length: int
    message: str
    hint: str


class _Seen:
    """libyaml's words and places, and the text around them."""

    def __init__(self, text: str, error: yaml.YAMLError, quoted: tuple[int, int]):
        self.text, self.quoted = text, quoted
        self.problem = str(getattr(error, "problem", None) or error)
        self.context = str(getattr(error, "context", None) or "")
        self.index = self._place(getattr(error, "problem_mark", None))
        self.ended = getattr(getattr(error, "problem_mark", None), "index", 0) >= len(text.rstrip())
        mark = getattr(error, "context_mark", None)
        self.begun = self._place(mark) if mark else self.index

    def _place(self, mark: object) -> int:
        """The index of a mark; one behind the last character goes back to the last line that has
        text.
        """
        index = min(getattr(mark, "index", 0), len(self.text))
        return index if index < len(self.text) else max(0, len(self.text.rstrip()) - 1)

    def line_start(self, index: int) -> int:
        return max(self.text.rfind(mark, 0, index) for mark in "\n\r\x85\u2028\u2029") + 1

    def rest(self, index: int) -> str:
        """The line's text from `index` on."""
        return BREAK.split(self.text[index : index + 2000], 1)[0].rstrip()

    def line(self, index: int) -> str:
        return self.rest(self.line_start(index))

    @property
    def char(self) -> str:
        return self.text[self.index : self.index + 1]


def _unclosed_quote(seen: _Seen) -> _Diagnosis | None:
    if "quoted scalar" not in seen.context or "unexpected" not in seen.problem:
        return None
    mark = seen.text[seen.begun]
    hint = "close it, or write an apostrophe twice: ''" if mark == "'" else f"close it with {mark}"
    return _Diagnosis(seen.begun, 1, "this quote is never closed", hint)


def _escape(seen: _Seen) -> _Diagnosis | None:
    if "quoted scalar" not in seen.context:
        return None
    return _Diagnosis(
        seen.begun,
        len(seen.rest(seen.begun)),
        "a '\\' means something of its own between double quotes",
        "write it twice, or use single quotes: '...'",
    )


def _tab(seen: _Seen) -> _Diagnosis | None:
    line = seen.line(seen.index)
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" not in indent or seen.index > seen.line_start(seen.index) + len(indent):
        return None
    return _Diagnosis(
        seen.line_start(seen.index) + indent.index("\t"),
        1,
        "a tab indents this line",
        "indent with spaces",
    )


def _colon(seen: _Seen) -> _Diagnosis | None:
    if seen.char != ":" or not re.search(
        "mapping values|expected ','|expected key|node content", seen.problem
    ):
        return None
    start = seen.line_start(seen.index)
    if "flow" in seen.context:
        opening = max(seen.text.rfind(mark, start, seen.index) for mark in "{[,")
        start = opening + 1 if opening >= 0 else start
    said = SAID.match(seen.rest(start))
    if said and start + said.end("key") < seen.index:
        value = (
            re.split("[,}]", said["value"])[0].rstrip() if "flow" in seen.context else said["value"]
        )
        key = excerpt(said["key"])
        return _Diagnosis(
            seen.index,
            1,
            f"YAML reads the ':' in the text of '{key}' as a new key",
            f"quote the text: {key}: {quote(value)}, or write it below '{key}: >'",
        )
    return None if "flow" in seen.context else _not_in_line(seen)


def _not_in_line(seen: _Seen) -> _Diagnosis:
    line = seen.line(seen.index)
    start = seen.line_start(seen.index) + len(line) - len(line.lstrip())
    return _Diagnosis(
        start,
        len(line.strip()),
        "this key goes on with the text of the line above",
        "indent it like the key beside it; text that goes on is quoted, or stands below '>'",
    )


def _first_character(seen: _Seen) -> _Diagnosis | None:
    scanned = re.search(
        r"scanning (an alias|an anchor|a tag|a block scalar|for the next token)", seen.context
    )
    told = re.search("not allowed in this context|node content|undefined tag", seen.problem)
    index = seen.begun if scanned or "tag" in seen.problem else seen.index
    mark = seen.text[index : index + 1]
    if (
        not (scanned or told)
        or mark not in KEEPS
        or mark in ("[{\"'" if "flow" in seen.context else "\"'")
    ):
        return None
    text = seen.rest(index)
    return _Diagnosis(
        index,
        len(text),
        f"text cannot begin with '{mark}': YAML {KEEPS[mark]}",
        f"quote it: {quote(text)}",
    )


def _closed_late(seen: _Seen) -> _Diagnosis | None:
    """A quote left open is closed by the next one, lines below."""
    begin, end = seen.quoted
    if "\n" not in seen.text[begin:end] or seen.text[end : seen.index].strip():
        return None
    line, mark = line_and_column(seen.text, end)[0], seen.text[begin]
    return _Diagnosis(
        begin,
        1,
        f"this quote is closed only on line {line}",
        f"close it with {mark} where the text ends",
    )


def _after_closing(seen: _Seen) -> _Diagnosis | None:
    """`prompt: "Hello" she said` and `prompt: [INT] walks`: the value is over, and text follows."""
    start = seen.line_start(seen.index)
    said = SAID.match(seen.line(seen.index))
    if "flow" in seen.context or not said or said["value"][0] not in "\"'[{":
        return None
    if start + said.start("value") >= seen.index:
        return None
    mark, value = said["value"][0], said["value"]
    hint = (
        f"write an apostrophe twice, or quote the whole text: {quote(_unquoted(value))}"
        if mark == "'"
        else f"quote the whole text: {quote(value)}"
    )
    return _Diagnosis(
        start + said.start("value"),
        len(value),
        f"text goes on behind this: YAML {KEEPS[mark]}",
        hint,
    )


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[-1] == value[0] else value


def _flow(seen: _Seen) -> _Diagnosis | None:
    found = re.search("flow (mapping|sequence|node)", seen.context)
    if not found:
        return None
    close = {"{": "}", "[": "]"}.get(seen.text[seen.begun : seen.begun + 1], "}")
    what = "map" if close == "}" else "list"
    line = line_and_column(seen.text, seen.begun)[0]
    if line != line_and_column(seen.text, seen.index)[0] or seen.index <= seen.begun or seen.ended:
        return _Diagnosis(
            seen.begun, 1, f"this {what} is not closed", f"write '{close}' at its end"
        )
    return _Diagnosis(
        seen.index,
        1,
        f"a ',' or the closing '{close}' is missing before this",
        'text with a comma, a colon or a bracket in it is quoted: "..."',
    )


def _no_colon(seen: _Seen) -> _Diagnosis | None:
    if "simple key" not in seen.context:
        return None
    text = seen.rest(seen.begun)
    return _Diagnosis(
        seen.begun,
        len(text),
        "this line has no ': ' and so is no key",
        "write 'key: value'; text that goes on is indented below its key",
    )


def _indentation(seen: _Seen) -> _Diagnosis | None:
    if not re.search("expected (key|'-' indicator)", seen.problem):
        return None
    text = seen.rest(seen.index)
    if text.startswith("- "):
        return _Diagnosis(
            seen.index, len(text), "an item of a list stands among keys", "indent it below its key"
        )
    if "'-'" in seen.problem:
        return _Diagnosis(
            seen.index,
            len(text),
            "a key stands among the items of a list",
            "begin it with '- ', or indent it below its item",
        )
    return _Diagnosis(
        seen.index,
        len(text),
        "this line is indented like none above it",
        "give it the indentation of the lines that it belongs beside",
    )


def _document(seen: _Seen) -> _Diagnosis | None:
    if not re.search("document|directive", seen.problem + seen.context):
        return None
    text = seen.rest(seen.index)
    return _Diagnosis(
        seen.index,
        len(text),
        "a film is one plain YAML document",
        "take '...', '---' and '%' lines out",
    )


def _otherwise(seen: _Seen) -> _Diagnosis:
    text = seen.rest(seen.index)
    return _Diagnosis(
        seen.index,
        len(text),
        f"YAML cannot read this: {seen.problem}",
        'if it is text, quote it: "..."',
    )


TELLERS: tuple[Callable[[_Seen], _Diagnosis | None], ...] = (
    _unclosed_quote,
    _escape,
    _tab,
    _colon,
    _first_character,
    _closed_late,
    _after_closing,
    _flow,
    _no_colon,
    _indentation,
    _document,
    _otherwise,
)

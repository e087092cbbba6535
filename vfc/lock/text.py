"""film.lock as text: a line of JSON an entry, sorted, below a line that says the form.

Two branches that each add entries merge by keeping the lines of both, whatever stands beside them:
a line means the same wherever it stands, and a take, a choice or a file may have a line of each
branch. Lines of the forms before this one are still read (`vfc.lock.older`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from vfc.errors import Mistake, Span
from vfc.language.yaml.conflicts import conflicts
from vfc.language.yaml.node import CONTROL, excerpt
from vfc.lock.entries import KINDS, Damaged, LockEntry, Values, Way, Where, entry_of, values_of
from vfc.lock.merged import MOST_SIDES, of_merges, too_much
from vfc.lock.model import Lock

FORM = 3  # before it were lists of blocks, and lines of YAML
DAMAGED = 1000  # no form
HEAD = """\
# film.lock is written by vfc build and belongs under version control. It is input before it is output:
# what costs is made as these entries say until vfc build --refresh.
"""
# of a lock: ten thousand shots of ten takes, with all that belongs to them, have fewer
MOST_LINES = 200_000
MOST_DAMAGED = 1000  # lines; each costs a look for what was meant
LONGEST = 1 << 18  # characters of a line: two thousand files of weights
UNSAFE = re.compile("[\x7f-\xa0\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
OLDER = re.compile(
    r"[\"']?(?:generator|take|pin|choice|file) |(?:generators|takes|pins|choices|files)\s*:"
)
ANEW = "take it out; the next build writes it anew"

A_LINE_EACH = "give each entry a line of its own"
DIGITS = re.compile("[0-9]{100}")
DEEPEST = 800  # maps and lists in each other that every Python's decoder can bear; vfc writes four
TEXT_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*(?:"|$)|[\[\]{}]')  # one that never ends, too
ENCODER = json.JSONEncoder(ensure_ascii=False)

LockLine = tuple[int, str]  # with its number
Read = tuple[list[tuple[Values, Where]], list[Mistake]]
Said = tuple[Callable[[], Values], Where]  # what a line says, read when it is asked


# ── writing ────────────────────────────────────────────────────────────────────────────────────


def write_lock(lock: Lock) -> str:
    """The text of a lock; '' of an empty one."""
    if lock == Lock():
        return ""
    parts = [sorted(getattr(lock, f"{word}s"), key=kind.of) for word, kind in KINDS.items()]
    lines = [{"lock": FORM}, *(values_of(each) for part in parts for each in part)]
    return HEAD + _safe("".join(f"{ENCODER.encode(each)}\n" for each in lines))


def _safe(text: str) -> str:
    """A text without characters that are not seen, or turn what follows them around."""
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


# ── reading ────────────────────────────────────────────────────────────────────────────────────


def read_lock(file: str, text: str) -> tuple[Lock, list[Mistake]]:
    """A lock, and its mistakes; what is damaged is left out of it."""
    text = text.removeprefix("\ufeff")
    lines = text.split("\n")
    if refused := _refused(file, text, len(lines)):
        return Lock(), refused
    own, others = _parted(lines)
    said: list[Said] = [
        (partial(_values, line), partial(_place, file, number, line)) for number, line in own
    ]
    mistakes: list[Mistake] = []
    if others:
        older, mistakes = _others(file, others, alone=not own)
        said += [(partial(dict, values), where) for values, where in older]
        said.sort(key=lambda each: each[1](()).line)
    found: dict[LockEntry, Where] = {}  # each once: a merge that keeps both sides leaves some twice
    for read, where in said:
        try:
            values = read()
            if (form := _form(values)) > FORM:
                return Lock(), [_of_a_later(form, where)]
            if form != FORM:
                found.setdefault(entry_of(values), where)
        except Damaged as damaged:
            mistakes.append(_told(damaged, where))
            if len(mistakes) > MOST_DAMAGED:
                message = f"the lock has more than {MOST_DAMAGED} damaged lines: no more is read"
                return Lock(), [*mistakes, too_much(file, mistakes[-1].span.line, message)]
    sides, told = of_merges(found)
    if sides > MOST_SIDES:
        message = f"the lock has more than {MOST_SIDES} lines of one take, choice or file"
        return Lock(), [too_much(file, 1, message)]
    return _lock_of(found), [*mistakes, *told]


def _form(values: Values) -> int:
    """The form that a line says; 0 of the line of an entry."""
    form = values.get("lock") if next(iter(values), "") == "lock" else 0
    return form if type(form) is int and form < DAMAGED else 0


def _refused(file: str, text: str, lines: int) -> list[Mistake]:
    """What no lock of a film holds, told before a line of it is read."""
    if lines > MOST_LINES:
        message = f"the lock has more than {MOST_LINES:,} lines, as no film's"
        return [too_much(file, MOST_LINES + 1, message)]
    merging = conflicts(file, text)
    control = None if merging else CONTROL.search(text)
    if control is None:
        return merging
    line, column = text.count("\n", 0, control.start()) + 1, text.rfind("\n", 0, control.start())
    return [
        Mistake(
            span=Span(file, line, control.start() - column),
            message=f"there is a control character here, U+{ord(control[0]):04X}",
            hint="delete it",
        )
    ]


def _parted(lines: Sequence[str]) -> tuple[list[LockLine], list[LockLine]]:
    """The lines that are JSON, and the others; neither the empty ones nor the comments."""
    own: list[LockLine] = []
    others: list[LockLine] = []
    for number, line in enumerate(lines, 1):
        bare = line.lstrip()
        if bare and bare[0] != "#":
            (own if bare[0] == "{" else others).append((number, line))
    return own, others


def _values(line: str) -> Values:
    """What a line of JSON says; Damaged where it is none."""
    if len(line) > LONGEST:
        raise Damaged("this line of the lock is longer than any entry")
    try:
        if _depth(line) > DEEPEST:
            raise RecursionError
        values, end = DECODER.raw_decode(line, len(line) - len(line.lstrip()))
        hidden = CONTROL.search("".join(_texts(values))) if "\\" in line else None
    except json.JSONDecodeError as error:
        end = len(line.rstrip())
        if line[end - 1] != "}":
            raise Damaged("this line of the lock ends before its entry does", end) from None
        raise Damaged("this line of the lock is damaged here", error.pos) from None
    except ValueError:  # of the digits that Python makes a number of
        long = DIGITS.search(line)
        raise Damaged(
            "no number of a lock has so many digits", long.start() if long else 0
        ) from None
    except RecursionError:
        raise Damaged("maps and lists lie too deep in this line of the lock") from None
    if hidden:
        raise Damaged(f"an escape makes a control character here, U+{ord(hidden[0]):04X}")
    if line[end:].strip():
        raise Damaged("something stands behind this entry of the lock", end, hint=A_LINE_EACH)
    return values


def _depth(line: str) -> int:
    """How many maps and lists lie in each other, whatever this Python's own decoder can bear."""
    if line.count("{") + line.count("[") <= DEEPEST:
        return 0
    depth = deepest = 0
    for found in TEXT_OR_BRACKET.finditer(line):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(found[0], 0)
        deepest = max(deepest, depth)
    return deepest


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value:
            yield from _texts(each)
            yield from _texts(value[each]) if isinstance(value, dict) else ()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Damaged(f"'{excerpt(twice)}' stands twice in this entry of the lock", twice)
    return found


DECODER = json.JSONDecoder(object_pairs_hook=_once)


def _place(file: str, number: int, line: str, path: Way) -> Span:
    """Where the value stands that a path leads to, or else the place in the line that it says."""
    start = len(line) - len(line.lstrip())
    for word in path:
        if isinstance(word, int):
            return Span(file, number, word + 1, 1)
        key = re.escape(_safe(ENCODER.encode(word)))
        match = re.compile(rf"{key}\s*:\s*").search(line, start)
        start = match.end() if match else start
    try:
        end = DECODER.raw_decode(line, start)[1]
    except (ValueError, RecursionError, Damaged):
        end = len(line.rstrip())
    return Span(file, number, start + 1, max(1, end - start))


def _others(file: str, lines: Sequence[LockLine], *, alone: bool) -> Read:
    """What lines that are no JSON say: those of an older form; of none, that they are damaged."""
    if any(OLDER.match(line) for _, line in lines):
        from vfc.lock.older import read_older  # no lock that was written lately needs it

        return read_older(file, lines)
    if alone:
        number, line = lines[0]
        message, hint = "this is no lock", "delete the file; the next build writes it anew"
        return [], [Mistake(span=_place(file, number, line, ()), message=message, hint=hint)]
    damaged = Damaged("this line of the lock is damaged")
    return [], [_told(damaged, partial(_place, file, *each)) for each in lines]


def _told(damaged: Damaged, where: Where) -> Mistake:
    return Mistake(span=where(damaged.path), message=damaged.message, hint=damaged.hint or ANEW)


def _of_a_later(form: int, where: Where) -> Mistake:
    return Mistake(
        span=where(("lock",)),
        message=f"a later vfc wrote this lock: its form is {form}, and this vfc reads {FORM} and "
        "those before",
        hint="build this film with that vfc",
    )


def _lock_of(entries: Iterable[LockEntry]) -> Lock:
    parts: dict[type[Any], list[Any]] = {kind.entry_type: [] for kind in KINDS.values()}
    for entry in entries:
        parts[type(entry)].append(entry)
    return Lock(**{f"{word}s": tuple(parts[kind.entry_type]) for word, kind in KINDS.items()})

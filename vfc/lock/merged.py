"""What merges that keep both sides leave in a lock: several lines of one entry, and what is told of
them.

Which line holds is chosen where the lock is used: `vfc/project/locked.py` for a plan,
`vfc/project/locking.py` for the lock after a build.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vfc.errors import Mistake, Severity, Span
from vfc.lock.entries import KINDS, WORD, LockEntry, Where, values_of
from vfc.lock.model import LockedChoice

# lines of one take, choice or file: a merge leaves two, one of many branches one of each
MOST_SIDES = 16
SpannedEntry = tuple[LockEntry, Where]  # an entry, and where it stands


def of_merges(entries: Mapping[LockEntry, Where]) -> tuple[int, list[Mistake]]:
    """The most lines that one entry has, and what is told of those that have several.

    Of a file any line may hold, of a take that of today's key, of a choice that of today's contest.
    """
    sides: dict[tuple[str, object], list[SpannedEntry]] = {}
    for entry, where in entries.items():
        word = WORD[type(entry)]
        sides.setdefault((word, KINDS[word].of(entry)), []).append((entry, where))
    several = [each for each in sides.values() if each[1:]]
    most = max(map(len, several), default=1)
    told = [_told(each) for each in several] if most <= MOST_SIDES else []
    return most, [each for each in told if each is not None]


def _told(several: Sequence[SpannedEntry]) -> Mistake | None:
    entry, where = several[1]
    word, profile = WORD[type(entry)], getattr(entry, "profile", "")
    which = f"{values_of(entry)[word]}" + (f" of profile '{profile}'" if profile else "")
    if word == "file":
        return None
    if word != "choice":
        return Mistake(
            span=where((word,)),
            message=f"the lock holds the {word} {which} twice",
            hint="keep one of the two",
        )
    choices = {where(()).line: each for each, where in several if isinstance(each, LockedChoice)}
    each = " and ".join(f"take {choice.take} on line {line}" for line, choice in choices.items())
    return Mistake(
        span=where((word,)),
        message=f"a merge left {len(several)} choices of the best take of {which}: {each}",
        hint=_which_holds(tuple(choices.values())),
        severity=Severity.WARNING,
    )


def _which_holds(choices: Sequence[LockedChoice]) -> str:
    if len({choice.contest for choice in choices}) == 1:
        return (
            f"take {choices[0].take} holds, the first of them: both were chosen among the same "
            f"takes"
        )
    return (
        "the one holds that was chosen among the takes of today; where none was, the best is "
        "chosen again"
    )


def too_much(file: str, line: int, message: str) -> Mistake:
    """That a lock holds more than any film's."""
    return Mistake(
        span=Span(file, line, 1),
        message=message,
        hint="take it back from version control, or delete it: the next build writes it anew",
    )

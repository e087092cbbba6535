"""What merges that keep both sides leave in a lock: lines that stand there twice, and several lines
of one entry.
"""

from __future__ import annotations

import re
from collections import Counter

KINDS = ("generator", "take", "pin", "choice", "file")  # what a line's key begins with
REPEATED = re.compile(r"(?:take|choice|file) [^:]*:|\"(?:take|choice|file) (?:[^\"\\]|\\.)*\":")
WHOLE = re.compile(f"[\"']?(?:{'|'.join(KINDS)}) ")  # the line of an entry
# lines of one take, choice or file: a merge leaves two, one of many branches one of each
MOST_SIDES = 16


def each_once(text: str) -> str:
    """A text without lines that stand there already, which a merge that keeps both sides leaves;
    line numbers stay.
    """
    seen: set[str] = set()
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line in seen:
            lines[number] = ""
        elif WHOLE.match(line):
            seen.add(line)
    return "\n".join(lines)


def layers(text: str) -> list[str]:
    """A text in which each take, choice and file has one line, and texts of what is left of it;
    line numbers stay.

    A merge that keeps both sides leaves two lines of one that each side made otherwise. One text
    more than `MOST_SIDES` says that there are too many.
    """
    lines, count = text.split("\n"), Counter[str]()
    found = [lines]
    for number, line in enumerate(lines):
        key = REPEATED.match(line)
        place = count[key[0]] if key else 0
        if key:
            count[key[0]] += 1
        if place > MOST_SIDES:
            break
        if place:
            found += [[""] * len(lines)] if place == len(found) else []
            found[place][number], lines[number] = line, ""
    return ["\n".join(each) for each in found]

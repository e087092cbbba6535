"""What a mistaken word may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from vfc.film.accents import alike, differing

SHOWN = 90  # characters of a list of known words; more would hide the caret's line
# words compared in full; a film of 10,000 shots may have a thousand wrong references
COMPARED = 400


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that `word` most likely meant, or ''."""
    return _closest(word, tuple(known))


@lru_cache(maxsize=10_000)  # a wrong word is asked after by each reader that meets it
def _closest(word: str, known: tuple[str, ...]) -> str:
    wanted = _plain(word)
    near = sorted(
        (name for name in known if abs(len(name) - len(word)) <= 2 + len(word) // 4),
        key=lambda name: -_shared(wanted, _plain(name)),
    )[:COMPARED]
    best, likeness = "", 0.6
    for name in near:
        matcher = SequenceMatcher(None, wanted, _plain(name), autojunk=False)
        if matcher.real_quick_ratio() > likeness and (found := matcher.ratio()) > likeness:
            best, likeness = name, found
    return best


def did_you_mean(word: str, known: Iterable[str], label: str = "") -> str:
    """The hint beside a caret: `did you mean 'night'?  presets: eighties, night`.

    `label` says what the known words are; without it, or where they are too many, they are not all
    listed. They come in the order given; a set comes sorted.
    """
    words = sorted(known) if isinstance(known, set | frozenset) else list(known)
    near = closest(word, words)
    question = f"did you mean '{near}'?" if near else ""
    question += f" {differing(word, near)}" if alike(word, near) else ""
    return "  ".join(part for part in (question, _listing(words, label, bool(near))) if part)


def _listing(words: list[str], label: str, found: bool) -> str:
    if not label:
        return ""
    if not words:
        return f"there are no {label}"
    text = ", ".join(words)
    if len(text) <= SHOWN:
        return f"{label}: {text}"
    if found:
        return ""
    shown = text[:SHOWN].rpartition(", ")[0] or words[0]
    return f"{label}: {shown}, ... ({len(words)} in all)"


def _plain(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")


def _shared(one: str, other: str) -> int:
    """A cheap likeness: letters shared, in any order."""
    return len(set(one) & set(other)) - abs(len(one) - len(other))

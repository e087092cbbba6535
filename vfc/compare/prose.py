"""What two versions differ in, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from vfc.compare.model import FilmDiff
from vfc.compare.summary import (
    SECTIONS,
    became,
    cost_lines,
    cut_lines,
    field_texts,
    length_text,
    reasons,
    seen_texts,
    verdict,
    version_text,
    word_text,
)

FIELDS = 6  # of a shot that are told; `--json` has all


def prose(diff: FilmDiff) -> Iterator[str]:
    """The lines, the verdict last."""
    yield f"{version_text(diff.before)} → {version_text(diff.after)}"
    if diff.same:
        yield verdict(diff)
        return
    if diff.shots:
        yield "shots"
    for shot in diff.shots:
        yield f"  {shot.name}: {became(shot)}"
        yield from (f"      {text}" for text in reasons(shot))
        fields = list(field_texts(shot))
        yield from (f"      {text}" for text in fields[:FIELDS])
        if fields[FIELDS:]:
            yield f"      and {len(fields) - FIELDS} fields more"
        yield from (f"      {text}" for text in seen_texts(shot, diff))
    for cut in diff.cuts:
        yield f"cut {cut.name}" if cut.name else "cut"
        lines = [f"{at}  {text}" if at else text for at, text in cut_lines(cut, diff)]
        yield from (f"  {line}" for line in lines)
    for section in SECTIONS:
        words = diff.words_of(section)
        if words:
            yield str(section)
            yield from (f"  {word_text(word)}" for word in words)
    if diff.files:
        yield "files"
        yield from (f"  {each.path}: {each.change}" for each in diff.files)
    yield f"length {length_text(diff)}"
    yield from cost_lines(diff)
    yield verdict(diff)

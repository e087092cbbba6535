"""Sound that begins before its picture, or ends after it: told where there is none to be heard."""

from __future__ import annotations

from collections.abc import Iterable

from vfc.film.model import CutEntry, Footage, Plain, Shot, ShotEntry, Still, TitleCard
from vfc.language.resolve.values import Reader, span_of_word
from vfc.language.yaml.node import Node


def check_sound_words(reader: Reader, use: Node, entry: ShotEntry, shot: Shot) -> None:
    """Tell of a `lead` or a `trail` of a shot that is not heard, and of a `lead` where its sound
    begins with its picture.
    """
    for word, frames in (("lead", entry.lead), ("trail", entry.trail)):
        if frames and not (entry.sound and shot.sound.heard and _has_sound(shot)):
            reader.tell(
                span_of_word(use, word),
                f"'{word}' is about the sound of {shot.name}, and none of it is heard",
                f"take '{word}' out",
            )
            return
    footage = shot.source if isinstance(shot.source, Footage) else None
    before = entry.in_point or (footage is not None and footage.start > 0)
    if entry.retiming is not None and entry.retiming.reverse:
        before = True  # its sound begins after its end
    if entry.lead and not before:
        reader.tell(
            span_of_word(use, "lead"),
            f"there is nothing to lead with: the sound of {shot.name} begins with its first frame",
            "cut it in later, such as in: 1s, or take 'lead' out",
        )


def check_first(reader: Reader, entries: Iterable[CutEntry]) -> None:
    """Tell of a `lead` of what a cut begins with."""
    first = next(
        (each for each in entries if isinstance(each, ShotEntry | TitleCard | Plain)), None
    )
    if isinstance(first, ShotEntry) and first.lead:
        reader.tell(
            first.span,
            f"{first.shot} begins the cut, and there is nothing before it to lead into",
            "take 'lead' out",
        )


def _has_sound(shot: Shot) -> bool:
    """Whether there may be anything to hear of a shot: of what a generator makes nobody knows."""
    if shot.lines:
        return True
    source = shot.source
    if isinstance(source, Footage):
        return not source.file.digest or bool(source.file.facts.channels)
    return not isinstance(source, Still)

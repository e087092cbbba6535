"""The words of the text that two versions differ in, and which shots each of them concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vfc.compare.model import Section, WordDiff
from vfc.engine.stale import Change, differences
from vfc.language.changes import words_of
from vfc.project.causes import (
    Changes,
    PossibleCause,
    StaleStep,
    changes_since,
    numbers,
    shots_shown,
)
from vfc.project.lastwords import LastWords
from vfc.project.plan import Planned
from vfc.recipes.step import Step

SECTIONS: Mapping[str, Section] = {
    "presets": Section.LOOKS,
    "preset": Section.LOOKS,
    "cast": Section.LOOKS,
    "sets": Section.LOOKS,
    "generators": Section.GENERATORS,
    "generator": Section.GENERATORS,
    "scenes": Section.SHOTS,
    "cut": Section.CUT,
    "cuts": Section.CUT,
    "music": Section.SOUND,
    "ambience": Section.SOUND,
    "sfx": Section.SOUND,
    "dialogue": Section.SOUND,
    "titles": Section.TITLES,
    "overlays": Section.TITLES,
    "subtitles": Section.TITLES,
    "translations": Section.TITLES,
    "deliver": Section.DELIVERABLES,
}
SOUNDS = {"sound", "loudness", "lines", "music", "ambience", "sfx", "dialogue", "voice"}


class ComparedWords:
    """The words that changed from one plan's text to another's, and what follows from them.

    `renamed` has the names after of shots that have another one.
    """

    def __init__(self, before: Planned, after: Planned, renamed: Mapping[str, str]):
        self._after = after
        self._old = {_renamed(step.label, renamed): step for step in before.plan.steps}
        self._kept = {step.key for step in before.plan.steps}
        self._steps = after.plan.by_key()
        self._changes = Changes(changes_since(after, _as_last(before)))
        self._bits: dict[str, int] = {}
        self._shots: dict[str, int] = {}
        self.new = tuple(step for step in after.plan.steps if step.key not in self._kept)
        for step in self.new:
            self._follow(step)

    def _follow(self, step: Step) -> None:
        """What a new step follows from: changes of its own, and those of what it uses."""
        shots = shots_shown(step, self._steps, self._after.loaded.film)
        own = 0
        if self._own(step):
            digests = frozenset(each.digest for each in step.files)
            stale = StaleStep(step, shots, digests, "", True)
            own = sum(1 << each for each in self._changes.concerning(stale))
        bits = own
        for use in step.uses:
            bits |= self._bits.get(use.key, 0)
        self._bits[step.key] = bits
        for shot in shots or ():
            self._shots[shot] = self._shots.get(shot, 0) | (own if step.kind.assembles else bits)

    def _own(self, step: Step) -> bool:
        """Whether a step is told otherwise than before, beside what it uses."""
        was = self._old.get(step.label)
        return was is None or any(
            each.field != "uses" for each in differences(was.content, step.content)
        )

    def all(self) -> tuple[WordDiff, ...]:
        """Every word that changed and counts in something, in the order of the text, then files."""
        return tuple(map(self._word, self._changes.all))

    def why(self, shot: str) -> tuple[WordDiff, ...]:
        """The words from which it follows that a shot is another."""
        bits = self._shots.get(shot, 0)
        return tuple(self._word(self._changes.all[number]) for number in numbers(bits))

    def fields(self, shot: str, picture: str) -> tuple[Change, ...]:
        """What the steps that lead to a shot's picture are told otherwise, each field once."""
        labels = {step.key: step.label for step in self._steps.values()}
        found: dict[Change, None] = {}
        for key in self._chain(shot, picture):
            step = self._steps[key]
            was = self._old.get(step.label)
            if was is not None and was.content != step.content:
                found.update(dict.fromkeys(differences(was.content, step.content, labels)))
        own = [each for each in found if each.field != "uses"]
        return tuple(own or found)

    def _chain(self, shot: str, picture: str) -> Sequence[str]:
        """The keys that are new among a picture and the shot's own steps that it uses."""
        found: list[str] = []
        waiting = [picture]
        while waiting:
            key = waiting.pop()
            step = self._steps.get(key)
            if step is None or key in self._kept or key in found:
                continue
            if shot in (shots_shown(step, self._steps, self._after.loaded.film) or ()):
                found.append(key)
                waiting += [use.key for use in step.uses]
        return found

    def _word(self, change: PossibleCause) -> WordDiff:
        span = change.span
        return WordDiff(
            text=change.text,
            section=self._section(change),
            file=span.file if span else "",
            line=span.line if span else 0,
        )

    def _section(self, change: PossibleCause) -> Section:
        if not change.path:
            name = change.text.removesuffix(" has other bytes")
            sounds = {cue.file.path for cue in self._after.loaded.film.sound.cues}
            return Section.SOUND if name in sounds else Section.SHOTS
        return section_of(change.path)


def section_of(path: Sequence[str]) -> Section:
    """The part of the text that a path of words belongs to."""
    if path[0] == "profiles" and len(path) > 2:
        return section_of(path[2:])
    if path[0] == "cuts" and len(path) > 2 and path[2] != "cut":
        return SECTIONS.get(path[2], Section.SOUND if path[2] in SOUNDS else Section.CUT)
    inner = path[4:] if path[0] == "scenes" else path
    if SOUNDS & set(inner[:2]):
        return Section.SOUND
    return SECTIONS.get(path[0], Section.FILM)


def _as_last(planned: Planned) -> LastWords:
    """What a film says, as a build remembers it."""
    files = {asset.path: asset.digest for asset in planned.loaded.film.assets}
    return LastWords(words=words_of(planned.loaded.source.root), files=files)


def _renamed(label: str, renamed: Mapping[str, str]) -> str:
    """A step's label with a shot by its name after."""
    if not renamed:
        return label
    kind, _, name = label.partition(" ")
    shot = name.partition("#")[0]
    return f"{kind} {renamed[shot]}{name[len(shot) :]}" if shot in renamed else label

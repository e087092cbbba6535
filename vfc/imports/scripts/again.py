"""A screenplay that is read again: which of its scenes and paragraphs are those of the reading
before, whose names they keep.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar, cast

from vfc.imports.laying import free_name
from vfc.imports.scripts.film import Known, SceneText, WrittenMap
from vfc.imports.scripts.people import naming
from vfc.language.yaml.write import Written

LEAST = 0.4  # of the words of a paragraph that stay, or it is another
MOST = 40_000  # pairs that are compared; of more, the same places are
WORD = re.compile(r"[^\W_]+|[?!]")
MENTION = re.compile(r"\$(\$|[a-z0-9][a-z0-9-]*)")
One = TypeVar("One")


def known_of(base: Mapping[str, Written], taken: Mapping[str, Iterable[str]]) -> Known:
    """What the reading before called people, places and times; `taken` are the names that the
    film's text has.
    """
    return Known(
        people={str(each["called"]): key for key, each in _maps(base, "cast").items()},
        locations={str(each["look"]): key for key, each in _maps(base, "sets").items()},
        times={str(each["style"]): key for key, each in _maps(base, "presets").items()},
        taken=taken,
    )


def name_as_before(
    scenes: Sequence[SceneText],
    base: Mapping[str, Written],
    people: Mapping[str, str],
    taken: Mapping[str, Iterable[str]],
) -> None:
    """Give scenes and shots the names that they had in `base`, and new ones names that no other
    has. `people` are what those of the cast are called now; `taken` are names of shots by their
    scene, and of scenes under ''.
    """
    said = _Words(base, people)
    old = list(_maps(base, "scenes").items())
    new_words = [said.of_scene(scene.words, scene.shots) for scene in scenes]
    old_words = [said.of_scene(scene, list(_maps(scene, "shots").values())) for _, scene in old]
    pairs = paired(old_words, new_words, _alike_scenes)
    counted = dict.fromkeys([*(name for name, _ in old), *taken.get("", ())], 1)
    for index, scene in enumerate(scenes):
        if index not in pairs:
            scene.name = free_name(scene.name, counted)
            continue
        name, before = old[pairs[index]]
        scene.name = name
        _name_shots(scene, _maps(before, "shots"), said, taken.get(name, ()))


def _name_shots(
    scene: SceneText, before: Mapping[str, WrittenMap], said: _Words, taken: Iterable[str]
) -> None:
    old, names = list(before.values()), list(before)
    old_words = [said.of_shot(shot) for shot in old]
    new_words = [said.of_shot(shot) for shot in scene.shots]
    pairs = paired(old_words, new_words, _alike)
    counted = dict.fromkeys([*names, *taken], 1)
    for index, shot in enumerate(scene.shots):
        if index not in pairs:
            name = re.sub(r"-\d+$", "", scene.names[index]) or scene.names[index]
            scene.names[index] = free_name(name, counted)
            continue
        was = old[pairs[index]]
        scene.names[index] = names[pairs[index]]
        if said.same_shot(was, shot):
            scene.shots[index] = was  # whatever else a paragraph would be today
        elif said.reads_as(was, shot):
            shot["prompt"] = was["prompt"]  # who is a mention may have become another


def paired(
    old: Sequence[One], new: Sequence[One], alike: Callable[[One, One], float]
) -> dict[int, int]:
    """The places of old items by those of the new ones that they became: the same ones in their
    order, then the likest between those, then the same ones that moved.
    """
    keys: dict[str, int] = {}
    codes = [[keys.setdefault(repr(each), len(keys)) for each in side] for side in (old, new)]
    matcher = SequenceMatcher(None, *codes, autojunk=False)
    pairs: dict[int, int] = {}
    for tag, a, b, c, _ in matcher.get_opcodes():
        if tag == "equal":
            pairs |= {c + step: a + step for step in range(b - a)}
    gone = [index for index in range(len(old)) if index not in set(pairs.values())]
    for index, code in enumerate(codes[1]):
        same = next((at for at in gone if codes[0][at] == code), None)
        if index not in pairs and same is not None:
            pairs[index] = same
            gone.remove(same)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "replace":
            left = [at for at in range(a, b) if at in gone]
            come = [at for at in range(c, d) if at not in pairs]
            pairs |= _likest(old, new, left, come, alike)
    return pairs


def _likest(
    old: Sequence[One],
    new: Sequence[One],
    left: list[int],
    come: list[int],
    alike: Callable[[One, One], float],
) -> dict[int, int]:
    """Pairs, both rising, that are the likest together."""
    if len(left) * len(come) > MOST:
        return {b: a for a, b in zip(left, come, strict=False) if alike(old[a], new[b]) >= LEAST}
    likeness = [[alike(old[a], new[b]) for b in come] for a in left]
    best = [[0.0] * (len(come) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(come) - 1, -1, -1):
            both = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= LEAST else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(left) and j < len(come):
        if likeness[i][j] >= LEAST and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs[come[j]] = left[i]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


class _Words:
    """The words of scenes and shots, whatever of them is a mention of the cast."""

    def __init__(self, base: Mapping[str, Written], people: Mapping[str, str]):
        self.cast = {key: str(each["called"]) for key, each in _maps(base, "cast").items()}
        self.cast |= people
        self._naming = naming(self.cast.values())

    def spoken(self, prompt: str) -> str:
        """A prompt as it reads."""
        return MENTION.sub(lambda found: "$" if found[1] == "$" else self._called(found[1]), prompt)

    def reads_as(self, one: Mapping[str, Written], other: Mapping[str, Written]) -> bool:
        """Whether two shots show the same words, of which names may be mentions."""
        texts = [
            self._naming.sub(
                lambda found: found[0].casefold(), self.spoken(str(shot.get("prompt", "")))
            )
            for shot in (one, other)
        ]
        return texts[0].split() == texts[1].split()

    def same_shot(self, one: Mapping[str, Written], other: Mapping[str, Written]) -> bool:
        """Whether a script says the same in two shots."""
        texts = [(_said(shot), str(shot.get("note", ""))) for shot in (one, other)]
        return self.reads_as(one, other) and texts[0] == texts[1]

    def _called(self, name: str) -> str:
        found = name
        while found not in self.cast and "-" in found:
            found = found.rpartition("-")[0]
        return self.cast.get(found, found.replace("-", " ")) + name[len(found) :]

    def of_shot(self, shot: Mapping[str, Written]) -> tuple[str, ...]:
        """The words of a shot."""
        said = _said(shot)
        words = [self.spoken(str(shot.get("prompt", ""))), *said, str(shot.get("note", ""))]
        return tuple(WORD.findall(" ".join(words).casefold()))

    def of_scene(
        self, scene: Mapping[str, Written], shots: Sequence[Mapping[str, Written]]
    ) -> tuple[str, tuple[str, ...]]:
        """The heading of a scene, and the words of all its shots."""
        words = tuple(word for shot in shots for word in self.of_shot(shot))
        return str(scene.get("slug", "")), words


def _said(shot: Mapping[str, Written]) -> list[str]:
    """Who says what in a shot, and how."""
    lines = cast("Sequence[Mapping[str, Written]]", shot.get("lines", ()))
    return [str(line.get(word, "")) for line in lines for word in ("who", "note", "line")]


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LEAST else 0.0


def _alike_scenes(one: tuple[str, tuple[str, ...]], other: tuple[str, tuple[str, ...]]) -> float:
    """How much of two scenes is the same; one with the same heading in the same place is the
    same.
    """
    words = _alike(one[1], other[1])
    return max(words, LEAST) + 0.2 if one[0] == other[0] else words


def _maps(text: Mapping[str, Written], section: str) -> dict[str, WrittenMap]:
    return cast("dict[str, WrittenMap]", text.get(section) or {})

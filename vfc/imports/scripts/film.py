"""The text of a film that a screenplay makes, as maps."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vfc.imports.laying import RESERVED, free_name, slug
from vfc.imports.scripts.drafts import SceneDraft, ScriptDraft, ShotDraft
from vfc.imports.scripts.people import People, cue_of
from vfc.language.yaml.write import Written

ELSEWHERE = re.compile(
    r"\((?:V\.? ?O\.?|O\.? ?[SC]\.?|OFF|VOICE ?OVER|OFF ?SCREEN)(?!\w)", re.IGNORECASE
)
LETTERS, LINES = 61, 55  # of an action's line, and lines of a page, which is a minute
LEAST = 2.0  # seconds
WORDS = 4  # of a shot's name

WrittenMap = dict[str, Written]


@dataclass(kw_only=True)
class Known:
    """What an earlier reading called the people, the locations and the times, by their words;
    `taken` are names that others have, by the section of the text.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    locations: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, str] = field(default_factory=dict)
    taken: Mapping[str, Iterable[str]] = field(default_factory=dict)


@dataclass(kw_only=True)
class SceneText:
    """A scene with its words but without a name: what stands in it, its shots, and what stands in
    the cut before and after each.
    """

    words: WrittenMap
    name: str
    shots: list[WrittenMap]
    names: list[str]
    joints: list[tuple[Written | None, Written | None]]


class ScriptText:
    """A screenplay as the maps of a film's text, whose scenes and shots have names to begin
    with.
    """

    def __init__(self, draft: ScriptDraft, known: Known | None = None):
        known = known or Known()
        self.draft = draft
        actions = [shot.action for scene in draft.scenes for shot in scene.shots]
        taken = known.taken.get("cast", ())
        self.people = People(draft.speakers, known.people, taken, actions)
        self.locations = _Names(known.locations, known.taken.get("sets", ()), "place")
        self.times = _Names(known.times, known.taken.get("presets", ()), "time")
        self.scenes = [self._scene(scene) for scene in draft.scenes]

    def film(self, title: str) -> WrittenMap:
        """The whole text, by the names that scenes and shots have now."""
        text: WrittenMap = {"vfc": 1, "title": self.draft.title or title}
        text |= {"note": self.draft.note} if self.draft.note else {}
        text["format"] = {"size": "1280x720", "rate": 24}
        if self.times.keys:
            text["presets"] = {key: {"style": time} for time, key in self.times.keys.items()}
        if self.people.shown:
            text["cast"] = {
                key: {"look": name, "called": name} for key, name in self.people.shown.items()
            }
        if self.locations.keys:
            text["sets"] = {key: {"look": place} for place, key in self.locations.keys.items()}
        text["scenes"] = {
            scene.name: {**scene.words, "shots": dict(zip(scene.names, scene.shots, strict=True))}
            for scene in self.scenes
        }
        text["cut"] = self._cut()
        text["deliver"] = {"film.mp4": {}}
        text["profiles"] = {"draft": {"size": "480x270", "quality": "draft"}}
        return text

    def _scene(self, scene: SceneDraft) -> SceneText:
        words: WrittenMap = {"note": "\n".join(scene.notes)} if scene.notes else {}
        if scene.heading:
            words["slug"] = scene.heading
            words["set"] = self.locations.key(scene.slug.location)
            if scene.slug.time:
                words["preset"] = self.times.key(scene.slug.time)
        name = slug(scene.slug.name) or slug(scene.heading) or "opening"
        counted: dict[str, int] = {}
        return SceneText(
            words=words,
            name=f"{name}-scene" if name in RESERVED else name,
            shots=[self._shot(shot) for shot in scene.shots],
            names=[free_name(self._named(shot), counted) for shot in scene.shots],
            joints=[(shot.begins, shot.ends) for shot in scene.shots],
        )

    def _named(self, shot: ShotDraft) -> str:
        words = slug(shot.action).split("-")[:WORDS]
        if words != [""]:
            return "-".join(words)
        return self.people.key(cue_of(shot.lines[0].cue).name) if shot.lines else "shot"

    def _shot(self, shot: ShotDraft) -> WrittenMap:
        prompt = self.people.mentioned(shot.action)
        # who is heard from elsewhere is not seen
        unseen = [
            f"${key}"
            for key in self._speakers(shot)
            if not re.search(rf"\${re.escape(key)}(?![\w-])", prompt)
        ]
        words = " ".join(each for each in (prompt, ", ".join(unseen)) if each)
        found: WrittenMap = {"prompt": words or "nobody"}
        if shot.lines:
            found["lines"] = [
                {"who": self.people.key(cue_of(line.cue).name)}
                # what happens is seen before anybody speaks
                | ({"at": page_time(shot.action)} if shot.action and not number else {})
                | ({"note": line.note} if line.note else {})
                | {"line": line.words}
                for number, line in enumerate(shot.lines)
            ]
        else:
            found["length"] = page_time(shot.action)
        return found | ({"note": "\n".join(shot.notes)} if shot.notes else {})

    def _speakers(self, shot: ShotDraft) -> list[str]:
        """Who speaks in the picture; without one such, who is heard, in a shot of nothing else."""
        names = [(cue_of(line.cue).name, line.note) for line in shot.lines]
        seen = [name for name, note in names if not ELSEWHERE.search(note)]
        heard = [name for name, _ in names] if not shot.action else []
        return list(dict.fromkeys(map(self.people.key, seen or heard)))

    def _cut(self) -> list[Written]:
        """Scenes in order, with what stands between them; where it stands within one, its shots."""
        cut: list[Written] = []
        for scene in self.scenes:
            inside = [begins for begins, _ in scene.joints[1:]] + [e for _, e in scene.joints[:-1]]
            names = [f"{scene.name}/{name}" for name in scene.names]
            whole = not any(inside)
            for (begins, ends), name in zip(scene.joints, names, strict=True):
                faded = not cut or (is_fade(cut[-1]))
                if begins and (not faded or is_fade(begins)):
                    cut.append(begins)
                if not whole or name == names[0]:
                    cut.append(scene.name if whole else name)
                if ends:
                    cut.append(ends)
        return cut


class _Names:
    """Names for words, each the same for the same words."""

    def __init__(self, known: Mapping[str, str], taken: Iterable[str], otherwise: str):
        self.known, self.otherwise = known, otherwise
        self._counted: dict[str, int] = dict.fromkeys([*known.values(), *taken], 1)
        self.keys: dict[str, str] = {}

    def key(self, words: str) -> str:
        if words not in self.keys:
            self.keys[words] = self.known.get(words) or free_name(
                slug(words) or self.otherwise, self._counted
            )
        return self.keys[words]


def is_fade(entry: Written) -> bool:
    """Whether an entry of the cut is a fade."""
    return isinstance(entry, Mapping) and "fade" in entry


def page_time(action: str) -> str:
    """How long a paragraph of action is seen: a page of a screenplay is a minute, its lines and the
    blank one after them have their part of it; to the half second.
    """
    lines = math.ceil(max(1, len(action)) / LETTERS) + 1
    halves = max(round(2 * LEAST), round(2 * lines * 60 / LINES))
    return f"{halves // 2}s" if halves % 2 == 0 else f"{halves / 2:g}s"


def named_apart(scenes: Sequence[SceneText], taken: Iterable[str] = ()) -> None:
    """Give each scene a name of its own."""
    counted: dict[str, int] = dict.fromkeys(taken, 1)
    for scene in scenes:
        scene.name = free_name(scene.name, counted)

"""A screenplay laid out: a scene for each slugline, a shot for each paragraph of action with the
lines after it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vfc.imports.scripts.headings import Slugline, joint, slugline
from vfc.imports.scripts.people import cue_of
from vfc.imports.scripts.script import ElementKind, Script, ScriptElement
from vfc.language.yaml.write import Written


@dataclass(slots=True)
class LineDraft:
    """What somebody says: the cue, what stands in parentheses, the words."""

    cue: str
    note: str
    words: str


@dataclass(slots=True)
class ShotDraft:
    """A paragraph of action, what is said after it, and what is noted of it. `begins` and `ends`
    stand in the cut before and after it.
    """

    action: str = ""
    lines: list[LineDraft] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    begins: Written | None = None
    ends: Written | None = None
    closed: bool = False


@dataclass(slots=True)
class SceneDraft:
    """A scene: its heading, '' where a screenplay begins without one."""

    heading: str = ""
    slug: Slugline = field(default=Slugline("", ""))
    notes: list[str] = field(default_factory=list)
    shots: list[ShotDraft] = field(default_factory=list)


@dataclass(slots=True)
class ScriptDraft:
    """A whole screenplay as scenes."""

    title: str
    note: str
    scenes: list[SceneDraft]
    remarks: list[str]

    @property
    def speakers(self) -> list[str]:
        """Who speaks, each once, in the order of the screenplay."""
        lines = (line for scene in self.scenes for shot in scene.shots for line in shot.lines)
        return list(dict.fromkeys(cue_of(line.cue).name for line in lines))


def drafted(script: Script) -> ScriptDraft:
    """A screenplay as scenes and shots; every word of it is in one of them."""
    laying = _Laying(script)
    for element in script.elements:
        laying.add(element)
    return laying.draft()


class _Laying:
    def __init__(self, script: Script):
        self.script = script
        self.scenes: list[SceneDraft] = []
        self.ahead: list[str] = []  # notes of the scene that comes
        self.begins: Written | None = None  # in the cut before the next shot
        self.speaker: ScriptElement | None = None
        self.spoken = False  # the speaker has said something
        self.asides: list[str] = []
        self.remarks = list(script.remarks)

    def draft(self) -> ScriptDraft:
        """All that was added."""
        self._silent()
        if self.ahead:
            self._scene().shots[-1].notes += self.ahead
        for scene in self.scenes:
            scene.shots = scene.shots or [ShotDraft(action=scene.heading)]
        page = self.script.title_page
        title = next((words for key, words in page if key.lower() == "title"), "")
        note = "\n".join(f"{key}: {words}" if key else words for key, words in page if words)
        unkeyed = next((words for key, words in page if not key), "")
        return ScriptDraft(title or unkeyed, note, self.scenes, list(dict.fromkeys(self.remarks)))

    def add(self, element: ScriptElement) -> None:
        """One more element."""
        match element.kind:
            case ElementKind.HEADING:
                self._silent()
                self._heading(element.words)
            case ElementKind.ACTION:
                self._silent()
                self._shot(element.words)
            case ElementKind.CUE:
                self._silent()
                self.speaker, self.spoken = element, False
            case ElementKind.PARENTHETICAL:
                self._aside(element.words)
            case ElementKind.DIALOGUE:
                self._line(element.words)
            case ElementKind.TRANSITION:
                self._silent()
                self._transition(element.words)
            case _:
                self._hidden(element)

    def _heading(self, words: str) -> None:
        found = slugline(words)
        if found.goes_on and self.scenes:
            found = found._replace(time=self.scenes[-1].slug.time)
        self.scenes.append(SceneDraft(words, found, self.ahead))
        self.ahead = []

    def _scene(self) -> SceneDraft:
        """The scene that goes on; one without a heading, where there is none yet."""
        if not self.scenes:
            self.scenes.append(SceneDraft(notes=self.ahead))
            self.ahead = []
        scene = self.scenes[-1]
        if not scene.heading and not scene.shots:
            scene.shots.append(ShotDraft())
        return scene

    def _shot(self, action: str = "") -> ShotDraft:
        if not self.scenes:
            self.scenes.append(SceneDraft(notes=self.ahead))
            self.ahead = []
        shot = ShotDraft(action=action, begins=self.begins)
        self.begins = None
        self.scenes[-1].shots.append(shot)
        return shot

    def _open(self) -> ShotDraft:
        """The shot in which somebody speaks."""
        shots = self.scenes[-1].shots if self.scenes else []
        return shots[-1] if shots and not shots[-1].closed else self._shot()

    def _aside(self, words: str) -> None:
        if self.speaker is None:
            self._shot(words)
        else:
            self.asides.append(words)

    def _line(self, words: str) -> None:
        if self.speaker is None:
            self._shot(words)
            return
        extension = cue_of(self.speaker.words).extension
        note = " ".join([*([extension] if extension else []), *self.asides])
        shot = self._open()
        shot.lines.append(LineDraft(self.speaker.words, note, words))
        self.speaker = ScriptElement(ElementKind.CUE, cue_of(self.speaker.words).name)
        self.asides = []
        self.spoken = True

    def _silent(self) -> None:
        """What stands behind somebody's last words, or in the place of them, is a note, after which
        nobody speaks in this shot.
        """
        speaker, asides = self.speaker, self.asides
        self.speaker, self.asides = None, []
        if speaker is None:
            return
        words = [*([] if self.spoken else [speaker.words]), *asides]
        if words:
            shot = self._open()
            shot.notes.append(" ".join(words))
            shot.closed = True

    def _transition(self, words: str) -> None:
        found = joint(words)
        if not found.known:
            self.remarks.append(f"the transition '{words}' is a plain cut")
        if not self.scenes:
            self.ahead.append(words)
        else:
            shots = self.scenes[-1].shots or [self._shot(self.scenes[-1].heading)]
            shots[-1].notes.append(words)
            shots[-1].closed = True
            shots[-1].ends = shots[-1].ends or found.ends
        self.begins = found.begins or self.begins

    def _hidden(self, element: ScriptElement) -> None:
        match element.kind:
            case ElementKind.SECTION:
                words = f"# {element.words}"
            case ElementKind.SYNOPSIS:
                words = f"= {element.words}"
            case ElementKind.NOTE:
                words = f"[[{element.words}]]"
            case _:
                words = f"/*{element.words}*/"
        shots = self.scenes[-1].shots if self.scenes else []
        if element.kind is ElementKind.SECTION or not self.scenes:
            self.ahead.append(words)
        elif shots and not self.ahead:
            shots[-1].notes.append(words)
        elif self.ahead:
            self.ahead.append(words)
        else:
            self.scenes[-1].notes.append(words)

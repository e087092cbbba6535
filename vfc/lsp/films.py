"""The films that an editor has open, as their unsaved texts have them: parsed at once, loaded and
planned behind.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from vfc.errors import Mistake, VfcError
from vfc.language.names import FilmNames, names_of
from vfc.language.yaml.compose import compose
from vfc.language.yaml.text import SourceText, read_texts
from vfc.project.filmtexts import NAMES, including_film, is_of_a_film
from vfc.project.workspace import Workspace, find_workspace
from vfc.store.plainfiles import read_plain

if TYPE_CHECKING:  # what plans and checks is imported behind the first answers
    from vfc.project.plan import Planned
    from vfc.review.model.values import ReviewShot


@dataclass(slots=True)
class OpenFilm:
    """A film with the texts of it that an editor has open, and what was last known of it.

    `texts` are by file, relative to the film's folder. `source` is the last text that YAML could
    read, with what could be read of the newest.
    """

    workspace: Workspace
    texts: dict[str, str] = field(default_factory=dict)
    source: SourceText | None = None
    names: FilmNames = field(default_factory=FilmNames)
    planned: Planned | None = None
    shots: Mapping[str, ReviewShot] = field(default_factory=dict)
    version: int = 0
    read_version: int = -1
    typed: tuple[str, int] | None = None  # the file and the line, from 0, that somebody types in
    _lines: dict[str, tuple[str, list[str]]] = field(default_factory=dict)

    def put(self, file: str, text: str | None, line: int | None = None) -> None:
        """A text as it stands in the editor; None where it is as on the disk again. `line`, from 0,
        is where it changed.
        """
        self.typed = (file, line) if line is not None else None
        if text is None:
            self.texts.pop(file, None)
        else:
            self.texts[file] = text
        self.version += 1

    def lines(self, file: str) -> list[str]:
        """The lines of a text as it is known now."""
        text = self.texts.get(file)
        if text is None:
            text = self.source.texts.get(file, "") if self.source is not None else ""
        if file not in self._lines or self._lines[file][0] is not text:
            self._lines[file] = text, text.replace("\r\n", "\n").split("\n")
        return self._lines[file][1]

    def read(self) -> None:
        """Parse the text anew, where it changed."""
        if self.read_version == self.version:
            return
        version, texts = self.version, dict(self.texts)
        source = self._source(texts)
        if not source.whole:
            file, line = self.typed or ("", -1)
            source = self._source(
                {each: readable(text, line if each == file else -1) for each, text in texts.items()}
            )
        if source.root.entries or self.source is None:
            self.source, self.names = source, names_of(source)
        self.read_version = version

    def _source(self, texts: Mapping[str, str]) -> SourceText:
        folder = self.workspace.folder

        def text_of(path: Path) -> str | bytes:
            file = os.path.relpath(path, folder)
            return texts[file] if file in texts else read_plain(path)

        return read_texts(folder, self.workspace.entry, text_of, self.workspace.outside)

    def check(self) -> tuple[Mistake, ...]:
        """All that `vfc check` says of the texts as they stand in the editor; what is no mistake of
        the text, such as a store that may not be read, is a VfcError.
        """
        from vfc.commands.check import check

        return check(self.workspace, texts=dict(self.texts))

    def plan(self) -> None:
        """Learn how each shot stands; with a text that is wrong, what was known stays."""
        from vfc.project.load import load
        from vfc.project.plan import PlanOptions, plan_film
        from vfc.review.model.shots import review_shots

        try:
            self.planned = plan_film(load(self.workspace, texts=dict(self.texts)), PlanOptions())
            self.shots = review_shots(self.planned)
        except VfcError:
            return


def readable(text: str, line: int) -> str:
    """A text that YAML can read of one that somebody types in: itself, or without that line, or up
    to where it breaks.
    """
    if compose("", text).whole:
        return text
    lines = text.split("\n")
    if 0 <= line < len(lines):
        without = "\n".join([*lines[:line], "", *lines[line + 1 :]])
        if compose("", without).whole:
            return without
    first = min((each.span.line for each in compose("", text).mistakes), default=1) - 1
    for stop in range(first, max(-1, first - 40), -1):
        upto = "\n".join(lines[:stop])
        if compose("", upto).whole:
            return upto
    return ""


def find_film(path: Path) -> tuple[Workspace, str] | None:
    """The film that a file belongs to, and the file's name in it; None where there is none."""
    try:
        if not is_of_a_film(path):
            return None
        if path.name in NAMES and not path.exists():  # nobody has saved it yet
            folder = path.parent.resolve()
            return Workspace(
                folder=folder, entry=path.name, profile=None, store=folder / ".vfc"
            ), path.name
        found = including_film(path)
        workspace = found or find_workspace(path)
    except VfcError:
        return None
    file = os.path.relpath(path.resolve(), workspace.folder)
    return workspace, Path(file).as_posix()

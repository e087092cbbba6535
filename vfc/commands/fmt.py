"""`vfc fmt`: the texts of films in one layout."""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from vfc.errors import Mistake, TextError, UsageError
from vfc.language.layout.lay import laid_out
from vfc.project.filmtexts import FilmTexts, film_texts
from vfc.project.texts import edit_text, refuse_outside


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """A text before and after; `name` is its path as people at this folder say it."""

    name: str
    path: Path
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether it is another text now."""
        return self.before != self.after


def lay_out(named: Sequence[Path], *, only_films: bool = False) -> tuple[LaidOut, ...]:
    """Each text of the films that are named, in its layout; nothing is written.

    UsageError where there is no film, or a link leads out of it; TextError with what of the texts
    YAML cannot read.
    """
    found: list[LaidOut] = []
    mistakes: list[Mistake] = []
    for film in film_texts(named, only_films=only_films):
        refuse_outside(film.workspace, film.files)
        for file in film.files:
            try:
                found.append(_one(film, file))
            except TextError as error:
                mistakes += error.mistakes
        if not film.files:  # there is no text to speak of
            mistakes += film.source.mistakes
    if mistakes:
        raise TextError(mistakes)
    return tuple(found)


def _one(film: FilmTexts, file: str) -> LaidOut:
    text = film.source.texts[file]
    lost = [each for each in film.source.mistakes if each.span.file == file and "\ufffd" in text]
    if any("UTF-" in each.message for each in lost):
        raise TextError(lost)
    path = film.workspace.folder / file
    return LaidOut(name=shown(path), path=path, before=text, after=laid_out(file, text))


def lay_out_input(stream: BinaryIO) -> tuple[LaidOut, ...]:
    """A text that is read from a stream, in its layout; TextError where YAML cannot read it,
    UsageError of what is not UTF-8.
    """
    try:
        text = stream.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError("what stands on standard input is not UTF-8") from error
    bare = text.removeprefix("\ufeff")
    mark = text[: len(text) - len(bare)]
    after = laid_out("-", bare)
    return (LaidOut(name="-", path=Path("-"), before=text, after=mark + after),)


def write(laid: Sequence[LaidOut]) -> None:
    """Write each text that changed, whole or not at all; UsageError where one cannot be written."""
    for each in laid:
        if each.changed:
            edit_text(each.path, each.after)


def shown(path: Path) -> str:
    """A path below this folder as it is seen from here; others whole."""
    here = Path.cwd()
    return os.path.relpath(path, here) if path.is_relative_to(here) else str(path)


def difference(name: str, before: str, after: str) -> str:
    """A unified difference of two texts, as `patch` reads it; '' where they are one."""
    one, other = (text.replace("\r\n", "\n") for text in (before, after))
    if one == other:
        one, other = before, after  # line breaks alone
    lines = difflib.unified_diff(_lines(one), _lines(other), name, name)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(text: str) -> list[str]:
    """The lines of a text as `patch` counts them."""
    lines = text.split("\n")
    return [*(f"{line}\n" for line in lines[:-1]), *([lines[-1]] if lines[-1] else [])]

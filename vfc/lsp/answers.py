"""What is said of a place of the text: its word, its name, its shot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vfc.film.model import Film
from vfc.language.names import NameKind, Occurrence
from vfc.language.words.kinds import Field, Fields
from vfc.language.words.reference import default_of, kind_of
from vfc.lsp.completion import about_word
from vfc.lsp.cursor import cursor_at
from vfc.lsp.films import OpenFilm
from vfc.lsp.kinds import kind_at, map_at

if TYPE_CHECKING:
    from vfc.review.model.values import ReviewShot

ABOUT = {
    "presets": ("style", "avoid", "extends"),
    "cast": ("called", "look", "voice"),
    "sets": ("look",),
    "generators": ("use", "model", "revision"),
    "profiles": ("size", "generator", "quality"),
    "scenes": ("slug", "preset", "set"),
    "cuts": ("title",),
}


def hover_text(film: OpenFilm, file: str, text: str, line: int, column: int) -> str:
    """What is said of a place, line and column from 0, as Markdown; '' where there is nothing."""
    name = film.names.at(file, line + 1, column + 1)
    if name is not None:
        return about_name(film, name)
    return _about_word_at(text, line, column)


def about_name(film: OpenFilm, name: Occurrence) -> str:
    """A name: of a shot its whole prompt, its frames and how it stands, of others their words."""
    if name.kind is NameKind.SHOT:
        return _about_shot(film, name.name)
    node = film.names.nodes.get((name.kind, name.name))
    lines = [f"**{name.kind}.{name.name}**"]
    for word in ABOUT.get(name.kind.value, ()):
        value = node.get(word) if node is not None else None
        if value is not None:
            said = value.text or ", ".join(
                each.text for each in (*value.items, *(held for _, held in value.entries))
            )
            lines.append(f"{word}: {_plain(said)}")
    return "\n\n".join(lines)


def _about_shot(film: OpenFilm, name: str) -> str:
    shot = film.planned.loaded.film.shots.get(name) if film.planned is not None else None
    lines = [f"**{name}**"]
    if shot is None or film.planned is None:
        node = film.names.nodes.get((NameKind.SHOT, name))
        prompt = node.get("prompt") if node is not None else None
        return "\n\n".join([*lines, *([_plain(prompt.text)] if prompt is not None else [])])
    if shot.prompt.text:
        lines.append(_plain(shot.prompt.text))
    if shot.prompt.avoid:
        lines.append(f"avoid: {_plain(shot.prompt.avoid)}")
    about = "about " if shot.about else ""
    lines.append(f"{about}{shot.frames} frames ({_seconds(film.planned.loaded.film, shot.frames)})")
    seen = film.shots.get(name)
    if seen is not None:
        lines.append(f"{seen.generator} {seen.made_with}".strip())
        lines.append(state_text(seen))
        lines += [_plain(each) for each in seen.reasons]
    return "\n\n".join(lines)


def _seconds(film: Film, frames: int) -> str:
    return f"{float(frames / film.format.rate):.2f} s"


def state_text(shot: ReviewShot) -> str:
    """How a shot stands, which of its takes, and what it cost or costs."""
    takes = f", take {shot.take} of {shot.takes}" if shot.takes > 1 else ""
    return f"{shot.state}{takes}{f'; {shot.cost}' if shot.cost else ''}"


def _about_word_at(text: str, line: int, column: int) -> str:
    """A word of the language under the cursor, or the value of one."""
    lines = text.replace("\r\n", "\n").split("\n")
    written = lines[line] if line < len(lines) else ""
    stop = column
    while stop < len(written) and (written[stop].isalnum() or written[stop] in "-_."):
        stop += 1
    at = cursor_at(lines, line, stop)
    if at is None:
        return ""
    if at.in_value:
        found = kind_at((*at.way, at.key))
        field = found[1] if found is not None else None
        return (
            ""
            if field is None
            else f"**{field.name}**: {kind_of(field.kind)}\n\n{about_word(field)}"
        )
    holder = map_at(at.way)
    field = holder.table.get(at.typed) if isinstance(holder, Fields) else None
    if field is None:
        return ""
    return _about_field(field)


def _about_field(field: Field) -> str:
    default = f"\n\ndefault: `{default_of(field)}`" if default_of(field) else ""
    return f"**{field.name}**: {kind_of(field.kind)}\n\n{about_word(field)}{default}"


def _plain(text: str) -> str:
    """A text of the film as Markdown shows it: nothing in it is markup."""
    return "".join(f"\\{each}" if each in "\\`*_{}[]<>#|!~" else each for each in text)

"""What two versions differ in, as one HTML file: nothing in it comes from elsewhere, and no text of
a film is taken for HTML.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape

import numpy

from vfc.compare.model import FilmDiff
from vfc.compare.stills import ShotStills
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
from vfc.errors import visible
from vfc.film.timing import Size

WIDEST, LARGEST = 480, 60_000  # pixels and bytes of a picture
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
STYLE = """
:root { color-scheme: light dark; --line: #8885; --soft: #777; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; } p { margin: .3rem 0; }
ul { margin: .3rem 0; padding-left: 1.2rem; }
.verdict { font-weight: 600; } .soft { color: var(--soft); }
@media (prefers-color-scheme: dark) { :root { --soft: #aaa; } }
article { border-top: 1px solid var(--line); padding: 1rem 0; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; margin-top: .5rem; }
figure { margin: 0; } figcaption { color: var(--soft); font-size: .85rem; }
.strip { display: flex; gap: 2px; } .strip img { min-width: 0; flex: 1; width: 100%; height: auto; }
.empty { border: 1px dashed var(--line); display: grid; place-items: center; min-height: 6rem;
  color: var(--soft); padding: .5rem; text-align: center; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
@media (max-width: 40rem) { .sides { grid-template-columns: 1fr; } }
"""


def page(diff: FilmDiff, stills: Iterable[ShotStills]) -> str:
    """The page, with what stands of the shots' frames beside each other."""
    return "\n".join(_page(diff, stills)) + "\n"


def _text(text: str) -> str:
    return escape(visible(text))


def _page(diff: FilmDiff, stills: Iterable[ShotStills]) -> Iterator[str]:
    title = _text(diff.after.title)
    sides = f"{_text(version_text(diff.before))} → {_text(version_text(diff.after))}"
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}: {sides}</title><style>{STYLE}</style></head><body><main>"
    yield f"<h1>{title}</h1><p class=soft>{sides}</p>"
    yield f"<p class=verdict>{_text(verdict(diff))}</p>"
    if not diff.same:
        yield from _list([f"length {length_text(diff)}", *cost_lines(diff)])
        yield from _shots(diff, {each.shot.name: each for each in stills})
        yield from _rest(diff)
    yield "</main></body></html>"


def _shots(diff: FilmDiff, stills: dict[str, ShotStills]) -> Iterator[str]:
    if diff.shots:
        yield "<h2>Shots</h2>"
    for shot in diff.shots:
        yield f"<article><h3>{_text(shot.name)}: {_text(became(shot))}</h3>"
        yield from _list(reasons(shot))
        yield from _list(field_texts(shot), "code")
        yield from (f"<p class=soft>{_text(each)}</p>" for each in seen_texts(shot, diff))
        if shot.name in stills:
            each = stills[shot.name]
            yield "<div class=sides>"
            yield _figure(version_text(diff.before), each.before, each.missing[0])
            yield _figure(version_text(diff.after), each.after, each.missing[1])
            yield "</div>"
        yield "</article>"


def _rest(diff: FilmDiff) -> Iterator[str]:
    for cut in diff.cuts:
        yield f"<h2>Cut {_text(cut.name)}</h2>"
        yield from _list(f"{at} {text}".strip() for at, text in cut_lines(cut, diff))
    for section in SECTIONS:
        words = diff.words_of(section)
        if words:
            yield f"<h2>{section.capitalize()}</h2>"
            yield from _list(map(word_text, words))
    if diff.files:
        yield "<h2>Files</h2>"
        yield from _list(f"{each.path}: {each.change}" for each in diff.files)


def _list(texts: Iterable[str], tag: str = "span") -> Iterator[str]:
    lines = [f"<li><{tag}>{_text(each)}</{tag}></li>" for each in texts]
    if lines:
        yield f"<ul>{''.join(lines)}</ul>"


def _figure(name: str, frames: tuple[numpy.ndarray, ...], missing: str) -> str:
    pictures = "".join(f'<img alt="" src="{_source(frame)}">' for frame in frames)
    empty = f"<div class=empty>{_text(missing)}</div>"
    inner = f"<div class=strip>{pictures}</div>" if frames else empty
    return f"<figure>{inner}<figcaption>{_text(name)}</figcaption></figure>"


def _source(frame: numpy.ndarray) -> str:
    from vfc.media.fit import resized
    from vfc.media.stills.encode import jpeg_bytes

    height, width = frame.shape[:2]
    scale = min(1.0, WIDEST / width)
    size = Size(max(1, round(width * scale)), max(1, round(height * scale)))
    data = jpeg_bytes(resized(frame, size), LARGEST)
    return f"data:image/jpeg;base64,{b64encode(data).decode('ascii')}"

"""Films of a few lines, resolved without a disk: what each file is follows from its name's
ending.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from vfc.errors import Mistake
from vfc.film.facts import FileKind
from vfc.film.model import Asset, Film, MediaFacts, Shot
from vfc.film.timing import Size
from vfc.language.resolve.film import resolve
from vfc.language.words.assetpaths import asset_paths
from vfc.language.words.check import check_shape
from vfc.language.yaml.text import SourceText, read_texts

FACTS = {
    "mov": MediaFacts(
        kind=FileKind.VIDEO,
        frames=300,
        rate=Fraction(25),
        seconds=Fraction(12),
        size=Size(640, 360),
        timecode=25 * 3600,
        channels=2,
        sample_rate=48000,
    ),
    "seq": MediaFacts(
        kind=FileKind.VIDEO,
        frames=300,
        rate=Fraction(1),
        seconds=Fraction(300),
        size=Size(640, 360),
        numbered=True,
    ),
    "wav": MediaFacts(kind=FileKind.SOUND, seconds=Fraction(30), channels=2, sample_rate=48000),
    "png": MediaFacts(kind=FileKind.STILL, frames=1, size=Size(640, 360)),
    "jpg": MediaFacts(kind=FileKind.STILL, frames=1, size=Size(640, 360)),
}
INSTALLED = {
    "previs": lambda name, options: (("detail", 1), ("seasons", True)),
    "paint": lambda name, options: (("guidance", 5.0), ("steps", 20)),
}


def source_of(text: str) -> SourceText:
    """The source of a film of one file."""
    return read_texts(Path("nowhere"), read=lambda path: text.encode())


def source_in(folder: Path, text: str, **includes: str) -> SourceText:
    """The source of a film in a folder, whose includes are `NAME.yaml`."""
    for name, each in {"film": text, **includes}.items():
        (folder / f"{name}.yaml").write_bytes(each.encode())
    return read_texts(folder)


def assets_of(source: SourceText) -> dict[str, Asset]:
    """Every file that the text names, but those called `gone`, as if it had been read."""
    paths, _ = asset_paths(source)
    return {
        path: Asset(
            path=path,
            digest=path.encode().hex().ljust(64, "0")[:64],
            facts=FACTS.get(path.rpartition(".")[2], MediaFacts(kind=FileKind.DATA)),
        )
        for path, _ in paths
        if "gone" not in path
    }


def read(
    text: str, profile: str | None = None, installed: Mapping = INSTALLED
) -> tuple[Film | None, list[Mistake]]:
    """The film of a text, and all that is told about its shape and its meaning."""
    source = source_of(text)
    film, mistakes = resolve(source, assets_of(source), profile=profile, generators=installed)
    found = [*source.mistakes, *check_shape(source), *asset_paths(source)[1], *mistakes]
    return film, sorted(
        (each.with_excerpt(source.texts) for each in found), key=lambda each: each.span
    )


def told(text: str, profile: str | None = None) -> str:
    """All that is told about a text."""
    return "\n".join(map(str, read(text, profile)[1]))


def film_of(text: str, profile: str | None = None) -> Film:
    """The film of a text without a mistake."""
    film, mistakes = read(text, profile)
    assert not mistakes, "\n".join(map(str, mistakes))
    assert film is not None
    return film


def one_shot(words: str, around: str = "", profile: str | None = None) -> Shot:
    """The last shot of a film whose first, `s/a`, is four seconds long, and which holds
    `s/b: {WORDS}`.
    """
    return film_of(two_shots(words, around), profile).shots["s/b"]


def two_shots(words: str, around: str = "") -> str:
    """A film of the shots `s/a`, of 96 frames, and `s/b` with these words in a flow map."""
    return (
        f"title: T\n{around}scenes:\n  s:\n    shots:\n      a: {{prompt: p, length: 4s}}\n    "
        f"  b: {{{words}}}\n"
    )

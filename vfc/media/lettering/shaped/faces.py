"""Fonts for any character: the film's own, vfc's own, and Noto's for other scripts, in turn."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import uharfbuzz

from vfc.errors import MediaError
from vfc.film.titles import TitleWeight

OWN = ("font_source_sans_pro", "files", "SourceSansPro-{}.ttf")
NOTO, NOTO_CJK = "manimgx_fonts", "manimgx_fonts_cjk"
CJK = "NotoSansCJK-VF.otf.ttc"
# Noto has a file for a script, by the first word of the names of its characters.
SCRIPTS = {
    name.upper(): f"NotoSans{name}[wght].ttf"
    for name in (
        *("Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati"),
        *("Gurmukhi", "Hebrew", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya"),
        *("Sinhala", "Tamil", "Telugu", "Thai"),
    )
}
OTHERS = ("NotoSans[wght].ttf", "NotoSansSymbols[wght].ttf", "NotoEmoji[wght].ttf")
# the fonts of Noto's collection, whose Han letters differ
JAPANESE, KOREAN, CHINESE, CHINESE_OF_TAIWAN = 0, 1, 2, 3
# Letters that are written in one of the two ways alone, of the most frequent of those that differ.
TRADITIONAL = frozenset(
    "們這個來說時會對為國學過還後樣發經麼實現開無與點間長問從機關東車書馬門愛見話聽買錢飛風魚鳥龍"
)
HAN_FROM = "\u2e80"
AXIS = {
    TitleWeight.LIGHT: 300,
    TitleWeight.REGULAR: 400,
    TitleWeight.SEMIBOLD: 600,
    TitleWeight.BOLD: 700,
    TitleWeight.BLACK: 900,
}
UNITS = 64  # a pixel
HARFBUZZ: Any = uharfbuzz  # which tells no types
UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")  # kinds of character that need no glyph
VARIANTS = "\ufe0e\ufe0f"


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font of a file that holds one or several."""

    path: Path
    index: int = 0


@lru_cache(maxsize=64)
def face_of(file: FontFile) -> Any:
    """The face of a file; MediaError where that is no font."""
    try:
        face = HARFBUZZ.Face(HARFBUZZ.Blob.from_file_path(str(file.path)), file.index)
    except Exception as error:  # HarfBuzz has one class for all that is wrong
        raise MediaError(f"{file.path.name}: is no font that can be read") from error
    if not face.glyph_count or "cmap" not in face.table_tags:
        raise MediaError(f"{file.path.name}: is no font that can be read")
    return face


@lru_cache(maxsize=64)
def characters_of(file: FontFile) -> frozenset[int]:
    """The characters that a font has."""
    return frozenset(face_of(file).unicodes)


@lru_cache(maxsize=256)
def font_of(file: FontFile, pixels: float, weight: TitleWeight) -> Any:
    """A font in a size; of one whose weight varies, at that weight."""
    face = face_of(file)
    font = HARFBUZZ.Font(face)
    font.scale = (round(pixels * UNITS), round(pixels * UNITS))
    if face.has_var_data:
        font.set_variations({"wght": float(AXIS[weight])})
    return font


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts of one text: `own` of the film, if it names one; `cjk` is which of Noto's fonts for
    Han letters.
    """

    own: Path | None
    weight: TitleWeight
    cjk: int = CHINESE

    @property
    def first(self) -> FontFile:
        """The font that is asked first, which says how high capitals are."""
        return FontFile(self.own) if self.own is not None else own_file(self.weight)

    def of(self, letter: str) -> FontFile | None:
        """The font for a character with what is joined to it; None where no font has it."""
        needed = frozenset(ord(c) for c in letter if not is_unseen(c))
        return _found(self, needed, letter)


@lru_cache(maxsize=4096)
def _found(faces: Faces, needed: frozenset[int], letter: str) -> FontFile | None:
    return next(
        (file for file in _candidates(faces, letter) if needed <= characters_of(file)), None
    )


def _candidates(faces: Faces, letter: str) -> Iterator[FontFile]:
    yield faces.first
    if faces.own is not None:
        yield own_file(faces.weight)
    names = [*_scripts(letter), *OTHERS]
    for name in dict.fromkeys(names) if find_spec(NOTO) else ():
        yield _noto(NOTO, name)
    if find_spec(NOTO_CJK):  # it has signs too that the others lack
        yield _noto(NOTO_CJK, CJK, faces.cjk)


def _scripts(letter: str) -> Iterator[str]:
    script = script_of(letter[0])
    if script in SCRIPTS:
        yield SCRIPTS[script]


@lru_cache(maxsize=64)
def _noto(package: str, name: str, index: int = 0) -> FontFile:
    return FontFile(Path(str(files(package).joinpath(name))), index)


@lru_cache(maxsize=8)
def own_file(weight: TitleWeight) -> FontFile:
    """vfc's own letters; MediaError where they are not installed."""
    package, folder, name = OWN
    try:
        found = files(package).joinpath(folder, name.format(weight.capitalize()))
    except ModuleNotFoundError as error:
        raise MediaError("vfc's own font is missing: pip install font-source-sans-pro") from error
    return FontFile(Path(str(found)))


def faces_of(text: str, own: Path | None, weight: TitleWeight) -> Faces:
    """The fonts for a text: its Han letters as they are written in the language that its other
    letters tell.
    """
    if any("\u3040" <= c <= "\u30ff" for c in text):
        return Faces(own, weight, JAPANESE)
    if any("\uac00" <= c <= "\ud7af" or "\u1100" <= c <= "\u11ff" for c in text):
        return Faces(own, weight, KOREAN)
    return Faces(own, weight, CHINESE_OF_TAIWAN if TRADITIONAL & set(text) else CHINESE)


def is_unseen(character: str) -> bool:
    """Whether a character shows nothing itself: a space, a joiner, a sign of how to look."""
    return character in VARIANTS or unicodedata.category(character) in UNSEEN


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """The script of a character by the first word of its name, such as `THAI`; '' of what all
    scripts share.
    """
    if not character.isalpha() and not unicodedata.category(character).startswith("M"):
        return ""
    first = unicodedata.name(character, "").partition(" ")[0]
    return "" if first in ("COMBINING", "MODIFIER", "FEMININE", "MASCULINE", "ZERO") else first


def lacking(text: str, own: Path | None = None) -> str:
    """The characters of a text that no font here has, each once; MediaError for a font that is
    none.
    """
    faces = faces_of(text, own, TitleWeight.SEMIBOLD)
    characters_of(faces.first)
    return "".join(c for c in dict.fromkeys(text) if not is_unseen(c) and faces.of(c) is None)


def is_cjk_missing(text: str) -> bool:
    """Whether letters of Chinese, Japanese or Korean are lacking because Noto's are not
    installed.
    """
    return any(c >= HAN_FROM for c in text) and find_spec(NOTO_CJK) is None

"""What a request says of the camera: in the camera's own fields, in free words, and in prose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from vfc.film.lens import lens_of
from vfc.film.model import Camera
from vfc.generators.previs.reading.lexicon import LANGUAGES, UNSPACED, lexicon, words_of
from vfc.generators.previs.reading.phrases import Phrase

COMPOSITIONS = {"two shot": "medium", "over shoulder": "medium", "pov": "wide"}
TABLES = ("framings", "angles", "moves")
CAMERA_WORDS = ("camera", "shot", "drone", "kamera", "caméra", "cámara", "câmera", "telecamera")
CAMERA_SIGNS = ("镜头", "鏡頭", "カメラ", "카메라")  # where words are written together


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraWords:
    """The camera as it is read: '' and None where nothing was said."""

    framing: str = ""
    composition: str = ""
    angle: str = ""
    move: str = ""
    lens: float | None = None
    missed: tuple[str, ...] = ()


def camera_words(asked: Camera, prose: Iterable[Phrase], text: str, language: str) -> CameraWords:
    """The camera of a shot: its own fields before what the prose says of it."""
    fields = {"framings": asked.framing, "angles": asked.angle, "moves": asked.move}
    said = {table: spoken(text, language) for table, text in fields.items()}
    missed = tuple(
        f"{name}: {text}"
        for (table, text), name in zip(fields.items(), ("framing", "angle", "move"), strict=True)
        if text and table not in said[table]
    )
    prosaic: dict[str, str] = {}
    compositions = [
        each
        for phrase in prose
        for table, each in phrase.meanings.items()
        if prosaic.setdefault(table, each) and each in COMPOSITIONS
    ]
    merged = dict(prosaic)
    for each in said.values():
        merged |= {table: concept for table, concept in each.items() if table not in merged}
    for table, each in said.items():
        merged |= {table: each[table]} if table in each else {}
    framing = merged.get("framings", "")
    composition = framing if framing in COMPOSITIONS else next(iter(compositions), "")
    if framing in COMPOSITIONS:
        framing = COMPOSITIONS[framing]
    return CameraWords(
        framing=framing,
        composition=composition,
        angle=merged.get("angles", ""),
        move=merged.get("moves", ""),
        lens=lens_of(f"{asked.framing} {asked.angle} {asked.move} {text}"),
        missed=missed,
    )


def spoken(text: str, language: str) -> dict[str, str]:
    """What one of the camera's own fields says, by table, in any of the languages."""
    for each in dict.fromkeys(("en", language, *LANGUAGES)) if text.strip() else ():
        if among := in_language(text, each):
            return among
    return {}


def in_language(text: str, language: str) -> dict[str, str]:
    """The concepts of the camera in a text, the longest phrases first."""
    known, among = lexicon(language), {}
    words = words_of(text, language)
    joined = f" {' '.join(words).replace('-', ' ')} "
    for phrase, table, concept in camera_entries(language):
        if phrase in joined if known.language in UNSPACED else f" {phrase} " in joined:
            if table not in among:
                among[table] = concept
            joined = joined.replace(phrase, " ", 1)
    return among


@cache
def camera_entries(language: str) -> tuple[tuple[str, str, str], ...]:
    """The phrases of the camera's tables, each with its table and concept, the longest first."""
    found = [
        (" ".join(words).replace("-", " "), table, concept)
        for entries in lexicon(language).phrases.values()
        for words, meanings in entries
        for table, concept in meanings
        if table in TABLES
    ]
    return tuple(sorted(found, key=lambda entry: -len(entry[0])))


def prose_of(among: list[Phrase], language: str) -> list[int]:
    """The places in a text of the phrases that speak of the camera, and mean nothing else there."""
    spoken_of, sentence = [], False
    for at, phrase in enumerate(among):
        if phrase.first:
            sentence = is_of_camera(among, at)
        tables = [table for table in TABLES if table in phrase.meanings]
        if tables and is_of_camera_alone(phrase, tables, sentence, language):
            spoken_of.append(at)
    return spoken_of


def is_of_camera(among: list[Phrase], at: int) -> bool:
    """Whether the sentence that begins at a phrase names the camera."""
    for phrase in among[at:]:
        if phrase.first and phrase is not among[at]:
            return False
        if any(word in CAMERA_WORDS for word in phrase.words):
            return True
        if any(sign in phrase.text for sign in CAMERA_SIGNS):
            return True
    return False


def is_of_camera_alone(phrase: Phrase, tables: list[str], sentence: bool, language: str) -> bool:
    """Whether a phrase in prose speaks of the camera: a single word that has other meanings does
    not, nor a plain one.
    """
    if len(phrase.words) > 1 or "-" in phrase.text:
        return len(phrase.meanings) == len(tables) or sentence
    if len(phrase.meanings) > len(tables) or lexicon(language).does("plain", phrase.text):
        return False
    return sentence or tables != ["moves"]

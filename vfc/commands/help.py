"""`vfc help`: the words of the language, each with what it is, means, looks like and counts for."""

from __future__ import annotations

from vfc.errors import UsageError
from vfc.language.words.kinds import Fields
from vfc.language.words.lookup import Word, maps, maps_named, maps_of, names, words_named
from vfc.language.words.reference import counts_in, default_of, example_of, kind_of, remarks
from vfc.language.yaml.suggest import did_you_mean


def find_words(name: str) -> tuple[tuple[Word, ...], tuple[Fields, ...]]:
    """The words that `camera`, `shot.camera` or `shot.camera.move` may mean, and the map of this
    name, such as `shot`, where no such word holds it. UsageError where there is neither.
    """
    words = words_named(name)
    inner = {id(each) for word in words for each in maps_of(word.field.kind)}
    fields = tuple(each for each in maps_named(name) if id(each) not in inner)
    if not words and not fields:
        near = did_you_mean(name, names())
        raise UsageError(
            f"the language has no word '{name}'"
            + (f"; {near}" if near else "; `vfc help` lists them")
        )
    return words, fields


def facts(word: Word) -> dict[str, str]:
    """A word as labelled texts; what there is nothing to say of is left out."""
    holders = ", ".join(f"{each.name}" for each in word.maps)
    default = "must stand" if word.field.required else default_of(word.field)
    told = {
        "is": kind_of(word.field.kind),
        "stands in": holders,
        "default": default,
        "example": example_of(word.field),
        "counts in": counts_in(word),
    }
    return {label: text for label, text in told.items() if text}


def inner_words(word: Word) -> tuple[tuple[str, str], ...]:
    """The words that may stand in a word's value, each with what it means."""
    return tuple(each for fields in maps_of(word.field.kind) for each in words_of(fields))


def words_of(fields: Fields) -> tuple[tuple[str, str], ...]:
    """The words of a map, each with what it means."""
    return tuple((field.name, field.about) for field in fields.fields)


def title_of(fields: Fields) -> str:
    """A map's name, and what holds of it as a whole."""
    return "; ".join([fields.name, *remarks(fields)]).replace("`", "")


def all_words() -> tuple[tuple[str, str], ...]:
    """Every map of the language with its words."""
    return tuple(
        (name, ", ".join(each.name for each in fields.fields))
        for name, fields in maps().items()
        if fields.fields
    )


def plain(word: Word) -> dict[str, object]:
    """A word as `--json` gives it."""
    return {
        "word": word.field.name,
        "places": list(word.dotted_names),
        "means": word.field.about,
        **facts(word),
        "default": word.field.default,
        "required": word.field.required,
        "example": word.field.example,
        "words": [name for name, _ in inner_words(word)],
    }

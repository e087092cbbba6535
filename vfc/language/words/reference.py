"""The reference of the language as a text, made from the vocabulary: every word, what it is and
means and counts for.

`python -m vfc.language.words.reference > schemas/LANGUAGE.md` remakes the file that goes with the
project.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator

from vfc.language.words.keyed import NOTHING, keyed
from vfc.language.words.kinds import Example, Field, Fields, ScalarKind, ValueKind
from vfc.language.words.lookup import Word, maps, maps_of, words

HEAD = """# The film language

Every word of a film's text, made from the vocabulary by `make schema`; `vfc help WORD` says the
same of one word.

A film is a YAML file. Names in it (of scenes, shots, presets, people, ...) are the author's; all
other keys are the words below. **Counts in** says whose keys a word counts in: what is made again
when it says something else. What uses that (the segments that show a picture, the file that holds
the segments) follows and is not repeated.
"""
# text that needs no quotes, in braces too
PLAIN = re.compile(r"(?![0-9.]+$)[\w/.$@#+-][\w/.$@#+ -]*")


def reference_text() -> str:
    """The text of `schemas/LANGUAGE.md`."""
    return "\n".join([HEAD, *(section(fields) for fields in maps().values() if fields.fields)])


def section(fields: Fields) -> str:
    """One map of the language: where it stands, and a row for each of its words."""
    rows = ["| " + " | ".join(row(word)) + " |" for word in words() if fields in word.maps]
    return "\n".join(
        [
            f"## {fields.name[0].upper()}{fields.name[1:]}",
            "",
            *map(sentence, remarks(fields)),
            "",
            "| word | is | means | default | example | counts in |",
            "| --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def remarks(fields: Fields) -> Iterator[str]:
    """What holds of a map as a whole."""
    holders = [word.dotted_names[0] for word in words() if fields in maps_of(word.field.kind)]
    yield (
        f"stands under {', '.join(f'`{each}`' for each in holders)}"
        if holders
        else "is the whole text"
    )
    if fields.either:
        yield f"holds one of {', '.join(f'`{each}`' for each in fields.either)}"
    for first, second in dict(map(sorted, fields.together)).items():
        yield f"`{first}` and `{second}` go together"
    if fields.single:
        yield "has one key"
    if fields.rest_key is not None:
        yield f"a key may also be {fields.rest_key.what}, such as `{fields.write}`"
    elif fields.rest is not None:
        yield "further keys are options"


def sentence(text: str) -> str:
    """A remark as a sentence."""
    return f"{text[0].upper()}{text[1:]}."


def row(word: Word) -> Iterator[str]:
    """The cells of a word."""
    field = word.field
    yield f"`{field.name}`"
    yield cell(kind_of(field.kind))
    yield cell(field.about)
    yield "must stand" if field.required else default_of(field) and f"`{cell(default_of(field))}`"
    yield f"`{cell(example_of(field))}`"
    yield counts_in(word)


def cell(text: str) -> str:
    """A text as it may stand in a table."""
    return text.replace("|", "\\|").replace("\n", "\\n")


def kind_of(kind: ValueKind) -> str:
    """What a value is; of words that are known among others, all of them."""
    known = kind.known if isinstance(kind, ScalarKind) else ()
    return f"{kind.what}: {', '.join(known)}, or others" if known else kind.what


def default_of(field: Field) -> str:
    """The value that counts where the word is not said, or ''."""
    return "" if field.default is None else flow(field.default)


def example_of(field: Field) -> str:
    """A word with its example, as it may be written."""
    return f"{field.name}: {flow(field.example)}"


def flow(value: Example) -> str:
    """A plain value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {flow(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return "on" if value else "off"
    text = str(value)
    return (
        text
        if not isinstance(value, str) or PLAIN.fullmatch(text)
        else json.dumps(text, ensure_ascii=False)
    )


def counts_in(word: Word) -> str:
    """In whose keys a word counts, in words."""
    found = keyed(word)
    return "no key" if found == NOTHING else found or "as what it holds"


if __name__ == "__main__":
    sys.stdout.write(reference_text())

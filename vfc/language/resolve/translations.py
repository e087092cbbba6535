"""What is spoken, in other languages: beside a line, or under `translations` by its words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from vfc.errors import Severity
from vfc.film.languages import TAG_PATTERN, standard_tag
from vfc.film.speech import Translations
from vfc.language.resolve.values import Reader, entries
from vfc.language.yaml.node import Form, Node, excerpt
from vfc.language.yaml.suggest import closest


def language_of(reader: Reader, node: Node | None) -> str:
    """The tag of a language that a node names; '' where it names none."""
    text = reader.text(node).strip()
    tag = standard_tag(text)
    if node is not None and not tag and re.search(TAG_PATTERN, text):  # another shape is told
        reader.tell(
            node.span,
            f"'{excerpt(text)}' is the tag of no language",
            "write de, en, pt-br or the like, as ISO 639 has them",
        )
    return tag


def language_in(reader: Reader, node: Node, languages: Collection[str]) -> str:
    """The `language` of subtitles, which must be one of the film's."""
    return check_spoken(reader, node.get("language"), languages)


def check_spoken(reader: Reader, node: Node | None, languages: Collection[str]) -> str:
    """The tag of a language in which something of the film is said; '' where none stands."""
    tag = language_of(reader, node)
    if node is not None and tag and tag not in languages:
        known = ", ".join(sorted(each for each in languages if each))
        reader.tell(
            node.span,
            f"nothing of the film is said in '{tag}'" + (f" (languages: {known})" if known else ""),
            f"write language: {tag} at the top of the film if it is what is spoken, or "
            f"translations: {{{tag}: ...}}",
        )
    return tag


def beside_a_line(
    reader: Reader, item: Node, words: Collection[str], who: Node | None, people: Collection[str]
) -> Translations:
    """The translations that stand in a line's map: all that is no word of its own and not who
    speaks.
    """
    found: dict[str, str] = {}
    for key, value in item.entries:
        if key.text in words or key is who or value.kind is not Form.SCALAR:
            continue
        tag = standard_tag(key.text)
        if tag and tag not in found:
            found[tag] = reader.prose(value)
        elif not tag:
            speaks = "somebody speaks" if who is None else f"'{who.text}' speaks"
            hint = "write de, en or pt-br for a translation"
            if key.text in people:
                hint = f"begin a new line with '- {excerpt(key.text)}:'"
            elif near := closest(key.text, words):
                hint = f"did you mean '{near}'?"
            reader.tell(
                key.span,
                f"'{excerpt(key.text)}' is the tag of no language, and {speaks} this line",
                hint,
            )
    return tuple(sorted(found.items()))


def by_text(
    reader: Reader, node: Node | None, spoken: Iterable[str]
) -> Mapping[str, Mapping[str, str]]:
    """The translations of the film: by language, then by what is spoken. A warning where nothing of
    the film is spoken so.
    """
    found: dict[str, dict[str, str]] = {}
    texts = {" ".join(text.split()) for text in spoken}
    for name, key, lines in entries(node):
        tag = standard_tag(name)
        if not tag:
            reader.tell(
                key.span,
                f"'{excerpt(name)}' is the tag of no language",
                "write de, en, pt-br or the like, as ISO 639 has them",
            )
            continue
        into = found.setdefault(tag, {})
        for text, text_key, value in entries(lines):
            plain = " ".join(text.split())
            if plain not in texts:
                near = closest(plain, texts)
                reader.tell(
                    text_key.span,
                    f"no line of the film says '{excerpt(plain)}'",
                    f"did you mean '{excerpt(near)}'?" if near else "write what is spoken",
                    severity=Severity.WARNING,
                )
            into[plain] = reader.prose(value)
    return found

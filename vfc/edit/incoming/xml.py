"""XML from strangers: no entity, nothing that lies elsewhere, no more of it than a cut or a script
takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from vfc.errors import UsageError

DEPTH = 100
LARGEST = 2_000_000  # elements


def parsed(name: str, data: bytes) -> Element:
    """The root of a document; `name` is the file's. UsageError where it is none, or declares
    entities.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    count = depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if depth > DEPTH or count > LARGEST:
            raise UsageError(f"{name} cannot be read: its elements lie too deep, or are too many")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def entity(*_: object) -> None:
        raise UsageError(f"{name} declares entities, which no such file needs; it is not read")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(data, True)
        return builder.close()
    except (expat.ExpatError, AssertionError, ValueError, LookupError) as error:
        raise UsageError(f"{name} is no XML that can be read: {error}") from error


def child_text(element: Element | None, path: str, default: str = "") -> str:
    """The text of an element below another, without blanks around it."""
    found = element.findtext(path) if element is not None else None
    return found.strip() if found and found.strip() else default


def outermost(root: Element, tag: str, closed: tuple[str, ...]) -> Iterator[Element]:
    """Elements of a tag, in the order of the document, without those inside of others or of
    `closed` tags.
    """
    pending = [root]
    while pending:
        each = pending.pop()
        if each.tag == tag:
            yield each
        elif each.tag not in closed:
            pending += reversed(each)


def path_of(url: str) -> str:
    """A file's path from its URL; of what is no URL, the text."""
    if not url.lower().startswith("file:"):
        return unquote(url) if "%" in url else url
    path = unquote(urlsplit(url).path)
    drive = len(path) > 2 and path[0] == "/" and path[1].isalpha() and path[2] == ":"
    return path[1:] if drive else path

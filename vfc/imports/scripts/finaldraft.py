"""Screenplays of Final Draft (.fdx), and of programs that write its form."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from vfc.edit.incoming.xml import child_text, parsed
from vfc.errors import UsageError
from vfc.imports.scripts.script import ElementKind, Script, ScriptElement, on_one_line

KINDS = {
    "Scene Heading": ElementKind.HEADING,
    "Character": ElementKind.CUE,
    "Parenthetical": ElementKind.PARENTHETICAL,
    "Dialogue": ElementKind.DIALOGUE,
    "Transition": ElementKind.TRANSITION,
}  # what is of another type is action


def read_fdx(name: str, data: bytes) -> Script:
    """A screenplay from the bytes of a file called `name`; UsageError where they are none."""
    root = parsed(name, data)
    content = root.find("Content")
    if root.tag != "FinalDraft" or content is None:
        raise UsageError(f"{name} is no screenplay of Final Draft: it has no content")
    elements = [each for paragraph in content for each in _elements(paragraph)]
    dual = next(root.iter("DualDialogue"), None) is not None
    remarks = ("lines that are spoken at once are spoken in turn",) if dual else ()
    return Script(title_page=tuple(_title_page(root)), elements=tuple(elements), remarks=remarks)


def _elements(paragraph: Element) -> Iterator[ScriptElement]:
    if paragraph.tag != "Paragraph":
        return
    dual = paragraph.find("DualDialogue")
    if dual is not None:
        for inner in dual:
            yield from _elements(inner)
        return
    kind = KINDS.get(paragraph.get("Type", ""), ElementKind.ACTION)
    if paragraph.get("Type", "").startswith("Outline"):
        kind = ElementKind.SECTION
    words = _words(paragraph)
    number = paragraph.get("Number", "").strip()
    if kind is ElementKind.HEADING and words and number:
        words = f"{words} #{number}#"
    if words:
        yield ScriptElement(kind, words)
    for summary in paragraph.iterfind("SceneProperties/Summary"):
        if words := " ".join(_words(each) for each in summary.iter("Paragraph")).strip():
            yield ScriptElement(ElementKind.SYNOPSIS, words)
    for note in paragraph.iter("ScriptNote"):
        if words := " ".join(_words(each) for each in note.iter("Paragraph")).strip():
            yield ScriptElement(ElementKind.NOTE, words)


def _words(paragraph: Element) -> str:
    """The text of a paragraph, of all its runs."""
    return on_one_line("".join(each.text or "" for each in paragraph.iterfind("Text")))


def _title_page(root: Element) -> Iterator[tuple[str, str]]:
    page = root.find("TitlePage/Content")
    for paragraph in page if page is not None else ():
        if words := _words(paragraph):
            yield "", words
    if page is None and (title := child_text(root, "TitlePage/Title")):
        yield "", title

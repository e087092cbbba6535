"""XML as the writers of the formats build it: elements in one line each, text that XML can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from vfc.edit.handover.writing import CLOSE, OPEN

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # by XML 1.0


def element(parent: Element, tag: str, text: object = None, **attributes: object) -> Element:
    """A new element at the end of another, with a text; attributes that are None are left out."""
    given = {name: clean(str(value)) for name, value in attributes.items() if value is not None}
    found = SubElement(parent, tag, given)
    if text is not None:
        found.text = clean(str(text))
    return found


def truth(value: bool) -> str:
    """A switch in XML of Final Cut Pro 7."""
    return "TRUE" if value else "FALSE"


def clean(text: str) -> str:
    """A text without characters that XML cannot hold; those around a link stay."""
    return FORBIDDEN.sub(lambda each: each[0] if each[0] in (OPEN, CLOSE) else " ", text)


def document(root: Element, doctype: str, lost: Iterable[str]) -> str:
    """A whole document, with what it does not hold in a comment before its root."""
    indent(root, " ")
    said = "".join(f"  {clean(each).replace('--', '- -')}\n" for each in lost)
    notes = f"<!-- Not in this file:\n{said}-->\n" if said else ""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {doctype}>\n'
    return head + notes + tostring(root, encoding="unicode") + "\n"

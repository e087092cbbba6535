"""Names that look alike and are not: accents joined to their letters (Unicode NFC), or beside them
(NFD, of Macs).
"""

from __future__ import annotations

import unicodedata


def alike(one: str, other: str) -> bool:
    """Whether two names differ in nothing that is seen."""
    return one != other and unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


def differing(written: str, there: str) -> str:
    """How a name that is there differs from the written one, which looks like it."""
    forms = {True: "joined to their letters (NFC)", False: "as characters of their own (NFD)"}
    joined = [unicodedata.is_normalized("NFC", each) for each in (written, there)]
    if joined[0] == joined[1]:
        return "the names look alike and are written in different characters"
    return f"the text has its accents {forms[joined[0]]}, the name itself {forms[joined[1]]}"

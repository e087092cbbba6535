"""Which writer writes which format, by the ending of its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from vfc.edit.handover.aaf import to_aaf
from vfc.edit.handover.editlist import EditList, edit_list
from vfc.edit.handover.edl import to_edl
from vfc.edit.handover.fcpxml import to_fcpxml
from vfc.edit.handover.writing import Handover, LinkForm, laid
from vfc.edit.handover.xmeml import to_xmeml
from vfc.film.model import Cut, Film


def _utf8(text: str) -> bytes:
    return text.encode("utf-8")


def _aaf(text: str) -> bytes:
    from vfc.edit.handover.aaffile import aaf_bytes  # for films that deliver one

    return aaf_bytes(text)


class HandoverFormat(NamedTuple):
    """What writes a format, how it names files, and what its file is made of the text."""

    write: Callable[[EditList], Handover]
    links: LinkForm
    encode: Callable[[str], bytes] = _utf8


def _to_timeline(edits: EditList) -> Handover:
    # OpenTimelineIO is a tenth of a plan's time, for films that deliver one
    from vfc.edit.handover.timeline import to_timeline

    return to_timeline(edits)


HANDOVERS: Mapping[str, HandoverFormat] = {
    "otio": HandoverFormat(_to_timeline, LinkForm.JSON),
    "edl": HandoverFormat(to_edl, LinkForm.PATH),
    "xml": HandoverFormat(to_xmeml, LinkForm.ABSOLUTE),
    "fcpxml": HandoverFormat(to_fcpxml, LinkForm.RELATIVE),
    "aaf": HandoverFormat(to_aaf, LinkForm.JSON_ABSOLUTE, _aaf),
}


def handed_over(film: Film, cut: Cut, ending: str) -> Handover:
    """A cut in the format of an ending; raises TextError where the cut cannot be made."""
    return HANDOVERS[ending].write(edit_list(film, cut))


def with_links(text: str, ending: str, ways: Mapping[str, Path], beside: Path) -> str:
    """A text of a format with its links laid: `made/NAME` and `film/PATH` to the files that `ways`
    has for them, as its folder `beside` sees them; to a file that it has not, by its name.
    """
    return laid(text, HANDOVERS[ending].links, ways, beside)


def file_of(text: str, ending: str) -> bytes:
    """The file of a text whose links are laid; MediaError where it cannot be written."""
    return HANDOVERS[ending].encode(text)

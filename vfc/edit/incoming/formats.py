"""Which reader reads a file of an editing program, by its ending."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from vfc.edit.incoming.cutlist import IncomingCut
from vfc.errors import UsageError

ENDINGS = ("otio", "edl", "xml", "fcpxml")
LARGEST = 256 << 20  # bytes


def read_cut(
    name: str, data: bytes, rate: Fraction | None = None, begins: int | None = None
) -> IncomingCut:
    """A cut from the bytes of a file called `name`; of an EDL, which says no rate, `rate` is it and
    `begins` the film's first frame by its timecode, where that is known.

    UsageError where it cannot be read.
    """
    ending = name.rpartition(".")[2].lower()
    if ending == "xml" and b"<fcpxml" in data[:4096]:
        ending = "fcpxml"
    if ending == "fcpxml":
        from vfc.edit.incoming.fcpxml import read_fcpxml

        return _seen(name, read_fcpxml(name, data))
    if ending == "xml":
        from vfc.edit.incoming.xmeml import read_xmeml

        return _seen(name, read_xmeml(name, data))
    if ending == "edl":
        from vfc.edit.incoming.edl import read_edl

        if rate is None:
            raise UsageError(f"{name} says no rate, as no EDL does; give it with --rate")
        return _seen(name, read_edl(name, _text(data), rate, begins))
    if ending == "otio":
        from vfc.edit.incoming.otio import read_otio

        return _seen(name, read_otio(name, _text(data)))
    raise UsageError(
        f"{name} is no cut of an editing program: they end in .otio, .edl, .xml and .fcpxml"
    )


def bytes_of(path: Path) -> bytes:
    """A file's bytes; UsageError where it cannot be read, or is larger than a cut is."""
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path} is larger than any cut: more than {LARGEST >> 20} MB")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error


def _seen(name: str, cut: IncomingCut) -> IncomingCut:
    if not any(each.file is not None for each in cut.clips):
        raise UsageError(f"{name} shows nothing: there is no clip on its tracks of pictures")
    return cut


def _text(data: bytes) -> str:
    """A text in UTF-8, or in Latin-1 as older programs write it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")

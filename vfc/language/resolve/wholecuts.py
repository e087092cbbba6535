"""What a cut has of its own: title, titles over the picture, sound, format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from vfc.film.cut import CutOwn, Track
from vfc.film.model import Cut, Format
from vfc.film.timing import parse_size
from vfc.language.resolve.layers import Overlays
from vfc.language.resolve.soundtrack import Soundtrack
from vfc.language.resolve.startcode import start_of
from vfc.language.resolve.values import Reader, entries
from vfc.language.words.kinds import SIZE
from vfc.language.yaml.node import Node


def with_own(
    reader: Reader,
    root: Node,
    cuts: Mapping[str, Cut],
    track: Soundtrack,
    overlays: Overlays,
    form: Format,
) -> dict[str, Cut]:
    """The cuts by name, each with what it has of its own."""
    said = {name: node for name, _, node in entries(root.get("cuts"))}
    return {
        name: replace(cut, own=_own(reader, said[name], track, overlays, form))
        if name in said
        else cut
        for name, cut in cuts.items()
    }


def _own(reader: Reader, node: Node, track: Soundtrack, overlays: Overlays, form: Format) -> CutOwn:
    titles, sound, own = node.get("titles"), node.get("sound"), node.get("format")
    over = node.get("overlays")
    loudness = own.get("loudness") if own is not None else None
    level = reader.text(loudness).strip()
    return CutOwn(
        title=reader.text(node.get("title")),
        titles=None if titles is None else track.titles(titles),
        layers=None if over is None else overlays.over_film(over, track),
        replaces=tuple(each for each in Track if sound is not None and sound.get(each) is not None),
        sound=track.sound(sound),
        size=reader.shaped(own.get("size"), SIZE, parse_size) if own is not None else None,
        levelled=bool(level),
        loudness=None if level in ("", "off") else reader.number(loudness, 0.0),
        start=start_of(reader, own.get("start"), form.rate) if own is not None else None,
    )

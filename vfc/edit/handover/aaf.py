"""A cut as AAF, for Avid Media Composer, Pro Tools, Premiere and Resolve: what stands in the file,
as JSON with links to be laid; `aaffile.py` writes it as the file.

A transition begins at its cut, and the clip before runs on under it. A fade is a dissolve with
black, a black is filler. A file of two channels is two tracks, as the format has them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction

from vfc.edit.handover.editlist import Edit, EditFile, EditList, EditSound, plain_text
from vfc.edit.handover.naming import xmeml_name
from vfc.edit.handover.retimed import range_in_file
from vfc.edit.handover.writing import Handover, link_of
from vfc.film.model import Transition
from vfc.film.timing import drops_numbers, frames_of_an_hour
from vfc.film.transitions import TransitionKind

Item = dict[str, object]


def to_aaf(edits: EditList) -> Handover:
    """A cut as the text of which an AAF is made; raises nothing."""
    writer = _AafWriter(edits)
    document = {
        "title": edits.title,
        "rate": str(edits.rate),
        "size": list(edits.size),
        "first": frames_of_an_hour(edits.rate),
        "drop": drops_numbers(edits.rate),
        "frames": edits.frames,
        "picture": list(writer.pictures()),
        "sounds": [track for name, lane in edits.sounds for track in writer.sounds(name, lane)],
        "marks": list(writer.marks()),
        "files": [writer.file(each) for each in edits.files],
    }
    lost = list(dict.fromkeys(writer.lost))
    text = json.dumps(document | {"lost": lost}, indent=1) + "\n"
    return Handover(text=text, lost=tuple(lost))


class _AafWriter:
    """Describes one cut; what is lost is gathered on the way."""

    def __init__(self, edits: EditList):
        self.edits = edits
        self.lost = list(edits.lost)
        self.numbers = {file: number for number, file in enumerate(edits.files)}

    def pictures(self) -> Iterator[Item]:
        """What stands on the track of the picture, in order."""
        for index, each in enumerate(self.edits.edits):
            if each.transition is not None:
                yield self._transition(each.name, each.transition)
            if each.fade_in:
                yield {"filler": each.fade_in}
                yield {"transition": each.fade_in}
            yield self._clip(each, self.edits.shown(index).frames)
            if each.fade_out:
                yield {"transition": each.fade_out}
                yield {"filler": each.fade_out}

    def _transition(self, name: str, transition: Transition) -> Item:
        found = xmeml_name(transition)
        wipes = {"wipe": found.wipecode, "reverse": found.reverse} if found.wipecode else {}
        lost = found.lost
        if not wipes and transition.kind is not TransitionKind.DISSOLVE:
            lost = f"{transition.kind.phrase}, which is a dissolve here"
        self.lost += [f"{name}: {lost}"] if lost else []
        return {"transition": transition.length, **wipes}

    def _clip(self, each: Edit, frames: int) -> Item:
        self.lost += [f"{each.name}: {what}" for what in each.lost]
        if each.file is None:
            return {"filler": frames}
        if each.played is not None:
            missing = each.played.lost(each.range_in_film.frames)
            self.lost += [f"{each.name}: {what}" for what in missing]
        return {
            "file": self.numbers[each.file],
            "start": range_in_file(each.start, frames, each.speed).start,
            "frames": frames,
            "speed": str(each.speed or Fraction(1, frames)),  # one frame for all of them
        }

    def sounds(self, name: str, lane: tuple[EditSound, ...]) -> Iterator[Item]:
        """The tracks of a lane: one for each channel that its files have, two at most."""
        channels = max(min(each.file.channels, 2) for each in lane)
        for channel in range(channels):
            side = "" if channels == 1 else (" L", " R")[channel]
            yield {"name": f"{name}{side}", "items": list(self._lane(lane, channel))}
        for each in lane:
            self.lost += [f"{each.name}: its ducking"] if each.ducks else []
            self.lost += [f"{each.name}: its speed"] if each.speed != 1 else []
            self.lost += [f"{each.name}: all but two channels"] if each.file.channels > 2 else []

    def _lane(self, lane: tuple[EditSound, ...], channel: int) -> Iterator[Item]:
        at = 0
        for each in lane:
            frames = each.range_in_film
            if frames.start > at:
                yield {"filler": frames.start - at}
            # of one channel, both sides are the one
            yield {
                "file": self.numbers[each.file],
                "channel": min(channel, each.file.channels - 1),
                "start": range_in_file(each.start, frames.frames, each.speed).start,
                "frames": frames.frames,
                "gain": each.gain,
                "fade_in": each.fade_in,
                "fade_out": each.fade_out,
            }
            at = frames.stop

    def marks(self) -> Iterator[Item]:
        """The marks, and the titles, which are marks here."""
        found = [(mark.range_in_film, mark.words) for mark in self.edits.marks]
        for title, frames in self.edits.titles:
            words = plain_text(title.text)
            found.append((frames, f"title: {words}"))
            self.lost.append(f"the title '{words}' is a marker")
        for frames, words in sorted(found):
            yield {"at": frames.start, "frames": frames.frames, "words": words}

    def file(self, file: EditFile) -> Item:
        """A file with its link."""
        return {
            "name": file.name,
            "filename": file.filename,
            "reel": file.reel,
            "link": link_of(file),
            "first": file.first,
            "frames": file.frames,
            "picture": file.has_picture,
            "channels": min(file.channels, 2),
            "sample_rate": file.sample_rate,
        }

"""AAF files, by pyaaf2, as the AAF Edit Protocol lays them out: a composition whose clips lead to
master clips, these to files by their URL, and these to tapes by their reels and timecode.

The same description gives the same bytes: names of parts come from what they are, and the times at
which they were made are those of no day.
"""

from __future__ import annotations

import json
import struct
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import aaf2
from aaf2.auid import AUID
from aaf2.exceptions import AAFError
from aaf2.mobid import MobID

from vfc.errors import MediaError, in_a_line
from vfc.film.timing import ceiling

# AAF Object Specification 1.1 and Edit Protocol, as the SDK's AAFOperationDefs.h and
# AAFParameterDefs.h list them
DISSOLVE = AUID("0c3bea40-fc05-11d2-8a29-0050040ef7d2")
WIPE = AUID("0c3bea44-fc05-11d2-8a29-0050040ef7d2")
SPEED = AUID("9d2ea890-0968-11d3-8a38-0050040ef7d2")
GAIN = AUID("9d2ea894-0968-11d3-8a38-0050040ef7d2")
LEVEL = AUID("e4962320-2267-11d3-8a4c-0050040ef7d2")
AMPLITUDE = AUID("e4962321-2267-11d3-8a4c-0050040ef7d2")
WIPE_NUMBER = AUID("e4962323-2267-11d3-8a4c-0050040ef7d2")
REVERSE = AUID("9c894ba0-2277-11d3-8a4c-0050040ef7d2")
RATIO = AUID("72559a80-24d7-11d3-8a50-0050040ef7d2")
UNCOMPRESSED = AUID("04020202-0000-0000-060e-2b3404010101")
OWN = uuid.UUID("5c7d2f0e-7f3a-5c55-9a53-8a0f3f9b7d11")  # names of parts are made under it
NO_DAY = datetime(1970, 1, 1, tzinfo=UTC)
PICTURE, CODE, MARKS = 1, 100, 200  # slots; sounds count from 2 on
FINEST = 1 << 20  # the denominator of a level
AafParts = Mapping[str, Any]


def aaf_bytes(text: str) -> bytes:
    """The file of a description that `to_aaf` gave, its links laid; MediaError where pyaaf2 cannot
    write it.
    """
    described = json.loads(text)
    try:
        file = aaf2.open()  # in memory; its `close` would close what it is written to
        _AafFile(file, described).write()
        file.save()
        file.manager.remove_temp()
        file.cfb.close()
        file.f.seek(0)
        return file.f.read()
    except (AAFError, ValueError, struct.error) as error:
        raise MediaError(f"the AAF cannot be written: {in_a_line(error)}") from error


class _AafFile:
    """Fills one open file of pyaaf2."""

    def __init__(self, file: Any, described: AafParts):
        self.file, self.create, self.described = file, file.create, described
        self.rate = Fraction(described["rate"])
        self.composition = self._mob("CompositionMob", described["title"], "composition")
        self.masters = [self._master(each) for each in described["files"]]

    def write(self) -> None:
        """Write the composition, with its tracks."""
        self._signed()
        composition, described = self.composition, self.described
        composition.usage = "Usage_TopLevel"
        self._timecode(composition, described["first"], described["frames"])
        self._track("V1", PICTURE, "picture", 1, map(self._picture, described["picture"]))
        for number, track in enumerate(described["sounds"], 1):
            items = map(self._sound, track["items"])
            self._track(track["name"], PICTURE + number, "sound", number, items)
        if described["marks"]:
            self._marks()
        if described["lost"]:
            composition.comments["Not in this file"] = "; ".join(described["lost"])

    def _signed(self) -> None:
        """Say who wrote the file, and leave out when and by which run."""
        header = self.file.header
        header["LastModified"].value = NO_DAY
        identification = header["IdentificationList"].value[0]
        identification["Date"].value = NO_DAY
        identification["Platform"].value = "any"
        identification["ProductName"].value = "vfc"
        identification["CompanyName"].value = "The vfc authors"
        identification["ProductVersionString"].value = "1"
        identification["ProductID"].value = AUID(str(OWN))
        identification["GenerationAUID"].value = AUID(str(OWN))

    def _mob(self, kind: str, name: str, key: str) -> Any:
        """A part of the file, in it; its id is made of `key`."""
        mob = getattr(self.create, kind)(name)
        found = MobID()
        found.int = MobID.new().int
        found.material = AUID(str(uuid.uuid5(OWN, key)))
        mob.mob_id = found
        mob["CreationTime"].value = mob["LastModified"].value = NO_DAY
        self.file.content.mobs.append(mob)
        return mob

    def _timecode(self, mob: Any, first: int, frames: int) -> None:
        slot = mob.create_timeline_slot(edit_rate=self.rate, slot_id=CODE)
        slot["PhysicalTrackNumber"].value = 1  # the primary one
        slot.name = "TC1"
        code = self.create.Timecode(fps=round(self.rate), drop=self.described["drop"])
        code.start, code.length = first, frames
        slot.segment = code

    def _master(self, file: AafParts) -> Any:
        """The master clip of a file, which leads to the file and its tape."""
        key = f"{file['reel']} {file['filename']}"
        tape = self._mob("SourceMob", file["reel"], f"tape {key}")
        tape.descriptor = self.create.TapeDescriptor()
        source = self._mob("SourceMob", file["filename"], f"file {key}")
        source.descriptor = self._descriptor(file)
        master = self._mob("MasterMob", file["name"], f"master {key}")
        sides = [("picture", 0)] if file["picture"] else []
        sides += [("sound", channel) for channel in range(file["channels"])]
        for number, (kind, channel) in enumerate(sides, 1):
            before = None
            for mob in (tape, source, master):
                slot = mob.create_timeline_slot(edit_rate=self.rate, slot_id=number)
                slot["PhysicalTrackNumber"].value = channel + 1
                slot.segment = self._reference(before, number, kind, 0, file["frames"])
                before = mob
        self._timecode(tape, file["first"], file["frames"])
        return master

    def _descriptor(self, file: AafParts) -> Any:
        """What the file is: pictures or sound, and where it lies."""
        descriptor = (self._pictures if file["picture"] else self._pcm)(file)
        locator = self.create.NetworkLocator()
        locator["URLString"].value = file["link"]
        descriptor["Locator"].append(locator)
        return descriptor

    def _pictures(self, file: AafParts) -> Any:
        width, height = self.described["size"]
        descriptor = self.create.CDCIDescriptor()
        for name, value in {
            "ComponentWidth": 8,
            "HorizontalSubsampling": 2,
            "VerticalSubsampling": 1,
            "ImageAspectRatio": f"{width}/{height}",
            "StoredWidth": width,
            "StoredHeight": height,
            "FrameLayout": "FullFrame",
            "VideoLineMap": [0, 0],
            "SampleRate": self.rate,
            "Length": file["frames"],
        }.items():
            descriptor[name].value = value
        return descriptor

    def _pcm(self, file: AafParts) -> Any:
        rate = file["sample_rate"] or 48000
        descriptor = self.create.PCMDescriptor()
        for name, value in {
            "Channels": file["channels"],
            "QuantizationBits": 16,
            "BlockAlign": 2 * file["channels"],
            "AverageBPS": 2 * file["channels"] * rate,
            "AudioSamplingRate": Fraction(rate),
            "SampleRate": Fraction(rate),
            "Length": int(file["frames"] / self.rate * rate),
            "Compression": UNCOMPRESSED,
        }.items():
            descriptor[name].value = value
        return descriptor

    def _reference(self, mob: Any, slot: int, kind: str, start: int, frames: int) -> Any:
        """A clip of a slot of a part; of none, the end of the way."""
        clip = self.create.SourceClip(start=start, length=frames, media_kind=kind)
        if mob is not None:
            clip.mob_id, clip.slot_id = mob.mob_id, slot
        return clip

    def _track(self, name: str, slot_id: int, kind: str, number: int, items: Iterator[Any]) -> None:
        slot = self.composition.create_timeline_slot(edit_rate=self.rate, slot_id=slot_id)
        slot.name = name
        slot["PhysicalTrackNumber"].value = number
        sequence = self.create.Sequence(media_kind=kind)
        sequence.components.value = []
        slot.segment = sequence
        length = 0
        for item in items:
            overlaps = isinstance(item, aaf2.components.Transition)
            length += -item.length if overlaps else item.length
            sequence.components.append(item)
        sequence.length = length

    def _picture(self, item: AafParts) -> Any:
        if "filler" in item:
            return self.create.Filler("picture", item["filler"])
        if "transition" in item:
            return self._transition(item)
        speed, frames = Fraction(item["speed"]), item["frames"]
        taken = ceiling(frames * abs(speed))
        master = self.masters[item["file"]]
        clip = self._reference(master, PICTURE, "picture", item["start"], taken)
        if speed == 1:
            return clip
        group = self._group(SPEED, "Motion Control", "picture", frames, inputs=1, warps=True)
        group.parameters.append(self._constant(RATIO, "SpeedRatio", "Rational", 1 / speed))
        group.segments.append(clip)
        return group

    def _transition(self, item: AafParts) -> Any:
        frames = item["transition"]
        transition = self.create.Transition("picture", frames)
        if item.get("wipe"):
            group = self._group(WIPE, "SMPTE Video Wipe", "picture", frames, inputs=2)
            number = self._constant(WIPE_NUMBER, "SMPTEWipeNumber", "aafInt32", item["wipe"])
            back = self._constant(REVERSE, "SMPTEReverse", "Boolean", item["reverse"])
            group.parameters.extend([number, back])
        else:
            group = self._group(DISSOLVE, "Video Dissolve", "picture", frames, inputs=2)
        group.parameters.append(self._varying(LEVEL, "Level", [(Fraction(0), 0), (Fraction(1), 1)]))
        transition["OperationGroup"].value = group
        transition["CutPoint"].value = 0
        return transition

    def _sound(self, item: AafParts) -> Any:
        if "filler" in item:
            return self.create.Filler("sound", item["filler"])
        frames, file = item["frames"], self.described["files"][item["file"]]
        slot = PICTURE + item["channel"] + (1 if file["picture"] else 0)
        clip = self._reference(self.masters[item["file"]], slot, "sound", item["start"], frames)
        level, fade_in, fade_out = 10 ** (item["gain"] / 20), item["fade_in"], item["fade_out"]
        if not (item["gain"] or fade_in or fade_out):
            return clip
        group = self._group(GAIN, "Mono Audio Gain", "sound", frames, inputs=1)
        group.parameters.append(self._levels(level, frames, fade_in, fade_out))
        group.segments.append(clip)
        return group

    def _levels(self, level: float, frames: int, fade_in: int, fade_out: int) -> Any:
        """How loud a sound is: one level, or what rises from none and falls to it."""
        if not (fade_in or fade_out):
            return self._constant(AMPLITUDE, "Amplitude", "Rational", _rational(level))
        fade_out = min(fade_out, frames - fade_in)
        points = [(Fraction(0), 0.0), (Fraction(fade_in, frames), level)] if fade_in else []
        points = points or [(Fraction(0), level)]
        points += [(Fraction(frames - fade_out, frames), level)]
        points += [(Fraction(1), 0.0 if fade_out else level)]
        return self._varying(AMPLITUDE, "Amplitude", list(dict(points).items()))

    def _group(
        self, auid: AUID, name: str, kind: str, frames: int, inputs: int, warps: bool = False
    ) -> Any:
        known = self.file.dictionary["OperationDefinitions"].get(auid)
        definition = known or self.create.OperationDef(auid, name)
        if not known:
            self.file.dictionary.register_def(definition)
            definition.media_kind = kind
            definition["IsTimeWarp"].value = warps
            definition["Bypass"].value = 0
            definition["NumberInputs"].value = inputs
            definition["OperationCategory"].value = "OperationCategory_Effect"
        return self.create.OperationGroup(definition, frames, media_kind=kind)

    def _parameter(self, auid: AUID, name: str, typed: str) -> Any:
        dictionary = self.file.dictionary
        known = dictionary["ParameterDefinitions"].get(auid)
        definition = known or self.create.ParameterDef(
            auid, name, "", dictionary.lookup_typedef(typed)
        )
        if not known:
            dictionary.register_def(definition)
        return definition

    def _constant(self, auid: AUID, name: str, typed: str, value: object) -> Any:
        constant = self.create.ConstantValue()
        constant.parameterdef, constant.value = self._parameter(auid, name, typed), value
        return constant

    def _varying(self, auid: AUID, name: str, points: list[tuple[Fraction, float]]) -> Any:
        """A level over the time of a part, each point a share of it with its level."""
        dictionary = self.file.dictionary
        linear = dictionary["InterpolationDefinitions"].get(aaf2.misc.LinearInterp)
        if linear is None:
            linear = self.create.InterpolationDef(aaf2.misc.LinearInterp, "LinearInterp", "Linear")
            dictionary.register_def(linear)
        value = self.create.VaryingValue()
        value.parameterdef = self._parameter(auid, name, "Rational")
        value["Interpolation"].value = linear
        for at, level in points:
            point = self.create.ControlPoint()
            point["EditHint"].value = "Proportional"
            point.value, point.time = _rational(level), at
            value["PointList"].append(point)
        return value

    def _marks(self) -> None:
        """The marks, on a slot of their own that says whose they are."""
        slot = self.create.EventMobSlot()
        slot.slot_id, slot.edit_rate = MARKS, self.rate
        slot["PhysicalTrackNumber"].value = 1
        sequence = self.create.Sequence(media_kind="DescriptiveMetadata")
        sequence.components.value = []
        slot.segment = sequence
        for mark in self.described["marks"]:
            marker = self.create.DescriptiveMarker()
            marker.media_kind = "DescriptiveMetadata"
            marker["Position"].value, marker.length = mark["at"], mark["frames"]
            marker["Comment"].value = mark["words"]
            marker["DescribedSlots"].value = {PICTURE}
            sequence.components.append(marker)
        self.composition.slots.append(slot)


def _rational(level: float) -> Fraction:
    return Fraction(level).limit_denominator(FINEST)

"""The text of a film that shows the cut of an edit, to the frame."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vfc.edit.incoming.cutlist import (
    IncomingClip,
    IncomingCut,
    IncomingFile,
    IncomingJoint,
    IncomingSound,
)
from vfc.film.timing import smpte_timecode
from vfc.film.transitions import TRANSITIONS, TransitionKind
from vfc.imports.edits.shots import ClipAsShot, EditMedia, Freeze, Offline, shot_of, time_words
from vfc.imports.edits.sounds import heard_with, is_louder, sound_words, track_of
from vfc.imports.laying import RESERVED, format_of, free_name, slug
from vfc.imports.making import cleaned
from vfc.language.words.kinds import NAME_PATTERN
from vfc.language.yaml.write import Written

LONGEST = 24 * 3600 * 120  # frames that an edit may say it has


@dataclass(frozen=True, slots=True, kw_only=True)
class EditFilm:
    """A film's text as maps, the pictures that are made for it, and what of the edit is not in it,
    or otherwise.
    """

    text: dict[str, Written]
    scenes: int
    shots: int
    frames: int
    freezes: tuple[Freeze, ...]
    offline: tuple[Offline, ...]
    remarks: tuple[str, ...]


def _look_words(joint: IncomingJoint) -> dict[str, Written]:
    """How a transition looks, where that is another than it is by itself."""
    if joint.kind is None or joint.look is None:
        return {}
    usual = TRANSITIONS[joint.kind].look.words()
    found: dict[str, Written] = {}
    for word, value in joint.look.words().items():
        if usual.get(word) != value:
            found[word] = value if isinstance(value, bool | float | list) else str(value)
    return found


def film_of_edit(
    cut: IncomingCut,
    media: Mapping[IncomingFile, EditMedia],
    lacking: Mapping[IncomingFile, str],
    title: str,
) -> EditFilm:
    """The film of a cut; `lacking` says of each file that is not among the media why."""
    return _FilmOfEdit(cut, media, lacking, title).film()


class _FilmOfEdit:
    def __init__(
        self,
        cut: IncomingCut,
        media: Mapping[IncomingFile, EditMedia],
        lacking: Mapping[IncomingFile, str],
        title: str,
    ):
        self.cut, self.media, self.lacking, self.title = cut, media, lacking, title
        self.rate = cut.rate
        self.scenes: dict[str, dict[str, dict[str, Written]]] = {}
        self.entries: list[Written] = []
        self.remarks: list[str] = []
        self.freezes: list[Freeze] = []
        self.offline: dict[str, Offline] = {}
        self.heard: set[int] = set()  # sounds that shots bring with them
        self.frames = cut.frames
        self._names: dict[str, dict[str, int]] = {}
        self._same: dict[object, str] = {}

    def film(self) -> EditFilm:
        """The whole text."""
        own = slug(self.cut.title) or slug(self.title) or "edit"
        self.scene = f"{own}-scene" if own in RESERVED else own
        for index in range(len(self.cut.clips)):
            self._add(index)
        self._outlast()
        for left in self.cut.left:
            self.remarks.append(f"{left} is not taken over")
        sound = self._sounds()
        size, _ = format_of([each.facts for each in self.media.values()])
        if self.cut.size is not None:
            size = "x".join(str(min(16384, max(16, side - side % 2))) for side in self.cut.size)
        rate = self.rate
        text: dict[str, Written] = {
            "vfc": 1,
            "title": cleaned(self.cut.title, 200) or self.title,
            "format": {"size": size, "rate": int(rate) if rate.denominator == 1 else str(rate)},
            "scenes": {name: {"shots": shots} for name, shots in self.scenes.items()},
            "cut": self.entries,
        }
        text |= {"titles": titles} if (titles := list(self._titles())) else {}
        text |= {"sound": sound} if sound else {}
        return EditFilm(
            text=text | {"deliver": {"film.mp4": {}}},
            scenes=len(self.scenes),
            shots=sum(map(len, self.scenes.values())),
            frames=self.frames,
            freezes=tuple(self.freezes),
            offline=tuple(self.offline.values()),
            remarks=tuple(dict.fromkeys(self.remarks)),
        )

    def _outlast(self) -> None:
        """Black for what of an edit goes on after its pictures."""
        ends = [title.range_in_film.stop for title in self.cut.titles]
        ends += [each.range_in_film.stop for each in self.cut.sounds if each.file in self.media]
        self.frames = max([self.cut.frames, min(self.cut.whole, LONGEST), *ends])
        if self.frames > self.cut.frames:
            self.entries.append({"black": f"{self.frames - self.cut.frames}f"})

    def _at(self, frame: int) -> str:
        return f"at {smpte_timecode(frame, self.rate)}"

    def _add(self, index: int) -> None:
        """A clip's entries: its transition, its fades and itself."""
        clip = self.cut.clips[index]
        joint = clip.joint
        if joint is not None and index:
            self._joint(index, joint)
        if clip.fade_in:
            self.entries.append({"fade": {"from": "black", "length": f"{clip.fade_in}f"}})
        if clip.file is None:
            self.entries.append({"black": f"{clip.range_in_film.frames}f"})
        else:
            self.entries.append(self._shot(index, clip))
        if clip.fade_out:
            self.entries.append({"fade": {"to": "black", "length": f"{clip.fade_out}f"}})

    def _joint(self, index: int, joint: IncomingJoint) -> None:
        before, place = self.cut.clips[index - 1], self.cut.clips[index].range_in_film
        where = self._at(place.start)
        length = min(joint.length, place.frames)
        if before.file is not None:
            length = min(length, self._made(index - 1, before).tail)
        kind = joint.kind or TransitionKind.DISSOLVE
        if joint.kind in (None, TransitionKind.LUMA):
            kind = TransitionKind.DISSOLVE
            called = cleaned(joint.name, 60)
            self.remarks.append(f"the transition '{called}' {where} is a dissolve here")
        if length < joint.length:
            lacks = f"the media has no more than {length} frames for it" if length else "no frames"
            self.remarks.append(f"the {kind} {where} of {joint.length} frames: {lacks}")
        if length:
            words = _look_words(joint) if joint.kind is kind else {}
            self.entries.append(
                {str(kind): {**words, "length": f"{length}f"} if words else f"{length}f"}
            )

    def _tail(self, index: int) -> int:
        """The frames for which a clip runs on under the next."""
        after = self.cut.clips[index + 1] if index + 1 < len(self.cut.clips) else None
        return after.joint.length if after is not None and after.joint is not None else 0

    def _made(self, index: int, clip: IncomingClip) -> ClipAsShot:
        file = clip.file or IncomingFile()
        why = self.lacking.get(file, "it was not found")
        return shot_of(clip, self._tail(index), self.media.get(file), why, self.rate, index + 1)

    def _shot(self, index: int, clip: IncomingClip) -> Written:
        """The entry of a clip, whose shot is written once for what shows the same."""
        made = self._made(index, clip)
        self.remarks += made.remarks
        words = dict(made.words)
        extra = self._sound_of(clip, made, words)
        notes = [
            f"marker at {mark.range_in_film.start - clip.range_in_film.start}f: "
            f"{cleaned(mark.words, 500)}"
            for mark in self.cut.markers
            if clip.range_in_film.start <= mark.range_in_film.start < clip.range_in_film.stop
        ]
        if notes:
            words["note"] = "; ".join([*([str(words["note"])] if "note" in words else []), *notes])
        key = (repr({**words, "still": ""} if made.offline else words), clip.file, clip.begin)
        if key not in self._same:
            self._same[key] = self._named(clip, words)
            self.freezes += [made.freeze] if made.freeze else []
            if made.offline:
                self.offline[made.offline.target] = made.offline
        name = self._same[key]
        extra |= made.plays
        return {name: extra} if extra else name

    def _named(self, clip: IncomingClip, words: dict[str, Written]) -> str:
        scene, _, shot = clip.name.partition("/")
        if not all(re.search(NAME_PATTERN, part) for part in (scene, shot)) or scene in RESERVED:
            scene = self.scene
            stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", clip.name)
            shot = slug(stem) or slug(clip.file.spoken if clip.file else "") or "clip"
        name = free_name(shot, self._names.setdefault(scene, {}))
        self.scenes.setdefault(scene, {})[name] = words
        return f"{scene}/{name}"

    # ── sound ──────────────────────────────────────────────────────────────────────────────────

    def _sound_of(
        self, clip: IncomingClip, made: ClipAsShot, words: dict[str, Written]
    ) -> dict[str, Written]:
        """Say whether a shot is heard; the words of its entry for a sound that begins before its
        picture, or ends after it.
        """
        media = self.media.get(clip.file) if clip.file else None
        if media is None or not media.facts.channels or "footage" not in words:
            return {}
        found = heard_with(clip, made.tail, self.cut.sounds)
        if not found and not clip.sounds:
            words["sound"] = "off"
            return {}
        if not found:
            return {}
        self.heard |= {index for index, _ in found}
        first = found[0][1]
        if is_louder(first.gain):
            words["sound"] = {"gain": f"{first.gain:g}dB"}
        lead = clip.range_in_film.start - first.range_in_film.start
        trail = first.range_in_film.stop - clip.range_in_film.stop
        extra = {"lead": lead} if lead > 0 else {}
        extra |= {"trail": trail} if trail > 0 else {}
        return {word: f"{frames}f" for word, frames in extra.items()}

    def _sounds(self) -> dict[str, Written]:
        """The sounds that belong to no shot, by what they are."""
        tracks: dict[str, list[Written]] = {}
        seen: set[object] = set()
        for index, sound in enumerate(self.cut.sounds):
            key = (sound.file, sound.range_in_film, sound.begin)
            if index in self.heard or key in seen:
                continue  # the other channel of it
            seen.add(key)
            words = self._sound(sound)
            if words is not None:
                tracks.setdefault(track_of(sound.track), []).append(words)
        return dict(tracks)

    def _sound(self, sound: IncomingSound) -> dict[str, Written] | None:
        media = self.media.get(sound.file)
        where = (
            f"the sound '{cleaned(sound.file.spoken, 100)}' {self._at(sound.range_in_film.start)}"
        )
        if media is None:
            self.remarks.append(f"{where}: {self.lacking.get(sound.file, 'it was not found')}")
        elif not media.facts.channels:
            self.remarks.append(f"{where}: {media.target} has no sound")
        elif sound.speed != 1:
            self.remarks.append(f"{where} plays at speed {float(sound.speed):g}; it is left out")
        else:
            return sound_words(sound, media, self.rate)
        return None

    # ── words ──────────────────────────────────────────────────────────────────────────────────

    def _titles(self) -> Iterator[Written]:
        for title in self.cut.titles:
            place = title.range_in_film
            lines = [cleaned(line, 500) for line in title.words.splitlines()]
            yield {
                "at": time_words(place.start, self.rate),
                "length": f"{place.frames}f",
                "text": "\n".join(lines),
            }

"""A cut as an editing program hands it over: clips one after another, each of a file or black.

All times are whole frames at the cut's rate, counted from its first frame. What begins at a cut
here begins where its transition does, and the clip before runs on under it, as in a film of vfc;
black is a clip without a file, and a dissolve from or to black is a fade.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from vfc.film.courses import Between
from vfc.film.timing import FrameRange, Size
from vfc.film.transitions import TransitionKind, TransitionLook


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFile:
    """A file as an editing program knows it: its path there, the names that it may go by, its reel.

    `first` is the frame of its timecode at which it begins, at the cut's rate; None where that is
    not said. `nested` is a cut in the cut, and no file.
    """

    path: str = ""
    names: tuple[str, ...] = ()
    reel: str = ""
    first: Fraction | None = None
    nested: bool = False

    @property
    def filename(self) -> str:
        """Its name without folders, of whichever system they are."""
        return self.path.replace("\\", "/").rstrip("/").rpartition("/")[2]

    @property
    def spoken(self) -> str:
        """The file as it is told of."""
        found = next((name for name in (self.filename, *self.names, self.reel) if name), "")
        return found or "a clip without a name"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingJoint:
    """A transition at a clip's start; `kind` is None of one that vfc has not, `name` as it is
    called there, `look` what is said there of how it looks.
    """

    length: int
    kind: TransitionKind | None = TransitionKind.DISSOLVE
    name: str = ""
    look: TransitionLook | None = field(default=None, compare=False)


class SpeedPoint(NamedTuple):
    """A frame of a file's timecode that is seen at a film frame, counted from a clip's first."""

    at: Fraction
    position: Fraction


def position_at(line: Sequence[SpeedPoint], at: Fraction) -> Fraction:
    """Where a line of points is at a film frame; beyond its ends it goes on as it was there."""
    index = next((n for n, point in enumerate(line[1:-1], 1) if point.at > at), len(line) - 1)
    one, other = line[index - 1], line[index]
    slope = (other.position - one.position) / (other.at - one.at)
    return one.position + (at - one.at) * slope


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingClip:
    """What is seen from one cut to the next; `file` is None of black.

    `begin` is the frame of the file's timecode at the clip's first frame, at the cut's rate.
    `speed` is None where it changes within the clip, and the mean of it where only that is said;
    then `ramp` is the line of two points or more that it goes by, if that is known. `between` is
    what is seen between two of its frames, where that is said. `sounds` says that the file's own
    sound is heard with it, without a sound of its own on a track.
    """

    name: str
    file: IncomingFile | None
    range_in_film: FrameRange
    begin: Fraction = Fraction(0)
    speed: Fraction | None = Fraction(1)
    joint: IncomingJoint | None = None
    fade_in: int = 0
    fade_out: int = 0
    sounds: bool = False
    ramp: tuple[SpeedPoint, ...] = ()
    between: Between | None = None

    @property
    def start_in_file(self) -> Fraction:
        """The clip's first frame, counted from its file's; by timecode where the file's is not
        said.
        """
        first = self.file.first if self.file else None
        return self.begin - (first or 0)

    def moved(self, start: int) -> IncomingClip:
        """The clip begun at another frame of the film, and the file with it."""
        by = Fraction(start - self.range_in_film.start)
        ramp = tuple(SpeedPoint(at - by, position) for at, position in self.ramp)
        begin = self.begin + by * (1 if self.speed is None else self.speed)
        return replace(
            self,
            range_in_film=FrameRange(start, self.range_in_film.stop),
            begin=position_at(ramp, Fraction(0)) if ramp else begin,
            ramp=ramp,
        )

    def ended(self, stop: int) -> IncomingClip:
        """The clip with another end."""
        return replace(self, range_in_film=FrameRange(self.range_in_film.start, stop))


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingSound:
    """A sound on a track; `gain` in dB, fades in film frames."""

    track: str
    name: str
    file: IncomingFile
    range_in_film: FrameRange
    begin: Fraction
    speed: Fraction = Fraction(1)
    gain: float = 0.0
    fade_in: int = 0
    fade_out: int = 0

    @property
    def start_in_file(self) -> Fraction:
        """The frame of the file at its start, counted from the file's first."""
        return self.begin - (self.file.first or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingText:
    """Words at some frames of the film: of a title over the picture, or of a marker."""

    words: str
    range_in_film: FrameRange


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingCut:
    """A whole cut: its clips in order and without hole, its sounds, titles and markers; `left` is
    what of it is not in them. `keeps_fades` is False of a file that may have lost its fades;
    `whole` are the frames that it says it has, 0 where it says none.
    """

    title: str
    rate: Fraction
    clips: tuple[IncomingClip, ...]
    size: Size | None = None
    sounds: tuple[IncomingSound, ...] = ()
    titles: tuple[IncomingText, ...] = ()
    markers: tuple[IncomingText, ...] = ()
    left: tuple[str, ...] = ()
    keeps_fades: bool = True
    whole: int = 0

    @property
    def frames(self) -> int:
        """Its length."""
        return self.clips[-1].range_in_film.stop if self.clips else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class JointOnTrack:
    """A transition as it lies on a track, between the clip before it and the one after."""

    range_in_film: FrameRange
    kind: TransitionKind | None
    name: str
    look: TransitionLook | None = None


OnTrack = IncomingClip | JointOnTrack  # what lies on a track, in its order


def on_one_line(tracks: Sequence[Sequence[OnTrack]]) -> tuple[IncomingClip, ...]:
    """Tracks from the lowest to the highest as one line of clips without hole; what lies above
    hides what lies below.
    """
    line: list[IncomingClip] = []
    for track in tracks:
        line = _over(line, _joined(track)) if line else _joined(track)
    found = _without_holes(line)
    end = found[-1].range_in_film.stop if found else 0
    last = max((_dark_end(track) for track in tracks), default=0)
    return tuple([*found, _black(end, last)] if found and last > end else found)


def _dark_end(track: Sequence[OnTrack]) -> int:
    """Where the black at the end of a track ends; 0 where there is none."""
    last = track[-1] if track else None
    dark = isinstance(last, IncomingClip) and last.file is None
    return last.range_in_film.stop if dark and last is not None else 0


def _joined(track: Sequence[OnTrack]) -> list[IncomingClip]:
    """The clips of a track, each begun where the transition before it begins; blacks left out."""
    clips: list[IncomingClip] = []
    pending: JointOnTrack | None = None
    for item in track:
        if isinstance(item, JointOnTrack):
            pending = item
            continue
        if pending is None:
            clips.append(item)
        else:
            _join(clips, item, pending)
            pending = None
    if pending is not None:
        _join(clips, None, pending)
    return [each for each in clips if each.range_in_film.frames > 0 and _is_seen(each)]


def _is_seen(clip: IncomingClip) -> bool:
    """Whether a clip is more than a hole."""
    return clip.file is not None or clip.joint is not None


def _join(clips: list[IncomingClip], after: IncomingClip | None, joint: JointOnTrack) -> None:
    """Put a clip, or the hole at a track's end, behind the others, under a transition."""
    start, stop = joint.range_in_film
    before = clips[-1] if clips and clips[-1].range_in_film.stop >= start else None
    dark_before = before is None or before.file is None
    fades = joint.kind in (TransitionKind.DISSOLVE, TransitionKind.DIP, None)
    if after is None or after.file is None:
        if not dark_before and before is not None:
            if fades:
                clips[-1] = replace(before.ended(stop), fade_out=stop - start)
            else:
                clips[-1] = before.ended(start)
        if after is not None or not fades:
            whole = FrameRange(start, max(stop, after.range_in_film.stop if after else stop))
            dark = IncomingClip(name="black", file=None, range_in_film=whole)
            dark = dark.moved(min(stop, whole.stop)) if fades else replace(dark, joint=_at(joint))
            clips.append(dark)
        return
    after = after.moved(start)
    if dark_before and fades:
        after = replace(after, fade_in=stop - start)
    else:
        after = replace(after, joint=_at(joint))
    if before is not None:
        clips[-1] = before.ended(start)
    clips.append(after)


def _at(joint: JointOnTrack) -> IncomingJoint:
    return IncomingJoint(
        length=joint.range_in_film.frames, kind=joint.kind, name=joint.name, look=joint.look
    )


def _over(low: list[IncomingClip], high: list[IncomingClip]) -> list[IncomingClip]:
    """Clips with others laid over them."""
    for each in high:
        if each.file is None:
            continue
        start, stop = each.range_in_film
        kept: list[IncomingClip] = []
        for under in low:
            begins, ends = under.range_in_film
            if ends <= start or begins >= stop:
                kept.append(under)
                continue
            if begins < start:
                kept.append(replace(under.ended(start), fade_out=0))
            if ends > stop:
                kept.append(replace(under.moved(stop), joint=None, fade_in=0))
        low = sorted([*kept, each], key=lambda clip: clip.range_in_film)
    return low


def _without_holes(line: Sequence[IncomingClip]) -> list[IncomingClip]:
    """Clips with a black where there is none; two blacks in a row are one."""
    found: list[IncomingClip] = []
    at = 0
    for each in line:
        start, stop = each.range_in_film
        if stop <= at:
            continue
        if start < at:
            each = each.moved(at)
        if start > at:
            found.append(_black(at, start))
        found.append(each)
        at = stop
    return found


def _black(start: int, stop: int) -> IncomingClip:
    return IncomingClip(name="black", file=None, range_in_film=FrameRange(start, stop))

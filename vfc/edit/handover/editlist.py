"""A cut as a list of edits of files: what every editing program can hold, and what none can as
notes.

All times are whole frames at the film's rate. A black is an edit of no file, and a card is a file;
the timecode of each file that is made for it begins at 01:00:00:00, and so does the film's, unless
its format says another start.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from fractions import Fraction

from vfc.edit.anchors import title_ranges
from vfc.edit.assembly import Assembly
from vfc.edit.handover.retimed import PlayedFrames, played_frames
from vfc.edit.locate import uses_by_shot
from vfc.edit.overlays import fade_ranges
from vfc.edit.placing import Placing, place
from vfc.edit.segments import assemble
from vfc.edit.soundlanes import Heard, heard_on, in_lanes
from vfc.edit.wording import name_of
from vfc.film.courses import SeenFrames
from vfc.film.cut import Fading
from vfc.film.layers import EditLayer
from vfc.film.model import (
    Cut,
    CutEntry,
    Fade,
    Film,
    Grade,
    Overlay,
    Plain,
    Shot,
    TitleCard,
    Transition,
)
from vfc.film.timing import FrameRange, Size, ceiling, frames_of_an_hour, nearest, smpte_timecode

HANDLE = 12  # frames of a card before and after what is shown of it
REEL = 8  # letters of a reel's name, of CMX 3600
BLACKS = ("black", "#000000", "#000", "#000000ff")
NAMES = 24  # letters of a card's name


@dataclass(frozen=True, slots=True, kw_only=True)
class EditFile:
    """A file that edits are made of.

    `made` is the name of a file that vfc makes of a shot, a card or a line, such as
    `street_walk.mov`, else `path` is a file of the film; what has `channels` is a sound. `first` is
    the frame of its own timecode at which it begins.
    """

    name: str
    reel: str
    frames: int
    first: int
    made: str = ""
    path: str = ""
    channels: int = 0
    sample_rate: int = 0

    @property
    def has_picture(self) -> bool:
        """Whether it is one of pictures."""
        return bool(self.made) and not self.channels

    @property
    def filename(self) -> str:
        """Its name without folders."""
        return self.made or self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is seen from one cut to the next. `file` is None of black.

    `start` is the frame of the file at the cut, counted from the file's first; `speed` are its
    frames that go by in one of the film, below 0 backwards, and on the whole where that changes as
    `played` says. `transition` begins at the cut, and the edit before runs
    on under it. `fade_in` and `fade_out` are frames of a fade from and to black; `grade` is
    what the file still lacks. `lost` says what
    no format has of it.
    """

    name: str
    file: EditFile | None
    range_in_film: FrameRange
    start: int = 0
    speed: Fraction = Fraction(1)
    transition: Transition | None = None
    fade_in: int = 0
    fade_out: int = 0
    grade: Grade | None = None
    lost: tuple[str, ...] = ()
    played: PlayedFrames | None = None

    def at(self, frame_in_film: int) -> int:
        """The frame of the file that is seen at a frame of the film."""
        if self.played is not None:
            return self.played.seen.frame(frame_in_film - self.range_in_film.start)
        return self.start + nearest((frame_in_film - self.range_in_film.start) * self.speed)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditSound:
    """A sound: from frame `start` of its file on, at `speed`, which is below 0 backwards; `gain` in
    dB, fades in film frames. `lost` says what no format has of it.
    """

    name: str
    file: EditFile
    range_in_film: FrameRange
    start: int
    speed: Fraction
    gain: float
    fade_in: int
    fade_out: int
    ducks: bool
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMark:
    """Words at some frames of the film."""

    range_in_film: FrameRange
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFile:
    """A card or a plain colour of a cut as a file, with all its frames."""

    file: EditFile
    entry: TitleCard | Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class EditList:
    """A cut as edits, in order and without hole; sounds by the name of their track, each in lanes;
    titles over the picture; marks; the cards, each as its file; what is lost of the whole.
    """

    title: str
    rate: Fraction
    size: Size
    sample_rate: int
    frames: int
    begin: int  # the frame of the film's own timecode at which it begins
    edits: tuple[Edit, ...]
    sounds: tuple[tuple[str, tuple[EditSound, ...]], ...]
    titles: tuple[tuple[Overlay, FrameRange], ...]
    marks: tuple[EditMark, ...]
    cards: tuple[CardFile, ...] = ()
    lost: tuple[str, ...] = ()

    def timecode(self, frame: int) -> str:
        """The film's own timecode at a frame."""
        return smpte_timecode(self.begin + frame, self.rate)

    def after(self, index: int) -> Transition | None:
        """The transition under which an edit runs on."""
        return self.edits[index + 1].transition if index + 1 < len(self.edits) else None

    def shown(self, index: int) -> FrameRange:
        """The film frames in which an edit is seen, those under transitions with it."""
        transition = self.after(index)
        start, stop = self.edits[index].range_in_film
        return FrameRange(start, stop + (transition.length if transition else 0))

    @property
    def files(self) -> tuple[EditFile, ...]:
        """Each file once, in the order of the film, pictures before sounds."""
        found = [each.file for each in self.edits if each.file]
        return tuple(
            dict.fromkeys([*found, *(each.file for _, lane in self.sounds for each in lane)])
        )


def edit_list(film: Film, cut: Cut) -> EditList:
    """The edits of a cut; raises TextError where the cut cannot be made."""
    film = film.seen_in(cut)
    assembly = assemble(film, cut)
    placing, _ = place(film, cut)
    cards = card_files(film, placing)
    files = {each.entry: each.file for each in cards}
    edits = [_edit(film, placing, index, files) for index in range(len(placing.places))]
    lost_fades = _fade(edits, fade_ranges(placing)[0])
    whole = FrameRange(0, assembly.frames)
    titles, _ = title_ranges(film, cut, uses_by_shot(assembly.uses), assembly.frames)
    marks = [*_scene_marks(film, placing), *lost_fades]
    return EditList(
        title=plain_text(film.title) or "film",
        rate=film.format.rate,
        size=film.format.size,
        sample_rate=film.format.sound,
        frames=assembly.frames,
        begin=film.format.begin,
        edits=tuple(edits),
        sounds=tuple(_sounds(film, assembly)),
        titles=tuple(
            (title, FrameRange(max(0, each.start), min(whole.stop, each.stop)))
            for title, each in titles
            if each.overlaps(whole)
        ),
        marks=tuple(sorted(marks, key=lambda mark: mark.range_in_film)),
        cards=tuple({each.file: each for each in cards}.values()),
        lost=(
            *(f"{mark.words} is a marker" for mark in lost_fades),
            *([f"the film's overlays: {_named(film.layers)}"] if film.layers else []),
        ),
    )


def card_files(film: Film, placing: Placing) -> list[CardFile]:
    """The cards of a cut as files, one for each that looks like no other; a black is none."""
    lengths: dict[TitleCard | Plain, int] = {}
    for index, each in enumerate(placing.places):
        if each.shot is None and not is_black(each.entry):
            frames = placing.seen_in_film(index).frames
            key = _look_of(each.entry)
            lengths[key] = max(lengths.get(key, 0), frames)
    files: list[CardFile] = []
    names: set[str] = set()
    for key, frames in lengths.items():
        stem = base = f"card_{slug(name_of(key))}"
        number = 1
        while stem in names:
            number += 1
            stem = f"{base}_{number}"
        names.add(stem)
        file = _made(film, name_of(key), stem, frames + 2 * HANDLE)
        files += [
            CardFile(file=file, entry=each.entry)
            for each in placing.places
            if each.shot is None and _look_of(each.entry) == key
        ]
    return files


def shot_file(film: Film, shot: Shot) -> EditFile:
    """The file of a shot's picture, with its handles."""
    return _made(film, shot.name, shot.name.replace("/", "_"), shot.frames + shot.handles)


def is_black(entry: CutEntry) -> bool:
    """Whether an entry is black, with nothing on it."""
    return isinstance(entry, Plain) and entry.colour.lower() in BLACKS


def reel_of(name: str) -> str:
    """A reel's name of eight letters: the same in every cut, and another for each path or name."""
    stem = name.rpartition("/")[2].partition(".")[0]
    letters = re.sub(r"[^A-Z0-9]", "", stem.upper())
    if name == letters.lower() and 0 < len(name) <= REEL and name not in ("ax", "bl", "black"):
        return letters
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:4].upper()
    return f"{letters[: REEL - 4] or 'R'}{digest}"


def slug(text: str) -> str:
    """A text as a part of a file's name, or `plain`."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", letters)[:NAMES].strip("-") or "plain"


def plain_text(text: str) -> str:
    """A text in one line, without what no file of text may hold."""
    shown = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(shown.encode("utf-8", "replace").decode("utf-8").split())


def _look_of(entry: TitleCard | Plain) -> TitleCard | Plain:
    """A card without its length: what is seen of it."""
    return replace(entry, length=Fraction(0), beats=False)


def _made(film: Film, name: str, stem: str, frames: int) -> EditFile:
    return EditFile(
        name=name,
        reel=reel_of(stem),
        frames=frames,
        first=frames_of_an_hour(film.format.rate),
        made=f"{stem}.mov",
    )


def _edit(
    film: Film, placing: Placing, index: int, cards: dict[TitleCard | Plain, EditFile]
) -> Edit:
    each = placing.places[index]
    range_in_film = FrameRange(each.start, placing.cut_out(index))
    transition = placing.transitions.get(index)
    name = name_of(each.entry)
    if each.shot is None:
        file = cards.get(each.entry)
        return Edit(
            name=name,
            file=file,
            range_in_film=range_in_film,
            start=HANDLE if file else 0,
            transition=transition,
        )
    played = played_frames(each)
    return Edit(
        name=name,
        file=shot_file(film, each.shot),
        range_in_film=range_in_film,
        start=int(each.seen.start),
        speed=each.entry.speed if played is None else played.mean(range_in_film.frames),
        played=played,
        transition=transition,
        grade=_grade_of(each.shot),
        lost=tuple(_lost_of(each.shot)),
    )


def _grade_of(shot: Shot) -> Grade | None:
    """What is still to be graded of a file; effects come graded."""
    return None if shot.effects or shot.grade.neutral else shot.grade


def _lost_of(shot: Shot) -> Iterator[str]:
    grade = _grade_of(shot)
    if grade is not None:
        yield f"its grade: {_graded(grade)}"
    if shot.layers:
        yield f"its overlays: {_named(shot.layers)}"
    unheard = [line.text for line in shot.lines if line.delivery and line.delivery.about]
    if unheard:
        yield f"its spoken lines, which nobody has heard yet: {plain_text(' / '.join(unheard))}"


def _named(layers: Sequence[EditLayer]) -> str:
    return ", ".join(plain_text(layer.name) for layer in layers)


def _graded(grade: Grade) -> str:
    """What a grade does, in the words of the text."""
    return ", ".join(f"{name} {_as_text(value)}" for name, value in grade_words(grade).items())


def grade_words(grade: Grade) -> dict[str, object]:
    """What a grade sets, as plain data by its words; its table by its path."""
    plain = Grade()
    words: dict[str, object] = {
        each.name: getattr(grade, each.name)
        for each in fields(Grade)
        if getattr(grade, each.name) != getattr(plain, each.name)
    }
    if "curves" in words:
        words["curves"] = {name: found for name, found in asdict(grade.curves).items() if found}
    return words | ({"lut": plain_text(grade.lut.path)} if grade.lut else {})


def _as_text(value: object) -> str:
    """A value as the text has it, its brackets left out."""
    if isinstance(value, dict):
        return " ".join(f"{name} {_as_text(each)}" for name, each in value.items())
    if isinstance(value, tuple):
        return (" " if isinstance(value[0], tuple) else "/").join(map(_as_text, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _fade(edits: list[Edit], fades: list[tuple[Fade, FrameRange]]) -> list[EditMark]:
    """Lay fades from and to black on the edits that they begin or end; marks of those that no one
    edit can have.
    """
    marks = []
    for fade, range_in_film in fades:
        index = _faded(edits, fade, range_in_film)
        if index is None or fade.colour.lower() not in BLACKS:
            words = plain_text(f"fade {fade.toward} {fade.colour}")
            marks.append(EditMark(range_in_film=range_in_film, words=words))
        elif fade.toward is Fading.FROM:
            edits[index] = replace(edits[index], fade_in=fade.length)
        else:
            edits[index] = replace(edits[index], fade_out=fade.length)
    return marks


def _faded(edits: list[Edit], fade: Fade, range_in_film: FrameRange) -> int | None:
    """The edit that a fade begins or ends, where no transition and no other fade lies there."""
    for index, each in enumerate(edits):
        start, stop = each.range_in_film
        after = edits[index + 1].transition if index + 1 < len(edits) else None
        under = each.transition.length if each.transition else 0
        if each.file is None:
            continue
        if fade.toward is Fading.FROM:
            fits = start == range_in_film.start and range_in_film.stop + each.fade_out <= stop
            free = each.transition is None and not each.fade_in
        else:
            fits = stop == range_in_film.stop and range_in_film.start >= start + max(
                under, each.fade_in
            )
            free = after is None and not each.fade_out
        if fits and free:
            return index
    return None


def _scene_marks(film: Film, placing: Placing) -> Iterator[EditMark]:
    """A mark where each scene begins, by its slug line or its name."""
    slugs = {scene.name: scene.slug for scene in film.scenes}
    before = ""
    for each in placing.places:
        scene = each.shot.scene if each.shot else before
        if scene != before:
            words = plain_text(slugs.get(scene) or scene)
            yield EditMark(range_in_film=FrameRange(each.start, each.start + 1), words=words)
        before = scene


def _sounds(film: Film, assembly: Assembly) -> Iterator[tuple[str, tuple[EditSound, ...]]]:
    for name, items in heard_on(film, assembly).items():
        for number, lane in enumerate(in_lanes(items), 1):
            yield (
                name if number == 1 else f"{name} {number}",
                tuple(_sound(film, heard, range_in_film) for heard, range_in_film in lane),
            )


def _sound(film: Film, heard: Heard, range_in_film: FrameRange) -> EditSound:
    part, source, rate = heard.part, heard.file, film.format.rate
    name = (source.made or source.path).rpartition("/")[2]
    file = EditFile(
        name=name,
        reel=reel_of(source.path or source.made),
        frames=ceiling(source.seconds * rate),
        first=nearest(source.first * rate),
        made=source.made,
        path=source.path,
        channels=source.channels,
        sample_rate=source.sample_rate,
    )
    speed, lost = part.speed, ()
    if part.legs:
        seen = SeenFrames(start=Fraction(0), legs=part.legs)
        speed = seen.passed(part.seconds) / part.seconds
        lost = ("its sound's change of speed",)
    return EditSound(
        name=plain_text(heard.name) or (part.source if isinstance(part.source, str) else name),
        file=file,
        range_in_film=range_in_film,
        start=nearest(heard.start * rate) - part.backwards,
        speed=-speed if part.backwards else speed,
        lost=lost,
        gain=part.gain,
        fade_in=nearest(part.fade_in * rate),
        fade_out=nearest(part.fade_out * rate),
        ducks=part.duck is not None,
    )

"""Points of the film, titles over the picture, and all the sound."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from fractions import Fraction

from vfc.film.cut import Track
from vfc.film.model import Asset, Cue, Overlay, Point, Shot, Sound, Speech
from vfc.film.speech import Translations
from vfc.film.timing import Unit
from vfc.film.treatments import FadeCurve
from vfc.language.resolve.hearing import duck_of, gain_of, through_of
from vfc.language.resolve.lettering import OVERLAY, title_style, title_text
from vfc.language.resolve.looks import Looks
from vfc.language.resolve.references import counted
from vfc.language.resolve.translations import beside_a_line
from vfc.language.resolve.values import Reader, items, part, span_of_word
from vfc.language.resolve.voices import Deliveries
from vfc.language.words.soundtrack import SPEECH
from vfc.language.yaml.node import Node
from vfc.language.yaml.suggest import did_you_mean

POINT = re.compile(
    r"^(?P<shot>[a-z0-9-]+/[a-z0-9-]+)(?::(?P<use>[1-9]\d*))?(?:@(?P<frame>\S(?:[^+-]*\S)?))?"
    r"(?:\s+(?P<sign>[+-])\s+(?P<offset>\S.*))?$"
)
# of a line without a recording, and what to write
LINE_NEEDS = {
    "line": "who: and line: for a voice",
    "at": "at: and a point of the film, such as street/walk + 1s",
}


class Soundtrack:
    """Reads what lies at points of the film; `shots` are all shots of the text, None where one is
    wrong.
    """

    def __init__(
        self,
        reader: Reader,
        shots: Mapping[str, Shot | None],
        scenes: Collection[str],
        looks: Looks,
        deliveries: Deliveries,
    ):
        self.reader, self.shots, self.scenes, self.looks = reader, shots, scenes, looks
        self.deliveries = deliveries

    def titles(self, node: Node | None) -> tuple[Overlay, ...]:
        """Words over the picture."""
        found: list[Overlay] = []
        for item in items(node):
            at, length = self.point(item.get("at")), self.reader.some_frames(item.get("length"))
            if at is not None and length is not None:
                found.append(
                    Overlay(
                        at=at,
                        length=length,
                        text=title_text(self.reader, item),
                        style=title_style(self.reader, item, OVERLAY, length, over_picture=True),
                        span=item.span,
                    )
                )
        return tuple(found)

    def sound(self, node: Node | None) -> Sound:
        """All cues and all voice-over."""
        cues = [
            cue
            for track in Track
            for item in items(node.get(track) if node else None)
            if track is not Track.DIALOGUE or item.get("file") is not None
            if (cue := self._cue(track, item)) is not None
        ]
        speech = [
            each
            for item in items(node.get("dialogue") if node else None)
            if item.get("file") is None and (each := self._speech(item))
        ]
        return Sound(cues=tuple(cues), dialogue=tuple(speech))

    def point(self, node: Node | None) -> Point | None:
        """A point of the film: `12s`, `street/walk + 1s`, `street/shoe@1.5s`, `street/walk:2`."""
        text = self.reader.text(node).rstrip()
        if node is None or not text:
            return None
        match = POINT.match(text)
        if match is None:
            return self._from_start(node, text)
        if match["shot"] not in self.shots:
            self.reader.unknown(
                "scenes",
                match["shot"],
                node.span,
                f"unknown shot '{match['shot']}'",
                lambda: did_you_mean(match["shot"], self.shots),
            )
            return None
        frame = self._frame(node, match)
        offset = self._time(node, match["offset"], match.start("offset")) or 0
        return Point(
            shot=match["shot"],
            use=int(match["use"] or 1),
            frame_in_shot=frame,
            offset=-offset if match["sign"] == "-" else offset,
            span=node.span,
        )

    def _from_start(self, node: Node, text: str) -> Point | None:
        time = self.reader.time(node)
        if time is not None:
            first = (
                self.reader.tempo.first * self.reader.rate
                if time.unit is Unit.BEATS and self.reader.tempo
                else 0
            )
            return Point(
                offset=int(first + time.frames + 0.5) if first else time.nearest, span=node.span
            )
        if not re.search(r"beat|[:;]", text):
            self.reader.tell(
                node.span,
                f"'{text}' is no point of the film",
                "write street/walk + 1s (with spaces), street/walk@1.5s, or 12s from the film's "
                "start",
            )
        return None

    def _frame(self, node: Node, match: re.Match[str]) -> int | None:
        """The frame of the shot behind an `@`."""
        text, shot = match["frame"], self.shots[match["shot"]]
        if text in ("first", "last"):
            return 0 if text == "first" or shot is None else shot.frames - 1
        frame = self._time(node, text, match.start("frame"))
        if frame is not None and shot is not None and frame >= shot.frames:
            self.reader.tell(
                part(node, text, match.start("frame")).span,
                f"'@{text}' lies outside {shot.name}, which has {counted(shot.frames)}",
                f"write {shot.name}@last",
            )
        return frame

    def _time(self, node: Node, text: str | None, at: int) -> int | None:
        """A time within a point, in frames."""
        if text is None:
            return None
        time, piece = self.reader.parsed(text), part(node, text, at)
        if isinstance(time, str):
            self.reader.no_time(piece.span, text, time, "" if ";" in time else "write 1.5s or 12f")
            return None
        self.reader.between(piece, time)
        return time.nearest

    def _cue(self, track: Track, node: Node) -> Cue | None:
        reader, file = self.reader, self.reader.asset(node.get("file"))
        if file is None:
            return None
        if file.digest and not file.facts.channels:
            reader.tell(span_of_word(node, "file"), f"'{file.path}' has no sound")
        at, under = self.point(node.get("at")), reader.text(node.get("under"))
        if at is not None and under:
            reader.tell(
                span_of_word(node, "under"),
                "'at' and 'under' both say where the sound lies",
                "write one of them",
            )
        if under and under not in self.scenes and under not in self.shots:
            reader.unknown(
                "scenes",
                under,
                span_of_word(node, "under"),
                f"unknown scene or shot '{under}'",
                lambda: did_you_mean(under, [*self.scenes, *self.shots]),
            )
            at, under = at or Point(span=node.span), ""
        if at is None and not under:
            at = Point(span=node.span)
        if track is Track.DIALOGUE:
            self._recorded(node)
        fades = [reader.frames(each) for each in items(node.get("fade"))]
        start = self._start(node.get("in"), file)
        length = reader.some_frames(node.get("length"))
        repeat = reader.switch(node.get("repeat"), False)
        text = reader.prose(node.get("line")) if not repeat else ""
        seconds = None if length is None else Fraction(length) / reader.rate
        return Cue(
            track=track,
            file=file,
            at=None if under else at,
            under=under,
            gain=gain_of(reader, node.get("gain")),
            fade_in=fades[0] if fades else 0,
            fade_out=fades[-1] if fades else 0,
            start=start,
            length=length,
            repeat=repeat,
            duck=duck_of(reader, node.get("duck")),
            pan=reader.number(node.get("pan"), 0.0),
            curve=reader.choice(node.get("curve"), FadeCurve) or FadeCurve.POWER,
            through=through_of(reader, node.get("through")),
            who=self._who(node.get("who")),
            text=reader.prose(node.get("line")),
            delivery=self.deliveries.recorded(file, text, start, seconds, node.span)
            if track is Track.DIALOGUE
            else None,
            translations=self._translations(track, node),
            span=node.span,
        )

    def _start(self, node: Node | None, file: Asset) -> Fraction:
        """Where in its file a sound begins, in seconds."""
        time = self.reader.time(node)
        seconds = time.frames / self.reader.rate if time is not None else Fraction(0)
        if node is not None and file.facts.channels and seconds >= file.facts.seconds > 0:
            self.reader.tell(
                node.span,
                f"'{node.text}' lies outside '{file.path}', which is "
                f"{float(file.facts.seconds):.2f} s long",
            )
        return seconds

    def _who(self, node: Node | None) -> str:
        if node is None:
            return ""
        self.looks.check_member(node.span, node.text)
        return node.text

    def _speech(self, node: Node) -> Speech | None:
        for word, why in LINE_NEEDS.items():
            if node.get(word) is None:
                if node.get("who") is not None and word == "line":
                    return None  # they go together, which is told
                self.reader.tell(
                    node.span,
                    f"a voice-over without a 'file' needs '{word}'",
                    f"write {why}, or file: and a recording",
                )
                return None
        for word in ("in", "length", "fade"):
            if node.get(word) is not None:
                self.reader.tell(
                    span_of_word(node, word),
                    f"'{word}' is about a file, and this line has none",
                    f"write file: and a recording, or take '{word}' out",
                )
        at, line = self.point(node.get("at")), node.get("line")
        who, text = self._who(node.get("who")), self.reader.prose(line)
        delivery = self.deliveries.read(node, who, text, span_of_word(node, "line"))
        if delivery is None:
            self._unheard(node)
        if at is None:
            return None
        return Speech(
            who=who,
            text=text,
            at=at,
            gain=gain_of(self.reader, node.get("gain")),
            pan=self.reader.number(node.get("pan"), 0.0),
            through=through_of(self.reader, node.get("through")),
            delivery=delivery,
            translations=self._translations(Track.DIALOGUE, node),
            span=node.span,
        )

    def _unheard(self, node: Node) -> None:
        """Tell of words about how a line is heard that nobody speaks."""
        for word in ("gain", "pan", "through"):
            if node.get(word) is not None:
                self.reader.tell(
                    span_of_word(node, word),
                    f"'{word}' is about a sound, and nothing speaks this line",
                    "give who speaks it a voice: in cast:, or name a file:",
                )

    def _recorded(self, node: Node) -> None:
        """Tell of words about a voice at a line that was recorded."""
        for word in ("voice", "takes", "pick"):
            if node.get(word) is not None:
                self.reader.tell(
                    span_of_word(node, word),
                    f"'{word}' is about a voice, and this line has a recording",
                    "take it out; recordings as takes stand in a shot's lines:",
                )

    def _translations(self, track: Track, node: Node) -> Translations:
        """What stands beside a line of dialogue in other languages."""
        if track is not Track.DIALOGUE:
            return ()
        return beside_a_line(self.reader, node, SPEECH.table, node.get("who"), self.looks.cast)

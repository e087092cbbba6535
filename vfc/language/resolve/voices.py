"""What speaks: a person's voice, and how each line is delivered by it or by recordings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from vfc.errors import Span
from vfc.film.model import Asset, CastMember
from vfc.film.speech import RECORDING, Hear, LineDelivery, VoiceUse
from vfc.language.resolve.picks import Picks
from vfc.language.resolve.values import Reader, entries, items, span_of_word
from vfc.language.yaml.node import Form, Node, excerpt

USE = "use"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What is known of how lines came out: `hear` says it of one, by the film's `seed` and
    `language`; `pace` is what estimates of the others are divided by.
    """

    hear: Hear = lambda _: None
    seed: int = 0
    language: str = ""
    pace: Fraction = Fraction(1)


NO_HEARING = Hearing()


def voice_of(reader: Reader, node: Node | None) -> VoiceUse | None:
    """A person's voice, by its name or by a map; None where the text gives none."""
    if node is None or node.empty:
        return None
    if node.kind is Form.SCALAR:
        return VoiceUse(use=node.text, span=node.span)
    return _used(reader, node, VoiceUse(use="", span=node.span))


def _used(reader: Reader, node: Node, base: VoiceUse) -> VoiceUse | None:
    """A voice with what a map says over it; None where neither names one."""
    said = {name: (key, value) for name, key, value in entries(node)}
    use = node.get(USE)
    if use is not None and use.text != base.use:  # another voice has options of its own
        base = VoiceUse(use=use.text, span=use.span)
    options = dict(base.options) | {
        name: reader.free(value) for name, (_, value) in said.items() if name != USE
    }
    spans = dict(base.spans) | {
        name: value.span for name, (_, value) in said.items() if name != USE
    }
    if not base.use:
        return None
    return VoiceUse(
        use=base.use,
        options=tuple(sorted(options.items())),
        span=base.span,
        spans=tuple(sorted(spans.items())),
    )


class Deliveries:
    """Reads how lines are delivered, and asks what is known of how they came out."""

    def __init__(
        self, reader: Reader, cast: Mapping[str, CastMember], picks: Picks, hearing: Hearing
    ):
        self.reader, self.cast, self.picks, self.hearing = reader, cast, picks, hearing

    def read(
        self, item: Node, who: str, text: str, span: Span, *, mute: bool = False
    ) -> LineDelivery | None:
        """How the line of a map is delivered; None where nothing speaks it, as where `mute` says
        that it is heard already.
        """
        files = self._files(item.get("file"))
        voice = self._voice(item, who, bool(files))
        if not text and (files or voice):
            self.reader.tell(span, "nothing is said in this line", "write what is said")
            return None
        if voice is None or (mute and not files):
            for word in ("voice", "takes", "pick"):
                if item.get(word) is not None and (mute or who in self.cast):
                    self._useless(item, word, who, mute)
            return None
        takes = len(files) or max(1, self.reader.whole(item.get("takes"), 1))
        if files and item.get("takes") is not None:
            self.reader.tell(
                span_of_word(item, "takes"),
                f"each recording is a take, and this line has {len(files)}",
                "take 'takes' out, or name more files",
            )
        pick = item.get("pick")
        delivery = LineDelivery(
            voice=voice,
            takes=takes,
            pick=None if pick is None else self._pick(pick, text, takes),
            files=files,
            pace=self.hearing.pace,
        )
        return self._heard(delivery, text)

    def recorded(
        self, file: Asset, text: str, start: Fraction, seconds: Fraction | None, span: Span
    ) -> LineDelivery | None:
        """The delivery of a recording of the soundtrack, of which so much is heard; None where
        nobody says what is said in it.
        """
        if not text or not file.facts.channels:
            return None
        use = VoiceUse(use=RECORDING, span=span)
        found = LineDelivery(voice=use, files=(file,), start=start, seconds=seconds)
        return self._heard(found, text)

    def _heard(self, delivery: LineDelivery, text: str) -> LineDelivery:
        """A delivery with what is known of how its take came out."""
        hearing = self.hearing
        asked = delivery.utterance(text, delivery.shown, hearing.seed, hearing.language)
        return replace(delivery, heard=hearing.hear(asked))

    def _files(self, node: Node | None) -> tuple[Asset, ...]:
        found: list[Asset] = []
        for each in items(node):
            file = self.reader.asset(each)
            if file is not None and file.digest and not file.facts.channels:
                self.reader.tell(each.span, f"'{file.path}' has no sound")
            elif file is not None:
                found.append(file)
        return tuple(found)

    def _voice(self, item: Node, who: str, recorded: bool) -> VoiceUse | None:
        own = item.get("voice")
        if recorded:
            if own is not None:
                self.reader.tell(
                    own.span,
                    "'voice' is about a voice, and this line has a recording",
                    "take one of them out",
                )
            return VoiceUse(use=RECORDING, span=span_of_word(item, "file"))
        member = self.cast.get(who)
        base = member.voice if member is not None else None
        if own is None:
            return base
        return _used(self.reader, own, base or VoiceUse(use="", span=own.span))

    def _pick(self, node: Node, text: str, takes: int) -> int | None:
        found = self.picks.read(node, excerpt(text), takes)
        return found if isinstance(found, int) else None

    def _useless(self, item: Node, word: str, who: str, mute: bool) -> None:
        why = (
            "this line is heard in the shot's own sound"
            if mute
            else f"nothing speaks this line: '{who}' has no voice"
        )
        hint = (
            "take it out, or write sound: ambience at the shot"
            if mute
            else f"write cast: {{{who}: {{voice: hibari}}}}, or take it out"
        )
        self.reader.tell(span_of_word(item, word), f"'{word}' says nothing: {why}", hint)

"""Which words say anything of a deliverable, by what it is; the subtitles that a film file has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from vfc.film.formats import CODEC_NAMES, DEPTHS, Codec, DeliverableKind, StillKind
from vfc.film.languages import standard_tag
from vfc.film.model import BurntSubtitles
from vfc.film.sequence import is_sequence
from vfc.language.resolve.lettering import title_style
from vfc.language.resolve.translations import check_spoken, language_in
from vfc.language.resolve.values import Reader, items, span_of_word
from vfc.language.yaml.node import Form, Node, excerpt

PICTURE, CODING = "about pictures", "about how a film file is encoded"
WHAT = {
    "size": PICTURE,
    "fit": PICTURE,
    "slate": PICTURE,
    "codec": CODING,
    "quality": CODING,
    "depth": CODING,
    "crf": CODING,
    "platform": CODING,
    "loudness": "about sound",
    "channels": "about sound",
    "bitrate": CODING,
    "max_size": CODING,
    "language": "about a file of subtitles",
    "subtitles": "about tracks of a film file",
    "burn": PICTURE,
    "as": "about stills",
    "media": "about what a timeline links to",
    "stem": "about sound alone, a .wav",
}
# the words that say something of each
TAKES: Mapping[DeliverableKind, frozenset[str]] = {
    DeliverableKind.VIDEO: frozenset(
        {
            *("cut", "size", "fit", "codec", "quality", "depth", "crf", "bitrate", "max_size"),
            *("slate", "subtitles", "burn", "platform", "loudness", "channels"),
        }
    ),
    DeliverableKind.PREVIEW: frozenset({"cut", "size", "fit", "slate", "burn"}),
    DeliverableKind.POSTER: frozenset({"cut", "size", "fit", "slate", "at", "as"}),
    DeliverableKind.FRAMES: frozenset({"cut", "size", "fit", "slate", "burn"}),
    DeliverableKind.CONTACT: frozenset({"cut", "as"}),
    DeliverableKind.STORYBOARD: frozenset({"cut"}),
    DeliverableKind.SUBTITLES: frozenset({"cut", "language"}),
    DeliverableKind.HANDOVER: frozenset({"cut", "media"}),
    DeliverableKind.BUNDLE: frozenset({"cut", "media"}),
    DeliverableKind.SOUND: frozenset({"cut", "stem", "loudness", "channels"}),
}
NAMES: Mapping[DeliverableKind, str] = {
    DeliverableKind.VIDEO: "a film file",
    DeliverableKind.PREVIEW: "moving pictures for a page",
    DeliverableKind.POSTER: "a still",
    DeliverableKind.FRAMES: "a sequence of frames",
    DeliverableKind.CONTACT: "a contact sheet",
    DeliverableKind.STORYBOARD: "a storyboard",
    DeliverableKind.SUBTITLES: "a file of subtitles",
    DeliverableKind.HANDOVER: "a timeline",
    DeliverableKind.BUNDLE: "a timeline",
    DeliverableKind.SOUND: "sound alone",
}


def useless_words(kind: DeliverableKind, node: Node) -> Iterator[tuple[str, str]]:
    """Each word at a deliverable that says nothing of its kind, and why."""
    for key, _ in node.entries:
        if key.text in WHAT and key.text not in TAKES[kind]:
            yield key.text, f"{WHAT[key.text]}, and this is {NAMES[kind]}"


def kind_of(
    reader: Reader, path: str, key: Node, node: Node, kind: DeliverableKind
) -> DeliverableKind:
    """What a file is: by its ending, and of stills by what the text says or the file is called."""
    if "%" in path and not (kind is DeliverableKind.POSTER and _is_numbered(path)):
        reader.tell(
            key.span,
            f"'{excerpt(path)}' is no name of numbered frames",
            "write one such as frames/%04d.png or frames/%04d.jpg",
        )
    if kind is not DeliverableKind.POSTER:
        return kind
    if is_sequence(path):
        return DeliverableKind.FRAMES
    called = path.rpartition("/")[2].rpartition(".")[0]
    said = reader.choice(node.get("as"), StillKind)
    named = StillKind.CONTACT if called == StillKind.CONTACT else StillKind.FRAME
    return DeliverableKind.CONTACT if (said or named) is StillKind.CONTACT else kind


def _is_numbered(path: str) -> bool:
    """Whether a path has one field for a number, in its name."""
    return path.count("%") == 1 and is_sequence(path)


def depth_of(reader: Reader, node: Node, codec: Codec) -> int:
    """The bits of a level that a deliverable asks for, 0 for the codec's own; others than the codec
    takes are told.
    """
    found = reader.whole(node.get("depth"), 0)
    if not found or found in DEPTHS[codec]:
        return 0 if found == DEPTHS[codec][0] else found
    if not 8 <= found <= 10:  # which is told already
        return 0
    able = [str(each) for each, depths in DEPTHS.items() if found in depths]
    reader.tell(
        span_of_word(node, "depth"),
        f"{CODEC_NAMES[codec]} has {' or '.join(map(str, DEPTHS[codec]))} bits here, not {found}",
        f"take it out, or write codec: {' or '.join(able)}" if able else "write 8 or 10",
    )
    return 0


def tracks(reader: Reader, node: Node, languages: Collection[str]) -> tuple[str, ...]:
    """The languages of a film file's tracks of subtitles, each once; '' is what is spoken."""
    found = node.get("subtitles")
    if found is None or found.kind is not Form.LIST:
        tag = _spoken(reader, found, languages)
        return () if tag is None else (tag,)
    tags = [check_spoken(reader, each, languages) for each in items(found)]
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def burnt(reader: Reader, node: Node, languages: Collection[str]) -> BurntSubtitles | None:
    """The subtitles that are burnt into a deliverable's pictures."""
    found = node.get("burn")
    if found is not None and found.kind is Form.MAP:
        language = language_in(reader, found, languages)
        style = title_style(reader, found, BurntSubtitles().style, over_picture=True)
        return BurntSubtitles(language=language, style=style)
    tag = _spoken(reader, found, languages)
    return None if tag is None else replace(BurntSubtitles(), language=tag)


def _spoken(reader: Reader, node: Node | None, languages: Collection[str]) -> str | None:
    """A language that a word names: '' for `on`, None for `off` and where nothing stands."""
    text = reader.text(node).strip().casefold()
    if node is None or text in ("", "off", "false"):
        return None
    if text in ("on", "yes", "true"):
        return ""
    if text == "no" and standard_tag(text) not in languages:
        return None
    return check_spoken(reader, node, languages)

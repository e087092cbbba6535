"""How words over the picture and on cards look and move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from vfc.film.titles import (
    TAB,
    Outline,
    SafeArea,
    Shadow,
    Slide,
    TitleAlign,
    TitleBox,
    TitleKind,
    TitleLook,
    TitleMove,
    TitlePlace,
    TitleStyle,
    TitleWeight,
    TypedBy,
    Typing,
)
from vfc.film.transitions import PictureEdge
from vfc.language.resolve.values import Reader, entries, items, span_of_word
from vfc.language.words.kinds import COLOURS
from vfc.language.yaml.node import Form, Node

CARD = TitleStyle()
OVERLAY = TitleStyle(place=TitlePlace.BOTTOM, size=0.055)
SHADOWS = {
    "soft": Shadow(),
    "hard": Shadow(blur=0.0, drop=(0.06, 0.06), strength=1.0),
    "off": Shadow(strength=0.0),
}
KINDS: Mapping[TitleKind, TitleStyle | None] = {
    TitleKind.TITLE: None,
    TitleKind.CAPTION: TitleStyle(
        place=TitlePlace.BOTTOM_LEFT,
        size=0.05,
        look=TitleLook(box=TitleBox(opacity=0.6, round=0.2)),
    ),
    TitleKind.LOWER_THIRD: TitleStyle(
        place=TitlePlace.BOTTOM_LEFT, size=0.07, look=TitleLook(second=0.65)
    ),
}
CREDITS = TitleStyle(size=0.05, look=TitleLook(move=TitleMove.ROLL))
# words that cannot both say how words come
APART = (
    *(("move", word, "words that move by themselves") for word in ("slide", "typed", "karaoke")),
    ("typed", "karaoke", "words that are typed on"),
    ("box", "background", "words with a box"),
)


def title_text(reader: Reader, node: Node) -> str:
    """The words of a title; of credits, a line each, with a tab between who and what."""
    credits = node.get("credits")
    if credits is None:
        return reader.text(node.get("text"))
    blocks: list[str] = []
    for item in items(credits):
        if item.kind is Form.SCALAR:
            blocks.append(reader.text(item))
        rows = [
            f"{'' if number else reader.prose(key)}{TAB}{reader.prose(name)}"
            for _, key, names in entries(item)
            for number, name in enumerate(items(names))
        ]
        if rows:
            blocks.append("\n".join(rows))
    return "\n\n".join(blocks)


def title_style(
    reader: Reader,
    node: Node,
    default: TitleStyle,
    length: Fraction | int | None = None,
    *,
    over_picture: bool = False,
) -> TitleStyle:
    """How a title looks, from the words beside its text; its background is a box over a picture.
    `length` is how many frames it stands.
    """
    kind = reader.choice(node.get("kind"), TitleKind)
    usual = KINDS[kind] if kind is not None else None
    if usual is not None:
        default = replace(usual, colour=default.colour)
    elif node.get("credits") is not None:
        default = replace(CREDITS, colour=default.colour)
    _check_apart(reader, node, over_picture)
    colours = {
        word: found for word in ("colour", "background") if (found := _colour(reader, node, word))
    }
    box = colours.pop("background", "") if over_picture else ""
    fades = [reader.frames(each) for each in items(node.get("fade"))] or [default.fade]
    look = _look(reader, node, default.look, length)
    if box and node.get("box") is None:
        look = replace(look, box=None)
    return TitleStyle(
        box=box,
        font=reader.asset(node.get("font")),
        size=reader.number(node.get("size"), default.size),
        place=reader.choice(node.get("place"), TitlePlace) or default.place,
        fade=fades[0],
        colour=colours.get("colour", default.colour),
        background=colours.get("background", default.background),
        look=replace(look, fade_out=fades[-1] if fades[-1] != fades[0] else None),
    )


def _colour(reader: Reader, node: Node | None, word: str) -> str:
    text = reader.text(node.get(word)) if node is not None else ""
    return COLOURS.get(text, text)


def _check_apart(reader: Reader, node: Node, over_picture: bool) -> None:
    for word, other, what in APART:
        if word == "box" and not over_picture:
            continue
        if node.get(word) is not None and node.get(other) is not None:
            reader.tell(
                span_of_word(node, other),
                f"'{other}' says nothing of {what}",
                f"write '{word}' or '{other}'",
            )


def _look(
    reader: Reader, node: Node, default: TitleLook, length: Fraction | int | None
) -> TitleLook:
    number, get = reader.number, node.get
    at = _pair(reader, get("place"))
    move = reader.choice(get("move"), TitleMove) or default.move
    if get("move") is None and (get("slide") or get("typed") or get("karaoke")):
        move = None
    look = TitleLook(
        align=reader.choice(get("align"), TitleAlign),
        at=at,
        safe=reader.choice(get("safe"), SafeArea) or SafeArea.TITLE,
        weight=reader.choice(get("weight"), TitleWeight),
        second=default.second,
        tracking=number(get("tracking"), 0.0),
        leading=number(get("leading"), 0.0),
        outline=_outline(reader, get("outline")),
        shadow=_shadow(reader, get("shadow")),
        box=_box(reader, get("box")) or default.box,
        bar=_colour(reader, node, "bar"),
        slide=_slide(reader, get("slide")),
        typed=_typing(reader, get("typed")),
        karaoke=_colour(reader, node, "karaoke"),
        words=tuple(reader.frames(each) for each in items(get("words"))),
        move=move,
    )
    _check(reader, node, look, length)
    return look


def _check(reader: Reader, node: Node, look: TitleLook, length: Fraction | int | None) -> None:
    """What says nothing as it stands, and times that are out of order."""
    by_word = look.typed is not None and look.typed.by is TypedBy.WORD
    if look.words and not look.karaoke and not by_word:
        reader.tell(
            span_of_word(node, "words"),
            "'words' says when words are sung or typed, and these are not",
            "write karaoke: yellow, or typed: {length: 1s, by: word}",
        )
    if any(after < before for before, after in zip(look.words, look.words[1:], strict=False)):
        reader.tell(
            span_of_word(node, "words"), "the times of 'words' go back", "put them in order"
        )
    if look.words and length is not None and look.words[-1] > length:
        reader.tell(
            span_of_word(node, "words"),
            f"the times of 'words' reach {look.words[-1]}f, and the title stands {int(length)}f",
            "count them from when the title comes, or let it stand longer",
        )
    if look.slide is not None and look.slide.come_from is None and look.slide.go_to is None:
        reader.tell(
            span_of_word(node, "slide"), "this slide goes nowhere", "write slide: {from: left}"
        )
    if look.move is TitleMove.ROLL and look.at is None and node.get("place") is not None:
        place = reader.choice(node.get("place"), TitlePlace)
        if place is not None and place.upright is not TitlePlace.MIDDLE:
            reader.tell(
                span_of_word(node, "place"),
                "words that roll go from the bottom to the top",
                "write place: left, middle or right",
            )


def _pair(reader: Reader, node: Node | None) -> tuple[float, float] | None:
    if node is None or node.kind is not Form.LIST:
        return None
    found = [reader.number(each, 0.5) for each in items(node)]
    return (found[0], found[1]) if len(found) == 2 else None


def _outline(reader: Reader, node: Node | None) -> Outline | None:
    if node is None or node.empty:
        return None
    if node.kind is Form.SCALAR:
        text = reader.text(node)
        return Outline(colour=COLOURS.get(text, text))
    usual = Outline()
    return Outline(
        colour=_colour(reader, node, "colour") or usual.colour,
        width=reader.number(node.get("width"), usual.width),
    )


def _shadow(reader: Reader, node: Node | None) -> Shadow | None:
    if node is None or node.empty:
        return None
    if node.kind is Form.SCALAR:
        return SHADOWS.get(reader.text(node))
    usual = Shadow()
    return Shadow(
        colour=_colour(reader, node, "colour") or usual.colour,
        blur=reader.number(node.get("blur"), usual.blur),
        drop=_pair(reader, node.get("drop")) or usual.drop,
        strength=reader.number(node.get("strength"), usual.strength),
    )


def _box(reader: Reader, node: Node | None) -> TitleBox | None:
    if node is None:
        return None
    usual = TitleBox()
    return TitleBox(
        colour=_colour(reader, node, "colour") or usual.colour,
        opacity=reader.number(node.get("opacity"), usual.opacity),
        margin=reader.number(node.get("margin"), usual.margin),
        round=reader.number(node.get("round"), usual.round),
    )


def _slide(reader: Reader, node: Node | None) -> Slide | None:
    if node is None or node.empty:
        return None
    if node.kind is Form.SCALAR:
        return Slide(come_from=reader.choice(node, PictureEdge))
    return Slide(
        come_from=reader.choice(node.get("from"), PictureEdge),
        go_to=reader.choice(node.get("to"), PictureEdge),
        frames=reader.some_frames(node.get("length")) or Slide().frames,
        by=reader.number(node.get("by"), 0.0),
    )


def _typing(reader: Reader, node: Node | None) -> Typing | None:
    if node is None or node.empty:
        return None
    if node.kind is Form.SCALAR:
        frames = reader.some_frames(node)
        return Typing(frames=frames) if frames else None
    frames = reader.some_frames(node.get("length"))
    by = reader.choice(node.get("by"), TypedBy) or TypedBy.LETTER
    return Typing(frames=frames, by=by) if frames else None

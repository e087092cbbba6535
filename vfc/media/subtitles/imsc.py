"""Subtitles as IMSC 1.1 text profile, W3C's TTML for subtitles, with times in frames."""

from __future__ import annotations

import io
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from vfc.film.subtitles import SubtitleCue

if TYPE_CHECKING:
    from ttconv.model import ContentDocument, P, Region

PROFILE = "http://www.w3.org/ns/ttml/profile/imsc1.1/text"
METADATA = "http://www.w3.org/ns/ttml#metadata"
SAFE = 10  # percent beside and below the words, as EBU-TT-D's own examples have it
LETTERS = 5  # percent of the picture's height


def imsc_text(
    cues: Sequence[SubtitleCue], *, rate: Fraction, title: str = "", language: str = ""
) -> str:
    """Subtitles as an IMSC document: white rows at the bottom of the safe area, centred."""
    from xml.etree.ElementTree import Element, SubElement, register_namespace

    from ttconv.imsc.config import ContentProfilesSignaling, IMSCWriterConfiguration
    from ttconv.imsc.writer import TimeExpressionSyntaxEnum, from_model

    tree = from_model(
        _document(cues, rate, language),
        IMSCWriterConfiguration(
            time_format=TimeExpressionSyntaxEnum.frames,
            fps=rate,
            profile_signaling=ContentProfilesSignaling.CONTENT_PROFILES,
        ),
    )
    register_namespace("ttm", METADATA)
    root = tree.getroot()
    head = root.find("{*}head") if root is not None else None
    if head is not None and title:
        about = Element(head.tag.replace("head", "metadata"))
        SubElement(about, f"{{{METADATA}}}title").text = title
        head.insert(0, about)
    file = io.BytesIO()
    tree.write(file, encoding="utf-8", xml_declaration=True)
    return file.getvalue().decode("utf-8") + "\n"


def _document(cues: Sequence[SubtitleCue], rate: Fraction, language: str) -> ContentDocument:
    from ttconv.model import Body, ContentDocument, Div

    document = ContentDocument()
    document.set_lang(language)
    document.set_content_profiles({PROFILE})
    region = _region(document)
    body, division = Body(document), Div(document)
    document.set_body(body)
    body.push_child(division)
    for cue in cues:
        division.push_child(_paragraph(document, region, cue, rate))
    return document


def _region(document: ContentDocument) -> Region:
    from ttconv.model import Region
    from ttconv.style_properties import (
        CoordinateType,
        DisplayAlignType,
        ExtentType,
        GenericFontFamilyType,
        LengthType,
        NamedColors,
        StyleProperties,
        TextAlignType,
    )

    def part(percent: int) -> LengthType:
        return LengthType(percent, LengthType.Units.pct)

    rows = LengthType(LETTERS, LengthType.Units.rh)
    region = Region("bottom", document)
    document.put_region(region)
    whole = part(100 - 2 * SAFE)
    for style, value in (
        (StyleProperties.Origin, CoordinateType(part(SAFE), part(SAFE))),
        (StyleProperties.Extent, ExtentType(whole, whole)),
        (StyleProperties.DisplayAlign, DisplayAlignType.after),
        (StyleProperties.TextAlign, TextAlignType.center),
        (StyleProperties.FontSize, rows),
        (StyleProperties.FontFamily, (GenericFontFamilyType.proportionalSansSerif,)),
        (StyleProperties.Color, NamedColors.white.value),
    ):
        region.set_style(style, value)
    return region


def _paragraph(document: ContentDocument, region: Region, cue: SubtitleCue, rate: Fraction) -> P:
    from ttconv.model import Br, P, Span, Text

    paragraph = P(document)
    paragraph.set_region(region)
    paragraph.set_begin(cue.start / rate)
    paragraph.set_end(cue.stop / rate)
    for number, row in enumerate(cue.rows):
        if number:
            paragraph.push_child(Br(document))
        span = Span(document)
        span.push_child(Text(document, row))
        paragraph.push_child(span)
    return paragraph

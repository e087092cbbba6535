"""What FCPXML 1.10 lets stand where: the elements that vfc writes, by Apple's document type definition.

https://developer.apple.com/documentation/professional-video-applications/document-type-definition
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

ANCHORED = "(asset-clip |title )*"
PLACED = {"lane", "offset", "name", "start", "duration", "enabled"}
# by element: its children in order, its attributes, those that it must have
SHAPES: dict[str, tuple[str, set[str], set[str]]] = {
    "fcpxml": ("(resources )?(library )", {"version"}, {"version"}),
    "resources": ("(asset |effect |format )*", set(), set()),
    "format": ("", {"id", "name", "frameDuration", "width", "height", "colorSpace"}, {"id"}),
    "effect": ("", {"id", "name", "uid"}, {"id", "uid"}),
    "asset": (
        "(media-rep )+(metadata )?",
        {
            "id",
            "name",
            "uid",
            "start",
            "duration",
            "hasVideo",
            "format",
            "hasAudio",
            "videoSources",
            "audioSources",
            "audioChannels",
            "audioRate",
        },
        {"id"},
    ),
    "media-rep": ("", {"kind", "src"}, {"src"}),
    "metadata": ("(md )*", set(), set()),
    "md": ("", {"key", "value"}, {"key"}),
    "library": ("(event )*", {"location"}, set()),
    "event": ("(project )*", {"name", "uid"}, set()),
    "project": ("sequence ", {"name", "uid", "id"}, set()),
    "sequence": (
        "(note )?spine (metadata )?",
        {"format", "duration", "tcStart", "tcFormat", "audioLayout", "audioRate"},
        {"format"},
    ),
    "spine": (
        "(asset-clip |title |gap |transition )*",
        {"lane", "offset", "name", "format"},
        set(),
    ),
    "gap": (
        f"(note )?{ANCHORED}(marker )*",
        {"name", "offset", "start", "duration", "enabled"},
        {"duration"},
    ),
    "asset-clip": (
        f"(note )?(timeMap )?(adjust-blend )?(adjust-volume )?{ANCHORED}(marker )*(metadata )?",
        PLACED | {"ref", "srcEnable", "format", "tcStart", "tcFormat", "audioRole", "videoRole"},
        {"ref"},
    ),
    "title": (
        "(text )*(text-style-def )*(note )?(marker )*",
        PLACED | {"ref", "role"},
        {"ref", "duration"},
    ),
    "text": ("(text-style )*", set(), set()),
    "text-style": ("", {"ref", "font", "fontSize", "fontColor", "alignment"}, set()),
    "text-style-def": ("text-style ", {"id", "name"}, {"id"}),
    "transition": (
        "(filter-video )?(filter-audio )?(marker )*",
        {"name", "offset", "duration"},
        {"duration"},
    ),
    "filter-video": ("(param )*", {"ref", "name"}, {"ref"}),
    "timeMap": ("(timept )*", {"frameSampling", "preservesPitch"}, set()),
    "timept": ("", {"time", "value", "interp"}, {"time", "value"}),
    "adjust-blend": ("(param )*", {"amount", "mode"}, set()),
    "adjust-volume": ("(param )*", {"amount"}, set()),
    "param": ("(fadeIn )?(fadeOut )?", {"name", "key", "value"}, {"name"}),
    "fadeIn": ("", {"type", "duration"}, {"duration"}),
    "fadeOut": ("", {"type", "duration"}, {"duration"}),
    "marker": ("", {"start", "duration", "value", "completed", "note"}, {"start", "value"}),
    "note": ("", set(), set()),
}
TIMES = {"offset", "start", "duration", "tcStart", "frameDuration", "time"}


def wrong_in(root: Element) -> list[str]:
    """What of a document is not as FCPXML has it."""
    wrong, ids = [], [each.get("id") for each in root.iter() if each.get("id")]
    wrong += [f"id {each} twice" for each in set(ids) if ids.count(each) > 1]
    for each in root.iter():
        children, may, must = SHAPES[each.tag]
        found = "".join(f"{child.tag} " for child in each)
        if not re.fullmatch(children, found):
            wrong.append(f"{each.tag} holds {found}")
        wrong += [f"{each.tag} has {name}" for name in set(each.keys()) - may]
        wrong += [f"{each.tag} lacks {name}" for name in must - set(each.keys())]
        wrong += [
            f"{name} {each.get(name)}"
            for name in TIMES & set(each.keys())
            if not re.fullmatch(r"-?\d+(/\d+)?s", each.get(name, ""))
        ]
        wrong += [
            f"{each.tag} names {each.get('ref')}"
            for _ in range(1)
            if each.get("ref", ids[0]) not in ids
        ]
    return wrong

"""The words of the cuts beside the film's own, each a whole edit."""

from __future__ import annotations

from dataclasses import replace

from vfc.language.words.cuts import CUT, OVERLAY
from vfc.language.words.kinds import NAME, TEXT, Fields, MapOf, list_of, word
from vfc.language.words.layers import FILM_OVERLAYS
from vfc.language.words.soundtrack import SOUND
from vfc.language.words.whole import FORMAT

CUTS = MapOf(
    what="a map of cuts",
    write="teaser: {cut: [street/walk]}",
    key=NAME,
    about="Another cut of the same shots, with titles, sound and format of its own where it says "
    "such.",
    value=Fields(
        name="a cut",
        what="a map with a 'cut'",
        write="{cut: [street/walk]}",
        fields=(
            word(
                "cut", CUT, ["street/walk", "street/shoe"], "Its entries, in order.", required=True
            ),
            word("title", TEXT, "What If, the teaser", "Its title, in place of the film's."),
            word(
                "titles",
                list_of(OVERLAY, "a list of titles"),
                [{"at": "street/walk", "length": "1s", "text": "in May"}],
                "Words over the picture, in place of the film's; [] for none.",
            ),
            replace(
                FILM_OVERLAYS,
                about="Pictures and shots that lie over all of it, in place of the film's; [] for "
                "none.",
            ),
            word(
                "sound",
                SOUND,
                {"music": [{"file": "assets/piano.wav"}]},
                "Sound in place of the film's, on each track that it names; [] for none.",
            ),
            word(
                "format",
                Fields(
                    name="the format of a cut",
                    what="a map of size, loudness and start",
                    write="{size: 1080x1920, loudness: -14}",
                    fields=tuple(FORMAT.table[name] for name in ("size", "loudness", "start")),
                ),
                {"size": "720x1280", "loudness": -14},
                "What it is delivered in, in place of the film's: the size of files that say none, "
                "loudness, the first timecode.",
            ),
        ),
    ),
)

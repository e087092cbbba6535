"""The words of what is delivered."""

from __future__ import annotations

from vfc.film.formats import FORMATS, Codec, EditCodec, Quality, StillKind, endings
from vfc.film.platforms import platforms
from vfc.film.soundcodecs import SoundLayout, Stem
from vfc.film.sources import Fit
from vfc.language.words.cuts import BURNT
from vfc.language.words.kinds import (
    BITS,
    FILE_SIZE,
    LANGUAGE,
    NAME,
    POINT,
    SIZE,
    SPOKEN,
    SWITCH,
    Either,
    Fields,
    MapOf,
    ScalarKind,
    choice,
    list_of,
    whole,
    word,
)
from vfc.language.words.whole import FORMAT

# a dot is another thing to each library of patterns
OUT_PATTERN = rf"^[^/\\][^\n]*\.({'|'.join(FORMATS)})$"

DELIVERABLE = Fields(
    name="a deliverable",
    what="a map of how it is made",
    write="{quality: high}",
    empty=True,
    fields=(
        word("cut", NAME, "teaser", "Which of 'cuts' it shows; without it the film's own."),
        word(
            "language",
            LANGUAGE,
            "de",
            "Of subtitles: the language that they are in; without it, what is spoken.",
        ),
        word(
            "subtitles",
            Either(
                kinds=(SPOKEN, list_of(LANGUAGE, "a list of languages", least=1)),
                what="on, off, the tag of a language, or a list of such",
            ),
            ["en", "de"],
            "Of a film file: tracks of subtitles that players show when asked, in these languages; "
            "'on' is what is spoken.",
            default="off",
        ),
        word(
            "burn",
            Either(
                kinds=(SPOKEN, BURNT),
                what="on, off, the tag of a language, or a map of it and how they look",
            ),
            "de",
            "Subtitles in the picture itself, in this language; 'on' is what is spoken. What "
            "changes costs the segments under it.",
            default="off",
        ),
        word("size", SIZE, "720x1280", "Another size than the film's."),
        word("fit", choice(*Fit), "crop", "How the picture fills another shape.", default="crop"),
        word("codec", choice(*Codec), "h264", "How pictures are encoded.", default="h264"),
        word("quality", choice(*Quality), "high", "How finely they are encoded.", default="high"),
        word(
            "platform",
            choice(*platforms()),
            "youtube",
            "For whom the file is: its codec, size, and loudness where nothing else is said, and "
            "its limits of rate, size, length and bytes, which are told where they are passed.",
        ),
        FORMAT.table["loudness"],
        word(
            "channels",
            choice(*SoundLayout),
            "surround",
            "On how many loudspeakers the sound is heard; surround is 5.1, with dialogue in the "
            "centre.",
            default="stereo",
        ),
        word(
            "crf",
            whole(1, 63, "20"),
            20,
            "The constant rate factor of H.264, H.265, AV1 or VP9, in place of quality's: the "
            "less, the finer; quality then says how hard the encoder works.",
        ),
        word(
            "bitrate",
            BITS,
            "8M",
            "Bits a second of the pictures, as a mean over the film, in one likeness throughout; "
            "of H.264, H.265, AV1 and VP9.",
        ),
        word(
            "max_size",
            FILE_SIZE,
            "8MB",
            "The most that the file may have, sound and all: pictures are encoded as finely as "
            "fits, and no finer than quality or crf; of H.264, H.265, AV1 and VP9.",
        ),
        word(
            "depth",
            whole(8, 10, "10"),
            10,
            "Bits of a level: 8, or 10 for H.265, AV1, DNxHR and FFV1; ProRes has 10. Footage that "
            "has more than 8, and what is graded, faded or mixed, then keeps them.",
        ),
        word(
            "chapters",
            SWITCH,
            True,
            "Whether a film file has a chapter for each scene, by its slug line or its name.",
            default=False,
        ),
        word(
            "as",
            choice(*StillKind),
            "contact",
            "What a .png or .jpg shows: a frame of the film, or a picture of each shot with its "
            "name, words and timecode; without it a frame, and a contact sheet where the file is "
            "called contact.",
        ),
        word(
            "at",
            POINT,
            "street/walk + 1s",
            "The point of the film that a still shows; without it the middle.",
        ),
        word(
            "slate",
            SWITCH,
            True,
            "Whether scene, shot, take, camera, words, the shot's timecode and the safe areas for "
            "action and titles are burnt in; the takes stay clean.",
            default=False,
        ),
        word(
            "stem",
            choice(*Stem),
            "music",
            "Of a .wav: what is heard in it, as mixed; the parts add up to the whole. Without "
            "it the part that the file is called by, as music.wav, or all of the film.",
        ),
        word(
            "media",
            choice(*EditCodec),
            "dnxhr",
            "How the pictures are encoded that an .otio, .edl, .xml, .fcpxml or .aaf links to.",
            default="prores",
        ),
    ),
)
DELIVER = MapOf(
    what="a map of files to deliver",
    write="film.mp4: {}",
    value=DELIVERABLE,
    about="A file in the out folder.",
    key=ScalarKind(
        what=f"a file name that ends in {endings()}", write="film.mp4", pattern=OUT_PATTERN
    ),
)

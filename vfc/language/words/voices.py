"""The words of what speaks: a person's voice, what a line says of it, its takes."""

from __future__ import annotations

from dataclasses import replace

from vfc.language.words.kinds import (
    FREE,
    NAME,
    PATH,
    TEXT,
    Either,
    Fields,
    MapOf,
    list_of,
    number,
    one_or_list,
    whole,
    word,
)

VOICE_NAME = replace(NAME, write="hibari")
OPTION = Either(kinds=(FREE, list_of(FREE, "a list")), what="the value of an option")
OPTIONS = (
    word("speaker", NAME, "heart", "Whose voice it is, of those that the voice has."),
    word("speed", number(0.25, 4, "1.1"), 1.1, "How fast it speaks; 1 is its own pace.", default=1),
    word("emotion", TEXT, "calm", "How it speaks, of what the voice can."),
)
VOICE = Either(
    what="the name of a voice, or a map of 'use' and options",
    kinds=(
        VOICE_NAME,
        Fields(
            name="a voice",
            what="a map of 'use' and options",
            write="{use: hibari}",
            rest=OPTION,
            rest_key=NAME,
            fields=(
                word(
                    "use",
                    NAME,
                    "hibari",
                    "What speaks: hibari (with the extra vfc[voice]), kokoro (with vfc[kokoro]), "
                    "scratch (a murmur, to time a film by), or what a package brings; further keys "
                    "are its options.",
                    required=True,
                ),
                *OPTIONS,
            ),
        ),
    ),
)
LINE_VOICE = Fields(
    name="the voice of a line",
    what="a map of options",
    write="{speed: 1.2}",
    rest=OPTION,
    rest_key=NAME,
    fields=(
        word("use", NAME, "hibari", "What speaks this line, instead of the person's own voice."),
        *OPTIONS,
    ),
)
TAKE = whole(1, 1000, "2")
PICK = Either(
    what="the number of a take, or a map of profiles and picks",
    kinds=(
        TAKE,
        MapOf(
            what="a map of profiles and picks",
            write="{final: 2}",
            key=NAME,
            value=TAKE,
            about="The take picked in this profile.",
        ),
    ),
)
DELIVERED = (
    word(
        "voice", LINE_VOICE, {"speed": 1.2}, "What of the person's voice is another in this line."
    ),
    word(
        "takes",
        TAKE,
        3,
        "How many candidates are spoken, each with its own seed; of recordings, each file is one.",
        default=1,
    ),
    word("pick", PICK, 2, "The take that is heard; without it, the first, and all are spoken."),
)
RECORDINGS = word(
    "file",
    one_or_list(PATH, "a list of recordings"),
    "takes/l1.wav",
    "The recording in which it is said, instead of a voice; of several, each is a take.",
)

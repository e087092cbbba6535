"""The words of the soundtrack: sounds at their places, and voice-over."""

from __future__ import annotations

from vfc.language.words.cuts import ENTRY_NAME
from vfc.language.words.kinds import (
    GAIN,
    NAME,
    PATH,
    POINT,
    SWITCH,
    TEXT,
    TIME,
    Either,
    Fields,
    list_of,
    word,
)
from vfc.language.words.treatments import CURVE, DUCK, PAN, THROUGH
from vfc.language.words.voices import DELIVERED

FADES = Either(
    what="a time, or two: in and out",
    kinds=(TIME, list_of(TIME, "two times, in and out", 2, 2, write="[1s, 2s]")),
)
CUE = Fields(
    name="a sound",
    what="a map of a file and its place",
    write="{file: assets/rain.wav, under: street}",
    fields=(
        word("file", PATH, "assets/rain.wav", "The sound's file.", required=True),
        word(
            "at",
            POINT,
            "street/walk + 1s",
            "The point of the film at which it starts; without 'at' or 'under', the film's first "
            "frame.",
        ),
        word(
            "under",
            ENTRY_NAME,
            "street",
            "Under each unbroken run of this shot or scene, instead of 'at'.",
        ),
        word("gain", GAIN, "-10dB", "Louder or softer, in dB.", default="0dB"),
        word("fade", FADES, ["1s", "2s"], "Fade in and fade out; one time is for both."),
        word("in", TIME, "2s", "Where in the file it begins.", default="0s"),
        word("length", TIME, "10s", "How long it plays; without it, to the file's end."),
        word(
            "repeat",
            SWITCH,
            True,
            "Begins anew at its end, for as long as its run or the film.",
            default=False,
        ),
        word("duck", DUCK, "dialogue", "Goes down while someone speaks."),
        PAN,
        CURVE,
        THROUGH,
        word("note", TEXT, "Chopin, recorded at home", "For people only."),
    ),
)
SPEECH = Fields(
    name="a voice-over",
    what="a map of who, line and at, or of a file",
    write="{who: mother, line: I kept the light on., at: memory/photo}",
    rest=TEXT,
    rest_key=NAME,
    together=(("who", "line"), ("line", "who")),
    fields=(
        word("who", NAME, "mother", "The member of the cast who speaks."),
        word("line", TEXT, "I kept the light on.", "What is said, for a voice and for subtitles."),
        word(
            "file",
            PATH,
            "takes/mother-1.wav",
            "The recording that is heard, and that others duck under. Without it a voice speaks "
            "the line.",
        ),
        word(
            "at",
            POINT,
            "memory/photo - 12f",
            "The point of the film at which it begins; of a file, if not said, the film's first "
            "frame.",
        ),
        word("gain", GAIN, "-3dB", "Louder or softer, in dB.", default="0dB"),
        word("fade", FADES, ["1s", "2s"], "Of a file: fade in and fade out; one time is for both."),
        word("in", TIME, "2s", "Of a file: where in it the words begin.", default="0s"),
        word("length", TIME, "10s", "Of a file: how long it is heard; without it, to its end."),
        PAN,
        THROUGH,
        *DELIVERED,
        word("note", TEXT, "the third take", "For people only."),
    ),
)
CUES = list_of(CUE, "a list of sounds", write="[{file: assets/rain.wav, under: street}]")
SOUND = Fields(
    name="the soundtrack",
    what="a map of music, ambience, sfx and dialogue",
    write="{music: [{file: assets/piano.wav}]}",
    empty=True,
    fields=(
        word("music", CUES, [{"file": "assets/piano.wav", "gain": "-10dB"}], "Music."),
        word(
            "ambience",
            CUES,
            [{"file": "assets/rain.wav", "under": "street", "repeat": True}],
            "What a place sounds like.",
        ),
        word(
            "sfx", CUES, [{"file": "assets/step.wav", "at": "street/shoe@1.5s"}], "Single sounds."
        ),
        word(
            "dialogue",
            list_of(SPEECH, "a list of lines"),
            [{"who": "mother", "line": "I kept the light on.", "at": "memory/photo"}],
            "Voice-over, by voices or in files; what is spoken in a shot stands in its 'lines'.",
        ),
    ),
)

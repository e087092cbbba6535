"""The film language as a table: every word, its kind, its meaning in a sentence, an example.

The schema that editors complete from, the check of the text and its hints are all made from `FILM`.
"""

from __future__ import annotations

from vfc.film.formats import Quality
from vfc.language.words.cuts import CUT, ENTRY_WORDS, OVERLAY
from vfc.language.words.deliverables import DELIVER
from vfc.language.words.kinds import (
    FREE,
    LANGUAGE,
    NAME,
    PATH,
    PATIENCE,
    SEED,
    SIZE,
    SWITCH,
    TEXT,
    TEXT_TYPES,
    VERSION,
    Either,
    Fields,
    MapOf,
    ScalarKind,
    choice,
    list_of,
    one_or_list,
    whole,
    word,
)
from vfc.language.words.layers import FILM_OVERLAYS
from vfc.language.words.shots import LOOK, NEAREST, PRESETS, REFERENCES, scenes
from vfc.language.words.soundtrack import SOUND
from vfc.language.words.voices import VOICE
from vfc.language.words.whole import BUDGET, FORMAT, PRICES, SCORES, TEMPO, TRANSLATIONS
from vfc.language.words.wholecuts import CUTS

PRESET = Fields(
    name="a preset",
    what="a map of a look",
    write="{style: 16mm, hard light}",
    fields=(
        word(
            "extends",
            PRESETS,
            "eighties",
            "Presets that this one builds on, one or several: later ones win, texts are joined.",
        ),
        *LOOK,
        word(
            "generator",
            NAME,
            "wan",
            "What makes the pictures of shots with this look, where nothing as near or nearer "
            "names a generator.",
        ),
        word("note", TEXT, "the look of act two", "For people only."),
    ),
)

MEMBER = Fields(
    name="a member of the cast",
    what="a map of 'look', 'called' and 'voice'",
    write="{look: a woman in a red coat}",
    fields=(
        word(
            "look",
            TEXT,
            "a woman in her sixties, silver hair, red wool coat",
            "What $name stands for at the first mention in a shot; who has none is only heard.",
        ),
        word(
            "called",
            TEXT,
            "the mother",
            "What $name stands for after the first mention; without it, the name.",
        ),
        word(
            "references",
            REFERENCES,
            ["cast/mother.png"],
            "Pictures of the person, for generators that take them.",
        ),
        word(
            "voice", VOICE, {"use": "hibari"}, "What speaks the person's lines, if anything does."
        ),
        word("note", TEXT, "never smiles", "For people only."),
    ),
)

PLACE = Fields(
    name="a set",
    what="a map of 'look'",
    write="{look: a narrow street}",
    fields=(
        word(
            "look",
            TEXT,
            "a narrow street, neon signs, rain",
            "Words that follow the shot's own in the prompt.",
            required=True,
        ),
        word(
            "references",
            REFERENCES,
            ["sets/street.png"],
            "Pictures of the place, for generators that take them.",
        ),
        word("note", TEXT, "the old market", "For people only."),
    ),
)

OPTION = Either(
    kinds=(
        FREE,
        list_of(FREE, "a list"),
        MapOf(
            key=ScalarKind(what="a name", write="prompt", types=TEXT_TYPES),
            value=FREE,
            what="a map",
            write="{prompt: 6.text}",
            about="A value.",
        ),
    ),
    what="a value, a list of values, or a map of such",
)

GENERATOR = Fields(
    name="a generator",
    what="a map of 'use' and options",
    write="{use: diffusers, model: ...}",
    rest=OPTION,
    fields=(
        word(
            "use",
            TEXT,
            "diffusers",
            "Which installed generator it is; further keys are its options.",
            required=True,
        ),
        word(
            "model",
            TEXT,
            "Wan-AI/Wan2.2-TI2V-5B-Diffusers",
            "The model, for generators that have several.",
        ),
        word(
            "revision",
            TEXT,
            "main",
            "The model's revision; the lock holds the commit that it stood for.",
        ),
        word(
            "patience",
            PATIENCE,
            "30m",
            "For how long its process may tell no progress before it is ended; an hour, if not "
            "said.",
        ),
    ),
)

PROFILE = Fields(
    name="a profile",
    what="a map of what a run replaces",
    write="{size: 640x360, generator: previs}",
    empty=True,
    fields=(
        word("size", SIZE, "640x360", "The picture's size in this profile."),
        word("generator", NAME, "previs", "One generator in place of all."),
        word(
            "generators",
            MapOf(
                what="a map of generators",
                write="{wan: previs}",
                key=NAME,
                value=NAME,
                about="What makes the pictures in its place.",
            ),
            {"wan": "previs"},
            "One generator in place of another, by name.",
        ),
        word(
            "steps", whole(1, 1000, "50"), 50, "The option 'steps' of every generator that has it."
        ),
        word("quality", choice(*Quality), "master", "How finely deliverables are encoded."),
        word(
            "slate",
            SWITCH,
            True,
            "Whether film files have a slate burnt in: scene, shot, take, camera, words, the "
            "shot's timecode, safe areas.",
        ),
    ),
)


def _names(of: Fields, what: str, write: str, about: str) -> MapOf:
    return MapOf(what=what, write=write, key=NAME, value=of, about=about)


FILM = Fields(
    name="a film",
    what="a map of a film's words",
    write="title: and scenes:",
    fields=(
        word("vfc", VERSION, 1, "The version of the language.", default=1),
        word("title", TEXT, "What If, Mother", "The film's title.", required=True),
        word(
            "format",
            FORMAT,
            {"size": "1280x720", "rate": 24, "sound": 48000, "loudness": -16},
            "What the film is shown in.",
        ),
        word(
            "seed",
            SEED,
            1984,
            "The number from which, with each shot's name and take, all seeds come.",
            default=0,
        ),
        word(
            "tempo",
            TEMPO,
            {"bpm": 96, "first": "0.47s"},
            "The music's beat; it lets times be said in beats.",
        ),
        word(
            "include",
            one_or_list(PATH, "a list of files"),
            ["looks.yaml", "cast.yaml"],
            "Files that hold presets, cast, sets, generators, profiles, scenes or translations, "
            "which stand where this word stands.",
        ),
        *NEAREST,
        word(
            "presets",
            _names(
                PRESET, "a map of presets", "night: {style: wet asphalt}", "A look, by its name."
            ),
            {"night": {"style": "sodium street lamps"}},
            "Looks that scenes and shots name.",
        ),
        word(
            "cast",
            _names(
                MEMBER,
                "a map of people",
                "mother: {look: a woman in a red coat}",
                "A person, by the name that $name uses.",
            ),
            {"mother": {"look": "a woman in a red coat"}},
            "The film's people.",
        ),
        word(
            "sets",
            _names(
                PLACE, "a map of places", "street: {look: a narrow street}", "A place, by its name."
            ),
            {"street": {"look": "a narrow street"}},
            "The film's places.",
        ),
        word(
            "generators",
            _names(
                GENERATOR,
                "a map of generators",
                "wan: {use: diffusers}",
                "A generator and its options, by its name.",
            ),
            {"wan": {"use": "diffusers", "steps": 40}},
            "What can make pictures.",
        ),
        word(
            "profiles",
            _names(
                PROFILE,
                "a map of profiles",
                "draft: {generator: previs}",
                "What 'vfc build --profile NAME' replaces.",
            ),
            {"draft": {"size": "640x360", "generator": "previs"}},
            "What a run replaces, by name.",
        ),
        word(
            "scenes",
            scenes(tuple(each.name for each in ENTRY_WORDS)),
            {"street": {"shots": {"walk": {"prompt": "a street at night", "length": "4s"}}}},
            "The film's scenes and their shots, in order.",
            required=True,
        ),
        word(
            "cut",
            CUT,
            ["street/walk", {"dissolve": "12f"}, "street/shoe"],
            "The film from start to end; without it every shot in order that is no overlay.",
        ),
        word(
            "cuts",
            CUTS,
            {"teaser": {"cut": ["street/walk"]}},
            "Other cuts of the same shots, for deliverables.",
        ),
        word(
            "titles",
            list_of(OVERLAY, "a list of titles"),
            [{"at": "street/walk", "length": "3s", "text": "1984"}],
            "Words over the picture.",
        ),
        FILM_OVERLAYS,
        word(
            "sound",
            SOUND,
            {"music": [{"file": "assets/piano.wav"}]},
            "All sound beside what belongs to the shots.",
        ),
        word(
            "language",
            LANGUAGE,
            "en",
            "The language that is spoken; it says how fast subtitles are read, and what files call "
            "them.",
        ),
        word(
            "translations",
            TRANSLATIONS,
            {"de": {"Not yet.": "Noch nicht."}},
            "What is spoken, in other languages, for subtitles; a line's own translation beside it "
            "wins.",
        ),
        word(
            "scores",
            SCORES,
            {"likeness": 3, "motion": 0},
            "What each measure of a take weighs for 'pick: best'.",
        ),
        word(
            "budget",
            BUDGET,
            "200 USD",
            "What may be spent on pictures that somebody else's machine makes.",
        ),
        word(
            "prices",
            PRICES,
            {"kling": {"kling-v2-1": {"second": "0.05 USD"}}},
            "What models cost, where vfc does not know it or knows it wrong.",
        ),
        word(
            "deliver",
            DELIVER,
            {"film.mp4": {"quality": "high"}},
            "The files that a build writes; without it film.mp4.",
        ),
        word("note", TEXT, "second draft", "For people only."),
    ),
)

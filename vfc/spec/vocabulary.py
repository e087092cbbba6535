"""The film language as a table: every word, its kind, its meaning in a sentence, an example.

The schema that editors complete from, the check of the text and its hints are all made from `FILM`.
"""

from __future__ import annotations

from vfc.spec.kinds import (
    COLOUR,
    COLOURS,
    ENTRY_PATTERN,
    GAIN,
    NAME,
    PATH,
    POINT,
    RATE,
    SEED,
    SIZE,
    SWITCH,
    TEXT,
    TIME,
    VERSION,
    Either,
    Field,
    Fields,
    MapOf,
    Scalar,
    choice,
    list_of,
    number,
    one_or_list,
    whole,
)
from vfc.spec.shotwords import ANY, FITS, LOOK, NEAREST, PRESETS, REFERENCES, scenes

TRANSITIONS = ("dissolve",)
QUALITIES = ("draft", "high", "master")
CODECS = ("h264", "h265", "prores")
OUT_PATTERN = r"^[^/\\].*\.(mp4|mov|srt|otio)$"

ENTRY_NAME = Scalar(what="a scene, or a shot as scene/shot", write="street/walk", pattern=ENTRY_PATTERN)

FORMAT = Fields(name="a format", what="a map of size, rate and sound", write="{size: 1280x720, rate: 24}", fields=(
    Field(name="size", kind=SIZE, default="1280x720", example="1280x720", about="Width and height in pixels, both even."),
    Field(name="rate", kind=RATE, default=24, example=24, about="Frames a second, exact: 24, 25, 29.97 or 24000/1001."),
    Field(name="sound", kind=whole(8000, 192000, "48000"), default=48000, example=48000, about="Samples of sound a second."),
    Field(name="loudness", example=-16, about="Loudness of the whole film in LUFS (ITU-R BS.1770), or off to leave the sound as mixed.",
          kind=Scalar(what="a loudness from -70 to 0 LUFS, or off", write="-16", types=("number", "string"), low=-70, high=0, pattern="^off$")),
))

TEMPO = Fields(name="a tempo", what="a map of bpm and first", write="{bpm: 96}", fields=(
    Field(name="bpm", kind=number(1, 1000, "96"), required=True, example=96, about="Beats a minute."),
    Field(name="first", kind=TIME, default="0s", example="0.47s", about="When the music's first beat falls."),
))

PRESET = Fields(name="a preset", what="a map of a look", write="{style: 16mm, hard light}", fields=(
    Field(name="extends", kind=PRESETS, example="eighties",
          about="Presets that this one builds on, one or several: later ones win, texts are joined."),
    *LOOK,
    Field(name="note", kind=TEXT, example="the look of act two", about="For people only."),
))

VOICE = Fields(name="a voice", what="a map of 'use' and options", write="{use: hibari}", rest=ANY, fields=(
    Field(name="use", kind=TEXT, required=True, example="hibari", about="What speaks; further keys are its options."),))

MEMBER = Fields(name="a member of the cast", what="a map of 'look' and 'called'", write="{look: a woman in a red coat}", fields=(
    Field(name="look", kind=TEXT, required=True, example="a woman in her sixties, silver hair, red wool coat",
          about="What $name stands for at the first mention in a shot."),
    Field(name="called", kind=TEXT, example="the mother", about="What $name stands for after the first mention; without it, the name."),
    Field(name="references", kind=REFERENCES, example=["cast/mother.png"], about="Pictures of the person, for generators that take them."),
    Field(name="voice", kind=VOICE, example={"use": "hibari"}, about="What speaks the person's lines."),
    Field(name="note", kind=TEXT, example="never smiles", about="For people only."),
))

PLACE = Fields(name="a set", what="a map of 'look'", write="{look: a narrow street}", fields=(
    Field(name="look", kind=TEXT, required=True, example="a narrow street, neon signs, rain", about="Words that follow the shot's own in the prompt."),
    Field(name="references", kind=REFERENCES, example=["sets/street.png"], about="Pictures of the place, for generators that take them."),
    Field(name="note", kind=TEXT, example="the old market", about="For people only."),
))

GENERATOR = Fields(name="a generator", what="a map of 'use' and options", write="{use: diffusers, model: ...}", rest=ANY, fields=(
    Field(name="use", kind=TEXT, required=True, example="diffusers", about="Which installed generator it is; further keys are its options."),
    Field(name="model", kind=TEXT, example="Wan-AI/Wan2.2-TI2V-5B-Diffusers", about="The model, for generators that have several."),
    Field(name="revision", kind=TEXT, example="main", about="The model's revision; the lock holds the commit that it stood for."),
))

PROFILE = Fields(name="a profile", what="a map of what a run replaces", write="{size: 640x360, generator: previs}", empty=True, fields=(
    Field(name="size", kind=SIZE, example="640x360", about="The picture's size in this profile."),
    Field(name="generator", kind=NAME, example="previs", about="One generator in place of all."),
    Field(name="generators", example={"wan": "previs"}, about="One generator in place of another, by name.",
          kind=MapOf(what="a map of generators", write="{wan: previs}", key=NAME, value=NAME, about="What makes the pictures in its place.")),
    Field(name="steps", kind=whole(1, 1000, "50"), example=50, about="The option 'steps' of every generator that has it."),
    Field(name="quality", kind=choice(*QUALITIES), example="master", about="How finely deliverables are encoded."),
))

TITLE_STYLE = (
    Field(name="font", kind=PATH, example="fonts/title.ttf", about="A font file of the film; without it vfc's own."),
    Field(name="size", kind=number(0.005, 1, "0.08"), example=0.08, about="Height of a line as a part of the picture's height."),
    Field(name="colour", kind=COLOUR, default="#f2ede4", example="white", about="Colour of the words."),
    Field(name="background", kind=COLOUR, default="#000000", example="black", about="Colour of a card behind the words."),
    Field(name="place", kind=choice("top", "middle", "bottom"), example="middle", about="Where in the picture the words stand."),
    Field(name="fade", kind=TIME, example="6f", about="How long the words take to come and to go."),
)
WORDS = (Field(name="text", kind=TEXT, required=True, example="What If,\nMother", about="The words; a line break is kept."),
         Field(name="length", kind=TIME, required=True, example="2s", about="How long they stand."))
CARD = Fields(name="a title", what="a map of text and length", write="{text: What If, length: 2s}", fields=(*WORDS, *TITLE_STYLE))
OVERLAY = Fields(name="a title over the picture", what="a map of at, text and length", write="{at: street/walk, length: 3s, text: a night in May}", fields=(
    Field(name="at", kind=POINT, required=True, example="memory/kitchen + 1s", about="The point of the film at which they come."),
    *WORDS, *TITLE_STYLE))

FADE = Fields(name="a fade", what="a map of 'from' or 'to', and length", write="{from: black, length: 12f}", either=("from", "to"), fields=(
    Field(name="from", kind=COLOUR, example="black", about="The colour out of which the next entries come."),
    Field(name="to", kind=COLOUR, example="black", about="The colour into which the entries before go."),
    Field(name="length", kind=TIME, required=True, example="12f", about="How long it takes; it lies over the frames beside it."),
))
TRANSITION = Either(what="a time, or a map of length and overlap", kinds=(TIME, Fields(
    name="a transition", what="a map of length and overlap", write="{length: 12f, overlap: true}", fields=(
        Field(name="length", kind=TIME, required=True, example="12f", about="How long both pictures are seen."),
        Field(name="overlap", kind=SWITCH, default=False, example=True, about="Takes the frames from the shots themselves, which shortens the film.")))))
USE = Fields(name="a shot in the cut", what="a map of in, out, length and speed", write="{in: 0.5s, length: 2s}", empty=True, fields=(
    Field(name="in", kind=TIME, example="0.5s", about="The shot's own time at which it is cut in."),
    Field(name="out", kind=TIME, example="2s", about="The shot's own time at which it is cut out; that frame is not shown."),
    Field(name="length", kind=TIME, example="2 beats", about="How much film time it takes, after speed; instead of 'out'."),
    Field(name="speed", kind=number(0.05, 20, "0.5"), default=1, example=0.5, about="How fast it plays: 0.5 is half speed."),
    Field(name="lead", kind=TIME, example="1s", about="How long before the picture its sound starts (a J-cut)."),
    Field(name="trail", kind=TIME, example="1s", about="How long after the picture its sound ends (an L-cut)."),
    Field(name="sound", kind=SWITCH, default=True, example=False, about="Whether its own sound is heard here."),
))
ENTRY_WORDS = (
    Field(name="title", kind=CARD, example={"text": "What If", "length": "2s"}, about="A card with words."),
    Field(name="fade", kind=FADE, example={"from": "black", "length": "12f"}, about="A fade from a colour into what follows, or of what stands before into it."),
    *(Field(name=name, kind=TRANSITION, example="12f", about="Two pictures seen through each other; it begins at the cut and moves nothing.")
      for name in TRANSITIONS),
    *(Field(name=name, kind=TIME, example="1s", about=f"Plain {name} for this long.") for name in COLOURS),
)
ENTRY = Either(what="a scene, a shot, or an entry such as 'dissolve: 12f'", kinds=(ENTRY_NAME, Fields(
    name="an entry of the cut", what="a map of one entry", write="{street/walk: {in: 0.5s}}", single=True, fields=ENTRY_WORDS, rest=USE, rest_key=ENTRY_NAME)))
CUT = list_of(ENTRY, "a list of entries", write="[street/walk, street/shoe]")
CUTS = MapOf(what="a map of cuts", write="teaser: {cut: [street/walk]}", key=NAME, about="Another cut of the same shots.",
             value=Fields(name="a cut", what="a map with a 'cut'", write="{cut: [street/walk]}", fields=(
                 Field(name="cut", kind=CUT, required=True, example=["street/walk", "street/shoe"], about="Its entries, in order."),)))

FADES = Either(what="a time, or two: in and out", kinds=(TIME, list_of(TIME, "two times, in and out", 2, 2, write="[1s, 2s]")))
CUE = Fields(name="a sound", what="a map of a file and its place", write="{file: assets/rain.wav, under: street}", fields=(
    Field(name="file", kind=PATH, required=True, example="assets/rain.wav", about="The sound's file."),
    Field(name="at", kind=POINT, example="street/walk + 1s", about="The point of the film at which it starts; without 'at' or 'under', the film's first frame."),
    Field(name="under", kind=ENTRY_NAME, example="street", about="Under each unbroken run of this shot or scene, instead of 'at'."),
    Field(name="gain", kind=GAIN, default="0dB", example="-10dB", about="Louder or softer, in dB."),
    Field(name="fade", kind=FADES, example=["1s", "2s"], about="Fade in and fade out; one time is for both."),
    Field(name="in", kind=TIME, default="0s", example="2s", about="Where in the file it begins."),
    Field(name="length", kind=TIME, example="10s", about="How long it plays; without it, to the file's end."),
    Field(name="repeat", kind=SWITCH, default=False, example=True, about="Begins anew at its end, for as long as its run or the film."),
    Field(name="duck", kind=choice("dialogue"), example="dialogue", about="Goes down while someone speaks."),
    Field(name="note", kind=TEXT, example="Chopin, recorded at home", about="For people only."),
))
SPEECH = Fields(name="a voice-over", what="a map of who, line and at", write="{who: mother, line: I kept the light on., at: memory/photo}", fields=(
    Field(name="who", kind=NAME, required=True, example="mother", about="The member of the cast who speaks."),
    Field(name="line", kind=TEXT, required=True, example="I kept the light on.", about="What is said."),
    Field(name="at", kind=POINT, required=True, example="memory/photo - 12f", about="The point of the film at which it begins."),
    Field(name="gain", kind=GAIN, default="0dB", example="-3dB", about="Louder or softer, in dB."),
))
CUES = list_of(CUE, "a list of sounds", write="[{file: assets/rain.wav, under: street}]")
SOUND = Fields(name="the film's sound", what="a map of music, ambience, sfx and dialogue", write="{music: [{file: assets/piano.wav}]}", empty=True, fields=(
    Field(name="music", kind=CUES, example=[{"file": "assets/piano.wav", "gain": "-10dB"}], about="Music."),
    Field(name="ambience", kind=CUES, example=[{"file": "assets/rain.wav", "under": "street", "repeat": True}], about="What a place sounds like."),
    Field(name="sfx", kind=CUES, example=[{"file": "assets/step.wav", "at": "street/shoe@1.5s"}], about="Single sounds."),
    Field(name="dialogue", kind=list_of(SPEECH, "a list of lines"), about="Voice-over; what is spoken in a shot stands in its 'lines'.",
          example=[{"who": "mother", "line": "I kept the light on.", "at": "memory/photo"}]),
))

DELIVERABLE = Fields(name="a deliverable", what="a map of how it is made", write="{quality: high}", empty=True, fields=(
    Field(name="cut", kind=NAME, example="teaser", about="Which of 'cuts' it shows; without it the film's own."),
    Field(name="size", kind=SIZE, example="720x1280", about="Another size than the film's."),
    Field(name="fit", kind=choice(*FITS), default="crop", example="crop", about="How the picture fills another shape."),
    Field(name="codec", kind=choice(*CODECS), default="h264", example="h264", about="How pictures are encoded."),
    Field(name="quality", kind=choice(*QUALITIES), default="high", example="high", about="How finely they are encoded."),
))
DELIVER = MapOf(what="a map of files to deliver", write="film.mp4: {}", value=DELIVERABLE, about="A file in the out folder.",
                key=Scalar(what="a file name that ends in .mp4, .mov, .srt or .otio", write="film.mp4", pattern=OUT_PATTERN))


def _names(of: Fields, what: str, write: str, about: str) -> MapOf:
    return MapOf(what=what, write=write, key=NAME, value=of, about=about)


FILM = Fields(name="a film", what="a map of a film's words", write="title: What If", fields=(
    Field(name="vfc", kind=VERSION, default=1, example=1, about="The version of the language."),
    Field(name="title", kind=TEXT, required=True, example="What If, Mother", about="The film's title."),
    Field(name="format", kind=FORMAT, example={"size": "1280x720", "rate": 24, "sound": 48000, "loudness": -16},
          about="What the film is shown in."),
    Field(name="seed", kind=SEED, default=0, example=1984, about="The number from which, with each shot's name and take, all seeds come."),
    Field(name="tempo", kind=TEMPO, example={"bpm": 96, "first": "0.47s"}, about="The music's beat; it lets times be said in beats."),
    Field(name="include", kind=one_or_list(PATH, "a list of files"), example=["looks.yaml", "cast.yaml"],
          about="Files that hold presets, cast, sets, generators, profiles or scenes; they stand where this word stands."),
    *NEAREST,
    Field(name="presets", kind=_names(PRESET, "a map of presets", "night: {style: wet asphalt}", "A look, by its name."),
          example={"night": {"style": "sodium street lamps"}}, about="Looks that scenes and shots name."),
    Field(name="cast", kind=_names(MEMBER, "a map of people", "mother: {look: a woman in a red coat}", "A person, by the name that $name uses."),
          example={"mother": {"look": "a woman in a red coat"}}, about="The film's people."),
    Field(name="sets", kind=_names(PLACE, "a map of places", "street: {look: a narrow street}", "A place, by its name."),
          example={"street": {"look": "a narrow street"}}, about="The film's places."),
    Field(name="generators", kind=_names(GENERATOR, "a map of generators", "wan: {use: diffusers}", "A generator and its options, by its name."),
          example={"wan": {"use": "diffusers", "steps": 40}}, about="What can make pictures."),
    Field(name="profiles", kind=_names(PROFILE, "a map of profiles", "draft: {generator: previs}", "What 'vfc build --profile NAME' replaces."),
          example={"draft": {"size": "640x360", "generator": "previs"}}, about="What a run replaces, by name."),
    Field(name="scenes", kind=scenes(tuple(each.name for each in ENTRY_WORDS)), required=True, about="The film's scenes and their shots, in order.",
          example={"street": {"shots": {"walk": {"prompt": "a street at night", "length": "4s"}}}}),
    Field(name="cut", kind=CUT, example=["street/walk", {"dissolve": "12f"}, "street/shoe"], about="The film from start to end; without it every shot in order."),
    Field(name="cuts", kind=CUTS, example={"teaser": {"cut": ["street/walk"]}}, about="Other cuts of the same shots, for deliverables."),
    Field(name="titles", kind=list_of(OVERLAY, "a list of titles"), example=[{"at": "street/walk", "length": "3s", "text": "1984"}],
          about="Words over the picture."),
    Field(name="sound", kind=SOUND, example={"music": [{"file": "assets/piano.wav"}]}, about="All sound beside what belongs to the shots."),
    Field(name="deliver", kind=DELIVER, example={"film.mp4": {"quality": "high"}}, about="The files that a build writes; without it film.mp4."),
    Field(name="note", kind=TEXT, example="second draft", about="For people only."),
))

"""The kinds of step, each one record: what makes it, where it works, what of it counts in its keys,
what it takes.

A new kind is a class of parameters among `Params` of this package, with its record here, a function
of `vfc.planning` that fills it, and the action that the record names in `vfc.actions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The builds of the libraries that cheap steps are made with; each counts in the keys of its
    steps.
    """

    picture: str = ""
    sound: str = ""
    titles: str = ""
    shaping: str = ""
    effects: str = ""
    pages: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of step.

    `name` is how people and scripts know it, `many` what several are called; several kinds may bear
    one name. `action` is `MODULE.FUNCTION` below `vfc.actions`. `pool` is where it works. `version`
    is the implementation's, raised by hand with what decides its artifacts; `word` goes before it
    and the builds named by `tools` after it in a key. `seconds` are those of the processor to guess
    for a frame, and for a frame and megapixel (of what `is_whole`, for the whole). `assembles`: it
    belongs to the film, not to a shot; `is_take`: it is a take whole. `stage` is what a generator
    calls it; one that `speaks` is made by a voice.
    `counts` is what its keys are counted among where the language says what a word counts in.
    """

    name: str
    action: str
    many: str = ""
    pool: str = "picture"
    version: int = 0
    word: str = ""
    tools: tuple[str, ...] = ()
    seconds: tuple[float, float] = (0.1, 0.0)
    is_whole: bool = False
    assembles: bool = False
    is_take: bool = False
    stage: str = ""
    speaks: bool = False
    counts: str = "pictures"

    def stamp(self, tools: Tools) -> int | str:
        """What the keys of its steps say of how they are made."""
        if not self.word and not self.tools:
            return self.version
        builds = [getattr(tools, name) for name in self.tools]
        return " ".join([*([self.word] if self.word else []), str(self.version), *builds])


# Processor seconds were measured with `vfc new` at 480x270 and 1280x720 on one core of a Xeon of
# 2023.
PICTURE_SECONDS = 0.004, 0.037

FOOTAGE = Kind(
    name="picture",
    action="pictures.make_footage",
    word="footage",
    version=7,
    tools=("picture",),
    seconds=PICTURE_SECONDS,
    is_take=True,
)
STILL = Kind(
    name="picture",
    action="pictures.make_still",
    word="still",
    version=5,
    tools=("picture",),
    seconds=PICTURE_SECONDS,
    is_take=True,
)
MATTE = Kind(
    name="matte",
    action="pictures.make_matte",
    word="matte",
    version=1,
    tools=("picture",),
    seconds=PICTURE_SECONDS,
)
JOIN = Kind(
    name="picture",
    action="pictures.make_join",
    word="join",
    version=1,
    tools=("picture",),
    seconds=PICTURE_SECONDS,
    is_take=True,
)
PINNED = Kind(name="pinned", many="pinned", action="pictures.make_pinned")
SCORE = Kind(
    name="score",
    action="scores.make_score",
    pool="encode",
    version=1,
    tools=("picture",),
    counts="scores",
)
STABILISATION = Kind(
    name="stabilisation",
    action="steady.make_steady",
    version=1,
    tools=("picture",),
    seconds=(0.02, 0.04),
    is_take=True,
    counts="effects",
)
FINISH = Kind(
    name="finish",
    many="finishes",
    action="pictures.make_finish",
    version=2,
    tools=("picture", "effects"),
    seconds=(0.004, 0.04),
    is_take=True,
    counts="effects",
)

# What a generator makes; its own version counts, and its pool where it names one.
PICTURE = Kind(
    name="picture",
    action="pictures.make_generated",
    stage="picture",
    seconds=PICTURE_SECONDS,
    is_take=True,
)
PART = Kind(name="part", action="pictures.make_generated", stage="picture")
# What somebody else's machine makes is a file that is kept raw; the rest is conformed from it.
ORIGINAL = Kind(name="original", action="originals.make_original", stage="original")
CONFORMED = Kind(
    name="picture",
    action="originals.make_picture",
    word="original",
    version=2,
    tools=("picture",),
    seconds=PICTURE_SECONDS,
    is_take=True,
)
CONFORMED_PART = replace(CONFORMED, name="part", is_take=False)
TRACK = Kind(
    name="audio",
    action="originals.make_track",
    pool="sound",
    word="original",
    version=1,
    tools=("sound",),
)
EMBED = Kind(name="embed", many="embeds", action="pictures.make_tensors", stage="embed")
LATENTS = Kind(name="latents", many="latents", action="pictures.make_tensors", stage="latents")
AUDIO = Kind(name="audio", many="audio", action="pictures.make_audio", stage="audio")

SEGMENT = Kind(
    name="segment",
    action="segments.make_segment",
    pool="encode",
    version=1,
    tools=("picture",),
    seconds=(0.002, 0.042),
    assembles=True,
    counts="segments",
)
TRANSITION = Kind(
    name="transition",
    action="segments.make_segment",
    pool="encode",
    version=1,
    tools=("picture",),
    seconds=(0.004, 0.055),
    assembles=True,
    counts="segments",
)
TITLE = Kind(
    name="title",
    action="segments.make_segment",
    pool="encode",
    version=1,
    tools=("picture",),
    seconds=(0.001, 0.01),
    assembles=True,
    counts="segments",
)
# in the keys of segments that show words
LETTERING = Kind(name="lettering", action="", version=2, tools=("titles",))
# in the keys of those with words of other scripts, or of which more is said
SHAPING = Kind(name="shaping", action="", version=1, tools=("shaping",))
# the codecs whose pictures are encoded otherwise than they were at first
ENCODINGS: Mapping[str, int] = {"h265": 2}
# the words of a grade that are worked out otherwise than they were at first
GRADINGS: Mapping[str, int] = {"exposure": 2, "lut": 2}
# of what is faded, mixed or laid over
SUMMING = Kind(name="summing", action="", version=1)
LAYING = Kind(name="laying", action="", version=3)  # of pictures and shots over others
# of what is made where a frame of the film falls between two of a shot
INBETWEENS = Kind(name="inbetweens", action="", version=1)
MIXING = Kind(name="mixing", action="", version=1)  # of every transition but a dissolve

# what a voice says is levelled, and its words are found; the voice's own version counts too
VOICE = Kind(
    name="voice",
    action="voices.make_voice",
    pool="sound",
    version=2,
    seconds=(0.2, 0.0),
    is_whole=True,
    speaks=True,
    counts="voices",
)
TAPE = Kind(
    name="tape",
    action="sounds.make_tape",
    pool="sound",
    version=2,
    tools=("sound",),
    is_whole=True,
    assembles=True,
    counts="sound",
)
MIX = Kind(
    name="mix",
    many="mixes",
    action="sounds.make_mix",
    pool="sound",
    version=1,
    tools=("sound",),
    is_whole=True,
    assembles=True,
    counts="sound",
)
SOUND = Kind(
    name="sound",
    action="sounds.make_sound",
    pool="sound",
    version=4,
    tools=("sound",),
    seconds=(0.001, 0.0),
    assembles=True,
    counts="sound",
)
VIDEO = Kind(
    name="deliverable",
    action="deliverables.make_video",
    pool="encode",
    version=2,
    tools=("picture",),
    seconds=(0.1, 0.0),
    is_whole=True,
    assembles=True,
    counts="film files",
)
PREVIEW = Kind(
    name="deliverable",
    action="deliverables.make_preview",
    pool="encode",
    word="preview",
    version=1,
    tools=("picture",),
    seconds=(0.002, 0.05),
    is_whole=True,
    assembles=True,
    counts="film files",
)
POSTER = replace(PREVIEW, action="deliverables.make_poster", word="poster", seconds=(0.05, 0.05))
STILLS = replace(
    PREVIEW,
    name="stills",
    many="stills",
    action="sequences.make_stills",
    word="stills",
    seconds=(0.002, 0.05),
    is_whole=False,
)
SEQUENCE = replace(
    PREVIEW, action="sequences.make_sequence", word="sequence", tools=(), seconds=(0.01, 0.0)
)
THUMBNAIL = Kind(
    name="thumbnail",
    action="boards.make_thumbnail",
    pool="encode",
    version=1,
    tools=("picture",),
    seconds=(0.1, 0.05),
    is_whole=True,
    assembles=True,
    counts="film files",
)
PROXY = Kind(
    name="proxy",
    many="proxies",
    action="proxies.make_proxy",
    pool="encode",
    version=1,
    tools=("picture", "sound"),
    seconds=(0.003, 0.01),
)
SPRITES = Kind(
    name="sprites",
    many="sprites",
    action="proxies.make_sprites",
    pool="encode",
    version=1,
    tools=("picture",),
    seconds=(0.05, 0.0),
    is_whole=True,
)
WAVEFORM = Kind(
    name="waveform",
    action="proxies.make_waveform",
    pool="encode",
    version=1,
    tools=("sound",),
    seconds=(0.05, 0.0),
    is_whole=True,
)
CONTACT = replace(
    PREVIEW,
    action="boards.make_contact",
    word="contact",
    tools=("titles", "shaping"),
    seconds=(0.01, 0.0),
)
STORYBOARD = replace(
    CONTACT,
    action="boards.make_storyboard",
    word="storyboard",
    tools=("titles", "shaping", "pages"),
)
EDIT_MEDIA = Kind(
    name="media",
    many="media",
    action="editmedia.make_edit_media",
    pool="encode",
    version=1,
    tools=("picture",),
    seconds=(0.004, 0.09),
    assembles=True,
    counts="timelines",
)
SUBTITLES = Kind(
    name="deliverable",
    action="deliverables.make_subtitles",
    pool="sound",
    version=2,
    seconds=(0.1, 0.0),
    is_whole=True,
    assembles=True,
    counts="subtitles",
)
TIMELINE = Kind(
    name="deliverable",
    action="deliverables.make_timeline",
    pool="sound",
    version=1,
    seconds=(0.1, 0.0),
    is_whole=True,
    assembles=True,
    counts="timelines",
)
BUNDLE = Kind(
    name="deliverable",
    action="editmedia.make_bundle",
    pool="encode",
    word="bundle",
    version=1,
    seconds=(0.5, 0.0),
    is_whole=True,
    assembles=True,
    counts="timelines",
)

# those that no `s` makes
PLURALS = {
    each.name: each.many
    for each in (PINNED, FINISH, EMBED, LATENTS, AUDIO, MIX, STILLS, PROXY, SPRITES, EDIT_MEDIA)
}

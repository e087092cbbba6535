"""The words of scenes and shots, and of what they look like."""

from __future__ import annotations

from vfc.language.words.grades import GRADE
from vfc.language.words.kinds import (
    FREE,
    NAME,
    PATH,
    PROSE,
    SEED,
    SHOT,
    SWITCH,
    TEXT,
    TIME,
    Either,
    Fields,
    MapOf,
    ScalarKind,
    ValueKind,
    choice,
    list_of,
    number,
    one_or_list,
    open_choice,
    whole,
    word,
)
from vfc.language.words.layers import SHOT_OVERLAYS
from vfc.language.words.sources import SOURCES
from vfc.language.words.treatments import SHOT_SOUND
from vfc.language.words.voices import DELIVERED, RECORDINGS

FRAMINGS = (
    "extreme wide",
    "wide",
    "full",
    "medium wide",
    "medium",
    "medium close",
    "close",
    "extreme close",
    "macro",
    "insert",
    "two-shot",
    "over the shoulder",
)
ANGLES = ("eye", "low", "high", "overhead", "bird's eye", "worm's eye", "dutch")
MOVES = (
    "static",
    "push in",
    "pull out",
    "pan left",
    "pan right",
    "tilt up",
    "tilt down",
    "track left",
    "track right",
    "crane up",
    "crane down",
    "zoom in",
    "zoom out",
    "orbit left",
    "orbit right",
    "roll left",
    "roll right",
    "handheld",
)

ENUMERATED = ScalarKind(
    what="the number of a take, or best",
    write="2",
    types=("integer", "string"),
    low=1,
    pattern="^best$",
)
REFERENCES = list_of(PATH, "a list of files", write="[looks/street.png]")
PRESETS = one_or_list(NAME, "a list of presets")
ANY = Either(kinds=(FREE, list_of(FREE, "a list")), what="a value, or a list of values")

CAMERA = Fields(
    name="a camera",
    what="a map of framing, angle and move",
    write="{framing: wide, move: push in}",
    fields=(
        word(
            "framing",
            open_choice("a framing", *FRAMINGS),
            "wide",
            "How much is seen; the words go in front of the prompt.",
        ),
        word("angle", open_choice("an angle", *ANGLES), "eye", "From where the camera looks."),
        word(
            "move",
            open_choice("a camera move", *MOVES),
            "push in",
            "How the camera moves over the shot's length; stills are moved in the same words.",
        ),
    ),
)

ADAPTER = Fields(
    name="an adapter",
    what="a map of a file and its weight",
    write="{lora: loras/bw16mm.safetensors}",
    either=("lora", "ip-adapter", "redux"),
    fields=(
        word("lora", PATH, "loras/bw16mm.safetensors", "The LoRA's file."),
        word(
            "ip-adapter",
            PATH,
            "looks/ip-adapter_sdxl_vit-h.safetensors",
            "The file of an IP-Adapter, which follows the pictures under 'references'; it needs an "
            "'encoder'.",
        ),
        word(
            "redux",
            PATH,
            "redux/image_embedder/diffusion_pytorch_model.safetensors",
            "The image embedder of Flux Redux, which tells the pictures under 'references' as "
            "words; needs an 'encoder'.",
        ),
        word(
            "encoder",
            PATH,
            "looks/image_encoder/model.safetensors",
            "The image encoder of an IP-Adapter or of Redux; its config.json lies beside it.",
        ),
        word(
            "expert",
            choice("both", "high", "low"),
            "high",
            "Of a model of two experts, such as Wan 2.2, the one that a LoRA is for: of high "
            "noise, or of low.",
            default="both",
        ),
        word(
            "generator",
            NAME,
            "flux",
            "The only generator that it is for; without this it goes to each that takes one.",
        ),
        word(
            "weight",
            number(-4, 4),
            0.8,
            "How strongly it works; 1 is as it was trained.",
            default=1,
        ),
    ),
)

LOOK = (
    word(
        "style",
        PROSE,
        "16mm, hard light",
        "Words that are joined to the end of every prompt; with several presets the text is joined "
        "in their order.",
    ),
    word(
        "avoid", PROSE, "colour, cgi, plastic skin", "What must not be seen: the negative prompt."
    ),
    word(
        "references",
        REFERENCES,
        ["looks/street.png"],
        "Pictures that show the style, for generators that take them.",
    ),
    word(
        "adapters",
        list_of(ADAPTER, "a list of adapters"),
        [{"lora": "loras/bw16mm.safetensors", "weight": 0.8}],
        "Style adapters of a diffusion model, such as LoRA files.",
    ),
    word(
        "grade",
        GRADE,
        {"saturation": 0, "contrast": 1.15},
        "How the finished picture is graded; a grade makes no picture again. A shot's own values "
        "win key by key.",
    ),
)

NEAREST = (
    word(
        "generator",
        NAME,
        "wan",
        "What makes the pictures: a name under 'generators', or previs. The nearest of shot, scene "
        "and film wins.",
    ),
    word(
        "preset",
        PRESETS,
        "night",
        "The look: one preset or several, of which later ones win and texts are joined. The "
        "nearest wins.",
    ),
    word("set", NAME, "street", "The place that is seen: a name under 'sets'. The nearest wins."),
    word(
        "handles",
        TIME,
        "12f",
        "Frames made after the length, into which the shot runs on under a transition. The nearest "
        "wins.",
        default="12f",
    ),
    word(
        "length",
        TIME,
        "4s",
        "How long a shot is: 4s, 60f, 00:00:04:12 or 2 beats. Without it a shot takes its source's "
        "or its lines' length.",
    ),
    word(
        "camera",
        CAMERA,
        {"framing": "wide", "move": "push in"},
        "How the camera stands and moves; the nearest wins, key by key.",
    ),
)

LINE = Fields(
    name="a line",
    what="a map such as 'mother: Have you eaten?'",
    write="mother: Have you eaten?",
    rest=TEXT,
    rest_key=NAME,
    together=(("who", "line"), ("line", "who")),
    fields=(
        word("who", NAME, "mother", "The member of the cast who speaks."),
        word("line", TEXT, "Have you eaten?", "What is said."),
        word(
            "at",
            TIME,
            "1s",
            "When it begins, from the shot's first frame; without it, after the line before. "
            "Other keys are languages, such as de: its translation.",
        ),
        RECORDINGS,
        *DELIVERED,
        word("note", TEXT, "(whispering)", "For people only, such as how it is said."),
    ),
)

EFFECT = Either(
    what="the name of an effect, with its arguments",
    kinds=(
        ScalarKind(what="the name of an effect", write="MirrorX"),
        MapOf(
            what="an effect and its arguments",
            write="{MirrorX: {}}",
            key=ScalarKind(what="the name of an effect", write="MirrorX"),
            about="One of moviepy's effects, by its class name, with its arguments.",
            value=Fields(
                name="arguments",
                what="a map of arguments",
                write="{}",
                rest=ANY,
                empty=True,
                fields=(),
            ),
        ),
    ),
)

STRENGTH = number(0, 1)
STABILISE = word(
    "stabilise",
    Either(
        what="on, off, a number from 0 to 1, or a map of strength and crop",
        kinds=(
            ScalarKind(
                what="on, off, or a number from 0 to 1",
                write="on",
                types=("string", "boolean", "number"),
                pattern="^(on|off|yes|no)$",
                low=0,
                high=1,
            ),
            Fields(
                name="a stabilisation",
                what="a map of strength and crop",
                write="{strength: 0.8, crop: 0.1}",
                fields=(
                    word(
                        "strength",
                        STRENGTH,
                        0.8,
                        "For how many seconds before and after each frame the camera's path is "
                        "evened out.",
                        default=0.5,
                    ),
                    word(
                        "crop",
                        number(0, 0.5, "0.1"),
                        0.1,
                        "The most of the picture's width and height that may be cut away; where "
                        "that is too little, more of the shaking stays.",
                        default=0.2,
                    ),
                ),
            ),
        ),
    ),
    True,
    "Takes the shaking out of a shot, and keeps a pan that is meant: all its frames are turned, "
    "moved and cropped, by no more than keeps their edges out of sight. Before effects and grade.",
)

MAKING = Fields(
    name="a making",
    what="a map of how a picture was made",
    write="{by: midjourney, words: a street at night}",
    fields=(
        word("by", TEXT, "sora", "The tool or the service that made it."),
        word("with", TEXT, "sora-2", "Its model."),
        word(
            "words",
            TEXT,
            "a street at night, rain",
            "What it was told, written as a prompt is: $$ is a dollar sign.",
        ),
        word("avoid", TEXT, "blurry", "What it was told to leave out."),
        word("seed", SEED, 7, "The seed that it had."),
        word("at", TEXT, "2025-03-01", "The day on which it was made."),
        word("job", TEXT, "a7421d2f-b262-44f9-977c-ac23e9c7d3e3", "What its maker calls it."),
        word("flow", TEXT, "flows/street.json", "A copy of ComfyUI's graph, in its API format."),
        word(
            "settings",
            MapOf(
                what="a map of settings",
                write="{steps: 20}",
                key=TEXT,
                value=FREE,
                about="One setting, as its maker has it.",
            ),
            {"steps": 20},
            "What else is known, by the names that its maker has for it.",
        ),
    ),
)

SHOT_FIELDS = Fields(
    name="a shot",
    what="a map of a shot's words",
    write="{prompt: a street at night, length: 4s}",
    fields=(
        word(
            "prompt",
            PROSE,
            "$mother waits under a lamp",
            "What is seen. $name is a member of the cast; $$ is a dollar sign; line breaks are "
            "spaces.",
        ),
        *NEAREST,
        *SOURCES,
        *LOOK,
        word(
            "takes",
            whole(1, 1000),
            4,
            "How many candidates are made, each with its own seed.",
            default=1,
        ),
        word(
            "pick",
            Either(
                what="the number of a take, best, or a map of profiles and picks",
                kinds=(
                    ENUMERATED,
                    MapOf(
                        what="a map of profiles and picks",
                        write="{final: 2}",
                        key=NAME,
                        value=ENUMERATED,
                        about="The take picked in this profile.",
                    ),
                ),
            ),
            {"final": 2},
            "The take that is shown: its number or best, for all profiles or for each.",
        ),
        word(
            "lines",
            list_of(LINE, "a list of lines", write="[{mother: Have you eaten?}]"),
            [{"mother": "Have you eaten?"}],
            "What is spoken in the shot, in turn.",
        ),
        STABILISE,
        word(
            "effects",
            list_of(EFFECT, "a list of effects"),
            [{"MirrorX": {}}],
            "moviepy's effects by name, after the grade; those that change a clip's length are "
            "refused.",
        ),
        SHOT_OVERLAYS,
        word(
            "sound",
            SHOT_SOUND,
            False,
            "Whether and how the shot's own sound is heard; off mutes it. Sounds with 'duck' go "
            "down under that of footage and of shots with lines, but under none that is ambience.",
            default=True,
        ),
        word(
            "seed",
            SEED,
            7,
            "Take k gets this seed + k - 1, instead of one from the film's seed and the shot's "
            "name.",
        ),
        word(
            "was",
            SHOT,
            "street/old-name",
            "The shot's earlier name, from which its seeds still come: renaming makes nothing.",
        ),
        word(
            "pin",
            SWITCH,
            True,
            "Keeps what the shot is derived from as the lock holds it; its own words still count.",
            default=False,
        ),
        word(
            "made",
            MAKING,
            {"by": "sora", "words": "a street at night, rain", "seed": 7},
            "How a file was made elsewhere, for people and for other generators; it makes nothing.",
        ),
        word(
            "note",
            TEXT,
            "love the turn of her head",
            "For people only; it never reaches a generator.",
        ),
    ),
)

SCENE = Fields(
    name="a scene",
    what="a map of a scene's words",
    write="{shots: {walk: {prompt: a street, length: 4s}}}",
    fields=(
        word("slug", TEXT, "EXT. STREET - NIGHT", "The scene's heading, for people only."),
        *NEAREST,
        word("note", TEXT, "shot on the last day", "For people only."),
        word(
            "shots",
            MapOf(
                what="a map of shots",
                write="walk: {prompt: a street at night, length: 4s}",
                key=NAME,
                value=SHOT_FIELDS,
                about="One shot, by its name.",
            ),
            {"walk": {"prompt": "a street at night", "length": "4s"}},
            "The scene's shots, in order.",
            required=True,
        ),
    ),
)


def scenes(reserved: tuple[str, ...]) -> ValueKind:
    """The film's scenes by name, none of which is a `reserved` word: an entry `title` of the cut is
    then one thing.
    """
    return MapOf(
        what="a map of scenes",
        write="street: {shots: ...}",
        key=NAME,
        value=SCENE,
        reserved=reserved,
        about="One scene, by its name; its shots are known as scene/shot.",
    )

"""The words of scenes and shots, of what they look like, and of where their pictures come from."""

from __future__ import annotations

from vfc.spec.kinds import (
    FREE,
    NAME,
    PATH,
    PICTURE,
    PROSE,
    SEED,
    SHOT,
    SWITCH,
    TEXT,
    TIME,
    TIME_PATTERN,
    Either,
    Field,
    Fields,
    Kind,
    MapOf,
    Scalar,
    choice,
    list_of,
    number,
    one_or_list,
    open_choice,
    whole,
)

FRAMINGS = ("extreme wide", "wide", "full", "medium wide", "medium", "medium close", "close", "extreme close", "macro",
            "insert", "two-shot", "over the shoulder")
ANGLES = ("eye", "low", "high", "overhead", "bird's eye", "worm's eye", "dutch")
MOVES = ("static", "push in", "pull out", "pan left", "pan right", "tilt up", "tilt down", "track left", "track right",
         "crane up", "crane down", "zoom in", "zoom out", "orbit left", "orbit right", "roll left", "roll right",
         "handheld")
STRENGTHS = {"subtle": 0.2, "mild": 0.35, "medium": 0.55, "strong": 0.8}
CURVES = ("linear", "ease", "ease-in", "ease-out")
FITS = ("crop", "fit", "pad", "stretch")

ENUMERATED = Scalar(what="the number of a take, or best", write="2", types=("integer", "string"), low=1,
                    pattern="^best$")
STRENGTH = Scalar(what=f"{', '.join(STRENGTHS)}, or a number from 0 to 1", write="mild", types=("string", "number"),
                  low=0, high=1, pattern=f"^({'|'.join(STRENGTHS)})$")
REFERENCES = list_of(PATH, "a list of files", write="[looks/street.png]")
PRESETS = one_or_list(NAME, "a list of presets")
ANY = Either(kinds=(FREE, list_of(FREE, "a list")), what="a value, or a list of values")

CAMERA = Fields(name="a camera", what="a map of framing, angle and move", write="{framing: wide, move: push in}", fields=(
    Field(name="framing", kind=open_choice("a framing", *FRAMINGS), example="wide",
          about="How much is seen; the words go in front of the prompt."),
    Field(name="angle", kind=open_choice("an angle", *ANGLES), example="eye", about="From where the camera looks."),
    Field(name="move", kind=open_choice("a camera move", *MOVES), example="push in",
          about="How the camera moves over the shot's length; stills are moved in the same words."),
))

GRADE = Fields(name="a grade", what="a map of grading values", write="{saturation: 0, contrast: 1.15}", fields=(
    Field(name="exposure", kind=number(-8, 8), default=0, example=0.5, about="Brightness, in stops."),
    Field(name="contrast", kind=number(0, 4), default=1, example=1.15, about="Contrast around middle grey; 1 changes nothing."),
    Field(name="saturation", kind=number(0, 4), default=1, example=0, about="Colour: 0 is black-and-white, 1 changes nothing."),
    Field(name="temperature", kind=number(-1, 1), default=0, example=0.2, about="From -1, cool, to 1, warm."),
    Field(name="tint", kind=number(-1, 1), default=0, example=-0.1, about="From -1, green, to 1, magenta."),
    Field(name="gamma", kind=number(0.1, 10), default=1, example=1.1, about="Brightness of the middle tones; 1 changes nothing."),
    Field(name="vignette", kind=number(0, 1), default=0, example=0.25, about="How much the corners darken, from 0 to 1."),
    Field(name="grain", kind=number(0, 1), default=0, example=0.35, about="Film grain, from 0 to 1."),
    Field(name="lut", kind=PATH, example="looks/bw.cube", about="A .cube table, applied after all else but grain."),
))

ADAPTER = Fields(name="an adapter", what="a map of a file and its weight", write="{lora: loras/bw16mm.safetensors}", fields=(
    Field(name="lora", kind=PATH, required=True, example="loras/bw16mm.safetensors", about="The LoRA's file."),
    Field(name="weight", kind=number(-4, 4), default=1, example=0.8, about="How strongly it works; 1 is as it was trained."),
))

LOOK = (
    Field(name="style", kind=PROSE, example="16mm, hard light",
          about="Words that are joined to the end of every prompt; with several presets the text is joined in their order."),
    Field(name="avoid", kind=PROSE, example="colour, cgi, plastic skin", about="What must not be seen: the negative prompt."),
    Field(name="references", kind=REFERENCES, example=["looks/street.png"], about="Pictures that show the style, for generators that take them."),
    Field(name="adapters", kind=list_of(ADAPTER, "a list of adapters"), example=[{"lora": "loras/bw16mm.safetensors", "weight": 0.8}],
          about="Style adapters of a diffusion model, such as LoRA files."),
    Field(name="grade", kind=GRADE, example={"saturation": 0, "contrast": 1.15},
          about="How the finished picture is graded; a grade makes no picture again. A shot's own values win key by key."),
)

NEAREST = (
    Field(name="generator", kind=NAME, example="wan",
          about="What makes the pictures: a name under 'generators', or previs. The nearest of shot, scene and film wins."),
    Field(name="preset", kind=PRESETS, example="night",
          about="The look: one preset or several, of which later ones win and texts are joined. The nearest wins."),
    Field(name="set", kind=NAME, example="street", about="The place that is seen: a name under 'sets'. The nearest wins."),
    Field(name="handles", kind=TIME, default="12f", example="12f",
          about="Frames made beyond the length at each end, for transitions. The nearest wins."),
    Field(name="length", kind=TIME, example="4s",
          about="How long a shot is: 4s, 60f, 00:00:04:12 or 2 beats. Without it a shot takes its source's or its lines' length."),
    Field(name="camera", kind=CAMERA, example={"framing": "wide", "move": "push in"},
          about="How the camera stands and moves; the nearest wins, key by key."),
)

OF = Field(name="of", kind=SHOT, required=True, example="street/walk", about="The shot that it is made from; '#3' names a take.")
SOURCES = (
    Field(name="remix", example={"of": "street/walk", "strength": "mild"}, about="The same clip, said anew by this shot's words.",
          kind=Fields(name="a remix", what="a map of 'of' and 'strength'", write="{of: street/walk, strength: mild}", fields=(
              OF, Field(name="strength", kind=STRENGTH, default="medium", example="mild",
                        about="How far from the source: a word, or 0 for the source itself to 1 for a new shot.")))),
    Field(name="extend", example={"of": "street/walk", "by": "2s", "toward": "end"}, about="The source with new frames after or before it.",
          kind=Fields(name="an extension", what="a map of 'of' and 'by'", write="{of: street/walk, by: 2s}", fields=(
              OF, Field(name="by", kind=TIME, required=True, example="2s", about="How much is added."),
              Field(name="toward", kind=choice("end", "start"), default="end", example="end",
                    about="Whether the new frames come after the end or before the start.")))),
    Field(name="recut", example={"of": "street/walk", "keep": ["1s", "3s"]}, about="The best part of a shot, with the rest of the length made around it.",
          kind=Fields(name="a recut", what="a map of 'of' and 'keep'", write="{of: street/walk, keep: [1s, 3s]}", fields=(
              OF, Field(name="keep", kind=list_of(TIME, "two times, from and to", 2, 2, write="[1s, 3s]"), required=True,
                        example=["1s", "3s"], about="The part of the source that is kept, from the first time up to the second.")))),
    Field(name="blend", example={"from": "street/walk", "into": "street/shoe"}, about="What plays between the last frame of one shot and the first of another.",
          kind=Fields(name="a blend", what="a map of 'from' and 'into'", write="{from: street/walk, into: street/shoe}", fields=(
              Field(name="from", kind=SHOT, required=True, example="street/walk", about="The shot whose last frame begins it."),
              Field(name="into", kind=SHOT, required=True, example="street/shoe", about="The shot whose first frame ends it."),
              Field(name="curve", kind=choice(*CURVES), default="linear", example="ease", about="How the one turns into the other.")))),
    Field(name="loop", example={"of": "street/shoe", "seam": "12f"}, about="A shot that runs round without a visible seam.",
          kind=Fields(name="a loop", what="a map of 'of' and 'seam'", write="{of: street/shoe, seam: 12f}", fields=(
              OF, Field(name="seam", kind=TIME, default="12f", example="12f", about="How long the end turns into the start.")))),
    Field(name="footage", kind=PATH, example="assets/kitchen.mov", about="A file of moving pictures, conformed to the film's size and rate."),
    Field(name="in", kind=TIME, example="00:00:04:12", about="The first moment of the footage, by the file's own timecode or as a time from its start."),
    Field(name="out", kind=TIME, example="00:00:09:12", about="The moment of the footage at which the shot ends; the frame there is not in it."),
    Field(name="still", kind=PATH, example="assets/photo.jpg", about="A picture, held for the shot's length under its camera move."),
    Field(name="fit", kind=choice(*FITS), default="crop", example="crop", about="How a file of another shape fills the frame."),
    Field(name="first", kind=PICTURE, example="street/walk@last", about="The picture that the shot begins with: a file, a still, or a frame of another shot."),
    Field(name="last", kind=PICTURE, example="looks/end.png", about="The picture that the shot ends with."),
    Field(name="after", kind=SHOT, example="street/walk", about="A shot from whose tail this one starts, for continuity."),
    Field(name="storyboard", example={"0s": "the shoe above the water", "1.5s": "the splash"},
          about="Timed cards inside the shot: what is seen from each time on, in words or as a picture.",
          kind=MapOf(what="a map of times and words", write="{0s: the shoe above the water, 1.5s: the splash}",
                     key=Scalar(what="a time", write="1.5s", pattern=TIME_PATTERN), about="What is seen from this time on.",
                     value=Either(what="text, or a map of words and image", kinds=(PROSE, Fields(
                         name="a card", write="{words: the splash}", what="a map of words and image", fields=(
                             Field(name="words", kind=PROSE, example="the splash", about="What is seen, for the prompt."),
                             Field(name="image", kind=PICTURE, example="cards/splash.png", about="How it looks: a file or a frame of a shot."))))))),
)

LINE = Fields(
    name="a line", what="a map such as 'mother: Have you eaten?'", write="mother: Have you eaten?",
    rest=TEXT, rest_key=NAME, together=(("who", "line"), ("line", "who")), fields=(
        Field(name="who", kind=NAME, example="mother", about="The member of the cast who speaks."),
        Field(name="line", kind=TEXT, example="Have you eaten?", about="What is said."),
        Field(name="at", kind=TIME, example="1s", about="When it begins, from the shot's first frame; without it, after the line before.")))

EFFECT = Either(what="the name of an effect, with its arguments", kinds=(
    Scalar(what="the name of an effect", write="MirrorX"),
    MapOf(what="an effect and its arguments", write="{MirrorX: {}}", key=Scalar(what="the name of an effect", write="MirrorX"),
          about="One of moviepy's effects, by its class name, with its arguments.",
          value=Fields(name="arguments", what="a map of arguments", write="{}", rest=ANY, fields=(), empty=True))))

SHOT_FIELDS = Fields(
    name="a shot", what="a map of a shot's words", write="{prompt: a street at night, length: 4s}", fields=(
        Field(name="prompt", kind=PROSE, example="$mother waits under a lamp",
              about="What is seen. $name is a member of the cast; $$ is a dollar sign; line breaks are spaces."),
        *NEAREST,
        *SOURCES,
        *LOOK,
        Field(name="takes", kind=whole(1, 1000), default=1, example=4, about="How many candidates are made, each with its own seed."),
        Field(name="pick", example={"final": 2}, about="The take that is shown: its number or best, for all profiles or for each.",
              kind=Either(what="the number of a take, best, or a map of profiles and picks", kinds=(ENUMERATED, MapOf(
                  what="a map of profiles and picks", write="{final: 2}", key=NAME, value=ENUMERATED, about="The take picked in this profile.")))),
        Field(name="lines", kind=list_of(LINE, "a list of lines", write="[{mother: Have you eaten?}]"), example=[{"mother": "Have you eaten?"}],
              about="What is spoken in the shot, in turn."),
        Field(name="effects", kind=list_of(EFFECT, "a list of effects"), example=[{"MirrorX": {}}],
              about="moviepy's effects by name, after the grade; those that change a clip's length are refused."),
        Field(name="sound", kind=SWITCH, default=True, example=False, about="Whether the shot's own sound is heard; off mutes it."),
        Field(name="seed", kind=SEED, example=7, about="Take k gets this seed + k - 1, instead of one from the film's seed and the shot's name."),
        Field(name="was", kind=SHOT, example="street/old-name", about="The shot's earlier name, from which its seeds still come: renaming makes nothing."),
        Field(name="pin", kind=SWITCH, default=False, example=True,
              about="Keeps what the shot is derived from as the lock holds it; its own words still count."),
        Field(name="note", kind=TEXT, example="love the turn of her head", about="For people only; it never reaches a generator."),
    ))

# the words of the cut are no names of scenes: `- title` could then be either
def scenes(reserved: tuple[str, ...]) -> Kind:
    """The scenes of the film, by name."""
    shots = MapOf(what="a map of shots", write="walk: {prompt: a street at night, length: 4s}", key=NAME, value=SHOT_FIELDS,
                  about="One shot, by its name.")
    scene = Fields(name="a scene", what="a map of a scene's words", write="{shots: {walk: {prompt: a street, length: 4s}}}", fields=(
        Field(name="slug", kind=TEXT, example="EXT. STREET - NIGHT", about="The scene's heading, for people only."),
        *NEAREST,
        Field(name="note", kind=TEXT, about="For people only.", example="shot on the last day"),
        Field(name="shots", kind=shots, required=True, about="The scene's shots, in order.",
              example={"walk": {"prompt": "a street at night", "length": "4s"}}),
    ))
    return MapOf(what="a map of scenes", write="street: {shots: ...}", key=NAME, value=scene, reserved=reserved,
                 about="One scene, by its name; its shots are known as scene/shot.")

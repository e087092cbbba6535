"""At which value a key leaves a field out, by the name of its class: declared once, and never changed.

These are not the defaults of the classes, though most are equal to them today. A default that changes in vfc's own
code changes what an unspoken word makes, so it must show in the key; a word that is added to the language must change
no key of a film that does not use it, so its field is left out at the value that means "nothing was said".
`tests/golden/fields.json` holds this table: a new field is added to both, an old line is never edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from vfc.film.shots import Camera

_NONE, _ONE = Fraction(0), Fraction(1)

OMITTED: Mapping[str, Mapping[str, object]] = {
    # what steps are told: vfc.recipes.params
    "GeneratedParams": {"ranges": (), "revision": ""},
    "Retime": {"curve": "linear"},
    "Piece": {"held": 0, "retime": None, "match": None},
    "JoinParams": {"rgb": False},
    "FootageParams": {"pictures": _ONE},
    "FinishParams": {"effects": ()},
    "PicturePart": {"speed": _ONE, "grade": None},
    "SegmentParams": {"fit": "crop", "pictures": (), "cards": (), "transition": "", "fades": (), "overlays": (),
                      "text": "", "style": None, "colour": ""},
    "VoiceParams": {"options": ()},
    "SoundEventParams": {"start_in_source": _NONE, "seconds": None, "gain": 0.0, "fade_in": _NONE, "fade_out": _NONE,
                         "repeat": False, "duck": False, "speech": False, "speed": _ONE},
    "SoundParams": {"events": ()},
    # what generators are asked: vfc.generators.api
    "Request": {"camera": Camera(framing="", angle="", move=""), "cast": (), "options": (), "lines": (), "verb": "",
                "inputs": (), "cards": (), "adapters": (), "strength": 0.0, "curve": ""},
    "Input": {"frames": 1},
    "TimedCard": {"words": ""},
    # what the text says: vfc.film, vfc.edit.assembly
    "Camera": {"framing": "", "angle": "", "move": ""},
    "Prompt": {"camera": "", "words": "", "place": "", "style": "", "avoid": ""},
    "Line": {"start_in_shot": None},
    "Grade": {"exposure": 0.0, "contrast": 1.0, "saturation": 1.0, "temperature": 0.0, "tint": 0.0, "gamma": 1.0,
              "vignette": 0.0, "grain": 0.0, "lut": None},
    "Effect": {"arguments": ()},
    "TitleStyle": {"font": None, "size": 0.08, "colour": "#f2ede4", "background": "#000000", "place": "middle",
                   "fade": 0},
    "CardUse": {"text": "", "style": None, "colour": ""},
}

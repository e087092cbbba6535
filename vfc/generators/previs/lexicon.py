"""The words that the pictures know, as data: lower-case, in their plain form; the endings are cut before."""

from __future__ import annotations

Table = dict[str, tuple[str, ...]]

PLACES: Table = {  # the telling ones first
    "space": ("space", "orbit", "galaxy", "planet", "cosmos", "asteroid", "spaceship", "mars"),
    "tower": ("tower", "turret", "belfry"),
    "kitchen": ("kitchen",),
    "office": ("office", "classroom", "library", "archive"),
    "train": ("train", "carriage", "compartment", "railway"),
    "room": ("room", "bedroom", "attic", "cabin", "hall", "parlour", "parlor", "bar", "cafe", "indoors", "interior",
             "apartment", "flat", "hotel", "hospital", "diner", "studio", "stairwell", "corridor"),
    "rooftops": ("rooftop", "roof"),
    "street": ("street", "alley", "avenue", "pavement", "sidewalk", "road", "boulevard", "lane", "crosswalk",
               "market", "bus", "asphalt"),
    "harbour": ("harbour", "harbor", "port", "quay", "pier", "dock", "jetty", "marina"),
    "cliff": ("cliff", "headland", "coast", "bluff"),
    "beach": ("beach", "shore", "sand"),
    "desert": ("desert", "dune", "sahara", "canyon", "mesa"),
    "forest": ("forest", "wood", "woods", "jungle", "grove", "pine"),
    "snowfield": ("snowfield", "tundra", "glacier", "arctic", "ice"),
    "mountains": ("mountain", "ridge", "valley", "peak", "summit", "alps"),
    "skyline": ("city", "skyline", "town", "skyscraper", "metropolis", "downtown", "village"),
    "sea": ("sea", "ocean", "lake", "river", "wave", "water", "bay"),
    "field": ("field", "meadow", "prairie", "grassland", "steppe", "farm", "wheat", "garden", "park"),
    "hills": ("hill", "landscape", "countryside", "moor"),
}
TIMES: Table = {
    "night": ("night", "midnight", "moonlight", "moonlit", "moon", "nighttime", "nocturnal"),
    "dawn": ("dawn", "sunrise", "daybreak"),
    "dusk": ("dusk", "sunset", "evening", "twilight", "nightfall", "sundown", "golden"),
    "morning": ("morning",),
    "day": ("noon", "day", "midday", "afternoon", "daylight", "daytime", "sunny"),
}
WEATHER: Table = {
    "rain": ("rain", "raining", "rainy", "downpour", "drizzle", "storm", "thunderstorm", "wet", "monsoon"),
    "storm": ("storm", "lightning", "thunder", "thunderstorm", "tempest", "stormy"),
    "snow": ("snow", "snowing", "snowfall", "blizzard", "snowflake", "snowy"),
    "snowy": ("snow", "snowy", "snowfield", "blizzard", "winter", "ice"),
    "fog": ("fog", "mist", "foggy", "misty", "haze", "hazy", "smog"),
    "wind": ("wind", "windy", "gust", "storm", "gale"),
    "dust": ("dust", "sandstorm", "dusty"),
    "leaves": ("leaf", "leaves", "autumn", "blossom", "petal"),
    "clear": ("clear", "cloudless"),
    "cloudy": ("cloud", "cloudy", "overcast", "grey", "gray"),
}
THINGS: Table = {
    "lighthouse": ("lighthouse", "beacon"),
    "lamp": ("lamp", "streetlamp", "lamppost", "streetlight", "light"),
    "lantern": ("lantern", "torch", "candle"),
    "car": ("car", "taxi", "cab", "truck", "bus", "traffic", "headlight", "vehicle"),
    "bird": ("bird", "gull", "seagull", "crow", "swallow", "flock", "pigeon", "goose", "geese", "raven"),
    "boat": ("boat", "ship", "sail", "yacht", "vessel", "trawler", "ferry", "sailboat"),
    "house": ("house", "cottage", "hut", "village", "barn"),
    "tree": ("tree", "oak", "fir", "birch", "palm"),
    "pine": ("pine", "fir", "spruce"),
    "grass": ("grass", "reed", "wheat", "meadow"),
    "neon": ("neon", "sign", "billboard", "cyberpunk"),
    "puddle": ("puddle", "wet"),
    "shoe": ("shoe", "boot", "sneaker", "foot", "feet"),
    "cup": ("cup", "mug", "coffee", "tea", "kettle", "glass"),
    "hand": ("hand",),
    "train": ("train", "locomotive"),
    "rocket": ("rocket", "spaceship", "spacecraft", "starship"),
    "smoke": ("smoke", "chimney", "steam", "fire"),
    "umbrella": ("umbrella",),
    "table": ("table", "desk"),
    "window": ("window",),
    "star": ("star", "starry"),
    "hill": ("hill",),
    "mountain": ("mountain", "ridge", "peak"),
    "sea": ("sea", "ocean"),
    "dog": ("dog",),
    "cat": ("cat",),
    "clock": ("clock", "watch"),
    "flower": ("flower", "rose", "tulip"),
    "bridge": ("bridge",),
    "red planet": ("red", "mars"),
}
STYLES: Table = {
    "bw": ("monochrome", "bw", "noir", "blackandwhite", "blackwhite", "grayscale", "greyscale"),
    "sepia": ("sepia", "vintage", "daguerreotype"),
    "noir": ("noir", "chiaroscuro"),
    "neon": ("neon", "cyberpunk", "synthwave"),
    "pastel": ("pastel", "watercolour", "watercolor", "gentle", "dreamy"),
    "warm": ("warm", "gold", "golden", "amber", "rose", "candlelit"),
    "cold": ("cold", "blue", "icy", "steel", "cool"),
    "grain": ("grain", "grainy", "16mm", "8mm", "film", "35mm", "kodak"),
    "soft": ("soft", "dreamy", "hazy", "diffuse"),
}
FRAMINGS: Table = {
    "macro": ("macro", "insert", "detail", "closemacro"),
    "extreme close": ("extreme", "extremeclose", "ecu", "xcu"),
    "two shot": ("twoshot", "two"),
    "medium close": ("mediumclose", "mcu", "bust"),
    "close": ("closeup", "close", "cu", "portrait", "headshot"),
    "extreme wide": ("extremewide", "establishing", "panorama", "ews"),
    "wide": ("wide", "long", "full", "ws"),
    "medium": ("medium", "mid", "waist", "cowboy", "ms", "shoulder", "pov"),
}
ANGLES: Table = {
    "bird": ("bird", "aerial", "drone", "topdown", "overhead", "birdseye"),
    "low": ("low", "lowangle", "worm"),
    "high": ("high", "highangle"),
    "dutch": ("dutch", "canted", "tilted"),
    "eye": ("eye", "level", "straight"),
}
SAID_ANGLES = ("bird", "low", "high")  # words that mean something else outside of the camera's own
MOVES: Table = {
    "push in": ("pushin", "dollyin", "trackin", "push", "movein"),
    "pull out": ("pullout", "dollyout", "pullback", "dollyback", "pull", "trackout"),
    "zoom in": ("zoomin", "crashzoom"),
    "zoom out": ("zoomout",),
    "pan left": ("panleft", "whippanleft"),
    "pan right": ("panright",),
    "tilt up": ("tiltup",),
    "tilt down": ("tiltdown",),
    "track left": ("trackleft", "truckleft", "dollyleft", "slideleft", "trackingleft"),
    "track right": ("trackright", "truckright", "dollyright", "slideright"),
    "crane up": ("craneup", "pedestalup", "boomup", "jibup", "rise"),
    "crane down": ("cranedown", "pedestaldown", "boomdown", "jibdown"),
    "orbit": ("orbit", "arc", "circle"),
    "handheld": ("handheld", "shaky"),
    "static": ("static", "locked", "still", "fixed"),
}
LOOSE_MOVES: Table = {
    "pan right": ("pan", "right", "whip"), "pan left": ("left",), "tilt up": ("tilt", "up"), "tilt down": ("down",),
    "track right": ("track", "truck", "tracking", "follow", "slide", "steadicam"), "push in": ("dolly", "in"),
    "pull out": ("out", "back"), "zoom in": ("zoom",), "crane up": ("crane", "pedestal", "jib", "boom", "drone"),
}
ACTIONS: Table = {
    "run": ("run", "runs", "sprint", "chase", "race", "flee"),
    "walk": ("walk", "stroll", "climb", "cross", "wander", "step", "march", "approach", "leave", "come"),
    "sit": ("sit", "sits", "seated", "kneel", "read", "write", "eat"),
    "talk": ("talk", "speak", "argue", "whisper", "discuss", "chat"),
    "stand": ("stand", "wait", "look", "watch", "stare", "lean", "hold", "smoke"),
}
CHILDREN = ("girl", "boy", "child", "kid", "children", "toddler", "baby", "daughter", "son")
WOMEN = ("woman", "girl", "lady", "mother", "daughter", "queen", "grandmother", "widow", "sister", "women", "wife")
MEN = ("man", "boy", "father", "son", "keeper", "sailor", "captain", "fisherman", "soldier", "king", "men", "worker",
       "grandfather", "detective", "husband", "brother", "astronaut", "cowboy", "farmer", "policeman")
ANYONE = ("person", "figure", "people", "crowd", "couple", "friend", "stranger", "traveller", "traveler", "lover",
          "silhouette", "dancer", "someone", "hiker", "face", "rider")
PEOPLE_WORDS = frozenset((*CHILDREN, *WOMEN, *MEN, *ANYONE))
CROWDS = {"crowd": 7, "people": 4, "couple": 2, "friend": 2, "lover": 2, "children": 3, "men": 2, "women": 2}
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "several": 4}
GARMENTS = frozenset(("coat", "raincoat", "dress", "jacket", "cloak", "cape", "shirt", "suit", "sweater", "parka",
                      "anorak", "jumper", "uniform", "robe", "hoodie", "overcoat", "trench", "skirt", "spacesuit"))
COLOURS: dict[str, tuple[int, int, int]] = {
    "red": (190, 36, 38), "crimson": (160, 24, 44), "scarlet": (205, 40, 30), "yellow": (232, 186, 44),
    "orange": (222, 118, 36), "green": (58, 120, 70), "blue": (52, 88, 160), "navy": (30, 42, 84),
    "white": (226, 224, 218), "black": (22, 22, 26), "dark": (34, 33, 40), "grey": (112, 114, 120),
    "gray": (112, 114, 120), "brown": (98, 66, 44), "purple": (104, 60, 136), "violet": (120, 76, 160),
    "pink": (226, 132, 160), "gold": (206, 160, 60), "golden": (206, 160, 60), "beige": (196, 176, 142),
    "teal": (34, 122, 126), "turquoise": (52, 160, 160), "silver": (170, 176, 184), "camel": (176, 132, 84),
}
OTHERS = ("no", "without", "dark", "unlit", "out", "old", "elderly", "hat", "cap", "bowler", "fedora", "hood", "away",
          "behind", "back", "camera", "shot", "angle", "narrow", "quiet", "calm", "aboard", "seat", "the", "and")

KNOWN = frozenset(
    word
    for table in (PLACES, TIMES, WEATHER, THINGS, STYLES, FRAMINGS, ANGLES, MOVES, LOOSE_MOVES, ACTIONS)
    for words in table.values() for word in words
) | PEOPLE_WORDS | GARMENTS | frozenset(COLOURS) | frozenset(OTHERS) | frozenset(NUMBERS)

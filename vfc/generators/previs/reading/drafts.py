"""Who and what a text speaks of, while it is read; in the end people and things to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from zlib import crc32

from vfc.generators.previs.reading.lexicon import common, kinds
from vfc.generators.previs.reading.scene import RGB, Liquid, Person, Thing

COLOURS: dict[str, RGB] = {
    "red": (190, 36, 38),
    "crimson": (160, 24, 44),
    "scarlet": (205, 40, 30),
    "yellow": (232, 186, 44),
    "orange": (222, 118, 36),
    "green": (58, 120, 70),
    "blue": (52, 88, 160),
    "navy": (30, 42, 84),
    "white": (226, 224, 218),
    "black": (22, 22, 26),
    "dark": (34, 33, 40),
    "grey": (112, 114, 120),
    "brown": (98, 66, 44),
    "purple": (104, 60, 136),
    "violet": (120, 76, 160),
    "pink": (226, 132, 160),
    "gold": (206, 160, 60),
    "beige": (196, 176, 142),
    "teal": (34, 122, 126),
    "turquoise": (52, 160, 160),
    "silver": (170, 176, 184),
    "camel": (176, 132, 84),
}
SKINS: dict[str, RGB] = {
    "dark_skin": (112, 76, 58),
    "light_skin": (236, 196, 168),
    "asian": (232, 192, 154),
    "south_asian": (164, 112, 80),
    "latin": (198, 146, 112),
    "freckled": (240, 200, 174),
}
HAIRS: dict[str, RGB] = {
    "blonde": (214, 178, 110),
    "redhead": (168, 78, 40),
    "brunette": (84, 56, 38),
    "dark_haired": (26, 22, 24),
    "white_haired": (200, 198, 196),
}
BEARDS = {"long_beard": "long", "moustache": "moustache", "beard": "full"}
CUTS = {  # how the hair is worn
    "long_haired": "long",
    "short_haired": "short",
    "curly_haired": "curly",
    "ponytail": "ponytail",
    "braid": "braid",
    "pigtails": "pigtails",
    "bun": "bun",
    "afro": "afro",
    "mohawk": "mohawk",
    "messy_haired": "messy",
}
BUILDS = ("fat", "thin", "muscular")
STATURES = {"giant": 1.5, "tall": 1.1, "small": 0.86}
OF_HEAD = frozenset(("hair", "bald", "freckled", *BEARDS, *CUTS, *HAIRS))  # what is told of a head
FROM: dict[str, str] = {  # the skin of people whom a word of a country describes
    "japan": "asian",
    "china": "asian",
    "korea": "asian",
    "vietnam": "asian",
    "thailand": "asian",
    "tibet": "asian",
    "india": "south_asian",
    "africa": "dark_skin",
    "mexico": "latin",
    "brazil": "latin",
    "cuba": "latin",
}
HATS = ("hat", "cap", "helmet", "crown")
HOODS = ("hoodie", "raincoat", "cloak")
WORN_OVER = ("glasses", "scarf", "gloves", "tie", "mask", "boots", "shoes", "veil", "belt")
KINDS: dict[str, tuple[str, ...]] = {  # who they are of whom one word names several
    "couple": ("man", "woman"),
    "family": ("man", "woman", "boy", "girl"),
    "friends": ("woman", "man"),
    "people": ("woman", "man"),
    "crowd": ("man", "woman"),
    "child": ("girl", "boy"),
    "person": ("man", "woman"),
}
COUNTS = {"couple": 2, "family": 4, "friends": 2, "people": 4, "crowd": 7}
CHILDREN = ("boy", "girl", "child", "baby")
WEAK = (
    "stand",
    "hold",
    "look",
    "look_back",
    "lean",
    "wait",
    "sit",
    "lie",
    "smile",
    "turn",
    "kneel",
    "take",
    "exercise",
    "work",
)
STRONG = (
    "kiss",
    "embrace",
    "parachute",
    "plant_flag",
    "toast",
    "meditate",
)  # that tell more than what is said before
POSTURES = ("sit", "lie", "kneel", "stand", "lean", "walk", "run")


@dataclass(slots=True, eq=False)
class Modifiers:
    """The words before a noun that describe it: colours, traits, how many."""

    colours: list[str] = field(default_factory=list)
    traits: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    action: str = ""  # of a participle: a burning house
    count: int | None = None
    plenty: bool = False
    definite: bool = False
    single: bool = False  # after `a`
    owned: bool = False  # by someone spoken of: his dog
    denied: bool = False

    @property
    def colour(self) -> str:
        """The last colour named."""
        return self.colours[-1] if self.colours else ""


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody or something that the text speaks of."""

    actions: list[str] = field(default_factory=list)
    target: Referent | None = None
    object: str = ""
    count: int = 1
    colour: str = ""
    traits: list[str] = field(default_factory=list)
    text: str = ""
    born_of: str = ""  # the look of a member of the cast, from which alone the person is born
    toward: bool = False
    away: bool = False
    base: Referent | None = None  # what it is placed to
    how: str = ""  # where it is to that: `on`, `in`, `mouth`

    def does(self, action: str) -> None:
        """Give it an action: the first counts, unless it is a weak one."""
        if action not in self.actions:
            self.actions.append(action)

    @property
    def weak(self) -> tuple[str, ...]:
        """The actions that tell less than any other."""
        return WEAK

    @property
    def action(self) -> str:
        """The telling one of its actions."""
        told = [each for each in self.actions if each not in self.weak] or self.actions
        told = [each for each in told if each != "stand"] or told
        return next((each for each in told if each in STRONG), "") or next(iter(told), "")

    @property
    def posture(self) -> str:
        """How it does so, where the text says that too."""
        return next((each for each in self.actions if each in POSTURES and each != self.action), "")


@dataclass(slots=True, eq=False)
class PersonDraft(Referent):
    """Somebody the text speaks of."""

    kind: str = "person"
    trade: str = ""
    female: bool | None = None
    name: str = ""
    garments: dict[str, str] = field(default_factory=dict)
    holds: str = ""
    countries: list[str] = field(default_factory=list)
    hair: str = ""
    speaks: bool = False
    says: str = ""  # how far their mouth is open, 50 times a second
    plays: str = ""  # the instrument of a musician
    usual: str = ""  # what they do where the words say no more

    def persons(self, places: dict[int, int]) -> list[Person]:
        """The people to draw; `places` has the index of each draft's first, by its identity."""
        several = KINDS.get(self.kind, (self.kind,))
        alternate = self.kind in KINDS and self.trade not in kinds("manly")
        alternate = alternate and (self.count > 1 or self.kind not in ("person", "child"))
        return [
            self.person(several[index % len(several)] if alternate else self.kind, index, places)
            for index in range(self.count)
        ]

    def person(self, kind: str, index: int, places: dict[int, int]) -> Person:
        """One of them."""
        traits, worn = set(self.traits), self.garments
        skin = next((SKINS[each] for each in self.traits if each in SKINS), None) or next(
            (SKINS[FROM[each]] for each in self.countries if each in FROM), None
        )
        hair = next((HAIRS[each] for each in self.traits if each in HAIRS), COLOURS.get(self.hair))
        if hair is None and skin == SKINS["asian"]:
            hair = HAIRS["dark_haired"]
        main = next((each for each in worn if each not in (*HATS, *WORN_OVER)), "")
        old = "old" in traits or kind.startswith("old_")
        kind = kind.removeprefix("old_")
        woman = kind in ("woman", "girl") or (bool(self.female) and kind not in ("man", "boy"))
        target = places.get(id(self.target)) if self.target is not None else None
        seed = self.born_of or " ".join(sorted(self.look(kind)))
        return Person(
            kind="woman" if woman and kind == "person" else kind,
            trade=self.trade,
            coat=COLOURS.get(worn.get(main, "")) or COLOURS.get(self.colour),
            garment=main,
            action=self.done,
            posture=self.posture,
            target=target if target is not None else self.other(index, places),
            object=self.object or self.plays or ("car" if self.action == "drive" else ""),
            child=kind in CHILDREN or bool(traits & {"young"} and kind == "child"),
            woman=woman,
            old=old,
            hat=bool(worn.keys() & set(HATS)),
            hood=bool(worn.keys() & set(HOODS)),
            away=self.away,
            toward=self.toward,
            holds=self.holds or (self.plays if self.plays in kinds("holdable") else ""),
            scarf=COLOURS.get(worn["scarf"], (176, 60, 48)) if "scarf" in worn else None,
            skin=skin,
            hair=hair,
            beard=next((BEARDS[each] for each in self.traits if each in BEARDS), ""),
            cut=next((CUTS[each] for each in self.traits if each in CUTS), ""),
            build=next((each for each in self.traits if each in BUILDS), ""),
            stature=next((STATURES[each] for each in self.traits if each in STATURES), 1.0),
            freckles="freckled" in traits,
            bald="bald" in traits,
            glasses="glasses" in worn,
            emotion=next((each for each in self.traits if each in EMOTIONS), ""),
            speaks=self.speaks,
            says=self.says,
            name=self.name,
            born=crc32(seed.encode()) + index,
        )

    @property
    def done(self) -> str:
        """What they are seen to do: who looks upward has the head back."""
        action = self.action or self.usual or ("play_music" if self.plays else "stand")
        if action in common()["in_the_way"].get(self.usual, ()):
            action = self.usual  # a cyclist who races does so on a bicycle
        if action in ("talk", "shout", "whisper", "argue") and "phone" in (self.object, self.holds):
            return "phone"
        return "look_up" if action == "look" and "upward" in self.traits else action

    def other(self, index: int, places: dict[int, int]) -> int | None:
        """The other of two whom one word names, where both do what is done to each other."""
        plays = self.done == "play" and self.object in kinds("games")
        paired = self.count == 2 or (self.count % 2 == 0 and (plays or self.done == "dance"))
        given = self.done == "give" and self.target is None  # from the one to the other
        if not paired or not (given or plays or self.done in kinds("mutual")):
            return None
        return places[id(self)] + (index ^ 1)

    def look(self, kind: str) -> set[str]:
        """What is told of the look, wherever it is told."""
        return {
            kind,
            self.trade,
            self.name,
            self.colour,
            *self.traits,
            *self.garments,
            *self.garments.values(),
        }

    @property
    def summary(self) -> str:
        """The person in a few words."""
        worn = " and ".join(f"{colour} {each}".strip() for each, colour in self.garments.items())
        who = self.trade or self.kind.replace("_", " ")
        said = [
            self.name,
            str(self.count) if self.count > 1 else "",
            *(each for each in self.traits if each in ("old", "young")),
            "female" if self.female and self.trade else "",
            who if not (self.name and who == "person") else "",
            f"in {worn}" if worn else "",
            f"with {self.holds.replace('_', ' ')}" if self.holds else "",
        ]
        return " ".join(each for each in said if each)


EMOTIONS = ("angry", "sad", "joyful", "afraid", "surprised")


@dataclass(slots=True, eq=False)
class ThingDraft(Referent):
    """Something the text speaks of."""

    name: str = ""
    lead: bool = False
    holder: PersonDraft | None = None
    plural: bool = False
    owned: bool = False  # by someone spoken of: her umbrella
    bred: bool = False  # a young one, of the kind that was named before it
    trade: str = ""  # of an animal that is a teacher
    turns: str = ""  # the colour that it takes on
    swells: str = ""  # the size that it comes to: `large`, `small`
    liquid: Liquid | None = None

    @property
    def weak(self) -> tuple[str, ...]:
        """The actions that tell less than any other: work is seen least of a thing."""
        return (*WEAK, "show")

    def place(self, base: Referent, how: str) -> None:
        """Say where it is to another, unless that is said already, or lies on it itself."""
        under: Referent | None = base
        while under is not None and under is not self:
            under = under.base
        if how and self.base is None and under is None:
            self.base, self.how = base, how

    def thing(
        self, places: dict[int, int], things: Mapping[int, int] = MappingProxyType({})
    ) -> Thing:
        """The things to draw; `things` has the index of each draft of one, by its identity."""
        small = "tiny" in self.traits or (self.bred and self.name in kinds("animals"))
        size = 2.0 if "giant" in self.traits else 0.5 if small else 1.0
        return Thing(
            name=self.name,
            word=self.text,
            count=self.count,
            colour=COLOURS.get(self.colour),
            action="smash" if {"fall", "break"} <= {*self.actions} else self.action,
            object=self.object,
            target=places.get(id(self.target)) if self.target is not None else None,
            lead=self.lead,
            size=size,
            holder=places.get(id(self.holder)) if self.holder is not None else None,
            toward=self.toward,
            away=self.away,
            base=things.get(id(self.base)) if self.base is not None else None,
            how=self.how,
            turns=COLOURS.get(self.turns),
            liquid=self.liquid,
            swells=self.swells
            or ("large" if "grow" in self.actions and self.action != "grow" else ""),
        )

    @property
    def summary(self) -> str:
        """The things in a few words."""
        count = str(self.count) if self.count > 1 else ""
        size = next((each for each in self.traits if each in ("giant", "tiny")), "")
        parts = (count, size, self.colour, self.name.replace("_", " "))
        return " ".join(part for part in parts if part)


@dataclass(slots=True, eq=False)
class PlaceDraft:
    """Somewhere the text speaks of: how surely it is where the scene is."""

    name: str
    text: str
    strength: float

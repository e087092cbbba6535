"""What a shot's words say, as far as it can be drawn: frozen values that all painters read."""

from __future__ import annotations

from dataclasses import dataclass

RGB = tuple[int, int, int]
WIDTHS = (  # framings, the nearest first
    *("macro", "insert", "extreme close", "close", "medium close"),
    *("medium", "medium wide", "full", "wide", "extreme wide"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone to draw: kind (`woman`, `boy`, `robot`), trade, clothes and what they do.

    `action` is one of the lexicon's; it is done to `target`, an index among the people, or to
    `object`, a thing's name. `born` is a number from the words of the look: the same face in every
    shot.
    """

    kind: str = "person"
    trade: str = ""
    coat: RGB | None = None
    action: str = "stand"
    target: int | None = None
    object: str = ""
    child: bool = False
    woman: bool = False
    old: bool = False
    hat: bool = False
    hood: bool = False
    away: bool = False
    holds: str = ""  # a thing's name
    scarf: RGB | None = None
    skin: RGB | None = None
    hair: RGB | None = None
    garment: str = ""  # `dress`, `suit`, `raincoat`
    beard: str = ""  # `full`, `long`, `moustache`
    cut: str = ""  # of the hair, where it is said: `long`, `short`, `curly`, `ponytail`
    build: str = ""  # `fat`, `thin`, `muscular`
    stature: float = 1.0  # how tall, by others of the kind
    freckles: bool = False
    glasses: bool = False
    emotion: str = ""  # `sad`, `joyful`, `angry`
    speaks: bool = False  # whether lines of the shot are theirs
    says: str = ""  # how far their mouth is open, where that is known: 0 to 9, 50 times a second
    posture: str = ""  # how they do so, where the words say it too: who reads may `sit`
    toward: bool = False  # whether they come to the camera
    bald: bool = False
    name: str = ""
    born: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Liquid:
    """What is in a vessel of some `shape`, and how it changes over the shot: from one colour to
    another, from one level to another (parts of the vessel's height); a `second` colour swirls in
    it, `stream` is poured into it. Of no shape it is poured over a solid thing.
    """

    shape: str
    first: RGB = (150, 205, 240)
    last: RGB = (150, 205, 240)
    second: RGB | None = None
    low: float = 0.7
    high: float = 0.7
    stream: RGB | None = None
    smoke: RGB | None = None
    boils: bool = False
    freezes: bool = False
    foams: bool = False
    iced: bool = False
    fumes: bool = False
    steams: bool = False
    heap: bool = False  # crystals, and no liquid


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Things of one kind to draw: how many, their colour, and what they do (`burn`, `fly`, or '').

    `lead` says that the sentence is about them. `word` is what the text calls them.
    """

    name: str
    word: str = ""
    count: int = 1
    colour: RGB | None = None
    action: str = ""
    lead: bool = False
    size: float = 1.0  # times its real size
    object: str = ""  # a thing's name, that they do it to
    target: int | None = None  # an index among the people
    holder: int | None = None  # who of the people has it in the hand: it is drawn with them
    base: int | None = None  # an index among the things: what it is placed to
    how: str = (
        ""  # where it is to that: `on`, `in`, `under`, `mouth`; a key of `things/anchors.toml`
    )
    toward: bool = False
    away: bool = False
    turns: RGB | None = None  # the colour that it takes on while it is seen
    swells: str = ""  # the size that it comes to: `large`, `small`
    liquid: Liquid | None = None  # what is in it, or poured over it


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneWords:
    """What a prompt says, as far as it can be drawn.

    `understood` has what was read, by field, and `missed` the words that nothing was drawn for.
    """

    place: str = "hills"
    country: str = ""
    period: str = ""
    time: str = "day"
    placed: bool = False  # whether the words name the place, and not the subject alone
    weather: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()  # names that painters of places know
    subjects: tuple[Thing, ...] = ()
    styles: tuple[str, ...] = ()  # in the order of the words
    people: tuple[Person, ...] = ()
    crowd: int = 0  # of people in the background
    mood: str = ""
    framing: str = "wide"
    framed: bool = False  # whether the words name the framing
    composition: str = ""  # `two shot`, `over shoulder`, `pov`
    angle: str = "eye"
    move: str = "static"
    heading: int = 0  # across the picture: -1 to the left, 1 to the right, 0 where it is not said
    lens: float | None = None  # millimetres, of a full frame
    speaks: bool = False  # whether lines are spoken in the shot
    hands: bool = False  # whether the shot is of somebody's hands
    afoot: bool = False  # whether the camera itself walks
    tint: RGB | None = None  # the first colour word that is said
    chance: int = 0  # from the words that no table knows: they turn the details
    understood: tuple[tuple[str, str], ...] = ()
    missed: tuple[str, ...] = ()
    after: SceneWords | None = None  # what is seen in the second half, where the words say `then`

    def has(self, *names: str) -> bool:
        """Whether the weather or the things hold one of the names."""
        return any(name in self.weather or name in self.things for name in names)

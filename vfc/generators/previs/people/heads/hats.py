"""Hats and masks by their names, each with its usual colour."""

from __future__ import annotations

from collections.abc import Callable

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape
from vfc.generators.previs.people.heads.brims import (
    band,
    beanie,
    beret,
    brimmed,
    cap,
    clownhat,
    cone,
    cowboy,
    crown,
    dixie,
    halo,
    nursecap,
    peaked,
    souwester,
    toque,
    tricorne,
)
from vfc.generators.previs.people.heads.caps import (
    bandana,
    close_cap,
    galea,
    horned,
    motorcycle,
    pillbox,
    shako,
)
from vfc.generators.previs.people.heads.faces import glasses
from vfc.generators.previs.people.heads.helmets import (
    SCARF,
    WIMPLE,
    bikehelmet,
    bubble,
    covering,
    firehat,
    greathelm,
    hardhat,
    hood,
    kabuto,
    scuba,
    steel,
    wig,
)
from vfc.generators.previs.people.heads.masks import (
    cloth,
    clown,
    eyemask,
    fangs,
    geisha,
    hooknose,
    mime,
    patch,
    snowgoggles,
)

Hat = Callable[[str, Colour], list[Shape]]

HATS: dict[str, tuple[Hat, Colour]] = {
    "brim": (brimmed(1.4, 0.6), (70, 60, 56)),
    "fedora": (brimmed(1.45, 0.66), (90, 74, 60)),
    "tophat": (brimmed(1.25, 1.4, 0.78), (24, 24, 28)),
    "sunhat": (brimmed(1.9, 0.5, 0.8, (206, 60, 70)), (232, 210, 150)),
    "straw": (brimmed(1.85, 0.55, 0.78, (190, 60, 44)), (228, 192, 112)),
    "bucket": (brimmed(1.25, 0.42, 0.86), (184, 160, 108)),
    "toque": (toque, (255, 255, 255)),
    "hardhat": (hardhat, (248, 204, 44)),
    "steel": (steel, (76, 86, 56)),
    "firehat": (firehat, (212, 44, 36)),
    "bikehelmet": (bikehelmet, (224, 52, 44)),
    "peaked": (peaked, (30, 40, 80)),
    "cap": (cap, (60, 70, 90)),
    "beanie": (beanie, (110, 60, 50)),
    "beret": (beret, (150, 40, 50)),
    "bubble": (bubble, (244, 246, 248)),
    "scuba": (scuba, (240, 184, 60)),
    "crown": (crown(0.55, 5), (240, 196, 60)),
    "coronet": (crown(0.25, 5), (248, 208, 72)),
    "tiara": (crown(0.12, 3), (244, 240, 228)),
    "cone": (cone(False, True), (44, 32, 56)),
    "wizardhat": (cone(True, True), (52, 64, 156)),
    "clownhat": (clownhat, (60, 132, 212)),
    "greathelm": (greathelm, (184, 192, 202)),
    "kabuto": (kabuto, (52, 48, 58)),
    "cowboy": (cowboy, (138, 92, 52)),
    "tricorne": (tricorne, (28, 26, 32)),
    "souwester": (souwester, (240, 188, 44)),
    "dixie": (dixie, (255, 255, 255)),
    "wimple": (covering(WIMPLE, (248, 248, 250)), (28, 28, 34)),
    "headscarf": (covering(SCARF, None), (90, 110, 160)),
    "wig": (wig, (240, 238, 232)),
    "hood": (hood, (110, 110, 116)),
    "halo": (halo, (255, 224, 104)),
    "headband": (band, (255, 255, 255)),
    "nursecap": (nursecap, (255, 255, 255)),
    "close_cap": (close_cap, (240, 240, 244)),
    "bandana": (bandana, (176, 36, 40)),
    "pillbox": (pillbox, (30, 52, 110)),
    "horned": (horned, (150, 156, 166)),
    "galea": (galea, (200, 164, 76)),
    "shako": (shako, (28, 28, 32)),
    "motorcycle": (motorcycle, (26, 26, 30)),
    "pith": (brimmed(1.42, 0.72, 0.92, (110, 92, 60)), (222, 210, 172)),
    "green_hat": (brimmed(1.3, 0.5, 0.8, (150, 60, 40)), (52, 92, 52)),
}
HIDES_HAIR = frozenset(
    ("bubble", "scuba", "greathelm", "wimple", "headscarf", "hood", "wig", "close_cap")
)
HIDES_FACE = frozenset(("bubble", "greathelm"))
FLATTENS = frozenset(  # where only what falls to the shoulders is seen of the hair
    (
        "toque",
        "hardhat",
        "steel",
        "firehat",
        "bikehelmet",
        "peaked",
        "cap",
        "beanie",
        "fedora",
        "brim",
        "tophat",
        "sunhat",
    )
    + (
        "straw",
        "bucket",
        "cowboy",
        "tricorne",
        "souwester",
        "dixie",
        "kabuto",
        "cone",
        "wizardhat",
        "beret",
        "bandana",
        "horned",
        "motorcycle",
        "pith",
        "green_hat",
    )
)
FACES: dict[str, tuple[Hat, Colour | None]] = {
    "glasses": (lambda view, tone: glasses(view, tone), (40, 34, 32)),
    "shades": (lambda view, tone: glasses(view, tone, mix(tone, (40, 50, 70), 0.3)), (20, 20, 24)),
    "goggles": (lambda view, tone: glasses(view, tone, (170, 214, 226), 0.26), (76, 88, 100)),
    "snowgoggles": (snowgoggles, (240, 160, 48)),
    "clown": (clown, None),
    "eyemask": (eyemask(True), (14, 14, 18)),
    "domino": (eyemask(True), (206, 44, 48)),
    "patch": (patch, (14, 14, 18)),
    "hooknose": (hooknose, (-1, 0, 0)),
    "geisha": (geisha, None),
    "mime": (mime, (20, 20, 24)),
    "fangs": (fangs, (250, 250, 246)),
    "cloth": (cloth, (24, 24, 30)),
}

"""The names by which costumes call what is worn on the trunk, each with its usual colour."""

from __future__ import annotations

from vfc.generators.previs.canvas.layers import Colour
from vfc.generators.previs.people.wardrobe import details
from vfc.generators.previs.people.wardrobe.details import Detail, band, dots, pieces, straps

SHIRT = [(-0.042, -0.032), (0.042, -0.032), (0.0, 0.2)]
WEAR: dict[str, tuple[Detail, Colour | None]] = {  # None: darker than the cloth
    "opening": (details.opening, None),
    "buttons": (details.buttons, None),
    "double": (details.double, None),
    "lapels": (details.lapels, None),
    "zip": (straps((0, 0.0, 0, 0.34), half=0.004), (200, 204, 210)),
    "tee": (
        pieces([(-0.035, -0.03), (0.035, -0.03), (0.03, 0.34), (-0.03, 0.34)]),
        (230, 226, 216),
    ),
    "shirt": (pieces(SHIRT), (246, 246, 244)),
    "blouse": (
        lambda t, tone: [
            (
                t.points(
                    [
                        (-t.wide * 0.9, 0.03),
                        (-0.04, -0.03),
                        (0.04, -0.03),
                        (t.wide * 0.9, 0.03),
                        (t.waist, 0.25),
                        (-t.waist, 0.25),
                    ],
                    body=True,
                ),
                tone,
            )
        ],
        (236, 230, 220),
    ),
    "blouse_v": (
        pieces([(-0.055, -0.03), (0.055, -0.03), (0.03, 0.2), (-0.03, 0.2)]),
        (240, 236, 224),
    ),
    "collar": (
        pieces(
            [(0, 0.03), (-0.05, -0.035), (-0.055, 0.02), (-0.028, 0.05)],
            [(0, 0.03), (0.05, -0.035), (0.055, 0.02), (0.028, 0.05)],
        ),
        (244, 242, 236),
    ),
    "collar_up": (
        pieces(
            [(-0.03, 0.02), (-0.085, -0.07), (-0.075, 0.02)],
            [(0.03, 0.02), (0.085, -0.07), (0.075, 0.02)],
        ),
        None,
    ),
    "rollneck": (pieces([(-0.048, -0.045), (0.048, -0.045), (0.052, 0.0), (-0.052, 0.0)]), None),
    "neckline": (
        pieces([(-0.045, -0.03), (0.045, -0.03), (0.025, 0.012), (-0.025, 0.012)]),
        (-1, 0, 0),
    ),
    "vneck": (pieces([(-0.042, -0.03), (0.042, -0.03), (0, 0.075)]), (-1, 0, 0)),
    "lowneck": (
        pieces([(-0.085, -0.03), (0.085, -0.03), (0.07, 0.045), (0, 0.06), (-0.07, 0.045)]),
        (-1, 0, 0),
    ),
    "bare": (details.bare, (-1, 0, 0)),
    "tie": (details.tie, (170, 36, 44)),
    "bowtie": (details.bowtie, (20, 20, 24)),
    "jabot": (
        pieces([(-0.02, -0.02), (0.02, -0.02), (0.045, 0.13), (-0.045, 0.13)]),
        (250, 250, 250),
    ),
    "clerical": (
        pieces([(-0.02, -0.03), (0.02, -0.03), (0.02, 0.004), (-0.02, 0.004)]),
        (250, 250, 250),
    ),
    "guimpe": (
        lambda t, tone: [
            (
                t.points(
                    [(-0.085, -0.03), (0.085, -0.03), (0.1, 0.06), (0, 0.11), (-0.1, 0.06)],
                    body=True,
                ),
                tone,
            )
        ],
        (250, 250, 250),
    ),
    "kerchief": (
        pieces([(-0.06, -0.03), (0.06, -0.03), (0.03, 0.03), (0, 0.065), (-0.03, 0.03)]),
        (206, 40, 44),
    ),
    "kerchief_low": (
        pieces([(-0.03, 0.06), (0.03, 0.06), (0.014, 0.17), (-0.014, 0.17)]),
        (206, 40, 44),
    ),
    "sailor_collar": (
        pieces(
            [(0.0, 0.1), (-0.04, -0.035), (-0.095, 0.0), (-0.075, 0.06)],
            [(0.0, 0.1), (0.04, -0.035), (0.095, 0.0), (0.075, 0.06)],
        ),
        (44, 84, 164),
    ),
    "stethoscope": (details.stethoscope, (36, 40, 50)),
    "pocket": (pieces([(0.035, 0.13), (0.08, 0.13), (0.08, 0.175), (0.035, 0.175)]), None),
    "pouch": (pieces([(-0.06, 0.24), (0.06, 0.24), (0.075, 0.32), (-0.075, 0.32)]), None),
    "strings": (
        straps((-0.018, 0.0, -0.022, 0.11), (0.018, 0.0, 0.022, 0.1), half=0.004),
        (244, 244, 244),
    ),
    "hoodback": (
        pieces([(-0.075, -0.035), (0.075, -0.035), (0.06, 0.02), (0, 0.035), (-0.06, 0.02)]),
        None,
    ),
    "hivis": (details.hivis, (240, 120, 32)),
    "bands": (
        lambda t, tone: [
            band(t, 0.14, 0.03, tone),
            band(t, 0.33, 0.03, tone),
            band(t, 0.41, 0.03, tone),
        ],
        (244, 224, 60),
    ),
    "stripe": (lambda t, tone: [band(t, 0.11, 0.05, tone)], (60, 180, 210)),
    "stripes": (details.stripes, (236, 236, 236)),
    "pinstripes": (
        lambda t, tone: straps(
            *((k * t.wide, 0.0, k * t.wide, 0.3) for k in (-0.75, -0.25, 0.25, 0.75)), half=0.012
        )(t, tone),
        (24, 24, 28),
    ),
    "whistle": (
        lambda t, tone: [
            *straps((-0.045, -0.01, 0, 0.13), (0.045, -0.01, 0, 0.13), half=0.005)(t, tone),
            *dots((0.0, 0.14), size=0.016)(t, (226, 182, 72)),
        ],
        (200, 40, 44),
    ),
    "satchel": (
        lambda t, tone: [
            *straps((-0.085, 0.0, 0.09, 0.3), half=0.013)(t, tone),
            *pieces([(0.05, 0.28), (0.15, 0.28), (0.15, 0.4), (0.05, 0.4)])(t, tone),
        ],
        (96, 62, 34),
    ),
    "plaid": (
        lambda t, tone: [
            *(band(t, v, 0.012, tone) for v in (0.05, 0.12, 0.19)),
            *straps((-0.08, 0.03, -0.08, 0.3), (0.08, 0.03, 0.08, 0.3), half=0.006)(t, tone),
        ],
        (140, 36, 32),
    ),
    "camouflage": (details.camouflage, (62, 74, 48)),
    "harness": (
        straps((-0.065, -0.01, -0.06, 0.3), (0.065, -0.01, 0.06, 0.3), half=0.013),
        (56, 64, 44),
    ),
    "straps": (
        straps((-0.07, -0.01, -0.075, 0.2), (0.07, -0.01, 0.075, 0.2), half=0.016),
        (200, 110, 44),
    ),
    "suspenders": (
        straps((-0.055, -0.01, -0.05, 0.33), (0.055, -0.01, 0.05, 0.33), half=0.012),
        (224, 52, 44),
    ),
    "belt": (lambda t, tone: [band(t, 0.275, 0.026, tone)], (60, 46, 38)),
    "waist": (lambda t, tone: [band(t, 0.215, 0.022, tone, 0.86)], None),
    "waistband": (lambda t, tone: [band(t, 0.30, 0.026, tone)], (250, 250, 250)),
    "rope": (
        lambda t, tone: [
            band(t, 0.25, 0.018, tone, 0.96),
            *straps((0.03, 0.26, 0.045, 0.46), (0.01, 0.26, 0.012, 0.42), half=0.007)(t, tone),
        ],
        (216, 198, 144),
    ),
    "obi": (lambda t, tone: [band(t, 0.18, 0.09, tone)], (224, 168, 60)),
    "sash_waist": (lambda t, tone: [band(t, 0.26, 0.045, tone)], (224, 184, 60)),
    "gunbelt": (
        lambda t, tone: [
            band(t, 0.3, 0.024, tone),
            *pieces([(0.075, 0.31), (0.115, 0.3), (0.105, 0.42), (0.085, 0.42)])(t, tone),
        ],
        (76, 48, 24),
    ),
    "sash": (straps((-0.085, 0.0, 0.085, 0.29), half=0.022), (216, 174, 60)),
    "baldric": (straps((-0.085, 0.0, 0.085, 0.29), half=0.013), (60, 44, 28)),
    "badge": (lambda t, tone: [details.star(t, 0.055, 0.115, 0.03, tone)], (240, 200, 72)),
    "medal": (
        lambda t, tone: [
            *straps((-0.06, 0.03, 0, 0.16), (0.06, 0.03, 0, 0.16), half=0.007)(t, tone),
            details.dot(t, 0, 0.18, 0.024, tone),
        ],
        (240, 200, 72),
    ),
    "wings_badge": (
        pieces(
            [(0.02, 0.11), (0.055, 0.12), (0.09, 0.11), (0.07, 0.13), (0.055, 0.14), (0.04, 0.13)]
        ),
        (240, 200, 72),
    ),
    "watchpin": (dots((0.05, 0.11), size=0.014), (240, 240, 244)),
    "boutonniere": (dots((0.058, 0.055), size=0.018), (250, 250, 250)),
    "epaulettes": (
        lambda t, tone: [
            (details.ellipse(*t.point(k * t.wide * 0.82, 0.016), 0.034, 0.014), tone)
            for k in (-1, 1)
        ],
        (240, 200, 72),
    ),
    "necklace": (
        dots((-0.035, 0.01), (-0.018, 0.03), (0, 0.038), (0.018, 0.03), (0.035, 0.01)),
        (250, 246, 236),
    ),
    "chestbox": (
        lambda t, tone: [
            *pieces([(-0.06, 0.1), (0.06, 0.1), (0.06, 0.2), (-0.06, 0.2)])(t, tone),
            *dots((-0.035, 0.13), size=0.013)(t, (214, 60, 50)),
            *dots((0.0, 0.13), size=0.013)(t, (70, 170, 90)),
            *dots((0.035, 0.13), size=0.013)(t, (60, 110, 210)),
        ],
        (152, 160, 172),
    ),
    "flagpatch": (
        pieces([(0.065, 0.03), (0.115, 0.03), (0.115, 0.065), (0.065, 0.065)]),
        (44, 84, 164),
    ),
    "rings": (details.rings, (200, 64, 46)),
    "yoke": (
        pieces(
            [(-0.1, -0.01), (-0.045, -0.035), (-0.03, 0.6), (-0.055, 0.6)],
            [(0.1, -0.01), (0.045, -0.035), (0.03, 0.6), (0.055, 0.6)],
        ),
        (168, 38, 46),
    ),
    "bib": (details.bib, (60, 90, 150)),
    "apron": (details.apron, (236, 232, 220)),
    "lowapron": (details.lowapron, (30, 30, 36)),
    "tutu": (details.tutu, (248, 196, 216)),
    "plates": (details.plates, (176, 184, 194)),
    "tabard": (details.tabard, (176, 48, 40)),
    "lames": (details.lames, (58, 42, 44)),
    "shoulderplates": (details.shoulderplates, (58, 42, 44)),
    "wrap": (details.wrap, (250, 246, 236)),
    "ribs": (details.ribs, (236, 230, 212)),
    "stars": (details.stars, (248, 208, 72)),
    "ermine": (details.ermine, (250, 246, 238)),
    "ruff": (details.ruff, (255, 255, 255)),
    "pompons": (dots((0, 0.12), (0, 0.2), (0, 0.28), size=0.026), (224, 52, 44)),
    "splashes": (details.splashes, (0, 0, 0)),
    "emblem": (details.emblem, (248, 208, 48)),
    "trunks": (details.trunks, (212, 44, 48)),
    "waistfront": (pieces([(-0.05, 0.12), (0, 0.16), (0.05, 0.12), (0, 0.36)]), (200, 204, 212)),
    "waistcoat": (details.waistcoat, (60, 44, 32)),
    "drape": (details.drape, (168, 72, 28)),
    "beads": (details.beads, (92, 52, 24)),
    "cross": (
        lambda t, tone: [
            *straps((-0.05, 0.0, 0, 0.15), (0.05, 0.0, 0, 0.15), half=0.004)(t, tone),
            *straps((0, 0.15, 0, 0.215), (-0.02, 0.17, 0.02, 0.17), half=0.008)(t, tone),
        ],
        (224, 184, 60),
    ),
    "sequins": (details.sequins, (248, 196, 220)),
    "number": (
        lambda t, tone: [
            *pieces([(-0.055, 0.1), (0.055, 0.1), (0.055, 0.2), (-0.055, 0.2)])(t, tone),
            *straps((-0.01, 0.12, -0.01, 0.18), half=0.009)(t, (30, 30, 36)),
        ],
        (255, 255, 255),
    ),
    "stains": (dots((-0.05, 0.18), (0.04, 0.24), (-0.02, 0.29), size=0.017), (28, 36, 56)),
    "rags": (
        pieces(
            [(-0.08, 0.1), (-0.03, 0.12), (-0.05, 0.17)], [(0.03, 0.2), (0.08, 0.18), (0.06, 0.26)]
        ),
        None,
    ),
    "patches": (
        pieces(
            [(-0.07, 0.22), (-0.02, 0.22), (-0.02, 0.27), (-0.07, 0.27)],
            [(0.03, 0.38), (0.09, 0.38), (0.09, 0.44), (0.03, 0.44)],
        ),
        (160, 140, 92),
    ),
    "flowers": (details.flowers, (255, 255, 255)),
    "clasp": (dots((0, 0.01), size=0.018), (216, 180, 80)),
    "panel": (
        lambda t, tone: [
            *pieces([(-0.065, 0.07), (0.065, 0.07), (0.065, 0.22), (-0.065, 0.22)])(t, tone),
            *dots((-0.03, 0.11), size=0.017)(t, (230, 70, 60)),
            *dots((0.03, 0.11), size=0.017)(t, (90, 220, 150)),
            *pieces([(-0.045, 0.16), (0.045, 0.16), (0.045, 0.19), (-0.045, 0.19)])(
                t, (120, 210, 240)
            ),
        ],
        (90, 100, 114),
    ),
    "rivets": (dots((-0.09, 0.04), (0.09, 0.04), (-0.075, 0.3), (0.075, 0.3)), (108, 118, 132)),
    "shells": (dots((-0.045, 0.1), (0.045, 0.1), size=0.035), (128, 96, 168)),
    "seams": (
        lambda t, tone: [band(t, 0.2, 0.006, tone), band(t, 0.32, 0.006, tone)],
        (184, 174, 156),
    ),
}
AROUND = frozenset(  # what is seen from behind too
    ("hivis", "bands", "stripe", "stripes", "plaid", "camouflage", "belt", "waist", "waistband")
    + ("rope", "obi", "sash_waist", "gunbelt", "bib", "apron", "tutu", "lames", "shoulderplates")
    + ("ribs", "stars", "ermine", "ruff", "trunks", "waistcoat", "flowers", "seams", "plates")
    + ("epaulettes", "rags", "patches", "rings", "straps", "harness", "pinstripes")
)
FRONTAL = frozenset(("tee", "zip"))  # what is seen from before alone

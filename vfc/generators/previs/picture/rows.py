"""Where in the frame people stand beside and behind each other, so that each face is seen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.picture.blocking import Actor, gap
from vfc.generators.previs.picture.gathering import leads
from vfc.generators.previs.picture.looks import going
from vfc.generators.previs.places.street import under_lamp

MANY = 6  # people who stand in one row
BEHIND = 0.22  # of the lens's distance: how far one row stands behind another
AFOOT = ("walk", "run")
Spot = tuple[float, float]  # the x in units, and metres behind the first row


def spots(stage: Staging, row: Sequence[Actor]) -> list[Spot]:
    """Where everybody stands of those who are given from left to right."""
    tight = min(0.62 * stage.figure + 0.04, stage.half * 1.5 / max(1, len(row)))
    people = stage.words.people
    first = leads(people) if len(row) == len(people) else 0
    if first and not any(each.seat for each in row):
        return led(stage, row, first)
    couples = any(gap(one, two) for one, two in pairwise(row))
    if couples and len(row) > MANY and not any(each.seat for each in row):
        return by_twos(stage, row)
    coupled = couples or any(each.seat for each in row)
    if coupled or len(row) < 4 or (len(row) <= MANY and tight > 0.42 * stage.figure):
        return [(x, 0.0) for x in places(stage, row)]
    return in_rows(stage, len(row), 2 if len(row) <= 8 else 3)


def in_rows(stage: Staging, many: int, rows: int, first: int = 0) -> list[Spot]:
    """So many in rows one behind the other, each in a gap of those before."""
    room = max(0.55 * stage.half, min(0.8 * stage.half, stage.half - 0.14 * stage.figure))
    step = min(0.62 * stage.figure / rows + 0.02, 2 * room / max(1, many - 1))
    rng = stage.chance("rows")
    found = []
    for index in range(many):
        x = (index - (many - 1) / 2) * step + rng.uniform(-0.08, 0.08) * step
        behind = first + (index % rows if rows < 3 else (0, 2, 1)[index % 3])
        found.append((x, behind * BEHIND * stage.lens.distance))
    return found


def by_twos(stage: Staging, row: Sequence[Actor]) -> list[Spot]:
    """Couples in rows, the two of each together."""
    blocks: list[list[Actor]] = []
    for each in row:
        if blocks and len(blocks[-1]) == 1 and gap(blocks[-1][0], each):
            blocks[-1].append(each)
        else:
            blocks.append([each])
    found = []
    for block, (x, z) in zip(blocks, in_rows(stage, len(blocks), 2), strict=True):
        scale = stage.figure * stage.lens.distance / (stage.lens.distance + z)
        half = 0.5 * gap(block[0], block[-1]) * scale
        found += [(x - half, z), (x + half, z)] if len(block) == 2 else [(x, z)]
    return found


def led(stage: Staging, row: Sequence[Actor], first: int) -> list[Spot]:
    """The first one or two in the middle before all the others, who leave room for their faces."""
    before = [each for each in row if each.index < first]
    xs = places(stage, before)
    middle = (xs[0] + xs[-1]) / 2
    xs = [x - middle for x in xs]
    others = in_rows(stage, len(row) - len(before), 2, first=1)
    room = 0.14 * stage.figure + xs[-1]
    apart = iter([(x + (room if x >= 0 else -room), z) for x, z in others])
    front = iter(xs)
    return [(next(front), 0.0) if each.index < first else next(apart) for each in row]


def walks(row: Sequence[Actor]) -> bool:
    """Whether all of a row go the same way, one behind the other, the first in front."""
    return len(row) != 2 and all(
        each.person.action in AFOOT and not each.person.away and not each.facing for each in row
    )


def places(stage: Staging, row: Sequence[Actor]) -> list[float]:
    """The x in units of everybody in a row, in the middle of the frame or under its lamp."""
    spread = min(0.62 * stage.figure + 0.04, stage.half * 1.5 / max(1, len(row)))
    xs = [0.0]
    for one, two in pairwise(row):
        apart = gap(one, two)
        tall = 0.5 * (one.size(stage.closeness) + two.size(stage.closeness))
        xs.append(xs[-1] + (apart * tall * stage.figure if apart else spread))
    first = stage.chance("people").uniform(-0.10, 0.10) * (1 if stage.closeness < 0.3 else 0.5)
    middle = first * 2 * stage.half
    if len(row) > 1 and stage.closeness > 0.3:
        middle = 0.0
    if stage.words.place == "street" and stage.words.has("lamp") and stage.closeness < 0.3:
        middle = float(np.clip(under_lamp(stage), -0.8 * stage.half, 0.8 * stage.half))
    if len(row) == 1 and stage.closeness > 0.3:
        side, _ = row[0].head(close=True)
        if abs(side) > 0.15:  # who lies has the head, not the middle, in the frame's
            middle -= side * stage.figure * (row[0].facing or going(stage))
    return [x - 0.5 * (xs[0] + xs[-1]) + middle for x in xs[: len(row)]]

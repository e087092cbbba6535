"""Furniture of sets by name, as facets in metres about its own foot, each by its entry of a set's
file.
"""

from __future__ import annotations

from collections.abc import Callable

from vfc.generators.previs.places.furniture import (
    bodies,
    buildings,
    fittings,
    future,
    landmarks,
    oddments,
    outdoors,
    relief,
    rides,
    seats,
    shops,
    vessels,
    wonders,
)
from vfc.generators.previs.places.furniture.entries import Table
from vfc.generators.previs.places.solids import Facet, moved

FURNITURE: dict[str, Callable[[Table], list[Facet]]] = {
    "block": bodies.block,
    "pillar": bodies.pillar,
    "table": bodies.table,
    "counter": bodies.counter,
    "chair": seats.chair,
    "stool": seats.stool,
    "bench": seats.bench,
    "bed": seats.bed,
    "bunk": seats.bunk,
    "sofa": seats.sofa,
    "seat": seats.seat,
    "throne": seats.throne,
    "desk": fittings.desk,
    "bookcase": fittings.bookcase,
    "stairs": fittings.stairs,
    "spiral": fittings.spiral,
    "plant": fittings.plant,
    "lamp": fittings.lamp,
    "pendant": fittings.pendant,
    "machine": fittings.machine,
    "flasks": fittings.flasks,
    "wheel": fittings.wheel,
    "ropes": fittings.ropes,
    "barrel": fittings.barrel,
    "cross": fittings.cross,
    "bottles": fittings.bottles,
    "wall": fittings.wall,
    "tree": outdoors.tree,
    "rock": outdoors.rock,
    "stone": outdoors.stone,
    "fence": outdoors.fence,
    "fire": outdoors.fire,
    "peak": outdoors.peak,
    "pyramid": outdoors.pyramid,
    "fountain": outdoors.fountain,
    "weed": outdoors.weed,
    "rows": outdoors.rows,
    "parasol": outdoors.parasol,
    "water": outdoors.stream_of,
    "house": buildings.house,
    "tower": buildings.tower,
    "column": buildings.column,
    "pagoda": buildings.pagoda,
    "torii": buildings.torii,
    "stall": buildings.stall,
    "tent": buildings.tent,
    "lamppost": buildings.lamppost,
    "swing": buildings.swing,
    "slide": buildings.slide,
    "car": buildings.car,
    "crane": buildings.crane,
    "scaffold": buildings.scaffold,
    "stands": buildings.stands,
    "floodlight": buildings.floodlight,
    "pump": buildings.pump,
    "plane": buildings.plane,
    "lift_line": buildings.lift_line,
    "goal": buildings.goal,
    "bridge": buildings.bridge,
    "flats": buildings.block_of_flats,
    "relief": relief.relief,
    "wood": relief.wood,
    "blocks": relief.blocks,
    "boat": vessels.boat,
    "carriage": vessels.carriage,
    "rocket": vessels.rocket,
    "gantry": vessels.gantry,
    "ferris_wheel": rides.ferris_wheel,
    "carousel": rides.carousel,
    "climber": rides.climber,
    "monument": landmarks.monument,
    "chandelier": fittings.chandelier,
    "glass_tower": future.glass_tower,
    "hover_car": future.hover_car,
    "digger": vessels.digger,
    "disc": oddments.sign,
    "crate": oddments.crate,
    "trolley": oddments.trolley,
    "dumbbells": oddments.dumbbells,
    "fish": oddments.fish,
    "coral": oddments.coral,
    "bubbles": oddments.bubbles,
    "rafters": oddments.rafters,
    "vines": oddments.vines,
    "lattice": landmarks.lattice,
    "clock_tower": landmarks.clock_tower,
    "dome": landmarks.dome,
    "minaret": landmarks.minaret,
    "windmill": landmarks.windmill,
    "arcade": landmarks.arcade,
    "arches": landmarks.arches,
    "crag": landmarks.crag,
    "cascade": landmarks.cascade,
    "shopfront": shops.shopfront,
    "banner": shops.banner,
    "lantern": shops.lantern,
    "bunting": shops.bunting,
    "cathedral": wonders.cathedral,
    "shells": wonders.shells,
    "redeemer": wonders.redeemer,
    "rampart": wonders.rampart,
    "glass_dome": wonders.glass_dome,
    "blooms": wonders.blooms,
    "arena": wonders.arena,
    "palace": wonders.palace,
    "islet": wonders.islet,
    "mooring": wonders.mooring,
}


def faces(entry: Table) -> list[Facet]:
    """A part of a set where its table has it: at `at` (x, y, z), turned by `turn` degrees, again in
    `repeat` rows of [count, x, y, z].
    """
    x, y, z = entry["at"]
    shape = FURNITURE[entry["part"]](entry)
    rows = entry.get("repeat", [1, 0, 0, 0])
    rows = rows if isinstance(rows[0], list) else [rows]
    places = [(x, y, z)]
    for count, dx, dy, dz in rows:
        places = [
            (a + dx * index, b + dy * index, c + dz * index)
            for a, b, c in places
            for index in range(int(count))
        ]
    return moved(shape, places, entry.get("turn", 0.0))

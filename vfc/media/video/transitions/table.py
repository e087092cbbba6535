"""The function that mixes the two pictures of each transition."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vfc.film.transitions import TransitionKind
from vfc.media.video.transitions import edges, lights, moves
from vfc.media.video.transitions.mixing import Mixing
from vfc.media.video.transitions.morph import morph
from vfc.media.video.transitions.planes import Planes
from vfc.media.video.transitions.torn import glitch

MIXES: Mapping[str, Callable[[Mixing], Planes]] = {
    TransitionKind.DISSOLVE: lights.dissolve,
    TransitionKind.DIP: lights.dip,
    TransitionKind.WIPE: edges.wipe,
    TransitionKind.PUSH: moves.push,
    TransitionKind.SLIDE: moves.slide,
    TransitionKind.COVER: moves.cover,
    TransitionKind.IRIS: edges.iris,
    TransitionKind.CLOCK: edges.clock,
    TransitionKind.BARN_DOOR: edges.barn_door,
    TransitionKind.LUMA: edges.luma,
    TransitionKind.WHIP: moves.whip,
    TransitionKind.ZOOM: moves.zoom,
    TransitionKind.BLUR: lights.blur,
    TransitionKind.GLITCH: glitch,
    TransitionKind.FLASH: lights.flash,
    TransitionKind.BURN: lights.burn,
    TransitionKind.MORPH: morph,
}

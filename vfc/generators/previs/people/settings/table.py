"""The settings of actions by their names."""

from __future__ import annotations

from collections.abc import Callable

from vfc.generators.previs.canvas.layers import Colour
from vfc.generators.previs.canvas.shapes import Shape
from vfc.generators.previs.people.acts.poses import Pose
from vfc.generators.previs.people.props.carried import map_, newspaper
from vfc.generators.previs.people.props.carried import paper as paper_sheet
from vfc.generators.previs.people.settings import daily
from vfc.generators.previs.people.settings.loads import (
    accordion,
    barbell,
    cover,
    crate,
    drums,
    easel,
    fiddle,
    palette,
    piano,
    rope,
    table_top,
    tow,
)
from vfc.generators.previs.people.settings.nature import (
    bite,
    bubbles,
    coming,
    dog,
    dust,
    earth,
    flying,
    grain,
    juggled,
    laughter,
    notes,
    rock,
    smoke,
    sound,
    streaks,
    tears,
    water,
)
from vfc.generators.previs.people.settings.rides import (
    bicycle,
    boat,
    car_seat,
    horse,
    poles,
    skates,
    skis,
    wheel,
)
from vfc.generators.previs.people.settings.rooms import (
    bed,
    bench,
    blanket,
    chair,
    desk,
    door,
    knocks,
    laptop,
    open_book,
    paper,
    pillow,
    plate,
    seat,
    stand,
    stove,
    table,
    wall,
)

Setting = Callable[[Pose], list[Shape]]


def sheet(drawn: Callable[[Colour], list[Shape]], down: float) -> Setting:
    """A sheet of paper between both hands."""

    def draw(pose: Pose) -> list[Shape]:
        (lx, ly), (rx, ry) = pose.arms[0][2], pose.arms[1][2]
        middle = ((lx + rx) / 2, (ly + ry) / 2 + down)
        return [(points + middle, tone) for points, tone in drawn((0.0, 0.0, 0.0))]

    return draw


SETTINGS: dict[str, Setting] = {
    "rock": rock,
    "water": water,
    "bubbles": bubbles,
    "streaks": streaks,
    "skis": skis,
    "poles": poles,
    "skates": skates,
    "crate": crate,
    "tow": tow,
    "rope": rope,
    "table top": table_top,
    "seat": seat,
    "chair": chair,
    "wall": wall,
    "cover": cover,
    "pillow": pillow,
    "bed": bed,
    "blanket": blanket,
    "stand": stand(True),
    "stand bare": stand(False),
    "piano": piano,
    "drums": drums,
    "accordion": accordion,
    "stove": stove,
    "table": table,
    "plate": plate,
    "desk": desk,
    "paper": paper,
    "laptop": laptop,
    "open book": open_book,
    "open newspaper": sheet(newspaper, 0.06),
    "open map": sheet(map_, 0.04),
    "open letter": sheet(paper_sheet, 0.07),
    "earth": earth,
    "bench": bench,
    "easel": easel,
    "palette": palette,
    "dust": dust,
    "door": door,
    "knocks": knocks,
    "horse": horse,
    "bicycle": bicycle,
    "car seat": car_seat,
    "wheel": wheel,
    "boat": boat,
    "bite": bite,
    "smoke": smoke,
    "barbell": barbell,
    "dog": dog,
    "grain": grain,
    "juggled ball": juggled,
    "flying ball": flying,
    "coming ball": coming,
    "fiddle": fiddle,
    "sound": sound,
    "notes": notes,
    "laughter": laughter,
    "tears": tears,
    "poured glass": daily.poured,
    "spray": daily.spray,
    "canopy": daily.canopy,
    "rope behind": daily.rope(False),
    "rope before": daily.rope(True),
    "planted flag": daily.planted,
    "bucket": daily.bucket,
    "wet floor": daily.wet,
    "bedclothes": daily.bedclothes,
    "hand mirror": daily.hand_mirror,
    "foam": daily.foam,
    "open coat": daily.open_coat,
    "three balls": daily.three_balls,
    "anvil": daily.anvil,
    "cake": daily.cake,
    "breath": daily.breath,
    "wool": daily.wool,
    "knitting": daily.knitting,
    "rush": daily.rush,
    "wedding ring": daily.wedding_ring,
    "toothbrush": daily.toothbrush,
}
HANDLED = frozenset(  # what is in the hands, drawn behind the hands themselves
    (
        "accordion",
        "open book",
        "open newspaper",
        "open map",
        "open letter",
        "fiddle",
        "barbell",
        "palette",
        "poles",
        "poured glass",
        "hand mirror",
        "foam",
        "knitting",
    )
)
FURNITURE = frozenset(  # what a set, or a thing of the words, may be instead
    (
        "seat",
        "chair",
        "horse",
        "bicycle",
        "boat",
        "car seat",
        "wheel",
        "wall",
        "bed",
        "pillow",
        "table",
        "desk",
        "stove",
        "door",
        "bench",
        "piano",
        "stand",
        "stand bare",
    )
)

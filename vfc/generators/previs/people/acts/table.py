"""Every action by its name, as a pose at an instant."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import cos, sin

from vfc.generators.previs.people.acts import (
    crafts,
    daily,
    everyday,
    feats,
    fights,
    gait,
    gestures,
    household,
    music,
    tending,
    work,
)
from vfc.generators.previs.people.acts.instant import Instant
from vfc.generators.previs.people.acts.pairs import ROLES
from vfc.generators.previs.people.acts.poses import Pose, on_knees

ACTIONS: dict[str, Callable[[Instant], Pose]] = {
    "stand": gestures.stand,
    "walk": gait.walk,
    "run": gait.run,
    "sit": gestures.sit,
    "sit_at": gestures.sit_at,
    "doze": gestures.doze,
    "slumber": gestures.slumber,
    "rest": gestures.rest,
    "talk": gestures.talk,
    "shout": gestures.shout,
    "whisper": gestures.whisper,
    "sing": gestures.sing,
    "dance": gestures.dance,
    "spin": gestures.dance,
    "fight": fights.fight,
    "punch": fights.punch,
    "kick": fights.kick,
    "kiss": ROLES["kiss a"],
    "embrace": ROLES["embrace a"],
    "ride": work.ride,
    "drive": work.drive,
    "swim": gait.swim,
    "dive": gait.dive,
    "fall": gait.fall,
    "throw": fights.throw,
    "catch": fights.catch,
    "cook": work.cook,
    "eat": work.eat,
    "drink": work.drink,
    "write": work.write,
    "read": work.read,
    "type": work.type_,
    "play_music": music.play_music,
    "play": work.play,
    "sleep": gestures.sleep,
    "lie": gestures.lie,
    "cry": gestures.cry,
    "laugh": gestures.laugh,
    "smile": gestures.smile,
    "climb": gait.climb,
    "dig": work.dig,
    "shoot": fights.shoot,
    "wave": gestures.wave,
    "kneel": gestures.kneel,
    "pray": gestures.pray,
    "open": work.open_,
    "close": work.close,
    "knock": work.knock,
    "fly": gait.fly,
    "float": daily.drift,
    "jump": gait.jump,
    "crawl": gait.crawl,
    "push": gait.push,
    "pull": gait.pull,
    "carry": gestures.carry,
    "give": gestures.give,
    "take": gestures.take,
    "hold": gestures.hold,
    "look": gestures.look,
    "point": gestures.point,
    "work": work.work,
    "paint": work.paint,
    "sweep": work.sweep,
    "phone": gestures.phone,
    "photograph": gestures.photograph,
    "film": daily.film,
    "clap": gestures.clap,
    "bow": gait.bowing,
    "salute": gestures.salute,
    "hide": gestures.hide,
    "wait": gestures.wait,
    "lean": gestures.lean,
    "turn": gestures.turn,
    "row": work.row,
    "ski": gait.ski,
    "skate": gait.skate,
    "surf": gait.surf,
    "cycle": work.cycle,
    "fish": work.fish,
    "smoke": work.smoke,
    "stretch": gestures.stretch,
    "exercise": work.exercise,
    "feed": work.feed,
    "pet": work.pet,
    "show": gestures.show,
    "argue": gestures.argue,
    "flow": daily.pour,
    "water": daily.water,
    "parachute": daily.parachute,
    "skip_rope": daily.skip_rope,
    "toast": daily.toast,
    "protest": daily.protest,
    "plant_flag": daily.plant_flag,
    "mop": daily.mop,
    "sneak": daily.sneak,
    "faint": daily.faint,
    "wake": daily.wake,
    "brush_hair": daily.brush_hair,
    "shave": daily.shave,
    "put_on": daily.put_on,
    "meditate": daily.meditate,
    "juggle": daily.juggle,
    "blow_out": daily.blow_out,
    "knit": daily.knit,
    "free_fall": daily.free_fall,
    "put_ring": daily.put_ring,
    "look_up": daily.look_up,
    "brush_teeth": daily.brush_teeth,
    "chop": crafts.chop,
    "knead": crafts.knead,
    "flip": crafts.flip,
    "iron": crafts.iron,
    "sew": crafts.sew,
    "pottery": crafts.pottery,
    "weld": crafts.weld,
    "unwrap": crafts.unwrap,
    "make_up": crafts.make_up,
    "blow_bubbles": crafts.blow_bubbles,
    "open_umbrella": crafts.open_umbrella,
    "wash_up": crafts.wash_up,
    "fold": household.fold,
    "tidy": household.tidy,
    "wipe": household.wipe,
    "listen": everyday.listen,
    "carry_child": everyday.carry_child,
    "blow_kiss": everyday.blow_kiss,
    "search": everyday.search,
    "pick": everyday.pick,
    "squeeze": household.squeeze,
    "handstand": feats.handstand,
    "somersault": feats.somersault,
    "cartwheel": feats.cartwheel,
    "sneeze": feats.sneeze,
    "look_back": feats.look_back,
    "golf": feats.golf,
    "tennis": feats.tennis,
    "baseball": feats.bat,
    "dribble": feats.dribble,
    "dunk": feats.dunk,
    "push_up": feats.push_up,
    "hula": feats.hula,
    "yoga": feats.yoga,
    "cast_spell": feats.cast,
    "cheer": feats.cheer,
    "dj": feats.dj,
    "conduct": feats.conduct,
    "tightrope": feats.tightrope,
    "break": fights.punch,
    "take_off": gait.jump,
    "land": gait.jump,
    "breach": gait.jump,
    "rear": gait.jump,
    "bounce": gait.jump,
    "pounce": gait.jump,
    "roll": feats.somersault,
    "crash": gait.fall,
    "sink": gait.swim,
    "spray": feats.hose,
    "swing": feats.hang,
    "slide": feats.slide,
    "propose": feats.propose,
    "hover": daily.drift,
    "assemble": work.work,
    "shake": feats.shiver,
    "splash": feats.splash,
    "plunge": feats.plunge,
    "shake_hands": ROLES["shake_hands a"],
    "hold_hands": ROLES["hold_hands a"],
    "archery": fights.archery,
    "balance": gait.balance,
    "skateboard": gait.balance,
    **{name: ROLES[f"{name} a"] for name in tending.DISTANCES},
}
FOOT = 0.12  # heights by which a foot may be higher than the middle of a head, as a hat is
TRADES = {  # where a trade does it in its own way
    ("dance", "ballerina"): gestures.ballet,
    ("play", "musician"): music.play_music,
    ("work", "musician"): music.play_music,
    ("exercise", "ballerina"): gestures.ballet,
    ("jump", "skier"): gait.ski_jump,
    ("spin", "skier"): gait.ski_jump,
    ("fly", "skier"): gait.ski_jump,
    ("fall", "skier"): gait.ski_jump,
    ("work", "blacksmith"): daily.forge,
    ("look", "detective"): daily.inspect,
    ("work", "doctor"): crafts.operate,
    ("break", "chef"): crafts.chop,
    ("sweep", "janitor"): daily.mop,
}


def act(action: str, role: str = "", trade: str = "") -> Callable[[Instant], Pose]:
    """How an action is done, by one alone or in a role of two (`a`, `b`); standing where nobody
    knows it.
    """
    own = ROLES.get(f"{action} {role}") or TRADES.get((action, trade))
    return own or ACTIONS.get(action, gestures.stand)


def kneeling(pose: Pose) -> Pose:
    """The pose on the knees, of one who stands."""
    return on_knees(pose) if pose.hip[1] < -0.4 and not pose.spin else pose


@cache
def head_at(
    action: str,
    role: str = "",
    seated: bool = False,
    close: bool = False,
    trade: str = "",
    kneels: bool = False,
    thing: str = "",
) -> tuple[float, float]:
    """Where the middle of the head is in an action, (x, y) in the person's heights from the feet: x
    to the face's side, y up.
    """
    found = []
    for second in (0.3, 0.9, 1.5):
        at = Instant(second=second, seated=seated, close=close, thing=thing)
        pose = act(action, role, trade)(at)
        pose = kneeling(pose) if kneels else pose
        x, y = pose.head[0] - pose.hip[0], pose.head[1] - pose.hip[1]
        c, s = cos(pose.spin), sin(pose.spin)
        dx, dy = pose.hip[0] + pose.shift[0], pose.hip[1] + pose.shift[1]
        found.append((x * c - y * s + dx, -(x * s + y * c + dy)))
    return sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found)


@cache
def top_of(action: str, role: str = "", thing: str = "") -> float:
    """How high the middle of the head comes in an action, in the person's heights; of who stands
    on the hands, the feet.
    """
    poses = [act(action, role)(Instant(second=k * 0.3, thing=thing)) for k in range(12)]
    return max(
        -(y - pose.hip[1]) * cos(pose.spin)
        - (x - pose.hip[0]) * sin(pose.spin)
        - pose.hip[1]
        - pose.shift[1]
        - (0.0 if (x, y) == pose.head else FOOT)
        for pose in poses
        for x, y in (pose.head, *(leg[2] for leg in pose.legs))
    )


def stature(action: str, role: str = "") -> float:
    """How high the middle of the head is over the feet in an action, in the person's heights; up
    close the camera comes down to it.
    """
    return head_at(action, role)[1]

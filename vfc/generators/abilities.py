"""What a generator can do, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import log

from vfc.film.model import Options
from vfc.film.timing import Size, ceiling, parse_size

# What a generator can make besides plain words: each ability, and what it is in a few words.
ABILITIES: Mapping[str, str] = {
    "first": "starts from an image",
    "last": "ends on an image",
    "cards": "follows timed cards inside one shot",
    "keyframes": "holds pictures at any frame",
    "remix": "says a clip anew, by a strength",
    "extend": "goes on from a tail of frames",
    "extend-start": "leads up to a head of frames",
    "blend": "turns one clip into another",
    "loop": "closes a clip into a loop",
    "references": "takes pictures of people and places",
    "style": "takes pictures of a style",
    "adapters": "takes style adapters, such as LoRA files",
    "speech": "shows people speak their lines",
    "mouths": "moves mouths as their lines sound",
    "sound": "makes the shot's sound too",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a generator can do, as data; `makes` holds words of `ABILITIES`, and plain words are
    always among them.

    `needs` are words of `makes` without which it makes nothing: a model that sets an image in
    motion cannot work from words alone. A picture has `grid_step` * n + `grid_offset` frames and
    lasts one of `seconds`, where it has such a menu; at least `shortest` and at most `longest`
    frames. Its sides are multiples of `size_multiple`, or one of `sizes` (`1280x720`). `tail` is
    how many frames of a neighbour `extend` and `extend-start` look at; `prompt_length` counts
    characters. `seeds` says that a seed decides the picture, `repeats` that the same request gives
    the same picture again: where it does not, what is kept is all there is. `options` maps each
    option to its default; those that are `unkeyed` say how a picture is made and leave every bit of
    it alone, such as where weights wait until they are used. `stages` are the kinds of steps that
    its pictures take. A generator that `costs` (a GPU, money) is held by the lock and works in its
    own `pool`.
    """

    makes: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    grid_step: int = 1
    grid_offset: int = 0
    seconds: tuple[int, ...] = ()
    shortest: int = 1
    longest: int | None = None
    size_multiple: int = 2
    sizes: tuple[str, ...] = ()
    tail: int = 1
    prompt_length: int | None = None
    seeds: bool = True
    repeats: bool = True
    costs: bool = False
    pool: str = "picture"
    options: Options = ()
    unkeyed: tuple[str, ...] = ()
    stages: tuple[str, ...] = ("picture",)

    def on_grid(self, frames: int, rate: Fraction) -> int:
        """The least number of frames that the generator can make and that holds `frames`, `longest`
        or not.
        """
        frames = max(frames, self.shortest)
        menu = [ceiling(seconds * rate) for seconds in sorted(self.seconds)]
        for each in menu:
            if each >= frames:
                return each
        steps = -(-max(0, frames - self.grid_offset) // self.grid_step)
        return max(1, steps * self.grid_step + self.grid_offset)

    @property
    def contradiction(self) -> str:
        """Why no picture can be made with these together, in words; '' where one can."""
        least = max(1, self.grid_offset, self.shortest)
        least += -(least - self.grid_offset) % self.grid_step
        if self.longest is None or least <= self.longest:
            return ""
        return (
            f"no number of frames from {self.shortest:,} to {self.longest:,} is a multiple of "
            f"{self.grid_step:,}" + (f" and {self.grid_offset:,}" if self.grid_offset else "")
        )

    def most(self, rate: Fraction) -> int | None:
        """The most frames that one picture can have; None without a limit."""
        limits = [ceiling(max(self.seconds) * rate)] if self.seconds else []
        if self.longest is not None:
            limits.append(self.longest - (self.longest - self.grid_offset) % self.grid_step)
        return min(limits, default=None)

    def fitting_size(self, size: Size) -> Size:
        """The size at which a picture of `size` is made: the nearest of the menu in shape and then
        in area, else rounded up to the multiple.
        """
        if self.sizes:
            menu = [parse_size(each) for each in self.sizes]
            return min(
                menu,
                key=lambda each: (
                    abs(log(each.width * size.height / (each.height * size.width))),
                    abs(log(each.width * each.height / (size.width * size.height))),
                ),
            )
        of = self.size_multiple
        return Size(-(-size.width // of) * of, -(-size.height // of) * of)

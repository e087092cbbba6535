"""What the tests of the diffusers generator share: a request for a tiny model, and the generator
run stage by stage.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from vfc.film.shots import Prompt
from vfc.film.timing import Size
from vfc.generators.api import Abilities, Input, Request, TimedCard
from vfc.generators.diffusion.generator import Diffusers

ROLES = {
    "first": "first",
    "last": "last",
    "extend": "tail",
    "extend-start": "head",
    "references": "reference 1",
}


class Working:
    """A context of a step's own."""

    def __init__(self, scratch: Path, stop_at: int = 0):
        self.scratch, self.environment, self.told, self.stop_at = scratch, {}, [], stop_at

    def progress(self, done: int, total: int) -> None:
        """Note what is told."""
        self.told.append((done, total))


def generator(root: Path) -> Diffusers:
    """The generator as a film in `root` has it."""
    made = Diffusers()
    made.folder = root
    made.digest = lambda path: hashlib.sha256(path.read_bytes()).hexdigest()
    return made


def noise(frames: int, size: Size, seed: int = 0) -> list[np.ndarray]:
    """So many frames of noise."""
    return list(
        np.random.default_rng(seed).integers(
            0, 256, (frames, size.height, size.width, 3), dtype=np.uint8
        )
    )


def options(model: str, **said: object) -> tuple[tuple[str, object], ...]:
    """Options of a small call on a CPU."""
    return tuple(
        sorted(
            {"model": model, "steps": 2, "dtype": "float32", "checkpoint_every": 0, **said}.items()
        )
    )


def asked(
    abilities: Abilities,
    said: tuple[tuple[str, object], ...],
    words: tuple[str, ...] = (),
    frames: int = 9,
) -> tuple[Request, dict[str, object]]:
    """A request of the smallest size that asks for these abilities, and its inputs."""
    # LTX2 fails below that
    side = 64 if "sound" in abilities.makes else max(16, abilities.size_multiple)
    size, rate = Size(side, side), Fraction(24)
    if "extend" in words or "extend-start" in words:
        frames = 33
    count = 1 if abilities.longest == 1 else abilities.on_grid(frames, rate)
    inputs = {
        ROLES[word]: noise(
            abilities.tail if word.startswith("extend") else 1,
            Size(64, 64) if word == "references" else size,
            seed,
        )
        for seed, word in enumerate(words, 1)
        if word in ROLES
    }
    if "remix" in words:
        inputs["of"] = noise(count, size)
    cards = (TimedCard(frame=0), TimedCard(frame=5)) if "keyframes" in words else ()
    inputs |= {f"card {number}": noise(1, size, number) for number, _ in enumerate(cards, 1)}
    own = tuple(sorted({**dict(abilities.options), **dict(said)}.items()))
    request = Request(
        prompt=Prompt(words="a red fox runs", avoid="blurry"),
        size=size,
        rate=rate,
        frames=count,
        length=count,
        seed=7,
        options=own,
        cards=cards,
        verb="remix" if "remix" in words else "",
        strength=0.6 if "remix" in words else 0.0,
        inputs=tuple(Input(role=role, frames=len(frames)) for role, frames in inputs.items()),
    )
    return request, inputs


def made(
    own: Diffusers, request: Request, inputs: dict[str, object], abilities: Abilities, root: Path
) -> dict:
    """What each stage of a request gives: frames of the picture, the file of every other."""
    found: dict[str, object] = {}
    for stage in own.stages(request, abilities):
        wanted = {each.role: inputs[each.role] for each in stage.request.inputs}
        if stage.request.adapters:
            wanted |= {role: found for role, found in inputs.items() if role.startswith("adapter ")}
        scratch = root / stage.kind
        scratch.mkdir(parents=True, exist_ok=True)
        given = list(
            own.run(stage, wanted | {kind: found[kind] for kind in stage.uses}, Working(scratch))
        )
        if stage.kind == "picture":
            found["picture"] = given
        else:
            found[stage.kind] = root / f"{stage.kind}.safetensors"
            found[stage.kind].write_bytes(b"".join(given))
    return found


def with_seed(request: Request, seed: int) -> Request:
    """The same request with another seed."""
    return replace(request, seed=seed)

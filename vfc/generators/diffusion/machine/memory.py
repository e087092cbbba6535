"""Memory planned before a model is loaded: what its parts need, and how they share the card.

Weights are counted from the headers of their files, exactly. What a step of denoising and the
decoder need beside them is estimated by the formulas below, with a margin; where an estimate was
too low, the next rung is taken.

Rungs leave every bit alone. `whole`: all on the card. `apart`: the text encoders leave it before
the denoiser comes. `group`: weights wait in the machine's memory and come to the card block by
block.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path

from vfc.errors import GeneratorError
from vfc.film.model import Scalar
from vfc.film.timing import Size
from vfc.generators.diffusion.model.abilities import grid_of
from vfc.generators.diffusion.model.facts import ModelFacts

RUNGS = ("whole", "apart", "group")
DENOISERS = ("transformer", "transformer_2", "unet")
BYTES = {"bfloat16": 2, "float16": 2, "float32": 4, "fp8": 1}
MARGIN = 1.1
GB = 1e9
# Copies of the hidden state that a block of a transformer holds at once: its own, normed, query,
# key, value, what they give, and the middle of its feed-forward, which is wider.
COPIES, WIDER = 6, 4
# Feature maps of the last stage of a VAE's decoder that are alive at once, and how many channels
# they have if its configuration says nothing; decoders that work in chunks of frames hold so many
# of them.
MAPS, CHANNELS, CHUNK = 4, 128, 4
CHUNKED = ("AutoencoderKLWan", "AutoencoderKLQwenImage")
TILE = 512 * 512  # points of a picture that a tiled decoder looks at


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """Bytes that each part of a shot needs on a card: weights of texts, denoisers and decoder, one
    of a denoiser's blocks, and what a step (`working`) and the decoder (`decoding`) use beside
    them.
    """

    texts: int
    denoisers: int
    block: int
    decoder: int
    working: int
    decoding: int

    def of(self, rung: str) -> int:
        """The most that is on the card at any time on a rung."""
        shown = self.decoder + self.decoding
        if rung == "whole":
            found = self.texts + self.denoisers + self.decoder + max(self.working, self.decoding)
        elif rung == "apart":
            found = max(self.texts, self.denoisers + self.decoder + self.working, shown)
        else:
            found = max(2 * self.block + self.decoder + self.working, shown)
        return int(found * MARGIN)


def needs(facts: ModelFacts, options: Mapping[str, Scalar], size: Size, frames: int) -> Needs:
    """What a shot of a size and so many frames needs of a card, under a generator's options."""
    width = BYTES[str(options["dtype"])]
    stored = BYTES["fp8"] if options["quantize"] == "fp8" else width
    shown = BYTES[str(options["vae_dtype"] or options["dtype"])]
    names = [name for name in facts.index if facts.class_of(name)]
    denoisers = {name: parameters(facts.folder / name) for name in DENOISERS if name in names}
    texts = sum(
        parameters(facts.folder / name) for name in names if name.startswith("text_encoder")
    )
    layers = max((facts.config(name).get("num_layers") or 1 for name in denoisers), default=1)
    return Needs(
        texts=texts * width,
        denoisers=sum(denoisers.values()) * stored,
        block=max(denoisers.values(), default=0) * stored // layers,
        decoder=sum(parameters(facts.folder / name) for name in ("vae", "audio_vae", "vocoder"))
        * shown,
        working=_working(facts, size, frames) * width,
        decoding=_decoding(facts, size, frames, bool(options["tiling"])) * shown,
    )


def named(text: str) -> str | None:
    """The rung that the text says; None where it leaves it to vfc. GeneratorError for a word that
    is no rung.
    """
    if text not in ("auto", *RUNGS):
        raise GeneratorError(f"offload: '{text}' is none of auto, {', '.join(RUNGS)}")
    return None if text == "auto" else text


def chosen(needs: Needs, free: int) -> str:
    """The first rung that fits into `free` bytes; GeneratorError, with the line to write, where
    none fits.
    """
    fitting = next((rung for rung in RUNGS if needs.of(rung) <= free), None)
    if fitting is None:
        raise GeneratorError(
            f"this shot needs about {needs.of('group') / GB:.1f} GB of the card's memory, and "
            f"{free / GB:.1f} GB are free: {_line(needs, free)}"
        )
    return fitting


def below(rung: str) -> str | None:
    """The rung after one, which needs less of the card; None after the last."""
    place = RUNGS.index(rung) + 1
    return RUNGS[place] if place < len(RUNGS) else None


def memory_line(needs: Needs, rung: str, free: int | None) -> str:
    """What was chosen, in a line."""
    how = {
        "whole": "whole on the card",
        "apart": "text encoder apart",
        "group": "block by block from memory",
    }[rung]
    room = f" of {free / GB:.1f} GB free" if free is not None else ""
    return f"{needs.of(rung) / GB:.1f} GB{room}, {how}"


def free_memory(device: str) -> int | None:
    """Bytes of a card that others leave free, those that this process holds with them; None where
    there is none.
    """
    import torch

    if not device.startswith("cuda"):
        return None
    return torch.cuda.mem_get_info(device)[0] + torch.cuda.memory_reserved(device)


def parameters(folder: Path) -> int:
    """How many parameters the safetensors files of a component hold, by their headers; 0 where
    there are none.
    """
    return sum(_header(path) for path in sorted(folder.glob("*.safetensors")) if path.is_file())


def _header(path: Path) -> int:
    """The parameters of a file; its header is a length in eight bytes, then JSON (safetensors'
    format).
    """
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            found = json.loads(file.read(length)) if length < 100_000_000 else {}
        return sum(prod(each["shape"]) for name, each in found.items() if name != "__metadata__")
    except (OSError, ValueError, KeyError, TypeError):
        model = path.parent.parent.name
        raise GeneratorError(
            f"{path.name} of the model '{model}' is damaged: bring it again"
        ) from None


def tokens(facts: ModelFacts, size: Size, frames: int) -> int:
    """How many tokens a denoiser sees of a picture: its latents in patches."""
    step, sides = grid_of(facts, facts.pipeline)
    return ((frames - 1) // step + 1) * (size.width // sides or 1) * (size.height // sides or 1)


def hidden(facts: ModelFacts) -> int:
    """The width of a denoiser's hidden state; a usual one where its configuration does not say
    it.
    """
    config = facts.config("transformer") or facts.config("transformer_2")
    heads, wide = config.get("num_attention_heads"), config.get("attention_head_dim")
    return heads * wide if isinstance(heads, int) and isinstance(wide, int) else 1280


def _working(facts: ModelFacts, size: Size, frames: int) -> int:
    """Numbers that a step of denoising holds: tokens, times the width of the hidden state, times
    its copies.
    """
    return tokens(facts, size, frames) * hidden(facts) * (COPIES + WIDER)


def _decoding(facts: ModelFacts, size: Size, frames: int, tiling: bool) -> int:
    """Numbers that a decoder holds: points of its last feature maps, times their channels."""
    config = facts.config("vae")
    said = config.get("decoder_block_out_channels") or config.get("block_out_channels")
    channels = min(said) if isinstance(said, list) and said else config.get("base_dim") or CHANNELS
    at_once = min(frames, CHUNK) if facts.class_of("vae") in CHUNKED else frames
    points = min(size.width * size.height, TILE) if tiling else size.width * size.height
    return points * at_once * channels * MAPS


def _line(found: Needs, free: int) -> str:
    """What to write where nothing fits."""
    if (found.decoder + found.decoding) * MARGIN > free:
        return "write 'tiling: true' in the generator (it changes bits), or a smaller size"
    if 2 * found.block * MARGIN > free:
        return "write 'quantize: fp8' in the generator (it changes bits)"
    return "write fewer frames or a smaller size"

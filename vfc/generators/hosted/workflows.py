"""Workflows of ComfyUI's API format as models: a graph in a file of the film, and where in it the
words, the seed and the pictures go.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from vfc.errors import GeneratorError
from vfc.film.model import Options
from vfc.film.roles import Role
from vfc.generators.api import Abilities
from vfc.generators.hosted.asking import ASKS
from vfc.generators.hosted.cards import ModelCard
from vfc.generators.hosted.generator import UNKEYED, RemoteGenerator
from vfc.generators.hosted.provider import Ask
from vfc.generators.hosted.wire import value_at

# what may be set in a graph beside the roles of inputs
VALUES = ("prompt", "negative", "seed", "frames", "seconds", "width", "height", "rate", "strength")
OPTIONS: Mapping[str, Any] = {
    "workflow": "",
    "set": (),
    "output": "",
    "kind": "video",
    "rate": 0,
    "grid_step": 1,
    "grid_offset": 0,
    "size_multiple": 8,
}
CLIENT = (
    "vfc"  # whom the server tells of progress, and under what name a prompt says what it is for
)
KINDS = ("videos", "gifs", "animated", "images", "audio")  # lists of files in a node's output
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".exr")  # one frame a file
SOUNDS = (".flac", ".mp3", ".opus", ".wav", ".ogg", ".m4a")
RATE = 24.0  # frames a second of a workflow that says nothing
LARGEST = 8_000_000  # bytes of a workflow


class WorkflowGenerator(RemoteGenerator):
    """The generator of a server that runs workflows. Each names its file in the film's folder."""

    folder: Path | None = None
    digest: Callable[[Path], str] | None = None

    def card(self, options: Mapping[str, Any]) -> ModelCard:
        """What a workflow can do, by what is set in it; GeneratorError where its file is none, or
        it lacks a place that is named.
        """
        graph = self._graph(str(options.get("workflow") or ""))
        places = inputs_of(options.get("set"), graph)
        kind = str(options.get("kind") or "video")
        if kind not in ("video", "still"):
            raise GeneratorError(f"'kind' of {self.name} is {kind}; it may be video or still")
        makes = {
            word
            for role in places
            if (word := ASKS.get(Role.parse(role).word, "")) and role not in VALUES
        }
        pictures = [role for role in places if Role.parse(role).word == "reference"]
        return ModelCard(
            name=str(options.get("workflow") or ""),
            still=kind == "still",
            makes=tuple(sorted(makes)),
            seeds="seed" in places,
            references=len(pictures),
            size_multiple=int(options.get("size_multiple") or 8),
            options=tuple(sorted({**OPTIONS, "graph": canonical(graph)}.items())),
            wire={"places": places, "seed_most": 2**53 - 1, "image_bytes": 64_000_000},
        )

    def abilities(self, options: Options) -> Abilities:
        """What the workflow can do that the options name; without options what is common to all."""
        common = Abilities(
            costs=True,
            repeats=False,
            pool=self.name,
            options=tuple(sorted({**OPTIONS, **UNKEYED}.items())),
            unkeyed=tuple(UNKEYED),
            stages=("original", "picture"),
        )
        if not options:
            return common
        from dataclasses import replace

        card = self.card(dict(options))
        own = {**OPTIONS, **UNKEYED, **{name: value for name, value in options if value != ""}}
        return replace(
            common,
            makes=frozenset(card.makes),
            seeds=card.seeds,
            options=tuple(sorted((name, value) for name, value in own.items() if name != "graph")),
        )

    def _graph(self, name: str) -> dict[str, Any]:
        if not name:
            raise GeneratorError(f"{self.name} runs a workflow: write 'workflow:' with its file")
        folder = self.folder or Path.cwd()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise GeneratorError(f"the workflow '{name}' lies outside of the film's folder")
        try:
            data = path.read_bytes()[: LARGEST + 1]
            graph = json.loads(data)
        except OSError as error:
            raise GeneratorError(
                f"the workflow '{name}' cannot be read: {error.strerror}"
            ) from None
        except (ValueError, RecursionError):
            raise GeneratorError(f"the workflow '{name}' is no JSON") from None
        if isinstance(graph, dict) and "nodes" in graph:
            raise GeneratorError(
                f"the workflow '{name}' is one of the editor: export it in API format"
            )
        nodes = graph.values() if isinstance(graph, dict) else ()
        if not nodes or not all(isinstance(n, dict) and "class_type" in n for n in nodes):
            raise GeneratorError(f"the workflow '{name}' is no graph of ComfyUI's API format")
        return graph


def canonical(graph: Mapping[str, Any]) -> str:
    """A graph as one text, the same whatever its layout, without titles: what counts in a key."""
    plain = {
        number: {name: value for name, value in node.items() if name != "_meta"}
        for number, node in graph.items()
    }
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


def graph_of(card: ModelCard) -> dict[str, Any]:
    """The graph of a workflow's card."""
    return json.loads(str(dict(card.options)["graph"]))


def inputs_of(pairs: Any, graph: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Node and input by what goes there, of pairs such as `prompt=6.text`; GeneratorError for what
    the graph has not.
    """
    found: dict[str, tuple[str, str]] = {}
    for pair in pairs if isinstance(pairs, tuple) else ():
        role, _, place = str(pair).partition("=")
        node, _, name = place.partition(".")
        if role not in VALUES and Role.parse(role).word not in ASKS:
            raise GeneratorError(
                f"'{role}' cannot be set in a workflow; what can: {', '.join([*VALUES, *ASKS])}"
            )
        inputs = graph.get(node, {}).get("inputs")
        if not isinstance(inputs, dict) or name not in inputs:
            told = (
                f"it has no node '{node}'" if node not in graph else f"node {node} has no '{name}'"
            )
            raise GeneratorError(f"'{role}: {place}' is no place of the workflow: {told}")
        found[role] = node, name
    return found


def filled(graph: dict[str, Any], ask: Ask) -> dict[str, Any]:
    """A graph with what an ask says in its places."""
    options, places = ask.options, ask.card.wire["places"]
    rate = rate_of(options)
    values: dict[str, Any] = {
        "prompt": ask.words,
        "negative": ask.avoid,
        "seed": ask.seed,
        "frames": _frames(ask.seconds * rate, options),
        "seconds": ask.seconds,
        "width": ask.size.width,
        "height": ask.size.height,
        "rate": rate,
        "strength": ask.strength,
        **{role: medium.uri for role, medium in ask.media.items()},
    }
    for role, (node, name) in places.items():
        if role in values and values[role] is not None:
            graph[node]["inputs"][name] = values[role]
    return graph


def rate_of(options: Mapping[str, Any]) -> float:
    """How many frames a second a workflow makes."""
    rate = options.get("rate")
    return float(rate) if isinstance(rate, int | float) and 0 < rate < 1000 else RATE


def _frames(wanted: float, options: Mapping[str, Any]) -> int:
    """The least number of frames on the model's grid that is long enough."""
    step, offset = int(options.get("grid_step") or 1), int(options.get("grid_offset") or 0)
    return max(1, math.ceil((wanted - offset) / step) * step + offset)


# ── what came ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFiles:
    """What a prompt that has ended saved for vfc: the `urls` of one file, or of the frames of a
    shot, so many a second; `still`: a still was asked for.
    """

    urls: tuple[str, ...]
    rate: float
    still: bool


def asked_of(ask: Ask) -> dict[str, Any]:
    """What goes with a prompt and comes back with its history, to whoever asks there."""
    return {
        "output": str(ask.options.get("output") or ""),
        "rate": rate_of(ask.options),
        "still": ask.card.still,
    }


def files_of(entry: object) -> HistoryFiles:
    """The files that an entry of the history names: of the node that the film names, else of the
    last one that saved a clip, else pictures (for a still pictures, else a clip); temporary
    previews only where nothing else is there.
    """
    said = value_at(entry, "prompt", 3, CLIENT)
    node, outputs = str(value_at(said, "output") or ""), value_at(entry, "outputs")
    sets = [
        files
        for number, each in (outputs.items() if isinstance(outputs, dict) else ())
        if not node or number == node
        for kind in KINDS
        if (files := _files(each, kind))
    ]
    still = value_at(said, "still") is True
    best = max(enumerate(sets), key=lambda each: (*_worth(each[1], still), each[0]), default=None)
    files = best[1] if best else []
    alike = files if files and _is_of(files[-1], PICTURES) else files[-1:]
    return HistoryFiles(
        urls=tuple(map(_view, alike)),
        rate=rate_of(said if isinstance(said, dict) else {}),
        still=still,
    )


def _worth(files: list[dict[str, object]], still: bool) -> tuple[bool, bool, bool]:
    """By what files are chosen before others: that they are kept, are no sound, are of the kind."""
    last = files[-1]
    return last.get("type") != "temp", not _is_of(last, SOUNDS), _is_of(last, PICTURES) == still


def _files(output: object, kind: str) -> list[dict[str, object]]:
    """The files of one kind that a node saved; its previews where it saved none."""
    listed = value_at(output, kind)
    found = [
        each
        for each in (listed if isinstance(listed, list) else ())
        if isinstance(each, dict) and each.get("filename")
    ]
    return [each for each in found if each.get("type") != "temp"] or found


def _is_of(file: Mapping[str, object], endings: tuple[str, ...]) -> bool:
    return str(file["filename"]).lower().endswith(endings)


def _view(file: Mapping[str, object]) -> str:
    query = {name: str(file.get(name, "")) for name in ("filename", "subfolder", "type")}
    return f"/view?{urlencode(query)}"

"""Workflows of ComfyUI's API format as models: a graph in a file of the film, and where in it the
words, the seed and the pictures go.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from vfc.errors import GeneratorError
from vfc.film.model import Options
from vfc.film.roles import Role
from vfc.generators.api import Abilities
from vfc.generators.hosted.asking import ASKS
from vfc.generators.hosted.cards import ModelCard
from vfc.generators.hosted.generator import UNKEYED, RemoteGenerator
from vfc.generators.hosted.provider import Ask

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
    rate = float(options.get("rate") or 0) or 24.0
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


def _frames(wanted: float, options: Mapping[str, Any]) -> int:
    """The least number of frames on the model's grid that is long enough."""
    step, offset = int(options.get("grid_step") or 1), int(options.get("grid_offset") or 0)
    return max(1, math.ceil((wanted - offset) / step) * step + offset)

"""ComfyUI: its graph in the texts of a PNG, the EXIF of a WebP, the tags of an MP4.

`prompt` is the graph as it ran, in the API format; `workflow` is the drawing of it in the editor.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from vfc.imports.making import (
    Foreign,
    Making,
    cleaned,
    day_of_file,
    read_json,
    seed_of,
    settings_of,
)

MOST = 5000  # nodes of a graph
LARGEST = 1_000_000  # characters of a graph that is read
WORDS = (
    "text",
    "prompt",
    "text_g",
    "t5xxl",
    "clip_l",
    "text_l",
    "value",
    "string",
    "text_positive",
)
SEEDS = ("noise_seed", "seed")
MODELS = ("ckpt_name", "unet_name", "model_name", "gguf_name")
SETTINGS = ("steps", "cfg", "sampler_name", "scheduler", "denoise", "guidance")

Graph = Mapping[str, Any]


def read(foreign: Foreign) -> Making | None:
    """How a file was made; None where it holds no graph."""
    texts = _texts(foreign.texts)
    graph = _graph(texts.get("prompt", ""))
    if graph is None:
        drawn = read_json(texts.get("workflow", "")[:LARGEST])
        return _drawn(foreign) if isinstance(drawn, dict) and "nodes" in drawn else None
    words, avoid = _told(graph, "positive"), _told(graph, "negative")
    remarks: tuple[str, ...] = ()
    if not words:
        words = tuple(filter(None, (_words(graph, node["inputs"]) for node in _encoders(graph))))
        if len(words) > 1:
            remarks = ("its graph does not say which of its texts is to be left out",)
    seeds = tuple(dict.fromkeys(_seeds(graph)))
    more = {"seeds": ", ".join(map(str, seeds))} if len(seeds) > 1 else {}
    return Making(
        by="comfyui",
        words=cleaned(" ".join(words)),
        avoid=cleaned(" ".join(avoid)),
        model=cleaned(", ".join(_values(graph, MODELS)), 200),
        seed=seeds[0] if seeds else None,
        at=day_of_file(foreign.name),
        settings=settings_of(
            {name: ", ".join(each) for name in SETTINGS if (each := _values(graph, (name,)))} | more
        ),
        graph=graph,
        remarks=remarks,
    )


def _drawn(foreign: Foreign) -> Making:
    return Making(
        by="comfyui",
        at=day_of_file(foreign.name),
        remarks=("it holds the editor's drawing of the graph, and not the graph as it ran",),
    )


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    """`prompt` and `workflow`, wherever the file keeps them."""
    found = {name: texts[name] for name in ("prompt", "workflow") if name in texts}
    for name in ("exif:make", "exif:model", "exif:description"):
        head, colon, rest = texts.get(name, "").partition(":")
        if colon and head.strip().lower() in ("prompt", "workflow"):
            found.setdefault(head.strip().lower(), rest)
    comment = texts.get("comment", "")
    inner = read_json(comment) if comment.startswith("{") else None
    if isinstance(inner, dict):  # as VideoHelperSuite writes it
        for name in ("prompt", "workflow"):
            if isinstance(inner.get(name), str):
                found.setdefault(name, inner[name])
    return found


def _graph(text: str) -> Graph | None:
    """A graph in the API format: each node with its class and its inputs; None of anything else."""
    found = read_json(text) if text.startswith("{") and len(text) <= LARGEST else None
    whole = (
        isinstance(found, dict)
        and 0 < len(found) <= MOST
        and all(
            isinstance(node, dict)
            and isinstance(node.get("class_type"), str)
            and isinstance(node.get("inputs"), dict)
            for node in found.values()
        )
    )
    return found if whole else None


def _link(graph: Graph, value: object) -> tuple[str, Mapping[str, Any]] | None:
    """The node that an input is linked to, with its id."""
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str | int):
        name = str(value[0])
        return (name, graph[name]) if name in graph else None
    return None


def _told(graph: Graph, role: str) -> tuple[str, ...]:
    """The texts that lead to the `positive` or `negative` input of any node, each once."""
    pending = deque(
        node["inputs"][role] for node in graph.values() if _link(graph, node["inputs"].get(role))
    )
    if role == "positive":
        pending += [
            node["inputs"]["conditioning"]
            for node in graph.values()
            if "Guider" in node["class_type"] and "conditioning" in node["inputs"]
        ]
    seen: set[str] = set()
    texts: list[str] = []
    while pending:
        linked = _link(graph, pending.popleft())
        if linked is None or linked[0] in seen:
            continue
        seen.add(linked[0])
        inputs = linked[1]["inputs"]
        if "Encode" in linked[1]["class_type"] and (text := _words(graph, inputs)):
            texts.append(text)
            continue
        if "ZeroOut" in linked[1]["class_type"]:
            continue
        through = [inputs[role]] if role in inputs else inputs.values()
        pending += [value for value in through if isinstance(value, list)]
    return tuple(dict.fromkeys(texts))


def _words(graph: Graph, inputs: Mapping[str, Any]) -> str:
    """The words of a node, or of the nodes of text that are linked to it."""
    for name in WORDS:
        value, steps = inputs.get(name), 0
        while (linked := _link(graph, value)) and steps < 20:
            below = linked[1]["inputs"]
            value, steps = next((below[each] for each in WORDS if each in below), None), steps + 1
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _encoders(graph: Graph) -> Iterator[Mapping[str, Any]]:
    return (node for node in graph.values() if "TextEncode" in node["class_type"])


def _seeds(graph: Graph) -> Iterator[int]:
    """The seeds of its nodes, their own or those of the node that is linked to them."""
    for node in graph.values():
        for name in SEEDS:
            value = node["inputs"].get(name)
            linked = _link(graph, value)
            if linked is not None:
                below = linked[1]["inputs"]
                value = next((below[each] for each in (*SEEDS, "value") if each in below), None)
            if (found := seed_of(value)) is not None:
                yield found


def likeness(graph: Graph) -> str:
    """A digest of a graph but for its seeds: variations have one graph."""
    seedless = {
        name: node
        | {"inputs": {each: v for each, v in node["inputs"].items() if each not in SEEDS}}
        for name, node in graph.items()
    }
    return sha256(json.dumps(seedless, sort_keys=True).encode()).hexdigest()


def _values(graph: Graph, names: tuple[str, ...]) -> list[str]:
    """What any of these inputs are said to be, each once."""
    values = (node["inputs"].get(name) for node in graph.values() for name in names)
    return list(dict.fromkeys(str(each) for each in values if isinstance(each, str | int | float)))

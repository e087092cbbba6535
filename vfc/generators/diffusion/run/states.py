"""Values as a file and as a digest: tensors as safetensors, all else as JSON in the same file's
metadata; never pickle.

A value is nothing, a truth, a number, a text, a tensor, a numpy array or number, or a list, tuple
or dict of values. What was read is equal to what was written, bit for bit, in the same layout, and
shares tensors where that did. A file carries the digest of what it holds: one that the disk changed
is none. Equal values are files of equal bytes, so the metadata is one entry: safetensors writes
several in an order that is another each time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vfc.files import replacing

if TYPE_CHECKING:
    import numpy
    import torch

VERSION = "vfc state 2"
PLAIN = (type(None), bool, int, float, str)


class Unsaved(Exception):
    """A value that no file holds exactly; the text says which."""


def write_state(path: Path, state: object) -> None:
    """Write a value whole or not at all: a temporary file, synced, renamed, the folder synced.

    Raises Unsaved where no file holds the value, OSError where the disk does not take it.
    """
    data = state_bytes(state)
    draft = path.with_name(f"{path.name}.draft")  # a killed build's is written over
    with replacing(path, draft=draft, synced=True) as file:
        file.write(data)


def state_bytes(state: object) -> bytes:
    """A value as the bytes of a file for `read_state`; raises Unsaved where no file holds it."""
    from safetensors.torch import save

    writing = _Writing()
    value = writing.written(state)
    tensors = writing.tensors or {"0": _nothing()}
    return save(tensors, {VERSION: json.dumps({"sha256": _sum(value, tensors), "value": value})})


def _nothing() -> torch.Tensor:
    import torch

    return torch.zeros(0)


def _sum(value: object, tensors: Mapping[str, torch.Tensor]) -> str:
    """The SHA-256 of the JSON of a value and of its tensors."""
    found = hashlib.sha256(json.dumps(value, sort_keys=True).encode())
    for name in sorted(tensors):
        found.update(f"{name} {tensors[name].dtype} {tuple(tensors[name].shape)}".encode())
        found.update(_bytes(tensors[name]))
    return found.hexdigest()


def read_state(path: Path, device: torch.device) -> object | None:
    """The value of a file, its tensors on `device` or on the CPU as they were; None where none lies
    there whole.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "pt") as file:
            held = json.loads((file.metadata() or {})[VERSION])
            tensors = {name: file.get_tensor(name).clone() for name in file.keys()}  # noqa: SIM118
        whole = held["sha256"] == _sum(held["value"], tensors)
        return _StateReader(tensors, device).read(held["value"]) if whole else None
    except (OSError, SafetensorError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def digest_of(value: object) -> str:
    """The SHA-256 of a value in hex; of images, generators of noise and data classes too. Raises
    Unsaved for others.
    """
    writing = _Describing()
    return _sum(writing.written(value), writing.tensors)


def _bytes(tensor: torch.Tensor) -> memoryview:
    import torch

    return tensor.contiguous().reshape(-1).view(torch.uint8).numpy().data


class _Writing:
    """Values to JSON and named tensors. A dict, a tuple, a tensor become an object of one key that
    says what it is.
    """

    def __init__(self) -> None:
        self.tensors: dict[str, torch.Tensor] = {}
        self._names: dict[int, str] = {}
        self._held: list[object] = []  # what is held keeps its id

    def written(self, value: object) -> object:
        """The JSON of one value."""
        import numpy
        import torch

        if isinstance(value, torch.Tensor):
            return self._tensor(value)
        if isinstance(value, numpy.ndarray | numpy.generic):
            return {
                "array" if isinstance(value, numpy.ndarray) else "scalar": self._array(
                    numpy.asarray(value)
                )
            }
        if isinstance(value, PLAIN):
            return value
        if isinstance(value, list | tuple):
            return self._sequence(value)
        if isinstance(value, Mapping):
            return {
                "dict": [[self.written(key), self.written(item)] for key, item in value.items()]
            }
        return self.other(value)

    def other(self, value: object) -> object:
        """The JSON of a value of any other type."""
        import torch

        if isinstance(value, torch.dtype):
            return {"dtype": str(value).removeprefix("torch.")}
        raise Unsaved(f"something of type {type(value).__name__}")

    def _sequence(self, value: Sequence[object]) -> object:
        items = [self.written(item) for item in value]
        return items if isinstance(value, list) else {"tuple": items}

    def _tensor(self, value: torch.Tensor) -> object:
        name = self._names.get(id(value))
        if name is None:
            name = self._keep(value, value.detach().to("cpu", copy=True).contiguous())
        strides = [] if value.is_contiguous() or 0 in value.stride() else list(value.stride())
        return {
            "tensor": name,
            "on": "cpu" if value.device.type == "cpu" else "device",
            "strides": strides,
        }

    def _array(self, value: numpy.ndarray) -> str:
        import torch

        try:
            return self._keep(value, torch.from_numpy(value.copy()))
        except TypeError as error:
            raise Unsaved(f"an array of {value.dtype}") from error

    def _keep(self, value: object, tensor: torch.Tensor) -> str:
        name = str(len(self.tensors))
        self._names[id(value)] = name
        self._held.append(value)
        self.tensors[name] = tensor
        return name


class _Describing(_Writing):
    """Values to JSON that tells them apart, for a digest; there is no way back."""

    def other(self, value: object) -> object:
        import numpy
        import torch

        if hasattr(value, "__array_interface__"):  # an image of Pillow
            return {"image": [getattr(value, "mode", ""), self._array(numpy.asarray(value))]}
        if isinstance(value, torch.Generator):
            return {"generator": [value.device.type, self._tensor(value.get_state())]}
        if is_dataclass(value) and not isinstance(value, type):
            held = [[each.name, self.written(getattr(value, each.name))] for each in fields(value)]
            return {"class": type(value).__qualname__, "fields": held}
        return super().other(value)


class _StateReader:
    """Back from JSON and named tensors."""

    def __init__(self, tensors: Mapping[str, torch.Tensor], device: torch.device):
        self._tensors, self._device = tensors, device
        self._made: dict[str, torch.Tensor] = {}

    def read(self, value: Any) -> object:
        """The value that was written; ValueError where the JSON is none of ours."""
        if isinstance(value, PLAIN):
            return value
        if isinstance(value, list):
            return [self.read(item) for item in value]
        if "tensor" in value:
            return self._tensor(value)
        ((kind, held),) = value.items()
        return self._other(kind, held)

    def _other(self, kind: str, held) -> object:
        import torch

        if kind == "tuple":
            return tuple(self.read(item) for item in held)
        if kind == "dict":
            return {self.read(key): self.read(item) for key, item in held}
        if kind in ("array", "scalar"):
            found = self._tensors[held].numpy()
            return found if kind == "array" else found[()]
        if kind == "dtype":
            return getattr(torch, held)
        raise ValueError(f"{kind!r} is no kind of value")

    def _tensor(self, held: Mapping) -> torch.Tensor:
        import torch

        name = held["tensor"]
        if name not in self._made:
            found = self._tensors[name].to("cpu" if held["on"] == "cpu" else self._device)
            if held["strides"]:
                laid = torch.empty_strided(
                    found.shape, held["strides"], dtype=found.dtype, device=found.device
                )
                found = laid.copy_(found)
            self._made[name] = found
        return self._made[name]

"""What the files of a model say of it: its index and the configurations of its components, read
without torch.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from vfc.errors import GeneratorError
from vfc.generators.diffusion.hub.needs import INDEXES


class ModelFacts:
    """The index and the configurations of a model's folder, each read once."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._configs: dict[str, Mapping] = {}

    @cached_property
    def index(self) -> Mapping:
        """The pipeline's index: the class, its components, its own settings; GeneratorError where
        there is none.
        """
        for name in INDEXES:
            if (self.folder / name).is_file():
                return self._read(self.folder / name)
        raise GeneratorError(
            f"'{self.folder.name}' is no model of diffusers: it has no {INDEXES[0]}"
        )

    @property
    def pipeline(self) -> str:
        """The name of the pipeline's class."""
        return str(self.index.get("_class_name") or "")

    def class_of(self, part: str) -> str:
        """The class of a component; '' where the model has none of this name."""
        found = self.index.get(part)
        if not isinstance(found, list) or len(found) < 2:
            return ""
        # of blocks
        said = found[2].get("type_hint") if len(found) > 2 and isinstance(found[2], dict) else None
        return str(found[1] or (said[1] if isinstance(said, list) and len(said) > 1 else "") or "")

    def config(self, part: str) -> Mapping:
        """A component's configuration; {} where it has none."""
        if part not in self._configs:
            path = self.folder / part / "config.json"
            self._configs[part] = self._read(path) if path.is_file() else {}
        return self._configs[part]

    def get(self, name: str) -> object:
        """A fact by its name: `expand_timesteps` of the index, `image_encoder` a component that is
        there, `transformer.patch_size` of a configuration; None where it is not said.
        """
        part, dot, word = name.partition(".")
        if dot:
            return self.config(part).get(word)
        found = self.index.get(name)
        return self.class_of(name) or None if isinstance(found, list) else found

    def holds(self, when: str) -> bool:
        """Whether facts joined by `and` are there, or with `not` before one are not."""
        return all(
            not self.get(each[4:]) if each.startswith("not ") else bool(self.get(each))
            for each in when.split(" and ")
            if each
        )

    def _read(self, path: Path) -> Mapping:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise GeneratorError(
                f"{path.name} of the model '{self.folder.name}' is damaged: bring it again"
            ) from None
        if not isinstance(found, dict):
            raise GeneratorError(
                f"{path.name} of the model '{self.folder.name}' is damaged: bring it again"
            )
        return found

"""The steps of a plan while it is made: each once, under its key, after those that it uses."""

from __future__ import annotations

from collections.abc import Mapping

from vfc.recipes.keys import content, key_of
from vfc.recipes.kinds import Kind, Tools
from vfc.recipes.params import Params
from vfc.recipes.step import FileUse, Step, Use


class Collector:
    """Collects `steps` by key. `waits` are the keys of those that hang on a choice which is not
    settled yet.

    `tools` are the builds that count in keys; `locked` binds keys to the digests that the lock
    holds for them.
    """

    def __init__(self, tools: Tools, locked: Mapping[str, str]):
        self.tools, self.locked = tools, locked
        self.steps: dict[str, Step] = {}
        self.waits: set[str] = set()

    def add(
        self,
        kind: Kind,
        name: str,
        params: Params,
        *,
        version: int | str = "",
        pool: str = "",
        costs: bool = False,
        setup: str = "",
        files: tuple[FileUse, ...] = (),
        uses: tuple[Use, ...] = (),
        waits: bool = False,
    ) -> str:
        """Keep a step under its key, unless an equal one stands already; the key.

        `version` and `pool` are the kind's own where they are not said. `waits`: what it is made
        from hangs on a choice that is not settled yet, as does whatever uses such a step.
        """
        text = content(
            kind.name, kind.stamp(self.tools) if version == "" else version, params, files, uses
        )
        key = key_of(text)
        if key not in self.steps:
            self.steps[key] = Step(
                kind=kind,
                name=name,
                key=key,
                pool=pool or kind.pool,
                params=params,
                content=text,
                uses=uses,
                files=files,
                costs=costs,
                setup=setup,
                locked=self.locked.get(key, ""),
            )
            if waits or (self.waits and any(use.key in self.waits for use in uses)):
                self.waits.add(key)
        return key

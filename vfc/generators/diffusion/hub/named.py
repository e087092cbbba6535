"""The models that a film names, for a generator: known to the lock by revision and digests, listed,
fetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from vfc.film.model import Options
from vfc.generators.api import Model, Standing
from vfc.generators.diffusion.hub import models as hub


class HubModels:
    """A generator whose option `model` names a folder of the film or a model on the hub, at a
    `revision`.
    """

    folder: Path | None = None
    digest: hub.Digest | None = None

    def model(self, options: Options) -> Model | None:
        """The revision and the weights of the model that the options name; None where they name
        none.
        """
        model, revision = _named(dict(options))
        if not model:
            return None
        found = hub.resolve(model, revision, self.folder, self.digest)
        return Model(revision=found.revision, weights=found.weights)

    def standing(self, options: Options) -> Standing | None:
        """How the model that the options name stands on this disk; None where they name none.
        Touches no network.
        """
        model, revision = _named(dict(options))
        return hub.standing(model, revision, self.folder) if model else None

    def fetch(self, options: Options, report: hub.ReportFile, fresh: bool = False) -> None:
        """Bring what lacks of the model that the options name, each file verified; what came before
        is gone on with.

        With `fresh` a branch is asked for again.
        """
        model, revision = _named(dict(options))
        hub.fetch(model, revision, self.folder, report, fresh=fresh)


def _named(options: Mapping[str, object]) -> tuple[str, str]:
    return str(options.get("model") or ""), str(options.get("revision") or "")

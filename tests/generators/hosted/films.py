"""Films whose shots a service of the tests makes, built by vfc itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.generators.hosted.serving import Service
from vfc.commands.build import BuildOptions, Result, build
from vfc.project.money import Consent
from vfc.project.plan import PlanOptions
from vfc.project.workspace import find_workspace
from vfc.testing import Recorder

FILM = """\
vfc: 1
title: hosted
format: {{size: 128x72, rate: 8}}
handles: 0f
deliver: {{{deliver}: {{}}}}
generators:
  away: {{use: {provider}{options}}}
scenes:
  one:
    shots:
{shots}
"""


def write_film(
    folder: Path,
    provider: str,
    shots: dict[str, str],
    *,
    deliver: str = "film.otio",
    **options: object,
) -> Path:
    """A film of these shots, each the words after its name in the text; the file's path.

    A timeline needs all the pictures, and costs no encoding of a film; where that is looked at,
    `deliver` is a film's file.
    """
    told = "".join(f", {name}: {value}" for name, value in options.items())
    lines = "\n".join(f"      {name}: {{generator: away, {text}}}" for name, text in shots.items())
    path = folder / "film.yaml"
    path.write_text(FILM.format(provider=provider, options=told, shots=lines, deliver=deliver))
    return path


def point_to(
    monkeypatch: pytest.MonkeyPatch, service: Service, provider: str, **secrets: str
) -> None:
    """Have a provider's requests go to a service, with keys; waits are short."""
    monkeypatch.setenv(f"VFC_{provider.upper()}_URL", service.url)
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)


def built(path: Path, recorder: Recorder | None = None, **options: object) -> Result:
    """The result of a build of a film's file, in a `profile` where that is said."""
    profile = options.pop("profile", None)
    wanted = PlanOptions(**{k: v for k, v in options.items() if k in PlanOptions.__slots__})
    rest = {k: v for k, v in options.items() if k not in PlanOptions.__slots__}
    return build(
        find_workspace(path, profile=profile),
        BuildOptions(**{"wanted": wanted, "consent": Consent(yes=True)} | rest),
        recorder or Recorder(),
    )

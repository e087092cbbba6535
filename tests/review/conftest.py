"""A small film that was built, for all tests of its review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsers import chromium
from tests.programs import inside
from vfc.project.workspace import find_workspace
from vfc.review.model.reading import FilmReading
from vfc.review.pages.page import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FILM = """\
vfc: 1
title: "<script>alert(1)</script> \\"quotes\\" 'too' & שלום {{ title }}"
format: {size: 64x36, rate: 30000/1001}
scenes:
  street:
    slug: EXT. STREET - DAY
    shots:
      walk: {prompt: "a street </script><img src=x onerror=alert(1)>", length: 12f}
      stop: {prompt: a red door, length: 12f, note: she waits, camera: {framing: wide}}
      spare: {prompt: a cat, length: 6f}
cut: [{title: {text: "T < U", length: 6f}}, street/walk, {dissolve: 4f}, street/stop]
titles: [{at: street/stop + 6f, length: 4f, text: over}]
cuts:
  short: {cut: [street/stop]}
deliver: {film.mp4: {}, master.mov: {codec: prores}, short.mp4: {cut: short}}
"""

collect_ignore_glob = [] if chromium() else ["test_browser*.py"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of all tests that look at pages."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])


@pytest.fixture(scope="session")
def film(tmp_path_factory) -> Path:
    """A film with hostile words, built."""
    folder = tmp_path_factory.mktemp("review") / "film"
    folder.mkdir()
    (folder / "film.yaml").write_text(FILM, encoding="utf-8")
    done = inside("build", "-q", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def desk(film) -> Desk:
    """What a review of the film works with, read once."""
    workspace = find_workspace(film)
    reading = FilmReading(workspace)
    reading.read()
    return Desk(workspace=workspace, reading=reading)

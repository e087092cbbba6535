"""Folders of tiny pipelines, workers that cost no start; where torch is not installed, what needs it
is not collected.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

collect_ignore_glob = [] if find_spec("torch") and find_spec("diffusers") else ["test_*.py"]


@pytest.fixture(scope="session")
def tinies(tmp_path_factory) -> Path:
    """Where `tiny` saves its pipelines, once a run."""
    return tmp_path_factory.mktemp("tinies")


@pytest.fixture(scope="module", autouse=True)
def forked():
    """Workers are forks of this process."""
    from tests.generators.diffusion.forked import started
    from vfc.generators import process

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "_started", started)
        yield

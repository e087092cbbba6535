"""Waits are short, and no key of this machine's own is used."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from tests.generators.hosted.films import point_to
from tests.generators.hosted.services.kling import ACCESS, SECRET, KlingService
from tests.generators.hosted.serving import serving

collect_ignore_glob = [] if find_spec("replicate") else ["test_replicate.py"]


@pytest.fixture
def quick(monkeypatch):
    """No wait between two tries is longer than a few milliseconds, but those that an answer asks
    for.
    """
    monkeypatch.setattr("vfc.generators.hosted.work.pause", lambda trial: 0.005)
    monkeypatch.setattr("vfc.generators.hosted.door.pause", lambda trial, heed=0.0: heed or 0.005)
    monkeypatch.setattr("vfc.generators.hosted.work.TICK", 0.005)
    monkeypatch.setattr("vfc.generators.hosted.work.SETTLED", 0.05)


@pytest.fixture
def kling(monkeypatch, quick):
    """Kling's service, asked by vfc."""
    monkeypatch.setattr("vfc.generators.hosted.providers.kling.Kling.poll", 0.01)
    with serving(KlingService()) as service:
        point_to(monkeypatch, service, "kling", KLING_ACCESS_KEY=ACCESS, KLING_SECRET_KEY=SECRET)
        yield service

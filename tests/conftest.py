"""What all the tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("vfc", deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
settings.load_profile("vfc")
os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")


def pytest_addoption(parser):
    parser.addoption("--remake", action="store_true", help="write the goldens anew")


@pytest.fixture
def remake(request) -> bool:
    return request.config.getoption("--remake")

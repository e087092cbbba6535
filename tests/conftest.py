"""What all the tests share."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "vfc", deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
settings.load_profile("vfc")
# Programs that the tests start would else compile all of vfc each time, and pytest all the tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")
# Programs that the tests start hear Ctrl-C also where a shell that runs the tests in the background
# would not have it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser):
    parser.addoption("--remake", action="store_true", help="write the goldens anew")


@pytest.fixture
def remake(request) -> bool:
    return request.config.getoption("--remake")

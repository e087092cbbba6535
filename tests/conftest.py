"""What all the tests share."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.browsers import LACKS, chromium

settings.register_profile(
    "vfc", deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
settings.load_profile("vfc")
# Programs that the tests start would else compile all of vfc each time, and pytest all the tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")
# Threads that nothing here has work for: half of what it takes to import numpy, in each program.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# What is built waits for the disk a hundred times; memory with room for all of it is as good.
MEMORY, ROOM = Path("/dev/shm"), 4 << 30
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    os.environ.setdefault("TMPDIR", str(MEMORY))
    tempfile.tempdir = None  # pytest has asked for it already
# No key of whoever runs the tests is used, and no keyring is unlocked.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
# Programs that the tests start hear Ctrl-C also where a shell that runs the tests in the background
# would not have it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish():
    """What is imported and collected stays to the end: it is not looked through for garbage again
    and again, and what the tests make is so more rarely.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


def pytest_terminal_summary(terminalreporter):
    if chromium() is None:
        terminalreporter.write_line(LACKS)


def pytest_addoption(parser):
    parser.addoption("--remake", action="store_true", help="write the goldens anew")


@pytest.fixture
def remake(request) -> bool:
    return request.config.getoption("--remake")

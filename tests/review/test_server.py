"""The program: an address, an orderly end, whatever is open."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

from tests.programs import CLI, inside, start

SOON = 20.0  # seconds until a server that does not begin is a failed test


def begun(film: Path, out, errors, *words: str):
    """A review that is served, and its address."""
    program = start(
        [*CLI, "review", "--no-open", *words], cwd=film, stdout=out.fileno(), stderr=errors.fileno()
    )
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        out.seek(0)
        found = re.search(rb"http://\S+token=[\w-]+", out.read())
        if found:
            return program, found[0].decode()
        time.sleep(0.02)
    program.kill()
    errors.seek(0)
    raise AssertionError(errors.read())


def test_ctrl_c_ends_it_though_a_browser_holds_on(film):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        program, address = begun(film, out, errors)
        host, port = re.search(r"//([\d.]+):(\d+)", address).groups()
        with urllib.request.urlopen(address) as answer:
            cookie = answer.headers["set-cookie"].partition(";")[0]
        request = urllib.request.Request(
            address.partition("?")[0] + "data/film.json", headers={"cookie": cookie}
        )
        with urllib.request.urlopen(request) as answer:
            data = json.load(answer)
        media = data["cuts"][0]["files"][0]["media"]
        lines = f"GET /{media} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie}\r\n\r\n"
        with socket.create_connection((host, int(port))) as kept:  # which reads nothing more
            kept.sendall(lines.encode())
            assert kept.recv(12) == b"HTTP/1.1 200"
            program.kill(signal.SIGINT)
            assert program.wait(SOON) == 0
        errors.seek(0)
        said = errors.read().decode()
        assert "Traceback" not in said and "ERROR" not in said


def test_a_port_that_is_taken_is_a_sentence(film):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = inside("review", "--no-open", "--port", port, cwd=film)
    assert done.returncode == 2 and "--port" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [("--host", "0.0.0.0"), ("--token", "short")])
def test_nobody_else_is_let_in_without_a_token(film, words):
    done = inside("review", "--no-open", *words, cwd=film)
    assert done.returncode == 2 and "token" in done.stderr


def test_what_lacks_is_told(film, monkeypatch):
    import vfc.cli.review

    monkeypatch.setattr(vfc.cli.review, "WANTED", ("a_library_that_nobody_has",))
    done = inside("review", cwd=film)
    assert done.returncode == 1 and "pip install 'vfc[review]'" in done.stderr
    assert os.listdir(film)

"""Keys stay where they are: in no file, no output, no process that does not need them; they go to
their provider alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

import keyring
import pytest
from keyring.backends.null import Keyring
from keyring.errors import KeyringLocked

from tests import programs
from tests.generators.hosted.films import point_to, write_film
from tests.generators.hosted.serving import Reply, serving
from tests.generators.hosted.test_providers import CASES, WORDS, provider_of
from vfc.errors import GeneratorError
from vfc.generators.hosted.door import Door, Undelivered
from vfc.generators.hosted.wire import get
from vfc.generators.secrets import NAMES, open_environment, secret, secrets_of, without


def test_every_provider_has_its_keys_in_the_table_that_hides_them():
    assert {name: provider_of(name).secrets for name in CASES} == dict(NAMES)


@pytest.mark.parametrize("name", CASES)
def test_a_key_that_a_service_says_back_is_in_no_file_and_no_output(tmp_path, monkeypatch, name):
    case = CASES[name]
    with serving(case.service()) as service:
        point_to(monkeypatch, service, name, **case.secrets)
        said = " ".join(case.secrets.values())
        service.fault(
            "POST ",
            Reply(
                400, {"message": said, "detail": said, "error": {"message": said}, "errors": [said]}
            ),
        )
        model = {"model": case.model} if case.model else {}
        write_film(tmp_path, name, {"one": f"length: 5s, {WORDS}"}, **model)
        words = [
            "-m",
            "vfc.cli",
            "build",
            "--yes",
            "--events",
            "events.jsonl",
            "--trace",
            "trace.json",
            "--json",
        ]
        failed = programs.run(words, cwd=tmp_path)
        looked = programs.run(["-m", "vfc.cli", "plan", "--json"], cwd=tmp_path)
    assert failed.returncode == 1, failed.stdout
    for told in (failed.stdout, failed.stderr, looked.stdout, looked.stderr):
        assert not any(value in told for value in case.secrets.values())
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".jsonl" for path in files)
    for path in files:
        assert not any(value.encode() in path.read_bytes() for value in case.secrets.values()), path


def test_a_key_is_not_said_however_it_is_written():
    secrets = {"A": "sk-abc+/=12345"}
    for told in (
        "sk-abc+/=12345",
        "sk-abc%2B%2F%3D12345",
        "Bearer sk-other-token-1234",
        "https://a.b/c?X-Signature=deadbeef#x",
    ):
        assert "sk-" not in without(told, secrets) and "deadbeef" not in without(told, secrets)


def test_a_process_that_vfc_starts_gets_no_key():
    names = [key for keys in NAMES.values() for key in keys]
    planted = open_environment(
        {**os.environ, **dict.fromkeys(names, "planted"), "HF_TOKEN": "kept"}
    )
    assert "HF_TOKEN" in planted
    found = subprocess.run(
        [sys.executable, "-c", "import os; print(sorted(os.environ.values()))"],
        env=planted,
        capture_output=True,
        text=True,
    )
    assert "planted" not in found.stdout and "kept" in found.stdout


def test_a_worker_process_gets_no_key(monkeypatch):
    """That of a plugin or of a model, begun as a build begins it."""
    begun = []
    monkeypatch.setenv("RUNWAYML_API_SECRET", "planted")

    def popen(*arguments, **more):
        begun.append(more["env"])
        raise RuntimeError("no process today")

    monkeypatch.setattr("vfc.generators.process.subprocess.Popen", popen)
    with pytest.raises(RuntimeError):
        import_module("vfc.generators.process")._started(1, None)
    assert "RUNWAYML_API_SECRET" not in begun[0] and "PATH" in begun[0]


def test_a_key_goes_to_its_provider_alone(monkeypatch):
    """Not to another host that an answer names, nor by a redirect."""
    case = CASES["bfl"]
    with serving(case.service()) as service, serving(CASES["runway"].service()) as other:
        point_to(monkeypatch, service, "bfl", **case.secrets)
        door = Door(provider_of("bfl"), lambda seconds: None)
        door.send(get(f"{other.url}/v1/get_result"))
        door.send(get("/v1/credits"))
        assert "x-key" not in other.seen[0].headers
        assert service.seen[0].headers["x-key"] == case.secrets["BFL_API_KEY"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://example.com/a.mp4", "its address is not https"),
        ("file:///etc/passwd", "its address is not https"),
        ("https://127.0.0.1/a.mp4", "its address is of no public host"),
        ("https://169.254.169.254/latest/meta-data", "its address is of no public host"),
        ("https://[::1]/a.mp4", "its address is of no public host"),
        ("https://10.0.0.8/a.mp4", "its address is of no public host"),
    ],
)
def test_a_result_comes_from_a_public_host_by_https(tmp_path, monkeypatch, url, told):
    monkeypatch.delenv("VFC_BFL_URL", raising=False)
    monkeypatch.setenv("BFL_API_KEY", "k" * 20)
    with pytest.raises(Undelivered, match=told):
        Door(provider_of("bfl"), lambda seconds: None).fetch(url, tmp_path / "file")


def test_a_redirect_leads_to_no_inner_host(tmp_path, monkeypatch):
    case = CASES["runway"]
    with serving(case.service()) as service:
        point_to(monkeypatch, service, "runway", **case.secrets)
        service.fault("GET /files/", Reply(302, headers={"location": "http://localhost:9/a.mp4"}))
        with pytest.raises(Undelivered, match="its address is not https"):
            Door(provider_of("runway"), lambda seconds: None).fetch(
                f"{service.url}/files/x", tmp_path / "file"
            )


class Locked(Keyring):
    """A keyring that its owner does not open."""

    priority = 1

    def get_password(self, service, username):
        raise KeyringLocked("dismissed")


class Filed(Locked):
    """A keyring that has one key of vfc's."""

    def get_password(self, service, username):
        return {("vfc", "BFL_API_KEY"): "from-the-ring"}.get((service, username))


@pytest.fixture
def ring():
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_a_key_that_the_environment_lacks_comes_from_the_keyring(ring, monkeypatch):
    monkeypatch.delenv("BFL_API_KEY", raising=False)
    ring(Filed())
    assert secrets_of("bfl", ["BFL_API_KEY"]) == {"BFL_API_KEY": "from-the-ring"}
    monkeypatch.setenv("BFL_API_KEY", "from-the-environment")
    assert secret("BFL_API_KEY") == "from-the-environment"


def test_a_keyring_that_stays_locked_has_no_key(ring, monkeypatch):
    monkeypatch.delenv("BFL_API_KEY", raising=False)
    ring(Locked())
    with pytest.raises(GeneratorError, match="keyring set vfc BFL_API_KEY"):
        secrets_of("bfl", ["BFL_API_KEY"])

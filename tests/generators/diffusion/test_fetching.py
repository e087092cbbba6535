"""A film whose models lie on the hub, as a user meets it: `vfc models`, what it says, and the
lock.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.generators.diffusion.loopback import LoopbackHub, commit_of, serving
from tests.generators.diffusion.pretended import MODEL, NEEDED, PICKLED, SIZE, VAE, WEIGHTS, large
from tests.generators.diffusion.test_films import made
from tests.generators.diffusion.tiny import tiny
from vfc.errors import TextError
from vfc.lock.text import read_lock
from vfc.project.plan import PlanOptions

WAN, FIRST, SECOND = "acme/wan", commit_of(1), commit_of(2)
SECRET = "hf_ThisIsTheToken"
MIB = 1 << 20
connected: list[object] = []  # the addresses that this process has connected to
sys.addaudithook(
    lambda event, given: connected.append(given[1]) if event == "socket.connect" else None
)


def text(*models: str, more: str = "") -> str:
    """A film with a shot by each of these models."""
    names = [model.rpartition("/")[2] for model in models]
    generators = "".join(
        f"  {name}: {{use: diffusers, model: {model}{more}, dtype: float32, steps: 2, "
        "checkpoint_every: 0}\n"
        for name, model in zip(names, models, strict=True)
    )
    shots = "".join(
        f"  {name}: {{generator: {name}, prompt: a red fox, length: 5f}}\n" for name in names
    )
    return (
        f"vfc: 1\ntitle: Hub\nformat: {{size: 32x32, rate: 24}}\ngenerators:\n{generators}"
        f"scenes: {{a: {{shots: {{\n{shots.replace(chr(10), ',' + chr(10))}}}}}}}\n"
    )


class Film:
    """A film on a machine of its own, and the hub that it asks."""

    def __init__(self, folder: Path, hub: LoopbackHub):
        self.folder, self.hub = folder, hub
        self.cache = folder / "home/hub"
        self.write(WAN)

    def write(self, *models: str, more: str = "") -> None:
        (self.folder / "film.yaml").write_text(text(*models, more=more))

    def run(
        self, *arguments: str, code: int = 0, **environment: str
    ) -> subprocess.CompletedProcess:
        """Run vfc; whatever it does, it tells no address and no token."""
        done = run(*arguments, cwd=self.folder, code=code, **{**self.environment(), **environment})
        assert (
            "127.0.0.1" not in done.stdout + done.stderr and SECRET not in done.stdout + done.stderr
        )
        return done

    def environment(self) -> dict[str, str]:
        return {
            "HF_ENDPOINT": self.hub.endpoint,
            "HF_HOME": str(self.folder / "home"),
            "HF_TOKEN": "",
            "HF_HUB_OFFLINE": "",
        }

    def json(self, *arguments: str, code: int = 0, **environment: str) -> list[dict]:
        return json.loads(self.run(*arguments, "--json", code=code, **environment).stdout)["models"]

    def snapshot(self, model: str = WAN, commit: str = FIRST) -> dict[str, bytes]:
        folder = self.cache / f"models--{model.replace('/', '--')}/snapshots" / commit
        return {
            each.relative_to(folder).as_posix(): each.read_bytes()
            for each in folder.rglob("*")
            if each.is_file()
        }

    def locked(self) -> str:
        return (
            read_lock("film.lock", (self.folder / "film.lock").read_text())[0]
            .generators[0]
            .revision
        )


@pytest.fixture
def film(tmp_path):
    with serving() as hub:
        hub.add(WAN, FIRST, MODEL)
        yield Film(tmp_path, hub)


def test_models_are_listed_fetched_and_then_here(film):
    nothing = film.run("models", code=1)
    assert nothing.stdout == "acme/wan (wan): nothing of it is here; vfc models --fetch brings it\n"
    assert film.json("models", code=1) == [
        {
            "model": WAN,
            "revision": "",
            "generators": ["wan"],
            "whole": False,
            "problem": "",
            "commit": "",
            "locked": "",
            "bytes": None,
            "here": 0,
            "missing": ["model_index.json"],
        }
    ]
    assert film.hub.asked == [], "to list is not to ask"
    brought = film.run("models", "--fetch")
    assert brought.stdout == f"acme/wan at {FIRST[:12]} (wan): 0.0 MB, here\n"
    told = brought.stderr.splitlines()
    assert told and all(line.startswith("acme/wan: 0.0 MB of 0.0 MB, ") for line in told)
    assert told[-1].endswith(f", {VAE}") and film.snapshot() == NEEDED
    film.hub.asked.clear()
    whole = {
        "model": WAN,
        "revision": "",
        "generators": ["wan"],
        "whole": True,
        "problem": "",
        "commit": FIRST,
        "locked": "",
        "bytes": SIZE,
        "here": SIZE,
        "missing": [],
    }
    assert film.json("models") == [whole] == film.json("models", "--fetch") and film.hub.asked == []


def size_of(part: Path) -> int:
    """The bytes of a file that may have become whole since it was listed."""
    try:
        return part.stat().st_size
    except FileNotFoundError:
        return 0


def test_a_fetch_that_is_killed_is_gone_on_with(film):
    data = large(24 * MIB)
    film.hub.add(WAN, FIRST, data)
    film.hub.holds[WEIGHTS] = 21 * MIB
    first = subprocess.Popen(
        [sys.executable, "-m", "vfc.cli", "models", "--fetch"],
        cwd=film.folder,
        env={**os.environ, **film.environment()},
        stderr=subprocess.PIPE,
    )
    blobs = film.cache / "models--acme--wan/blobs"
    while max(map(size_of, blobs.glob("*.part")), default=0) < 20 * MIB:
        assert first.poll() is None, first.stderr.read()
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    lacking = film.run("models", code=1).stdout
    assert lacking == (
        f"acme/wan at {FIRST[:12]} (wan): 25.2 MB, 0.0 MB here, missing: {WEIGHTS}, "
        f"vae/config.json, {VAE}; vfc models --fetch brings it\n"
    )
    film.hub.holds.clear()
    told = film.run("models", "--fetch").stderr
    assert film.hub.ranges == [f"{WEIGHTS} {20 * MIB}"]
    assert told.startswith(f"acme/wan: 21.0 MB of 25.2 MB, {WEIGHTS}\n")
    assert film.snapshot()[WEIGHTS] == data[WEIGHTS]


def test_a_connection_that_drops_is_no_matter_to_be_told(film):
    film.hub.breaks[VAE] = 1000
    done = film.run("models", "--fetch")
    assert film.snapshot() == NEEDED and "rror" not in done.stderr


def test_one_model_that_is_refused_stops_no_other_and_says_why(film):
    film.hub.add("acme/pickled", FIRST, PICKLED)
    film.hub.add("acme/spoiled", FIRST, {**MODEL, VAE: b"a few bytes of its own"})
    film.hub.spoils.add(VAE)
    film.hub.add("acme/right", FIRST, {**MODEL, "vae/config.json": b'{"its": "own"}'})
    film.write("acme/pickled", "acme/spoiled", "models/folder")
    said = film.run("models", "--fetch", code=1).stdout.splitlines()
    assert said == [
        "acme/pickled (pickled): the model 'acme/pickled' has its vae as a pickle only "
        "(diffusion_pytorch_model.bin), which could run code when it is read: name a model with "
        "safetensors, which alone are loaded",
        f"acme/spoiled (spoiled): {VAE} of 'acme/spoiled' came with a wrong digest, and is not "
        f"kept: the hub, or what lies between, changes its bytes; fetch it again",
        "models/folder (folder): the film has no folder 'models/folder', and the hub no such "
        "model, or not all of its files",
    ]
    film.hub.spoils.clear()
    film.write("acme/pickled", "acme/right")
    found = film.json("models", "--fetch", code=1)
    assert [(each["whole"], bool(each["problem"])) for each in found] == [
        (False, True),
        (True, False),
    ]
    assert VAE not in film.snapshot("acme/pickled")
    told = film.run("check", code=2).stderr
    assert "film.yaml:5:3: the model 'acme/pickled' has its vae as a pickle only" in told


def test_a_model_behind_terms_asks_for_a_token_and_never_tells_it(film):
    film.hub.gates = SECRET
    refused = film.run("models", "--fetch", code=1).stdout
    assert refused == (
        "acme/wan (wan): the film has no folder 'acme/wan', and the hub does not show you such a "
        "model: it may be misspelt, or want its terms accepted on its page and a token (`hf auth "
        "login`, or HF_TOKEN)\n"
    )
    wrong = f"{SECRET}X"
    assert film.run("models", "--fetch", code=1, HF_TOKEN=wrong).stdout == refused
    film.hub.gates, film.hub.wants = "", SECRET
    assert film.run("models", "--fetch", code=1, HF_TOKEN=wrong).stdout == refused
    film.hub.refuses.add(VAE)
    busy = film.run("models", "--fetch", code=1, HF_TOKEN=SECRET)
    assert busy.stdout == (
        "acme/wan (wan): the hub answered 503 for 'acme/wan': what came is kept; try `vfc models "
        "--fetch` again later\n"
    )
    film.hub.refuses.clear()
    film.run("models", "--fetch", HF_TOKEN=SECRET)
    assert film.snapshot() == NEEDED


def test_offline_it_is_said_what_lacks_and_what_brings_it(film):
    for away in ({"HF_HUB_OFFLINE": "1"}, {"HF_ENDPOINT": "http://127.0.0.1:9"}):
        assert (
            ": the model 'acme/wan' is not here: the film has no such folder, and its revision "
            "'main' was never fetched from the hub; fetch it: vfc models --fetch\n"
            in film.run("build", code=2, **away).stderr
        )
    said = film.run("models", "--fetch", code=1, HF_HUB_OFFLINE="1").stdout
    assert said == (
        "acme/wan (wan): HF_HUB_OFFLINE is set, so the hub is not asked for the model 'acme/wan': "
        "unset it and fetch again\n"
    )
    film.hub.refuses |= {WEIGHTS, VAE}
    film.run("models", "--fetch", code=1)
    film.hub.asked.clear()
    told = film.run("check", code=2).stderr
    assert (
        f"the model 'acme/wan' ({FIRST[:12]}) lacks {WEIGHTS}, vae/config.json, {VAE} (0.0 GB); "
        f"fetch it: " in told
    )
    assert film.hub.asked == []


def test_a_folder_that_is_not_whole_is_told_with_what_to_put_there(film):
    folder = film.folder / "models/wan"
    for name in NEEDED.keys() - {VAE}:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(NEEDED[name])
    film.write("models/wan")
    assert film.run("models", code=1).stdout == (
        f"models/wan (wan): size not known, 0.0 MB here, missing: {VAE}; put it there\n"
    )
    assert film.run("models", "--fetch", code=1).stdout == (
        f"models/wan (wan): the model 'models/wan', a folder of the film, lacks {VAE}\n"
    )
    assert (
        "cannot be made: vfc models names what its folder lacks"
        in film.run("doctor", code=1).stdout
    )
    (folder / VAE).write_bytes(NEEDED[VAE])
    assert film.run("models").stdout == "models/wan (wan): 0.0 MB, here\n" and film.hub.asked == []


def test_refresh_without_fetch_is_a_word_too_few(film):
    said = film.run("models", "--refresh", code=2).stderr
    assert (
        said == "vfc: --refresh asks the hub for what is to be brought: write --fetch --refresh\n"
    )


def tiny_files(root: Path) -> dict[str, bytes]:
    folder = tiny("wan-t2v", root)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_film_keeps_the_commit_that_its_lock_holds_until_it_is_refreshed(
    film, tinies, monkeypatch
):
    monkeypatch.setenv("HF_HOME", str(film.folder / "home"))
    files = tiny_files(tinies)
    film.hub.add(WAN, FIRST, files)
    film.run("models", "--fetch")
    film.hub.asked.clear()
    connected.clear()
    made(film.folder)
    other = bytearray(files[VAE])
    other[-1] ^= 0x40
    film.hub.add(WAN, SECOND, {**files, VAE: bytes(other)})
    assert film.locked() == FIRST and made(film.folder)[0].made == ()
    fetched = film.run("models", "--fetch", "--refresh").stdout
    assert fetched == (
        f"acme/wan at {SECOND[:12]} (wan): 0.3 MB, here; the lock holds {FIRST[:12]} until vfc "
        f"build --refresh\n"
    )
    assert film.run("models").stdout == f"acme/wan at {FIRST[:12]} (wan): 0.3 MB, here\n"
    film.hub.asked.clear()
    assert made(film.folder)[0].made == ()
    assert made(film.folder, wanted=PlanOptions(recache=("a/wan",)))[0].made, (
        "made again, of the commit that is held"
    )
    assert film.locked() == FIRST
    steps = {
        step.split()[0] for step in made(film.folder, wanted=PlanOptions(refresh=True))[0].made
    }
    assert film.locked() == SECOND and {"latents", "picture"} <= steps
    assert film.run("models").stdout == f"acme/wan at {SECOND[:12]} (wan): 0.3 MB, here\n"
    assert film.hub.asked == [] and connected == [], "no build has opened the network"
    socket.create_connection(film.hub.address).close()
    assert connected == [film.hub.address], "it would have been seen"


def test_another_machine_fetches_what_the_lock_holds_and_not_what_the_branch_is_now(
    film, tinies, monkeypatch
):
    monkeypatch.setenv("HF_HOME", str(film.folder / "home"))
    files = tiny_files(tinies)
    film.hub.add(WAN, FIRST, files)
    film.run("models", "--fetch")
    made(film.folder)
    film.hub.add(WAN, SECOND, {**files, VAE: b"a branch that moved on"})
    elsewhere = {"HF_HOME": str(film.folder / "elsewhere")}
    assert film.json("models", code=1, **elsewhere)[0]["locked"] == FIRST
    [found] = film.json("models", "--fetch", **elsewhere)
    assert found["whole"] and found["commit"] == FIRST and found["revision"] == ""
    monkeypatch.setenv("HF_HOME", elsewhere["HF_HOME"])
    film.write(WAN, more=", revision: main")
    with pytest.raises(TextError, match="its revision 'main' was never fetched"):
        made(film.folder)
    film.write(WAN)
    assert (
        made(film.folder, wanted=PlanOptions(recache=("a/wan",)))[0].made and film.locked() == FIRST
    )

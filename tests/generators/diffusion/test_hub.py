"""Models of the hub on this disk: what is fetched, gone on with, verified, refused, and said of
what is not here.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from filelock import FileLock
from huggingface_hub import hf_hub_download, try_to_load_from_cache

from tests.generators.diffusion.loopback import commit_of, serving
from tests.generators.diffusion.pretended import (
    BESIDE,
    INDEX,
    MODEL,
    NEEDED,
    PARTS,
    PICKLED,
    SIZE,
    VAE,
    WEIGHTS,
    large,
)
from vfc.errors import GeneratorError
from vfc.generators.diffusion.hub import models

WAN, FIRST, SECOND = "acme/wan", commit_of(1), commit_of(2)
MIB = 1 << 20
NOWHERE = "http://127.0.0.1:9"  # where nobody listens


@pytest.fixture
def hub():
    with serving() as found:
        found.add(WAN, FIRST, MODEL)
        yield found


class Machine:
    """A disk of its own: its cache, and what was told while something was fetched."""

    def __init__(self, cache: Path, endpoint: str):
        self.cache, self.endpoint, self.told = cache, endpoint, []

    def fetch(self, model: str = WAN, revision: str = "", **said: object) -> Path:
        """Bring a model."""
        return models.fetch(
            model,
            revision,
            None,
            lambda *each: self.told.append(each),
            **{"cache": self.cache, "endpoint": self.endpoint, **said},
        )

    def refused(self, model: str = WAN, revision: str = "", **said: object) -> str:
        """What is said where a model cannot be brought."""
        with pytest.raises(GeneratorError) as caught:
            self.fetch(model, revision, **said)
        return str(caught.value)

    def absent(self, model: str = WAN, revision: str = "") -> str:
        """What is said where a model is not whole here."""
        with pytest.raises(GeneratorError) as caught:
            models.located(model, revision, None, cache=self.cache)
        return str(caught.value)

    def standing(self, revision: str = ""):
        return models.standing(WAN, revision, None, cache=self.cache)

    def commit(self, revision: str = "") -> str:
        return models.resolve(WAN, revision, None, cache=self.cache).revision

    def blobs(self) -> set[str]:
        return {path.name for path in (self.cache / "models--acme--wan/blobs").iterdir()}


@pytest.fixture
def machine(tmp_path, hub) -> Machine:
    return Machine(tmp_path / "cache", hub.endpoint)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_what_the_pipeline_is_loaded_from_comes_and_nothing_else(hub, machine):
    folder = machine.fetch()
    assert files(folder) == NEEDED
    assert set(hub.served) == set(NEEDED) and not set(hub.served) & set(BESIDE)
    assert hub.asked[0] == f"/api/models/{WAN}/revision/main" and len(hub.asked) == 1 + len(NEEDED)
    assert machine.told[-1][1:] == (SIZE - len(NEEDED["model_index.json"]),) * 2, (
        "the index was there before"
    )
    assert models.located(WAN, "", None, cache=machine.cache) == folder
    assert machine.standing() == models.Standing(
        commit=FIRST, folder=folder, size=SIZE, here=SIZE, missing=()
    )
    before = list(hub.asked)
    machine.fetch()
    assert hub.asked == before, "what is here is not asked for again"


def test_the_digests_of_weights_are_those_of_their_bytes(machine):
    folder = machine.fetch()
    known = models.resolve(WAN, "", None, cache=machine.cache)
    expected = {
        name: sha256(data)
        for name, data in NEEDED.items()
        if name.endswith((".safetensors", ".spiece"))
    }
    assert known.revision == FIRST and dict(known.weights) == expected
    alone = models.resolve(folder.name, "", folder.parent)
    assert dict(alone.weights) == expected and len(alone.revision) == 64, "of a folder likewise"


def test_a_fetch_that_broke_off_is_gone_on_with_where_it_stopped(hub, machine):
    data = large(24 * MIB)
    hub.add(WAN, FIRST, data)
    hub.falls[WEIGHTS] = 21 * MIB
    said = machine.refused()
    assert said == (
        f"the hub answered 503 for '{WAN}': what came is kept; try `vfc models --fetch` again later"
    )
    standing = machine.standing()
    assert WEIGHTS in standing.missing and standing.folder is not None
    assert WEIGHTS in machine.absent() and machine.absent().endswith("fetch it: vfc models --fetch")
    assert f"{sha256(data[WEIGHTS])}.part" in machine.blobs()
    hub.falls.clear()
    hub.refuses.clear()
    hub.ranges.clear()
    machine.told.clear()
    folder = machine.fetch()
    assert hub.ranges == [f"{WEIGHTS} {20 * MIB}"], "its blocks have 10 MiB: two of them had come"
    assert hub.served[WEIGHTS] < 26 * MIB
    assert machine.told[0][1] >= 20 * MIB, "what had come is told as here"
    assert (folder / WEIGHTS).read_bytes() == data[WEIGHTS]
    assert not [name for name in machine.blobs() if name.endswith(".part")]


def test_a_connection_that_drops_is_taken_up_again_within_a_fetch(hub, machine):
    data = large(24 * MIB)
    hub.add(WAN, FIRST, data)
    hub.breaks[WEIGHTS] = 15 * MIB
    assert (machine.fetch() / WEIGHTS).read_bytes() == data[WEIGHTS]
    assert hub.ranges == [f"{WEIGHTS} {10 * MIB}"]
    assert [here for name, here, _ in machine.told] == sorted(
        here for name, here, _ in machine.told
    )


def test_what_came_before_counts_only_if_it_is_right(hub, machine):
    blobs = machine.cache / "models--acme--wan/blobs"
    blobs.mkdir(parents=True)
    spoiled, longer = (blobs / f"{sha256(NEEDED[name])}.part" for name in (WEIGHTS, VAE))
    spoiled.write_bytes(b"x" * 1000)
    longer.write_bytes(NEEDED[VAE] + b"more")
    folder = machine.fetch()
    assert hub.ranges == [f"{WEIGHTS} 1000"], "gone on with, found wrong, and brought whole"
    assert files(folder) == NEEDED


def test_a_hub_that_gives_whole_files_alone_is_understood(hub, machine):
    hub.rangeless = True
    blobs = machine.cache / "models--acme--wan/blobs"
    blobs.mkdir(parents=True)
    (blobs / f"{sha256(NEEDED[WEIGHTS])}.part").write_bytes(NEEDED[WEIGHTS][:1000])
    assert files(machine.fetch()) == NEEDED
    assert hub.served[WEIGHTS] == len(NEEDED[WEIGHTS]), "what had come was put aside at once"


@pytest.mark.parametrize("name", [WEIGHTS, "vae/config.json"])
def test_a_file_with_another_digest_is_named_and_not_kept(hub, machine, name):
    hub.spoils.add(name)
    assert machine.refused() == (
        f"{name} of '{WAN}' came with a wrong digest, and is not kept: the hub, or what lies "
        "between, changes its bytes; fetch it again"
    )
    folder = machine.cache / "models--acme--wan/snapshots" / FIRST
    assert not (folder / name).is_symlink() and not [
        each for each in machine.blobs() if each.endswith(".part")
    ]
    assert name in machine.standing().missing
    hub.spoils.clear()
    hub.served.clear()
    assert files(machine.fetch()) == NEEDED
    assert "model_index.json" not in hub.served and name in hub.served, (
        "what was right is not brought again"
    )


def test_a_branch_is_asked_for_once_and_moves_when_it_is_asked_for_anew(hub, machine):
    machine.fetch()
    hub.add(WAN, SECOND, {**MODEL, VAE: b"other weights"})
    hub.served.clear()
    assert machine.fetch().name == FIRST == machine.commit() and not hub.served
    assert machine.fetch(fresh=True).name == SECOND == machine.commit()
    assert hub.served.keys() == {VAE}, "equal files are not brought again"
    assert files(machine.fetch(revision=FIRST)) == NEEDED, "the old commit stands beside it"


def test_a_branch_stays_where_it_was_until_the_new_commit_is_whole(hub, machine):
    machine.fetch()
    hub.add(WAN, SECOND, {**MODEL, VAE: b"other weights"})
    hub.refuses.add(VAE)
    machine.refused(fresh=True)
    assert machine.commit() == FIRST and machine.fetch().name == FIRST
    hub.refuses.clear()
    assert machine.fetch(fresh=True).name == SECOND


def test_a_commit_is_never_asked_for_and_branches_may_have_folders(hub, machine):
    hub.add(WAN, SECOND, {**MODEL, VAE: b"other weights"}, branch="refs/pr/7")
    assert machine.fetch(revision="refs/pr/7").name == SECOND == machine.commit("refs/pr/7")
    assert machine.fetch(revision=SECOND).name == SECOND
    before = len(hub.asked)
    machine.fetch(revision=SECOND, fresh=True)
    assert len(hub.asked) == before
    assert machine.commit(FIRST) == FIRST and machine.standing(FIRST).missing == (
        "model_index.json",
    )


def test_without_a_network_it_is_said_what_is_missing_and_what_fetches_it(hub, machine):
    assert machine.absent() == (
        f"the model '{WAN}' is not here: the film has no such folder, and its revision 'main' "
        "was never fetched from the hub; fetch it: vfc models --fetch"
    )
    hub.refuses |= {WEIGHTS, VAE}
    machine.refused()
    for part in (*PARTS, "vae/config.json"):
        (machine.cache / "models--acme--wan/snapshots" / FIRST / part).unlink(missing_ok=True)
    hub.asked.clear()
    assert machine.absent() == (
        f"the model '{WAN}' ({FIRST[:12]}) lacks {PARTS[0]}, {PARTS[1]}, {WEIGHTS}, "
        "vae/config.json and 1 more (0.0 GB); fetch it: vfc models --fetch"
    )
    assert machine.commit() == FIRST and machine.standing().size == SIZE and not hub.asked
    machine.endpoint = NOWHERE
    said = machine.refused(revision="other")
    assert said.startswith(
        f"the hub cannot be reached for '{WAN}' (ConnectError): what came is kept; "
    )


def test_the_cache_is_shared_with_the_hubs_own_library(hub, tmp_path):
    theirs = Machine(tmp_path / "theirs", NOWHERE)
    for name in NEEDED:
        hf_hub_download(WAN, name, cache_dir=theirs.cache, endpoint=hub.endpoint)
    assert files(models.located(WAN, "", None, cache=theirs.cache)) == NEEDED
    assert files(theirs.fetch()) == NEEDED, "nothing lacks, so nothing is asked"
    assert dict(models.resolve(WAN, "", None, cache=theirs.cache).weights)[VAE] == sha256(
        NEEDED[VAE]
    )
    ours = Machine(tmp_path / "ours", hub.endpoint)
    folder = ours.fetch()
    assert try_to_load_from_cache(WAN, VAE, cache_dir=ours.cache, revision="main") == str(
        folder / VAE
    )


def test_a_part_of_a_model_that_the_hubs_library_brought_is_made_whole(hub, machine):
    for name in (
        "model_index.json",
        "text_encoder/model.safetensors.index.json",
        PARTS[0],
        VAE,
        "vae/config.json",
    ):
        hf_hub_download(WAN, name, cache_dir=machine.cache, endpoint=hub.endpoint)
    assert set(machine.standing().missing) == {PARTS[1], "scheduler/", "tokenizer/", "transformer/"}
    hub.served.clear()
    assert files(machine.fetch()) == NEEDED
    assert not hub.served.keys() & {PARTS[0], VAE}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {VAE: None, "vae/diffusion_pytorch_model.bin": b"pickle"},
            "has its vae as a pickle only (diffusion_pytorch_model.bin), which could run code when "
            "it is read: name a model with safetensors, which alone are loaded",
        ),
        (
            {VAE: None, "vae/diffusion_pytorch_model.fp16.safetensors": b"half"},
            "has only variants of its vae (diffusion_pytorch_model.fp16.safetensors): name a model "
            "with the whole weights",
        ),
        (
            {"model_index.json": None},
            "is no model of diffusers: it has no model_index.json; many models have a second form "
            "whose name ends in -Diffusers",
        ),
        ({"model_index.json": b"{"}, "is damaged: bring it again"),
        (
            {
                "model_index.json": json.dumps(
                    {**INDEX, "_class_name": ["pipeline", "Own"]}
                ).encode()
            },
            "wants to run code of its own, which vfc never does",
        ),
    ],
)
def test_models_that_cannot_be_loaded_are_refused_before_any_weights_come(
    hub, machine, change, said
):
    hub.add(
        WAN, FIRST, {name: data for name, data in {**NEEDED, **change}.items() if data is not None}
    )
    found = machine.refused()
    assert WAN in found and found.endswith(said)
    assert set(hub.served) <= {"model_index.json"}


def test_names_that_lead_out_of_the_folder_are_no_files(hub, machine, tmp_path):
    names = ("../../../../evil.json", "vae/../../../evil.json", "/etc/evil.json", "vae\\evil.json")
    hub.add(WAN, FIRST, {**MODEL, **dict.fromkeys(names, b"{}")})
    assert files(machine.fetch()) == NEEDED
    assert not list(tmp_path.rglob("*evil*")) and not set(hub.served) & set(names)


def test_a_model_that_the_disk_cannot_hold_is_refused_before_it_is_begun(hub, machine):
    hub.claims[WEIGHTS] = 10**18
    said = machine.refused()
    assert said.startswith(
        f"the model '{WAN}' needs 1000000000.0 GB more, and {machine.cache} has "
    )
    assert said.endswith(" GB free: make room, or set HF_HOME to another disk")
    assert set(hub.served) == {"model_index.json"}


def test_two_processes_do_not_fetch_one_model_at_once(machine):
    place = machine.cache / ".locks/models--acme--wan"
    place.mkdir(parents=True)
    with FileLock(place / "vfc.lock"):
        assert machine.refused() == f"another process fetches the model '{WAN}': wait for it"
    machine.fetch()


def test_a_cache_that_cannot_be_written_is_told(machine, tmp_path):
    (tmp_path / "file").write_text("")
    said = machine.refused(cache=tmp_path / "file/hub")
    assert said == (
        f"{tmp_path}/file/hub, where models are kept, cannot be written (Not a directory): set "
        f"HF_HOME to a folder that can"
    )


@pytest.mark.parametrize(
    "named", ["a b/c", "https://huggingface.co/acme/wan", "acme/wan/vae", "acme/..", "acme/.wan"]
)
def test_what_is_no_name_is_told(machine, named):
    assert (
        machine.refused(named)
        == f"'{named}' is neither a folder of the film nor the name of a model on the hub, "
        "such as Wan-AI/Wan2.1-T2V-1.3B-Diffusers"
    )


def test_what_the_hub_has_not_is_told(hub, machine):
    assert (
        machine.refused("acme/nothing")
        == "the film has no folder 'acme/nothing', and the hub no such model, or "
        "not all of its files"
    )
    assert machine.refused(revision="nowhere") == f"the model '{WAN}' has no revision 'nowhere'"
    assert machine.refused(revision="../main") == f"'../main' is no revision of '{WAN}'"
    assert not (machine.cache / "models--acme--nothing").exists()


def test_pickles_beside_the_text_are_refused_too(tmp_path):
    for name, data in PICKLED.items():
        (tmp_path / "models/wan" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "models/wan" / name).write_bytes(data)
    with pytest.raises(GeneratorError, match="has its vae as a pickle only"):
        models.located("models/wan", "", tmp_path)

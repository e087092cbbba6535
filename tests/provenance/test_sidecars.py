"""The statement beside each deliverable: what in-toto's own library reads in it, when it is written,
and what `vfc verify` finds.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from google.protobuf.json_format import ParseDict
from in_toto_attestation.predicates.provenance.v1 import provenance_pb2
from in_toto_attestation.v1 import resource_descriptor_pb2, statement_pb2
from in_toto_attestation.v1.resource_descriptor import ResourceDescriptor
from in_toto_attestation.v1.statement import Statement

from tests.programs import inside
from vfc.commands.build import BuildOptions, build
from vfc.commands.status import status
from vfc.commands.verify import verify
from vfc.errors import UsageError
from vfc.generators.registry import Registry
from vfc.project.load import load
from vfc.project.plan import Planned, plan_film
from vfc.project.workspace import find_workspace
from vfc.provenance.sidecar import find_sidecar, read_sidecar, sidecar_of
from vfc.provenance.statement import ENDING
from vfc.testing import Flat, Recorder

FILM = """\
title: Proven
format: {size: 64x36, rate: 24}
include: looks.yaml
handles: 0f
generator: flat
profiles: {draft: {size: 32x18}}
scenes:
  a:
    shots:
      one: {prompt: a picture, length: 3f, preset: dusk}
      two: {still: card.png, length: 2f}
deliver:
  film.mp4: {}
  film.srt: {}
  film.otio: {}
  frames/%02d.png: {}
  poster.jpg: {}
"""
LOOKS = "presets: {dusk: {style: blue}}\n"
ATTESTED = {"film.mp4", "frames/%02d.png", "poster.jpg"}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def built(folder: Path, profile: str | None = None, **options):
    registry = Registry([])
    registry.add(Flat())
    workspace = find_workspace(folder, profile=profile, **options)
    result = build(workspace, BuildOptions(), Recorder(), registry=registry)
    assert result.ok, result.failed
    return result


def planned(folder: Path) -> Planned:
    registry = Registry([])
    registry.add(Flat())
    return plan_film(load(find_workspace(folder), registry=registry))


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "film.yaml").write_text(FILM)
    (folder / "looks.yaml").write_text(LOOKS)
    (folder / "card.png").write_bytes(PNG)
    built(folder)
    return folder


@pytest.fixture
def film(made, tmp_path) -> Path:
    return shutil.copytree(made, tmp_path / "film")


def sidecars(folder: Path) -> dict[str, bytes]:
    out = folder / "out/film"
    return {
        each.relative_to(out).as_posix().removesuffix(ENDING): each.read_bytes()
        for each in out.rglob(f"*{ENDING}")
    }


def test_what_is_seen_or_heard_has_a_statement_that_in_toto_reads(made):
    found = sidecars(made)
    assert found.keys() == ATTESTED
    for data in found.values():
        whole = json.loads(data)
        statement = ParseDict(whole, vars(statement_pb2)["Statement"]())
        Statement.copy_from_pb(statement).validate()
        build, run = (whole["predicate"][part] for part in ("buildDefinition", "runDetails"))
        for each in (*build["resolvedDependencies"], *run["byproducts"]):
            ResourceDescriptor.copy_from_pb(
                ParseDict(each, vars(resource_descriptor_pb2)["ResourceDescriptor"]())
            ).validate()
        provenance = ParseDict(whole["predicate"], vars(provenance_pb2)["Provenance"]())
        assert provenance.run_details.builder.version["vfc"]
    assert len(json.loads(found["frames/%02d.png"])["subject"]) == 5


def test_a_statement_names_the_file_the_text_the_inputs_and_what_made_them(made):
    path = made / "out/film/film.mp4"
    said = read_sidecar(sidecar_of(path))
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    assert [(each.name, each.digests["sha256"]) for each in said.subjects] == [("film.mp4", sha)]
    assert [each.name for each in said.texts] == ["film.yaml", "looks.yaml"]
    text = FILM.encode()
    blob = hashlib.sha1(b"blob %d\0" % len(text) + text).hexdigest()
    assert said.texts[0].digests["gitBlob"] == blob  # what `git hash-object film.yaml` says
    assert {each.name for each in said.dependencies} == {"card.png", "flat"}
    assert {"picture a/one#1", "segment film.mp4 a/two", "sound film.mp4"} <= said.artifacts.keys()
    frame = made / "out/film/frames/04.png"
    assert find_sidecar(frame).deliverable == "frames/%02d.png"


def test_a_statement_says_nothing_of_machine_time_or_place_and_is_the_same_from_scratch(
    made, tmp_path
):
    again = tmp_path / "elsewhere"
    again.mkdir()
    for name in ("film.yaml", "looks.yaml", "card.png"):
        shutil.copy(made / name, again / name)
    built(again)
    assert sidecars(again) == sidecars(made)
    assert str(made).encode() not in b"".join(sidecars(made).values())


def test_a_build_with_nothing_to_do_writes_no_sidecar_and_one_that_lacks_is_put_back(film):
    built(film)
    before = {each: each.stat().st_mtime_ns for each in (film / "out").rglob("*")}
    assert built(film).placed == ()
    assert {each: each.stat().st_mtime_ns for each in (film / "out").rglob("*")} == before
    wanted, path = sidecars(film), film / f"out/film/film.mp4{ENDING}"
    assert status(planned(film)).whole
    path.unlink()
    assert [each for each, stands in status(planned(film)).deliverables if not stands] == [
        "film.mp4"
    ]
    result = built(film)
    assert (result.made, result.placed) == ((), (f"out/film/film.mp4{ENDING}",))
    path.write_text("{}")
    assert built(film).made == ()
    assert sidecars(film) == wanted


def test_a_text_that_changed_without_changing_the_film_is_what_the_sidecar_says(film):
    (film / "film.yaml").write_text("# a remark\n" + FILM)
    path = film / "out/film/film.mp4"
    (difference,) = verify(path).differs
    assert (difference.what, difference.name) == ("text", "film.yaml")
    assert "same film.mp4" in difference.text or "cannot be built" in difference.text
    assert built(film).made == ()
    assert verify(path).differs == ()


def test_a_sidecar_goes_with_its_file_and_stays_with_one_that_stays(film):
    (film / "film.yaml").write_text(FILM.replace("  poster.jpg: {}\n", ""))
    result = built(film)
    assert result.gone == ("out/film/poster.jpg",)
    assert sidecars(film).keys() == ATTESTED - {"poster.jpg"}


def test_verify_says_what_differs_and_writes_nothing(film):
    path = film / "out/film/film.mp4"
    before = {each: each.stat().st_mtime_ns for each in film.rglob("*")}
    assert verify(path).differs == ()
    assert {each: each.stat().st_mtime_ns for each in film.rglob("*")} == before
    path.write_bytes(path.read_bytes() + b"x")
    (film / "card.png").write_bytes(PNG + b"x")
    picture = read_sidecar(sidecar_of(path)).artifacts["picture a/one#1"].digest
    artifact = film / ".vfc/objects" / picture[:2] / picture[2:]
    artifact.chmod(0o644)
    artifact.write_bytes(b"damaged")
    segment = read_sidecar(sidecar_of(path)).artifacts["segment film.mp4 a/two"].digest
    (film / ".vfc/objects" / segment[:2] / segment[2:]).unlink()
    assert {(each.what, each.name) for each in verify(path).differs} == {
        ("file", "film.mp4"),
        ("input", "card.png"),
        ("artifact", "picture a/one#1"),
        ("artifact", "segment film.mp4 a/two"),
    }
    assert artifact.read_bytes() == b"damaged"  # to set it aside is the store's to do


def test_verify_alone_looks_at_what_is_at_hand(film, tmp_path):
    alone = tmp_path / "alone"
    alone.mkdir()
    for name in ("film.mp4", f"film.mp4{ENDING}"):
        shutil.copy(film / "out/film" / name, alone / name)
    found = verify(alone / "film.mp4")
    assert (found.differs, len(found.unchecked)) == ((), 1)
    assert verify(alone / "film.mp4", film).unchecked == ()
    frame = film / "out/film/frames/02.png"
    assert verify(frame).differs == ()
    assert dict(verify(frame.with_name("%02d.png")).agrees)["file"] == 5
    frame.unlink()
    assert [each.name for each in verify(frame.with_name("%02d.png")).differs] == ["02.png"]


def test_a_copy_of_another_name_is_known_by_its_bytes(film, tmp_path):
    copy = tmp_path / "final_v3.mp4"
    shutil.copy(film / "out/film/film.mp4", copy)
    with pytest.raises(UsageError, match="copy it with the file"):
        verify(copy)
    assert verify(copy, film).differs == ()
    shutil.copy(film / f"out/film/film.mp4{ENDING}", sidecar_of(copy))
    assert verify(copy).differs == ()
    copy.write_bytes(b"other")
    assert [each.name for each in verify(copy).differs] == ["final_v3.mp4"]


def test_another_profile_changes_no_lock_that_counts(film):
    built(film, "draft")
    assert verify(film / "out/film/film.mp4").differs == ()
    assert verify(film / "out/draft/film.mp4").differs == ()


@pytest.mark.parametrize("data", [b"", b"[]", b'{"_type": 3}', b"\xff", b'{"subject": [3]}'])
def test_what_is_no_sidecar_is_told_in_a_line(film, data):
    (film / f"out/film/film.mp4{ENDING}").write_bytes(data)
    with pytest.raises(UsageError, match="no sidecar of vfc's"):
        verify(film / "out/film/film.mp4")


def test_a_file_without_one_is_told_so(film):
    with pytest.raises(UsageError, match="a text for other programs"):
        verify(film / "out/film/film.srt")
    with pytest.raises(UsageError, match="no file"):
        verify(film / "out/film/other.mp4")


def test_the_command_says_it_in_lines_and_in_a_document(film):
    path = "out/film/film.mp4"
    done = inside("verify", path, cwd=film)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 file as delivered; 2 texts as built")
    (film / path).write_bytes(b"other")
    done = inside("verify", path, "--json", cwd=film)
    (said,) = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, said["ok"]) == (1, False)
    assert [each["name"] for each in said["differences"]] == ["film.mp4"]

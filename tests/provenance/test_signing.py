"""Claims in delivered files, as c2pa's own reader finds them; the certificate is made here."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path
from typing import Any

import av
import c2pa
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image

from tests.programs import inside
from vfc.commands.build import BuildOptions, Result, build
from vfc.commands.verify import verify
from vfc.errors import MissingExtra, UsageError
from vfc.generators.registry import Registry
from vfc.generators.secrets import open_environment
from vfc.project.snapshot import standing
from vfc.project.workspace import find_workspace
from vfc.provenance import signing
from vfc.provenance.sidecar import read_sidecar, sidecar_of
from vfc.provenance.signing import CERTIFICATE, KEY
from vfc.testing import Flat, Recorder

FILM = """\
title: Signed
format: {size: 64x36, rate: 24}
handles: 0f
generator: flat
scenes:
  a:
    shots:
      made: {prompt: a picture, length: 3f}
      shot: {still: photo.png, length: 3f}
cuts:
  made: {cut: [a/made]}
  shot: {cut: [a/shot]}
deliver:
  film.mp4: {}
  film.mov: {codec: h264}
  made.mp4: {cut: made}
  shot.mp4: {cut: shot}
  poster.png: {}
  poster.jpg: {}
  contact.png: {}
  film.mkv: {codec: ffv1}
  all/%02d.png: {}
"""
SIGNED = ("film.mp4", "film.mov", "made.mp4", "shot.mp4", "poster.png", "poster.jpg", "contact.png")


def certificate(folder: Path, name: str, *, edwards: bool = False) -> tuple[Path, Path]:
    """Files with a certificate, its issuer's behind it, and the key."""
    now, root = datetime.datetime.now(datetime.UTC), ec.generate_private_key(ec.SECP256R1())
    own = (
        ed25519.Ed25519PrivateKey.generate() if edwards else ec.generate_private_key(ec.SECP256R1())
    )

    def signed(subject: str, key: Any, *, above: bool) -> bytes:
        def called(text: str) -> x509.Name:
            organisation = x509.NameAttribute(NameOID.ORGANIZATION_NAME, text)
            return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "DE"), organisation])

        usage = dict.fromkeys(("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False)  # fmt: skip
        builder = (
            x509.CertificateBuilder()
            .subject_name(called(subject))
            .issuer_name(called("Root"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=above, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=not above, key_cert_sign=above, crl_sign=above, **usage
                ),
                critical=True,
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key()),
                critical=False,
            )
        )
        if not above:
            email = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
            builder = builder.add_extension(email, critical=False)
        return builder.sign(root, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    chain, key = folder / f"{name}.pem", folder / f"{name}.key"
    chain.write_bytes(signed(name, own, above=False) + signed("Root", root, above=True))
    key.write_bytes(
        own.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return chain, key


@pytest.fixture(scope="module")
def ours(tmp_path_factory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("ours"), "Studio")


@pytest.fixture
def named(ours, monkeypatch) -> None:
    monkeypatch.setenv(CERTIFICATE, str(ours[0]))
    monkeypatch.setenv(KEY, ours[1].read_text())


def built(folder: Path) -> Result:
    registry = Registry([])
    registry.add(Flat())
    result = build(find_workspace(folder), BuildOptions(), Recorder(), registry=registry)
    assert result.ok, result.failed
    return result


@pytest.fixture(scope="module")
def made(tmp_path_factory, ours) -> Path:
    """The film, signed; its photo has claims of its own."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "film.yaml").write_text(FILM)
    Image.new("RGB", (64, 36), (9, 9, 200)).save(folder / "plain.png")
    photo = signing.ClaimedOrigin(
        title="photo", origin=signing.MediaOrigin.COMPOSITE, agent=("camera", ""), words="taken"
    )
    keys = signing.credentials({CERTIFICATE: str(ours[0]), KEY: str(ours[1])})
    assert keys is not None and "PRIVATE" not in repr(keys)
    signing.sign_file(folder / "plain.png", folder / "photo.png", photo, keys)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CERTIFICATE, str(ours[0]))
        patch.setenv(KEY, str(ours[1]))
        built(folder)
    return folder


@pytest.fixture
def film(made, tmp_path) -> Path:
    return shutil.copytree(made, tmp_path / "film")


def claims(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What c2pa's reader says of a file: all of it, and the active manifest."""
    reader = c2pa.Reader(path)
    assert reader.get_validation_state() == "Valid"
    said = json.loads(reader.json())
    return said, said["manifests"][said["active_manifest"]]


def source_type(path: Path) -> str:
    actions = next(
        each["data"]["actions"]
        for each in claims(path)[1]["assertions"]
        if each["label"].startswith("c2pa.actions")
    )
    assert [each["action"] for each in actions if each["action"] != "c2pa.placed"] == [
        "c2pa.created",
        "c2pa.edited",
    ]
    return actions[0]["digitalSourceType"].rpartition("/")[2]


def test_films_and_stills_carry_claims_that_the_reader_accepts(made):
    out = made / "out/film"
    for name in SIGNED:
        said, active = claims(out / name)
        assert active["claim_generator_info"][0]["name"] == "vfc"
        assert [each["code"] for each in said["validation_status"]] == [
            "signingCredential.untrusted"  # the certificate is of no known authority
        ]
    with av.open(str(out / "film.mp4")) as container:
        assert sum(1 for _ in container.decode(video=0)) == 6
    for name in ("film.mkv", "all/01.png"):
        assert b"c2pa.created" not in (out / name).read_bytes()


def test_claims_say_where_pictures_come_from_and_keep_those_of_footage(made):
    out = made / "out/film"
    assert source_type(out / "made.mp4") == "trainedAlgorithmicMedia"
    assert source_type(out / "shot.mp4") == "composite"
    assert source_type(out / "film.mp4") == "compositeWithTrainedAlgorithmicMedia"
    said, active = claims(out / "film.mp4")
    (photo,) = active["ingredients"]
    assert photo["title"] == "photo.png" and photo["active_manifest"] in said["manifests"]
    assert "ingredients" not in claims(out / "made.mp4")[1]


def test_the_statement_is_of_the_signed_file(made):
    path = made / "out/film/film.mp4"
    found = verify(path)
    assert found.differs == () and found.claims == "valid, signed by Studio"
    said = read_sidecar(sidecar_of(path))
    assert said.artifacts["deliverable film.mp4"].digest == said.subjects[0].notes["artifact"]
    assert said.subjects[0].digest != said.subjects[0].notes["artifact"]
    assert "signed by Studio" in inside("verify", "out/film/film.mp4", cwd=made).stdout


def test_nothing_is_signed_twice_and_a_no_op_stays_one(film, named):
    (film / "film.yaml").write_text(FILM.replace("  all/%02d.png: {}\n", ""))
    built(film)
    files = [each for each in (film / "out").rglob("*") if each.is_file()]
    before = {each: each.read_bytes() for each in files}
    assert standing(find_workspace(film)) is not None
    for snapshot in (film / ".vfc/snapshots").iterdir():
        snapshot.unlink()
    result = built(film)
    assert (result.made, result.placed) == ((), ())
    assert {each: each.read_bytes() for each in files} == before


def test_another_certificate_delivers_anew_and_none_delivers_what_was_made(
    film, named, tmp_path, monkeypatch
):
    (film / "film.yaml").write_text(FILM.replace("  all/%02d.png: {}\n", ""))
    built(film)
    mkv = (film / "out/film/film.mkv").stat().st_mtime_ns
    other = certificate(tmp_path, "Other", edwards=True)
    monkeypatch.setenv(CERTIFICATE, other[0].read_text())
    monkeypatch.setenv(KEY, str(other[1]))
    assert standing(find_workspace(film)) is None
    result = built(film)
    assert result.made == ()
    assert {Path(each).name for each in result.placed} == set(SIGNED)
    path = film / "out/film/film.mp4"
    assert claims(path)[1]["signature_info"]["issuer"] == "Other"
    assert (film / "out/film/film.mkv").stat().st_mtime_ns == mkv
    monkeypatch.delenv(CERTIFICATE)
    monkeypatch.delenv(KEY)
    assert standing(find_workspace(film)) is None
    assert built(film).made == ()
    assert b"c2pa.created" not in path.read_bytes() and verify(path).differs == ()


def test_a_file_that_somebody_changed_is_signed_again(film, named):
    built(film)
    path = film / "out/film/film.mp4"
    path.write_bytes(path.read_bytes()[:-1])
    assert built(film).placed == ("out/film/film.mp4",)
    assert verify(path).differs == () and claims(path)


def test_the_key_is_nowhere(made, ours, monkeypatch):
    lines = [each for each in ours[1].read_bytes().splitlines() if len(each) > 30]
    for path in made.rglob("*"):
        if path.is_file():
            assert not any(line in path.read_bytes() for line in lines), path
    assert KEY not in open_environment({KEY: "x", "PATH": "y"})


def test_what_cannot_sign_is_told_before_anything_is_made(film, ours, tmp_path, monkeypatch):
    (film / "film.yaml").write_text(FILM.replace("3f", "4f"))
    other = certificate(tmp_path, "Other")
    monkeypatch.setenv(CERTIFICATE, str(ours[0]))
    with pytest.raises(UsageError, match=f"{KEY} is not"):
        built(film)
    monkeypatch.setenv(KEY, str(tmp_path / "absent"))
    with pytest.raises(UsageError, match="names no file") as error:
        built(film)
    assert str(tmp_path) not in str(error.value)
    monkeypatch.setenv(KEY, "-----BEGIN NONSENSE-----")
    with pytest.raises(UsageError, match="are refused"):
        built(film)
    monkeypatch.setenv(KEY, str(other[1]))
    with pytest.raises(UsageError, match="cannot be signed|are refused"):
        built(film)
    monkeypatch.setattr(signing, "library", _lacking)
    monkeypatch.setattr("vfc.project.signatures.library", _lacking)
    with pytest.raises(MissingExtra):
        built(film)


def _lacking() -> None:
    raise MissingExtra("pip install 'vfc[c2pa]'")

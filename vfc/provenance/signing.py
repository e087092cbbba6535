"""C2PA claims in delivered files: how a file came to be, signed with the user's certificate and
embedded in it, so that readers of Content Credentials show it. The library comes with `vfc[c2pa]`.

Certificate and key come from the environment, under the names that c2patool has for them, as PEM or
as the path of a file with it. The key goes to the library alone. No timestamp authority, and no
other host, is asked.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from vfc.errors import MissingExtra, StoreError, UsageError, in_a_line
from vfc.store.objects import hash_bytes
from vfc.store.plainfiles import read_plain
from vfc.version import VERSION

CERTIFICATE, KEY = "C2PA_SIGN_CERT", "C2PA_PRIVATE_KEY"
BEGIN = "-----BEGIN"
SIGNED = {  # what carries claims, by its ending
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "png": "image/png",
    "jpg": "image/jpeg",
}
INGREDIENTS = SIGNED | {
    "m4v": "video/x-m4v",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "avif": "image/avif",
    "heic": "image/heic",
    "avi": "video/avi",
    "wav": "audio/wav",
}
OTHER = "application/octet-stream"  # of an ingredient that the library cannot look into
SETTINGS = {
    "version": 1,
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
    "builder": {"thumbnail": {"enabled": False}},
}
SOUND = ("Valid", "Trusted")  # how a reader finds what was signed right
FORM = 1  # of claims; raised where they say more


class MediaOrigin(StrEnum):
    """What a picture comes from, as IPTC's digital source types have it
    (cv.iptc.org/newscodes/digitalsourcetype).
    """

    TRAINED = "trainedAlgorithmicMedia"  # of a model that was trained on sampled content
    ALGORITHMIC = "algorithmicMedia"  # by rules alone, as previs draws
    WITH_TRAINED = "compositeWithTrainedAlgorithmicMedia"  # such, and others beside
    COMPOSITE = "composite"  # of several elements, footage among them

    @property
    def uri(self) -> str:
        """Its whole name."""
        return f"http://cv.iptc.org/newscodes/digitalsourcetype/{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedInput:
    """Footage or a still that a file shows: its name for readers, where it lies, the digest of its
    bytes. What it claims itself is kept.
    """

    name: str
    path: Path
    digest: str
    whole: bool = True  # one file, and not many that are numbered

    @property
    def media_type(self) -> str:
        """What it is, as far as the library can look into it."""
        ending = self.path.suffix.lstrip(".").lower()
        return INGREDIENTS.get(ending, OTHER) if self.whole else OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedOrigin:
    """What a delivered file claims: its `title`, where its pictures come from, the only `agent`
    that made them (name and version; vfc, where there are several), that in words, its inputs.
    """

    title: str
    origin: MediaOrigin
    agent: tuple[str, str]
    words: str
    inputs: Sequence[ClaimedInput] = ()

    @property
    def digest(self) -> str:
        """The digest of all that it says."""
        said = [FORM, VERSION, self.title, self.origin, self.agent, self.words]
        inputs = [(each.name, each.digest) for each in self.inputs]
        return hash_bytes(json.dumps([*said, inputs]).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """A certificate chain in PEM and its private key, which is never shown."""

    certificate: bytes
    key: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """The digest of the certificate."""
        return hash_bytes(self.certificate)


def credentials(environment: Mapping[str, str] | None = None) -> Credentials | None:
    """The certificate and key that the environment names; None where it names none. UsageError
    where it names one of them alone, or one that cannot be read.
    """
    named = os.environ if environment is None else environment
    certificate, key = named.get(CERTIFICATE, "").strip(), named.get(KEY, "").strip()
    if not certificate and not key:
        return None
    if not certificate or not key:
        there, lacks = (CERTIFICATE, KEY) if certificate else (KEY, CERTIFICATE)
        raise UsageError(
            f"{there} is set and {lacks} is not: set both to sign what is delivered, or none"
        )
    return Credentials(certificate=_pem(CERTIFICATE, certificate), key=_pem(KEY, key))


def certificate_state() -> str:
    """What of the environment decides signatures, so that another certificate delivers anew: ''
    where none is named. The key is not read.
    """
    named = os.environ.get(CERTIFICATE, "").strip()
    if not named and not os.environ.get(KEY, "").strip():
        return ""
    try:
        return hash_bytes(_pem(CERTIFICATE, named)) if named else KEY
    except UsageError:
        return named


def _pem(variable: str, named: str) -> bytes:
    """PEM as it was given, or that of the file that was named; neither ever enters a message."""
    if named.startswith(BEGIN):
        return named.encode()
    try:
        data = read_plain(Path(named).expanduser())
    except (OSError, ValueError):
        raise UsageError(f"{variable} names no file that can be read, and is no PEM") from None
    if BEGIN.encode() not in data:
        raise UsageError(f"the file that {variable} names is no PEM")
    return data


def is_signed(path: str) -> bool:
    """Whether a deliverable can carry claims."""
    return path.rpartition(".")[2].lower() in SIGNED


def sign_file(source: Path, target: Path, claim: ClaimedOrigin, signer: Credentials) -> None:
    """Write a copy of a file with its claims, and read it back as a stranger's reader does.

    UsageError where certificate and key are refused, StoreError where what was written does not
    hold, MissingExtra without the library.
    """
    c2pa = library()
    media_type = SIGNED[target.suffix.lstrip(".").lower()]
    context = c2pa.Context.from_dict(SETTINGS)
    try:
        builder = c2pa.Builder.from_json(_manifest(claim), context=context)
        for number, each in enumerate(claim.inputs):
            if each.media_type != OTHER:
                with each.path.open("rb") as file:
                    builder.add_ingredient(_ingredient(number, each), each.media_type, file)
        with source.open("rb") as read, target.open("w+b") as written:
            builder.sign(_signer(c2pa, signer), media_type, read, written)
        with target.open("rb") as file:
            state = c2pa.Reader(media_type, file, context=context).get_validation_state()
    except c2pa.C2paError as error:
        raise UsageError(
            f"{target.name} cannot be signed with {CERTIFICATE}: {in_a_line(error)[:300]}"
        ) from None
    if state not in SOUND:
        raise StoreError(f"the claims of {target.name} do not hold as they were written ({state})")


def signer_of(path: Path) -> str | None:
    """Whose certificate signed the claims of a file, and how they hold, in words; None where it has
    none, or the library is not here.
    """
    media_type = SIGNED.get(path.suffix.lstrip(".").lower())
    try:
        c2pa = library()
    except MissingExtra:
        return None
    if media_type is None:
        return None
    try:
        context = c2pa.Context.from_dict(SETTINGS)
        with path.open("rb") as file:
            reader = c2pa.Reader.try_create(media_type, file, None, context)
            said = json.loads(reader.json()) if reader is not None else None
    except (c2pa.C2paError, OSError, ValueError) as error:
        return f"cannot be read: {in_a_line(error)[:200]}"
    if said is None:
        return None
    active = said.get("manifests", {}).get(said.get("active_manifest"), {})
    by = active.get("signature_info", {}).get("issuer", "")
    return f"{str(said.get('validation_state', '')).lower()}, signed by {by}"


def library() -> Any:
    """The library; MissingExtra where it is not installed."""
    try:
        import c2pa
    except ImportError:
        raise MissingExtra(
            f"{CERTIFICATE} asks for signed claims, which need pip install 'vfc[c2pa]'"
        ) from None
    return c2pa


def _signer(c2pa: Any, signer: Credentials) -> Any:
    """The library's signer, by the first algorithm that the key is of."""
    refused: Exception | None = None
    for algorithm in c2pa.C2paSigningAlg:
        info = c2pa.C2paSignerInfo(algorithm, signer.certificate, signer.key, None)
        try:
            return c2pa.Signer.from_info(info)
        except c2pa.C2paError as error:
            refused = refused or error
    raise UsageError(
        f"{CERTIFICATE} and {KEY} are refused: {in_a_line(refused or ValueError())[:200]}"
    )


def _manifest(claim: ClaimedOrigin) -> dict[str, Any]:
    own = {"name": "vfc", "version": VERSION}
    name, version = claim.agent
    agent = {"name": name} | ({"version": version} if version else {})
    placed = [
        {"action": "c2pa.placed", "parameters": {"ingredientIds": [_label(number)]}}
        for number, each in enumerate(claim.inputs)
        if each.media_type != OTHER
    ]
    actions = [
        {
            "action": "c2pa.created",
            "digitalSourceType": claim.origin.uri,
            "softwareAgent": agent,
            "description": claim.words,
        },
        *placed,
        {"action": "c2pa.edited", "softwareAgent": own},
    ]
    return {
        "claim_generator_info": [own],
        "title": claim.title,
        "instance_id": f"xmp:iid:{claim.digest[:32]}",
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": actions}}],
        "ingredients": [
            _ingredient(number, each) | {"format": OTHER}
            for number, each in enumerate(claim.inputs)
            if each.media_type == OTHER
        ],
    }


def _label(number: int) -> str:
    return f"footage-{number + 1}"


def _ingredient(number: int, each: ClaimedInput) -> dict[str, Any]:
    return {
        "title": each.name,
        "relationship": "componentOf",
        "label": _label(number),
        "instance_id": f"xmp:iid:{each.digest[:32]}",
    }

"""The statement beside a deliverable: what it is, what it was made from, by what.

An in-toto statement (`in-toto.io/Statement/v1`) with SLSA provenance (`slsa.dev/provenance/v1`). It
names no machine, person or time, so that the same build says the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vfc.store.objects import BLOCK, hash_bytes, hash_file
from vfc.store.plainfiles import opened
from vfc.version import VERSION

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://slsa.dev/provenance/v1"
BUILDER = "pkg:pypi/vfc"
BUILD = f"{BUILDER}#film-v1"  # what `externalParameters` and the cut's map hold
OWN = "blake3"  # vfc's digests, of artifacts, inputs and deliverables
ENDING = ".provenance.json"

Digests = Mapping[str, str]  # hexadecimal, by algorithm


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A file, an artifact, a generator or a model, as in-toto's ResourceDescriptor has it: its
    name, its digests by algorithm, or a `uri` of what has none, and what else is known of it.
    """

    name: str
    digests: Digests = field(default_factory=dict[str, str])
    uri: str = ""
    media_type: str = ""
    notes: Mapping[str, object] = field(default_factory=dict[str, object])

    def plain(self) -> dict[str, object]:
        """It as JSON has it."""
        parts: dict[str, object] = {
            "name": self.name,
            "uri": self.uri,
            "digest": dict(self.digests),
            "mediaType": self.media_type,
            "annotations": dict(self.notes),
        }
        return {word: each for word, each in parts.items() if each}


def write_statement(
    *,
    subjects: Sequence[Resource],
    key: str,
    parameters: Mapping[str, object],
    dependencies: Sequence[Resource],
    byproducts: Sequence[Resource],
) -> bytes:
    """The bytes of a statement of files (`subjects`), the artifact of a `key`, made by
    `parameters`, which a user gives, from `dependencies`, by way of `byproducts`.
    """
    whole = {
        "_type": STATEMENT,
        "subject": [each.plain() for each in subjects],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD,
                "externalParameters": dict(parameters),
                "internalParameters": {"key": key},
                "resolvedDependencies": [each.plain() for each in dependencies],
            },
            "runDetails": {
                "builder": {"id": BUILDER, "version": {"vfc": VERSION}},
                "byproducts": [each.plain() for each in byproducts],
            },
        },
    }
    return (
        json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "backslashreplace"
        )
        + b"\n"
    )


def file_digests(path: Path) -> Digests:
    """The digests of a file that a stranger's tools know, and vfc's own; OSError where it cannot be
    read.
    """
    sha = hashlib.sha256()
    with opened(path) as file:
        while block := file.read(BLOCK):
            sha.update(block)
    return {"sha256": sha.hexdigest(), OWN: hash_file(path)}


def text_digests(data: bytes) -> Digests:
    """The digests of a text's bytes; `gitBlob` is the name that git has for them."""
    blob = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False)
    return {
        "sha256": hashlib.sha256(data).hexdigest(),
        "gitBlob": blob.hexdigest(),
        OWN: hash_bytes(data),
    }

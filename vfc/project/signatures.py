"""What delivered files claim of themselves, and whether a file that stands was signed so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from vfc.errors import UsageError
from vfc.film.sequence import is_sequence
from vfc.project.deliveryrecord import DeliveryRecord
from vfc.project.plan import Planned
from vfc.provenance.dependencies import model_of
from vfc.provenance.sidecar import read_sidecar, sidecar_of
from vfc.provenance.signing import (
    ClaimedInput,
    ClaimedOrigin,
    Credentials,
    MediaOrigin,
    credentials,
    is_signed,
    library,
    sign_file,
)
from vfc.recipes.params import FootageParams, GeneratedParams, StillParams, VoiceParams
from vfc.recipes.step import Step
from vfc.store.objects import hash_bytes
from vfc.version import VERSION

RULED = frozenset({"previs"})  # generators that draw by rules and not by a trained model
UNTRAINED = frozenset({"scratch"})  # such voices


def check_signing() -> Credentials | None:
    """The certificate that signs what is delivered, None where the environment names none; raises
    before anything is made UsageError where it cannot be read, MissingExtra without the library.
    """
    found = credentials()
    if found is not None:
        library()
    return found


class Signatures:
    """Signs the deliverables of one build."""

    def __init__(self, planned: Planned, signer: Credentials, record: DeliveryRecord):
        self.planned, self.signer, self.record = planned, signer, record
        self.claims: dict[str, ClaimedOrigin] = {}

    def wanted(self, path: str) -> bool:
        """Whether a deliverable is signed: numbered stills, which go to other programs, are not."""
        return is_signed(path) and not is_sequence(path)

    def identity(self, path: str, key: str) -> str:
        """The digest of all that decides the claims of a deliverable, and of who signs them."""
        if path not in self.claims:
            self.claims[path] = self._claim(path, key)
        return hash_bytes(f"{self.claims[path].digest} {self.signer.digest}".encode())

    def standing(self, target: Path, artifact: str, identity: str) -> str:
        """The digest of a file that stands as vfc signed it of an artifact; '' of another."""
        sidecar = sidecar_of(target)
        if not self.record.is_own(sidecar) or not self.record.is_own(target):
            return ""
        with suppress(UsageError, OSError):
            said = read_sidecar(sidecar).subject(target.name)
            if said is not None and (said.notes.get("artifact"), said.notes.get("signed")) == (
                artifact,
                identity,
            ):
                return said.digest
        return ""

    def sign(self, source: Path, target: Path, path: str) -> None:
        """Write a signed copy of an artifact at `target`; raises as `sign_file`."""
        sign_file(source, target, self.claims[path], self.signer)

    def _claim(self, path: str, key: str) -> ClaimedOrigin:
        made = self.planned.plan.below(key)
        agents = dict.fromkeys(_agents(made))
        words = ", ".join(f"{name} {version}".rstrip() for name, version in agents)
        inputs = tuple(self._inputs(made))
        return ClaimedOrigin(
            title=Path(path).name,
            origin=_origin(made, footage=bool(inputs)),
            agent=next(iter(agents)) if len(agents) == 1 else ("vfc", VERSION),
            words=f"made by {words}" if agents else "cut of footage",
            inputs=inputs,
        )

    def _inputs(self, made: list[Step]) -> Iterator[ClaimedInput]:
        """The footage and stills that are seen, each once."""
        files = self.planned.loaded.files
        paths = {asset.digest: asset.path for asset in self.planned.loaded.film.assets}
        digests = dict.fromkeys(
            use.digest
            for step in made
            if isinstance(step.params, FootageParams | StillParams)
            for use in step.files[:1]
        )
        for digest in digests:
            file = files.get(digest)
            if file is not None:  # of numbered pictures, which are many, no claim is looked for
                name = Path(paths.get(digest, file.path.name)).name
                yield ClaimedInput(name=name, path=file.path, digest=digest, whole=not file.members)


def _agents(made: list[Step]) -> Iterator[tuple[str, str]]:
    """The names of what made pictures and voices: models with their revisions, or generators."""
    for step in made:
        if isinstance(step.params, GeneratedParams):
            model, revision = model_of(step.params)
            yield (model, revision) if model else (step.params.generator, "")
        elif isinstance(step.params, VoiceParams):
            yield step.params.voice, ""


def _origin(made: list[Step], *, footage: bool) -> MediaOrigin:
    names = {step.params.generator for step in made if isinstance(step.params, GeneratedParams)}
    voices = {step.params.voice for step in made if isinstance(step.params, VoiceParams)}
    trained, ruled = bool(names - RULED or voices - UNTRAINED), bool(names & RULED)
    if trained:
        return MediaOrigin.WITH_TRAINED if footage or ruled else MediaOrigin.TRAINED
    return MediaOrigin.COMPOSITE if footage else MediaOrigin.ALGORITHMIC

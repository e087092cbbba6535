"""The door of huggingface_hub: a commit's list of files, and the bytes of one; its exceptions
translated in this place.

A token (HF_TOKEN, or what `hf auth login` kept) is read and sent by huggingface_hub; no text here
is made of its messages, which name addresses, or of what a server answered.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from vfc.errors import GeneratorError, MissingExtra
from vfc.generators.diffusion.hub.cache import COMMIT, HubFile, plain

MISSING = "vfc[diffusion] is not installed: pip install 'vfc[diffusion]'"
BLOCK = 1 << 20
ReportBytes = Callable[[int], None]  # bytes of a file that are here now


class Hub:
    """A hub on the network: the public one, HF_ENDPOINT, or the one named."""

    def __init__(self, endpoint: str | None = None):
        self.endpoint = endpoint

    def listing(self, model: str, revision: str) -> tuple[str, tuple[HubFile, ...]]:
        """The commit that a revision is now, and all its files; GeneratorError where the hub does
        not say.
        """
        with translated(model, revision):
            from huggingface_hub import HfApi

            found = HfApi(endpoint=self.endpoint).model_info(
                model, revision=revision, files_metadata=True, timeout=30
            )
        files = tuple(_file(each) for each in found.siblings or () if plain(each.rfilename))
        commit = found.sha or ""
        if not COMMIT.fullmatch(commit):
            raise GeneratorError(f"the hub's answer about '{model}' names no commit")
        return commit, files

    def fetch(
        self, model: str, commit: str, file: HubFile, target: Path, report: ReportBytes
    ) -> None:
        """Bring a file's bytes to `target`, going on where an earlier call broke off; kept only if
        the digest is right.

        What came so far lies beside it under `.part`. GeneratorError where it breaks off, or comes
        wrong twice.
        """
        part = target.with_name(f"{target.name}.part")
        part.parent.mkdir(parents=True, exist_ok=True)
        tries = 2 if part.is_file() else 1  # what came before may have been spoiled since
        while not self._brought(model, commit, file, part, report):
            part.unlink()
            tries -= 1
            if not tries:
                raise GeneratorError(
                    f"{file.name} of '{model}' came with a wrong digest, and is not kept: the hub, "
                    f"or what lies between, changes its bytes; fetch it again"
                )
        os.replace(part, target)

    def _brought(
        self, model: str, commit: str, file: HubFile, part: Path, told: ReportBytes
    ) -> bool:
        with part.open("ab") as opened, translated(model, commit):
            self._get(model, commit, file, _GrowingFile(opened, told))
        return _right(part, file)

    def _get(self, model: str, commit: str, file: HubFile, opened: _GrowingFile) -> None:
        from huggingface_hub import hf_hub_url
        from huggingface_hub.file_download import http_get
        from huggingface_hub.utils import build_hf_headers

        have = opened.tell()
        opened.told(min(have, file.size))
        if have >= file.size:
            return
        # a packed answer could not be gone on with
        headers = {**build_hf_headers(), "Accept-Encoding": "identity"}
        http_get(
            hf_hub_url(model, file.name, revision=commit, endpoint=self.endpoint),
            # of a file it asks for what `_GrowingFile` has
            cast(BinaryIO, opened),
            resume_size=have,
            headers=headers,
            expected_size=file.size,
            displayed_filename=file.name,
            tqdm_class=cast(Any, _Silent),
        )
        opened.flush()
        os.fsync(opened.fileno())


class _GrowingFile:
    """A file being written that tells how long it is."""

    def __init__(self, file: BinaryIO, told: ReportBytes):
        self._file, self.told = file, told

    def write(self, data: bytes) -> int:
        """Write, and tell."""
        count = self._file.write(data)
        self.told(self._file.tell())
        return count

    def __getattr__(self, name: str):
        return getattr(self._file, name)


class _Silent:
    """A bar of progress that shows nothing: what is counted is told by the file."""

    def __init__(self, *words: object, **settings: object):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def update(self, count: float | None = 1) -> None:
        """Show nothing."""


def _file(sibling) -> HubFile:
    lfs = sibling.lfs
    return HubFile(
        name=sibling.rfilename,
        size=int((lfs.size if lfs else sibling.size) or 0),
        sha256=lfs.sha256 if lfs else "",
        git="" if lfs else sibling.blob_id or "",
    )


def _right(path: Path, file: HubFile) -> bool:
    """Whether a file's bytes are those that the hub's list names: by SHA-256, or as git hashes a
    small file.
    """
    if path.stat().st_size != file.size:
        return False
    hasher = hashlib.sha256() if file.sha256 else hashlib.sha1(f"blob {file.size}\0".encode())
    with path.open("rb", buffering=0) as opened:
        while block := opened.read(BLOCK):
            hasher.update(block)
    return hasher.hexdigest() == file.blob


@contextmanager
def translated(model: str, revision: str) -> Iterator[None]:
    """Turn what huggingface_hub and its transport raise into GeneratorError; MissingExtra where it
    is not installed.
    """
    try:
        import huggingface_hub.errors as errors

        # itself sets a level, when it is first imported
        from huggingface_hub.utils import logging as hub_logging
    except ImportError:
        raise MissingExtra(MISSING) from None
    before = hub_logging.get_verbosity()
    hub_logging.set_verbosity(logging.CRITICAL)  # its warnings name signed addresses
    try:
        yield
    except (GeneratorError, MissingExtra):
        raise
    except errors.OfflineModeIsEnabled:
        raise GeneratorError(
            f"HF_HUB_OFFLINE is set, so the hub is not asked for the model '{model}': unset it and "
            "fetch again"
        ) from None
    except errors.HfHubHTTPError as error:
        raise GeneratorError(_answered(model, revision, error)) from None
    except OSError as error:
        raise GeneratorError(
            f"the model '{model}' cannot be fetched: {error.strerror or 'it broke off'}; what came "
            f"is kept, and `vfc models --fetch` goes on from there"
        ) from None
    except ValueError:  # a file over 50 GB, which plain HTTP does not serve
        raise GeneratorError(
            f"the model '{model}' cannot be fetched here: `hf download {model} --revision "
            f"{revision}` may bring it"
        ) from None
    except Exception as error:  # its transport is another library from release to release
        raise GeneratorError(
            f"the hub cannot be reached for '{model}' ({type(error).__name__}): what came is kept; "
            "go online, and `vfc models --fetch` goes on from there"
        ) from None
    finally:
        hub_logging.set_verbosity(before)


def _answered(model: str, revision: str, error: Exception) -> str:
    status = getattr(getattr(error, "response", None), "status_code", 0)
    if type(error).__name__ == "RevisionNotFoundError":
        return f"the model '{model}' has no revision '{revision}'"
    if status in (401, 403):
        return (
            f"the film has no folder '{model}', and the hub does not show you such a model: it may "
            f"be misspelt, or want its terms accepted on its page and a token (`hf auth login`, or "
            f"HF_TOKEN)"
        )
    if status == 404:
        return (
            f"the film has no folder '{model}', and the hub no such model, or not all of its files"
        )
    return (
        f"the hub answered {status} for '{model}': what came is kept; try `vfc models --fetch` "
        f"again later"
    )

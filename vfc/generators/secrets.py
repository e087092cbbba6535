"""Keys of providers, from the environment or the system's keyring; what is told of anything never
holds one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from vfc.errors import GeneratorError

SERVICE = "vfc"  # what the keyring files them under
# those of vfc's own providers, by provider; no process that vfc starts gets them
NAMES: Mapping[str, tuple[str, ...]] = {
    "bfl": ("BFL_API_KEY",),
    "fal": ("FAL_KEY",),
    "google": ("GOOGLE_API_KEY",),
    "kling": ("KLING_ACCESS_KEY", "KLING_SECRET_KEY"),
    "luma": ("LUMAAI_API_KEY",),
    "minimax": ("MINIMAX_API_KEY",),
    "openai": ("OPENAI_API_KEY",),
    "replicate": ("REPLICATE_API_TOKEN",),
    "runway": ("RUNWAYML_API_SECRET",),
    "stability": ("STABILITY_API_KEY",),
}
SIGNING = ("C2PA_PRIVATE_KEY",)  # what delivered files are signed with
HIDDEN = "•••"
# the part of an address that signs it
SIGNED = re.compile(r"(https?://[^\s?#\"'<>]+)[?#][^\s\"'<>]*")
BEARER = re.compile(r"(?i)\b(bearer|key|token|basic)\s+[A-Za-z0-9._~+/=-]{8,}")


def secret(name: str) -> str:
    """The value of a variable, else what the system's keyring has of its name; '' for none."""
    found = os.environ.get(name, "")
    return found.strip() or _from_keyring(name)


def secrets_of(provider: str, names: Iterable[str]) -> dict[str, str]:
    """The values of these variables; GeneratorError that names those that are not set."""
    found = {name: secret(name) for name in names}
    missing = [name for name, value in found.items() if not value]
    if missing:
        raise GeneratorError(
            f"{provider} wants {' and '.join(missing)} in the environment, or in the keyring: "
            f"keyring set {SERVICE} {missing[0]}"
        )
    return found


def open_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment without keys, for a process that does not need them."""
    hidden = {*SIGNING, *(name for names in NAMES.values() for name in names)}
    return {name: value for name, value in environment.items() if name not in hidden}


def without(text: str, secrets: Mapping[str, str]) -> str:
    """A text without any of these secrets, and without what signs the addresses in it."""
    for value in sorted(secrets.values(), key=len, reverse=True):
        for form in (value, quote(value, safe="")):
            text = text.replace(form, HIDDEN) if len(form) >= 4 else text
    return BEARER.sub(rf"\1 {HIDDEN}", SIGNED.sub(r"\1", text))


def _from_keyring(name: str) -> str:
    try:
        import keyring
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, name) or ""
    except Exception:  # no backend, or one that is locked: whatever it raises, there is no key
        return ""

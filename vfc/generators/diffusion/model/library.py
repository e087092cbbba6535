"""diffusers itself, imported when it is first needed, and quiet."""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Any

from vfc.errors import MissingExtra


def imported():
    """diffusers; MissingExtra where it is not installed."""
    try:
        import diffusers
        import transformers
    except ImportError as error:
        raise MissingExtra(
            "vfc[diffusion] is not installed: pip install 'vfc[diffusion]'"
        ) from error
    # what it logs as an error it raises too
    diffusers.utils.logging.set_verbosity(logging.CRITICAL)
    diffusers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    return diffusers


def member(module: str, name: str) -> Any:
    """What a module of diffusers gives by a name: most of its modules give names late, which no
    type checker sees.
    """
    return getattr(import_module(module), name)

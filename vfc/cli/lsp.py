"""The command that editors start: lsp."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

import click

from vfc.errors import MissingExtra

WANTED = ("pygls", "lsprotocol")


@click.command()
@click.option("--stdio", is_flag=True, help="What many editors add; there is no other way.")
def lsp(stdio: bool) -> None:
    """Serve an editor over standard input and output, by the language server protocol.

    Completion, hover, definitions, references, renames, diagnostics as of 'vfc check', how shots
    stand, formatting as of 'vfc fmt'. It writes and builds nothing.
    """
    if not all(find_spec(each) for each in WANTED):
        raise MissingExtra("'vfc lsp' needs a part that is not installed: pip install 'vfc[lsp]'")
    from vfc.lsp.server import serve

    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a plugin prints is no part of the protocol
    sys.stdout = sys.stderr
    serve(sys.stdin.buffer, output)

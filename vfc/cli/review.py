"""The command that shows a film in the browser: review."""

from __future__ import annotations

from pathlib import Path

import click

from vfc.cli.options import JSON, with_film
from vfc.cli.printing import counted, print_json, print_line, say
from vfc.errors import MissingExtra
from vfc.project.workspace import Workspace

WANTED = ("starlette", "uvicorn", "jinja2")


@click.command()
@click.option(
    "--export",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the pages as files that open from disk, into a folder of their own.",
)
@click.option(
    "--edit", is_flag=True, help="Let the pages change the film: pick, note, build, stop."
)
@click.option("--no-open", is_flag=True, help="Open no browser.")
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="N", help="Any that is free, if not said."
)
@click.option("--host", metavar="NAME", help="Listen for others too; needs a token.")
@click.option(
    "--token",
    envvar="VFC_REVIEW_TOKEN",
    metavar="TEXT",
    help="What the address carries; random, if not said.",
)
@JSON
@with_film
def review(
    workspace: Workspace,
    export: Path | None,
    edit: bool,
    no_open: bool,
    port: int | None,
    host: str | None,
    token: str | None,
    as_json: bool,
) -> None:
    """Show the film in the browser: watch it over its timeline, look at the storyboard.

    Serves this machine alone, until Ctrl-C. The pages only show, unless --edit is said. With
    --export it serves nothing, and writes them.
    """
    _check_extra()
    if export is not None:
        _export(workspace, export, as_json=as_json)
        return
    from vfc.review.serving.server import Listening, ReviewServer

    wanted = Listening(host=host or "", port=port or 0, token=token or "", edit=edit)
    server = ReviewServer(workspace, wanted)

    def begun() -> None:
        if as_json:
            print_json({"address": server.address})
        else:
            print_line(server.address)
            say("serving; Ctrl-C ends it")
        if not no_open:
            _open(server.opened_once())

    try:
        server.run(begun)
    except KeyboardInterrupt:
        say("")


def _export(workspace: Workspace, folder: Path, *, as_json: bool) -> None:
    from vfc.project.events import Quiet
    from vfc.review.exporting import export_review

    done = export_review(workspace, folder, Quiet())
    if as_json:
        print_json({"page": str(done.page), "files": done.files, "bytes": done.bytes})
    else:
        say(f"{counted(done.files, 'file')}, {done.bytes / 1e6:.1f} MB: {done.page}")


def _open(address: str) -> None:
    """Open a browser, where there is a screen to show it on; it is not waited for."""
    import os
    import sys
    import threading
    import webbrowser

    screen = any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")))
    if sys.platform == "darwin" or screen:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _check_extra() -> None:
    """MissingExtra where what a review is served with is not installed."""
    from importlib.util import find_spec

    if not all(map(find_spec, WANTED)):
        raise MissingExtra("vfc[review] is not installed: pip install 'vfc[review]'")

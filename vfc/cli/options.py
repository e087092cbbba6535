"""The options that many commands share, and the film they are about."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import click


class Amount(click.ParamType):
    """An amount of money."""

    name = "amount"

    def convert(self, value, param, ctx):
        """The amount; click's error for a text that is none."""
        from vfc.project.money import Money, parse_money

        if isinstance(value, Money):
            return value
        try:
            return parse_money(value)
        except ValueError as error:
            self.fail(f"{error}: write such as 20USD", param, ctx)


FILM = click.argument("film", required=False, type=click.Path(path_type=Path), metavar="[FILM]")
FILMS = click.argument("films", nargs=-1, type=click.Path(path_type=Path), metavar="[FILMS]...")
ONLY_FILMS = click.option(
    "--only-films", is_flag=True, help="Pass over files that are no texts of films."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Standard output carries JSON alone.")
JOBS = click.option(
    "--jobs", "-j", type=click.IntRange(1), metavar="N", help="Steps at once; as many as cores."
)
VERIFY = click.option(
    "--verify", is_flag=True, help="Read what stands, and hash every file, in place of names."
)
PROFILE = click.option(
    "--profile", "-p", metavar="NAME", help="A profile of the film, such as draft."
)
STORE = click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where artifacts are kept; .vfc beside film.yaml, or VFC_STORE, if not said.",
)
TRUST = click.option(
    "--trust-store", is_flag=True, help="Use a store that came with the film's repository."
)
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where deliverables go, in place of out beside film.yaml.",
)
OUTSIDE = click.option(
    "--allow-outside",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder outside the film's own that its paths may name.",
)


def store_named(store: Path | None) -> Path | None:
    """The store that an option names, or VFC_STORE; None where neither does."""
    return store or (Path(os.environ["VFC_STORE"]) if os.environ.get("VFC_STORE") else None)


def with_film(command: Callable) -> Callable:
    """Hand the command a `workspace`: the film's folder, its profile and its store, from the shared
    options.
    """

    @FILM
    @PROFILE
    @STORE
    @TRUST
    @OUT
    @OUTSIDE
    @wraps(command)
    def found(
        film: Path | None,
        profile: str | None,
        store: Path | None,
        trust_store: bool,
        out: Path | None,
        allow_outside: tuple[Path, ...],
        **rest,
    ):
        from vfc.project.workspace import find_workspace

        return command(
            workspace=find_workspace(
                film,
                profile=profile,
                store=store_named(store),
                outside=allow_outside,
                trust=trust_store,
                out=out,
            ),
            **rest,
        )

    return found


def with_films(command: Callable) -> Callable:
    """Hand the command `workspaces`, one for each film that is named, as `with_film` does for
    one.
    """

    @FILMS
    @PROFILE
    @STORE
    @TRUST
    @OUT
    @OUTSIDE
    @ONLY_FILMS
    @wraps(command)
    def found(
        films: tuple[Path, ...],
        profile: str | None,
        store: Path | None,
        trust_store: bool,
        out: Path | None,
        allow_outside: tuple[Path, ...],
        only_films: bool,
        **rest,
    ):
        from vfc.project.filmtexts import named_films

        return command(
            workspaces=named_films(
                films,
                only_films=only_films,
                profile=profile,
                store=store_named(store),
                outside=allow_outside,
                trust=trust_store,
                out=out,
            ),
            **rest,
        )

    return found

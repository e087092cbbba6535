"""What a page is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from vfc.film.model import Film
from vfc.film.proxies import ProxiesWanted
from vfc.project.workspace import Workspace
from vfc.review.model.reading import FilmReading
from vfc.review.model.values import Review

PageData = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a review of a film works with while it is served: where the film lies, its reading, and
    whether it may be edited.
    """

    workspace: Workspace
    reading: FilmReading
    edit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAction:
    """What a page does besides being looked at, under `POST /do/PAGE/NAME`: it gets what was sent,
    a JSON object, and answers one. UsageError says what is wrong with it. One that `edits` is there
    only with `--edit`.
    """

    name: str
    act: Callable[[Desk, dict[str, Any]], PageData]
    edits: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """One page. `name` is its address, and the name of its template, script and style; `data` is
    what its script reads, as values for JSON. It stands in an export where it is `exported`, for
    which the proxies that it `wants` are made.
    """

    name: str
    title: str
    data: Callable[[Review], PageData]
    key: str = ""  # the key of the keyboard that leads to it, after `g`
    actions: tuple[PageAction, ...] = ()
    exported: bool = True
    wants: Callable[[Film], tuple[ProxiesWanted, ...]] = lambda film: ()

"""What a page is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vfc.film.proxies import ProxiesWanted
from vfc.project.workspace import Workspace
from vfc.review.doing.builds import BuildDesk
from vfc.review.doing.picks import PickHistory
from vfc.review.model.reading import FilmReading
from vfc.review.model.values import Review

PageData = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a review of a film works with while it is served: where the film lies, its reading,
    whether it may be edited, the picks that were made by it, and its build.
    """

    workspace: Workspace
    reading: FilmReading
    edit: bool = False
    picks: PickHistory = field(default_factory=PickHistory)
    build: BuildDesk = field(default_factory=BuildDesk)


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
    wants: Callable[[Review], tuple[ProxiesWanted, ...]] = lambda review: ()

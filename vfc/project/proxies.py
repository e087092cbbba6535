"""Proxies of what stands: planned apart from the film, made for whoever looks at it, found by
digest.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from vfc.engine.events import Reporter
from vfc.engine.loop import Outcome
from vfc.engine.stale import Decision, State
from vfc.film.formats import DeliverableKind
from vfc.film.model import Film
from vfc.film.proxies import ProxiesWanted, ProxyForm, ProxyName, SpriteSheet
from vfc.project.load import LoadedFilm
from vfc.project.plan import Planned, PlanOptions, plan_film
from vfc.project.run import run_plan
from vfc.recipes.kinds import FINISH, PROXY, SPRITES, STABILISATION, THUMBNAIL, WAVEFORM
from vfc.recipes.params import SpritesParams
from vfc.recipes.step import Step

MEDIA_TYPES = {
    ProxyForm.MOVIE: "video/mp4",
    ProxyForm.POSTER: "image/jpeg",
    ProxyForm.SPRITES: "image/jpeg",
    ProxyForm.WAVEFORM: "application/json",
}
KINDS = (PROXY, THUMBNAIL, SPRITES, WAVEFORM, FINISH, STABILISATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyMedia:
    """Where a proxy lies: its `digest` in the store, '' while it is not made; its media type, the
    layout of a sheet of small pictures, and whether it can be made of what stands.
    """

    name: ProxyName
    key: str
    digest: str
    media_type: str
    sheet: SpriteSheet | None = None
    makeable: bool = False


def all_proxies(film: Film, *, takes: bool = False) -> ProxiesWanted:
    """The proxies of a whole film: of the takes that are shown, or of all, and of its film
    files.
    """
    films = tuple(each.path for each in film.deliver if each.kind is DeliverableKind.VIDEO)
    return ProxiesWanted(shots=tuple(film.shots), takes=takes, films=films)


def plan_proxies(loaded: LoadedFilm, wanted: ProxiesWanted) -> Planned:
    """The plan of wanted proxies of what stands: no take is made for one."""
    planned = plan_film(loaded, PlanOptions(proxies=wanted))
    silent = frozenset(_without_sound(planned))
    if silent != wanted.silent:
        return plan_proxies(loaded, replace(wanted, silent=wanted.silent | silent))
    return replace(planned, decisions=_of_what_stands(planned))


def _without_sound(planned: Planned) -> Iterator[str]:
    """The takes whose own sound, that a generator made, does not stand."""
    yield from planned.wanted.proxies.silent if planned.wanted.proxies else ()
    for step in planned.plan.steps:
        if step.kind is PROXY:
            sounds = [use.key for use in step.uses if use.role == "sound"]
            if any(planned.decisions[key].state is not State.KEPT for key in sounds):
                yield step.name


def proxies_of(planned: Planned) -> dict[ProxyName, ProxyMedia]:
    """Where each proxy of a plan lies, in the order of the wish."""
    steps, found = planned.plan.by_key(), dict[ProxyName, ProxyMedia]()
    for name, key in planned.plan.proxies.items():
        decision, params = planned.decisions[key], steps[key].params
        found[name] = ProxyMedia(
            name=name,
            key=key,
            digest=decision.trace.output if decision.trace is not None else "",
            media_type=MEDIA_TYPES[name.form],
            sheet=params.sheet if isinstance(params, SpritesParams) else None,
            makeable=decision.state is State.MAKE,
        )
    return found


def make_proxies(
    planned: Planned, reporter: Reporter, stop: threading.Event, *, jobs: int = 0
) -> Outcome:
    """Make what of planned proxies does not stand. One that fails keeps no other from being
    made.
    """
    with planned.loaded.store.busy():
        return run_plan(planned, planned.decisions, reporter, stop, jobs=jobs, keep_going=True)


def proxies_in_turn(
    loaded: LoadedFilm,
    wanted: ProxiesWanted,
    reporter: Reporter,
    stop: threading.Event,
    *,
    at_once: int = 8,
    jobs: int = 0,
) -> Iterator[dict[ProxyName, ProxyMedia]]:
    """Make wanted proxies in the order of the wish, those of so many shots at once, then those of
    film files; after each turn where its proxies lie.
    """
    turns = [wanted.shots[at : at + at_once] for at in range(0, len(wanted.shots), at_once)]
    parts = [replace(wanted, shots=shots, films=()) for shots in turns]
    parts += [replace(wanted, shots=(), films=(path,)) for path in wanted.films]
    for part in parts:
        if stop.is_set():
            return
        planned = plan_proxies(loaded, part)
        if planned.to_make():
            make_proxies(planned, reporter, stop, jobs=jobs)
            planned = plan_proxies(loaded, part)
        yield proxies_of(planned)


def _of_what_stands(planned: Planned) -> dict[str, Decision]:
    """Decisions by which nothing is made but proxies, and what lies between them and takes that
    stand.
    """
    decisions = dict(planned.decisions)
    ready = _ready(planned.plan.steps, decisions)
    for step in reversed(planned.plan.steps):
        if decisions[step.key].state is State.MAKE and step.key not in ready:
            decisions[step.key] = replace(decisions[step.key], state=State.SKIP)
    needed = _needed(planned.plan.steps, decisions, set(planned.plan.proxies.values()))
    return {
        key: replace(each, state=State.SKIP)
        if each.state is State.MAKE and key not in needed
        else each
        for key, each in decisions.items()
    }


def _ready(steps: Collection[Step], decisions: Mapping[str, Decision]) -> set[str]:
    """The keys of what stands, or can be made of it at no cost."""
    ready: set[str] = set()
    for step in steps:
        state = decisions[step.key].state
        cheap = (step.kind in KINDS or step.kind.assembles) and not step.costs
        if state is State.KEPT or (
            state is State.MAKE and cheap and all(use.key in ready for use in step.uses)
        ):
            ready.add(step.key)
    return ready


def _needed(
    steps: tuple[Step, ...], decisions: Mapping[str, Decision], goals: set[str]
) -> set[str]:
    """The keys of what is made for goals that can be made."""
    needed: set[str] = set()
    for step in reversed(steps):
        if decisions[step.key].state is State.MAKE and (step.key in goals or step.key in needed):
            needed.add(step.key)
            needed.update(use.key for use in step.uses)
    return needed

"""What Python users call: load, plan, build, clip, graph. Each does what the command of its name
does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vfc.commands.build import BuildOptions, Result
from vfc.commands.build import build as build_place
from vfc.engine.events import Reporter
from vfc.errors import UsageError
from vfc.generators.api import Generator
from vfc.generators.registry import Registry
from vfc.media.viewing.clips import clip as moviepy_clip
from vfc.project.events import Quiet
from vfc.project.load import LoadedFilm
from vfc.project.load import load as load_place
from vfc.project.looks import GradedPicture, graded_picture_of
from vfc.project.money import Consent, parse_money
from vfc.project.plan import Planned, PlanOptions, no_such_shot, plan_film
from vfc.project.workspace import find_workspace
from vfc.voices.api import Voice
from vfc.voices.registry import VoiceRegistry

if TYPE_CHECKING:
    import networkx

Where = Path | str | None


def _registry(generators: Sequence[Generator]) -> Registry:
    registry = Registry()
    for generator in generators:
        registry.add(generator)
    return registry


def load(
    film: Where = None,
    *,
    profile: str | None = None,
    store: Where = None,
    trust_store: bool = False,
    generators: Sequence[Generator] = (),
    voices: Sequence[Voice] = (),
) -> LoadedFilm:
    """Read a film (a folder or a file; this folder, if not said); `.film` is its values. Raises
    TextError.

    `generators` and `voices` are added to the installed ones for this film.
    """
    return load_place(
        find_workspace(film, profile=profile, store=store, trust=trust_store),
        registry=_registry(generators),
        voices=VoiceRegistry(voices),
    )


def plan(
    film: Where = None,
    *,
    profile: str | None = None,
    store: Where = None,
    trust_store: bool = False,
    generators: Sequence[Generator] = (),
    voices: Sequence[Voice] = (),
) -> Planned:
    """What a build would make, and why: `.plan.steps`, and `.decisions` by key."""
    return plan_film(
        load(
            film,
            profile=profile,
            store=store,
            trust_store=trust_store,
            generators=generators,
            voices=voices,
        )
    )


def build(
    film: Where = None,
    *,
    profile: str | None = None,
    store: Where = None,
    trust_store: bool = False,
    only: Sequence[str] = (),
    everything: bool = False,
    jobs: int = 0,
    keep_going: bool = False,
    budget: str = "",
    yes: bool = False,
    generators: Sequence[Generator] = (),
    voices: Sequence[Voice] = (),
    reporter: Reporter | None = None,
    out: Where = None,
) -> Result:
    """Build a film; the result names what was made and what failed. Raises TextError where the text
    is wrong, RefusedError where it would spend more than the `budget` (such as `20USD`), or money
    to which nobody has said `yes`, ValueError for a budget that is none.

    With `only` all takes of these shots and nothing else, with `everything` all takes of all shots
    too. Deliverables go to `out/PROFILE` beside the text, or to a folder PROFILE in `out`.
    """
    wanted = PlanOptions(only=tuple(only), everything=everything)
    consent = Consent(yes=yes, budget=parse_money(budget) if budget else None)
    options = BuildOptions(wanted=wanted, jobs=jobs, keep_going=keep_going, consent=consent)
    return build_place(
        find_workspace(film, profile=profile, store=store, trust=trust_store, out=out),
        options,
        reporter or Quiet(),
        registry=_registry(generators),
        voices=VoiceRegistry(voices),
    )


def graph(
    film: Where = None,
    *,
    profile: str | None = None,
    store: Where = None,
    trust_store: bool = False,
    generators: Sequence[Generator] = (),
    of: str = "",
    reduce: bool = False,
) -> networkx.DiGraph:
    """The plan as a networkx.DiGraph: nodes are keys with `step`, `kind`, `state`, `costs` and
    `seconds`; an edge leads from a step to each that uses it, with the `roles`.

    `of` leaves what a shot, a take or a deliverable needs and what needs it, `reduce` no edge that
    a longer way says. Raises TextError, and UsageError where there is no such shot.
    """
    from vfc.commands.graph import graph as graph_of

    return graph_of(
        plan(film, profile=profile, store=store, trust_store=trust_store, generators=generators),
        of=of,
        reduce=reduce,
    )


def clip(
    shot: str | None = None,
    film: Where = None,
    *,
    profile: str | None = None,
    store: Where = None,
    trust_store: bool = False,
):
    """What stands of a shot (`street/walk`, or a take of it, `street/walk#2`), or of the film, as a
    moviepy clip.

    A shot comes as the film shows it, after grade and effects, trimmed to its length; a take as it
    was made. The film is its first video deliverable. Raises UsageError where it has not been built
    yet.
    """
    planned = plan(film, profile=profile, store=store, trust_store=trust_store)
    shown, frames = _shown(planned, shot)
    trace = planned.decisions[shown.key].trace
    path = planned.loaded.store.path(trace.output) if trace else None
    if path is None:
        raise UsageError(f"{shot or 'the film'} does not stand yet: build it first")
    made = moviepy_clip(path, shown.grading)
    if frames is None:
        return made
    return made.subclipped(0, float(frames / planned.loaded.film.format.rate))


def _shown(planned: Planned, shot: str | None) -> tuple[GradedPicture, int | None]:
    film = planned.loaded.film
    if shot is None:
        if not film.videos:
            raise UsageError("the film delivers no video")
        return GradedPicture(planned.plan.deliverables[film.videos[0].path], None), None
    name = shot.partition("#")[0]
    if name not in film.shots:
        raise UsageError(no_such_shot(name, film.shots))
    if "#" not in shot:
        return graded_picture_of(planned, name), film.shots[name].frames
    if shot not in planned.plan.takes:
        raise UsageError(f"there is no take '{shot}'")
    return GradedPicture(planned.plan.takes[shot], None), film.shots[name].frames

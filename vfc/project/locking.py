"""film.lock after a build: what cost is bound to its seed, its key and what came; each file to its
digest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from vfc.errors import Severity, StoreError, visible
from vfc.film.model import GeneratorUse
from vfc.lock.abilities import plain_abilities
from vfc.lock.file import alone, lock_text, moved, write_lock_text
from vfc.lock.model import Lock, LockedChoice, LockedFile, LockedGenerator, LockedPin, LockedTake
from vfc.lock.text import read_lock, write_lock
from vfc.project.generators import locked_generator, uses_of
from vfc.project.load import LoadedFilm
from vfc.project.plan import Planned
from vfc.recipes.params import GeneratedParams


def update_lock(planned: Planned, digests: Mapping[str, str], *, refresh: bool = False) -> None:
    """Write the lock if this build changes it; blocks of shots that left the text leave with them.

    What another build wrote into it meanwhile, such as one of another profile, stays. StoreError
    where the lock cannot be written, or was made unreadable since this build began.
    """
    loaded, path = planned.loaded, planned.loaded.workspace.lock
    with alone(path):
        before = lock_text(path)
        if before == loaded.lock_text:
            now = loaded.lock
        else:
            now, mistakes = read_lock(path.name, before)
            if any(each.severity is Severity.ERROR for each in mistakes):
                raise StoreError(
                    f"{path.name} was changed while this build ran and cannot be read now, so "
                    f"nothing is written to it: mend it and build again"
                )
            now = replace(moved(now, loaded.film), choices=_choices_beside(loaded, now))
        of = replace(planned, loaded=replace(loaded, lock=now))
        lock = Lock(
            generators=_generators(of.loaded, refresh),
            takes=_takes(of, digests),
            pins=_pins(of, digests),
            choices=_choices(of),
            files=tuple(
                LockedFile(path=asset.path, digest=asset.digest) for asset in loaded.film.assets
            ),
        )
        write_lock_text(path, write_lock(lock), before)


def _choices_beside(loaded: LoadedFilm, now: Lock) -> tuple[LockedChoice, ...]:
    """This profile's choices as this build settled them, and those of others as the lock has them
    now.
    """
    own = loaded.film.profile or ""
    return (
        *(each for each in now.choices if each.profile != own),
        *(each for each in loaded.lock.choices if each.profile == own),
    )


Block = TypeVar("Block", LockedTake, LockedPin, LockedChoice)


def _still_there(
    loaded: LoadedFilm, blocks: tuple[Block, ...], identity: Callable[[Block], object]
) -> tuple[Block, ...]:
    """The blocks of shots and profiles that the text still has; of one identity the last."""
    film = loaded.film
    kept = {
        (each.profile, identity(each)): each
        for each in blocks
        if each.shot in film.shots and (not each.profile or each.profile in film.profiles)
    }
    return tuple(kept.values())


def _choices(planned: Planned) -> tuple[LockedChoice, ...]:
    """The choices of this profile, of two that a merge left the one that holds; and those of other
    profiles.
    """
    loaded, film = planned.loaded, planned.loaded.film
    locked = _still_there(
        loaded, tuple(reversed(loaded.lock.choices)), lambda each: (each.shot, each.contest)
    )
    return tuple(
        each
        for each in locked
        if each.profile != (film.profile or "")
        or (
            film.shots[each.shot].pick == "best"
            and planned.plan.chosen.get(each.shot, each.contest) == each.contest
        )
    )


def _takes(planned: Planned, digests: Mapping[str, str]) -> tuple[LockedTake, ...]:
    """The takes of this profile that cost and stand, and those of other profiles whose shots are
    still there.
    """
    loaded, costly, steps = planned.loaded, planned.plan.costly, planned.plan.by_key()
    profile, takes = loaded.film.profile or "", set(planned.plan.takes)

    def identity(each: LockedTake) -> tuple[object, ...]:
        """Of two that a merge left this profile keeps one, that of today's key; what others keep is
        theirs to say.
        """
        return (
            each.profile,
            each.shot,
            each.take,
            each.part,
            each.key if each.profile != profile else "",
        )

    own_last = sorted(
        loaded.lock.takes,
        key=lambda each: costly.get((each.shot, each.take, each.part)) == each.key,
    )
    kept = [
        each
        for each in _still_there(loaded, tuple(own_last), identity)
        if each.profile != profile
        or f"{each.shot}#{each.take}" not in takes
        or costly.get((each.shot, each.take, each.part)) is not None
    ]
    found = {identity(each): each for each in kept}
    billed = _billed(planned, [key for key in costly.values() if key in digests])
    for (shot, take, part), key in costly.items():
        params = steps[key].params if key in digests else None
        if isinstance(params, GeneratedParams):
            found[profile, shot, take, part, ""] = LockedTake(
                profile=profile,
                shot=shot,
                take=take,
                part=part,
                seed=params.request.seed,
                key=key,
                digest=digests[key],
                billed=billed.get((key, digests[key]), ""),
            )
    return tuple(found.values())


def _billed(planned: Planned, keys: Collection[str]) -> dict[tuple[str, str], str]:
    """What was billed for artifacts, by key and digest, where their traces say."""
    traces = planned.loaded.store.traces(keys)
    return {
        (key, trace.output): visible(trace.made_on["billed"])
        for key, each in traces.items()
        for trace in each
        if "billed" in trace.made_on
    }


def _pins(planned: Planned, digests: Mapping[str, str]) -> tuple[LockedPin, ...]:
    """What the pinned takes of this profile are derived from, and the pins of other profiles."""
    loaded = planned.loaded
    film, profile = loaded.film, loaded.film.profile or ""
    kept = [
        each
        for each in _still_there(
            loaded, loaded.lock.pins, lambda each: (each.shot, each.take, each.role)
        )
        if each.profile != profile or film.shots[each.shot].pin
    ]
    found = {(each.profile, each.shot, each.take, each.role): each for each in kept}
    for (shot, take, role), pin in planned.plan.derived.items():
        if film.shots[shot].pin and pin.key in digests:
            found[profile, shot, take, role] = LockedPin(
                profile=profile,
                shot=shot,
                take=take,
                role=role,
                key=pin.key,
                digest=digests[pin.key],
                frames=pin.frames,
                made=pin.made,
            )
    return tuple(found.values())


def _generators(loaded: LoadedFilm, refresh: bool) -> tuple[LockedGenerator, ...]:
    """What is held of each generator that costs: as it was locked, or as it is installed now with
    `refresh`.
    """
    held = {each.name: each for each in loaded.lock.generators}
    found: dict[str, LockedGenerator] = {}
    for use in uses_of(loaded.film):
        before = locked_generator(use, loaded.lock)
        generator = loaded.registry.get(use.use)
        if before is not None and (not refresh or generator is None):
            found[use.name] = before
        elif generator is not None and (locked := _locked(loaded, use)) is not None:
            found[use.name] = locked
    # another profile's generators stay held though this one uses none of them
    if loaded.film.profiles:
        found = {
            name: each for name, each in held.items() if name in loaded.film.generators
        } | found
    return tuple(found.values())


def _locked(loaded: LoadedFilm, use: GeneratorUse) -> LockedGenerator | None:
    """A generator as it is installed now; None of one that does not cost."""
    generator, options = loaded.registry.installed(use.use), dict(use.options)
    abilities = generator.abilities(use.options)
    if not abilities.costs:
        return None
    model = loaded.registry.model(use.use, use.options)
    found = LockedGenerator(
        name=use.name,
        use=use.use,
        version=generator.version,
        options=abilities.options,
        abilities=plain_abilities(abilities),
    )
    return (
        found
        if model is None
        else replace(
            found,
            model=str(options.get("model") or ""),
            asked=str(options.get("revision") or ""),
            revision=model.revision,
            weights=model.weights,
        )
    )


def drift(loaded: LoadedFilm) -> tuple[str, ...]:
    """In a sentence each: what is installed or on the disk now and is not what the lock holds."""
    found = []
    for held in loaded.lock.generators:
        generator = loaded.registry.get(held.use)
        if generator is None:
            found.append(
                f"the generator '{held.name}' ({held.use}) is locked and not installed here"
            )
        elif generator.version != held.version:
            found.append(
                f"the generator '{held.name}' is locked at version {held.version}, "
                f"installed is {generator.version}: vfc build --refresh takes it"
            )
    digests = {asset.path: asset.digest for asset in loaded.film.assets}
    # a merge may leave two of one path
    locked = {(file.path, file.digest) for file in loaded.lock.files}
    for path in dict.fromkeys(file.path for file in loaded.lock.files):
        if path in digests and (path, digests[path]) not in locked:
            found.append(f"{path} has changed since the lock was written")
    return tuple(found)

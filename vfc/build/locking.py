"""film.lock after a build: what cost is bound to its seed, its key and what came; each file to its digest."""

from __future__ import annotations

import os
from collections.abc import Mapping

from vfc.build.abilities import plain_abilities
from vfc.build.load import Loaded
from vfc.build.planning import Planned
from vfc.errors import StoreError
from vfc.film.lock import Lock, LockedFile, LockedGenerator, LockedTake
from vfc.plan.pictures import seed_of
from vfc.spec.locktext import write_lock


def update_lock(planned: Planned, digests: Mapping[str, str], *, refresh: bool = False) -> None:
    """Write the lock if this build changes it; blocks of shots that left the text leave with them."""
    loaded = planned.loaded
    lock = Lock(generators=_generators(loaded, refresh), takes=_takes(planned, digests),
                files=tuple(LockedFile(path=asset.path, digest=asset.digest) for asset in loaded.film.assets))
    text = write_lock(lock)
    path = loaded.place.lock
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    if text == before:
        return
    try:
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        os.replace(draft, path)
    except OSError as error:
        raise StoreError(f"{path.name} cannot be written: {error.strerror}") from error


def _takes(planned: Planned, digests: Mapping[str, str]) -> tuple[LockedTake, ...]:
    """The takes of this profile that cost and stand, and those of other profiles whose shots are still there."""
    film, steps = planned.loaded.film, planned.plan.by_key()
    profile = film.profile or ""
    found: dict[tuple[str, str, int], LockedTake] = {}
    for each in planned.loaded.lock.takes:
        if each.shot in film.shots and (not each.profile or each.profile in film.profiles):
            found[each.profile, each.shot, each.take] = each
    for label, key in planned.plan.takes.items():
        shot, _, take = label.rpartition("#")
        place = (profile, shot, int(take))
        if steps[key].costs and key in digests:
            seed = seed_of(film, film.shots[shot], int(take))
            found[place] = LockedTake(profile=profile, shot=shot, take=int(take), seed=seed, key=key,
                                      digest=digests[key])
        elif not steps[key].costs:
            found.pop(place, None)
    return tuple(found.values())


def _generators(loaded: Loaded, refresh: bool) -> tuple[LockedGenerator, ...]:
    """What is held of each generator that costs: as it was locked, or as it is installed now with `refresh`."""
    held = {each.name: each for each in loaded.lock.generators}
    found: dict[str, LockedGenerator] = {}
    for shot in loaded.film.shots.values():
        use = shot.generator
        generator = loaded.registry.get(use.use)
        if use.name in held and (not refresh or generator is None):
            found[use.name] = held[use.name]
        elif generator is not None and use.name not in found:
            abilities = generator.abilities(use.options)
            if abilities.costs:
                found[use.name] = LockedGenerator(name=use.name, use=use.use, version=generator.version,
                                                  abilities=plain_abilities(abilities),
                                                  options=abilities.options)
    if loaded.film.profile:  # another profile's generators stay held though this one uses none of them
        found = held | found
    return tuple(found.values())


def drift(loaded: Loaded) -> tuple[str, ...]:
    """In a sentence each: what is installed or on the disk now and is not what the lock holds."""
    found = []
    for held in loaded.lock.generators:
        generator = loaded.registry.get(held.use)
        if generator is None:
            found.append(f"the generator '{held.name}' ({held.use}) is locked and not installed here")
        elif generator.version != held.version:
            found.append(f"the generator '{held.name}' is locked at version {held.version}, "
                         f"installed is {generator.version}: vfc build --refresh takes it")
    digests = {asset.path: asset.digest for asset in loaded.film.assets}
    for file in loaded.lock.files:
        if file.path in digests and digests[file.path] != file.digest:
            found.append(f"{file.path} has changed since the lock was written")
    return tuple(found)

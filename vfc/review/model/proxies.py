"""Proxies for pages: those that stand at once, the rest one by one beside the server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from vfc.errors import VfcError
from vfc.film.model import Film
from vfc.film.proxies import ProxiesWanted, ProxyForm, ProxyName
from vfc.planning.proxies import is_played_by_browsers
from vfc.project.events import Quiet
from vfc.project.plan import Planned
from vfc.project.proxies import ProxyMedia, plan_proxies, proxies_in_turn, proxies_of
from vfc.review.model.values import ReviewMedia

POSTERS = 32  # of so many shots are made before pages are told
MOVIES = (ProxyForm.MOVIE,)
TakeIn = Callable[[Mapping[ProxyName, ReviewMedia]], None]


def pages_want(film: Film) -> tuple[ProxiesWanted, ...]:
    """What every review shows: a poster of each shot, and what plays of film files that browsers do
    not play.
    """
    films = tuple(each.path for each in film.videos if not is_played_by_browsers(each))
    return (
        ProxiesWanted(shots=tuple(film.shots), forms=(ProxyForm.POSTER,)),
        *([ProxiesWanted(films=films, forms=MOVIES)] if films else []),
    )


class ProxyMaking:
    """Makes proxies in a thread of its own, for one reading of a film at a time; `put` is told of
    what stands. Further ones are wanted with `want`, and made first.
    """

    def __init__(self, put: TakeIn):
        self._put = put
        self._stop, self._thread = threading.Event(), threading.Thread()
        self._planned: Planned | None = None
        self._wanted: list[ProxiesWanted] = []
        self._lock = threading.RLock()

    def begin(self, planned: Planned) -> None:
        """Go on with another reading of the film."""
        with self._lock:
            self.end()
            self._planned = planned
            self._stop = threading.Event()
            self._thread = threading.Thread(
                target=self._make, args=(planned, self._stop), daemon=True
            )
            self._thread.start()

    def want(self, wanted: ProxiesWanted) -> None:
        """Make these too, for as long as the review is served, before all others."""
        with self._lock:
            if wanted in self._wanted:
                return
            self._wanted.insert(0, wanted)
            if self._planned is not None:
                self.begin(self._planned)

    def end(self) -> None:
        """Stop making."""
        self._stop.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()

    def _make(self, planned: Planned, stop: threading.Event) -> None:
        loaded = planned.loaded
        wishes = [_of_film(each, loaded.film) for each in (*self._wanted, *pages_want(loaded.film))]
        for wanted in wishes:
            with suppress(VfcError, OSError):
                self._put(media_of(proxies_of(plan_proxies(loaded, wanted))))
        for wanted in wishes:
            with suppress(VfcError, OSError):
                for found in proxies_in_turn(loaded, wanted, Quiet(), stop, at_once=POSTERS):
                    self._put(media_of(found))


def media_of(proxies: Mapping[ProxyName, ProxyMedia]) -> dict[ProxyName, ReviewMedia]:
    """Those of proxies that stand, as pages show them."""
    return dict(_standing(proxies))


def _standing(found: Mapping[ProxyName, ProxyMedia]) -> Iterator[tuple[ProxyName, ReviewMedia]]:
    for name, each in found.items():
        if each.digest:
            yield name, ReviewMedia(digest=each.digest, type=each.media_type)


def _of_film(wanted: ProxiesWanted, film: Film) -> ProxiesWanted:
    """What of a wish a film has: a shot may have been renamed since."""
    return replace(
        wanted,
        shots=tuple(each for each in wanted.shots if each in film.shots),
        films=tuple(each for each in wanted.films if each in {one.path for one in film.deliver}),
    )

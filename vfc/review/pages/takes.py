"""The takes page: the takes of a shot play in step, are compared, and one is picked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vfc.commands.pick import picking
from vfc.errors import UsageError
from vfc.film.proxies import ProxiesWanted, ProxyForm, ProxyName
from vfc.project.plan import Planned
from vfc.review.model.takes import ReviewTake, review_takes
from vfc.review.model.values import Review
from vfc.review.pages.film import media_of_take, shot_data
from vfc.review.pages.page import Desk, PageAction, PageData, ReviewPage

FORMS = (ProxyForm.MOVIE, ProxyForm.POSTER)


class _Takes:
    """The takes of the plan that was asked for last: each proxy that is made asks again."""

    def __init__(self) -> None:
        self._held: tuple[Planned, dict[str, tuple[ReviewTake, ...]]] | None = None

    def of(self, planned: Planned) -> dict[str, tuple[ReviewTake, ...]]:
        held = self._held
        if held is None or held[0] is not planned:
            held = self._held = planned, review_takes(planned)
        return held[1]


_LAST = _Takes()


def takes_data(review: Review) -> PageData:
    """What is known of each shot, and its takes."""
    film, planned = review.film, review.planned
    if film is None or planned is None:
        return {}
    takes = _LAST.of(planned)
    picks = {name: shot.pick for name, shot in planned.loaded.film.shots.items()}
    return {
        "shots": {
            name: shot_data(review, shot)
            | {
                "pick": picks.get(name),
                "all": [dict(_take(review, name, each)) for each in takes.get(name, ())],
            }
            for name, shot in film.shots.items()
        }
    }


def _take(review: Review, name: str, take: ReviewTake) -> Iterator[tuple[str, Any]]:
    label = f"{name}#{take.take}"
    yield "take", take.take
    yield "seed", str(take.seed)
    yield "stands", take.stands
    yield "shown", take.shown
    yield "movie", media_of_take(review, ProxyName(label, ProxyForm.MOVIE))
    yield "poster", media_of_take(review, ProxyName(label, ProxyForm.POSTER))
    if take.stands:
        yield "seconds", round(take.seconds, 1)
    if take.overall is not None:
        yield "overall", round(take.overall, 3)
        yield "rank", take.rank
        yield "scores", {measure: round(value, 2) for measure, value in take.scores.items()}


def want_takes(desk: Desk, given: dict[str, Any]) -> PageData:
    """Make the movies of a shot's takes before others."""
    shot = shot_of(desk, given)
    desk.reading.making.want(ProxiesWanted(shots=(shot,), takes=True, forms=FORMS))
    return {}


def ask_pick(desk: Desk, given: dict[str, Any]) -> PageData:
    """What a pick would do: the steps that hang on it, those that cost, what is bought."""
    found = picking(desk.workspace, shot_of(desk, given), take_of(given))
    return {
        "file": found.file,
        "remade": list(found.remade),
        "costly": list(found.costly),
        "spends": found.spends,
    }


def do_pick(desk: Desk, given: dict[str, Any]) -> PageData:
    """Pick a take, where no more hangs on it than somebody was told; UsageError where it does."""
    hangs = given.get("remade")
    if not isinstance(hangs, list) or not all(isinstance(each, str) for each in hangs):
        raise UsageError("say which steps are known to hang on it")
    done = desk.picks.pick(desk.workspace, shot_of(desk, given), take_of(given), hangs)
    return {"undo": done.number, "file": done.picking.file}


def last_pick(desk: Desk, given: dict[str, Any]) -> PageData:
    """The newest pick of this review that was not undone, whoever asks; nothing where none is."""
    done = desk.picks.last()
    if done is None:
        return {}
    return {"undo": done.number, "shot": done.shot, "take": done.picking.take}


def undo_pick(desk: Desk, given: dict[str, Any]) -> PageData:
    """Take a pick back; UsageError where that cannot be."""
    number = given.get("undo")
    if not isinstance(number, int):
        raise UsageError("say which pick")
    done = desk.picks.undo(desk.workspace, number)
    return {"shot": done.shot, "file": done.picking.file}


def shot_of(desk: Desk, given: dict[str, Any]) -> str:
    """The shot that a request names; UsageError where it names none of the film."""
    film, shot = desk.reading.first().film, given.get("shot")
    if film is None or not isinstance(shot, str) or shot not in film.shots:
        raise UsageError("there is no such shot")
    return shot


def take_of(given: dict[str, Any]) -> str:
    """The take that a request names: a number, or `best`; UsageError where it is neither."""
    take = given.get("take")
    if take == "best" or (isinstance(take, int) and not isinstance(take, bool) and take > 0):
        return str(take)
    raise UsageError("a take is a number, or best")


TAKES = ReviewPage(
    name="takes",
    title="Takes",
    key="t",
    data=takes_data,
    actions=(
        PageAction(name="want", act=want_takes, edits=False),
        PageAction(name="ask", act=ask_pick),
        PageAction(name="pick", act=do_pick),
        PageAction(name="last", act=last_pick),
        PageAction(name="undo", act=undo_pick),
    ),
    exported=False,
)

"""How what changed, and what follows from it, is told: a line for each cause, then the work by
pool, the longest way, and what must be fetched.
"""

from __future__ import annotations

from collections.abc import Iterator

from vfc.cli.printing import counted, duration, span_of
from vfc.project.amounts import steps_text
from vfc.project.events import Caused

MOST_SHOTS = 12  # that are told one by one
MOST = 8  # causes that a build tells before it begins; `vfc plan` tells all


def cause_text(cause: Caused) -> str:
    """`cast.ana.look red → green (film.yaml:12): 3 pictures, 4 segments, about 20 s`."""
    where = f" ({cause.file}:{cause.line})" if cause.line else ""
    costs = f"{counted(cause.costs, 'of them costs', 'of them cost')}" if cause.costs else ""
    follows = [steps_text(cause.make), costs, span_of(cause.seconds, cause.most)]
    return f"{cause.text}{where}: {', '.join(filter(None, follows))}"


class FirstCauses:
    """The lines for the causes of a build, of which the first few are told."""

    def __init__(self) -> None:
        self._count = 0

    def line(self, cause: Caused) -> str:
        """What to say of the next cause; '' where enough was said."""
        self._count += 1
        if self._count <= MOST:
            return cause_text(cause)
        return "and more: `vfc plan` tells them all" if self._count == MOST + 1 else ""


def work_lines(planned) -> Iterator[str]:
    """The work by pool, the longest way through it, and the models that are not here."""
    from vfc.commands.models import lacking_models
    from vfc.project.critical import longest_way
    from vfc.project.servicekeys import lacking_keys

    pools: dict[str, list[str]] = {}
    for step in planned.to_make():
        pools.setdefault(step.pool, []).append(step.key)
    for pool, keys in pools.items():
        span = span_of(*planned.expected(keys))
        yield f"{pool:<10} {counted(len(keys), 'step')}{f', {span}' if span else ''}"
    way = longest_way(planned.to_make(), planned.seconds)
    seconds = sum(planned.seconds[step.key] for step in way)
    if way:
        last = f"{way[0].label} to {way[-1].label}" if way[1:] else way[0].label
        yield f"longest way: {duration(seconds)}, {counted(len(way), 'step')}, {last}"
    yield from money_lines(planned)
    yield from (f"lacks a key, and is refused: {each.text}" for each in lacking_keys(planned))
    for model in lacking_models(planned):
        yield f"to be fetched: {model.model}; a build fetches nothing: vfc models --fetch brings it"


def money_lines(planned) -> Iterator[str]:
    """What a build would spend, by provider and by shot; beyond a dozen shots by scene."""
    from vfc.project.money import expenses, spending_text

    found = expenses(planned)
    once = [
        step
        for step in planned.plan.steps
        if step.kind.name == "original" and planned.decisions[step.key].trace is not None
    ]
    if once:
        yield (
            f"{counted(len(once), 'original')} that nobody can make again: losing the store loses "
            "them"
        )
    new, sent = [each for each in found if not each.sent], [each for each in found if each.sent]
    if sent:
        yield f"sent already, and taken up: {spending_text(sent)}"
    if not new:
        return
    yield f"spends {spending_text(new)}"
    names = dict.fromkeys(each.shot for each in new)
    if len(names) > MOST_SHOTS:
        names = dict.fromkeys(each.shot.partition("/")[0] for each in new)
    for name in names:
        own = [each for each in new if each.shot == name or each.shot.startswith(f"{name}/")]
        yield f"  {name}: {spending_text(own)}"

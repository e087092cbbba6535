"""Ending a task that runs at a provider."""

from __future__ import annotations

from collections.abc import Callable

from vfc.generators.api import has_power
from vfc.generators.hosted.door import Door
from vfc.generators.hosted.provider import Cancels, Provider
from vfc.generators.hosted.wire import Ticket


def cancelled(provider: Provider, ticket: Ticket, wait: Callable[[float], None]) -> str:
    """Cancel a task that runs; why it cannot be, '' where it is. GeneratorError where the provider
    cannot be reached.
    """
    if not has_power(provider, Cancels):
        return f"{provider.name} cannot cancel"
    door = Door(provider, wait)
    try:
        answer = door.ask(provider.cancellation(ticket))
        refusal = provider.refusal(answer)
        if refusal is not None or not answer.ok:
            return door.clean(refusal.words if refusal else f"it answers {answer.status}")
        return ""
    finally:
        door.close()

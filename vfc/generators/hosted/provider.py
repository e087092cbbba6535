"""What a provider says of itself: how a request becomes its JSON, how an answer becomes a state.

All of it is pure: what is sent, waited for and written down is `work`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from vfc.film.timing import Size
from vfc.generators.api import Verb
from vfc.generators.hosted.cards import ModelCard
from vfc.generators.hosted.wire import Answer, Call, Delivery, Medium, Refusal, TaskState, Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCard:
    """A card of a storyboard: for so many `seconds`, these words."""

    seconds: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """A line that somebody speaks."""

    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What one task must make, in the provider's terms.

    `seconds` is 0 of a still. `size` is in pixels, `ratio` what the model calls it. `media` are the
    inputs by role: `first`, `last`, `tail`, `of`, `reference 1`, `style 1`, `card 1`. `key` is the
    same for the same request, whoever sends it, and another for each attempt that may be paid
    again. `move` is the camera's, in the film's own word. `draft` is the task of a draft, of which
    the final is asked for. `options` are those of the film's text over the model's defaults.
    """

    card: ModelCard
    words: str
    avoid: str = ""
    seconds: float = 0.0
    size: Size
    ratio: str = ""
    seed: int | None = None
    verb: Verb = Verb.WORDS
    strength: float = 0.0
    curve: str = ""
    move: str = ""
    media: Mapping[str, Medium] = field(default_factory=dict[str, Medium])
    cards: tuple[AskedCard, ...] = ()
    lines: tuple[AskedLine, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    key: str = ""
    draft: str = ""

    def several(self, word: str) -> tuple[Medium, ...]:
        """The media of a numbered role, such as `reference`, in their order."""
        numbered = {
            int(role.split()[1]): each
            for role, each in self.media.items()
            if role.split()[0] == word and len(role.split()) == 2
        }
        return tuple(numbered[number] for number in sorted(numbered))

    def only(self, *names: str) -> dict[str, Any]:
        """Those options that are set, under their own names."""
        return {
            name: self.options[name] for name in names if self.options.get(name) not in (None, "")
        }


class Provider(Protocol):
    """A service that makes pictures. `url` is its address, `secrets` the variables that hold its
    keys, in the names that its own tools use. `poll` is seconds between two looks at a task.
    """

    name: str
    version: int
    url: str
    secrets: tuple[str, ...]
    poll: float

    def cards(self) -> Mapping[str, ModelCard]:
        """Its models by name, the first of them the default."""
        ...

    def headers(self, secrets: Mapping[str, str]) -> Mapping[str, str]:
        """What each request carries."""
        ...

    def submission(self, ask: Ask) -> Call:
        """The request that begins a task, and costs."""
        ...

    def ticket(self, answer: Answer, ask: Ask) -> Ticket | Delivery | None:
        """The task that an answer to a submission names, or what was made at once; None of an
        answer that says neither.
        """
        ...

    def inquiry(self, ticket: Ticket) -> Call:
        """The question after a task."""
        ...

    def state(self, answer: Answer) -> TaskState:
        """How a task stands, as an answer to its inquiry says."""
        ...

    def refusal(self, answer: Answer) -> Refusal | None:
        """Why an answer is no success, whatever its status; None of one that is."""
        ...


class Cancels(Provider, Protocol):
    """A provider whose tasks can be cancelled."""

    def cancellation(self, ticket: Ticket) -> Call:
        """The request that ends a task."""
        ...


class Searches(Provider, Protocol):
    """A provider that can be asked for a task by the key that it was sent with."""

    def searches(self, ask: Ask) -> tuple[Call, ...]:
        """The questions for the task that was sent under an ask's key, in their order."""
        ...

    def sought(self, answer: Answer, ask: Ask) -> Ticket | None:
        """The task of the key, as an answer to one of them says; None where there is none."""
        ...


class TakesKeys(Provider, Protocol):
    """A provider that begins no second task for a key that it knows: `takes_keys` is true."""

    takes_keys: bool


class Uploads(Provider, Protocol):
    """A provider that takes media before the request; those it is not asked to upload go inline."""

    def uploads(self, medium: Medium) -> bool:
        """Whether a medium must be uploaded, such as one that is too large to go inline."""
        ...

    def upload(self, medium: Medium) -> Call:
        """The first call of an upload."""
        ...

    def stored(self, answer: Answer, medium: Medium) -> tuple[Call | None, str]:
        """The call that sends the bytes, where the first one did not; and the uri that follows."""
        ...


class Watches(Provider, Protocol):
    """A provider that tells the progress of its tasks while they run."""

    def watched(self, url: str, ticket: Ticket) -> AbstractContextManager[Callable[[], str]]:
        """What to ask for the progress of a task at the provider's address, in a few words, ''
        where nothing was told yet.
        """
        ...


class PublishesSchemas(Provider, Protocol):
    """A provider of any model whatever, which publishes what each one takes as OpenAPI."""

    def schema(self, model: str) -> Call:
        """The question for what a model takes."""
        ...

    def card(self, answer: Answer, model: str, kind: str) -> ModelCard | None:
        """The card that follows from it; `kind` is `still`, `video` or `edit` where the film says
        so. None where the answer says nothing of a model.
        """
        ...


class TellsBalance(Provider, Protocol):
    """A provider that says how much credit is left."""

    def balance(self) -> Call:
        """The question for it."""
        ...

    def credit(self, answer: Answer) -> str:
        """What is left, in words such as `1,250 credits`; '' where the answer does not say."""
        ...

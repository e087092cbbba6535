"""A provider as a generator: an original that costs, and what vfc conforms from it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from vfc.errors import GeneratorError
from vfc.film.model import Options
from vfc.film.money import FilmPrice
from vfc.generators.api import (
    Abilities,
    Clip,
    Context,
    Model,
    OfferedModel,
    Price,
    Request,
    Stage,
    StageKind,
    WaitingContext,
    has_power,
)
from vfc.generators.hosted.asking import (
    ask_of,
    check_cards,
    check_counts,
    check_exclusive,
    conformed_request,
    draft_mark,
    known_options,
    original_request,
    without_excluded,
)
from vfc.generators.hosted.cancelling import cancelled
from vfc.generators.hosted.cards import ModelCard, card_from, card_of, card_text, facts_of
from vfc.generators.hosted.door import Door
from vfc.generators.hosted.messages import refused
from vfc.generators.hosted.prices import price_of
from vfc.generators.hosted.provider import Ask, Provider, PublishesSchemas, TellsBalance
from vfc.generators.hosted.wire import Fault, Ticket
from vfc.generators.hosted.work import Task, Terms

PATIENCE = 1800.0  # seconds that one build waits for a task
CHUNK = 1 << 20
PUBLISHED = ("card", "kind")  # likewise of a model that others publish: by them it is known
MADE = ("still", "video", "edit")  # what the film says of a model that others publish
# options that say how a task is asked for, and nothing of its picture
UNKEYED = {"lanes": 0, "per_minute": 0, "retry_moderation": 0, "tier": ""}


class RemoteGenerator:
    """The generator of a provider, whose pictures are made on its machine: no seed makes one again,
    and what came is kept as it came.
    """

    def __init__(self, provider: Provider):
        self.provider = provider
        self.name, self.version = provider.name, provider.version
        self._cards: dict[tuple[str, str], ModelCard] = {}
        self.apart = False  # the patience of a film's text comes with it

    def card(self, options: Mapping[str, Any]) -> ModelCard:
        """The model that options name; GeneratorError for one that is not there, or is gone."""
        name = str(options.get("model") or "")
        if has_power(self.provider, PublishesSchemas):
            text = str(options.get("card") or "")
            return card_from(text) if text else self._published(self.provider, name, options)
        found = card_of(self.name, self.provider.cards(), name)
        if found.retired:
            raise GeneratorError(f"{self.name} has '{found.name}' no more: {found.retired}")
        return found

    def _published(
        self, provider: PublishesSchemas, name: str, options: Mapping[str, Any]
    ) -> ModelCard:
        """The card of a model as its provider publishes it now, asked for once."""
        if not name:
            raise GeneratorError(f"{self.name} makes nothing without a model: name one of its own")
        kind = str(options.get("kind") or "")
        if kind not in ("", *MADE):
            raise GeneratorError(f"'kind' of {self.name} is {kind}; it may be {', '.join(MADE)}")
        if (name, kind) not in self._cards:
            door = Door(provider, time.sleep)
            try:
                answer = door.ask(provider.schema(name))
                refusal = provider.refusal(answer)
                if refusal is not None and refusal.fault is Fault.KEY:
                    raise GeneratorError(refused(self.name, refusal))
                found = provider.card(answer, name, kind) if answer.ok else None
            finally:
                door.close()
            if found is None:
                raise GeneratorError(f"{self.name} publishes nothing of a model '{name}'")
            self._cards[name, kind] = found
        return self._cards[name, kind]

    def model(self, options: Options) -> Model | None:
        """The model that the options name, at the version that its provider names; GeneratorError
        for one that is not there.
        """
        return Model(revision=str(self.card(dict(options)).wire.get("version") or ""))

    def abilities(self, options: Options) -> Abilities:
        """What the model can do that the options name, and its options; without options, all that
        any of its models has. GeneratorError where one of them may not be what it is.
        """
        published = has_power(self.provider, PublishesSchemas)
        if published and not options:
            return Abilities(
                costs=True,
                repeats=False,
                pool=self.name,
                options=(("*", ""), ("card", ""), ("kind", ""), ("model", ""), *UNKEYED.items()),
                unkeyed=(*UNKEYED, *PUBLISHED),
            )
        given = dict(options)
        card = self.card(given)
        own: dict[str, Any] = {"model": card.name, **UNKEYED, **dict(card.options)}
        if published:
            own |= {"card": card_text(card), "kind": given.get("kind", "")}
        for name, value in given.items():
            if published and name not in own and name not in ("*", "revision"):
                raise GeneratorError(
                    f"'{card.name}' of {self.name} has no option '{name}'; it has "
                    f"{', '.join(sorted(dict(card.options)))}"
                )
            may = card.choices.get(name)
            if name == "tier":
                self._limit("lanes", card, given)
            if may is not None and value not in may and value != "":
                raise GeneratorError(
                    f"'{name}' of {self.name}'s {card.name} is {value}; it may be "
                    f"{', '.join(map(str, may))}"
                )
        if not options:
            cards = self.provider.cards().values()
            own = {name: "" for each in cards for name, _ in each.options} | own
        sound = ("audio",) if "sound" in card.makes else ()
        return Abilities(
            makes=frozenset(card.makes),
            needs=card.needs,
            seconds=card.seconds,
            prompt_length=card.characters,
            seeds=card.seeds,
            repeats=False,
            costs=True,
            pool=self.name,
            options=tuple(sorted(own.items())),
            unkeyed=(*UNKEYED, *(PUBLISHED if published else ())),
            stages=("original", "picture", *sound),
        )

    def stages(self, request: Request, abilities: Abilities) -> tuple[Stage, ...]:
        """The original, the picture conformed from it, and its sound where the model makes one;
        GeneratorError where the request asks for what cannot be had together.
        """
        card = self.card(dict(request.options))
        request = without_excluded(request, card)
        check_cards(request, card, self.name)
        check_exclusive(request, card, self.name)
        check_counts(request, card, self.name)
        # what the lock knows as such alone: else an older one would count others in its keys
        unkeyed = tuple(each for each in request.options if each[0] in abilities.unkeyed)
        original = original_request(request, card)
        uses = (StageKind.ORIGINAL,)
        conformed = conformed_request(request, card)
        kinds = [StageKind.PICTURE, *([StageKind.AUDIO] if "audio" in abilities.stages else [])]
        return (
            Stage(
                kind=StageKind.ORIGINAL,
                request=replace(original, options=tuple(sorted((*original.options, *unkeyed)))),
                pool=self.name,
            ),
            *(Stage(kind=kind, request=conformed, uses=uses) for kind in kinds),
        )

    def expected(self, ask: Ask) -> Price | None:
        """What a task is expected to cost; None of one that costs nothing, or nobody knows what."""
        return None

    def run(
        self,
        stage: Stage,
        inputs: Mapping[str, Clip | Path],
        context: Context,
        patience: float | None = None,
    ) -> Iterator[bytes]:
        """The bytes of an original; StepError or GeneratorError where it does not come."""
        options = dict(stage.request.options)
        card = self.card(options)
        ask = ask_of(stage.request, inputs, card, dict(known_options(stage.request.options, card)))
        days = whole(card.wire.get("drafts"))
        terms = Terms(
            patience=patience or PATIENCE,
            retry_moderation=whole(options.get("retry_moderation")),
            expected=self.expected(ask),
            per_minute=whole(options.get("per_minute")) or self._limit("per_minute", card, options),
            mark=draft_mark(ask, self.name) if days else "",
            drafts=0 if ask.options.get("draft") else days,
        )
        context.environment.update(provider=self.name, model=card.name)
        path = Task(self.provider, ask, cast("WaitingContext", context), terms).path()
        with path.open("rb") as file:
            while data := file.read(CHUNK):
                yield data

    def lanes(self, options: Options) -> int:
        """How many tasks at once: as the text says, else as the model's card does, of the account's
        tier.
        """
        given = dict(options)
        return whole(given.get("lanes")) or self._limit("lanes", self.card(given), given)

    def _limit(self, name: str, card: ModelCard, options: Mapping[str, Any]) -> int:
        """`lanes` or requests `per_minute` of a model at the tier that options say; GeneratorError
        for a tier that there is none of.
        """
        tier = str(options.get("tier") or "")
        if tier and tier not in card.tiers:
            may = ", ".join(card.tiers) or "none is known"
            raise GeneratorError(f"'tier' of {self.name} is {tier}; it may be {may}")
        usual = card.lanes if name == "lanes" else card.per_minute
        return card.tiers.get(tier, {}).get(name, usual)

    @property
    def keys(self) -> tuple[str, ...]:
        """The variables that hold its keys."""
        return self.provider.secrets

    def offers(self) -> tuple[OfferedModel, ...]:
        """The models that it knows beforehand, those that are gone too."""
        return tuple(
            OfferedModel(name=card.name, makes=card.makes, facts=facts_of(card))
            for card in self.provider.cards().values()
        )

    def cancel(self, task: str, url: str, cancel: str) -> str:
        """Cancel a task by its id, and by the addresses that its acceptance named; why it cannot
        be, '' where it is. GeneratorError where it cannot be reached.
        """
        ticket = Ticket(id=task, url=url, cancel=cancel)
        return cancelled(self.provider, ticket, time.sleep)

    def reached(self) -> str:
        """The credit that is left, '' of a provider that does not say; GeneratorError where it
        cannot be reached, or takes not the key.
        """
        door = Door(self.provider, time.sleep)
        try:
            if not has_power(self.provider, TellsBalance):
                return ""
            answer = door.ask(self.provider.balance())
            refusal = self.provider.refusal(answer)
            if refusal is not None or not answer.ok:
                words = refusal.words if refusal else f"it answers {answer.status}"
                raise GeneratorError(f"{self.name}: {door.clean(words)}")
            return self.provider.credit(answer)
        finally:
            door.close()

    def environment(self) -> Mapping[str, str]:
        """Nothing: what it works on is not here."""
        return {}

    def close(self) -> None:
        """Nothing is held between two tasks."""


class HostedGenerator(RemoteGenerator):
    """The generator of a provider that is paid for each picture."""

    def __init__(self, provider: Provider):
        super().__init__(provider)
        self.prices: tuple[FilmPrice, ...] = ()  # that the film's text says

    def expected(self, ask: Ask) -> Price | None:
        """What a task is expected to cost, by the film's prices or the model's card."""
        return price_of(ask, self.name, self.prices)

    def price(self, stage: Stage) -> Price | None:
        """What an original is expected to cost; None where that is not known, or of another
        stage.
        """
        if stage.kind is not StageKind.ORIGINAL:
            return None
        options = dict(stage.request.options)
        card = self.card(options)
        return self.expected(ask_of(stage.request, {}, card, options))


def whole(value: object) -> int:
    """A count that an option says; 0 for what is none."""
    return value if isinstance(value, int) and value > 0 else 0

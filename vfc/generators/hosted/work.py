"""One original, from its intent to its file: sent once, found again, waited for, fetched.

The law: before a request leaves, the journal says so; before a task is asked after, the journal has
its id. Whatever ends a build in between, the next one knows from the journal what may be running,
and sends nothing twice.
"""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from vfc.errors import GeneratorError, StepError
from vfc.film.money import Money
from vfc.generators.api import Price, WaitingContext, has_power
from vfc.generators.hosted import messages
from vfc.generators.hosted.attempts import Attempt, AttemptState, attempts_in, draft_of, price_facts
from vfc.generators.hosted.door import (
    WAITED,
    Door,
    Unanswered,
    Undelivered,
    Unreached,
    clock_text,
    pause,
    seconds_to_wait,
    was_not_taken,
)
from vfc.generators.hosted.fetching import bring
from vfc.generators.hosted.provider import Ask, Provider, Searches, TakesKeys, Uploads, Watches
from vfc.generators.hosted.wire import (
    Answer,
    Delivery,
    Fault,
    Medium,
    Phase,
    Refusal,
    TaskState,
    Ticket,
)

TICK = 0.2  # seconds between two looks at the stop
SENDS = 5  # times that a request is sent which never arrived, or which a busy provider refused
# seconds after which a task that began shows when it is looked for; a request may be under way
SETTLED = 20.0
FETCHES = 4
DRAFT_SPARE = 3600.0  # seconds before a draft's end from which on nothing is asked of it
REFUSED_ANYWAY = {400, 401, 402, 403, 404, 409, 413, 415, 422, 429}  # nothing was begun


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms a task is asked for: seconds that one build waits for it, how often a refusal
    by moderation is asked again, what it is expected to cost; the `mark` that a draft and its final
    share, of which a draft is kept `drafts` days (0: it is the draft itself). All that share a
    store send at most so many requests `per_minute` (0: as many as they like).
    """

    patience: float
    retry_moderation: int = 0
    expected: Price | None = None
    mark: str = ""
    drafts: int = 0
    per_minute: int = 0


class Task:
    """One original of a provider. `path` brings it."""

    def __init__(self, provider: Provider, ask: Ask, context: WaitingContext, terms: Terms):
        self.provider, self.ask, self.context, self.terms = provider, ask, context, terms
        self.journal, self.scratch = context.journal, context.scratch
        self.name = self.journal.label.partition(" ")[2]  # of the take
        self.began = time.monotonic()
        self.door = Door(provider, self.wait)
        self.renewed = not context.again
        self.moderated = 0
        self.media: dict[str, Medium] | None = None
        self.text = "asking"

    def path(self) -> Path:
        """The file of the original, as it came; StepError where there is none, GeneratorError where
        the provider cannot be reached.
        """
        try:
            while True:
                found = self._next()
                if found is not None:
                    self._tell_cost()
                    return found
        finally:
            self.door.close()

    def wait(self, seconds: float) -> None:
        """Wait, heeding the stop; StepError once the patience is at its end."""
        ends = self.began + self.terms.patience  # which no wait outlasts
        until = min(time.monotonic() + seconds, ends)
        while True:
            self.context.waiting(f"{self.provider.name}: {self.text}")
            left = until - time.monotonic()
            if left <= 0:
                break
            time.sleep(min(TICK, left))
        if time.monotonic() >= ends:
            attempt = self._last()
            ticket = attempt.ticket.id if attempt and attempt.ticket else "that was to be sent"
            raise StepError(messages.patience_ended(self.provider.name, ticket, self.text))

    # ── what follows from where it stands ──────────────────────────────────────────────────────

    def _last(self) -> Attempt | None:
        return next(reversed(attempts_in(self.journal.read())), None)

    def _next(self) -> Path | None:
        """Go one step on from what the journal says; the file once it is here."""
        attempt = self._last()
        if attempt is None:
            return self._begin(1)
        if not self.renewed:
            self.renewed = True
            if attempt.state is not AttemptState.RUNNING:  # which goes on, and is taken up
                return self._begin(attempt.number + 1)
        match attempt.state:
            case AttemptState.NOT_SENT:
                return self._send(attempt)
            case AttemptState.IN_DOUBT:
                return self._look_for(attempt)
            case AttemptState.RUNNING | AttemptState.EMPTY:
                assert attempt.ticket is not None
                return self._follow(attempt, attempt.ticket)
            case AttemptState.FETCHED:
                return self._fetched_before(attempt)
            case AttemptState.GONE:
                raise StepError(messages.gone(self.provider.name, _id(attempt), self.name))
            case AttemptState.REFUSED | AttemptState.FAILED:
                if attempt.fault is Fault.MODERATED and not self._may_ask_again():
                    raise StepError(
                        messages.moderated_before(self.provider.name, attempt.words, self.name)
                    )
                return self._begin(attempt.number + 1)
            case AttemptState.CANCELLED:
                return self._begin(attempt.number + 1)

    def _may_ask_again(self) -> bool:
        self.moderated += 1
        return self.moderated <= self.terms.retry_moderation

    # ── sending ────────────────────────────────────────────────────────────────────────────────

    def _begin(self, number: int) -> Path | None:
        attempt = Attempt(number=number, key=f"vfc-{self.journal.key[:32]}-{number}")
        self._ready()  # what could go wrong before goes wrong before
        self.provider.submission(self._asked(attempt))
        self._await_turn()
        expected, by = self.terms.expected, uuid.uuid4().hex
        self.journal.add(
            "intent",
            attempt=number,
            key=attempt.key,
            by=by,
            **({"mark": self.terms.mark} if self.terms.mark and not self.terms.drafts else {}),
            provider=self.provider.name,
            model=self.ask.card.name,
            **(price_facts(expected) if expected else {}),
        )
        entries = self.journal.read()
        first = next(e for e in entries if (e["event"], e.get("attempt")) == ("intent", number))
        if first.get("by") != by:  # the store's disk lets two hold one step
            raise StepError(messages.asked_by_another(self.provider.name))
        return self._send(attempt, noted=True)

    def _ready(self) -> None:
        """Upload what must be there before the request; none of it costs."""
        if self.media is None:
            self.text = "uploading"
            self._take_draft()
            media = {} if self.ask.draft else self.ask.media
            self.media = {role: self._uploaded(each) for role, each in media.items()}

    def _take_draft(self) -> None:
        """Ask for the final of the draft that was made of the same, where there is one."""
        if self.terms.mark and self.terms.drafts and not self.context.again:
            since = time.time() - self.terms.drafts * 86400 + DRAFT_SPARE
            draft = draft_of(self.journal.all(), self.terms.mark, since)
            if draft is not None and draft.ticket is not None:
                self.ask = replace(self.ask, draft=draft.ticket.id)
                self.context.environment["draft"] = draft.ticket.id

    def _asked(self, attempt: Attempt) -> Ask:
        """What an attempt asks for, under its own key."""
        media = self.ask.media if self.media is None else self.media
        return replace(self.ask, key=attempt.key, media=media)

    def _uploaded(self, medium: Medium) -> Medium:
        if not has_power(self.provider, Uploads) or not self.provider.uploads(medium):
            return medium
        answer = self.door.ask(self.provider.upload(medium))
        self._refuse(answer)
        call, uri = self.provider.stored(answer, medium)
        if call is not None:
            self._refuse(self.door.ask(call))
        return replace(medium, uri=uri)

    def _send(self, attempt: Attempt, *, noted: bool = False) -> Path | None:
        """Send a request until it arrived or nobody knows; `noted`: that it leaves stands in the
        journal.
        """
        self._ready()
        call = self.provider.submission(self._asked(attempt))
        self.text = "sending"
        for trial in range(SENDS):
            self.wait(pause(trial) if trial else 0.0)
            if trial or not noted:
                self._await_turn()
                self.journal.add("sending", attempt=attempt.number)
            try:
                answer = self.door.send(call)
            except Unreached as error:
                self.journal.add("unsent", attempt=attempt.number)
                if trial == SENDS - 1:
                    raise GeneratorError(f"{self.provider.name}: {error}") from None
                continue
            except Unanswered:
                return None  # the journal says that it is in doubt
            refusal = self.provider.refusal(answer)
            worth = refusal is None or refusal.fault in (Fault.BUSY, Fault.SERVER)
            if was_not_taken(answer) and worth and trial < SENDS - 1:
                self.journal.add("unsent", attempt=attempt.number)
                self.text = "it is busy, or asked too often"
                self.wait(seconds_to_wait(answer))
                continue
            return self._answered(attempt, answer)
        return None

    def _await_turn(self) -> None:
        """Wait until the provider may be sent another request, of whatever build of the store."""
        most = self.terms.per_minute
        while most and (seconds := self.journal.turn(self.provider.name, most)):
            self.text = f"waiting for its turn: {most} requests a minute"
            self.wait(seconds)

    def _answered(self, attempt: Attempt, answer: Answer) -> Path | None:
        refusal = self.provider.refusal(answer)
        began_nothing = answer.status in REFUSED_ANYWAY or was_not_taken(answer)
        if refusal is not None and (answer.ok or began_nothing):
            # a key that it knows already is refused by some
            if (
                refusal.fault is Fault.REQUEST
                and has_power(self.provider, Searches)
                and self._found(self.provider, attempt)
            ):
                return None
            if refusal.fault is Fault.KEY and (clock := clock_text(answer)):
                refusal = replace(refusal, words=f"{refusal.words}; {clock}")
            if self.ask.draft:
                words = f"{refusal.words}; it was to be the final of the draft {self.ask.draft}"
                whole = f"vfc build --resend '{self.name}' asks for all of it"
                refusal = replace(refusal, words=f"{words}: {whole}")
            self._ended(attempt, "refused", refusal)
            return None
        found = self.provider.ticket(answer, self._asked(attempt)) if answer.ok else None
        if isinstance(found, Delivery):
            return self._take_at_once(attempt, found, answer.headers.get("x-request-id", ""))
        if found is None:
            return None  # what it says is no answer: it is in doubt
        self._accepted(attempt, found)
        return None

    def _take_at_once(self, attempt: Attempt, delivery: Delivery, ticket: str) -> Path | None:
        """What an answer to a submission brought or names, which nobody can be asked for again."""
        self._bill(attempt, delivery.billed)
        for trial in range(FETCHES):
            try:
                return self._take(attempt, delivery, ticket)
            except Undelivered as error:
                why = str(error)
                if trial < FETCHES - 1:
                    self.wait(pause(trial))
        self.journal.add("gone", attempt=attempt.number)
        raise StepError(f"{self.provider.name}: what it made does not come: {why}")

    def _accepted(self, attempt: Attempt, ticket: Ticket) -> None:
        facts = {"url": ticket.url, "cancel": ticket.cancel, "firm": ticket.firm}
        if ticket.expected is not None:
            facts |= {"amount": f"{ticket.expected.amount:f}", "unit": ticket.expected.unit}
        self.journal.add(
            "accepted",
            attempt=attempt.number,
            id=ticket.id,
            **{name: value for name, value in facts.items() if value},
        )

    def _look_for(self, attempt: Attempt) -> Path | None:
        """Find out what became of a request whose answer never came."""
        provider = self.provider
        if has_power(provider, Searches):
            self.text = "looking for what was sent"
            # by this machine's own time: another that shares the store may have sent it, by another
            trial, since = 0, time.monotonic()
            while not self._found(provider, attempt):
                if trial and time.monotonic() - since > SETTLED:
                    self.journal.add("unsent", attempt=attempt.number)
                    break
                self.wait(pause(trial))
                trial += 1
            return None
        if has_power(provider, TakesKeys) and provider.takes_keys:
            self.journal.add("unsent", attempt=attempt.number)  # sent again, it is the same task
            self.wait(pause(2))
            return None
        raise StepError(messages.in_doubt(provider.name, attempt.key, self.name))

    def _found(self, provider: Searches, attempt: Attempt) -> bool:
        """Whether the provider knows the task of an attempt, which stands in the journal then."""
        asked = self._asked(attempt)
        for call in provider.searches(asked):
            ticket = provider.sought(self.door.ask(call), asked)
            if ticket is not None:
                self._accepted(attempt, ticket)
                return True
        return False

    # ── waiting ────────────────────────────────────────────────────────────────────────────────

    def _follow(self, attempt: Attempt, ticket: Ticket) -> Path | None:
        """Ask after a task until it has ended; its file where it made one."""
        for trial in range(FETCHES):
            state = self._awaited(ticket)
            firm = ticket.firm and state.phase is Phase.DONE
            self._bill(attempt, state.billed or (ticket.expected if firm else None))
            match state.phase:
                case Phase.GONE:
                    self.journal.add("gone", attempt=attempt.number)
                    return None
                case Phase.CANCELLED:
                    self.journal.add("cancelled", attempt=attempt.number)
                    raise StepError(
                        f"{self.provider.name}: the task {ticket.id} was cancelled; the next build "
                        "sends it anew"
                    )
                case Phase.FAILED:
                    self._ended(attempt, "failed", state.refusal or Refusal(fault=Fault.SERVER))
                    return None
                case _:
                    pass
            why = state.refusal.words if state.refusal else ""
            empty = state.delivery is None
            try:
                if state.delivery is not None:
                    return self._take(attempt, state.delivery, ticket.id)
            except Undelivered as error:
                why = str(error)
            self.text = f"its file does not come: {why}" if why else "its file does not come"
            if trial < FETCHES - 1:
                self.wait(pause(trial))
        if empty:
            self.journal.add("empty", attempt=attempt.number)
            raise StepError(messages.empty(self.provider.name, ticket.id, why, self.name))
        raise StepError(messages.unfetched(self.provider.name, ticket.id, why))

    def _awaited(self, ticket: Ticket) -> TaskState:
        """The state in which a task has ended."""
        self.text = f"task {ticket.id}"
        with ExitStack() as stack:
            progress: Callable[[], str] = str
            if has_power(self.provider, Watches):
                progress = stack.enter_context(self.provider.watched(self.door.url, ticket))
            return self._polled(ticket, progress)

    def _polled(self, ticket: Ticket, progress: Callable[[], str]) -> TaskState:
        since = time.monotonic()
        while True:
            answer = self.door.ask(self.provider.inquiry(ticket))
            refusal = self.provider.refusal(answer)
            if refusal is not None and refusal.fault in (Fault.KEY, Fault.CREDIT, Fault.BUSY):
                raise StepError(messages.refused(self.provider.name, self._clean(refusal)))
            if answer.status in WAITED:
                self.wait(max(seconds_to_wait(answer), self.provider.poll))
                continue
            state = self.provider.state(answer)
            # what was just accepted may not be known yet to whom the question comes
            hidden = state.phase is Phase.GONE and time.monotonic() - since < SETTLED
            if state.phase not in (Phase.QUEUED, Phase.RUNNING) and not hidden:
                return state
            self.text = progress() or messages.state_text(state)
            self.wait(self.provider.poll)

    def _bill(self, attempt: Attempt, billed: Price | None) -> None:
        """Write down what was billed, where somebody said and it is not written yet."""
        last = self._last()
        if billed and (last is None or last.billed != Money(billed.unit, billed.amount)):
            self.journal.add(
                "billed", attempt=attempt.number, amount=f"{billed.amount:f}", unit=billed.unit
            )

    def _tell_cost(self) -> None:
        """What was billed for the file goes with it, whichever build wrote it down."""
        last = self._last()
        if last is not None and last.billed is not None:
            self.context.environment["billed"] = f"{last.billed.digits} {last.billed.unit}"

    def _ended(self, attempt: Attempt, event: str, refusal: Refusal) -> None:
        """Write down that an attempt came to nothing; StepError unless it may be asked again."""
        refusal = self._clean(refusal)
        self.journal.add(
            event, attempt=attempt.number, fault=str(refusal.fault), words=refusal.words
        )
        if refusal.fault is Fault.MODERATED and self.moderated < self.terms.retry_moderation:
            self.text = "its moderation refused; asking once more"
            self.wait(self.provider.poll)
            return
        raise StepError(messages.refused(self.provider.name, refusal))

    def _refuse(self, answer: Answer) -> None:
        refusal = self.provider.refusal(answer)
        if refusal is None and not answer.ok:
            refusal = Refusal(fault=Fault.SERVER, words=f"it answers {answer.status}")
        if refusal is not None:
            raise StepError(messages.refused(self.provider.name, self._clean(refusal)))

    def _clean(self, refusal: Refusal) -> Refusal:
        return replace(refusal, words=self.door.clean(refusal.words))

    # ── the file ───────────────────────────────────────────────────────────────────────────────

    def _take(self, attempt: Attempt, delivery: Delivery, ticket: str) -> Path | None:
        """Bring what a task made; Undelivered where it does not come, None where it is refused
        after all and may be asked for again.
        """
        self.text, target = "fetching", self._file(attempt)
        refusal = bring(self.door, delivery, target, self.scratch / "arriving")
        if refusal is not None:
            self._ended(attempt, "failed", refusal)
            return None
        self.journal.add(
            "fetched", attempt=attempt.number, digest=_digest(target), size=target.stat().st_size
        )
        if ticket:
            self.context.environment["task"] = ticket
        return target

    def _fetched_before(self, attempt: Attempt) -> Path | None:
        """The file that was fetched before its step was kept; else the provider is asked for it."""
        path = self._file(attempt)
        if path.is_file() and _digest(path) == attempt.digest:
            return path
        if attempt.ticket is None:
            raise StepError(messages.gone(self.provider.name, _id(attempt), self.name))
        return self._follow(attempt, attempt.ticket)

    def _file(self, attempt: Attempt) -> Path:
        return self.scratch / f"original-{attempt.number}"


def _id(attempt: Attempt) -> str:
    return attempt.ticket.id if attempt.ticket else attempt.key


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""What a person is told of a refusal, a failure or a doubt, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping

from vfc.generators.hosted.wire import Fault, Phase, Refusal, TaskState

ADVICE: Mapping[Fault, str] = {
    Fault.MODERATED: "its moderation refuses: say it in other words, or another picture to start "
    "from; 'retry_moderation: 2' asks twice more",
    Fault.CREDIT: "the credit is used up: buy more, then build again; nothing that ran is lost",
    Fault.KEY: "it does not take the key: check the variable, and that the key may use this model",
    Fault.RETIRED: "the model is gone there: name another; takes that the lock holds stay as they "
    "are",
    Fault.PROMPT: "it does not take the words: say it in fewer, or others",
    Fault.REQUEST: "it does not take the request: check the generator's options",
    Fault.BUSY: "it is busy, or you ask too often: build again later",
    Fault.SERVER: "it failed there: build again",
}


def refused(provider: str, refusal: Refusal) -> str:
    """A refusal, with the provider's words and what to do."""
    words = f" ({refusal.words})" if refusal.words else ""
    return f"{provider}: {ADVICE[refusal.fault]}{words}"


def in_doubt(provider: str, key: str, name: str) -> str:
    """That nobody knows whether a request arrived."""
    return (
        f"{provider}: a request was sent and its answer never came, so it may be running, and "
        f"billed; {provider} cannot be asked for it by vfc's key ({key}). Look at your account "
        f"there: where it is not, say so with vfc build --resend '{name}'"
    )


def asked_by_another(provider: str) -> str:
    """That another build asks for the same at this moment, which the lock of a file should hold
    off.
    """
    return (
        f"{provider}: another build asks for this now, and the store's disk does not hold them "
        "apart: build again once it has ended, and share the store by a disk with locks (NFS 4)"
    )


def gone(provider: str, ticket: str, name: str) -> str:
    """That a task that was paid is not to be had any more."""
    return (
        f"{provider}: it does not know the task {ticket} any more, which was sent and may have "
        f"been billed; vfc build --resend '{name}' asks for it anew, and pays again"
    )


def moderated_before(provider: str, words: str, name: str) -> str:
    """That a request which moderation refused is not sent again by itself."""
    return (
        f"{provider}: its moderation refused this before"
        + (f" ({words})" if words else "")
        + f": say it in other words; vfc build --resend '{name}' asks once more as it is"
    )


def patience_ended(provider: str, ticket: str, text: str) -> str:
    """That a task takes longer than a build waits."""
    return (
        f"{provider}: the task {ticket} is not done yet ({text}); it goes on there, and the next "
        f"build takes it up; 'patience: 2h' of the generator waits longer"
    )


def unfetched(provider: str, ticket: str, why: str) -> str:
    """That a task is done and its file does not come."""
    return (
        f"{provider}: the task {ticket} is done, and its file does not come: {why}; the next build "
        f"asks for it again, and pays nothing"
    )


def empty(provider: str, ticket: str, words: str, name: str) -> str:
    """That a task calls itself done and made nothing."""
    told = f" ({words})" if words else ""
    return (
        f"{provider}: the task {ticket} says that it succeeded, and names no file{told}; it may "
        f"have been billed. The next build asks after it again, and pays nothing; vfc build "
        f"--resend '{name}' asks for it anew, and pays again"
    )


def state_text(state: TaskState) -> str:
    """How a task stands, in a few words."""
    if state.position is not None:
        return f"place {state.position:,} in the queue"
    if state.progress is not None and state.phase is Phase.RUNNING:
        return f"{state.progress:.0%}"
    return state.text or str(state.phase)

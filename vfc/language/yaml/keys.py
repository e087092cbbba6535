"""The keys of one map: given twice, missing, no word at all, or cut off from their text by a
comma.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vfc.errors import Mistake
from vfc.language.yaml.hints import decimal, quote
from vfc.language.yaml.node import Entry, Form, excerpt

QUOTES = "\"'"


def checked_keys(entries: list[Entry], bare: set[int]) -> tuple[list[Entry], list[Mistake]]:
    """The entries that mean something, and a mistake for each that does not.

    `bare` are the places of keys of a flow map that have no `:` behind them.
    """
    mistakes: list[Mistake] = []
    if bare:
        entries = _without_bare(entries, bare, mistakes)
    words = {entry.key.text for entry in entries}
    if "<<" in words or "" in words or any(entry.key.kind is not Form.SCALAR for entry in entries):
        entries = [entry for entry in entries if not _wrong_key(entry, mistakes)]
        words = {entry.key.text for entry in entries}
    if len(words) != len(entries):
        entries = _without_second(entries, mistakes)
    return entries, mistakes


def _wrong_key(entry: Entry, mistakes: list[Mistake]) -> bool:
    key = entry.key
    if key.kind is not Form.SCALAR:
        told = f"a key is a word, not a {key.kind}", "text that begins with a bracket is quoted"
    elif key.text == "<<" and not key.quoted:
        told = "'<<' is not part of the film language", "a preset takes over another with 'extends'"
    elif not key.text:
        told = "there is no word before this ':'", "write the key, or quote the text"
    else:
        return False
    mistakes.append(Mistake(span=key.span, message=told[0], hint=told[1]))
    return True


def _without_second(entries: list[Entry], mistakes: list[Mistake]) -> list[Entry]:
    first: dict[str, Entry] = {}
    for entry in entries:
        before = first.setdefault(entry.key.text, entry)
        if before is not entry:
            message = (
                f"'{excerpt(entry.key.text)}' is given twice: on line {before.key.span.line} and "
                f"on line {entry.key.span.line}"
            )
            mistakes.append(Mistake(span=entry.key.span, message=message, hint="keep one of them"))
    return list(first.values())


def _without_bare(entries: list[Entry], bare: set[int], mistakes: list[Mistake]) -> list[Entry]:
    """`{prompt: rain, wind, length: 2s}`: the comma made `wind` a key without a value."""
    kept: list[Entry] = []
    for cut_off, run in _runs(entries, bare):
        if cut_off:
            mistakes.append(_cut_off(run, kept[-1] if kept else None))
        else:
            kept += run
    return kept


def _cut_off(run: Sequence[Entry], before: Entry | None) -> Mistake:
    key, words = run[0].key, excerpt(", ".join(entry.key.text for entry in run))
    if before is None or before.value.kind is not Form.SCALAR or before.value.quoted:
        return Mistake(
            span=key.span,
            message=f"'{excerpt(key.text)}' has no value",
            hint=f"write '{excerpt(key.text)}: ' and its value",
        )
    name = excerpt(before.key.text)
    whole = decimal(f"{before.value.text},{words}") or quote(f"{before.value.text}, {words}")
    return Mistake(
        span=key.span,
        message=f"the comma ended the text of '{name}' before '{words}'",
        hint=f"{'quote the text' if whole[0] in QUOTES else 'a decimal point is a dot'}: {name}: "
        f"{whole}",
    )


def _runs(entries: Sequence[Entry], bare: set[int]) -> Iterator[tuple[bool, list[Entry]]]:
    """The entries in runs of those that are bare and those that are not."""
    run: list[Entry] = []
    for place, entry in enumerate(entries):
        if run and (place in bare) != (place - 1 in bare):
            yield place - 1 in bare, run
            run = []
        run.append(entry)
    if run:
        yield len(entries) - 1 in bare, run

"""Phrases of Chinese, Japanese and Korean in the order of an English sentence: who, does, what,
where. What a clause before a noun tells of it comes after the noun, as in `a man with a suitcase`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from vfc.generators.previs.reading.lexicon import Lexicon, kinds, lexicon
from vfc.generators.previs.reading.phrases import Phrase, phrases

MARKS = ("subject", "object", "receiver", "inside", "near", "toward", "with")  # after their noun
LED = ("inside", "near", "toward", "with")  # marks that stand before their noun in English
OF_ANY = ("subject", "object", "toward", "with")  # of pronouns and names too
COUNTER = "개"  # what Korean counts things by, a dog elsewhere
COUNTED_BY = ("つ", "匹", "羽", "頭", "本", "個", "人", "枚", "台")
HELD = ("hold", "carry", "take")


@dataclass(slots=True, kw_only=True)
class NounPart:
    """A noun with what describes it, and what the mark after it says of its part."""

    mark: str = ""
    written: str = ""  # the mark as it is written
    phrases: list[Phrase] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class ClauseParts:
    """The parts of a clause so far, those before its subject apart."""

    outside: list[NounPart] = field(default_factory=list)
    inside: list[NounPart] = field(default_factory=list)

    def put(self, part: NounPart) -> None:
        """Take in a part: a subject closes what stands before it."""
        if not part.phrases:
            return
        if part.mark == "subject":
            self.outside += [*self.inside, part]
            self.inside = []
        else:
            self.inside.append(part)


def phrases_in_order(text: str, language: str) -> list[Phrase]:
    """The text as phrases, clause by clause in the order of an English one."""
    among, order = phrases(text, language), ORDERS.get(language)
    if order is None:
        return among
    known = lexicon(language)
    return [
        each
        for clause in clauses(among)
        for each in marked(order(of_places(clause, known), known), clause)
    ]


def of_places(clause: list[Phrase], known: Lexicon) -> list[Phrase]:
    """A clause whose places stand before what they are of: the stage of a theatre."""
    moved = list(clause)
    for at in range(len(clause) - 1):
        end = at + 2 if known.does("of", clause[at + 1].text) else at + 1
        if end < len(clause) and all("places" in clause[each].meanings for each in (at, end)):
            moved[at], moved[end] = clause[end], clause[at]
    return moved


def clauses(among: Sequence[Phrase]) -> Iterator[list[Phrase]]:
    """The phrases from mark to mark."""
    clause: list[Phrase] = []
    for phrase in among:
        if phrase.stop and clause:
            yield clause
            clause = []
        clause.append(phrase)
    if clause:
        yield clause


def marked(among: Sequence[Phrase], clause: Sequence[Phrase]) -> Iterator[Phrase]:
    """The phrases with the clause's mark before the first."""
    for at, each in enumerate(among):
        stop, first = (clause[0].stop, clause[0].first) if at == 0 else ("", False)
        yield replace(each, stop=stop, first=first)


def leading(what: str, known: Lexicon) -> Phrase:
    """A word of the language that leads to a noun, such as `with`."""
    word = min(
        each
        for each in known.syntax[what]
        if what == "conjunctions" or not known.does("conjunctions", each)
    )
    return Phrase(text=word, words=(word,), meanings={})


def led(part: NounPart, known: Lexicon) -> Phrase:
    """What leads to a noun in English order: its own mark where that says where, such as 위에."""
    if known.where(part.written) and known.does("inside", part.written):
        return Phrase(text=part.written, words=(part.written,), meanings={})
    return leading(part.mark, known)


def denies(phrase: Phrase, known: Lexicon) -> bool:
    """Whether a phrase denies what it is about, and is not one for an empty place."""
    return known.does("negation", phrase.text) and not (
        known.does("empty", phrase.text) or known.does("nobody", phrase.text)
    )


def behind_noun(parts: Sequence[Phrase], known: Lexicon) -> list[Phrase]:
    """A clause that tells of a noun, to stand after it: what is held is `with`, what is worn is
    named alone.
    """
    if any(denies(each, known) for each in parts):
        things = [each for each in parts if each.nominal]
        return [each for each in parts if denies(each, known)][:1] + things
    return [
        leading("with", known) if each.meanings.get("actions") in HELD else each
        for each in parts
        if not known.does("wearing", each.text)
    ]


# Chinese: verbs stand as in English, but a clause with its 的 before the noun


def chinese(clause: list[Phrase], known: Lexicon) -> list[Phrase]:
    """A Chinese clause: each 的 with a verb before it moves behind its noun."""
    at = next(
        (
            at
            for at, each in enumerate(clause)
            if known.does("of", each.text)
            and tells(clause[start_of(clause, at, known) : at], known)
        ),
        None,
    )
    head = None if at is None else end_of_noun(clause, at + 1)
    if at is None or head is None:
        return circumstances_last(located(clause, known), known)
    start = start_of(clause, at, known)
    parts = behind_noun(clause[start:at], known)
    rest = [*clause[:start], *clause[at + 1 : head], *parts, *clause[head:]]
    return circumstances_last(located(rest, known), known)


def circumstances_last(clause: list[Phrase], known: Lexicon) -> list[Phrase]:
    """A clause with where and whither behind its verb: 在雨中向我们走来."""
    clause = chained(clause, known)
    start = next((at for at, each in enumerate(clause) if leads(each, known)), len(clause))
    verb = next((at for at in range(start, len(clause)) if is_verb(clause[at])), None)
    if verb is None:
        return clause
    return [*clause[:start], *clause[verb:], *clause[start:verb]]


def chained(clause: list[Phrase], known: Lexicon) -> list[Phrase]:
    """A clause with an `and` before the verb that follows what is held: 拿着气球站在桥上."""
    held = next(
        (at for at, each in enumerate(clause) if each.meanings.get("actions") in HELD), None
    )
    after = range(len(clause) if held is None else held + 1, len(clause))
    verb = next((at for at in after if is_verb(clause[at])), None)
    if verb is None:
        return clause
    return [*clause[:verb], leading("conjunctions", known), *clause[verb:]]


def leads(phrase: Phrase, known: Lexicon) -> bool:
    """Whether a small word leads to where or whither."""
    return not phrase.meanings.get("actions") and any(
        known.does(what, phrase.text) for what in ("inside", "toward")
    )


def tells(parts: Sequence[Phrase], known: Lexicon) -> bool:
    """Whether phrases before a noun are a clause: they have a verb, or deny something."""
    return any(
        "actions" in each.meanings or known.does("wearing", each.text) or denies(each, known)
        for each in parts
    )


def start_of(clause: Sequence[Phrase], end: int, known: Lexicon) -> int:
    """Where the clause before a noun begins: after the noun's own article or number."""
    for at in range(end - 1, -1, -1):
        if known.does("determiners", clause[at].text) or "numbers" in clause[at].meanings:
            return at + 1
    return 0


def end_of_noun(clause: Sequence[Phrase], start: int) -> int | None:
    """Where the noun ends that begins at a phrase, with what describes it."""
    for at in range(start, len(clause)):
        if clause[at].nominal:
            return at + 1
        if not any(table in clause[at].meanings for table in ("traits", "colours", "numbers")):
            return None
    return None


def located(clause: Sequence[Phrase], known: Lexicon) -> list[Phrase]:
    """A clause whose words for where, which follow their noun, lead to it instead: 蜡烛旁."""
    moved: list[Phrase] = []
    for phrase in clause:
        if known.does("near", phrase.text) and moved and moved[-1].nominal:
            moved.insert(len(moved) - 1, phrase)
        elif known.where(phrase.text) and moved and moved[-1].nominal:
            at = len(moved) - 1
            while at > 0 and describes(moved[at - 1], known):
                at -= 1
            led = at > 0 and known.does("inside", moved[at - 1].text)
            moved.insert(at - 1 if led else at, phrase)
        else:
            moved.append(phrase)
    return moved


def describes(phrase: Phrase, known: Lexicon) -> bool:
    """Whether a phrase before a noun tells more of it: 红色的椅子."""
    told = any(table in phrase.meanings for table in ("colours", "traits", "numbers"))
    return told or known.does("of", phrase.text) or known.does("determiners", phrase.text)


# Japanese and Korean: particles after each noun, and the verb last


def verb_last(clause: list[Phrase], known: Lexicon) -> list[Phrase]:
    """A clause whose verb stands last and whose nouns have their marks after them."""
    parts_so_far, part, at = ClauseParts(), NounPart(), 0
    done: list[Phrase] = []
    while at < len(clause):
        phrase, mark = clause[at], mark_of(clause[at], known)
        worn = known.does("wearing", phrase.text)
        at += 1
        if denies(phrase, known):
            parts_so_far.put(NounPart(mark="object", phrases=[phrase, *denied(part, parts_so_far)]))
            part = NounPart()
            before_noun = at < len(clause) and clause[at].nominal
            if before_noun:
                part.phrases = relative(parts_so_far, clause[at], known)
                at += 1
        elif is_verb(phrase) and at < len(clause) and denies(clause[at], known):
            parts_so_far.put(part)
            part = NounPart()
        elif worn or is_verb(phrase):
            parts_so_far.put(part)
            part = NounPart()
            ending, at = endings(clause, at, known)
            if at < len(clause) and clause[at].nominal and not goes_on(phrase, ending, known):
                parts_so_far.inside.append(NounPart(mark="verb", phrases=[phrase]))
                part.phrases = relative(parts_so_far, clause[at], known)
                at += 1
            elif worn:
                parts_so_far.inside.append(NounPart(mark="verb", phrases=[phrase]))
            else:
                done += english(parts_so_far, driven(parts_so_far, phrase), known)
                done += [leading("conjunctions", known)] if at < len(clause) else []
                parts_so_far = ClauseParts()
        elif mark:
            if mark in LED and not part.phrases and parts_so_far.inside:
                part = parts_so_far.inside.pop()
            part.mark, part.written = mark_here(mark, part), phrase.text
            part.phrases = counted(part.phrases)
            parts_so_far.put(part)
            part = NounPart()
        elif phrase.text == COUNTER and part.phrases and "numbers" in part.phrases[-1].meanings:
            continue  # 사과 세 개
        elif counts_back(phrase, part, parts_so_far):
            whole = parts_so_far.outside[-1]
            whole.phrases = [phrase, *whole.phrases]
        else:
            part.phrases.append(phrase)
    parts_so_far.put(part)
    return done + english(parts_so_far, None, known)


def counts_back(phrase: Phrase, part: NounPart, clause: ClauseParts) -> bool:
    """Whether a Japanese number counts the subject before it: りんごが三つ."""
    number = "numbers" in phrase.meanings and phrase.text.endswith(COUNTED_BY)
    return number and not part.phrases and bool(clause.outside) and not clause.inside


def mark_of(phrase: Phrase, known: Lexicon) -> str:
    """What a word after a noun says of its part; '' for a word that is none."""
    return next((mark for mark in MARKS if known.does(f"{mark}_marks", phrase.text)), "")


def mark_here(mark: str, part: NounPart) -> str:
    """What a mark says of its noun: a person whom `に` marks receives, and an hour is only told."""
    if mark == "inside" and any(
        table in each.meanings for each in part.phrases for table in ("people", "trades")
    ):
        return "receiver"
    return mark if any(each.nominal for each in part.phrases) or mark in OF_ANY else ""


def counted(among: list[Phrase]) -> list[Phrase]:
    """The phrases of a noun with its number before it: 새 세 마리."""
    numbers = [each for each in among if "numbers" in each.meanings]
    return [*numbers, *(each for each in among if each not in numbers)]


def is_verb(phrase: Phrase) -> bool:
    """Whether a phrase is a verb: it names an action and nothing that could be a noun."""
    return "actions" in phrase.meanings and not phrase.nominal


def endings(clause: Sequence[Phrase], at: int, known: Lexicon) -> tuple[str, int]:
    """The small words that end a verb, as one, and where they end."""
    ending = ""
    while at < len(clause) and known.does("endings", clause[at].text):
        ending += clause[at].text
        at += 1
    return ending, at


def goes_on(verb: Phrase, ending: str, known: Lexicon) -> bool:
    """Whether a verb's form says that another follows: 座って, 앉아."""
    return (verb.text + ending).endswith(tuple(known.syntax.get("going_on", ())))


def denied(part: NounPart, clause: ClauseParts) -> list[Phrase]:
    """What a denial behind it is about: the noun before it, or the object of the verb denied."""
    if part.phrases or not clause.inside:
        return part.phrases
    return clause.inside.pop().phrases


def relative(clause: ClauseParts, head: Phrase, known: Lexicon) -> list[Phrase]:
    """A noun with the clause that stood before it behind it; the clause's parts are used up."""
    used = [each for each in clause.inside if each.mark in ("object", "verb") or unmarked(each)]
    clause.inside = [each for each in clause.inside if each not in used]
    parts: list[Phrase] = []
    objects: list[Phrase] = []
    for part in used:
        if part.mark == "verb":
            parts += [*part.phrases, *objects]
            objects = []
        else:
            objects += part.phrases
    return [head, *behind_noun([*parts, *objects], known)]


def unmarked(part: NounPart) -> bool:
    """Whether a part is a noun without its mark, as of what is worn."""
    return not part.mark and any(each.nominal for each in part.phrases)


def driven(clause: ClauseParts, verb: Phrase) -> Phrase:
    """A verb as it is meant of its subject: what runs on wheels drives."""
    subjects = [each for part in clause.outside for each in part.phrases]
    wheeled = any(each.meanings.get("things") in kinds("wheeled") for each in subjects)
    if wheeled and verb.meanings.get("actions") == "run":
        return replace(verb, meanings={**verb.meanings, "actions": "drive"})
    return verb


def english(clause: ClauseParts, verb: Phrase | None, known: Lexicon) -> list[Phrase]:
    """A clause in the order of an English one: circumstances, subject, verb, objects, where."""
    parts = [*clause.outside, *clause.inside]
    before = [each for each in parts if not each.mark]
    subjects = [each for each in parts if each.mark == "subject"]
    objects = [each for mark in ("receiver", "object") for each in parts if each.mark == mark]
    where = [each for each in parts if each.mark in LED]
    order = [*before, *subjects, NounPart(phrases=[verb] if verb else []), *objects]
    placed = ([led(each, known), *each.phrases] for each in where)
    return [*chain.from_iterable(each.phrases for each in order), *chain.from_iterable(placed)]


ORDERS: dict[str, Callable[[list[Phrase], Lexicon], list[Phrase]]] = {
    "zh": chinese,
    "ja": verb_last,
    "ko": verb_last,
}

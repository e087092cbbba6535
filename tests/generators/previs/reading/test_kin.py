"""The table of kin: words that no language's file has lead to the nearest concept that is drawn."""

from __future__ import annotations

import gzip
import io
import tarfile
import tomllib
from pathlib import Path

import pytest

from vfc.generators.previs import reading
from vfc.generators.previs.reading import lexicon
from vfc.generators.previs.reading.remake import kin as remake

LANGUAGES = Path(reading.__file__).parent / "languages"
WORDS = """
mastiff things:dog, sedan things:car, oak things:tree, cottage things:house, sparrow things:bird,
trout things:fish, daffodil things:flower, cypress things:pine, cutlass things:sword,
trombone things:trumpet, tugboat things:boat, gecko things:lizard, cheetah things:leopard,
newt things:frog, lynx things:leopard, kitten things:cat, violet things:flower, weasel things:otter,
papaya things:mango, margarita things:cocktail, plant things:plant, star things:star,
crane things:crane, mouse things:mouse, bodega places:shop, saloon places:bar, creek places:river,
sahara places:desert, everest places:mountains, cathedral places:church, lagoon places:lake,
fortress places:castle, pharmacy places:shop, surgeon trades:doctor, violinist trades:musician,
sergeant trades:soldier, blacksmith trades:mechanic, goalkeeper trades:athlete,
mother people:woman, uncle people:man, teenager people:child, tourist people:person,
sprint actions:run, amble actions:walk, nibble actions:eat, sob actions:cry, giggle actions:laugh,
hurl actions:throw, scribble actions:write, wrestle actions:fight, chase actions:run,
drizzle weather:rain, hurricane weather:storm, mist weather:fog, parka garments:jacket,
fedora garments:hat, kilt garments:skirt
"""


@pytest.fixture(scope="module")
def kin() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    data = gzip.decompress((remake.DATA / "kin.tsv.gz").read_bytes())
    for line in data.decode().splitlines():
        word, concept, steps = line.split("\t")
        assert steps.isdigit(), line
        table.setdefault(word, []).append(concept)
    return table


@pytest.mark.parametrize("pair", " ".join(WORDS.split()).split(", "))
def test_a_word_leads_to_its_nearest_concept(kin, pair):
    word, concept = pair.split()
    assert kin[word][0] == concept


@pytest.mark.parametrize("word", ["nice", "red", "cold", "time", "head", "peace", "spring", "way"])
def test_what_cannot_be_drawn_has_no_kin(kin, word):
    assert word not in kin


def test_the_table_stays_small(kin):
    assert 20_000 < len(kin) < 40_000


def test_places_and_people_are_those_of_the_languages(kin):
    """Only a thing may be one that no language's file has: its label is drawn."""
    known = tomllib.loads((LANGUAGES / "de.toml").read_text(encoding="utf-8"))
    concepts = {concept for words in kin.values() for concept in words}
    assert not [
        each
        for each in concepts
        if not each.startswith("things:") and each.split(":")[1] not in known[each.split(":")[0]]
    ]


def archive(**files: str) -> bytes:
    """A package of WordNet's files."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as members:
        for name, text in files.items():
            info = tarfile.TarInfo(f"package/dict/{name.replace('_', '.')}")
            info.size = len(text.encode())
            members.addfile(info, io.BytesIO(text.encode()))
    return data.getvalue()


def test_it_is_remade_from_the_archive(monkeypatch):
    monkeypatch.setattr(
        remake, "rows", lambda name: [("things:dog", "dog.n.1")] if "anchors" in name else []
    )
    net = remake.read(
        archive(
            data_noun="  1 licence\n"
            "00000001 05 n 01 dog 0 001 @ 00000003 n 0000 | barks\n"
            "00000002 05 n 01 mastiff 0 001 @ 00000001 n 0000 | large\n"
            "00000003 05 n 01 animal 0 000 | lives\n",
            index_noun="dog n 1 0 1 1 00000001\nmastiff n 1 0 1 0 00000002\nanimal n 1 0 1 0 00000003\n",
            data_verb="",
            index_verb="",
            index_adj="",
            index_adv="",
            index_sense="dog%1:05:00:: 00000001 1 5\n",
        )
    )
    assert remake.table(net) == {"dog": (("things", "dog", 0),), "mastiff": (("things", "dog", 1),)}


@pytest.mark.parametrize(
    ("word", "concept"),
    [("mastiff", ("things", "dog")), ("bodega", ("places", "shop")), ("nothingness", None)],
)
def test_the_reader_asks_the_table(word, concept):
    assert lexicon.kin(word) == concept

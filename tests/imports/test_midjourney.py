"""Midjourney's pictures: a prompt with its parameters, or what their names have left of it."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from tests.imports.archives import packed, picture
from tests.imports.test_import import imported
from vfc.imports.making import Foreign
from vfc.imports.midjourney import read

JOB = "a7421d2f-b262-44f9-977c-ac23e9c7d3e3"
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description><dc:description><rdf:Alt>
<rdf:li xml:lang="x-default">a cat &amp; a dog --v 5.2 Job ID: %s</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_an_archive_comes_in_with_prompts_seeds_and_jobs(tmp_path):
    texts = {
        "Description": "https://s.mj.run/abc a cat's walk, $5 --no dogs, rain --ar 16:9 "
        f"--seed 42 --raw --v 6.1 Job ID: {JOB}",
        "Author": "ana",
        "Creation Time": "Thu, 05 Dec 2024 10:11:12 GMT",
    }
    files = {
        f"midjourney_session/ana_a_cats_walk_{JOB}_{number}.png": picture(
            tmp_path / f"{number}.png", texts, shade=number
        )
        for number in range(4)
    }
    shots, done = imported(packed(tmp_path / "mj.zip", files), tmp_path)
    name = "2024-12-05/a-cats-walk-5"
    assert list(shots) == [name, f"{name}-2", f"{name}-3", f"{name}-4"]
    made = shots[name]["made"]
    assert made.pop("at").isoformat() == "2024-12-05"
    assert made == {
        "by": "midjourney",
        "with": "6.1",
        "words": "a cat's walk, $$5",
        "avoid": "dogs, rain",
        "seed": 42,
        "job": JOB,
        "settings": {"ar": "16:9", "raw": "on", "pictures": "https://s.mj.run/abc"},
    }
    assert done.by == {"midjourney": 4} and not done.left and not done.remarks


@pytest.mark.parametrize(
    ("name", "texts", "words", "model"),
    [
        ("x.png", {"xmp": XMP % JOB}, "a cat & a dog", "5.2"),
        (f"ana_a_red_door_--ar_169_--niji_6_{JOB}_2.png", {}, "a red door", "niji 6"),
        (f"{JOB}.png", {"Author": "ana"}, "", ""),
        (f"{JOB}_0.png", {"xmp": f'Iptc4xmpExt:DigImageGUID="{JOB}"'}, "", ""),
    ],
)
def test_what_else_tells_of_a_job(name, texts, words, model):
    made = read(Foreign(name=PurePosixPath(name), path=None, texts=texts))
    assert (made.job, made.words, made.model) == (JOB, words, model)
    assert bool(made.remarks) == name.startswith("ana")


@pytest.mark.parametrize("name", [f"{JOB}.png", "a_cat.png", f"a {JOB} b.png"])
def test_a_bare_id_is_nobody_s(name):
    assert (
        read(Foreign(name=PurePosixPath(name), path=None, texts={"Description": "a cat"})) is None
    )


def test_texts_that_never_end_are_read_at_once():
    for text in ("--" * 50_000, "<dc:description>" * 9000, "a_" * 200, " " * 90_000 + "Job ID:"):
        foreign = Foreign(
            name=PurePosixPath("a_" * 190 + "b.png"),
            path=None,
            texts={"Description": text, "xmp": text, "Creation Time": text},
        )
        assert read(foreign) is None

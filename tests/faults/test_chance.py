"""Faults and edits by chance, one upon another: after each round a plain build makes what a clean
one does.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

import vfc
from tests.faults.test_table import FILM, begun, delivered, flip

TEXTS = (
    FILM,
    FILM.replace("a green field", "a yellow field"),
    FILM.replace("dissolve: 2f", "dissolve: 1f"),
    FILM.replace("{text: T", "{text: U"),
)
WAYS = (
    "flipped",
    "gone",
    "half",
    "junk",
    "a folder",
    "a link",
    "another's bytes",
    "its folder gone",
)
# what is the user's, and what holds no bytes
KEPT = {"film.yaml", "tone.wav", "film.lock", "in-use"}


@pytest.fixture(scope="module")
def clean(tmp_path_factory) -> dict[str, bytes]:
    found = {}
    for text in TEXTS:
        folder = begun(tmp_path_factory.mktemp("clean"), text)
        assert vfc.build(folder).ok
        found[text] = delivered(folder)
    return found


def harm(path: Path, how: str, chance: random.Random, others: list[Path]) -> None:
    """Do to a file what users, disks and other programs do."""
    if how == "its folder gone":
        shutil.rmtree(path.parent)
    elif path.is_symlink() or how == "gone":
        path.unlink()
    elif how == "flipped" and path.stat().st_size:
        flip(path, chance)
    elif how == "half":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "junk":
        path.write_bytes(chance.randbytes(path.stat().st_size))
    elif how == "another's bytes":
        path.write_bytes(chance.choice([each for each in others if each.is_file()]).read_bytes())
    # in the out folder it would be the user's
    elif how in ("a folder", "a link") and ".vfc" in path.parts:
        path.unlink()
        (path / "deep").mkdir(parents=True) if how == "a folder" else path.symlink_to(
            "/etc/hostname"
        )


@pytest.mark.parametrize("seed", range(3))
def test_faults_and_edits_by_chance(tmp_path, clean, seed):
    chance = random.Random(seed)
    begun(tmp_path)
    assert vfc.build(tmp_path).ok
    for number in range(10):
        done = []
        for _ in range(chance.choice((1, 1, 2, 4))):
            paths = sorted(
                path
                for path in tmp_path.rglob("*")
                if path.name not in KEPT and (path.is_file() or path.is_symlink())
            )
            if paths:
                done.append((chance.choice(paths), chance.choice(WAYS)))
                harm(*done[-1], chance, paths)
        text = chance.choice(TEXTS)
        (tmp_path / "film.yaml").write_text(text)
        result = vfc.build(tmp_path)
        assert result.ok and delivered(tmp_path) == clean[text], (number, done, result)
        links = list((tmp_path / "out/film/film.media").iterdir())
        assert len(links) >= 4 and all(link.stat().st_size for link in links), (number, done)

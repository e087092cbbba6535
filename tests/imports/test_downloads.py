"""What the names of downloads from Runway, Kling and Hailuo say."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from tests.imports.archives import film
from tests.imports.test_import import imported
from vfc.imports.downloads import read
from vfc.imports.making import Foreign


def said(name: str) -> tuple | None:
    made = read(Foreign(name=PurePosixPath(name), path=Path(name)))
    return made and (made.by, made.model, made.words, made.seed, made.at, made.job)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "Gen-3 Alpha Turbo 1204888735, a man shaving beard , M 5.mp4",
            ("runway", "Gen-3 Alpha Turbo", "a man shaving beard", 1204888735, "", ""),
        ),
        (
            "Gen-3 Alpha 1253773931, i want a video of th, Cropped - IMG 7webp, M 5 (1).mp4",
            ("runway", "Gen-3 Alpha", "i want a video of th", 1253773931, "", ""),
        ),
        (
            "Gen-3 Alpha Turbo 1029899111, kajalbirthdayjpg, M 5.mp4",
            ("runway", "Gen-3 Alpha Turbo", "", 1029899111, "", ""),
        ),
        (
            "kling_20250901_Image_to_Video_The_neon_b_900_0.mp4",
            ("kling", "", "The neon b", None, "2025-09-01", "900"),
        ),
        (
            "kling_20250912_Image_to_Video____________5553_0.mp4",
            ("kling", "", "", None, "2025-09-12", "5553"),
        ),
        (
            "Hailuo_Video_Create a CCTV footage of peopl_398561169233838086.mp4",
            ("hailuo", "", "Create a CCTV footage of peopl", None, "", "398561169233838086"),
        ),
        ("Gen-3 notes.mp4", None),
        ("kling.mp4", None),
        ("Hailuo_Video_.mp4", None),
        ("Gen-3 " + "A" * 300 + ".mp4", None),
    ],
)
def test_a_name_says_what_it_says(name, expected):
    assert said(name) == expected


def test_a_folder_of_downloads_comes_in(tmp_path):
    clip = film(tmp_path / "x.mp4").read_bytes()
    (tmp_path / "Downloads").mkdir()
    for name in (
        "Gen-3 Alpha Turbo 7, a fox runs, M 5.mp4",
        "Gen-3 Alpha Turbo 8, a fox runs, M 5.mp4",
        "kling_20250901_Text_to_Video_The_neon_b_900_0.mp4",
    ):
        (tmp_path / "Downloads" / name).write_bytes(clip)
    shots, done = imported(tmp_path / "Downloads", tmp_path)
    assert sorted(shots) == [
        "2025-09-01/the-neon-b",
        "downloads/a-fox-runs",
        "downloads/a-fox-runs-2",
    ]
    assert [shot["made"].get("seed") for shot in shots.values()][:2] == [7, 8]
    assert done.by == {"runway": 2, "kling": 1} and len(done.remarks) == 3

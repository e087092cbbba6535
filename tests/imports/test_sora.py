"""Sora's exports: records of tasks beside films that bear a generation's id."""

from __future__ import annotations

import json

from tests.imports.archives import film, packed, picture
from tests.imports.test_import import imported
from vfc.imports.sora import records

GEN = "01jgvwd77yea4aj4c691mqbyp"
TASK = {
    "id": "task_01jgvwcccccccccccccccccccc",
    "created_at": "2025-01-05T12:42:10.123Z",
    "prompt": "a salon, $5\nrain",
    "model": "turbo",
    "n_variants": 2,
    "width": 480,
    "generations": [
        {"id": f"gen_{GEN}v", "seed": 11, "title": "Elegant Salon"},
        {"id": f"gen_{GEN}w", "seed": 12},
    ],
}


def test_an_export_comes_in_with_its_prompts_as_variations(tmp_path):
    clip = film(tmp_path / "x.mp4")
    cards = {"id": "task_x", "actions": {"0": "a door opens", "75": "a cat enters"}}
    video = "video_68d7512d07848190b3e45da0ecbebcde004da08e1e0678d5"
    path = packed(
        tmp_path / "sora.zip",
        {
            "tasks.json": {"data": [TASK, cards | {"generations": [{"id": f"gen_{GEN}x"}]}]},
            f"20250105_1242_Elegant Salon_storyboard_{GEN}v.mp4": clip,
            f"sora_{TASK['id']}_gen_{GEN}w.mp4": clip,
            f"20250105_1242_Doors_storyboard_{GEN}x.mp4": clip,
            f"20250106_0001_A Lost One_simple_compose_{GEN}y_1.png": picture(tmp_path / "y.png"),
            f"{video}.mp4": clip,
            f"{video}.json": {
                "id": video,
                "model": "sora-2",
                "prompt": "a fox",
                "created_at": 1.76e9,
            },
            "user.json": {"name": "ana"},
        },
    )
    shots, done = imported(path, tmp_path)
    assert set(shots) == {
        "2025-01-05/a-salon-5-rain",
        "2025-01-05/a-salon-5-rain-2",
        "2025-01-06/a-lost-one",
        "2025-10-09/a-fox",
        "sora/a-door-opens-a-cat-enters",
    }
    first, second = (shots[f"2025-01-05/a-salon-5-rain{end}"]["made"] for end in ("", "-2"))
    assert first == {
        "by": "sora",
        "with": "turbo",
        "words": "a salon, $$5 rain",
        "seed": 11,
        "at": first["at"],
        "job": f"gen_{GEN}v",
        "settings": {"width": "480", "n_variants": "2"},
    }
    assert second["seed"] == 12 and first["at"].isoformat() == "2025-01-05"
    assert shots["sora/a-door-opens-a-cat-enters"]["made"]["words"] == "a door opens a cat enters"
    assert shots["2025-10-09/a-fox"]["made"]["with"] == "sora-2"
    assert done.by == {"sora": 5}
    assert done.left == (("user.json", "is a record of none of the files here"),)
    ((name, remark),) = done.remarks
    assert "A Lost One" in name and "title" in remark


def test_records_that_are_none_tell_nothing():
    odd = [
        {"prompt": 5, "id": "gen_" + "a" * 26},
        {"prompt": "x", "generations": [1, None, {"id": 7}]},
        {"prompt": "x", "id": "a" * 500},
        {"prompt": ["x"], "generations": {"id": "y"}},
    ]
    assert records(json.dumps(odd)) == {}
    for text in ("", "[" * 90_000, "nul", '{"a":' * 5000, "[" + "[]," * 90_000 + "[]]"):
        assert records(text) == {}
    made = records('{"id": "gen_%s", "prompt": "x", "seed": -4, "created_at": 1e308}' % ("a" * 26))
    assert made["a" * 26].seed is None and made["a" * 26].at == ""

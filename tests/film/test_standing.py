"""What cannot be known of a path is an error, on each Python."""

from __future__ import annotations

import pytest

from vfc.film.standing import is_file, stands


def test_what_leads_nowhere_does_not_stand(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "lost").symlink_to("nowhere")
    (tmp_path / "round").symlink_to("round")
    for name in ("nothing", "file/within", "lost", "round", "nul\0"):
        assert not stands(tmp_path / name) and not is_file(tmp_path / name)
    assert stands(tmp_path) and not is_file(tmp_path) and is_file(tmp_path / "file")


@pytest.mark.parametrize("asked", [stands, is_file])
def test_what_cannot_be_known_is_an_error(tmp_path, asked):
    with pytest.raises(OSError, match="too long"):
        asked(tmp_path / ("a" * 300))

"""The records of the films that a store serves."""

from __future__ import annotations

from vfc.store.films import Served, enlist, enlisted


def test_a_folder_in_the_place_of_a_record_is_set_aside(tmp_path):
    film = Served(text=tmp_path / "film/film.yaml")
    enlist(tmp_path / "store", film)
    record = next((tmp_path / "store/films").iterdir())
    record.unlink()
    (record / "deep").mkdir(parents=True)
    enlist(tmp_path / "store", film)
    assert enlisted(tmp_path / "store") == (film,)
    assert [each.is_dir() for each in (tmp_path / "store/damaged").iterdir()] == [True]

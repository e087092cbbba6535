"""What libraries warn of in passing stays off the terminal."""

from __future__ import annotations

from PIL import Image

from tests.programs import vfc


def test_a_librarys_warning_of_a_file_is_not_shown_and_the_film_is_checked(tmp_path):
    Image.new("RGB", (64, 36), "teal").save(tmp_path / "a.tif")
    data, width = (tmp_path / "a.tif").read_bytes(), bytes.fromhex("000104000100000040000000")
    assert width in data
    # said twice
    (tmp_path / "a.tif").write_bytes(
        data.replace(width, bytes.fromhex("000103000200000040004000"), 1)
    )
    (tmp_path / "film.yaml").write_text(
        "vfc: 1\ntitle: t\nformat: {size: 64x36}\n"
        "scenes: {a: {shots: {s: {still: a.tif, length: 4f}}}}\n"
    )
    told = vfc("check", cwd=tmp_path)
    assert (told.returncode, told.stdout) == (0, "")
    assert "Warning" not in told.stderr and "PIL" not in told.stderr

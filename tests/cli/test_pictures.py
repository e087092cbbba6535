"""Pictures on terminals: only where they can be shown, and what is sent holds the very file."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from pathlib import Path

import numpy
import pytest
from PIL import Image

from vfc.cli.pictures import CHUNK, LARGEST, draw, shows_pictures


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def png(folder: Path, side: int) -> Path:
    """A PNG that does not compress, of about `side` * `side` * 3 bytes."""
    pixels = numpy.random.default_rng(side).integers(0, 256, (side, side, 3), numpy.uint8)
    path = folder / "shéet 1.png"
    Image.fromarray(pixels).save(path)
    return path


@pytest.mark.parametrize(
    "environ, kind",
    [
        ({"KITTY_WINDOW_ID": "1"}, "kitty"),
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-ghostty"}, "kitty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, "kitty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "iterm"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "iterm"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, None),
        ({"TERM": "dumb"}, None),
        ({}, None),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux-0/default,1,0"}, None),
        ({"KITTY_WINDOW_ID": "1", "TERM": "tmux-256color"}, None),
        ({"TERM": "screen", "TERM_PROGRAM": "iTerm.app"}, None),
        ({"TERM": "xterm-kitty", "STY": "11.pts-0"}, None),
    ],
)
def test_terminals_are_known_by_their_environment(environ, kind):
    assert shows_pictures(environ, Terminal()) == kind
    assert shows_pictures(environ, io.StringIO()) is None  # a file or a pipe


def kitty_parts(text: str) -> list[tuple[dict[str, str], str]]:
    """The keys and the payload of each sequence; nothing stands between them."""
    parts = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", text)
    assert "".join(f"\x1b_G{keys};{payload}\x1b\\" for keys, payload in parts) + "\n" == text
    return [(dict(key.split("=") for key in keys.split(",")), payload) for keys, payload in parts]


@pytest.mark.parametrize("side", [4, 32, 33, 200])
def test_kitty_gets_the_file_in_chunks(tmp_path, side):
    path = png(tmp_path, side)
    parts = kitty_parts(draw(path, "kitty"))
    assert b64decode("".join(payload for _, payload in parts)) == path.read_bytes()
    assert parts[0][0] == {"a": "T", "f": "100", "q": "2", "m": str(int(len(parts) > 1))}
    assert [keys for keys, _ in parts[1:]] == [{"m": "1"}] * (len(parts) - 2) + [{"m": "0"}] * (
        len(parts) > 1
    )
    assert all(len(payload) == CHUNK for _, payload in parts[:-1])
    assert 0 < len(parts[-1][1]) <= CHUNK


def iterm_keys(text: str) -> dict[str, str]:
    return dict(key.split("=", 1) for key in text.split(";"))


def test_iterm_gets_the_file_in_one_sequence(tmp_path):
    path = png(tmp_path, 200)
    keys, payload = re.fullmatch(
        r"\x1b\]1337;File=([^:]*):([^\a]*)\a\n", draw(path, "iterm")
    ).groups()
    assert b64decode(payload) == path.read_bytes()
    found = iterm_keys(keys)
    assert b64decode(found.pop("name")).decode() == path.name
    assert found == {
        "size": str(path.stat().st_size),
        "inline": "1",
        "width": "auto",
        "preserveAspectRatio": "1",
    }


def test_iterm_gets_a_large_file_in_parts(tmp_path):
    path = png(tmp_path, 700)
    sequences = draw(path, "iterm").removesuffix("\n").split("\a")
    assert sequences.pop() == ""
    assert all(len(each) < LARGEST for each in sequences)
    assert iterm_keys(sequences[0].removeprefix("\x1b]1337;MultipartFile="))["inline"] == "1"
    assert sequences[-1] == "\x1b]1337;FileEnd"
    payload = "".join(each.removeprefix("\x1b]1337;FilePart=") for each in sequences[1:-1])
    assert b64decode(payload, validate=True) == path.read_bytes()


def test_a_picture_may_be_so_many_columns_wide(tmp_path):
    path = png(tmp_path, 8)
    assert kitty_parts(draw(path, "kitty", columns=80))[0][0]["c"] == "80"
    assert ";width=80;" in draw(path, "iterm", columns=80)


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(OSError):
        draw(tmp_path / "none.png", "kitty")

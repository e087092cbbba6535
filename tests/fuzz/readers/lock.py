"""film.lock: read, written again, and used by a film."""

from __future__ import annotations

from tests.fuzz.outcome import told
from tests.fuzz.readers.scratch import film_folder
from tests.fuzz.readers.text import checked
from vfc.cli.printing import mistakes_text
from vfc.errors import with_excerpts
from vfc.lock.text import read_lock, write_lock
from vfc.project.workspace import find_workspace

LONGEST = 3000
FILM = """\
title: T
format: {size: 64x48}
generators: {wan: {use: w, steps: 4}}
profiles: {draft: {size: 32x32}}
scenes:
  a:
    shots:
      one: {prompt: x, length: 8f, takes: 3, pick: best}
      two: {prompt: y, length: 8f, generator: wan, takes: 2, pick: {draft: 2}}
      three: {extend: {of: a/two, by: 8f}, pin: true}
"""


def read(data: bytes) -> None:
    """Read a lock; what is read of it is written as it was meant, and a film can be planned with
    it.
    """
    text = data.decode("utf-8", "replace")
    lock, mistakes = read_lock("film.lock", text)
    told(mistakes_text(with_excerpts(mistakes, {"film.lock": text})))
    if not mistakes:
        written = write_lock(lock)
        again, none = read_lock("film.lock", written)
        assert not none and write_lock(again) == written
    folder = film_folder("lock")
    (folder / "film.yaml").write_text(FILM)
    (folder / "film.lock").write_bytes(data)
    checked(find_workspace(folder))
    checked(find_workspace(folder, profile="draft"))

"""The diff page: two versions of the film, what became of each shot and why, its frames before and
after.
"""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import numpy

from vfc.commands.diff import Compared, compared
from vfc.compare.model import FilmDiff, ShotDiff
from vfc.compare.sides import HERE, WORKING_TREE
from vfc.compare.stills import ShotStills
from vfc.compare.summary import (
    SECTIONS,
    became,
    cost_lines,
    cut_lines,
    field_texts,
    length_text,
    reasons,
    seen_texts,
    verdict,
    word_text,
)
from vfc.errors import HistoryError, UsageError
from vfc.film.timing import Size
from vfc.history.git import find_repository
from vfc.media.fit import resized
from vfc.media.stills.encode import jpeg_bytes
from vfc.review.model.values import Review
from vfc.review.pages.page import Desk, PageAction, PageData, ReviewPage

VERSIONS = 40  # commits that are offered
WIDEST, LARGEST = 480, 60_000  # pixels and bytes of a picture
STILLS = 1  # of each side


def diff_data(review: Review) -> PageData:
    """The commits that may be compared, newest first: `[commit, day, words]`; or why there are
    none.
    """
    if review.planned is None:
        return {}
    try:
        repository = find_repository(review.planned.loaded.workspace.folder)
        told = repository.run(
            "log", f"--max-count={VERSIONS}", "--date=short", "--format=%H%x09%ad%x09%s", "--", "."
        )
    except HistoryError as error:
        return {"versions": [], "why": str(error)}
    lines = told.decode("utf-8", "replace").splitlines()
    return {"versions": [line.split("\t", 2) for line in lines], "why": ""}


def compare(desk: Desk, given: dict[str, Any]) -> PageData:
    """What two versions differ in: `before` and `after` are revisions of git, an `after` of '' is
    the film as it lies here. UsageError for what is none: no path is taken.
    """
    before, after = given.get("before", ""), given.get("after", "")
    if not isinstance(before, str) or not isinstance(after, str):
        raise UsageError("name two revisions of git")
    repository = find_repository(desk.workspace.folder)
    commits = [repository.commit(before), repository.commit(after) if after else HERE]
    with compared(desk.workspace, commits) as sides:
        return _told(sides, [before, after or WORKING_TREE])


def _told(sides: Compared, names: list[str]) -> PageData:
    diff = sides.diff
    stills = {each.shot.name: each for each in sides.stills(STILLS)}
    return {
        "names": names,
        "verdict": verdict(diff),
        "lines": [] if diff.same else [f"length {length_text(diff)}", *cost_lines(diff)],
        "shots": [_shot(diff, each, stills.get(each.name)) for each in diff.shots],
        "rest": [
            *(
                [f"cut {cut.name}".strip(), [f"{at} {words}".strip() for at, words in lines]]
                for cut in diff.cuts
                if (lines := list(cut_lines(cut, diff)))
            ),
            *(
                [str(section), list(map(word_text, words))]
                for section in SECTIONS
                if (words := diff.words_of(section))
            ),
            *(
                [["files", [f"{each.path}: {each.change}" for each in diff.files]]]
                if diff.files
                else []
            ),
        ],
    }


def _shot(diff: FilmDiff, shot: ShotDiff, stills: ShotStills | None) -> PageData:
    pictures = (stills.before, stills.after) if stills else ((), ())
    missing = stills.missing if stills else ("", "")
    return {
        "name": shot.name,
        "became": became(shot),
        "why": list(reasons(shot)),
        "fields": list(field_texts(shot)),
        "seen": list(seen_texts(shot, diff)),
        "sides": [
            {"pictures": [_picture(each) for each in frames], "missing": lacks}
            for frames, lacks in zip(pictures, missing, strict=True)
        ]
        if stills
        else [],
    }


def _picture(frame: numpy.ndarray) -> str:
    """A frame `(height, width, 3)` uint8 sRGB as a small JPEG in base64."""
    height, width = frame.shape[:2]
    scale = min(1.0, WIDEST / width)
    size = Size(max(1, round(width * scale)), max(1, round(height * scale)))
    return b64encode(jpeg_bytes(resized(frame, size), LARGEST)).decode("ascii")


DIFF = ReviewPage(
    name="diff",
    title="Diff",
    key="d",
    data=diff_data,
    actions=(PageAction(name="compare", act=compare, edits=False),),
    exported=False,
)

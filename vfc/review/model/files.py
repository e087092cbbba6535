"""The film files of a cut: what of each a browser can play, and whether it is of the text as it is
now.
"""

from __future__ import annotations

from vfc.engine.stale import State
from vfc.film.formats import CODEC_NAMES, Codec, ending_of
from vfc.film.model import Cut, Deliverable
from vfc.project.plan import Planned
from vfc.recipes.kinds import VIDEO
from vfc.review.model.infilm import film_pictures
from vfc.review.model.values import ReviewFile, ReviewMedia

PLAYED = {Codec.H264, Codec.VP9, Codec.AV1}  # by every browser of these years
TYPES = {
    "mp4": "video/mp4",
    "mov": "video/mp4",  # the same boxes, by the name that browsers know
    "webm": "video/webm",
}


def review_files(planned: Planned, cut: Cut) -> tuple[ReviewFile, ...]:
    """The film files of a cut: what plays first, then in the order of the text."""
    wanted = [each for each in planned.loaded.film.videos if each.cut == cut.name]
    found = [_file(planned, each) for each in wanted]
    return tuple(sorted(found, key=lambda each: (each.media is None, not each.current)))


def _file(planned: Planned, wanted: Deliverable) -> ReviewFile:
    decision = planned.decisions[planned.plan.deliverables[wanted.path]]
    current = decision.state is State.KEPT
    digest = decision.trace.output if current and decision.trace else _before(planned, wanted.path)
    form = ending_of(wanted.path)
    if wanted.codec not in PLAYED or form not in TYPES:
        word = f"no browser plays {CODEC_NAMES[wanted.codec]} in .{form}"
        return ReviewFile(path=wanted.path, media=None, current=current, word=word)
    if not digest:
        return ReviewFile(
            path=wanted.path, media=None, current=False, word="not built yet: vfc build"
        )
    media = ReviewMedia(digest=digest, type=TYPES[form])
    word = "" if current else "of the text as it was when it was last built"
    pictures = {} if current else film_pictures(planned, wanted.path, digest)
    return ReviewFile(path=wanted.path, media=media, current=current, word=word, pictures=pictures)


def _before(planned: Planned, path: str) -> str:
    """The digest of a deliverable as it last stood, if that is still in the store; else ''."""
    key = planned.previous.keys.get(f"{VIDEO.name} {path}")
    store = planned.loaded.store
    traces = store.traces([key]).get(key, ()) if key else ()
    return next((trace.output for trace in reversed(traces) if store.has([trace.output])), "")

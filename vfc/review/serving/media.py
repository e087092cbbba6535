"""Media by digest: whole, or one range of their bytes."""

from __future__ import annotations

from starlette.responses import FileResponse, PlainTextResponse, Response

from vfc.review.model.values import ReviewMedia
from vfc.store.objects import Objects

KEPT = "private, max-age=31536000, immutable"  # other bytes have another digest


class OneRange(FileResponse):
    """A file of which one range may be asked for; where several are, it is sent whole."""

    max_ranges = 1


def media_answer(media: ReviewMedia | None, objects: Objects) -> Response:
    """An artifact of the store with its media type."""
    path = objects.verified(media.digest) if media else None
    if media is None or path is None:
        return PlainTextResponse("this is not in the store\n", status_code=404)
    headers = {"cache-control": KEPT, "etag": f'"{media.digest}"'}
    return OneRange(path, media_type=media.type, headers=headers, stat_result=path.stat())

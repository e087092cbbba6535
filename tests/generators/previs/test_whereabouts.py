"""Where previs says that people are is where it draws them."""

from __future__ import annotations

import numpy
import pytest

import vfc
from vfc.generators.previs.picture.drawing import drawing
from vfc.generators.previs.picture.whereabouts import MOMENTS, whereabouts


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(
    ("words", "framing", "people"),
    [
        ("a woman in a bright red coat stands in a field", "medium", 1),
        ("a woman in a bright red coat walks along a street", "wide", 1),
        ("a man in a red coat and a woman in a red coat talk in a field", "medium", 2),
        ("a field under clouds", "wide", 0),
    ],
)
def test_people_are_where_they_are_drawn(tmp_path, words, framing, people, seed):
    (tmp_path / "film.yaml").write_text(
        f"title: T\nseed: {seed}\nformat: {{size: 320x180, rate: 24}}\nscenes:\n  a:\n    shots:\n"
        f"      b: {{prompt: {words}, length: 2s, camera: {{framing: {framing}}}}}\n"
    )
    plan = vfc.plan(tmp_path).plan
    request = plan.by_key()[plan.takes["a/b#1"]].params.whole_request
    places, drawn = whereabouts(request), drawing(request)
    assert [len(each) for each in places] == [MOMENTS] * people
    for moment, frame in ((0, 0), (MOMENTS - 1, request.length - 1)) if people else ():
        picture = drawn[frame].astype(int)
        red = (picture[..., 0] - picture[..., 1] > 60) & (picture[..., 0] - picture[..., 2] > 60)
        seen = numpy.nonzero(red)[1].mean() / 320
        assert seen == pytest.approx(sum(each[moment] for each in places) / people, abs=0.05)

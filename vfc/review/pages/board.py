"""The board page: the storyboard of a cut, scene by scene, with how each picture stands."""

from __future__ import annotations

from vfc.film.timing import smpte_timecode
from vfc.review.model.values import Review, ReviewCut, ReviewFilm
from vfc.review.pages.film import shot_data
from vfc.review.pages.page import PageData, ReviewPage


def board_data(review: Review) -> PageData:
    """The uses of shots in each cut in order, the shots that none shows, scenes by their names."""
    film = review.film
    if film is None:
        return {}
    return {
        "scenes": {scene.name: scene.slug for scene in film.scenes},
        "cuts": [_cut(film, each) for each in film.cuts],
        "shots": {
            name: shot_data(review, each) | {"scene": each.scene}
            for name, each in film.shots.items()
        },
    }


def _cut(film: ReviewFilm, cut: ReviewCut) -> PageData:
    shown = {use.shot for use in cut.uses}
    return {
        "name": cut.name,
        "title": cut.title,
        "cells": [
            [use.shot, use.frames.start, smpte_timecode(cut.start + use.frames.start, film.rate)]
            for use in cut.uses
        ],
        "others": [name for name in film.shots if name not in shown],
    }


BOARD = ReviewPage(name="board", title="Board", key="b", data=board_data)

"""All pages, in the order in which they are named on each."""

from __future__ import annotations

from vfc.review.pages.board import BOARD
from vfc.review.pages.build import BUILD
from vfc.review.pages.diff import DIFF
from vfc.review.pages.film import FILM
from vfc.review.pages.notes import NOTES
from vfc.review.pages.page import ReviewPage
from vfc.review.pages.takes import TAKES

PAGES: tuple[ReviewPage, ...] = (FILM, BOARD, TAKES, NOTES, BUILD, DIFF)
FIRST = PAGES[0]

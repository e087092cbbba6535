"""Pages as HTML and their data as JSON, for a server and for an export.

Texts of films come in by Jinja's escaping alone, or as JSON that scripts put on the page as text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from vfc.errors import Mistake
from vfc.film.timing import timecode_base
from vfc.review.model.values import Review
from vfc.review.pages.page import ReviewPage
from vfc.review.pages.table import FIRST, PAGES
from vfc.review.pages.wording import drawn
from vfc.version import VERSION

HERE = Path(__file__).parent
STATIC = HERE / "static"
NO_TITLE = "vfc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where pages are: behind a server that may be asked again (`live`), or in an export; whether
    they may `edit`.
    """

    live: bool
    edit: bool = False

    @property
    def pages(self) -> tuple[ReviewPage, ...]:
        """The pages that there are."""
        return PAGES if self.live else tuple(page for page in PAGES if page.exported)

    def address(self, page: ReviewPage) -> str:
        """Where a page is, relative to any other."""
        if self.live:
            return "./" if page is FIRST else page.name
        return "index.html" if page is FIRST else f"{page.name}.html"


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["drawn"] = drawn
    return found


def page_html(page: ReviewPage, review: Review, site: Site) -> str:
    """A page without its data, which its script fetches."""
    title = review.film.title if review.film else ""
    text = _environment().get_template(f"{page.name}.html")
    has = {each.suffix for each in STATIC.glob(f"{page.name}.*")}
    return text.render(
        page=page,
        pages=site.pages,
        site=site,
        title=drawn(title) or NO_TITLE,
        profile=drawn(review.film.profile) if review.film else "",
        language=review.film.language if review.film else "",
        script=".js" in has,
        style=".css" in has,
        version=VERSION,
    )


def page_json(page: ReviewPage, review: Review) -> str:
    """What a page's script reads: the film's own facts, mistakes, then the page's data. In ASCII,
    with nothing that ends a script.
    """
    film = review.film
    found: dict[str, Any] = {
        "version": review.version,
        "mistakes": [_mistake(each) for each in review.mistakes],
        "problem": review.problem,
    }
    if film is not None:
        found |= {
            "title": film.title,
            "rate": [film.rate.numerator, film.rate.denominator],
            "base": timecode_base(film.rate),
            "size": list(film.size),
            **page.data(review),
        }
    return json.dumps(drawn_json(found), separators=(",", ":")).replace("<", "\\u003c")


def _mistake(mistake: Mistake) -> dict[str, Any]:
    span = mistake.span
    return {
        "at": f"{span.file}:{span.line}:{span.column}",
        "severity": mistake.severity,
        "message": mistake.message,
        "hint": mistake.hint,
        "excerpt": mistake.excerpt[:400],
        "column": span.column,
        "length": span.length,
    }


def drawn_json(value: Any) -> Any:
    """Values for JSON whose texts a page can show."""
    if isinstance(value, str):
        return drawn(value)
    if isinstance(value, dict):
        return {drawn_json(name): drawn_json(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [drawn_json(each) for each in value]
    return value

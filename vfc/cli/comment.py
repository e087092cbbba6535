"""One comment a pull request, kept up to date: what the actions of `.github/actions/render` and
`.gitlab/` end with. `python -m vfc.cli.comment` takes all from its environment.

Texts of a film come from `vfc diff --markdown` alone, in which nobody is mentioned and nothing is
linked. What the forge refuses, as from a fork, is a warning and no failure: the summary has it too.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, Request, build_opener

from vfc.compare.markdown import code
from vfc.project.amounts import counted, span_of

PAGE, PAGES = 100, 50  # comments that are asked for at once, and how often
PATIENCE = 30.0  # seconds
LARGEST = 64 << 20  # bytes of an answer, or of a file that is read


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge:
    """Where comments of one pull request are: the address of their list, that of one (with its
    number), the method that changes one, and the headers of a request.
    """

    comments: str
    comment: str
    method: str
    headers: Mapping[str, str]


class ForgeRefused(Exception):
    """A forge did not take or give what was asked for; the text says why."""


class _NoRedirect(HTTPRedirectHandler):
    """Follows nothing: a token goes to its forge alone."""

    def redirect_request(self, *arguments: object) -> None:
        """None: the answer is the redirection itself, an error."""


def forge_of(environment: Mapping[str, str]) -> Forge | None:
    """The forge of a run by its environment; None where it is of no pull request, or nobody may
    comment.
    """
    token = environment.get("VFC_TOKEN", "")
    number = environment.get("PULL_REQUEST", "")
    if number.isdigit() and token:
        base = f"{environment['GITHUB_API_URL']}/repos/{environment['GITHUB_REPOSITORY']}/issues"
        return Forge(
            comments=f"{base}/{number}/comments",
            comment=f"{base}/comments",
            method="PATCH",
            headers={
                "Authorization": f"Bearer {token}",
                "Accept": "application/vnd.github+json",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
    number = environment.get("CI_MERGE_REQUEST_IID", "")
    if number.isdigit() and token:
        project = quote(environment["CI_PROJECT_ID"], safe="")
        base = f"{environment['CI_API_V4_URL']}/projects/{project}/merge_requests/{number}/notes"
        return Forge(comments=base, comment=base, method="PUT", headers={"PRIVATE-TOKEN": token})
    return None


def keep_comment(forge: Forge, marker: str, text: str) -> None:
    """Put a text into the comment that begins with the marker, or write one. ForgeRefused where
    that may not be.
    """
    for number in _marked(forge, marker):
        # another may have copied the marker into a comment of their own
        with suppress(ForgeRefused):
            _asked(forge, f"{forge.comment}/{number}", forge.method, {"body": text})
            return
    _asked(forge, forge.comments, "POST", {"body": text})


def _marked(forge: Forge, marker: str) -> Iterator[int]:
    """The numbers of the comments that begin with a marker, of all pages."""
    for page in range(1, PAGES + 1):
        found = _asked(forge, f"{forge.comments}?per_page={PAGE}&page={page}", "GET")
        each = found if isinstance(found, list) else []
        yield from (int(one["id"]) for one in each if str(one.get("body") or "").startswith(marker))
        if len(each) < PAGE:
            return


def _asked(forge: Forge, address: str, method: str, body: Mapping[str, str] | None = None) -> Any:
    data = json.dumps(body).encode() if body is not None else None
    headers = {**forge.headers, "Content-Type": "application/json", "User-Agent": "vfc"}
    request = Request(address, data=data, headers=headers, method=method)
    try:
        with build_opener(_NoRedirect()).open(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read(LARGEST) or b"null")
    except HTTPError as error:
        raise ForgeRefused(f"{method} was answered with {error.code}") from None
    except (URLError, OSError, ValueError) as error:
        raise ForgeRefused(f"{method} was not answered: {error}") from None


# ── what it says ───────────────────────────────────────────────────────────────────────────────


def marker_of(film: str, profile: str) -> str:
    """What the comment of a film and a profile begins with, which nobody sees."""
    digest = hashlib.sha256(f"{film}\0{profile}".encode()).hexdigest()
    return f"<!-- vfc {digest[:16]} -->"


def comment_text(environment: Mapping[str, str]) -> str:
    """The whole comment, from the report and from how the steps went."""
    report = Path(environment["REPORT"])
    film, profile = environment.get("FILM", "."), environment.get("PROFILE", "")
    finals = _finals(_read(report / "finals.json"))
    lines = [marker_of(film, profile), *_state(environment, film, profile), *finals]
    if environment.get("CHECK") == "success":
        nothing = f"{code(film)}: there is no earlier version that it could be compared with."
        lines += ["", _read(report / "diff.md").rstrip() or nothing]
    link = environment.get("LINK") or environment.get("CI_JOB_URL", "")
    if link.startswith(("https://", "http://")) and not set(link) & set(" ()<>\n"):
        held = "the film to look at, and frames before and after"
        lines += ["", f"[Review]({link}): {held}"]
    return "\n".join(lines) + "\n"


def _state(environment: Mapping[str, str], film: str, profile: str) -> Iterator[str]:
    of = f" of profile {code(profile)}" if profile else ""
    if environment.get("CHECK") != "success":
        yield f"**The text of {code(film)} has mistakes**, which stand at their lines."
    elif environment.get("BUILD") != "success":
        yield f"**{code(film)}{of} was not built**: the log of the build says why."
    else:
        yield f"{code(film)}{of} was built."


def _finals(text: str) -> Iterator[str]:
    """What the film costs without a profile, by `vfc plan --json`."""
    try:
        plan = json.loads(text)
        make, costly = plan["totals"]["make"], plan["totals"]["costs"]
        seconds, money = plan["seconds"], plan["money"]
    except (ValueError, KeyError, TypeError):
        return
    parts = [
        counted(make, "step") + " to make" if make else "nothing to make",
        counted(costly, "of them costs", "of them cost") if costly else "",
        span_of(*seconds) if make else "",
        *_money(money),
    ]
    yield f"Finals: {', '.join(filter(None, parts))}."


def _money(expenses: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    from decimal import Decimal

    sums: dict[str, Decimal] = {}
    for each in expenses:
        if each["amount"] is not None:
            sums[each["unit"]] = sums.get(each["unit"], Decimal(0)) + Decimal(each["amount"])
    yield from (f"about {amount} {code(unit)}" for unit, amount in sums.items())
    unknown = sum(each["amount"] is None for each in expenses)
    if unknown:
        yield f"{unknown} whose price is not known"


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(LARGEST)
    except OSError:
        return ""


def run(environment: Mapping[str, str]) -> int:
    """Write the summary of the run, and keep the comment of its pull request; the exit code."""
    text = comment_text(environment)
    summary = environment.get("GITHUB_STEP_SUMMARY")
    if summary:
        with open(summary, "a", encoding="utf-8") as file:
            file.write(text)
    forge = forge_of(environment)
    if forge is None:
        return 0
    marker = marker_of(environment.get("FILM", "."), environment.get("PROFILE", ""))
    try:
        keep_comment(forge, marker, text)
    except ForgeRefused as error:
        prefix = "::warning::" if summary else ""
        sys.stdout.write(f"{prefix}the pull request has no comment: {error}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(run(os.environ))

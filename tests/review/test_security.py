"""Who is answered, and what a browser is told: no other site, no other name, no path, no script."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from vfc.errors import UsageError
from vfc.review.pages.page import Desk, PageAction, ReviewPage
from vfc.review.pages.wording import drawn
from vfc.review.serving import app as application
from vfc.review.serving.app import review_app
from vfc.review.serving.security import LARGEST, Guard
from vfc.review.serving.server import Listening

TOKEN = "a-token-of-the-tests"
ROOT = "http://127.0.0.1:8765"


def client(desk: Desk, *, known: bool = True) -> TestClient:
    guard = Guard(token=TOKEN, port=8765, once={"once-and-no-more"})
    found = TestClient(review_app(desk, guard), base_url=ROOT)
    if known:
        found.cookies.set(guard.cookie, TOKEN)
    return found


def echo(desk: Desk, given: dict) -> dict:
    if given.get("wrong"):
        raise UsageError("there is no such shot")
    return {"got": given}


@pytest.fixture
def acting(desk, monkeypatch) -> TestClient:
    """A review with a page that does something."""
    actions = (PageAction(name="pick", act=echo), PageAction(name="look", act=echo, edits=False))
    page = ReviewPage(name="board", title="Board", data=lambda review: {}, actions=actions)
    monkeypatch.setattr(application, "PAGES", (application.PAGES[0], page))
    return client(Desk(workspace=desk.workspace, reading=desk.reading, edit=True))


def test_the_address_opens_it_and_a_cookie_keeps_it_open(desk):
    visitor = client(desk, known=False)
    assert visitor.get("/").status_code == 403
    assert visitor.get("/?token=another-review").status_code == 403
    answer = visitor.get(f"/?token={TOKEN}")
    assert answer.status_code == 200 and 'content="0;url=/"' in answer.text
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert visitor.get("/").status_code == 200


def test_the_address_that_a_browser_is_started_with_opens_it_once(desk):
    assert client(desk, known=False).get("/?token=once-and-no-more").status_code == 200
    found = client(desk, known=False)
    for status in (200, 403):
        answer = found.get("/?token=once-and-no-more")
        assert answer.status_code == status


@pytest.mark.parametrize(
    "host, status",
    [
        ("127.0.0.1:8765", 200),
        ("localhost:9000", 200),  # by a tunnel
        ("[::1]:8765", 200),
        ("192.168.1.20:8765", 200),
        ("evil.example:8765", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost.evil.example", 403),
        ("", 403),
    ],
)
def test_no_other_name_is_answered(desk, host, status):
    assert client(desk).get("/version", headers={"host": host}).status_code == status


def test_every_answer_keeps_others_out(desk):
    visitor = client(desk)
    for path in ("/", "/board", "/data/film.json", "/static/base.js", "/nowhere", "/media/x"):
        headers = visitor.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert client(desk, known=False).get("/").headers["content-security-policy"]


def test_texts_of_films_are_never_html(desk):
    visitor = client(desk)
    page = visitor.get("/").text
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    scripts = re.findall(r"<script[^>]*>([^<]*)", page)
    assert scripts and not any(map(str.strip, scripts)) and " style=" not in page
    assert not re.search(r"\son\w+=", page) and "http://" not in page.replace(ROOT, "")
    data = visitor.get("/data/film.json")
    assert data.headers["content-type"] == "application/json" and "<" not in data.text
    assert data.json()["shots"]["street/walk"]["words"].endswith("<img src=x onerror=alert(1)>")


def test_media_are_had_by_digest_alone_and_only_those_that_pages_show(desk, film):
    visitor = client(desk)
    address = visitor.get("/data/film.json").json()["cuts"][0]["files"][0]["media"]
    whole = visitor.get(f"/{address}")
    assert whole.status_code == 200 and whole.headers["content-type"] == "video/mp4"
    assert whole.content == (film / "out/film/film.mp4").read_bytes()
    digest = address.partition("/")[2]
    other = next(
        shard.name + each.name
        for shard in sorted((film / ".vfc/objects").iterdir())
        for each in shard.iterdir()
        if not digest.startswith(shard.name + each.name) and each.stat().st_size
    )
    shown = {each.digest for each in desk.reading.review.film.media.values()}
    assert (other in shown) == (visitor.get(f"/media/{other}.mp4").status_code == 200)
    for path in (
        "/media/../film.yaml",
        "/media/..%2f..%2ffilm.yaml",
        "/media/%2e%2e/film.yaml",
        "/media//etc/passwd",
        f"/media/{digest[:8]}.mp4",
        "/static/../film.py",
        "/static/..%2ffilm.py",
        "/static/%2e%2e%2frendering.py",
        "/data/../film.yaml",
    ):
        assert visitor.get(path).status_code in (403, 404, 405), path


@pytest.mark.parametrize(
    "asked, status, part",
    [
        ("bytes=0-1", 206, slice(0, 2)),  # what Safari asks first
        ("bytes=0-99", 206, slice(0, 100)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-50", 206, slice(-50, None)),
        ("bytes=0-999999999", 206, slice(0, None)),
        ("bytes=-999999999", 206, slice(0, None)),
        ("bytes=999999999-", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=0-0", 206, slice(0, 1)),
        ("bytes=0-9,20-29", 200, slice(0, None)),  # several: whole
        ("bytes=9-0", 400, None),
        ("lines=0-9", 400, None),
    ],
)
def test_ranges_are_bounded_and_right(desk, asked, status, part):
    visitor = client(desk)
    address = visitor.get("/data/film.json").json()["cuts"][0]["files"][0]["media"]
    whole = visitor.get(f"/{address}").content
    answer = visitor.get(f"/{address}", headers={"range": asked})
    assert answer.status_code == status
    if part is not None:
        assert answer.content == whole[part]
        assert int(answer.headers["content-length"]) == len(whole[part])
    if status == 416:
        assert answer.headers["content-range"] == f"bytes */{len(whole)}"
    other = {"range": asked, "if-range": '"of-other-bytes"'}
    assert visitor.get(f"/{address}", headers=other).content == whole
    head = visitor.head(f"/{address}", headers={"range": asked})
    assert not head.content
    if status < 300:
        assert head.status_code == status and head.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    "headers, status",
    [
        ({}, 200),
        ({"origin": ROOT, "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),  # another program on this machine
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),  # what a form of another site can send
        ({"content-length": str(LARGEST + 1)}, 413),
    ],
)
def test_no_other_site_can_post(acting, headers, status):
    sent = {"content-type": "application/json"} | headers
    assert acting.post("/do/board/pick", content=b"{}", headers=sent).status_code == status


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b"\xff", b"[" * 100_000, b"1"])
def test_what_is_no_object_is_refused(acting, body):
    answer = acting.post(
        "/do/board/pick", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 400 and answer.json()["problem"]


def test_a_large_post_of_unknown_length_is_refused(acting):
    def parts():
        for _ in range(20):
            yield b" " * (LARGEST // 10)

    headers = {"content-type": "application/json"}
    assert acting.post("/do/board/pick", content=parts(), headers=headers).status_code == 413


def test_a_page_does_what_it_may(acting, desk):
    assert acting.post("/do/board/pick", json={"a": 1}).json() == {"got": {"a": 1}}
    wrong = acting.post("/do/board/pick", json={"wrong": 1})
    assert wrong.status_code == 400 and wrong.json() == {"problem": "there is no such shot"}
    assert acting.get("/do/board/pick").status_code == 405
    reading = client(Desk(workspace=desk.workspace, reading=desk.reading))
    assert reading.post("/do/board/pick", json={}).status_code == 404  # without --edit
    assert reading.post("/do/board/look", json={}).status_code == 200


def test_others_are_let_in_with_a_token_alone():
    for wanted in (Listening(host="0.0.0.0"), Listening(host="192.168.1.20", token="short")):
        with pytest.raises(UsageError, match="--token"):
            wanted.checked()
    assert Listening(host="0.0.0.0", token="t" * 16).checked().token == "t" * 16
    assert len(Listening().checked().token) > 30


def test_what_no_browser_draws_is_a_sign_that_says_so():
    assert drawn("a\x00b\x9fc\ud800d") == "a\ufffdb\ufffdc\ufffdd"
    assert drawn("שלום\n\tna\u0308h") == "שלום\n\tna\u0308h"


@pytest.mark.parametrize("before", ["", "--output=x", "/etc", ".", "film.yaml", 3, None, "HEAD"])
def test_versions_are_revisions_of_git_and_no_paths(desk, before):
    answer = client(desk).post("/do/diff/compare", json={"before": before})
    assert answer.status_code in (400, 409) and answer.json()["problem"]

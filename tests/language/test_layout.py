"""One layout for the text: it says what it said, each comment stands where it belongs, and a text
that is laid out stays as it is.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.language.resolving import assets_of, read, source_of
from tests.property.filmtext import films
from vfc.errors import TextError
from vfc.language.layout.lay import laid_out
from vfc.language.layout.read import read_page
from vfc.language.resolve.film import resolve
from vfc.language.words.vocabulary import FILM

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXTS = sorted(EXAMPLES.glob("*/**/*.yaml")) + [
    Path(__file__).with_name("whole.yaml"),
    Path(__file__).parent / "data" / "language.yaml",
]


def lay(text: str) -> str:
    """The layout of a text, which is its own."""
    new = laid_out("film.yaml", text)
    assert laid_out("film.yaml", new) == new
    return new


# ── films as somebody writes them ──────────────────────────────────────────────────────────────


class Ugly:
    """A film as text in a layout of chance, with a comment at some entries that names their
    place.
    """

    def __init__(self, chance: random.Random, comments: bool = True):
        self.chance, self.comments = chance, comments
        self.count = 0

    def text(self, film: dict) -> str:
        lines = self.map(film, 0, "")
        return "\n".join(lines) + self.chance.choice(["\n", "", "\n\n\n"])

    def map(self, value: dict, indent: int, place: str) -> list[str]:
        lines: list[str] = []
        for key, each in value.items():
            here = f"{place}.{key}"
            lines += self.above(indent, here)
            lines += self.entry(f"{self.scalar(key)}:", each, indent, here)
        return lines

    def list(self, value: list, indent: int, place: str) -> list[str]:
        lines: list[str] = []
        for number, each in enumerate(value):
            here = f"{place}.{number}"
            lines += self.above(indent, here)
            if isinstance(each, dict) and each and self.chance.random() < 0.5:
                inner = self.map(each, indent + 2, here)
                while inner[0].lstrip().startswith("#") or not inner[0].strip():
                    inner = inner[1:]
                lines += [f"{' ' * indent}- {inner[0].lstrip()}", *inner[1:]]
            else:
                lines += self.entry("-", each, indent, here)
        return lines

    def entry(self, head: str, value, indent: int, place: str) -> list[str]:
        pad, step = " " * indent, self.chance.choice([1, 2, 3, 4])
        if isinstance(value, dict | list) and value and self.chance.random() < 0.7:
            if isinstance(value, dict):
                lines = self.map(value, indent + step, place)
            else:
                under = 0 if head != "-" and self.chance.random() < 0.4 else step
                lines = self.list(value, indent + under, place)
            return [f"{pad}{head}{self.behind(place)}", *lines]
        if isinstance(value, str) and self.chance.random() < 0.15 and "\n" not in value:
            mark = self.chance.choice(["|-", ">-"])
            return [f"{pad}{head} {mark}{self.behind(place)}", f"{pad}{' ' * step}{value}"]
        return [f"{pad}{head} {self.flow(value)}{self.behind(place)}"]

    def flow(self, value) -> str:
        blank = self.chance.choice(["", " "])
        if isinstance(value, dict):
            inner = f",{blank} ".join(f"{self.scalar(k)}: {self.flow(v)}" for k, v in value.items())
            return f"{{{blank}{inner}{blank}}}"
        if isinstance(value, list):
            return f"[{blank}{f',{blank}'.join(map(self.flow, value))}{blank}]"
        return self.scalar(value)

    def scalar(self, value) -> str:
        if isinstance(value, bool) or value is None:
            return json.dumps(value)
        if not isinstance(value, str):
            return str(value)
        plain = yaml.safe_dump([value], default_flow_style=True, width=9999)[1:-2]
        return self.chance.choice([plain, json.dumps(value), "'" + value.replace("'", "''") + "'"])

    def above(self, indent: int, place: str) -> list[str]:
        lines = [""] * self.chance.choice([0, 0, 0, 1, 3])
        if self.comments and self.chance.random() < 0.2:
            lines.append(f"{' ' * indent}# above {place}")
            lines += [""] * self.chance.choice([0, 0, 1])
        return lines

    def behind(self, place: str) -> str:
        if not self.comments or self.chance.random() > 0.2:
            return ""
        return f"{' ' * self.chance.choice([1, 2, 9])}# behind {place}"


def places(text: str) -> dict[str, str]:
    """The place of each comment of a text, as its page has it."""
    found: dict[str, str] = {}
    page = read_page(text)
    first = page.root.slots[0].key
    for each in page.header:
        found[each.text] = f".{first.text if first else ''}"
    pending = [(page.root, "")]
    while pending:
        part, place = pending.pop()
        for number, slot in enumerate(part.slots):
            here = f"{place}.{slot.key.text if slot.key else number}"
            for each in (*slot.above, *slot.behind, *slot.under):
                found[each.text] = here
            pending.append((slot.value, here))
    return found


@settings(max_examples=20, deadline=None)
@given(films(), st.integers(0, 10_000))
def test_random_films_say_the_same_and_keep_their_comments(film, seed):
    chance = random.Random(seed)
    text = Ugly(chance).text(shuffled(film, chance))
    before, after = read(text), read(lay(text))
    assert after[0] == before[0] and before[0] is not None
    comments = re.findall("# .*", text)
    assert sorted(re.findall("# .*", lay(text))) == sorted(comments)
    for comment, place in places(lay(text)).items():
        told = comment.split()[-1]
        # what stood above the first entry of an item stands above the item, and at the head of a
        # file it is about the file
        assert told == place or told.startswith(f"{place}.") or place.count(".") == 1, comment


def shuffled(film: dict, chance: random.Random) -> dict:
    """A film with the words of the language in an order of chance; names stay in theirs."""

    def turned(value: dict) -> dict:
        return dict(chance.sample(list(value.items()), len(value)))

    new = turned(film)
    for scene, words in new["scenes"].items():
        new["scenes"][scene] = turned(words)
        for shot, inner in words["shots"].items():
            words["shots"][shot] = turned(inner)
    return new


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1_000_000))
def test_any_words_of_the_vocabulary_stay_what_they_are(seed):
    chance = random.Random(seed)
    film = {
        each.name: each.example
        for each in chance.sample(FILM.fields, chance.randint(1, 12))
        if each.example is not None
    }
    if not film:
        return
    text = Ugly(chance).text(json.loads(json.dumps(film)))
    assert messages(lay(text)) == messages(text)


def messages(text: str) -> list[str]:
    """What is told about a text, without its places."""
    found = read(text)
    return sorted(re.sub(r"lines? [\d, ]+", "", each.message) for each in found[1])


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_examples_say_the_same(path):
    text = path.read_text()
    before, after = (source_of(each) for each in (text, lay(text)))
    assert resolve(before, assets_of(before))[0] == resolve(after, assets_of(after))[0]


# ── what people write ──────────────────────────────────────────────────────────────────────────

WRITTEN = {
    "words of the film, names in their order": (
        "scenes: {b: {shots: {z: {length: 2s, prompt: x}, a: {prompt: y}}}}\ntitle: T\n",
        "title: T\nscenes: {b: {shots: {z: {prompt: x, length: 2s}, a: {prompt: y}}}}\n",
    ),
    "comments go with their words": (
        "# a film\n\n# its scenes\nscenes:   # all of them\n    s:\n        shots: {}\n"
        "        # the end of s\n# its name\ntitle: T # short\n# the end\n",
        "# a film\n\n# its name\ntitle: T  # short\n# its scenes\nscenes:   # all of them\n  s:\n"
        "    shots: {}\n    # the end of s\n# the end\n",
    ),
    "a word that is none of the language keeps its map": (
        "scenes: {}\nlenght: 2s\ntitle: T\n",
        "scenes: {}\nlenght: 2s\ntitle: T\n",
    ),
    "quotes that are needed": (
        'title: "1917"\nnote: \'a: b\'\nbudget: "# 1"\nscenes: {"s": {\'slug\': "on", note: '
        '"a, b", shots: {x: {prompt: "say \\"hi\\"", note: "it\'s"}}}}\n',
        'title: "1917"\nscenes: {s: {slug: "on", note: "a, b", shots: {x: {prompt: say "hi", '
        'note: it\'s}}}}\nbudget: "# 1"\nnote: "a: b"\n',
    ),
    "a flow that does not fit": (
        "title: T\ncut: [" + ", ".join(f"scene/shot-{n}" for n in range(9)) + "]\n",
        "title: T\ncut:\n" + "".join(f"  - scene/shot-{n}\n" for n in range(9)),
    ),
    "a flow with comments, and one that its author has broken": (
        "title: T\nformat: {size: 64x36,  # small\n  rate: 24}\ncut: [\n  s/a, s/b,\n]\ncast: {ana:\n"
        " {look: x}}\n",
        "title: T\nformat:\n  size: 64x36  # small\n  rate: 24\ncast: {ana: {look: x}}\ncut:\n"
        "  - s/a\n  - s/b\n",
    ),
    "JSON": (
        '{\n  "title": "T",\n  "format": {\n    "rate": 24\n  },\n  "cut": ["a/b"]\n}\n',
        "title: T\nformat:\n  rate: 24\ncut: [a/b]\n",
    ),
    "anchors before what copies them": (
        "title: T\nscenes:\n  s:\n    shots:\n      a: &one {length: 2s, prompt: p}\n      b: *one\n"
        "    note: &n x\n    slug: *n\n",
        "title: T\nscenes:\n  s:\n    shots:\n      a: &one {prompt: p, length: 2s}\n      b: *one\n"
        "    note: &n x\n    slug: *n\n",
    ),
    "comments at the end of several blocks keep their order": (
        "title: T\nscenes:\n  s:\n    shots:\n      a: {prompt: x}\n      # b\n  # t\n    # deeper\n"
        "cut: [s/a]\n",
        "title: T\nscenes:\n  s:\n    shots:\n      a: {prompt: x}\n      # b\n  # t\n  # deeper\n"
        "cut: [s/a]\n",
    ),
    "a flow that gives way takes its comment along, and no blank line from above it": (
        "title: T\n\ndeliver:\n  # a\n\n  film.mp4: {size: 64x36, platform: youtube, quality: high, "
        "codec: h264, loudness: -16, chapters: on}      # film\n",
        "title: T\n\ndeliver:\n  # a\n\n  film.mp4:  # film\n    size: 64x36\n    codec: h264\n"
        "    quality: high\n    platform: youtube\n    loudness: -16\n    chapters: on\n",
    ),
    "texts of several lines": (
        "note: |+\n    kept\n      as it is\n\n\ntitle: >-  # folded\n   two\n   lines\ncast:\n  a:\n"
        "    look: a coat\n       of red\n    note:\n       below\n       its key\n",
        "title: >-  # folded\n  two\n  lines\ncast:\n  a:\n    look: a coat\n      of red\n    note:\n"
        "      below\n      its key\nnote: |+\n  kept\n    as it is\n\n\n",
    ),
    "blank lines: one where there were some, none at the ends of a block": (
        "\n\nvfc: 1\ntitle: T\n\n\n\nscenes:\n\n  s:\n    shots: {}\n\n\n  t:\n    shots: {}\n\ncut:\n"
        "- s\n\n\n- t\n\n",
        "vfc: 1\ntitle: T\n\nscenes:\n  s:\n    shots: {}\n\n  t:\n    shots: {}\n\ncut:\n  - s\n\n"
        "  - t\n",
    ),
    "lists at the column of their key, items of maps and lists": (
        "title: T\ncut:\n- s/a\n# a card\n-   title:\n        text: X\n        length: 2s\n- # odd\n"
        "  fade: {length: 1s, to: black}\n- - a\n  -\n   - b\n",
        "title: T\ncut:\n  - s/a\n  # a card\n  - title:\n      text: X\n      length: 2s\n  # odd\n"
        "  - fade: {to: black, length: 1s}\n  - - a\n    - - b\n",
    ),
    "comments in one column": (
        "title: T        # the title\nseed: 1         # a number\nscenes: {} # near\n",
        "title: T        # the title\nseed: 1         # a number\nscenes: {}  # near\n",
    ),
    "an include behind names keeps its place among them": (
        "title: T\nscenes: {}\nseed: 1\ninclude: more.yaml\npresets: {}\n",
        "title: T\nseed: 1\nscenes: {}\ninclude: more.yaml\npresets: {}\n",
    ),
    "lines: who speaks stands first": (
        "title: T\nscenes: {s: {shots: {a: {lines: [{voice: {speed: 2}, ana: Hi, de: Hallo}, "
        "{line: Hi, who: bo}]}}}}\n",
        "title: T\nscenes: {s: {shots: {a: {lines: [{ana: Hi, de: Hallo, voice: {speed: 2}}, "
        "{who: bo, line: Hi}]}}}}\n",
    ),
    "mistakes: keys twice, merges, tags, commas": (
        "title: T\ntitle: U\nscenes:\n  s: {<<: x, shots: {a: {prompt: rain, wind}}}\nnote: !t x\n",
        "title: T\ntitle: U\nscenes:\n  s: {<<: x, shots: {a: {prompt: rain, wind}}}\nnote: !t x\n",
    ),
    "escapes": (
        'title: "a\\u00e9\\n\\\n    b"\nnote: "\\u2028"\nbudget: "tab\\there"\n',
        'title: "a\\u00e9\\n\\\n  b"\nbudget: "tab\\there"\nnote: "\\u2028"\n',
    ),
    "nothing but comments, and nothing": ("# later\n", "# later\n"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_people_write(name):
    text, wanted = WRITTEN[name]
    assert lay(text) == wanted
    assert lay(text.replace("\n", "\r\n")) == wanted.replace("\n", "\r\n")
    assert lay(text.rstrip("\n")).rstrip("\n") == wanted.rstrip("\n") or "|+" in text


def test_what_lies_deep_is_no_more_work():
    deep = "x: " + "{a: " * 38 + '"\'\\"\\\\"' + "}" * 38 + "\n"
    assert lay(f"title: T\n{deep}").count("a:") == 38


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: [a\n", "film.yaml:1:8"),
        ("- a\n- b\n", "no map of words"),
        ("<<<<<<< one\ntitle: T\n=======\ntitle: U\n>>>>>>> two\n", "merge"),
        ("title: a\x07b\n", "control character"),
        ("title: T\n---\ntitle: U\n", "second document"),
    ],
)
def test_what_has_no_layout_is_told(text, told):
    with pytest.raises(TextError) as error:
        laid_out("film.yaml", text)
    assert told in str(error.value)

"""YAML to nodes, includes, and every way in which YAML stumbles over prose: whole messages, as a
person sees them.
"""

from __future__ import annotations

import os

import pytest

from vfc.language.yaml.compose import ALIASES, DEPTH, compose
from vfc.language.yaml.node import Node
from vfc.language.yaml.text import read_texts


def told(text: str) -> str:
    """All that is told of one file's text."""
    return "\n".join(
        str(mistake.with_excerpt({"film.yaml": text}))
        for mistake in compose("film.yaml", text).mistakes
    )


def tree(text: str) -> object:
    """The nodes as plain values, every scalar as its own text."""
    composed = compose("film.yaml", text)
    assert not composed.mistakes
    return plain(composed.root)


def plain(node: Node) -> object:
    if node.kind == "map":
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    return [plain(item) for item in node.items] if node.kind == "list" else node.text


def write(folder, **files: str):
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_texts(folder)


def shown(source) -> str:
    return "\n".join(str(mistake.with_excerpt(source.texts)) for mistake in source.mistakes)


def test_text_is_taken_as_written():
    text = (
        "title: 1917\nshots: {010: {line: No}}\nin: 10:00:04:12\nscale: 1.50\non: "
        "off\nempty:\nquoted: ''\nnull: ~\n"
    )
    assert tree(text) == {
        "title": "1917",
        "shots": {"010": {"line": "No"}},
        "in": "10:00:04:12",
        "scale": "1.50",
        "on": "off",
        "empty": "",
        "quoted": "",
        "null": "~",
    }
    root = compose("film.yaml", text).root
    assert root.get("empty").empty
    assert not root.get("quoted").empty


def test_lines_of_prose_join_with_spaces():
    text = "a: a street\n  at night\nb: >\n  a street\n  at night\nc: |\n  a street\n  at night\n"
    assert tree(text) == {
        "a": "a street at night",
        "b": "a street at night\n",
        "c": "a street\nat night\n",
    }


def test_spans_name_line_column_and_length():
    root = compose(
        "film.yaml", "scenes:\n  street: {set: 'the street'}\n  list: [a,\n    b]\n"
    ).root
    street = root.get("scenes").get("street")
    assert (street.span, street.get("set").span) == (
        ("film.yaml", 2, 11, 19),
        ("film.yaml", 2, 17, 12),
    )
    assert root.get("scenes").get("list").span == ("film.yaml", 3, 9, 3)


def test_windows_line_ends_tabs_behind_colons_and_a_byte_order_mark(tmp_path):
    (tmp_path / "film.yaml").write_bytes(b"\xef\xbb\xbftitle:\tWhat If\r\nscenes: {}\r\n")
    source = read_texts(tmp_path)
    assert plain(source.root) == {"title": "What If", "scenes": {}}
    assert source.root.get("title").span == ("film.yaml", 1, 8, 7)
    assert source.mistakes == ()


STUMBLES = {
    "prompt: she says: hello": """\
film.yaml:1:17: YAML reads the ':' in the text of 'prompt' as a new key
    1 | prompt: she says: hello
      |                 ^ quote the text: prompt: "she says: hello", or write it below 'prompt: >'""",
    "walk: {prompt: she says: hello, length: 2s}": """\
film.yaml:1:24: YAML reads the ':' in the text of 'prompt' as a new key
    1 | walk: {prompt: she says: hello, length: 2s}
      |                        ^ quote the text: prompt: "she says: hello", or write it below 'prompt: >'""",
    "walk: {prompt: rain, wind, and snow, length: 2s}": """\
film.yaml:1:22: the comma ended the text of 'prompt' before 'wind, and snow'
    1 | walk: {prompt: rain, wind, and snow, length: 2s}
      |                      ^^^^ quote the text: prompt: "rain, wind, and snow\"""",
    "prompt: door #3 opens #4": """\
film.yaml:1:14: '#3 opens #4' would be lost as a comment
    1 | prompt: door #3 opens #4
      |              ^^^^^^^^^^^ quote the text: "door #3 opens #4\"""",
    "colour: #f2ede4": """\
film.yaml:1:9: '#f2ede4' would be lost as a comment
    1 | colour: #f2ede4
      |         ^^^^^^^ quote the text: "#f2ede4\"""",
    "title: {colour: #f2ede4, text: x}\nnext: 1": """\
film.yaml:1:17: '#f2ede4, text: x}' would be lost as a comment
    1 | title: {colour: #f2ede4, text: x}
      |                 ^^^^^^^^^^^^^^^^^ quote the text: "#f2ede4\"""",
    "prompt: door #3 opens\n  and closes": """\
film.yaml:1:14: '#3 opens' would be lost as a comment
    1 | prompt: door #3 opens
      |              ^^^^^^^^ quote the text: "door #3 opens\"""",
    "title: 'What If' #x": """\
film.yaml:1:18: '#x' would be lost as a comment
    1 | title: 'What If' #x
      |                  ^^ a comment has a space behind its '#'""",
    "prompt: @home is": """\
film.yaml:1:9: text cannot begin with '@': YAML keeps '@' for itself
    1 | prompt: @home is
      |         ^^^^^^^^ quote it: "@home is\"""",
    "prompt: `so`": """\
film.yaml:1:9: text cannot begin with '`': YAML keeps '`' for itself
    1 | prompt: `so`
      |         ^^^^ quote it: "`so`\"""",
    "prompt: %d": """\
film.yaml:1:9: text cannot begin with '%': YAML takes '%' for a directive
    1 | prompt: %d
      |         ^^ quote it: "%d\"""",
    "prompt: *star* of the show": """\
film.yaml:1:9: text cannot begin with '*': YAML takes '*' for an alias
    1 | prompt: *star* of the show
      |         ^^^^^^^^^^^^^^^^^^ quote it: "*star* of the show\"""",
    "prompt: *star": """\
film.yaml:1:9: '*star' copies nothing: no value before it is marked '&star'
    1 | prompt: *star
      |         ^^^^^ if it is text, quote it: "*star\"""",
    "prompt: &Co rain": """\
film.yaml:1:9: '&Co' marks a value to be copied, and nothing copies it
    1 | prompt: &Co rain
      |         ^^^^^^^^ if it is text, quote it: "&Co rain\"""",
    "prompt: & rain": """\
film.yaml:1:9: text cannot begin with '&': YAML takes '&' for an anchor
    1 | prompt: & rain
      |         ^^^^^^ quote it: "& rain\"""",
    "line: !Stop there": """\
film.yaml:1:7: '!Stop' is a YAML tag, and a film holds only plain values
    1 | line: !Stop there
      |       ^^^^^ take it out; if it is text, quote it: "!Stop there\"""",
    "a: !!python/name:os.system": """\
film.yaml:1:4: '!!python/name:os.system' is a YAML tag, and a film holds only plain values
    1 | a: !!python/name:os.system
      |    ^^^^^^^^^^^^^^^^^^^^^^^ take it out; if it is text, quote it: "!!python/name:os.system\"""",
    "prompt: [INT] walks": """\
film.yaml:1:9: text goes on behind this: YAML takes '[' for a list
    1 | prompt: [INT] walks
      |         ^^^^^^^^^^^ quote the whole text: "[INT] walks\"""",
    "prompt: {she} walks": """\
film.yaml:1:9: text goes on behind this: YAML takes '{' for a map
    1 | prompt: {she} walks
      |         ^^^^^^^^^^^ quote the whole text: "{she} walks\"""",
    'prompt: "Hello" she said': """\
film.yaml:1:9: text goes on behind this: YAML ends the text at the second '"'
    1 | prompt: "Hello" she said
      |         ^^^^^^^^^^^^^^^^ quote the whole text: '"Hello" she said'""",
    "prompt: 'it's here'": """\
film.yaml:1:9: text goes on behind this: YAML ends the text at the second "'"
    1 | prompt: 'it's here'
      |         ^^^^^^^^^^^ write an apostrophe twice, or quote the whole text: "it's here\"""",
    'prompt: "never closed\nlength: 2s': """\
film.yaml:1:9: this quote is never closed
    1 | prompt: "never closed
      |         ^ close it with \"""",
    'prompt: "closed late\nlength: 2s\nnote: "x"\nseed: 1': """\
film.yaml:1:9: this quote is closed only on line 3
    1 | prompt: "closed late
      |         ^ close it with " where the text ends""",
    "walk:\n\tprompt: x": """\
film.yaml:2:1: a tab indents this line
    2 | \tprompt: x
      | ^ indent with spaces""",
    "walk:\n  prompt: rain\n   length: 2s": """\
film.yaml:3:4: this key goes on with the text of the line above
    3 |    length: 2s
      |    ^^^^^^^^^^ indent it like the key beside it; text that goes on is quoted, or stands below '>'""",
    "walk:\n    prompt: rain\n  length: 2s": """\
film.yaml:3:3: this line is indented like none above it
    3 |   length: 2s
      |   ^^^^^^^^^^ give it the indentation of the lines that it belongs beside""",
    "walk: {prompt: rain\nnext: 1": """\
film.yaml:1:7: this map is not closed
    1 | walk: {prompt: rain
      |       ^ write '}' at its end""",
    "keep: [1s, 2s": """\
film.yaml:1:7: this list is not closed
    1 | keep: [1s, 2s
      |       ^ write ']' at its end""",
    "title: x\nmore words\nseed: 1": """\
film.yaml:2:1: this line has no ': ' and so is no key
    2 | more words
      | ^^^^^^^^^^ write 'key: value'; text that goes on is indented below its key""",
    "title: x\n---\ntitle: y": """\
film.yaml:2:1: a second document begins here, and a film is one
    2 | ---
      | ^^^ take the '---' out, or use 'include'""",
    "seed: 1\ntitle: x\nseed: 2": """\
film.yaml:3:1: 'seed' is given twice: on line 1 and on line 3
    3 | seed: 2
      | ^^^^ keep one of them""",
    "<<: {a: b}": """\
film.yaml:1:1: '<<' is not part of the film language
    1 | <<: {a: b}
      | ^^ a preset takes over another with 'extends'""",
    "[a]: b": """\
film.yaml:1:1: a key is a word, not a list
    1 | [a]: b
      | ^^^ text that begins with a bracket is quoted""",
    "title: a\x00b": """\
film.yaml:1:9: there is a control character here, U+0000
    1 | title: a\ufffdb
      |         ^ delete it""",
    "a: &a [*a]": """\
film.yaml:1:8: '*a' stands inside the value that it copies
    1 | a: &a [*a]
      |        ^^ an alias comes after the whole value""",
}


@pytest.mark.parametrize("text", STUMBLES)
def test_where_yaml_stumbles_over_prose(text):
    assert told(text) == STUMBLES[text]


def test_comments_are_comments():
    text = (
        "# film\n#no space at the line's start\n  #indented\na: x # said #3 times\nb: x ## so\nc: "
        "'x #3'\nd: x#3\n"
        'e: >\n  door #3\nf: "x\n  #3"\ng: x  #\n'
    )
    assert told(text) == ""
    assert tree(text)["e"] == "door #3\n"


def test_aliases_copy():
    assert tree("a: &street {set: street}\nb: *street\n") == {
        "a": {"set": "street"},
        "b": {"set": "street"},
    }


def test_bombs_and_depths_are_mistakes():
    bomb = "a0: &a0 [x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )
    assert "aliases copy too much here" in told(bomb)
    assert "aliases copy too much here" in told("a: &a x\nb: [" + "*a, " * (ALIASES + 1) + "]")
    assert f"maps and lists lie more than {DEPTH} deep here" in told("[" * 100_000)
    assert f"maps and lists lie more than {DEPTH} deep here" in told("{a: " * 5_000)


def test_what_a_file_cannot_be(tmp_path):
    path = tmp_path / "film.yaml"
    found = {}
    for name, data in {
        "empty": b"",
        "comment": b"# nothing\n",
        "list": b"- a\n",
        "text": b"hello\n",
        "latin": b"a: b\ntitle: caf\xe9\n",
        "utf16": "title: x".encode("utf-16"),
    }.items():
        path.write_bytes(data)
        found[name] = shown(read_texts(tmp_path))
    assert found == {
        "empty": "film.yaml:1:1: this file is empty\n  a film begins with 'title:' and 'scenes:'",
        "comment": "film.yaml:1:1: this file is empty\n    1 | # nothing\n"
        "      | ^ a film begins with 'title:' and 'scenes:'",
        "list": "film.yaml:1:1: a film is a map of words such as 'title' and 'scenes', not a "
        "list\n    1 | - a\n"
        "      | ^ write 'title: ' and a title",
        "text": "film.yaml:1:1: a film is a map of words such as 'title' and 'scenes', not a "
        "text\n    1 | hello\n"
        "      | ^^^^^ write 'title: ' and a title",
        "latin": "film.yaml:2:11: the byte 0xe9 here is not UTF-8\n    2 | title: caf\ufffd\n"
        "      |           ^ save the file as UTF-8",
        "utf16": "film.yaml:1:1: this file is UTF-16, and a film's text is UTF-8\n"
        + "    1 | "
        + "title: x".encode("utf-16").decode("utf-8", "replace").replace("\0", "\ufffd")
        + "\n"
        + "      | ^ save it as UTF-8",
    }


def test_no_film_here(tmp_path):
    source = read_texts(tmp_path)
    assert not source.whole
    assert (
        shown(source) == "film.yaml:1:1: there is no 'film.yaml' in this folder\n"
        "  'vfc new DIR' writes a film that builds at once"
    )


# ── includes ───────────────────────────────────────────────────────────────────────────────────


def test_includes_are_merged_where_they_stand(tmp_path):
    source = write(
        tmp_path,
        film="title: x\ninclude: [acts/one.yaml]\nscenes: {b: {}}\n",
        acts__one="include: two.yaml\nscenes: {a: {}}\npresets: {p: {}}\n",
        acts__two="presets: {q: {}}\n",
    )
    assert source.mistakes == ()
    assert source.files == ("film.yaml", "acts/one.yaml", "acts/two.yaml")
    assert plain(source.root) == {
        "title": "x",
        "include": ["acts/one.yaml"],
        "scenes": {"a": {}, "b": {}},
        "presets": {"q": {}, "p": {}},
    }
    assert source.root.get("scenes").entries[0].key.span.file == "acts/one.yaml"


def test_an_include_of_two_files_is_read_once(tmp_path):
    source = write(
        tmp_path,
        film="include: [a.yaml, b.yaml]\n",
        a="include: c.yaml\n",
        b="include: c.yaml\n",
        c="presets: {p: {}}\n",
    )
    assert source.mistakes == ()


def test_a_name_defined_twice_names_both_places(tmp_path):
    source = write(
        tmp_path,
        film="include: looks.yaml\npresets:\n  night: {style: x}\n",
        looks="presets: {night: {}}\n",
    )
    assert (
        shown(source)
        == """\
film.yaml:3:3: 'night' is defined twice in 'presets': at looks.yaml:1:11 and at film.yaml:3:3
    3 |   night: {style: x}
      |   ^^^^^ give one of them another name"""
    )


def test_a_circle_of_includes_is_shown_as_its_path(tmp_path):
    source = write(tmp_path, film="include: a.yaml\n", a="include: b.yaml\n", b="include: a.yaml\n")
    assert (
        shown(source)
        == """\
b.yaml:1:10: the includes go round in a circle: a.yaml -> b.yaml -> a.yaml
    1 | include: a.yaml
      |          ^^^^^^ take one of them out"""
    )


def test_what_does_not_belong_in_an_include(tmp_path):
    source = write(
        tmp_path, film="include: looks.yaml\n", looks="title: x\npreset: {}\ncast: [a]\n"
    )
    assert (
        shown(source)
        == """\
looks.yaml:1:1: 'title' does not belong in an included file
    1 | title: x
      | ^^^^^ an include holds: presets, cast, sets, generators, profiles, scenes, translations
looks.yaml:2:1: 'preset' does not belong in an included file
    2 | preset: {}
      | ^^^^^^ did you mean 'presets'?  an include holds: presets, cast, sets, generators, profiles, scenes, translations
looks.yaml:3:7: 'cast' is a map of names, not a list
    3 | cast: [a]
      |       ^^^ write the names below 'cast:'"""
    )


def test_a_missing_include_and_one_outside(tmp_path):
    (tmp_path / "secret.yaml").write_text("presets: {}\n")
    film = tmp_path / "film"
    source = write(
        film,
        film="include: [looks/loks.yaml, ../secret.yaml, link.yaml, looks]\n",
        looks__looks="cast: {}",
    )
    assert (
        shown(source)
        == """\
film.yaml:1:11: there is no file 'looks/loks.yaml'
    1 | include: [looks/loks.yaml, ../secret.yaml, link.yaml, looks]
      |           ^^^^^^^^^^^^^^^ did you mean 'looks/looks.yaml'?  YAML files here: looks/looks.yaml
film.yaml:1:28: '../secret.yaml' lies outside the film's folder
    1 | include: [looks/loks.yaml, ../secret.yaml, link.yaml, looks]
      |                            ^^^^^^^^^^^^^^ copy it into the folder, or allow its folder with --allow-outside
film.yaml:1:44: there is no file 'link.yaml'
    1 | include: [looks/loks.yaml, ../secret.yaml, link.yaml, looks]
      |                                            ^^^^^^^^^ YAML files here: looks/looks.yaml
film.yaml:1:55: 'looks' is a folder, not a file
    1 | include: [looks/loks.yaml, ../secret.yaml, link.yaml, looks]
      |                                                       ^^^^^ YAML files here: looks/looks.yaml"""
    )
    os.symlink(tmp_path / "secret.yaml", film / "link.yaml")
    assert "'link.yaml' lies outside the film's folder" in shown(read_texts(film))
    allowed = read_texts(film, outside=[tmp_path])
    assert "secret" not in "".join(mistake.message for mistake in allowed.mistakes)


def test_a_path_is_spelt_as_on_the_disk(tmp_path):
    source = write(
        tmp_path, film="include: [Looks.yaml, cafe\u0301.yaml]\n", looks="cast: {}", café="sets: {}"
    )
    assert (
        shown(source)
        == """\
film.yaml:1:11: 'Looks.yaml' is spelt otherwise on the disk
    1 | include: [Looks.yaml, cafe\u0301.yaml]
      |           ^^^^^^^^^^ write 'looks.yaml'
film.yaml:1:23: 'cafe\u0301.yaml' is spelt otherwise on the disk
    1 | include: [Looks.yaml, cafe\u0301.yaml]
      |                       ^^^^^^^^^^ the text has its accents as characters of their own (NFD), \
the name itself joined to their letters (NFC): rename the file, or copy its name from the disk into the text"""
    )


def test_a_broken_include_leaves_the_rest_to_be_checked(tmp_path):
    source = write(tmp_path, film="title: x\ninclude: a.yaml\nseed: 1\nseed: 2\n", a="presets: [\n")
    assert not source.whole
    assert [mistake.span.file for mistake in source.mistakes] == ["film.yaml", "a.yaml"]
    assert source.root.keys() == ["title", "include", "seed"]

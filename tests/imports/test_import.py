"""`vfc import`: what other tools left becomes a film that builds, and strangers' files do no harm."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest
import yaml
from PIL import Image

import vfc
from tests.imports.archives import A1111, GRAPH, film, packed, picture, webp
from tests.programs import vfc as program
from vfc.commands.check import check
from vfc.commands.importing import import_film
from vfc.errors import UsageError
from vfc.project.workspace import find_workspace


def text_of(folder: Path) -> dict:
    return yaml.safe_load((folder / "film.yaml").read_text("utf-8"))


def shots_of(folder: Path) -> dict[str, dict]:
    return {
        f"{scene}/{name}": shot
        for scene, each in text_of(folder)["scenes"].items()
        for name, shot in each["shots"].items()
    }


def imported(
    source: Path, tmp_path: Path
) -> tuple[dict[str, dict], vfc.commands.importing.Imported]:
    """The shots of the film that an import writes, once `vfc check` has nothing against it."""
    done = import_film(source, tmp_path / "new")
    assert [str(each) for each in check(find_workspace(done.folder))] == []
    files = {str(path.relative_to(done.folder)) for path in done.folder.rglob("*")}
    assert not [name for name in files if ".unpacked" in name]
    return shots_of(done.folder), done


def test_a1111_says_words_seed_and_model_and_the_day_is_the_scene(tmp_path):
    folder = tmp_path / "txt2img-images"
    for number in (1, 2, 10):
        texts = {"parameters": A1111.format(seed=number)}
        picture(folder / f"2023-01-15/{number:05d}-{number}.png", texts, shade=number)
    (shots, done) = imported(folder, tmp_path)
    name = "2023-01-15/a-lighthouse-in-a-storm-oil-painting-1-2"
    assert list(shots) == [name, f"{name}-2", f"{name}-3"]
    assert shots[name]["still"] == f"media/{name}.png" and shots[name]["length"] == "3s"
    assert shots[name]["made"] == {
        "by": "a1111",
        "with": "v1-5, pruned",
        "words": "a lighthouse in a storm, (oil painting:1.2) waves for $$5",
        "avoid": "blurry, text",
        "seed": 1,
        "at": __import__("datetime").date(2023, 1, 15),
        "settings": {"steps": "20", "sampler": "Euler a", "cfg scale": "7", "size": "512x512"},
    }
    assert shots[f"{name}-3"]["made"]["seed"] == 10
    assert text_of(done.folder)["cut"] == [name] and done.by == {"a1111": 3} and not done.left


def test_a1111_in_a_jpeg_s_exif_and_in_a_file_beside(tmp_path):
    folder = tmp_path / "out"
    webp(folder / "a.webp", {})
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + A1111.format(seed=5).encode("utf-16-be")
    Image.new("RGB", (32, 18)).save(folder / "b.jpg", exif=exif.tobytes())
    (folder / "a.txt").write_text(A1111.format(seed=4))
    (folder / "notes.txt").write_text("buy milk")
    picture(folder / "00012-20230115.png")
    (folder / "00012-20230115.txt").write_text("a cat")
    shots, done = imported(folder, tmp_path)
    assert [shot.get("made", {}).get("seed") for shot in shots.values()] == [None, 4, 5]
    assert [each.name for each in done.left] == ["00012-20230115.txt", "notes.txt"]
    assert [name.partition("/")[0] for name in shots] == ["out"] * 3, "a seed is no day"


def test_comfyui_says_words_through_its_links_and_leaves_its_graph(tmp_path):
    folder = tmp_path / "output"
    graph = json.dumps(GRAPH)
    picture(folder / "ComfyUI_00001_.png", {"prompt": graph, "workflow": '{"nodes": []}'})
    webp(folder / "still.webp", {0x0110: f"prompt:{graph}"})
    webp(folder / "moving.webp", {0x0110: f"prompt:{graph}"}, moving=True)
    film(folder / "ComfyUI_00002_.mp4", {"prompt": graph.replace("156680208700286", "9")})
    film(folder / "capitals.mkv", {"prompt": graph})
    film(folder / "vhs.mp4", {"comment": json.dumps({"prompt": graph, "workflow": "{}"})})
    picture(folder / "drawn.png", {"workflow": '{"nodes": [], "links": []}'})
    shots, done = imported(folder, tmp_path)
    made = {
        "by": "comfyui",
        "with": "sd_xl.safetensors",
        "words": "a galaxy in a bottle",
        "avoid": "watermark",
        "seed": 156680208700286,
        "flow": "flows/output-a-galaxy-in-a-bottle.json",
        "settings": {"steps": "20", "cfg": "8", "sampler_name": "euler"},
    }
    known = [shot for name, shot in shots.items() if "galaxy" in name]
    assert len(known) == 6
    assert all(shot["made"] | {"seed": made["seed"]} == made for shot in known), "one graph"
    assert sorted(shot["made"]["seed"] for shot in known) == [9, *[made["seed"]] * 5]
    assert sum("footage" in shot for shot in known) == 4
    assert json.loads((done.folder / made["flow"]).read_text()) == GRAPH
    assert [str(path.name) for path in (done.folder / "flows").iterdir()] == [
        "output-a-galaxy-in-a-bottle.json"
    ]
    assert done.remarks == (
        ("drawn.png", "it holds the editor's drawing of the graph, and not the graph as it ran"),
    )


def test_a_plain_folder_comes_in_whole_and_builds(tmp_path):
    film(tmp_path / "clips/day one/take 2.mp4")
    film(tmp_path / "clips/day one/take 10.mp4")
    webp(tmp_path / "clips/title/loop.webp", {}, moving=True)
    for name in ("turn.gif", "wave.avif"):
        more = [Image.new("RGB", (32, 18), "red")]
        Image.new("RGB", (32, 18)).save(
            tmp_path / "clips" / name, save_all=True, append_images=more, duration=100
        )
    (tmp_path / "clips/notes.pdf").write_bytes(b"%PDF-")
    (tmp_path / "clips/broken.mp4").write_bytes(b"\0\0\0\x20ftypisom" + bytes(50))
    (tmp_path / "clips/link.png").symlink_to("/etc/passwd")
    shots, done = imported(tmp_path / "clips", tmp_path)
    assert list(shots) == [
        "clips/turn",
        "clips/wave",
        "day-one/take-2",
        "day-one/take-10",
        "title-scene/loop",
    ]
    assert all("made" not in shot and "footage" in shot for shot in shots.values())
    assert text_of(done.folder)["format"] == {"size": "32x18", "rate": 25}
    assert [each.name for each in done.left] == ["broken.mp4", "link.png", "notes.pdf"]
    assert {each.why for each in done.remarks} == {"nothing says how it was made"}
    assert vfc.build(done.folder).ok


HOSTILE = 'a "quoted"\n  seed: 9\nshots: {x: {prompt: y}} # \u202e$mother & *x\x1b[2J \ud83d\ude00 ${a} ! %'


def test_a_stranger_s_words_stay_words(tmp_path):
    words = HOSTILE.encode("utf-16", "surrogatepass").decode("utf-16")
    text = f"{words}\nSteps: 5, Seed: -1, Model: *x: {{y}}"
    picture(tmp_path / "in/a.png", {"parameters": text})
    shots, done = imported(tmp_path / "in", tmp_path)
    (shot,) = shots.values()
    assert shot["made"]["words"] == (
        'a "quoted" seed: 9 shots: {x: {prompt: y}} # $$mother & *x [2J \U0001f600 $${a} ! %'
    )
    assert shot["made"]["with"] == "*x: {y}" and "seed" not in shot["made"]
    assert not set((done.folder / "film.yaml").read_text("utf-8")) & set("\x1b\u202e")


@pytest.mark.parametrize(
    "graph",
    [
        "[" * 100_000,
        "{" * 1000,
        '{"1": 5}',
        '{"1": {"class_type": "X", "inputs": {"seed": 1e999, "text": NaN}}}',
        json.dumps(
            {
                "1": {"class_type": "CLIPTextEncode", "inputs": {"text": ["2", 0]}},
                "2": {"class_type": "S", "inputs": {"text": ["2", 0], "positive": ["1", 0]}},
            }
        ),
        '{"1": {"class_type": "X", "inputs": {"seed": ' + "9" * 4000 + "}}}",
    ],
    ids=["deep", "open", "flat", "odd", "circle", "huge"],
)
def test_a_graph_that_is_none_brings_nothing_down(tmp_path, graph):
    picture(tmp_path / "in/a.png", {"prompt": graph})
    assert len(imported(tmp_path / "in", tmp_path)[0]) == 1


def test_an_archive_writes_nowhere_else_and_its_bombs_stay_packed(tmp_path, monkeypatch):
    monkeypatch.setattr("vfc.imports.gathering.SLACK", 1 << 16)
    path = packed(
        tmp_path / "export.zip",
        {
            "../../slip.png": picture(tmp_path / "x.png"),
            "/abs.png": tmp_path / "x.png",
            "..\\win.png": tmp_path / "x.png",
            "a/good.png": tmp_path / "x.png",
            "a/bomb.png": bytes(3_000_000),
            "a/empty.png": b"",
            "a/inner.zip": b"PK",
        },
    )
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("a/link.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    before = set(tmp_path.iterdir())
    shots, done = imported(path, tmp_path)
    assert list(shots) == ["a/good"] and set(tmp_path.iterdir()) - before == {tmp_path / "new"}
    assert dict(done.left) == {
        "../../slip.png": "its name leads out of the archive",
        "/abs.png": "its name leads out of the archive",
        "..\\win.png": "its name leads out of the archive",
        "a/bomb.png": "the archive unpacks to more than 200 times its size",
        "a/empty.png": "is empty",
        "a/inner.zip": "is no picture, no film and no record of one, by its ending",
        "a/link.png": "is a link",
    }


def test_an_archive_with_too_many_files_or_that_is_none_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("vfc.imports.gathering.MOST", 3)
    many = packed(tmp_path / "many.zip", {f"{number}.png": b"x" for number in range(4)})
    (tmp_path / "none.zip").write_bytes(b"PK\3\4 and no more")
    damaged = packed(tmp_path / "damaged.zip", {"a.png": bytes(range(256)) * 9})
    damaged.write_bytes(damaged.read_bytes().replace(b"\x01\x02\x03", b"\x01\x03\x03"))
    for path in (many, tmp_path / "none.zip", damaged):
        with pytest.raises(UsageError):
            import_film(path, tmp_path / "new")
        assert not list(tmp_path.glob(".new*")) and not (tmp_path / "new").exists()


def test_a_film_that_is_there_is_left_and_not_imported(tmp_path):
    picture(tmp_path / "in/a.png")
    import_film(tmp_path / "in", tmp_path / "in/film")
    with pytest.raises(UsageError, match="is there already"):
        import_film(tmp_path / "in", tmp_path / "in/film")
    done = import_film(tmp_path / "in", tmp_path / "second")
    assert done.shots == 1 and done.left == (("film/film.yaml", "a film of vfc lies there"),)


def test_the_command_lists_what_was_not_understood(tmp_path):
    picture(tmp_path / "in/a.png")
    (tmp_path / "in/b\x1b.exe").write_bytes(b"MZ")
    done = program("import", "in", "--json", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert done.returncode == 0 and found["ok"] and found["folder"] == "in-film"
    assert found["left"] == [
        {"name": "b\x1b.exe", "why": "is no picture, no film and no record of one, by its ending"}
    ]
    assert found["remarks"] == [{"name": "a.png", "why": "nothing says how it was made"}]
    assert "left out: b\\x1b.exe: is no picture" in done.stderr and "\x1b" not in done.stderr
    assert (tmp_path / "in-film/film.yaml").is_file()

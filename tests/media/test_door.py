"""The door of PyAV: each of its exceptions comes out as MediaError, and nothing but the file itself
is opened.
"""

from __future__ import annotations

import av
import pytest

from tests.media.reels import footage, numbered
from vfc.errors import MediaError
from vfc.media.door import REFUSED, created, opened, picture_stream, translated


@pytest.mark.parametrize(
    "error", sorted(set(av.error.classes.values()), key=lambda each: each.__name__)
)
def test_every_exception_of_pyav_is_translated(error):
    with pytest.raises(MediaError, match="^clip.mp4: "), translated("/secret/folder/clip.mp4"):
        raise error(1, "it broke")


def test_all_exceptions_of_pyav_are_of_the_family_that_is_caught():
    found = [
        each
        for each in vars(av.error).values()
        if isinstance(each, type) and issubclass(each, Exception)
    ]
    own = [each for each in found if each.__module__ == "av.error"]
    assert own and all(issubclass(each, av.error.FFmpegError) for each in own)


def test_our_own_mistakes_are_not_dressed_up_as_the_files():
    with pytest.raises(IndexError), translated("clip.mp4"):
        [].pop()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{}\n#EXT-X-ENDLIST\n"),
        ("list.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{}\n#EXT-X-ENDLIST\n"),
        ("script.mp4", "ffconcat version 1.0\nfile '{}'\n"),
        (
            "dash.mov",
            "<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011' "
            "type='static'><BaseURL>{}</BaseURL></MPD>",
        ),
        (
            "session.sdp",
            "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n",
        ),
    ],
)
def test_a_file_that_names_others_is_refused(tmp_path, name, text):
    target = footage(tmp_path / "target.mp4", list(numbered(2)))
    (tmp_path / name).write_text(text.format(target))
    with pytest.raises(MediaError, match=name), opened(tmp_path / name) as container:
        next(container.decode(video=0))


def test_readers_of_playlists_stand_in_this_build_under_the_names_that_are_refused():
    assert {"hls", "concat", "dash", "image2"} <= REFUSED & set(av.formats_available)


def test_a_name_is_a_file_and_never_a_protocol(tmp_path):
    clip = footage(tmp_path / "clip.mp4", list(numbered(2)))
    odd = tmp_path / "concat:a|b %03d.mp4"
    clip.rename(odd)
    with opened(odd) as container:
        assert len(list(container.decode(video=0))) == 2
    with created(tmp_path / "pipe:1.mp4", "mp4") as container:
        assert container.format.name == "mp4"


def test_what_cannot_be_read_says_so_in_a_sentence(tmp_path):
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "noise.mp4").write_bytes(bytes(range(256)) * 40)
    for name, text in (
        ("none.mp4", "No such file"),
        ("empty.mp4", "is empty"),
        ("noise.mp4", "is damaged, or no sound or picture that ffmpeg knows"),
    ):
        with pytest.raises(MediaError, match=f"^{name}: {text}"), opened(tmp_path / name):
            pass
    with pytest.raises(MediaError, match="Is a directory"), opened(tmp_path):
        pass


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"1. a song\n2. another\n" * 9, "it looks like text"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
            "it is a pointer of Git LFS",
        ),
        (b"<!DOCTYPE html><title>404</title>", "it is a page of the web"),
        (b"%PDF-1.4\n" + bytes(range(256)), "it is a PDF"),
        (b"PK\3\4" + bytes(range(256)) * 4, "it is a zip archive"),
        (b"#EXTM3U\n#EXTINF:1,\na.ts\n", "it is a list of other files"),
        (b"ffconcat version 1.0\nfile a.mp4\n", "it is a list of other files"),
    ],
)
def test_what_is_no_media_is_told_by_what_it_is(tmp_path, text, said):
    path = tmp_path / "music.mp3"
    path.write_bytes(text)
    with (
        pytest.raises(
            MediaError, match=f"^music.mp3: is no sound or picture that ffmpeg knows: {said}"
        ),
        opened(path),
    ):
        pass


def test_a_file_without_pictures_says_so(tmp_path):
    path = tmp_path / "sound.wav"
    with created(path, "wav") as container:
        container.add_stream("pcm_s16le", rate=48000, layout="mono")
    with pytest.raises(MediaError), opened(path) as container:
        picture_stream(container, path)

"""Remakes `reading/data/things.LANG.tsv`, the names of things, from Unicode's CLDR annotations.

`python -m vfc.generators.previs.reading.remake.things` asks the npm registry for two archives;
names by hand stand beside this file in `things.LANG.tsv`, where `-` leaves a name out.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import tarfile
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from vfc.generators.previs.things import catalog

REGISTRY = "https://registry.npmjs.org"
VERSION = "48.2.0"
ARCHIVES = {
    "cldr-annotations-full": "annotations",
    "cldr-annotations-derived-full": "annotationsDerived",
}
DATA = Path(__file__).parents[1] / "data"
LANGUAGES = {  # with the regions whose names are others
    "en": ("en", "en-GB"),
    "de": ("de",),
    "fr": ("fr", "fr-CA"),
    "es": ("es", "es-419", "es-MX"),
    "pt": ("pt", "pt-PT"),
    "it": ("it",),
    "zh": ("zh", "zh-Hant", "zh-Hant-HK"),
    "ja": ("ja",),
    "ko": ("ko",),
}
FACES = {  # how a language says that a name is of a face
    "en": r"(?:front-facing )?(.+?)(?: face)?",
    "de": r"(.+?)(?:gesicht)?",
    "fr": r"(?:t[êe]te d[eu]s? |t[êe]te d’)?(.+)",
    "es": r"(?:cara de )?(.+)",
    "pt": r"(?:(?:rosto|cara|focinho|cabeça) d[eao] )?(.+)",
    "it": r"(?:(?:muso|testa|faccina) (?:di )?)?(.+)",
    "zh": r"(.+?)(?:的?[脸臉头頭面])?",
    "ja": r"(.+?)(?:の顔)?",
    "ko": r"(.+?)(?: 얼굴)?",
}
Annotations = Mapping[str, str]  # a sign's name


def fetched(registry: str, package: str, version: str) -> bytes:
    """The archive of a package; URLError where the registry does not answer."""
    with urllib.request.urlopen(f"{registry}/{package}/-/{package}-{version}.tgz") as answer:
        return answer.read()


def names_of_signs(archive: bytes, folder: str) -> dict[str, Annotations]:
    """The names of signs in each language of a package."""
    names: dict[str, Annotations] = {}
    wanted = {region for regions in LANGUAGES.values() for region in regions}
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            part = re.fullmatch(rf"package/{folder}/([\w-]+)/annotations.json", member.name)
            data = files.extractfile(member) if part and part[1] in wanted else None
            if part and data:
                signs = json.load(data)[folder]["annotations"]
                names[part[1]] = {
                    sign.replace("\ufe0f", ""): each["tts"][0]
                    for sign, each in signs.items()
                    if each.get("tts")
                }
    return names


def signs_of(entry: catalog.CatalogEntry) -> Iterator[tuple[str, bool]]:
    """The emoji of a thing, and whether it is a face."""
    for code in (entry.art, entry.face, *entry.also):
        if code and not code.endswith(".svg"):
            sign = "".join(chr(int(part, 16)) for part in code.split("-"))
            yield sign.replace("\ufe0f", ""), code == entry.face or entry.bodied


def named(language: str, sources: list[Annotations]) -> dict[str, str]:
    """The id of a thing by its names in a language, those of the first thing that has one."""
    words: dict[str, str] = {}
    for entry in catalog.entries().values():
        if language == "en":
            words.setdefault(entry.id.replace("_", " "), entry.id)
        for sign, face in signs_of(entry):
            for name in (names[sign] for names in sources if sign in names):
                words.setdefault(plain(name, language) if face else name, entry.id)
    return words


def plain(name: str, language: str) -> str:
    """A name without its word for a face."""
    part = re.fullmatch(FACES[language], name)
    return part[1] if part else name


def by_hand(language: str) -> dict[str, str]:
    """The names that stand beside this file."""
    path = Path(__file__).with_name(f"things.{language}.tsv")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return dict(line.split("\t") for line in lines if line)


def remake(archives: Mapping[str, bytes], folder: Path = DATA) -> None:
    """Write the names of all languages into a folder."""
    sources: dict[str, list[Annotations]] = {}
    for package, part in ARCHIVES.items():
        for region, names in names_of_signs(archives[package], part).items():
            sources.setdefault(region, []).append(names)
    for language, regions in LANGUAGES.items():
        known = [names for region in regions for names in sources.get(region, ())]
        words = {**named(language, known), **by_hand(language)}
        lines = (f"{word}\t{thing}\n" for word, thing in sorted(words.items()) if thing != "-")
        path = folder / f"things.{language}.tsv"
        path.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Fetch the archives, or read them from a folder, and remake."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--registry", default=REGISTRY)
    parser.add_argument("--version", default=VERSION)
    parser.add_argument("--archives", type=Path, help="a folder that holds both archives")
    given = parser.parse_args()
    remake(
        {
            package: (given.archives / f"{package}-{given.version}.tgz").read_bytes()
            if given.archives
            else fetched(given.registry, package, given.version)
            for package in ARCHIVES
        }
    )


if __name__ == "__main__":
    main()

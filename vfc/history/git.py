"""Running the git program on a repository that nobody vouches for.

Its own configuration may name programs (a file monitor, hooks, filters, external diffs, a pager,
ways to fetch what is missing), its attributes may ask for them. None of them runs: the commands
here read and are few, what configuration could start is set to nothing, and no way leads to another
host.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vfc.errors import HistoryError, UsageError, in_a_line

LEAST = (2, 31)  # GIT_CONFIG_COUNT, by which a repository's configuration is overruled
# The commands that may run, with what keeps each from running another program.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "blame": ("--no-textconv",),
    "cat-file": (),
    "log": ("--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-mailmap"),
    "ls-tree": (),
    "merge-base": (),
    "rev-list": (),
    "rev-parse": (),
}
OVERRULED = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.pager": "cat",
    "core.sshCommand": "false",
    "core.askPass": "",
    "core.alternateRefsCommand": "",
    "core.quotePath": "true",
    "core.untrackedCache": "false",
    "credential.helper": "",
    "diff.external": "",
    "blame.ignoreRevsFile": "",
    "log.showSignature": "false",
    "gpg.program": "false",
    "maintenance.auto": "false",
    "safe.bareRepository": "explicit",
    "submodule.recurse": "false",
}
# What drivers that attributes may name can start, or insist on.
DRIVERS = {
    "filter": {"clean": "", "smudge": "", "process": "", "required": "false"},
    "diff": {"command": "", "textconv": ""},
    "merge": {"driver": ""},
}
ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # overrules what a repository allows: no fetch by any way
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "false",
    "SSH_ASKPASS": "false",
    "GIT_PAGER": "cat",
    "GIT_ATTR_NOSYSTEM": "1",
    "LC_ALL": "C",
}
DRIVER = re.compile(rb"^(filter|diff|merge)\.(.+)\.[^.]+$", re.DOTALL)
MOST = 300  # characters of what git says that are told


class GitFailed(HistoryError):
    """The git program ended with an error; `text` is what it wrote to standard error."""

    def __init__(self, command: str, text: str):
        self.text = text
        super().__init__(f"git {command} failed: {_short(text)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A git repository as it is seen from a `folder` of its work tree `top`: `prefix` leads from
    there to the folder ('' or `films/lamp/`), `common` is the repository itself. A `shallow` one
    lacks older commits.
    """

    folder: Path
    top: Path
    common: Path
    prefix: str
    shallow: bool
    program: str
    overruled: Mapping[str, str]

    def run(self, command: str, *arguments: str, given: bytes = b"") -> bytes:
        """What a command of git writes, told `given` by its standard input; GitFailed where it ends
        with an error, ValueError for a command that is none of `COMMANDS`.

        Paths are meant as they are spelt and relative to the folder. A revision comes from
        `commit`, or stands behind `--end-of-options`.
        """
        return _ran(
            self.program, self.folder, self.overruled, *_words(command, arguments), given=given
        )

    def start(self, command: str, *arguments: str) -> subprocess.Popen[bytes]:
        """A command of git that is told and read piece by piece; HistoryError where it cannot
        begin, ValueError for a command that is none of `COMMANDS`.
        """
        try:
            return subprocess.Popen(
                [self.program, "--no-pager", *_words(command, arguments)],
                cwd=self.folder,
                env=_environment(self.overruled),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise HistoryError(f"git cannot be run in {self.folder}: {error.strerror}") from error

    def commit(self, revision: str) -> str:
        """The full name of the commit that a revision means; UsageError where there is none."""
        if not revision or revision.startswith("-") or set(revision) & {"\n", "\0"}:
            raise UsageError(f"'{revision}' is no revision of git: such a name begins otherwise")
        try:
            found = self.run(
                "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
            )
        except GitFailed as error:
            if "ambiguous" in error.text:
                raise UsageError(f"'{revision}' may mean several commits: write more of it") from (
                    None
                )
            raise UsageError(self._unknown(revision)) from None
        return found.decode("ascii", "replace").strip()

    def _unknown(self, revision: str) -> str:
        if revision == "HEAD":
            return f"the repository {self.top} has no commit yet"
        hint = (
            "; it is a shallow clone, and `git fetch --unshallow` brings older commits"
            if self.shallow
            else "; `git fetch` brings what only another clone has"
        )
        return f"there is no revision '{revision}' in the repository {self.top}{hint}"

    def merge_base(self, one: str, other: str) -> str:
        """The newest commit that two commits come from; UsageError where there is none here."""
        try:
            found = self.run("merge-base", self.commit(one), self.commit(other))
        except GitFailed:
            hint = (
                "; it is a shallow clone, and `git fetch --unshallow` brings older commits"
                if self.shallow
                else ""
            )
            raise UsageError(f"'{one}' and '{other}' come from no common commit{hint}") from None
        return found.decode("ascii", "replace").split()[0]

    def within(self, path: Path) -> str | None:
        """A path as the repository names it, from the top with forward slashes; None of one that
        lies elsewhere.
        """
        real = Path(os.path.realpath(path))
        return real.relative_to(self.top).as_posix() if real.is_relative_to(self.top) else None


def configured_name(folder: Path) -> str:
    """The name that git gives to who commits in a folder, by its configuration alone; '' where
    there is none, or no git.
    """
    with suppress(HistoryError):
        said = _ran(_program(), folder, OVERRULED, "config", "--get", "user.name")
        return said.decode("utf-8", "replace").strip()
    return ""


def find_repository(folder: Path) -> Repository:
    """The repository in whose work tree a folder lies; HistoryError where git is absent, where
    there is none, or where it has no work tree.
    """
    program = _program()
    try:
        said = _ran(program, folder, OVERRULED, "rev-parse", "--show-toplevel", "--git-common-dir",
                    "--is-shallow-repository", "--show-prefix")  # fmt: skip
    except GitFailed as error:
        raise HistoryError(_no_repository(folder, error.text)) from None
    top, common, shallow, prefix = said.decode("utf-8", "surrogateescape").split("\n")[:4]
    return Repository(
        folder=folder,
        top=Path(top),
        common=Path(os.path.normpath(folder / common)),
        prefix=prefix,
        shallow=shallow == "true",
        program=program,
        overruled={**OVERRULED, **_drivers(program, folder)},
    )


def _program() -> str:
    """The path of git; HistoryError where there is none, or one too old."""
    program = shutil.which("git")
    if program is None:
        raise HistoryError(
            "git is not installed here, and the film's history is what git has: install git"
        )
    said = _ran(program, Path(os.sep), {}, "version").decode("utf-8", "replace")
    found = re.search(r"(\d+)\.(\d+)", said)
    if found is None or (int(found[1]), int(found[2])) < LEAST:
        raise HistoryError(
            f"vfc needs git {'.'.join(map(str, LEAST))} or newer, and this is {said.strip()}"
        )
    return program


def _drivers(program: str, folder: Path) -> dict[str, str]:
    """Each driver that the configuration names, with nothing to start. Reading it starts none."""
    try:
        names = _ran(
            program, folder, OVERRULED, "config", "--null", "--name-only", "--get-regexp",
            r"^(filter|diff|merge)\..",
        ).split(b"\0")  # fmt: skip
    except GitFailed:  # there is none
        return {}
    found = filter(None, map(DRIVER.match, names))
    drivers = {(each[1].decode(), each[2].decode("utf-8", "surrogateescape")) for each in found}
    return {
        f"{section}.{name}.{key}": value
        for section, name in sorted(drivers)
        for key, value in DRIVERS[section].items()
    }


def _words(command: str, arguments: Sequence[str]) -> tuple[str, ...]:
    """A command that may run, with what keeps it from running another program."""
    if command not in COMMANDS:
        raise ValueError(f"git {command} is none of those that may run")
    return (command, *COMMANDS[command], *arguments)


def _ran(
    program: str, folder: Path, overruled: Mapping[str, str], *words: str, given: bytes = b""
) -> bytes:
    try:
        done = subprocess.run(
            [program, "--no-pager", *words],
            cwd=folder,
            env=_environment(overruled),
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise HistoryError(f"git cannot be run in {folder}: {error.strerror}") from error
    if done.returncode:
        raise GitFailed(words[0], done.stderr.decode("utf-8", "replace"))
    return done.stdout


def _environment(overruled: Mapping[str, str]) -> dict[str, str]:
    """What git is told by its environment: nothing of what a hook, or the user's shell, told
    another git.
    """
    found = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    found |= ENVIRONMENT
    found["GIT_CONFIG_COUNT"] = str(len(overruled))
    for number, (key, value) in enumerate(overruled.items()):
        found[f"GIT_CONFIG_KEY_{number}"], found[f"GIT_CONFIG_VALUE_{number}"] = key, value
    return found


def _no_repository(folder: Path, said: str) -> str:
    """Why a folder shows no repository, in words for people."""
    if "dubious ownership" in said:
        return (
            f"{folder} lies in a repository of another user, which git does not read: "
            f"`git config --global --add safe.directory DIR` trusts it"
        )
    if "not a git repository" in said:
        return f"{folder} lies in no git repository; `git init` makes one"
    if "work tree" in said or "bare repository" in said:
        return (
            f"{folder} is a bare repository, which has no files of its own: name the film's folder "
            f"in a clone, or in a work tree (`git worktree add DIR`)"
        )
    return f"the repository of {folder} cannot be read: {_short(said)}"


def _short(said: str) -> str:
    text = in_a_line(Exception(said)).removeprefix("fatal: ")
    return text if len(text) <= MOST else f"{text[:MOST]}…"


def lines(written: bytes) -> Sequence[str]:
    """What git wrote with `-z`, part by part; a name that is no UTF-8 keeps its bytes."""
    return [each.decode("utf-8", "surrogateescape") for each in written.split(b"\0") if each]

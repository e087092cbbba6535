"""The steps of a composite action, run as a runner of GitHub's would: expressions, conditions,
environment files, bash; and of other actions those that a film's needs, on folders of the test's.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

TOKEN = re.compile(r"\s*('(?:[^']|'')*'|\|\||&&|==|!=|[!()]|[\w.-]+)")
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)


@dataclass
class Runner:
    """One job: where it works, what its contexts hold, what came of its steps."""

    workspace: Path
    temporary: Path
    github: Mapping[str, Any]
    environment: Mapping[str, str]
    caches: Path
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)
    log: str = ""
    failed: bool = False
    uploads: dict[str, Path] = field(default_factory=dict)

    def run(self, action: Path, **given: str) -> bool:
        """Run an action with inputs; whether all went well."""
        whole = yaml.safe_load(action.read_text())
        inputs = {
            name: self._text(str(each.get("default", ""))) for name, each in whole["inputs"].items()
        }
        assert set(given) <= {name.replace("-", "_") for name in inputs}, given
        inputs |= {name: given[name.replace("-", "_")] for name in inputs
                   if name.replace("-", "_") in given}  # fmt: skip
        self.inputs = inputs
        for number, step in enumerate(whole["runs"]["steps"]):
            self._step(step.get("id") or f"step-{number}", step)
        return not self.failed

    @property
    def summary(self) -> str:
        """What the job's summary says."""
        return (self.temporary / "summary").read_text()

    def _step(self, name: str, step: Mapping[str, Any]) -> None:
        condition = str(step.get("if", "success()"))
        if not re.search(r"\b(always|success|failure|cancelled)\(", condition):
            condition = f"success() && ({condition})"
        if not self._value(condition):
            self.steps[name] = {"outcome": "skipped", "outputs": {}}
            return
        output = self.temporary / f"output-{name}"
        output.touch()
        ok = self._script(step, output) if "run" in step else self._other(step, output)
        lines = output.read_text().splitlines()
        outputs = dict(line.split("=", 1) for line in lines)
        self.steps[name] = {"outcome": "success" if ok else "failure", "outputs": outputs}
        self.failed |= not ok

    def _script(self, step: Mapping[str, Any], output: Path) -> bool:
        assert step["shell"] == "bash"
        script = self.temporary / "script.sh"
        script.write_text(self._text(step["run"]))
        own = {key: self._text(str(value)) for key, value in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace,
            env={
                **os.environ,
                **self.environment,
                "RUNNER_TEMP": str(self.temporary),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(self.temporary / "summary"),
                "GITHUB_ENV": str(self.temporary / "env"),
                "GITHUB_ACTIONS": "true",
                **own,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self.log += done.stdout.decode()
        return done.returncode == 0

    def _other(self, step: Mapping[str, Any], output: Path) -> bool:
        given = {key: self._text(str(value)) for key, value in step.get("with", {}).items()}
        match step["uses"].partition("@")[0]:
            case "actions/cache/restore":
                assert given["key"].startswith(given["restore-keys"])
                kept = self.caches / "kept"
                if kept.is_dir():
                    shutil.copytree(kept, self.workspace / given["path"], dirs_exist_ok=True)
            case "actions/cache/save":
                shutil.rmtree(self.caches / "kept", ignore_errors=True)
                shutil.copytree(self.workspace / given["path"], self.caches / "kept")
            case "actions/upload-artifact":
                self.uploads[given["name"]] = Path(given["path"])
                output.write_text("artifact-url=https://forge.example/artifacts/1\n")
            case other:
                raise AssertionError(f"{other} is none that is run here")
        return True

    # ── expressions ────────────────────────────────────────────────────────────────────────────

    def _text(self, text: str) -> str:
        return EXPRESSION.sub(lambda found: _shown(self._value(found[1])), text)

    def _value(self, expression: str) -> Any:
        words = TOKEN.findall(expression)
        assert "".join(words) == re.sub(r"\s+(?=(?:[^']*'[^']*')*[^']*$)", "", expression)
        value = self._any(words)
        assert not words, words
        return value

    def _any(self, words: list[str]) -> Any:
        value = self._all(words)
        while words[:1] == ["||"]:
            words.pop(0)
            other = self._all(words)
            value = value or other
        return value

    def _all(self, words: list[str]) -> Any:
        value = self._compared(words)
        while words[:1] == ["&&"]:
            words.pop(0)
            other = self._compared(words)
            value = value and other
        return value

    def _compared(self, words: list[str]) -> Any:
        value = self._one(words)
        if words[:1] in (["=="], ["!="]):
            is_equal = words.pop(0) == "=="
            return (_shown(value).casefold() == _shown(self._one(words)).casefold()) == is_equal
        return value

    def _one(self, words: list[str]) -> Any:
        word = words.pop(0)
        if word == "!":
            return not self._one(words)
        if word == "(":
            value = self._any(words)
            assert words.pop(0) == ")"
            return value
        if word.startswith("'"):
            return word[1:-1].replace("''", "'")
        if words[:2] == ["(", ")"]:
            del words[:2]
            return {"always": True, "success": not self.failed, "failure": self.failed}[word]
        return self._named(word)

    def _named(self, name: str) -> Any:
        value: Any = {
            "inputs": getattr(self, "inputs", {}),
            "github": self.github,
            "steps": self.steps,
            "runner": {"os": "Linux"},
        }
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return value


def _shown(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)

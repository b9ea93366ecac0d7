"""A project of its own for each test: the rules of this one with other sources, an archive, and the command shut in on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).resolve().parents[2]
QUICK = ("--allow-host", "127.0.0.1", "--delay", "0", "--backoff", "0.02", "--timeout", "20")
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/tmp"), "LANG": "C.UTF-8"}


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Project:
    """A folder with `rules/` and `raw/`."""

    folder: Path

    @property
    def raw(self) -> Path:
        """The archive."""
        return self.folder / "raw"

    def sources(self, *entries: str, name: str = "here") -> None:
        """Make these the only sources."""
        text = "about: sources of a test\nrules:\n" + "".join(entries)
        (self.folder / "rules" / "sites" / f"{name}.yaml").write_text(text, encoding="utf-8")

    def command(self, *words: str) -> list[str]:
        """How the command is started, shut in."""
        return [sys.executable, "-m", "tests.fetch.guarded", *words, "--rules", str(self.folder / "rules")]

    def run(self, *words: str, **environment: str) -> Ended:
        """Run a command to its end. `before` of the environment is a shell command that prepares the process (`ulimit …`)."""
        before = environment.pop("before", "")
        command = self.command(*words)
        done = subprocess.run(
            ["sh", "-c", f'{before} && exec "$@"', "sh", *command] if before else command,
            capture_output=True,
            text=True,
            timeout=80,
            cwd=self.folder,
            env=ENVIRONMENT | environment,
            check=False,
        )
        assert "OUTSIDE" not in done.stderr, done.stderr
        return Ended(done.returncode, done.stdout, done.stderr)

    def fetch(self, *words: str) -> Ended:
        """Fetch, fast, with this machine allowed by name."""
        return self.run("fetch", *words, "--raw", str(self.raw), *QUICK)

    def index(self) -> list[dict]:
        """The lines of the index."""
        return pq.read_table(self.raw / "index.parquet").to_pylist()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty archive, and the rules of this project without its sources."""
    return new_project(tmp_path)


def new_project(folder: Path) -> Project:
    """A project in a folder."""
    shutil.copytree(ROOT / "rules", folder / "rules", ignore=shutil.ignore_patterns("sites"))
    (folder / "rules" / "sites").mkdir()
    return Project(folder)


def source(name: str, family: str, base: str, *lists: str, **fields: str) -> str:
    """An entry of a source."""
    said = {"name": name, "region": '"440000"', "family": family, "facts": "a test", **fields}
    said.setdefault("hosts", "[127.0.0.1]")
    addresses = ", ".join(f'"{base}{path}"' for path in lists)
    return (
        f"  - id: here.{name}\n" + "".join(f"    {key}: {value}\n" for key, value in said.items()) + f"    lists: [{addresses}]\n"
    )

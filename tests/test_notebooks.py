"""The notebooks run from top to bottom on the tables of the samples, and what they show can be read."""

from __future__ import annotations

import base64
import io
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from PIL import Image, ImageChops

from notebooks.execute import executed, read_samples, smaller

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
COMPARING = [path for path in NOTEBOOKS if path.stem[0] in "234"]
LARGEST = 250_000
# The kernel's own modules warn of what they themselves will change; that is no fault of a notebook.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compared tables of the samples."""
    return read_samples(tmp_path_factory.mktemp("notebooks") / "parsed")


def cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [output for cell in cells(notebook) for output in cell.outputs]


def pictures(notebook: nbformat.NotebookNode) -> int:
    return sum("image/png" in output.get("data", {}) for output in outputs(notebook))


def test_the_notebooks_that_the_readme_names_are_there() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8"), (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
    assert len(NOTEBOOKS) == 4
    assert all(f"notebooks/{path.name}" in readme for path in NOTEBOOKS for readme in told)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs_on_the_samples_without_a_warning(path: Path, parsed: Path) -> None:
    """A character that the font does not have would be a warning, too."""
    shown = executed(path, parsed)
    said = "".join(output.text for output in outputs(shown) if output.get("name") == "stderr")
    assert said == ""
    assert pictures(shown) == pictures(nbformat.read(path, as_version=4))


def test_notebooks_run_where_there_is_little_to_show(tmp_path: Path) -> None:
    """One notice that names no deadline, carries out no other plan and has none to be compared with."""
    alone, out = tmp_path / "alone", tmp_path / "parsed"
    alone.mkdir()
    for name in ("yanbo_2023_flattened_paragraphs.md", "yanbo_2023_flattened_paragraphs.meta.json"):
        (alone / name).write_bytes((ROOT / "raw" / name).read_bytes())
    for command in (["parse", str(alone), "--out", str(out), "-q"], ["compare", str(out)]):
        subprocess.run([sys.executable, "-m", "pipeline", *command], check=True, cwd=ROOT, capture_output=True)
    code = "\n".join(cell.source for path in COMPARING for cell in cells(nbformat.read(path, as_version=4)))
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", code],
        cwd=ROOT / "notebooks",
        env={**os.environ, "PARSED": str(out), "MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_picture_is_stored_with_fewer_colours_and_no_rare_one_is_lost() -> None:
    """A thousand greys, as the edges of letters are, and small fields of two greens, as a legend has them."""
    picture = Image.linear_gradient("L").resize((400, 300)).convert("RGB")
    for x, green in ((10, "#37b38a"), (30, "#a0da39")):
        picture.paste(green, (x, 10, x + 12, 16))
    whole = io.BytesIO()
    picture.save(whole, "PNG")
    kept = base64.b64decode(smaller(base64.b64encode(whole.getvalue()).decode("ascii")))
    shown = Image.open(io.BytesIO(kept))
    assert shown.mode == "P"
    assert max(most for _, most in ImageChops.difference(picture, shown.convert("RGB")).getextrema()) <= 8


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_was_run_before_it_was_committed_is_small_and_names_no_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    assert all(cell.outputs for cell in cells(notebook))
    assert [cell.execution_count for cell in cells(notebook)] == list(range(1, len(cells(notebook)) + 1))
    assert len(text) < LARGEST
    assert not {word for word in (str(ROOT), "/tmp/", "/home/", "Traceback") if word in text}

"""Run the notebooks from top to bottom on the tables of the samples, and write them back with what they show.

python notebooks/execute.py [NAME …]
"""

from __future__ import annotations

import base64
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from PIL import Image

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LONGEST = 60
"""Seconds that a cell may take."""


def read_samples(out: Path) -> Path:
    """The compared tables of the samples, in this folder."""
    for command in (["parse", str(ROOT / "raw"), "--out", str(out), "-q"], ["compare", str(out)]):
        subprocess.run([sys.executable, "-m", "pipeline", *command], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return out


def executed(path: Path, parsed: Path) -> nbformat.NotebookNode:
    """The notebook with what it shows for these tables."""
    notebook = nbformat.read(path, as_version=4)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PARSED": str(parsed)}
    client = NotebookClient(
        notebook,
        timeout=LONGEST,
        kernel_name="python3",
        extra_arguments=["--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(HERE)}},
        record_timing=False,
    )
    client.execute(env=env)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if "image/png" in output.get("data", {}):
                output["data"]["image/png"] = smaller(output["data"]["image/png"])
    return notebook


def smaller(picture: str) -> str:
    """A PNG in base64 with 128 colours, a third of its size: the pictures hold few shades, and no rare one may be lost."""
    kept = io.BytesIO()
    plain = Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB")
    plain.quantize(128, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return base64.b64encode(kept.getvalue()).decode("ascii")


def main() -> None:
    """Rewrite the notebooks that are named, else all."""
    wanted = sys.argv[1:]
    paths = [path for path in sorted(HERE.glob("*.ipynb")) if not wanted or path.stem in wanted]
    with tempfile.TemporaryDirectory() as folder:
        parsed = read_samples(Path(folder) / "parsed")
        for path in paths:
            nbformat.write(executed(path, parsed), path)
            print(f"{path.name}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()

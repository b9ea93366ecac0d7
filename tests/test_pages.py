"""The sample notices in raw/, each against what a person read in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.parse import Rules, parse
from pipeline.values import RawPage
from tests.expectations import differences, load

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted(
    p for p in (ROOT / "raw").iterdir() if p.suffix in (".html", ".htm", ".shtml", ".txt", ".md") and p.stem != "README"
)


def page_of(path: Path) -> RawPage:
    """A sample with what is known about it."""
    meta = json.loads(path.with_suffix(".meta.json").read_text(encoding="utf-8"))
    return RawPage(path.name, path.read_bytes(), meta.get("url"), meta.get("fetched_at"), meta.get("charset"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_a_sample_is_read_as_a_person_reads_it(path: Path, rules: Rules) -> None:
    expected = ROOT / "tests" / "pages" / path.stem / "expected.yaml"
    assert expected.is_file(), f"write {expected.relative_to(ROOT)} by reading {path.name}"
    assert differences(load(expected), parse(page_of(path), rules)) == []


def test_every_sample_says_that_it_is_invented() -> None:
    manifest = json.loads((ROOT / "raw" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["synthetic"] is True
    listed = {notice["file"]: notice["synthetic"] for notice in manifest["notices"]}
    assert listed == {path.name: True for path in SAMPLES}

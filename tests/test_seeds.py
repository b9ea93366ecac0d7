"""The five real notices that the project was created from: what a person found in them is what comes out.

The notices themselves are not in the project; they lie beside it in `../shared/seeds`. Where that folder is absent the
tests say so and skip.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.parse import Rules, parse
from pipeline.values import RawPage
from tests.expectations import differences, load

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parent.parent / "shared" / "seeds"
EXPECTED = sorted((HERE / "seeds").glob("*.yaml"))


def _seed(path: Path) -> Path:
    found: Sequence[Path] = sorted(SEEDS.glob(f"{path.stem}_*.txt"))
    if not found:
        pytest.skip(f"the real notice {path.stem} is not in ../shared/seeds")
    return found[0]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda p: p.stem)
def test_a_real_notice_is_read_as_a_person_reads_it(expected: Path, rules: Rules) -> None:
    seed = _seed(expected)
    notice = parse(RawPage(seed.name, seed.read_bytes()), rules)
    assert differences(load(expected), notice) == []


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda p: p.stem)
def test_no_sentence_of_a_real_notice_is_in_the_project(expected: Path) -> None:
    words = "".join(_seed(expected).read_text(encoding="utf-8").split())
    runs = {words[i : i + 24] for i in range(0, len(words) - 24, 12) if all("\u4e00" <= c <= "\u9fff" for c in words[i : i + 24])}
    root = HERE.parent
    for folder in ("pipeline", "rules", "tests", "docs", "raw"):
        for path in (root / folder).rglob("*"):
            if path.suffix in (".py", ".yaml", ".md", ".html", ".txt", ".shtml", ".htm"):
                text = path.read_text(encoding="utf-8", errors="replace")
                assert not [run for run in runs if run in text], path

"""What was measured before, and whether what is measured now got worse than noise explains."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.parse_bench import Ratio

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LEAST = 0.10
"""So much more is never called worse: no two machines, and no two builds of a library, are alike to the last tenth."""


@dataclass(frozen=True)
class Worse:
    """A ratio that grew beyond its noise."""

    name: str
    before: float
    now: float
    allowed: float

    def __str__(self) -> str:
        return f"{self.name}: {self.now:.2f}, was {self.before:.2f}; up to {self.allowed:.2f} would be noise"


def worse(before: Mapping[str, Ratio], now: Mapping[str, Ratio]) -> list[Worse]:
    """The ratios that grew by more than the noise of both measurements together; KeyError where one was not measured now.

    >>> old = {"whole / lxml": Ratio(50.0, 0.04), "rows / lxml": Ratio(3.0, 0.3)}
    >>> [str(one) for one in worse(old, {"whole / lxml": Ratio(60.0, 0.05), "rows / lxml": Ratio(4.0, 0.1)})]
    ['whole / lxml: 60.00, was 50.00; up to 55.00 would be noise']
    """
    found = []
    for name, old in before.items():
        allowed = old.value * (1 + max(LEAST, old.noise + now[name].noise))
        if now[name].value > allowed:
            found.append(Worse(name, old.value, now[name].value, allowed))
    return found


def read_baseline(path: Path) -> tuple[dict[str, Any], dict[str, Ratio]]:
    """All that a file of figures holds, and the ratios in it."""
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return said, {name: Ratio(**ratio) for name, ratio in said["ratios"].items()}


def write_baseline(path: Path, said: Mapping[str, Any], ratios: Mapping[str, Ratio]) -> None:
    """Write figures down, and the ratios by which the next ones are judged."""
    whole = {**said, "ratios": {name: asdict(ratio) for name, ratio in ratios.items()}}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

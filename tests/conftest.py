"""What all tests share: the project's own rules, loaded once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.rules import load_rules

if TYPE_CHECKING:
    from pipeline.parse import Rules


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rules of `rules/`."""
    return load_rules(Path(__file__).resolve().parent.parent / "rules")

"""What all tests share: the project's own rules, loaded once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from pipeline.rules import load_rules

if TYPE_CHECKING:
    from pipeline.parse import Rules


# The same examples on every run: a run that fails can be repeated, and CI does not depend on chance.
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rules of `rules/`."""
    return load_rules(Path(__file__).resolve().parent.parent / "rules")

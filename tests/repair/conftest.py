"""The rules of the repair stage, as the tests of this room load them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.repair.garbles import GarbleRule, RepairRules
from pipeline.rule import Example
from pipeline.rulebook.lexicon import word_frequency
from pipeline.rules import load_rules
from pipeline.traced import TracedText

ROOT = Path(__file__).resolve().parents[2]
LISTS = ("keep", "words", "alternatives")


def _rule(entry):
    fields = dict(entry)
    fields["examples"] = tuple(Example(**example) for example in fields.get("examples", ()))
    fields |= {name: tuple(fields.get(name, ())) for name in LISTS}
    if "confidence" in fields:
        fields["confidence"] = int(fields["confidence"])
    if "certain" in fields:
        fields["certain"] = fields["certain"] == "true"
    return GarbleRule(**fields)


@pytest.fixture(scope="session")
def rules():
    text = (ROOT / "rules" / "garbles.yaml").read_text(encoding="utf-8")
    entries = yaml.load(text, Loader=yaml.BaseLoader)["rules"]  # BaseLoader makes nothing but text, lists and dicts
    return RepairRules.build([_rule(entry) for entry in entries]).with_words(frozenset(), word_frequency)


@pytest.fixture(scope="session")
def every_rule():
    """The rules of the room with all that other rules lend it: names of bodies, places. A module that needs them gives them as its `rules`."""
    return load_rules().repair


@pytest.fixture(scope="module")
def repaired(rules):
    """A function: the lines of a page in, its repaired outline out."""

    def repair(*lines):
        blocks = tuple(Block(f"line[{n}]", TracedText(line), "line") for n, line in enumerate(lines, 1))
        return repair_outline(Outline(blocks, "text/plain", "utf-8"), rules)

    return repair


@pytest.fixture(scope="module")
def mended(repaired):
    """A function: the lines of a page in, its repaired lines out."""

    def lines_of(*lines):
        return [block.text.text for block in repaired(*lines).blocks()]

    return lines_of

"""The reader's rules, read plainly: their strict reading is tested elsewhere."""

from pathlib import Path

import pytest
import yaml

from pipeline.read import EncodingRules, PageRules, ReadRules
from pipeline.read.decode import EncodingRule
from pipeline.read.page import PageRule
from pipeline.rule import Example

RULES = Path(__file__).parents[2] / "rules"


def load(name, kind):
    entries = yaml.load((RULES / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["rules"]
    for entry in entries:
        entry["examples"] = tuple(Example(**example) for example in entry.get("examples", ()))
        entry["keep"] = tuple(entry.get("keep", ()))
        entry["values"] = tuple(entry["values"])
    return [kind(**entry) for entry in entries]


@pytest.fixture(scope="session")
def encoding_entries():
    return load("encodings.yaml", EncodingRule)


@pytest.fixture(scope="session")
def page_entries():
    return load("page.yaml", PageRule)


@pytest.fixture(scope="session")
def rules(encoding_entries, page_entries):
    return ReadRules(EncodingRules.build(encoding_entries), PageRules.build(page_entries))

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.compare.comparing import compare
from pipeline.rulebook.folder import DICTIONARY, find_rules_folder
from pipeline.rules import open_rules
from pipeline.run import Plan, run
from pipeline.tables.schema import load_dictionary

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def dictionary():
    return load_dictionary(find_rules_folder() / DICTIONARY)


@pytest.fixture(scope="session")
def lexer():
    return open_rules(find_rules_folder()).slices["lexer"]


@pytest.fixture(scope="session")
def compared(tmp_path_factory, lexer, dictionary):
    """The samples, read and compared."""
    out = tmp_path_factory.mktemp("compared") / "parsed"
    run(Plan((str(ROOT / "raw"),), out, find_rules_folder(), jobs=2, timeout=60), lambda _done, _all: None)
    compare(out, out, lexer, dictionary)
    return out


@pytest.fixture
def write_tables(tmp_path, dictionary):
    """Tables of invented plans: `{doc: (document, [(text, deadline, units)])}`; what is not said is empty."""

    def write(plans, folder="parsed"):
        rows = {name: [] for name in dictionary.tables}
        for doc, (document, tasks) in plans.items():
            rows["documents"].append({"doc_id": doc, "source": f"{doc}.txt", "status": "parsed", **document})
            rows["citations"] += [
                {"doc_id": doc, "seq": seq, "relation": "implements", "cited_doc_id": cited}
                for seq, cited in enumerate(document.get("follows", ()), 1)
            ]
            for seq, (text, end, units) in enumerate(tasks, 1):
                task = f"{doc}-{seq:04d}"
                rows["tasks"].append(
                    {"task_id": task, "doc_id": doc, "seq": seq, "label": str(seq), "text": text, "origin": "table"}
                )
                if end is not None:
                    kind = {"kind": "date", "end": dt.date.fromisoformat(end)} if end != "长期" else {"kind": "ongoing"}
                    rows["deadlines"].append({"task_id": task, "doc_id": doc, "seq": 1, **kind})
                rows["units"] += [
                    {
                        "task_id": task,
                        "doc_id": doc,
                        "seq": n,
                        "is_group": False,
                        "role": "lead",
                        "name": unit,
                        "function": unit[1:3],
                    }
                    for n, unit in enumerate(units, 1)
                ]
        out = tmp_path / folder
        out.mkdir()
        for name in dictionary.tables:
            schema = dictionary.schema(name)
            columns = [pa.array([row.get(field.name) for row in rows[name]], field.type) for field in schema]
            pq.write_table(pa.Table.from_arrays(columns, names=schema.names), out / f"{name}.parquet")
        return out

    return write


@pytest.fixture
def compare_plans(write_tables, lexer, dictionary):
    def compared(plans):
        folder = write_tables(plans)
        compare(folder, folder, lexer, dictionary)
        return folder

    return compared

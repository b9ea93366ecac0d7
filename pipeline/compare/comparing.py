"""`taizhang compare`: add the tables `alignments`, `lineage` and `topics` to the tables of a run."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.compare.align import Tasks, align
from pipeline.compare.rows import alignment_rows, lineage_rows, topic_rows
from pipeline.compare.topics import gather
from pipeline.export.writing import new_file
from pipeline.tables.dictionary import to_datapackage, to_json
from pipeline.tables.parsed import Parsed
from pipeline.tables.store import RUN_FILE, refuse_foreign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipeline.compare.words import Lexer
    from pipeline.tables.schema import Dictionary

_GROUP = 20_000
_PACKAGE = "datapackage.json"


@dataclass
class Compared:
    """What a comparison found: how many notices, tasks and topics there are, and the rows of each relation."""

    notices: int
    tasks: int
    topics: int = 0
    relations: Counter[str] = field(default_factory=Counter)

    @property
    def advice(self) -> str | None:
        """What a person should know when there was nothing to compare."""
        if self.tasks == 0:
            return "no notice of this run gave a task; there is nothing to compare"
        if self.notices == 1:
            return "only one notice of this run gave tasks; parse it together with others, its parent first, to compare them"
        return None


def compare(folder: Path, out: Path, lexer: Lexer, dictionary: Dictionary) -> Compared:
    """Compare the notices of a folder of tables, and write what was found into `out`, which may be the same folder.

    InputFault where the folder holds no tables; StoreFault where `out` holds other people's files or cannot be written.
    """
    parsed = Parsed.open(folder)
    if out.resolve() != folder.resolve():
        refuse_foreign(out.resolve())
    tasks = Tasks.read(parsed, lexer)
    alignment = align(tasks)
    group_of, centres = gather(tasks.terms, alignment.alike)
    done = Compared(len(tasks.docs), len(tasks.texts), len(centres))
    rows = _noting(alignment_rows(tasks, alignment), done)
    _write(out / "alignments.parquet", rows, dictionary.added["alignments"].schema)
    _write(out / "lineage.parquet", lineage_rows(tasks.lineage), dictionary.added["lineage"].schema)
    _write(out / "topics.parquet", topic_rows(tasks, group_of, centres), dictionary.added["topics"].schema)
    _describe(out, dictionary)
    return done


def _noting(rows: Iterable[dict[str, Any]], done: Compared) -> Iterator[dict[str, Any]]:
    for row in rows:
        done.relations[row["relation"]] += 1
        yield row


def _write(path: Path, rows: Iterator[dict[str, Any]], schema: pa.Schema) -> None:
    """Write rows some thousands at a time; the file is there when it is whole."""
    with new_file(path) as aside, pq.ParquetWriter(aside, schema, compression="zstd", version="2.6") as writer:
        while batch := list(islice(rows, _GROUP)):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema), row_group_size=_GROUP)


def _describe(out: Path, dictionary: Dictionary) -> None:
    """Say in `datapackage.json` what the folder holds now; the run's own list of files learns its new size."""
    held = Parsed(out)
    with new_file(out / _PACKAGE) as aside:
        aside.write_text(to_json(to_datapackage(dictionary.held_by(held.files))), encoding="utf-8")
    run = out / RUN_FILE
    said: dict[str, Any] = json.loads(run.read_bytes()) if run.is_file() else {"files": {}}
    said["files"][_PACKAGE] = (out / _PACKAGE).stat().st_size
    with new_file(run) as aside:
        aside.write_text(to_json(said), encoding="utf-8")

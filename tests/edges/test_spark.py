"""Spark reads the tables. It needs Java and 600 MB, and so is asked for by name: `make spark-check`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from pipeline.cli import main

RAW = Path(__file__).resolve().parents[2] / "raw"


@pytest.fixture(scope="module")
def parsed(tmp_path_factory):
    """The samples, parted by the script that they are printed in, and compared."""
    out = tmp_path_factory.mktemp("spark") / "parsed"
    for words in (["parse", str(RAW), "--out", str(out), "--jobs", "0", "--timeout", "60", "-q"], ["compare", str(out)]):
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
    return out


@pytest.fixture(scope="module")
def spark():
    sql = pytest.importorskip("pyspark.sql", reason="make spark-check installs Spark")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17 or later")
    session = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    yield session
    session.stop()


def test_spark_reads_every_table_with_all_rows_and_columns(spark, parsed):
    tables = sorted(parsed.glob("*.parquet"))
    assert len(tables) == 12
    for path in tables:
        frame, ours = spark.read.parquet(str(path)), pq.read_table(path)
        assert (path.name, frame.count(), frame.columns) == (path.name, ours.num_rows, ours.column_names)


def test_spark_sees_days_lists_and_places_as_what_they_are(spark, parsed):
    deadlines = spark.read.parquet(str(parsed / "deadlines.parquet"))
    kinds = dict(deadlines.dtypes)
    assert (kinds["end"], kinds["inferred"]) == ("date", "array<string>")
    ends = [row["end"] for row in pq.read_table(parsed / "deadlines.parquet", columns=["end"]).to_pylist() if row["end"]]
    assert deadlines.agg({"end": "max"}).first()[0] == max(ends)
    tasks = spark.read.parquet(str(parsed / "tasks.parquet")).where("size(path) > 0 and place.start >= 0")
    assert "政务" in "".join(row["text"] for row in tasks.select("text").collect())

"""What was exported reads back, in the programs that people use, as what stands in the tables."""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
import json
import shutil
import sqlite3
import zipfile

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from datasette.app import Datasette
from xlsxwriter.exceptions import FileCreateError

from pipeline.cli import main
from pipeline.export.databases import export_sqlite
from pipeline.export.formats import FORMATS, export_tables
from pipeline.export.tabular import export_csv
from pipeline.export.workbook import export_xlsx
from pipeline.export.writing import new_file
from pipeline.rulebook.folder import DICTIONARY, find_rules_folder
from pipeline.tables.parsed import Parsed
from pipeline.tables.schema import load_dictionary
from pipeline.tables.store import StoreFault

LETTER = (
    """<p>滨海县人民政府办公室关于印发滨海县2022年政务公开任务分解表的通知</p><p>滨政办发〔2022〕7号</p><p>各镇人民政府：</p>"""
)
HEADER = ("序号", "工作任务", "责任单位", "完成时限", "备注")
ROWS = [
    ("1", "=SUM(A1:A9) 汇总各单位目录", "县司法局、县财政局", "2022年6月底前", "@附表"),
    ("2", "公布𠮷祥村改造进展；含“重点”事项", "县统计局", "每季度末", ""),
    ("3", "完善平台" + "，持续改进" * 8000, "县政府办公室", "长期坚持", ""),
]


@pytest.fixture(scope="module")
def dictionary():
    return load_dictionary(find_rules_folder() / DICTIONARY)


@pytest.fixture(scope="module")
def parsed(tmp_path_factory):
    home = tmp_path_factory.mktemp("export_tables")
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in [HEADER, *ROWS])
    (home / "page.html").write_text(f"<html><body>{LETTER}<table>{rows}</table></body></html>", encoding="utf-8")
    done = CliRunner().invoke(main, ["parse", str(home), "--out", str(home / "parsed"), "--jobs", "0", "-q"])
    assert done.exit_code == 0, done.output
    return home / "parsed"


def exported(parsed, tmp_path, form):
    out = tmp_path / f"out.{form}"
    done = CliRunner().invoke(main, ["export", str(parsed), "--format", form, "--out", str(out)])
    assert done.exit_code == 0, done.output
    return out, done.output


def texts(parsed):
    return pq.read_table(parsed / "tasks.parquet")["text"].to_pylist()


def test_the_page_gives_the_three_tasks_of_its_table(parsed):
    assert [text[:6] for text in texts(parsed)] == ["=SUM(A", "公布𠮷祥村改", "完善平台，持"]


def test_csv_opens_in_excel_as_chinese_and_computes_nothing(parsed, tmp_path):
    out, said = exported(parsed, tmp_path, "csv")
    assert (out / "tasks.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (out / "tasks.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[0]["text"] == "'=SUM(A1:A9) 汇总各单位目录"
    assert json.loads(rows[0]["extra"]) == {"备注": "@附表"}
    assert [row["text"] for row in rows[1:]] == texts(parsed)[1:]
    assert "tasks.csv: 1 rows hold words that begin like a formula" in said
    frame = pd.read_csv(out / "units.csv", encoding="utf-8-sig")
    assert frame["name"].tolist() == ["县司法局", "县财政局", "县统计局", "县政府办公室"]


def test_a_workbook_has_a_sheet_a_table_chinese_headers_and_words_that_stay_words(parsed, tmp_path):
    out, said = exported(parsed, tmp_path, "xlsx")
    sheets = pd.read_excel(out, sheet_name=None, engine="calamine")
    assert list(sheets) == [
        "文件 (documents)",
        "任务 (tasks)",
        "责任单位 (units)",
        "时限 (deadlines)",
        "修复 (repairs)",
        "表格 (tables)",
        "引用文件 (citations)",
        "其余文字 (blocks)",
        "提示 (issues)",
    ]
    tasks = sheets["任务 (tasks)"]
    assert tasks["工作内容 (text)"].tolist()[:2] == texts(parsed)[:2]
    assert tasks["工作内容 (text)"].tolist()[2].endswith("… [cut]")
    assert len(tasks["工作内容 (text)"].tolist()[2]) == 32_767
    assert "longer than a cell holds" in said
    ends = sheets["时限 (deadlines)"].filter(like="(end)").iloc[:, 0]
    assert ends.tolist()[0] == pd.Timestamp(2022, 6, 30)


def test_a_workbook_keeps_its_header_in_sight_and_can_be_filtered(parsed, tmp_path):
    out, _ = exported(parsed, tmp_path, "xlsx")
    with zipfile.ZipFile(out) as inside:
        sheet = inside.read("xl/worksheets/sheet2.xml").decode()
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


@pytest.mark.parametrize("form", ["xlsx", "csv", "sqlite", "duckdb", "stata", "jsonl"])
def test_tables_that_an_older_version_wrote_lack_a_column_and_are_exported_all_the_same(form, parsed, tmp_path, dictionary):
    older = tmp_path / "older"
    shutil.copytree(parsed, older)
    units = pq.read_table(older / "units.parquet")
    pq.write_table(units.drop_columns(["also_known_as"]), older / "units.parquet")
    export_tables(older, form, tmp_path / f"out.{form}", dictionary)
    assert (tmp_path / f"out.{form}").exists()


def test_a_table_longer_than_a_sheet_goes_on_in_another(parsed, tmp_path, dictionary):
    said = export_xlsx(Parsed(parsed), tmp_path / "x.xlsx", dictionary, most_rows=2)
    sheets = pd.read_excel(tmp_path / "x.xlsx", sheet_name=None, engine="calamine")
    assert [len(sheets[name]) for name in ("任务 (tasks)", "任务 (tasks) 2")] == [2, 1]
    assert "tasks: more rows than a sheet holds; it goes on in 2 sheets" in said


def test_sqlite_joins_by_its_keys_and_finds_chinese_by_any_three_characters(parsed, tmp_path):
    out, _ = exported(parsed, tmp_path, "sqlite")
    with sqlite3.connect(out) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = base.execute(
            "SELECT t.label, u.name FROM tasks_fts f JOIN tasks t ON t.rowid = f.rowid JOIN units u USING (task_id) "
            "WHERE tasks_fts MATCH '祥村改造' ORDER BY u.seq"
        ).fetchall()
        assert found == [("2", "县统计局")]
        assert base.execute("SELECT end FROM deadlines WHERE as_printed = '2022年6月底前'").fetchone() == ("2022-06-30",)


def test_datasette_serves_the_database_with_search_and_what_the_columns_mean(parsed, tmp_path):
    out, _ = exported(parsed, tmp_path, "sqlite")
    about = json.loads((tmp_path / "out.metadata.json").read_text(encoding="utf-8"))

    async def ask():
        site = Datasette([str(out)], metadata=about)
        await site.invoke_startup()
        found = await site.client.get("/out/tasks.json?_search=祥村改&_shape=array")
        page = await site.client.get("/out/tasks")
        return found.json(), page.text

    rows, page = asyncio.run(ask())
    assert [row["label"] for row in rows] == ["2"]
    assert "工作内容" in page
    assert "<script>alert" not in page


def test_duckdb_keeps_lists_as_lists_and_says_what_a_column_means(parsed, tmp_path):
    out, _ = exported(parsed, tmp_path, "duckdb")
    with duckdb.connect(str(out), read_only=True) as base:
        assert base.execute("SELECT addressees FROM documents").fetchone() == (["各镇人民政府"],)
        assert base.execute('SELECT max("end") FROM deadlines').fetchone() == (dt.date(2022, 6, 30),)
        comment = base.execute(
            "SELECT comment FROM duckdb_columns() WHERE table_name = 'tasks' AND column_name = 'text'"
        ).fetchone()
    assert "工作内容" in comment[0]


@pytest.mark.filterwarnings("default::pandas.errors.PerformanceWarning")
def test_stata_has_labels_days_and_long_texts(parsed, tmp_path):
    out, said = exported(parsed, tmp_path, "stata")
    with pd.io.stata.StataReader(out / "tasks.dta") as reader:
        assert reader.read()["text"].tolist() == texts(parsed)
        assert reader.variable_labels()["text"] == "工作内容 (text)"
    frame = pd.read_stata(out / "deadlines.dta")
    assert frame["end_"].tolist()[0] == pd.Timestamp(2022, 6, 30)
    assert "`end` is called `end_`" in said
    assert pd.read_stata(out / "units.dta")["function_"].notna().all()


def test_json_lines_hold_nested_values_as_they_are(parsed, tmp_path):
    out, _ = exported(parsed, tmp_path, "jsonl")
    rows = [json.loads(line) for line in (out / "tasks.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows[0]["extra"] == {"备注": "@附表"}
    assert rows[0]["place"].keys() == {"path", "start", "end"}
    assert [row["text"] for row in rows] == texts(parsed)


def test_parquet_opens_in_polars_pandas_and_duckdb_alike(parsed):
    file = str(parsed / "units.parquet")
    names = ["县司法局", "县财政局", "县统计局", "县政府办公室"]
    assert pl.read_parquet(file)["name"].to_list() == names
    assert pd.read_parquet(file)["name"].tolist() == names
    assert [row[0] for row in duckdb.sql(f"SELECT name FROM '{file}'").fetchall()] == names


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "duckdb"])
def test_the_same_tables_give_the_same_bytes(parsed, tmp_path, form):
    both = []
    for turn in ("a", "b"):
        (tmp_path / turn).mkdir()
        out, _ = exported(parsed, tmp_path / turn, form)
        files = sorted(out.rglob("*.*")) if out.is_dir() else [out]
        both.append([(file.name, file.read_bytes()) for file in files])
    assert both[0] == both[1]


@pytest.mark.parametrize(("form", "made"), [("xlsx", "folder"), ("csv", "file")])
def test_a_file_where_a_folder_belongs_is_refused_and_stays(parsed, tmp_path, form, made):
    out = tmp_path / "there"
    out.mkdir() if made == "folder" else out.write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(main, ["export", str(parsed), "--format", form, "--out", str(out)])
    assert done.exit_code == 2
    assert f"is a {made}" in done.output
    assert out.is_dir() or out.read_text(encoding="utf-8") == "mine"


def test_words_that_no_file_can_hold_are_replaced_and_stop_nothing(tmp_path, dictionary):
    folder = tmp_path / "parsed"
    folder.mkdir()
    for name in dictionary.tables:
        schema = pa.schema([pa.field(f.name, f.type) for f in dictionary.schema(name)])
        row = {field.name: None for field in schema} | {"doc_id": "0" * 16, "source": "a\0b"}
        pq.write_table(pa.Table.from_pylist([row] if name == "documents" else [], schema=schema), folder / f"{name}.parquet")
    export_sqlite(Parsed(folder), tmp_path / "x.db", dictionary)
    export_csv(Parsed(folder), tmp_path / "csv", dictionary)
    export_xlsx(Parsed(folder), tmp_path / "x.xlsx", dictionary)
    frame = pd.read_csv(tmp_path / "csv" / "documents.csv", encoding="utf-8-sig", dtype=str)
    assert frame["doc_id"].tolist() == ["0" * 16]


def full_database(path):
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA max_page_count = 1")
        base.execute("CREATE TABLE a (b)")


def no_such_table(path):
    with sqlite3.connect(path) as base:
        base.execute("SELECT * FROM a")


def raised(error):
    def write(_path):
        raise error

    return write


@pytest.mark.parametrize(
    "write",
    [
        full_database,
        raised(OSError(28, "No space left on device")),
        raised(FileCreateError(OSError(28, "No space left on device"))),
        raised(duckdb.IOException("Could not write: No space left on device")),
    ],
    ids=["sqlite", "system", "xlsxwriter", "duckdb"],
)
def test_a_full_disk_is_said_whichever_library_met_it_and_what_was_there_stays(tmp_path, write):
    out = tmp_path / "out"
    out.write_text("mine", encoding="utf-8")
    with (
        pytest.raises(StoreFault, match=r"cannot write .*(full|space).*make room or choose another --out"),
        new_file(out) as aside,
    ):
        write(aside)
    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [("out", "mine")]


@pytest.mark.parametrize(("write", "kind"), [(no_such_table, sqlite3.OperationalError), (raised(KeyError("a")), KeyError)])
def test_an_error_of_our_own_is_no_fault_of_the_disk(tmp_path, write, kind):
    with pytest.raises(kind), new_file(tmp_path / "out") as aside:
        write(aside)
    assert not list(tmp_path.iterdir())

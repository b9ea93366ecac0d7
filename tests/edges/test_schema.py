"""The data dictionary is the contract: the schemas, the package description and the docs all come from it."""

from __future__ import annotations

import io
import json
import weakref
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.engine.inputs import Input
from pipeline.engine.outcome import parsed_row
from pipeline.rulebook.faults import RulesFault
from pipeline.rulebook.folder import find_rules_folder
from pipeline.tables.dictionary import reference, to_datapackage, to_json, to_markdown
from pipeline.tables.made import Made, whole
from pipeline.tables.nested import to_bytes
from pipeline.tables.rows import to_row
from pipeline.tables.schema import arrow_type, load_dictionary, read_dictionary, unknown_codes
from tests.edges.stand_ins import a_notice

# What the data contract promises, written down from it by hand: names, types, order of meaning.
PROMISED = {
    "documents": "doc_id source url site fetched_at content_sha256 media_type charset script title issuer doc_number written_date:date"
    " published_date:date province city county region_code plan_year:int32 doc_kind addressees:list<string> status status_reason duplicate_of"
    " n_tasks:int32 n_repairs:int32 n_issues:int32 coverage:double attachments:list<struct<name string,href string,media_type string>>",
    "tasks": "task_id doc_id seq:int32 label path:list<string> text text_as_printed origin table_id row:int32 extra:map<string,string>"
    " place:struct<path string,start int32,end int32> confidence:double",
    "units": "task_id seq:int32 role name name_as_printed full_name function level region_code is_group:bool from_merge:bool open_list:bool"
    " also_known_as:list<string>",
    "deadlines": "task_id seq:int32 kind as_printed start:date end:date end_earliest:date precision approximate:bool rrule offset_days:int32"
    " workdays:bool anchor deliverable source inferred:list<string>",
    "repairs": "doc_id place:struct<path string,start int32,end int32> kind rule before after confidence:double certain:bool alternatives:list<string>",
    "tables": "table_id doc_id seq:int32 kind caption n_rows:int32 n_cols:int32 header:list<string> roles:list<string>"
    " cells:list<list<string>> continued_from",
    "citations": "doc_id seq:int32 title doc_number issuer relation cited_doc_id",
    "blocks": "doc_id seq:int32 kind text place:struct<path string,start int32,end int32>",
    "issues": "doc_id task_id code severity message place:struct<path string,start int32,end int32>",
}


@pytest.fixture(scope="module")
def dictionary():
    return load_dictionary(find_rules_folder() / "tables.yaml")


@pytest.mark.parametrize("table", PROMISED)
def test_names_and_types_of_the_data_contract_hold(dictionary, table):
    schema = dictionary.schema(table)
    # A column is `name` (text) or `name:type`; types may hold spaces, so what does not begin a column belongs to the one before.
    promised: list[str] = []
    for word in PROMISED[table].split(" "):
        if promised and promised[-1].count("<") > promised[-1].count(">"):
            promised[-1] += f" {word}"
        else:
            promised.append(word)
    for column in promised:
        name, _, kind = column.partition(":")
        assert schema.field(name).type == arrow_type(kind or "string"), name


def test_a_notice_with_every_kind_of_value_fills_every_column_there_is(dictionary):
    row = whole(to_row(a_notice()))
    assert set(row) == set(dictionary.row_schema.names)
    flat = {name: rows for name, rows in row.items() if name in dictionary.tables}
    flat["documents"] = [{column.name: row[column.name] for column in dictionary.tables["documents"].columns}]
    for name in ("units", "deadlines"):
        flat[name] = [found for task in row["tasks"] for found in task[name]]
    for name, table in dictionary.tables.items():
        assert flat[name], name
        for found in flat[name]:
            assert set(found) - {"units", "deadlines"} == {c.name for c in table.columns}, name
        pa.Table.from_pylist(flat[name], schema=dictionary.schema(name)).validate(full=True)
        assert unknown_codes(dictionary, name, flat[name]) == set(), name


def test_the_nested_row_has_one_schema(dictionary):
    table = pa.Table.from_pylist([to_row(a_notice()), to_row(a_notice("b.html"))], schema=dictionary.row_schema)
    table.validate(full=True)
    task = table["tasks"][0].as_py()[0]
    assert [u["name"] for u in task["units"]] == ["市司法局"]
    assert task["extra"] == [("备注", "长期\n见附件")]
    assert [d["kind"] for d in task["deadlines"]] == ["date", "unknown"]
    assert task["unread"][0]["as_printed"] == "张三"


class _Row(dict):
    """A row that can be watched: of plain dictionaries nobody can say whether they are still there."""

    __hash__ = object.__hash__


def test_of_the_rows_of_a_page_none_waits_in_memory_while_the_next_is_made(dictionary):
    there: weakref.WeakSet[_Row] = weakref.WeakSet()
    most = 0

    def make(seq, text):
        nonlocal most
        row = _Row(doc_id="0" * 16, seq=seq, kind="unread", text=text, place=None)
        there.add(row)
        most = max(most, len(there))
        return row

    row = {**to_row(a_notice()), "blocks": Made(["字"] * 1000, make)}
    blocks = pa.Table.from_pylist([row], schema=dictionary.row_schema)["blocks"][0]
    assert [block["seq"].as_py() for block in blocks] == list(range(1, 1001))
    assert most <= 2


def test_a_row_that_cannot_be_made_costs_its_page_alone_and_one_that_no_file_holds_is_mended(dictionary):
    def fails(_seq, _thing):
        msg = "a bug of ours"
        raise AssertionError(msg)

    def stray(seq, text):
        return {"doc_id": "0" * 16, "seq": seq, "kind": "unread", "text": text, "place": None}

    schema = pa.schema([*dictionary.row_schema, pa.field("_key", pa.string()), pa.field("_second", pa.bool_())])
    told: list[str] = []

    def refuse(row, error):
        told.append(f"{row['source']}: {error}")
        return {**row, "status": "crashed", "blocks": []}

    rows = [{**to_row(a_notice(name)), "_key": name, "_second": False} for name in ("a.html", "b.html", "c.html")]
    rows[1]["blocks"] = Made([1], fails)
    rows[2]["blocks"] = Made(["\ud800字"], stray)
    kept = pq.read_table(io.BytesIO(to_bytes(rows, schema, refuse)))
    assert told == ["b.html: a bug of ours"]
    assert kept["_key"].to_pylist() == ["a.html", "", "c.html"]
    assert kept["status"].to_pylist() == ["parsed", "crashed", "parsed"]
    assert kept["blocks"][2][0]["text"].as_py() == "?字"


def test_ids_say_which_task_and_table_of_which_notice():
    row = to_row(a_notice())
    (task,) = row["tasks"]
    assert (task["task_id"], task["table_id"]) == ("0123456789abcdef-0001", row["tables"][0]["table_id"])
    assert row["issues"][0]["task_id"] == task["task_id"]
    assert {d["task_id"] for d in task["deadlines"]} == {task["task_id"]}
    assert row["region_code"] is None


def test_a_row_keeps_the_id_and_the_notes_of_the_run():
    row = parsed_row(Input("a.html", doc_id="f" * 16, notes=(("same_address", "b.html"),)), a_notice())
    assert row["tasks"][0]["task_id"] == "f" * 16 + "-0001"
    assert [issue["code"] for issue in row["issues"]] == ["unread_unit", "same_address"]
    assert row["n_issues"] == 2


def test_every_column_and_code_is_said_in_english_and_chinese(dictionary):
    for table in dictionary.tables.values():
        for said in (table, *table.columns):
            assert said.en.isascii() or any(c > "\u2fff" for c in said.en), said
            assert any(c > "\u2fff" for c in said.zh), said
    for codes in dictionary.codes.values():
        assert all(meaning.en and meaning.zh for meaning in codes.values())


def test_each_value_of_a_list_and_each_family_of_rules_must_be_documented(dictionary):
    rows = [{"roles": ["task", "responsible?", "whoever"]}]
    assert unknown_codes(dictionary, "tables", rows) == {("roles", "whoever")}
    rules = ("pair_loss.year_month", "lost_byte.last+script.traditional", "mojibake.gb18030+utf-8", "guessed.somehow")
    assert unknown_codes(dictionary, "repairs", [{"rule": rule} for rule in rules]) == {("rule", "guessed.somehow")}


def test_a_list_of_codes_with_families_or_for_lists_closes_no_column_of_the_package(dictionary):
    package = {r["name"]: {f["name"]: f for f in r["schema"]["fields"]} for r in to_datapackage(dictionary)["resources"]}
    assert "enum" in package["tables"]["kind"]["constraints"]
    for table, column in (("tables", "roles"), ("repairs", "rule")):
        assert "enum" not in package[table][column].get("constraints", {})
        assert package[table][column]["categories"]


def test_every_list_of_codes_is_used(dictionary):
    used = {c.values for table in (*dictionary.tables.values(), *dictionary.added.values()) for c in table.columns}
    assert set(dictionary.codes) - used == set()


def test_the_package_description_says_all_of_it(dictionary):
    package = json.loads(to_json(to_datapackage(dictionary)))
    assert [r["name"] for r in package["resources"]] == list(dictionary.tables)
    units = next(r for r in package["resources"] if r["name"] == "units")["schema"]
    assert units["primaryKey"] == ["task_id", "seq"]
    assert {"fields": ["task_id"], "reference": {"resource": "tasks", "fields": ["task_id"]}} in units["foreignKeys"]
    assert all(
        f["description"] and f["description_zh"] and f["type"] for r in package["resources"] for f in r["schema"]["fields"]
    )
    known = {r["name"]: {f["name"] for f in r["schema"]["fields"]} for r in package["resources"]}
    for resource in package["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            assert set(key["fields"]) <= known[resource["name"]]
            assert set(key["reference"]["fields"]) <= known[key["reference"]["resource"]]


def test_every_column_that_names_a_row_of_another_table_leads_there(dictionary):
    tables = dictionary.held_by(lambda _name: ("compared",)).tables
    leads = {
        (table.name, column.name): reference(column.name, table, tables) for table in tables.values() for column in table.columns
    }
    assert (
        leads["documents", "doc_id"] is leads["tasks", "task_id"] is leads["tables", "table_id"] is leads["units", "name"] is None
    )
    assert leads["topics", "task_id"] == leads["units", "task_id"] == leads["alignments", "from_task_id"] == ("tasks", "task_id")
    assert leads["tasks", "table_id"] == leads["tables", "continued_from"] == ("tables", "table_id")
    named = [
        ("documents", "duplicate_of"),
        ("citations", "cited_doc_id"),
        ("lineage", "from_doc_id"),
        ("alignments", "from_doc_id"),
    ]
    assert (
        {leads[pair] for pair in named}
        == {("documents", "doc_id")}
        == {leads[name, "doc_id"] for name in tables if name != "documents"}
    )


def test_the_page_in_docs_is_the_one_that_the_dictionary_gives(dictionary):
    page = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
    assert page.read_text(encoding="utf-8") == to_markdown(dictionary), "run make dictionary"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("strnig", "no type"),
        ("list<string", "missing"),
        ("list<>", "no type"),
        ("map<string>", "1 types"),
        ("string string", "goes on"),
        ("str|ing", "no type"),
    ],
)
def test_a_type_that_is_none_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        arrow_type(text)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("key: [doc_id]", "key: [dok_id]"), "`dok_id` is no column"),
        (("      - doc_id\n", "      - dok_id\n"), "`dok_id` is no shared field"),
        (("values: script", "values: skript"), "`codes` has no list `skript`"),
        (("type: date,", "type: dat,"), "'dat' is no type"),
        (("    key: [doc_id]", "    kex: [doc_id]"), "unknown key"),
    ],
)
def test_a_dictionary_with_a_fault_is_refused_with_its_line(change, fault):
    text = (find_rules_folder() / "tables.yaml").read_text(encoding="utf-8")
    with pytest.raises(RulesFault, match=r"tables.yaml:\d+: ") as caught:
        read_dictionary(text.replace(*change, 1))
    assert fault in str(caught.value)

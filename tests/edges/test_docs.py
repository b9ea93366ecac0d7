"""What the documents say is so: commands exist, recipes run, both READMEs say the same."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import yaml
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.export.formats import FORMATS
from pipeline.parse import parse
from pipeline.rulebook.folder import find_rules_folder
from pipeline.run import Plan, run
from pipeline.tables.schema import load_dictionary
from pipeline.values import RawPage
from tests.edges.stand_ins import FakeReader

TOP = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")


def read(name):
    return (TOP / name).read_text(encoding="utf-8")


def blocks(name, language):
    return re.findall(rf"```{language}\n(.*?)```", read(name), re.DOTALL)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with `parsed/` in it, as the recipes expect."""
    home = tmp_path_factory.mktemp("recipes")
    (home / "raw").mkdir()
    for n in range(3):
        (home / "raw" / f"p{n}.html").write_text(f"{n} good", encoding="utf-8")
    run(Plan((str(home / "raw"),), home / "parsed", find_rules_folder(), 0), lambda _done, _all: None, FakeReader())
    return home


@pytest.mark.parametrize("name", READMES)
def test_the_pandas_recipe_runs(name, place, monkeypatch, capsys):
    monkeypatch.chdir(place)
    (recipe,) = blocks(name, "python")
    exec(compile(recipe, name, "exec"), {})
    assert "市司法局" in capsys.readouterr().out


@pytest.mark.parametrize("name", READMES)
def test_the_export_recipes_run_and_every_format_is_told_of(name, place, monkeypatch):
    monkeypatch.chdir(place)
    shown = (block for block in blocks(name, "sh") if "export parsed --format csv" in block)
    recipes = [line.split("#")[0].split() for block in shown for line in block.splitlines() if "taizhang export" in line]
    assert len(recipes) == 2
    for recipe in recipes:
        done = CliRunner().invoke(main, recipe[1:])
        assert done.exit_code == 0, done.output
        assert Path(recipe[-1]).exists()
    section = read(name).split("make export FORMAT=xlsx")[1].split("\n## ")[0]
    assert re.findall(r"^\| `([a-z]+)` \|", section, re.MULTILINE) == ["xlsx", "csv", "sqlite", "duckdb", "stata", "jsonl", "ics"]
    assert set(FORMATS) == set(re.findall(r"^\| `([a-z]+)` \|", section, re.MULTILINE))


@pytest.mark.parametrize("name", READMES)
def test_what_the_readme_says_of_the_damaged_sample_is_what_comes_out(name, rules):
    (shown,) = blocks(name, "text")
    sample = TOP / "raw" / "lanxi_2022_pairwise_loss.txt"
    lines = [line.strip(" |") for line in sample.read_text(encoding="utf-8").splitlines()]
    cells = shown.strip().split(" | ")
    assert cells == lines[lines.index(cells[0]) :][: len(cells)]
    notice = parse(RawPage(sample.name, sample.read_bytes()), rules)
    task = next(t for t in notice.tasks if t.label == "(10)")
    (deadline,) = task.deadlines
    said = read(name)
    for words in (
        task.label,
        *task.draft.path,
        task.text,
        *(u.value.name for u in task.units),
        str(deadline.value.end),
        deadline.said,
    ):
        assert words in said
    assert [u.value.role for u in task.units] == ["responsible", "guiding"]
    assert {("?0", "(10"), ("?0", "年10月")} <= {(r.before, r.after) for _, r in notice.repairs}


@pytest.mark.parametrize("name", READMES)
def test_the_duckdb_recipe_runs(name, place, monkeypatch):
    monkeypatch.chdir(place)
    (recipe,) = blocks(name, "sql")
    assert duckdb.sql(recipe).fetchall() == [("云岭省", "司法行政", 3)]


@pytest.mark.parametrize("name", READMES)
def test_the_r_recipe_names_columns_that_exist(name):
    (recipe,) = blocks(name, "r")
    columns = {c.name for c in load_dictionary(find_rules_folder() / "tables.yaml").tables["deadlines"].columns}
    assert {"kind", "end"} <= columns
    assert "tables_csv/deadlines.csv" in recipe


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_the_r_recipe_runs(place, monkeypatch):
    monkeypatch.chdir(place)
    (place / "recipe.R").write_text(blocks("README.md", "r")[0], encoding="utf-8")
    assert CliRunner().invoke(main, ["export", "parsed", "--format", "csv", "--out", "tables_csv"]).exit_code == 0
    done = subprocess.run(
        ["Rscript", "recipe.R"], capture_output=True, text=True, check=False, env={**os.environ, "LANG": "C.UTF-8"}
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"20\d\d-\d\d", done.stdout)


def test_both_readmes_hold_the_same_commands_recipes_and_tables():
    for language in ("sh", "python", "sql", "r"):
        english, chinese = (
            [re.sub(r"\s*#.*", "", block) for block in blocks(name, language)] if language == "sh" else blocks(name, language)
            for name in READMES
        )
        assert english == chinese
    for table in load_dictionary(find_rules_folder() / "tables.yaml").tables:
        assert all(f"| `{table}` |" in read(name) for name in READMES)


def test_every_command_and_option_that_the_readme_shows_exists_and_the_other_way_round():
    shown = set(re.findall(r"taizhang ([a-z-]+)", read("README.md")))
    there = set(main.list_commands(None))
    assert there - {"dictionary"} <= shown <= there
    told = CliRunner().invoke(main, ["parse", "--help"]).output
    for option in re.findall(
        r"(?<!-)(--?[a-z-]+)", next(line for line in read("README.md").splitlines() if "taizhang parse INPUT" in line)
    ):
        assert option in told


def test_the_glossary_has_fifteen_words():
    for name, heading in zip(READMES, ("## Words", "## 用语"), strict=True):
        section = read(name).split(heading)[1].split("\n## ")[0]
        assert len([line for line in section.splitlines() if line.startswith("| ")]) == 16


def test_links_inside_the_documents_lead_somewhere():
    for page in [TOP / name for name in (*READMES, "CONTRIBUTING.md", "CHANGELOG.md")] + list((TOP / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_slurm_recipe_is_shell_and_names_options_that_exist():
    recipe = next(block for block in blocks("docs/scale.md", "sh") if "SBATCH" in block)
    assert subprocess.run(["sh", "-n"], input=recipe, text=True, capture_output=True, check=False).returncode == 0
    for tool in ("scheduler", "worker"):
        line = next(line for line in recipe.splitlines() if f"dask {tool} " in line)
        told = subprocess.run([sys.executable, "-m", "dask", tool, "--help"], capture_output=True, text=True, check=True).stdout
        options = re.findall(r" (--[a-z-]+)", line.partition(f"dask {tool}")[2])
        assert options
        assert [option for option in options if option not in told] == []
    assert {"--out", "--scheduler"} <= set(re.findall(r"--[a-z]+", recipe)) & options_of("parse")


def test_the_kubernetes_recipe_is_yaml_whose_names_fit_each_other():
    cluster, job = yaml.safe_load_all(blocks("docs/scale.md", "yaml")[0])
    assert (cluster["apiVersion"], cluster["kind"], job["kind"]) == ("kubernetes.dask.org/v1", "DaskCluster", "Job")
    service = cluster["spec"]["scheduler"]["service"]
    pods = [cluster["spec"]["worker"]["spec"], cluster["spec"]["scheduler"]["spec"], job["spec"]["template"]["spec"]]
    driver = pods[2]["containers"][0]
    assert len({pod["containers"][0]["image"] for pod in pods}) == 1  # the same versions everywhere
    name, port = cluster["metadata"]["name"], service["ports"][0]["port"]
    assert driver["args"][driver["args"].index("--scheduler") + 1] == f"tcp://{name}-scheduler:{port}"
    assert service["selector"]["dask.org/cluster-name"] == name
    assert pods[1]["containers"][0]["ports"][0]["name"] == service["ports"][0]["targetPort"]
    assert {option for option in driver["args"] if option.startswith("--")} <= options_of("parse")
    assert [mount["name"] for mount in driver["volumeMounts"]] == [volume["name"] for volume in pods[2]["volumes"]]


def options_of(command):
    return {option for parameter in main.commands[command].params for option in parameter.opts}


def test_make_alone_lists_every_target():
    told = subprocess.run(["make", "-s"], cwd=TOP, capture_output=True, text=True, check=True).stdout
    phony = re.search(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)
    assert phony
    for target in phony[1].split():
        assert re.search(rf"make {target}\b", told), target


def test_the_lock_files_name_no_index_and_no_place_of_a_machine():
    for name in ("requirements.lock", "requirements-all.lock", "requirements-dev.lock", "requirements-build.lock"):
        text = read(name)
        assert not re.search(r"https?:|file:|index|find-links|/\w+/\w+/", text), name
        pins = re.findall(r"^[a-z][\w.-]*==", text, re.MULTILINE)
        assert pins
        assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", text)) >= len(pins)


def test_a_python_that_is_missing_or_too_old_is_said_in_one_line(tmp_path):
    for name in ("Makefile", "requirements.lock", "requirements-build.lock", "pyproject.toml"):
        (tmp_path / name).write_text(read(name), encoding="utf-8")
    old = tmp_path / "old"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo Python 3.9.2 && exit 0\nexit 1\n')
    old.chmod(0o755)
    for python, said in (("nothing-here", "install it"), (str(old), "is Python 3.9.2: install a newer one")):
        done = subprocess.run(
            ["make", "-s", "setup", f"PYTHON={python}"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode != 0
        assert said in done.stderr.splitlines()[0]
        assert not (tmp_path / ".venv").exists()

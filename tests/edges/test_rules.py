"""Rules are read strictly, and everything that is wrong with them is said at once, with its place."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import fields

import pytest

from pipeline.parse import Rules
from pipeline.rulebook.faults import RulesFault
from pipeline.rulebook.file import read_document
from pipeline.rulebook.folder import DICTIONARY, find_rules_folder, fingerprint_of
from pipeline.rulebook.kinds import RuleFile, RuleTable, Slice
from pipeline.rulebook.table import TABLE
from pipeline.rules import check_rules, open_rules
from tests.edges.toy_rules import ToyRule, ToyRules, try_example

TOYS = RuleTable(
    files=(RuleFile("one.yaml", ToyRule, "one", try_example), RuleFile("two.yaml", ToyRule, "two", try_example)),
    slices=(
        Slice("one", ("one.yaml",), lambda stock: ToyRules.build(stock.rules["one.yaml"])),
        Slice("two", ("two.yaml",), lambda stock: ToyRules.build(stock.rules["two.yaml"])),
    ),
)
GOOD = "about: 样例\nrules:\n- id: b\n  words: [乙]\n"


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "rules"
    home.mkdir()
    (home / "two.yaml").write_text(GOOD, encoding="utf-8")
    return home


def faults_of(folder, text, name="one.yaml"):
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(RulesFault) as caught:
        open_rules(folder, TOYS)
    return str(caught.value).splitlines()


def test_good_rules_become_values_whose_scalars_are_what_the_dataclass_says(folder):
    (folder / "one.yaml").write_text(
        "about: 样例\nrules:\n- id: a.no\n  why: no\n  words: [12:30, 'yes', 007, 1e3, null]\n  weight: 3\n  inline: yes\n",
        encoding="utf-8",
    )
    (rule,) = open_rules(folder, TOYS).slices["one"].entries
    assert rule.words == ("12:30", "yes", "007", "1e3", "null")
    assert (rule.why, rule.weight, rule.inline) == ("no", 3, True)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "about: x\nrules:\n- id: a\n  words: 甲\n",
            "rules/one.yaml:4: rules[0].words: must be a list: [a, b], or lines that begin with a dash",
        ),
        ("about: x\nrules:\n- id: a\n", "rules/one.yaml:3: rules[0].words: is missing"),
        ("about: x\nrules:\n- words: [甲]\n", "rules/one.yaml:3: rules[0].id: is missing"),
        (
            "about: x\nrules:\n- id: a\n  words: [甲]\n  wieght: 2\n",
            "rules/one.yaml:5: rules[0].wieght: unknown key; did you mean `weight`?",
        ),
        (
            "about: x\nrules:\n- id: a\n  words: [甲]\n  weight: 1.5\n",
            "rules/one.yaml:5: rules[0].weight: must be a whole number",
        ),
        (
            "about: x\nrules:\n- id: a\n  words: [甲]\n  inline: perhaps\n",
            "rules/one.yaml:5: rules[0].inline: must be true or false",
        ),
        (
            "about: x\nrules:\n- id: a\n  words: [甲, [乙]]\n",
            "rules/one.yaml:4: rules[0].words[1]: must be text, not a list or a mapping",
        ),
        (
            "about: x\nrules:\n- id: a\n  words: [甲]\n  words: [乙]\n",
            "rules/one.yaml:5: rules[0].words: this key stands here twice",
        ),
        (
            "about: x\nrules:\n- id: a\n  words:\n",
            "rules/one.yaml:4: rules[0].words: has no value (write '' where nothing is meant)",
        ),
        (
            "about: x\nrules:\n- id: a\n  words: [甲, 乙,\n    甲]\n",
            "rules/one.yaml:5: rules[0].words[2] (a): '甲' stands here twice",
        ),
        (
            "about: x\nrules:\n- id: 甲\n  words: [甲]\n",
            "rules/one.yaml:3: rules[0].id: an id is made of a-z, 0-9, dots, dashes and underscores",
        ),
        (
            "about: x\nrules:\n- id: a\n  words: [甲]\n  examples: [{said: 甲}]\n",
            "rules/one.yaml:5: rules[0].examples[0].gives: is missing",
        ),
        ("about: x\nrules:\n- id: b\n  words: [甲]\n", "rules/two.yaml:3: rules[0].id (b): this id is taken by rules/one.yaml:3"),
        (
            "about: x\nrules:\n- id: a\n  words: ['(甲']\n",
            "rules/one.yaml:3: rules[0] (a): error: missing ), unterminated subpattern at position 0",
        ),
        ("about: x\nrulez: []\n", "rules/one.yaml:1: must hold `about:` and a list `rules:`"),
        ("about: x\nnote: y\nrules: []\n", "rules/one.yaml:2: note: unknown key; a rule file has `about` and `rules`"),
        ("rules: []\n", "rules/one.yaml:1: `about:` must say in a sentence what the file is for"),
        ("", "rules/one.yaml:1: must hold `about:` and a list `rules:`"),
        ("- a\n- b\n", "rules/one.yaml:1: must hold `about:` and a list `rules:`"),
        ("about: x\nrules:\n- {id: a, words: [甲}\n", "rules/one.yaml:3: not YAML: did not find expected ',' or ']'"),
        ("about: x\nrules:\n\t- id: a\n", "rules/one.yaml:3: not YAML: found character that cannot start any token"),
        ("about: x\nrules: &a [*a]\n", "rules/one.yaml:2: rules[0]"),
        (
            "about: x\nrules:\n- id: a\n  why： 样例\n  words: [甲]\n",
            "rules/one.yaml:4: the colon is a Chinese one; write : and a blank",
        ),
        ("about: x\nrules:\n- id: a\n  why:样例\n  words: [甲]\n", "rules/one.yaml:4: a blank is missing behind the colon"),
        (
            "about: x\nrules:\n- id: a\n  words: [甲，乙, 丙]\n",
            "rules/one.yaml:4: rules[0].words[0]: a Chinese comma parts no words; write a plain comma between two words",
        ),
        (
            "about: x\nrules:\n- id: a\n  words: [甲, '']\n",
            "rules/one.yaml:4: rules[0].words[1] (a): an empty word; write the word, or take it out",
        ),
        (
            "about: x\nrules:\n- id: a\n  words: ['甲 ']\n",
            "rules/one.yaml:4: rules[0].words[0] (a): '甲 ' has a blank at its beginning or end",
        ),
    ],
)
def test_a_fault_is_shown_at_its_line_in_plain_words(folder, text, fault):
    found = faults_of(folder, text)
    assert any(line.startswith(fault) for line in found), found


def test_all_faults_of_all_files_are_listed_at_once(folder):
    (folder / "two.yaml").write_text("about: x\nrules:\n- id: b\n  words: 乙\n  heavy: 1\n", encoding="utf-8")
    assert len(faults_of(folder, "about: x\nrules:\n- id: a\n")) == 3


def claiming(name):
    claims = lambda rule: ((word, "words", index) for index, word in enumerate(rule.words))  # noqa: E731
    return RuleFile(name, ToyRule, "one", try_example, claims)


CLAIMED = RuleTable(files=(claiming("one.yaml"), TOYS.files[1]), slices=TOYS.slices)
TWO_OWNERS = """\
about: x
rules:
- id: a
  words: [甲, 乙]
- id: c
  words: [丙,
    乙]
  examples: [{said: 丁, gives: c}]
- id: d
  words: [丙]
"""


def test_words_that_two_rules_claim_are_shown_with_both_places_and_hide_no_other_fault(folder):
    (folder / "one.yaml").write_text(TWO_OWNERS, encoding="utf-8")
    with pytest.raises(RulesFault) as caught:
        open_rules(folder, CLAIMED)
    assert str(caught.value).splitlines() == [
        "rules/one.yaml:7: rules[1].words[1] (c): '乙' is taken by a (rules/one.yaml:4)",
        "rules/one.yaml:8: rules[1].examples[0] (c): '丁' must give 'c', but gives ''",
        "rules/one.yaml:10: rules[2].words[0] (d): '丙' is taken by c (rules/one.yaml:6)",
    ]


def test_claimed_words_are_listed_beside_rules_that_cannot_be_read_or_built(folder):
    (folder / "one.yaml").write_text(TWO_OWNERS, encoding="utf-8")
    for two, said in (("words: 乙", "must be a list"), ("words: ['(']", "missing )")):
        (folder / "two.yaml").write_text(f"about: x\nrules:\n- id: b\n  {two}\n", encoding="utf-8")
        with pytest.raises(RulesFault) as caught:
            open_rules(folder, CLAIMED)
        assert [fault.file for fault in caught.value.faults] == ["rules/one.yaml", "rules/one.yaml", "rules/two.yaml"]
        assert said in str(caught.value)


def test_a_word_that_nobody_claims_may_stand_in_two_rules(folder):
    (folder / "one.yaml").write_text("about: x\nrules:\n- {id: a, words: [乙]}\n- {id: c, words: [乙]}\n", encoding="utf-8")
    assert len(open_rules(folder, TOYS).entries) == 3


def test_a_file_that_is_missing_unknown_or_in_another_encoding_is_a_fault(folder):
    (folder / "unit.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RulesFault) as caught:
        open_rules(folder, TOYS)
    assert "rules/one.yaml: the file is missing" in str(caught.value)
    assert "rules/unit.yaml: no stage reads this file; is its name spelt right?" in str(caught.value)
    (folder / "one.yaml").write_bytes("about: 单位\nrules: []\n".encode("gbk"))
    with pytest.raises(RulesFault, match="not UTF-8"):
        open_rules(folder, TOYS)
    with pytest.raises(RulesFault, match="no such folder"):
        open_rules(folder / "nowhere", TOYS)


def test_a_file_saved_by_a_windows_editor_is_read(folder):
    (folder / "one.yaml").write_bytes(b"\xef\xbb\xbf" + "about: 单位\r\nrules:\r\n- id: a\r\n  words: [甲]\r\n".encode())
    assert open_rules(folder, TOYS).slices["one"].entries[0].words == ("甲",)


def test_examples_and_look_alikes_are_tried_and_shown_at_their_lines(folder):
    (folder / "one.yaml").write_text(
        "about: x\nrules:\n- id: a\n  words: [甲]\n  examples:\n  - {said: 甲, gives: a}\n  - {said: 丙, gives: a}\n"
        "  - {said: stumble, gives: a}\n  keep: [甲, 丁]\n",
        encoding="utf-8",
    )
    checked = check_rules(open_rules(folder, TOYS))
    assert [str(fault) for fault in checked.faults] == [
        "rules/one.yaml:7: rules[0].examples[1] (a): '丙' must give 'a', but gives ''",
        "rules/one.yaml:8: rules[0].examples[2] (a): 'stumble' makes it stumble: ValueError: over this",
        "rules/one.yaml:9: rules[0].keep[0] (a): '甲' looks alike and must be left alone, but gives 'a'",
    ]
    assert (checked.n_rules, checked.n_examples, checked.n_keep, checked.without) == (2, 3, 2, ("b",))


def test_a_comma_in_quotation_marks_or_in_a_look_alike_is_meant(folder):
    (folder / "one.yaml").write_text(
        "about: x\nrules:\n- id: a\n  words: ['甲，乙']\n  keep: [丙，丁]\n- id: c\n  words: [，]\n", encoding="utf-8"
    )
    assert [rule.words for rule in open_rules(folder, TOYS).slices["one"].entries] == [("甲，乙",), ("，",)]


def test_a_rule_without_reason_or_examples_is_a_fault_where_the_others_of_its_file_have_them(folder):
    said = "".join(f"- {{id: r{n}, why: 样例, words: [甲{n}], keep: [乙]}}\n" for n in range(12))
    (folder / "one.yaml").write_text(f"about: x\nrules:\n{said}- {{id: bare, words: [丙]}}\n", encoding="utf-8")
    first, second = (str(fault) for fault in check_rules(open_rules(folder, TOYS)).faults)
    assert first.startswith("rules/one.yaml:15: rules[12] (bare): `examples:` is missing")
    assert second == "rules/one.yaml:15: rules[12] (bare): `why:` is missing: say in a few words why the rule is there"


def test_the_fingerprint_sees_every_change_of_a_rule_and_nothing_else(folder):
    before = fingerprint_of(folder)
    (folder / ".two.yaml.swp").write_text("editor")
    assert fingerprint_of(folder) == before
    (folder / "more.tsv").write_text("1\t2\n")
    assert fingerprint_of(folder) != before


def test_deeply_nested_yaml_is_a_fault_and_no_crash():
    document = read_document("a: " + "[" * 200 + "]" * 200, "x.yaml")
    assert any("nested too deeply" in fault.message for fault in document.faults)


# --- the rules that ship with the program


@pytest.fixture(scope="module")
def book():
    return open_rules(find_rules_folder())


def test_every_rule_file_of_the_project_has_a_reader_and_every_slice_of_the_program_is_made():
    on_disk = {path.name for path in find_rules_folder().glob("*.y*ml")}
    assert on_disk == {file.name for file in TABLE.files} | {DICTIONARY, "fetch.yaml"}
    assert {field.name for field in fields(Rules)} <= {piece.name for piece in TABLE.slices}


def test_the_rules_pass_their_own_examples(book):
    assert [str(fault) for fault in check_rules(book).faults] == []


def test_every_rule_says_why_it_is_there(book):
    assert [entry.rule.id for _, entry in book.entries if not entry.rule.why] == []


def test_the_rules_can_be_handed_to_a_worker(book):
    assert pickle.loads(pickle.dumps(book.rules)) is not None


def test_three_faults_in_the_project_s_own_rules_are_all_found(tmp_path):
    copy = tmp_path / "rules"
    shutil.copytree(find_rules_folder(), copy)
    for name in ("columns.yaml", "units.yaml", "deadlines.yaml"):
        text = (copy / name).read_text(encoding="utf-8")
        (copy / name).write_text(text.replace("rules:\n", "rules:\n- {id: wrong, wrods: [甲]}\n", 1), encoding="utf-8")
    with pytest.raises(RulesFault) as caught:
        open_rules(copy)
    for name in ("columns.yaml", "units.yaml", "deadlines.yaml"):
        assert f"rules/{name}:" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "added", "said"),
    [
        ("functions.yaml", "{id: mine, function: 我, names: [我的, 信访]}", "names[1] (mine): '信访' is taken by"),
        ("functions.yaml", "{id: mine, function: 我, names: [发展与改革]}", "names[0] (mine): '发展与改革' is taken by"),
        ("functions.yaml", "{id: mine, function: 我, dated: [信访 ..2018]}", "dated[0] (mine): '信访 ..2018' is taken by"),
        ("units.yaml", "{id: mine, kind: not_ending, words: [机会]}", "words[0] (mine): '机会' is taken by"),
    ],
)
def test_an_alias_that_another_line_of_work_or_unit_rule_has_is_shown_with_both_lines(tmp_path, name, added, said):
    copy = tmp_path / "rules"
    shutil.copytree(find_rules_folder(), copy)
    text = (copy / name).read_text(encoding="utf-8").rstrip("\n")
    (copy / name).write_text(f"{text}\n- {added}\n", encoding="utf-8")
    line = text.count("\n") + 2
    with pytest.raises(RulesFault) as caught:
        open_rules(copy)
    (shown,) = [fault for fault in map(str, caught.value.faults) if "is taken by" in fault]
    assert shown.startswith(f"rules/{name}:{line}: ")
    assert said in shown
    first = int(shown.rsplit(":", 1)[1].rstrip(")"))
    word = said.split("'")[1].split(" ")[0]
    assert f" (rules/{name}:" in shown
    assert first < line
    assert word.replace("与", "") in text.splitlines()[first - 1].replace("和", "")


def test_a_role_that_nobody_knows_is_refused_though_its_own_example_agrees(tmp_path):
    copy = tmp_path / "rules"
    shutil.copytree(find_rules_folder(), copy)
    text = (copy / "columns.yaml").read_text(encoding="utf-8").rstrip("\n")
    added = "- {id: mine, role: nummer, why: 样例, words: [条目号], examples: [{said: 条目号, gives: nummer}]}"
    (copy / "columns.yaml").write_text(f"{text}\n{added}\n".replace("\n- {id", "\n  - {id"), encoding="utf-8")
    with pytest.raises(RulesFault, match=r"\(mine\): mine: role 'nummer' is unknown; it is one of area, "):
        open_rules(copy)


def test_a_word_of_a_unit_rule_may_play_two_parts(tmp_path):
    copy = tmp_path / "rules"
    shutil.copytree(find_rules_folder(), copy)
    text = (copy / "units.yaml").read_text(encoding="utf-8").rstrip("\n")
    (copy / "units.yaml").write_text(f"{text}\n- {{id: mine, kind: not_charge, words: [机会]}}\n", encoding="utf-8")
    assert any(entry.rule.id == "mine" for _, entry in open_rules(copy).entries)

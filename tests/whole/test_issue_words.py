"""Whatever is found, a sentence in two languages says it: what the code names and what `rules/issues.yaml` holds are the same."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

import pytest

from pipeline import issues
from pipeline.rulebook.folder import DICTIONARY, find_rules_folder
from pipeline.rules import load_rules
from pipeline.tables.schema import load_dictionary
from pipeline.wording import Finding, IssueRule, IssueRules
from tests.test_house import HAN

PACKAGE = Path(issues.__file__).parent
SENTENCES = load_rules().issues.sentences
TREE = ast.parse(Path(issues.__file__).read_text(encoding="utf-8"))
METADATA = ("title", "issuer")


def warnings() -> set[str]:
    """What the reader may say of a page as a whole: the strings that its modules put among their `warnings`."""
    trees = [ast.parse((PACKAGE / "read" / name).read_text(encoding="utf-8")) for name in ("decode.py", "html.py", "__init__.py")]
    put = [node for tree in trees for node in ast.walk(tree) if "warnings" in named(node)]
    return {n.value for node in put for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def named(node: ast.AST) -> set[str | None]:
    """What a statement gives a value to, the name of an argument, or what a method is called on."""
    if isinstance(node, ast.keyword):
        return {node.arg}
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets = [node.target]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        targets = [node.func.value]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def strings_of(node: ast.expr) -> set[str]:
    """What an expression that names a sentence may say."""
    if isinstance(node, ast.JoinedStr):
        (start,) = (part.value for part in node.values if isinstance(part, ast.Constant))
        return {start + rest for rest in (warnings() if start == "page_damage." else METADATA)}
    if isinstance(node, ast.IfExp):
        return strings_of(node.body) | strings_of(node.orelse)
    if isinstance(node, ast.Call):  # of the table of words that are no units
        return {*issues._NOT_UNITS.values(), *strings_of(node.args[1])}  # noqa: SLF001 - the table is what is read
    assert isinstance(node, ast.Constant), ast.dump(node)
    return {str(node.value)}


def keys_of(call: ast.Call, function: ast.FunctionDef) -> set[str]:
    """The gaps that a finding fills, written where it is made or in the `said` before it."""
    given = call.args[1] if len(call.args) > 1 else None
    if isinstance(given, ast.Name):
        made = [n for n in ast.walk(function) if isinstance(n, ast.Assign) and n.lineno < call.lineno]
        given = max(
            (n for n in made if ast.dump(n.targets[0]) == f"Name(id='{given.id}', ctx=Store())"), key=lambda n: n.lineno
        ).value
    assert given is None or isinstance(given, ast.Dict)
    return {str(ast.literal_eval(key)) for key in given.keys if key} if given else set()


FOUND = [
    (sentence, keys_of(node, function))
    for function in TREE.body
    if isinstance(function, ast.FunctionDef)
    for node in ast.walk(function)
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding"
    for sentence in sorted(strings_of(node.args[0]))
]


@pytest.mark.parametrize(("sentence", "filled"), FOUND, ids=[f"{name}-{n}" for n, (name, _) in enumerate(FOUND)])
def test_each_sentence_that_the_code_names_is_there_and_every_gap_of_it_is_filled(sentence, filled):
    assert {name for _, name, _, _ in Formatter().parse(SENTENCES[sentence].zh) if name} <= filled


def test_no_sentence_stands_there_that_nothing_says():
    assert set(SENTENCES) == {sentence for sentence, _ in FOUND}


def test_the_warnings_of_the_reader_are_found():
    assert {"mixed_charset", "replaced_bytes", "too_many_tags", "no_tree", "markup_cut", "hidden_body_shown"} <= warnings()


@pytest.mark.parametrize("rule", SENTENCES.values(), ids=list(SENTENCES))
def test_the_chinese_sentence_is_chinese_the_english_one_is_not_and_its_code_is_documented(rule):
    code = rule.id.removeprefix("issue.").partition(".")[0]
    assert HAN.search(rule.zh)
    assert not HAN.search(rule.en)
    assert code in load_dictionary(find_rules_folder() / DICTIONARY).codes["issue"]


def test_words_of_a_page_that_look_like_gaps_stay_words():
    said = load_rules().issues.issue(Finding("unread_unit", {"words": "{0.__class__}局"}))
    assert said.message.endswith("'{0.__class__}局'")
    assert said.message_zh.endswith("“{0.__class__}局”")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"zh": "丢了{m}处"}, "both must have the same"),
        ({"severity": "grave"}, "severity 'grave' is unknown"),
        ({"id": "lost"}, "begins with issue."),
    ],
)
def test_a_sentence_that_cannot_be_said_is_refused_with_its_name(change, fault):
    sound = {"id": "issue.lost", "severity": "page", "en": "{n} are lost", "zh": "丢了{n}处"}
    with pytest.raises(ValueError, match=f"lost: .*{fault}|{fault}"):
        IssueRules.build([IssueRule(**{**sound, **change})])

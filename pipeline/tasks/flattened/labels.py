"""Labels of a header that stand side by side without any sign between them: 序号工作任务市级牵头单位完成时限."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES, narrow

if TYPE_CHECKING:
    from pipeline.outline import Passage
    from pipeline.tasks.tables.labels.columns import ColumnRules

_FEWEST_LABELS = 3
_MOST_LABELS = 24
_LONGEST_LABEL = 12
_LONGEST_OWNER = 4
_OWNED = UNIT_ROLES | {"leader"}


def label_run(passage: Passage, rules: ColumnRules) -> list[Passage]:
    """Labels side by side, at least three, of the work and of units among them; empty where there are none."""
    text = passage.text
    at = 0
    if rules.unit_labels.search(text) is None or rules.work_labels.search(narrow(text)) is None:
        return []
    while (match := rules.unit_labels.search(text, at)) is not None:
        start = match.start() - _owner_before(text, match.start(), rules)
        cuts = [start, match.end()] if start < match.start() else [start]
        while len(cuts) < _MOST_LABELS and (size := _label_before(text, cuts[0], rules)) > 0:
            cuts.insert(0, cuts[0] - size)
            cuts[0] -= _owner_before(text, cuts[0], rules)
            if _repeats(text, cuts) or _role(text[cuts[0] : cuts[1]], rules) == "number":
                break  # what stands before the numbers is a title: …重点任务清单|序号|工作任务
        while len(cuts) < _MOST_LABELS and not _repeats(text, cuts) and (size := _owned_at(text, cuts[-1], rules)) > 0:
            cuts.append(cuts[-1] + size)
        labels = [passage.part(a, b) for a, b in pairwise(cuts)]
        roles = {rule.role for p in labels if (rule := rules.rule_of(p.text)) is not None}
        if len(labels) >= _FEWEST_LABELS and roles & TEXT_ROLES and roles & UNIT_ROLES:
            return labels
        at = max(match.end(), cuts[-1])
    return []


def _repeats(text: str, cuts: list[int]) -> bool:
    """Whether a label stands there twice: that is no header, however it goes on."""
    labels = [text[a:b] for a, b in pairwise(cuts)]
    return len(set(labels)) < len(labels)


def _label_before(text: str, at: int, rules: ColumnRules) -> int:
    if text[max(0, at - 2) : at].replace("）", ")") not in rules.tails:
        return 0
    sizes = range(min(_LONGEST_LABEL, at), 1, -1)
    return next((n for n in sizes if rules.is_whole(text[at - n : at])), 0)


def _owner_before(text: str, at: int, rules: ColumnRules) -> int:
    """How long the words between two labels are that belong to the later one: 主要内容|县政府分管领导, 工作任务|市级牵头单位."""
    if _label_before(text, at, rules) or _role(text[at : at + _label_at(text, at, rules)], rules) not in _OWNED:
        return 0
    sizes = (n for n in range(1, _LONGEST_OWNER + 1) if text[at - n : at].isalpha())  # no stop: 研究工作，|落实责任
    return next((n for n in sizes if _label_before(text, at - n, rules)), 0)


def _owned_at(text: str, at: int, rules: ColumnRules) -> int:
    """How long the label is that begins here, with the words before it that say whose: 县级责任单位."""
    size = _label_at(text, at, rules)
    owned = ((n, _label_at(text, at + n, rules)) for n in range(1, _LONGEST_OWNER + 1) if not size)
    return size or next((n + m for n, m in owned if m and _role(text[at + n : at + n + m], rules) in _OWNED), 0)


def _role(label: str, rules: ColumnRules) -> str:
    rule = rules.rule_of(label)
    return rule.role if rule is not None else ""


def _label_at(text: str, at: int, rules: ColumnRules) -> int:
    if not text[at : at + 2].isalnum():
        return 0
    return next(iter(rules.sizes_at(narrow(text[at : at + _LONGEST_LABEL]), 0)), 0)

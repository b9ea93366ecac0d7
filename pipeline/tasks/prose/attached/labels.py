"""Labels in running words: 责任单位：…, 【牵头单位】…, and a line 完成时限 2023年5月底前 that lost its colon."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.alternation import any_of
from pipeline.tasks.prose.attached.brackets import inside_bracket
from pipeline.tasks.senses import HINT, SURE, asked_once
from pipeline.tasks.tables.labels.columns import UNIT_ROLES, ColumnRules, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.senses import Senses

# Labels of the work itself only mark where another label's words end.
_OF_WORK = frozenset({"task", "detail"})
_ATTACHED = UNIT_ROLES | {"deadline"}
_BESIDE = frozenset({"leader", "remark", "result"})
_COMPOSED = UNIT_ROLES | {"leader"}
# 单位：, 时间： name many things; they count only where what follows looks like it.
_WEAK = 2
_LONGEST_PERSONS = 24
_AROUND = " 　\n；;。．.，,|"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label in the text: the role of its column, its words, what it says, and both together.

    `least`: how much what it says must look like bodies or a time for it to be a label.
    """

    role: str
    words: str
    content: Passage
    whole: Passage
    least: float = -1.0


@dataclass(frozen=True)
class LabelRules:
    """The labels, compiled: `pattern` with a sign after them, `bare` without, at the start of a line or sentence.

    `signs` stand behind every label: most lines have none, and need no closer look. `glued` are labels with a sign after them
    wherever they stand; `composed` those that count only where the words after them fit: any words with a sign (协同责任单位：,
    包保县领导：), and known labels in a sentence (责任单位为…, 时间为…).
    """

    signs: re.Pattern[str]
    pattern: re.Pattern[str]
    bare: re.Pattern[str]
    glued: re.Pattern[str]
    composed: re.Pattern[str]
    columns: ColumnRules
    beside: frozenset[str]

    @classmethod
    def build(cls, columns: ColumnRules, beside: Sequence[str], verbs: str) -> LabelRules:
        """Compile the headers of `rules/columns.yaml` and further labels (活动地点) whose words go beside the task.

        `verbs` stand between a label of time and the time: 时间为….
        """
        attached = columns.labels(_ATTACHED | _BESIDE | _OF_WORK)
        words = _either([*attached, *beside])
        note = r"(?:[ 　]*[（(][^（）()\n]{1,8}[）)])?"
        breaks = r"(?:(?<=^)|(?<=[\n。．.；;，,、 　\xa0（(〔［\[【)）〕］\]】|！!？?：:”]))"
        # Round brackets make a label only where they do not say something of the word before them: 县住建局（牵头）.
        boxed = rf"(?:[【［\[〔]|{breaks}[（(])(?P<boxed>{words})[】］\]〕）)][ 　]*[：:]?"
        signed = rf"{breaks}(?P<label>{words}){note}[ 　]*[：:|]"
        bare = rf"(?:(?<=^)|(?<=[\n。 　\xa0]))(?P<label>{_either(columns.labels(_ATTACHED))})(?:[ 　\xa0]+|(?=[^ 　\xa0]))"
        long = _either([word for word in columns.labels(_ATTACHED) if len(word) > _WEAK])
        starts = r"(?:(?<=^)|(?<=[\n。；;，, 　]))"
        told = rf"(?P<told>{_either(columns.labels(UNIT_ROLES))})[为是]"
        timed = rf"(?P<timed>{_either(columns.labels({'deadline'}))})(?:{verbs})"
        ends = _either(sorted({label[-1] for label in columns.labels(_ATTACHED)}))
        signs = re.compile(rf"[：:|】］\]〕）)]|(?:{ends})(?:[为是]|{verbs})")
        composed = re.compile(rf"{starts}(?:(?P<made>[\u4e00-\u9fff]{{4,10}}){note}[ 　]*[：:]|{told}|{timed})[ 　]*")
        glued = re.compile(rf"(?P<label>{long}|{_either(beside)}){note}[ 　]*[：:][ 　]*")
        pattern = re.compile(rf"(?:{boxed}|{signed})[ 　]*")
        return cls(signs, pattern, re.compile(bare), glued, composed, columns, frozenset(map(plain, beside)))

    def role_of(self, label: str) -> str:
        """What a label's words are for."""
        if plain(label) in self.beside:
            return "remark"
        rule = self.columns.rule_of(label)
        return rule.role if rule is not None else "remark"

    def names_role(self, text: str) -> bool:
        """Whether words are nothing but a label of bodies (牵头), and so name none."""
        rule = self.columns.exact(text)
        return rule is not None and rule.role in UNIT_ROLES

    def find(self, text: str) -> list[re.Match[str]]:
        """All labels in the words, in printed order."""
        known = list(self.pattern.finditer(text))
        ends = {match.end() for match in known}
        more = (m for m in self.composed.finditer(text) if m.end() not in ends and (m["timed"] or self._is_duty(m)))
        return sorted((*known, *more), key=lambda match: match.start())

    def _is_duty(self, match: re.Match[str]) -> bool:
        """Whether words that end as a label does say who does the work."""
        return self.role_of(_words(match)) in _COMPOSED


def _words(match: re.Match[str]) -> str:
    """The words of a label, without the signs around them."""
    return next((said for said in match.groupdict().values() if said), "")


def _either(words: Sequence[str]) -> str:
    """Any of the words, longest first, with spaces between their characters."""
    return any_of(words, r"[ 　]{0,3}", _sign)


def _sign(character: str) -> str:
    return {"(": "[（(]", ")": "[）)]"}.get(character, re.escape(character))


@asked_once
def labelled_parts(passage: Passage, senses: Senses, rules: LabelRules) -> tuple[Passage, Sequence[Labelled]]:
    """What stands before the first label, and each label with its words up to the next one.

    A label inside a bracket is left to whoever reads the bracket; a weak label counts only with fitting words after it.
    """
    text = passage.text
    signs = rules.find(text) if rules.signs.search(text) else ()
    found = [m for m in signs if m.groupdict().get("boxed") or not inside_bracket(text, m.start())]
    parts = _parts(passage, found, rules)
    sound = [p for p in parts if _is_sound(_unglued(p, senses, rules)[0], senses)]
    if len(sound) < len(parts):
        starts = {p.whole.span.start - passage.span.start for p in sound}
        sound = _parts(passage, [m for m in found if m.start() in starts], rules)
    if not any(p.role in _ATTACHED or p.role in _BESIDE for p in sound):
        sound = _bare_parts(passage, senses, rules)
    if not sound:
        return passage, []
    sound = [piece for part in sound for piece in _unglued(part, senses, rules)]
    return passage.part(0, sound[0].whole.span.start - passage.span.start), sound


def _parts(passage: Passage, matches: Sequence[re.Match[str]], rules: LabelRules) -> list[Labelled]:
    parts = []
    for match, after in zip(matches, [*matches[1:], None], strict=False):
        stop = after.start() if after else passage.span.length
        content = passage.part(match.end(), stop).strip(_AROUND)
        whole = passage.part(match.start(), stop).strip(" 　\n")
        label = plain(_words(match))
        least = SURE if match.re is rules.composed else HINT if len(label) <= _WEAK else -1.0
        parts.append(Labelled(rules.role_of(_words(match)), label, content, whole, least))
    return parts


def _unglued(part: Labelled, senses: Senses, rules: LabelRules) -> list[Labelled]:
    """A label's words, cut before another label that follows them without any sign: 责任单位：县水利局完成时限：6月底前.

    Words that may be anything (地点：文化广场主办单位：县文旅局) are cut where the second label says what it names.
    """
    match = next(rules.glued.finditer(part.content.text), None)
    if match is None or not match.start():
        return [part]
    own = replace(part, content=part.content.part(0, match.start()).strip(_AROUND))
    base = part.content.span.start - part.whole.span.start
    behind = part.content.part(match.end()).strip(_AROUND)
    rest = Labelled(rules.role_of(match["label"]), plain(match["label"]), behind, part.whole.part(base + match.start()))
    if not _fits(own if part.role in _ATTACHED else rest, senses, SURE):
        return [part]
    return [replace(own, whole=part.whole.part(0, base + match.start())), *_unglued(rest, senses, rules)]


def _is_sound(part: Labelled, senses: Senses) -> bool:
    """Whether a label is one: what it says, or its first sentence, looks like it, or, where it may be a person, is short."""
    if part.role not in _ATTACHED:
        return part.least < 0 or part.role not in _COMPOSED or part.content.span.length <= _LONGEST_PERSONS
    return part.least < 0 or _fits(part, senses, part.least) or _opens_fitting(part, senses)


def _opens_fitting(part: Labelled, senses: Senses) -> bool:
    """Whether a time is the first of several sentences: 时间：7月。汇总台账，总结经验。."""
    first, stop, _ = part.content.text.partition("。")
    return bool(stop) and part.role == "deadline" and senses.time_like(first) > SURE


def _fits(part: Labelled, senses: Senses, least: float) -> bool:
    text = part.content.text
    if part.role == "deadline":
        return senses.time_like(text) > least
    return senses.unit_like(text) > least


def _bare_parts(passage: Passage, senses: Senses, rules: LabelRules) -> list[Labelled]:
    """Labels without any sign, at the beginning of a line or behind a sentence: all of their words must be units or times."""
    matches = list(rules.bare.finditer(passage.text))
    if not matches or (matches[0].start() and not matches[0][0][-1].isspace()):
        return []
    parts = _parts(passage, matches, rules)
    return parts if all(_fits(part, senses, SURE) for part in parts) else []

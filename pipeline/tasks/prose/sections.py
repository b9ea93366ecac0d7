"""What kind of section a heading opens, and what kind of text a title names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.rule import Rule
from pipeline.tasks.headings import unadorned, uncounted
from pipeline.tasks.tables.labels.columns import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_TITLE = 60
_STANDING, _CLOSING, _PLAN, _MINUTES, _REPORT, _LEADS = "standing", "closing", "plan", "minutes", "report", "leads"
_OCCASION, _TAIL = "occasion", "title_tail"
_NO_SECTION = frozenset({_STANDING, _CLOSING, _PLAN, _MINUTES, _REPORT, _LEADS, _OCCASION, _TAIL})
SCOPE = "scope"
_JOINT = 6
_COLONS = frozenset("：:")
_COLON = re.compile("[：:]")
_GAP = re.compile(r"[ 　\xa0]")
_NOTED = re.compile(r"[（(][^（()）]{1,20}[）)]$")
_QUOTED = re.compile(r"《([^《》]{2,80})》")
# Flattened text: a heading, a space, and the paragraph that stood below it.
_RUN_IN = re.compile(
    r"([\u4e00-\u9fff“”（）()、]{3,30})[ 　\xa0]+"
    r"(?:[^ 　\xa0]{20}|[^ 　\xa0。，]{2,18}，[^ 　\xa0。]{2,18}。|[^ 　\xa0。，]{2,18}[：:]$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRule(Rule):
    """Headings that open one kind of section: equal to a word, beginning or ending with one, or made of some.

    `collects`: words in a title that make it no plan or report, whatever it says else; before 《 no standing text (贯彻《条例》);
    in a heading they ask for work (扩大公开范围), so that its end does not count. Nor does it where there are more than `longest`
    signs.
    `labels`: the words count before a colon too (会议地点：县政府三楼). `pattern`: the whole heading is made so (目标和要求).
    `starts` of a standing text are what a title asks to do with one: 关于报送工作总结的通知 is none.
    """

    kind: str
    words: tuple[str, ...]
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    collects: tuple[str, ...] = ()
    longest: int = LONGEST_TITLE
    labels: bool = False
    pattern: str = ""

    @property
    def gives_work(self) -> bool:
        """Whether items of such a section are work by themselves."""
        return self.kind in ("work", "schedule")

    def is_sign_of(self, heading: str) -> bool:
        """Whether a heading begins or ends as this rule says; what a text is about may follow its colon (检查范围：全县).

        >>> SectionRule(id="", why="", kind="scope", words=(), ends=("范围",)).is_sign_of("检查范围：全县各镇")
        True
        """
        words = _COLON.split(heading, maxsplit=1)[0] if self.kind == SCOPE else heading
        asks = len(words) > self.longest or any(word in words for word in self.collects)
        made = bool(self.pattern) and re.fullmatch(self.pattern, words) is not None
        return not asks and (made or words.endswith(self.ends) or words.startswith(self.starts))


@dataclass(frozen=True)
class SectionRules:
    """The kinds of sections."""

    entries: tuple[SectionRule, ...]

    @classmethod
    def build(cls, entries: Sequence[SectionRule]) -> SectionRules:
        """Take the entries of `rules/sections.yaml`."""
        return cls(tuple(entries))

    def rule_of(self, title: str) -> SectionRule | None:
        """The rule that knows a heading: by the whole, or its words before a gap or bracket, then by its end or beginning."""
        key = plain(title).rstrip("。.;；,，")
        kinds = [rule for rule in self.entries if rule.kind not in _NO_SECTION]
        before = plain(_GAP.split(title.strip(), maxsplit=1)[0])
        for words in (key, before, _NOTED.sub("", key)):
            for rule in kinds:
                if words in rule.words:
                    return rule
        label = _COLON.split(key, maxsplit=1)[0]
        if label != key and (named := next((rule for rule in kinds if rule.labels and label in rule.words), None)):
            return named
        if len(key) > LONGEST_TITLE:  # the heading ran into its paragraph: 指导思想以…为指导
            return next((r for r in kinds if key.startswith(r.starts)), None)
        return next((rule for rule in kinds if rule.is_sign_of(key)), None)

    def names(self, words: str) -> bool:
        """Whether words are to the letter what some section is called: 有关要求, not 抓好以下工作要求."""
        return any(plain(words) in rule.words for rule in self.entries if rule.kind not in _NO_SECTION)

    def closes(self, words: str) -> bool:
        """Whether a paragraph is the close of a text: 本方案自印发之日起施行, 特此通知, 监督方式：0578-5000000."""
        rules = (rule for rule in self.entries if rule.kind == _CLOSING)
        return any(words.startswith(r.starts) or (r.pattern and re.fullmatch(r.pattern, words)) for r in rules)

    def is_standing(self, title: str) -> bool:
        """Whether a notice's title names a standing text (条例, 办法, 预案), which assigns no work of its own.

        The title may name the text inside 《》 (关于印发《…办法》的通知) and end in a note (试行).
        """
        name, words = self.name_in(title), plain(title)
        before = words.partition("《")[0] if "《" in words else ""
        asked = (r for r in self._of_titles(_STANDING) if not any(word in words for word in r.starts))
        rules = [r for r in asked if not any(word in before for word in r.collects)]
        return any(name.endswith(r.ends) or any(word in name for word in r.words) for r in rules)

    def is_plan(self, title: str) -> bool:
        """Whether a notice's title names a list of work (十件民生实事), whatever kind of document it is."""
        name = self.name_in(title)
        rules = list(self._of_titles(_PLAN))
        return any(name.endswith(r.ends) for r in rules) and not any(word in plain(title) for r in rules for word in r.collects)

    def leads_list(self, words: str) -> bool:
        """Whether a line says that a list of work follows: 确定2023年民生实事项目为10项，分别是：."""
        said = plain(words)
        start = said.rfind("。") + 1
        start = said.rfind("。", 0, start - 1) + 1 if start and len(said) - start <= _JOINT else start  # 。分别是：
        sentence = said[start:]
        rules = [r for r in self._of_titles(_LEADS) if sentence.endswith(r.ends) and words.rstrip()[-1:] in _COLONS]
        return any(w in sentence for r in rules for w in r.words) and not any(w in sentence for r in rules for w in r.collects)

    def is_minutes(self, title: str) -> bool:
        """Whether a title names the minutes of a meeting, whose paragraphs hand out work in sentences."""
        return any(self.name_in(title).endswith(r.ends) for r in self._of_titles(_MINUTES))

    def is_occasion(self, title: str) -> bool:
        """Whether a title calls to a meeting, a course or a competition: what it asks for by a day is who comes or applies."""
        return any(word in self.name_in(title) for r in self._of_titles(_OCCASION) for word in r.words)

    def is_report(self, title: str) -> bool:
        """Whether a title says that the text tells how far the work has come, which hands out none."""
        name = self.name_in(title)
        rules = [r for r in self._of_titles(_REPORT) if not any(word in name for word in r.collects)]
        return any(word in name for r in rules for word in r.words)

    def name_in(self, title: str) -> str:
        """The name of the text that a title is about: the one inside 《》 if it sends one, without closing notes.

        Where the title says more behind 》, that says what the text is: 关于《重点任务分解》的政策解读 explains.
        """
        words = self._tail.sub("", plain(title))
        sent = plain(title).rfind("》") >= len(words)
        quoted = _QUOTED.findall(title) if sent else ()
        return self._tail.sub("", plain(quoted[-1])) if quoted else words

    @cached_property
    def _tail(self) -> re.Pattern[str]:
        """What ends a title behind the name of the text that it sends: 等2个文件的通知, notes in brackets."""
        ends = "|".join(re.escape(word) for rule in self._of_titles(_TAIL) for word in rule.words) or r"(?!)"
        return re.compile(rf"(?:等?(?:[0-9一二三四五六七八九十两]{{0,3}}个)?(?:{ends})|[《》]|\([^()]{{1,8}}\)){{1,20}}$")

    def _of_titles(self, kind: str) -> Iterator[SectionRule]:
        return (rule for rule in self.entries if rule.kind == kind)


def try_example(rule: SectionRule, rules: SectionRules, said: str) -> str:
    """The kind of section that this rule sees in a heading, or of text in a title or a line."""
    if rule.kind == _TAIL:
        return rules.name_in(said) if rules.name_in(said) != plain(said) else ""
    alone = SectionRules((rule, *(other for other in rules.entries if other.kind == _TAIL)))
    of_titles = {
        _CLOSING: alone.closes,
        _STANDING: alone.is_standing,
        _PLAN: alone.is_plan,
        _MINUTES: alone.is_minutes,
        _REPORT: alone.is_report,
        _OCCASION: alone.is_occasion,
        _LEADS: alone.leads_list,
    }
    if rule.kind in of_titles:
        return rule.kind if of_titles[rule.kind](said) else ""
    found = rules.rule_of(said)
    return found.kind if found is not None and found.id == rule.id else ""


def title_of(words: str) -> str:
    """The heading that an item's words begin with: their first sentence, or what stands before a gap in flattened text.

    >>> title_of("推进决策公开。抓好以下工作："), title_of("主要任务："), title_of("【重点对象】"), title_of("★主要任务")
    ('推进决策公开', '主要任务', '重点对象', '主要任务')
    """
    text = words.split("\n", maxsplit=1)[0].strip()
    run_in = _RUN_IN.match(text)
    if run_in is not None:
        return run_in[1]
    stop = text.find("。")
    return unadorned(uncounted((text[:stop] if 0 <= stop <= LONGEST_TITLE else text).strip(" 　:：。|｜")))

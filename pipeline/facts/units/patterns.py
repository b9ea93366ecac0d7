"""The patterns of lists of units, made of the words of rules/units.yaml.

All are linear: alternations of fixed words, bounded repeats.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline import alternation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Words = Callable[[str], str]

OPEN = "（(〔[【［{〈‹＜<"
CLOSE = "）)〕]】］}〉›＞>"

SPOT = r"[ \t\u3000\u2002\u2003\xa0]{0,4}"
COLON = "[:：∶﹕︰]"
DIGIT = r"[\d一二三四五六七八九十百两多几余]"
COUNTED = r"(?<![0-9A-Za-z])[0-9]{1,2}(?:\.(?![0-9])|、(?=[一-龥]))|[（(][0-9]{1,2}[）)]|[①-⑳]"
ORDINAL = r"(?:^|(?<=[；;。\s]))[一二三四五六七八九十]{1,3}、(?=[一-龥])"
PHONE = r"(?<![0-9])(?:0[0-9]{2,3}[-—]?)?[0-9]{7,11}(?![0-9])"
BAR = "[|｜│┃/／∕—–-]"
DUE = r"(?:20[0-9]{2}年?)?(?:[0-9]{1,2}月(?:[0-9]{1,2}[日号]|[上中下]旬|[底末初])?|年[底末]|月[底末])之?前"
VERBS = ("does", "does_or_is", "does_how", "act", "begins_office", "duty", "run_on", "modal", "adverb", "how")
ENDS = ("ending_office", "ending_sub", "inner_section")
SHORT_END = 2
"""推进|中心, 整治|办; a longer one behind a verb is what is founded: 建设|服务中心."""
MARKS = r"[★☆※▲△●○◆■□√✓#＃*＊]"


def patterns_of(kinds: Mapping[str, Sequence[str]]) -> dict[str, re.Pattern[str]]:
    """All patterns by name; a kind without words matches nothing."""
    said = {kind: alternation.any_of(words) for kind, words in kinds.items()}

    def any_of(kind: str) -> str:
        return said.get(kind, r"(?!)")

    excepted = [_gap(words) for words in kinds.get("except", ())]
    made = {**_labels(any_of), **_duties(any_of), **_classes(any_of)}
    made |= {
        "split": _split(_last_characters(kinds), f"{any_of('level')}|{any_of('group_opener')}"),
        "link": any_of("link"),
        "joint": any_of("joint"),
        "apart": rf"[、，,；;\s]|{any_of('joint')}",
        "open": any_of("open"),
        "in_all": rf"{DIGIT}{{1,2}}(?:{any_of('classifier')})?(?P<noun>{any_of('noun_of_class')})$",
        "told": rf"(?:[一-龥]{{2}}后)?(?:(?:{any_of('told')})|(?:{any_of('toward')})(?=(?:{any_of('level')})[一-龥]))",
        "except": "|".join(excepted) or r"(?!)",
        "by": rf"(?:{'|'.join(map(_gap, kinds.get('by', ()))) or '(?!)'})$",
        "number": r"(?:[(（]?[\d]{1,2}[.．、)）]|[①-⑳])\s*",
        "due": DUE,
        "timely": rf"[一-龥]{{0,2}}?{DUE}|(?:{any_of('timely')}){{1,2}}(?:[0-9]{{1,2}}[日号])?[前底末初]{{0,2}}",
        "modal": f"{any_of('modal')}|{DUE}(?!{any_of('comes_true')})",
        "stop": f"{any_of('stop')}|{any_of('run_on')}",
        "run_on": any_of("run_on"),
        "does": _does(any_of),
        "opens_body": _opens_body(any_of),
        **_verbs(kinds),
        "subject": any_of("subject"),
        "how": rf"(?:{any_of('how')})[一-龥]{{2}}",
        "attributive": rf"(?:[一-龥]{{2}}|(?:{any_of('how')}){{1,3}}[一-龥]{{2,4}}){any_of('attribute')}",
        "built": _built(any_of),
        "space": r"\s+",
        "spaced": r"(?:[一-龥][ \u3000\u2002\u2003\xa0\n]){3,40}[一-龥](?![一-龥])",
    }
    return {name: re.compile(pattern, re.DOTALL) for name, pattern in made.items()}


def _labels(any_of: Words) -> dict[str, str]:
    """Labels with a colon, without one, and within a sentence."""
    role = any_of("label")
    roles = rf"(?P<word>{role})(?:{SPOT}(?:[、/（(]|{any_of('joint')}){SPOT}(?:{role})[）)]?)?"
    whose = rf"(?:(?:{any_of('level_list')})(?:{any_of('belonging')}))?"
    noun = rf"{whose}(?:{any_of('label_noun')})"
    behind = rf"(?P<behind>[（(][^（()）\n]{{1,16}}[）)])?(?:(?:{any_of('joint')})(?:{any_of('label_person')}))?"
    before = rf"(?:{any_of('label_before')}){{0,2}}"
    unit = rf"(?P<unit>{before}{roles}(?:{noun}{behind})?)"
    label = rf"{unit}|(?P<person>{before}(?:{any_of('label_person')}))|(?P<time>{any_of('label_time')})"
    boxed = rf"[【\[［〔]{SPOT}{before}(?P<boxed>{role})(?:{noun}){SPOT}[】\]］〕]"
    bare = rf"(?<=\s){before}(?P<bare>{role})(?:{noun})(?=\s)"
    copula = rf"{SPOT}(?:{any_of('label_copula')})(?!{role})(?:{SPOT}{COLON})?"
    copied = rf"(?<=[，,；;。\s]){before}(?P<copied>{role})(?:{noun}){copula}"
    end = rf"(?:{SPOT}{COLON}|{SPOT}[—–/]{{1,2}}|[】\]］〕]|(?=\s)|(?={any_of('same')})|{copula})"
    tier = rf"(?:\A|(?<=[、，,；;。\s]))(?P<tier>(?:{any_of('level')})(?:{any_of('belonging')})){SPOT}{COLON}"
    any_label = rf"[【\[［〔（(]?{SPOT}(?:{label}){SPOT}[】\]］〕）)]?{SPOT}{COLON}|{boxed}|{bare}|{copied}|{tier}"
    short = rf"{role}|{any_of('bracket_role')}"
    said = rf"{before}(?P<wrapped>{short})(?:{noun})?|{any_of('label_person')}|(?P<timed>{any_of('label_time')})"
    wrapped = rf"[【\[［〔（(]{SPOT}(?:{said}){SPOT}[】\]］〕）)]"
    sign = rf"{BAR}(?!{role})|(?=[（(](?:{any_of('level')}|{any_of('group_opener')}))"
    barred = rf"(?<![一-龥]){before}(?P<barred>{short})(?:{noun})?{SPOT}(?:{sign})"
    front = rf"(?:{wrapped}|{barred})(?=[（(]|\s{{0,4}}[一-龥0-9])"
    return {
        "label": any_label,
        "label_or_front": f"{any_label}|{front}",
        "fronted": rf"(?:\A|{COLON}|[、，,；;])\s{{0,4}}{front}",
        "bare_label": rf"\s*[【\[［〔]?{before}(?P<word>{role})(?:{noun}){end}",
        "apposed": rf"(?:{before}(?P<word>{role})|[一-龥]{{2,8}}?)(?:{any_of('noun_of_class')})(?=(?:{any_of('level')})[一-龥])",
        "label_word": rf"{before}(?P<word>{role})(?:{noun})?",
        "label_is": rf"(?:{any_of('copula')})[^，,、\s]{{0,8}}?(?P<word>{role})(?:{any_of('label_noun')})",
        "other_label": rf"(?P<other>[一-龥]{{1,8}}?(?:{any_of('label_noun')})){SPOT}{COLON}",
    }


def _duties(any_of: Words) -> dict[str, str]:
    """Runs of words of duty: how, what, and what more."""
    manner = rf"(?:{any_of('manner')}|(?:{any_of('manner_head')})(?:{any_of('manner_core')}){{1,6}})"
    how = rf"(?:{manner}|{any_of('adverb')})"
    more = rf"(?:{manner}|{any_of('duty')}|{any_of('adverb')})"
    duty = rf"{how}{{0,4}}(?:{any_of('duty')})(?:(?:、|{any_of('joint')}|{any_of('also')})?{more}){{0,5}}"
    act = rf"(?:{any_of('act')})"
    closing = rf"{more}{{0,3}}{act}(?:(?:、|{any_of('joint')}|{any_of('also')})?(?:{act}|{more})){{0,3}}\s*\Z"
    return {"duty": rf"{duty}|{manner}", "duty_word": any_of("duty"), "closing": closing}


def _classes(any_of: Words) -> dict[str, str]:
    """Classes of bodies, some of which hold separators: 各县（市、区）, 中央、省驻市单位, 市、区两级部门, 各委、办、局, 6个镇."""
    level = rf"(?:{any_of('level_list')})"
    scope = r"(?:[（(〔\[〈‹＜<][^（()）〔〕\[\]〈〉‹›＜＞<>\n]{1,16}[）)〕\]〉›＞>])?"
    link = rf"(?:[、，,/]|{any_of('joint')})"
    own = rf"(?:{level}(?:{any_of('belonging')}|{any_of('organ')})?)?"
    scoped = rf"{level}[（(〔\[](?:{level}|{link}){{1,8}}[）)〕\]]"
    end = rf"(?=[^一-龥]|$|{any_of('manner_head')}|{any_of('duty')})"
    inside = rf"(?:{any_of('group_inside')})"
    town = rf"[一-龥](?:{any_of('classifier_in_names')})(?:{any_of('level_township')})(?:{any_of('government')}|$)"
    few = rf"[两二三四五六七八九十](?:{any_of('counted_office')}|{any_of('level_township')})$"
    return {
        "across": _across(any_of),
        "tiers": rf"(?:{any_of('group_opener')})?{level}(?:{link}?{level}){{0,5}}(?:{any_of('tiers')})",
        "class_list": rf"{own}{inside}?(?:{any_of('class_list')}){end}",
        "counted": rf"(?!{any_of('counted_place')}|{town}){own}{inside}?{DIGIT}{{1,4}}(?:{any_of('classifier')})|{few}",
        "generic": rf"(?:{any_of('generic')}|{DIGIT}{{1,3}})*",
        "level_list": rf"(?P<all>(?:{any_of('group_opener')}){{1,2}})?(?P<level>{level}{scope})(?P<rest>.*)",
        "scoped": scoped,
        "clause": rf"(?:{scoped}|[^，,。；;：:！!？?\n{re.escape(OPEN + CLOSE)}])+",
    }


def _across(any_of: Words) -> str:
    """One class of bodies of several levels: 市直及中央、省驻市有关单位, 市属、区属国有企业."""
    link = rf"(?:[、，,]|{any_of('joint')})"
    own = rf"(?:{any_of('level_list')})(?:{any_of('belonging')})"
    atom = rf"(?:(?:{any_of('across')}|{any_of('level_list')})(?:{any_of('belonging')})?)"
    there = rf"(?:{any_of('stationed')})[一-龥]{{1,3}}?"
    nouns = rf"(?:{any_of('group_inside')}){{0,3}}[一-龥]{{0,4}}?(?:{any_of('noun_of_class')})(?=[、，,；;。\s）)]|$)"
    direct = rf"(?:{own}|{any_of('across')})"
    return rf"(?:{atom}(?:{link}{atom}){{0,4}}{link}?{there}|{direct}(?:{link}{direct}){{1,4}}){nouns}"


def _does(any_of: Words) -> str:
    """What an office does, and to what: 严查|酒驾; verbs that are nouns too only where nothing shows that they are (检查站)."""
    on = "[^，,；;：:。]"
    how = f"{any_of('does_how')}|{any_of('adverb')}|{any_of('how')}"
    clear = f"{any_of('does')}|{any_of('modal')}|{any_of('run_on')}"
    noun = rf"{any_of('not_does')}|{on}{{0,60}}(?:的|(?:{any_of('deed_noun')})(?!{on}))"
    double = rf"(?:{any_of('does_or_is')}|{any_of('act')}|{any_of('duty')})(?!{noun})"
    return rf"(?!{on}{{0,60}}(?:了(?!解)|已|曾))(?:{how}){{0,3}}(?:{clear}|{double})(?!的)(?={on}{{2}})"


def _opens_body(any_of: Words) -> str:
    """What a clause looks like that begins with a body that acts: with its level, or with a place and an office of it."""
    office = rf"(?:{any_of('level')})[一-龥]{{1,14}}?(?:{any_of('ending_local')})"
    return rf"{any_of('level')}|{any_of('acting')}|[一-龥]{{2,8}}?{any_of('government')}|[一-龥]{{1,14}}?{office}"


def _verbs(kinds: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Any verb of two signs or more; and a name that begins with one, because an office is called after what it does.

    Nothing but the end of a name follows there (督查|室, 执法|部门), or a noun and the end of a section (组织|人事|科).
    """

    def any_of(*names: str) -> str:
        return alternation.any_of(word for name in names for word in kinds.get(name, ()) if len(word) > 1 or name in ENDS)

    verb, end, begins = any_of(*VERBS), any_of(*ENDS, "noun_of_office"), any_of("begins_office")
    short = alternation.any_of(
        word for name in (*ENDS, "noun_of_office") for word in kinds.get(name, ()) if len(word) <= SHORT_END
    )
    section = rf"(?:{any_of('begins_office', 'act')})[一-龥]{{0,4}}(?:{any_of('inner_section')})"
    called = rf"(?:{verb})(?:{short})|(?:{begins})(?:{verb}){{0,3}}(?:{end})|{section}"
    asked = rf"(?:{verb}){{1,3}}(?=(?:{alternation.any_of(kinds.get('level', ()))})[一-龥])"
    return {"verb": verb, "verbs": f"(?=(?:{verb}))", "called": called, "asked": asked}


def _built(any_of: Words) -> str:
    """Words that say what is built, though they end as a name does: 新建幼儿园, 建设20所学校; but not 新建镇卫生院."""
    many = rf"(?:{any_of('builds_many')}){DIGIT}{{1,4}}(?:{any_of('classifier')})"
    builds = rf"(?:{any_of('builds')})|(?:{any_of('builds_new')})(?!{any_of('level')})|{many}"
    return rf"[0-9]{{0,3}}[.．、\s]?(?:{builds})[一-龥]{{0,20}}(?:{any_of('built')})$"


def _split(last: str, opens: str) -> str:
    """What parts names: separators, brackets, numbers of a list, marks; a dot or dash only behind the end of a name."""
    counted = rf"{COUNTED}|[（(][一二三四五六七八九十]{{1,3}}[）)](?={opens})"
    joined = rf"(?<=[{last}])[·•・—–~～\-＋+&＆.]{{1,2}}(?=[一-龥])" if last else r"(?!)"
    stop = r"(?<=[一-龥])\.(?=[\s、，,；;]|$)"
    marks = rf"{stop}|{COLON}(?!\d)|{MARKS}+|{joined}|{PHONE}|[{re.escape(OPEN + CLOSE)}]"
    return rf"{counted}|{ORDINAL}|[、，,；;。．|｜│┃/／∕\\\s]+|{marks}"


def _last_characters(kinds: Mapping[str, Sequence[str]]) -> str:
    """The characters that names of offices and governments end in."""
    return re.escape("".join(sorted({word[-1] for kind in ("ending_office", "government") for word in kinds.get(kind, ())})))


def _gap(words: str) -> str:
    """A pattern for words with a gap: 除…外."""
    first, _, last = words.partition("…")
    return rf"{re.escape(first)}([^；;。\n]{{1,60}}?){re.escape(last)}[，,]?"

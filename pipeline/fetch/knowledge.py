"""What the collector knows by words: which titles it wants, which columns it looks into, and which pages are refusals.

`open_sources` reads `rules/fetch.yaml` and `rules/sites/*.yaml` with the strict loader of all rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.fetch.site import SiteRule, Sites, try_site_example
from pipeline.fetch.values import Link, bare
from pipeline.read.decode import EncodingRule, EncodingRules, try_encoding_example
from pipeline.read.page import PageRule, PageRules, try_page_example
from pipeline.rule import Rule
from pipeline.rulebook.kinds import RuleFile, RuleTable, Slice
from pipeline.rules import open_rules

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.rules import RuleBook

_KINDS = frozenset({"wanted", "column", "onward", "refusal", "attachment"})
_PARTS = frozenset({"page", "title", "address"})
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,400})", re.IGNORECASE)
_CJK = re.compile("[\u3400-\u9fff]")
_NOTICE_WORDS = 300
"""A page with more Chinese characters says more than that it refuses: words of a refusal in it are a notice's own."""
_STUB_BYTES = 700
_STUB_WORDS = 20
"""A page of fewer Chinese characters than this, and of fewer bytes than that, says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRule(Rule):
    """One line about collecting; see the head of `rules/fetch.yaml` for what each kind means."""

    kind: str
    words: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    reason: str = ""
    pattern: str = ""
    part: str = "page"
    longest: int = 0


@dataclass(frozen=True)
class FetchRules:
    """The words by kind, and the refusals compiled."""

    wanted: tuple[FetchRule, ...]
    columns: frozenset[str]
    onward: frozenset[str]
    refusals: tuple[tuple[FetchRule, re.Pattern[str]], ...]
    attachments: tuple[tuple[FetchRule, re.Pattern[str]], ...]

    @classmethod
    def build(cls, entries: Sequence[FetchRule]) -> FetchRules:
        """Compile the entries of `rules/fetch.yaml`; ValueError for one that cannot be meant."""
        for rule in entries:
            if rule.kind not in _KINDS or rule.part not in _PARTS:
                msg = f"`kind` is one of {', '.join(sorted(_KINDS))}, `part` one of {', '.join(sorted(_PARTS))}"
                raise ValueError(msg)
            _refuse_gaps(rule)
        wanted = tuple(rule for rule in entries if rule.kind == "wanted")
        columns = frozenset(word for rule in entries if rule.kind == "column" for word in rule.words)
        onward = frozenset(bare(word) for rule in entries if rule.kind == "onward" for word in rule.words)
        return cls(wanted, columns, onward, _compiled(entries, "refusal"), _compiled(entries, "attachment"))

    def why_wanted(self, title: str, words: Sequence[str] = ()) -> str:
        """The id of the rule that wants a notice of this title, or one of a source's own words; empty when nothing does."""
        said = "".join(title.split())
        own = next((word for word in words if word in said), "")
        return own or next((rule.id for rule in self.wanted if _wants(rule, said)), "")

    def is_column(self, title: str) -> bool:
        """Whether a link of this title leads to a column worth looking into."""
        return "".join(title.split()).strip("·•>》|【】[]：:") in self.columns

    def is_attachment(self, link: Link) -> bool:
        """Whether a link is one to a file though its address has no ending: both its words and its address say so."""
        return any(
            any(word in link.title for word in rule.words) and pattern.search(link.url) for rule, pattern in self.attachments
        )

    def why_sent(self, asked: str, answered: str) -> str:
        """The reason why a page is none to which the visit to another was sent; empty where the address says nothing."""
        if asked == answered:
            return ""
        said = (rule.reason for rule, told in self.refusals if rule.part == "address" and told.search(answered))
        return next((reason for reason in said if not self._is_sent_to(reason, asked)), "")

    def _is_sent_to(self, reason: str, url: str) -> bool:
        return any(rule.reason == reason and rule.part == "address" and told.search(url) for rule, told in self.refusals)

    def why_refused(self, text: str, size: int) -> str:
        """The reason why a page that came with a good status is none; empty for a page. `size` is in bytes."""
        stated = _TITLE.search(text)
        title = stated[1].strip() if stated else ""
        n_words = len(_CJK.findall(text))
        for rule, pattern in self.refusals:
            if rule.part == "address":
                continue
            said_in = title if rule.part == "title" else text
            short = size <= rule.longest and (rule.part == "title" or n_words < _NOTICE_WORDS)
            if short and pattern.search(said_in):
                return rule.reason
        return "stub" if size < _STUB_BYTES and n_words < _STUB_WORDS else ""


def _refuse_gaps(rule: FetchRule) -> None:
    """ValueError for a rule that lacks what its kind needs."""
    if rule.kind == "refusal" and not (rule.pattern and rule.reason and (rule.longest > 0 or rule.part == "address")):
        msg = "a refusal has `reason`, `pattern` and `longest` (no `longest` where `part` is address)"
        raise ValueError(msg)
    if rule.kind == "attachment" and not (rule.pattern and rule.words):
        msg = "an attachment has `words` and `pattern`"
        raise ValueError(msg)


def _compiled(entries: Sequence[FetchRule], kind: str) -> tuple[tuple[FetchRule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rule.pattern, re.IGNORECASE)) for rule in entries if rule.kind == kind)


def _wants(rule: FetchRule, title: str) -> bool:
    return (
        any(word in title for word in rule.words)
        and (not rule.also or any(word in title for word in rule.also))
        and not any(word in title for word in rule.without)
    )


def try_fetch_example(rule: FetchRule, rules: FetchRules, said: str) -> str:
    """What this rule alone makes of a title, the name of a column, a link, an address, or the words of a page."""
    alone = FetchRules.build((rule,))
    del rules
    if rule.kind == "wanted":
        return "wanted" if alone.why_wanted(said) else ""
    if rule.kind == "column":
        return "column" if alone.is_column(said) else ""
    if rule.kind == "onward":
        return "onward" if bare(said) in alone.onward else ""
    if rule.kind == "attachment":
        words, _, address = said.partition(" ")
        return "attachment" if alone.is_attachment(Link(address, words)) else ""
    if rule.part == "address":
        return alone.why_sent("", said)
    # Long enough to be no stub: only the words count here.
    return alone.why_refused(
        f"<title>{said}</title>" if rule.part == "title" else said, max(_STUB_BYTES, min(rule.longest, 1_000))
    )


EVERYWHERE = ("",)
"""All names begin so: the other files of the folder are for the table of the stages to know, which reports strangers."""

READING = RuleTable(
    files=(
        RuleFile("encodings.yaml", EncodingRule, "encodings", try_encoding_example),
        RuleFile("page.yaml", PageRule, "page", try_page_example),
    ),
    slices=(
        Slice("encodings", ("encodings.yaml",), lambda stock: EncodingRules.build(stock.rules["encodings.yaml"])),
        Slice("page", ("page.yaml",), lambda stock: PageRules.build(stock.rules["page.yaml"])),
    ),
    elsewhere=EVERYWHERE,
)
"""What the collector needs of the rules by which pages are read: which bytes are text, which addresses are files."""


def sources_table(folder: Path) -> RuleTable:
    """The table of the collector's own rule files: `fetch.yaml` and every file under `sites/`."""
    sites = sorted(path.relative_to(folder).as_posix() for path in (folder / "sites").rglob("*.y*ml"))
    files = [RuleFile("fetch.yaml", FetchRule, "fetch", try_fetch_example)]
    files += [RuleFile(name, SiteRule, "sites", try_site_example) for name in sites]
    slices = (
        Slice("fetch", ("fetch.yaml",), lambda stock: FetchRules.build(stock.rules["fetch.yaml"])),
        Slice("sites", tuple(sites), lambda stock: Sites.build([rule for name in sites for rule in stock.rules[name]])),
    )
    return RuleTable(tuple(files), slices, elsewhere=EVERYWHERE)


def open_sources(folder: Path) -> RuleBook:
    """The collector's rules; RulesFault lists all that is wrong with them."""
    return open_rules(folder, sources_table(folder))

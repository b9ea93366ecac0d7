"""Which plans are of one series: their titles without place, year and what every title says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.compare.notices import Notice
    from pipeline.compare.words import Lexer


@dataclass(frozen=True)
class Subject:
    """What a plan is about, as pairs of characters, and whose it is among the bodies of its place.

    `body` is empty for the government and its office, and None where the page does not tell who issued it.
    """

    body: str | None
    pairs: frozenset[str]

    @classmethod
    def of(cls, notice: Notice, lexer: Lexer) -> Subject:
        """What is left of a notice's title and issuer; `lexer` leaves out the words that titles have in common.

        >>> from pipeline.compare.boilerplate import Boilerplate, BoilerplateRule
        >>> from pipeline.compare.notices import Notice
        >>> from pipeline.compare.synonyms import Synonyms
        >>> from pipeline.compare.words import Lexer
        >>> words = ("关于印发", "工作要点", "任务分解表", "的通知", "年")
        >>> rule = BoilerplateRule(id="titles", words=words, titles_only=True)
        >>> lexer = Lexer(Boilerplate.build([rule]), Synonyms.build([])).for_titles()
        >>> where = {"place": (None, "澜溪市", None), "level": "city", "region_code": None, "year": 2023, "day": None}
        >>> titles = ("关于印发澜溪市2022年政务公开工作要点的通知", "澜溪市政务公开任务分解表", "澜溪市养老服务工作要点")
        >>> last, this, other = (Subject.of(Notice("0", "a.html", title, **where), lexer) for title in titles)
        >>> last.likeness(this), last.likeness(other)
        (1.0, 0.0)
        """
        body = None if notice.issuer is None else "".join(lexer.runs(notice.issuer, lexer.without(notice.place)))
        runs = lexer.runs(notice.title, lexer.without([*notice.place, notice.issuer]))
        return cls(body, frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1)))

    def likeness(self, other: Subject) -> float:
        """How much of two subjects is the same, from 0 to 1; 0 where another body of the place issued the other.

        Titles without a subject (关于印发工作要点的通知) are alike: nothing tells them apart.
        """
        if self.body != other.body and None not in {self.body, other.body}:
            return 0.0
        both = len(self.pairs) + len(other.pairs)
        return 2 * len(self.pairs & other.pairs) / both if both else 1.0

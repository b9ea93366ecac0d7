"""What the reading of an item of prose depends on beside its own words: the text around it and the headings above."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.tasks.prose.attached.attach import peel
from pipeline.tasks.prose.attached.duties import Attached
from pipeline.tasks.prose.letter.cover import sentences
from pipeline.tasks.prose.sections import title_of
from pipeline.tasks.prose.work.segments import Segment, segments_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.outline import Passage
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.prose.work.collective import Collective
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

GENERAL = frozenset({"general", "goal", "past", "box", "event"})
"""Kinds of sections whose items are no work by themselves."""
AMID = 0.75
"""How sure it is that an item is work, or whose it is, where only the items beside it say so."""

_CLAUSE = re.compile(r"[^，,。；;：:\n]+")
_MOST_CLAUSES, _LONGEST_TIME, _LIKELY = 12, 30, 0.45
_MOST_SENTENCES, _LONGEST_CHARGE = 2, 60
_NO_WORK = frozenset({"exhorts", "oversees"})
_SPOKEN = frozenset({"letter", "notice"})


@dataclass(frozen=True)
class World:
    """What the reading of an item depends on beside its own words.

    `kind` of text, `backward` (the sections for all of which a bracket after the last item holds), `charged` (items name their
    body in a sentence), `last` (the index of the last item), `together` (what is said of several items at once, by the identity
    of the node above them), `styles` (of the numbers that part an item's paragraphs, by its identity); `known` keeps the
    segments of nodes that were read before. Nodes live as long as the tree does.
    """

    senses: Senses
    rules: TaskRules
    kind: str
    backward: frozenset[int] = frozenset()
    charged: bool = False
    last: int = -1
    together: Mapping[int, tuple[Collective, ...]] = field(default_factory=dict)
    styles: Mapping[int, str] = field(default_factory=dict)
    known: dict[int, tuple[Segment, ...]] = field(default_factory=dict, compare=False)

    @property
    def is_spoken(self) -> bool:
        """Whether the text asks its readers for things in sentences, as letters and notices do."""
        return self.kind in _SPOKEN

    def segments(self, node: Node) -> tuple[Segment, ...]:
        """The segments of a node."""
        key = id(node)
        if key not in self.known:
            self.known[key] = segments_of(node, self.styles.get(key, ""), self.senses, self.rules)
        return self.known[key]

    def forget(self, node: Node) -> None:
        """Let go of the segments of a node that was read: those of a page with 100,000 items are not needed together."""
        self.known.pop(id(node), None)

    def attached(self, node: Node) -> Attached:
        """All that is attached to a node, wherever in it."""
        return Attached.joined(segment.attached for segment in self.segments(node))

    def title(self, heading: Passage) -> str:
        """The words of a heading, without the bracket behind them that names bodies or a time."""
        return title_of(peel(heading, self.senses, self.rules.attach).heading(heading).text)


@dataclass(frozen=True)
class Above:
    """What the headings above hand down: their words, the kind of section, units and times printed once for all.

    `marked`: items beside have units or times; `amid`: half of them charge a body by name or set a time in their sentences;
    `parted`: items beside are headings over paragraphs with a title of their own;
    `together`: what is said of several items at once.
    """

    path: tuple[str, ...]
    kind: str
    attached: Attached
    marked: bool = False
    parted: bool = False
    amid: bool = False
    together: tuple[Collective, ...] = ()


def charge_of(node: Node, world: World) -> float:
    """How surely a numbered item says in so many words which body does it: 由市水利局牵头…."""
    if node.mark is None or node.children or node.rest is None:
        return 0.0
    return max(world.senses.charges(p) for p in (node.rest, *(p for _, p in node.body)))


def assigns(node: Node, world: World) -> bool:
    """Whether all that a general section's item says, in one short sentence, is what a body that it names is charged with.

    保障经费。由县财政局于6月底前拨付, 县督查室负责每季度通报; not so 县教育局要高度重视.
    """
    said = sentences(node.rest) if node.rest is not None and node.mark is not None and not node.body else []
    if not said or len(said) > _MOST_SENTENCES or said[-1].span.length > _LONGEST_CHARGE:
        return False
    return world.rules.attach.has("assigns", said[-1].text) and world.senses.charges(said[-1]) == 1


def asks(node: Node, world: World) -> bool:
    """Whether an item's own sentences ask a body or a set of bodies for something: 各窗口单位要…."""
    words = (*((node.rest,) if node.rest is not None else ()), *(p for _, p in node.body))
    return node.mark is not None and not node.children and any(world.senses.asks(p) for p in words)


def is_timed(node: Node, world: World) -> bool:
    """Whether an item's own sentences set a time for the work."""
    words = (*((node.rest,) if node.rest is not None else ()), *(p for _, p in node.body))
    return any(world.senses.has_time(p) for p in words)


def step_time(node: Node, world: World) -> Passage | None:
    """The clause of a step's own words that is little but a time with a number: 时间为5月30日至6月4日，召开动员会.

    有序开展 and 按照实施方案 say how.
    """
    words = (*((node.rest,) if node.rest is not None else ()), *(p for _, p in node.body))
    clauses = (p.part(*match.span()) for p in words for match in islice(_CLAUSE.finditer(p.text), _MOST_CLAUSES))
    short = (c for c in clauses if c.span.length <= _LONGEST_TIME and any(map(str.isnumeric, c.text)))
    return next((c for c in short if world.senses.time_like(c.text) > _LIKELY), None)


def says_duty(node: Node, world: World) -> bool:
    """Whether an item's own sentences charge a body by name or set a time."""
    return charge_of(node, world) == 1 or is_timed(node, world)


def is_amid(node: Node, above: Above, world: World) -> bool:
    """Whether an item is work only because those numbered beside it are: in a letter or a notice, in no other text.

    An exhortation (各单位要高度重视) stays one, and so does what the issuer itself will see to (县政府督查室将适时通报).
    """
    if not above.amid or node.mark is None or node.rest is None or not world.is_spoken:
        return False
    return not world.rules.legends.has_any(_NO_WORK, node.rest.text)

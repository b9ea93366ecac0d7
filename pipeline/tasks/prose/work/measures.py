"""What was found, and below it how it is put right (1、广告破损。 / 整改措施：由县住建局督促更换。)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.notice import Claim, Draft
from pipeline.tasks.headings import heading_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.outline import Passage
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.prose.work.world import World


@dataclass(frozen=True)
class Measure:
    """The words that charge a body with putting right what an item found; `found` stands before them, `label` names them."""

    index: int
    found: tuple[Passage, ...]
    label: Passage
    work: Passage

    def draft(self, node: Node, path: tuple[str, ...]) -> Draft:
        """The task, with what was found as its heading."""
        above = heading_of("".join(p.text for p in self.found))
        number = node.mark.label if node.mark is not None else None
        extent = (*((node.mark.whole,) if node.mark is not None else ()), self.label, self.work)
        return Draft((self.work,), extent, "narrative", number, (*path, above) if above else path)

    def claims(self) -> Iterator[Claim]:
        """What was found, as a heading."""
        return (Claim(passage, "heading") for passage in self.found)


def measure_of(node: Node, world: World) -> Measure | None:
    """The measure of an item.

    None where a label or bracket says who does it: then the item is one task with what is to be done about it.
    """
    if node.mark is None or node.children or world.attached(node).is_assigned:
        return None
    found: list[Passage] = []
    for index, words in [(node.index, node.rest), *node.body]:
        label = next(world.rules.attach.find("measure", words.text), None) if words is not None else None
        if words is None or label is None:
            found += [words] if words is not None else []
            continue
        work = words.part(label.end())
        before = words.part(0, label.start()).strip()
        if not world.senses.charges(work):
            return None
        return Measure(index, (*found, before) if before.span.length else tuple(found), words.part(*label.span()), work)
    return None

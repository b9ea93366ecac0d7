"""How often repair changes text that nothing is wrong with: every change that it makes on a folder of sound pages, by rule.

    make clean-bench TEXTS=some/folder                 # .txt, .md and .html; the folders in it are counted apart
    make clean-bench TEXTS=some/folder ARGS='--show 20' # with samples of each rule's changes and what stands around them

Every change on sound text is an error, except those that make text plain on purpose (PLAIN): they are counted apart.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.engine.inputs import find_inputs, identify
from pipeline.read import read_outline
from pipeline.repair import repair_outline
from pipeline.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.outline import Outline
    from pipeline.parse import Rules

PLAIN = frozenset({"script", "width", "markup_residue", "pinyin"})
"""Kinds of change that are meant for sound text too: its script, its digits' width, characters that nobody sees."""
AROUND = 30


@dataclass
class Tally:
    """What was changed in one folder, and what repairing it cost."""

    pages: int = 0
    characters: int = 0
    repair: float = 0.0
    changes: Counter[tuple[str, str]] = field(default_factory=Counter)


Samples = defaultdict[tuple[str, str], list[str]]


def main() -> None:
    """Repair every page of the folder and print what was changed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("texts", help="a folder of undamaged pages")
    asked.add_argument("--show", type=int, default=0, help="so many samples of each rule's changes")
    asked.add_argument("--all", action="store_true", help="samples of the intended changes too")
    options = asked.parse_args()
    tallies, samples = measure(options.texts, load_rules())
    print("\n".join(table(tallies)))
    for (kind, rule), said in sorted(samples.items()):
        if options.show and (options.all or not _is_plain(kind, rule)):
            print(f"\n{kind} · {rule}: {len(said)}")
            print("\n".join(f"   {line}" for line in said[:: max(1, len(said) // options.show)]))


def measure(texts: str, rules: Rules) -> tuple[dict[str, Tally], Samples]:
    """Every page of a folder, repaired: tallies by inner folder, and all changes in their words."""
    tallies: dict[str, Tally] = {}
    samples: Samples = defaultdict(list)
    for found in find_inputs([texts]):
        folder = Path(found.source).parts[0] if len(Path(found.source).parts) > 1 else "."
        tally = tallies.setdefault(folder, Tally())
        outline = read_outline(identify(found, 1 << 62).page(), rules.read)
        start = time.perf_counter()
        repaired = repair_outline(outline, rules.repair)
        tally.repair += time.perf_counter() - start
        tally.pages += 1
        for key, said in _changes(outline, repaired):
            tally.changes[key] += 1
            samples[key].append(f"{found.source}: {said}")
        tally.characters += sum(len("".join(block.text.original.split())) for block in outline.blocks())
    return tallies, samples


def _changes(outline: Outline, repaired: Outline) -> Iterator[tuple[tuple[str, str], str]]:
    for before, after in zip(outline.blocks(), repaired.blocks(), strict=True):
        if after.set_aside != before.set_aside:
            yield ("injected", "set aside"), before.text.original[:200]
        text = after.text.original
        for repair in after.text.repairs:
            left = text[max(0, repair.span.start - AROUND) : repair.span.start]
            right = text[repair.span.end : repair.span.end + AROUND]
            said = f"{left}⟦{repair.before}→{repair.after}⟧{right}"
            yield (repair.kind, repair.rule), said.replace("\n", "⏎")
    for code, message in repaired.notes:
        if (code, message) not in outline.notes:
            yield ("note", code), message


def table(tallies: dict[str, Tally]) -> Iterator[str]:
    """Two tables in Markdown: by folder, and by rule."""
    yield "| texts | pages | characters | changed that should not be | made plain on purpose | ms per 10,000 |"
    yield "|---|--:|--:|--:|--:|--:|"
    for name, tally in sorted(tallies.items()):
        yield _row(name, tally)
    whole = _summed(tallies.values())
    yield _row("all", whole)
    yield ""
    yield "| kind · rule | times | per million |"
    yield "|---|--:|--:|"
    for (kind, rule), times in sorted(whole.changes.items()):
        yield f"| {kind} · {rule} | {times} | {times * 1e6 / max(1, whole.characters):.2f} |"


def _is_plain(kind: str, rule: str) -> bool:
    return kind in PLAIN and "injected" not in rule


def _row(name: str, tally: Tally) -> str:
    plain = sum(times for (kind, rule), times in tally.changes.items() if _is_plain(kind, rule))
    wrong = sum(times for (kind, rule), times in tally.changes.items() if kind != "note" and not _is_plain(kind, rule))
    speed = 1e7 * tally.repair / max(1, tally.characters)
    return f"| {name} | {tally.pages:,} | {tally.characters:,} | {wrong:,} | {plain:,} | {speed:.1f} |"


def _summed(tallies: Iterator[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole.pages += tally.pages
        whole.characters += tally.characters
        whole.repair += tally.repair
        whole.changes += tally.changes
    return whole


if __name__ == "__main__":
    main()

"""The labelled pairs of `pairs.yaml` and `drawn.yaml`, and how far a way to find the same work agrees with them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RELATIONS = ("copied", "adapted", "split", "merged")
HALVES = ("dev", "test", "fresh", "drawn", "anew")
"""What limits were chosen on; what they were measured on; notices read later, and pairs drawn by lot, both labelled before any score."""


@dataclass(frozen=True)
class Judged:
    """Two notices that were read side by side. Pairs are (later, earlier), each a printed number or `#n`.

    `different` are the only pairs that are known not to be the same work, where some pairs of the two were drawn by lot;
    where both were read in full it is None: all others are different.
    """

    later: str
    earlier: str
    half: str
    same: dict[tuple[str, str], str]
    unsure: frozenset[tuple[str, str]]
    own: frozenset[str] = frozenset()
    different: frozenset[tuple[str, str]] | None = None

    @property
    def judgements(self) -> int:
        """How often somebody decided: pairs that are the same work, pairs that are not, tasks that are the work of none."""
        return len(self.same) + len(self.own) + len(self.different or ())

    def is_wrong(self, pair: tuple[str, str]) -> bool:
        """Whether a pair is known not to be the same work."""
        return pair in self.different if self.different is not None else pair not in self.same and pair not in self.unsure

    @property
    def by_number(self) -> bool:
        """Whether the labels are printed numbers."""
        return not any(name.startswith("#") for name in (*self.own, *(n for pair in (*self.same, *self.unsure) for n in pair)))

    @property
    def public(self) -> bool:
        """Whether it is about public notices that are not part of the project."""
        return any(name.startswith("shared/") for name in (self.later, self.earlier))


def load_pairs() -> list[Judged]:
    """Everything that was labelled."""
    read, drawn = (yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8")) for name in ("pairs", "drawn"))
    return [*(_judged(entry) for entry in read["pairs"]), *_drawn(drawn["drawn"])]


def _judged(entry):
    def pairs(relation):
        return [(str(later), str(earlier)) for later, sources in entry.get(relation, {}).items() for earlier in sources]

    same = {pair: relation for relation in RELATIONS for pair in pairs(relation)}
    own = frozenset(map(str, entry.get("own", ())))
    return Judged(entry["later"], entry["earlier"], entry["half"], same, frozenset(pairs("unsure")), own)


def _drawn(by_word: dict[str, list[str]]) -> list[Judged]:
    """The pairs drawn by lot, gathered by their two notices."""
    notices: dict[tuple[str, str], dict[tuple[str, str], str]] = {}
    for word, lines in by_word.items():
        for line in lines:
            (later, one), (earlier, other) = (side.split("#") for side in line.split(" ← "))
            notices.setdefault((later, earlier), {})[f"#{one}", f"#{other}"] = word
    return [_of_lot(*names, pairs) for names, pairs in notices.items()]


def _of_lot(later: str, earlier: str, pairs: dict[tuple[str, str], str]) -> Judged:
    def of(word):
        return frozenset(pair for pair, said in pairs.items() if said == word)

    same = {pair: said for pair, said in pairs.items() if said in RELATIONS}
    return Judged(later, earlier, "drawn", same, of("unsure"), different=of("different"))


@dataclass
class Agreement:
    """How often a way and the labels agree: on what is the same work, and, where both say so, on what became of it.

    `own` counts tasks as (labelled as the work of none, found to be the work of none).
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0
    relations: Counter = field(default_factory=Counter)
    own: Counter = field(default_factory=Counter)

    def add(self, judged: Judged, found: dict[tuple[str, str], str]) -> None:
        """Count what was found between two notices; what nobody is sure of counts neither way."""
        for pair, relation in found.items():
            if pair in judged.same:
                self.right += 1
                self.relations[judged.same[pair], relation] += 1
            elif judged.is_wrong(pair):
                self.wrong += 1
        self.missed += sum(pair not in found for pair in judged.same)
        if judged.different is None:
            paired = {later for later, _ in found}
            taken = {later for later, _ in judged.same}
            self.own.update((task in judged.own, task not in paired) for task in judged.own | taken)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def of_relation(self, name: str) -> tuple[float, float, float, int]:
        """Precision, recall, F1 of one relation over the pairs that both say are the same work; and how many were labelled so."""
        right = self.relations[name, name]
        said = sum(n for (_, got), n in self.relations.items() if got == name)
        labelled = sum(n for (gold, _), n in self.relations.items() if gold == name)
        return _shares(right, said, labelled)

    def of_own(self) -> tuple[float, float, float, int]:
        """The same for `own`, over all tasks that were labelled as the work of some or of none."""
        return _shares(
            self.own[True, True], self.own[True, True] + self.own[False, True], self.own[True, True] + self.own[True, False]
        )


def _shares(right: int, said: int, labelled: int) -> tuple[float, float, float, int]:
    precision, recall = right / max(1, said), right / max(1, labelled)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall), labelled


class Names:
    """How the labels name notices and tasks: the printed number where the label is one, else `#n`."""

    def __init__(self, documents, tasks):
        self._sources = {row["doc_id"]: known_as(row["source"]) for row in documents}
        self._labels = {(row["doc_id"], row["seq"]): row["label"] for row in tasks}

    def source(self, doc_id: str) -> str:
        return self._sources[doc_id]

    def name(self, task_id: str, *, by_number: bool) -> str:
        doc_id, seq = task_id.rsplit("-", 1)
        return (by_number and self._labels[doc_id, int(seq)]) or f"#{int(seq)}"


def known_as(source: str) -> str:
    """The name in `pairs.yaml` of a notice of a run over `raw`, alone or beside the folders of public notices."""
    folder, _, rest = source.partition("/")
    return source if folder == "raw" else f"shared/{source}" if rest else f"raw/{source}"


def found_between(judged: Judged, rows, names: Names) -> dict[tuple[str, str], str]:
    """The rows of `alignments` between two notices, named as the labels name them."""
    return {
        tuple(names.name(row[key], by_number=judged.by_number) for key in ("task_id", "from_task_id")): row["relation"]
        for row in rows
        if row["from_task_id"]
        and names.source(row["doc_id"]) == judged.later
        and names.source(row["from_doc_id"]) == judged.earlier
    }

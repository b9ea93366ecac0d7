"""The same work is found as well as it was measured against labelled pairs."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest

from tests.compare.labels import Agreement, Names, found_between, load_pairs
from tests.compare.written import rows


def agreement(compared, half):
    documents, tasks = (pq.read_table(compared / f"{name}.parquet").to_pylist() for name in ("documents", "tasks"))
    names, found = Names(documents, tasks), Agreement()
    for judged in load_pairs():
        if judged.half == half and not judged.public:
            found.add(judged, found_between(judged, rows(compared), names))
    return found


def test_at_least_four_hundred_pairs_were_labelled_and_most_of_them_are_on_notices_of_the_project():
    labelled = load_pairs()
    assert sum(len(j.same) for j in labelled) >= 400
    assert sum(len(j.same) for j in labelled if not j.public) >= 250
    assert sum(len(j.same) + len(j.different or ()) for j in labelled if j.half == "drawn") >= 150


def test_every_label_names_a_task_that_is_there(compared):
    documents, tasks = (pq.read_table(compared / f"{name}.parquet").to_pylist() for name in ("documents", "tasks"))
    names, known = Names(documents, tasks), {}
    for row in tasks:
        for by_number in (True, False):
            known.setdefault(names.source(row["doc_id"]), set()).add(names.name(row["task_id"], by_number=by_number))
    for judged in load_pairs():
        if not judged.public:
            spoken = {*judged.same, *judged.unsure, *(judged.different or ())}
            assert {later for later, _ in spoken} | judged.own <= known[judged.later], judged.later
            assert {earlier for _, earlier in spoken} <= known[judged.earlier], judged.earlier


@pytest.mark.parametrize(
    ("half", "precision", "recall"),
    [("dev", 0.95, 0.9), ("test", 0.9, 0.85), ("fresh", 0.8, 0.7), ("drawn", 0.95, 0.9), ("anew", 0.8, 0.68)],
)
def test_the_same_work_is_found_as_well_as_it_was_measured(compared, half, precision, recall):
    found = agreement(compared, half)
    assert found.precision >= precision
    assert found.recall >= recall


def test_what_became_of_it_is_said_as_well_as_it_was_measured(compared):
    found = agreement(compared, "test")
    assert found.of_relation("copied")[2] >= 0.88
    assert found.of_relation("adapted")[2] >= 0.9
    assert min(found.of_relation("split")[2], found.of_relation("merged")[2]) >= 0.85
    assert found.of_own()[2] >= 0.9

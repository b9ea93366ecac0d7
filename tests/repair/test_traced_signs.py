"""A paragraph that was misread throughout is one repair, and every word of it is traced to its own signs."""

import pytest

from pipeline.repair.misread.mojibake import undo_mojibake
from pipeline.repair.sheet import Sheet
from pipeline.repair.writing.script import convert_script
from pipeline.traced import TracedText
from pipeline.values import Repair, Span

SAID = "由县教育局牵头，县财政局配合，6月底前建成寄宿学校2所，9月底前完成验收；县医疗保障局督促落实。"
OLD = "由縣教育局牽頭，縣財政局配合，6月底前建成寄宿學校2所，9月底前完成驗收；縣醫療保障局督促落實。"
READERS = [
    ("gb18030", "latin-1"),
    ("utf-8", "latin-1"),
    ("gb18030", "koi8_r"),
    ("utf-8", "mac_roman"),
    ("big5", "latin-1"),
    ("big5", "gb18030"),
]


def undone(printed, rules):
    return TracedText(printed).edited(undo_mojibake(Sheet((printed,)), rules)[0])


def place_of(word, text):
    start = text.text.index(word)
    home = text.original_span(Span(start, start + len(word)))
    return text.original[home.start : home.end]


@pytest.mark.parametrize(("wrote", "read"), READERS)
@pytest.mark.parametrize("at", [slice(1, 5), slice(8, 12), slice(15, 19), slice(29, 33), slice(38, 44)])
def test_each_word_is_traced_to_the_signs_that_its_bytes_were_read_as(wrote, read, at, rules):
    meant = OLD if wrote == "big5" else SAID
    text = undone(meant.encode(wrote).decode(read), rules)
    assert text.text == meant
    assert len(text.repairs) == 1
    assert place_of(meant[at], text) == meant[at].encode(wrote).decode(read)


def test_a_double_misreading_is_traced_through_both(rules):
    text = undone(SAID.encode().decode("latin-1").encode().decode("latin-1"), rules)
    assert place_of("县财政局", text) == "县财政局".encode().decode("latin-1").encode().decode("latin-1")


def test_three_bytes_read_as_pairs_are_traced_to_where_both_begin(rules):
    # Two characters are three pairs: 教育 begins and ends where pairs do, 育财 takes in the halves beside it.
    text = undone("教育财政推进工作目标明确".encode().decode("gb18030"), rules)
    assert place_of("教育", text) == "教育".encode().decode("gb18030")
    assert place_of("育财", text) == "教育财政".encode().decode("gb18030")


def test_a_gap_hides_only_the_words_around_it(rules):
    printed = SAID.encode().decode("gb18030", "replace")
    text = undone(printed, rules)
    assert place_of("县财政", text) in printed
    assert len(place_of("县财政", text)) < len("县财政局配合") * 2


def test_a_later_repair_inside_leaves_the_others_their_places(rules):
    printed = OLD.encode("gb18030").decode("latin-1")
    text = undone(printed, rules)
    text = text.edited(convert_script(Sheet((text.text,)), rules)[0])
    assert text.text == SAID
    assert place_of("县财政局", text) == "縣財政局".encode("gb18030").decode("latin-1")


def test_what_is_taken_out_and_put_in_moves_the_places_behind_it():
    steps = tuple((2 * at, at) for at in range(1, 6))
    text = TracedText("aabbccddeeff").edited([Repair(Span(0, 12), "aabbccddeeff", "abcdef", "misread", "mojibake", steps=steps)])
    text = text.edited([Repair(Span(1, 2), "b", "", "out", "markup_residue"), Repair(Span(3, 3), "", "!", "in", "width")])
    assert text.text == "ac!def"
    assert [place_of(sign, text) for sign in "acdf"] == ["aa", "cc", "dd", "ff"]


def test_words_without_steps_take_in_the_whole_repair():
    text = TracedText("aabb").edited([Repair(Span(0, 4), "aabb", "xy", "misread", "mojibake")])
    assert place_of("x", text) == "aabb"

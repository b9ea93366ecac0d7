"""Shifted runs from which pairs vanished: made by the channel itself, over headings written for this test."""

import pytest

from pipeline.repair.dropped import with_numbers
from pipeline.repair.lost_byte import restore_lost_byte
from pipeline.repair.sheet import Sheet
from pipeline.traced import TracedText

PAGE = (
    "洛川縣人民政府辦公室關於印發重點工作任務分工的通知\n各鄉鎮人民政府，縣政府各部門：\n請認真抓好落實。\n{}\n完成各項工作任務。"
)


def shifted(said):
    """A line that lost the first byte of the space before it, read as GBK; pairs without a character are not printed."""
    data = ("\u3000" + said).encode("gbk")[1:]
    printed = "?"
    while data:
        if data[0] < 0x80:
            return printed + chr(data[0]) + data[1:].decode("gbk")
        printed += data[:2].decode("gbk", "ignore")
        data = data[2:]
    return printed


OTHER = shifted("（二）規範辦事流程，公開服務指南")
"""Shows that what read the page left pairs out."""


def restored(line, rules):
    text = PAGE.format(line + "\n" + OTHER)
    edits = restore_lost_byte(Sheet((text,)), rules).get(0, ())
    return TracedText(text).edited(edits).text.split("\n")[3].lstrip("?\u3000"), edits


HEADINGS = [
    "（二）推進政務公開，擴大覆蓋範圍",
    "（三）開展專項檢查，建立工作台賬",
    "（六）啟動舊城改造，完善配套設施",
    "（十）強化監督檢查，確保取得實效",
    "（八）健全制度體系，規範辦事流程",
    "（四）完善工作機制，加強隊伍建設",
    "（二）加大財政投入，支持鄉村建設",
    "（七）優化營商環境，減輕企業負擔",
    "（六）深化改革，提高行政效率",
    "（三）改善民生，做好就業服務",
]


@pytest.mark.parametrize("said", HEADINGS)
def test_a_heading_comes_back_with_its_number_though_pairs_vanished(said, rules):
    printed = shifted(said)
    back, edits = restored(printed, rules)
    assert back[:7] == said[:7], (printed, back)
    if back != said[: len(back)]:
        assert not any(edit.certain for edit in edits)


@pytest.mark.parametrize("printed", ["。ǘ┩七", "。ò耍┙", "。ㄊ┛"])
def test_only_numbers_whose_bytes_fit_are_put_back(printed):
    for whole in with_numbers(printed.encode("gb18030")):
        seen = b"".join(whole[at : at + 2] for at in range(0, len(whole), 2) if whole[at : at + 2].decode("gbk", "ignore"))
        assert seen == printed.encode("gb18030")

"""Shifted runs from which pairs vanished: made by the channel itself, over headings written for this test."""

import pytest

from pipeline.repair.lost_byte.heads import with_heads
from pipeline.repair.lost_byte.restore import restore_lost_byte
from pipeline.repair.sheet import Sheet
from pipeline.traced import TracedText

PAGE = (
    "洛川縣人民政府辦公室關於印發重點工作任務分工的通知\n各鄉鎮人民政府，縣政府各部門：\n請認真抓好落實。\n{}\n完成各項工作任務。"
)


def shifted(said, mark="\u3000"):
    """A line that lost the first byte of the mark before it, read as GBK; pairs without a character are not printed."""
    data = (mark + said).encode("gbk")[1:]
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


BODIES = ["推進政務公開，擴大覆蓋範圍", "開展專項檢查，建立工作台賬", "強化監督考核，確保取得實效", "優化營商環境，減輕企業負擔"]
HEADS = ["（一）", "（三）", "（七）", "（十一）", "一、", "三、", "六、", "九、", "第一條", "第三條", "第六條", "第九條"]


@pytest.mark.parametrize("mark", "\u3000。；：")
@pytest.mark.parametrize("head", HEADS)
def test_a_head_comes_back_behind_every_mark(head, mark, rules):
    for body in BODIES:
        printed = shifted(head + body, mark)
        back, edits = restored(printed, rules)
        assert back.lstrip(mark).startswith(head), (printed, back)
        assert not any(edit.certain and head[1] in edit.after and edit.before[0] != "?" for edit in edits if len(edit.after) < 2)


@pytest.mark.parametrize("mark", "\u3000。；")
@pytest.mark.parametrize("number", [1, 7, 12])
def test_a_number_in_brackets_gets_its_bracket_back(mark, number, rules):
    # The bracket's last byte meets the digit, which stands by itself again.
    opened = (mark + "（").encode("gbk")[1:3].decode("gbk")
    back, edits = restored(f"?{opened}{number}）推進政務公開", rules)
    assert back.lstrip(mark).startswith(f"（{number}）推進")
    assert not any(edit.certain for edit in edits)


def test_the_sign_of_the_euro_may_be_the_last_byte_of_a_character(rules):
    # 線 is BE80, and code page 936 prints 80 by itself as €.
    back, _ = restored("?。ǘ┚o貼工作主骶€，全面提升", rules)
    assert back.startswith("（二）")
    assert restored("預算五百€，按季撥付", rules)[0] == "預算五百€，按季撥付"


@pytest.mark.parametrize("printed", ["。ǘ┩七", "。ㄊ┛", "〉诙跬", "〉谌跬", "Ａ⑼"])
def test_only_heads_whose_bytes_fit_are_put_back(printed):
    forms = frozenset({"（_）", "_、", "第_条"})
    found = [whole for wholes in with_heads(printed.encode("gb18030"), b"", forms) for whole in wholes]
    assert found
    for whole in found:
        seen = b"".join(whole[at : at + 2] for at in range(0, len(whole), 2) if whole[at : at + 2].decode("gbk", "ignore"))
        assert seen == printed.encode("gb18030")


@pytest.mark.parametrize(
    "line",
    [
        "建立工作台賬，省立醫院牽頭",
        "是否公開?七個部門作了答覆",
        "第二條規定：（一）公開目錄；（二）公開指南",
        "在全鎮建立丁口簿，丘陵地區除外",
        "一、什麼是政務公開?二、怎樣申請?",
    ],
)
def test_sound_lines_of_a_page_that_lost_bytes_stay(line, rules):
    assert restored(line, rules)[0] == line

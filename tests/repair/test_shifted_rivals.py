"""Where a shifted run begins nothing says: all places compete, and what comes back must print what the page prints."""

import random
import re
from pathlib import Path

import pytest

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.repair.lost_byte.restore import restore_lost_byte
from pipeline.repair.sheet import Sheet
from pipeline.rules import load_rules
from pipeline.traced import TracedText

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks" / "repair_texts"
NOTICES = {path.stem: path.read_text(encoding="utf-8").split() for path in sorted(FOLDER.glob("*.txt"))}
MARKED, BARE = "marked", "bare"


@pytest.fixture(scope="module")
def rules():
    return load_rules().repair


def with_lost_bytes(line, seed, reader):
    """The line with one byte in forty characters gone, as readers print it that mark what they cannot read, or leave it out."""
    chance = random.Random(seed)
    parts = [c.encode("gbk", "replace") for c in line]
    for at, part in enumerate(parts):
        if len(part) > 1 and chance.randrange(40) == 0:
            keep = chance.randrange(2)
            parts[at] = part[keep : keep + 1]
    data = b"".join(parts)
    return data.decode("gbk", "replace").replace("\ufffd", "?") if reader == MARKED else data.decode("gbk", "ignore")


def mended(lines, rules):
    edits = restore_lost_byte(Sheet(tuple(lines)), rules)
    return [TracedText(line).edited(edits.get(at, ())) for at, line in enumerate(lines)]


def is_within(inner, outer):
    """Whether bytes stand in others in their order."""
    rest = iter(outer)
    return all(byte in rest for byte in inner)


@pytest.fixture(scope="module", params=[MARKED, BARE])
def repaired_notices(request, rules):
    """Each notice twice, with other bytes lost: its lines, and what was made of them."""
    return [
        (lines, mended([with_lost_bytes(line, seed * 1000 + at, request.param) for at, line in enumerate(lines)], rules))
        for seed in range(2)
        for lines in NOTICES.values()
    ]


def test_what_was_shifted_back_has_the_bytes_that_the_page_prints(repaired_notices):
    shifted = [r for _, texts in repaired_notices for text in texts for r in text.repairs if r.rule == "lost_byte.shifted"]
    exact = [repair for repair in shifted if "?" not in repair.after and len(repair.before) > 2]
    assert len(exact) > 10
    assert all(is_within(r.before.strip("?").encode("gbk")[1:-1], r.after.encode("gbk")) for r in exact)


def test_hardly_anything_is_put_back_wrongly_and_nothing_of_that_is_certain(repaired_notices):
    pairs = [pair for lines, texts in repaired_notices for pair in zip(lines, texts, strict=True)]
    said = [(repair, repair.after.strip("?") in meant) for meant, text in pairs for repair in text.repairs]
    right = sum(len(repair.after) for repair, good in said if good)
    wrong = [repair for repair, good in said if not good]
    assert right > 100
    assert len(wrong) <= 0.02 * right
    assert not any(repair.certain for repair in wrong)


@pytest.mark.parametrize(
    "line",
    [
        "食品净毫俊⒐娓竦谋晔痉绞胶透袷奖荛灾獾那樾巍",  # 含量、规格…: no 六、 in the middle of a sentence
        "利∪嗣穹ㄔ荷罄砻袷掳讣ＳΦ北Ｕ系笔氯说娜ɡ",
        "第一次拍卖的?Ａ艏塾Φ辈坏陀谇按伪Ａ艏鄣?90%",
        "依照有关规定（?唬┐锏奖窘馐透奖硭?列标准",
    ],
)
def test_no_head_is_put_into_the_middle_of_a_sentence(line, rules):
    text = mended([line, "各级人民政府应当公开信息。", "市司法局牵头。"], rules)[0].text
    assert not any(head in text for head in ("六、", "三、", "（六）", "十、"))


def test_a_run_too_short_to_be_believed_stays_and_is_said(rules):
    damaged = with_one_lost("推进建立防治规划体系", "治", 0)
    outline = repair_outline(Outline((Block("p", TracedText(damaged)),), "text/plain", "utf-8"), rules)
    assert next(outline.blocks()).text.text == damaged
    assert [loss.said for loss in outline.losses] == ["?"]


def with_one_lost(line, character, byte):
    at = len(line[: line.index(character)].encode("gbk")) + byte
    data = line.encode("gbk")
    return (data[:at] + data[at + 1 :]).decode("gbk", "replace").replace("\ufffd", "?")


BARE_LINES = (
    "推进教育医疗养老服务体系建设",
    "完善城乡居民基本医疗保险制度",
    "健全突发事件应急管理工作机制",
    "落实县级财政资金监督管理办法",
    "开展重点行业领域安全生产检查",
    "各部门分头编制年度资金使用计划",
    "由牵头部门定期通报工作进展情况",
    "组织社区开展便民利民服务活动",
)


def test_runs_without_any_mark_come_back_on_a_page_with_much_nonsense(rules):
    damaged = [with_one_lost(said, said[3], 0).replace("?", "") for said in BARE_LINES]
    texts = [text.text for text in mended(damaged, rules)]
    fits = [re.fullmatch(re.escape(text).replace(r"\?", "."), said) for text, said in zip(texts, BARE_LINES, strict=True)]
    assert sum(map(bool, fits)) >= 3
    assert all(fit or text == printed for fit, text, printed in zip(fits, texts, damaged, strict=True))


@pytest.mark.parametrize(
    "line", ["喆垚、翀玥、嘏昇到会", "修缮鼋鼍桥、鼍渡", "推广粳糯稻、籼稻", "治理漷河、沥滘涌、浬源河", "登记唬口、唩子两村"]
)
def test_rare_names_are_no_shifted_runs(line, rules):
    page = ["推进教育医疗养老服务", line, "名单：赵喆、钱垚、孙翀、李玥、周嘏、吴昇、郑犇、王鱻、冯骉、陈淼、褚焱、卫燚"]
    assert mended(page, rules)[1].text == line


@pytest.mark.parametrize(("written", "reader"), [("gbk", "latin-1"), ("utf-8", "mac_roman")])
def test_a_byte_lost_before_a_misreading_is_looked_for_behind_it(written, reader, rules):
    lines = [*BARE_LINES[1:], with_one_lost("各部门分头编制年度资金使用计划，按季度报送。", "头", 0)]
    blocks = [Block(f"p[{at}]", TracedText(line.encode(written).decode(reader)), "p") for at, line in enumerate(lines)]
    *_, last = repair_outline(Outline(tuple(blocks), "text/plain", "utf-8"), rules).blocks()
    assert last.text.text.startswith("各部门分头编制年度资金使用计划，按季度报送")
    assert not all(repair.certain for repair in last.text.repairs)

"""A character of traditional text whose first byte is lost leaves a letter; what no word tells of it is said."""

import pytest

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.rules import load_rules
from pipeline.traced import TracedText

PAGE = (
    "青浦里縣人民政府辦公室關於印發農村道路養護任務的通知",
    "各鄉鎮人民政府，縣政府各部門：",
    "（一）修繕農村公路四十公里。（牽頭單位：縣交通運輸局；完成時限：2024年9月底前）",
    "（二）舉辦養護人員培訓班三期。（牽頭單位：縣人力資源和社會保障局）",
)


@pytest.fixture(scope="module")
def repaired():
    rules = load_rules().repair

    def repair(*lines):
        blocks = tuple(Block(f"line[{n}]", TracedText(line), "line") for n, line in enumerate(lines))
        return repair_outline(Outline(blocks, "text/plain", "utf-8"), rules)

    return repair


def losing(line, character, mark):
    """The line as it is printed when that character's first byte in GBK is gone."""
    at = line.index(character)
    return line[:at] + mark + line[at:].encode("gbk")[1:].decode("gbk", "replace").replace("\ufffd", "?")


@pytest.mark.parametrize(
    ("at", "character"), [(0, "縣人"), (1, "縣政"), (2, "縣交"), (2, "牽"), (3, "舉"), (3, "縣人"), (0, "農"), (1, "鄉")]
)
@pytest.mark.parametrize("mark", ["?", ""])
def test_one_lost_byte_on_a_traditional_page_is_undone_or_said(at, character, mark, repaired):
    damaged = [losing(line, character, mark) if number == at else line for number, line in enumerate(PAGE)]
    clean = [block.text.text for block in repaired(*PAGE).blocks()]
    outline = repaired(*damaged)
    text = list(outline.blocks())[at].text
    restored = text.text == clean[at] and any(not repair.certain for repair in text.repairs)
    assert restored or any(loss.place.path == f"line[{at}]" for loss in outline.losses)


@pytest.mark.parametrize(
    "line", ["開發A股、B肝疫苗", "學唱卡拉OK", "建設T型堤、U型槽", "配發5G手機", "更新APP和Wi-Fi網絡", "推廣C語言競賽"]
)
def test_letters_that_traditional_text_has_stay_and_are_no_loss(line, repaired):
    outline = repaired(*PAGE, line)
    assert [
        repair for *_, block in [tuple(outline.blocks())] for repair in block.text.repairs if repair.kind == "byte_loss"
    ] == []
    assert outline.losses == ()


@pytest.mark.parametrize("line", ["第i項指標、n個樣本", "是否需要?a項"])
def test_small_letters_of_simplified_pages_stay(line, repaired):
    *_, block = repaired(
        "云岭县人民政府办公室关于印发任务的通知",
        "各部门要按时报送进展情况。",
        line.replace("項", "项").replace("個樣", "个样").replace("標", "标"),
    ).blocks()
    assert block.text.repairs == ()

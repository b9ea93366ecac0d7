"""A toned vowel inside printed pinyin is no sign of a lost byte; between the signs of a shifted run it is one."""

import pytest

from pipeline.repair.lost_byte.search import odd_signs
from pipeline.repair.sheet import Sheet


def shows_a_run(text):
    return odd_signs(Sheet((text,))).search(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "各鄉(xiāng)鎮要加強(qiáng)領導",
        "由發展(fā zhǎn)和改革局牽頭",
        "有關(guān)情況請(qǐng)於六月底前上報",
        "地(dì)、市(shì)、縣(xiàn)三級聯動",
        "中间（jiān）环节，阿(ā)姨",
    ],
)
def test_printed_pinyin_shows_no_shifted_run(text):
    assert not shows_a_run(text)


@pytest.mark.parametrize("text", ["限期整改?,F(xiàn)將有關情況", "。ǹh(xiàn)直各單位", "保障?。ㄘ?zé)任單位", "鄉à縣鎮X"])
def test_what_a_lost_byte_leaves_still_shows(text):
    assert shows_a_run(text)

"""What a page says of itself behind the notice's last line is taken out, and what only looks like it stays."""

import pytest

LAST = [
    "6.建设人才公寓二百套。",
    "6.建设人才公寓。（县住房城乡建设局，2022年11月30日前）",
    "组织讲座三十场 宣传科 2024年12月底前",
    "5 | 开放日 | 办公室 | 10月底前",
]
TAILS = [
    "附件下载 打印 关闭 分享到 扫一扫 上一篇 下一篇 责任编辑 来源 浏览次数 字号 [大 中 小]",
    "【打印】【关闭】 分享到：微信 微博 QQ空间",
    "来源：县政府办公室 浏览次数： 56 次 收藏",
    "上一篇：关于召开会议的通知　下一篇：没有了",
    "责任编辑：王某　发布时间：2022-03-18 09:12:33　打印本页",
    "字体：大 中 小 | 返回顶部 | 阅读：88",
]


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("last", LAST)
def test_the_page_s_own_words_go_and_the_notice_s_stay(last, tail, repaired):
    (block,) = repaired(f"{last} {tail}").blocks()
    assert (block.text.text.rstrip(), block.set_aside) == (last, None)
    assert block.text.original == f"{last} {tail}"


@pytest.mark.parametrize(
    "line",
    [
        "6.增设网页功能：打印 收藏",
        "6.公布稿件。 责任编辑：王某 审核：李某",
        "5.组织培训四场。 主办：县文旅局 承办：县图书馆",
        "关闭落后产能五户。 打印材料两份。",
        "3 | 印制手册 | 打印 | 宣传科",
        "6.修订水库名录。 大 中型水库各十座",
        "4.整治噪音扰民，关闭",
        "打印 关闭",
    ],
)
def test_work_that_has_such_words_stays(line, repaired):
    (block,) = repaired(line).blocks()
    assert block.text.text == line

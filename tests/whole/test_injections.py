"""Advertisements put into a clean notice, wherever they stand: its tasks come out as if they were not there."""

import random
import re

import pytest

from pipeline.parse import parse
from pipeline.rules import load_rules
from pipeline.values import RawPage

NOTICE = """青溪县人民政府办公室关于印发2022年优化营商环境工作要点的通知
青政办〔2022〕9号
各乡镇人民政府，县政府各部门：
现将《2022年优化营商环境工作要点》印发给你们，请结合实际抓好落实。
青溪县人民政府办公室
2022年3月15日
2022年优化营商环境工作要点
1.推进企业开办一日办结，压减申请材料。（县市场监管局牵头，县税务局配合，2022年6月底前完成）
2.清理拖欠中小企业账款，建立台账。责任单位：县财政局
3.组织银企对接活动四场以上。（县金融办，2022年11月30日前）"""
TITLE = NOTICE.split("\n", maxsplit=1)[0]
TASKS = [
    ("推进企业开办一日办结，压减申请材料。", ["县市场监管局", "县税务局"]),
    ("清理拖欠中小企业账款，建立台账。", ["县财政局"]),
    ("组织银企对接活动四场以上。", ["县金融办"]),
]
SPAM = [
    "新葡京娱乐城注册送38元彩金",
    "亚博体育官网首页_亚博app下载",
    "成人午夜视频一区二区无码,国产精品在线观看",
    "亚洲熟女精品中文字幕_国产三级在线播放",
    "免费高清电影在线观看完整版",
    "手机游戏免费下载安装最新版",
    "注册即送现金红包，提现秒到账",
    "专业办理大专本科文凭，不成功不收费，微信：zgz66889",
    "更多精彩请访问 www.88xpj999.com",
    "点击进入>>>https://www.ag6688.vip",
    "黑客接单先做事后付款，联系QQ 3344556677",
    "同城交友 附近的人 在线聊天",
]


@pytest.fixture(scope="module")
def read():
    rules = load_rules()
    return lambda page: parse(RawPage(source="page.txt", body=page.encode(), charset="utf-8", media_type="text/plain"), rules)


def _signs(words):
    return re.sub(r"[\W_]+", "", words)


def _lines_with(spam, seed):
    lines = NOTICE.split("\n")
    lines.insert(random.Random(seed).randrange(len(lines) + 1), spam)
    return "\n".join(lines)


@pytest.mark.parametrize("spam", SPAM)
@pytest.mark.parametrize("seed", range(6))
def test_an_advertisement_on_a_line_of_its_own_is_set_aside_and_nothing_else(spam, seed, read):
    notice = read(_lines_with(spam, f"{spam}{seed}"))
    assert [(task.text, [unit.value.name for unit in task.units]) for task in notice.tasks] == TASKS
    assert notice.metadata.title.value == TITLE
    assert notice.metadata.issuer.value == "青溪县人民政府办公室"
    aside = _signs("".join(block.text for block in notice.blocks if block.kind == "injected"))
    assert aside == _signs(spam)


@pytest.mark.parametrize("spam", SPAM)
def test_an_advertisement_glued_to_the_end_of_a_task_leaves_the_task(spam, read):
    notice = read(NOTICE.replace("建立台账。", f"建立台账。{spam}。"))
    assert [task.text for task in notice.tasks][1] == TASKS[1][0]
    assert [task.text for task in notice.tasks][0::2] == [TASKS[0][0], TASKS[2][0]]


WORK = """免费下载安装国家反诈中心APP
举办免费电影放映活动一百场
发放消费券和现金红包，促进文旅消费
建立在线观看直播课程平台
推广在线办理、在线咨询、在线查询
编制招商引资大礼包
支持电竞产业发展，举办电竞赛事
公布福利彩票、体育彩票销售情况
支持澳门青年来粤创业就业
整治“私服”“外挂”和网络赌博
推广无抵押信用贷款，提升小额贷款投放规模
开展学历提升行动，支持农民工求学圆梦
投诉举报电话：12315、13812345678
查询入口：http://www.12333.gov.cn
登录www.12306.com办理
引进游戏企业，发展动漫游戏产业
开放免费公园和图书馆
推动直播间带货，培育网红主播
规范二手车回收、烟酒礼品回收经营""".split("\n")  # noqa: SIM905


@pytest.mark.parametrize("work", WORK)
def test_work_that_has_the_words_of_advertisements_is_a_task_whole(work, read):
    notice = read(NOTICE.replace("清理拖欠中小企业账款，建立台账。", f"{work}。"))
    assert not [block.text for block in notice.blocks if block.kind == "injected"]
    assert work in _flat(notice.tasks[1].text)


@pytest.mark.parametrize(
    "line",
    [
        "联系人：王某，电话：13912345678，邮箱：abc123@163.com",
        "联系人：张三，微信：zhangsan88",
        "网址：http://www.hn12345.gov.cn",
    ],
)
def test_a_line_that_says_whom_to_ask_is_no_advertisement(line, read):
    assert not [block.text for block in read(f"{NOTICE}\n{line}").blocks if block.kind == "injected"]


def _flat(text):
    return "".join(text.split("\n"))

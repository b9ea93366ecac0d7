"""HTML becomes blocks and tables in reading order, as a browser shows it; nothing visible is lost."""

import re
import time
from collections import Counter

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline.outline import TableMarkup
from pipeline.read import ReadRules, read_outline
from pipeline.values import RawPage
from tests.read.markup import LONG, aside, grids, outline, texts


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>一</p><p>二</p>", ["一", "二"]),
        ("<p>一<p>二", ["一", "二"]),
        ("<p>完成<br>时限</p>", ["完成\n时限"]),
        ("<p>完成<br/><br/>时限<br></p>", ["完成\n时限"]),
        ("<p><span>12</span><span>月</span>底前</p>", ["12月底前"]),
        ("<p>市 \n\t 财政局</p>", ["市 财政局"]),
        ("<p>　　一、&ensp;总体&nbsp;要求　</p>", ["一、\u2002总体\xa0要求"]),
        ("<p>政<b>务</b>公<o:p>开</o:p></p>", ["政务公开"]),
        ("<div>前<p>中</p>后</div>", ["前", "中", "后"]),
        ("<p class=MsoListParagraph><!--[if !supportLists]-->4.<!--[endif]-->公开</p>", ["4.公开"]),
        ("<p>一</p><!-- <p>二</p> --><script>三</script><style>四</style><template>五</template><noscript>六</noscript>", ["一"]),
        ("<ul><li>一</li><li>二</li></ul>", ["一", "二"]),
        ("<dl><dt>索引号</dt><dd>000</dd></dl>", ["索引号", "000"]),
        ("<pre>一  二\n三</pre>", ["一  二\n三"]),
        ("<p>&#40;2019&#8212;2025年&#41;</p>", ["(2019—2025年)"]),
        ("<p>&nbsp;</p><p>　</p><p>一</p>", ["一"]),
        ("一<hr>二", ["一", "二"]),
        ("<center>标题</center>正文", ["标题", "正文"]),
    ],
)
def test_blocks_are_what_a_reader_sees_as_paragraphs(markup, expected):
    assert texts(markup) == expected


def test_paths_are_element_paths_and_unique():
    read = outline("<div>前<p>中</p>后<p>末</p></div><div><font><p>深</p></font></div>")
    assert [(b.path, b.text.original) for b in read.blocks()] == [
        ("/html[1]/body[1]/div[1]", "前"),
        ("/html[1]/body[1]/div[1]/p[1]", "中"),
        ("/html[1]/body[1]/div[1]/text()[2]", "后"),
        ("/html[1]/body[1]/div[1]/p[2]", "末"),
        ("/html[1]/body[1]/div[2]/font[1]/p[1]", "深"),
    ]


def test_a_source_wrapped_by_word_is_put_together_again():
    wrapped = re.sub("(.{35})", r"\1\n", (LONG + "印发") * 6)
    assert texts(f"<p class=MsoNormal>{wrapped}</p>") == [(LONG + "印发") * 6]
    assert texts(f"<p>{wrapped}</p><p>于2023年\n6月底前完成</p><p>a\nb</p>")[1:] == ["于2023年6月底前完成", "a b"]


def test_lines_in_a_bare_container_stay_lines():
    lines = ["各有关单位：", LONG * 2 + "。", "一、加强组织领导", LONG + "。", "市人民政府办公室", "2023年5月1日"]
    assert texts("<div>\n" + "\n".join(lines) + "\n</div>") == ["\n".join(lines)]


def test_a_table_whose_cells_hold_tables_of_one_cell_is_data():
    box = "<table><tr><td>{}</table>"
    cells = [[box.format(word) for word in row] for row in GRID]
    assert grids("<table>" + "".join("<tr><td>" + "<td>".join(row) for row in cells) + "</table>") == [GRID]


@pytest.mark.parametrize(
    ("markup", "marks"),
    [
        ("<p><b>一</b></p>", {"bold"}),
        ("<p><b>一</b>二</p>", set()),
        ("<p><b>一</b> <strong>二</strong></p>", {"bold"}),
        ("<p align=center><span style='font-weight:700;font-size:22pt'>一</span></p>", {"bold", "center", "large"}),
        ("<center>一</center>", {"center"}),
        ("<p style='text-align: right'>一</p>", {"right"}),
        ("<p><a href=/x>一</a></p>", {"link"}),
        ("<p><font color=red>一</font></p>", {"red"}),
        ("<h2>一</h2>", {"bold"}),
        ("<div align=center><p style='text-align:left'>一</p></div>", set()),
    ],
)
def test_marks_say_how_all_words_of_a_block_look(markup, marks):
    (block,) = outline(markup).blocks()
    assert block.marks == marks


def test_the_head_gives_title_and_meta():
    read = outline(
        "<head><title> 通知 _ 某市 </title><meta name=PubDate content=2023-04-13><meta property=og:title content=通知></head>一"
    )
    assert read.title == "通知 _ 某市"
    assert read.meta == (("PubDate", "2023-04-13"), ("og:title", "通知"))


def test_linked_files_are_attachments_and_their_words_stay(rules):
    markup = "<p>附件：<a href='./P020230413.docx'>责任分解表</a></p><p><a href='/down?id=1'>清单.xls</a></p><p><a href=/a.html>首页</a></p>"
    read = outline(markup, rules)
    assert [(a.name, a.href) for a in read.attachments] == [("责任分解表", "./P020230413.docx"), ("清单.xls", "/down?id=1")]
    assert [b.text.original for b in read.blocks() if b.set_aside is None] == ["附件：责任分解表", "清单.xls", "首页"]


ROWS = "<tr><td>序号<td>任务<td>单位<tr><td>1<td>公开预算<td>市财政局<tr><td>2<td>公开决算<td>市审计局"
GRID = [["序号", "任务", "单位"], ["1", "公开预算", "市财政局"], ["2", "公开决算", "市审计局"]]
JUNK = "<listing id='n7j9h'></listing><sub id='n7j9h'></sub><address id='n7j9h'></address><form id='n7j9h'></form><menuitem id='n7j9h'></menuitem>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<table>{ROWS}</table>",
        f"<table><thead>{ROWS[:22]}</thead><tbody>{ROWS[22:]}</tbody></table>",
        "<table>" + ROWS.replace("<tr>", "</tr><form id=a><tr>") + "</form></table>",
        "<table>" + ROWS.replace("<tr>", f"</td></tr>{JUNK}<tr>") + "</table>",
        "<table>" + ROWS.replace("<td>", f"</td>{JUNK}<td>") + "</table>",
        "<table>" + ROWS.replace("<td>", "<td><nobr><font>") + "</table>",
        "<table>" + ROWS.replace("<tr>", "<noframes id=n7j9h></noframes><tr>") + "</table>",
        "<noframes id=n7j9h><table>" + ROWS.replace("<tr>", "<noframes id=n7j9h><tr>") + "</table>",
        "<table>" + ROWS[4:] + "</table>",
        f"<table><tr><td><table>{ROWS}</table></td></tr></table>",
        f"<div><table>{ROWS}</div>",
        "<TABLE BORDER=1>" + ROWS.upper().replace("TD", "td") + "</TABLE>",
    ],
)
def test_a_table_comes_out_whatever_is_around_its_rows(markup):
    assert grids(markup) == [GRID]


def test_spans_are_kept_as_claimed():
    read = outline(
        "<table><tr><td rowspan=2>一<td colspan='3px'>二<td rowspan=x>三<td rowspan=0>四<td rowspan=99999 colspan=5000>五<tr><th>六<td>七</table>"
    )
    (table,) = read.items
    assert [(c.row_span, c.col_span, c.is_header) for row in table.rows for c in row] == [
        (2, 1, False),
        (1, 3, False),
        (1, 1, False),
        (65534, 1, False),
        (65534, 1000, False),
        (1, 1, True),
        (1, 1, False),
    ]


def test_a_cell_is_one_block_with_lines():
    assert grids("<table><tr><td><p>市财政局</p><p>市审计局</p><td>一<br>二<div>三</div></table>") == [
        [["市财政局\n市审计局", "一\n二\n三"]]
    ]


def test_words_between_rows_stand_before_the_table():
    read = outline("<table><tr><td>一<td>二</tr>散落<tr><td>三<td>四</table>")
    assert [type(item).__name__ for item in read.items] == ["Block", "TableMarkup"]
    assert grids("<table><tr><td>一<td>二</tr>散落<tr><td>三<td>四</table>") == [[["一", "二"], ["三", "四"]]]


def test_a_caption_stands_before_its_table():
    read = outline("<table><caption>表1</caption><tr><td>一<td>二</table>")
    assert [type(item).__name__ for item in read.items] == ["Block", "TableMarkup"]


def test_a_table_inside_a_data_cell_is_a_table_of_its_own():
    markup = "<table><tr><td>甲<td>乙<tr><td>丙<td>丁<table><tr><td>一<td>二<tr><td>三<td>四</table></table>"
    assert grids(markup) == [[["甲", "乙"], ["丙", "丁"]], [["一", "二"], ["三", "四"]]]


PARAGRAPHS = "".join(f"<p>第{n}条：{LONG}。</p>" for n in range(12))


@pytest.mark.parametrize(
    "markup",
    [
        f"<table><tr><td>{PARAGRAPHS}<table>{ROWS}</table></td></tr></table>",
        f"<table><tr><td width=10>&nbsp;</td><td>{PARAGRAPHS}<table>{ROWS}</table></td><td></td></tr></table>",
        f"<table><tr><td><a href=/>首页</a><a href=/a>动态</a></td><td>{PARAGRAPHS}<table>{ROWS}</table></td></tr></table>",
        f"<table><tr><td><table><tr><td><table><tr><td>{PARAGRAPHS}<table>{ROWS}</table></table></table></table>",
        f"<table><tr><td>标题</td></tr><tr><td>{PARAGRAPHS}</td></tr><tr><td><table>{ROWS}</table></td></tr></table>",
    ],
)
def test_layout_tables_are_taken_apart(markup, rules):
    assert grids(markup, rules) == [GRID]
    assert [text[:4] for text in texts(markup, rules) if text.startswith("第")][:3] == ["第0条：", "第1条：", "第2条："]


def test_metadata_above_a_body_in_the_same_table_stays_a_table(rules):
    markup = f"<table><tr><td>索引号<td>000<td>文号<td>某政发〔2023〕1号<tr><td>发文机关<td>某市<td>日期<td>2023-04-10<tr><td colspan=4>{PARAGRAPHS}</table>"
    assert grids(markup, rules) == [[["索引号", "000", "文号", "某政发〔2023〕1号"], ["发文机关", "某市", "日期", "2023-04-10"]]]
    assert len(texts(markup, rules)) == 12


def test_a_task_table_with_a_long_cell_stays_whole(rules):
    long_cell = "".join(f"<p>{n}.{LONG}。</p>" for n in range(10))
    markup = f"<table><tr><td>序号<td>措施<td>单位<tr><td rowspan=2>1<td>{long_cell}<td rowspan=2>市财政局<tr><td>{long_cell}<tr><td>2<td>短<td>市审计局</table>"
    ((head, first, second, last),) = grids(markup, rules)
    assert (len(head), len(first), len(second), len(last)) == (3, 3, 1, 3)


CHROME = """<html><head><title>关于印发工作要点的通知_某市人民政府</title></head><body>
<div class=top>欢迎访问某市人民政府网站 <a href=/en>English</a></div><ul class=nav><li><a href=/>首页</a><li><a href=/a>政务公开</a></ul>
<div class=crumbs>当前位置：<a href=/>首页</a> &gt; 正文</div>
<h1>关于印发工作要点的通知</h1><div>发布时间：2023-04-13 来源：某市人民政府办公室 【字体：大 中 小】</div>
{body}
<div>【打印】【关闭】</div><div>上一篇：<a href=/b>另一个通知</a></div>
<div class=related><h3>相关文件</h3><ul><li><a href=/c>某某办法</a><li><a href=/d>某某意见</a></ul></div>
<div class=footer><p>版权所有：某市人民政府</p><p>网站标识码：0000000001</p></div></body></html>"""


@pytest.mark.parametrize(
    "box", ["<div class=TRS_Editor>{}</div>", "<div id=zoom>{}</div>", "<div class=x1>{}</div>", "<td>{}", "{}"]
)
def test_the_sites_own_words_are_set_aside_and_the_notice_is_not(box, rules):
    body = box.format(f"<p>各有关单位：</p>{PARAGRAPHS}<p style='text-align:right'>某市人民政府办公室</p><p>2023年4月10日</p>")
    page = CHROME.format(body=body)
    kept = texts(page, rules)
    assert kept[0] == "关于印发工作要点的通知"
    assert kept[1].startswith("发布时间：2023-04-13")
    assert kept[2] == "各有关单位："
    assert kept[-2:] == ["某市人民政府办公室", "2023年4月10日"]
    reasons = {text: reason for reason, text in aside(page, rules)}
    assert reasons["首页"] == reasons["另一个通知" if "另一个通知" in reasons else "上一篇：另一个通知"] == "navigation"
    assert reasons["版权所有：某市人民政府"] == "footer"


def test_short_pages_keep_all_their_words(rules):
    assert texts("<p>市财政局</p><p>2023年5月1日</p><p>打印机采购</p>", rules) == ["市财政局", "2023年5月1日", "打印机采购"]


def test_the_pages_own_marks_of_its_content_are_believed(rules):
    page = f"<div>天气晴</div><meta name=ContentStart><p>{LONG}</p><p>{LONG}。</p><meta name=ContentEnd><div>推荐阅读</div>"
    assert texts(page, rules) == [LONG, LONG + "。"]


REST = f"<p>{LONG}</p><table>{ROWS}</table>"


@pytest.mark.parametrize(
    "opening",
    ["<textarea id=q>", "<noframes id=x>", "<title>", "<xmp>", "<!-- ", "<iframe>", "<style>", "<noembed>", "<plaintext>"],
)
def test_an_element_that_swallowed_the_rest_of_the_page_is_opened(opening):
    read = outline(f"<p>一</p>{opening}{REST}")
    assert grids(f"<p>一</p>{opening}{REST}") == [GRID]
    assert [b.text.original for b in read.items[:2]] == ["一", LONG]


def test_a_closed_textarea_or_comment_is_left_as_it_is():
    assert texts(f"<p>一</p><textarea>{REST}</textarea><!--{REST}-->") == ["一"]


def test_what_follows_a_known_container_is_kept_where_a_notice_may_say_it(rules):
    page = (
        f"<div class=TRS_Editor>{PARAGRAPHS}</div><p align=right>某市人民政府办公室</p><p>2023年4月10日</p><div>任务分解表</div>"
        f"<table>{ROWS}</table><div>公安机关</div><div>电话：0000-0000000</div>"
    )
    kept = texts(page, rules)[12:]
    assert kept == ["某市人民政府办公室", "2023年4月10日", "任务分解表"]
    assert grids(page, rules) == [GRID]
    assert aside(page, rules) == [("footer", "公安机关"), ("footer", "电话：0000-0000000")]


PIECES = [
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<tbody>", "</tbody>", "<thead>", "<tfoot>", "<caption>", "</caption>", "<p>", "</p>", "<div>",
    "</div>", "<b>", "</b>", "<form>", "</form>", "<br>", "<span>", "</span>", "<a href=x>", "</a>", "<li>", "<ul>", "</ul>", "<td rowspan=2>", "<td colspan=3>",
    "<h1>", "</h1>", "<font>", "</font>", "<col>", "<input>", "<listing>", "</listing>", "<nobr>", "<address>", "</address>", "市", "财 政", "1", "\n", "&nbsp;", "<!-- x -->", "<o:p>", "</o:p>",
]  # fmt: skip
soup = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def visible_letters(markup):
    root = LexborHTMLParser(markup).body
    return Counter(re.sub(r"\s", "", root.text() if root else ""))


@settings(max_examples=300, deadline=None)
@given(soup)
def test_blocks_laid_end_to_end_hold_every_visible_character(markup):
    read = outline("<html><body>" + markup)
    held = Counter(re.sub(r"\s", "", "".join(b.text.original for b in read.blocks())))
    assert held == visible_letters("<html><body>" + markup)


@settings(max_examples=300, deadline=None)
@given(soup)
def test_rows_of_cells_are_those_of_an_independent_html5_parser(markup):
    page = "<html><body><table>" + markup
    cells = [
        b.text.original
        for item in outline(page).items
        if isinstance(item, TableMarkup)
        for row in item.rows
        for b in [c.block for c in row]
    ]
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    judged = [re.sub(r"\s+", "", own_text(cell)) for cell in tree.iter() if cell.tag in {"td", "th"}]
    assert not Counter(re.sub(r"\s+", "", c) for c in cells if c) - Counter(with_joined_layouts(judged))


def own_text(cell):
    parts = [cell.text or ""]
    for child in cell:
        if child.tag != "table" and isinstance(child.tag, str):
            parts.append(own_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def with_joined_layouts(judged):
    """A table of one column inside a cell is part of its words, so that sums of neighbours may appear."""
    size = len(judged)
    return judged + ["".join(judged[start:end]) for start in range(size) for end in range(start + 2, size + 1)]


def test_paths_are_unique_in_any_soup():
    @settings(max_examples=150, deadline=None)
    @given(soup)
    def check(markup):
        paths = [b.path for b in outline(markup).blocks()]
        assert len(paths) == len(set(paths))

    check()


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 10_000 + "内容",
        "<b>" * 10_000 + "内容",
        "<table><tr><td>" * 5_000 + "内容",
        "".join(f"<font size={n}><p>内容" for n in range(5_000)),
        "<ul><li>" * 5_000 + "内容",
        "<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">内容",
        "<select>" + "<option>内容" * 20_000,
        "<!--" * 20_000 + "内容-->内容",
        "<" * 50_000 + "内容",
        "<a \"'" * 20_000 + ">内容",
        "<style>@media{a{" * 5_000 + "</style>内容",
        "<noframes>" * 5_000 + "<p>内容",
        "<table><tr>" + "<td>内容" * 50_000,
    ],
    ids=["div", "b", "table", "font", "li", "attributes", "options", "comments", "lt", "quotes", "style", "noframes", "cells"],
)
def test_hostile_markup_costs_no_more_than_its_length(markup):
    costs = []
    for part in (markup[: len(markup) // 4], markup):
        start = time.process_time()
        read = outline(part)
        costs.append(time.process_time() - start)
    # Four times the page costs about four times as much; what is squared would cost sixteen times. The second is for noise.
    assert costs[1] <= 8 * costs[0] + 1
    assert any("内容" in b.text.original for b in read.blocks())


def test_markup_with_too_many_tags_is_read_as_lines():
    row = "<tr><td>市<b><i>财</i><i>政</i></b>局<!-- 零 --><u></u><s></s><td>公开"
    read = outline("<table>" + row * 39_000 + "<script>零<p>零</script>末")
    assert read.notes == (("warning", "too_many_tags"),)
    blocks = list(read.blocks())
    assert [b.text.original for b in blocks[:4]] == ["市财政局", "公开"] * 2
    assert blocks[-1].text.original.endswith("公开末")
    assert len(blocks) == 78_000


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.html", "a.txt", ""]))
def test_reading_returns_for_any_bytes(body, source):
    assert read_outline(RawPage(source, body), ReadRules()).items is not None


@pytest.mark.parametrize("declared", [b"\x00\xff", "<p>\ud800</p>".encode("utf-16-le", "surrogatepass"), b"<p>\xed\xa0\x80</p>"])
def test_surrogates_and_nul_do_no_harm(declared, rules):
    for block in outline(declared, rules).blocks():
        block.text.original.encode()

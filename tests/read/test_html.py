"""HTML becomes blocks and tables in reading order, as a browser shows it; nothing visible is lost."""

import re
import time
from collections import Counter

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline.outline import Block, TableMarkup
from pipeline.read import ReadRules, read_outline
from pipeline.values import RawPage, Repair, Span


def outline(markup, rules=None, source="page.html"):
    body = markup if isinstance(markup, bytes) else markup.encode()
    return read_outline(RawPage(source, body), rules or ReadRules())


def texts(markup, rules=None):
    return [item.text.original for item in outline(markup, rules).items if isinstance(item, Block) and item.set_aside is None]


def aside(markup, rules=None):
    return [(b.set_aside, b.text.original) for b in outline(markup, rules).blocks() if b.set_aside]


def grids(markup, rules=None):
    tables = [item for item in outline(markup, rules).items if isinstance(item, TableMarkup)]
    return [[[cell.block.text.original for cell in row] for row in table.rows] for table in tables]


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


LONG = "为贯彻落实上级部署要求，扎实做好全市政务公开工作，进一步提升公开质效，经市人民政府同意，现将有关任务分解"


def test_a_source_wrapped_by_word_is_put_together_again():
    wrapped = re.sub("(.{35})", r"\1\n", (LONG + "印发") * 6)
    assert texts(f"<p class=MsoNormal>{wrapped}</p>") == [(LONG + "印发") * 6]
    assert texts(f"<p>{wrapped}</p><p>于2023年\n6月底前完成</p><p>a\nb</p>")[1:] == ["于2023年6月底前完成", "a b"]


def test_lines_in_a_bare_container_stay_lines():
    lines = ["各有关单位：", LONG * 2 + "。", "一、加强组织领导", LONG + "。", "市人民政府办公室", "2023年5月1日"]
    assert texts("<div>\n" + "\n".join(lines) + "\n</div>") == ["\n".join(lines)]


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : NONE !important",
        "visibility:hidden",
        "font-size:0",
        "font-size: 0px; color: red",
        "position:absolute;left:-9999px",
        "position: fixed; top: -2000px",
        "text-indent:-9999px",
        "width:0;height:0;overflow:hidden",
        "height:1px;overflow:hidden",
        "opacity:0",
        "color:#fff",
        "color:white;background-color:white",
        "color:transparent",
        "mso-hide:all",
        "clip-path:inset(100%)",
        "margin-left:-9999px",
        "margin:0 0 0 -5000px",
        "transform:translateX(-9999px)",
        "transform: translate(-200px, -9999px)",
        "filter:opacity(0)",
        "content-visibility:hidden",
    ],
)
def test_hidden_words_are_kept_and_named(style):
    markup = f"<p>市财政局<span style='{style}'>博彩</span>牵头</p><div style='{style}'>广告<p>一句</p></div><p>末</p>"
    assert texts(markup) == ["市财政局牵头", "末"]
    assert aside(markup) == [("hidden", "博彩"), ("hidden", "广告"), ("hidden", "一句")]


@pytest.mark.parametrize(
    "style",
    [
        "display:block",
        "font-size:10px",
        "visibility:visible",
        "text-indent:-2em",
        "margin-left:-500px",
        "margin:-10px auto",
        "transform:translateX(-50%)",
        "filter:opacity(0.9)",
        "clip-path:inset(0)",
        "opacity:.9",
        "color:#000",
        "position:absolute;left:10px",
        "overflow:hidden;width:100%",
        "background:#fff",
        "line-height:0",
    ],
)
def test_ordinary_styles_hide_nothing(style):
    assert texts(f"<p style='{style}'>市财政局</p>") == ["市财政局"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<div style='font-size:0'><span style='font-size:14px'>一</span></div>", ["一"]),
        ("<div style='visibility:hidden'>零<span style='visibility:visible'>一</span></div>", ["一"]),
        ("<div style='display:none'><span style='display:block'>一</span></div><p>二</p>", ["二"]),
        ("<div hidden>零</div>一", ["一"]),
        ("<style>.x9{display:none}</style><p class='x9 a'>零</p><p>一</p>", ["一"]),
        ("<style>@media print{.a{display:none}}</style><p class=a>一</p>", ["一"]),
        ("<style>@media screen{.x9{display:none}}</style><p class=x9>零</p><p>一</p>", ["一"]),
        ("<style>.box .x9{display:none}</style><div class='box'><p class=x9>零</p><p>一</p></div>", ["一"]),
        ("<style>.box .x9{display:none}</style><div><p class=x9>零</p><p>一</p></div>", ["零", "一"]),
        ("<style>.t{display:none} .t.on{display:block} div.t{display:block}</style><p class=t>零</p><p>一</p>", ["零", "一"]),
        ("<style>[data-q]{display:none}</style><p>一<span data-q>零</span></p>", ["一"]),
        ("<style>x-y{display:none} p{display:none}</style><p>一<x-y>零</x-y></p>", ["一"]),
        ("<style>/* .a{display:none} */ .b{font-size:0}</style><p class=a>一<i class=b>零</i></p>", ["一"]),
        ("<div style='background:#c00'><p style='color:#fff'>一</p></div>", ["一"]),
        ("<textarea>零</textarea><noframes>零</noframes>一", ["一"]),
    ],
)
def test_what_is_hidden_is_decided_as_browsers_do(markup, expected):
    assert texts(markup) == expected


def test_a_body_that_a_script_would_show_is_shown():
    read = outline(f"<h1>标题</h1><div id=a style='display:none'><p>{LONG}。</p><p>{LONG}；</p></div>")
    assert [b.set_aside for b in read.blocks()] == [None, None, None]
    assert ("warning", "hidden_body_shown") in read.notes


def test_hidden_spam_beside_a_short_notice_stays_hidden():
    read = outline(f"<p>{LONG}。</p><div style='display:none'><p>{LONG}。</p><p>{LONG}。</p><p>{LONG}。</p></div>")
    assert [b.set_aside for b in read.blocks()] == [None, "hidden", "hidden", "hidden"]


TASK_ROWS = "".join(f"<tr><td>{n}</td><td>编制第{n}批政务公开事项目录清单</td><td>市司法局</td></tr>" for n in "一二三")
HEAD_TABLE = "<table><tr><td>索引号</td><td>0001</td></tr><tr><td>发布日期</td><td>2022-03-04</td></tr></table>"


@pytest.mark.parametrize(
    "hide",
    [
        "<div style='display:none'><table>{}</table></div>",
        "<style>.pane{{display:none}}</style><div class=pane><table>{}</table></div>",
        "<table style='visibility:hidden'>{}</table>",
        "<div style='height:0;overflow:hidden'><table>{}</table></div>",
    ],
)
def test_a_hidden_table_is_shown_where_the_page_shows_none_like_it(hide):
    read = outline(HEAD_TABLE + f"<p>{LONG}。</p>" + hide.format(TASK_ROWS))
    assert [len(item.rows) for item in read.items if isinstance(item, TableMarkup)] == [2, 3]
    assert ("warning", "hidden_table_shown") in read.notes


@pytest.mark.parametrize(
    "markup",
    [
        f"<table>{TASK_ROWS}</table><div style='display:none'><table>{TASK_ROWS.replace('目录', '名录')}</table></div>",
        f"<p>{' '.join(f'编制第{n}批政务公开事项目录清单' for n in '一二三')}</p><table style='display:none'>{TASK_ROWS}</table>",
        f"<p>{LONG}。</p><table style='display:none'>{'<tr><td><a href=x>友情链接的名字</a></td><td><a href=y>又一个</a></td></tr>' * 9}</table>",
    ],
)
def test_a_hidden_table_beside_one_that_is_seen_stays_hidden(markup):
    read = outline(markup)
    assert any(block.set_aside == "hidden" for block in read.blocks())
    assert ("warning", "hidden_table_shown") not in read.notes


def test_a_table_whose_cells_hold_tables_of_one_cell_is_data():
    box = "<table><tr><td>{}</table>"
    cells = [[box.format(word) for word in row] for row in GRID]
    assert grids("<table>" + "".join("<tr><td>" + "<td>".join(row) for row in cells) + "</table>") == [GRID]


def test_hidden_words_in_cells_stand_after_the_table():
    markup = (
        "<table><tr><td>一<b style='display:none'>零</b></td><td>二</td></tr><tr style='display:none'><td>三<td>四</tr></table>末"
    )
    assert grids(markup) == [[["一", "二"]]]
    assert aside(markup) == [("hidden", "零"), ("hidden", "三"), ("hidden", "四")]


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
    read = outline("<table>" + "<tr><td>市<b>财政</b>局<!-- 零 --><td>公开" * 90_000 + "<script>零<p>零</script>末")
    assert read.notes == (("warning", "too_many_tags"),)
    blocks = list(read.blocks())
    assert [b.text.original for b in blocks[:4]] == ["市财政局", "公开"] * 2
    assert blocks[-1].text.original.endswith("公开末")
    assert len(blocks) == 180_000


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.html", "a.txt", ""]))
def test_reading_returns_for_any_bytes(body, source):
    assert read_outline(RawPage(source, body), ReadRules()).items is not None


@pytest.mark.parametrize("declared", [b"\x00\xff", "<p>\ud800</p>".encode("utf-16-le", "surrogatepass"), b"<p>\xed\xa0\x80</p>"])
def test_surrogates_and_nul_do_no_harm(declared, rules):
    for block in outline(declared, rules).blocks():
        block.text.original.encode()


@pytest.mark.parametrize(
    ("markup", "cells"),
    [
        (
            "<li><span>1</span><span>编制<b>目录</b>。</span><span></span> <span>市 司法局</span></li>",
            ["1", "编制目录。", "", "市 司法局"],
        ),
        ("<div><em>序号</em>\n<em>工作任务</em></div>", ["序号", "工作任务"]),
        ("<p>一<br>二<span>三</span></p>", []),
        ("<p>一个段落</p>", []),
    ],
)
def test_elements_side_by_side_in_a_line_are_known_as_its_cells(markup, cells):
    (block,) = outline(markup).items
    assert [cell.text for cell in block.cells()] == cells


def test_cells_keep_their_places_when_words_before_them_are_repaired():
    (block,) = outline("<li><span>2O1 7年</span><span>编制目录</span></li>").items
    mended = block.with_text(
        block.text.edited([Repair(Span(1, 2), "O", "0", "ocr", "width"), Repair(Span(3, 4), " ", "", "gap", "width")])
    )
    assert [cell.text for cell in mended.cells()] == ["2017年", "编制目录"]


def test_tabs_between_words_of_one_line_part_cells_and_those_of_an_indent_do_not():
    assert texts("<p>序号\t工作任务\t责任单位</p><p>\n\t\t一、总体要求\n\t\t</p>") == ["序号\t工作任务\t责任单位", "一、总体要求"]


def test_a_frame_of_signs_is_a_table_and_the_words_around_it_stay_where_they_are():
    frame = "附表：\n┌──┬──┐\n│一　│二　│\n├──┼──┤\n│三　│四　│\n└──┴──┘\n说明"
    items = outline(f"<pre>{frame}</pre>").items
    assert [item.path for item in items] == ["/html[1]/body[1]/pre[1]", "/html[1]/body[1]/pre[1]#2", "/html[1]/body[1]/pre[1]#7"]
    assert [[cell.block.text.text for cell in row] for row in items[1].rows] == [["一", "二"], ["三", "四"]]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_frame_that_was_misread_with_its_page_is_a_table_whose_words_are_left_to_the_repair(encoding):
    frame = "┌──┬────┐\n│加强│市医保局│\n├──┼────┤\n│四项│县税务局│\n└──┴────┘"

    def misread(words):
        return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in words.encode(encoding))

    items = outline(f"<pre>{misread(frame)}</pre>").items
    assert [[[c.block.text.original for c in row] for row in item.rows] for item in items] == [
        [[misread("加强"), misread("市医保局")], [misread("四项"), misread("县税务局")]]
    ]


@pytest.mark.parametrize("words", ["©2023 某市 ©°©¤ 版权所有", "价格 â”Œ 不明", "Ê¡©°©¤Å"])
def test_a_few_such_signs_in_a_line_draw_no_frame(words):
    assert [item.text.original for item in outline(f"<p>{words}</p>").items] == [words]


@pytest.mark.parametrize("frame", ["┌──┬──┐\n│一│二", "┌──┬──┐\n没有边\n└──┴──┘", "+-+\n1+1=2\n+-+", "┌──┐\n│一段话│\n└──┘"])
def test_what_is_no_whole_frame_stays_as_it_is_printed(frame):
    assert "".join(texts(f"<pre>{frame}</pre>")) == frame

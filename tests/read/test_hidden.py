"""What a browser hides is kept and named, and what only seems hidden is read."""

import pytest

from pipeline.outline import TableMarkup
from tests.read.markup import LONG, aside, grids, outline, texts


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : NONE !important",
        "visibility:hidden",
        "font-size:0",
        "font-size: 0px; color: red",
        "font:0/0 a",
        "font: 0 sans-serif",
        "font:0px/0 a",
        "font: italic 400 0/1.5 SimSun",
        "font:bold 0.0/0 a",
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
        "font:14px/0 a",
        "font: 400 1em SimSun",
        "font: normal 700 12pt/1.5 a0 b",
        "font:10.5pt 仿宋_GB2312",
        "font:inherit",
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
        ("<p>修<ruby>栝<rp>(</rp><rt>guā</rt><rp>)</rp></ruby>苍古道</p>", ["修栝苍古道"]),
        ("<p>修<ruby>古<rt>gǔ</rt>道<rt>dào</rt></ruby></p>", ["修古道"]),
        ("<p>标注“栝”（guā）的读音</p>", ["标注“栝”（guā）的读音"]),
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


def test_hidden_words_in_cells_stand_after_the_table():
    markup = (
        "<table><tr><td>一<b style='display:none'>零</b></td><td>二</td></tr><tr style='display:none'><td>三<td>四</tr></table>末"
    )
    assert grids(markup) == [[["一", "二"]]]
    assert aside(markup) == [("hidden", "零"), ("hidden", "三"), ("hidden", "四")]

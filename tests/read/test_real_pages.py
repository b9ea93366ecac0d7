"""Real pages, where they lie beside the checkout: the notice stays, the site goes, tables are whole."""

import re
import time
from collections import Counter
from pathlib import Path

import pytest
from lxml.html import document_fromstring
from selectolax.lexbor import LexborHTMLParser

from pipeline.outline import Block, TableMarkup
from pipeline.read import read_outline
from pipeline.values import RawPage

HERE = Path(__file__).parents[2]
CORPUS = HERE.parent / "shared" / "corpus" / "html"
SAMPLES = HERE / "raw"
PAGES = sorted(CORPUS.glob("*.html")) + sorted(SAMPLES.glob("*.html"))
TITLED = [path for path in PAGES if b"articletitle" in path.read_bytes().lower()]


@pytest.fixture(params=PAGES or [None], ids=lambda path: path.stem if path else "none")
def page(request, rules):
    if request.param is None:
        pytest.skip("no real pages lie beside this checkout (shared/corpus/html, raw)")
    path = request.param
    return path, read_outline(RawPage(path.name, path.read_bytes()), rules)


def bare(text):
    return re.sub(r"\W", "", text)


@pytest.mark.parametrize("path", TITLED, ids=lambda path: path.stem)
def test_the_title_that_the_head_of_a_real_page_names_is_among_its_blocks(path, rules):
    outline = read_outline(RawPage(path.name, path.read_bytes()), rules)
    said = [content for name, content in outline.meta if name.lower() == "articletitle"]
    kept = bare("".join(b.text.original for b in outline.blocks() if b.set_aside is None))
    assert bare(said[0]) in kept


def test_no_visible_character_of_a_real_page_is_lost(page):
    path, outline = page
    tree = LexborHTMLParser(
        path.read_bytes().decode("utf-8", "replace") if outline.charset == "utf-8" else path.read_text(outline.charset)
    )
    tree.strip_tags(
        ["script", "style", "noscript", "template", "iframe", "object", "video", "audio", "canvas", "title", "noframes"]
    )
    seen = Counter(re.sub(r"[\s\ufeff]", "", tree.body.text()))
    held = Counter(re.sub(r"[\s\ufeff]", "", "".join(b.text.original for b in outline.blocks() if b.tag != "noframes")))
    assert held == seen


def test_most_of_what_is_not_set_aside_is_no_link(page):
    _, outline = page
    kept = [b for b in outline.blocks() if b.set_aside is None and b.text.original]
    assert kept
    assert sum("link" in b.marks for b in kept) * 10 <= len(kept)


def test_no_footer_line_of_a_real_page_is_kept(page):
    _, outline = page
    for block in outline.items:
        if isinstance(block, Block) and block.set_aside is None:
            assert not re.search("网站标识码|ICP备|公网安备", block.text.original), block.path


@pytest.mark.parametrize(
    ("stem", "sizes"),
    [
        ("pingtan_38733_zwgk_2022_task_table", [(19, 4)]),
        ("gov_cn_5362266", [(4, 4), (56, 5)]),
        ("county_hr_2018_points", []),
        ("gov_cn_5338761", [(4, 4)]),
    ],
)
def test_tables_of_real_pages_are_whole(stem, sizes, rules):
    path = next((p for p in PAGES if p.stem == stem), None)
    if path is None:
        pytest.skip("this page does not lie beside this checkout")
    outline = read_outline(RawPage(path.name, path.read_bytes()), rules)
    tables = [item for item in outline.items if isinstance(item, TableMarkup)]
    assert [(len(t.rows), max(map(len, t.rows))) for t in tables] == sizes


def test_reading_a_real_page_costs_no_more_than_some_parses(page, rules):
    path, _ = page
    body = path.read_bytes()

    def best(work):
        times = []
        for _ in range(5):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        return min(times)

    # A bound for accidents, far above what is usual: a quadratic step would break it, a busy machine does not.
    bare_parse = best(lambda: document_fromstring(body))
    assert best(lambda: read_outline(RawPage(path.name, body), rules)) < 40 * bare_parse + 0.01

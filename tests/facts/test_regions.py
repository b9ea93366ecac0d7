"""Where a notice comes from. The facts about divisions are a reader's own knowledge, not the register's."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from pipeline.facts.places.regions import RegionClues, RegionRule, RegionRules, locate, region_at, region_by_code, try_example
from pipeline.facts.places.register import read_divisions
from pipeline.facts.places.zones import zone_of

FOLDER = Path(__file__).parents[2] / "rules"


@cache
def rules() -> RegionRules:
    entries = yaml.load((FOLDER / "regions.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)["rules"]
    divisions = read_divisions((FOLDER / "regions" / "divisions.tsv").read_text("utf-8"))
    return RegionRules.build([TypeAdapter(RegionRule).validate_python(entry) for entry in entries], divisions)


def told(region):
    return None if region is None else " ".join([region.code, *filter(None, (region.province, region.city, region.county))])


@pytest.mark.parametrize("rule", rules().entries, ids=lambda rule: rule.id)
def test_every_rule_does_what_its_examples_say(rule):
    assert [try_example(rule, rules(), example.said) for example in rule.examples] == [e.gives for e in rule.examples]
    assert {kept: try_example(rule, rules(), kept) for kept in rule.keep} == dict.fromkeys(rule.keep, "")


def test_a_rule_for_a_code_that_never_was_is_refused():
    with pytest.raises(ValueError, match="no division ever had the code 519999"):
        RegionRules.build([RegionRule(id="x", part="alias", gives="519999", words=("某地",))], rules().register.divisions)


@pytest.mark.parametrize(
    "row", ["5117000\t达州市\t2\t1999\t\t", "511700\t达州市\t4\t1999\t\t", "511700 达州市", "511700\t\t2\t1999\t\t"]
)
def test_a_row_that_is_no_division_is_refused_with_its_line(row):
    with pytest.raises(ValueError, match="line 2"):
        read_divisions("code\tname\tlevel\tfirst_year\tlast_year\tsite\n" + row)


# --- the register -------------------------------------------------------------------------------------------------------


def test_the_register_is_complete():
    today = [d for d in rules().register.divisions if d.distance(2024) == 0]
    counts = {level: sum(1 for d in today if d.level == level) for level in (1, 2, 3)}
    assert counts == {1: 34, 2: 333, 3: 2846}


def test_a_code_stands_for_one_division_at_a_time():
    for divisions in rules().register.by_code.values():
        spans = sorted((d.first_year, d.last_year) for d in divisions)
        assert all(earlier[1] < later[0] for earlier, later in pairwise(spans)), divisions


def test_every_county_of_today_has_a_province_and_its_city_where_it_has_one():
    for division in rules().register.divisions:
        if division.level == 3 and division.distance(2024) == 0:
            region = rules().register.region(division, 2024)
            assert region.province
            direct = division.code[2:4] in ("01", "02") and division.code[:2] in ("11", "12", "31", "50")
            assert bool(region.city) != (direct or division.code[2:4] == "90"), division


def known(file):
    """The lines of a case file: the words left of `=>` in their parts, and what a reader makes of them (`None`: nobody can tell)."""
    for line in (Path(__file__).with_name(file)).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            said, _, answer = line.partition(" => ")
            yield said.split(" | "), None if answer == "~" else answer


@pytest.mark.parametrize(("said", "expected"), list(known("divisions.txt")))
def test_what_a_reader_knows_of_divisions(said, expected):
    name, year = said
    assert told(region_at(name, int(year), rules())) == expected


def test_the_parents_of_a_code_are_those_of_its_year():
    assert told(region_by_code("513021", 1995, rules())) == "513021 四川省 达川地区 达县"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("恩施土家族苗族自治州", "恩施"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("前郭尔罗斯蒙古族自治县", "前郭尔罗斯"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
    ],
)
def test_short_names_leave_the_peoples_out(name, short):
    assert rules().register.endings.short(name) == short


# --- locating -----------------------------------------------------------------------------------------------------------


LABELS = {"文号": "doc_number", "网址": "url", "标题": "title", "文": "texts", "正文": "body"}


def clues_of(said):
    """The clues of a line of regions.txt."""
    issuer, *rest = said
    clues = RegionClues(None if issuer == "—" else issuer)
    for part in rest:
        label, _, words = part.partition("=")
        field = LABELS.get(label)
        if field is None:
            clues = replace(clues, year=int(part))
        elif field in ("texts", "body"):
            clues = replace(clues, **{field: (*getattr(clues, field), words)})
        else:
            clues = replace(clues, **{field: words})
    return clues


@pytest.mark.parametrize(
    ("said", "expected"), list(known("regions.txt")), ids=lambda part: " | ".join(part) if isinstance(part, list) else None
)
def test_a_notice_is_placed_where_its_clues_agree_and_nowhere_else(said, expected):
    region = locate(clues_of(said), rules())
    assert (told(region) or "").strip() == (expected or "")


# Before 1996 many county-level cities had codes outside of their prefecture; see rules/regions/SOURCE.md.
MODERN = [d for d in rules().register.divisions if len(d.name) > 2 and d.last_year >= 1996]


@given(st.sampled_from(MODERN), st.sampled_from(["人民政府", "人民政府办公室", "教育局"]))
@settings(max_examples=200, deadline=None)
def test_a_full_chain_of_names_gives_its_own_code(division, body):
    year = max(division.first_year, 1996)
    region = rules().register.region(division, year)
    chain = "".join(filter(None, (region.province, region.city, region.county)))
    assert locate(RegionClues(chain + body, year=year), rules()) == region


@given(st.sampled_from(MODERN))
@settings(max_examples=200, deadline=None)
def test_a_name_alone_is_its_own_place_or_none(division):
    year = max(division.first_year, 1996)
    found = locate(RegionClues(f"{division.name}人民政府办公室", year=year), rules())
    assert found is None or found == rules().register.region(division, year)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_words_are_survived(issuer, title, text, url):
    locate(RegionClues(issuer, title, text, "http://" + url, (text, title), 2021), rules())


@pytest.mark.parametrize(
    ("issuer", "texts", "zone"),
    [
        ("平潭综合实验区管委会办公室", (), "平潭综合实验区"),
        ("福建省平潭综合实验区党工委", (), "平潭综合实验区"),
        ("平潭综合实验区环境与国土资源局", (), "平潭综合实验区"),
        ("达州高新区管委会", (), "达州高新区"),
        ("四川省达州市高新区管委会", (), "达州市高新区"),
        ("陕西省西咸新区开发建设管理委员会", (), "西咸新区"),
        ("苏州工业园区管委会", (), "苏州工业园区"),
        ("郑州航空港经济综合实验区管委会", (), "郑州航空港经济综合实验区"),
        ("区管委会办公室", ("各片区管理局，平潭综合实验区有关单位：",), "平潭综合实验区"),
        ("平潭县人民政府", ("平潭综合实验区有关单位：",), None),
        ("上海市浦东新区教育局", (), None),
        ("达州市教育局", ("达州高新区管委会",), None),
        ("内蒙古自治区鄂尔多斯市东胜区人民政府", (), None),
        ("新疆生产建设兵团办公厅", (), None),
        ("国务院办公厅", (), None),
        (None, (), None),
    ],
)
def test_a_zone_that_issues_a_notice_is_known_by_its_name(issuer, texts, zone):
    assert zone_of(issuer, texts, rules()) == zone

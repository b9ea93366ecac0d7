"""Pictures say in Chinese what the table says, on a screen and on grey paper."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont

from pipeline.compare import pictures

INK, PAPER = "#222222", "#ffffff"


@pytest.fixture
def axes():
    """Axes with the settings of all pictures; what stands on them is drawn at the end, and any warning is an error."""
    with rc_context(pictures.style()):
        figure = Figure()
        FigureCanvasAgg(figure)
        yield figure.subplots()
        figure.canvas.draw()


def words(axes):
    return [text.get_text() for text in axes.texts if text.get_text()]


def names(ticks):
    return [label.get_text() for label in ticks]


def fields(axes):
    (image,) = axes.images
    return [[to_hex(pixel) for pixel in row] for row in image.get_array()]


def contrast(one, other):
    """How well one colour can be read on the other, from 1 to 21 (WCAG 2)."""

    def light(colour):
        parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


# --- on paper


def test_the_shades_are_far_apart_in_grey():
    greys = [pictures.brightness(shade) for shade in pictures.SHADES]
    assert all(lighter - darker > 0.15 for darker, lighter in itertools.pairwise(greys))


def test_more_is_darker_in_grey_too(axes):
    pictures.heat_map(axes, pd.DataFrame([range(1, 40)]))
    greys = [pictures.brightness(shade) for shade in fields(axes)[0]]
    assert all(lighter > darker for lighter, darker in itertools.pairwise(greys))
    assert greys[0] - greys[-1] > 0.6


def test_a_number_can_be_read_on_every_shade(axes):
    pictures.heat_map(axes, pd.DataFrame([range(1, 60)]))
    written = [text.get_color() for text in axes.texts]
    assert min(contrast(shade, ink) for shade, ink in zip(fields(axes)[0], written, strict=True)) > 3
    assert min(contrast(shade, pictures.readable_on(shade)) for shade in pictures.SHADES) > 4.5


# --- in Chinese


def test_chinese_is_written_in_the_simplified_face_of_the_font(axes):
    found = findfont(FontProperties(family="Noto Sans CJK SC"), fallback_to_default=False)
    assert str(found).endswith("NotoSansCJK-Regular.ttc")
    axes.set_title("政务公开（一）〔2023〕5号：牵头→配合 −3‰ 葭㮾䶮 ①")


def test_without_the_settings_chinese_would_not_be_readable():
    figure = Figure()
    FigureCanvasAgg(figure)
    figure.subplots().set_title("政务公开")
    with pytest.warns(UserWarning, match="missing from"):
        figure.canvas.draw()


# --- what is drawn


def test_a_heat_map_writes_each_number_and_leaves_nothing_white(axes):
    table = pd.DataFrame({"云岭省": [2, 0], "澜溪市": [None, 1]}, index=["财政", "教育"])
    pictures.heat_map(axes, table, "{:.0f}件")
    assert [text.get_text() for text in axes.texts] == ["2件", "", "", "1件"]
    assert names(axes.get_xticklabels()) == ["云岭省", "澜溪市"]
    assert names(axes.get_yticklabels()) == ["财政", "教育"]
    (darkest, nothing), (zero, lighter) = fields(axes)
    assert nothing == zero == PAPER
    assert pictures.brightness(darkest) < pictures.brightness(lighter) < 1


def test_what_is_most_can_be_given_so_that_two_pictures_compare(axes):
    pictures.heat_map(axes, pd.DataFrame([[0.5, 1]]), "{:.0%}", most=2)
    half_of_two = fields(axes)[0][1]
    assert pictures.brightness(half_of_two) > 0.3
    assert words(axes) == ["50%", "100%"]


def test_a_kind_has_its_shade_and_its_word_and_an_unknown_one_stays_white(axes):
    pictures.kinds_map(axes, pd.DataFrame([["照", "略", None]]), {"照": pictures.SHADES[0]})
    assert fields(axes) == [[pictures.SHADES[0], PAPER, PAPER]]
    assert words(axes) == ["照", "略"]


def test_bars_stand_in_the_order_of_the_table_and_their_parts_add_up(axes):
    pictures.stacked_bars(axes, pd.DataFrame({"照搬": [3, 1], "略去": [1, 0]}, index=["甲市", "乙市"]))
    assert words(axes) == ["3", "1", "1", "4", "1"]
    assert [(bar.get_x(), bar.get_width()) for bar in axes.patches] == [(0, 3), (0, 1), (3, 1), (1, 0)]
    bottom, top = axes.get_ylim()
    assert bottom > top, "the first row is the upper one"
    assert names(axes.get_legend().get_texts()) == ["照搬", "略去"]


def test_bars_of_one_part_say_their_number_once(axes):
    pictures.stacked_bars(axes, pd.DataFrame({"新增": [3, 1]}, index=["甲市", "乙市"]))
    assert words(axes) == ["3", "1"]


def test_a_day_stands_over_the_name_of_its_month(axes):
    days = pd.DataFrame({"row": ["甲市", "丙市"], "day": pd.to_datetime(["2023-04-30", "2023-06-30"]), "n": [2, 9]})
    pictures.day_dots(axes, pd.concat([days, days.assign(row="甲市")]), ["甲市", "乙市"])
    axes.figure.canvas.draw()
    assert words(axes) == ["2", "2", "9"], "丙市 was not asked for"
    named = {label.get_text(): label.get_position()[0] for label in axes.get_xticklabels(which="minor")}
    last_of_april, _ = axes.collections[0].get_offsets()[0]
    assert min(named, key=lambda month: abs(named[month] - last_of_april)) == "2023-04"


def test_a_long_calendar_names_fewer_months(axes):
    days = pd.DataFrame({"row": ["甲市"] * 2, "day": pd.to_datetime(["2019-04-30", "2030-06-30"]), "n": [1, 1]})
    pictures.day_dots(axes, days, ["甲市"])
    axes.figure.canvas.draw()
    assert 3 <= len(names(axes.get_xticklabels())) <= 12


def test_a_plan_with_two_parents_has_two_arrows_and_says_both(axes):
    plans = pd.DataFrame({"doc_id": ["p", "c", "x", "o"], "name": ["省", "市", "没有日期", "县"]})
    plans["day"] = pd.to_datetime(["2023-03-01", "2023-04-01", None, "2023-05-01"])
    ways = pd.DataFrame(
        [("p", "c", "接省"), ("c", "o", "接市"), ("p", "o", "也接省"), ("x", "o", "无")],
        columns=["from_doc_id", "doc_id", "said"],
    )
    pictures.journeys(axes, plans, ways)
    assert words(axes) == ["接省", "接市\n也接省"]
    assert sum(text.arrow_patch is not None for text in axes.texts) == 3
    assert names(axes.get_yticklabels()) == ["省", "市", "县"]


def test_a_network_draws_only_the_links_between_its_dots(axes):
    pictures.ring(axes, {"财政": 4, "教育": 0, "民政": 1}, {("财政", "教育"): 2, ("财政", "水利"): 9, ("民政", "民政"): 1})
    assert words(axes) == ["4", "财政", "0", "教育", "1", "民政"]
    assert sum(text.arrow_patch is not None for text in axes.texts if hasattr(text, "arrow_patch")) == 1


@pytest.mark.parametrize(
    "draw",
    [
        lambda axes: pictures.heat_map(axes, pd.DataFrame()),
        lambda axes: pictures.kinds_map(axes, pd.DataFrame(), {}),
        lambda axes: pictures.stacked_bars(axes, pd.DataFrame({"甲": [], "乙": []})),
        lambda axes: pictures.day_dots(axes, pd.DataFrame({"row": [], "day": [], "n": []}), []),
        lambda axes: pictures.journeys(
            axes, pd.DataFrame({"doc_id": [], "name": [], "day": []}), pd.DataFrame({"from_doc_id": [], "doc_id": [], "said": []})
        ),
        lambda axes: pictures.ring(axes, {}, {}),
    ],
    ids=["heat map", "kinds", "bars", "days", "journeys", "ring"],
)
def test_an_empty_table_is_an_empty_picture(draw, axes):
    draw(axes)
    assert words(axes) == []

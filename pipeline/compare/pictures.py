"""The pictures of the notebooks: Chinese in every font setting, shades that stay apart when printed in grey.

Each function draws a table into axes and returns nothing. Matplotlib and the font come with `taizhang[notebooks]` and are
imported when a picture is drawn.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

SHADES = ("#440154", "#31688e", "#37b38a", "#a0da39", "#f7f0c0")
"""From dark to light (viridis, its end paler): each is a grey of its own on paper."""
_PAPER = "#ffffff"
_INK = "#222222"
_FAINT = "#cccccc"
_GROWING = "YlGnBu"
"""A map of colours that only gets darker."""
_DARK = 0.45
_RING_SIZE = 1100.0
_WIDEST_LINE = 7.0
_UPRIGHT = 0.05
_MOST_MONTHS = 18
_MARGIN = dt.timedelta(days=7)


def style() -> dict[str, Any]:
    """The settings of all pictures, for `plt.rcParams.update`: a font with all Chinese characters, small files, no frames."""
    from matplotlib.font_manager import fontManager  # noqa: PLC0415
    from noto_cjk_sans_otc import FONT_PATH  # noqa: PLC0415

    family = "Noto Sans CJK SC"
    if not any(font.name == family for font in fontManager.ttflist):
        fontManager.addfont(str(FONT_PATH))
    return {
        "font.family": [family],
        "font.size": 9,
        "figure.dpi": 90,
        "figure.constrained_layout.use": True,
        "axes.unicode_minus": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlesize": 11,
        "axes.titlelocation": "left",
        "legend.frameon": False,
    }


def clip(words: str, longest: int) -> str:
    """The words, cut to so many characters.

    >>> clip("编制惠企政策清单", 5), clip("惠企", 5)
    ('编制惠企…', '惠企')
    """
    return words if len(words) <= longest else words[: longest - 1] + "…"


def fold(words: str, width: int) -> str:
    r"""The words on lines of so many characters, as headings of narrow columns.

    >>> fold("国务院办公厅", 4)
    '国务院办\n公厅'
    """
    return "\n".join(words[i : i + width] for i in range(0, len(words), width))


def brightness(colour: str) -> float:
    """How light a colour is in grey, from 0 (black) to 1 (white).

    >>> round(brightness("#ffffff"), 2), round(brightness("#440154"), 2)
    (1.0, 0.12)
    """
    from matplotlib.colors import to_rgb  # noqa: PLC0415

    return float(sum(part * light for part, light in zip(to_rgb(colour), (0.299, 0.587, 0.114), strict=True)))


def heat_map(axes: Axes, table: pd.DataFrame, number: str = "{:.0f}", most: float | None = None) -> None:
    """Numbers as shades, the number itself in each field; nothing where it is 0 or not known.

    `number` is how they are written (`"{:.0%}"`), `most` the darkest shade's number, else the greatest of the table.
    """
    import matplotlib as mpl  # noqa: PLC0415

    values = table.fillna(0).to_numpy(dtype=float)
    top = most or max(values.max(initial=0), 1e-9)
    shades = [[mpl.colors.to_hex(mpl.colormaps[_GROWING](0.12 + 0.88 * min(v / top, 1))) for v in row] for row in values]
    signs = [[number.format(value) if value else "" for value in row] for row in values]
    _fields(axes, table, [[s if v else _PAPER for s, v in zip(*row, strict=True)] for row in zip(shades, values, strict=True)])
    _signs(axes, signs, shades)


def kinds_map(axes: Axes, table: pd.DataFrame, shades: Mapping[str, str]) -> None:
    """Words as shades: each field has the colour of its word and the word itself; empty words leave the field white."""
    words = table.fillna("").to_numpy().tolist()
    colours = [[shades.get(word, _PAPER) for word in row] for row in words]
    _fields(axes, table, colours)
    _signs(axes, words, colours)


def _fields(axes: Axes, table: pd.DataFrame, colours: Sequence[Sequence[str]]) -> None:
    from matplotlib.colors import to_rgb  # noqa: PLC0415

    rows, columns = table.shape
    if rows and columns:
        axes.imshow([[to_rgb(colour) for colour in row] for row in colours], aspect="auto")
    axes.set_xticks(range(columns), [str(name) for name in table.columns])
    axes.set_yticks(range(rows), [str(name) for name in table.index])
    axes.set_xticks([i - 0.5 for i in range(columns + 1)], minor=True)
    axes.set_yticks([i - 0.5 for i in range(rows + 1)], minor=True)
    axes.grid(visible=True, which="minor", color=_FAINT, linewidth=0.6)
    axes.tick_params(which="both", length=0, top=False, bottom=False, labeltop=True, labelbottom=False)
    axes.spines[:].set_visible(False)


def _signs(axes: Axes, words: Sequence[Sequence[str]], under: Sequence[Sequence[str]]) -> None:
    for y, row in enumerate(words):
        for x, word in enumerate(row):
            axes.text(x, y, word, ha="center", va="center", fontsize=8, color=readable_on(under[y][x]))


def readable_on(colour: str) -> str:
    """Black or white, whichever can be read on the colour.

    >>> readable_on("#440154"), readable_on("#f7f0c0")
    ('#ffffff', '#222222')
    """
    return _PAPER if brightness(colour) < _DARK else _INK


def stacked_bars(axes: Axes, table: pd.DataFrame, shades: Sequence[str] = SHADES) -> None:
    """A bar for each row, a part for each column, with its number; the first row on top, the names of the parts above it."""
    before = [0.0] * len(table)
    widest = max(table.sum(axis=1).max() if len(table) else 0, 1)
    for name, shade in zip(table.columns, shades, strict=False):
        values = [float(value) for value in table[name]]
        axes.barh(range(len(values)), values, left=before, color=shade, edgecolor=_INK, linewidth=0.5, label=name, height=0.72)
        for y, value in enumerate(values):
            if value >= widest / 40:
                axes.text(
                    before[y] + value / 2, y, f"{value:.0f}", ha="center", va="center", fontsize=8, color=readable_on(shade)
                )
        before = [done + value for done, value in zip(before, values, strict=True)]
    for y, total in enumerate(before if len(table.columns) > 1 else ()):
        axes.text(total + widest / 100, y, f"{total:.0f}", va="center", fontsize=8, color=_INK)
    axes.set_yticks(range(len(table)), [str(name) for name in table.index])
    axes.tick_params(left=False)
    axes.set_xlim(0, widest * 1.06)
    axes.set_ylim(max(len(table), 1) - 0.5, -0.5)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=max(len(table.columns), 1), borderaxespad=0.1)


def day_dots(axes: Axes, days: pd.DataFrame, rows: Sequence[str]) -> None:
    """A calendar: a line for each of `rows`, a dot for each day with its number.

    `days` has the columns `row`, `day` and `n`. What stands under other rows is left out.
    """
    place = {name: y for y, name in enumerate(rows)}
    shown = days[days["row"].isin(place)]
    most = max(shown["n"].max() if len(shown) else 0, 1)
    height = shown["row"].map(place)
    if len(shown):
        axes.scatter(
            shown["day"],
            height,
            s=90 + 420 * shown["n"] / most,
            color=SHADES[1],
            alpha=0.9,
            linewidths=0,
            zorder=3,
            clip_on=False,
        )
    for day, y, n in zip(shown["day"], height, shown["n"], strict=True):
        axes.text(day, y, f"{n:.0f}", ha="center", va="center_baseline", fontsize=8, color=_PAPER, zorder=4)
    axes.set_yticks(range(len(rows)), rows)
    axes.set_ylim(max(len(rows), 1) - 0.4, -0.6)
    _days_below(axes, list(shown["day"]))


def _days_below(axes: Axes, days: Sequence[Any]) -> None:
    """Months below the picture: their names in the middle, a line where one begins; for more than a year and a half some days."""
    from matplotlib import dates  # noqa: PLC0415

    axes.xaxis_date()
    spelt = dates.DateFormatter("%Y-%m")  # type: ignore[no-untyped-call]
    if days and (max(days) - min(days)).days <= _MOST_MONTHS * 31:
        first, last = min(days).replace(day=1), max(days).replace(day=28)
        axes.set_xlim(first - _MARGIN, last + _MARGIN)
        axes.xaxis.set_major_locator(dates.MonthLocator())  # type: ignore[no-untyped-call]
        axes.xaxis.set_minor_locator(dates.MonthLocator(bymonthday=16))  # type: ignore[no-untyped-call]
        axes.xaxis.set_minor_formatter(spelt)
        axes.tick_params(axis="x", which="major", labelbottom=False)
        axes.tick_params(axis="x", which="minor", length=0)
    else:
        axes.xaxis.set_major_locator(dates.AutoDateLocator(maxticks=10))  # type: ignore[no-untyped-call]
        axes.xaxis.set_major_formatter(spelt)
    axes.grid(visible=True, color=_FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", left=False)


def journeys(axes: Axes, plans: pd.DataFrame, ways: pd.DataFrame) -> None:
    """Plans in time, a line each, and arrows from each to those that carry it out.

    `plans` has the columns `doc_id`, `name` and `day`, from top to bottom; `ways` has `from_doc_id`, `doc_id` and `said`, the
    words at the arrow's head. A way whose ends have no day is left out.
    """
    dated = plans[plans["day"].notna()]
    at = {doc: (day, y) for y, (doc, day) in enumerate(zip(dated["doc_id"], dated["day"], strict=True))}
    heads: dict[str, list[str]] = {}
    if at:
        axes.scatter([day for day, _ in at.values()], [y for _, y in at.values()], s=70, color=SHADES[0], zorder=4)
    for source, doc, said in zip(ways["from_doc_id"], ways["doc_id"], ways["said"], strict=True):
        if source in at and doc in at:
            bent = {"arrowstyle": "-|>", "color": SHADES[1], "shrinkA": 5, "shrinkB": 5, "connectionstyle": "arc3,rad=0.12"}
            axes.annotate("", xy=at[doc], xytext=at[source], arrowprops=bent)
            heads.setdefault(doc, []).append(said)
    for doc, words in heads.items():
        beside: dict[str, Any] = {"xytext": (9, 0), "textcoords": "offset points", "va": "center", "fontsize": 8, "zorder": 3}
        under = {"facecolor": _PAPER, "edgecolor": "none", "pad": 1, "alpha": 0.9}
        axes.annotate("\n".join(words), xy=at[doc], bbox=under, **beside)
    axes.set_yticks(range(len(dated)), dated["name"].tolist())
    axes.set_ylim(max(len(dated), 1) - 0.4, -0.6)
    _days_below(axes, list(dated["day"]))


def ring(axes: Axes, weights: Mapping[str, float], links: Mapping[tuple[str, str], float]) -> None:
    """A network on a ring: a dot for each of `weights`, as large as it weighs, and an arrow for each link between two of them."""
    at = {name: (math.sin(turn), math.cos(turn)) for name, turn in zip(weights, _turns(len(weights)), strict=True)}
    heaviest, widest = max(weights.values(), default=1) or 1, max(links.values(), default=1) or 1
    sizes = {name: 90 + _RING_SIZE * weight / heaviest for name, weight in weights.items()}
    for (source, target), weight in sorted(links.items(), key=lambda link: (link[1], link[0])):
        if source in at and target in at and source != target:
            share = weight / widest
            line = {"arrowstyle": "-|>", "color": SHADES[1], "linewidth": 0.6 + (_WIDEST_LINE - 0.6) * share**1.5}
            line |= {"alpha": 0.35 + 0.6 * share, "connectionstyle": "arc3,rad=0.22", "mutation_scale": 10 + 8 * share}
            line |= {"shrinkA": math.sqrt(sizes[source]) / 2, "shrinkB": math.sqrt(sizes[target]) / 2 + 1}
            axes.annotate("", xy=at[target], xytext=at[source], arrowprops=line)
    for name, (x, y) in at.items():
        axes.scatter([x], [y], s=sizes[name], color=SHADES[0], zorder=3, linewidths=0)
        axes.text(x, y, f"{weights[name]:.0f}", ha="center", va="center_baseline", fontsize=7, color=_PAPER, zorder=4)
        side = "center" if abs(x) < _UPRIGHT else "left" if x > 0 else "right"
        axes.text(x * 1.15, y * 1.24, name, ha=side, va="center", fontsize=9)
    axes.set(xlim=(-1.75, 1.75), ylim=(-1.3, 1.3), aspect="equal")
    axes.axis("off")


def _turns(count: int) -> list[float]:
    return [2 * math.pi * i / count for i in range(count)]

"""The page of one notice: on one side what was published, its tasks' words lit; on the other each task with all that was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.explore.lit import lit_runs, marks_of
from pipeline.explore.markup import add, code, made, style, to_bytes
from pipeline.explore.published import Line, Sheet, rebuilt_grids
from pipeline.explore.task_card import card, issue_rows, repair_row

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from pipeline.explore.gather import Notice
    from pipeline.explore.labels import Labels
    from pipeline.explore.lit import LitRun, Mark
    from pipeline.explore.published import Published, Words


@dataclass(frozen=True)
class Dress:
    """What all notice pages share: labels, style sheet, scripts."""

    labels: Labels
    sheet: str
    scripts: tuple[str, ...]


def notice_page(notice: Notice, published: Published, dress: Dress) -> bytes:
    """The whole page; everything in it that comes from the notice is text."""
    labels = dress.labels
    title = notice.document["title"] or notice.document["source"]
    head = made("head", {}, made("meta", {"name": "viewport", "content": "width=device-width"}), made("title", {}, title))
    add(head, style(dress.sheet), *(code(script) for script in dress.scripts))
    tools = made(
        "nav", {"class": "tools"}, made("a", {"href": "../index.html", "id": "back"}, labels.element("back")), _choice(labels)
    )
    add(
        tools,
        *(made("button", {"type": "button", "id": name}, labels.element(name)) for name in ("before", "after", "lang", "theme")),
    )
    top = made("header", {}, tools, made("h1", {}, title), _facts(notice, labels), *_page_issues(notice, labels))
    text = made("main", {"id": "published", "data-repairs": "doubtful"}, labels.element("as_published", "h2"))
    if not published.as_printed:
        add(text, made("p", {"class": "warning", "role": "note"}, labels.element("not_as_printed")))
    add(text, *_Drawing(notice, labels).items(published))
    cards = made("aside", {"id": "tasks", "aria-live": "polite"}, labels.element("tasks", "h2"))
    add(cards, *(card(notice, task, labels) for task in notice.tasks))
    body = made("body", {"class": "notice"}, top, made("div", {"class": "sides"}, text, cards))
    return to_bytes(made("html", {"lang": "zh-CN"}, head, body))


def _choice(labels: Labels) -> Element:
    options = [_option(name, labels) for name in ("doubtful", "all", "none")]
    return made("label", {}, labels.element("show_repairs"), " ", made("select", {"id": "repairs"}, *options))


def _option(name: str, labels: Labels) -> Element:
    option = labels.element(f"repairs_{name}", "option")
    option.set("value", name)
    return option


def _facts(notice: Notice, labels: Labels) -> Element:
    """What the head of the notice says. Its address is shown and leads nowhere."""
    document = notice.document
    place = " ".join(document[name] for name in ("province", "city", "county") if document[name])
    facts: list[tuple[str, Any]] = [
        ("place", place),
        *((n, document[n]) for n in ("issuer", "doc_number", "written_date", "source", "url")),
    ]
    listed = made("dl", {"class": "facts"})
    for name, value in facts:
        if value:
            add(listed, made("div", {}, labels.element(name, "dt"), made("dd", {}, made("bdi", {}, str(value)))))
    return listed


def _page_issues(notice: Notice, labels: Labels) -> list[Element]:
    """What should be looked at in the page as a whole, folded: a damaged page has a long list."""
    rows = issue_rows(notice, None, labels)
    if not rows:
        return []
    name = made("summary", {}, labels.element("page_issues"), f" ({len(rows)})")
    return [made("details", {"class": "issues"}, name, made("ul", {}, *rows))]


class _Drawing:
    """Draws what was published."""

    def __init__(self, notice: Notice, labels: Labels) -> None:
        self._notice = notice
        self._labels = labels
        self._marks = marks_of(notice)
        self._drawn: set[str] = set()

    def items(self, published: Published) -> list[Element]:
        """The notice in its order, then what does not stand in its text."""
        drawn: list[Element] = []
        for item in published.items:
            if isinstance(item, Sheet):
                drawn.append(self._sheet(item))
            elif not item.aside:
                drawn.append(self._line(item))
            elif drawn and drawn[-1].tag == "details":
                add(drawn[-1], self._line(item))
            else:
                drawn.append(
                    made("details", {"class": "aside"}, self._labels.element("not_of_notice", "summary"), self._line(item))
                )
        return [*drawn, *self._rebuilt(published), *self._elsewhere(published)]

    def _line(self, line: Line) -> Element:
        element = made("p", {"class": "heading"} if line.heading else {})
        add(element, *self._words(line.words))
        return element

    def _sheet(self, sheet: Sheet) -> Element:
        table = made("table", {"class": "printed"})
        if sheet.caption:
            add(table, made("caption", {}, sheet.caption))
        for row in sheet.rows:
            drawn = made("tr")
            for slot in row:
                spans = {"rowspan": slot.row_span, "colspan": slot.col_span}
                cell = made("th" if slot.header else "td", {name: str(span) for name, span in spans.items() if span > 1})
                add(cell, *self._words(slot.words))
                add(drawn, cell)
            add(table, drawn)
        # A wide table scrolls by itself; whoever has no mouse reaches it by the keyboard.
        return made("div", {"class": "wide", "tabindex": "0"}, table)

    def _words(self, words: Words) -> list[Element | str]:
        self._drawn.add(words.path)
        if words.tasks:
            return [made("span", {"data-t": " ".join(map(str, words.tasks)), "class": "words"}, words.text)]
        marks: list[Mark] = self._marks.get(words.path, []) if words.path else []
        repairs = self._notice.repairs.get(words.path, []) if words.path else []
        return [self._lit(run) for run in lit_runs(words.text, marks, repairs)]

    def _lit(self, run: LitRun) -> Element | str:
        shown: Element | str = run.text if run.repair is None else self._repair(run)
        if not run.tasks:
            return shown
        return made("span", {"data-t": " ".join(map(str, run.tasks)), "class": " ".join(run.kinds)}, shown)

    def _repair(self, run: LitRun) -> Element:
        repair = run.repair
        assert repair is not None
        doubtful = not repair["certain"]
        drawn = made("span", {"class": "repair doubtful" if doubtful else "repair", "title": _told(repair)})
        if run.text:
            add(drawn, made("del", {}, run.text))
        if repair["after"]:
            add(drawn, made("ins", {}, repair["after"]))
        if doubtful:
            add(drawn, made("sup", {"aria-hidden": "true"}, "?"))
        if repair["alternatives"]:
            add(drawn, made("small", {}, f" [{' / '.join(repair['alternatives'])}]"))
        return drawn

    def _rebuilt(self, published: Published) -> list[Element]:
        sheets = rebuilt_grids(self._notice) if published.as_printed else ()
        if not sheets:
            return []
        return [made("details", {"class": "rebuilt"}, self._labels.element("rebuilt", "summary"), *map(self._sheet, sheets))]

    def _elsewhere(self, published: Published) -> list[Element]:
        """The repairs that stand in none of the words above."""
        rows = [row for path, found in self._notice.repairs.items() if path not in self._drawn for row in found]
        if not rows:
            return []
        name = "other_repairs" if published.as_printed else "all_repairs"
        listed = made("ul", {}, *(repair_row(row, self._labels) for row in rows))
        return [made("details", {"class": "rebuilt"}, self._labels.element(name, "summary"), listed)]


def _told(repair: dict[str, Any]) -> str:
    """A repair in one line, for the pointer that rests on it."""
    others = f" ({' / '.join(repair['alternatives'])})" if repair["alternatives"] else ""
    sure = "" if repair["certain"] else f", {repair['confidence']:.2f}"
    return f"{repair['before']} → {repair['after']}{others} · {repair['rule']}{sure}"

"""How much damaged text comes back, and how much is made worse: the repair room beside other tools, in one run.

    make repair-bench                       # writes the table into docs/repair-bench.md
    make repair-bench ARGS='--show KIND'    # prints what is wrong in the channels whose name holds KIND
    make repair-bench ARGS='--clean FOLDER' # also repairs the undamaged .txt and .html pages of a folder, and counts what changes
    make repair-bench ARGS='--texts FOLDER' # measures on the .txt files of a folder instead, this project alone; writes nothing

The texts in repair_texts/ were written for this bench; docs/repair-bench.md says what was looked at since. Clean pages of raw/
are added. Every text goes through each channel of damage.py; then characters are counted by what became of them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import charset_normalizer
import ftfy
from damage import CHANNELS
from repair_fates import FATES, Mended, blocks, fates

from pipeline.engine.inputs import find_inputs, identify
from pipeline.outline import Block, Outline
from pipeline.read import read_outline
from pipeline.repair import repair_outline
from pipeline.repair.writing.script import simplified
from pipeline.rulebook.folder import find_rules_folder
from pipeline.rules import load_rules
from pipeline.traced import TracedText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.parse import Rules

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "repair-bench.md"
SOUND = (
    "huaihe_2023",
    "jiapu_2022",
    "lanxi_2023",
    "nanzhu_2023",
    "qingtong_2023",
    "shuoyuan_2023",
    "tinglu_2023",
    "yanbo_2023",
    "yunling_202",
)
ROUND_TRIPS = (("gb18030", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "gb18030"), ("gb18030", "big5"))
COLUMNS = (
    *("channel", "tool", "damaged", "proved", "likely", "marked lost", "left", "wrong", "wrong, called certain", "touched"),
    *("right", "Chinese right", "ms per 10,000"),
)


@dataclass(frozen=True)
class Asked:
    """What to measure: channels whose name holds a word, and the tools."""

    channel: str
    tools: tuple[str, ...]


def main() -> None:
    """Run every channel and write the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--show", help="print wrong lines of these channels, write nothing")
    asked.add_argument("--only", default="", help="channels whose name holds this; writes nothing")
    asked.add_argument("--clean", help="a folder of undamaged pages")
    asked.add_argument("--texts", help="a folder of undamaged .txt files to measure on instead")
    options = asked.parse_args()
    rules = load_rules(find_rules_folder())
    texts = _texts(Path(options.texts) if options.texts else HERE / "repair_texts")
    if not options.texts:
        texts += [list(lines) for lines in _pages("raw", rules, SOUND)]
    if options.show:
        _show(options.show, texts, rules)
        return
    _ours(texts[0], rules)
    _ours(CHANNELS["characters cut (U+FFFD)"](texts[0]), rules)  # what is read once, as dictionaries are, is no page's cost
    asked_for = Asked(options.only, ("taizhang",) if options.texts else tuple(TOOLS))
    lines = [*_table(texts, rules, asked_for), "", *_clean(texts, rules, options.clean)]
    print("\n".join(lines))
    if options.only or options.texts:
        return
    before, _, _ = PAGE.read_text(encoding="utf-8").partition("<!-- measured -->")
    day = dt.datetime.now(tz=dt.UTC).date()
    PAGE.write_text(before + "<!-- measured -->\n\n" + f"Measured on {day}.\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _texts(folder: Path) -> list[list[str]]:
    """The lines of the texts of a folder, blank ones left out."""
    files = [path.read_text(encoding="utf-8").splitlines() for path in sorted(folder.glob("*.txt"))]
    return [[line.strip() for line in lines if line.strip()] for lines in files]


def _pages(folder: str, rules: Rules, names: tuple[str, ...] = ("",)) -> Iterator[list[str]]:
    """The lines of the pages of a folder."""
    for found in find_inputs([folder]):
        page = identify(found, 1 << 62).page()
        if Path(page.source).name.startswith(names):
            lines = [line for b in read_outline(page, rules.read).blocks() for line in b.text.text.split("\n")]
            yield [line.strip() for line in lines if line.strip()]


def _table(texts: Sequence[Sequence[str]], rules: Rules, asked: Asked) -> Iterator[str]:
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|---|---|" + "--:|" * (len(COLUMNS) - 2)
    for channel, damage in CHANNELS.items():
        for name in asked.tools if asked.channel in channel else ():
            count = Counter[str]()
            spent = 0.0
            for text in texts:
                damaged = damage(text)
                start = time.process_time()
                mended = TOOLS[name](damaged, rules)
                spent += time.process_time() - start
                for truth, said, line in zip(_truths(text, damaged), damaged, mended, strict=True):
                    count += fates(truth, said, line)
            yield _row(channel, name, count, spent)


def _row(channel: str, tool: str, count: Counter[str], spent: float) -> str:
    every, hit = count["characters"], max(1, count["damaged"])
    shares = " | ".join(f"{100 * count[fate] / hit:.1f} %" for fate in FATES[:-1])
    right, chinese = 100 * count["right"] / every, 100 * count["Chinese right"] / max(1, count["Chinese"])
    speed = 1e7 * spent / max(1, count["printed"])
    counted = f"{count['damaged']} | {shares} | {count['touched']}"
    return f"| {channel} | {tool} | {counted} | {right:.2f} % | {chinese:.2f} % | {speed:.0f} |"


def _truths(text: Sequence[str], damaged: Sequence[str]) -> list[str]:
    """What each damaged line should say; a channel may have joined lines."""
    size = -(-len(text) // len(damaged))
    return ["".join(text[at : at + size]) for at in range(0, len(text), size)]


def _ours(page: Sequence[str], rules: Rules) -> list[Mended]:
    blocks = tuple(Block(f"line[{n}]", TracedText(line), "line") for n, line in enumerate(page, 1))
    outline = repair_outline(Outline(blocks, "text/plain", "utf-8"), rules.repair)
    return [_traced(block.text) for block in outline.blocks()]


def _traced(text: TracedText) -> Mended:
    sure: list[bool] = []
    at = 0
    for repair in text.repairs:
        sure += [True] * (repair.span.start - at) + [repair.certain] * len(repair.after)
        at = repair.span.end
    return Mended(text.text, (*sure, *[True] * (len(text.original) - at)))


def _plain(text: str) -> Mended:
    return Mended(text, (True,) * len(text))


def _ftfy(page: Sequence[str], rules: Rules) -> list[Mended]:
    del rules
    return [_plain(ftfy.fix_text(line)) for line in page]


def _normalizer(page: Sequence[str], rules: Rules) -> list[Mended]:
    """What charset-normalizer takes the damaged page's bytes for, Windows-1252 where they can be that, else UTF-8."""
    del rules
    text = "\n".join(page)
    for encoding in ("cp1252", "latin-1", "gb18030"):
        try:
            best = charset_normalizer.from_bytes(text.encode(encoding)).best()
        except UnicodeEncodeError:
            continue
        lines = str(best).split("\n") if best else []
        return [_plain(line) for line in lines] if len(lines) == len(page) else [_plain(line) for line in page]
    return [_plain(line) for line in page]


def _round_trip(page: Sequence[str], rules: Rules) -> list[Mended]:
    """The first of the usual decode-encode pairs that raises no error, line by line; ASCII and failures stay."""
    del rules

    def of(line: str) -> str:
        for wrote, read in ROUND_TRIPS:
            try:
                return line.encode(wrote).decode(read)
            except UnicodeError:
                continue
        return line

    return [_plain(line if line.isascii() else of(line)) for line in page]


TOOLS: dict[str, Callable[[Sequence[str], Rules], list[Mended]]] = {
    "taizhang": _ours,
    "ftfy": _ftfy,
    "charset-normalizer": _normalizer,
    "round trip": _round_trip,
}


def _show(kind: str, texts: Sequence[Sequence[str]], rules: Rules) -> None:
    for channel, damage in CHANNELS.items():
        for text in texts if kind in channel else ():
            damaged = damage(text)
            for truth, said, line in zip(_truths(text, damaged), damaged, _ours(damaged, rules), strict=True):
                count = fates(truth, said, line)
                if count["wrong"] or count["touched"] or count["left"] or count["marked"]:
                    print(f"{channel}: { {fate: count[fate] for fate in FATES if count[fate]} }")
                    print("   meant  ", truth, "\n   printed", said, "\n   mended ", line.text.replace("\n", "⏎"))


def _clean(texts: Sequence[Sequence[str]], rules: Rules, folder: str | None) -> Iterator[str]:
    """How many characters of undamaged text are changed, and what that costs."""
    pages = [list(text) for text in texts]
    pages += list(_pages(folder, rules)) if folder else []
    touched = size = 0
    start = time.perf_counter()
    for page in pages:
        for line, mended in zip(page, _ours(page, rules), strict=True):
            size += len(line)
            touched += _changed(simplified(line), mended.text)
    spent = time.perf_counter() - start
    speed = f"{1e7 * spent / size:.2f} ms per 10,000"
    yield f"Undamaged text: {len(pages)} pages, {size} characters, {touched} of them changed, {speed}."


def _changed(one: str, other: str) -> int:
    """How many characters differ, white space apart (labels that were set wide are closed up)."""
    one, other = "".join(one.split()), "".join(other.split())
    return 0 if one == other else max(1, len(one) - sum(n for _, _, n in blocks(one, other)))


if __name__ == "__main__":
    main()

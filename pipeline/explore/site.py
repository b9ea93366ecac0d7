"""The site: `index.html` with all tasks, and under `notices/` a page for each notice that hands out work."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pipeline.engine.inputs import InputFault, find_inputs
from pipeline.engine.page import load
from pipeline.explore.folder import MARK, new_folder
from pipeline.explore.gather import Gathered
from pipeline.explore.labels import Labels, front
from pipeline.explore.markup import add, code, data_script, style, to_bytes
from pipeline.explore.notice_page import Dress, notice_page
from pipeline.explore.plans import Plans
from pipeline.explore.published import from_page, from_tables
from pipeline.tables.parsed import Parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.read import ReadRules
    from pipeline.tables.schema import Dictionary
    from pipeline.values import RawPage

_LARGEST_PAGE = 1 << 30
_EXPORTS = re.compile(r"^export\{([^{}]*)\};?[ \t]*$|(?<=[;}])export\{([^{}]*)\};?", re.MULTILINE)
_QUERY = re.compile(r"([\w$]{1,80}) as jQuery\b")
MANY = 200_000


@dataclass(frozen=True)
class Sources:
    """Where the pages of the notices are, and what reads them; without pages the evidence is put together from the tables."""

    raw: Sequence[str]
    rules: ReadRules


@dataclass(frozen=True)
class Built:
    """What was written."""

    tasks: int
    notices: int
    as_printed: int
    without_tasks: int


def build_site(folder: Path, out: Path, dictionary: Dictionary, sources: Sources) -> Built:
    """Write the site for the tables in `folder`; it appears whole or not at all.

    InputFault where the folder holds no tables or itables is not installed; StoreFault where `out` cannot be written or holds
    something else than a site.
    """
    parts = _grid_parts()
    gathered = Gathered(Parsed.open(folder))
    labels = Labels.load(dictionary)
    plans = Plans()
    with new_folder(out) as aside:
        as_printed = _write_notices(gathered, aside / "notices", labels, sources)
        for notice in gathered:
            plans.add(notice)
        (aside / "index.html").write_bytes(_index(plans, labels, parts))
        built = Built(len(plans), len(gathered), as_printed, gathered.n_documents - len(gathered))
        (aside / MARK).write_text(json.dumps(asdict(built)) + "\n", encoding="utf-8")
    return built


def _write_notices(gathered: Gathered, folder: Path, labels: Labels, sources: Sources) -> int:
    """Write the page of each notice; how many of them show what was published as it was."""
    dress = Dress(labels, front("explorer.css"), (front("page.js"), front("notice.js")))
    folder.mkdir()
    left = gathered.ids_by_fingerprint()
    done = 0
    for fingerprint, page in _pages(sources.raw):
        for doc_id in left.pop(fingerprint, ()):
            notice = gathered.notice(doc_id)
            published = from_page(page, sources.rules, notice)
            (folder / f"{doc_id}.html").write_bytes(notice_page(notice, published, dress))
            done += 1
    for doc_ids in left.values():
        for doc_id in doc_ids:
            notice = gathered.notice(doc_id)
            (folder / f"{doc_id}.html").write_bytes(notice_page(notice, from_tables(notice), dress))
    return done


def _pages(raw: Sequence[str]) -> Iterator[tuple[str, RawPage]]:
    """The pages that can be opened, each with its fingerprint."""
    for found in find_inputs(raw) if raw else ():
        known = load(found, _LARGEST_PAGE)
        if known.problem is None and known.body is not None:
            yield known.sha256, known.page()


def _index(plans: Plans, labels: Labels, parts: tuple[str, str]) -> bytes:
    """The search page: `front/index.html` with its labels, styles, data and scripts."""
    root = ET.fromstring(front("index.html"))  # noqa: S314 - a file of ours
    for element in root.iter():
        for name in [n for n in element.keys() if n.startswith("data-label")]:  # noqa: SIM118 - an element is no mapping
            _label(element, name, labels.words[element.attrib.pop(name)])
    head, body = root.find("head"), root.find("body")
    assert head is not None
    assert body is not None
    add(head, style(parts[1]), style(front("explorer.css")), code(front("page.js")))
    coded = {name: labels.codes.get(name, {}) for name in ("role", "deadline_kind", "origin")}
    add(body, data_script("data", plans.columns()), data_script("labels", {"words": labels.words, "codes": coded}))
    add(body, code(parts[0]), *(code(front(name)) for name in ("plans.js", "timeline.js", "explorer.js")))
    return to_bytes(root)


def _label(element: ET.Element, name: str, words: dict[str, str]) -> None:
    """Give an element its label: as its words (`data-label`), or as an attribute (`data-label-title`)."""
    attribute = name.removeprefix("data-label").removeprefix("-")
    if attribute:
        element.set(attribute, words["zh"])
        element.set("data-attribute", attribute)
    else:
        element.text = words["zh"]
    element.set("data-zh", words["zh"])
    element.set("data-en", words["en"])


def _grid_parts() -> tuple[str, str]:
    """The script and the style sheet of the grid: DataTables (MIT), as itables ships it."""
    spec = find_spec("itables")
    if spec is None or spec.origin is None:
        msg = "the site needs itables: `make explore` installs it, and so does `pip install 'taizhang[explore]'`"
        raise InputFault(msg)
    shipped = Path(spec.origin).parent / "html"
    return as_script((shipped / "dt_bundle.js").read_text(encoding="utf-8")), (shipped / "dt_bundle.css").read_text(
        encoding="utf-8"
    )


def as_script(module: str) -> str:
    """A module as a script that gives away its jQuery: browsers load no modules from files. InputFault where it exports none.

    >>> as_script('var a=1;export{a as jQuery};')
    '(()=>{"use strict";var a=1;globalThis.gridParts={jQuery:a};})();'
    """
    exports = _EXPORTS.search(module)
    named = _QUERY.search(exports[1] or exports[2]) if exports else None
    if exports is None or named is None:
        msg = "this version of itables ships a grid that we do not know: pip install 'taizhang[explore]' as it was published"
        raise InputFault(msg)
    body = f"{module[: exports.start()]}globalThis.gridParts={{jQuery:{named[1]}}};{module[exports.end() :]}"
    return f'(()=>{{"use strict";{body}}})();'

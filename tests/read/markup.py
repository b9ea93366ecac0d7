"""Reads markup, and gives what stands in it as plain values, for the tests of the reader."""

from pipeline.outline import Block, TableMarkup
from pipeline.read import ReadRules, read_outline
from pipeline.values import RawPage

LONG = "为贯彻落实上级部署要求，扎实做好全市政务公开工作，进一步提升公开质效，经市人民政府同意，现将有关任务分解"


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

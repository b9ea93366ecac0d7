r"""taizhang: Chinese government notices that hand out work, as data.

The names that other programs need, loaded when they are asked for, so that the command line starts at once:

>>> from pipeline import RawPage, load_rules, parse
>>> page = RawPage("a.txt", "某市2023年政务公开工作要点\\n一、公开财政预算。（责任单位：市财政局）".encode())
>>> [task.text for task in parse(page, load_rules()).tasks]
['公开财政预算。']
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "RawPage": "pipeline.values",
    "ParsedNotice": "pipeline.notice",
    "Rules": "pipeline.parse",
    "parse": "pipeline.parse",
    "load_rules": "pipeline.rules",
}

__all__ = ["ParsedNotice", "RawPage", "Rules", "load_rules", "parse"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_HOMES[name]), name)

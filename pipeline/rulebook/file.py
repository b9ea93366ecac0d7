"""One rule file: YAML in which every scalar is text, turned strictly into rules, with each fault at its line.

YAML's own guesses are switched off (`12:30` would be 750, `no` False): all scalars arrive as text, and the dataclass of
the rule says what they are.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast

import yaml
from pydantic import TypeAdapter, ValidationError

from pipeline.rulebook.faults import Fault
from pipeline.rulebook.slips import SENTENCES, slip_in_list, slip_of_yaml, slips_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

T = TypeVar("T")

Tree = Union[str, "list[Tree]", "dict[str, Tree]"]
"""A YAML document whose scalars are text."""

Path = tuple["str | int", ...]
"""Where a value stands in a document: `("rules", 4, "names", 0)`."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 40
_WORD_OF_RULE = len(("rules", 0, "names", 0))


@dataclass(frozen=True)
class Document:
    r"""A YAML document as text, with the line of each of its values.

    >>> page = read_document("about: 单位\nrules:\n- id: no\n", "units.yaml")
    >>> page.tree, page.line(("rules", 0, "id"))
    ({'about': '单位', 'rules': [{'id': 'no'}]}, 3)
    """

    file: str
    tree: Tree
    lines: dict[Path, int]
    faults: tuple[Fault, ...] = ()

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest value around it."""
        for size in range(len(path), -1, -1):
            if path[:size] in self.lines:
                return self.lines[path[:size]]
        return 1

    def fault(self, path: Path, message: str) -> Fault:
        """Something wrong with the value at `path`."""
        return Fault(self.file, self.line(path), shown_path(path), message)


def shown_path(path: Path) -> str:
    """A path as people write it.

    >>> shown_path(("rules", 4, "names", 0))
    'rules[4].names[0]'
    """
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def read_document(text: str, file: str) -> Document:
    r"""Read YAML with all scalars as text; broken YAML and doubled keys become faults.

    >>> read_document("a: 1\na: 2", "x.yaml").faults
    (Fault(file='x.yaml', line=2, where='a', message='this key stands here twice'),)
    """
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, message = mark.line if mark else 0, f"not YAML: {error.problem or error.context}"
        line, message = slip_of_yaml(text.split("\n"), line) or (line, message)
        return Document(file, {}, {(): 1}, (Fault(file, line + 1, "", message),))
    except yaml.YAMLError as error:
        return Document(file, {}, {(): 1}, (Fault(file, 1, "", f"not YAML: {error}"),))
    lines: dict[Path, int] = {(): 1}
    found: list[tuple[Path, str]] = []
    tree = _plain(node, (), lines, found) if node else {}
    document = Document(file, tree, lines)
    return dataclasses.replace(document, faults=tuple(document.fault(path, message) for path, message in found))


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int], found: list[tuple[Path, str]]) -> Tree:
    lines.setdefault(path, node.start_mark.line + 1)
    if len(path) > _DEEPEST:
        found.append((path[:3], "nested too deeply"))
        return ""
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, index), lines, found) for index, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _plain_mapping(node, path, lines, found)
    if isinstance(node, yaml.ScalarNode) and not node.style:
        found += [(path, slip) for slip in _slips_of_plain(str(node.value), path)]
    return str(node.value)


def _slips_of_plain(word: str, path: Path) -> Iterator[str]:
    """What is wrong with a word without quotation marks."""
    if not word:
        yield "has no value (write '' where nothing is meant)"
    elif _is_word_of_rule(path) and (slip := slip_in_list(word)):
        yield slip


def _is_word_of_rule(path: Path) -> bool:
    """Whether a value is one of the words of a rule (`rules[4].names[0]`), in which a comma is hardly meant."""
    return len(path) == _WORD_OF_RULE and path[0] == "rules" and path[2] not in SENTENCES


def _plain_mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int], found: list[tuple[Path, str]]) -> dict[str, Tree]:
    tree: dict[str, Tree] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            found.append((path, "a key must be a word"))
            continue
        key = str(key_node.value)
        if key in tree:
            lines[(*path, key)] = key_node.start_mark.line + 1
            found.append(((*path, key), "this key stands here twice"))
            continue
        lines[(*path, key)] = key_node.start_mark.line + 1
        tree[key] = _plain(value_node, (*path, key), lines, found)
    return tree


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast("type[Any]", kind))


def convert(document: Document, path: Path, kind: type[T]) -> tuple[T | None, list[Fault]]:
    """The value at `path` as a `kind`, or the faults that keep it from being one; unknown keys are faults.

    >>> from pipeline.rule import Rule
    >>> convert(read_document("{id: a, whY: b}", "x.yaml"), (), Rule)[1][0].message
    'unknown key; did you mean `why`?'
    """
    value: Any = document.tree
    for part in path:
        value = value[part]
    try:
        return cast("T", _adapter(cast("Hashable", kind)).validate_python(value, extra="forbid")), []
    except ValidationError as error:
        faults = []
        for detail in error.errors(include_url=False):
            where = tuple(p for p in detail["loc"] if isinstance(p, int | str))
            faults.append(document.fault((*path, *where), _in_words(detail["type"], detail["msg"], where, kind)))
        return None, faults


_WORDS = {
    "missing": "is missing",
    "missing_argument": "is missing",
    "missing_keyword_only_argument": "is missing",
    "tuple_type": "must be a list: [a, b], or lines that begin with a dash",
    "list_type": "must be a list: [a, b], or lines that begin with a dash",
    "string_type": "must be text, not a list or a mapping",
    "int_parsing": "must be a whole number",
    "float_parsing": "must be a number",
    "bool_parsing": "must be true or false",
    "dataclass_type": "must be a mapping: key: value",
    "dict_type": "must be a mapping: key: value",
}


def _in_words(code: str, message: str, where: Path, kind: type) -> str:
    if code not in {"unexpected_keyword_argument", "extra_forbidden"}:
        return _WORDS.get(code, message[:1].lower() + message[1:])
    known = _known_keys(kind) if len(where) == 1 else []
    near = difflib.get_close_matches(str(where[-1]).lower(), known, 1)
    if near:
        return f"unknown key; did you mean `{near[0]}`?"
    return "unknown key" + (f"; known are {', '.join(known)}" if known else "")


def _known_keys(kind: type) -> list[str]:
    return [field.name for field in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else []


@dataclass(frozen=True)
class Entry:
    """A rule and where it stands, so that a fault found later can be shown at its line."""

    document: Document
    index: int
    rule: Any

    def fault(self, path: Path, message: str) -> Fault:
        """Something wrong with this rule; `path` counts from the rule."""
        found = self.document.fault(("rules", self.index, *path), message)
        return dataclasses.replace(found, where=f"{found.where} ({self.rule.id})")


_ID = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


def read_entries(document: Document, kind: type[Any]) -> tuple[list[Entry], list[Fault]]:
    """The rules of a file in the common envelope (`about`, `rules`), and everything that is wrong with it."""
    faults = list(document.faults)
    tree = document.tree
    if not isinstance(tree, dict) or not isinstance(tree.get("rules"), list):
        if not faults:
            faults.append(document.fault((), "must hold `about:` and a list `rules:`"))
        return [], faults
    strange = [key for key in tree if key not in {"about", "rules"}]
    faults += [document.fault((key,), "unknown key; a rule file has `about` and `rules`") for key in strange]
    if not tree.get("about"):
        faults.append(document.fault((), "`about:` must say in a sentence what the file is for"))
    entries: list[Entry] = []
    for index in range(len(tree["rules"])):
        rule, wrong = convert(document, ("rules", index), kind)
        faults += wrong
        if rule is not None:
            entries.append(Entry(document, index, rule))
            faults += slips_of(entries[-1])
            if not _ID.fullmatch(rule.id):
                faults.append(document.fault(("rules", index, "id"), "an id is made of a-z, 0-9, dots, dashes and underscores"))
    return entries, faults

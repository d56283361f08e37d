"""Mapping files read: YAML that people write by hand, checked line by line; what is wrong is said with the line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml

from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.mapping.document import EDITION, Constant, Rule
from vasculum.mapping.document import Mapping as MappingOfColumns
from vasculum.mapping.patterns import PatternError, pattern
from vasculum.terms.darwin_core import NAMESPACES, of_heading

_Read = TypeVar("_Read")
LARGEST = 1_000_000
_TOP = {"vasculum mapping", "name", "version", "sheet", "heading", "specimen", "columns", "constants"}
_RULE = {
    "column", "columns", "to", "in", "row", "join", "split", "each", "pattern", "values", "unit", "skip", "perhaps",
    "confidence", "reason",
}  # fmt: skip
_CONSTANT = {"to", "value", "in"}


class MappingRefused(ArchiveRefused):
    """A mapping file that cannot be used; its text names the line."""


class _Node:
    """A part of the file, with the line it begins on."""

    def __init__(self, name: str, node: yaml.Node) -> None:
        self.name, self.node, self.line = name, node, node.start_mark.line + 1

    def wrong(self, why: str) -> MappingRefused:
        return MappingRefused(f"{self.name}, line {self.line}: {why}.")

    def entries(self, allowed: set[str]) -> dict[str, _Node]:
        if not isinstance(self.node, yaml.MappingNode):
            raise self.wrong("names with values are expected here, such as 'to: dwc:country'")
        found: dict[str, _Node] = {}
        for key, value in self.node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            if name not in allowed:
                raise _Node(self.name, key).wrong(f"{name!r} is not one of {', '.join(sorted(allowed))}")
            if name in found:
                raise _Node(self.name, key).wrong(f"{name!r} is there twice")
            found[name] = _Node(self.name, value)
        return found

    def pairs(self) -> list[tuple[str, _Node]]:
        if not isinstance(self.node, yaml.MappingNode):
            raise self.wrong("texts with what they stand for are expected here, such as 'ex.: specimens'")
        return [(_Node(self.name, key).text(), _Node(self.name, value)) for key, value in self.node.value]

    def items(self) -> list[_Node]:
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.wrong("a list is expected here, its lines beginning with '-'")
        return [_Node(self.name, each) for each in self.node.value]

    def texts(self) -> list[str]:
        return [each.text() for each in self.items()] if isinstance(self.node, yaml.SequenceNode) else [self.text()]

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.wrong("a text is expected here")
        return str(self.node.value)

    def number(self) -> int:
        text = self.text()
        if not text.isdigit() or len(text) > 9:
            raise self.wrong(f"a whole number is expected here, not {text!r}")
        return int(text)

    def share(self) -> float:
        try:
            return float(self.text())
        except ValueError:
            raise self.wrong(f"a number between 0 and 1 is expected here, not {self.text()!r}") from None

    def term(self) -> str:
        text = self.text().strip()
        name = of_heading(text)
        if name.partition(":")[0] not in NAMESPACES or not name.partition(":")[2]:
            raise self.wrong(f"{text!r} is no term, such as dwc:country; leave 'to' out to keep the column under its heading")
        return name


def read_mapping(path: Path) -> MappingOfColumns:
    """The mapping in a file; raises MappingRefused with the line at fault."""
    try:
        if path.stat().st_size > LARGEST:
            raise MappingRefused(f"{path.name} is too large for a mapping.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MappingRefused(f"{path.name} cannot be read: {error}.") from error
    return mapping_of(text, path.name)


def mapping_of(text: str, name: str = "mapping") -> MappingOfColumns:
    """The mapping that a YAML text describes; raises MappingRefused with the line at fault.

    >>> mapping_of("vasculum mapping: 1\\nname: beetles\\ncolumns:\\n- {column: Land, to: country}\\n").rules[0].to
    ('dwc:country',)
    """
    root = _composed(text, name)
    entries = root.entries(_TOP)
    if "vasculum mapping" not in entries:
        raise root.wrong("a mapping file begins with 'vasculum mapping: 1'")
    if (edition := entries["vasculum mapping"].number()) != EDITION:
        raise entries["vasculum mapping"].wrong(f"mapping files of form {edition} are not known to this node")
    if "columns" not in entries:
        raise root.wrong("there are no 'columns'")
    found = MappingOfColumns(
        name=entries["name"].text() if "name" in entries else "",
        version=entries["version"].number() if "version" in entries else 1,
        sheet=entries["sheet"].text() if "sheet" in entries else "",
        heading=tuple(int(text) for text in _all(entries, "heading", _Node.texts) if text.isdigit()),
        specimen=tuple(_all(entries, "specimen", _Node.texts)),
        rules=tuple(_rule(each) for each in entries["columns"].items()),
        constants=tuple(_constant(each) for each in _all(entries, "constants", _Node.items)),
    )
    _check_terms(found, root)
    return found


def _composed(text: str, name: str) -> _Node:
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text, Loader=yaml.SafeLoader)):
            raise MappingRefused(f"{name}: references (*) are not read in a mapping.")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise MappingRefused(f"{name}, line {line}: this is not YAML: {error.problem}.") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise MappingRefused(f"{name}: this is not YAML: {error}.") from error
    if node is None:
        raise MappingRefused(f"{name} is empty.")
    return _Node(name, node)


def _all(entries: Mapping[str, _Node], name: str, read: Callable[[_Node], list[_Read]]) -> list[_Read]:
    return read(entries[name]) if name in entries else []


def _rule(node: _Node) -> Rule:
    entries = node.entries(_RULE)
    columns = [*_all(entries, "column", _Node.texts), *_all(entries, "columns", _Node.texts)]
    if not columns:
        raise node.wrong("a 'column' must be named")
    names, terms = _targets(entries)
    rule = Rule(
        columns=tuple(columns),
        to=terms,
        row_type=entries["in"].term() if "in" in entries else "",
        patterns=tuple(_pattern(entries["pattern"], text) for text in _all(entries, "pattern", _Node.texts)),
        names=names,
        values={said: meant.text() for said, meant in _all(entries, "values", _Node.pairs)},
        skip=_text(entries, "skip") in ("true", "yes"),
        perhaps=entries["perhaps"].term() if "perhaps" in entries else "",
        confidence=entries["confidence"].share() if "confidence" in entries else None,
        **{key: _text(entries, key) for key in ("row", "split", "each", "unit", "reason")},
        **({"join": _text(entries, "join")} if "join" in entries else {}),
    )
    _check(rule, node)
    return rule


def _text(entries: Mapping[str, _Node], name: str) -> str:
    return entries[name].text() if name in entries else ""


def _targets(entries: Mapping[str, _Node]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of pieces and the terms they go to; the names are empty where `to` is a term or a list of terms."""
    if "to" not in entries:
        return (), ()
    node = entries["to"]
    if isinstance(node.node, yaml.MappingNode):
        pairs: list[tuple[str, Any]] = node.pairs()
        return tuple(name for name, _ in pairs), tuple(term.term() for _, term in pairs)
    each = node.items() if isinstance(node.node, yaml.SequenceNode) else [node]
    return (), tuple(term.term() for term in each)


def _pattern(node: _Node, text: str) -> Any:
    try:
        return pattern(text)
    except PatternError as error:
        raise node.wrong(f"the pattern {text!r} cannot be read: {error}") from None


def _check(rule: Rule, node: _Node) -> None:
    if rule.patterns and not rule.names:
        raise node.wrong("with a 'pattern', 'to' says for each piece which term it is, such as 'to: {number: dwc:catalogNumber}'")
    pieces = {name for each in rule.patterns for name in each.names}
    if rule.names and (missing := set(rule.names) - pieces):
        raise node.wrong(f"no pattern has the piece {sorted(missing)[0]!r}")
    if len(rule.to) > 1 and not rule.patterns and not rule.split:
        raise node.wrong("several terms in 'to' need a 'split' or a 'pattern'")
    if rule.each and not rule.row_type:
        raise node.wrong("'each' makes rows of an extension: 'in' must name it, such as 'in: gbif:Multimedia'")


def _constant(node: _Node) -> Constant:
    entries = node.entries(_CONSTANT)
    for name in ("to", "value"):
        if name not in entries:
            raise node.wrong(f"a constant needs {name!r}")
    return Constant(entries["to"].term(), entries["value"].text(), entries["in"].term() if "in" in entries else "")


def _check_terms(mapping: MappingOfColumns, root: _Node) -> None:
    """No two columns may be the same term of the same row: which of them would count?"""
    seen: dict[tuple[str, str, str], str] = {}
    for rule in mapping.rules:
        for term in rule.to if not rule.each else ():
            place = (rule.row_type, rule.row, term)
            if place in seen:
                raise root.wrong(
                    f"the columns {seen[place]!r} and {rule.columns[0]!r} are both {term}: join them in one entry "
                    "('columns: [.., ..]'), or give one of them another term"
                )
            seen[place] = rule.columns[0]

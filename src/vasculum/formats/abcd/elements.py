"""Elements of a unit: a small tree without entities, taken from a document that is read as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Element:
    """An element by its local name, with the namespace it was written in; `text` is stripped of the white space around it."""

    name: str
    namespace: str
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)

    def all(self, path: str) -> list[Element]:
        """The elements at a path of local names below this one, in the order of the document."""
        found = [self]
        for name in path.split("/"):
            found = [child for element in found for child in element.children if child.name == name]
        return found

    def first(self, path: str) -> Element | None:
        """The first element at a path that has a text."""
        return next((element for element in self.all(path) if element.text), None)

    def said(self, path: str) -> str:
        """The first text at a path; empty when there is none."""
        found = self.first(path)
        return found.text if found else ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text in a unit: `path` of local names, `place` the same with [2] behind the second of its kind, and so on."""

    path: str
    place: str
    text: str
    of: Element


def leaves(element: Element, leaving_out: set[int]) -> Iterator[Leaf]:
    """The texts and attributes below an element in the order of the document.

    `leaving_out` are elements (by `id`) that are told elsewhere, with all below them.
    """
    return _below(element, "", "", leaving_out)


def _below(element: Element, path: str, place: str, leaving_out: set[int]) -> Iterator[Leaf]:
    counted: dict[str, int] = {}
    for child in element.children:
        number = counted[child.name] = counted.get(child.name, 0) + 1
        if id(child) in leaving_out:
            continue
        here = f"{path}/{child.name}" if path else child.name
        numbered = f"{child.name}[{number}]" if number > 1 else child.name
        there = f"{place}/{numbered}" if place else numbered
        for name, text in child.attributes.items():
            if text:
                yield Leaf(f"{here}/@{name}", f"{there}/@{name}", text, child)
        if child.text:
            yield Leaf(here, there, child.text, child)
        yield from _below(child, here, there, leaving_out)

"""Facets of an answer: the values with counts that may be ticked, and the chips of those that are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vasculum.search.query import RANKS, Bucket, Page, Query
from vasculum.specimens import labels, queries
from vasculum.specimens.asking import parameters_of
from vasculum.web.addresses import with_parameters

SHOWN = (
    "institution",
    "collection",
    "discipline",
    "country",
    *RANKS,
    "typeStatus",
    "basisOfRecord",
    "preservation",
    "decade",
    "month",
    "midsLevel",
    "missing",
    "issue",
    "hasMedia",
    "hasCoordinates",
    "license",
)
AT_FIRST = 8
AT_MOST = 40
BY_VALUE = {"decade", "month", "midsLevel"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: how many specimens the answer would have with it."""

    value: str
    label: str
    count: int
    ticked: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet: `choices` are shown, `more` behind a fold."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]

    @property
    def depth(self) -> int:
        """How deep in the tree of taxa it stands, from 1; 0 for what is no rank."""
        return RANKS.index(self.name) + 1 if self.name in RANKS else 0

    @property
    def active(self) -> bool:
        """Whether one of its values is ticked."""
        return any(choice.ticked for choice in (*self.choices, *self.more))


@dataclass(frozen=True, slots=True)
class Branch:
    """One rank in the tree of taxa: what is ticked in it, the ranks `below` that, and the other taxa."""

    facet: Facet
    ticked: tuple[Choice, ...]
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]
    below: Branch | None


def tree(facets: Sequence[Facet]) -> Branch | None:
    """The facets of ranks as a tree, the highest outermost; what is ticked stands open."""
    ranks = [facet for facet in facets if facet.depth]
    if not ranks:
        return None
    top = ranks[0]
    ticked = tuple(choice for choice in (*top.choices, *top.more) if choice.ticked)
    choices, more = (tuple(choice for choice in some if not choice.ticked) for some in (top.choices, top.more))
    return Branch(top, ticked, choices, more, tree(ranks[1:]))


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter and the address of the search without it."""

    facet: str
    label: str
    without: str


def ask(query: Query) -> tuple[Page, list[Facet]]:
    """The page that answers `query` and its facets.

    The counts of a facet leave its own ticks out of account: values of one facet are joined by OR, so each count tells
    what ticking it would add. Raises QueryError.
    """
    page = queries.find(query, SHOWN)
    counts = {name: _counts(query, page, name) for name in SHOWN}
    told = [_facet(name, counts[name], query.filters.get(name, ())) for name in SHOWN if name not in _hidden_ranks(query, counts)]
    return page, [facet for facet in told if facet.choices]


def _hidden_ranks(query: Query, counts: Mapping[str, Sequence[Bucket]]) -> set[str]:
    """The ranks that the tree of taxa does not open yet: those above which a tick would tell more.

    From the top, a rank is shown when something in it is ticked, or when it is the first below in which specimens differ.
    """
    shown = {rank for rank in RANKS if query.filters.get(rank)}
    deepest = max((RANKS.index(rank) for rank in shown), default=-1)
    following = (rank for rank in RANKS[deepest + 1 :] if len(counts[rank]) > 1)
    return {*RANKS} - shown - {next(following, "")}


def _counts(query: Query, page: Page, name: str) -> Sequence[Bucket]:
    if name not in query.filters:
        return page.facets[name]
    others = {other: values for other, values in query.filters.items() if other != name}
    return queries.find(replace(query, filters=others, cursor="", size=0), (name,)).facets[name]


def _facet(name: str, buckets: Sequence[Bucket], ticked: Sequence[str]) -> Facet:
    found = {bucket.value: bucket.count for bucket in buckets if bucket.count or bucket.value in ticked}
    counted = {**{value: 0 for value in ticked}, **found}
    choices = [Choice(value, labels.value_label(name, value), count, value in ticked) for value, count in counted.items()]
    if name in BY_VALUE:
        choices.sort(key=lambda choice: int(choice.value) if choice.value.lstrip("-").isdigit() else 0)
    choices.sort(key=lambda choice: not choice.ticked)
    return Facet(name, labels.facet_label(name), tuple(choices[:AT_FIRST]), tuple(choices[AT_FIRST:AT_MOST]))


def chips(query: Query, path: str, kept: Mapping[str, Sequence[str]]) -> list[Chip]:
    """The active filters; `kept` are parameters that stay in the addresses, such as the view."""
    asked = {**parameters_of(query), **kept}
    found = [_chip(asked, path, name, value) for name, values in query.filters.items() for value in values]
    if query.text:
        found.insert(0, Chip("q", f"“{query.text}”", with_parameters(path, {**asked, "q": []})))
    return found


def _chip(asked: Mapping[str, Sequence[str]], path: str, name: str, value: str) -> Chip:
    rest = [other for other in asked[name] if other != value]
    label = f"{labels.facet_label(name)}: {labels.value_label(name, value)}"
    return Chip(name, label, with_parameters(path, {**asked, name: rest}))

"""Several checklists side by side, asked as one: where they mean different taxa by a name, that is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from vasculum.names.answer import Answer, MatchType
from vasculum.names.backbone import Backbone
from vasculum.names.evidence import weight
from vasculum.names.matching import MOST_ALTERNATIVES, Matcher
from vasculum.names.query import Query
from vasculum.names.usages import Usage

SUFFIX = ".sqlite"
_ORDER = (MatchType.EXACT, "several", MatchType.FUZZY, MatchType.HIGHERRANK, MatchType.NONE)


class Checklists:
    """Checklists by key. The first one in the order of the keys is preferred where two have equally good answers."""

    def __init__(self, backbones: Mapping[str, Backbone]) -> None:
        self.backbones: Mapping[str, Backbone] = MappingProxyType(dict(sorted(backbones.items())))
        self._matchers = {key: Matcher(backbone, key) for key, backbone in self.backbones.items()}

    def __len__(self) -> int:
        return len(self._matchers)

    def only(self, key: str) -> Checklists:
        """One of the checklists alone; raises KeyError."""
        return Checklists({key: self.backbones[key]})

    def match(self, asked: Query | str) -> Answer:
        """The best answer of any checklist; ambiguous where nothing decides between what they mean. Never raises."""
        query = Query(asked) if isinstance(asked, str) else asked
        return _best(query, [matcher.match(query) for matcher in self._matchers.values()])

    def match_all(self, queries: Iterable[Query | str]) -> Iterator[Answer]:
        """The answers to many questions in their order."""
        return (self.match(query) for query in queries)

    def autocomplete(self, prefix: str, limit: int = 20) -> list[tuple[str, Usage]]:
        """Usages whose name begins with what was typed, with the key of their checklist: the accepted ones first, by name."""
        found = [(key, usage) for key, backbone in self.backbones.items() for usage in backbone.autocomplete(prefix, limit)]
        return sorted(found, key=lambda each: (each[1].is_synonym, each[1].canonical_name))[:limit]


def checklists_in(folder: Path) -> Checklists:
    """The checklists in a folder, each called as its file; raises BackboneUnusable for a file that is none."""
    return Checklists({file.stem: Backbone(file) for file in checklist_files(folder)})


def checklist_files(folder: Path) -> list[Path]:
    """The files of the checklists in a folder, by name."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def _best(query: Query, answers: Sequence[Answer]) -> Answer:
    if not answers:
        return Answer(query, MatchType.NONE, note="There is no checklist.")
    best = min(
        answers, key=lambda answer: (_ORDER.index("several" if answer.ambiguous else answer.match_type), -answer.confidence)
    )
    if best.usage is None or len(answers) == 1:
        return best
    others = [usage for answer in answers if answer is not best for usage in _equally_good(answer, best)]
    if not any(_is_another_taxon(best.usage, usage) for usage in others):
        return best
    note = "The checklists mean different taxa by this name, and nothing decides between them."
    alternatives = (best.usage, *others)[:MOST_ALTERNATIVES]
    return Answer(query, MatchType.NONE, alternatives=alternatives, ambiguous=True, note=note)


def _place(answer: Answer) -> tuple[int, int]:
    """Where an answer stands among those of other checklists, the best one first."""
    return _ORDER.index("several" if answer.ambiguous else answer.match_type), -answer.confidence


def _equally_good(answer: Answer, best: Answer) -> tuple[Usage, ...]:
    """What another checklist means by the name, when it found it as well as the best one did, or found several."""
    if answer.ambiguous and best.match_type is MatchType.EXACT:
        return answer.alternatives
    return (answer.usage,) if answer.usage is not None and answer.match_type is best.match_type is MatchType.EXACT else ()


def _is_another_taxon(one: Usage, other: Usage) -> bool:
    """Whether the classifications speak against each other; one in which only a family differs is still the same taxon."""
    return weight(Query(one.canonical_name, classification=one.classification), other) < 0

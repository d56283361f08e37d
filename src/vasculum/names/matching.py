"""Names found in a checklist: as written, then nearly so, then a taxon above; what is not clear is said, never picked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vasculum.names.answer import Answer, MatchType
from vasculum.names.authorship import Agreement, agreement
from vasculum.names.backbone import Backbone
from vasculum.names.choosing import Choice, choose
from vasculum.names.fuzzy import near
from vasculum.names.parsing import LONGEST, Kind, ParsedName, parse
from vasculum.names.query import Query
from vasculum.names.ranks import HIGHER, speaks
from vasculum.names.spelling import is_bare, key
from vasculum.names.usages import Usage

MOST_ALTERNATIVES = 20
REMEMBERED = 10_000
_NOT_EXACT_CONFIDENCE = {MatchType.FUZZY: 70, MatchType.HIGHERRANK: 40}


class Matcher:
    """Finds names in one checklist; knows nothing but the checklist, so equal questions have equal answers."""

    def __init__(self, backbone: Backbone, checklist: str = "") -> None:
        """Reads `backbone`; `checklist` is its key, told in every answer."""
        self._backbone = backbone
        self._checklist = checklist

    def match_all(self, queries: Iterable[Query | str]) -> Iterator[Answer]:
        """The answers to many questions in their order; what was not found exactly is remembered, as only that costs to seek."""
        known: dict[object, Answer] = {}
        for each in queries:
            query = Query(each) if isinstance(each, str) else each
            identity = query.identity
            answer = known.get(identity) or self.match(query)
            if answer.match_type is not MatchType.EXACT:
                if len(known) >= REMEMBERED:
                    known.clear()
                known[identity] = answer
            yield answer

    def match(self, asked: Query | str) -> Answer:
        """The answer to one question; never raises for what the question holds."""
        query = Query(asked) if isinstance(asked, str) else asked
        if not query.name.strip() or len(query.name) > LONGEST:
            return self._above(
                query, query, [], "There is no name." if len(query.name) <= LONGEST else "The name is too long.", ()
            )
        written = self._as_written(query)
        if written is not None:
            known, candidates = written
            choice = choose(known, candidates, {}, query.name)
            if choice.usage is not None or choice.rivals:
                return self._answer(query, known, choice, MatchType.EXACT)
        return self.match_parsed(query)

    def _as_written(self, query: Query) -> tuple[Query, Sequence[Usage]] | None:
        """The usages whose name is written just so, without the parser; None where the text may hold more than a name."""
        folded = key(query.name)
        if is_bare(query.name):
            bare = self._backbone.named(folded)
            if bare:
                return query, bare
        bearers = self._backbone.bearers(folded) if "?" not in query.name else []
        if not bearers:
            return None
        full = bearers[0] if len(bearers) == 1 else next(each for each in bearers if key(each.scientific_name) == folded)
        return _as_in_full(query, full), bearers

    def match_parsed(self, query: Query) -> Answer:
        """The answer by way of the parser, as for a name that no usage has just as it is written."""
        parsed = _parsed(query)
        rank = query.rank or (parsed.rank if parsed.kind is Kind.SCIENTIFIC else "")
        known = Query(query.name, query.authorship or parsed.authorship, rank, query.classification)
        words = key(parsed.canonical_name).split()
        if not words:
            choice = choose(known, self._literally(query.name), {})
            if choice.usage is not None or choice.rivals:
                return self._answer(query, known, choice, MatchType.EXACT)
            return self._above(query, known, [], f"The text is not a name that can be parsed: {parsed.kind}.", ())
        if parsed.kind is not Kind.SCIENTIFIC:
            return self._undetermined(query, known, parsed, words)
        name = " ".join(words)
        choice = choose(known, self._backbone.named(name), {}, parsed.canonical_name)
        if choice.usage is not None or choice.rivals:
            return self._answer(query, known, choice, MatchType.EXACT)
        if not choice.others:
            choice = self._nearly(known, name)
            if choice.usage is not None or choice.rivals:
                return self._answer(query, known, choice, MatchType.FUZZY)
        note = "What is known of the taxon speaks against every usage of the name." if choice.others else "No usage has the name."
        return self._above(query, known, words[:-1], note, choice.others)

    def _literally(self, text: str) -> list[Usage]:
        """The usages with a name that cannot be parsed, such as a virus, a hybrid formula or a number, letter by letter."""
        folded, wanted = key(text), " ".join(text.split()).casefold()
        found = [usage for name in (folded, *self._backbone.written(folded)) for usage in self._backbone.named(name)]
        return [usage for usage in found if " ".join(usage.scientific_name.split()).casefold() == wanted]

    def _nearly(self, known: Query, name: str) -> Choice:
        distances = near(self._backbone, name)
        candidates = [usage for found in sorted(distances) for usage in self._backbone.named(found)]
        by_name = {usage.canonical_name: distances[key(usage.canonical_name)] for usage in candidates}
        return choose(known, candidates, by_name) if candidates else Choice()

    def _undetermined(self, query: Query, known: Query, parsed: ParsedName, words: list[str]) -> Answer:
        """A name in open nomenclature: only the taxon that is asserted is sought; the one it is compared with is told."""
        note = "The name is not determined."
        if not parsed.qualifier or len(words) == 1:
            return self._above(query, known, words, note, ())
        return self._above(query, known, words[:-1], note, tuple(self._backbone.named(" ".join(words))))

    def _above(self, query: Query, known: Query, words: list[str], note: str, others: tuple[Usage, ...]) -> Answer:
        """The lowest taxon above that the name or the classification tells and the checklist has."""
        undecided: tuple[Usage, ...] = ()
        for name, rank in _steps(words, query):
            found = [usage for usage in self._backbone.named(name) if not _other_rank(usage, rank)]
            choice = choose(_asking_above(known, rank), found, {})
            if choice.usage is not None:
                return self._answer(query, known, choice, MatchType.HIGHERRANK, note, others)
            undecided = undecided or choice.rivals
        if undecided:
            note = f"{note} {len(undecided)} usages have the name of the taxon above, and nothing decides between them."
        alternatives = (others + undecided)[:MOST_ALTERNATIVES]
        return Answer(query, MatchType.NONE, alternatives=alternatives, ambiguous=bool(undecided), note=note)

    def _answer(
        self, query: Query, known: Query, choice: Choice, how: MatchType, note: str = "", others: tuple[Usage, ...] = ()
    ) -> Answer:
        usage = choice.usage
        if usage is None:
            return _ambiguous(query, choice, how)
        accepted = self._backbone.accepted(usage) if usage.accepted_key else None if usage.is_synonym else usage
        notes = note if how is MatchType.HIGHERRANK else _note(known, usage, choice)
        if accepted is None:
            notes = f"{notes} The checklist does not tell the accepted name.".lstrip()
        alternatives = (others or choice.others)[:MOST_ALTERNATIVES]
        confidence = _confidence(how, choice)
        return Answer(query, how, confidence, usage, accepted, alternatives, False, notes, self._checklist)


def _as_in_full(query: Query, full: Usage) -> Query:
    """The question with the authorship and the rank of the usage whose whole name it gives."""
    return Query(query.name, full.authorship, query.rank or full.rank, query.classification)


def _parsed(query: Query) -> ParsedName:
    """The name taken apart; the first letter of a single word may have been typed small."""
    parsed = parse(query.name, query.rank)
    if not parsed.canonical and query.name.isalpha():
        return parse(query.name.capitalize(), query.rank)
    return parsed


def _steps(words: list[str], query: Query) -> Iterator[tuple[str, str]]:
    """Names to try with the rank they must have, the lowest first: those within the name, then the classification."""
    for length in range(len(words), 0, -1):
        yield " ".join(words[:length]), "SPECIES" if length == 2 else ""
    for rank in reversed(HIGHER):
        if rank in query.classification:
            yield key(query.classification[rank]), rank.upper()


def _other_rank(usage: Usage, rank: str) -> bool:
    return bool(rank) and speaks(usage.rank) and usage.rank != rank


def _asking_above(known: Query, rank: str) -> Query:
    """The question for a taxon above: without authorship and rank of the name, and without the classification from there on."""
    position = HIGHER.index(rank.lower()) if rank.lower() in HIGHER else len(HIGHER)
    above = {name: text for name, text in known.classification.items() if name in HIGHER[:position]}
    return Query(known.name, "", rank, above)


def _ambiguous(query: Query, choice: Choice, how: MatchType) -> Answer:
    spelled = "have the name" if how is MatchType.EXACT else "have nearly the name"
    note = f"{len(choice.rivals)} usages {spelled}, and nothing decides between them."
    alternatives = (*choice.rivals, *choice.others)[:MOST_ALTERNATIVES]
    return Answer(query, MatchType.NONE, alternatives=alternatives, ambiguous=True, note=note)


def _note(known: Query, usage: Usage, choice: Choice) -> str:
    cited_otherwise = known.authorship and usage.authorship and known.authorship != usage.authorship
    if not (choice.distance or choice.others or cited_otherwise):
        return ""
    notes = []
    if choice.distance:
        notes.append(f"The spelling differs in {choice.distance} place{'s' if choice.distance > 1 else ''}.")
    if cited_otherwise and agreement(known.authorship, usage.authorship) is Agreement.DIFFERENT:
        notes.append("The authorship is another one.")
    if choice.others:
        notes.append(f"{len(choice.others)} other usage{'s' if len(choice.others) > 1 else ''} may be compared.")
    return " ".join(notes)


def _confidence(how: MatchType, choice: Choice) -> int:
    if how is MatchType.EXACT:
        return 90 + (choice.weight if -9 <= choice.weight <= 10 else max(-9, min(10, choice.weight)))
    return _NOT_EXACT_CONFIDENCE[how] + max(-9, min(9, choice.weight)) - 5 * choice.distance

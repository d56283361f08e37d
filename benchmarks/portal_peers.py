"""The same six facets of the same questions on the same million rows: the node's index, SQLite and PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from benchmarks.peers.postgres_text import Postgres, server
from benchmarks.peers.sqlite_text import Counts, Sqlite
from benchmarks.portal_node import Built
from benchmarks.portal_questions import FACETS, SPANS, WORDS, Values
from benchmarks.portal_site import cost

Tell = Callable[[str], None]
FIRST_SOURCE = "bench-0"
TIMES = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that every engine understands alike."""

    words: str
    conditions: Mapping[str, str] = field(default_factory=dict)
    years: tuple[int, int] | None = None


@dataclass(slots=True)
class Compared:
    """Processor milliseconds of all questions with each engine, the hits counted, and which engine counted otherwise."""

    rows: int = 0
    hits: int = 0
    spent: dict[str, float] = field(default_factory=dict)
    built: dict[str, float] = field(default_factory=dict)
    differs: list[str] = field(default_factory=list)


def compare(made: Built, tell: Tell) -> Compared:
    """Asks all three of the first source of a node, at the most a million rows."""
    tell("indexing the first source by itself")
    ours = _index_of_first(made)
    asked = questions(Values(ours))
    done = Compared(rows=ours.search(_query(Asked(""))).total)
    answers, done.spent["Vasculum"] = _ours(ours, asked)
    done.hits = sum(sum(answer["midsLevel"].values()) for answer in answers)
    _sqlite(made, asked, answers, done, tell)
    _postgres(made, asked, answers, done, tell)
    return done


def questions(values: Values) -> list[Asked]:
    """Words alone, words with a country, and a country with years."""
    from vasculum.search.question import folded_words

    countries = values.of("country")[:4]
    words = [" ".join(folded_words(word)) for word in WORDS]
    spans = [(int(first), int(last)) for first, _, last in (span.partition("..") for span in SPANS)]
    return [
        *(Asked(word) for word in words),
        *(Asked(word, {"country": country}) for word, country in zip(words, countries * 3, strict=True)),
        *(Asked("", {"country": country}, span) for country in countries for span in spans),
    ]


def _query(asked: Asked) -> Any:
    from vasculum.search.query import Query

    years = {"year": (f"{asked.years[0]}..{asked.years[1]}",)} if asked.years else {}
    text = f"{asked.words} " if asked.words else ""
    return Query(text, {**{name: (value,) for name, value in asked.conditions.items()}, **years}, size=0)


def _ours(index: Any, asked: Sequence[Asked]) -> tuple[list[Counts], float]:
    """Every question once, none of them asked before."""
    answers: list[Counts] = []
    spent = cost(lambda: answers.extend(_counts_of(index, each) for each in asked))
    return answers, spent


def _counts_of(index: Any, asked: Asked) -> Counts:
    page = index.search(_query(asked), FACETS)
    return {name: {bucket.value: bucket.count for bucket in page.facets[name]} for name in FACETS}


def _sqlite(made: Built, asked: Sequence[Asked], answers: Sequence[Counts], done: Compared, tell: Tell) -> None:
    file = made.folder / "peer.sqlite3"
    is_new = not file.exists()
    unfinished = file.with_suffix(".unfinished")
    if is_new:
        tell("filling SQLite")
        unfinished.unlink(missing_ok=True)
        done.built["SQLite FTS5"] = Sqlite(unfinished, FACETS).build(_rows(made))
        unfinished.rename(file)
    tell("asking SQLite")
    engine = Sqlite(file, FACETS)
    _ask("SQLite FTS5", engine, asked, answers, done)


def _postgres(made: Built, asked: Sequence[Asked], answers: Sequence[Counts], done: Compared, tell: Tell) -> None:
    folder, filled = made.folder / "peer-postgresql", made.folder / "peer-postgresql-filled"
    if not filled.exists():
        shutil.rmtree(folder, ignore_errors=True)
    with server(folder) as address:
        engine = Postgres(address, FACETS)
        if not filled.exists():
            tell("filling PostgreSQL")
            done.built["PostgreSQL"] = engine.build(_rows(made))
            filled.touch()
        tell("asking PostgreSQL")
        _ask("PostgreSQL", engine, asked, answers, done)


def _ask(name: str, engine: Sqlite | Postgres, asked: Sequence[Asked], answers: Sequence[Counts], done: Compared) -> None:
    """Asks everything a few times, of which the cheapest counts."""
    spent = []
    for _ in range(TIMES):
        before = engine.cpu
        theirs = [engine.ask(each.words, each.conditions, each.years) for each in asked]
        spent.append(engine.cpu - before)
    done.spent[name] = min(spent)
    done.differs += [f"{name}: {each}" for each, ours, other in zip(asked, answers, theirs, strict=True) if ours != other]


def _index_of_first(made: Built) -> Any:
    from vasculum.engine.kernel import Kernel
    from vasculum.search.documents import all_is_public
    from vasculum.search.follower import Followed, follow
    from vasculum.search.index import open_catalogue

    files = sorted((made.node / "lake" / FIRST_SOURCE).glob("snapshot-*.parquet"))
    constants = {"source": FIRST_SOURCE, "collection": FIRST_SOURCE, "institution": "museum"}
    with tempfile.TemporaryDirectory() as spill, Kernel(Path(spill)) as kernel:
        follow(
            made.folder / "first", kernel, [Followed(FIRST_SOURCE, {1: files}, 1, constants, all_is_public)], "", lambda _: None
        )
    return open_catalogue(made.folder / "first")


def _rows(made: Built) -> Iterator[tuple[object, ...]]:
    """Number, words as the node's index knows them, year and facets of every document of the first source."""
    from vasculum.engine.kernel import Kernel
    from vasculum.search.documents import all_is_public, documents
    from vasculum.search.question import folded_words

    files = sorted((made.node / "lake" / FIRST_SOURCE).glob("snapshot-*.parquet"))
    with tempfile.TemporaryDirectory() as spill, Kernel(Path(spill)) as kernel:
        for file in files:
            for batch in documents(kernel, file, 1, {"institution": "museum"}, all_is_public):
                for held in (orjson.loads(document) for _, _, document in batch if document):
                    said = (held.get(name) for name in FACETS)
                    facets = (None if value in {None, ""} else str(value) for value in said)
                    yield held["key"], " ".join(folded_words(held["text"])), held.get("year"), *facets

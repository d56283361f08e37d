"""Names as lines of text: a line is a name or a JSON object, the answer a JSON object; as many lines out as in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from vasculum.names.gbif import as_gbif
from vasculum.names.matching import Matcher
from vasculum.names.parsing import ParsedName, parse
from vasculum.names.query import Query, query


def query_of_line(line: str) -> Query:
    """The question of a line; one that begins like a JSON object and is none is taken for a name.

    >>> query_of_line('{"scientificName": "Abies alba", "kingdom": "Plantae"}').classification
    {'kingdom': 'Plantae'}
    """
    text = line.strip()
    if text.startswith("{"):
        try:
            cells = json.loads(text)
        except (ValueError, RecursionError):
            return Query(text)
        return query(cells)
    return Query(text)


def parse_lines(lines: Iterable[str]) -> Iterator[str]:
    """Every name taken apart."""
    for line in lines:
        asked = query_of_line(line)
        yield _json(as_parsed(parse(asked.name, asked.rank)))


def match_lines(lines: Iterable[str], matcher: Matcher) -> Iterator[str]:
    """Every name looked up."""
    for answer in matcher.match_all(query_of_line(line) for line in lines):
        yield _json({"name": answer.query.name, **as_gbif(answer)})


def as_parsed(parsed: ParsedName) -> dict[str, Any]:
    """The parts of a name; `canonical` with `×` and rank marks, `canonicalName` without, both null when it is unparsable.

    >>> as_parsed(parse("Carabus cf. auratus L."))["qualifier"]
    'cf.'
    """
    return {
        "scientificName": parsed.name,
        "parsed": bool(parsed.canonical),
        "kind": parsed.kind.value,
        "canonical": parsed.canonical or None,
        "canonicalName": parsed.canonical_name or None,
        "rank": parsed.rank or None,
        "authorship": parsed.authorship or None,
        "qualifier": parsed.qualifier or None,
        "remainder": parsed.remainder or None,
    }


def _json(value: dict[str, Any]) -> str:
    """One line of JSON; what is no character (a lone surrogate) is written as an escape."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()

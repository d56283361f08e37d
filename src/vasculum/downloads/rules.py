"""What may be taken away, in which forms, and how long somebody works at it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

SMALL = 2_000
LEASE = dt.timedelta(minutes=5)
MOST_ATTEMPTS = 3
SPECIMENS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Form:
    """A form of download: the ending of its file, its media type, what people call it, and the most specimens it holds."""

    ending: str
    media_type: str
    name: str
    most: int = 2**40


FORMS: Mapping[str, Form] = {
    "csv": Form("csv", "text/csv; charset=utf-8", "CSV"),
    "xlsx": Form("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", 1_048_575),
    "dwca": Form("zip", "application/zip", "Darwin Core Archive"),
    "parquet": Form("parquet", "application/vnd.apache.parquet", "Parquet"),
    "jsonl": Form("jsonl", "application/x-ndjson", "JSON lines"),
}


def key_of(asked: Mapping[str, Sequence[str]], form: str, state: Mapping[str, int]) -> str:
    """What two requests have in common that give the same file: the question, the form, and what the index has followed.

    >>> key_of({"q": ["rosa"], "country": []}, "csv", {}) == key_of({"q": ["rosa"]}, "csv", {})
    True
    """
    plain = {name: sorted(values) for name, values in sorted(asked.items()) if any(values)}
    return hashlib.sha256(orjson.dumps([plain, form, sorted(state.items())])).hexdigest()


def citation(publisher: str, made: dt.date, total: int, address: str) -> str:
    """How a download is cited.

    >>> citation("Flora Node", dt.date(2026, 11, 23), 1200, "https://example.org/en/downloads/1")
    'Flora Node (23 November 2026). Download of 1,200 digital specimens. https://example.org/en/downloads/1'
    """
    return f"{publisher} ({made.day} {made:%B %Y}). Download of {total:,} digital specimens. {address}"

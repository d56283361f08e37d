"""The words that a half-typed text may become: every name, taxon and person of the index, in a small index of their own.

It belongs to one state of the index and lies beside it; when it is missing it is made again.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson
import tantivy

from vasculum.search import question, schema, summary
from vasculum.search.query import Suggestion
from vasculum.search.state import State

FIELDS = ("name", "genus", "family", "order", "collector")
MOST_OF_A_FIELD = 500_000
HEAP = 50_000_000


def open_vocabulary(root: Path, state: State, searcher: tantivy.Searcher) -> tantivy.Index:
    """The vocabulary of a state: opened where it was made, else made and kept; in memory where it cannot be kept."""
    folder = root / f"words-{summary.name_of(state)}"
    with suppress(ValueError, OSError):
        return _opened(folder) if folder.exists() else _kept(folder, searcher)
    return _filled(_index(None), searcher)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("field", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("value", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="words", index_option="basic")
    builder.add_integer_field("count", stored=True, fast=True)
    return builder.build()


def _index(folder: Path | None) -> tantivy.Index:
    index = tantivy.Index(_schema(), path=str(folder)) if folder else tantivy.Index(_schema())
    schema.register_analysers(index)
    return index


def _opened(folder: Path) -> tantivy.Index:
    index = _index(folder)
    index.searcher()
    return index


def _kept(folder: Path, searcher: tantivy.Searcher) -> tantivy.Index:
    """Made aside and put in its place in one step; earlier ones are removed."""
    aside = Path(tempfile.mkdtemp(dir=folder.parent, prefix="new-words-"))
    try:
        _filled(_index(aside), searcher)
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    for other in set(folder.parent.glob("words-*")) - {folder}:
        shutil.rmtree(other, ignore_errors=True)
    return _opened(folder)


def _filled(index: tantivy.Index, searcher: tantivy.Searcher) -> tantivy.Index:
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for field in FIELDS:
        for value, count in searcher.terms_with_prefix(field, "", limit=MOST_OF_A_FIELD):
            if value:
                writer.add_json(orjson.dumps({"field": field, "value": value, "words": value, "count": count}).decode())
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def suggest(vocabulary: tantivy.Index, text: str, most: int) -> tuple[Suggestion, ...]:
    """The commonest values of each field that have every word of the text, the last one perhaps only begun."""
    words = question.folded_words(text)
    if not words:
        return ()
    parts = [tantivy.Query.term_query(vocabulary.schema, "words", word) for word in words[:-1]]
    parts.append(question.begun(vocabulary.schema, "words", words[-1]))
    return tuple(found for field in FIELDS for found in _of_field(vocabulary, field, parts, most))


def _of_field(vocabulary: tantivy.Index, field: str, parts: list[tantivy.Query], most: int) -> list[Suggestion]:
    asked = question.all_of([*parts, tantivy.Query.term_query(vocabulary.schema, "field", field)])
    searcher = vocabulary.searcher()
    hits = searcher.search(asked, limit=most, count=False, order_by_field="count").hits
    stored: list[dict[str, Any]] = [searcher.doc(address).to_dict() for _, address in hits]
    return [Suggestion(field, each["value"][0], each["count"][0]) for each in stored]

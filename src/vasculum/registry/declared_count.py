"""A declared size in words: what is shown of a count whose margins nobody stated."""

from __future__ import annotations

from typing import Protocol

from babel.numbers import format_decimal

from vasculum.registry.vocabularies import label


class Declared(Protocol):
    """Anything with a declared size; a collection of the registry has one."""

    count_low: int | None
    count_best: int | None
    count_high: int | None
    count_unit: str
    count_qualifier: str


def count_in_words(declared: Declared, language: str) -> str:
    """The size as a reader of `language` would write it: `about 3,500,000 sheets`; words alone where there is no figure."""
    qualifier = label("qualifier", declared.count_qualifier or "none", language)
    number = _figure(declared)
    if number is None:
        return qualifier if "{}" not in qualifier else label("qualifier", "none", language)
    words = qualifier if "{}" in qualifier else "{}"
    return f"{words.format(format_decimal(number, locale=language))} {label('unit', declared.count_unit or 'unknown', language)}"


def _figure(declared: Declared) -> int | None:
    stated = (declared.count_best, declared.count_low, declared.count_high)
    return next((number for number in stated if number is not None), None)

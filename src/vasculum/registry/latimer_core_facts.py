"""Facts that Latimer Core tells in words, and the figures beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vasculum.formats.latimer_core import descriptions as ltc
from vasculum.model.measure import Measure
from vasculum.registry import latimer_core_terms as words
from vasculum.registry.latimer_core_measures import of_measurement

ACTIVITY = {words.ACTIVE: True, words.NOT_ACTIVE: False}


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts in words of a description: type, language, text."""

    told: tuple[tuple[str, str, str], ...]

    def first(self, type: str) -> str:
        """The first text of a type."""
        return next((text for of, _, text in self.told if of == type), "")

    def plain(self, type: str) -> tuple[str, ...]:
        """The texts of a type in no language."""
        return tuple(text for of, language, text in self.told if of == type and not language)

    def by_language(self, type: str) -> dict[str, str]:
        """The texts of a type by language, English where none is told."""
        return {language or "en": text for of, language, text in self.told if of == type}

    def names(self) -> dict[str, str]:
        """The names told in a language."""
        return {language: text for of, language, text in self.told if of == words.ADDITIONAL_NAME and language}


_FACT_TYPES = (
    words.INSTITUTION_DESCRIPTION, words.INSTITUTION_STATUS, words.DISCIPLINE, words.LATITUDE, words.LONGITUDE,
    words.YEAR_FOUNDED, words.ADDITIONAL_NAME,
)  # fmt: skip


def facts_and_figures(
    told_facts: Iterable[ltc.MeasurementOrFact],
) -> tuple[Facts, tuple[Measure, ...], tuple[ltc.MeasurementOrFact, ...]]:
    """Facts, figures, and what is neither."""
    facts, measures, left = [], [], []
    types = {each.casefold(): each for each in _FACT_TYPES}
    for each in told_facts:
        measure = of_measurement(each)
        type = types.get(each.measurement_type.casefold(), "")
        if type and each.measurement_fact_text and _is_plain(type, each.measurement_fact_text):
            facts.append((type, each.measurement_remarks.partition("language: ")[2], each.measurement_fact_text))
        elif measure:
            measures.append(measure)
        else:
            left.append(each)
    return Facts(tuple(facts)), tuple(measures), tuple(left)


def _is_plain(type: str, text: str) -> bool:
    """Whether a fact can be understood: a figure where one is needed, a discipline the registry knows."""
    if type in (words.LATITUDE, words.LONGITUDE):
        return degrees(text) is not None
    if type == words.YEAR_FOUNDED:
        return year(text) is not None
    return type != words.DISCIPLINE or bool(words.code_of("discipline", text))


def named(name: str, facts: Facts) -> dict[str, str]:
    """The names by language; the main name is in English where no language is told for it."""
    names = facts.names()
    return names if name in names.values() else {"en": name, **names}


def degrees(text: str) -> float | None:
    """Decimal degrees, None where there are none."""
    try:
        value = float(text) if text else None
    except ValueError:
        return None
    return value if value is not None and abs(value) <= 180 else None


def year(text: str) -> int | None:
    """A year of four digits, None where there is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None

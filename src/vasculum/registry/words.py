"""A figure in words: what a reader is told of a size whose margins may be known, unknown, or never stated."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from vasculum.model.measure import Measure
from vasculum.registry.totals import Total
from vasculum.registry.vocabularies import label

BOUNDED = {"between": ("low", "high")}
SHOWN_BOUND = {"more_than": "low", "at_least": "low", "up_to": "high", "less_than": "high"}


def figure_in_words(measure: Measure | None, language: str) -> str:
    """The size as a reader of `language` would write it; words alone where there is no figure.

    >>> figure_in_words(Measure("held", "accessions", low=6600, qualifier="more_than"), "nl")
    'meer dan 6.600 accessies'
    >>> figure_in_words(None, "en")
    'not stated'
    """
    if measure is None or not measure.is_figure:
        qualifier = measure.qualifier if measure and measure.qualifier in {"unknown", "pro_memoria"} else "none"
        return label("qualifier", qualifier, language)
    return f"{_pattern_filled(measure, language)} {label('unit', measure.unit, language)}"


def _pattern_filled(measure: Measure, language: str) -> str:
    pattern = label("qualifier", _qualifier(measure), language)
    return pattern.format(*(number(value, language) for value in _shown(measure)))


def measure_in_words(measure: Measure, language: str) -> str:
    """The size with its margins, when it was found and how.

    >>> survey = Measure("held", "objects", 540_000, 558_000, 580_000, "about", "sampled", "2023")
    >>> measure_in_words(survey, "en")
    'about 558,000 objects, between 540,000 and 580,000, estimated in 2023 by sampling'
    >>> measure_in_words(survey, "de")
    'ungefähr 558.000 Objekte, zwischen 540.000 und 580.000, 2023 durch Stichproben geschätzt'
    """
    said = _with_margins(measure, figure_in_words(measure, language), language)
    told = basis_in_words(measure, language)
    return f"{said}, {told}" if told and measure.is_figure else said


def total_in_words(total: Total, language: str, left_out: int = 0) -> str:
    """A sum with what is known of its margins, its dates, and how many collections it leaves out.

    >>> from vasculum.registry.totals import total_of
    >>> sheets = total_of("sheets", [("a", Measure("held", "sheets", best=500)), ("b", Measure("held", "sheets", low=90))])
    >>> total_in_words(sheets, "en", left_out=1)
    'at least 590 sheets (1 figure without stated margins; 1 collection not included)'
    """
    said = measure_in_words(_as_measure(total), language)
    asides = [_counted_in_words(name, count, language) for name, count in _asides(total, left_out) if count]
    return f"{said} ({'; '.join(asides)})" if asides else said


def size_in_words(total: Total, language: str) -> str:
    """A sum without its unit, for a table that names the unit once.

    >>> from vasculum.registry.totals import total_of
    >>> size_in_words(total_of("sheets", [("a", Measure("held", "sheets", 450, 500, 600, "about"))]), "nl")
    'ongeveer 500, tussen 450 en 600'
    """
    measure = _as_measure(total)
    return _with_margins(measure, _pattern_filled(measure, language), language)


def asides_in_words(total: Total, language: str) -> str:
    """What must be known with a sum: how and when its figures came about, and how many of them have no stated margins."""
    told = [basis_in_words(_as_measure(total), language)]
    told += [_counted_in_words(name, count, language) for name, count in _asides(total, 0) if count]
    return "; ".join(filter(None, told))


def _as_measure(total: Total) -> Measure:
    when = total.earliest if total.earliest == total.latest else f"{total.earliest}/{total.latest}"
    basis = next(iter(total.bases)) if len(total.bases) == 1 else "unknown"
    if total.without_best:
        qualifier, best = ("at_least", None) if total.high is None or not total.low else ("between", None)
    else:
        qualifier, best = ("plain" if total.bases == {"counted"} else "about"), total.best
    return Measure("held", total.unit, total.low or None, best, total.high, qualifier, basis, when)


def _asides(total: Total, left_out: int) -> list[tuple[str, int]]:
    return [("no_margin", total.without_margins), ("left_out", left_out)]


def _counted_in_words(name: str, count: int, language: str) -> str:
    return label("phrase", f"{name}_1" if count == 1 else name, language).format(number(count, language))


def basis_in_words(measure: Measure, language: str) -> str:
    """How and when the figure came about; nothing where neither is stated."""
    when = date_in_words(measure.as_of, language)
    if when:
        return label("told_in", measure.basis, language).format(when)
    return "" if measure.basis == "unknown" else label("basis", measure.basis, language)


def number(value: int, language: str) -> str:
    """A whole number with the separators of a language."""
    return format_decimal(value, locale=language)


def date_in_words(as_of: str, language: str) -> str:
    """A partial date or an interval of them as a reader of `language` writes it; what is no date stays as it is.

    >>> date_in_words("2021/2022", "en"), date_in_words("2020-03", "nl"), date_in_words("2024-12-12", "fr")
    ('2021–2022', 'maart 2020', '12 décembre 2024')
    """
    return "–".join(_date_in_words(part, language) for part in as_of.split("/")) if as_of else ""


def _date_in_words(text: str, language: str) -> str:
    try:
        if len(text) == 7:
            return str(format_skeleton("yMMMM", date.fromisoformat(f"{text}-01"), locale=language))
        return str(format_date(date.fromisoformat(text), "long", locale=language)) if len(text) == 10 else text
    except ValueError:
        return text


def _qualifier(measure: Measure) -> str:
    if measure.best is None and measure.low is not None and measure.high is not None:
        return "between"
    if measure.qualifier in {"none", "unknown", "pro_memoria", "between"}:
        return "plain" if measure.best is not None else ("at_least" if measure.low is not None else "up_to")
    return measure.qualifier


def _shown(measure: Measure) -> list[int]:
    qualifier = _qualifier(measure)
    wanted = BOUNDED.get(qualifier) or (SHOWN_BOUND.get(qualifier, "best"),)
    stated = [getattr(measure, name) for name in wanted]
    known = [value for value in stated if value is not None]
    return known or [next(value for value in (measure.best, measure.low, measure.high) if value is not None)]


def _with_margins(measure: Measure, said: str, language: str) -> str:
    if measure.best is None or measure.low is None or measure.high is None or measure.low == measure.high:
        return said
    return label("phrase", "between", language).format(said, number(measure.low, language), number(measure.high, language))

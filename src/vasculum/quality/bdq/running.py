"""Running tests: on one record, on distinct inputs, on columns; and the measures over the answers to one record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

from vasculum.quality.bdq.authorities import Authorities, AuthorityUnavailable, Source
from vasculum.quality.bdq.closed_vocabularies import with_closed_vocabularies
from vasculum.quality.bdq.framework import Test, all_tests
from vasculum.quality.bdq.responses import Response, external_prerequisites_not_met, is_empty, stripped

PRESENT = "present"
NO_ARGUMENTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Setting:
    """Under what circumstances tests run: the day, the authorities at hand, and, by GUID, arguments that replace defaults."""

    today: date
    authorities: Authorities = field(default_factory=lambda: with_closed_vocabularies(Authorities()))
    arguments: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))


def run(test: Test, inputs: Mapping[str, str], setting: Setting, arguments: Mapping[str, str] = NO_ARGUMENTS) -> Response:
    """The answer of one test to one record, given as texts by qualified term; an absent term counts as empty."""
    return prepared(test, setting, arguments)(tuple(inputs.get(term) or "" for term in test.inputs))


def prepared(test: Test, setting: Setting, arguments: Mapping[str, str] = NO_ARGUMENTS) -> Callable[[tuple[str, ...]], Response]:
    """The test as a function of the texts of its inputs, with parameters and authorities resolved once.

    An empty argument counts as not given; one that is given goes before that of the setting.
    """
    both = {**setting.arguments.get(test.guid, {}), **{name: text for name, text in arguments.items() if not is_empty(text)}}
    given = {name: stripped(text) for name, text in both.items() if name in test.parameters}
    try:
        values = [_value(default, given.get(name, ""), setting) for name, default in test.parameters.items()]
    except AuthorityUnavailable as missing:
        response = _unavailable(missing)
        return lambda _: response
    noted = _noted(given)
    if test.measures:
        return lambda _: test.answer(())
    ask = partial(test.answer, *values)
    return lambda texts: noted(_answer(ask, texts))


def run_distinct(test: Test, tuples: Iterable[tuple[str, ...]], setting: Setting) -> dict[tuple[str, ...], Response]:
    """The answers to distinct inputs, each in the order of `test.inputs`; each is asked once."""
    answer = prepared(test, setting)
    return {texts: answer(texts) for texts in dict.fromkeys(tuples)}


def run_on_columns(
    columns: Mapping[str, Sequence[str]], setting: Setting, tests: Iterable[Test] | None = None
) -> dict[str, list[Response]]:
    """The answers by GUID, one per row, to columns of texts by qualified term; equal inputs are asked once.

    A column that is not there counts as empty. The measures over a record's other answers come last.
    """
    chosen = list(all_tests().values() if tests is None else tests)
    rows = max(map(len, columns.values()), default=0)
    answers = {test.guid: _column_answers(test, columns, rows, setting) for test in chosen if not test.measures}
    for test in chosen:
        if test.measures:
            answers[test.guid] = [measured(test, row) for row in _by_row(test, answers, rows)]
    return answers


def measured(measure: Test, responses: Sequence[Response]) -> Response:
    """The answer of a measure over the responses to one record of the tests of the kind it measures."""
    return measure.answer(responses)


def collapsed(test: Test, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts as far as the test can tell them apart: only empty or present, where it looks at nothing else."""
    return tuple("" if is_empty(text) else PRESENT for text in texts) if test.presence_only else texts


def _column_answers(test: Test, columns: Mapping[str, Sequence[str]], rows: int, setting: Setting) -> list[Response]:
    blank = [""] * rows
    tuples = list(zip(*(columns.get(term, blank) for term in test.inputs), strict=True))
    keys = [collapsed(test, texts) for texts in tuples] if test.presence_only else tuples
    answers = run_distinct(test, keys, setting)
    return [answers[key] for key in keys]


def _by_row(measure: Test, answers: Mapping[str, list[Response]], rows: int) -> Iterable[tuple[Response, ...]]:
    of_kind = [answers[guid] for guid, test in all_tests().items() if guid in answers and test.kind is measure.measures]
    return zip(*of_kind, strict=True) if of_kind else [()] * rows


def _value(default: str | Source, given: str, setting: Setting) -> Any:
    if isinstance(default, Source):
        return setting.authorities.consultation(default, given)
    current = {"{current year}": f"{setting.today.year:04}", "{current day}": setting.today.isoformat()}
    return given or current.get(default, default)


def _answer(ask: Callable[..., Response], texts: tuple[str, ...]) -> Response:
    try:
        return ask(*texts)
    except AuthorityUnavailable as missing:
        return _unavailable(missing)


def _unavailable(missing: AuthorityUnavailable) -> Response:
    return external_prerequisites_not_met(f"the authority {missing} is not available")


def _noted(arguments: Mapping[str, str]) -> Callable[[Response], Response]:
    written = ", ".join(f"{name}={text}" for name, text in arguments.items())

    def with_arguments(response: Response) -> Response:
        return Response(response.status, response.result, f"{response.comment} (with {written})")

    return with_arguments if written else lambda response: response

"""Running tests: on one record, on distinct inputs, on columns; and the measures over the answers to one record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
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
    """Under what circumstances tests run: the day, the authorities at hand, and arguments that replace defaults."""

    today: date
    authorities: Authorities = field(default_factory=lambda: with_closed_vocabularies(Authorities()))
    arguments: Mapping[str, str] = field(default_factory=lambda: NO_ARGUMENTS)

    def with_arguments(self, arguments: Mapping[str, str]) -> Setting:
        """The same circumstances with further arguments, empty ones left out."""
        given = {name: text for name, text in arguments.items() if not is_empty(text)}
        return Setting(self.today, self.authorities, {**self.arguments, **given}) if given else self


def run(test: Test, inputs: Mapping[str, str], setting: Setting, arguments: Mapping[str, str] = NO_ARGUMENTS) -> Response:
    """The answer of one test to one record, given as texts by qualified term; an absent term counts as empty."""
    return prepared(test, setting.with_arguments(arguments))(tuple(inputs.get(term) or "" for term in test.inputs))


def prepared(test: Test, setting: Setting) -> Callable[[tuple[str, ...]], Response]:
    """The test as a function of the texts of its inputs, with parameters and authorities resolved once."""
    try:
        values = [_value(test, name, setting) for name in test.parameters]
    except AuthorityUnavailable as missing:
        response = _unavailable(missing)
        return lambda _: response
    noted = _noted(test, setting.arguments)
    if test.measures:
        return lambda _: test.answer(())
    return lambda texts: noted(_answer(test, texts, values))


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


def _value(test: Test, name: str, setting: Setting) -> Any:
    default, given = test.parameters[name], stripped(setting.arguments.get(name, ""))
    if isinstance(default, Source):
        return setting.authorities.consultation(default, given)
    current = {"{current year}": f"{setting.today.year:04}", "{current day}": setting.today.isoformat()}
    return given or current.get(default, default)


def _answer(test: Test, texts: tuple[str, ...], values: Sequence[Any]) -> Response:
    try:
        return test.answer(*texts, *values)
    except AuthorityUnavailable as missing:
        return _unavailable(missing)


def _unavailable(missing: AuthorityUnavailable) -> Response:
    return external_prerequisites_not_met(f"the authority {missing} is not available")


def _noted(test: Test, arguments: Mapping[str, str]) -> Callable[[Response], Response]:
    given = ", ".join(f"{name}={arguments[name]}" for name in test.parameters if name in arguments)

    def with_arguments(response: Response) -> Response:
        return Response(response.status, response.result, f"{response.comment} (with {given})")

    return with_arguments if given else lambda response: response

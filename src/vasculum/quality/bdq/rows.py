"""Tables in the form of the published validation rows: one call of one test per row, and our answer beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vasculum.quality.bdq.framework import Test, all_tests
from vasculum.quality.bdq.responses import Response
from vasculum.quality.bdq.running import Setting, run

ANSWER_COLUMNS = ("actual.status", "actual.result", "actual.comment")


def answered(rows: Iterable[Mapping[str, str]], setting: Setting) -> Iterator[dict[str, str]]:
    """The same rows with `actual.status`, `actual.result` (for amendments a JSON object) and `actual.comment`.

    A row names its test by `GUID`, its inputs by columns of qualified terms and its arguments by columns in `bdqval:`.
    A row whose GUID is not that of a test gets no status and a comment that says so.
    """
    tests = all_tests()
    for row in rows:
        test = tests.get((row.get("GUID") or "").strip().lower())
        if test is None:
            yield {**row, **dict(zip(ANSWER_COLUMNS, ("", "", "no test has this GUID"), strict=True))}
        else:
            response = answer(test, row, setting)
            texts = (str(response.status), response.result, response.comment)
            yield {**row, **dict(zip(ANSWER_COLUMNS, texts, strict=True))}


def answer(test: Test, row: Mapping[str, str], setting: Setting) -> Response:
    """The answer of a test to the inputs and arguments in a row."""
    arguments = {name: row.get(name) or "" for name in test.parameters}
    return run(test, row, setting, arguments)

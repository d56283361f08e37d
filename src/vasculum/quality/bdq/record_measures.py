"""Measures over the answers of the other tests to one record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vasculum.quality.bdq.framework import Kind, bdq_test
from vasculum.quality.bdq.responses import Response, Status, has_result, internal_prerequisites_not_met

AMENDMENTS = ("bdqval:AllAmendmentTestsRunOnSingleRecord",)
VALIDATIONS = ("bdqval:AllValidationTestsRunOnSingleRecord",)
_UNMET = (Status.INTERNAL_PREREQUISITES_NOT_MET, Status.EXTERNAL_PREREQUISITES_NOT_MET)


@bdq_test(
    "03049fe5-a575-404f-b564-ae63f5a1cf8b",
    "MEASURE_AMENDMENTS_PROPOSED",
    consults=AMENDMENTS,
    measures=Kind.AMENDMENT,
)
def measure_amendments_proposed(responses: Sequence[Response]) -> Response:
    """How many amendments propose a change."""
    count = sum(response.status in (Status.AMENDED, Status.FILLED_IN) for response in responses)
    return has_result(str(count), f"{count} amendments propose a change")


@bdq_test(
    "45fb49eb-4a1b-4b49-876f-15d5034dfc73",
    "MEASURE_VALIDATIONTESTS_COMPLIANT",
    consults=VALIDATIONS,
    measures=Kind.VALIDATION,
)
def measure_validationtests_compliant(responses: Sequence[Response]) -> Response:
    """How many validations passed."""
    return _count(responses, lambda response: response.result == "COMPLIANT", "passed")


@bdq_test(
    "453844ae-9df4-439f-8e24-c52498eca84a",
    "MEASURE_VALIDATIONTESTS_NOTCOMPLIANT",
    consults=VALIDATIONS,
    measures=Kind.VALIDATION,
)
def measure_validationtests_notcompliant(responses: Sequence[Response]) -> Response:
    """How many validations failed."""
    return _count(responses, lambda response: response.result == "NOT_COMPLIANT", "failed")


@bdq_test(
    "49a94636-a562-4e6b-803c-665c80628a3d",
    "MEASURE_VALIDATIONTESTS_PREREQUISITESNOTMET",
    consults=VALIDATIONS,
    measures=Kind.VALIDATION,
)
def measure_validationtests_prerequisitesnotmet(responses: Sequence[Response]) -> Response:
    """How many validations could not run."""
    return _count(responses, lambda response: response.status in _UNMET, "could not run")


def _count(responses: Sequence[Response], counts: Callable[[Response], bool], what: str) -> Response:
    if not responses:
        return internal_prerequisites_not_met("no validation was run")
    number = sum(map(counts, responses))
    return has_result(str(number), f"{number} validations {what}")

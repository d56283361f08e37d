"""What a test of BDQ Core answers: status, result and comment, and the words they may use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

BLANKS = "".join(map(chr, range(0x21)))


class Status(StrEnum):
    """How a test ended (BDQ Core, Response.status)."""

    RUN_HAS_RESULT = "RUN_HAS_RESULT"
    INTERNAL_PREREQUISITES_NOT_MET = "INTERNAL_PREREQUISITES_NOT_MET"
    EXTERNAL_PREREQUISITES_NOT_MET = "EXTERNAL_PREREQUISITES_NOT_MET"
    AMENDED = "AMENDED"
    FILLED_IN = "FILLED_IN"
    NOT_AMENDED = "NOT_AMENDED"


@dataclass(frozen=True, slots=True)
class Response:
    """One answer: the result of an amendment is a JSON object of proposed values, other results are one word or number."""

    status: Status
    result: str
    comment: str

    @property
    def changes(self) -> dict[str, str]:
        """The proposed values by term; empty when nothing is proposed."""
        proposed = self.status in (Status.AMENDED, Status.FILLED_IN)
        return dict(json.loads(self.result)) if proposed else {}


def is_empty(value: str) -> bool:
    r"""True when the value holds nothing but characters in U+0000 to U+0020 (bdqval:Empty).

    >>> is_empty("\x0e \t"), is_empty("null")
    (True, False)
    """
    return not value.strip(BLANKS)


def stripped(value: str) -> str:
    """The value without the leading and trailing characters that count as empty."""
    return value.strip(BLANKS)


def has_result(result: str, comment: str) -> Response:
    """The test ran and this is its result."""
    return Response(Status.RUN_HAS_RESULT, result, comment)


def compliant(comment: str) -> Response:
    """A validation found what it asks for."""
    return has_result("COMPLIANT", comment)


def not_compliant(comment: str) -> Response:
    """A validation did not find what it asks for."""
    return has_result("NOT_COMPLIANT", comment)


def judged(holds: bool, comment: str) -> Response:
    """COMPLIANT when the condition in the comment holds, otherwise NOT_COMPLIANT with the same condition denied."""
    return compliant(comment) if holds else not_compliant(f"not so: {comment}")


def potential_issue(comment: str) -> Response:
    """An issue test found something that may be a problem."""
    return has_result("POTENTIAL_ISSUE", comment)


def not_issue(comment: str) -> Response:
    """An issue test found nothing."""
    return has_result("NOT_ISSUE", comment)


def internal_prerequisites_not_met(comment: str) -> Response:
    """The record lacks what the test needs."""
    return Response(Status.INTERNAL_PREREQUISITES_NOT_MET, "", comment)


def external_prerequisites_not_met(comment: str) -> Response:
    """An authority that the test needs is not available."""
    return Response(Status.EXTERNAL_PREREQUISITES_NOT_MET, "", comment)


def empty(*terms: str) -> Response:
    """The prerequisite that these terms are not empty is not met."""
    verb = "is" if len(terms) == 1 else "are"
    return internal_prerequisites_not_met(f"{', '.join(terms)} {verb} bdqval:Empty")


def not_amended(comment: str) -> Response:
    """An amendment has nothing to propose."""
    return Response(Status.NOT_AMENDED, "", comment)


def amended(changes: Mapping[str, str], comment: str) -> Response:
    """An amendment proposes to change values."""
    return Response(Status.AMENDED, json.dumps(changes, ensure_ascii=False, sort_keys=True), comment)


def filled_in(changes: Mapping[str, str], comment: str) -> Response:
    """An amendment proposes values where there were none."""
    return Response(Status.FILLED_IN, json.dumps(changes, ensure_ascii=False, sort_keys=True), comment)

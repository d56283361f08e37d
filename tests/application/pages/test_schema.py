"""The API against its own description: whatever is asked, no fault of ours and no answer that is not described."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.conf import LazySettings
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from vasculum.site.wsgi import application

pytestmark = pytest.mark.usefixtures("served")
EXAMPLES = 40 if os.environ.get("HYPOTHESIS_PROFILE") == "all" else 6
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def schema(served: Any, settings: LazySettings) -> Any:  # noqa: ARG001
    settings.REQUESTS_PER_MINUTE = 0
    return schemathesis.openapi.from_wsgi("/api/openapi.json", application)


@pytest.fixture(autouse=True)
def connections_kept() -> Iterator[None]:
    """The requests run in the transaction of the test: the handler does not close the database behind them."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def fault_of(operation: Any) -> str:
    """What an operation answers beyond its description; "" when it keeps to it."""

    @given(case=operation.as_strategy())
    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def holds(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    try:
        holds()
    except (FailureGroup, Failure) as fault:
        return f"{operation.label}: {fault}"
    return ""


def test_every_answer_is_described(schema: Any) -> None:
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 20
    faults = [fault for operation in operations if (fault := fault_of(operation))]
    assert not faults, "\n\n".join(faults)

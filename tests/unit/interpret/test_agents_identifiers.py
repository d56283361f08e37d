"""Identifiers of persons: one notation each, check digits verified, other addresses kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.interpret.agent_identifiers import RECORDED_BY_ID, check_digit, person_identifier
from vasculum.terms import messages


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("https://orcid.org/0000-0002-1694-233X", "https://orcid.org/0000-0002-1694-233X"),
        ("orcid:0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("0000000218250097", "https://orcid.org/0000-0002-1825-0097"),
        ("https://www.wikidata.org/wiki/Q1035", "http://www.wikidata.org/entity/Q1035"),
        ("q1035", "http://www.wikidata.org/entity/Q1035"),
        ("https://viaf.org/viaf/27063124/", "http://viaf.org/viaf/27063124"),
        ("https://isni.org/isni/0000000121032683", "https://isni.org/isni/0000000121032683"),
        ("https://bionomia.net/people/77", "https://bionomia.net/people/77"),
        ("https://orcid.org/0000-0002-1825-0098", None),
        ("https://orcid.org/An-Peeters", None),
        ("An", None),
    ],
)
def test_an_identifier_has_one_notation(text: str, identifier: str | None) -> None:
    assert person_identifier(text) == identifier


def test_several_identifiers_keep_their_order_and_a_wrong_one_is_told() -> None:
    found = RECORDED_BY_ID.read("Q1035 | https://orcid.org/0000-0002-1825-0097; x")
    assert found.values == (["http://www.wikidata.org/entity/Q1035", "https://orcid.org/0000-0002-1825-0097"],)
    assert found.remarks == ("PERSON_IDENTIFIER_INVALID dwc:recordedByID",)
    assert "PERSON_IDENTIFIER_INVALID" in messages.remarks()


def test_an_empty_cell_has_no_identifier_and_no_remark() -> None:
    assert RECORDED_BY_ID.read("").values == (None,)
    assert RECORDED_BY_ID.read(" ").remarks == ()


@given(st.from_regex(r"[0-9]{15}", fullmatch=True))
def test_one_wrong_digit_is_noticed(digits: str) -> None:
    valid = digits + check_digit(digits)
    wrong = str((int(digits[0]) + 1) % 10) + valid[1:]
    assert person_identifier(valid) is not None
    assert person_identifier(wrong) is None


@given(st.text(max_size=60))
def test_an_identifier_is_read_as_itself(text: str) -> None:
    found = person_identifier(text)
    assert found is None or person_identifier(found) == found

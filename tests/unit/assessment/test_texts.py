"""Every code that an assessment may hold is told in words, in every language, with what to do."""

from __future__ import annotations

import pytest

from vasculum.assessment.elements import elements, shortfall, terms_of
from vasculum.assessment.showing import GROUPS
from vasculum.quality.bdq.framework import all_tests
from vasculum.quality.flags_table import issues
from vasculum.terms.messages import LANGUAGES, remarks
from vasculum.terms.remedies import Problem, problem, problems, remedies

KEYS = [
    *(f"remark:{code}" for code in remarks()),
    *(f"flag:{flag}" for flag, issue in issues().items() if issue.decided != "no"),
    *(f"bdq:{test.label}" for test in all_tests().values()),
]


def complete(found: Problem) -> bool:
    return all(found.texts[language] and found.remedy.texts[language] for language in LANGUAGES)


def test_every_remark_flag_and_test_has_its_words() -> None:
    assert [key for key in KEYS if key not in problems() or not complete(problems()[key])] == []


def test_nothing_is_told_of_what_does_not_exist() -> None:
    flags = {f"flag:{flag}" for flag in issues()}
    assert set(problems()) - set(KEYS) - flags == set()


def test_every_remedy_belongs_to_a_group_of_the_page() -> None:
    assert {remedy.group for remedy in remedies().values()} == set(GROUPS)


@pytest.mark.parametrize("element", sorted(elements()))
def test_a_missing_element_names_fields_that_supply_it(element: str) -> None:
    assert complete(shortfall(element))
    assert terms_of(element)


def test_a_code_that_no_table_knows_is_told_as_it_is() -> None:
    assert problem("remark", "OF_TOMORROW").texts["nl"] == "OF_TOMORROW"


def test_the_languages_differ() -> None:
    same = [key for key, found in problems().items() if len({found.texts[language] for language in LANGUAGES}) < len(LANGUAGES)]
    assert same == []

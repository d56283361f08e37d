"""Names looked up in a small checklist that shows every kind of answer."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import ROOT
from vasculum.names import Backbone, BackboneUnusable, Matcher, MatchType, Query, as_gbif, build, usages_of_csv
from vasculum.names.gbif import as_suggestion
from vasculum.names.query import query
from vasculum.terms import messages

CHECKLIST = ROOT / "tests" / "cases" / "names" / "checklist.csv"


@pytest.fixture(scope="module")
def backbone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backbone]:
    target = tmp_path_factory.mktemp("backbone") / "checklist"
    build(usages_of_csv(CHECKLIST), target)
    opened = Backbone(target)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def matcher(backbone: Backbone) -> Matcher:
    return Matcher(backbone)


@pytest.mark.parametrize(
    ("text", "how", "key"),
    [
        ("Abies alba", "EXACT", "3"),
        ("ABIES ALBA MILL.", "EXACT", "3"),
        ("Abies alba Mill.", "EXACT", "3"),
        ("Abies albus", "FUZZY", "3"),
        ("Abies alva", "FUZZY", "3"),
        ("Abeis alba", "FUZZY", "3"),
        ("Abies cilicica", "HIGHERRANK", "2"),
        ("Abies sp.", "HIGHERRANK", "2"),
        ("Abies cf. alba", "HIGHERRANK", "2"),
        ("Abies aff. alba", "HIGHERRANK", "2"),
        ("Abies alba subsp. inventa", "HIGHERRANK", "3"),
        ("Abies alba ?", "HIGHERRANK", "2"),
        ("Pinus picea", "EXACT", "4"),
        ("Doeringina", "EXACT", "9"),
        ("Döringina", "EXACT", "9"),
        ("Coccinella 10-punctata", "EXACT", "11"),
        ("Tobacco mosaic virus", "EXACT", "12"),
        ("Abies alba × Abies nordmanniana", "EXACT", "13"),
        ("Abies nordmanniana × Abies alba", "NONE", None),
    ],
)
def test_a_name_is_found_as_it_is_written_or_nearly_so_or_above(matcher: Matcher, text: str, how: str, key: str | None) -> None:
    answer = matcher.match(text)
    assert (answer.match_type.value, answer.usage.key if answer.usage else None) == (how, key)


def test_a_synonym_comes_with_its_accepted_name(matcher: Matcher) -> None:
    answer = as_gbif(matcher.match("Pinus picea L."))
    assert (answer["synonym"], answer["acceptedUsageKey"], answer["acceptedScientificName"]) == (True, "3", "Abies alba Mill.")


def test_a_synonym_whose_accepted_name_the_checklist_does_not_tell_says_so(matcher: Matcher) -> None:
    answer = matcher.match("Pinus pectinata")
    assert answer.accepted is None
    assert "accepted" in answer.note


def test_homonyms_are_reported_until_the_kingdom_or_the_authorship_decides(matcher: Matcher) -> None:
    bare = matcher.match("Oenanthe")
    assert (bare.match_type, bare.ambiguous, bare.remark) == (MatchType.NONE, True, "NAME_AMBIGUOUS")
    assert {usage.key for usage in bare.alternatives} == {"6", "7"}
    by_kingdom = matcher.match(Query("Oenanthe", classification={"kingdom": "Animalia"}))
    by_author = matcher.match("Oenanthe Vieillot")
    assert [answer.usage and answer.usage.key for answer in (by_kingdom, by_author)] == ["6", "6"]


def test_an_undetermined_species_of_a_homonymous_genus_is_ambiguous(matcher: Matcher) -> None:
    assert matcher.match("Oenanthe sp.").ambiguous


def test_a_name_of_a_plant_is_no_answer_for_an_animal(matcher: Matcher) -> None:
    answer = matcher.match(Query("Abies alba", classification={"kingdom": "Animalia"}))
    assert (answer.match_type, answer.usage and answer.usage.key) == (MatchType.HIGHERRANK, "5")
    assert [usage.key for usage in answer.alternatives] == ["3"]


def test_the_classification_is_what_remains_of_a_name_that_is_not_known(matcher: Matcher) -> None:
    answer = matcher.match(Query("Nusquamia ignota", classification={"kingdom": "Plantae", "family": "Pinaceae"}))
    assert (answer.match_type, answer.usage and answer.usage.key) == (MatchType.HIGHERRANK, "10")


def test_another_authorship_lowers_the_confidence_and_is_told(matcher: Matcher) -> None:
    same, other = matcher.match("Abies alba Mill."), matcher.match("Abies alba Michx.")
    assert other.usage == same.usage
    assert other.confidence < same.confidence
    assert "authorship" in other.note


def test_a_nearly_equal_name_of_another_author_is_no_match(matcher: Matcher) -> None:
    assert matcher.match("Abies alva Michx.").match_type is MatchType.HIGHERRANK


def test_confidence_orders_exact_before_fuzzy_before_higher(matcher: Matcher) -> None:
    exact, fuzzy, higher = (matcher.match(text).confidence for text in ("Abies alba", "Abies alva", "Abies cilicica"))
    assert exact > fuzzy > higher > 0


def test_a_record_without_a_name_is_matched_by_its_lowest_taxon(matcher: Matcher) -> None:
    assert (
        matcher.match(query({"kingdom": "Plantae", "genus": "Abies", "specificEpithet": "alba"})).usage
        == matcher.match("Abies alba").usage
    )
    found = matcher.match(query({"family": "Pinaceae"})).usage
    assert found is not None
    assert found.key == "10"


def test_equal_questions_are_answered_in_their_order(matcher: Matcher) -> None:
    asked: list[Query | str] = ["Abies alva", Query("Oenanthe"), "Abies alva", "Abies alba", "Oenanthe"]
    found = list(matcher.match_all(asked))
    assert found == [matcher.match(text) for text in asked]
    assert found[0] is found[2]


def test_every_remark_has_its_text() -> None:
    codes = {"NAME_NOT_FOUND", "NAME_AMBIGUOUS", "NAME_MATCHED_FUZZY", "NAME_MATCHED_HIGHER"}
    assert codes <= set(messages.remarks())


def test_typing_is_completed_in_alphabetical_order(backbone: Backbone) -> None:
    assert [as_suggestion(usage)["canonicalName"] for usage in backbone.autocomplete("abies a")] == [
        "Abies alba",
        "Abies alba × Abies nordmanniana",
    ]
    assert [usage.key for usage in backbone.autocomplete("OENANTHE", limit=1)] == ["6"]
    assert backbone.autocomplete(" ") == backbone.autocomplete("zzz") == []


def key_of(backbone: Backbone, name: str) -> str | None:
    usage = Matcher(backbone).match(name).usage
    return usage.key if usage else None


def test_a_backbone_goes_to_other_processes(backbone: Backbone) -> None:
    assert key_of(pickle.loads(pickle.dumps(backbone)), "Abies alba") == "3"
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply(key_of, (backbone, "Abies alba")) == "3"


NAME_LIKE = st.text(st.sampled_from("Aabies lOonthVPinus.×?&()[]0123456789,'\"-_\u202e\x00äœ漢Ж\ud800"), max_size=60)


@given(NAME_LIKE | st.text(max_size=40), NAME_LIKE)
def test_nothing_that_is_asked_raises_and_the_answer_is_the_same_again(matcher: Matcher, text: str, other: str) -> None:
    asked = Query(text, other, other, {"kingdom": other, "family": text})
    answer = matcher.match(asked)
    assert answer == matcher.match(asked)
    assert (answer.usage is None) == (answer.match_type is MatchType.NONE)
    assert answer.query == asked


def test_a_file_that_is_no_backbone_is_refused(tmp_path: Path) -> None:
    tmp_path.joinpath("text").write_text("Abies alba")
    for name in ("text", "nothing"):
        with pytest.raises(BackboneUnusable, match=name):
            Backbone(tmp_path / name)

"""The survey's form: kept at any point, nothing typed is lost, and only what differs is entered."""

from __future__ import annotations

import html
import re

import orjson
import pytest
from django.test import Client

from tests.application.survey.conftest import SignIn
from vasculum.people.actions import erase
from vasculum.people.models import Account, AuditEntry
from vasculum.people.policy import SYSTEM, Role
from vasculum.registry.models import Allocation, Collection, Measure, StatusPeriod
from vasculum.survey.answering import answers_of, described
from vasculum.survey.models import Draft
from vasculum.survey.queries import collection_of
from vasculum.survey.understanding import figure_told

NEW = "/en/survey/new?institution=museum"
SHELLS = "/en/survey/shells"


def text(answer: object) -> str:
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def form_of(client: Client, address: str) -> dict[str, str]:
    """What a browser would send of the form as it stands."""
    page = client.get(address).content.decode()
    inputs = re.findall(r'<input (?:id="[^"]*" |type="hidden" )name="([^"]+)" value="([^"]*)"', page)
    areas = re.findall(r'<textarea id="[^"]*" name="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    lists = re.findall(r'<select id="[^"]*" name="([^"]+)".*?</select>', page, re.DOTALL)
    chosen = {
        name: (re.findall(rf'name="{name}".*?</select>', page, re.DOTALL)[0].split("selected")[0].rpartition('value="')[2][:-2])
        if "selected" in re.findall(rf'name="{name}".*?</select>', page, re.DOTALL)[0]
        else ""
        for name in lists
    }
    sent = {name: html.unescape(value) for name, value in [*inputs, *areas, *chosen.items()]}
    return {name: value for name, value in sent.items() if name not in ("csrfmiddlewaretoken", "q")}


def test_a_collection_needs_a_name_and_nothing_else(as_role: SignIn) -> None:
    curator = as_role()
    assert curator.post(NEW, {"name": "Seeds", "enter": "1"}).status_code == 302
    made = Collection.objects.get(key="museum-seeds")
    assert (made.names, made.institution.key, made.measures.count(), Draft.objects.count()) == ({"en": "Seeds"}, "museum", 0, 0)


def test_a_whole_collection_is_described_in_one_go(as_role: SignIn) -> None:
    given = {
        "name": "Zaden", "description": "In zakjes.", "discipline": "seed_bank", "hosted_at": "garden", "enter": "1",
        "contact_name": "Ida Maes", "contact_email": "ida@example.org", "how_many": "ongeveer 4,7K", "at_most": "5000",
        "unit": "seed_lots", "basis": "sampled", "as_of": "2026", "recorded": "?", "collected_from": "1980",
        "collected_to": "loopt nog", "status": "at_risk", "retires_on": "2027", "successor": "none", "restrictions": "Nagoya",
        "part_discipline_1": "microbiology", "part_share_1": "12,5 %",
    }  # fmt: skip
    assert as_role().post("/nl/survey/new?institution=museum", given).status_code == 302
    made = Collection.objects.get(key="museum-zaden")
    held = made.measures.get(counted="held")
    assert (held.low, held.best, held.high, held.qualifier, held.unit, held.basis, held.as_of) == (
        None, 4700, 5000, "about", "seed_lots", "sampled", "2026",
    )  # fmt: skip
    assert made.measures.get(counted="recorded").qualifier == "unknown"
    assert (made.period.as_edtf(), made.restrictions, made.status) == ("1980/..", {"nl": "Nagoya"}, "at_risk")
    assert str(made.hosted_at) == "Garden"
    risk = made.statuses.get()
    assert (risk.retires_on, risk.successor, str(risk.retires)) == ("2027", "none", "Ida Maes")
    assert made.allocations.get().share == 0.125


def test_a_draft_is_kept_with_whatever_was_typed(as_role: SignIn) -> None:
    curator = as_role()
    kept = curator.post(NEW, {"how_many": "quite a lot", "keep": "1"})
    page = text(curator.get(kept.headers["Location"]))
    assert 'value="quite a lot"' in page
    assert Collection.objects.count() == 2
    assert (Draft.objects.get().answers["how_many"], Draft.objects.get().collection) == ("quite a lot", "")


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("nl", "We begrijpen dit cijfer niet."),
        ("fr", "Nous ne comprenons pas ce chiffre."),
        ("de", "Wir verstehen diese Zahl nicht."),
        ("en", "We do not understand this figure."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_in_the_visitors_language_and_the_text_stays(
    as_role: SignIn, language: str, reason: str
) -> None:
    given = {"name": "Seeds", "description": "Mine", "how_many": "quite a lot", "enter": "1"}
    answer = as_role().post(f"/{language}/survey/new?institution=museum", given)
    page = text(answer)
    assert answer.status_code == 422
    assert f'id="how_many-wrong">{reason}' in page
    assert 'value="quite a lot"' in page
    assert ">Mine</textarea>" in page
    assert Collection.objects.count() == 2


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("contact_email", "ida at example"),
        ("unit", "bananas"),
        ("hosted_at", "atlantis"),
        ("as_of", "last year"),
        ("as_of", "5/6/2026"),
        ("as_of", "2026-02-31"),
        ("at_least", "5000"),
        ("at_most", "3"),
        ("at_most", "more than 9"),
        ("recorded", "10 à 12 000"),
        ("collected_to", "some day"),
        ("part_storage_1", "in a box"),
        ("part_share_2", "140"),
        ("department", "x" * 201),
    ],
)
def test_an_answer_that_cannot_be_used_is_told_at_its_field(as_role: SignIn, code: str, answer: str) -> None:
    page = text(as_role().post(NEW, {"name": "Seeds", "how_many": "4700", code: answer, "enter": "1"}))
    assert re.findall(r'id="([a-z_0-9]+)-wrong"', page) == [code]
    assert answer in page
    assert Collection.objects.count() == 2


def test_parts_that_are_more_than_the_whole_are_told(as_role: SignIn) -> None:
    page = text(as_role().post(NEW, {"name": "Seeds", "part_share_1": "60", "part_share_2": "60", "enter": "1"}))
    assert 'id="part_share_1-wrong"' in page


def test_a_form_sent_back_as_it_was_changes_nothing_but_counts_as_said_today(as_role: SignIn, shells: Collection) -> None:
    curator = as_role()
    figures = list(Measure.objects.values_list("pk", "is_current"))
    assert curator.post(SHELLS, {**form_of(curator, SHELLS), "enter": "1"}).status_code == 302
    after = Collection.objects.get(key="shells")
    assert (after.version, after.names, after.description) == (shells.version, shells.names, shells.description)
    assert list(Measure.objects.values_list("pk", "is_current")) == figures
    assert (Allocation.objects.count(), StatusPeriod.objects.count()) == (1, 1)
    entry = AuditEntry.objects.latest("number")
    assert (entry.act, entry.subject, entry.after) == ("confirm collection", "collection/shells", {"answers": []})


def test_the_form_shows_a_figure_as_it_was_written_and_its_margins(as_role: SignIn) -> None:
    shown = form_of(as_role(), SHELLS)
    assert (shown["how_many"], shown["at_least"], shown["at_most"], shown["unit"]) == ("about 1.2K", "1000", "1300", "lots")
    assert (shown["collected_from"], shown["collected_to"], shown["part_share_1"]) == ("1870", "…", "70")
    assert orjson.loads(shown["opened"])["name"] == "Shells"


def test_a_figure_of_a_newer_date_leaves_the_older_and_a_correction_replaces_it(as_role: SignIn) -> None:
    curator = as_role()
    sent = form_of(curator, SHELLS)
    curator.post(
        SHELLS, {**sent, "how_many": "1500", "at_least": "", "at_most": "", "as_of": "2026", "recorded": "", "enter": "1"}
    )
    newer = Measure.objects.get(collection__key="shells", counted="held", is_current=True)
    assert (newer.best, newer.as_of, newer.supersedes) == (1500, "2026", None)
    sent = form_of(curator, SHELLS)
    curator.post(SHELLS, {**sent, "how_many": "1501", "enter": "1"})
    corrected = Measure.objects.get(collection__key="shells", counted="held", is_current=True)
    assert (corrected.best, corrected.supersedes) == (1501, newer)


def test_two_curators_who_change_different_answers_both_succeed(as_role: SignIn) -> None:
    first, second = as_role(), as_role(name="an")
    mine, theirs = form_of(first, SHELLS), form_of(second, SHELLS)
    assert first.post(SHELLS, {**mine, "department": "Attic", "enter": "1"}).status_code == 302
    assert second.post(SHELLS, {**theirs, "restrictions": "None", "enter": "1"}).status_code == 302
    after = Collection.objects.get(key="shells")
    assert (after.department, after.restrictions) == ("Attic", {"en": "None"})


def test_the_second_of_two_curators_is_told_and_both_texts_are_there(as_role: SignIn) -> None:
    first, second = as_role(), as_role(name="an")
    mine, theirs = form_of(first, SHELLS), form_of(second, SHELLS)
    first.post(SHELLS, {**mine, "department": "Attic", "enter": "1"})
    answer = second.post(SHELLS, {**theirs, "department": "Cellar", "enter": "1"})
    assert answer.status_code == 422
    assert "<q>Attic</q>" in text(answer)
    assert 'value="Cellar"' in text(answer)
    assert Collection.objects.get(key="shells").department == "Attic"
    opened = html.unescape(re.findall(r'name="opened" value="([^"]*)"', answer.content.decode())[0])
    assert second.post(SHELLS, {**theirs, "department": "Cellar", "opened": opened, "enter": "1"}).status_code == 302
    assert Collection.objects.get(key="shells").department == "Cellar"


def test_a_part_with_figures_of_its_own_is_not_left_out_in_silence(as_role: SignIn) -> None:
    curator = as_role()
    Measure.objects.create(allocation=Allocation.objects.get(), best=5)
    emptied = dict.fromkeys(["part_discipline_1", "part_storage_1", "part_share_1"], "")
    answer = curator.post(SHELLS, {**form_of(curator, SHELLS), **emptied, "enter": "1"})
    assert 'id="part_discipline_1-wrong"' in text(answer)
    assert Allocation.objects.count() == 1


def test_a_contributor_hands_in_and_a_curator_enters(as_role: SignIn) -> None:
    contributor, curator = as_role(Role.CONTRIBUTOR), as_role(name="an")
    assert "Done: hand it to a curator" in text(contributor.get(NEW))
    assert contributor.post(NEW, {"name": "Seeds", "enter": "1"}).status_code == 403
    contributor.post(NEW, {"name": "Seeds", "hand_in": "1"})
    draft = Draft.objects.get(handed_in=True)
    assert "Seeds" in text(curator.get("/en/survey?institution=museum"))
    address = f"{NEW}&draft={draft.pk}"
    assert curator.post(address, {**form_of(curator, address), "enter": "1"}).status_code == 302
    assert Collection.objects.filter(key="museum-seeds").exists()


def test_a_draft_is_nobody_elses_until_it_is_handed_in(as_role: SignIn) -> None:
    contributor, curator = as_role(Role.CONTRIBUTOR), as_role(name="an")
    contributor.post(NEW, {"name": "Secret seeds", "keep": "1"})
    number = Draft.objects.get().pk
    assert "Secret" not in text(curator.get("/en/survey?institution=museum"))
    assert "Secret" not in text(curator.get(f"{NEW}&draft={number}"))
    assert curator.post(f"/en/survey/drafts/{number}/discard").status_code == 404
    assert contributor.post(f"/en/survey/drafts/{number}/discard").status_code == 302
    assert not Draft.objects.exists()


def test_drafts_go_with_the_person_who_is_erased(as_role: SignIn) -> None:
    as_role().post(NEW, {"name": "Seeds", "contact_name": "Ida Maes", "keep": "1"})
    erase(SYSTEM, Account.objects.get(email="bo@example.org"))
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("about 4.7K", "about 4,700 items of an unstated unit"),
        ("?", "unknown"),
        ("pm", "present, not counted"),
        ("4.7K vellen", "4,700 sheets"),
        ("0", "0 items of an unstated unit"),
        ("quite a lot", "We do not understand this figure. Write for example 4700, about 4.7K or 10-12 thousand."),
        ("", ""),
    ],
)
def test_a_figure_is_said_back_at_once(typed: str, words: str) -> None:
    assert text(Client().get("/en/survey/figure", {"of": "how_many", "how_many": typed})) == words


@pytest.mark.parametrize("opened", ["[]", "{", '"x"', "null"])
def test_a_form_that_was_tampered_with_breaks_nothing(as_role: SignIn, opened: str) -> None:
    answer = as_role().post(SHELLS, {"name": "Shells", "opened": opened, "part_share_9999": "1", "x": "\x00", "enter": "1"})
    assert answer.status_code in (302, 422)


def test_every_answer_a_collection_gives_reads_back_as_the_same() -> None:
    for language in ("en", "nl", "fr", "de"):
        for key in ("shells", "bones"):
            found = collection_of(key)
            assert found is not None
            answers = answers_of(described(found), language)
            assert answers_of(described(found), language) == answers
    bones = collection_of("bones")
    assert bones is not None
    assert answers_of(described(bones), "fr")["how_many"] == "pm"


def test_a_draft_keeps_its_language_whatever_the_page_is_in(as_role: SignIn) -> None:
    curator = as_role()
    curator.post("/nl/survey/shells", {**form_of(curator, "/nl/survey/shells"), "description": "In laden.", "keep": "1"})
    assert "Nederlands" in text(curator.get(SHELLS))
    assert curator.post(SHELLS, {**form_of(curator, SHELLS), "enter": "1"}).status_code == 302
    shells = Collection.objects.get(key="shells")
    assert shells.description == {"en": "Shells of the coast,\nin drawers.", "nl": "In laden."}
    assert shells.names == {"en": "Shells", "nl": "Schelpen"}


@pytest.mark.parametrize(
    "typed",
    ["4700", "about 4.7K", "more than 600", "up to 3 million", "10-12 thousand", "500 ± 20", "?", "pm", "0", "4.7K sheets"],
)
def test_a_figure_is_shown_again_as_it_was_typed_and_means_the_same_in_every_language(as_role: SignIn, typed: str) -> None:
    as_role().post(NEW, {"name": "Seeds", "how_many": typed, "enter": "1"})
    made = collection_of("museum-seeds")
    assert made is not None
    stated = made.measures.get()
    for language in ("en", "nl", "fr", "de"):
        answers = answers_of(described(made), language)
        assert answers["how_many"] == typed
        told = figure_told("how_many", answers, language)
        assert (told.low, told.best, told.high, told.qualifier, told.unit) == (
            stated.low, stated.best, stated.high, stated.qualifier, stated.unit,
        )  # fmt: skip

"""A suggestion from anybody: sent without an account, decided on once, told to the proposer, whose address is then forgotten."""

from __future__ import annotations

import html
import re
from typing import Any

from django.core import mail
from django.test import Client

from tests.application.suggestions.conftest import SignIn
from vasculum.people.models import AuditEntry
from vasculum.people.policy import Role
from vasculum.registry.models import Collection, Institution
from vasculum.suggestions.models import Suggestion

SHELLS = "/en/collections/shells/suggest"
MUSEUM = "/en/institutions/museum/suggest"
UNCHANGED = {
    SHELLS: {"kind": "update", "names": "Shells", "description": "Old text"},
    MUSEUM: {"kind": "update", "names": "Museum", "acronym": "MUS"},
}


def send(client: Client, address: str, **fields: str) -> Suggestion:
    """Sends a suggestion, the other fields as they stand."""
    answer = client.post(address, {**UNCHANGED.get(address, {}), **fields})
    assert answer.status_code == 302, text(answer)
    return Suggestion.objects.latest("pk")


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def decide(client: Client, suggestion: Suggestion, **fields: str) -> Any:
    """Opens the suggestion and decides on it as seen."""
    page = client.get(f"/en/suggestions/{suggestion.pk}")
    version = re.findall(r'name="version" value="(\d+)"', text(page))[0]
    return client.post(f"/en/suggestions/{suggestion.pk}", {"version": version, **fields})


def test_the_form_shows_what_stands_there_and_only_the_difference_is_suggested(visitor: Client) -> None:
    assert "Old text</textarea>" in text(visitor.get(SHELLS))
    made = send(visitor, SHELLS, description="New text")
    assert (made.kind, made.key, made.institution, made.fields, made.before) == (
        "update", "shells", "museum", {"description": "New text"}, {"description": "Old text"},
    )  # fmt: skip
    assert Collection.objects.get(key="shells").description == {"en": "Old text"}


def test_an_accepted_suggestion_is_done_told_and_its_address_forgotten(visitor: Client, as_role: SignIn) -> None:
    made = send(visitor, SHELLS, description="New text", email="jan@example.org")
    curator = as_role()
    page = text(curator.get(f"/en/suggestions/{made.pk}"))
    assert "<td>Old text</td><td>New text</td>" in page
    assert "jan@example.org" not in page
    assert decide(curator, made, accept="1").status_code == 302
    assert Collection.objects.get(key="shells").description == {"en": "New text"}
    assert (mail.outbox[0].to, "accepted" in mail.outbox[0].body) == (["jan@example.org"], True)
    made.refresh_from_db()
    assert (made.state, made.email) == ("applied", "")
    assert "jan@example.org" not in repr(list(AuditEntry.objects.values()))
    acts = list(AuditEntry.objects.order_by("number").values_list("who", "act"))
    assert [act for _who, act in acts] == ["suggest change", "edit collection", "moderate suggestion"]
    assert acts[0][0] == "anyone"


def test_a_suggestion_in_a_language_changes_that_language_alone(visitor: Client, as_role: SignIn) -> None:
    made = send(visitor, "/nl/collections/shells/suggest", kind="update", names="Schelpen", description="Old text")
    decide(as_role(), made, accept="1")
    assert Collection.objects.get(key="shells").names == {"en": "Shells", "nl": "Schelpen"}


def test_to_discard_needs_a_reason_which_the_proposer_reads_in_their_language(visitor: Client, as_role: SignIn) -> None:
    made = send(visitor, "/nl/collections/shells/suggest", **UNCHANGED[SHELLS], code="X", email="jan@example.org")
    curator = as_role()
    answer = decide(curator, made, discard="1")
    assert (answer.status_code, "Tell the proposer why." in text(answer)) == (422, True)
    assert decide(curator, made, discard="1", reason="Dat is een andere.").status_code == 302
    assert Collection.objects.get(key="shells").code == ""
    assert "niet aanvaard" in mail.outbox[0].body
    assert "Dat is een andere." in mail.outbox[0].body
    assert Suggestion.objects.get().email == ""


def test_the_second_of_two_moderators_is_told_and_changes_nothing(visitor: Client, as_role: SignIn) -> None:
    made = send(visitor, SHELLS, description="New text", email="jan@example.org")
    first, second = as_role(), as_role(name="an")
    second.get(f"/en/suggestions/{made.pk}")
    decide(first, made, accept="1")
    answer = second.post(f"/en/suggestions/{made.pk}", {"version": "1", "discard": "1", "reason": "No."})
    assert answer.status_code == 409
    assert "Somebody else has decided on this first." in text(answer)
    assert "<q>No.</q>" in text(answer)
    made.refresh_from_db()
    assert (made.state, made.reason, len(mail.outbox)) == ("applied", "", 1)


def test_what_changed_since_the_moderator_looked_is_compared_again(visitor: Client, as_role: SignIn) -> None:
    made = send(visitor, SHELLS, description="New text")
    curator = as_role()
    Collection.objects.filter(key="shells").update(description={"en": "Newer text"}, version=2)
    answer = curator.post(f"/en/suggestions/{made.pk}", {"version": "1", "accept": "1"})
    assert answer.status_code == 409
    assert "changed since the suggestion was made" in text(answer)
    assert Suggestion.objects.get().state == "pending"
    assert decide(curator, made, accept="1").status_code == 302
    assert Collection.objects.get(key="shells").description == {"en": "New text"}


def test_a_missing_collection_is_added(visitor: Client, as_role: SignIn) -> None:
    made = send(visitor, "/en/suggestions/new?institution=museum", names="Slugs", target="museum", description="In jars")
    assert (made.kind, made.institution) == ("create", "museum")
    decide(as_role(), made, accept="1")
    slugs = Collection.objects.get(key="museum-slugs")
    assert (slugs.names, slugs.description, slugs.institution.key) == ({"en": "Slugs"}, {"en": "In jars"}, "museum")


def test_a_missing_institution_is_added_by_a_coordinator(visitor: Client, as_role: SignIn) -> None:
    made = send(visitor, "/en/suggestions/new?what=institution", names="New Museum", city="Gent")
    assert as_role().get(f"/en/suggestions/{made.pk}").status_code == 403
    decide(as_role(Role.COORDINATOR, "co"), made, accept="1")
    assert Institution.objects.get(key="new-museum").city == "Gent"


def test_what_is_gone_is_closed_and_never_deleted(visitor: Client, as_role: SignIn) -> None:
    decide(as_role(), send(visitor, SHELLS, kind="delete"), accept="1")
    assert Collection.objects.get(key="shells").status == "closed"
    decide(as_role(Role.COORDINATOR, "co"), send(visitor, MUSEUM, kind="delete"), accept="1")
    assert not Institution.objects.get(key="museum").active


def test_a_merged_collection_points_to_where_it_went(visitor: Client, as_role: SignIn) -> None:
    decide(as_role(), send(visitor, SHELLS, kind="merge", target="snails"), accept="1")
    shells = Collection.objects.get(key="shells")
    assert (shells.status, str(shells.incorporated_into)) == ("incorporated", "Snails")


def test_a_merged_institution_hands_its_collections_over(visitor: Client, as_role: SignIn) -> None:
    decide(as_role(Role.COORDINATOR, "co"), send(visitor, MUSEUM, kind="merge", target="garden"), accept="1")
    museum, garden = Institution.objects.get(key="museum"), Institution.objects.get(key="garden")
    assert (museum.active, museum.extra, garden.other_names) == (False, {"replaced_by": "garden"}, ["Museum"])
    assert {each.key for each in garden.collections.all()} == {"shells", "snails", "seeds"}


def test_an_institution_becomes_a_collection_of_another(visitor: Client, as_role: SignIn) -> None:
    decide(as_role(Role.COORDINATOR, "co"), send(visitor, MUSEUM, kind="convert", target="garden"), accept="1")
    made = Collection.objects.get(key="museum")
    assert (made.institution.key, made.names) == ("garden", {"en": "Museum"})
    assert {(each.key, each.institution.key) for each in made.parts.all()} == {("shells", "garden"), ("snails", "garden")}
    assert Institution.objects.get(key="museum").extra == {"converted_to_collection": "museum"}


def test_a_merge_must_say_with_what(visitor: Client) -> None:
    answer = visitor.post(SHELLS, {**UNCHANGED[SHELLS], "kind": "merge"})
    assert (answer.status_code, "Which one?" in text(answer)) == (422, True)


def test_a_suggestion_that_leads_nowhere_any_more_is_told(visitor: Client, as_role: SignIn) -> None:
    made = send(visitor, SHELLS, kind="merge", target="snails")
    Collection.objects.filter(key="snails").delete()
    answer = decide(as_role(), made, accept="1")
    assert answer.status_code == 409
    assert Suggestion.objects.get().state == "pending"


def test_a_curator_may_not_change_the_institution_itself(visitor: Client, as_role: SignIn) -> None:
    made = send(visitor, MUSEUM, city="Gent")
    answer = decide(as_role(), made, accept="1")
    assert answer.status_code == 409
    assert "leave it to somebody whose role allows it" in text(answer)
    assert decide(as_role(Role.MANAGER, "ma"), made, accept="1").status_code == 302
    assert Institution.objects.get(key="museum").city == "Gent"


def test_what_was_typed_stays_when_something_is_wrong(visitor: Client) -> None:
    answer = visitor.post(SHELLS, {**UNCHANGED[SHELLS], "description": "Mine", "email": "no address"})
    assert answer.status_code == 422
    assert "Mine</textarea>" in text(answer)
    assert 'value="no address"' in text(answer)
    assert 'id="id_email_error"' in text(answer)


def test_a_suggestion_without_any_difference_asks_what_is_meant(visitor: Client) -> None:
    assert visitor.post(SHELLS, UNCHANGED[SHELLS]).status_code == 422
    assert send(visitor, SHELLS, comment="The size is wrong").fields == {}


def test_a_program_that_fills_in_every_field_is_thanked_and_forgotten(visitor: Client) -> None:
    answer = visitor.post(SHELLS, {**UNCHANGED[SHELLS], "description": "Buy", "website": "https://spam.example"})
    assert answer.headers["Location"] == "/en/suggestions/thanks"
    assert not Suggestion.objects.exists()


def test_a_sender_may_suggest_so_much_a_day(visitor: Client) -> None:
    for number in range(20):
        send(visitor, SHELLS, description=f"Text {number}")
    answer = visitor.post(SHELLS, {**UNCHANGED[SHELLS], "description": "One more"})
    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)


def test_a_hidden_institution_takes_no_suggestions(visitor: Client) -> None:
    Institution.objects.filter(key="museum").update(hidden=True)
    assert (visitor.get(MUSEUM).status_code, visitor.get(SHELLS).status_code) == (404, 404)


def test_the_queue_holds_what_one_may_decide_on(visitor: Client, as_role: SignIn) -> None:
    send(visitor, SHELLS, code="X")
    send(visitor, "/en/collections/seeds/suggest", kind="update", names="Seeds", description="Old text", code="Y")
    mine, all_of_them = text(as_role().get("/en/suggestions")), text(as_role(Role.COORDINATOR, "co").get("/en/suggestions"))
    assert ("Shells" in mine, "Seeds" in mine) == (True, False)
    assert ("Shells" in all_of_them, "Seeds" in all_of_them) == (True, True)


def test_the_pages_of_institution_and_collection_lead_to_it(visitor: Client) -> None:
    assert f'href="{MUSEUM}"' in text(visitor.get("/en/institutions/museum"))
    assert f'href="{SHELLS}"' in text(visitor.get("/en/collections/shells"))

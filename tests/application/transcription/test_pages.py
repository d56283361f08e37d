"""Expeditions as pages: from the first visit without an account to readings that go back to the museum."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from typing import Any

from django.test import Client

from tests.application.transcription.conftest import SignIn
from tests.application.transcription.expeditions import AGREED, project, read, volunteer
from vasculum.people.models import Account
from vasculum.transcription.exchange.icedig import read_exchange
from vasculum.transcription.models import Draft, Post, Project, Submission, Task, Volunteer

FILLED = {f"value-{name}": text for name, text in AGREED.items()}


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def begun(client: Client, key: str = "ferns") -> str:
    """Takes a sheet; its address."""
    answer = client.post(f"/en/transcribe/{key}/start")
    assert answer.status_code == 302, text(answer)
    return str(answer.headers["Location"])


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def sent(client: Client, where: str, **fields: str) -> Any:
    """Opens a sheet and sends it as a browser without JavaScript does."""
    page = text(client.get(where))
    told = {name: hidden(page, name) for name in ("version", "client_key", "began")}
    return client.post(where, {**told, "act": "submit", **FILLED, **fields})


def test_a_visitor_without_an_account_reads_a_label(visitor: Client) -> None:
    project()
    assert "Ferns of Congo" in text(visitor.get("/en/transcribe"))
    where = begun(visitor)
    page = text(visitor.get(where))
    assert ("Country" in page, "not on the label" in page, "/media/demo/rose.png" in page) == (True, True, True)
    answer = sent(visitor, where)
    assert answer.status_code == 302
    assert answer.headers["Location"] != where
    made = Submission.objects.get()
    assert (made.values["recordedBy"], made.volunteer.account) == ("J. Smith", None)
    mine = text(visitor.get("/en/transcribe/mine"))
    assert "You have read 1 sheet." in mine
    assert "GRD0001" in mine


def test_absent_illegible_and_unsure_are_kept_apart(visitor: Client) -> None:
    project()
    where = begun(visitor)
    more = {
        "state-eventDate": "absent",
        "state-locality": "illegible",
        "unsure-recordedBy": "1",
        "region-country": "xywh=1,2,3,4",
    }
    sent(visitor, where, **more)
    values = Submission.objects.get().values
    assert (values["eventDate"], values["locality"], values["recordedBy"]) == ("n/a", "[illegible]", "J. Smith [?]")
    assert values["country@region"] == "xywh=1,2,3,4"


def test_a_needed_field_that_is_empty_keeps_the_sheet_and_what_was_typed(visitor: Client) -> None:
    project()
    where = begun(visitor)
    answer = sent(visitor, where, **{"value-country": ""})
    assert answer.headers["Location"] == where
    assert (Submission.objects.count(), Draft.objects.get().values["locality"]) == (0, "Meise, park")
    assert 'value="J. Smith"' in text(visitor.get(where))


def test_what_is_typed_is_saved_at_each_pause_and_a_second_window_is_told(visitor: Client) -> None:
    project()
    where = begun(visitor)
    first = visitor.post(f"{where}/draft", {"version": "0", "value-country": "Belgium"})
    assert (first.status_code, first.json()["version"]) == (200, 1)
    second = visitor.post(f"{where}/draft", {"version": "1", "value-country": "France"})
    assert second.json()["version"] == 2
    stale = visitor.post(f"{where}/draft", {"version": "1", "value-country": "Spain"})
    assert (stale.status_code, stale.json()["values"]["country"]) == (409, "France")
    both = visitor.post(where, {"version": "1", "act": "submit", "client_key": "k", **FILLED, "value-country": "Spain"})
    assert both.status_code == 409
    assert ("<dd>France</dd>" in text(both), 'value="J. Smith"' in text(both)) == (True, True)


def test_sending_twice_counts_once(visitor: Client) -> None:
    project()
    where = begun(visitor)
    form = {"version": "0", "act": "submit", "client_key": "same", **FILLED}
    assert [visitor.post(where, form).status_code for _ in range(2)] == [302, 302]
    assert Submission.objects.count() == 1


def test_a_sheet_of_somebody_else_is_nowhere(visitor: Client) -> None:
    where = begun(Client()) if project() else ""
    assert visitor.get(where).status_code == 404
    assert visitor.post(f"{where}/draft", {"value-country": "x"}).status_code == 404


def test_a_sheet_is_passed_on_given_back_and_copied_to(visitor: Client) -> None:
    project()
    where = begun(visitor)
    after = visitor.post(where, {"act": "skip", "reason": "hard"}).headers["Location"]
    assert after != where
    sent(visitor, after)
    third = begun(visitor)
    copied = text(visitor.post(third, {"act": "copy", "version": "0", "value-country": "France"}))
    assert ('value="J. Smith"' in copied, "<option selected>France</option>" in copied) == (True, True)
    assert visitor.post(third, {"act": "release", "version": "0", "value-country": "France"}).status_code == 302
    assert Draft.objects.get().values["country"] == "France"


def test_what_will_be_stored_is_told(visitor: Client) -> None:
    told = {"date interval": "12.VI.1904", "number with unit": "6000 ft", "nonsense": "x"}
    got = [visitor.get("/en/transcribe/understood", {"kind": kind, "text": each}).json()["text"] for kind, each in told.items()]
    assert got == ["1904-06-12", "1828.8 m", ""]


def test_a_quiz_stands_before_the_first_sheet(visitor: Client) -> None:
    project(quiz=[{"question": "Which is a date?", "answers": ["1904", "Meise"], "right": 0}])
    assert begun(visitor) == "/en/transcribe/ferns/quiz"
    assert "Look again" in text(visitor.post("/en/transcribe/ferns/quiz", {"question-0": "1"}))
    answer = visitor.post("/en/transcribe/ferns/quiz", {"question-0": "0"})
    assert answer.headers["Location"].startswith("/en/transcribe/sheet/")
    assert begun(visitor).startswith("/en/transcribe/sheet/")


def test_work_without_an_account_goes_along_on_signing_in(visitor: Client) -> None:
    project()
    sent(visitor, begun(visitor))
    account = Account.objects.create_user("ann@example.org")
    visitor.force_login(account)
    assert "You have read 1 sheet." in text(visitor.get("/en/transcribe/mine"))
    assert Volunteer.objects.get().account == account
    stolen = Client(headers={"accept": "text/html"})
    stolen.cookies["vasculum_reader"] = visitor.cookies["vasculum_reader"].value
    assert "You have read 0 sheets." in text(stolen.get("/en/transcribe/mine"))


def test_only_who_wants_to_is_on_the_board_and_exports_know_aliases_alone(visitor: Client, curator: SignIn) -> None:
    where = project(sheets=1)
    sent(visitor, begun(visitor))
    assert "Nobody yet" in text(visitor.get("/en/transcribe/board"))
    visitor.post("/en/transcribe/mine", {"public_name": "Ann Verzonnen", "on_board": "1"})
    assert "Ann Verzonnen" in text(visitor.get("/en/transcribe/board?period=day"))
    read(volunteer("bob"), where)
    bo = curator()
    table = text(bo.get("/en/transcribe/ferns/readings?as=csv"))
    rows = list(csv.DictReader(io.StringIO(table)))
    assert (rows[0]["recordedBy"], rows[0]["recordedBy_state"], rows[0]["recordedBy_votes"]) == ("J. Smith", "unanimous", "2/2")
    assert "Verzonnen" not in table
    told = bo.get("/en/transcribe/ferns/readings?as=annotations").json()["data"]
    assert (len(told), "Verzonnen" in json.dumps(told)) == (4, False)
    assert told[0]["oa:hasTarget"]["oa:hasSelector"]["ods:term"] == "$['dwc:country']"


def test_the_exchange_archive_of_a_project_is_read_back(curator: SignIn, tmp_path: Any) -> None:
    where = project(sheets=1)
    for name in "ab":
        read(volunteer(name), where)
    packed = b"".join(curator().get("/en/transcribe/ferns/readings?as=icedig"))
    (tmp_path / "readings.zip").write_bytes(packed)
    told = read_exchange(tmp_path / "readings.zip")[0].occurrence
    assert (told["dwc:catalogNumber"], told["dwc:recordedBy"], told["dwc:eventDate"]) == ("GRD0001", "Smith, J.", "1904-06-12")


def test_ones_own_data_are_complete_and_nobody_elses(visitor: Client) -> None:
    where = project()
    read(volunteer("bob"), where)
    sent(visitor, begun(visitor))
    told = json.loads(text(visitor.get("/en/transcribe/mine.json")))
    assert [each["values"]["country"] for each in told["readings"]] == ["Belgium"]


def test_a_reviewer_sees_readings_side_by_side_and_chooses(curator: SignIn) -> None:
    where = project(sheets=1, most=2)
    read(volunteer("ann"), where)
    read(volunteer("bob"), where, {**AGREED, "country": "Belgiom"})
    bo = curator()
    assert "Country" in text(bo.get("/en/transcribe/ferns/review"))
    task = Task.objects.get()
    desk = text(bo.get(f"/en/transcribe/review/{task.pk}"))
    assert "Belgi<mark>u</mark>m" in desk or "Belgi<mark>o</mark>m" in desk
    answer = bo.post(f"/en/transcribe/review/{task.pk}", {"choice-country": "Belgium", "seen": hidden(desk, "seen")})
    assert answer.status_code == 302
    assert Task.objects.get().stage == "accepted"


def test_a_reading_is_sent_back_and_its_author_sees_the_note(visitor: Client, curator: SignIn) -> None:
    project(sheets=1)
    where = begun(visitor)
    sent(visitor, where)
    made = Submission.objects.get()
    curator().post(f"/en/transcribe/review/{made.task_id}", {"back": str(made.pk), "note": "Look behind the plant."})
    assert "Look behind the plant." in text(visitor.get(where))


def test_agreed_sheets_are_accepted_together(curator: SignIn) -> None:
    where = project(sheets=2, review="everything")
    for name in "ab":
        for _ in range(2):
            read(volunteer(f"{name}{_}"), where)
    bo = curator()
    waiting = re.findall(r'name="sheet" value="(\d+)"', text(bo.get("/en/transcribe/ferns/review")))
    assert len(waiting) == 2
    bo.post("/en/transcribe/ferns/review", {"sheet": waiting})
    assert set(Task.objects.values_list("stage", flat=True)) == {"accepted"}


def test_a_curator_makes_an_expedition_builds_its_form_and_brings_sheets_in(curator: SignIn) -> None:
    bo = curator()
    made = bo.post("/en/transcribe/new", {"institution": "garden", "titles-nl": "Mossen", "titles-en": "Mosses"})
    assert made.headers["Location"] == "/en/transcribe/mossen/lead"
    rows = {"term-0": "dwc:country", "kind-0": "closed list", "options-0": "België\nFrankrijk", "required-0": "on",
            "help-0-nl": "Zoals het er staat", "term-1": "locality", "kind-1": "verbatim text",
            "term-2": "bad", "kind-2": "nonsense"}  # fmt: skip
    table = "catalogNumber,title\nBR1,Sphagnum\nBR2,\n,\nBR1,again\n"
    pattern = "https://images.example.org/{key}.jpg"
    bo.post("/en/transcribe/mossen/sheets", {"way": "table", "table": table, "pattern": pattern})
    bo.post("/en/transcribe/mossen/lead", {"titles-nl": "Mossen", "least": "3", "most": "2", "state": "open", "anonymous": "on",
                                          "quiz": "What? | *this | that\nbroken", **rows})  # fmt: skip
    where = Project.objects.get()
    assert (where.least, where.most, where.state, len(where.quiz)) == (3, 3, "open", 1)
    assert [each["term"] for each in where.templates.first().fields] == ["country", "locality"]  # type: ignore[union-attr]
    assert list(Task.objects.order_by("key").values_list("key", "stage", "wanted")) == [("BR1", "open", 3), ("BR2", "open", 3)]
    assert "https://images.example.org/BR1.jpg" in str(Task.objects.get(key="BR1").images)


def test_what_is_no_manifest_or_table_is_told_and_a_broken_image_never_reaches_a_volunteer(curator: SignIn) -> None:
    project(sheets=0)
    bo = curator()
    for way, content in (("manifest", "{"), ("manifest", "[]"), ("table", "a,b\n1,2"), ("search", '"')):
        answer = bo.post("/en/transcribe/ferns/sheets", {"way": way, way: content, "words": content})
        assert answer.status_code in (200, 302), way
    manifest = {"label": "Box", "sequences": [{"canvases": [{"label": "1", "images": [{"resource": {"@id": "javascript:1"}}]}]}]}
    bo.post("/en/transcribe/ferns/sheets", {"way": "manifest", "manifest": json.dumps(manifest)})
    assert Task.objects.get().stage == "image problem"


def test_people_write_to_each_other_and_a_leader_hides_what_does_not_belong(visitor: Client, curator: SignIn) -> None:
    project()
    visitor.post("/en/transcribe/ferns/discussion", {"text": "<script>alert(1)</script>"})
    visitor.post("/en/transcribe/ferns/discussion", {"text": "spam", "website": "https://spam.example"})
    assert Post.objects.count() == 1
    assert "<script>alert(1)" not in visitor.get("/en/transcribe/ferns/discussion").content.decode()
    curator().post(f"/en/transcribe/ferns/discussion/{Post.objects.get().pk}/hide")
    assert "alert" not in text(visitor.get("/en/transcribe/ferns/discussion"))


def test_a_draft_project_is_seen_by_its_leaders_alone(visitor: Client, curator: SignIn) -> None:
    project()
    Project.objects.update(state="draft")
    assert visitor.get("/en/transcribe/ferns").status_code == 404
    assert curator().get("/en/transcribe/ferns").status_code == 200

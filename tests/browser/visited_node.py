"""What a node must hold so that each of its pages can be visited: people in every state of signing in, and work under way."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.shared import ROOT

if TYPE_CHECKING:
    from django.test import Client

    from vasculum.people.models import Account

PASSWORD = "korenbloem-77!"
# ORCID is offered, so that the pages of signing in elsewhere can be seen; nobody asks more often than is allowed.
SURROUNDINGS = {
    "VASCULUM_ORCID_CLIENT_ID": "APP-INVENTED",
    "VASCULUM_ORCID_SECRET": "invented",
    "VASCULUM_REQUESTS_PER_MINUTE": "1000000",
}
A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Visited:
    """The sessions by who has them, and what stands in the addresses by its name."""

    sessions: Mapping[str, str]
    parts: Mapping[str, str]


def furnish(folder: Path) -> Visited:
    """Furnishes the node in `folder` by a process of its own."""
    environment = {**os.environ, **SURROUNDINGS, "VASCULUM_DATA": str(folder)}
    command = [sys.executable, "-m", "tests.browser.visited_node"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return Visited(**json.loads(run.stdout.splitlines()[-1]))


def _furnished() -> dict[str, dict[str, str]]:
    _registry()
    invitations = {name: _invitation(f"{name}@example.org", role) for name, role in _ROLES.items()}
    people = {name: _registered(name, link) for name, link in invitations.items()}
    _second_factor(people["administrator"])
    halfway = _client()
    _post(halfway, "/en/account/sign-in", {"login": "administrator@example.org", "password": PASSWORD})
    invited, link = _client(), _invitation("newcomer@example.org", "curator")
    invited.get(link)
    people |= {"halfway": halfway, "invited": invited, "elsewhere": _elsewhere(), "passwordless": _passwordless()}
    parts = {
        **_pids(),
        **_work(),
        **_links(),
        **_dataset(),
        "invitation": link.rpartition("/")[2],
        "used": invitations["curator"].rpartition("/")[2],
    }
    return {"sessions": {name: _lasting(client) for name, client in people.items()}, "parts": parts}


_ROLES = {"administrator": "administrator", "curator": "curator"}


def _client() -> Client:
    from django.test import Client

    return Client(headers={"accept": "text/html"}, SERVER_NAME="localhost")


def _post(client: Client, path: str, data: Mapping[str, Any]) -> None:
    answer = client.post(path, data)
    assert answer.status_code == 302, (path, answer.status_code, answer.content.decode())


def _invitation(email: str, role: str) -> str:
    from vasculum.people.actions import Offer, invite
    from vasculum.people.invitations import path_of
    from vasculum.people.policy import NODE_WIDE, SYSTEM, Role

    return path_of(invite(SYSTEM, Offer(email, Role(role), "" if role in NODE_WIDE else "garden")))


def _registered(name: str, link: str) -> Client:
    client = _client()
    client.get(link)
    _post(client, "/en/account/sign-up", {"email": f"{name}@example.org", "password1": PASSWORD, "name": f"The {name}"})
    _post(client, "/en/account/confirm", {"password": PASSWORD, "next": "/en/account"})
    return client


def _second_factor(client: Client) -> None:
    from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

    path = "/en/account/second-factor/activate"
    found = re.search(r'value="([A-Z2-7]{32})"', client.get(path).content.decode())
    assert found
    _post(client, path, {"code": f"{hotp_value(found[1], next(yield_hotp_counters_from_time())):06}"})


def _elsewhere() -> Client:
    """Somebody who has signed in by ORCID for the first time, and is asked to make an account."""
    from allauth.socialaccount.adapter import get_adapter
    from allauth.socialaccount.models import SocialAccount, SocialLogin
    from django.test import RequestFactory

    from vasculum.people.models import Account

    client = _client()
    client.get(_invitation("elsewhere@example.org", "curator"))
    provider = get_adapter().get_provider(RequestFactory().get("/"), "orcid")
    login = SocialLogin(Account(name="From Elsewhere"), SocialAccount(provider="orcid", uid="0000"), provider=provider)
    session = client.session
    session["socialaccount_sociallogin"] = login.serialize()
    session.save()
    return client


def _passwordless() -> Client:
    """Somebody who signs in elsewhere only."""
    from allauth.socialaccount.models import SocialAccount

    from vasculum.people.models import Account

    account = Account.objects.create_user("passwordless@example.org", name="The passwordless")
    SocialAccount.objects.create(user=account, provider="orcid", uid="0000-0002-1825-0097")
    client = _client()
    client.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": 0, "provider": "orcid", "uid": "0000"}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client


def _lasting(client: Client) -> str:
    """The session of a client, as fresh for a day as if its owner had signed in just now."""
    session = client.session
    now = dt.datetime.now(dt.UTC).timestamp()
    for each in session.get("account_authentication_methods", []):
        each["at"] = now + A_DAY
    if "account_login" in session:
        session["account_login"]["initiated_at"] = now + A_DAY
    session.modified = True
    session.save()
    return str(session.session_key)


def _registry() -> None:
    """A museum of which everything is told."""
    from vasculum.model.inventory import Allocation, CollectionDescription, InstitutionDescription, StatusPeriod
    from vasculum.model.inventory import Contact as ToldContact
    from vasculum.model.measure import Measure
    from vasculum.model.period import ONGOING, STATED, Period
    from vasculum.registry.actions import take_in
    from vasculum.registry.inventory import Inventory

    figures = (
        Measure("held", "lots", 1000, 1200, 1300, "about", "sampled", "2012", verbatim={"en": "about 1.2K"}),
        Measure("held", "lots", best=1500, qualifier="plain", as_of="2020"),
        Measure("recorded", "lots", best=300, qualifier="plain", as_of="2012"),
    )
    bones = Allocation("vertebrates_birds", "preserved_skeleton", "europe", "terrestrial", measures=figures[:1])
    birds = CollectionDescription(
        "birds", "museum", {"en": "Birds", "nl": "Vogels", "fr": "Oiseaux", "de": "Vögel"}, measures=figures,
        description={"en": "Skins of the coast,\nin drawers."}, disciplines=("zoology",), department="Zoology",
        contacts=(ToldContact("keeper", "Ida Verzonnen", "ida@example.org", key="p1"),),
        statuses=(StatusPeriod("at_risk", reason={"en": "No replacement"}, retires_on="2027", successor="none"),),
        collecting=Period("1870", "", STATED, ONGOING), allocations=(bones,), homepage="https://museum.example.org/birds",
    )  # fmt: skip
    eggs = CollectionDescription(
        "eggs", "museum", {"en": "Eggs"}, part_of="birds", measures=(Measure("held", qualifier="unknown"),)
    )
    cell = CollectionDescription("birds-cell", "museum", {"en": "Birds"}, level="inventory", allocations=(bones,))
    museum = InstitutionDescription("museum", {"en": "Museum", "nl": "Museum"}, latitude=51.0, longitude=4.0)
    take_in(Inventory("an invented letter", (museum,), (birds, eggs, cell)), "letter")


def _pids() -> dict[str, str]:
    from vasculum.harvest.models import Source
    from vasculum.pids.issuer import Minted
    from vasculum.search.query import Query
    from vasculum.specimens import queries
    from vasculum.specimens.media_pids import media_pid

    rose, odd, changed = (queries.find(Query(number)).hits[0].pid for number in ("GRD0001", "GRD0002", "GRD0003"))
    node = queries.node()
    assert node is not None
    issuer = Source.objects.get(key="herbarium").issuer
    known = [found for number in range(60) if (found := queries.specimen(node.mint.pid(Minted(issuer, number))))]
    gone = next(each.pid for each in known if each.is_gone)
    medium = media_pid(rose, "http://localhost/media/demo/rose.png")
    return {"rose": rose, "odd": odd, "changed": changed, "gone": gone, "medium": medium}


def _work() -> dict[str, str]:
    """A draft, a table, suggestions, downloads and a token, none of which is finished alike."""
    from vasculum.people.models import Account

    administrator = Account.objects.get(email="administrator@example.org")
    return {
        **_survey(administrator),
        **_suggestions(administrator),
        **_downloads(),
        **_expedition(administrator),
        **_questions(),
        **_kept(administrator),
        **_import(),
    }


def _import() -> dict[str, str]:
    """A file that was dropped, its columns guessed."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from vasculum.intake.actions import take_in
    from vasculum.people.policy import SYSTEM

    table = "Inventarisnr;Soort;Datum;Land\nH1;Rosa canina;1904;België\n".encode()
    return {"import": str(take_in(SYSTEM, None, "garden", SimpleUploadedFile("herbarium.csv", table)).pk)}


def _questions() -> dict[str, str]:
    from vasculum.helpdesk.actions import ask as ask_help_desk
    from vasculum.helpdesk.actions import close, note
    from vasculum.helpdesk.models import Ticket
    from vasculum.people.policy import SYSTEM

    told = {"kind": "question", "institution": "garden", "language": "nl"}
    waiting, closed, aside = (Ticket(**told) for _ in range(3))
    for each, text in ((waiting, "May I see the roses?"), (closed, "Is it true?"), (aside, "Buy " + "https://spam.example " * 5)):
        ask_help_desk(each, text, "http://localhost")
    note(SYSTEM, waiting, "She was here last year.")
    close(SYSTEM, closed)
    pks = {"ticket": str(waiting.pk), "closed_ticket": str(closed.pk)}
    return {**pks, "question": str(waiting.key), "closed": str(closed.key)}


def _kept(account: Account) -> dict[str, str]:
    from vasculum.news.actions import Written, write
    from vasculum.people.policy import SYSTEM
    from vasculum.saved_searches.actions import keep

    keep(account, "Roses", {"q": ["rosa"]}, "weekly")
    each = {code: "A new wing\n\nSee https://example.org/wing" for code in ("nl", "fr", "en", "de")}
    write(SYSTEM, Written({"nl": "Ontwerp"}, {}, is_published=False))
    return {"article": write(SYSTEM, Written({code: "A new wing" for code in each}, each, is_published=True)).key}


def _dataset() -> dict[str, str]:
    """A data set of the herbarium, published once."""
    from django.utils import timezone

    from vasculum.people.policy import SYSTEM
    from vasculum.publishing.actions import describe, publish
    from vasculum.publishing.models import Dataset
    from vasculum.specimens.queries import node

    words = {"scope": "collection", "of": "herbarium", "institution": "garden", "title": {"en": "Roses", "nl": "Rozen"}}
    dataset = describe(SYSTEM, Dataset(key="roses"), {**words, "abstract": {"en": "All of them."}}, timezone.now())
    home = node()
    assert home is not None
    publish(home, dataset, timezone.now())
    return {"dataset": dataset.key}


def _survey(account: Account) -> dict[str, str]:
    from vasculum.registry.models import Institution
    from vasculum.survey.actions import keep_draft
    from vasculum.survey.reading import read_table
    from vasculum.survey.uploading import keep_upload

    table = read_table(b"Name of the collection;How many;My own\nMosses;a lot;ask Piet\nFerns;40;\n", "en")
    upload = keep_upload(account, Institution.objects.get(key="garden"), "mine.csv", table)
    handed = {"answers": {"name": "Seeds", "how_many": "a lot"}, "opened": {}, "language": "nl"}
    draft = keep_draft(account, None, "garden", "", handed)
    return {"upload": str(upload.pk), "draft": str(draft.pk)}


def _suggestions(account: Account) -> dict[str, str]:
    from django.utils import timezone

    from vasculum.suggestions.models import Suggestion

    told = {"kind": "update", "subject": "collection", "key": "shells", "institution": "garden"}
    fields = {"fields": {"names": "Shells of the coast"}, "before": {"names": "Shells"}, "comment": "Seen on the door."}
    waiting = Suggestion.objects.create(**told, **fields, email="visitor@example.org")
    decision = {"state": "discarded", "reason": "Not so.", "decided": timezone.now(), "decided_by": str(account.pk)}
    decided = Suggestion.objects.create(**told, **fields, **decision)
    merge = Suggestion.objects.create(**{**told, "kind": "merge", "target": "herbarium"})
    return {"suggestion": str(waiting.pk), "decided": str(decided.pk), "merge": str(merge.pk)}


def _downloads() -> dict[str, str]:
    from django.utils import timezone

    from vasculum.downloads.models import Download

    answer = _client().get("/en/download?q=rosa&as=csv")
    assert answer.status_code == 200
    b"".join(answer)
    done = Download.objects.get(state=Download.State.DONE)
    told = {"asked": {"q": ["rosa"]}, "form": "csv", "base": "http://localhost", "total": 100}
    later = timezone.now() + dt.timedelta(days=1)
    running = Download.objects.create(**told, key="running", state=Download.State.RUNNING, done=40, lease=later, attempts=1)
    failed = Download.objects.create(**told, key="failed", state=Download.State.FAILED, why="No room was left.")
    return {"done": str(done.pk), "running": str(running.pk), "failed": str(failed.pk)}


def _expedition(account: Account) -> dict[str, str]:
    """An expedition with a sheet that the administrator reads, and one on which two others differ."""
    import django.utils.timezone as moments

    from tests.application.transcription.expeditions import AGREED, project, read, volunteer
    from vasculum.transcription.actions import claim
    from vasculum.transcription.models import Post, Volunteer

    question = {"question": "What is a date?", "answers": ["1904", "Meise"], "right": 0}
    where = project(sheets=2, least=2, most=2, quiz=[question])
    others = [volunteer("one"), volunteer("other")]
    now = moments.now()
    first, _ = (read(who, where, {**AGREED, "country": country}, now) for who, country in zip(others, "AB", strict=True))
    mine = Volunteer.objects.create(alias="mine", account=account, passed=["ferns"])
    lease = claim(mine, where, now)
    assert lease
    Post.objects.create(project=where, volunteer=mine, text="What is this word?", made=now)
    return {"sheet": str(lease.task_id), "disputed": str(first.task_id)}


def _links() -> dict[str, str]:
    """What stands in the links of messages: confirming an address, and a new password."""
    from allauth.account.forms import default_token_generator
    from allauth.account.models import EmailAddress, EmailConfirmationHMAC
    from allauth.account.utils import user_pk_to_url_str

    from vasculum.people.models import Account

    curator = Account.objects.get(email="curator@example.org")
    administrator = Account.objects.get(email="administrator@example.org")
    address = EmailAddress.objects.create(user=administrator, email="second@example.org", verified=False)
    reset = f"{user_pk_to_url_str(curator)}-{default_token_generator.make_token(curator)}"
    return {"confirm": EmailConfirmationHMAC(address).key, "reset": reset}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vasculum.site.settings")
    import django

    django.setup()
    print(json.dumps(_furnished()))

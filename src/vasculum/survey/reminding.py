"""Who is to be asked again: collections of which nothing was said or confirmed for a year, and writing to their keepers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Max, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from vasculum.people.audit import record
from vasculum.people.models import Account, AuditEntry
from vasculum.people.policy import Actor
from vasculum.registry.models import Collection, Contact, Measure
from vasculum.registry.permission import require_act
from vasculum.survey.actions import CONFIRM
from vasculum.survey.answering import keepers
from vasculum.survey.queries import SURVEYED

REMIND = "send reminders"
SAID = ("edit collection", CONFIRM)
ENDED = ("closed", "incorporated")
QUIET = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Due:
    """A collection that is to be confirmed: when anything was last said of it (null for never), and who can tell."""

    collection: Collection
    last: dt.date | None
    name: str
    email: str
    reminded: dt.date | None


def year_before(today: dt.date) -> dt.date:
    """The same day a year ago; the last of February stands in for the 29th.

    >>> year_before(dt.date(2024, 2, 29)).isoformat()
    '2023-02-28'
    """
    return today.replace(year=today.year - 1, day=28 if (today.month, today.day) == (2, 29) else today.day)


def last_day(as_of: str) -> dt.date | None:
    """The last day a partial date may mean; None for what is no date.

    >>> last_day("2021").isoformat(), last_day("2021/2022-02").isoformat(), last_day("long ago")
    ('2021-12-31', '2022-02-28', None)
    """
    end = as_of.rpartition("/")[2]
    try:
        if len(end) == 4:
            return dt.date(int(end), 12, 31)
        if len(end) == 7:
            first = dt.date.fromisoformat(f"{end}-01")
            return (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        return dt.date.fromisoformat(end)
    except ValueError:
        return None


def due(today: dt.date, institution: str = "") -> list[Due]:
    """The collections to be confirmed, by institution; closed ones, and those taken up into others, are left alone."""
    rows = Collection.objects.filter(level__in=SURVEYED, institution__hidden=False).exclude(status__in=ENDED)
    rows = rows.filter(institution__key=institution) if institution else rows
    last = _last_said(rows, today)
    late = [pk for pk, day in last.items() if day is None or day < year_before(today)]
    shown = Collection.objects.select_related("institution").prefetch_related("contacts", "institution__contacts")
    found = shown.only("key", "names", "institution").in_bulk(late)
    reminded = _last_acts((REMIND,))
    return [_due(found[pk], last[pk], reminded) for pk in late]


def _last_said(rows: QuerySet[Collection], today: dt.date) -> dict[int, dt.date | None]:
    """When anything was last said of collections, by a figure that counts or by hand; in their order."""
    keys = dict(rows.order_by("institution__key", "key").values_list("pk", "key"))
    said = _last_acts(SAID)
    days: dict[int, list[dt.date]] = {
        pk: [said[name]] if (name := f"collection/{key}") in said else [] for pk, key in keys.items()
    }
    figures = Measure.objects.filter(is_current=True, collection__in=rows).exclude(as_of="")
    for pk, as_of in figures.values_list("collection_id", "as_of"):
        day = last_day(as_of)
        days[pk] += [min(day, today)] if day else []
    return {pk: max(each, default=None) for pk, each in days.items()}


def _last_acts(acts: Iterable[str]) -> Mapping[str, dt.date]:
    entries = AuditEntry.objects.filter(act__in=tuple(acts), subject__startswith="collection/").values("subject").order_by()
    return {row["subject"]: timezone.localtime(row["last"]).date() for row in entries.annotate(last=Max("when"))}


def _due(collection: Collection, last: dt.date | None, reminded: Mapping[str, dt.date]) -> Due:
    name, email = _who(collection)
    return Due(collection, last, name, email, reminded.get(f"collection/{collection.key}"))


def _who(collection: Collection) -> tuple[str, str]:
    """Who can be asked: the keeper, else somebody of the institution, else the institution itself."""
    contacts: list[Contact] = [*keepers(collection), *collection.institution.contacts.all()]
    found = next(((each.name, each.email) for each in contacts if each.email), None)
    return found or (contacts[0].name if contacts else "", collection.institution.email)


def send(actor: Actor, dues: Iterable[Due], address: str, otherwise: str) -> dict[str, list[Due]]:
    """Writes one message to each address about all its collections, at most once in thirty days; gives what went to whom.

    An address with an account is written to in the language of the account. Raises NotAllowed.
    """
    require_act(actor, REMIND)
    written: dict[str, list[Due]] = {}
    for each in dues:
        if each.email and not (each.reminded and timezone.localdate() - each.reminded < QUIET):
            written.setdefault(each.email, []).append(each)
    languages = dict(Account.objects.filter(email__in=written).values_list("email", "language"))
    for email, theirs in written.items():
        _write(email, theirs, address, languages.get(email, otherwise))
        _keep(actor, theirs)
    return written


def _write(email: str, dues: list[Due], address: str, language: str) -> None:
    with translation.override(language):
        lines = [
            (each.collection.name(language), f"{address.rstrip('/')}{reverse('survey-collection', args=[each.collection.key])}")
            for each in dues
        ]
        text = render_to_string("survey/email/reminder.txt", {"lines": lines, "name": dues[0].name})
        send_mail(_("Vasculum: are your collections still as you told us?"), text, None, [email])


@transaction.atomic
def _keep(actor: Actor, dues: list[Due]) -> None:
    for each in dues:
        record(actor, REMIND, f"collection/{each.collection.key}", institution=each.collection.institution.key)

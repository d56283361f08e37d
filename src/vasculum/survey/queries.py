"""What the survey asks of registry and drafts."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from vasculum.people.models import Account
from vasculum.people.policy import Actor, may
from vasculum.registry.models import Collection, Institution, Measure
from vasculum.survey.models import Draft, Upload

SURVEYED = ("collection", "department", "series")


def surveyed() -> QuerySet[Collection]:
    """The collections a survey asks about, with all that it shows."""
    figures = Prefetch("measures", queryset=Measure.objects.filter(is_current=True))
    rows = Collection.objects.filter(level__in=SURVEYED).select_related("institution", "hosted_at")
    return rows.prefetch_related(figures, "contacts", "statuses", "allocations").order_by("key")


def collection_of(key: str) -> Collection | None:
    """The collection of this key."""
    return surveyed().filter(key=key).first()


def collections_at(institution: str) -> list[Collection]:
    """The collections that an institution owns."""
    return list(surveyed().filter(institution__key=institution))


def names_at(institution: str) -> list[Collection]:
    """The same collections, with their names alone."""
    return list(Collection.objects.filter(level__in=SURVEYED, institution__key=institution).order_by("key").only("key", "names"))


def places_named(keys: frozenset[str]) -> list[Institution]:
    """The institutions of these keys, or all where "" is among them."""
    rows = Institution.objects.order_by("key")
    return list(rows if "" in keys else rows.filter(key__in=keys))


def drafts_for(account: Account, actor: Actor, institution: str) -> list[Draft]:
    """Somebody's own drafts at an institution, and those handed in there if they may decide on them."""
    at_place = Draft.objects.filter(institution=institution)
    if may(actor, "edit collection", institution):
        return list(at_place.filter(handed_in=True) | at_place.filter(account=account))
    return list(at_place.filter(account=account))


def uploads_for(account: Account, actor: Actor, institution: str) -> list[Upload]:
    """The tables dropped back at an institution that somebody may see: their own, and all where they may enter them."""
    at_place = Upload.objects.filter(institution=institution)
    return list(at_place if may(actor, "edit collection", institution) else at_place.filter(account=account))


def draft_for(account: Account, actor: Actor, institution: str, number: str) -> Draft | None:
    """The draft of this number, if it is somebody's own or handed in to them."""
    pk = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    return next((each for each in drafts_for(account, actor, institution) if each.pk == pk), None)

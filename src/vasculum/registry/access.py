"""Which collections somebody may do something with."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from vasculum.people.access import places_for
from vasculum.registry.models import Collection


def collections_for(request: HttpRequest, act: str) -> QuerySet[Collection]:
    """The collections at which whoever asks may do `act`, or those of the institution that the address names.

    Raises Refusal when they may do it nowhere, or not there.
    """
    places = places_for(request, act)
    every = Collection.objects.select_related("institution").order_by("key")
    return every if "" in places else every.filter(institution__key__in=places)

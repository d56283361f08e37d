"""What is asked about tickets: those of some institutions, and who answers at one."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from vasculum.helpdesk.models import Ticket
from vasculum.helpdesk.rules import OPEN, SUSPECTED
from vasculum.model.language_map import name_in
from vasculum.people.models import Membership
from vasculum.people.policy import Role
from vasculum.registry.models import Institution

AT_THE_INSTITUTION = (Role.CURATOR, Role.MANAGER)
AT_THE_NODE = (Role.COORDINATOR, Role.ADMINISTRATOR)


def waiting(places: Collection[str]) -> list[Ticket]:
    """What waits for an answer at these institutions, or everywhere where "" is among them, the most urgent first."""
    return list(_at(places).filter(state=OPEN))


def set_aside(places: Collection[str]) -> list[Ticket]:
    """What looked like advertising."""
    return list(_at(places).filter(state=SUSPECTED))


def settled(places: Collection[str], most: int = 50) -> list[Ticket]:
    """What was answered or closed last."""
    return list(_at(places).exclude(state__in=(OPEN, SUSPECTED)).order_by("-made")[:most])


def _at(places: Collection[str]) -> QuerySet[Ticket]:
    tickets = Ticket.objects.all()
    return tickets if "" in places else tickets.filter(institution__in=places)


def answering_at(institution: str) -> list[str]:
    """The addresses of those who answer at an institution: its curators and managers, else those who run the node."""
    active = Membership.objects.filter(account__is_active=True, account__email__isnull=False).exclude(account__email="")
    here = active.filter(institution=institution, role__in=AT_THE_INSTITUTION) if institution else active.none()
    found = here if here.exists() else active.filter(role__in=AT_THE_NODE)
    return sorted({str(email) for email in found.values_list("account__email", flat=True)})


def institutions(language: str) -> list[tuple[str, str]]:
    """Keys and names of the institutions that can be asked, by name."""
    rows = Institution.objects.filter(hidden=False, active=True).values_list("key", "names")
    return sorted(((key, name_in(names, language) or key) for key, names in rows), key=lambda row: row[1].casefold())

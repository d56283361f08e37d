"""What pages and jobs ask about imports."""

from __future__ import annotations

from collections.abc import Iterator

from vasculum.intake.models import ImportSession
from vasculum.mapping.document import Mapping
from vasculum.mapping.reading import MappingRefused, mapping_of
from vasculum.registry.models import Collection

MOST_REMEMBERED = 20


def mapping_of_session(session: ImportSession) -> Mapping:
    """What the columns of a session's file are."""
    return mapping_of(session.mapping, session.file_name)


def mappings_of(institution: str) -> Iterator[Mapping]:
    """The mappings by which an institution brought files in, the latest first."""
    done = ImportSession.objects.filter(institution=institution, state=ImportSession.State.COMMITTED)
    for session in done.order_by("-made")[:MOST_REMEMBERED]:
        try:
            yield mapping_of_session(session)
        except MappingRefused:
            continue


def collections_at(institution: str) -> list[Collection]:
    """The collections of an institution."""
    return list(Collection.objects.filter(institution__key=institution).order_by("key"))


def sessions_at(institutions: frozenset[str]) -> list[ImportSession]:
    """The latest imports at some institutions, everywhere where "" is among them."""
    every = ImportSession.objects.all() if "" in institutions else ImportSession.objects.filter(institution__in=institutions)
    return list(every[:50])

"""Entering figures: a figure that changed supersedes the one it replaces, and which of them count is kept true."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from vasculum.model.measure import Measure as Told
from vasculum.registry.current import Standing, current
from vasculum.registry.models import Measure

FIELDS = tuple(field.name for field in fields(Told))
VALUES = ("low", "best", "high", "qualifier", "verbatim")
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the row it is about; about the consortium as a whole where no row is given."""

    told: Told
    institution: int | None = None
    collection: int | None = None
    allocation: int | None = None

    @property
    def subject(self) -> tuple[str, int]:
        """Kind and row of what the figure is about."""
        return subject_of(self.institution, self.collection, self.allocation)


def subject_of(institution: int | None, collection: int | None, allocation: int | None) -> tuple[str, int]:
    """Kind and row of a subject; the consortium is `("", 0)`."""
    named = (("institution", institution), ("collection", collection), ("allocation", allocation))
    return next(((kind, pk) for kind, pk in named if pk is not None), ("", 0))


@transaction.atomic
def enter_figures(figures: Sequence[Figure]) -> None:
    """Enters figures; one that is there already is left alone, one whose value changed supersedes the older."""
    identities = _identities(figures)
    known = _known(identities)
    fresh = [
        _row(figure, identity, known.get(identity))
        for figure, identity in zip(figures, identities, strict=True)
        if identity not in known or _differs(known[identity], figure.told)
    ]
    Measure.objects.bulk_create(fresh, batch_size=CHUNK)
    choose_current({figure.subject for figure in figures})


@transaction.atomic
def add_figure(figure: Figure, supersedes: Measure | None = None) -> Measure:
    """Enters one figure that somebody states by hand, in place of an older one where that is named."""
    stated = _row(figure, "", supersedes)
    stated.save()
    choose_current([figure.subject])
    stated.refresh_from_db()
    return stated


def _known(identities: list[str]) -> dict[str, Measure]:
    chunks = [identities[start : start + CHUNK] for start in range(0, len(identities), CHUNK)]
    rows = (row for chunk in chunks for row in Measure.objects.filter(imported_as__in=chunk).order_by("id"))
    return {row.imported_as: row for row in rows}


def _identities(figures: Iterable[Figure]) -> list[str]:
    seen: Counter[str] = Counter()
    found = []
    for figure in figures:
        told = figure.told
        said = (
            *figure.subject,
            told.counted,
            told.unit,
            told.as_of,
            told.source,
            told.standing,
            told.quantity,
            sorted(told.what.items()),
        )
        digest = hashlib.sha256(repr(said).encode()).hexdigest()[:32]
        seen[digest] += 1
        found.append(f"{digest}-{seen[digest]}")
    return found


def _row(figure: Figure, identity: str, replaced: Measure | None) -> Measure:
    values = {name: getattr(figure.told, name) for name in FIELDS}
    values |= {name: dict(values[name]) for name in ("verbatim", "what", "note")}
    return Measure(
        **values,
        institution_id=figure.institution,
        collection_id=figure.collection,
        allocation_id=figure.allocation,
        imported_as=identity,
        supersedes=replaced,
    )


def _differs(row: Measure, told: Told) -> bool:
    return any(getattr(row, name) != getattr(told, name) for name in VALUES)


def choose_current(subjects: Iterable[tuple[str, int]]) -> None:
    """Marks the figures of these subjects that count, and unmarks those that do not any more."""
    for about in _conditions(subjects):
        rows = Measure.objects.filter(about)
        replaced = Exists(Measure.objects.filter(supersedes=OuterRef("pk")))
        found = rows.annotate(is_superseded=replaced).values_list(
            "pk",
            "institution_id",
            "collection_id",
            "allocation_id",
            "counted",
            "unit",
            "as_of",
            "quantity",
            "standing",
            "is_superseded",
        )
        counting = current(Standing(pk, subject_of(i, c, a), *rest) for pk, i, c, a, *rest in found)
        marked = set(rows.filter(is_current=True).values_list("pk", flat=True))
        _mark(counting - marked, is_current=True)
        _mark(marked - counting, is_current=False)


def _conditions(subjects: Iterable[tuple[str, int]]) -> list[Q]:
    by_kind: dict[str, list[int]] = {}
    for kind, pk in sorted(subjects):
        by_kind.setdefault(kind, []).append(pk)
    conditions = []
    for kind, pks in by_kind.items():
        if not kind:
            conditions.append(Q(institution=None, collection=None, allocation=None))
        conditions += [Q(**{f"{kind}_id__in": pks[start : start + CHUNK]}) for start in range(0, len(pks), CHUNK) if kind]
    return conditions


def _mark(pks: set[int], *, is_current: bool) -> None:
    ordered = sorted(pks)
    for start in range(0, len(ordered), CHUNK):
        Measure.objects.filter(pk__in=ordered[start : start + CHUNK]).update(is_current=is_current)

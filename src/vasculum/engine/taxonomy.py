"""A checklist as the authority that data quality tests ask about names (BDQ Core, `bdq:sourceAuthority`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vasculum.names import Backbone, Kind, Usage, parse
from vasculum.names.spelling import key
from vasculum.quality.bdq.authorities import Authorities, AuthorityKind, AuthorityUnavailable, TaxonUsage
from vasculum.quality.bdq.classification import GBIF_BACKBONE

GBIF_KEY = re.compile(r"(?:gbif:|https?://(?:api\.gbif\.org/v1|www\.gbif\.org)/species/)(\d{1,12})", re.IGNORECASE)
GBIF_FORM = "gbif:{}"
_IN_NO_CHECKLIST = frozenset({Kind.UNPARSABLE, Kind.PLACEHOLDER})


class BackboneTaxonomy:
    """A checklist that is the authority itself: what it does not have, the authority does not have.

    `identifier` finds the key of a usage, its only group, in an identifier of this authority; `form` writes one.
    """

    def __init__(self, backbone: Backbone, identifier: re.Pattern[str], form: str) -> None:
        self._backbone, self._identifier, self._form = backbone, identifier, form

    def named(self, name: str) -> Sequence[TaxonUsage]:
        """All usages of exactly this name, written with or without its authorship."""
        folded = key(name)
        names = dict.fromkeys((folded, *self._backbone.written(folded)))
        found = (usage for each in names for usage in self._backbone.named(each))
        return [self._as_usage(usage) for usage in found if name in {usage.canonical_name, usage.scientific_name}]

    def identified(self, identifier: str) -> TaxonUsage | None:
        """The usage with this identifier."""
        written = self._identifier.fullmatch(identifier)
        usage = self._backbone.usage(written[1]) if written else None
        return self._as_usage(usage) if usage else None

    def _as_usage(self, usage: Usage) -> TaxonUsage:
        accepted = self._backbone.accepted(usage)
        name = accepted.canonical_name if accepted else ""
        written = (usage.scientific_name, usage.canonical_name, usage.authorship, usage.rank)
        return TaxonUsage(self._form.format(usage.key), *written, name, usage.classification)


class PartOfTaxonomy(BackboneTaxonomy):
    """A checklist that holds a part of the authority: the names it has with all their usages, and not every name.

    What it does not cover is not answered: AuthorityUnavailable, with the name of the authority and what is missing. What can be
    no name and no identifier of the authority is answered, as the whole would not have it either.
    """

    def __init__(self, backbone: Backbone, identifier: re.Pattern[str], form: str, authority: str) -> None:
        super().__init__(backbone, identifier, form)
        self._authority = authority

    def named(self, name: str) -> Sequence[TaxonUsage]:
        """All usages of exactly this name; raises AuthorityUnavailable for a name that is not covered."""
        found = super().named(name)
        if not found and parse(name).kind not in _IN_NO_CHECKLIST:
            raise AuthorityUnavailable(f"{self._authority} (the part at hand does not cover {name!r})")
        return found

    def identified(self, identifier: str) -> TaxonUsage | None:
        """The usage with this identifier; raises AuthorityUnavailable for one that is not covered."""
        found = super().identified(identifier)
        if found is None and self._identifier.fullmatch(identifier):
            raise AuthorityUnavailable(f"{self._authority} (the part at hand does not cover {identifier!r})")
        return found


def with_part_of_gbif(authorities: Authorities, backbone: Backbone) -> Authorities:
    """These authorities and, for the GBIF Backbone Taxonomy that the tests ask by default, a checklist with a part of it."""
    part = PartOfTaxonomy(backbone, GBIF_KEY, GBIF_FORM, GBIF_BACKBONE.default)
    return authorities.with_authority(AuthorityKind.TAXONOMY, GBIF_BACKBONE.default, part)

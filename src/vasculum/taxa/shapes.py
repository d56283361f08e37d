"""What is answered about names, in the shape of GBIF's web service (https://techdocs.gbif.org/en/openapi/v1/species)."""

from __future__ import annotations

from ninja import Field, Schema
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel


class _Taxon(Schema):
    model_config = ConfigDict(alias_generator=to_camel)

    scientific_name: str | None = None
    canonical_name: str | None = None
    authorship: str | None = None
    rank: str | None = None
    status: str | None = None
    synonym: bool | None = None
    accepted_usage_key: str | None = None
    kingdom: str | None = None
    phylum: str | None = None
    class_: str | None = Field(None, alias="class")
    order: str | None = None
    family: str | None = None
    genus: str | None = None
    species: str | None = None


class NameUsage(_Taxon):
    """A name as a checklist uses it."""

    usage_key: str | None = None


class Match(NameUsage):
    """A name that was looked up; of a name that was not found only how sure that is."""

    match_type: str
    confidence: int
    ambiguous: bool
    note: str | None = None
    accepted_scientific_name: str | None = None
    checklist_key: str | None = None
    alternatives: list[NameUsage] | None = None


class Suggestion(_Taxon):
    """A name that begins with what was typed."""

    key: str
    checklist_key: str

"""Identifiers, addresses, contacts and states as Latimer Core tells them, in the registry's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from vasculum.formats.latimer_core import descriptions as ltc
from vasculum.model import inventory as told
from vasculum.model.period import NOT_STATED, STATED, Period
from vasculum.registry import latimer_core_terms as words
from vasculum.registry.latimer_core_rest import TOLD, rest_of

_ADDRESS_KINDS = {name.casefold(): kind for kind, name in words.ADDRESSES.items()}


def identified(identifiers: Iterable[ltc.Identifier], code_type: str) -> tuple[str, list[str], tuple[told.Identifier, ...]]:
    """The node's own key, the codes, and the identifiers in schemes."""
    key, codes, rest = "", [], []
    code_types = {code_type.casefold(), f"alternative {code_type}".casefold(), "acronym"}
    for each in identifiers:
        type, value = each.identifier_type, each.identifier_source + each.identifier_value
        if type == words.NODE_KEY:
            key = value
        elif type.casefold() in code_types:
            codes.append(value)
        elif value:
            rest.append(_identifier(type, value))
    return key, codes, tuple(dict.fromkeys(rest))


def _identifier(type: str, value: str) -> told.Identifier:
    scheme = words.scheme_of(type)
    if value.startswith("https://ror.org/"):
        scheme = "ror"
    if scheme:
        return told.Identifier(scheme, value)
    return told.Identifier("other", f"{type}:{value}" if type and type != "other" else value)


def address(each: ltc.Address) -> told.Address:
    """A postal address."""
    kind = _ADDRESS_KINDS.get(each.address_type.casefold(), "physical")
    return told.Address(
        kind, each.street_address, each.address_locality, each.address_region, each.postal_code, each.address_country
    )


def detail(details: Iterable[ltc.ContactDetail], category: str) -> str:
    """The first contact detail of a category."""
    found = (each.contact_detail_value for each in details if each.contact_detail_category.casefold() == category.casefold())
    return next(found, "")


def other_details(details: Sequence[ltc.ContactDetail]) -> tuple[ltc.ContactDetail, ...]:
    """The contact details beside the first address and the first number."""
    taken = {(kind.casefold(), detail(details, kind)) for kind in (words.EMAIL, words.PHONE)}
    return tuple(
        each
        for each in details
        if (each.contact_detail_category.casefold(), each.contact_detail_value) not in taken or each.contact_detail_function
    )


def homepage(references: Sequence[ltc.Reference]) -> tuple[str, tuple[ltc.Reference, ...]]:
    """The address of the homepage, and the other references."""
    names = {words.INSTITUTION_HOMEPAGE.casefold(), words.COLLECTION_HOMEPAGE.casefold()}
    homepage = next((each for each in references if each.reference_name.casefold() in names and each.resource_iri), None)
    return homepage.resource_iri if homepage else "", tuple(each for each in references if each is not homepage)


def contact(each: ltc.PersonRole) -> told.Contact:
    """Who answers for something; a role the registry has no code for becomes the position."""
    person = each.has_person[0] if each.has_person else ltc.Person()
    name = person.full_name or " ".join(filter(None, (person.given_name, person.additional_name, person.family_name)))
    roles, positions = codes("contact_role", [role.role_name for role in each.has_role])
    details = (*person.has_contact_detail, *each.has_contact_detail)
    return told.Contact(
        role=roles[0] if roles else "contact",
        name=name,
        email=detail(details, words.EMAIL),
        phone=detail(details, words.PHONE),
        orcid=next((i.identifier_value for i in person.has_identifier if i.identifier_type.casefold() == "orcid"), ""),
        position="; ".join(positions),
        period=period(each.has_temporal_coverage),
        key=next((i.identifier_value for i in each.has_identifier if i.identifier_type == words.NODE_KEY), ""),
    )


def period(coverages: Sequence[ltc.TemporalCoverage]) -> Period:
    """The first coverage as a period."""
    if not coverages:
        return Period()
    coverage = coverages[0]
    ours = coverage.other.get("vasculum:period")
    if isinstance(ours, dict) and _is_period(ours):
        return Period(**ours)
    begins, ends = coverage.temporal_coverage_start_date_time, coverage.temporal_coverage_end_date_time
    return Period(begins[:10], ends[:10], STATED if begins else NOT_STATED, STATED if ends else NOT_STATED)


def codes(name: str, texts: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of a list, and the texts that are none of them."""
    found = {text: words.code_of(name, text) for text in texts}
    return tuple(filter(None, found.values())), tuple(text for text, code in found.items() if not code)


def _is_period(carried: Mapping[str, object]) -> bool:
    return set(carried) == set(Period.__dataclass_fields__) and all(isinstance(value, str) for value in carried.values())


def status(each: ltc.CollectionStatusHistory) -> told.StatusPeriod:
    """A state of a collection, as it is written where the registry has no code for it."""
    rest = rest_of(each.other.get(TOLD), told.StatusPeriod(""))
    reason = {"en": each.status_change_reason} if each.status_change_reason else {}
    code = words.code_of("status", each.status)
    described = told.StatusPeriod(code or each.status[:40], period(each.has_temporal_coverage), reason)
    return replace(described, **rest)

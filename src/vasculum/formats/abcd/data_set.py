"""What an ABCD data set says of itself: its metadata, and what holds for each of its units that says nothing itself."""

from __future__ import annotations

from vasculum.formats.abcd.elements import Element
from vasculum.formats.dwca.metadata import Contact, Metadata

_RIGHTS = "IPRStatements"


def metadata_of(element: Element) -> Metadata:
    """The description of a data set from its `Metadata` element."""
    owner = element.said("Owners/Owner/Organisation/Name/Representation/Text")
    person = element.said("Owners/Owner/Person/FullName")
    contact = Contact("creator", name=person, organisation=owner, email=element.said("Owners/Owner/EmailAddresses/EmailAddress"))
    return Metadata(
        title=element.said("Description/Representation/Title"),
        abstract=element.said("Description/Representation/Details"),
        license=element.said(f"{_RIGHTS}/Licenses/License/URI"),
        rights=element.said(f"{_RIGHTS}/Licenses/License/Text")
        or element.said(f"{_RIGHTS}/TermsOfUseStatements/TermsOfUse/Text"),
        published=element.said("RevisionData/DateModified"),
        contacts=(contact,) if owner or person else (),
    )


def terms_for_units(metadata: Metadata) -> dict[str, str]:
    """The terms that a data set gives to every unit of it."""
    owner = next((contact.organisation or contact.name for contact in metadata.contacts), "")
    said = {
        "dwc:datasetName": metadata.title,
        "dcterms:license": metadata.license or metadata.rights,
        "dcterms:rightsHolder": owner,
    }
    return {term: text for term, text in said.items() if text}

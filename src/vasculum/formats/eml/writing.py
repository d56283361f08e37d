"""Writing EML as GBIF's profile wants it: the order of the elements is the schema's, an element without a text is not written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from lxml import etree

from vasculum.formats.eml.resource import CONTACT, CREATOR, PROVIDER, Area, Coverage, License, Party, Resource

NAMESPACE = "eml://ecoinformatics.org/eml-2.1.1"
SCHEMA = "https://rs.gbif.org/schema/eml-gbif-profile/1.1/eml.xsd"
_SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9/._~!$&'()*+,;=:@%?#-]*)?")
LANGUAGES = {"en": "eng", "nl": "nld", "fr": "fra", "de": "deu"}
UNNAMED = "Unnamed"


def eml(resource: Resource) -> bytes:
    """The eml.xml of a version of a data set; valid for the GBIF profile whatever is left out but the publisher's words."""
    return bytes(etree.tostring(tree(resource), xml_declaration=True, encoding="UTF-8", pretty_print=True))


def tree(resource: Resource) -> etree._Element:
    """The same as an element, to stand in another document."""
    root = etree.Element(f"{{{NAMESPACE}}}eml", nsmap={"eml": NAMESPACE, "xsi": "http://www.w3.org/2001/XMLSchema-instance"})
    root.set(_SCHEMA_LOCATION, f"{NAMESPACE} {SCHEMA}")
    root.set("packageId", _clean(f"{resource.identifier}/v{resource.version}"))
    root.set("system", "https://gbif.org")
    root.set("scope", "system")
    root.set(_LANG, _language(resource.language))
    _dataset(etree.SubElement(root, "dataset"), resource)
    _additional(root, resource)
    return root


def _dataset(data: etree._Element, resource: Resource) -> None:
    for identifier in (resource.identifier, *resource.alternate_identifiers):
        _text(data, "alternateIdentifier", identifier)
    _titles(data, resource)
    parties = resource.parties or [Party(CREATOR, UNNAMED)]
    told = Resource(resource.identifier, resource.title, resource.abstract, resource.made, parties=parties)
    for role in (CREATOR, PROVIDER):
        for party in told.with_role(role):
            _party(data, role, party)
    for party in parties:
        if party.role not in {CREATOR, PROVIDER, CONTACT}:
            _text(_party(data, "associatedParty", party), "role", party.role or "user")
    _text(data, "pubDate", resource.made.date().isoformat())
    _text(data, "language", _language(resource.language))
    _paragraphs(etree.SubElement(data, "abstract"), list(resource.abstract.values()) or [""])
    _keywords(data, resource.keywords)
    _rights(data, resource.license, resource.rights)
    if _ADDRESS.fullmatch(resource.homepage):
        online = etree.SubElement(etree.SubElement(data, "distribution", scope="document"), "online")
        _text(online, "url", resource.homepage).set("function", "information")
    _coverage(data, resource.coverage)
    for party in told.with_role(CONTACT):
        _party(data, CONTACT, party)


def _titles(data: etree._Element, resource: Resource) -> None:
    own = next(filter(_said, (resource.in_own_language(resource.title), resource.identifier)), UNNAMED)
    _text(data, "title", own).set(_LANG, _language(resource.language))
    for language, title in resource.title.items():
        if _said(title) and language != resource.language and title != own:
            _text(data, "title", title).set(_LANG, _language(language))


def _party(parent: etree._Element, tag: str, party: Party) -> etree._Element:
    element = etree.SubElement(parent, tag)
    if _said(party.surname):
        person = etree.SubElement(element, "individualName")
        _filled(person, "givenName", party.given_name)
        _text(person, "surName", party.surname)
    organisation = party.organisation if _said(party.organisation) or _said(party.surname) else party.given_name
    _filled(element, "organizationName", organisation)
    _filled(element, "positionName", party.position)
    if not len(element):
        _text(element, "organizationName", UNNAMED)
    _filled(element, "electronicMailAddress", party.email)
    if _ADDRESS.fullmatch(party.homepage):
        _text(element, "onlineUrl", party.homepage)
    if _said(party.orcid):
        _text(element, "userId", party.orcid).set("directory", "https://orcid.org/")
    return element


def _paragraphs(parent: etree._Element, texts: Iterable[str]) -> None:
    paragraphs = [part for text in texts for part in re.split(r"\n\s*\n", text) if _said(part)]
    for paragraph in paragraphs or [""]:
        _text(parent, "para", " ".join(paragraph.split()))


def _keywords(data: etree._Element, keywords: Iterable[str]) -> None:
    said = [keyword for keyword in keywords if _said(keyword)]
    if said:
        words = etree.SubElement(data, "keywordSet")
        for keyword in said:
            _text(words, "keyword", keyword)
        _text(words, "keywordThesaurus", "n/a")


def _rights(data: etree._Element, license_: License | None, rights: str) -> None:
    """The sentence by which GBIF recognises a licence, else the words given."""
    if license_ is None and not _said(rights):
        return
    para = etree.SubElement(etree.SubElement(data, "intellectualRights"), "para")
    para.text = _clean(rights if license_ is None else "This work is licensed under a ")
    if license_ is not None:
        link = etree.SubElement(para, "ulink", url=_clean(license_.address))
        _text(link, "citetitle", license_.name)
        link.tail = _clean(f". {rights}".strip())


def _coverage(data: etree._Element, coverage: Coverage) -> None:
    if coverage.area is None and coverage.first is None and not coverage.taxa:
        return
    element = etree.SubElement(data, "coverage")
    if coverage.area is not None:
        _area(element, coverage.area)
    if coverage.first is not None:
        _period(element, coverage.first, coverage.last or coverage.first)
    if coverage.taxa:
        taxa = etree.SubElement(element, "taxonomicCoverage")
        for rank, name in coverage.taxa:
            taxon = etree.SubElement(taxa, "taxonomicClassification")
            _filled(taxon, "taxonRankName", rank)
            _text(taxon, "taxonRankValue", name)


def _area(coverage: etree._Element, area: Area) -> None:
    place = etree.SubElement(coverage, "geographicCoverage")
    box = {"west": area.west, "east": area.east, "north": area.north, "south": area.south}
    _text(
        place,
        "geographicDescription",
        area.described if _said(area.described) else ", ".join(f"{side} {degrees:g}°" for side, degrees in box.items()),
    )
    bounds = etree.SubElement(place, "boundingCoordinates")
    for side, degrees in box.items():
        _text(bounds, f"{side}BoundingCoordinate", f"{degrees:.7f}".rstrip("0").rstrip("."))


def _period(coverage: etree._Element, first: dt.date, last: dt.date) -> None:
    dates = etree.SubElement(etree.SubElement(coverage, "temporalCoverage"), "rangeOfDates")
    for name, day in (("beginDate", first), ("endDate", last)):
        _text(etree.SubElement(dates, name), "calendarDate", day.isoformat())


def _additional(root: etree._Element, resource: Resource) -> None:
    metadata = etree.SubElement(etree.SubElement(root, "additionalMetadata"), "metadata")
    gbif = etree.SubElement(metadata, "gbif")
    _text(gbif, "dateStamp", resource.made.astimezone(dt.UTC).isoformat(timespec="seconds"))
    _text(gbif, "hierarchyLevel", "dataset")
    if _said(resource.citation):
        _text(gbif, "citation", resource.citation).set("identifier", _clean(resource.identifier))
    for identifier, name in resource.collections:
        collection = etree.SubElement(gbif, "collection")
        _filled(collection, "collectionIdentifier", identifier)
        _text(collection, "collectionName", name)


def _language(code: str) -> str:
    return LANGUAGES.get(code, code)


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _said(text: str) -> str:
    return _clean(text).strip()


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.text = _clean(text)
    return element


def _filled(parent: etree._Element, name: str, text: str) -> None:
    if _said(text):
        _text(parent, name, text)

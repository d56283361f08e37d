"""Words for codes, in the visitor's language: facets and their values, classes of terms, columns of our reading."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

import pycountry
from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vasculum.model.language_map import name_in
from vasculum.quality.mids_labels import element_label
from vasculum.registry import queries as registry
from vasculum.terms.messages import remarks
from vasculum.terms.remedies import problem
from vasculum.web.layout import current_language
from vasculum.web.writing import country, humanised

FACETS: Mapping[str, Promise] = {
    "institution": _("Institution"),
    "collection": _("Collection"),
    "source": _("Source"),
    "discipline": _("Discipline"),
    "country": _("Country"),
    "subdivision": _("State or province"),
    "kingdom": _("Kingdom"),
    "phylum": _("Phylum"),
    "class": _("Class"),
    "order": _("Taxonomic order"),
    "family": _("Family"),
    "genus": _("Genus"),
    "name": _("Scientific name"),
    "collector": _("Collector"),
    "determiner": _("Identified by"),
    "typeStatus": _("Type status"),
    "basisOfRecord": _("Kind of record"),
    "preservation": _("Preservation"),
    "decade": _("Decade"),
    "year": _("Year"),
    "month": _("Month"),
    "midsLevel": _("Digitisation level"),
    "missing": _("Still missing"),
    "remark": _("Remark"),
    "issue": _("GBIF flag"),
    "license": _("Licence"),
    "hasMedia": _("With image or sound"),
    "hasCoordinates": _("With coordinates"),
    "eventDate": _("Collected"),
    "bbox": _("Area on the map"),
    "polygon": _("Area on the map"),
}

SORTS: Mapping[str, Promise] = {
    "relevance": _("Best match"),
    "name": _("Scientific name"),
    "oldest": _("Collected first"),
    "newest": _("Collected last"),
    "catalogNumber": _("Catalogue number"),
    "midsLevel": _("Best digitised"),
    "changed": _("Last changed"),
}

DISCIPLINES: Mapping[str, Promise] = {
    "Anthropology": _("Anthropology"),
    "Astrogeology": _("Meteorites and space rocks"),
    "Botany": _("Botany"),
    "Ecology": _("Ecology"),
    "Geology": _("Geology"),
    "Microbiology": _("Microbiology"),
    "Other Biodiversity": _("Other biodiversity"),
    "Other Geodiversity": _("Other geodiversity"),
    "Palaeontology": _("Palaeontology"),
    "Unclassified": _("Not classified"),
    "Zoology": _("Zoology"),
}

BASES: Mapping[str, Promise] = {
    "PreservedSpecimen": _("Preserved specimen"),
    "FossilSpecimen": _("Fossil"),
    "LivingSpecimen": _("Living specimen"),
    "MaterialSample": _("Material sample"),
    "MaterialEntity": _("Material entity"),
    "MaterialCitation": _("Citation in the literature"),
    "HumanObservation": _("Observation"),
    "MachineObservation": _("Observation by a machine"),
    "Observation": _("Observation"),
    "Occurrence": _("Occurrence"),
    "Event": _("Event"),
    "Taxon": _("Taxon"),
}

PRESERVATIONS: Mapping[str, Promise] = {
    "DMSO": _("in DMSO"),
    "RNAlater": _("in RNAlater"),
    "dried": _("dried"),
    "embedded": _("embedded"),
    "ethanol": _("in ethanol"),
    "fluid": _("in fluid"),
    "formalin": _("in formalin"),
    "freeze-dried": _("freeze-dried"),
    "frozen": _("frozen"),
    "glycerol": _("in glycerol"),
    "isopropanol": _("in isopropanol"),
    "pinned": _("pinned"),
    "pressed": _("pressed"),
    "silica gel": _("dried in silica gel"),
    "slide mounted": _("mounted on a slide"),
    "tanned": _("tanned"),
}

CLASSES: Mapping[str, Promise] = {
    "Occurrence": _("Occurrence"),
    "MaterialEntity": _("Material"),
    "Organism": _("Organism"),
    "Event": _("Collecting event"),
    "Location": _("Place"),
    "GeologicalContext": _("Geological context"),
    "Identification": _("Identification"),
    "Taxon": _("Taxon"),
    "Record": _("About the record"),
    "Other": _("Other fields"),
}

COLUMNS: Mapping[str, Promise] = {
    "topic_discipline": _("Discipline"),
    "mids_discipline": _("Rules of digitisation used"),
    "mids_level": _("Digitisation level"),
    "mids_elements": _("Elements of information"),
    "media_count": _("Number of images and sounds"),
    "event_date_start": _("First possible day"),
    "event_date_end": _("Last possible day"),
}


def facet_label(facet: str) -> str:
    """What a facet is called."""
    return str(FACETS[facet])


def value_label(facet: str, value: str) -> str:
    """What a value of a facet is called; a value without a label of its own stays as it is."""
    return _VALUE_LABELS.get(facet, str)(value)


def basis_label(value: str) -> str:
    """What a basis of record is called."""
    return str(BASES.get(value) or humanised(value))


def discipline_label(value: str) -> str:
    """What a discipline is called."""
    return str(DISCIPLINES.get(value, value))


def license_label(value: str) -> str:
    """The short name of a Creative Commons licence; other texts as they are.

    >>> license_label("http://creativecommons.org/licenses/by-nc/4.0/legalcode"), license_label("© Museum")
    ('CC BY-NC 4.0', '© Museum')
    """
    found = re.search(r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/([0-9.]+)", value.lower())
    if not found:
        return value
    names = {"zero": "CC0", "mark": "Public Domain Mark"}
    return f"{names.get(found[2]) or 'CC ' + found[2].upper()} {found[3]}"


def remark_label(code: str) -> str:
    """The sentence of a remark."""
    message = remarks().get(code)
    return name_in(message.texts, current_language()) if message else code


def issue_label(flag: str) -> str:
    """What is wrong where GBIF raises a flag."""
    return name_in(problem("flag", flag).texts, current_language())


def institution_name(key: str) -> str:
    """The name of an institution of the registry, else its key."""
    found = registry.institution(key)
    return found.name(current_language()) if found else key


def collection_name(key: str) -> str:
    """The name of a collection of the registry, else its key."""
    found = registry.collection(key)
    return found.name(current_language()) if found else key


def preservation_label(value: str) -> str:
    """What a way of preserving is called."""
    return str(PRESERVATIONS.get(value, value))


def subdivision_label(code: str) -> str:
    """The name of a state or province by its ISO 3166-2 code, in the language of ISO's own list; the code where there is none.

    >>> subdivision_label("FR-75C"), subdivision_label("XX-1")
    ('Paris', 'XX-1')
    """
    found = pycountry.subdivisions.get(code=code)  # type: ignore[no-untyped-call]
    return str(found.name) if found else code


def missing_label(element: str) -> str:
    """What a MIDS element is called."""
    try:
        return element_label(element, current_language())
    except KeyError:
        return element


def term_label(term: str) -> str:
    """What a Darwin Core term is called: a label in the visitor's language where there is one, else its name in words."""
    return _term_labels().get(term, {}).get(current_language()) or humanised(term)


@cache
def _term_labels() -> Mapping[str, Mapping[str, str]]:
    with files("vasculum.specimens").joinpath("term_labels.csv").open(encoding="utf-8") as table:
        return {row["term"]: row for row in csv.DictReader(table)}


def column_label(column: str) -> str:
    """What a column of our reading is called."""
    return str(COLUMNS.get(column) or humanised(column.replace("_", " ")))


def _month(value: str) -> str:
    """The name of a month.

    >>> _month("13")
    '13'
    """
    is_month = re.fullmatch(r"[1-9]|1[0-2]", value)
    return Locale(current_language()).months["stand-alone"]["wide"][int(value)] if is_month else value


def _area(value: str) -> str:
    """A box by its sides; a polygon has none to name."""
    return value.replace(",", ", ") if value.count(",") == 3 and " " not in value else ""


def _yes_no(value: str) -> str:
    return gettext("Yes") if value == "true" else gettext("No")


def _decade(value: str) -> str:
    return f"{value}–{int(value) + 9}" if re.fullmatch(r"[0-9]{1,4}", value) else value


def _level(value: str) -> str:
    return gettext("Below MIDS 0") if value == "-1" else f"MIDS {value}"


_VALUE_LABELS: Mapping[str, Callable[[str], str]] = {
    "institution": institution_name,
    "collection": collection_name,
    "discipline": discipline_label,
    "country": lambda value: country(value, current_language()),
    "subdivision": subdivision_label,
    "preservation": preservation_label,
    "basisOfRecord": basis_label,
    "typeStatus": humanised,
    "decade": _decade,
    "midsLevel": _level,
    "month": _month,
    "bbox": _area,
    "polygon": _area,
    "missing": missing_label,
    "remark": remark_label,
    "issue": issue_label,
    "license": license_label,
    "hasMedia": _yes_no,
    "hasCoordinates": _yes_no,
}

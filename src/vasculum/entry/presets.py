"""The forms: which fields are asked for each kind of material, on two screens at most, and what goes without asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NUMBER = "dwc:catalogNumber"
NAME = "dwc:scientificName"
TITLE = "dwc:verbatimIdentification"


@dataclass(frozen=True, slots=True)
class Field:
    """One question: the term its answer is kept under, and what may be answered.

    `kind` is text, long, date, number or choice. A number lies between `low` and `high`. What is `sticky` is taken over into
    the next specimen.
    """

    term: str
    label: str | Promise
    kind: str = "text"
    choices: tuple[str, ...] = ()
    low: float = 0
    high: float = 0
    sticky: bool = False

    @property
    def code(self) -> str:
        """Its name in the form."""
        return self.term.replace(":", "_")


@dataclass(frozen=True, slots=True)
class Preset:
    """The form for a kind of material: its two screens, and the texts that every specimen of it has."""

    code: str
    label: str | Promise
    first: tuple[Field, ...]
    second: tuple[Field, ...]
    constants: Mapping[str, str]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All questions in their order."""
        return self.first + self.second


def _field(term: str, label: str | Promise, kind: str = "text", **more: object) -> Field:
    return Field(term, label, kind, **more)  # type: ignore[arg-type]


_NUMBER = _field(NUMBER, _("Catalogue number"))
_NAME = _field(NAME, _("Scientific name"))
_TITLE = _field(TITLE, _("Name of the object"))
_FAMILY = _field("dwc:family", _("Family"))
_BY = _field("dwc:identifiedBy", _("Identified by"), sticky=True)
_IDENTIFIED = _field("dwc:dateIdentified", _("Date of identification"), "date", sticky=True)
_COLLECTOR = _field("dwc:recordedBy", _("Collector"), sticky=True)
_FIELD_NUMBER = _field("dwc:recordNumber", _("Collector’s number"))
_DATE = _field("dwc:eventDate", _("Date of collecting"), "date", sticky=True)
_COUNTRY = _field("dwc:country", _("Country"), sticky=True)
_PLACE = _field("dwc:locality", _("Place"), sticky=True)
_REGION = _field("dwc:stateProvince", _("Province or region"), sticky=True)
_LATITUDE = _field("dwc:decimalLatitude", _("Latitude"), "number", low=-90, high=90, sticky=True)
_LONGITUDE = _field("dwc:decimalLongitude", _("Longitude"), "number", low=-180, high=180, sticky=True)
_HEIGHT = _field("dwc:minimumElevationInMeters", _("Height above the sea (m)"), "number", low=-500, high=9000, sticky=True)
_UPPER = _field("dwc:minimumDepthInMeters", _("Depth from (m)"), "number", low=0, high=12000, sticky=True)
_LOWER = _field("dwc:maximumDepthInMeters", _("Depth to (m)"), "number", low=0, high=12000, sticky=True)
_HABITAT = _field("dwc:habitat", _("Habitat"), "long", sticky=True)
_TYPE = _field("dwc:typeStatus", _("Type"), "choice",
               choices=("holotype", "isotype", "lectotype", "neotype", "paratype", "syntype"))  # fmt: skip
_SEX = _field("dwc:sex", _("Sex"), "choice", choices=("female", "male", "hermaphrodite"))
_STAGE = _field("dwc:lifeStage", _("Life stage"), "choice", choices=("egg", "larva", "pupa", "juvenile", "adult"))
_HOW_MANY = _field("dwc:individualCount", _("How many"), "number", low=0, high=1_000_000)
_NOTES = _field("dwc:occurrenceRemarks", _("Notes"), "long")
_KEPT = _field("dwc:disposition", _("Where it is kept"), sticky=True)
_METHOD = _field("dwc:samplingProtocol", _("How it was collected"), sticky=True)
_GATHERED = (_COLLECTOR, _FIELD_NUMBER, _DATE, _COUNTRY, _PLACE)
_WHERE = (_REGION, _LATITUDE, _LONGITUDE, _HEIGHT)

PRESETS: tuple[Preset, ...] = (
    Preset("herbarium", _("herbarium sheet"), (_NUMBER, _NAME, _FAMILY, _BY, _IDENTIFIED, *_GATHERED),
           (*_WHERE, _HABITAT, _TYPE, _NOTES, _KEPT),
           {"dwc:basisOfRecord": "PreservedSpecimen", "dwc:preparations": "herbarium sheet"}),
    Preset("insect", _("insect"), (_NUMBER, _NAME, _FAMILY, _SEX, _STAGE, _BY, _IDENTIFIED, *_GATHERED),
           (*_WHERE, _METHOD, _field("dwc:associatedTaxa", _("Host or plant it was on")), _HOW_MANY, _TYPE, _NOTES, _KEPT),
           {"dwc:basisOfRecord": "PreservedSpecimen", "dwc:preparations": "pinned"}),
    Preset("wet", _("wet specimen"), (_NUMBER, _NAME, _FAMILY, _HOW_MANY, _field("dwc:preparations", _("Fluid"), sticky=True),
                                      _BY, *_GATHERED),
           (_REGION, _LATITUDE, _LONGITUDE, _UPPER, _LOWER, _SEX, _STAGE, _METHOD, _TYPE, _NOTES, _KEPT),
           {"dwc:basisOfRecord": "PreservedSpecimen"}),
    Preset("slide", _("slide"), (_NUMBER, _NAME, _field("dwc:materialEntityRemarks", _("What is on the slide")),
                                 _field("dwc:preparations", _("Stain and mount"), sticky=True), _BY, _IDENTIFIED, *_GATHERED),
           (*_WHERE, _SEX, _STAGE, _TYPE, _NOTES, _KEPT),
           {"dwc:basisOfRecord": "PreservedSpecimen"}),
    Preset("fossil", _("fossil"), (_NUMBER, _NAME, _BY,
                                   _field("dwc:earliestPeriodOrLowestSystem", _("Period"), sticky=True),
                                   _field("dwc:earliestAgeOrLowestStage", _("Stage"), sticky=True),
                                   _field("dwc:formation", _("Formation"), sticky=True), *_GATHERED),
           (*_WHERE, _field("dwc:member", _("Member"), sticky=True), _field("dwc:bed", _("Bed"), sticky=True),
            _TYPE, _NOTES, _KEPT),
           {"dwc:basisOfRecord": "FossilSpecimen"}),
    Preset("mineral", _("rock or mineral"), (_NUMBER, _TITLE,
                                             _field("mineralogy:associatedMinerals", _("Other minerals in it")), _BY, *_GATHERED),
           (*_WHERE, _field("dwc:formation", _("Formation"), sticky=True), _field("mineralogy:color", _("Colour")),
            _field("mineralogy:verbatimSize", _("Size")), _NOTES, _KEPT),
           {"dwc:basisOfRecord": "MaterialEntity", "dwc:materialEntityType": "mineral or rock"}),
    Preset("soil", _("soil sample"), (_NUMBER, _TITLE, _UPPER, _LOWER, _METHOD, *_GATHERED),
           (*_WHERE, _HABITAT, _field("dwc:verbatimLabel", _("Text of the label"), "long"), _NOTES, _KEPT),
           {"dwc:basisOfRecord": "MaterialSample", "dwc:materialEntityType": "soil sample"}),
    Preset("living", _("living plant"), (_NUMBER, _NAME, _FAMILY, _field("dwc:organismID", _("Accession")), _BY, _IDENTIFIED,
                                         *_GATHERED),
           (*_WHERE, _field("dwc:establishmentMeans", _("Origin"), sticky=True),
            _field("dwc:disposition", _("Bed or glasshouse"), sticky=True), _NOTES),
           {"dwc:basisOfRecord": "LivingSpecimen"}),
    Preset("tissue", _("tissue or DNA"), (_NUMBER, _NAME, _field("dwc:preparations", _("Kind of sample"), sticky=True),
                                          _field("dwc:associatedOccurrences", _("Number of the specimen it is of")), _BY,
                                          *_GATHERED),
           (*_WHERE, _field("dwc:disposition", _("Freezer, rack, box, place"), sticky=True),
            _field("dwc:associatedSequences", _("Sequences")), _NOTES),
           {"dwc:basisOfRecord": "MaterialSample", "dwc:materialEntityType": "tissue or DNA"}),
    Preset("teaching", _("teaching object"), (_NUMBER, _TITLE, _NAME, _field("dwc:preparations", _("Material"), sticky=True),
                                              _field("dcterms:creator", _("Maker"), sticky=True),
                                              _field("dcterms:created", _("Date of making"), "date", sticky=True), _KEPT),
           (_NOTES, _field("dwc:verbatimLabel", _("Text of the label"), "long"), _COUNTRY, _PLACE),
           {"dwc:basisOfRecord": "MaterialEntity", "dwc:materialEntityType": "teaching object"}),
)  # fmt: skip

BY_CODE: Mapping[str, Preset] = {preset.code: preset for preset in PRESETS}

"""One text of one term, read alone: what `vasculum tools interpret TERM` says of each line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vasculum.interpret import agents, vocabularies
from vasculum.interpret.coordinates_precision import read_precision
from vasculum.interpret.coordinates_text import read_coordinates
from vasculum.interpret.countries import read_country
from vasculum.interpret.dates import read_date, readings
from vasculum.interpret.elevation import read_depth, read_elevation
from vasculum.interpret.geological_time import read_geological_time
from vasculum.interpret.licences import LICENSE
from vasculum.interpret.preservation import read_preservation
from vasculum.interpret.reading import Interpreter, Reading
from vasculum.interpret.rights import read_rights
from vasculum.interpret.subdivisions import read_subdivision

Read = Callable[[str], Reading]


def _alone(interpreter: Interpreter) -> Read:
    others = [""] * (len(interpreter.inputs) - 1)
    return lambda text: interpreter.read(text, *others)


READERS: Mapping[str, Read] = {
    "eventDate": read_date,
    "country": read_country,
    "coordinates": read_coordinates,
    "verbatimElevation": read_elevation,
    "verbatimDepth": read_depth,
    "coordinatePrecision": read_precision,
    "stateProvince": read_subdivision,
    "geologicalTime": read_geological_time,
    "preservation": read_preservation,
    "rights": read_rights,
    "basisOfRecord": _alone(vocabularies.BASIS_OF_RECORD),
    "typeStatus": _alone(vocabularies.TYPE_STATUS),
    "sex": _alone(vocabularies.SEX),
    "lifeStage": _alone(vocabularies.LIFE_STAGE),
    "preparations": _alone(vocabularies.PREPARATIONS),
    "occurrenceStatus": _alone(vocabularies.OCCURRENCE_STATUS),
    "establishmentMeans": _alone(vocabularies.ESTABLISHMENT_MEANS),
    "license": _alone(LICENSE),
    "recordedBy": _alone(agents.RECORDED_BY),
    "identifiedBy": _alone(agents.IDENTIFIED_BY),
}


def interpreted(term: str, text: str) -> dict[str, Any]:
    """The text, what it means ("" when it is not understood) and the remarks made; an ambiguous date shows its readings.

    >>> interpreted("eventDate", "12.VI.1904")
    {'verbatim': '12.VI.1904', 'value': '1904-06-12', 'remarks': []}
    >>> interpreted("eventDate", "11/8/1899")["readings"]
    ['1899-08-11', '1899-11-08']
    """
    reading = READERS[term](text)
    codes = [remark.partition(" ")[0] for remark in reading.remarks]
    answer: dict[str, Any] = {"verbatim": text, "value": _value(reading), "remarks": codes}
    if term == "eventDate" and len(possible := readings(text)) > 1:
        answer["readings"] = [interval.iso for interval in possible]
    return answer


def _value(reading: Reading) -> Any:
    values = reading.values
    if len(values) == 1:
        return "" if values[0] is None else values[0]
    return "" if values[0] is None else list(values)

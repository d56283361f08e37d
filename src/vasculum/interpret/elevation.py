"""Elevations and depths as written, with their units and ranges, to metres."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from vasculum.interpret.reading import Interpreter, Reading
from vasculum.model.remark import stored
from vasculum.terms import vocabularies

LONGEST = 200
# From the shore of the Dead Sea to the top of Everest, and to the bottom of the Challenger Deep, in metres.
ELEVATIONS, DEPTHS = (-500.0, 8_850.0), (0.0, 11_100.0)

_NUMBER = r"[-+\u2212]?[0-9]+(?:[ \u00a0\u202f][0-9]{3})*(?:[.,][0-9]+)?"
_UNIT = r"(?:m\.? ?s\.? ?(?:n\.? ?)?m\.?|m\.? ?a\.? ?s\.? ?l\.?|m ?(?:ü|u|o)\.? ?n\.? ?n\.?|[^\W\d_]+\.?|')?"
_SPAN = re.compile(
    rf"({_NUMBER}) ?({_UNIT}) ?(?:(?:-|–|—|to|tot|à|bis|/|\.\.\.?) ?({_NUMBER}) ?({_UNIT}))?",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:ca|circa|c|approx|about|env|environ|ongeveer|etwa|rond)\b\.?|[~±≈]", re.IGNORECASE)
_LABELS = re.compile(
    r"\b(?:alt|altitude|altit|elev|elevation|el|hoogte|h[öo]he|depth|diepte|prof|profondeur|tiefe|supra mare|s\. ?m|"
    r"above (?:mean )?sea ?level|above sea|a\.? ?s\.? ?l|boven (?:de )?zeespiegel|au-dessus (?:du niveau )?de la mer|"
    r"[üu]ber (?:dem )?meer|[üu]\.? ?(?:d\.? ?)?m|deep|diep|tief|high|hoog|hoch)\b\.?:?",
    re.IGNORECASE,
)
_SEA_LEVEL = re.compile(
    r"(?:at )?sea ?level|zeeniveau|zeespiegel|(?:au )?niveau de la mer|meeresh[öo]he|meeresspiegel", re.IGNORECASE
)
_STANDARD = re.compile(r"[-+]?[0-9]+(?:\.[0-9]*)?")
_GROUPED = re.compile(r"[-+\u2212]?[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of length: what it is called, and how many metres it has. An old unit differed from place to place."""

    name: str
    metres: float

    @property
    def is_old(self) -> bool:
        """True when the length of the unit is only about known."""
        return self.name.startswith("old ")


@cache
def units() -> Mapping[str, Unit]:
    """The units of length by their spellings, without points."""
    return {row["spelling"]: Unit(row["concept"], float(row["metres"])) for row in vocabularies.rows("length_unit")}


def read_elevation(text: str, term: str = "dwc:verbatimElevation") -> Reading:
    """The lowest and the highest elevation in metres that a text gives.

    A text without a unit is not guessed at, nor is `1.200 m`, which may be twelve hundred or a little over one.

    >>> read_elevation("6000-6500 ft.").values
    (1828.8, 1981.2)
    >>> read_elevation("ca. 500 m").remarks
    ('ELEVATION_APPROXIMATE dwc:verbatimElevation',)
    >>> read_elevation("1.200 m").remarks
    ('NUMBER_AMBIGUOUS dwc:verbatimElevation',)
    """
    return _read(text, term, *ELEVATIONS)


def read_depth(text: str, term: str = "dwc:verbatimDepth") -> Reading:
    """The least and the greatest depth in metres that a text gives.

    >>> read_depth("10 fathoms").values
    (18.288, 18.288)
    """
    return _read(text, term, *DEPTHS)


def _read(text: str, term: str, lowest: float, highest: float) -> Reading:
    if not text.strip():
        return Reading((None, None))
    plain = " ".join(text.split())
    if len(plain) > LONGEST:
        return _refused("ELEVATION_UNREADABLE", term)
    bare = _LABELS.sub(" ", _ABOUT.sub(" ", plain))
    bare = " ".join(bare.replace("(", " ").replace(")", " ").split()).strip(" .,;:")
    if _SEA_LEVEL.fullmatch(plain.strip(" .")):
        return Reading((0.0, 0.0))
    span = _SPAN.fullmatch(bare)
    if span is None:
        return _refused("ELEVATION_UNREADABLE", term)
    approximate = (stored("ELEVATION_APPROXIMATE", term),) if _ABOUT.search(plain) else ()
    return _measured(span, term, approximate, (lowest, highest))


def _measured(span: re.Match[str], term: str, said: tuple[str, ...], bounds: tuple[float, float]) -> Reading:
    first, first_unit, second, second_unit = span[1], _unit(span[2]), span[3] or span[1], _unit(span[4] or span[2])
    written = second_unit or first_unit
    if written is None or any(spelled and _unit(spelled) is None for spelled in (span[2], span[4])):
        return _refused("LENGTH_UNIT_UNKNOWN" if span[2] or span[4] else "LENGTH_UNIT_MISSING", term)
    ends = (_metres(first, first_unit or written), _metres(second, written))
    if ends[0] is None or ends[1] is None:
        return _refused("NUMBER_AMBIGUOUS", term)
    if not (bounds[0] <= min(ends[0], ends[1]) and max(ends[0], ends[1]) <= bounds[1]):
        return _refused("ELEVATION_UNLIKELY", term)
    old = (stored("LENGTH_UNIT_OLD", term),) if written.is_old or (first_unit or written).is_old else ()
    turned = (stored("ELEVATION_TURNED", term),) if ends[0] > ends[1] else ()
    return Reading((min(ends[0], ends[1]), max(ends[0], ends[1])), (*said, *old, *turned))


def _unit(text: str | None) -> Unit | None:
    spelled = (text or "").casefold().replace(".", "").replace(" ", "")
    if spelled in units():
        return units()[spelled]
    return units()["m"] if re.fullmatch(r"m(?:snm|sm|asl|[üuo]nn)", spelled) else None


def _metres(number: str, unit: Unit) -> float | None:
    """The length in metres; None where a point or comma may group thousands. English units group with commas only."""
    plain = re.sub(r"[ \u00a0\u202f]", "", number).replace("\u2212", "-")
    if _GROUPED.fullmatch(plain):
        if "," not in plain or unit.name not in ("foot", "yard", "fathom"):
            return None
        plain = plain.replace(",", "")
    value = float(plain.replace(",", ".")) * unit.metres
    return round(value, 3 if not unit.is_old else 0)


def _refused(code: str, term: str) -> Reading:
    return Reading((None, None), (stored(code, term),))


def _declared(text: str, term: str, bounds: tuple[float, float]) -> tuple[float | None, tuple[str, ...]]:
    """The metres of a cell whose term sets the unit; a point is the decimal sign there, as the standard says."""
    bare = text.strip()
    if _STANDARD.fullmatch(bare):
        metres = float(bare)
        known = bounds[0] <= metres <= bounds[1]
        return (metres, ()) if known else (None, (stored("ELEVATION_UNLIKELY", term),))
    reading = _read(f"{bare} m" if re.fullmatch(_NUMBER, bare) else bare, term, *bounds)
    return (reading.values[0] if reading.values[0] == reading.values[1] else None), reading.remarks


def _interpreter(subject: str, bounds: tuple[float, float]) -> Interpreter:
    least, most, verbatim = (f"dwc:minimum{subject}InMeters", f"dwc:maximum{subject}InMeters", f"dwc:verbatim{subject}")

    def read(lowest: str, highest: str, text: str) -> Reading:
        """The two terms in metres where one is given, else what the verbatim text says."""
        if not lowest.strip() and not highest.strip():
            return _read(text, verbatim, *bounds)
        (low, said_low), (high, said_high) = _declared(lowest, least, bounds), _declared(highest, most, bounds)
        if low is not None and high is not None and low > high:
            return Reading((high, low), (*said_low, *said_high, stored("ELEVATION_TURNED", least)))
        return Reading((low, high), (*said_low, *said_high))

    columns = {f"minimum_{subject.lower()}": "DOUBLE", f"maximum_{subject.lower()}": "DOUBLE"}
    return Interpreter(subject.lower(), (least, most, verbatim), columns, read)


ELEVATION = _interpreter("Elevation", ELEVATIONS)
DEPTH = _interpreter("Depth", DEPTHS)

"""Countries: the ISO 3166-1 alpha-2 code of a record from its country code and the name of the country."""

from __future__ import annotations

from functools import lru_cache

from vasculum.interpret.countries_history import State, of_former_code, state, wider
from vasculum.interpret.countries_meaning import AMBIGUOUS, HISTORICAL, SEVERAL, UNCERTAIN, Meaning
from vasculum.interpret.countries_names import of_code, sovereigns
from vasculum.interpret.countries_text import meaning
from vasculum.interpret.reading import Interpreter, Reading
from vasculum.model.remark import stored

CODE, NAME = "dwc:countryCode", "dwc:country"
HISTORICAL_SEVERAL, UNKNOWN = "COUNTRY_HISTORICAL_SEVERAL", "COUNTRY_UNKNOWN"


def read_country(text: str) -> Reading:
    """The code of the country that a text names; None when it names none, several, or one that cannot be told.

    >>> read_country("Belgisch Congo")
    Reading(values=('CD',), remarks=('COUNTRY_HISTORICAL dwc:country',))
    >>> read_country("Ruanda-Urundi")
    Reading(values=(None,), remarks=('COUNTRY_HISTORICAL_SEVERAL dwc:country',))
    """
    return read_code_and_name("", text)


def candidates(text: str) -> tuple[str, ...]:
    """The codes of all countries that a text may stand for, in alphabetical order.

    >>> candidates("Congo"), candidates("Tchécoslovaquie"), candidates("Atlantis")
    (('CD', 'CG'), ('CZ', 'SK'), ())
    """
    found = _meaning_of_name(text)
    return tuple(sorted(found.codes)) if found else ()


def read_code_and_name(code: str, name: str) -> Reading:
    """The country of a record from its code and its name.

    Each completes the other: a code decides between the countries that a name can stand for. Where they contradict each other the
    name is followed, because a wrong code is the commoner mistake, and COUNTRY_CODE_MISMATCH says so.

    >>> read_code_and_name("CD", "Congo").values, read_code_and_name("CH", "China").values
    (('CD',), ('CN',))
    """
    coded, named = _meaning_of_code(code), _meaning_of_name(name)
    remarks = [stored("COUNTRY_CODE_UNKNOWN", CODE)] if code.strip() and coded is None else []
    if named is None:
        remarks += [stored(UNKNOWN, NAME)] if name.strip() else []
        return _told(coded, CODE, remarks)
    if coded is None:
        return _told(named, NAME, remarks)
    both = _both(coded, named)
    if both:
        return Reading((both,), tuple(remarks))
    return _told(named, NAME, [*remarks, stored("COUNTRY_CODE_MISMATCH", CODE)])


def _meaning_of_code(text: str) -> Meaning | None:
    if code := of_code(text):
        return Meaning(frozenset({code}))
    former = of_former_code(text)
    return Meaning(former.codes, frozenset({HISTORICAL})) if former else None


def _meaning_of_name(text: str) -> Meaning | None:
    return meaning(text) if text.strip() else None


def _both(coded: Meaning, named: Meaning) -> str | None:
    """The one country on which code and name agree, a territory before the state it belongs to."""
    if len(shared := named.codes & coded.codes) == 1:
        return next(iter(shared))
    if coded.code and sovereigns().get(coded.code) in named.codes:
        return coded.code
    if named.code and sovereigns().get(named.code) in coded.codes:
        return named.code
    return coded.code if coded.code in named.others else None


def _told(found: Meaning | None, term: str, remarks: list[str]) -> Reading:
    if found is None:
        return Reading((None,), tuple(remarks))
    if found.code is None:
        said = ({SEVERAL, AMBIGUOUS} & found.remarks or {HISTORICAL_SEVERAL}) if found.codes else {UNKNOWN}
        return Reading((None,), (*remarks, *(stored(code, term) for code in sorted(said | found.remarks & {UNCERTAIN}))))
    return Reading((found.code,), (*remarks, *(stored(code, term) for code in sorted(found.remarks))))


def read_country_of_year(text: str, year: int) -> Reading:
    """The code of the country that a text names, with the year of the event considered.

    A former state outside its period, or a country that covered more in that year, is remarked.

    >>> read_country_of_year("India", 1900).remarks
    ('COUNTRY_WIDER_THEN dwc:country',)
    >>> read_country_of_year("Zaire", 1920).remarks
    ('COUNTRY_HISTORICAL dwc:country', 'COUNTRY_NAME_OUT_OF_PERIOD dwc:country')
    """
    reading = read_country(text)
    return Reading(reading.values, reading.remarks + period_remarks(text, year))


@lru_cache(4096)
def period_remarks(text: str, year: int) -> tuple[str, ...]:
    """What is to be said of a country's name in the year of the event, as stored remarks.

    >>> period_remarks("Zaire", 1985), period_remarks("Zaire", 1920)
    ((), ('COUNTRY_NAME_OUT_OF_PERIOD dwc:country',))
    """
    former = state(text)
    if former and not former.existed(year):
        return (stored("COUNTRY_NAME_OUT_OF_PERIOD", NAME),)
    return (stored("COUNTRY_WIDER_THEN", NAME),) if wider(text, year) else ()


def candidates_of_year(text: str, year: int) -> tuple[str, ...]:
    """The codes of all countries of today on the ground that a name covered in that year.

    >>> candidates_of_year("India", 1900), candidates_of_year("India", 2000)
    (('BD', 'IN', 'MM', 'PK'), ('IN',))
    """
    more: State | None = wider(text, year)
    return tuple(sorted(more.codes)) if more else candidates(text)


COUNTRY = Interpreter(
    subject="country",
    inputs=(CODE, NAME),
    columns={"country_code": "VARCHAR"},
    read=read_code_and_name,
)

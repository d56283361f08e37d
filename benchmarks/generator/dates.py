"""Dates of collecting, in the notations that two centuries of labels and databases use."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from random import Random

from benchmarks.generator.repetition import weighted

COLUMNS = ("eventDate", "year", "month", "day", "verbatimEventDate")

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
DUTCH = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
FRENCH = ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
FIRST, LAST = date(1820, 1, 1), date(2023, 12, 31)

VERBATIM = ("{d}-{roman}-{y}", "{d}.{roman}.{y}", "{d} {dutch} {y}", "{d} {french} {y}", "{d}/{m}/{y}", "{y}-{m:02}-{d:02}", "")
FORMS = {
    "day": "{y}-{m:02}-{d:02}",
    "month": "{y}-{m:02}",
    "year": "{y}",
    "interval": "{y}-{m:02}-{d:02}/{end}",
    "clock": "{y}-{m:02}-{d:02}T00:00:00",
    "slashes": "{d:02}/{m:02}/{y}",
    "roman": "{d}.{roman}.{y}",
    "words": "{d} {dutch} {y}",
    "none": "",
    "undated": "s.d.",
    "circa": "circa {y}",
    "impossible": "{y}-13-{d:02}",
}
NOTATIONS = weighted(
    {
        "day": 690,
        "month": 60,
        "year": 60,
        "interval": 40,
        "clock": 20,
        "slashes": 40,
        "roman": 30,
        "words": 10,
        "none": 30,
        "undated": 10,
        "circa": 6,
        "impossible": 4,
    }
)
PARTS = {"month": 2, "year": 1, "circa": 0, "none": 0, "undated": 0, "impossible": 0}


@lru_cache(maxsize=30_000)
def dated(number: int) -> tuple[str, ...]:
    """The cells of COLUMNS for the date of this rank: one day, in one notation, with the parts that it tells."""
    draw = Random(number)
    day = FIRST + timedelta(days=int(draw.triangular(0, (LAST - FIRST).days, 45_000)))
    notation = draw.choice(NOTATIONS)
    names = {"roman": ROMAN[day.month - 1], "dutch": DUTCH[day.month - 1], "french": FRENCH[day.month - 1]}
    end = (day + timedelta(days=draw.randint(1, 60))).isoformat()
    text = FORMS[notation].format(y=day.year, m=day.month, d=day.day, end=end, **names)
    verbatim = draw.choice(VERBATIM).format(y=day.year, m=day.month, d=day.day, **names)
    parts = (str(day.year), str(day.month), str(day.day))
    known = PARTS.get(notation, 3)
    return text, *(part if position < known else "" for position, part in enumerate(parts)), verbatim if known == 3 else text

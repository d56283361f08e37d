"""How a label says it: dates, countries, heights and coordinates in the words of its time and language."""

from __future__ import annotations

import datetime as dt
from random import Random

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
MONTHS = {
    "nl": [
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
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
}
COUNTRIES: dict[str, dict[str, tuple[str, ...]]] = {
    "BE": {"nl": ("België", "België", "Belgie", "BELGIË"), "fr": ("Belgique", "Belgique", "BELGIQUE", "Belgium")},
    "LU": {"nl": ("Luxemburg", "Groothertogdom Luxemburg"), "fr": ("Luxembourg", "Grand-Duché de Luxembourg")},
    "NL": {"nl": ("Nederland",), "fr": ("Pays-Bas", "Hollande")},
    "FR": {"nl": ("Frankrijk",), "fr": ("France",)},
}
CONGO: tuple[tuple[int, tuple[str, ...]], ...] = (
    (1908, ("État indépendant du Congo", "Etat Indépendant du Congo")),
    (1960, ("Congo Belge", "Congo belge", "Belgisch Congo")),
    (1971, ("République démocratique du Congo", "Congo (Léopoldville)")),
    (1997, ("Zaïre", "Zaire")),
    (9999, ("République démocratique du Congo", "Democratic Republic of the Congo", "RDC", "Congo (Kinshasa)")),
)


def label_date(random: Random, day: dt.date, language: str) -> str:
    """A day as it stands on a label."""
    month = MONTHS[language][day.month - 1]
    le = "le " if language == "fr" else ""
    forms = [
        f"{day.day}.{ROMAN[day.month - 1]}.{day.year}",
        f"{day.day}-{ROMAN[day.month - 1]}-{day.year}",
        f"{le}{day.day} {month} {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} {month[:3]}. {day.year}",
    ]
    return random.choice(forms)


def label_country(random: Random, country: str, year: int, language: str) -> str:
    """A country as it was called in that year and language."""
    if country == "CD":
        return random.choice(next(names for until, names in CONGO if year < until))
    return random.choice(COUNTRIES[country][language])


def label_elevation(random: Random, metres: int, language: str) -> str:
    """A height as it stands on a label."""
    forms = (f"{metres} m", f"alt. {metres} m", f"± {metres} m", f"ca. {metres} m" if language == "nl" else f"env. {metres} m")
    return random.choice(forms)


def label_coordinates(latitude: float, longitude: float) -> str:
    """A point in degrees and minutes, with the letters of the compass.

    >>> label_coordinates(50.771, 4.471)
    "50°46'N 4°28'E"
    """
    return f"{_minutes(latitude, 'NS')} {_minutes(longitude, 'EW')}"


def _minutes(degrees: float, letters: str) -> str:
    whole, minutes = divmod(round(abs(degrees) * 60), 60)
    return f"{whole}°{minutes:02d}'{letters[degrees < 0]}"

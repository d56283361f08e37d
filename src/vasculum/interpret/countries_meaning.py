"""What a name says of a country when it is one name and nothing else, and on what several of them agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from vasculum.interpret.countries_history import of_former_code, state
from vasculum.interpret.countries_names import key, lone_subdivisions, names, of_code, regions, sovereigns, subdivisions
from vasculum.terms import vocabularies

HISTORICAL, AMBIGUOUS, SEVERAL = "COUNTRY_HISTORICAL", "COUNTRY_AMBIGUOUS", "COUNTRY_SEVERAL"
PART, UNCERTAIN, MISSPELT = "COUNTRY_FROM_PART", "COUNTRY_UNCERTAIN", "COUNTRY_MISSPELT"


@dataclass(frozen=True, slots=True)
class Meaning:
    """The countries of today that a text can stand for, and the codes of the remarks that its reading earned.

    `others` are countries that have a part of this name; they count only when another word of the text points there. A meaning is
    `weak` when it rests on a subdivision, whose name a place in another country may bear too.
    """

    codes: frozenset[str]
    remarks: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    weak: bool = False

    @property
    def code(self) -> str | None:
        """The country, where the text leaves one only."""
        return next(iter(self.codes)) if len(self.codes) == 1 else None

    def earning(self, *remarks: str) -> Meaning:
        """The same meaning with more remarks."""
        return replace(self, remarks=self.remarks | set(remarks))


@cache
def qualifiers() -> Mapping[str, str]:
    """The words that leave a name the same country: `direction`, `same`; and those of wider regions: `region`."""
    return {row["spelling"]: row["concept"] for row in vocabularies.rows("country_qualifier")}


def whole(text: str) -> Meaning | None:
    """What a text says as one name, None when nothing bears it."""
    name = key(text)
    others = subdivisions().get(name, frozenset())
    if former := state(text) or (of_former_code(text) if text.isupper() and len(text) > 2 else None):
        return Meaning(former.codes, frozenset({HISTORICAL if former.kind == "historical" else AMBIGUOUS}), others)
    if code := names().get(name) or (of_code(text) if text.isupper() and text.isalpha() else None):
        return Meaning(frozenset({code}), others=others)
    if code := regions().get(name):
        return Meaning(frozenset({code}), frozenset({PART}), others)
    if code := lone_subdivisions().get(name):
        return Meaning(frozenset({code}), frozenset({PART}), others, weak=True)
    return Meaning(frozenset(), frozenset({AMBIGUOUS}), others) if others else None


def agreed(meanings: list[Meaning]) -> Meaning | None:
    """The one country that all meanings allow; several when they contradict each other.

    >>> agreed([meaning for text in ("Georgia", "USA") if (meaning := whole(text))]).code
    'US'
    """
    strong = [each for each in meanings if each.codes and not each.weak]
    found = strong if any(not each.remarks - {UNCERTAIN} for each in strong) else [each for each in meanings if each.codes]
    if len(found) < 2:
        return found[0] if found else None
    remarks = frozenset().union(*(each.remarks for each in found)) & {UNCERTAIN, SEVERAL}
    if SEVERAL in remarks:
        return Meaning(union(found), remarks)
    possible = frozenset().union(*(each.codes | each.others for each in found))
    shared = _most_specific(frozenset(code for code in possible if all(_allows(each, code) for each in found)))
    if len(shared) == 1:
        return Meaning(shared, remarks | best_remarks(found))
    return Meaning(shared, remarks | {AMBIGUOUS}) if shared else Meaning(union(found), remarks | {SEVERAL})


def union(found: Iterable[Meaning]) -> frozenset[str]:
    """The codes of all meanings together."""
    return frozenset().union(*(each.codes for each in found))


def _allows(each: Meaning, code: str) -> bool:
    return code in each.codes | each.others or sovereigns().get(code) in each.codes


def _most_specific(plain: frozenset[str]) -> frozenset[str]:
    """Without the states of which a territory is named as well: Guadeloupe and France leave Guadeloupe."""
    above = {sovereigns().get(code) for code in plain}
    return frozenset(code for code in plain if code not in above)


def best_remarks(found: list[Meaning]) -> frozenset[str]:
    """No remark when one of the meanings needed none; else those of the first."""
    return frozenset() if any(each.code and not each.remarks for each in found) else found[0].remarks - {AMBIGUOUS, SEVERAL}
